//! Identifies which provider runs a domain's mail, from DNS records.
//!
//! The rules in order: the domain itself, the names of its MX hosts, their addresses, the SPF
//! record, the hosts to which autoconfiguration directs mail programs, the name servers. A gateway
//! hides the mailboxes, so the later rules look for the provider behind it. Does no I/O. Must never
//! guess between two equally good answers.

use std::net::IpAddr;

use serde::{Deserialize, Serialize};
use terms::{ServerText, closed_set};

use super::{PROVIDERS, Provider, ProviderId, ProviderKind, Sign};
use crate::{Domain, spf_names};

/// The DNS records of a domain. A part that was not queried, or had no answer, is empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seen {
    /// The domain.
    pub domain: Domain,
    /// Its MX hosts, by preference.
    pub mx: Vec<SeenMx>,
    /// Its SPF records, as written.
    pub spf: Vec<String>,
    /// The hosts to which autoconfiguration directs mail programs: the alias target of
    /// `autoconfig.<domain>` and the targets of the SRV records.
    pub autoconfig: Vec<Domain>,
    /// Its name servers.
    pub ns: Vec<Domain>,
}

/// One MX host.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SeenMx {
    /// Its name.
    pub host: Domain,
    /// Its addresses.
    pub addresses: Vec<IpAddr>,
}

closed_set! {
    /// The rule that gave the answer.
    pub enum Rule {
        /// The domain is one of the provider's own.
        Domain = "domain";
        /// The name of an MX host.
        Mx = "mx";
        /// The address of an MX host.
        MxAddress = "mx_address";
        /// The SPF record.
        Spf = "spf";
        /// A host to which autoconfiguration directs mail programs.
        Autoconfig = "autoconfig";
        /// The name servers.
        Ns = "ns";
    }
}

/// The rule and the record that it is based on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Clue {
    /// The rule.
    pub rule: Rule,
    /// The record, such as `mx.bottega.test 62.149.128.151`.
    pub record: ServerText,
}

/// Who runs a domain's mail. At least one of the two is present.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identification {
    /// Who hosts the mailboxes.
    pub provider: Option<(ProviderId, Clue)>,
    /// What receives the mail before them: a gateway or a forwarder.
    pub gateway: Option<(ProviderId, Clue)>,
}

impl Seen {
    /// A domain without any records yet.
    #[must_use]
    pub const fn of(domain: Domain) -> Self {
        Self { domain, mx: Vec::new(), spf: Vec::new(), autoconfig: Vec::new(), ns: Vec::new() }
    }
}

impl Rule {
    /// Whether the sign proves that mail is delivered to the provider; the other signs only make it
    /// likely.
    #[must_use]
    pub const fn is_certain(self) -> bool {
        matches!(self, Self::Domain | Self::Mx | Self::MxAddress)
    }
}

/// Identifies who runs the domain's mail, by the first rule that matches; `None` when none does.
#[must_use]
pub fn identify(seen: &Seen) -> Option<Identification> {
    let of_domain =
        known(|sign| matches!(sign, Sign::Domain(name) if *name == seen.domain.as_str()));
    if let Some(provider) = of_domain {
        let clue = Clue { rule: Rule::Domain, record: ServerText::new(seen.domain.as_str()) };
        return Some(Identification { provider: Some((provider.id(), clue)), gateway: None });
    }
    let by_mx: Vec<_> = seen.mx.iter().filter_map(mx_clue).collect();
    let is_host = |provider: &Provider| provider.kind == ProviderKind::MailboxHost;
    let gateway = by_mx
        .iter()
        .find(|(provider, _)| !is_host(provider))
        .map(|(provider, clue)| (provider.id(), clue.clone()));
    let host = by_mx
        .iter()
        .find(|(provider, _)| is_host(provider))
        .map(|(provider, clue)| (provider.id(), clue.clone()));
    let provider = host.or_else(|| {
        // An MX host outside the domain belongs to a provider that we do not know; the domain's
        // other records then say nothing about its mailboxes.
        let is_hidden =
            gateway.is_some() || seen.mx.iter().all(|mx| mx.host.is_within(&seen.domain));
        if is_hidden { behind(seen, gateway.is_some()) } else { None }
    });
    if provider.is_none() && gateway.is_none() {
        None
    } else {
        Some(Identification { provider, gateway })
    }
}

