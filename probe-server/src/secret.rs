//! A password on its way from the customer to one login.
//!
//! It lives in memory only, cannot be printed, copied or serialised, and its memory is overwritten
//! when it is dropped. Must never be logged, and must never be part of an event.

use std::borrow::Cow;

use data_encoding::{BASE64, BASE64_NOPAD, HEXLOWER};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use secrecy::{ExposeSecret as _, SecretString};
use serde::Deserialize;
use terms::ServerText;

/// The fewest characters of a password that is searched in what a server says: a shorter one would
/// be found in ordinary words.
const LEAST_SEARCHED: usize = 3;

/// Keeps the memory of this process out of core dumps, and from other processes of the same user.
///
/// # Errors
/// When the system refuses it.
pub fn forbid_core_dumps() -> std::io::Result<()> {
    use nix::sys::resource::{Resource, setrlimit};
    setrlimit(Resource::RLIMIT_CORE, 0, 0)?;
    #[cfg(target_os = "linux")]
    nix::sys::prctl::set_dumpable(false)?;
    Ok(())
}

/// A password.
#[derive(Deserialize)]
#[serde(transparent)]
pub struct Password(SecretString);

/// For the description of the API: a text, and a secret.
impl JsonSchema for Password {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Password".into()
    }

    fn json_schema(_generator: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "format": "password", "writeOnly": true })
    }
}

impl Password {
    /// Takes a password over.
    #[must_use]
    pub fn new(password: String) -> Self {
        Self(SecretString::from(password))
    }

    /// How many bytes it has.
    #[must_use]
    pub fn byte_count(&self) -> usize {
        self.0.expose_secret().len()
    }

    /// The initial response of SASL PLAIN (RFC 4616 §2), in Base64 (RFC 9051 §6.2.2).
    pub(crate) fn sasl_plain(&self, user: &str) -> SecretString {
        let message = SecretString::from(format!("\0{user}\0{}", self.0.expose_secret()));
        SecretString::from(BASE64.encode(message.expose_secret().as_bytes()))
    }

    /// The two responses of SASL LOGIN, in Base64: the name and the password.
    pub(crate) fn sasl_login(&self, user: &str) -> [SecretString; 2] {
        [user, self.0.expose_secret()]
            .map(|response| SecretString::from(BASE64.encode(response.as_bytes())))
    }

    /// The arguments of `LOGIN` as quoted strings (RFC 9051 §4.3); `None` if they hold a character
    /// that a quoted string cannot have.
    pub(crate) fn login_arguments(&self, user: &str) -> Option<SecretString> {
        let password = self.0.expose_secret();
        let is_quotable = |text: &str| text.bytes().all(|byte| (b' '..=b'~').contains(&byte));
        if !is_quotable(user) || !is_quotable(password) {
            return None;
        }
        let quoted = |text: &str| text.replace('\\', "\\\\").replace('"', "\\\"");
        let password = SecretString::from(quoted(password));
        Some(SecretString::from(format!("\"{}\" \"{}\"", quoted(user), password.expose_secret())))
    }

    /// What a server said after it saw the password; `None` if the text holds the password in any
    /// usual encoding.
    pub(crate) fn scrubbed(&self, user: &str, said: &str) -> Option<ServerText> {
        let said = said.trim();
        (!said.is_empty() && !self.is_in(user, said)).then(|| ServerText::new(said))
    }

    /// Whether a text holds the password: as it is, reversed, escaped, in hexadecimal, in Base64 at
    /// any offset, or as the login sent it.
    fn is_in(&self, user: &str, text: &str) -> bool {
        let password = self.0.expose_secret();
        if password.chars().count() < LEAST_SEARCHED {
            // Too short to be searched for, so nothing that the server said is kept.
            return true;
        }
        let text = SecretString::from(text.to_lowercase());
        let text = text.expose_secret();
        // Without what a server can put between the letters, and with the other alphabet of Base64.
        let dense = dense(text);
        let other_alphabet = SecretString::from(text.replace('-', "+").replace('_', "/"));
        let has = |form: String| {
            let form = SecretString::from(form.to_lowercase());
            let is_dense = |form: SecretString| {
                form.expose_secret().chars().count() >= LEAST_SEARCHED
                    && dense.expose_secret().contains(form.expose_secret())
            };
            text.contains(form.expose_secret())
                || other_alphabet.expose_secret().contains(form.expose_secret())
                || is_dense(self::dense(form.expose_secret()))
        };
        let utf16 = |bytes: fn(u16) -> [u8; 2]| -> Vec<u8> {
            password.encode_utf16().flat_map(bytes).collect()
        };
        let (little, big) = (utf16(u16::to_le_bytes), utf16(u16::to_be_bytes));
        let plain = format!("\0{user}\0{password}");
        let bearer = format!("user={user}\u{1}auth=Bearer {password}\u{1}\u{1}");
        let encoded = [password.as_bytes(), &little, &big, plain.as_bytes(), bearer.as_bytes()];
        has(password.to_owned())
            || has(password.chars().rev().collect())
            || has(escaped(password, "\\"))
            || has(marked(password, '%'))
            || has(marked(password, '='))
            || has(entities(password))
            || has(numbered(password))
            || has(password.escape_unicode().to_string())
            || encoded.iter().any(|bytes| has(HEXLOWER.encode(bytes)))
            || encoded.iter().any(|bytes| base64_forms(bytes).into_iter().any(has))
    }
}

