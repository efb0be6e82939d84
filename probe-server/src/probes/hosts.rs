//! Finds the host of a service: the one that the operator configures, or the one in the DNS, or
//! else guessed names.
//!
//! Queries `SRV` records (RFC 6186, RFC 8314 §5.1), and if there are none, the MX hosts and common
//! names. Must never judge what the host does.

use std::collections::{BTreeMap, BTreeSet};
use std::net::IpAddr;

use checklist::playbook::HostTemplates;
use diagnosis::probe::{Cause, ProbeTarget};
use futures_util::future::join_all;
use mail::dns::Lookup;
use mail::provider::{Rule, Seen, SeenMx, identify};
use mail::{Domain, ProviderId, Service, TlsMode, webmail};

use super::{ahead, connect};
use crate::net::Net;

/// How many MX hosts are used to identify the provider; the first ones receive the mail.
const MAX_MX_HOSTS: usize = 3;

/// The known hosts of a domain's services.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HostPolicy {
    /// Known hosts, for example from a playbook. For the other services the `SRV` record decides
    /// (RFC 8314 §5.1). If there is none, names are guessed: the server that the domain's provider
    /// gives its customers, `mail.<domain>` and other common names; for webmail also the host of
    /// the mailboxes, if it is known.
    pub known: BTreeMap<Service, Domain>,
}

impl HostPolicy {
    /// The hosts that a playbook's templates name; the other services are looked up in the DNS.
    #[must_use]
    pub fn of(templates: &HostTemplates, domain: &Domain) -> Self {
        let mut known = BTreeMap::new();
        if templates.mail.is_some()
            && let Ok(host) = templates.mail_host(domain)
        {
            known.extend(
                [Service::Submission, Service::Imap, Service::Pop3]
                    .map(|service| (service, host.clone())),
            );
        }
        if templates.webmail.is_some()
            && let Ok(host) = templates.webmail_host(domain)
        {
            known.insert(Service::Webmail, host);
        }
        Self { known }
    }

    /// Finds the host of a service.
    pub(super) async fn place(
        &self,
        service: Service,
        tls_mode: TlsMode,
        domain: &Domain,
        net: &Net,
    ) -> Place {
        if let Some(host) = self.known.get(&service) {
            return Place::Named(ProbeTarget::new(host.clone(), service.port(tls_mode)));
        }
        ahead::beside(
            self.search(service, tls_mode, domain, net),
            look_ahead(service, tls_mode, domain, net),
        )
        .await
    }

    async fn search(
        &self,
        service: Service,
        tls_mode: TlsMode,
        domain: &Domain,
        net: &Net,
    ) -> Place {
        let usual = |host| Place::Named(ProbeTarget::new(host, service.port(tls_mode)));
        let other = other_mode(tls_mode);
        if let (Some(own), Some(other)) = (srv_label(service, tls_mode), srv_label(service, other))
        {
            let of_own = net.resolver().srv(domain, own).await;
            if let Some(record) = of_own.found().and_then(|records| records.first()) {
                return record.target.clone().map_or(Place::NotOffered, |host| {
                    Place::Named(ProbeTarget::new(host, record.port))
                });
            }
            if matches!(of_own, Lookup::Failed(cause) if !cause.is_authoritative()) {
                // A DNS that does not answer this query will not answer the others: skip them,
                // since all timeouts together would take half a minute.
                return Place::Guessed(domain.with_label(USUAL_LABEL).into_iter().collect());
            }
            let of_other = net.resolver().srv(domain, other).await;
            if let Some(host) = of_other
                .found()
                .and_then(|records| records.first())
                .and_then(|record| record.target.clone())
            {
                return usual(host);
            }
        }
        let (provider, relay) = by_mx(service, domain, net).await;
        let common = labels(service).iter().filter_map(|label| domain.with_label(label).ok());
        let mut names: Vec<Domain> = if service == Service::Webmail {
            // The domain's own names first: the provider's common webmail page opens even if this
            // domain is broken.
            let beside = self.known.get(&Service::Imap).cloned();
            domain
                .with_label("webmail")
                .ok()
                .into_iter()
                .chain(beside)
                .chain(common)
                .chain(provider)
                .chain(relay)
                .collect()
        } else {
            provider.into_iter().chain(common).chain(relay).collect()
        };
        let mut seen = BTreeSet::new();
        names.retain(|name| seen.insert(name.clone()));
        Place::Guessed(names)
    }
}

/// Looks up what [`HostPolicy::search`] will need if the domain names no host, for the resolver's
/// cache.
async fn look_ahead(service: Service, tls_mode: TlsMode, domain: &Domain, net: &Net) {
    let other = async {
        if let Some(label) = srv_label(service, other_mode(tls_mode)) {
            let _cached = net.resolver().srv(domain, label).await;
        }
    };
    let common = labels(service).iter().filter_map(|label| domain.with_label(label).ok());
    let addresses = join_all(common.map(async |name| drop(net.resolver().addresses(&name).await)));
    let _cached = tokio::join!(other, by_mx(service, domain, net), addresses);
}

/// The result of the search for a service's host.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// The host is configured or in an `SRV` record.
    Named(ProbeTarget),
    /// The domain says that it does not offer the service (RFC 6186 §3.4).
    NotOffered,
    /// Guessed names, the most likely first.
    Guessed(Vec<Domain>),
}

/// The most common label of a mail server.
const USUAL_LABEL: &str = "mail";

