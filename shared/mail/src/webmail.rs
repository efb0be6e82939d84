//! Tells a webmail by its own marks: what a product or a service writes into its pages and nobody else does.
//!
//! The marks are data (`data/webmails.toml`). Pure; must never guess: a page without marks is any page.

use super::{Domain, ProviderId};

include!(concat!(env!("OUT_DIR"), "/webmails.rs"));

/// A webmail that we know.
#[derive(Debug)]
struct Webmail {
    name: &'static str,
    marks: &'static [Mark],
    at: Option<&'static str>,
    of: &'static [&'static str],
}

/// What gives a webmail away; in lower case.
#[derive(Debug)]
enum Mark {
    /// Texts that all stand in the page.
    Page(&'static [&'static str]),
    /// What the title begins with.
    Title(&'static str),
    /// What the name of a cookie begins with.
    Cookie(&'static str),
    /// What the path of an address begins with.
    Path(&'static str),
    /// The host of an address, or a name above it.
    Host(&'static str),
}

/// A page as it was opened, by way of redirects.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OpenedPage {
    /// The addresses on the way and the last one: host and path.
    pub addresses: Vec<(Domain, String)>,
    /// The names of the cookies that were set on the way.
    pub cookies: Vec<String>,
    /// Its title.
    pub title: String,
    /// Its beginning.
    pub page: String,
}

/// The name of the webmail whose marks a page bears.
#[must_use]
pub fn recognise(opened: &OpenedPage) -> Option<&'static str> {
    // ASCII only, as in the marks: other letters are nobody's mark.
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
    // An address says who runs it, which is more than what it runs.
    let by_address = |mark: &Mark| matches!(mark, Mark::Host(_)) && is_borne(mark);
    let found = WEBMAILS.iter().find(|webmail| webmail.marks.iter().any(by_address));
    found.or_else(|| WEBMAILS.iter().find(|webmail| webmail.marks.iter().any(is_borne))).map(|webmail| webmail.name)
}

/// Where the customers of a provider open their mailboxes in a browser, where it is the same for all of them.
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
