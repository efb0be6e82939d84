//! Which host serves what: what the operator names, or else the domain itself, or else names that are told as guesses.
//!
//! Asks the DNS for `SRV` records (RFC 6186, RFC 8314 §5.1), and for the MX hosts and the common names where there are
//! none. Must never judge what the host does.

use std::collections::{BTreeMap, BTreeSet};
use std::net::IpAddr;

use checklist::playbook::HostTemplates;
use diagnosis::probe::{Cause, ProbeTarget};
use futures_util::future::join_all;
use mail::dns::Lookup;
use mail::provider::{Rule, Seen, SeenMx, identify};
use mail::{Domain, ProviderId, Service, TlsMode, webmail};

use super::connect;
use crate::net::Net;

/// How many MX hosts are asked whose they are; the first ones take the mail.
const MAX_MX_HOSTS: usize = 3;

/// Which host serves what, for a domain.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HostPolicy {
    /// Hosts that are known, such as from a playbook. For the others the `SRV` record decides (RFC 8314 §5.1), and
    /// where there is none, names are guessed: the server that the domain's provider gives its customers, `mail.<domain>`
    /// and the other common ones; for the webmail the host of the mailboxes if that is known.
    pub known: BTreeMap<Service, Domain>,
}

impl HostPolicy {
    /// The names that an operator gives to its customers' servers; what it leaves open is found in the DNS.
    #[must_use]
    pub fn of(templates: &HostTemplates, domain: &Domain) -> Self {
        let mut known = BTreeMap::new();
        if templates.mail.is_some()
            && let Ok(host) = templates.mail_host(domain)
        {
            known.extend([Service::Submission, Service::Imap, Service::Pop3].map(|service| (service, host.clone())));
        }
        if templates.webmail.is_some()
            && let Ok(host) = templates.webmail_host(domain)
        {
            known.insert(Service::Webmail, host);
        }
        Self { known }
    }

    /// Where a service is.
    pub(super) async fn place(&self, service: Service, tls_mode: TlsMode, domain: &Domain, net: &Net) -> Place {
        let usual = |host| Place::Named(ProbeTarget::new(host, service.port(tls_mode)));
        if let Some(host) = self.known.get(&service) {
            return usual(host.clone());
        }
        let other = match tls_mode {
            TlsMode::Implicit => TlsMode::StartTls,
            TlsMode::StartTls => TlsMode::Implicit,
        };
        if let (Some(own), Some(other)) = (srv_label(service, tls_mode), srv_label(service, other)) {
            let of_own = net.resolver().srv(domain, own).await;
            if let Some(record) = of_own.found().and_then(|records| records.first()) {
                return record.target.clone().map_or(Place::NotOffered, |host| Place::Named(ProbeTarget::new(host, record.port)));
            }
            if matches!(of_own, Lookup::Failed(cause) if !cause.is_authoritative()) {
                // Who does not answer this question answers no other in time: to ask them all would take half a minute.
                return Place::Guessed(domain.with_label(USUAL_LABEL).into_iter().collect());
            }
            let of_other = net.resolver().srv(domain, other).await;
            if let Some(host) = of_other.found().and_then(|records| records.first()).and_then(|record| record.target.clone()) {
                return usual(host);
            }
        }
        let (provider, relay) = by_mx(service, domain, net).await;
        let common = labels(service).iter().filter_map(|label| domain.with_label(label).ok());
        let mut names: Vec<Domain> = if service == Service::Webmail {
            // The domain's own names first: a provider's common webmail opens whatever becomes of this domain.
            let beside = self.known.get(&Service::Imap).cloned();
            domain.with_label("webmail").ok().into_iter().chain(beside).chain(common).chain(provider).chain(relay).collect()
        } else {
            provider.into_iter().chain(common).chain(relay).collect()
        };
        let mut seen = BTreeSet::new();
        names.retain(|name| seen.insert(name.clone()));
        Place::Guessed(names)
    }
}

/// Where a service is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// Here, as somebody says who knows.
    Named(ProbeTarget),
    /// Nowhere: the domain says that it does not offer it (RFC 6186 §3.4).
    NotOffered,
    /// Nobody says; perhaps at one of these, the likeliest first.
    Guessed(Vec<Domain>),
}

/// The label of the server of a domain that has but one.
const USUAL_LABEL: &str = "mail";

/// The common labels of a service's host, the likeliest first.
const fn labels(service: Service) -> &'static [&'static str] {
    match service {
        Service::Submission => &[USUAL_LABEL, "smtp"],
        Service::Imap => &[USUAL_LABEL, "imap"],
        Service::Pop3 => &[USUAL_LABEL, "pop", "pop3"],
        Service::Webmail => &[USUAL_LABEL, "posta"],
        Service::Relay => &[USUAL_LABEL],
    }
}

/// What the MX hosts say of where mail programs and browsers go: the server that the domain's provider gives its customers, by what we
/// know of that provider, and the first MX host itself, where it is not known to be somebody's who has other servers for
/// that. Both are guesses: this domain's mail programs may be set up otherwise.
async fn by_mx(service: Service, domain: &Domain, net: &Net) -> (Option<Domain>, Option<Domain>) {
    // The answers are those that the MX probe of the same run waits for.
    let answer = net.resolver().mx(domain).await;
    let records = answer.found().map(|answer| answer.records.as_slice()).unwrap_or_default();
    let mx = join_all(records.iter().take(MAX_MX_HOSTS).map(|mx| async {
        let addresses = net.resolver().addresses(&mx.exchange).await.all();
        SeenMx { host: mx.exchange.clone(), addresses }
    }));
    match identify(&Seen { mx: mx.await, ..Seen::of(domain.clone()) }) {
        None => (None, records.first().map(|mx| mx.exchange.clone())),
        Some(known) => (known.provider.and_then(|(provider, clue)| host_of(service, &provider, clue.rule)), None),
    }
}

/// The server that a provider gives its customers, where it is certain whose they are.
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

/// Those of the guessed names that have an address to dial; where none has, the likeliest that leads anywhere at all. Two names of one
/// mail server are tried once, but a web server has other pages at each of its names.
pub(super) async fn worth_trying(names: Vec<Domain>, service: Service, port: u16, net: &Net) -> Vec<Domain> {
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
        let leads_somewhere = |(_, addresses): &(&Domain, &Result<_, Cause>)| matches!(addresses, Err(Cause::NotAllowed(_)));
        let likeliest = names.iter().zip(&found).find(leads_somewhere).map(|(name, _)| name).or(names.first());
        return likeliest.cloned().into_iter().collect();
    }
    worth
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
        let templates = HostTemplates { mail: mail.map(str::to_owned), webmail: webmail.map(str::to_owned) };
        let policy = HostPolicy::of(&templates, &Domain::parse("bottega.test").unwrap());
        let known: Vec<_> = policy.known.iter().map(|(&service, host)| (service, host.as_str())).collect();
        assert_eq!(known, expected, "{mail:?} {webmail:?}");
    }

    #[test]
    fn only_what_the_operator_names_is_known() {
        use Service::{Imap, Pop3, Submission, Webmail};
        check(None, None, &[]);
        // A mail server says nothing about a webmail: there may be none.
        check(Some("mail.{domain}"), None, &[(Submission, "mail.bottega.test"), (Imap, "mail.bottega.test"), (Pop3, "mail.bottega.test")]);
        check(None, Some("web.gestore.test"), &[(Webmail, "web.gestore.test")]);
    }
}
