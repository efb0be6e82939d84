//! Merges the SPF records of a domain, and a sender that is missing in them, into the one record
//! that the domain should publish.
//!
//! Knows the grammar of RFC 7208 §4.6 and §12. Keeps every mechanism. Must never evaluate a record
//! or follow its includes: the lookups that they cause are not known here, so the lookup count is a
//! lower bound.

use super::is_spf;

/// The most DNS lookups that a record may cause (RFC 7208 §4.6.4).
pub const MAX_SPF_LOOKUPS: usize = 10;
/// The longest character-string of a TXT record, in bytes (RFC 1035 §3.3, RFC 7208 §3.3).
const MAX_STRING_BYTES: usize = 255;

/// A record to publish.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SpfRecord {
    terms: Vec<String>,
}

/// The `all` mechanisms that can be kept (RFC 7208 §5.1), from the strictest to the softest. `+all`
/// permits every sender, so it is never kept.
const ALL_BY_STRENGTH: [&str; 3] = ["-all", "~all", "?all"];
const ALL_WHERE_NONE: &str = "~all";
/// The mechanisms and the modifier that cause a lookup (RFC 7208 §4.6.4).
const WITH_LOOKUP: [&str; 6] = ["include", "a", "mx", "ptr", "exists", "redirect"];

impl SpfRecord {
    /// The record that permits what `records` permit, and also the mail that `include` permits.
    /// Texts that are not SPF records are ignored.
    ///
    /// Of several `all` mechanisms the softest stays: merging must not reject mail that passed
    /// before. A `redirect=` becomes an `include:` if there are other records, because a record can
    /// have only one fallback (RFC 7208 §6.1).
    #[must_use]
    pub fn merged<'a>(records: impl IntoIterator<Item = &'a str>, include: Option<&str>) -> Self {
        let records: Vec<&str> = records.into_iter().filter(|record| is_spf(record)).collect();
        let (mut mechanisms, mut modifiers) = (Vec::new(), Vec::new());
        let (mut endings, mut redirects) = (Vec::new(), Vec::new());
        for record in &records {
            let (ending, mut redirect) = (endings.len(), None);
            for term in record.split(' ').skip(1).filter(|term| !term.is_empty()) {
                let lower = term.to_ascii_lowercase();
                if let Some(target) = lower.strip_prefix("redirect=") {
                    redirect = Some(target.to_owned());
                } else if lower.trim_start_matches(['+', '-', '~', '?']) == "all" {
                    endings.push(lower);
                } else if is_modifier(term) {
                    add(&mut modifiers, term);
                } else {
                    add(&mut mechanisms, term.strip_prefix('+').unwrap_or(term));
                }
            }
            // A `redirect=` has no effect if the record has an `all` (RFC 7208 §5.1).
            redirects.extend(redirect.filter(|_| endings.len() == ending));
        }
        let is_alone = records.len() == 1;
        if !is_alone {
            redirects.iter().for_each(|target| add(&mut mechanisms, &format!("include:{target}")));
        }
        if let Some(name) = include {
            add(&mut mechanisms, &format!("include:{name}"));
        }
        let softest = ALL_BY_STRENGTH
            .iter()
            .rev()
            .find(|ending| endings.iter().any(|found| found == *ending));
        let last = match redirects.first() {
            Some(target) if is_alone => format!("redirect={target}"),
            _ => (*softest.unwrap_or(&ALL_WHERE_NONE)).to_owned(),
        };
        let terms = mechanisms.into_iter().chain([last]).chain(modifiers).collect();
        Self { terms }
    }

    /// The text of the record.
    #[must_use]
    pub fn text(&self) -> String {
        self.terms.iter().fold("v=spf1".to_owned(), |text, term| text + " " + term)
    }

    /// The record as the character-strings of one TXT record, each at most 255 bytes long.
    #[must_use]
    pub fn strings(&self) -> Vec<String> {
        let text = self.text();
        let mut strings = vec![String::new()];
        // A verifier joins the strings without a separator (RFC 7208 §3.3), so each space must be
        // in one of them.
        for character in text.chars() {
            match strings.last_mut() {
                Some(last) if last.len() + character.len_utf8() <= MAX_STRING_BYTES => {
                    last.push(character)
                }
                _ => strings.push(character.to_string()),
            }
        }
        strings
    }

    /// The least number of DNS lookups that the record causes; the lookups of its includes add to
    /// it.
    #[must_use]
    pub fn lookup_count(&self) -> usize {
        let name = |term: &String| {
            let term = term.trim_start_matches(['-', '~', '?']).to_ascii_lowercase();
            term.split([':', '/', '=']).next().map(str::to_owned).unwrap_or_default()
        };
        self.terms.iter().filter(|term| WITH_LOOKUP.contains(&name(term).as_str())).count()
    }

    /// Whether the record causes more lookups than allowed even without those of its includes, so
    /// that it is a permanent error.
    #[must_use]
    pub fn is_over_limit(&self) -> bool {
        self.lookup_count() > MAX_SPF_LOOKUPS
    }
}

