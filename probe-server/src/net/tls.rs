//! TLS in two steps: a handshake that accepts any certificate, then a verification of the chain
//! that was sent.
//!
//! A handshake that stops at a bad certificate could report neither the certificate nor the
//! dialogue behind it. The peer still has to prove that it holds the certificate's key; only the
//! trust decision is postponed. TLS 1.2 is the oldest version offered (RFC 8996). Must never be
//! used to send a secret without a look at [`TlsSeen::problem`] first.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use diagnosis::probe::{Cause, TlsCause, TlsSeen};
use mail::Domain;
use rustls::client::WebPkiServerVerifier;
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::{CryptoProvider, verify_tls12_signature, verify_tls13_signature};
use rustls::{
    CertificateError, ClientConfig, DigitallySignedStruct, InvalidMessage, RootCertStore,
    SignatureScheme,
};
use rustls_pki_types::pem::PemObject;
use rustls_pki_types::{CertificateDer, ServerName, UnixTime};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;

use super::chain;
use super::dial::io_cause;

/// The longest message of a handshake that rustls reads: a certificate with its names.
const MAX_HANDSHAKE_BYTES: u32 = 64 * 1024;

/// Performs TLS handshakes and verifies certificates.
#[derive(Clone, Debug)]
pub(crate) struct TlsClient {
    settings: Settings,
    provider: Arc<CryptoProvider>,
    judge: Arc<WebPkiServerVerifier>,
}