/// The mailbox hosts among the MX hosts, each once with its first MX host. Two of them in one
/// domain usually mean that a change of provider was not completed.
#[must_use]
pub fn mx_providers(seen: &Seen) -> Vec<(ProviderId, Domain)> {
    let mut found: Vec<(ProviderId, Domain)> = Vec::new();
    for mx in &seen.mx {
        let Some((provider, _)) = mx_clue(mx) else { continue };
        let id = provider.id();
        if provider.kind == ProviderKind::MailboxHost
            && !found.iter().any(|(other, _)| *other == id)
        {
            found.push((id, mx.host.clone()));
        }
    }
    found
}

/// The provider of an MX host: by its name, or else by its address.
fn mx_clue(mx: &SeenMx) -> Option<(&'static Provider, Clue)> {
    let by_name = PROVIDERS.iter().filter_map(|provider| {
        let names = provider.signs.iter().filter_map(|sign| match sign {
            Sign::Mx(name) if mx.host.is_below(name) => Some(name.len()),
            _ => None,
        });
        names.max().map(|length| (length, provider))
    });
    // The longest matching name is the most specific: mx.pec.aruba.it is not mx.aruba.it.
    if let Some((_, provider)) = by_name.max_by_key(|(length, _)| *length) {
        return Some((
            provider,
            Clue { rule: Rule::Mx, record: ServerText::new(mx.host.as_str()) },
        ));
    }
    mx.addresses.iter().find_map(|address| {
        let provider =
            known(|sign| matches!(sign, Sign::MxAddress(network) if network.contains(address)))?;
        Some((
            provider,
            Clue {
                rule: Rule::MxAddress,
                record: ServerText::new(&format!("{} {address}", mx.host)),
            },
        ))
    })
}

/// The rules after those of the MX hosts. Name servers show who runs the DNS, which says nothing
/// about the mailboxes behind a gateway.
fn behind(seen: &Seen, has_gateway: bool) -> Option<(ProviderId, Clue)> {
    let spf = seen.spf.iter().flat_map(|record| {
        let names = spf_names(record);
        names.filter_map(move |name| {
            let provider = known(|sign| matches!(sign, Sign::Spf(known) if *known == name))?;
            Some((provider, Clue { rule: Rule::Spf, record: ServerText::new(record) }))
        })
    });
    let autoconfig = seen.autoconfig.iter().filter_map(|name| {
        let provider =
            known(|sign| matches!(sign, Sign::Autoconfig(known) if name.is_below(known)))?;
        Some((provider, Clue { rule: Rule::Autoconfig, record: ServerText::new(name.as_str()) }))
    });
    let ns = seen.ns.iter().filter(|_| !has_gateway).filter_map(|name| {
        let provider = known(|sign| matches!(sign, Sign::Ns(known) if name.is_below(known)))?;
        Some((provider, Clue { rule: Rule::Ns, record: ServerText::new(name.as_str()) }))
    });
    the_only(spf).or_else(|| the_only(autoconfig)).or_else(|| the_only(ns))
}

/// The only mailbox host among the answers of a rule; `None` when there are several.
fn the_only(
    answers: impl Iterator<Item = (&'static Provider, Clue)>,
) -> Option<(ProviderId, Clue)> {
    let mut answers = answers.filter(|(provider, _)| provider.kind == ProviderKind::MailboxHost);
    let (provider, clue) = answers.next()?;
    answers.all(|(other, _)| other.id == provider.id).then(|| (provider.id(), clue))
}

fn known(is_it: impl Fn(&Sign) -> bool) -> Option<&'static Provider> {
    PROVIDERS.iter().find(|provider| provider.signs.iter().any(&is_it))
}
