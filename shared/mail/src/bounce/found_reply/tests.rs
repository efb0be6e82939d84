//! Where a reply is found in the text around it, and what is not a reply.

use super::*;

#[track_caller]
fn check(text: &str, expected: Option<(Option<u16>, Option<&str>, &str)>) {
    let reply = find(text);
    let status = reply.as_ref().and_then(|reply| reply.status).map(|status| status.to_string());
    let found = reply
        .as_ref()
        .map(|reply| (reply.code.map(ReplyCode::value), status.as_deref(), reply.text.as_str()));
    assert_eq!(found, expected, "{text:?}");
}

#[test]
fn replies_are_found_where_they_stand() {
    check("550 5.1.1 User unknown", Some((Some(550), Some("5.1.1"), "User unknown")));
    check(
        "550-5.1.1 No such\n550 5.1.1 user - gsmtp",
        Some((Some(550), Some("5.1.1"), "No such user - gsmtp")),
    );
    check("550-5.1.1 No such 550 5.1.1 user", Some((Some(550), Some("5.1.1"), "No such user")));
    check("550-No such\n550 user", Some((Some(550), None, "No such user")));
    check("host mx.test[192.0.2.1] said: 452 4.2.2 full", Some((Some(452), Some("4.2.2"), "full")));
    check(
        "Remote Server returned '550 5.1.10 RESOLVER.ADR'",
        Some((Some(550), Some("5.1.10"), "RESOLVER.ADR")),
    );
    check(
        "#550 5.1.1 RESOLVER.ADR.RecipNotFound; not found ##",
        Some((Some(550), Some("5.1.1"), "RESOLVER.ADR.RecipNotFound; not found ##")),
    );
    check(
        "Remote host said: 550 sorry, no mailbox here. (#5.1.1)",
        Some((Some(550), Some("5.1.1"), "sorry, no mailbox here. (#5.1.1)")),
    );
    check("<** 550 5.7.1 no", Some((Some(550), Some("5.7.1"), "no")));
    check("> 421 try later", Some((Some(421), None, "try later")));
    check("errore 550 5.1.0 con Aruba", Some((Some(550), Some("5.1.0"), "con Aruba")));
    check(
        "Sorry, no connection. (#4.4.1)\nI give up.",
        Some((None, Some("4.4.1"), "Sorry, no connection. I give up.")),
    );
    // A host or a queue between the codes, a repeated code, a status in brackets at the end.
    check("450 cuda_nsu 4.7.1 no", Some((Some(450), Some("4.7.1"), "cuda_nsu 4.7.1 no")));
    check("returned was: 550 550 5.1.1 no", Some((Some(550), Some("5.1.1"), "no")));
    check("ERROR_CODE :550, ERROR_CODE :5.2.2 full", Some((Some(550), Some("5.2.2"), "full")));
    check("error 550-'5.7.1 no'", Some((Some(550), Some("5.7.1"), "no")));
    check("problem ('552', ['5.2.2 full'])", Some((Some(552), Some("5.2.2"), "full")));
    check("<mx.test #5.5.0 smtp;550 5.1.1 no>", Some((Some(550), Some("5.1.1"), "no")));
    check("responded as follows: [550 5.1.1 no]", Some((Some(550), Some("5.1.1"), "no")));
    check("[192.0.2.1], 550 no", Some((Some(550), None, "no")));
    check(
        "(reason: 550 Host unknown)\n\n550 5.1.2 no",
        Some((Some(550), Some("5.1.2"), "Host unknown")),
    );
    check("Risposta server: '550 no', porta: 25", Some((Some(550), None, "no")));
    check(
        "5.1.1 - indirizzo non esistente",
        Some((None, Some("5.1.1"), "indirizzo non esistente")),
    );
}

#[test]
fn other_numbers_are_no_replies() {
    for text in [
        "",
        "we sold 550 tickets",
        "we sold 550 of 554 tickets",
        "see port 587 at 5.1.1.2",
        "Exim 4.96.1",
        "Postfix 3.7.11",
        "in 2026",
        "250 2.0.0 Ok",
        "5505 x",
        "452",
        "°°°",
    ] {
        let is_bare_code = text == "452";
        assert_eq!(find(text).is_some(), is_bare_code, "{text:?}");
    }
}
