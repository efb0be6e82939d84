//! An SPF record together with those that it refers to: how many lookups it takes, where it breaks, whom it lets send.
//!
//! Level by level, each side by side, and no further than just beyond the limit of ten lookups (RFC 7208 §4.6.4), which also
//! ends a circle. Must never evaluate a record: what a macro stands for depends on the message.

use futures_util::future::join_all;
use shared::dns::{DnsCause, Lookup};
use shared::mail::{Domain, MAX_SPF_LOOKUPS, SpfTerms, is_spf};
use shared::probe::{ServerText, SpfRead};

use crate::net::resolve::Resolver;

/// A record that waits to be read.
struct Due {
    record: String,
    /// The term of the domain's own record that led here; `None` for that record itself.
    by: Option<String>,
    /// Whether it has the last word on who may send: the record itself, or one in its place (`redirect=`).
    is_last_word: bool,
}

/// What stands behind a name that a record refers to.
enum Behind {
    Record(String),
    /// No record, or more than one: an error of the whole (RFC 7208 §5.2, §6.1).
    Nothing,
    /// The DNS did not say.
    Unknown,
}

/// Reads a record and what it refers to.
pub(crate) async fn read(record: &str, resolver: &Resolver) -> SpfRead {
    let mut seen = SpfRead::default();
    let mut level = vec![Due { record: record.to_owned(), by: None, is_last_word: true }];
    while !level.is_empty() && usize::from(seen.lookup_count) <= MAX_SPF_LOOKUPS {
        let mut referred = Vec::new();
        for due in &level {
            match SpfTerms::read(&due.record) {
                Ok(terms) => {
                    seen.lookup_count = seen.lookup_count.saturating_add(terms.lookup_count);
                    seen.is_open |= terms.is_open && due.is_last_word;
                    referred.extend(terms.referred.into_iter().map(|to| {
                        let by = due.by.clone().unwrap_or_else(|| to.term.clone());
                        (by, due.is_last_word && to.is_redirect, to.name)
                    }));
                }
                Err(term) => blame(&mut seen, due.by.as_deref().unwrap_or(term)),
            }
        }
        if usize::from(seen.lookup_count) > MAX_SPF_LOOKUPS {
            break;
        }
        let found = join_all(referred.iter().map(|(_, _, name)| behind(name, resolver))).await;
        level = Vec::new();
        for ((by, is_last_word, _), found) in referred.into_iter().zip(found) {
            match found {
                Behind::Record(record) => level.push(Due { record, by: Some(by), is_last_word }),
                Behind::Nothing => blame(&mut seen, &by),
                Behind::Unknown => {}
            }
        }
    }
    seen
}

/// The first term that breaks it is the one to mend.
fn blame(seen: &mut SpfRead, term: &str) {
    seen.flaw.get_or_insert_with(|| ServerText::new(term));
}

async fn behind(name: &str, resolver: &Resolver) -> Behind {
    // What is no name on the Internet at all is left to those who evaluate it.
    let Ok(name) = Domain::parse(name) else { return Behind::Unknown };
    match resolver.txt(&name).await {
        Lookup::Found(texts) => {
            let mut records = texts.into_iter().filter(|text| is_spf(text));
            match (records.next(), records.next()) {
                (Some(record), None) => Behind::Record(record),
                _ => Behind::Nothing,
            }
        }
        Lookup::Failed(DnsCause::NoData | DnsCause::NxDomain) => Behind::Nothing,
        Lookup::Failed(_) => Behind::Unknown,
    }
}
