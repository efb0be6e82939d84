//! What a reply means: the rows of `shared/data/replies.toml`, turned into constants when this crate is built.
//!
//! A provider's own rows come first, then those that hold for any; the first that fits decides. Must never be edited
//! here: the file is data, and each of its rows has a source and an example.

use std::net::IpAddr;

use super::{BounceReason, Retry};
use crate::finding::Owner;
use crate::mail::provider::{self, Seen, SeenMx};
use crate::mail::{Domain, EnhancedStatus, ProviderId, ReplyCode};
use crate::playbook::Confidence;

include!(concat!(env!("OUT_DIR"), "/replies.rs"));

/// One row. What is empty holds for any.
#[derive(Debug)]
pub(super) struct Row {
    providers: &'static [&'static str],
    /// Reply codes, from and to.
    codes: &'static [(u16, u16)],
    statuses: &'static [Statuses],
    /// Fragments in lower case, one of which must be there; `*` stands for anything between.
    texts: &'static [&'static str],
    pub(super) reason: BounceReason,
    pub(super) owner: Option<Owner>,
    pub(super) retry: Option<Retry>,
    pub(super) confidence: Confidence,
}

/// Enhanced status codes: a class (0 for any), a subject, details from and to.
#[derive(Debug)]
struct Statuses(u8, u16, u16, u16);

/// By what a provider's words are known.
#[derive(Debug)]
struct Author {
    provider: &'static str,
    /// Fragments in lower case.
    texts: &'static [&'static str],
    /// Its servers' names, or names above them.
    hosts: &'static [&'static str],
}

/// What a reply is looked up by.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Key<'a> {
    pub(super) provider: Option<&'a str>,
    pub(super) code: Option<ReplyCode>,
    pub(super) status: Option<EnhancedStatus>,
    /// In lower case, in one line.
    pub(super) text: &'a str,
}

/// The row that fits a reply.
pub(super) fn find(key: &Key<'_>) -> Option<&'static Row> {
    let own = ROWS.iter().filter(|row| !row.providers.is_empty());
    let any = ROWS.iter().filter(|row| row.providers.is_empty());
    own.chain(any).find(|row| row.fits(key))
}

/// Whether some row knows these words by themselves.
pub(super) fn knows(text: &str) -> bool {
    let text = plain(text);
    let provider = author(&text, None, None, None);
    find(&Key { provider: provider.as_ref().map(ProviderId::as_str), text: &text, ..Key::default() }).is_some()
}

/// Whose server wrote `text` (plain): by the name of the server that refused, by the marks in its words, or else, where no
/// other is named, by the server that reports. What is known of MX hosts tells as well.
pub(super) fn author(text: &str, remote: Option<&str>, address: Option<IpAddr>, reporting: Option<&str>) -> Option<ProviderId> {
    let reporting = reporting.filter(|_| remote.is_none());
    let [remote, reporting] = [remote, reporting].map(|host| host.and_then(|host| Domain::parse(host).ok()));
    let is_of = |host: &Domain, author: &&Author| author.hosts.iter().any(|name| host.is_below(name));
    let by_name = |host: &Option<Domain>| host.as_ref().and_then(|host| AUTHORS.iter().find(|author| is_of(host, author)));
    let by_words = || AUTHORS.iter().find(|author| author.texts.iter().any(|mark| is_marked(text, mark)));
    match by_name(&remote).or_else(by_words).or_else(|| by_name(&reporting)) {
        Some(author) => ProviderId::parse(author.provider).ok(),
        None => {
            let host = remote.or(reporting)?;
            let mx = vec![SeenMx { host: host.clone(), addresses: address.into_iter().collect() }];
            let found = provider::identify(&Seen { mx, ..Seen::of(host) })?;
            found.gateway.or(found.provider).map(|(provider, _)| provider)
        }
    }
}

/// Whether a mark stands in `text` as a name of its own: `maritim.it` is not `tim.it`, and an address says who was
/// written to.
fn is_marked(text: &str, mark: &str) -> bool {
    text.match_indices(mark).any(|(at, _)| {
        let before = text.get(..at).unwrap_or_default();
        let is_glued =
            mark.starts_with(char::is_alphanumeric) && before.ends_with(|letter: char| letter.is_alphanumeric() || letter == '-');
        let word = before.rsplit(' ').next().unwrap_or_default();
        !is_glued && !word.contains('@')
    })
}

/// Lower case, every run of white space one space: the form that fragments are written in.
pub(super) fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !plain.is_empty() {
            plain.push(' ');
        }
        plain.extend(word.chars().flat_map(char::to_lowercase));
    }
    plain
}

impl Row {
    fn fits(&self, key: &Key<'_>) -> bool {
        let code = |code: ReplyCode| self.codes.iter().any(|(from, to)| (*from..=*to).contains(&code.value()));
        (self.providers.is_empty() || key.provider.is_some_and(|provider| self.providers.contains(&provider)))
            && (self.codes.is_empty() || key.code.is_some_and(code))
            && (self.statuses.is_empty() || key.status.is_some_and(|status| self.statuses.iter().any(|known| known.holds(status))))
            && (self.texts.is_empty() || self.texts.iter().any(|fragment| contains(key.text, fragment)))
    }
}

impl Statuses {
    fn holds(&self, status: EnhancedStatus) -> bool {
        let &Self(class, subject, from, to) = self;
        (class == 0 || class == status.class()) && subject == status.subject() && (from..=to).contains(&status.detail())
    }
}

/// Whether the pieces of `fragment` stand in `text`, in their order.
fn contains(text: &str, fragment: &str) -> bool {
    let mut rest = text;
    fragment.split('*').all(|piece| match rest.split_once(piece) {
        Some((_, after)) => {
            rest = after;
            true
        }
        None => false,
    })
}

/// The place of the row that explains a bare reply.
#[cfg(test)]
pub(super) fn place(reply: &str) -> Option<usize> {
    let said = super::said::find(reply).unwrap_or_default();
    let text = plain(reply);
    let provider = author(&text, None, None, None);
    let found = find(&Key { provider: provider.as_ref().map(ProviderId::as_str), code: said.code, status: said.status, text: &text })?;
    ROWS.iter().position(|row| std::ptr::eq(row, found))
}

/// Every provider that a row or a mark names.
#[cfg(test)]
pub(super) fn providers() -> impl Iterator<Item = &'static str> {
    AUTHORS.iter().map(|author| author.provider).chain(ROWS.iter().flat_map(|row| row.providers.iter().copied()))
}

/// The row at a place.
#[cfg(test)]
pub(super) fn at(place: usize) -> &'static Row {
    &ROWS[place]
}
