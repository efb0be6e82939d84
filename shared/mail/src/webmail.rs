//! Recognises a webmail by marks that only one product or service writes into its pages.
//!
//! The marks are data (`data/webmails.toml`). Does no I/O. Must never guess: a page without marks
//! is not recognised.

use super::{Domain, ProviderId};

include!(concat!(env!("OUT_DIR"), "/webmails.rs"));

/// A webmail in the table.
#[derive(Debug)]
struct Webmail {
    name: &'static str,
    marks: &'static [Mark],
    at: Option<&'static str>,
    of: &'static [&'static str],
}

/// A mark of a webmail, in lower case.
#[derive(Debug)]
enum Mark {
    /// The page contains all of these texts.
    Page(&'static [&'static str]),
    /// The title starts with this text.
    Title(&'static str),
    /// The name of a cookie starts with this text.
    Cookie(&'static str),
    /// The path of a visited address starts with this text.
    Path(&'static str),
    /// The host of a visited address is this name or below it.
    Host(&'static str),
}

/// A web page after its redirects were followed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OpenedPage {
    /// The host and path of each address visited, in order; the last one is that of the page.
    pub addresses: Vec<(Domain, String)>,
    /// The names of the cookies that were set by the responses.
    pub cookies: Vec<String>,
    /// The title of the page.
    pub title: String,
    /// The beginning of the page.
    pub page: String,
}

/// The name of the webmail whose marks the page has.
#[must_use]
pub fn recognise(opened: &OpenedPage) -> Option<&'static str> {
    // Only ASCII is put in lower case, as in the table; no mark depends on other letters.
    let lower = |text: &String| text.to_ascii_lowercase();
    let (title, page) = (lower(&opened.title), lower(&opened.page));
    let cookies: Vec<String> = opened.cookies.iter().map(lower).collect();
    let paths: Vec<String> = opened.addresses.iter().map(|(_, path)| lower(path)).collect();
    let is_borne = |mark: &Mark| match mark {
        Mark::Page(texts) => texts.iter().all(|text| page.contains(text)),
        Mark::Title(start) => title.starts_with(start),
        Mark::Cookie(start) => cookies.iter().any(|cookie| cookie.starts_with(start)),
        Mark::Path(start) => paths.iter().any(|path| path.starts_with(start)),
        Mark::Host(name) => opened.addresses.iter().any(|(host, _)| is_at(host, name)),
    };
    // A host name identifies the service that runs the page; the other marks only identify its
    // product.
    let by_address = |mark: &Mark| matches!(mark, Mark::Host(_)) && is_borne(mark);
    let found = WEBMAILS.iter().find(|webmail| webmail.marks.iter().any(by_address));
    found
        .or_else(|| WEBMAILS.iter().find(|webmail| webmail.marks.iter().any(is_borne)))
        .map(|webmail| webmail.name)
}

/// Where all customers of a provider open their mailboxes in a browser, if that is one host.
#[must_use]
pub fn of_provider(provider: &ProviderId) -> Option<Domain> {
    let webmail = WEBMAILS.iter().find(|webmail| webmail.of.contains(&provider.as_str()))?;
    Domain::parse(webmail.at?).ok()
}

fn is_at(host: &Domain, name: &str) -> bool {
    host.as_str().strip_suffix(name).is_some_and(|head| head.is_empty() || head.ends_with('.'))
}

#[cfg(test)]
mod tests;
