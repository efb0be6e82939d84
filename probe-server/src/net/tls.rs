//! TLS in two steps: a handshake that completes with any certificate, then a judgement of what was shown.
//!
//! A handshake that stops at a bad certificate could say neither which certificate it was nor what lies behind it.
//! The peer still proves that it holds the certificate's key; only the judgement of trust waits. TLS 1.2 is the
//! oldest version spoken (RFC 8996). Whoever sends a secret must look at [`TlsSeen::problem`] first.

use std::io;
use std::sync::Arc;

use rustls::client::WebPkiServerVerifier;
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::{CryptoProvider, verify_tls12_signature, verify_tls13_signature};
use rustls::{CertificateError, ClientConfig, DigitallySignedStruct, RootCertStore, SignatureScheme};
use rustls_pki_types::pem::PemObject;
use rustls_pki_types::{CertificateDer, ServerName, UnixTime};
use shared::mail::Domain;
use shared::probe::{Cause, CertificateSeen, ServerText, TlsCause, TlsSeen};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;
use x509_parser::prelude::{FromDer, GeneralName, X509Certificate};

use super::dial::io_cause;

/// The most names kept of one certificate.
const MAX_NAMES: usize = 50;

/// Makes TLS connections and judges certificates.
#[derive(Clone, Debug)]
pub(crate) struct TlsClient {
    connector: Connector,
    judge: Arc<WebPkiServerVerifier>,
}

/// [`TlsConnector`] with a `Debug` of its own.
#[derive(Clone)]
struct Connector(TlsConnector);

impl std::fmt::Debug for Connector {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("TlsConnector")
    }
}

