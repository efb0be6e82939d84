//! `sportello explain`: the output for programs, and the output at a terminal.

use std::io::Write;
use std::process::{Output, Stdio};

use serde_json::{Value, json};
use tests::binary::sportello;
use tests::scratch::Scratch;

const REPORT: &str =
    include_str!("../../shared/mail/src/bounce/fixtures/postfix_multi_recipient.eml");

/// Runs `explain` with a text on its standard input.
fn explain(arguments: &[&str], text: &str) -> Output {
    let mut command = sportello(&[&["explain"], arguments].concat());
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the binary runs");
    // The program closes the pipe early if it has read enough.
    let _enough = child.stdin.take().expect("a pipe").write_all(text.as_bytes());
    child.wait_with_output().expect("it ends")
}

#[test]
fn json_is_as_documented() {
    let output = explain(&["-", "--format", "json"], REPORT);
    let found: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let expected = json!({
        "schema": 1,
        "items": [
            {
                "final_recipient": "nessuno@healthy.test", "original_sender": "multi_recipient@sender.test", "reply_code": "550", "enhanced_status": "5.1.1", "reason": "mailbox_unknown",
                "reporting_mta": "mx.sender.test", "remote_mta": "mx1.healthy.test", "owner": "you", "retry": "useless", "confidence": "likely",
                "time": "Sat, 21 Nov 2026 16:41:00 +0000 (UTC)",
                "server_text": "<nessuno@healthy.test>: Recipient address rejected: User unknown in virtual mailbox table"
            },
            {
                "final_recipient": "x@nomx.test", "original_sender": "multi_recipient@sender.test", "enhanced_status": "5.1.0",
                "reason": "domain_takes_no_mail", "reporting_mta": "mx.sender.test",
                "owner": "other_side", "retry": "useless", "confidence": "likely", "time": "Sat, 21 Nov 2026 16:41:00 +0000 (UTC)",
                "server_text": "Domain nomx.test does not accept mail (nullMX)"
            }
        ]
    });
    assert_eq!(found, expected);
    assert_eq!(output.status.code(), Some(0));
}

#[test]
fn json_of_a_mailbox_s_error_is_as_documented() {
    let output = explain(
        &["-", "--format", "json"],
        "a2 NO [UNAVAILABLE] Temporary authentication failure.\n",
    );
    let found: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let expected = json!({
        "schema": 1,
        "items": [
            {
                "about": "mailbox_connection", "reason": "server_unavailable", "protocol": "imap", "response_code": "UNAVAILABLE",
                "owner": "mail_provider", "retry": "may_work", "confidence": "certain", "server_text": "Temporary authentication failure."
            }
        ]
    });
    assert_eq!(found, expected);
    assert_eq!(output.status.code(), Some(0));
    let nothing = explain(&["-", "--format", "json"], "Good morning\n");
    assert_eq!(
        serde_json::from_slice::<Value>(&nothing.stdout).expect("JSON"),
        json!({ "schema": 1, "items": [] })
    );
}

/// A message that waited at the border and was taken for junk.
const ARRIVED: &str = "\
Return-Path: <ugo@altra.test>
X-Spam-Status: Yes, score=7.1 required=5.0 tests=BAYES_99,SPF_FAIL autolearn=no
Authentication-Results: mx.bottega.test; spf=fail smtp.mailfrom=ugo@altra.test
Received: from out.altra.test (out.altra.test [192.0.2.9])
\tby mx.bottega.test (Postfix) with ESMTPS id 1; Sat, 21 Nov 2026 10:10:02 +0100
Received: from pc.altra.test (pc.altra.test [192.0.2.3])
\tby out.altra.test (Postfix) with ESMTPSA id 2; Sat, 21 Nov 2026 10:00:01 +0100
Date: Sat, 21 Nov 2026 10:00:00 +0100
From: Ugo <ugo@altra.test>

550 5.1.1 is only a number in this letter.
";

#[test]
fn json_of_a_message_that_arrived_is_as_documented() {
    let output = explain(&["-", "--format", "json"], ARRIVED);
    let found: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let documented = include_str!("../../docs/cli.md")
        .split("```json\n")
        .filter_map(|rest| rest.split("```").next())
        .find(|json| json.contains("\"message\": {"))
        .expect("an example");
    assert_eq!(found, serde_json::from_str::<Value>(documented).expect("JSON"));
    assert_eq!(output.status.code(), Some(0));
}

#[test]
fn a_message_that_arrived_ends_with_its_cause() {
    let [english, italian] =
        ["en", "it"].map(|lang| explain(&["-", "--lang", lang], ARRIVED).stdout);
    let [english, italian] =
        [english, italian].map(|text| String::from_utf8_lossy(&text).into_owned());
    for expected in [
        "The receiver's filter has marked the message. The filter takes it for junk.",
        "out.altra.test → mx.bottega.test",
        "2026-11-21 09:10:02 UTC, it waited here for 10 min",
        "either of them can be the reason for the wait",
        "SPF, the server may send (altra.test): failed; stated by mx.bottega.test",
        "points 7.1, limit 5.0; BAYES_99, SPF_FAIL",
        "The message was taken for junk.",
    ] {
        assert!(english.contains(expected), "{expected}\n{english}");
    }
    assert!(italian.contains("qui ha aspettato 10 min"), "{italian}");
    assert!(italian.contains("Il messaggio è stato preso per posta indesiderata."), "{italian}");
}

