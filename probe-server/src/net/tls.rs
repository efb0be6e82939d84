//! TLS in two steps: a handshake that completes with any certificate, then a judgement of what was shown.
//!
//! A handshake that stops at a bad certificate could say neither which certificate it was nor what lies behind it.
//! The peer still proves that it holds the certificate's key; only the judgement of trust waits. TLS 1.2 is the
//! oldest version spoken (RFC 8996). Whoever sends a secret must look at [`TlsSeen::problem`] first.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use diagnosis::probe::{Cause, TlsCause, TlsSeen};
use mail::Domain;
use rustls::client::WebPkiServerVerifier;
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::{CryptoProvider, verify_tls12_signature, verify_tls13_signature};
use rustls::{CertificateError, ClientConfig, DigitallySignedStruct, RootCertStore, SignatureScheme};
use rustls_pki_types::pem::PemObject;
use rustls_pki_types::{CertificateDer, ServerName, UnixTime};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;

use super::chain;
use super::dial::io_cause;

/// Makes TLS connections and judges certificates.
#[derive(Clone, Debug)]
pub(crate) struct TlsClient {
    settings: Settings,
    provider: Arc<CryptoProvider>,
    judge: Arc<WebPkiServerVerifier>,
}

/// [`ClientConfig`] with a `Debug` of its own.
#[derive(Clone)]
struct Settings(ClientConfig);

impl std::fmt::Debug for Settings {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("ClientConfig")
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
            .with_custom_certificate_verifier(Arc::new(AcceptAny::new(&provider)))
            .with_no_client_auth();
        Ok(Self { settings: Settings(config), provider, judge })
    }

    /// Settings for one handshake, and what becomes true when the peer has shown a certificate in it.
    fn for_one_handshake(&self) -> (TlsConnector, Arc<AtomicBool>) {
        let verifier = AcceptAny::new(&self.provider);
        let is_shown = Arc::clone(&verifier.is_shown);
        let Settings(mut config) = self.settings.clone();
        config.dangerous().set_certificate_verifier(Arc::new(verifier));
        (TlsConnector::from(Arc::new(config)), is_shown)
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
        let (connector, is_shown) = self.for_one_handshake();
        let connecting = connector.connect(name.clone(), stream).await;
        let connected = connecting.map_err(|err| handshake_cause(&err, is_shown.load(Ordering::Relaxed)))?;
        let seen = {
            let (_, connection) = connected.get_ref();
            let chain = connection.peer_certificates().unwrap_or_default();
            let now = UnixTime::now();
            let problem = self.judge(chain, &name, now);
            let is_for_other_names = problem.is_some() && chain.first().is_some_and(|leaf| chain::is_for_other_names(leaf, &name));
            TlsSeen {
                version: connection.protocol_version().and_then(|version| version.as_str()).map_or_else(String::new, version_name),
                cipher_suite: connection
                    .negotiated_cipher_suite()
                    .and_then(|suite| suite.suite().as_str())
                    .map_or_else(String::new, |name| name.replacen("TLS13_", "TLS_", 1)),
                server_name: server_name.clone(),
                certificate: chain::describe(chain),
                at_fault: problem.as_ref().and_then(|problem| chain::at_fault(chain, problem, now)),
                problem,
                is_for_other_names,
                instead: None,
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
        _ if chain::is_self_signed(leaf) => TlsCause::SelfSigned,
        // "Bad signature" is an issuer that has the name of one we know and not its key.
        CertificateError::UnknownIssuer | CertificateError::BadSignature => TlsCause::UnknownIssuer,
        _ => TlsCause::BadCertificate,
    }
}

/// Why a handshake came to nothing, before or after the peer had shown a certificate.
fn handshake_cause(err: &io::Error, is_shown: bool) -> Cause {
    let Some(inner) = err.get_ref().and_then(|inner| inner.downcast_ref::<rustls::Error>()) else { return io_cause(err) };
    Cause::Tls(match inner {
        rustls::Error::AlertReceived(alert) => match alert {
            rustls::AlertDescription::ProtocolVersion | rustls::AlertDescription::InsufficientSecurity => TlsCause::NoCommonVersion,
            // Later it has another reason, such as a certificate that is asked of us.
            rustls::AlertDescription::HandshakeFailure if !is_shown => TlsCause::NoCommonCipher,
            _ => TlsCause::Alert,
        },
        rustls::Error::PeerIncompatible(
            rustls::PeerIncompatible::NoCipherSuitesInCommon | rustls::PeerIncompatible::NoKxGroupsInCommon,
        ) => TlsCause::NoCommonCipher,
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
    is_shown: Arc<AtomicBool>,
}

impl AcceptAny {
    fn new(provider: &Arc<CryptoProvider>) -> Self {
        Self { provider: Arc::clone(provider), is_shown: Arc::default() }
    }

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
        self.is_shown.store(true, Ordering::Relaxed);
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
mod tests;
