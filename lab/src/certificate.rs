//! The lab's authority and the certificates it gives out: good, expired, for somebody else, signed by nobody.
//!
//! Reads the clock once, so that the dates are true on the day. Knows no peer and no protocol.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use rcgen::{
    BasicConstraints, CertificateParams, CertifiedIssuer, DistinguishedName, DnType, ExtendedKeyUsagePurpose, IsCa, KeyPair,
    KeyUsagePurpose,
};
use rustls::ServerConfig;
use rustls::crypto::ring;
use rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};
use tokio_rustls::TlsAcceptor;

use crate::error::LabError;
use crate::part::CertificateKind;

const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// The name that a wrong-name certificate is for: the shared server of a hosting provider.
pub(crate) const PROVIDER_HOST: &str = "srv77.ospitalita.test";

/// Who signs, and what was signed so far.
pub(crate) struct Authority {
    issuer: CertifiedIssuer<'static, KeyPair>,
    now: SystemTime,
    acceptors: HashMap<(String, CertificateKind), TlsAcceptor>,
}

impl Authority {
    /// A new authority, of this lab alone.
    pub(crate) fn new() -> Result<Self, LabError> {
        let now = SystemTime::now();
        let mut parameters = CertificateParams::default();
        parameters.distinguished_name = subject("Lab Root CA");
        parameters.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        parameters.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
        parameters.not_before = (now - 365 * DAY).into();
        parameters.not_after = (now + 365 * DAY).into();
        let issuer = CertifiedIssuer::self_signed(parameters, KeyPair::generate()?)?;
        Ok(Self { issuer, now, acceptors: HashMap::new() })
    }

    /// The authority's own certificate, to be trusted by whoever probes the lab.
    pub(crate) fn pem(&self) -> String {
        self.issuer.pem()
    }

    /// TLS as `host` does it, with a certificate of this kind; made once for each pair.
    pub(crate) fn acceptor(&mut self, host: &str, kind: CertificateKind) -> Result<TlsAcceptor, LabError> {
        let key = (host.to_owned(), kind);
        if let Some(acceptor) = self.acceptors.get(&key) {
            return Ok(acceptor.clone());
        }
        let acceptor = self.issue(host, kind)?;
        self.acceptors.insert(key, acceptor.clone());
        Ok(acceptor)
    }

    fn issue(&self, host: &str, kind: CertificateKind) -> Result<TlsAcceptor, LabError> {
        let name = if kind == CertificateKind::WrongName { PROVIDER_HOST } else { host };
        let (not_before, not_after) = match kind {
            CertificateKind::Expired => (self.now - 100 * DAY, self.now - 10 * DAY),
            CertificateKind::Trusted | CertificateKind::WrongName | CertificateKind::SelfSigned => (self.now - DAY, self.now + 89 * DAY),
        };
        let mut parameters = CertificateParams::new(vec![name.to_owned()])?;
        parameters.distinguished_name = subject(name);
        parameters.not_before = not_before.into();
        parameters.not_after = not_after.into();
        parameters.key_usages = vec![KeyUsagePurpose::DigitalSignature];
        parameters.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
        let key = KeyPair::generate()?;
        let certificate = if kind == CertificateKind::SelfSigned {
            parameters.self_signed(&key)?
        } else {
            parameters.use_authority_key_identifier_extension = true;
            parameters.signed_by(&key, &self.issuer)?
        };
        let private_key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(key.serialize_der()));
        let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()?
            .with_no_client_auth()
            .with_single_cert(vec![certificate.der().clone()], private_key)?;
        Ok(TlsAcceptor::from(Arc::new(config)))
    }
}

fn subject(common_name: &str) -> DistinguishedName {
    let mut name = DistinguishedName::new();
    name.push(DnType::OrganizationName, "Lab");
    name.push(DnType::CommonName, common_name);
    name
}
