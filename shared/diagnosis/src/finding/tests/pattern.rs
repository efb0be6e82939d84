//! Tests of the patterns of lists: what the mailboxes in error have in common.

use std::collections::BTreeMap;

use PatternCode::{AllInError, NoPattern, OneDomain, OneProvider, OnlyThese, SameChange};
use mail::Domain;
use mail::list::{ListedMailbox, read};

use crate::finding::{InErrorCount, PatternCode, patterns};

fn list(text: &str) -> Vec<ListedMailbox> {
    let read = read(&format!("email;in error;error text;since\n{}", text.replace(' ', "\n")));
    assert_eq!(read.faults, []);
    read.mailboxes
}

/// The provider of `uno` and `due` is Rossi, that of `tre` is Bianchi, that of `quattro` is not
/// known.
fn providers() -> BTreeMap<Domain, String> {
    let known = [("uno.test", "rossi"), ("due.test", "rossi"), ("tre.test", "bianchi")];
    known
        .into_iter()
        .map(|(domain, provider)| (Domain::parse(domain).unwrap(), provider.to_owned()))
        .collect()
}

#[track_caller]
fn check(text: &str, count: InErrorCount, expected: &[PatternCode]) {
    let list = list(text);
    assert_eq!(InErrorCount::of(&list), Some(count), "{text}");
    let found = patterns(&list, &providers());
    assert_eq!(found.iter().map(|pattern| pattern.code).collect::<Vec<_>>(), expected, "{text}");
    for pattern in found {
        assert_eq!(pattern.mailboxes.len(), usize::from(pattern.params.in_error_count));
        assert_eq!(pattern.params.provider.is_some(), pattern.code == OneProvider);
        assert_eq!(pattern.params.domain.is_some(), pattern.code == OneDomain);
        assert_eq!(pattern.params.since.is_some(), pattern.code == SameChange);
    }
}

#[test]
fn the_mailboxes_in_error_have_something_in_common() {
    check(
        "a@uno.test;yes b@uno.test;yes c@due.test;yes d@tre.test;yes",
        InErrorCount::All,
        &[AllInError],
    );
    check("a@uno.test;yes b@due.test;yes", InErrorCount::All, &[AllInError, OneProvider]);
    check("a@uno.test;yes b@uno.test;yes", InErrorCount::All, &[AllInError, OneDomain]);
    check("a@uno.test;yes b@due.test;yes c@tre.test;no", InErrorCount::Some, &[OneProvider]);
    check("a@uno.test;yes b@due.test;yes c@tre.test;?", InErrorCount::Some, &[OneProvider]);
    check("a@uno.test;yes b@uno.test;yes c@due.test;no", InErrorCount::Some, &[OneDomain]);
    check("a@uno.test;yes b@uno.test;yes c@uno.test;no", InErrorCount::Some, &[OnlyThese]);
    check("a@uno.test;yes b@uno.test;no", InErrorCount::One, &[OnlyThese]);
    check(
        "a@uno.test;yes;;2026-11-20 b@tre.test;yes;;2026-11-20 c@due.test;no",
        InErrorCount::Some,
        &[SameChange],
    );
}

#[test]
fn what_does_not_hold_is_not_said() {
    // Another mailbox of the same provider works; a provider is not known; the days differ or one
    // is missing.
    check("a@uno.test;yes b@due.test;yes c@uno.test;no", InErrorCount::Some, &[NoPattern]);
    check("a@uno.test;yes b@quattro.test;yes c@tre.test;no", InErrorCount::Some, &[NoPattern]);
    check(
        "a@uno.test;yes;;2026-11-20 b@tre.test;yes;;2026-11-19 c@due.test;no",
        InErrorCount::Some,
        &[NoPattern],
    );
    check(
        "a@uno.test;yes;;2026-11-20 b@tre.test;yes c@due.test;no",
        InErrorCount::Some,
        &[NoPattern],
    );
    check("a@uno.test;yes c@due.test;no", InErrorCount::One, &[NoPattern]);
    check("a@uno.test;no b@due.test;?", InErrorCount::None, &[]);
    check("a@uno.test;yes", InErrorCount::One, &[]);
    assert_eq!(InErrorCount::of(&[]), None);
}
