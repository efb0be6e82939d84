//! The mail servers of this test: one for each outcome of a login.

use std::net::{IpAddr, Ipv4Addr};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use data_encoding::BASE64;
use hickory_proto::rr::rdata::{A, MX, SRV};
use hickory_proto::rr::{Name, RData, RecordType};
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};
use rustls::ServerConfig;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpStream;
use tokio_rustls::TlsAcceptor;

/// How a login ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    Success,
    Wrong,
    /// The server repeats the password in its reply.
    Echo,
    Close,
    Timeout,
    /// The certificate, good during the checks, is not when the look comes.
    BadCertificate,
}

impl Outcome {
    pub(super) const ALL: [Self; 6] =
        [Self::Success, Self::Wrong, Self::Echo, Self::Close, Self::Timeout, Self::BadCertificate];

    pub(super) fn domain(self) -> String {
        format!("banco-{self:?}.it").to_lowercase()
    }

    pub(super) fn mailbox(self, number: usize) -> String {
        format!("anna-{number}@{}", self.domain())
    }

    fn address(self) -> Ipv4Addr {
        let number = Self::ALL.iter().position(|other| *other == self).unwrap_or_default();
        Ipv4Addr::new(45, 10, 0, 1 + u8::try_from(number).expect("a small number"))
    }
}

/// The records of all domains.
pub(super) fn records(name: &Name, kind: RecordType) -> Option<Vec<(Name, RData)>> {
    let asked = name.to_ascii();
    let asked = asked.trim_end_matches('.');
    let outcome = Outcome::ALL.into_iter().find(|outcome| asked.ends_with(&outcome.domain()))?;
    let host = format!("mail.{}", outcome.domain());
    let target = Name::from_ascii(format!("{host}.")).expect("a name");
    let data = match kind {
        RecordType::A if asked == host => RData::A(A(outcome.address())),
        RecordType::MX if asked == outcome.domain() => RData::MX(MX::new(10, target)),
        RecordType::SRV if asked == format!("_imaps._tcp.{}", outcome.domain()) => {
            RData::SRV(SRV::new(0, 0, 993, target))
        }
        _ => return Some(Vec::new()),
    };
    Some(vec![(name.clone(), data)])
}

/// All servers; clones are the same.
#[derive(Clone)]
pub(super) struct Server {
    good: TlsAcceptor,
    bad: TlsAcceptor,
    is_bad: Arc<AtomicBool>,
    logins: Arc<AtomicUsize>,
    expected: Arc<AtomicUsize>,
    looks: Arc<AtomicUsize>,
}

impl Server {
    /// With the certificate of its authority, in PEM.
    pub(super) fn new() -> (Self, String) {
        let mut params = CertificateParams::new(Vec::new()).expect("no names are fine");
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        params.distinguished_name.push(rcgen::DnType::CommonName, "Test authority");
        let key = KeyPair::generate().expect("a key");
        let authority = CertifiedIssuer::self_signed(params, key).expect("a certificate");
        let acceptor = |is_good: bool| {
            let names: Vec<_> =
                Outcome::ALL.iter().map(|outcome| format!("mail.{}", outcome.domain())).collect();
            let params = CertificateParams::new(names).expect("names");
            let key = KeyPair::generate().expect("a key");
            let certificate =
                if is_good { params.signed_by(&key, &authority) } else { params.self_signed(&key) };
            let provider = Arc::new(rustls::crypto::ring::default_provider());
            let config = ServerConfig::builder_with_provider(provider)
                .with_safe_default_protocol_versions()
                .expect("versions")
                .with_no_client_auth()
                .with_single_cert(
                    vec![certificate.expect("a certificate").der().clone()],
                    key.serialize_der().try_into().expect("a key"),
                );
            TlsAcceptor::from(Arc::new(config.expect("a configuration")))
        };
        let server = Self {
            good: acceptor(true),
            bad: acceptor(false),
            is_bad: Arc::default(),
            logins: Arc::default(),
            expected: Arc::default(),
            looks: Arc::default(),
        };
        (server, authority.pem())
    }

    /// From now on the certificate of [`Outcome::BadCertificate`] is not good.
    pub(super) fn turn_bad(&self) {
        self.is_bad.store(true, Ordering::Relaxed);
    }

    /// One look with this outcome begins.
    pub(super) fn expect(&self, outcome: Outcome) {
        let is_sent = outcome != Outcome::BadCertificate;
        self.expected.fetch_add(usize::from(is_sent), Ordering::Relaxed);
        self.looks.fetch_add(1, Ordering::Relaxed);
    }

    /// How many looks began.
    pub(super) fn look_count(&self) -> usize {
        self.looks.load(Ordering::Relaxed)
    }

    pub(super) fn expected(&self) -> usize {
        self.expected.load(Ordering::Relaxed)
    }

    /// How many logins came.
    pub(super) fn counted(&self) -> usize {
        self.logins.load(Ordering::Relaxed)
    }

    pub(super) async fn serve(self, stream: TcpStream, port: u16) {
        let IpAddr::V4(local) = stream.local_addr().expect("an address").ip().to_canonical() else {
            return;
        };
        let outcome = Outcome::ALL.into_iter().find(|outcome| outcome.address() == local);
        if let (993, Some(outcome)) = (port, outcome) {
            // A client that leaves in the middle ends the dialogue.
            let _left = self.talk(stream, outcome).await;
        }
    }

    async fn talk(&self, stream: TcpStream, outcome: Outcome) -> std::io::Result<()> {
        let is_bad = outcome == Outcome::BadCertificate && self.is_bad.load(Ordering::Relaxed);
        let tls = if is_bad { &self.bad } else { &self.good };
        let mut stream = BufReader::new(tls.accept(stream).await?);
        stream.write_all(b"* OK ready\r\n").await?;
        stream.flush().await?;
        let mut line = String::new();
        loop {
            line.clear();
            if stream.read_line(&mut line).await? == 0 {
                return Ok(());
            }
            let (tag, command) = line.trim_end().split_once(' ').unwrap_or_default();
            let done = format!("{tag} OK done\r\n");
            let answer = match (command.split_once(' ').map_or(command, |(word, _)| word), outcome)
            {
                ("CAPABILITY", _) => format!("* CAPABILITY IMAP4rev1 AUTH=PLAIN SASL-IR\r\n{done}"),
                ("AUTHENTICATE", outcome) => {
                    self.logins.fetch_add(1, Ordering::Relaxed);
                    match outcome {
                        Outcome::Success | Outcome::BadCertificate => done,
                        Outcome::Wrong => format!("{tag} NO [AUTHENTICATIONFAILED] wrong\r\n"),
                        Outcome::Echo => echo(tag, command),
                        Outcome::Close => return stream.shutdown().await,
                        Outcome::Timeout => String::new(),
                    }
                }
                ("EXAMINE", _) => format!("* 1 EXISTS\r\n{done}"),
                ("LIST", _) => format!("* LIST () \"/\" \"INBOX\"\r\n{done}"),
                _ => done,
            };
            stream.write_all(answer.as_bytes()).await?;
            stream.flush().await?;
        }
    }
}

/// A reply with the password in several forms.
fn echo(tag: &str, command: &str) -> String {
    let sent = command.rsplit(' ').next().unwrap_or_default();
    let plain = BASE64.decode(sent.as_bytes()).unwrap_or_default();
    let password = String::from_utf8_lossy(plain.rsplit(|byte| *byte == 0).next().unwrap_or(b""));
    format!(
        "* OK [ALERT] {password}\r\n* {password}\r\n{tag} NO [AUTHENTICATIONFAILED] {sent} {password}\r\n"
    )
}
