//! Servers that repeat the password: nothing that is reported has it.

use data_encoding::{BASE64, BASE64URL, HEXLOWER, HEXUPPER};
use diagnosis::probe::LoginSeen;

use super::peer::{Answer, Peer, USER, look_at};

const CANARY: &str = "Kan4r!en-Vogel&77";

/// The password in the encodings in which a server may repeat it.
fn forms() -> Vec<String> {
    let utf16: Vec<u8> = CANARY.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let percent = |mark: &str| -> String {
        CANARY
            .bytes()
            .map(|byte| match byte {
                byte if byte.is_ascii_alphanumeric() => char::from(byte).to_string(),
                byte => format!("{mark}{byte:02X}"),
            })
            .collect()
    };
    let base64 = |text: &str| BASE64.encode(text.as_bytes());
    vec![
        CANARY.to_owned(),
        CANARY.to_uppercase(),
        CANARY.chars().rev().collect(),
        percent("%"),
        percent("="),
        CANARY.replace('&', "&amp;"),
        CANARY.chars().map(|letter| format!("&#{};", u32::from(letter))).collect(),
        CANARY.chars().map(|letter| format!("{letter} ")).collect(),
        CANARY.chars().map(|letter| format!("{letter}\u{200b}")).collect(),
        base64(CANARY),
        base64(&format!("x{CANARY}")),
        base64(&format!("xy{CANARY}")),
        BASE64URL.encode(CANARY.as_bytes()),
        base64(&format!("\0{USER}\0{CANARY}")),
        base64(&format!("user={USER}\u{1}auth=Bearer {CANARY}\u{1}\u{1}")),
        HEXLOWER.encode(CANARY.as_bytes()),
        HEXUPPER.encode(CANARY.as_bytes()),
        HEXUPPER.encode(&utf16),
        BASE64.encode(&utf16),
    ]
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_password_that_is_repeated_is_not_reported() {
    // The command, and what answers it; `{form}` is the password.
    let says = |text: &str| Answer::Says(text.to_owned());
    let places = [
        ("AUTHENTICATE", says("{tag} NO wrong: {form}\r\n")),
        ("AUTHENTICATE", says("{tag} NO [AUTHENTICATIONFAILED] {form}\r\n")),
        ("AUTHENTICATE", says("{tag} NO [{form}] wrong\r\n")),
        ("AUTHENTICATE", says("{tag} BAD {form}\r\n")),
        ("AUTHENTICATE", says("{tag} {form} wrong\r\n")),
        ("AUTHENTICATE", says("{tag} OK {form}\r\n")),
        ("AUTHENTICATE", says("* OK [ALERT] {form}\r\n{tag} NO wrong\r\n")),
        ("AUTHENTICATE", says("* {form}\r\n{tag} NO wrong\r\n")),
        ("AUTHENTICATE", says("{form}\r\n{tag} NO wrong\r\n")),
        ("AUTHENTICATE", says("+ {form}\r\n")),
        ("AUTHENTICATE", Answer::Leaves("* BYE {form}\r\n".to_owned())),
        ("AUTHENTICATE", Answer::Leaves("{form}".to_owned())),
        ("GETQUOTAROOT", says("* QUOTA \"{form}\" (STORAGE 1 2)\r\n{tag} OK {form}\r\n")),
        ("LIST", says("* LIST () \"/\" \"{form}\"\r\n{tag} OK {form}\r\n")),
        ("LIST", says("{tag} NO {form}\r\n")),
        ("EXAMINE", says("* OK [ALERT] {form}\r\n{tag} NO [{form}] {form}\r\n")),
        ("SEARCH", says("* {form}\r\n{tag} BAD {form}\r\n")),
    ];
    let forms = forms();
    for (command, answer) in places {
        for form in &forms {
            let with = |text: &String| text.replace("{form}", form);
            let answer = match &answer {
                Answer::Leaves(text) => Answer::Leaves(with(text)),
                Answer::Says(text) | Answer::Repeats(text, _) => Answer::Says(with(text)),
            };
            let what = format!("{command}: {answer:?}");
            let looked = look_at(Peer::answering(command, answer), CANARY).await;
            assert_eq!(looked.login_count, 1, "{what}");
            let stored = looked.stored.to_lowercase();
            for form in &forms {
                assert!(!stored.contains(&form.to_lowercase()), "{what}: {}", looked.stored);
            }
        }
    }
}

/// What does not repeat it is kept.
#[tokio::test]
async fn another_sentence_is_reported() {
    let refusal = "{tag} NO [AUTHENTICATIONFAILED] Authentication failed.\r\n";
    let looked = look_at(Peer::saying("AUTHENTICATE", refusal), CANARY).await;
    let Some(LoginSeen::Refused { server_text: Some(text), .. }) = looked.seen.login else {
        panic!("{:?}", looked.seen);
    };
    assert_eq!(text.as_str(), "[AUTHENTICATIONFAILED] Authentication failed.");
}
