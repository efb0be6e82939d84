//! Parses `[network.status_pages]`, so that a mistake in a provider id or URL is reported with its
//! line, instead of being a page that is never read.

use std::collections::BTreeMap;

use hyper::Uri;
use mail::provider::Provider;
use mail::{Domain, ProviderId};
use serde::{Deserialize, Deserializer};

use crate::probes::port;

pub(super) fn read<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<BTreeMap<ProviderId, Uri>, D::Error> {
    let pages = BTreeMap::<Readable, Page>::deserialize(deserializer)?;
    Ok(pages.into_iter().map(|(Readable(provider), Page(url))| (provider, url)).collect())
}

/// A provider whose status page this program can parse.
#[derive(PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(try_from = "String")]
struct Readable(ProviderId);

impl TryFrom<String> for Readable {
    type Error = String;

    fn try_from(name: String) -> Result<Self, String> {
        let has_feed =
            |id: &ProviderId| id.provider().is_some_and(|provider| provider.feed.is_some());
        ProviderId::parse(&name).ok().filter(has_feed).map(Self).ok_or_else(|| {
            let known: Vec<String> = Provider::all()
                .iter()
                .map(Provider::id)
                .filter(has_feed)
                .map(String::from)
                .collect();
            format!(
                "the status page of {name:?} cannot be read; those of these providers can: {}",
                known.join(", ")
            )
        })
    }
}

/// The URL of a status page.
#[derive(Deserialize)]
#[serde(try_from = "String")]
struct Page(Uri);

impl TryFrom<String> for Page {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let is_page = |url: &Uri| {
            let has_name = url.host().is_some_and(|host| Domain::parse(host).is_ok());
            url.scheme_str() == Some("https") && has_name && port(url) == Some(443)
        };
        let page = text.parse().ok().filter(is_page).map(Self);
        page.ok_or_else(|| format!("{text:?} is no address of a status page: write https:// and the name of a host, without a port"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pages_that_providers_have_can_be_asked() {
        let feeds: Vec<_> =
            Provider::all().iter().filter_map(|provider| provider.feed.as_ref()).collect();
        assert!(feeds.len() >= 4);
        for feed in feeds {
            Page::try_from(feed.url.to_owned()).unwrap_or_else(|err| panic!("{err}"));
        }
    }
}
