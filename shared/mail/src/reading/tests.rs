//! Which reader reads which text, with the texts of both readers' tests and data.

use terms::Owner;

use super::*;

/// The result as `bounce reason`, `connection reason` or `nothing`.
fn told(text: &str) -> String {
    match read(text) {
        Reading::Bounce(bounce) => {
            format!("bounce {}", bounce.items.first().map_or("-", |item| item.reason.as_str()))
        }
        Reading::Connection(error) => format!("connection {}", error.reason.as_str()),
        Reading::Message(_) => "message".to_owned(),
        Reading::Nothing => "nothing".to_owned(),
    }
}

#[track_caller]
fn check(text: &str, expected: &str) {
    assert_eq!(told(text), expected, "{text}");
}

/// The named bounce fixtures, as a list of texts.
macro_rules! fixtures {
    ($( $name:literal ),+ $(,)?) => { [$( ($name, include_str!(concat!("../bounce/fixtures/", $name))) ),+] };
}

/// A fault of the server that checks the login is one of the sender's own provider, whatever code
/// stands beside it.
#[test]
fn a_login_that_could_not_be_checked_is_about_the_own_server() {
    for text in [
        "535 5.7.8 Error: authentication failed: Connection lost to authentication server",
        "454 4.7.0 Temporary authentication failure: Connection lost to authentication server",
        "535 5.7.0 Authentication service temporarily unavailable",
        "454 4.7.0 Temporary authentication failure",
        "-ERR [SYS/TEMP] Temporary authentication failure.",
    ] {
        check(text, "connection server_unavailable");
    }
}

/// What an iPhone says when it sends without a login, and with a wrong one.
#[test]
fn the_words_of_a_telephone() {
    check(
        "Impossibile inviare la posta. Il destinatario “ugo@altra.test” è stato rifiutato dal server perché non consente l’inoltro.",
        "connection login_required",
    );
    check(
        "The recipient “ugo@altra.test” was rejected by the server because it does not allow relaying.",
        "connection login_required",
    );
    check(
        "Il nome utente o la password per “smtp.bottega.test” è errata",
        "connection login_refused",
    );
}

/// A delivery failure is never read as an error of the mailbox, even if it contains words about
/// networks, certificates and logins.
#[test]
fn bounces_stay_bounces() {
    let fixtures = fixtures![
        "alice_spamhaus.txt",
        "aruba_bare.txt",
        "aruba_over_quota.txt",
        "aruba_sender.txt",
        "bare_code.txt",
        "exchange_on_premises.txt",
        "exchange_pasted.txt",
        "exchange_pasted_it.txt",
        "exchange_unknown_user.eml",
        "exim_delayed.eml",
        "exim_hourly_limit.txt",
        "exim_plain.txt",
        "exim_unknown_user.eml",
        "exim_unrouteable.eml",
        "fields_only.txt",
        "forwarded_quoted.txt",
        "gmail_dmarc_pasted.txt",
        "gmail_full_multiline.txt",
        "gmail_pasted_it.txt",
        "gmail_refuses.eml",
        "gmail_unknown_user.eml",
        "html_only.eml",
        "icloud_local_policy.txt",
        "ionos_policy.txt",
        "libero_cloudmark.txt",
        "outlook_515.txt",
        "outlook_blocklist.txt",
        "pec_anomaly.eml",
        "pec_certified_only.txt",
        "pec_not_delivered.eml",
        "pec_not_logged_in.txt",
        "postfix_attachment_blocked.eml",
        "postfix_cert_wrong_name.eml",
        "postfix_dmarc_reject.eml",
        "postfix_dns_lame.eml",
        "postfix_dns_silent.eml",
        "postfix_full_rcpt.eml",
        "postfix_full_tempfail.eml",
        "postfix_greylist_expired.eml",
        "postfix_it_unknown_user.eml",
        "postfix_multi_recipient.eml",
        "postfix_mx_refused_timeout.eml",
        "postfix_notify_success.eml",
        "postfix_pasted_flat.txt",
        "postfix_rbl_listed.eml",
        "postfix_sieve_loop.eml",
        "postfix_size_exceeded.eml",
        "postfix_spam_gtube.eml",
        "postfix_tempfail.eml",
        "postfix_tls_required_not_offered.eml",
        "postfix_unknown_user.eml",
        "qmail_unknown_user.txt",
        "register_daily_limit.txt",
        "report_without_status.eml",
        "sendmail.txt",
        "smtputf8.eml",
        "transcript.txt",
        "unknown_words.txt",
        "yahoo_deferred.eml",
    ];
    for (name, text) in fixtures {
        let found = told(text);
        assert_eq!(found, format!("bounce {}", explain(text).items[0].reason.as_str()), "{name}");
    }
}