#[test]
fn a_file_is_read_and_a_person_understands() {
    let scratch = Scratch::new("explain");
    let file = scratch.write("bounce.eml", REPORT).display().to_string();
    let output = sportello(&["explain", &file, "--lang", "it"]).output().expect("the binary runs");
    let text = String::from_utf8_lossy(&output.stdout);
    for part in [
        "nessuno@healthy.test\n",
        "La casella del destinatario non esiste.",
        "✗ La posta non parte o torna indietro",
        "L'indirizzo del destinatario è sbagliato o non è più attivo.",
        "Tocca a Lei: bastano pochi minuti.",
        "aggiunga --side received",
        "550 5.1.1, rifiuto definitivo",
    ] {
        assert!(text.contains(part), "{part}\n{text}");
    }
    assert_eq!(output.status.code(), Some(0), "{text}");
}

#[track_caller]
fn ends(text: &str, status: i32, says: &str) {
    let output = explain(&[], text);
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(said.contains(says), "{said}");
    assert_eq!(output.status.code(), Some(status), "{said}");
}

#[test]
fn the_status_says_whether_it_was_understood() {
    ends("550 5.1.1 User unknown\n", 0, "does not exist");
    ends("550 5.7.1 Quod licet Iovi\n", 2, "These words do not tell the reason.");
    ends("connect ETIMEDOUT 192.0.2.25:993\n", 0, "The server did not answer in time.");
    ends("NO [ALERT] Quod licet Iovi\n", 2, "these words do not say why");
    ends("Good morning\n", 2, "We find no mail server's answer");
    ends(
        &format!("550 5.1.1 User unknown\n\n{}", "x".repeat(1 << 20)),
        0,
        "only its first part was read",
    );
}

/// If the message was meant for the customer, the same text has another owner.
#[test]
fn whom_it_is_about_can_be_said() {
    let says = |arguments: &[&str]| {
        String::from_utf8_lossy(&explain(arguments, "552 5.2.2 mailbox full\n").stdout).into_owned()
    };
    let sent = says(&["-", "--lang", "en"]);
    assert!(
        sent.contains("The other side has to do it") && sent.contains("add --side received"),
        "{sent}"
    );
    let received = says(&["-", "--lang", "en", "--side", "received"]);
    assert!(
        received.contains("It is up to you") && received.contains("The mailbox is full."),
        "{received}"
    );
    assert!(!received.contains("--side"), "{received}");
}

/// A delay warning is not a failure: it does not ask the customer to send again, and does not blame
/// a server.
#[test]
fn what_is_late_has_not_failed() {
    #[track_caller]
    fn check(text: &str) {
        let said =
            String::from_utf8_lossy(&explain(&["-", "--lang", "en"], text).stdout).into_owned();
        assert!(
            said.contains("! Mail arrives late") && said.contains("Delivery is only put off."),
            "{said}"
        );
        assert!(said.contains("there is no need to send it again"), "{said}");
        assert!(
            !said.contains("Sending it again later may work")
                && !said.contains("The other side has to do it"),
            "{said}"
        );
    }
    check(
        "# THIS IS A WARNING ONLY.  YOU DO NOT NEED TO RESEND YOUR MESSAGE. #\n\nYour message could not be delivered for more than 4 hour(s).\n\
         It will be retried until it is 5 day(s) old.\n\n<ugo@altra.test>: connect to mx.altra.test[203.0.113.9]:25: Connection timed out\n",
    );
    check(
        "Delivery incomplete\n\nThere was a temporary problem delivering your message to ugo@altra.test. Gmail will retry for 46 more hours.\n\n\
         The response was:\n\nThe recipient server did not accept our requests to connect. [mx.altra.test. 203.0.113.9: timed out]\n",
    );
    check(
        "A message that you sent has not yet been delivered to one or more of its\nrecipients after more than 24 hours on the queue.\n\n\
         The address to which the message has not yet been delivered is:\n\n  ugo@altra.test\n    Delay reason: Connection timed out\n\n\
         No action is required on your part. Delivery attempts will continue for\nsome time.\n",
    );
    check(
        "Delivery has been delayed to these recipients or groups:\nugo@altra.test\nDelivery will continue to be attempted.\n\
         Server at mx.altra.test (203.0.113.9) returned '441 4.4.1 Error communicating with target host: \"Failed to connect. Winsock error code: 10060\"'\n",
    );
}

#[test]
fn a_file_that_is_not_there_is_said() {
    let output =
        sportello(&["explain", "there-is-no-such-file.eml"]).output().expect("the binary runs");
    assert_eq!(output.status.code(), Some(66));
    assert!(
        String::from_utf8_lossy(&output.stderr)
            .contains("there-is-no-such-file.eml cannot be read")
    );
}
