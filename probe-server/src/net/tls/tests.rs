//! Handshakes with peers that send good and bad certificates, and which certificate of a chain is
//! reported as the bad one.

use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair, date_time_ymd};
use tokio::io::AsyncWriteExt;
use tokio_rustls::TlsAcceptor;

use super::*;

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
    try_to_shake(trusted, shown).await.unwrap()
}

async fn try_to_shake(
    trusted: &CertifiedIssuer<'static, KeyPair>,
    shown: Shown,
) -> Result<TlsSeen, Cause> {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let key = rustls_pki_types::PrivateKeyDer::try_from(shown.key.serialize_der()).unwrap();
    let key = provider.key_provider.load_private_key(key).unwrap();
    // Without a look at the certificate, which a server of rustls does not accept at any size.
    let shown =
        rustls::sign::SingleCertAndKey::from(rustls::sign::CertifiedKey::new(shown.chain, key));
    let server = rustls::ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_cert_resolver(Arc::new(shown));
    let (near, far) = tokio::io::duplex(16 * 1024);
    let task =
        tokio::spawn(
            async move { TlsAcceptor::from(Arc::new(server)).accept(far).await.map(drop) },
        );
    let client = TlsClient::new(Some(trusted.pem().as_bytes())).unwrap();
    let (_stream, seen) =
        client.handshake(near, &Domain::parse("mail.bottega.test").unwrap()).await?;
    task.await.unwrap().unwrap();
    Ok(seen)
}

/// A certificate with this many names, and a private key of its own.
fn named(issuer: &CertifiedIssuer<'static, KeyPair>, count: usize) -> Shown {
    let key = KeyPair::generate().unwrap();
    let names: Vec<_> = (0..count).map(|index| format!("kunde-{index}.bottega.test")).collect();
    let params = CertificateParams::new(names).unwrap();
    let certificate = params.signed_by(&key, issuer).unwrap();
    Shown { chain: vec![certificate.der().clone()], key }
}

#[tokio::test]
async fn a_certificate_with_very_many_names() {
    let authority = authority();
    let names = |seen: TlsSeen| seen.certificate.unwrap().names.len();
    assert_eq!(try_to_shake(&authority, named(&authority, 2_000)).await.map(names), Ok(50));
    assert_eq!(
        try_to_shake(&authority, named(&authority, 10_000)).await.map(names),
        Err(Cause::TooMuch { limit_bytes: 64 * 1024 })
    );
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
        assert_eq!(
            (seen.version.as_str(), seen.cipher_suite.starts_with("TLS_")),
            ("TLSv1.3", true),
            "{seen:?}"
        );
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

const NAME: &str = "mail.bottega.test";
/// Valid from the past far into the future.
const ALWAYS: (i32, i32) = (2020, 2090);
/// Expired.
const OVER: (i32, i32) = (2020, 2021);
/// Not yet valid.
const LATER: (i32, i32) = (2089, 2090);

/// An authority with this name, signed by `by` or by itself.
fn issuer(
    name: &str,
    years: (i32, i32),
    by: Option<&CertifiedIssuer<'static, KeyPair>>,
) -> CertifiedIssuer<'static, KeyPair> {
    let (params, key) = (issuer_params(name, years), KeyPair::generate().unwrap());
    match by {
        Some(by) => CertifiedIssuer::signed_by(params, key, by).unwrap(),
        None => CertifiedIssuer::self_signed(params, key).unwrap(),
    }
}

fn issuer_params(name: &str, years: (i32, i32)) -> CertificateParams {
    let mut params = CertificateParams::new(Vec::new()).unwrap();
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    params.distinguished_name = rcgen::DistinguishedName::new();
    params.distinguished_name.push(rcgen::DnType::CommonName, name);
    params.not_before = date_time_ymd(years.0, 1, 1);
    params.not_after = date_time_ymd(years.1, 1, 1);
    params
}

