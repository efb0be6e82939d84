//! The forms in which a password may be written.

use data_encoding::{BASE64_NOPAD, HEXLOWER, HEXUPPER};
use memchr::memmem::Finder;

/// The beginning of every password: with characters that encodings change.
pub(super) const BEGINNING: &str = "Zq9\"k&7\\w%V-";

/// What is searched for.
pub(super) struct Forms(Vec<(&'static str, Finder<'static>)>);

impl Forms {
    pub(super) fn new() -> Self {
        let text = BEGINNING;
        let utf16 = |bytes: fn(u16) -> [u8; 2]| -> Vec<u8> {
            text.encode_utf16().flat_map(bytes).collect()
        };
        let marked = |mark: &str| -> String {
            text.bytes()
                .map(|byte| match byte {
                    byte if byte.is_ascii_alphanumeric() => char::from(byte).to_string(),
                    byte => format!("{mark}{byte:02X}"),
                })
                .collect()
        };
        let escaped = text.replace('\\', "\\\\").replace('"', "\\\"");
        let html = text.replace('&', "&amp;").replace('"', "&quot;");
        let mut forms: Vec<(&str, Vec<u8>)> = vec![
            ("as it is", text.into()),
            ("reversed", text.chars().rev().collect::<String>().into()),
            ("in JSON or quoted", escaped.clone().into()),
            ("in JSON, twice", escaped.replace('\\', "\\\\").replace('"', "\\\"").into()),
            ("in a URL", marked("%").into()),
            ("quoted-printable", marked("=").into()),
            ("in HTML", html.into()),
            ("hexadecimal", HEXLOWER.encode(text.as_bytes()).into()),
            ("hexadecimal, upper case", HEXUPPER.encode(text.as_bytes()).into()),
            ("UTF-16, little", utf16(u16::to_le_bytes)),
            ("UTF-16, big", utf16(u16::to_be_bytes)),
            (
                "the bytes for debugging",
                format!("{:?}", text.as_bytes()).trim_matches(['[', ']']).into(),
            ),
        ];
        // At each offset, so that it is found behind any user name, as in the responses of SASL.
        for (name, bytes) in
            [("Base64", text.as_bytes().to_vec()), ("Base64 of UTF-16", utf16(u16::to_le_bytes))]
        {
            for offset in 0..3_usize {
                let padded = [vec![0; offset], bytes.clone()].concat();
                let whole = BASE64_NOPAD.encode(&padded);
                let (first, last) = ((offset * 8).div_ceil(6), padded.len() * 8 / 6);
                forms.push((name, whole[first..last].into()));
            }
        }
        let finders = forms.into_iter().map(|(name, form)| (name, Finder::new(&form).into_owned()));
        Self(finders.collect())
    }

    pub(super) const fn len(&self) -> usize {
        self.0.len()
    }

    /// The forms that are in these bytes.
    pub(super) fn found_in(&self, place: &str, bytes: &[u8]) -> Vec<String> {
        let found = self.0.iter().filter_map(|(name, finder)| {
            let at = finder.find(bytes)?;
            Some(format!("{place}: {name} at {at}"))
        });
        found.collect()
    }
}

#[test]
fn each_form_is_found() {
    let forms = Forms::new();
    for (name, finder) in &forms.0 {
        let bytes = [b"before".as_slice(), finder.needle(), b"after"].concat();
        assert!(forms.found_in("here", &bytes).iter().any(|hit| hit.contains(name)), "{name}");
    }
    let sasl = data_encoding::BASE64.encode(format!("\0anna@x.it\0{BEGINNING}12-3").as_bytes());
    assert_eq!(forms.found_in("here", sasl.as_bytes()).len(), 1, "{sasl}");
    assert!(forms.found_in("here", b"nothing").is_empty());
}
