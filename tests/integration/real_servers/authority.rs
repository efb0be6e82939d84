//! A certificate authority of the test, and the certificate that both servers use.

use std::path::PathBuf;

use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};
use tests::scratch::Scratch;

/// A certificate and its key, as files.
pub(super) struct Identity {
    /// The certificate, PEM.
    pub(super) certificate: PathBuf,
    /// Its key, PEM.
    pub(super) key: PathBuf,
}

/// The authority.
pub(super) struct Authority(CertifiedIssuer<'static, KeyPair>);

impl Authority {
    pub(super) fn new() -> Self {
        let mut params = CertificateParams::new(Vec::new()).expect("no names are fine");
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        params.distinguished_name.push(rcgen::DnType::CommonName, "Test authority");
        let key = KeyPair::generate().expect("a key");
        Self(CertifiedIssuer::self_signed(params, key).expect("a certificate"))
    }

    pub(super) fn pem(&self) -> String {
        self.0.pem()
    }

    pub(super) fn issue(&self, scratch: &Scratch, names: &[String]) -> Identity {
        let key = KeyPair::generate().expect("a key");
        let certificate = CertificateParams::new(names.to_vec())
            .expect("names")
            .signed_by(&key, &self.0)
            .expect("a certificate");
        Identity {
            certificate: scratch.write("server.pem", &certificate.pem()),
            key: scratch.write("server.key", &key.serialize_pem()),
        }
    }
}
