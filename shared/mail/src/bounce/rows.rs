//! The meaning of a reply: the rows of `shared/mail/data/replies.toml`, turned into constants when
//! this crate is built.
//!
//! A provider's own rows come first, then the general ones; the first that fits decides. Must never
//! be edited here: the file is data, and each of its rows has a source and an example.

mod grams;
mod searchable_text;

use std::net::IpAddr;

pub(super) use searchable_text::SearchableText;

use self::searchable_text::Fragment;
use super::{BounceReason, Retry};
use crate::provider::{self, Seen, SeenMx};
use crate::{Domain, EnhancedStatus, ProviderId, ReplyCode};
use terms::Confidence;
use terms::Owner;

include!(concat!(env!("OUT_DIR"), "/replies.rs"));

/// One row. An empty field matches everything.
#[derive(Debug)]
pub(super) struct Row {
    providers: &'static [&'static str],
    /// Ranges of reply codes, both ends included.
    codes: &'static [(u16, u16)],
    statuses: &'static [Statuses],
    /// Fragments in lower case, one of which the text must contain; `*` matches any text.
    texts: &'static [Fragment],
    pub(super) reason: BounceReason,
    pub(super) owner: Option<Owner>,
    pub(super) retry: Option<Retry>,
    pub(super) confidence: Confidence,
}

/// Enhanced status codes: class (0 for any), subject, first and last detail.
#[derive(Debug)]
struct Statuses(u8, u16, u16, u16);

/// The signs by which a provider is recognised as the author of a reply.
#[derive(Debug)]
struct Author {
    provider: &'static str,
    /// Fragments in lower case that only this provider writes.
    texts: &'static [Fragment],
    /// The names of its servers, or parents of them.
    hosts: &'static [&'static str],
}

/// The reasons that are accepted from the prose around a reply. Prose mentions the others without
/// meaning this message: "the original is attached", "please log in for details".
const TOLD_IN_PROSE: [BounceReason; 17] = [
    BounceReason::MailboxUnknown,
    BounceReason::MailboxDisabled,
    BounceReason::MailboxFull,
    BounceReason::DomainNotFound,
    BounceReason::DomainTakesNoMail,
    BounceReason::DnsFailed,
    BounceReason::ServerUnreachable,
    BounceReason::Expired,
    BounceReason::Deferred,
    BounceReason::Greylisted,
    BounceReason::Blocklisted,
    BounceReason::SpfRefused,
    BounceReason::DmarcRefused,
    BounceReason::SenderUnauthenticated,
    BounceReason::ServerNameWrong,
    BounceReason::TooLarge,
    BounceReason::RecipientRestricted,
];

/// The data by which the row of a reply is found.
#[derive(Clone, Copy, Debug)]
pub(super) struct Key<'a> {
    pub(super) author: Option<&'a Attribution>,
    pub(super) code: Option<ReplyCode>,
    pub(super) status: Option<EnhancedStatus>,
    /// The server's own text.
    pub(super) words: &'a SearchableText,
    /// Everything that is said of the recipient, including the prose of the reporting system.
    pub(super) context: &'a SearchableText,
}

/// The provider that wrote a text, and how reliable that is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Attribution {
    pub(super) provider: ProviderId,
    /// Whether it is known from the name of the refusing server, or from a mark in that server's
    /// text. The reporting server, or a name in the prose, is less reliable: the text may come from
    /// another server.
    pub(super) is_sure: bool,
}

/// A row that fits, and its confidence.
#[derive(Clone, Copy, Debug)]
pub(super) struct Fit {
    pub(super) row: &'static Row,
    pub(super) confidence: Confidence,
}

/// The row that fits a reply. The order: the rows of the provider of the refusing server, then rows
/// that match the server's text, then the prose around it, and last the codes alone.
pub(super) fn find(key: &Key<'_>) -> Option<Fit> {
    let own = |row: &&Row| {
        key.author.is_some_and(|author| row.providers.contains(&author.provider.as_str()))
    };
    let any = |row: &&Row| row.providers.is_empty();
    let in_prose = |row: &&Row| any(row) && TOLD_IN_PROSE.contains(&row.reason);
    let is_sure = key.author.is_some_and(|author| author.is_sure);
    let first = |wanted: &dyn Fn(&&Row) -> bool, has_text: bool, text: &SearchableText| {
        ROWS.iter()
            .find(|row| wanted(row) && row.texts.is_empty() != has_text && row.fits(key, text))
    };
    let sure = |row: &'static Row| Fit { row, confidence: row.confidence };
    let capped =
        |row: &'static Row| Fit { row, confidence: row.confidence.min(Confidence::Likely) };
    if is_sure {
        let row = ROWS.iter().find(|row| own(row) && row.fits(key, key.words));
        if let Some(row) = row {
            return Some(sure(row));
        }
    }
    first(&own, true, key.words)
        .map(capped)
        .or_else(|| first(&any, true, key.words).map(sure))
        .or_else(|| {
            if key.context.as_str() == key.words.as_str() {
                None
            } else {
                first(&in_prose, true, key.context).map(capped)
            }
        })
        .or_else(|| first(&own, false, key.words).map(capped))
        .or_else(|| first(&any, false, key.words).map(sure))
}

