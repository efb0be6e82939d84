//! Certificates are valid or invalid as their case says, before and after STARTTLS.

use std::sync::Arc;

use rustls::crypto::ring;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, ServerName};
use rustls::{CertificateError, ClientConfig, Error, RootCertStore};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;

use super::{dial, play};
use crate::Lab;

/// A TLS handshake that trusts the lab's authority only.
async fn secure(lab: &Lab, stream: TcpStream, host: &str) -> std::io::Result<TlsStream<TcpStream>> {
    let mut roots = RootCertStore::empty();
    roots.add(CertificateDer::from_pem_slice(lab.authority_pem().as_bytes()).unwrap()).unwrap();
    let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(roots)
        .with_no_client_auth();
    let name = ServerName::try_from(host.to_owned()).unwrap();
    TlsConnector::from(Arc::new(config)).connect(name, stream).await
}

#[derive(Debug, PartialEq)]
enum Verdict {
    Good,
    Expired,
    WrongName,
    Untrusted,
    Other(String),
}

fn judge(handshake: std::io::Result<TlsStream<TcpStream>>) -> Verdict {
    let Err(error) = handshake else { return Verdict::Good };
    match error.get_ref().and_then(|inner| inner.downcast_ref::<Error>()) {
        Some(Error::InvalidCertificate(error)) => match error {
            CertificateError::Expired | CertificateError::ExpiredContext { .. } => Verdict::Expired,
            CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. } => {
                Verdict::WrongName
            }
            CertificateError::UnknownIssuer => Verdict::Untrusted,
            other => Verdict::Other(other.to_string()),
        },
        _ => Verdict::Other(error.to_string()),
    }
}

#[tokio::test]
async fn certificates_are_as_scripted() {
    let lab = Lab::start().await.unwrap();
    for (wanted, host, expected) in [
        ("203.0.113.10:993", "mail.bottega.test", Verdict::Good),
        ("203.0.113.10:465", "mail.bottega.test", Verdict::Good),
        ("203.0.113.10:995", "mail.bottega.test", Verdict::Good),
        ("203.0.113.10:443", "mail.bottega.test", Verdict::Good),
        ("203.0.113.5:443", "webmail.ospitalita.test", Verdict::Good),
        ("203.0.113.50:993", "mail.latteria.test", Verdict::Expired),
        ("203.0.113.51:993", "mail.ottica.test", Verdict::WrongName),
        ("203.0.113.51:993", "srv77.ospitalita.test", Verdict::Good),
        ("203.0.113.52:443", "mail.falegname.test", Verdict::Untrusted),
    ] {
        let handshake = secure(&lab, dial(&lab, wanted).await, host).await;
        assert_eq!(judge(handshake), expected, "{wanted} as {host}");
    }
    lab.stop().await;
}

#[tokio::test]
async fn starttls_leads_to_an_encrypted_conversation() {
    let lab = Lab::start().await.unwrap();
    for (wanted, host, before, after) in [
        (
            "203.0.113.11:25",
            "mx1.bottega.test",
            "220 mx1.bottega.test ESMTP Postfix
             > STARTTLS
             220 2.0.0 Ready to start TLS",
            "> STARTTLS
             554 5.5.1 Error: TLS already active
             > QUIT
             221 2.0.0 Bye",
        ),
        (
            "203.0.113.10:587",
            "mail.bottega.test",
            "220 mail.bottega.test ESMTP Postfix
             > STARTTLS
             220 2.0.0 Ready to start TLS",
            "> EHLO prova.example
             250-mail.bottega.test
             250-PIPELINING
             250-SIZE 52428800
             250-VRFY
             250-ETRN
             250-AUTH PLAIN LOGIN",
        ),
        (
            "203.0.113.10:143",
            "mail.bottega.test",
            "* OK [CAPABILITY IMAP4rev1 SASL-IR LOGIN-REFERRALS ID ENABLE IDLE LITERAL+ STARTTLS LOGINDISABLED] Dovecot ready.
             > a1 STARTTLS
             a1 OK Begin TLS negotiation now.",
            "> a2 CAPABILITY
             * CAPABILITY IMAP4rev1 SASL-IR LOGIN-REFERRALS ID ENABLE IDLE LITERAL+ AUTH=PLAIN AUTH=LOGIN
             a2 OK Pre-login capabilities listed, post-login capabilities have more.",
        ),
        (
            "203.0.113.10:110",
            "mail.bottega.test",
            "+OK Dovecot ready.
             > STLS
             +OK Begin TLS negotiation now.",
            "> USER mario
             +OK
             > PASS sbagliata
             -ERR [AUTH] Authentication failed.",
        ),
    ] {
        let mut stream = dial(&lab, wanted).await;
        play(&mut stream, wanted, before).await;
        let mut stream = secure(&lab, stream, host).await.unwrap();
        play(&mut stream, wanted, after).await;
    }
    lab.stop().await;
}

pub(super) async fn connect(lab: &Lab, wanted: &str, host: &str) -> TlsStream<TcpStream> {
    secure(lab, dial(lab, wanted).await, host).await.unwrap()
}