/// [`ClientConfig`] with a short `Debug` output.
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
    /// The extra authorities are not valid PEM certificates.
    #[error("the extra certificate authority cannot be read: {0}")]
    Authority(#[from] rustls_pki_types::pem::Error),
    /// An authority is not usable as a trust anchor, or rustls rejects the settings.
    #[error("TLS cannot be set up: {0}")]
    Rustls(#[from] rustls::Error),
    /// The verifier rejects the settings.
    #[error("the certificate verifier cannot be set up: {0}")]
    Verifier(#[from] rustls::client::VerifierBuilderError),
}

impl TlsClient {
    /// A client that trusts Mozilla's root certificates and those in the PEM text
    /// `extra_authorities`.
    pub(crate) fn new(extra_authorities: Option<&[u8]>) -> Result<Self, TlsSetupError> {
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let mut roots = RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() };
        for authority in extra_authorities.map(CertificateDer::pem_slice_iter).into_iter().flatten()
        {
            roots.add(authority?)?;
        }
        let judge =
            WebPkiServerVerifier::builder_with_provider(Arc::new(roots), Arc::clone(&provider))
                .build()?;
        let config = ClientConfig::builder_with_provider(Arc::clone(&provider))
            .with_safe_default_protocol_versions()?
            .dangerous()
            .with_custom_certificate_verifier(Arc::new(AcceptAny::new(&provider)))
            .with_no_client_auth();
        Ok(Self { settings: Settings(config), provider, judge })
    }

    /// A connector for one handshake, and a flag that is set when the peer has sent a certificate
    /// in it.
    fn for_one_handshake(&self) -> (TlsConnector, Arc<AtomicBool>) {
        let verifier = AcceptAny::new(&self.provider);
        let is_shown = Arc::clone(&verifier.is_shown);
        let Settings(mut config) = self.settings.clone();
        config.dangerous().set_certificate_verifier(Arc::new(verifier));
        (TlsConnector::from(Arc::new(config)), is_shown)
    }

    /// Performs the handshake over `stream` with `server_name` as SNI, and verifies the
    /// certificate.
    ///
    /// # Errors
    /// The [`Cause`] when no TLS connection is established; an untrusted certificate is not an
    /// error here.
    pub(crate) async fn handshake<S>(
        &self,
        stream: S,
        server_name: &Domain,
    ) -> Result<(TlsStream<S>, TlsSeen), Cause>
    where
        S: AsyncRead + AsyncWrite + Unpin,
    {
        let name = ServerName::try_from(server_name.as_str().to_owned())
            .map_err(|_not_a_dns_name| Cause::Internal)?;
        let (connector, is_shown) = self.for_one_handshake();
        let connecting = connector.connect(name.clone(), stream).await;
        let connected =
            connecting.map_err(|err| handshake_cause(&err, is_shown.load(Ordering::Relaxed)))?;
        let seen = {
            let (_, connection) = connected.get_ref();
            let chain = connection.peer_certificates().unwrap_or_default();
            let now = UnixTime::now();
            let problem = self.judge(chain, &name, now);
            let is_for_other_names = problem.is_some()
                && chain.first().is_some_and(|leaf| chain::is_for_other_names(leaf, &name));
            TlsSeen {
                version: connection
                    .protocol_version()
                    .and_then(|version| version.as_str())
                    .map_or_else(String::new, version_name),
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

    /// Why a chain is not trusted for a name at a given time; `None` if it is trusted. Pure.
    fn judge(
        &self,
        chain: &[CertificateDer<'_>],
        name: &ServerName<'_>,
        now: UnixTime,
    ) -> Option<TlsCause> {
        let Some((leaf, intermediates)) = chain.split_first() else {
            return Some(TlsCause::BadCertificate);
        };
        match self.judge.verify_server_cert(leaf, intermediates, name, &[], now) {
            Ok(_) => None,
            Err(rustls::Error::InvalidCertificate(err)) => Some(certificate_cause(&err, leaf)),
            Err(_) => Some(TlsCause::BadCertificate),
        }
    }
}

/// `TLSv1_3` in the usual spelling, `TLSv1.3`.
fn version_name(name: &str) -> String {
    name.replacen('_', ".", 1)
}

fn certificate_cause(err: &CertificateError, leaf: &CertificateDer<'_>) -> TlsCause {
    match err {
        CertificateError::Expired | CertificateError::ExpiredContext { .. } => TlsCause::Expired,
        CertificateError::NotValidYet | CertificateError::NotValidYetContext { .. } => {
            TlsCause::NotYetValid
        }
        CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. } => {
            TlsCause::WrongName
        }
        CertificateError::Revoked => TlsCause::Revoked,
        // For a self-signed certificate the verifier reports one of several errors, such as
        // `UnknownIssuer`.
        _ if chain::is_self_signed(leaf) => TlsCause::SelfSigned,
        // "Bad signature": the issuer has the name of a trusted authority, and another key.
        CertificateError::UnknownIssuer | CertificateError::BadSignature => TlsCause::UnknownIssuer,
        _ => TlsCause::BadCertificate,
    }
}

/// Why a handshake failed; `is_shown` says whether the peer had sent a certificate before.
fn handshake_cause(err: &io::Error, is_shown: bool) -> Cause {
    let Some(inner) = err.get_ref().and_then(|inner| inner.downcast_ref::<rustls::Error>()) else {
        return io_cause(err);
    };
    if let rustls::Error::InvalidMessage(
        InvalidMessage::HandshakePayloadTooLarge | InvalidMessage::CertificatePayloadTooLarge,
    ) = inner
    {
        return Cause::TooMuch { limit_bytes: MAX_HANDSHAKE_BYTES };
    }
    Cause::Tls(match inner {
        rustls::Error::AlertReceived(alert) => match alert {
            rustls::AlertDescription::ProtocolVersion
            | rustls::AlertDescription::InsufficientSecurity => TlsCause::NoCommonVersion,
            // After its certificate the alert means something else, such as a missing client
            // certificate.
            rustls::AlertDescription::HandshakeFailure if !is_shown => TlsCause::NoCommonCipher,
            _ => TlsCause::Alert,
        },
        rustls::Error::PeerIncompatible(
            rustls::PeerIncompatible::NoCipherSuitesInCommon
            | rustls::PeerIncompatible::NoKxGroupsInCommon,
        ) => TlsCause::NoCommonCipher,
        rustls::Error::PeerIncompatible(_) => TlsCause::NoCommonVersion,
        rustls::Error::InvalidMessage(_) | rustls::Error::PeerSentOversizedRecord => {
            TlsCause::NotTls
        }
        rustls::Error::InvalidCertificate(_) | rustls::Error::NoCertificatesPresented => {
            TlsCause::BadCertificate
        }
        rustls::Error::InappropriateMessage { .. }
        | rustls::Error::InappropriateHandshakeMessage { .. }
        | rustls::Error::PeerMisbehaved(_)
        | rustls::Error::DecryptError => TlsCause::Alert,
        _ => return Cause::Internal,
    })
}

/// Accepts any certificate whose key the peer proves to hold.
#[derive(Debug)]
struct AcceptAny {
    provider: Arc<CryptoProvider>,
    is_shown: Arc<AtomicBool>,
}

impl AcceptAny {
    fn new(provider: &Arc<CryptoProvider>) -> Self {
        Self { provider: Arc::clone(provider), is_shown: Arc::default() }
    }

    /// Accepts a certificate that cannot be parsed, which is verified later; rejects a wrong
    /// signature.
    fn lenient(
        result: Result<HandshakeSignatureValid, rustls::Error>,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
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
        Self::lenient(verify_tls12_signature(
            message,
            cert,
            dss,
            &self.provider.signature_verification_algorithms,
        ))
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        Self::lenient(verify_tls13_signature(
            message,
            cert,
            dss,
            &self.provider.signature_verification_algorithms,
        ))
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.provider.signature_verification_algorithms.supported_schemes()
    }
}

#[cfg(test)]
mod tests;
