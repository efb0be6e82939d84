//! Which host serves what: what the operator names, or else the domain itself, or else a guess that is told as one.
//!
//! Asks the DNS for `SRV` records (RFC 6186, RFC 8314 §5.1), and for the MX hosts where there are none. Must never judge what the host does.

use std::collections::BTreeMap;

use futures_util::future::join_all;
use shared::dns::Lookup;
use shared::mail::provider::{Seen, SeenMx, identify};
use shared::mail::{Domain, Service, TlsMode};
use shared::playbook::HostTemplates;
use shared::probe::ProbeTarget;

use crate::net::Net;

/// How many MX hosts are asked whose they are; the first ones take the mail.
const MAX_MX_HOSTS: usize = 3;

/// Which host serves what, for a domain.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HostPolicy {
    /// Hosts that are known, such as from a playbook. For the others the `SRV` record decides (RFC 8314 §5.1), and
    /// where there is none, it is guessed: the server that the domain's provider gives its customers, or else
    /// `mail.<domain>`; for the webmail the host of the mailboxes if that is known.
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

    /// The host and port of a service; nothing where the domain says that it does not offer it.
    pub(super) async fn target(&self, service: Service, tls_mode: TlsMode, domain: &Domain, net: &Net) -> Option<ProbeTarget> {
        let usual = |host| ProbeTarget::new(host, service.port(tls_mode));
        if let Some(host) = self.known.get(&service) {
            return Some(usual(host.clone()));
        }
        let other = match tls_mode {
            TlsMode::Implicit => TlsMode::StartTls,
            TlsMode::StartTls => TlsMode::Implicit,
        };
        if let (Some(own), Some(other)) = (srv_label(service, tls_mode), srv_label(service, other)) {
            let of_own = net.resolver().srv(domain, own).await;
            if let Some(record) = of_own.found().and_then(|records| records.first()) {
                return Some(ProbeTarget::new(record.target.clone()?, record.port));
            }
            if matches!(of_own, Lookup::Failed(cause) if !cause.is_authoritative()) {
                // Who does not answer this question answers no other in time: to ask them all would take half a minute.
                return Some(ProbeTarget { is_guessed: true, ..usual(domain.with_label("mail").ok()?) });
            }
            let of_other = net.resolver().srv(domain, other).await;
            if let Some(host) = of_other.found().and_then(|records| records.first()).and_then(|record| record.target.clone()) {
                return Some(usual(host));
            }
        }
        let beside = (service == Service::Webmail).then(|| self.known.get(&Service::Imap).cloned()).flatten();
        let host = match beside {
            Some(host) => host,
            None => match provider_host(service, domain, net).await {
                Some(host) => host,
                None => domain.with_label("mail").ok()?,
            },
        };
        Some(ProbeTarget { is_guessed: true, ..usual(host) })
    }
}

/// Where the customers of the domain's provider send and read, by what we know of that provider. A better guess than
/// `mail.<domain>`, and still one: this domain's mail programs may be set up otherwise.
async fn provider_host(service: Service, domain: &Domain, net: &Net) -> Option<Domain> {
    if !matches!(service, Service::Submission | Service::Imap | Service::Pop3) {
        return None;
    }
    // The answers are those that the MX probe of the same run waits for.
    let answer = net.resolver().mx(domain).await;
    let records = answer.found().map(|answer| answer.records.as_slice()).unwrap_or_default();
    let mx = join_all(records.iter().take(MAX_MX_HOSTS).map(|mx| async {
        let addresses = net.resolver().addresses(&mx.exchange).await.all();
        SeenMx { host: mx.exchange.clone(), addresses }
    }));
    let (provider, clue) = identify(&Seen { mx: mx.await, ..Seen::of(domain.clone()) })?.provider?;
    let settings = provider.provider()?.settings.as_ref().filter(|_| clue.rule.is_certain())?;
    let endpoint = match service {
        Service::Submission => settings.smtp.as_ref(),
        Service::Imap => settings.imap.as_ref(),
        Service::Pop3 => settings.pop3.as_ref(),
        Service::Relay | Service::Webmail => None,
    };
    Domain::parse(endpoint?.host).ok()
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
