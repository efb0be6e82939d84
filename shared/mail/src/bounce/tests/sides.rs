//! What an item says about the sender's and the recipient's side, and which values its JSON omits.

use super::super::{BounceItem, explain};

/// Compares original recipient, alias, sender, and the sender's domains that the refusal names.
#[track_caller]
fn check(text: &str, expected: [&str; 4]) {
    let item = explain(text).items.remove(0);
    let shown = |value: &Option<terms::ServerText>| {
        value.as_ref().map_or_else(|| "-".to_owned(), ToString::to_string)
    };
    let domains =
        item.sender_domains.iter().map(crate::Domain::as_str).collect::<Vec<_>>().join(" ");
    let found = [
        shown(&item.original_recipient),
        shown(&item.expanded_from),
        shown(&item.original_sender),
        domains,
    ];
    assert_eq!(found, expected, "{text}");
}

#[test]
fn what_tells_the_side_is_read() {
    let report = "Reporting-MTA: dns; mx.healthy.test\nX-Postfix-Sender: rfc822; anna@banca.test\n\n\
                  Original-Recipient: rfc822;info@healthy.test\nFinal-Recipient: rfc822; ugo@altra.test\nAction: failed\nStatus: 5.7.1\n\
                  Diagnostic-Code: smtp; 550 5.7.1 SPF [banca.test] did not pass";
    check(report, ["info@healthy.test", "-", "anna@banca.test", "banca.test"]);
    // The same address again is not kept.
    let same = report.replace("info@healthy.test", "Ugo@altra.test");
    check(&same, ["-", "-", "anna@banca.test", "banca.test"]);
    check(
        "<ugo@altra.test> (expanded from <info@healthy.test>): host mx.altra.test[203.0.113.5] said: 550 5.1.1 User unknown",
        ["-", "info@healthy.test", "-", ""],
    );
    check(
        "  ugo@altra.test\n    (generated from info@healthy.test)\n    Unrouteable address\n\n\
         ------ This is a copy of the message ------\n\nReturn-path: <bounce@banca.test>\nFrom: Anna <anna@banca.test>\n",
        ["-", "info@healthy.test", "anna@banca.test", ""],
    );
    check("550 5.1.1 <ugo@altra.test>: User unknown", ["-", "-", "-", ""]);
    check(
        "550-Verification failed for <anna@bottega.test>\n550 Sender verify failed",
        ["-", "-", "-", "bottega.test"],
    );
}

#[test]
fn the_sender_is_found_in_the_message_that_comes_back() {
    for media in ["text/rfc822-headers", "message/rfc822", "message/global"] {
        let text = format!(
            "From: MAILER-DAEMON@mx.test\nSubject: x\nMIME-Version: 1.0\nContent-Type: multipart/report; boundary=b\n\n--b\n\
             Content-Type: message/delivery-status\n\nFinal-Recipient: rfc822; ugo@altra.test\nAction: failed\nStatus: 5.1.1\n\n--b\n\
             Content-Type: {media}\n\nReturn-Path: <bounce@banca.test>\nFrom: \"Rossi, Anna\" <anna@banca.test>\nSubject: x\n\ntext\n--b--\n"
        );
        check(&text, ["-", "-", "anna@banca.test", ""]);
    }
}

#[test]
fn a_forward_is_told_from_an_alias() {
    let forwarded = |original: &str, last: &str| {
        let text = format!(
            "Original-Recipient: rfc822;{original}\nFinal-Recipient: rfc822; {last}\nAction: failed\nStatus: 5.7.23\n\
             Diagnostic-Code: smtp; 550 5.7.23 SPF validation failed"
        );
        let item = explain(&text).items.remove(0);
        (item.is_forwarded(), item.breaks_by_forwarding())
    };
    assert_eq!(forwarded("info@healthy.test", "ugo@altra.test"), (true, true));
    assert_eq!(forwarded("info@healthy.test", "ugo@healthy.test"), (false, false));
    assert_eq!(forwarded("info", "ugo@healthy.test"), (false, false));
}

/// The JSON is a public format: a value that is not in the text is absent.
#[test]
fn absent_values_are_left_out() {
    let of = |item: &BounceItem| serde_json::to_value(item).expect("an item is JSON");
    let bare = of(&explain("550 5.1.1 User unknown").items[0]);
    for name in ["original_recipient", "expanded_from", "original_sender", "sender_domains"] {
        assert!(bare.get(name).is_none(), "{name}");
    }
    let full = of(&explain(
        "Original-Recipient: rfc822;info@healthy.test\nFinal-Recipient: rfc822; ugo@altra.test\nStatus: 5.7.1\n\
         Diagnostic-Code: smtp; 550 5.7.1 SPF [banca.test] did not pass",
    )
    .items[0]);
    assert_eq!(full["original_recipient"], "info@healthy.test");
    assert_eq!(full["sender_domains"], serde_json::json!(["banca.test"]));
}

/// Nothing in the returned message changes the reason.
#[test]
fn a_returned_header_is_no_evidence() {
    let notice = "Delivery to the following recipient failed permanently:\n\n     ugo@altra.test\n\nTechnical details of permanent failure:\n\
                  Message rejected.\n\n";
    let alone = explain(notice).items.remove(0);
    for header in [
        "Delivered-To: anna@bottega.test\nDKIM-Signature: v=1; d=dmarc.test\nSubject: 552 5.2.2 mailbox full\n",
        "----- Original message -----\n\nReceived: from spamhaus\nX-Spam-Status: virus, SPF fail\n",
        "From: anna@bottega.test\nTo: ugo@altra.test\nSubject: 550 5.1.1 user unknown\n",
        "MIME-Version: 1.0\nMessage-ID: <missing message-id header>\nSubject: relay access denied\n\nover quota\n",
    ] {
        let with = explain(&format!("{notice}{header}")).items.remove(0);
        assert_eq!(
            (with.reason, with.reply_code, with.enhanced_status),
            (alone.reason, None, None),
            "{header}"
        );
    }
}
