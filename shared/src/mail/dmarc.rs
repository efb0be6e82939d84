//! DMARC records, as far as they are told from other texts.
//!
//! Knows RFC 9989 §4.10 and §4.7. Must never evaluate one.

/// The label that DMARC records stand below.
pub const DMARC_LABEL: &str = "_dmarc";

/// Whether a TXT record is a DMARC record: the version, then a semicolon, with spaces around it, or the end.
#[must_use]
pub fn is_dmarc(text: &str) -> bool {
    let version = text.split(';').next().unwrap_or(text);
    let Some((name, value)) = version.split_once('=') else { return false };
    // The name folds its case, the value does not (RFC 9989 §4.7).
    name.trim_end().eq_ignore_ascii_case("v") && value.trim() == "DMARC1"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: bool) {
        assert_eq!(is_dmarc(text), expected, "{text:?}");
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
