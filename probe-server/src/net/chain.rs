//! Reads certificates: the fields shown to people, and which certificate of a chain makes it
//! untrusted.
//!
//! The verifier in `tls` decides whether a chain is trusted; it reports the kind of problem and not
//! the certificate. Must never decide whether a chain is trusted, and must never fail on a
//! certificate that it cannot parse.

use diagnosis::probe::{AtFault, CertificateSeen, TlsCause};
use rustls::client::verify_server_name;
use rustls::server::ParsedCertificate;
use rustls_pki_types::{CertificateDer, ServerName, UnixTime};
use terms::ServerText;
use x509_parser::prelude::{FromDer, GeneralName, X509Certificate, X509Name};

/// The most subject alternative names kept of one certificate.
const MAX_NAMES: usize = 50;
/// How many certificates of a chain are looked at; real chains have at most about four.
const MAX_CHAIN: usize = 16;

/// The fields of the leaf certificate that are shown.
pub(super) fn describe(chain: &[CertificateDer<'_>]) -> Option<CertificateSeen> {
    let (_, certificate) = X509Certificate::from_der(chain.first()?).ok()?;
    let alternatives = certificate.subject_alternative_name().ok().flatten();
    let names = alternatives
        .into_iter()
        .flat_map(|extension| &extension.value.general_names)
        .filter_map(|name| match name {
            GeneralName::DNSName(name) => Some(ServerText::new(name)),
            GeneralName::IPAddress(bytes) => address_text(bytes).map(|text| ServerText::new(&text)),
            _ => None,
        });
    Some(CertificateSeen {
        subject: ServerText::new(&certificate.subject().to_string()),
        issuer: ServerText::new(&certificate.issuer().to_string()),
        common_name: common_name(certificate.subject()).map(ServerText::new),
        names: names.take(MAX_NAMES).collect(),
        not_before_s: certificate.validity().not_before.timestamp(),
        not_after_s: certificate.validity().not_after.timestamp(),
        chain_count: u16::try_from(chain.len()).unwrap_or(u16::MAX),
    })
}

/// Whether the certificate is self-signed: its subject equals its issuer.
pub(super) fn is_self_signed(leaf: &CertificateDer<'_>) -> bool {
    X509Certificate::from_der(leaf).is_ok_and(|(_, certificate)| is_own_issuer(&certificate))
}

/// Whether the certificate does not cover this name, whatever else is wrong with it.
pub(super) fn is_for_other_names(leaf: &CertificateDer<'_>, name: &ServerName<'_>) -> bool {
    ParsedCertificate::try_from(leaf).is_ok_and(|parsed| verify_server_name(&parsed, name).is_err())
}

/// Which of the certificates sent causes the problem. An expired or not yet valid one is searched
/// only on the issuer path that starts at the leaf: other certificates that the peer sends do not
/// matter.
pub(super) fn at_fault(
    chain: &[CertificateDer<'_>],
    problem: &TlsCause,
    now: UnixTime,
) -> Option<AtFault> {
    let read: Vec<X509Certificate<'_>> = chain
        .iter()
        .take(MAX_CHAIN)
        .map_while(|der| X509Certificate::from_der(der).ok().map(|(_, certificate)| certificate))
        .collect();
    let now_s = i64::try_from(now.as_secs()).unwrap_or(i64::MAX);
    let way = way_up(&read);
    let (position, certificate) = match problem {
        TlsCause::Expired => *way
            .iter()
            .find(|(_, certificate)| certificate.validity().not_after.timestamp() < now_s)?,
        TlsCause::NotYetValid => *way
            .iter()
            .find(|(_, certificate)| certificate.validity().not_before.timestamp() > now_s)?,
        // The path ends here: the issuer of its last certificate was not sent.
        TlsCause::UnknownIssuer => *way.last()?,
        _ => *way.first()?,
    };
    Some(AtFault {
        position: u16::try_from(position).unwrap_or(u16::MAX),
        subject: name_of(certificate.subject()),
        issuer: name_of(certificate.issuer()),
        not_before_s: certificate.validity().not_before.timestamp(),
        not_after_s: certificate.validity().not_after.timestamp(),
    })
}

/// The certificates on the issuer path from the leaf upwards, nearest first, each with its index in
/// the chain. When several have the issuer's name (cross-signed ones do), all of them are included.
fn way_up<'read, 'der>(
    read: &'read [X509Certificate<'der>],
) -> Vec<(usize, &'read X509Certificate<'der>)> {
    let mut way: Vec<(usize, &X509Certificate<'_>)> =
        read.first().map(|leaf| (0, leaf)).into_iter().collect();
    let mut at = 0;
    while let Some(&(_, certificate)) = way.get(at) {
        at += 1;
        if is_own_issuer(certificate) {
            continue;
        }
        let issuer = certificate.issuer().as_raw();
        for (position, candidate) in read.iter().enumerate().skip(1) {
            if candidate.subject().as_raw() == issuer
                && way.iter().all(|(known, _)| *known != position)
            {
                way.push((position, candidate));
            }
        }
    }
    way
}

fn is_own_issuer(certificate: &X509Certificate<'_>) -> bool {
    certificate.subject().as_raw() == certificate.issuer().as_raw()
}

/// The name shown for a certificate: its common name, or else the whole distinguished name.
fn name_of(name: &X509Name<'_>) -> ServerText {
    common_name(name).map_or_else(|| ServerText::new(&name.to_string()), ServerText::new)
}

fn common_name<'name>(name: &'name X509Name<'_>) -> Option<&'name str> {
    name.iter_common_name().find_map(|part| part.as_str().ok()).filter(|text| !text.is_empty())
}

fn address_text(bytes: &[u8]) -> Option<String> {
    if let Ok(v4) = <[u8; 4]>::try_from(bytes) {
        return Some(std::net::Ipv4Addr::from(v4).to_string());
    }
    <[u8; 16]>::try_from(bytes).ok().map(|v6| std::net::Ipv6Addr::from(v6).to_string())
}
