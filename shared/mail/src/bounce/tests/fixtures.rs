//! Each text form, from a whole message to a bare code, with the expected result.
//!
//! One line for each recipient: address, reply code, enhanced status code, reason, owner, retry,
//! confidence, provider, reporting MTA, remote MTA, time, the server's text; a dash for an absent
//! value. The reports of Postfix and Exim are recordings, the others are written in the form of
//! their systems.

use super::super::{BounceItem, explain};

/// Compares the result for a fixture file with the expected lines.
macro_rules! check {
    ($name:literal, $expected:expr) => {
        check($name, include_str!(concat!("../fixtures/", $name)), &$expected);
    };
}

#[track_caller]
fn check(name: &str, text: &str, expected: &[&str]) {
    let found: Vec<String> = explain(text).items.iter().map(line).collect();
    assert_eq!(found, expected, "{name}");
    // A copy with the line ends of Windows gives the same result.
    let found: Vec<String> = explain(&text.replace('\n', "\r\n")).items.iter().map(line).collect();
    assert_eq!(found, expected, "{name} with CRLF");
}

#[test]
fn what_reports_say() {
    check!(
        "exchange_unknown_user.eml",
        [
            "nessuno@altra.test | 550 | 5.1.10 | mailbox_unknown | you | useless | certain | microsoft | AM0PR01MB0001.eurprd01.prod.outlook.com | - | Sat, 21 Nov 2026 16:12:02 +0000 | RESOLVER.ADR.RecipientNotFound; Recipient nessuno@altra.test not found by SMTP address lookup",
        ]
    );
    check!(
        "exim_delayed.eml",
        [
            "info@broken.test | - | 4.0.0 | deferred | nobody | may_work | possible | - | srv42.hosting.test | - | Sat, 21 Nov 2026 16:48:37 +0000 | -",
        ]
    );
    check!(
        "exim_unknown_user.eml",
        [
            "nessuno@healthy.test | 550 | 5.1.1 | mailbox_unknown | you | useless | likely | - | srv42.hosting.test | mx1.healthy.test | Sat, 21 Nov 2026 16:48:06 +0000 | <nessuno@healthy.test>: Recipient address rejected: User unknown in virtual mailbox table",
        ]
    );
    check!(
        "exim_unrouteable.eml",
        [
            "x@nonesiste.test | - | 5.0.0 | domain_not_found | you | useless | likely | - | srv42.hosting.test | - | Sat, 21 Nov 2026 16:48:07 +0000 | Unrouteable address",
        ]
    );
    check!(
        "gmail_refuses.eml",
        [
            "ugo@gmail.example | 550 | 5.7.26 | sender_unauthenticated | domain_admin | useless | certain | google | mx.bottega.test | gmail-smtp-in.l.google.com | Sat, 21 Nov 2026 16:59:58 +0100 (CET) | This mail has been blocked because the sender is unauthenticated. Gmail requires all senders to authenticate with either SPF or DKIM. https://support.google.com/mail/answer/81126#authentication a1-b2.3 - gsmtp",
        ]
    );
    check!(
        "gmail_unknown_user.eml",
        [
            "nessuno@altra.test | 550 | 5.1.1 | mailbox_unknown | you | useless | likely | - | googlemail.com | mx.altra.test | Sat, 21 Nov 2026 08:12:04 -0800 (PST) | <nessuno@altra.test>: Recipient address rejected: User unknown in virtual mailbox table",
        ]
    );
    check!(
        "postfix_attachment_blocked.eml",
        [
            "alice@healthy.test | 550 | 5.7.1 | content_refused | you | useless | likely | - | mx.sender.test | mx1.healthy.test | Sat, 21 Nov 2026 16:41:02 +0000 (UTC) | Attachment type not allowed (policy)",
        ]
    );
    check!(
        "postfix_cert_wrong_name.eml",
        [
            "x@wrongcert.test | - | 4.7.5 | tls_failed | other_side | may_work | likely | - | mx.sender.test | - | Sat, 21 Nov 2026 16:41:04 +0000 (UTC) | Server certificate not verified",
        ]
    );
    check!(
        "postfix_dmarc_reject.eml",
        [
            "user@spam.test | 550 | 5.7.1 | dmarc_refused | domain_admin | useless | likely | - | mx.sender.test | 203.0.113.60 | Sat, 21 Nov 2026 16:41:02 +0000 (UTC) | rejected by DMARC policy for healthy.test",
        ]
    );
    check!(
        "postfix_dns_lame.eml",
        [
            "x@lame.test | - | 4.4.3 | dns_failed | other_side | may_work | likely | - | mx.sender.test | - | Sat, 21 Nov 2026 16:41:03 +0000 (UTC) | Host or domain name not found. Name service error for name=lame.test type=MX: Host not found, try again",
        ]
    );
    check!(
        "postfix_dns_silent.eml",
        [
            "x@silent.test | - | 4.4.3 | dns_failed | other_side | may_work | likely | - | mx.sender.test | - | Sat, 21 Nov 2026 16:41:03 +0000 (UTC) | Host or domain name not found. Name service error for name=silent.test type=MX: Host not found, try again",
        ]
    );
    check!(
        "postfix_full_rcpt.eml",
        [
            "full@full.test | 552 | 5.2.2 | mailbox_full | other_side | may_work | likely | - | mx.sender.test | 203.0.113.23 | Sat, 21 Nov 2026 16:40:59 +0000 (UTC) | <full@full.test>: Recipient address rejected: Mailbox is full",
        ]
    );
    check!(
        "postfix_full_tempfail.eml",
        [
            "full2@full.test | 452 | 4.2.2 | mailbox_full | other_side | may_work | likely | - | mx1.healthy.test | mx1.healthy.test | Sat, 21 Nov 2026 16:42:31 +0000 (UTC) | <full2@full.test> Quota exceeded (mailbox for user is full)",
        ]
    );
    check!(
        "postfix_greylist_expired.eml",
        [
            "carla@healthy.test | 450 | 4.2.0 | greylisted | nobody | may_work | likely | - | mx.sender.test | 203.0.113.41 | Sat, 21 Nov 2026 16:41:00 +0000 (UTC) | <carla@healthy.test>: Recipient address rejected: Greylisted, see http://postgrey.schweikert.ch/help/healthy.test.html",
        ]
    );
    check!(
        "postfix_it_unknown_user.eml",
        [
            "nessuno@healthy.test | 550 | 5.1.1 | mailbox_unknown | you | useless | likely | - | mx.sender.test | mx1.healthy.test | Sat, 21 Nov 2026 16:42:31 +0000 (UTC) | <nessuno@healthy.test>: Recipient address rejected: User unknown in virtual mailbox table",
        ]
    );
    check!(
        "postfix_multi_recipient.eml",
        [
            "nessuno@healthy.test | 550 | 5.1.1 | mailbox_unknown | you | useless | likely | - | mx.sender.test | mx1.healthy.test | Sat, 21 Nov 2026 16:41:00 +0000 (UTC) | <nessuno@healthy.test>: Recipient address rejected: User unknown in virtual mailbox table",
            "x@nomx.test | - | 5.1.0 | domain_takes_no_mail | other_side | useless | likely | - | mx.sender.test | - | Sat, 21 Nov 2026 16:41:00 +0000 (UTC) | Domain nomx.test does not accept mail (nullMX)",
        ]
    );
    check!(
        "postfix_mx_refused_timeout.eml",
        [
            "info@broken.test | - | 4.4.1 | server_unreachable | other_side | may_work | likely | - | mx.sender.test | - | Sat, 21 Nov 2026 16:41:03 +0000 (UTC) | connect to mx2.oldhost.test[203.0.113.66]:25: Connection timed out",
        ]
    );
    check!(
        "postfix_notify_success.eml",
        [
            "alice@healthy.test | - | 2.0.0 | delivered | nobody | useless | certain | - | mx1.healthy.test | mx1.healthy.test | Sat, 21 Nov 2026 16:41:04 +0000 (UTC) | 250 2.0.0 <alice@healthy.test> kJeiMKDJAWvGXgAAg+zDdQ Saved",
        ]
    );
    check!(
        "postfix_rbl_listed.eml",
        [
            "rbl@spam.test | 554 | 5.7.1 | blocklisted | mail_provider | useless | likely | - | mx.sender.test | 203.0.113.60 | Sat, 21 Nov 2026 16:41:02 +0000 (UTC) | Service unavailable; Client host [198.51.100.7] blocked using bl.lab.test; Listed: see https://bl.lab.test/198.51.100.7",
        ]
    );
    check!(
        "postfix_sieve_loop.eml",
        [
            "alice@healthy.test | 451 | 4.2.0 | server_trouble | other_side | may_work | possible | - | mx1.healthy.test | mx1.healthy.test | Sat, 21 Nov 2026 16:39:22 +0000 (UTC) | <alice@healthy.test> Temporarily unable to access necessary Sieve scripts",
        ]
    );
    check!(
        "postfix_size_exceeded.eml",
        [
            "alice@healthy.test | - | 5.3.4 | too_large | you | useless | likely | - | mx.sender.test | - | Sat, 21 Nov 2026 16:41:01 +0000 (UTC) | message size 1539902 exceeds size limit 1048576 of server mx1.healthy.test[203.0.113.10]",
        ]
    );
    check!(
        "postfix_spam_gtube.eml",
        [
            "alice@healthy.test | 550 | 5.7.1 | spam | you | useless | likely | - | mx.sender.test | mx1.healthy.test | Sat, 21 Nov 2026 16:41:01 +0000 (UTC) | This message looks like spam (GTUBE)",
        ]
    );
    check!(
        "postfix_tempfail.eml",
        [
            "disabled@healthy.test | 451 | 4.3.5 | server_trouble | other_side | may_work | possible | - | mx.sender.test | 203.0.113.42 | Sat, 21 Nov 2026 16:41:04 +0000 (UTC) | <disabled@healthy.test>: Recipient address rejected: Server configuration problem",
        ]
    );
    check!(
        "postfix_tls_required_not_offered.eml",
        [
            "x@notls.test | - | 4.7.4 | tls_failed | other_side | may_work | likely | - | mx.sender.test | - | Sat, 21 Nov 2026 16:41:04 +0000 (UTC) | TLS is required, but was not offered by host 203.0.113.33[203.0.113.33]",
        ]
    );
    check!(
        "postfix_unknown_user.eml",
        [
            "nessuno@healthy.test | 550 | 5.1.1 | mailbox_unknown | you | useless | likely | - | mx.sender.test | mx1.healthy.test | Sat, 21 Nov 2026 16:40:59 +0000 (UTC) | <nessuno@healthy.test>: Recipient address rejected: User unknown in virtual mailbox table",
        ]
    );
    check!(
        "smtputf8.eml",
        [
            "josè@healthy.test | 550 | 5.1.1 | mailbox_unknown | you | useless | likely | - | mx.sender.test | mx1.healthy.test | Sat, 21 Nov 2026 16:42:31 +0000 (UTC) | <josè@healthy.test>: Recipient address rejected: User unknown in virtual mailbox table",
        ]
    );
    check!(
        "yahoo_deferred.eml",
        [
            "ugo@yahoo.example | 421 | 4.7.0 | rate_limited | mail_provider | may_work | likely | yahoo | mx.sender.test | mta5.am0.yahoodns.net | Sat, 21 Nov 2026 12:40:00 +0000 (UTC) | [TSS04] Messages from 192.0.2.4 temporarily deferred due to unexpected volume or user complaints - 4.16.55.1; see https://postmaster.yahooinc.com/error-codes",
        ]
    );
}

