//! The recipient of a refusal, and the exact text that is quoted.

use super::super::explain;

/// Compares the recipient of a text; `-` for none.
#[track_caller]
fn check(text: &str, expected: &str) {
    let items = explain(text).items;
    let found: Vec<String> = items
        .iter()
        .map(|item| {
            item.final_recipient.as_ref().map_or_else(|| "-".to_owned(), ToString::to_string)
        })
        .collect();
    assert_eq!(found, [expected], "{text}");
}

/// Compares the quoted text.
#[track_caller]
fn quotes(text: &str, expected: &str) {
    let said = explain(text)
        .items
        .first()
        .and_then(|item| item.server_text.as_ref().map(ToString::to_string));
    assert_eq!(said.as_deref(), Some(expected), "{text}");
}

#[test]
fn whom_to_write_to_is_no_recipient() {
    for text in [
        "554 IP=192.0.2.4 - A problem occurred. (Ask your postmaster for help or to contact tosa@rx.t-online.de to clarify.) (BL)",
        "550 5.7.1 rejected. If you feel this is in error write to abuse@altra.test",
        "550 5.7.1 Blocked, contact\npostmaster@altra.test",
        "550 5.7.1 see mailto:postmaster@altra.test",
        "550 5.7.1 <mailto:blocked@altra.test> tells more",
        "554 5.7.1 You are blocked. Please email removal@altra.test to be removed",
        "554 5.7.1 You are blocked. For removal: delisting@altra.test",
        "554 5.7.1 blocked: unblock-me@altra.test for removal",
        "Contact the help desk (help@altra.test)\n550 5.7.1 no",
        "For assistance contact <mailto:servizio@altra.test>\n550 5.7.1 no",
        "550 respinto per policy. Per assistenza scrivere a posta@altra.test",
        "550 respinto, per chiarimenti rivolgersi a posta@altra.test",
        "550 5.7.1 Questions? Send the full error to mail-team@altra.test",
        "550-Verification failed for <anna@bottega.test>\n550-No Such User Here\n550 Sender verify failed",
        "550 Could not verify anna@bottega.test: callout refused",
        "551 User has moved; please try <ugo@nuova.test>",
        "551 5.1.6 User not local; please try <ugo@nuova.test>",
    ] {
        check(text, "-");
    }
}

#[test]
fn the_recipient_stands_beside_it() {
    check("550 5.7.1 <ugo@terza.test>: rejected, contact admin@altra.test", "ugo@terza.test");
    check(
        "550 rejected. In case of errors write to admin@altra.test. The recipient was <ugo@terza.test>",
        "ugo@terza.test",
    );
    check(
        "550 5.1.1 ugo@altra.test: user unknown, see https://altra.test or ask help@altra.test",
        "ugo@altra.test",
    );
    check("550 5.1.1 User unknown: ugo@altra.test", "ugo@altra.test");
    check(
        "Your message could not be delivered to ugo@altra.test. If you need help, contact help@bottega.test\n\n550 no",
        "ugo@altra.test",
    );
    check(
        "Impossibile consegnare a ugo@altra.test. Per assistenza scriva a posta@bottega.test. 550 5.1.1 no",
        "ugo@altra.test",
    );
    check(
        "Mail to ugo@altra.test rejected: 550 spam, report to abuse@altra.test",
        "ugo@altra.test",
    );
    check(
        "ugo@t-online.test\n    host mx00.t-online.de [192.0.2.9]\n    SMTP error from remote mail server after initial connection:\n    \
         554 IP=192.0.2.4 - A problem occurred. (Ask your postmaster for help or to contact tosa@rx.t-online.de to clarify.)",
        "ugo@t-online.test",
    );
    check(
        "ugo@altra.test\n    host mx.altra.test [192.0.2.1]\n    SMTP error from remote mail server after RCPT TO:<ugo@altra.test>:\n    \
         550-Verification failed for <anna@bottega.test>\n    550 Sender verify failed",
        "ugo@altra.test",
    );
    check(
        "Reporting-MTA: dns; mx.bottega.test\n\nFinal-Recipient: rfc822; ugo@altra.test\nAction: failed\nStatus: 5.7.1\n\
         Diagnostic-Code: smtp; 554 5.7.1 blocked, mail unblock@altra.test for removal",
        "ugo@altra.test",
    );
    check(
        "Delivery to postmaster failed\n\n<postmaster@altra.test>: host mx.altra.test[192.0.2.1] said: 550 no",
        "postmaster@altra.test",
    );
}

#[test]
fn a_server_is_quoted_as_it_wrote() {
    quotes("550 5.1.1 No such user (gone)", "No such user (gone)");
    quotes("550 5.2.2 Mailbox of [ugo] is full [quota]", "Mailbox of [ugo] is full [quota]");
    quotes("550 5.1.1 unknown user: \"ugo\"", "unknown user: \"ugo\"");
    quotes("host mx.altra.test said: '550 5.1.1 unknown user 'ugo''", "unknown user 'ugo'");
    quotes(
        "<ugo@altra.test>: host mx.altra.test[192.0.2.1] said: 550 No (see <https://altra.test>) (in reply to RCPT TO command)",
        "No (see <https://altra.test>)",
    );
    quotes("(reason: 550 5.1.1 User unknown)", "User unknown");
}

/// The sentences of certified mail are recognised in any case, and quoted as written.
#[test]
fn certified_mail_is_quoted_as_it_wrote() {
    let receipt = |words: &str| {
        format!(
            "Avviso di mancata consegna\n\nIl giorno 21/11/2026 alle ore 10:00:00 (+0100) nel messaggio \"Prova\" proveniente da \
             \"Anna.Rossi@PEC.bottega.test\" e destinato all'utente \"Ugo@PEC.altra.test\" È stato rilevato un errore {words}. \
             Il messaggio è stato rifiutato dal sistema. Identificativo messaggio: opec1.it"
        )
    };
    quotes(
        &receipt("5.1.1 - Aruba PEC S.p.A. - Indirizzo NON valido"),
        "Aruba PEC S.p.A. - Indirizzo NON valido",
    );
    quotes(&receipt("5.2.2 - InfoCert S.p.A. - Casella PIENA"), "InfoCert S.p.A. - Casella PIENA");
    quotes(
        &receipt("5.1.2 - Namirial - Dominio Altra.TEST sconosciuto"),
        "Namirial - Dominio Altra.TEST sconosciuto",
    );
    check(&receipt("5.1.1 - Indirizzo NON valido"), "Ugo@PEC.altra.test");
}
