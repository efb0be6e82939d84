//! The lab's certificate authority and its certificates: valid, expired, for another name,
//! self-signed, with an intermediate certificate or without it.
//!
//! Reads the clock once, so that the validity dates are relative to the start of the lab. Knows no
//! peer and no protocol.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use rcgen::{
    BasicConstraints, CertificateParams, CertifiedIssuer, DistinguishedName, DnType,
    ExtendedKeyUsagePurpose, IsCa, KeyPair, KeyUsagePurpose,
};
use rustls::ServerConfig;
use rustls::crypto::ring;
use rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};
use tokio_rustls::TlsAcceptor;

use crate::error::LabError;
use crate::part::CertificateKind;

const HOUR: Duration = Duration::from_secs(60 * 60);
const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// The common names of the lab's root and of its intermediate authority.
const ROOT: &str = "Lab Root CA";
const INTERMEDIATE: &str = "Lab Intermediate CA 1";

/// The name in a certificate for the wrong name: the shared server of a hosting provider.
pub(crate) const PROVIDER_HOST: &str = "srv77.ospitalita.test";

/// The issuer, and the acceptors made so far.
pub(crate) struct Authority {
    issuer: CertifiedIssuer<'static, KeyPair>,
    now: SystemTime,
    acceptors: HashMap<(String, CertificateKind), TlsAcceptor>,
}

impl Authority {
    /// Makes a new authority, for this lab only.
    pub(crate) fn new() -> Result<Self, LabError> {
        let now = SystemTime::now();
        let issuer = CertifiedIssuer::self_signed(
            authority(ROOT, now - 365 * DAY, now + 365 * DAY),
            KeyPair::generate()?,
        )?;
        Ok(Self { issuer, now, acceptors: HashMap::new() })
    }

    /// The root certificate, for the prober to trust.
    pub(crate) fn pem(&self) -> String {
        self.issuer.pem()
    }

    /// A TLS acceptor for `host` with a certificate of this kind; made once for each pair.
    pub(crate) fn acceptor(
        &mut self,
        host: &str,
        kind: CertificateKind,
    ) -> Result<TlsAcceptor, LabError> {
        let key = (host.to_owned(), kind);
        if let Some(acceptor) = self.acceptors.get(&key) {
            return Ok(acceptor.clone());
        }
        let acceptor = self.issue(host, kind)?;
        self.acceptors.insert(key, acceptor.clone());
        Ok(acceptor)
    }

    fn issue(&self, host: &str, kind: CertificateKind) -> Result<TlsAcceptor, LabError> {
        use CertificateKind as Kind;
        let is_elsewhere =
            matches!(kind, Kind::WrongName | Kind::CommonNameElsewhere | Kind::ExpiredWrongName);
        let name = if is_elsewhere { PROVIDER_HOST } else { host };
        let is_bare = matches!(kind, Kind::CommonNameOnly | Kind::CommonNameElsewhere);
        let mut parameters =
            CertificateParams::new(if is_bare { Vec::new() } else { vec![name.to_owned()] })?;
        let (not_before, not_after) = match kind {
            Kind::Expired | Kind::ExpiredWrongName => (self.now - 100 * DAY, self.now - 10 * DAY),
            Kind::IntermediateExpired => (self.now - 31 * DAY, self.now + 59 * DAY + HOUR),
            Kind::IntermediateExpiredAndEnding => (self.now - 86 * DAY, self.now + 4 * DAY + HOUR),
            Kind::NotYetValid => (self.now + 10 * DAY, self.now + 100 * DAY + HOUR),
            _ => (self.now - DAY, self.now + 89 * DAY + HOUR),
        };
        parameters.distinguished_name = subject(name);
        parameters.not_before = not_before.into();
        parameters.not_after = not_after.into();
        parameters.key_usages = vec![KeyUsagePurpose::DigitalSignature];
        parameters.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
        let key = KeyPair::generate()?;
        parameters.use_authority_key_identifier_extension = kind != Kind::SelfSigned;
        let chain = match kind {
            Kind::SelfSigned => vec![parameters.self_signed(&key)?.der().clone()],
            Kind::Chained
            | Kind::IntermediateMissing
            | Kind::IntermediateExpired
            | Kind::IntermediateExpiredAndEnding => {
                let is_over =
                    matches!(kind, Kind::IntermediateExpired | Kind::IntermediateExpiredAndEnding);
                let ends = if is_over { self.now - 20 * DAY } else { self.now + 100 * DAY };
                let dates = authority(INTERMEDIATE, self.now - 200 * DAY, ends);
                let issuer = CertifiedIssuer::signed_by(dates, KeyPair::generate()?, &self.issuer)?;
                let own = parameters.signed_by(&key, &issuer)?.der().clone();
                if kind == Kind::IntermediateMissing {
                    vec![own]
                } else {
                    vec![own, issuer.der().clone()]
                }
            }
            Kind::ExpiredRootSent => {
                let before = authority(ROOT, self.now - 900 * DAY, self.now - 365 * DAY)
                    .self_signed(self.issuer.key())?;
                vec![parameters.signed_by(&key, &self.issuer)?.der().clone(), before.der().clone()]
            }
            _ => vec![parameters.signed_by(&key, &self.issuer)?.der().clone()],
        };
        let private_key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(key.serialize_der()));
        let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()?
            .with_no_client_auth()
            .with_single_cert(chain, private_key)?;
        Ok(TlsAcceptor::from(Arc::new(config)))
    }
}

/// The parameters of an authority's certificate with this name and validity.
fn authority(name: &str, begins: SystemTime, ends: SystemTime) -> CertificateParams {
    let mut parameters = CertificateParams::default();
    parameters.distinguished_name = subject(name);
    parameters.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    parameters.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
    parameters.not_before = begins.into();
    parameters.not_after = ends.into();
    parameters
}

fn subject(common_name: &str) -> DistinguishedName {
    let mut name = DistinguishedName::new();
    name.push(DnType::OrganizationName, "Lab");
    name.push(DnType::CommonName, common_name);
    name
}