#[test]
fn what_is_written_for_people() {
    check!(
        "exchange_on_premises.txt",
        [
            "ugo@altra.test | 550 | 5.1.1 | mailbox_unknown | you | useless | certain | microsoft | posta.altra.test | - | - | RESOLVER.ADR.RecipNotFound; not found ##",
            "ada@altra.test | 550 | 5.2.3 | too_large | you | useless | certain | microsoft | posta.altra.test | - | - | RESOLVER.RST.RecipSizeLimit; message too large for this recipient ##",
        ]
    );
    check!(
        "exchange_pasted.txt",
        [
            "ugo@altra.test | 550 | 5.4.316 | server_unreachable | other_side | may_work | certain | microsoft | AM0PR01MB0001.eurprd01.prod.outlook.com | - | - | Message expired, connection refused(Socket error code 10061)",
        ]
    );
    check!(
        "exchange_pasted_it.txt",
        [
            "ugo@altra.test | 554 | 5.2.2 | mailbox_full | other_side | may_work | certain | microsoft | AM0PR01MB0001.eurprd01.prod.outlook.com | - | - | mailbox full; STOREDRV.Deliver.Exception:QuotaExceededException.MapiExceptionShutoffQuotaExceeded",
        ]
    );
    check!(
        "exim_hourly_limit.txt",
        [
            "ugo@altra.test | - | - | sending_limit | you | may_work | likely | - | - | - | - | Domain bottega.test has exceeded the max emails per hour (150/150 (100%)) allowed. Message discarded.",
        ]
    );
    check!(
        "exim_plain.txt",
        [
            "pieno@cpanel.test | - | - | mailbox_full | other_side | may_work | likely | - | - | - | - | mailbox is full: retry timeout exceeded",
            "nessuno@cpanel.test | 550 | - | mailbox_unknown | you | useless | likely | - | - | mx.cpanel.test | - | No Such User Here",
        ]
    );
    check!(
        "gmail_dmarc_pasted.txt",
        [
            "ugo@gmail.example | 550 | 5.7.26 | dmarc_refused | domain_admin | useless | certain | google | - | - | - | Unauthenticated email from bottega.test is not accepted due to domain's DMARC policy. Please contact the administrator of bottega.test domain if this was a legitimate mail. To learn about the DMARC initiative, go to https://support.google.com/mail/?p=DmarcRejection a640c23a62f3a-ab - gsmtp",
        ]
    );
    check!(
        "gmail_full_multiline.txt",
        [
            "- | 552 | 5.2.2 | mailbox_full | other_side | may_work | certain | google | - | - | - | The recipient's inbox is out of storage space. Please direct the recipient to https://support.google.com/mail/?p=OverQuotaPerm a1-20020a05 - gsmtp",
        ]
    );
    check!(
        "gmail_pasted_it.txt",
        [
            "info@altra.test | 550 | 5.1.1 | mailbox_unknown | you | useless | likely | - | - | - | - | <info@altra.test> sorry, no mailbox here by that name.",
        ]
    );
    check!(
        "html_only.eml",
        [
            "ugo@altra.test | 550 | 5.7.1 | sender_blocked | other_side | useless | likely | - | - | mx.altra.test | Sat, 21 Nov 2026 10:00:00 +0100 | <anna@bottega.test>: Sender address rejected: Access denied",
        ]
    );
    check!(
        "outlook_515.txt",
        [
            "ugo@hotmail.example | 550 | 5.7.515 | sender_unauthenticated | domain_admin | useless | certain | outlook_com | - | hotmail-com.olc.protection.outlook.com | - | Access denied, sending domain bottega.test does not meet the required authentication level. The sender's domain in the 5322.From address doesn't meet the authentication requirements defined for the sender.",
        ]
    );
    check!(
        "outlook_blocklist.txt",
        [
            "ugo@outlook.example | 550 | 5.7.1 | blocklisted | mail_provider | useless | certain | outlook_com | - | outlook-com.olc.protection.outlook.com | - | Unfortunately, messages from [192.0.2.4] weren't sent. Please contact your Internet service provider since part of their network is on our block list (S3150). You can also refer your provider to http://mail.live.com/mail/troubleshooting.aspx#errors.",
        ]
    );
    check!(
        "postfix_pasted_flat.txt",
        [
            "nessuno@healthy.test | 550 | 5.1.1 | mailbox_unknown | you | useless | likely | - | mx.sender.test | mx1.healthy.test | - | <nessuno@healthy.test>: Recipient address rejected: User unknown in virtual mailbox table",
        ]
    );
    check!(
        "qmail_unknown_user.txt",
        [
            "nessuno@altra.test | 550 | 5.1.1 | mailbox_unknown | you | useless | likely | - | mx.sender.test | - | - | sorry, no mailbox here by that name. (#5.1.1)",
            "ugo@lontano.test | - | 4.4.1 | server_unreachable | other_side | may_work | likely | - | mx.sender.test | - | - | Sorry, I wasn't able to establish an SMTP connection. I'm not going to try again; this message has been in the queue too long.",
        ]
    );
    check!(
        "report_without_status.eml",
        [
            "user@spam.test | 554 | 5.7.1 | blocklisted | mail_provider | useless | likely | - | mx.sender.test | mx.spam.test | Sat, 21 Nov 2026 16:41:00 +0000 (UTC) | Service unavailable; Client host [198.51.100.7] blocked using bl.lab.test",
        ]
    );
    check!(
        "sendmail.txt",
        [
            "nessuno@altra.test | 550 | 5.1.1 | mailbox_unknown | you | useless | likely | - | - | mx.altra.test | - | <nessuno@altra.test>... User unknown",
        ]
    );
}