/// With a backslash before quotes and backslashes, as in JSON and in quoted strings of IMAP.
fn escaped(text: &str, mark: &str) -> String {
    text.replace('\\', &format!("{mark}\\")).replace('"', &format!("{mark}\""))
}

/// Percent-encoded (RFC 3986 §2.1) or quoted-printable (RFC 2045 §6.7), except for letters and
/// digits.
fn marked(text: &str, mark: char) -> String {
    let encode = |byte: u8| match byte {
        byte if byte.is_ascii_alphanumeric() => char::from(byte).to_string(),
        byte => format!("{mark}{byte:02X}"),
    };
    text.bytes().map(encode).collect()
}

/// The letters and digits of a text.
fn dense(text: &str) -> SecretString {
    SecretString::from(text.chars().filter(|letter| letter.is_alphanumeric()).collect::<String>())
}

/// With a numeric entity of HTML for each character.
fn numbered(text: &str) -> String {
    text.chars().map(|letter| format!("&#{};", u32::from(letter))).collect()
}

/// With the entities of HTML.
fn entities(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// What Base64 makes of these bytes at each of the three offsets, without the characters that
/// depend on the bytes around them.
fn base64_forms(bytes: &[u8]) -> Vec<String> {
    let at = |offset: usize| {
        let mut padded = vec![0; offset];
        padded.extend_from_slice(bytes);
        let whole = BASE64_NOPAD.encode(&padded);
        let (first, last) = ((offset * 8).div_ceil(6), (offset + bytes.len()) * 8 / 6);
        whole.get(first..last).unwrap_or_default().to_owned()
    };
    (0..3).map(at).filter(|form| form.len() >= LEAST_SEARCHED).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const USER: &str = "anna@bottega.test";
    const CANARY: &str = "Kan4r!en\"vogel";

    fn check(said: &str, expected: Option<&str>) {
        let password = Password::new(CANARY.to_owned());
        let kept = password.scrubbed(USER, said);
        assert_eq!(kept.as_ref().map(ServerText::as_str), expected, "{said}");
    }

    #[test]
    fn what_a_server_says_is_kept_unless_it_repeats_the_password() {
        check("Authentication failed.", Some("Authentication failed."));
        check("", None);
        let base64 = |text: &str| BASE64.encode(text.as_bytes());
        let utf16: Vec<u8> = CANARY.encode_utf16().flat_map(u16::to_le_bytes).collect();
        for form in [
            CANARY.to_owned(),
            CANARY.to_uppercase(),
            CANARY.chars().rev().collect(),
            "Kan4r!en\\\"vogel".to_owned(),
            "Kan4r%21en%22vogel".to_owned(),
            "Kan4r!en&quot;vogel".to_owned(),
            "K a n 4 r ! e n \" v o g e l".to_owned(),
            "K\u{200b}a\u{ad}n4r-!-e.n\"vog\u{7}el".to_owned(),
            "Kan4r=21en=22vogel".to_owned(),
            CANARY.bytes().map(|byte| format!("{byte:02x}:")).collect(),
            CANARY.chars().map(|letter| format!("&#{};", u32::from(letter))).collect(),
            data_encoding::BASE64URL.encode(CANARY.as_bytes()),
            base64(CANARY),
            base64(&format!("x{CANARY}")),
            base64(&format!("xy{CANARY}z")),
            base64(&format!("\0{USER}\0{CANARY}")),
            base64(&format!("user={USER}\u{1}auth=Bearer {CANARY}\u{1}\u{1}")),
            HEXLOWER.encode(CANARY.as_bytes()),
            HEXLOWER.encode(CANARY.as_bytes()).to_uppercase(),
            HEXLOWER.encode(&utf16),
            BASE64.encode(&utf16),
        ] {
            check(&format!("wrong password {form} for you"), None);
        }
    }

    #[test]
    fn beside_a_password_of_two_letters_nothing_is_kept() {
        let password = Password::new("ab".to_owned());
        assert_eq!(password.scrubbed(USER, "No."), None);
    }

    #[test]
    fn arguments_of_login_are_quoted() {
        let quoted = Password::new(CANARY.to_owned()).login_arguments(USER);
        let quoted = quoted.map(|quoted| quoted.expose_secret().to_owned());
        assert_eq!(quoted.as_deref(), Some("\"anna@bottega.test\" \"Kan4r!en\\\"vogel\""));
        for refused in ["pass\r\nA1 LOGOUT", "perché", "\0"] {
            assert!(Password::new(refused.to_owned()).login_arguments(USER).is_none());
        }
    }
}