/// A TLS client could not be set up.
#[derive(Debug, thiserror::Error)]
pub enum TlsSetupError {
    /// The extra authorities are no PEM certificates.
    #[error("the extra certificate authority cannot be read: {0}")]
    Authority(#[from] rustls_pki_types::pem::Error),
    /// An authority is no certificate that can anchor trust, or rustls refuses the settings.
    #[error("TLS cannot be set up: {0}")]
    Rustls(#[from] rustls::Error),
    /// The verifier refuses the settings.
    #[error("the certificate verifier cannot be set up: {0}")]
    Verifier(#[from] rustls::client::VerifierBuilderError),
}

impl TlsClient {
    /// A client that trusts Mozilla's authorities and those in the PEM text `extra_authorities`.
    pub(crate) fn new(extra_authorities: Option<&[u8]>) -> Result<Self, TlsSetupError> {
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let mut roots = RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() };
        for authority in extra_authorities.map(CertificateDer::pem_slice_iter).into_iter().flatten() {
            roots.add(authority?)?;
        }
        let judge = WebPkiServerVerifier::builder_with_provider(Arc::new(roots), Arc::clone(&provider)).build()?;
        let config = ClientConfig::builder_with_provider(Arc::clone(&provider))
            .with_safe_default_protocol_versions()?
            .dangerous()
            .with_custom_certificate_verifier(Arc::new(AcceptAny { provider }))
            .with_no_client_auth();
        Ok(Self { connector: Connector(TlsConnector::from(Arc::new(config))), judge })
    }

    /// Shakes hands over `stream`, asking for `server_name`, and judges the certificate shown.
    ///
    /// # Errors
    /// The [`Cause`] when there is no TLS connection; a certificate that is not to be trusted is no error here.
    pub(crate) async fn handshake<S>(&self, stream: S, server_name: &Domain) -> Result<(TlsStream<S>, TlsSeen), Cause>
    where
        S: AsyncRead + AsyncWrite + Unpin,
    {
        let name = ServerName::try_from(server_name.as_str().to_owned()).map_err(|_not_a_dns_name| Cause::Internal)?;
        let connected = self.connector.0.connect(name.clone(), stream).await.map_err(|err| handshake_cause(&err))?;
        let seen = {
            let (_, connection) = connected.get_ref();
            let chain = connection.peer_certificates().unwrap_or_default();
            let now = UnixTime::now();
            TlsSeen {
                version: connection.protocol_version().and_then(|version| version.as_str()).map_or_else(String::new, version_name),
                cipher_suite: connection
                    .negotiated_cipher_suite()
                    .and_then(|suite| suite.suite().as_str())
                    .map_or_else(String::new, |name| name.replacen("TLS13_", "TLS_", 1)),
                server_name: server_name.clone(),
                certificate: describe(chain),
                problem: self.judge(chain, &name, now),
                judged_at_s: i64::try_from(now.as_secs()).unwrap_or(i64::MAX),
            }
        };
        Ok((connected, seen))
    }

    /// Why a chain is not to be trusted for a name at a time, if it is not. Pure.
    fn judge(&self, chain: &[CertificateDer<'_>], name: &ServerName<'_>, now: UnixTime) -> Option<TlsCause> {
        let Some((leaf, intermediates)) = chain.split_first() else { return Some(TlsCause::BadCertificate) };
        match self.judge.verify_server_cert(leaf, intermediates, name, &[], now) {
            Ok(_) => None,
            Err(rustls::Error::InvalidCertificate(err)) => Some(certificate_cause(&err, leaf)),
            Err(_) => Some(TlsCause::BadCertificate),
        }
    }
}

/// `TLSv1_3` as everybody else writes it.
fn version_name(name: &str) -> String {
    name.replacen('_', ".", 1)
}

fn certificate_cause(err: &CertificateError, leaf: &CertificateDer<'_>) -> TlsCause {
    match err {
        CertificateError::Expired | CertificateError::ExpiredContext { .. } => TlsCause::Expired,
        CertificateError::NotValidYet | CertificateError::NotValidYetContext { .. } => TlsCause::NotYetValid,
        CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. } => TlsCause::WrongName,
        CertificateError::Revoked => TlsCause::Revoked,
        // A certificate that signs itself is also "an authority used as a server", "unknown issuer" and more.
        _ if is_self_signed(leaf) => TlsCause::SelfSigned,
        // "Bad signature" is an issuer that has the name of one we know and not its key.
        CertificateError::UnknownIssuer | CertificateError::BadSignature => TlsCause::UnknownIssuer,
        _ => TlsCause::BadCertificate,
    }
}

fn is_self_signed(leaf: &CertificateDer<'_>) -> bool {
    X509Certificate::from_der(leaf).is_ok_and(|(_, certificate)| certificate.subject().as_raw() == certificate.issuer().as_raw())
}

/// What a person wants to know of the peer's own certificate.
fn describe(chain: &[CertificateDer<'_>]) -> Option<CertificateSeen> {
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
        names: names.take(MAX_NAMES).collect(),
        not_before_s: certificate.validity().not_before.timestamp(),
        not_after_s: certificate.validity().not_after.timestamp(),
        chain_count: u16::try_from(chain.len()).unwrap_or(u16::MAX),
    })
}

fn address_text(bytes: &[u8]) -> Option<String> {
    if let Ok(v4) = <[u8; 4]>::try_from(bytes) {
        return Some(std::net::Ipv4Addr::from(v4).to_string());
    }
    <[u8; 16]>::try_from(bytes).ok().map(|v6| std::net::Ipv6Addr::from(v6).to_string())
}

/// Why a handshake came to nothing.
fn handshake_cause(err: &io::Error) -> Cause {
    let Some(inner) = err.get_ref().and_then(|inner| inner.downcast_ref::<rustls::Error>()) else { return io_cause(err) };
    Cause::Tls(match inner {
        rustls::Error::AlertReceived(alert) => match alert {
            rustls::AlertDescription::ProtocolVersion | rustls::AlertDescription::InsufficientSecurity => TlsCause::NoCommonVersion,
            _ => TlsCause::Alert,
        },
        rustls::Error::PeerIncompatible(_) => TlsCause::NoCommonVersion,
        rustls::Error::InvalidMessage(_) | rustls::Error::PeerSentOversizedRecord => TlsCause::NotTls,
        rustls::Error::InvalidCertificate(_) | rustls::Error::NoCertificatesPresented => TlsCause::BadCertificate,
        rustls::Error::InappropriateMessage { .. }
        | rustls::Error::InappropriateHandshakeMessage { .. }
        | rustls::Error::PeerMisbehaved(_)
        | rustls::Error::DecryptError => TlsCause::Alert,
        _ => return Cause::Internal,
    })
}

/// Takes any certificate whose key the peer can prove to hold.
#[derive(Debug)]
struct AcceptAny {
    provider: Arc<CryptoProvider>,
}

impl AcceptAny {
    /// A certificate that cannot even be read is let through, to be judged; a false proof never is.
    fn lenient(result: Result<HandshakeSignatureValid, rustls::Error>) -> Result<HandshakeSignatureValid, rustls::Error> {
        match result {
            Err(rustls::Error::InvalidCertificate(CertificateError::BadSignature)) => {
                Err(rustls::Error::InvalidCertificate(CertificateError::BadSignature))
            }
            Err(rustls::Error::InvalidCertificate(_)) => Ok(HandshakeSignatureValid::assertion()),
            other => other,
        }
    }
}

impl ServerCertVerifier for AcceptAny {
    fn verify_server_cert(
        &self,
        _end_entity: &CertificateDer<'_>,
        _intermediates: &[CertificateDer<'_>],
        _server_name: &ServerName<'_>,
        _ocsp_response: &[u8],
        _now: UnixTime,
    ) -> Result<ServerCertVerified, rustls::Error> {
        Ok(ServerCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        Self::lenient(verify_tls12_signature(message, cert, dss, &self.provider.signature_verification_algorithms))
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        Self::lenient(verify_tls13_signature(message, cert, dss, &self.provider.signature_verification_algorithms))
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.provider.signature_verification_algorithms.supported_schemes()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair, date_time_ymd};
    use tokio::io::AsyncWriteExt;
    use tokio_rustls::TlsAcceptor;

    struct Shown {
        chain: Vec<CertificateDer<'static>>,
        key: KeyPair,
    }

    fn authority() -> CertifiedIssuer<'static, KeyPair> {
        let mut params = CertificateParams::new(Vec::new()).unwrap();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        params.distinguished_name.push(rcgen::DnType::CommonName, "authority of the test");
        CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap()
    }

    fn signed(issuer: &CertifiedIssuer<'static, KeyPair>, name: &str, years: (i32, i32)) -> Shown {
        let key = KeyPair::generate().unwrap();
        let mut params = CertificateParams::new(vec![name.to_owned()]).unwrap();
        params.not_before = date_time_ymd(years.0, 1, 1);
        params.not_after = date_time_ymd(years.1, 1, 1);
        let certificate = params.signed_by(&key, issuer).unwrap();
        Shown { chain: vec![certificate.der().clone()], key }
    }

    fn self_signed(name: &str, is_ca: bool) -> Shown {
        let key = KeyPair::generate().unwrap();
        let mut params = CertificateParams::new(vec![name.to_owned()]).unwrap();
        if is_ca {
            params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        }
        Shown { chain: vec![params.self_signed(&key).unwrap().der().clone()], key }
    }

    async fn shake(trusted: &CertifiedIssuer<'static, KeyPair>, shown: Shown) -> TlsSeen {
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let key = rustls_pki_types::PrivateKeyDer::try_from(shown.key.serialize_der()).unwrap();
        let server = rustls::ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(shown.chain, key)
            .unwrap();
        let (near, far) = tokio::io::duplex(16 * 1024);
        let task = tokio::spawn(async move { TlsAcceptor::from(Arc::new(server)).accept(far).await.map(drop) });
        let client = TlsClient::new(Some(trusted.pem().as_bytes())).unwrap();
        let (_stream, seen) = client.handshake(near, &Domain::parse("mail.bottega.test").unwrap()).await.unwrap();
        task.await.unwrap().unwrap();
        seen
    }

    #[tokio::test]
    async fn certificates_good_and_bad() {
        let authority = authority();
        let stranger = self::authority();
        let name = "mail.bottega.test";
        for (shown, expected) in [
            (signed(&authority, name, (2020, 2090)), None),
            (signed(&authority, "*.bottega.test", (2020, 2090)), None),
            (signed(&authority, name, (2020, 2021)), Some(TlsCause::Expired)),
            (signed(&authority, name, (2089, 2090)), Some(TlsCause::NotYetValid)),
            (signed(&authority, "server17.hosting.test", (2020, 2090)), Some(TlsCause::WrongName)),
            (signed(&stranger, name, (2020, 2090)), Some(TlsCause::UnknownIssuer)),
            (self_signed(name, false), Some(TlsCause::SelfSigned)),
            (self_signed(name, true), Some(TlsCause::SelfSigned)),
        ] {
            let seen = shake(&authority, shown).await;
            assert_eq!(seen.problem, expected);
            assert_eq!((seen.version.as_str(), seen.cipher_suite.starts_with("TLS_")), ("TLSv1.3", true), "{seen:?}");
            assert_eq!(seen.certificate.map(|certificate| certificate.chain_count), Some(1));
        }
    }

    #[tokio::test]
    async fn a_port_for_clear_text_is_not_tls() {
        let (near, mut far) = tokio::io::duplex(16 * 1024);
        far.write_all(b"220 mail.bottega.test ESMTP\r\n").await.unwrap();
        let client = TlsClient::new(None).unwrap();
        let result = client.handshake(near, &Domain::parse("mail.bottega.test").unwrap()).await;
        assert_eq!(result.err(), Some(Cause::Tls(TlsCause::NotTls)));
    }
}