#[test]
fn certified_mail() {
    check!(
        "pec_anomaly.eml",
        [
            "full@altra.test | 552 | 5.2.2 | mailbox_full | other_side | may_work | likely | - | mx.altra.test | box.altra.test | Sat, 21 Nov 2026 16:40:57 +0000 (UTC) | <full@altra.test> Quota exceeded (mailbox for user is full)",
        ]
    );
    check!(
        "pec_certified_only.txt",
        [
            "studio@pec.altra.test | 554 | 5.7.1 | certified_only | you | useless | likely | - | - | mx.pec.altra.test | - | Messaggio rifiutato dal sistema. Indirizzo destinatario sconosciuto o non abilitato alla ricezione di posta non certificata",
        ]
    );
    check!(
        "pec_not_delivered.eml",
        [
            "nessuno@pec.altra.test | - | 5.1.1 | mailbox_unknown | you | useless | certain | - | PEC di Esempio & Figli | - | 21/11/2026 17:41:00 | indirizzo non valido",
        ]
    );
    check!(
        "pec_not_logged_in.txt",
        [
            "- | 553 | 5.7.1 | sender_not_allowed | you | useless | certain | aruba_pec | - | smtps.pec.aruba.it | - | <anna@pec.bottega.test>: Sender address rejected: not logged in",
        ]
    );
}

