//! Recognises SPF records, and reads which names they refer to.
//!
//! Knows the form of RFC 7208 §4.5 and §4.6. Must never evaluate a record: whether a message passes
//! depends on its sender.

/// Whether a TXT record is an SPF record (RFC 7208 §4.5): the version, followed by a space or the
/// end.
#[must_use]
pub fn is_spf(text: &str) -> bool {
    text.split(' ').next().is_some_and(|version| version.eq_ignore_ascii_case("v=spf1"))
}

/// The names that an SPF record refers to by `include:` (RFC 7208 §5.2) or `redirect=` (§6.1), in
/// lower case. Names with macros (§7) are left out: they depend on the message.
pub fn spf_names(record: &str) -> impl Iterator<Item = String> {
    record.split(' ').filter_map(|term| {
        let term = term.trim_start_matches(['+', '-', '~', '?']).to_ascii_lowercase();
        let name = term.strip_prefix("include:").or_else(|| term.strip_prefix("redirect="))?;
        let name = name.strip_suffix('.').unwrap_or(name);
        (!name.is_empty() && !name.contains('%')).then(|| name.to_owned())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(record: &str, expected: &[&str]) {
        assert!(is_spf(record), "{record:?}");
        assert_eq!(spf_names(record).collect::<Vec<_>>(), expected, "{record:?}");
    }

    #[test]
    fn what_a_record_refers_to() {
        check("v=spf1 include:_spf.aruba.it ~all", &["_spf.aruba.it"]);
        check(
            "V=SPF1 +include:_SPF.Google.com. ?include:b.test -all",
            &["_spf.google.com", "b.test"],
        );
        check("v=spf1 redirect=_spf.mail.test", &["_spf.mail.test"]);
        check("v=spf1 include:%{i}._spf.test include: a mx -all", &[]);
        check("v=spf1", &[]);
    }

    #[test]
    fn what_is_none() {
        for text in [
            "v=spf10 -all",
            "v=spf1-all",
            "spf2.0/pra",
            "google-site-verification=x",
            "",
            " v=spf1 -all",
        ] {
            assert!(!is_spf(text), "{text:?}");
        }
    }
}
