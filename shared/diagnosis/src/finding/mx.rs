//! Judges where the domain's mail is delivered.
//!
//! The MX hosts are compared with those that the operator expects, because mail still going to the
//! old provider is the most common cause after a move. Must never report a change of provider
//! without expectations.

use std::net::IpAddr;

use mail::Domain;
use mail::dns::{DnsCause, Lookup};
use serde::{Deserialize, Serialize};

use super::{
    Expectations, Finding, FindingCode, FindingSeverity, Params, delegation, mx_slips, proxy,
};
use crate::probe::{
    Cause, CheckKind, Diagnosis, MxHost, MxSeen, Observation, ProbeKind, ProbeRun, ServerText,
    Stage,
};

/// A pattern for host names: `{domain}` is replaced by the customer's domain, and a leading `*.`
/// matches any subdomain.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct MxPattern(pub String);

impl MxPattern {
    /// Whether `host` matches for a customer with this `domain`.
    #[must_use]
    pub fn fits(&self, host: &Domain, domain: &Domain) -> bool {
        let wanted = self.written_for(domain);
        match wanted.strip_prefix("*.") {
            Some(suffix) => {
                host.as_str().strip_suffix(suffix).is_some_and(|head| head.ends_with('.'))
            }
            None => host.as_str() == wanted,
        }
    }

    /// The one name that matches; `None` if any subdomain of a name does.
    fn name(&self, domain: &Domain) -> Option<ServerText> {
        let wanted = self.written_for(domain);
        (!wanted.is_empty() && !wanted.starts_with("*.")).then(|| ServerText::new(&wanted))
    }

    fn written_for(&self, domain: &Domain) -> String {
        self.0.replace("{domain}", domain.as_str()).to_lowercase()
    }
}

pub(super) fn evaluate(diagnosis: &Diagnosis, expectations: &Expectations) -> Vec<Finding> {
    let mut findings = Vec::new();
    for run in diagnosis.of_kind(ProbeKind::Mx) {
        if let Some(Observation::Mx(seen)) = &run.observation {
            judge(diagnosis, expectations, run, seen, &mut findings);
        }
    }
    findings
}

fn judge(
    diagnosis: &Diagnosis,
    expectations: &Expectations,
    run: &ProbeRun,
    seen: &MxSeen,
    findings: &mut Vec<Finding>,
) {
    let mut say = |code: FindingCode, params: Params, severity: Option<FindingSeverity>| {
        let params = Params { domain: Some(diagnosis.domain.clone()), ..params };
        let finding = Finding::new(CheckKind::Mx, code, params).resting_on([run.id]);
        findings.push(match severity {
            Some(severity) => finding.with_severity(severity),
            None => finding,
        });
    };
    if run.is_our_fault() {
        return say(FindingCode::DnsNotJudged, Params::default(), None);
    }
    if seen.is_null {
        return say(FindingCode::MxNull, Params::default(), None);
    }
    if let Lookup::Failed(cause) = &seen.mx
        && !seen.is_implicit
        && seen.malformed.is_empty()
    {
        let code = if *cause == DnsCause::NoData {
            no_data(run, diagnosis)
        } else {
            delegation::failed(*cause, diagnosis)
        };
        return say(code, Params::default(), None);
    }
    if seen.hosts.is_empty() && seen.malformed.is_empty() {
        // The addresses were not seen, so there is nothing to judge.
        let code =
            if seen.is_implicit { no_data(run, diagnosis) } else { FindingCode::DnsNotJudged };
        return say(code, Params::default(), None);
    }
    // One broken host among good ones is a risk; if no host is usable, no mail arrives. A host that
    // could not be looked up may be good.
    let is_usable = seen.hosts.iter().any(has_public_address);
    let is_unjudged =
        seen.hosts.iter().any(|host| missing(host, diagnosis) == Some(FindingCode::DnsNotJudged));
    let severity = if is_usable || is_unjudged { None } else { Some(FindingSeverity::Problem) };
    // One host behind a web proxy is a risk; if there is no other, no mail arrives.
    let is_web_only = is_usable
        && seen.hosts.iter().all(|host| !has_public_address(host) || proxy::of_mx(host).is_some());
    for text in &seen.malformed {
        say(
            mx_slips::of_malformed(text),
            Params { server_text: Some(text.clone()), ..Params::default() },
            severity,
        );
    }
    for host in &seen.hosts {
        let params = || Params { host: Some(host.name.clone()), ..Params::default() };
        if let Some(alias_of) = &host.alias_of {
            say(FindingCode::MxAlias, Params { hosts: vec![alias_of.clone()], ..params() }, None);
        }
        if mx_slips::is_doubled(&host.name, &diagnosis.domain) {
            say(FindingCode::MxNameDoubled, params(), severity);
        }
        if let Some(found) = proxy::of_mx(host) {
            let severity =
                if is_web_only { FindingSeverity::Problem } else { FindingSeverity::Warning };
            say(FindingCode::MailHostBehindHttpProxy, found, Some(severity));
        }
        for address in &host.not_public {
            say(
                FindingCode::MxAddressPrivate,
                Params { address: Some(*address), ..params() },
                severity,
            );
        }
        if let Some(code) = missing(host, diagnosis) {
            let severity = if code == FindingCode::DnsNotJudged { None } else { severity };
            say(code, params(), severity);
        }
    }
    if is_usable && is_ipv6_only(seen) {
        let hosts = seen
            .hosts
            .iter()
            .filter(|host| has_public_address(host))
            .map(|host| host.name.clone())
            .collect();
        say(FindingCode::MxIpv6Only, Params { hosts, ..Params::default() }, None);
    }
    if seen.is_implicit {
        return say(FindingCode::MxImplicit, Params::default(), None);
    }
    if let Some(found) = mx_slips::two_providers(seen, &diagnosis.domain) {
        say(FindingCode::MxTwoProviders, found, None);
    }
    if seen.is_null_beside {
        let hosts = seen.hosts.iter().map(|host| host.name.clone()).collect();
        say(FindingCode::MxNullBeside, Params { hosts, ..Params::default() }, None);
    }
    if seen.left_out_count > 0 {
        say(
            FindingCode::MxHostsLeftOut,
            Params { count: Some(seen.left_out_count), ..Params::default() },
            None,
        );
    }
    let (ours, others): (Vec<&MxHost>, Vec<&MxHost>) = seen.hosts.iter().partition(|host| {
        expectations.mx.iter().any(|pattern| pattern.fits(&host.name, &diagnosis.domain))
    });
    let names = |hosts: &[&MxHost]| Params {
        hosts: hosts.iter().map(|host| host.name.clone()).collect(),
        ..Params::default()
    };
    if !expectations.mx.is_empty() && !others.is_empty() {
        let code =
            if ours.is_empty() { FindingCode::MailProviderChanged } else { FindingCode::MxMixed };
        // The person who changes the record needs the expected value.
        let expected =
            expectations.mx.iter().filter_map(|pattern| pattern.name(&diagnosis.domain)).collect();
        return say(code, Params { names: expected, ..names(&others) }, None);
    }
    if is_usable && !is_web_only {
        let all: Vec<&MxHost> = seen.hosts.iter().collect();
        say(FindingCode::MxOk, names(&all), None);
    }
}