#[test]
fn bits_and_pieces() {
    check!(
        "alice_spamhaus.txt",
        [
            "ada@alice.example | 550 | 5.7.1 | blocklisted | mail_provider | useless | certain | alice | - | smtp.aliceposta.it | - | Mail from IP 192.0.2.4 was rejected due to listing in Spamhaus SBL. For details please see http://www.spamhaus.org/query/bl?ip=192.0.2.4",
        ]
    );
    check!(
        "aruba_bare.txt",
        [
            "- | 550 | 5.1.0 | sender_not_allowed | you | useless | possible | aruba | - | - | - | Aruba",
        ]
    );
    check!(
        "aruba_over_quota.txt",
        [
            "anna@bottega.test | 552 | 5.2.2 | mailbox_full | other_side | may_work | certain | aruba | - | mx.bottega.test | - | user is over quota",
        ]
    );
    check!(
        "aruba_sender.txt",
        [
            "- | 550 | 5.1.0 | sender_not_allowed | you | useless | likely | aruba | - | - | - | <info@bottega.test> sender rejected: mail from address differs from the login (smtps.aruba.it)",
        ]
    );
    check!(
        "bare_code.txt",
        ["- | 550 | - | unknown | - | useless | possible | - | - | - | - | -",]
    );
    check!(
        "fields_only.txt",
        [
            "full@full.test | 552 | 5.2.2 | mailbox_full | other_side | may_work | likely | - | mx.sender.test | mx.full.test | - | <full@full.test>: Recipient address rejected: Mailbox is full",
            "x@nomx.test | - | 5.1.0 | domain_takes_no_mail | other_side | useless | likely | - | mx.sender.test | - | - | Domain nomx.test does not accept mail (nullMX)",
        ]
    );
    check!(
        "forwarded_quoted.txt",
        [
            "full@full.test | 552 | 5.2.2 | mailbox_full | other_side | may_work | likely | - | mx.sender.test | mx.full.test | - | <full@full.test>: Recipient address rejected: Mailbox is full",
        ]
    );
    check!(
        "icloud_local_policy.txt",
        [
            "- | 550 | 5.7.1 | policy | other_side | useless | likely | icloud | - | mx01.mail.icloud.com | - | [CS01] Message rejected due to local policy. Please visit https://support.apple.com/en-us/HT204137",
        ]
    );
    check!(
        "ionos_policy.txt",
        [
            "ugo@gmx.example | 550 | - | blocklisted | mail_provider | useless | likely | ionos | - | mx00.emig.kundenserver.de | - | Requested action not taken: mailbox unavailable Reject due to policy restrictions. For explanation visit https://postmaster.gmx.net/en/case?c=poli&i=ip&v=192.0.2.4&r=0",
        ]
    );
    check!(
        "libero_cloudmark.txt",
        [
            "ugo@libero.example | 550 | - | blocklisted | mail_provider | useless | certain | libero | - | smtp-in.libero.it | - | smtp-31.iol.local IP blacklisted by CSI. For remediation please use http://csi.cloudmark.com/reset-request/?ip=192.0.2.4 [smtp-31.iol.local; LIB_102]",
        ]
    );
    check!(
        "register_daily_limit.txt",
        [
            "- | 550 | - | sending_limit | you | may_work | certain | register | - | authsmtp.securemail.pro | - | MAX RCPT TO DAILY LIMIT",
        ]
    );
    check!(
        "transcript.txt",
        [
            "- | 550 | 5.1.0 | sender_unknown | domain_admin | useless | likely | - | - | - | - | <nonesiste@healthy.test>: Sender address rejected: User unknown in virtual mailbox table",
        ]
    );
    check!(
        "unknown_words.txt",
        [
            "ugo@altra.test | 550 | 5.7.1 | unknown | - | useless | possible | - | - | mx.altra.test | - | Quod licet Iovi, non licet bovi",
        ]
    );
    check!("vacation.eml", [] as [&str; 0]);
}

/// An item as one line; an absent value is a dash.
fn line(item: &BounceItem) -> String {
    fn shown<T: ToString>(value: Option<&T>) -> String {
        value.map_or_else(|| "-".to_owned(), ToString::to_string)
    }
    let word = |value: serde_json::Value| value.as_str().unwrap_or("-").to_owned();
    let json =
        |value: Result<serde_json::Value, serde_json::Error>| word(value.unwrap_or_default());
    [
        shown(item.final_recipient.as_ref()),
        shown(item.reply_code.as_ref()),
        shown(item.enhanced_status.as_ref()),
        item.reason.as_str().to_owned(),
        json(serde_json::to_value(item.owner)),
        json(serde_json::to_value(item.retry)),
        json(serde_json::to_value(item.confidence)),
        item.provider.as_ref().map_or("-", |provider| provider.as_str()).to_owned(),
        shown(item.reporting_mta.as_ref()),
        shown(item.remote_mta.as_ref()),
        shown(item.time.as_ref()),
        shown(item.server_text.as_ref()),
    ]
    .join(" | ")
}