/// Whether a term is a modifier: it has an equals sign before any colon or slash (RFC 7208 §4.6.1).
fn is_modifier(term: &str) -> bool {
    term.find([':', '/', '='])
        .and_then(|place| term.get(place..))
        .is_some_and(|rest| rest.starts_with('='))
}

/// Appends a term unless the list has it already, ignoring case.
fn add(terms: &mut Vec<String>, term: &str) {
    if !terms.iter().any(|other| other.eq_ignore_ascii_case(term)) {
        terms.push(term.to_owned());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(records: &[&str], include: Option<&str>, expected: &str) {
        assert_eq!(
            SpfRecord::merged(records.iter().copied(), include).text(),
            expected,
            "{records:?} + {include:?}"
        );
    }

    #[test]
    fn a_sender_is_added_before_the_end() {
        check(&["v=spf1 mx -all"], Some("_spf.aruba.it"), "v=spf1 mx include:_spf.aruba.it -all");
        check(&["v=spf1 mx"], Some("_spf.aruba.it"), "v=spf1 mx include:_spf.aruba.it ~all");
        check(&[], Some("_spf.aruba.it"), "v=spf1 include:_spf.aruba.it ~all");
        check(
            &["v=spf1 include:_SPF.aruba.it ~all"],
            Some("_spf.aruba.it"),
            "v=spf1 include:_SPF.aruba.it ~all",
        );
        check(
            &["v=spf1 redirect=_spf.a.test"],
            Some("b.test"),
            "v=spf1 include:b.test redirect=_spf.a.test",
        );
    }

    #[test]
    fn two_records_become_one() {
        check(
            &["v=spf1 mx -all", "v=spf1 include:_spf.google.com ~all"],
            None,
            "v=spf1 mx include:_spf.google.com ~all",
        );
        check(
            &["v=spf1 a mx -all", "V=SPF1 +mx ip4:192.0.2.0/24 ip6:2001:db8::/32 -all"],
            None,
            "v=spf1 a mx ip4:192.0.2.0/24 ip6:2001:db8::/32 -all",
        );
        check(&["v=spf1 +all", "v=spf1 mx -all"], None, "v=spf1 mx -all");
        check(&["v=spf1 +all"], None, "v=spf1 ~all");
        check(&["v=spf1 ?all", "v=spf1 mx -all"], None, "v=spf1 mx ?all");
        check(&["v=spf1 redirect=a.test", "v=spf1 mx -all"], None, "v=spf1 mx include:a.test -all");
        check(
            &["v=spf1 redirect=a.test", "v=spf1 redirect=b.test"],
            None,
            "v=spf1 include:a.test include:b.test ~all",
        );
        check(&["v=spf1 mx redirect=a.test -all"], None, "v=spf1 mx -all");
    }

    #[test]
    fn nothing_that_is_there_is_lost() {
        check(
            &[
                "v=spf1 exists:%{i}._spf.%{d} -ip4:192.0.2.7 ?include:b.test exp=why.%{d} x-new=1 ~all",
            ],
            Some("c.test"),
            "v=spf1 exists:%{i}._spf.%{d} -ip4:192.0.2.7 ?include:b.test include:c.test ~all exp=why.%{d} x-new=1",
        );
        check(
            &["google-site-verification=1", "v=spf1 mx ~all", "v=spf10 a"],
            None,
            "v=spf1 mx ~all",
        );
    }

    #[test]
    fn lookups_are_counted() {
        let record = SpfRecord::merged(
            ["v=spf1 a mx/24 -ptr exists:x.test include:a.test ip4:192.0.2.1 -all"],
            None,
        );
        assert_eq!((record.lookup_count(), record.is_over_limit()), (5, false));
        let many = (0..11)
            .fold("v=spf1".to_owned(), |text, number| format!("{text} include:s{number}.test"));
        let record = SpfRecord::merged([many.as_str()], None);
        assert_eq!((record.lookup_count(), record.is_over_limit()), (11, true));
        assert_eq!(SpfRecord::merged(["v=spf1 redirect=a.test"], None).lookup_count(), 1);
    }

    #[test]
    fn a_long_record_is_cut_into_strings_that_join_without_a_gap() {
        let many = (0..40)
            .fold("v=spf1".to_owned(), |text, number| format!("{text} ip4:192.0.2.{number}"));
        let record = SpfRecord::merged([many.as_str()], None);
        let strings = record.strings();
        assert!(
            strings.len() > 1 && strings.iter().all(|string| string.len() <= 255),
            "{strings:?}"
        );
        assert_eq!(strings.concat(), record.text());
        assert_eq!(SpfRecord::merged(["v=spf1 -all"], None).strings(), ["v=spf1 -all"]);
    }
}
