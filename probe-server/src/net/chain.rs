//! Reads certificates: what a person wants to know of one, and which of a chain is the reason that it is not trusted.
//!
//! The verdict itself is the verifier's (`tls`); it says what is wrong and not where. Must never decide whether a chain is to
//! be trusted, and must never fail on a certificate that it cannot read.

use diagnosis::probe::{AtFault, CertificateSeen, TlsCause};
use rustls::client::verify_server_name;
use rustls::server::ParsedCertificate;
use rustls_pki_types::{CertificateDer, ServerName, UnixTime};
use terms::ServerText;
use x509_parser::prelude::{FromDer, GeneralName, X509Certificate, X509Name};

/// The most names kept of one certificate.
const MAX_NAMES: usize = 50;
/// How many certificates of a chain are looked at; honest ones have four.
const MAX_CHAIN: usize = 16;

/// What a person wants to know of the peer's own certificate.
pub(super) fn describe(chain: &[CertificateDer<'_>]) -> Option<CertificateSeen> {
    let (_, certificate) = X509Certificate::from_der(chain.first()?).ok()?;
    let alternatives = certificate.subject_alternative_name().ok().flatten();
    let names = alternatives.into_iter().flat_map(|extension| &extension.value.general_names).filter_map(|name| match name {
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

/// Whether the certificate signs itself.
pub(super) fn is_self_signed(leaf: &CertificateDer<'_>) -> bool {
    X509Certificate::from_der(leaf).is_ok_and(|(_, certificate)| is_own_issuer(&certificate))
}

/// Whether a certificate is for other names than this one, whatever else is wrong with it.
pub(super) fn is_for_other_names(leaf: &CertificateDer<'_>, name: &ServerName<'_>) -> bool {
    ParsedCertificate::try_from(leaf).is_ok_and(|parsed| verify_server_name(&parsed, name).is_err())
}

/// Which certificate of those sent is the reason of a problem. An ended one is looked for on the way up from the peer's own:
/// what else the peer sends is nobody's concern.
pub(super) fn at_fault(chain: &[CertificateDer<'_>], problem: &TlsCause, now: UnixTime) -> Option<AtFault> {
    let read: Vec<X509Certificate<'_>> =
        chain.iter().take(MAX_CHAIN).map_while(|der| X509Certificate::from_der(der).ok().map(|(_, certificate)| certificate)).collect();
    let now_s = i64::try_from(now.as_secs()).unwrap_or(i64::MAX);
    let way = way_up(&read);
    let (position, certificate) = match problem {
        TlsCause::Expired => *way.iter().find(|(_, certificate)| certificate.validity().not_after.timestamp() < now_s)?,
        TlsCause::NotYetValid => *way.iter().find(|(_, certificate)| certificate.validity().not_before.timestamp() > now_s)?,
        // Where the way ends, whoever has signed is not known.
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

/// The certificates from the peer's own upwards, nearest first, each with its place. Where several have the name of an issuer
/// (as cross-signed ones do), all of them are on the way.
fn way_up<'read, 'der>(read: &'read [X509Certificate<'der>]) -> Vec<(usize, &'read X509Certificate<'der>)> {
    let mut way: Vec<(usize, &X509Certificate<'_>)> = read.first().map(|leaf| (0, leaf)).into_iter().collect();
    let mut at = 0;
    while let Some(&(_, certificate)) = way.get(at) {
        at += 1;
        if is_own_issuer(certificate) {
            continue;
        }
        let issuer = certificate.issuer().as_raw();
        for (position, candidate) in read.iter().enumerate().skip(1) {
            if candidate.subject().as_raw() == issuer && way.iter().all(|(known, _)| *known != position) {
                way.push((position, candidate));
            }
        }
    }
    way
}

fn is_own_issuer(certificate: &X509Certificate<'_>) -> bool {
    certificate.subject().as_raw() == certificate.issuer().as_raw()
}

/// The name by which a person finds a certificate: its common name, or else all of it.
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
