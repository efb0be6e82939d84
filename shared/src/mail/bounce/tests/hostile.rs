//! Whatever stands in a text: no panic, within the bounds, and in a time that grows with its length only.

use std::time::{Duration, Instant};

use proptest::prelude::*;

use super::super::{MAX_BOUNCE_BYTES, MAX_BOUNCE_RECIPIENTS, explain};

/// What stands in bounces, to be put together in any order.
const PIECES: [&str; 40] = [
    "From: MAILER-DAEMON@mx.test\n",
    "Content-Type: multipart/report; boundary=\"b\"\n",
    "Content-Type: multipart/mixed; boundary=b\n",
    "Content-Type: message/delivery-status\n",
    "Content-Type: message/rfc822\n",
    "Content-Type: text/html\n",
    "Content-Type: application/xml\n",
    "Content-Transfer-Encoding: base64\n",
    "Content-Transfer-Encoding: quoted-printable\n",
    "\n",
    "\r\n",
    "--b\n",
    "--b--\n",
    "--b",
    " ",
    "\t",
    "Reporting-MTA: dns; mx.test\n",
    "Final-Recipient: rfc822; a@b.test\n",
    "Action: failed\n",
    "Action: delayed\n",
    "Status: 5.1.1\n",
    "Diagnostic-Code: smtp; 550 5.1.1 no\n",
    "  folded\n",
    "<a@b.test>: host mx.test[192.0.2.1] said: 550-5.1.1 x\n 550 5.1.1 y\n",
    "  a@b.test\n",
    "Remote Server returned '550 5.1.10 RESOLVER.ADR'\n",
    "550",
    "-",
    "5.7.26",
    " (#5.1.1)",
    "> ",
    "<** ",
    "'",
    "<",
    ">",
    "é\u{202e}\u{0}",
    "<postacert tipo=\"errore-consegna\" errore=\"no-dest\">",
    "<consegna>a@b.test</consegna>",
    "aruba 550 5.1.0 sender",
    "&lt;=E8=",
];

proptest! {
    #[test]
    fn any_text(text in any::<String>()) {
        within_bounds(&text)?;
    }

    #[test]
    fn anything_made_of_bounces(pieces in prop::collection::vec(prop::sample::select(&PIECES[..]), 0..60)) {
        within_bounds(&pieces.concat())?;
    }
}

fn within_bounds(text: &str) -> Result<(), TestCaseError> {
    let explanation = explain(text);
    prop_assert!(explanation.items.len() <= MAX_BOUNCE_RECIPIENTS);
    for item in &explanation.items {
        for shown in [&item.final_recipient, &item.reporting_mta, &item.remote_mta, &item.time, &item.server_text].into_iter().flatten() {
            prop_assert!(shown.as_str().chars().all(|character| !character.is_control()));
        }
    }
    Ok(())
}

/// The worst texts that a stranger can make of the limit. One that took quadratic time would take hours.
#[test]
#[expect(clippy::disallowed_methods, reason = "what is judged here is the time itself")]
fn large_texts_take_little_time() {
    let nested: String = (0..5_000).map(|depth| format!("Content-Type: multipart/mixed; boundary=b{depth}\n\n--b{depth}\n")).collect();
    let letters: String = "Content-Type: message/rfc822\n\n".repeat(MAX_BOUNCE_BYTES / 30);
    let head = "Content-Type: multipart/mixed; boundary=b\n\n";
    let texts = [
        nested,
        letters,
        format!("{head}{}", "--b\n".repeat(MAX_BOUNCE_BYTES / 4)),
        format!("{head}{}", "--b\nContent-Type: text/html\n\n<style>".repeat(MAX_BOUNCE_BYTES / 38)),
        format!("Content-Type: text/html\n\n{}", "<style>".repeat(MAX_BOUNCE_BYTES / 7)),
        format!("Content-Type: text/html\n\n{}", "<style></".repeat(MAX_BOUNCE_BYTES / 9)),
        format!("Content-Type: application/xml\n\n<postacert tipo=\"errore-consegna\">{}", "<consegna".repeat(MAX_BOUNCE_BYTES / 9)),
        format!("Subject: x\nFrom: y\n{}", " folded\n".repeat(MAX_BOUNCE_BYTES / 8)),
        "a@b.it\n".repeat(MAX_BOUNCE_BYTES / 7),
        (0..MAX_BOUNCE_BYTES / 12).map(|place| format!("a{place}@b.it\n")).collect(),
        "550 ".repeat(MAX_BOUNCE_BYTES / 4),
        "550-5.1.1 ".repeat(MAX_BOUNCE_BYTES / 10),
        "5.1.1 #".repeat(MAX_BOUNCE_BYTES / 7),
        "> ".repeat(MAX_BOUNCE_BYTES / 2),
        "x".repeat(MAX_BOUNCE_BYTES),
        "\n".repeat(MAX_BOUNCE_BYTES),
        "Final-Recipient: rfc822;a@b.it\nAction: failed\n".repeat(MAX_BOUNCE_BYTES / 46),
        format!("Diagnostic-Code: smtp; {}", "sender ".repeat(MAX_BOUNCE_BYTES / 7)),
    ];
    for text in &texts {
        let begun = Instant::now();
        let explanation = explain(text);
        let (shown, took) = (&text[..40.min(text.len())], begun.elapsed());
        assert!(took < Duration::from_secs(20), "{shown:?} took {took:?}");
        assert!(explanation.items.len() <= MAX_BOUNCE_RECIPIENTS, "{shown:?}");
    }
}

#[test]
fn what_goes_beyond_the_limits_is_said() {
    let many: String =
        (0..300).map(|place| format!("Final-Recipient: rfc822;a{place}@b.test\nAction: failed\nStatus: 5.1.1\n\n")).collect();
    let explanation = explain(&many);
    assert_eq!((explanation.items.len(), explanation.is_cut), (MAX_BOUNCE_RECIPIENTS, true));
    assert!(explain(&"è".repeat(MAX_BOUNCE_BYTES)).is_cut);
    assert!(!explain("550 5.1.1 no").is_cut);
}

/// A report that is packed deeper than anybody packs one is not found, and nothing else happens.
#[test]
fn depth_is_bounded() {
    let packed = |depth: usize| {
        let mut text =
            "Content-Type: message/delivery-status\n\nFinal-Recipient: rfc822;a@b.test\nAction: failed\nStatus: 5.1.1\n".to_owned();
        for level in 0..depth {
            text = format!("Content-Type: multipart/mixed; boundary=b{level}x\n\n--b{level}x\n{text}\n--b{level}x--\n");
        }
        super::super::mime::read(&text).iter().flat_map(|layer| layer.parts_of(super::super::Part::Status)).count()
    };
    assert_eq!((packed(3), packed(16), packed(17)), (1, 1, 0));
}
