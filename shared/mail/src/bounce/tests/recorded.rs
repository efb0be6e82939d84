//! Replies recorded from Postfix, Exim, Dovecot and their filters, with the expected reason of
//! each.

use super::super::{BounceReason, explain};

#[track_caller]
fn check(reply: &str, expected: BounceReason) {
    let reasons: Vec<_> = explain(reply).items.iter().map(|item| item.reason).collect();
    assert_eq!(reasons, [expected], "{reply}");
}

#[test]
fn recorded_replies() {
    use BounceReason as Reason;
    let table = [
        ("550 5.7.1 rejected by DMARC policy for healthy.test", Reason::DmarcRefused),
        ("550 Mailbox quota exceeded", Reason::MailboxFull),
        ("451 greylisted", Reason::Greylisted),
        ("550 JunkMail rejected - [198.51.100.7] is in an RBL, see", Reason::Blocklisted),
        ("550 relay not permitted", Reason::RelayDenied),
        ("451 Temporary local problem - please try later", Reason::ServerTrouble),
        ("550 Verification failed for <x@nonesiste-dominio.test>", Reason::SenderUnknown),
        ("552 Message size exceeds maximum permitted", Reason::TooLarge),
        ("550 This message scored 15.3 spam points and was classified as spam.", Reason::Spam),
        ("535 Incorrect authentication data", Reason::LoginRefused),
        ("550 The account has been suspended", Reason::MailboxDisabled),
        ("550 No Such User Here", Reason::MailboxUnknown),
        (
            "450 4.1.8 <x@silent.test>: Sender address rejected: Domain not found",
            Reason::SenderUnknown,
        ),
        (
            "504 5.5.2 <localhost>: Helo command rejected: need fully-qualified hostname",
            Reason::HeloRefused,
        ),
        (
            "550 5.7.1 Service unavailable; client [198.51.100.7] blocked using bl.lab.test",
            Reason::Blocklisted,
        ),
        (
            "550 5.1.0 <nonesiste@healthy.test>: Sender address rejected: User unknown in virtual mailbox table",
            Reason::SenderUnknown,
        ),
        ("552 5.3.4 Error: message file too big", Reason::TooLarge),
        ("550 5.7.1 Message content rejected as spam", Reason::Spam),
        (
            "550 5.7.23 <user@spam.test>: Recipient address rejected: Message rejected due to: SPF fail - not authorized.",
            Reason::SpfRefused,
        ),
        ("535 5.7.8 Error: authentication failed: (reason unavailable)", Reason::LoginRefused),
        (
            "553 5.7.1 <carla@healthy.test>: Sender address rejected: not owned by user alice@healthy.test",
            Reason::SenderNotAllowed,
        ),
        (
            "553 5.7.1 <alice@healthy.test>: Sender address rejected: not logged in",
            Reason::LoginRequired,
        ),
        ("530 5.7.0 Must issue a STARTTLS command first", Reason::LoginRequired),
        (
            "421 4.7.0 busy.healthy.test Error: too many connections from 198.51.100.1",
            Reason::RateLimited,
        ),
        ("452 4.5.3 Error: too many recipients", Reason::TooManyRecipients),
        (
            "451 4.3.5 <alice@healthy.test>: Recipient address rejected: Server configuration problem",
            Reason::ServerTrouble,
        ),
        ("554 5.7.1 <qualcuno@altrove.test>: Relay access denied", Reason::RelayDenied),
    ];
    for (reply, expected) in table {
        check(reply, expected);
    }
}

/// The same code has different meanings at different providers.
#[test]
fn a_code_alone_lies() {
    let table = [
        ("550 5.1.0 Sender denied [AM0.prod.outlook.com]", BounceReason::SenderBlocked),
        (
            "550 5.1.0 <anna@bottega.test> sender rejected (smtps.aruba.it)",
            BounceReason::SenderNotAllowed,
        ),
        ("550 5.7.30 DKIM authentication didn't pass - gsmtp", BounceReason::DkimRefused),
        ("550 5.7.30 Sorry", BounceReason::TlsFailed),
        (
            "550 5.4.1 Recipient address rejected: Access denied. [AM0.prod.outlook.com]",
            BounceReason::MailboxUnknown,
        ),
        ("550 5.4.1 Sorry", BounceReason::ServerUnreachable),
        ("550 Requested action not taken: mailbox unavailable", BounceReason::Unknown),
        (
            "550 Requested action not taken: mailbox unavailable (mx00.kundenserver.de)",
            BounceReason::MailboxUnknown,
        ),
    ];
    for (reply, expected) in table {
        check(reply, expected);
    }
}

/// The provider that refused: a name in an address, or within a longer name, does not count.
#[test]
fn who_refused() {
    #[track_caller]
    fn check(reply: &str, expected: Option<&str>, reason: BounceReason) {
        let item = &explain(reply).items[0];
        assert_eq!(
            (item.provider.as_ref().map(crate::ProviderId::as_str), item.reason),
            (expected, reason),
            "{reply}"
        );
    }
    use BounceReason as Reason;
    check(
        "550 5.1.1 <info@maritim.it>: Recipient address rejected: User unknown",
        None,
        Reason::MailboxUnknown,
    );
    check(
        "550 5.1.1 <info@tim.it>: Recipient address rejected: User unknown",
        None,
        Reason::MailboxUnknown,
    );
    check("550 5.1.1 User unknown (mx.tim.it)", Some("tim"), Reason::MailboxUnknown);
    check(
        "550 5.1.0 <x@arubahotel.test>: Recipient address rejected: User unknown",
        None,
        Reason::MailboxUnknown,
    );
    check(
        "550 5.1.0 <info@bottega.test> sender rejected (smtps.aruba.it)",
        Some("aruba"),
        Reason::SenderNotAllowed,
    );
    // If the refusing server is named, other names in its text do not count.
    let report = "Final-Recipient: rfc822; ugo@altra.test\nAction: failed\nStatus: 5.7.1\nRemote-MTA: dns; mx.google.com\n\
                  Diagnostic-Code: smtp; 550 5.7.1 Client host smtpdh19.ad.aruba.it rejected due to policy violation";
    assert_eq!(
        explain(report).items[0].provider.as_ref().map(crate::ProviderId::as_str),
        Some("google")
    );
}
