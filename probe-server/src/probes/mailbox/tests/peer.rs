//! A scripted IMAP server, and one look at it.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use diagnosis::probe::{Cause, Diagnosis, MailboxSeen, Observation, ProbeId, ProbeTarget, Stage};
use mail::Domain;
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair, date_time_ymd};
use tokio::io::{AsyncBufReadExt, AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc;
use tokio::time::{Instant, timeout};
use tokio_rustls::TlsAcceptor;
use tokio_util::sync::CancellationToken;

use super::super::{Look, MessageWanted};
use crate::net::dial::{Route, Routes};
use crate::net::limits::Limits;
use crate::net::{Net, NetConfig};
use crate::probes::look;
use crate::secret::Password;

pub(super) const HOST: &str = "mail.bottega.test";
pub(super) const USER: &str = "anna@bottega.test";
/// The deadline of a whole look in these tests.
const LOOK: Duration = Duration::from_secs(4);
/// Additional time for a busy machine.
const GRACE: Duration = Duration::from_secs(3);

/// The certificate of the peer.
#[derive(Clone, Copy, Debug)]
pub(super) enum Certificate {
    Valid,
    Expired,
    SelfSigned,
    WrongName,
}

/// What the peer answers to a command; `{tag}` stands for its tag.
#[derive(Clone, Debug)]
pub(super) enum Answer {
    Says(String),
    /// Sends the first, and then the second for ever.
    Repeats(String, String),
    /// Sends this and closes the connection.
    Leaves(String),
}

/// A peer: what differs from a healthy server.
#[derive(Clone, Debug)]
pub(super) struct Peer {
    pub(super) certificate: Certificate,
    pub(super) port: u16,
    /// What follows the reply to STARTTLS in clear.
    pub(super) injected: &'static str,
    /// The beginning of a command, and the answer to it.
    pub(super) answers: Vec<(&'static str, Answer)>,
}

impl Default for Peer {
    fn default() -> Self {
        Self { certificate: Certificate::Valid, port: 993, injected: "", answers: Vec::new() }
    }
}

impl Peer {
    pub(super) fn answering(command: &'static str, answer: Answer) -> Self {
        Self { answers: vec![(command, answer)], ..Self::default() }
    }

    pub(super) fn saying(command: &'static str, answer: &str) -> Self {
        Self::answering(command, Answer::Says(answer.to_owned()))
    }
}

/// What came of one look.
#[derive(Debug)]
pub(super) struct Looked {
    pub(super) seen: MailboxSeen,
    pub(super) diagnosis: Diagnosis,
    /// Everything that was reported, as it is stored.
    pub(super) stored: String,
    /// How many commands began a login.
    pub(super) login_count: usize,
}

impl Looked {
    /// The first stage that failed, and its cause.
    pub(super) fn failure(&self) -> Option<(Stage, &Cause)> {
        self.diagnosis
            .probes
            .iter()
            .flat_map(|run| &run.stages)
            .find_map(|report| Some((report.stage, report.cause()?)))
    }
}

/// Starts the peer, looks once with this password, and waits until the peer saw the connection end.
pub(super) async fn look_at(peer: Peer, password: &str) -> Looked {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let local = listener.local_addr().unwrap();
    let (acceptor, ca) = identity(peer.certificate);
    let logins = Arc::new(AtomicUsize::new(0));
    let port = peer.port;
    let serving = tokio::spawn({
        let logins = Arc::clone(&logins);
        async move {
            let (stream, _) = listener.accept().await.unwrap();
            // A client that leaves in the middle is what these tests want.
            let _left: std::io::Result<()> = serve(stream, &peer, &acceptor, &logins).await;
            // No second connection: nothing is tried again.
            assert!(timeout(Duration::from_millis(50), listener.accept()).await.is_err());
        }
    });
    let net = net(local, port, ca);
    let (sink, mut receiver) = mpsc::channel(8);
    let wanted = MessageWanted { from: Some("ugo".to_owned()), ..MessageWanted::default() };
    let host = Domain::parse(HOST).unwrap();
    let request = Look {
        target: ProbeTarget {
            address: Some([203, 0, 113, 1].into()),
            ..ProbeTarget::new(host.clone(), port)
        },
        user: USER.to_owned(),
        password: Password::new(password.to_owned()),
        wanted: Some(wanted),
    };
    let mut diagnosis = Diagnosis::new(host, Vec::new());
    let mut stored = String::new();
    let collect = async {
        while let Some(progress) = receiver.recv().await {
            stored += &serde_json::to_string(&progress).unwrap();
            diagnosis.apply(progress);
        }
    };
    let began = Instant::now();
    let ((), _end) =
        tokio::join!(collect, look(request, ProbeId(0), &net, sink, CancellationToken::new()));
    assert!(began.elapsed() < LOOK + GRACE, "the look took {:?}", began.elapsed());
    timeout(GRACE, serving).await.expect("the connection was closed").unwrap();
    let Some(Observation::Mailbox(seen)) =
        diagnosis.probes.first().and_then(|run| run.observation.clone())
    else {
        panic!("no observation: {diagnosis:?}");
    };
    Looked { seen, diagnosis, stored, login_count: logins.load(Ordering::Relaxed) }
}

fn net(local: SocketAddr, port: u16, ca: String) -> Net {
    let limits = Limits {
        connect: Duration::from_millis(1_500),
        greeting: Duration::from_millis(1_500),
        reply: Duration::from_millis(1_500),
        tls: Duration::from_millis(1_500),
        quit: Duration::from_millis(200),
        look: LOOK,
        ..Limits::default()
    };
    Net::new(NetConfig {
        nameservers: vec!["127.0.0.1:9".parse().unwrap()],
        allow_networks: vec!["203.0.113.0/24".parse().unwrap()],
        routes: Routes::world([(([203, 0, 113, 1], port).into(), Route::To(local))]),
        extra_ca: Some(ca.into_bytes()),
        limits,
        ..NetConfig::default()
    })
    .unwrap()
}

/// The peer's side of TLS, and the authority to trust.
fn identity(kind: Certificate) -> (TlsAcceptor, String) {
    let mut params = CertificateParams::new(Vec::new()).unwrap();
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    params.distinguished_name.push(rcgen::DnType::CommonName, "authority of the test");
    let authority = CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap();
    let name = if matches!(kind, Certificate::WrongName) { "mail.altra.test" } else { HOST };
    let mut params = CertificateParams::new(vec![name.to_owned()]).unwrap();
    if matches!(kind, Certificate::Expired) {
        params.not_before = date_time_ymd(2020, 1, 1);
        params.not_after = date_time_ymd(2021, 1, 1);
    }
    let key = KeyPair::generate().unwrap();
    let certificate = if matches!(kind, Certificate::SelfSigned) {
        params.self_signed(&key)
    } else {
        params.signed_by(&key, &authority)
    };
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = rustls::ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(
            vec![certificate.unwrap().der().clone()],
            rustls::pki_types::PrivateKeyDer::try_from(key.serialize_der()).unwrap(),
        )
        .unwrap();
    (TlsAcceptor::from(Arc::new(config)), authority.pem())
}

async fn serve(
    mut stream: TcpStream,
    peer: &Peer,
    tls: &TlsAcceptor,
    logins: &AtomicUsize,
) -> std::io::Result<()> {
    if peer.port == 143 {
        stream.write_all(b"* OK ready\r\n").await?;
        let mut line = Vec::new();
        while stream.read_u8().await.inspect(|byte| line.push(*byte))? != b'\n' {}
        assert!(line.ends_with(b" STARTTLS\r\n"), "{:?}", String::from_utf8_lossy(&line));
        let go_on = format!("a2 OK begin\r\n{}", peer.injected);
        stream.write_all(go_on.as_bytes()).await?;
        return talk(tls.accept(stream).await?, peer, logins).await;
    }
    let mut stream = tls.accept(stream).await?;
    stream.write_all(b"* OK ready\r\n").await?;
    talk(stream, peer, logins).await
}

async fn talk(
    stream: impl AsyncRead + AsyncWrite + Unpin,
    peer: &Peer,
    logins: &AtomicUsize,
) -> std::io::Result<()> {
    let mut stream = BufReader::new(stream);
    loop {
        let mut line = String::new();
        if stream.read_line(&mut line).await? == 0 {
            return Ok(());
        }
        let (tag, command) = line.trim_end().split_once(' ').unwrap_or(("*", ""));
        if ["LOGIN", "AUTHENTICATE"].iter().any(|login| command.starts_with(login)) {
            logins.fetch_add(1, Ordering::Relaxed);
        }
        let own = peer.answers.iter().find(|(begin, _)| command.starts_with(begin));
        let usual = match command {
            "CAPABILITY" => "* CAPABILITY IMAP4rev1 AUTH=PLAIN SASL-IR\r\n",
            "LIST \"\" \"*\"" => "* LIST () \"/\" \"INBOX\"\r\n",
            "EXAMINE INBOX" => "* 2 EXISTS\r\n* OK [UIDNEXT 3] next\r\n",
            _ => "",
        };
        let answer = match own {
            Some((_, answer)) => answer.clone(),
            None => Answer::Says(format!("{usual}{{tag}} OK done\r\n")),
        };
        match answer {
            Answer::Says(text) => {
                stream.write_all(text.replace("{tag}", tag).as_bytes()).await?;
            }
            Answer::Leaves(text) => {
                stream.write_all(text.replace("{tag}", tag).as_bytes()).await?;
                return stream.shutdown().await;
            }
            Answer::Repeats(first, again) => {
                stream.write_all(first.replace("{tag}", tag).as_bytes()).await?;
                let many = again.repeat(4_096 / again.len() + 1);
                loop {
                    stream.write_all(many.as_bytes()).await?;
                }
            }
        }
        stream.flush().await?;
    }
}