/// The code for "no data". It is certain that there is nothing only if the query for addresses was
/// answered too.
fn no_data(run: &ProbeRun, diagnosis: &Diagnosis) -> FindingCode {
    match run.failed_at(Stage::Addresses) {
        Some(Cause::Dns(cause)) if !cause.is_authoritative() => {
            delegation::failed(*cause, diagnosis)
        }
        Some(Cause::Timeout { .. }) => delegation::failed(DnsCause::Timeout, diagnosis),
        Some(Cause::Dns(_)) | None => FindingCode::MxNone,
        Some(_) => FindingCode::DnsNotJudged,
    }
}

fn has_public_address(host: &MxHost) -> bool {
    let ipv4 = host.ipv4.found().map_or(0, Vec::len);
    let ipv6 = host.ipv6.found().map_or(0, Vec::len);
    ipv4 + ipv6 > host.not_public.len()
}

/// Whether the DNS says that no host has a public IPv4 address. An unanswered query or a host that
/// was left out may have one.
fn is_ipv6_only(seen: &MxSeen) -> bool {
    let is_without_ipv4 = |host: &MxHost| match &host.ipv4 {
        Lookup::Found(addresses) => {
            addresses.iter().all(|&address| host.not_public.contains(&IpAddr::V4(address)))
        }
        Lookup::Failed(cause) => matches!(cause, DnsCause::NoData | DnsCause::NxDomain),
    };
    seen.left_out_count == 0 && seen.hosts.iter().all(is_without_ipv4)
}

/// The code for a host name without addresses. If its name servers do not answer, the domain is at
/// fault only if they are its own.
fn missing(host: &MxHost, diagnosis: &Diagnosis) -> Option<FindingCode> {
    let (Lookup::Failed(ipv4), Lookup::Failed(ipv6)) = (&host.ipv4, &host.ipv6) else {
        return None;
    };
    Some(match [ipv4, ipv6].into_iter().find(|cause| !cause.is_authoritative()) {
        None => FindingCode::MxHostNotFound,
        Some(cause) if host.name.is_within(&diagnosis.domain) => {
            delegation::failed(*cause, diagnosis)
        }
        Some(_) => FindingCode::DnsNotJudged,
    })
}
