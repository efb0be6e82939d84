//! Recognises DMARC records among TXT records, and finds the tag that makes one ineffective.
//!
//! Knows RFC 9989 §4.10 and §4.7. Must never evaluate a record.

/// The label below which a domain publishes its DMARC record.
pub const DMARC_LABEL: &str = "_dmarc";

/// Whether a TXT record is a DMARC record: the version, followed by a semicolon (spaces may
/// surround it) or by the end.
#[must_use]
pub fn is_dmarc(text: &str) -> bool {
    let version = text.split(';').next().unwrap_or(text);
    let Some((name, value)) = version.split_once('=') else { return false };
    // The name of the tag is case-insensitive, its value is not (RFC 9989 §4.7).
    name.trim_end().eq_ignore_ascii_case("v") && value.trim() == "DMARC1"
}

/// The tag that prevents a DMARC record from stating a policy: a `p` that is missing or has an
/// unknown value (RFC 9989 §4.7, RFC 7489 §6.6.3), a tag that occurs twice (RFC 6376 §3.2), or one
/// without `=`. A missing `p` is returned as `p=`.
#[must_use]
pub fn dmarc_flaw(record: &str) -> Option<&str> {
    let mut names: Vec<String> = Vec::new();
    let mut policy = None;
    for tag in record.split(';').map(str::trim).filter(|tag| !tag.is_empty()) {
        let Some((name, value)) = tag.split_once('=') else { return Some(tag) };
        let name = name.trim_end().to_ascii_lowercase();
        if names.contains(&name) {
            return Some(tag);
        }
        if name == "p" {
            policy = Some((tag, value.trim().to_ascii_lowercase()));
        }
        names.push(name);
    }
    match policy {
        None => Some("p="),
        Some((tag, value)) => {
            (!matches!(value.as_str(), "none" | "quarantine" | "reject")).then_some(tag)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: bool) {
        assert_eq!(is_dmarc(text), expected, "{text:?}");
    }

    #[test]
    fn what_keeps_a_record_from_saying_what_to_do() {
        for (record, expected) in [
            ("v=DMARC1; p=none", None),
            ("v=DMARC1;p=Reject; rua=mailto:dmarc@bottega.test;", None),
            ("v=DMARC1; p = quarantine ; sp=none; x=1", None),
            ("v=DMARC1; p=none; p=reject", Some("p=reject")),
            (
                "v=DMARC1; p=none; rua=mailto:a@a.test; RUA=mailto:b@b.test",
                Some("RUA=mailto:b@b.test"),
            ),
            ("v=DMARC1; p=nono", Some("p=nono")),
            ("v=DMARC1; p=", Some("p=")),
            ("v=DMARC1; rua=mailto:dmarc@bottega.test", Some("p=")),
            ("v=DMARC1; p none", Some("p none")),
            ("v=DMARC1", Some("p=")),
        ] {
            assert_eq!(dmarc_flaw(record), expected, "{record:?}");
        }
    }

    #[test]
    fn what_is_a_record() {
        check("v=DMARC1; p=none", true);
        check("v = DMARC1 ;p=reject", true);
        check("V=DMARC1", true);
        check("v=dmarc1; p=none", false);
        check("v=DMARC12; p=none", false);
        check("v=spf1 -all", false);
        check("p=none; v=DMARC1", false);
        check("", false);
    }
}