impl Shown {
    /// Adds these certificates after the leaf.
    fn with(mut self, others: &[&CertificateDer<'static>]) -> Self {
        self.chain.extend(others.iter().map(|&der| der.clone()));
        self
    }

    /// A certificate with a common name and no subject alternative name.
    fn with_common_name_only(by: &CertifiedIssuer<'static, KeyPair>, name: &str) -> Self {
        let key = KeyPair::generate().unwrap();
        let mut params = CertificateParams::new(Vec::new()).unwrap();
        params.distinguished_name = rcgen::DistinguishedName::new();
        params.distinguished_name.push(rcgen::DnType::CommonName, name);
        Self { chain: vec![params.signed_by(&key, by).unwrap().der().clone()], key }
    }
}

/// Checks the problem of a chain, and which of its certificates is at fault.
async fn check(
    root: &CertifiedIssuer<'static, KeyPair>,
    what: &str,
    shown: Shown,
    expected: Option<(TlsCause, u16, &str)>,
) -> TlsSeen {
    let seen = shake(root, shown).await;
    let told = seen
        .problem
        .clone()
        .zip(seen.at_fault.as_ref())
        .map(|(problem, at)| (problem, at.position, at.subject.as_str()));
    assert_eq!(told, expected, "{what}: {seen:?}");
    seen
}

#[tokio::test]
async fn the_certificate_at_fault_is_named() {
    let root = issuer("Root", ALWAYS, None);
    let middle = issuer("Middle", ALWAYS, Some(&root));
    let own = |by: &CertifiedIssuer<'static, KeyPair>| signed(by, NAME, ALWAYS);
    let ended = issuer("Middle", OVER, Some(&root));
    let low = |by: &CertifiedIssuer<'static, KeyPair>| issuer("Low", ALWAYS, Some(by));
    let (below_ended, below_good) = (low(&ended), low(&middle));
    let early = issuer("Middle", LATER, Some(&root));
    let expired = |position, name| Some((TlsCause::Expired, position, name));

    check(&root, "a chain of two", own(&middle).with(&[middle.der()]), None).await;
    check(
        &root,
        "a chain of three, in any order",
        own(&below_good).with(&[middle.der(), below_good.der()]),
        None,
    )
    .await;
    check(&root, "an ended intermediate", own(&ended).with(&[ended.der()]), expired(1, "Middle"))
        .await;
    check(
        &root,
        "the second of two",
        own(&below_ended).with(&[below_ended.der(), ended.der()]),
        expired(2, "Middle"),
    )
    .await;
    check(
        &root,
        "the same, the other way round",
        own(&below_ended).with(&[ended.der(), below_ended.der()]),
        expired(1, "Middle"),
    )
    .await;
    let both = signed(&ended, NAME, OVER).with(&[ended.der()]);
    let seen = check(
        &root,
        "both have ended",
        both,
        Some((TlsCause::Expired, 0, "rcgen self signed cert")),
    )
    .await;
    assert!(seen.has_ended() && seen.days_left().unwrap() < 0);
    check(
        &root,
        "not begun",
        own(&early).with(&[early.der()]),
        Some((TlsCause::NotYetValid, 1, "Middle")),
    )
    .await;
    let missing = check(
        &root,
        "none sent",
        own(&middle),
        Some((TlsCause::UnknownIssuer, 0, "rcgen self signed cert")),
    )
    .await;
    assert_eq!(missing.at_fault.unwrap().issuer.as_str(), "Middle");
    let stranger = issuer("Stranger", ALWAYS, None);
    let strange = issuer("Middle", ALWAYS, Some(&stranger));
    let unknown = check(
        &root,
        "nobody known",
        own(&strange).with(&[strange.der()]),
        Some((TlsCause::UnknownIssuer, 1, "Middle")),
    )
    .await;
    assert_eq!(unknown.at_fault.unwrap().issuer.as_str(), "Stranger");
    // An expired certificate that is not on the issuer path is ignored.
    let aside = own(&middle).with(&[ended.der()]);
    assert!(
        shake(&root, aside).await.problem.is_some(),
        "another key of the same name vouches for nothing"
    );
    let other = issuer("Other", OVER, Some(&root));
    check(&root, "an ended one aside", own(&middle).with(&[other.der(), middle.der()]), None).await;
    let lost = Some((TlsCause::UnknownIssuer, 0, "rcgen self signed cert"));
    check(&root, "an ended one aside, and none sent", own(&middle).with(&[other.der()]), lost)
        .await;
}

#[tokio::test]
async fn a_root_that_was_renewed_and_an_authority_that_two_vouch_for() {
    let root = issuer("Root", ALWAYS, None);
    let middle = issuer("Middle", ALWAYS, Some(&root));
    let own = || signed(&middle, NAME, ALWAYS);
    // An expired self-signed certificate of the trusted root's key is sent as well.
    let old_root = issuer_params("Root", OVER).self_signed(root.key()).unwrap();
    check(&root, "an ended root is sent", own().with(&[middle.der(), old_root.der()]), None).await;
    // One intermediate key, certified by an expired authority that is not trusted, and by the
    // trusted root.
    let old = issuer("Old root", OVER, None);
    let crossed = issuer_params("Middle", ALWAYS).signed_by(middle.key(), &old).unwrap();
    let crossed_ended = issuer_params("Middle", OVER).signed_by(middle.key(), &root).unwrap();
    check(
        &root,
        "cross-signed, both sent",
        own().with(&[crossed.der(), old.der(), middle.der()]),
        None,
    )
    .await;
    check(
        &root,
        "an ended one and a good one",
        own().with(&[crossed_ended.der(), middle.der()]),
        None,
    )
    .await;
    check(
        &root,
        "only the ended one",
        own().with(&[crossed_ended.der()]),
        Some((TlsCause::Expired, 1, "Middle")),
    )
    .await;
    check(
        &root,
        "only the stranger's",
        own().with(&[crossed.der()]),
        Some((TlsCause::UnknownIssuer, 1, "Middle")),
    )
    .await;
}

#[tokio::test]
async fn names_and_what_else_is_wrong() {
    let root = issuer("Root", ALWAYS, None);
    for (shown, problem, is_for_other_names, names, common_name) in [
        (Shown::with_common_name_only(&root, NAME), Some(TlsCause::WrongName), true, 0, Some(NAME)),
        (
            Shown::with_common_name_only(&root, "altra.test"),
            Some(TlsCause::WrongName),
            true,
            0,
            Some("altra.test"),
        ),
        (signed(&root, "altra.test", OVER), Some(TlsCause::Expired), true, 1, None),
        (signed(&root, NAME, OVER), Some(TlsCause::Expired), false, 1, None),
        (self_signed("altra.test", false), Some(TlsCause::SelfSigned), true, 1, None),
        (signed(&root, NAME, ALWAYS), None, false, 1, None),
    ] {
        let seen = shake(&root, shown).await;
        assert_eq!(
            (&seen.problem, seen.is_for_other_names),
            (&problem, is_for_other_names),
            "{seen:?}"
        );
        let certificate = seen.certificate.unwrap();
        assert_eq!(certificate.names.len(), names, "{certificate:?}");
        if let Some(common_name) = common_name {
            assert_eq!(certificate.common_name.unwrap().as_str(), common_name);
        }
    }
}

/// Checks the cause when the peer answers the ClientHello with these bytes.
async fn answered(bytes: &[u8], expected: TlsCause) {
    let (near, mut far) = tokio::io::duplex(16 * 1024);
    far.write_all(bytes).await.unwrap();
    let client = TlsClient::new(None).unwrap();
    let result = client.handshake(near, &Domain::parse(NAME).unwrap()).await;
    assert_eq!(result.err(), Some(Cause::Tls(expected)), "{bytes:x?}");
}

#[tokio::test]
async fn peers_of_the_past() {
    let alert = |code: u8| [0x15, 3, 1, 0, 2, 2, code];
    answered(&alert(70), TlsCause::NoCommonVersion).await;
    answered(&alert(71), TlsCause::NoCommonVersion).await;
    answered(&alert(40), TlsCause::NoCommonCipher).await;
    for other in [10, 80, 112] {
        answered(&alert(other), TlsCause::Alert).await;
    }
    // A ServerHello of TLS 1.0, and one of TLS 1.1, each with an old cipher suite.
    let hello = |version: u8, cipher: [u8; 2]| {
        let mut bytes = vec![0x16, 3, version, 0, 42, 2, 0, 0, 38, 3, version];
        bytes.extend([7; 32]);
        bytes.extend([0, cipher[0], cipher[1], 0]);
        bytes
    };
    answered(&hello(1, [0, 0x2f]), TlsCause::NoCommonVersion).await;
    answered(&hello(2, [0, 0x2f]), TlsCause::NoCommonVersion).await;
}

/// A peer that requires a client certificate sends the same alert later; it is not
/// `NoCommonCipher`.
#[tokio::test]
async fn a_peer_that_asks_for_our_certificate() {
    let root = issuer("Root", ALWAYS, None);
    let shown = signed(&root, NAME, ALWAYS);
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let mut trusted = RootCertStore::empty();
    trusted.add(root.der().clone()).unwrap();
    let asks = rustls::server::WebPkiClientVerifier::builder_with_provider(
        Arc::new(trusted),
        Arc::clone(&provider),
    )
    .build()
    .unwrap();
    let key = rustls_pki_types::PrivateKeyDer::try_from(shown.key.serialize_der()).unwrap();
    let server = rustls::ServerConfig::builder_with_provider(provider)
        .with_protocol_versions(&[&rustls::version::TLS12])
        .unwrap()
        .with_client_cert_verifier(asks)
        .with_single_cert(shown.chain, key)
        .unwrap();
    let (near, far) = tokio::io::duplex(16 * 1024);
    let task =
        tokio::spawn(
            async move { TlsAcceptor::from(Arc::new(server)).accept(far).await.map(drop) },
        );
    let client = TlsClient::new(Some(root.pem().as_bytes())).unwrap();
    let result = client.handshake(near, &Domain::parse(NAME).unwrap()).await;
    assert_eq!(result.err(), Some(Cause::Tls(TlsCause::Alert)));
    assert!(task.await.unwrap().is_err());
}