/// The common labels of a service's host, the most likely first.
const fn labels(service: Service) -> &'static [&'static str] {
    match service {
        Service::Submission => &[USUAL_LABEL, "smtp"],
        Service::Imap => &[USUAL_LABEL, "imap"],
        Service::Pop3 => &[USUAL_LABEL, "pop", "pop3"],
        Service::Webmail => &[USUAL_LABEL, "posta"],
        Service::Relay => &[USUAL_LABEL],
    }
}

/// Guesses from the MX hosts: the server that the domain's provider gives its customers, if the
/// provider is identified, and the first MX host, if its operator is not identified. Both are
/// guesses: this domain's mail programs may be configured otherwise.
async fn by_mx(service: Service, domain: &Domain, net: &Net) -> (Option<Domain>, Option<Domain>) {
    // No additional query: the MX probe of the same run makes it, and the resolver caches the
    // answer.
    let answer = net.resolver().mx(domain).await;
    let records = answer.found().map(|answer| answer.records.as_slice()).unwrap_or_default();
    let mx = join_all(records.iter().take(MAX_MX_HOSTS).map(|mx| async {
        let addresses = net.resolver().addresses(&mx.exchange).await.all();
        SeenMx { host: mx.exchange.clone(), addresses }
    }));
    match identify(&Seen { mx: mx.await, ..Seen::of(domain.clone()) }) {
        None => (None, records.first().map(|mx| mx.exchange.clone())),
        Some(known) => (
            known.provider.and_then(|(provider, clue)| host_of(service, &provider, clue.rule)),
            None,
        ),
    }
}

/// The server that a provider gives its customers, if the provider was identified with certainty.
fn host_of(service: Service, provider: &ProviderId, by: Rule) -> Option<Domain> {
    if !by.is_certain() {
        return None;
    }
    if service == Service::Webmail {
        return webmail::of_provider(provider);
    }
    let settings = provider.provider()?.settings.as_ref()?;
    let endpoint = match service {
        Service::Submission => settings.smtp.as_ref(),
        Service::Imap => settings.imap.as_ref(),
        Service::Pop3 => settings.pop3.as_ref(),
        Service::Relay | Service::Webmail => None,
    };
    Domain::parse(endpoint?.host).ok()
}

/// The guessed names that have an address that may be dialled; if there is none, the most likely
/// one that has any address at all, or else the first. Of several names with the same addresses
/// only the first is kept, except for webmail: a web server has different pages for different
/// names.
pub(super) async fn worth_trying(
    names: Vec<Domain>,
    service: Service,
    port: u16,
    net: &Net,
) -> Vec<Domain> {
    let found = join_all(names.iter().map(|name| connect::public_addresses(name, port, net))).await;
    let mut tried: Vec<BTreeSet<IpAddr>> = Vec::new();
    let mut worth = Vec::new();
    for (name, addresses) in names.iter().zip(&found) {
        let Ok(addresses) = addresses else { continue };
        let addresses = addresses.iter().map(|vetted| vetted.address().ip()).collect();
        if service == Service::Webmail || !tried.contains(&addresses) {
            tried.push(addresses);
            worth.push(name.clone());
        }
    }
    if worth.is_empty() {
        let leads_somewhere = |(_, addresses): &(&Domain, &Result<_, Cause>)| {
            matches!(addresses, Err(Cause::NotAllowed(_)))
        };
        let likeliest =
            names.iter().zip(&found).find(leads_somewhere).map(|(name, _)| name).or(names.first());
        return likeliest.cloned().into_iter().collect();
    }
    worth
}

const fn other_mode(tls_mode: TlsMode) -> TlsMode {
    match tls_mode {
        TlsMode::Implicit => TlsMode::StartTls,
        TlsMode::StartTls => TlsMode::Implicit,
    }
}

/// The label of a service's `SRV` record (RFC 6186 §3, RFC 8314 §5.1).
const fn srv_label(service: Service, tls_mode: TlsMode) -> Option<&'static str> {
    match (service, tls_mode) {
        (Service::Submission, TlsMode::Implicit) => Some("_submissions._tcp"),
        (Service::Submission, TlsMode::StartTls) => Some("_submission._tcp"),
        (Service::Imap, TlsMode::Implicit) => Some("_imaps._tcp"),
        (Service::Imap, TlsMode::StartTls) => Some("_imap._tcp"),
        (Service::Pop3, TlsMode::Implicit) => Some("_pop3s._tcp"),
        (Service::Pop3, TlsMode::StartTls) => Some("_pop3._tcp"),
        (Service::Relay | Service::Webmail, _) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(mail: Option<&str>, webmail: Option<&str>, expected: &[(Service, &str)]) {
        let templates =
            HostTemplates { mail: mail.map(str::to_owned), webmail: webmail.map(str::to_owned) };
        let policy = HostPolicy::of(&templates, &Domain::parse("bottega.test").unwrap());
        let known: Vec<_> =
            policy.known.iter().map(|(&service, host)| (service, host.as_str())).collect();
        assert_eq!(known, expected, "{mail:?} {webmail:?}");
    }

    #[test]
    fn only_what_the_operator_names_is_known() {
        use Service::{Imap, Pop3, Submission, Webmail};
        check(None, None, &[]);
        // A template for the mail server says nothing about webmail: there may be none.
        check(
            Some("mail.{domain}"),
            None,
            &[
                (Submission, "mail.bottega.test"),
                (Imap, "mail.bottega.test"),
                (Pop3, "mail.bottega.test"),
            ],
        );
        check(None, Some("web.gestore.test"), &[(Webmail, "web.gestore.test")]);
    }
}