/// Whether a row matches this text without any codes.
pub(super) fn knows(text: &str) -> bool {
    let text = SearchableText::new(text);
    let author = author(&text, &text, None, None, None);
    find(&Key { author: author.as_ref(), code: None, status: None, words: &text, context: &text })
        .is_some()
}

/// Phrases that introduce the reply of another server, in lower case.
const OTHERS: [&str; 8] = [
    "the other server",
    "remote server was",
    "rejected by the server for the recipient domain",
    "rejected by the recipient domain",
    "response from the remote",
    "risposta del server remoto",
    "risposta dal server remoto",
    "l'altro server",
];

/// The provider whose server wrote `words` (normalised). It is known from the name of the refusing
/// server or from marks in its text; or else, if no other server is named, from the prose around it
/// or the reporting server. If these fail, the MX signs of the provider table are tried.
pub(super) fn author(
    words: &SearchableText,
    context: &SearchableText,
    remote: Option<&str>,
    address: Option<IpAddr>,
    reporting: Option<&str>,
) -> Option<Attribution> {
    let is_another =
        remote.is_some() || OTHERS.iter().any(|words| context.as_str().contains(words));
    let reporting = reporting.filter(|_| !is_another);
    let [remote, reporting] =
        [remote, reporting].map(|host| host.and_then(|host| Domain::parse(host).ok()));
    let is_of =
        |host: &Domain, author: &&Author| author.hosts.iter().any(|name| host.is_below(name));
    let by_name = |host: &Option<Domain>| {
        host.as_ref().and_then(|host| AUTHORS.iter().find(|author| is_of(host, author)))
    };
    let by_words = |text: &SearchableText| {
        AUTHORS.iter().find(|author| {
            author.texts.iter().any(|mark| text.may_contain(mark) && is_marked(text, mark))
        })
    };
    let attributed = |author: &'static Author, is_sure: bool| {
        ProviderId::parse(author.provider).ok().map(|provider| Attribution { provider, is_sure })
    };
    if let Some(author) = by_name(&remote).or_else(|| by_words(words)) {
        return attributed(author, true);
    }
    let around = || if is_another { None } else { by_words(context) };
    if let Some(author) = around().or_else(|| by_name(&reporting)) {
        return attributed(author, false);
    }
    let is_sure = remote.is_some();
    let host = remote.or(reporting)?;
    let mx = vec![SeenMx { host: host.clone(), addresses: address.into_iter().collect() }];
    let found = provider::identify(&Seen { mx, ..Seen::of(host) })?;
    let (provider, _) = found.gateway.or(found.provider)?;
    Some(Attribution { provider, is_sure })
}

/// Whether a mark is in `text` as a separate name: `maritim.it` is not `tim.it`, and an address
/// names a recipient, not the author.
fn is_marked(text: &SearchableText, fragment: &Fragment) -> bool {
    let (text, mark) = (text.as_str(), fragment.text);
    text.match_indices(mark).any(|(at, _)| {
        let before = text.get(..at).unwrap_or_default();
        let is_glued = mark.starts_with(char::is_alphanumeric)
            && before.ends_with(|letter: char| letter.is_alphanumeric() || letter == '-');
        let word = before.rsplit(' ').next().unwrap_or_default();
        !is_glued && !word.contains('@')
    })
}

impl Row {
    /// Whether the codes match, and the fragments match `text`. The caller has checked the
    /// provider.
    fn fits(&self, key: &Key<'_>, text: &SearchableText) -> bool {
        let code = |code: ReplyCode| {
            self.codes.iter().any(|(from, to)| (*from..=*to).contains(&code.value()))
        };
        (self.codes.is_empty() || key.code.is_some_and(code))
            && (self.statuses.is_empty()
                || key
                    .status
                    .is_some_and(|status| self.statuses.iter().any(|known| known.holds(status))))
            && (self.texts.is_empty() || self.texts.iter().any(|fragment| text.contains(fragment)))
    }
}

impl Statuses {
    fn holds(&self, status: EnhancedStatus) -> bool {
        let &Self(class, subject, from, to) = self;
        (class == 0 || class == status.class())
            && subject == status.subject()
            && (from..=to).contains(&status.detail())
    }
}

/// The index of the row that explains a bare reply.
#[cfg(test)]
pub(super) fn place(reply: &str) -> Option<usize> {
    let draft = super::Draft { diagnostic: reply.to_owned(), ..super::Draft::default() };
    let found = super::judge::fit(&draft)?;
    ROWS.iter().position(|row| std::ptr::eq(row, found.row))
}

/// Every provider that a row or a mark names.
#[cfg(test)]
pub(super) fn providers() -> impl Iterator<Item = &'static str> {
    AUTHORS
        .iter()
        .map(|author| author.provider)
        .chain(ROWS.iter().flat_map(|row| row.providers.iter().copied()))
}

/// The row at an index.
#[cfg(test)]
pub(super) fn at(place: usize) -> &'static Row {
    &ROWS[place]
}
