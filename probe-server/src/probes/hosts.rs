//! Which host serves what: what the operator names, or else the domain itself, or else a guess that is told as one.
//!
//! Asks the DNS for `SRV` records (RFC 6186, RFC 8314 §5.1) and nothing else. Must never judge what the host does.

use std::collections::BTreeMap;

use shared::mail::{Domain, Service, TlsMode};
use shared::playbook::HostTemplates;
use shared::probe::ProbeTarget;

use crate::net::Net;

/// Which host serves what, for a domain.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HostPolicy {
    /// Hosts that are known, such as from a playbook. For the others the `SRV` record decides (RFC 8314 §5.1), and
    /// where there is none, it is guessed: `mail.<domain>`, and for the webmail the host of the mailboxes if that is known.
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
            if let Some(record) = net.resolver().srv(domain, own).await.found().and_then(|records| records.first()) {
                return Some(ProbeTarget::new(record.target.clone()?, record.port));
            }
            let of_other = net.resolver().srv(domain, other).await;
            if let Some(host) = of_other.found().and_then(|records| records.first()).and_then(|record| record.target.clone()) {
                return Some(usual(host));
            }
        }
        let beside = (service == Service::Webmail).then(|| self.known.get(&Service::Imap).cloned()).flatten();
        let host = beside.or_else(|| domain.with_label("mail").ok())?;
        Some(ProbeTarget { is_guessed: true, ..usual(host) })
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