/// The examples of the bounce rows are read as bounces, except refused logins for submission.
#[test]
fn replies_stay_replies() {
    #[derive(serde::Deserialize)]
    struct File {
        replies: Vec<Replies>,
    }
    #[derive(serde::Deserialize)]
    struct Replies {
        rows: Vec<Row>,
    }
    #[derive(serde::Deserialize)]
    struct Row {
        example: String,
    }
    let file: File =
        toml::from_str(include_str!("../../data/replies.toml")).expect("the data file");
    for row in file.replies.iter().flat_map(|replies| &replies.rows) {
        let Reading::Connection(error) = read(&row.example) else { continue };
        // A program that did not reach its own server says nothing about a recipient.
        if error.owner == Some(Owner::You) && error.reply_code.is_none() {
            continue;
        }
        let is_login = error
            .reply_code
            .is_some_and(|code| [432, 454, 530, 534, 535, 538, 550].contains(&code.value()));
        assert!(is_login && error.owner != Some(Owner::OtherSide), "{}: {error:?}", row.example);
        assert!(!row.example.contains('@'), "{}: {error:?}", row.example);
    }
}

#[test]
fn a_recipient_that_is_refused_is_a_bounce() {
    check(
        "550 5.1.1 <ugo@altra.test>: Recipient address rejected: User unknown in virtual mailbox table",
        "bounce mailbox_unknown",
    );
    check(
        "<ugo@altra.test>: connect to mx.altra.test[203.0.113.5]:25: Connection timed out",
        "bounce server_unreachable",
    );
    check(
        "4.4.1 connect to mx2.oldhost.test[203.0.113.66]:25: Connection timed out",
        "bounce server_unreachable",
    );
    check(
        "552 5.2.2 <full@full.test>: Recipient address rejected: Mailbox is full",
        "bounce mailbox_full",
    );
    check(
        "ugo@altra.test\nhost mx.altra.test [203.0.113.5]\nSMTP error from remote mail server after RCPT TO:<ugo@altra.test>: 550 no such user",
        "bounce mailbox_unknown",
    );
    check(
        "421 4.7.0 busy.healthy.test Error: too many connections from 198.51.100.1",
        "bounce rate_limited",
    );
    check(
        "550 5.7.1 DMARC authentication failed for bottega.test",
        &told_bounce("550 5.7.1 DMARC authentication failed for bottega.test"),
    );
    check(
        "This is the mail system at host mx.sender.test.\n\n<ugo@altra.test>: host smtp.relay.test[192.0.2.9] said: 535 5.7.8 Error: authentication failed",
        "bounce login_refused",
    );
    // Programs repeat a refusal in their own words.
    check(
        "Impossibile inviare il messaggio. Uno dei destinatari non è stato accettato dal server. L'indirizzo non accettato è 'ugo@altra.test'. \
         Risposta del server: '550 5.1.1 <ugo@altra.test>: User unknown', Porta: 25, Errore del server: 550, Numero di errore: 0x800CCC79",
        "bounce mailbox_unknown",
    );
    check(
        "An error occurred while sending mail. The mail server responded: 5.1.1 <ugo@altra.test>: Recipient address rejected: User unknown. \
         Please check the message recipient \"ugo@altra.test\" and try again.",
        "bounce mailbox_unknown",
    );
    check(
        "SMTP Error: The following recipients failed: ugo@altra.test: 550 5.1.1 User unknown",
        "bounce mailbox_unknown",
    );
}

/// The result of the bounce reader.
fn told_bounce(text: &str) -> String {
    format!("bounce {}", explain(text).items[0].reason.as_str())
}

#[test]
fn what_a_program_shows_for_a_mailbox_is_about_the_mailbox() {
    check("[AUTHENTICATIONFAILED] Authentication failed.", "connection login_refused");
    check("NO [UNAVAILABLE] Temporary authentication failure.", "connection server_unavailable");
    check("BYE Too many connections", "connection too_many_connections");
    check("-ERR [IN-USE] mailbox locked", "connection mailbox_in_use");
    check("NO [OVERQUOTA] Quota exceeded (mailbox for user is full)", "connection mailbox_full");
    check("Connessione scaduta", "connection connection_timed_out");
    check("Connection refused", "connection connection_refused");
    check("certificate has expired", "connection certificate_expired");
    check(
        "550 5.7.30 Basic authentication is not supported for Client Submission.",
        "connection oauth_only",
    );
    check(
        "535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant.",
        "connection sending_disabled",
    );
    check("530 5.7.0 Must issue a STARTTLS command first", "connection encryption_required");
    check("503 5.5.1 Error: authentication not enabled", "bounce login_method_refused");
    check(
        "IMAP Error: Login failed for anna@bottega.test from 192.0.2.4. AUTHENTICATE PLAIN: Authentication failed.",
        "connection login_refused",
    );
    check(
        "Impossibile inviare il messaggio. Risposta server: '550 <ugo@altra.test>... Inoltro negato', porta: 25, sicuro (SSL): No, errore server: 550, \
         numero di errore: 0x800CCC79",
        "connection login_required",
    );
    check(
        "Il messaggio non è stato inviato. L'indirizzo rifiutato era 'ugo@altra.test'. Risposta server: '550 5.7.1 <ugo@altra.test>: Relay access denied', \
         Numero di errore: 0x800CCC79",
        "connection login_required",
    );
}

