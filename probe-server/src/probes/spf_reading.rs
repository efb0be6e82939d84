//! Reads an SPF record together with those that it refers to: how many lookups it takes, which of
//! them are void, where it has an error, and whether it lets everybody send.
//!
//! Level by level, each level in parallel, and no further than just beyond the limit of ten lookups
//! (RFC 7208 §4.6.4), which also ends a loop. Must never evaluate a record: the expansion of macros
//! depends on the message.

use diagnosis::probe::SpfRead;
use futures_util::future::join_all;
use mail::dns::{DnsCause, Lookup};
use mail::{Domain, MAX_SPF_LOOKUPS, SpfQuery, SpfQueryKind, SpfTerms, is_spf};
use terms::ServerText;

use crate::net::resolve::Resolver;

/// A record that has not been parsed yet.
struct Due {
    record: String,
    /// The name that has the record.
    at: String,
    /// The term of the domain's own record that led here; `None` for the domain's own record.
    by: Option<String>,
    /// Whether it decides the default result: the domain's own record, or one that replaces it
    /// (`redirect=`).
    is_last_word: bool,
}

/// The record of a name that another record refers to.
enum Behind {
    Record(String),
    /// No record, or more than one: a permanent error of the whole (RFC 7208 §5.2, §6.1).
    Nothing,
    /// The DNS query failed.
    Unknown,
}

/// Reads a domain's record and those that it refers to.
pub(crate) async fn read(record: &str, domain: &Domain, resolver: &Resolver) -> SpfRead {
    let mut seen = SpfRead::default();
    let mut level = vec![Due {
        record: record.to_owned(),
        at: domain.as_str().to_owned(),
        by: None,
        is_last_word: true,
    }];
    while !level.is_empty() && usize::from(seen.lookup_count) <= MAX_SPF_LOOKUPS {
        let (mut referred, mut queries) = (Vec::new(), Vec::new());
        for due in &level {
            match SpfTerms::read(&due.record) {
                Ok(terms) => {
                    seen.lookup_count = seen.lookup_count.saturating_add(terms.lookup_count);
                    seen.is_open |= terms.is_open && due.is_last_word;
                    queries.extend(terms.queries.into_iter().map(|query| (due, query)));
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
        // At most as many queries as lookups are allowed: the loop was left above if there are
        // more.
        let questions =
            join_all(queries.iter().map(|(due, query)| is_void(query, &due.at, resolver)));
        let (found, voids) = tokio::join!(
            join_all(referred.iter().map(|(_, _, name)| behind(name, resolver))),
            questions
        );
        let void = queries.iter().zip(voids).filter(|(_, is_void)| *is_void);
        seen.void.extend(void.map(|((due, query), _)| match &due.by {
            None => ServerText::new(&query.term),
            Some(by) => ServerText::new(&format!("{} ({by})", query.term)),
        }));
        level = Vec::new();
        for ((by, is_last_word, at), found) in referred.into_iter().zip(found) {
            match found {
                Behind::Record(record) => {
                    level.push(Due { record, at, by: Some(by), is_last_word })
                }
                Behind::Nothing => blame(&mut seen, &by),
                Behind::Unknown => {}
            }
        }
    }
    seen
}

/// Records the first term with an error: the one to fix.
fn blame(seen: &mut SpfRead, term: &str) {
    seen.flaw.get_or_insert_with(|| ServerText::new(term));
}

/// Whether a lookup is void: no such name, or no record of the type (RFC 7208 §4.6.4). A host with
/// addresses of one family is not void, although the lookup for the other family finds nothing.
async fn is_void(query: &SpfQuery, at: &str, resolver: &Resolver) -> bool {
    let Ok(name) = Domain::parse(query.name.as_deref().unwrap_or(at)) else { return false };
    let is_no =
        |cause: Option<DnsCause>| matches!(cause, Some(DnsCause::NxDomain | DnsCause::NoData));
    if query.what == SpfQueryKind::MailServers {
        return is_no(resolver.mx(&name).await.cause());
    }
    let found = resolver.addresses(&name).await;
    // A CNAME to an existing name counts as an answer, even if that name has no addresses.
    let is_answered = found.alias_of.is_some() && found.ipv4.cause() != Some(DnsCause::NxDomain);
    let is_none = is_no(found.ipv4.cause())
        && (query.what == SpfQueryKind::Existence || is_no(found.ipv6.cause()));
    is_none && !is_answered
}

async fn behind(name: &str, resolver: &Resolver) -> Behind {
    // A name that is not a valid domain is not reported as an error.
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
