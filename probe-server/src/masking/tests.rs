//! Each form in which a name can be written.

use mail::Mailbox;

use super::Masks;

fn mailbox(text: &str) -> Mailbox {
    Mailbox::parse(text).unwrap().value
}

fn masks() -> Masks {
    let known = [
        mailbox("mario.rossi@bottega.test"),
        mailbox("info@bottega.test"),
        mailbox("bottega@bottega.test"),
    ];
    Masks::new(&known, ["write to ugo@altra.test"])
}

#[track_caller]
fn check(text: &str, expected: &str) {
    assert_eq!(masks().text(text), expected);
}

#[test]
fn a_name_is_replaced_in_every_form() {
    check("To: Mario <mario.rossi@bottega.test>", "To: Mario <masked-1@bottega.test>");
    check("MARIO.ROSSI@Bottega.Test", "masked-1@Bottega.Test");
    check("550 5.1.1 <ugo@altra.test>: unknown", "550 5.1.1 <masked-4@altra.test>: unknown");
    check("someone.else@far.test", "masked-5@far.test");
    check("user=mario.rossi@bottega.test,", "user=masked-1@bottega.test,");
    check("rfc822;mario.rossi@bottega.test", "rfc822;masked-1@bottega.test");
    check("\"mario rossi\"@bottega.test", "masked-5@bottega.test");
    check("b+mario.rossi=bottega.test@list.test", "masked-5@list.test");
    // Alone, as the name of a login.
    check("login mario.rossi failed", "login masked-1 failed");
    check("Mario.Rossi's mailbox; mario.rossini", "masked-1's mailbox; mario.rossini");
    // Escaped, folded and in base64.
    check("To: mario=2Erossi=40bottega.test", "To: masked-1=40bottega.test");
    check("To: mario.ro=\r\nssi@bottega.test", "To: masked-1@bottega.test");
    check("?email=mario.rossi%40bottega.test&x=1", "?email=masked-1%40bottega.test&x=1");
    check("=?utf-8?Q?mario=2Erossi?=", "=?utf-8?Q?masked-1?=");
    check("AUTH PLAIN AG1hcmlvLnJvc3NpAHg=", "AUTH PLAIN AG1hc2tlZC0xAHg=");
    check(
        "x\n\nVG86IG1hcmlvLnJvc3NpQGJvdHRl\nZ2EudGVzdAo=\n",
        "x\n\nVG86IG1hc2tlZC0xQGJvdHRlZ2EudGVzdAo=\n",
    );
}

#[test]
fn other_words_stay() {
    for text in [
        "bottega.test MX 10 mx1.bottega.test",
        "Le info sono qui: @ non so @, 550 5.1.1",
        "VGhpcyBibG9jayBob2xkcyBubyBuYW1lIGF0IGFsbA==",
        "https://pagina.test/?a=%20&b=%zz =3D =\n",
        "internationalisation transcript",
    ] {
        check(text, text);
    }
    // The name of a function is masked in an address only, a domain nowhere.
    check("info: info@bottega.test", "info: masked-2@bottega.test");
    check("bottega, mail.bottega.test", "masked-3, mail.bottega.test");
}

#[test]
fn the_same_name_has_one_mask() {
    let mut masks = masks();
    let (first, second) =
        (masks.mailbox(&mailbox("ada@a.test")), masks.mailbox(&mailbox("Ada@b.test")));
    assert_eq!(
        (first.to_string(), second.to_string()),
        ("masked-5@a.test".into(), "masked-5@b.test".into())
    );
    // Masking twice is masking once.
    assert_eq!(masks.text("user=masked-5@a.test =20"), "user=masked-5@a.test =20");
}