/// A failure at the program's own server or network is never assigned to the recipient's side.
#[test]
fn the_program_s_own_server_is_never_the_other_side_s() {
    for text in [
        "SMTP ERROR: Failed to connect to server: Connection refused (111)",
        "SMTP ERROR: Failed to connect to server: Connection timed out (110)",
        "SMTP Error: Could not connect to SMTP host. Connection refused",
        "2026-11-21 10:00:00 SMTP ERROR: Failed to connect to server: php_network_getaddresses: getaddrinfo failed: Name or service not known (0)",
        "SMTP connect() failed. https://github.com/PHPMailer/PHPMailer/wiki/Troubleshooting",
        "Mailer Error: SMTP connect() failed.",
        "Cannot connect to server. (Unable to open connection to SMTP server.)",
        "Impossibile connettersi al server. (Unable to open connection to SMTP server.)",
        "Messaggio per ugo@altra.test non inviato: SMTP Error: Could not connect to SMTP host. Connection timed out",
        "Connection could not be established with host smtp.bottega.test [Connection refused #111]",
        "Errore (0x800CCC67): 'Il server non è disponibile. Risposta: 421 Cannot connect to SMTP server 192.0.2.25 (192.0.2.25:25), connect error 10060'",
        "Error 0x800CCC67: The server responded: 421 Service not available",
        "javax.mail.MessagingException: Could not connect to SMTP host: smtp.bottega.test, port: 25; nested exception is: java.net.ConnectException: Connection refused",
    ] {
        let Reading::Connection(error) = read(text) else { panic!("{text}: {}", told(text)) };
        assert!(matches!(error.owner, Some(Owner::You | Owner::MailProvider)), "{text}: {error:?}");
    }
}

/// A bare reply that both readers explain in the same way is a bounce, with its codes.
#[test]
fn a_bare_reply_stays_a_reply() {
    check("535 5.7.8 Error: authentication failed: authentication failure", "bounce login_refused");
    check("535 5.7.8 authentication failed", "bounce login_refused");
    check("mailbox is full", "bounce mailbox_full");
}

/// In the row of a mailbox "full" is about that mailbox; with a code it is still a bounce.
#[test]
fn what_is_shown_for_a_mailbox_is_about_it() {
    #[track_caller]
    fn row(text: &str, expected: Result<&str, &str>) {
        let found = read_for_mailbox(text);
        assert_eq!(found.reason_name(), Some(expected.unwrap_or_else(|reply| reply)), "{text}");
        assert_eq!(found.connection().is_some(), expected.is_ok(), "{text}");
    }
    row("mailbox is full", Ok("mailbox_full"));
    row("Casella disabilitata per morosità", Ok("account_disabled"));
    row("Quota superata", Ok("mailbox_full"));
    row("Connection refused", Ok("connection_refused"));
    row("452 4.2.2 Mailbox is full", Err("mailbox_full"));
    row("550 5.1.1 User unknown", Err("mailbox_unknown"));
    row("552 5.2.2 <full@full.test>: Mailbox is full", Err("mailbox_full"));
}

#[test]
fn other_texts_are_nothing() {
    for text in [
        "",
        "password nel quaderno",
        "Buongiorno",
        "tel. 0432 555 123",
        include_str!("../bounce/fixtures/vacation.eml"),
    ] {
        check(text, "nothing");
        assert!(!read(text).is_understood());
    }
    assert!(!read("NO [ALERT] Boh").is_understood());
    assert!(read("NO [INUSE] Boh").is_understood());
}

#[test]
fn a_message_that_arrived_is_no_bounce_and_a_bounce_is_no_message() {
    let header = |sender: &str| {
        format!(
            "Return-Path: <{sender}>\nReceived: from out.altra.test (out.altra.test [192.0.2.9]) by mx.bottega.test (Postfix); Sat, 21 Nov 2026 10:00:02 +0100\nX-Spam-Status: No, score=0.1 required=5\nDate: Sat, 21 Nov 2026 10:00:00 +0100\nFrom: <ugo@altra.test>\nSubject: Prova\n"
        )
    };
    // Only the header, with a word that programs say of their own connection.
    check(&format!("{}X-Note: connection timed out\n", header("ugo@altra.test")), "message");
    check(&format!("{}\nCiao.\n", header("ugo@altra.test")), "message");
    // A letter that quotes an error is a message of a person.
    let letter = "\nIt says 550 5.1.1 User unknown, and: connection timed out.\n";
    check(&format!("{}{letter}", header("ugo@altra.test")), "message");
    // The same words without a sender are a notice of a mail system.
    check(&format!("{}{letter}", header("")), "bounce mailbox_unknown");
    let named =
        "\n<anna@bottega.test>: host mx1.bottega.test[192.0.2.1] said: 550 5.1.1 User unknown\n";
    check(&format!("{}{named}", header("ugo@altra.test")), "bounce mailbox_unknown");
    // An error that a service shows for a mailbox is never a message.
    assert_eq!(read_for_mailbox(&header("ugo@altra.test")).message(), None);
}
