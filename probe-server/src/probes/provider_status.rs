//! Reads what the mail provider publishes about its own state: one HTTPS request to its status
//! page, cached for a while.
//!
//! One stage: request. At most three redirects, none to plain HTTP, and at most 8 MiB of the page.
//! The URL comes from the data file or from the operator's configuration, never from a customer.
//! Must never send anything about the customer: the request is always the same.

mod feeds;

use diagnosis::probe::{Cause, IncidentSeen, ProbeTarget, ProviderStatusSeen, Refusal, Stage};
use hyper::Uri;
use mail::ProviderId;
use mail::provider::Feed;
use tokio::time::Instant;

use super::stages::{Passed, Stages};
use super::webmail::page::{Redirect, redirect};
use super::webmail::{Fetched, MAX_REDIRECTS, fetch, open};
use crate::net::Net;
use crate::net::wire::Recorder;

/// How many bytes of a status page are read; Google's page holds the incidents of several years.
const MAX_FEED_BYTES: usize = 8 * 1024 * 1024;

/// The status page of a provider: the operator's replacement, or the one of the data file.
pub(crate) fn page_of(id: &ProviderId, net: &Net) -> Option<(Uri, &'static Feed)> {
    let feed = id.provider()?.feed.as_ref()?;
    let url = net.status_page(id).cloned().or_else(|| feed.url.parse().ok())?;
    Some((url, feed))
}

/// Reads the page, unless it is in the cache, and returns its open incidents.
pub(crate) async fn probe(
    target: &ProbeTarget,
    provider: Option<&ProviderId>,
    net: &Net,
    stages: &mut Stages,
) -> ProviderStatusSeen {
    let mut seen = ProviderStatusSeen { provider: provider.cloned(), incidents: None };
    let recorder = stages.recorder().clone();
    let work = async {
        let (url, feed) = provider.and_then(|id| page_of(id, net)).ok_or(Cause::Internal)?;
        let key = url.to_string();
        let incidents = match net.memory().recall(&key, Instant::now()) {
            Some(incidents) => incidents,
            None => {
                let incidents = read(url, feed, net, &recorder).await?;
                net.memory().keep(key, incidents.clone(), Instant::now());
                incidents
            }
        };
        let evidence = format!("{}: {} open", target.host, incidents.len());
        seen.incidents = Some(incidents);
        Ok(Passed::with((), &evidence))
    };
    // The cause is in the stage reports.
    let _stopped = stages.run(Stage::Request, net.limits().http, work).await;
    seen
}

async fn read(
    mut url: Uri,
    feed: &Feed,
    net: &Net,
    recorder: &Recorder,
) -> Result<Vec<IncidentSeen>, Cause> {
    for _ in 0..=MAX_REDIRECTS {
        let connection = open(&url, net, recorder).await?;
        let Fetched { status, location, body, .. } =
            fetch(connection.stream, &url, net.ehlo_name(), recorder, MAX_FEED_BYTES).await?;
        match location.filter(|_| (300..400).contains(&status)) {
            Some(location) => match redirect(&url, &location) {
                Redirect::To(next) => url = next,
                Redirect::ToHttp | Redirect::Elsewhere => {
                    return Err(Cause::NotAllowed(Refusal::NameNotAllowed));
                }
            },
            None if status == 200 => {
                return feeds::incidents(feed, &body)
                    .ok_or(Cause::NotTheProtocol { first_bytes: feeds::head(&body) });
            }
            None => return Err(Cause::HttpStatus { status }),
        }
    }
    Err(Cause::RedirectLoop)
}
