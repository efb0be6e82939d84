//! Certificates over real sockets: which one is at fault, how many days are left, and which host
//! name to use.

use diagnosis::finding::{Finding, FindingCode};
use terms::Lang;
use words::finding as words;

use super::*;

/// The findings about certificates of an IMAP server on port 993, and the transcript of the
/// dialogue.
async fn shown(lab: &Lab, domain: &str) -> (Vec<Finding>, String) {
    let diagnosis = look(lab, domain, &[CheckKind::Imap]).await;
    let run = diagnosis.of_kind(ProbeKind::Imaps).next().unwrap();
    let findings = evaluate(&diagnosis, &lab::expectations());
    let about = findings
        .into_iter()
        .filter(|finding| finding.params.port == Some(993) && finding.code != FindingCode::ImapOk);
    (about.collect(), run.transcript.to_string())
}

/// Checks each finding's days, certificate and names, and one sentence of the first one.
async fn check_certificate(
    lab: &Lab,
    domain: &str,
    expected: &[(&str, i64, &str, &[&str])],
    sentence: &str,
) {
    let (findings, _) = shown(lab, domain).await;
    let names = |finding: &Finding| {
        finding.params.names.iter().map(ToString::to_string).collect::<Vec<_>>()
    };
    let told: Vec<_> = findings
        .iter()
        .map(|it| {
            (
                it.code.as_str(),
                it.params.days.unwrap(),
                it.params.certificate.as_ref().unwrap().to_string(),
                names(it),
            )
        })
        .collect();
    let expected: Vec<_> = expected
        .iter()
        .map(|(code, days, certificate, names)| {
            (
                *code,
                *days,
                (*certificate).to_owned(),
                names.iter().map(|&name| name.to_owned()).collect::<Vec<_>>(),
            )
        })
        .collect();
    assert_eq!(told, expected, "{domain}");
    if let Some(first) = findings.first() {
        let said = words(Lang::En, first);
        assert!(format!("{} {}", said.title, said.meaning).contains(sentence), "{said:?}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_certificate_at_fault_and_its_days() {
    let lab = Lab::start().await.unwrap();
    let host = |domain: &str| format!("mail.{domain}");
    let (expired, ending) = ("tls_certificate_expired", "tls_certificate_expiring");
    let (intermediate, untrusted) = ("tls_intermediate_expired", "tls_certificate_untrusted");
    let own = host("latteria.test");
    check_certificate(
        &lab,
        "latteria.test",
        &[(expired, -10, &own, &[&own])],
        "expired 10 days ago",
    )
    .await;
    let (own, middle) = (host("bigiotteria.test"), "Lab Intermediate CA 1");
    let sentence = "an intermediate one that expired 20 days ago: “Lab Intermediate CA 1”";
    check_certificate(&lab, "bigiotteria.test", &[(intermediate, -20, middle, &[&own])], sentence)
        .await;
    let own = host("orefice.test");
    let both: [(&str, i64, &str, &[&str]); 2] =
        [(intermediate, -20, middle, &[&own]), (ending, 4, &own, &[&own])];
    check_certificate(&lab, "orefice.test", &both, sentence).await;
    let own = host("argenteria.test");
    let sentence = "It is “mail.argenteria.test”, signed by “Lab Intermediate CA 1”.";
    check_certificate(&lab, "argenteria.test", &[(untrusted, 89, &own, &[&own])], sentence).await;
    let own = host("cristalleria.test");
    check_certificate(
        &lab,
        "cristalleria.test",
        &[(untrusted, 100, &own, &[&own])],
        "It is “mail.cristalleria.test”",
    )
    .await;
    for healthy in ["pellicceria.test", "vetreria.test"] {
        check_certificate(&lab, healthy, &[], "").await;
    }
    lab.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_name_to_use_instead() {
    let lab = Lab::start().await.unwrap();
    let provider = "srv77.ospitalita.test";
    let wrong = "tls_certificate_wrong_name";
    let sentence = "The name that fits this server is srv77.ospitalita.test.";
    check_certificate(&lab, "ottica.test", &[(wrong, 89, provider, &[provider])], sentence).await;
    let (findings, transcript) = shown(&lab, "ottica.test").await;
    assert_eq!(findings[0].params.instead, Domain::parse(provider).ok());
    assert!(
        transcript.contains("=== srv77.ospitalita.test leads to the same address"),
        "{transcript}"
    );
    // The name in the certificate resolves to another address: it is shown, and not recommended.
    let own = "mail.cornici.test";
    let old = "tls_certificate_common_name_only";
    check_certificate(
        &lab,
        "cornici.test",
        &[(old, 89, own, &[own])],
        "in the old field “CN” alone: mail.cornici.test.",
    )
    .await;
    check_certificate(
        &lab,
        "stampe.test",
        &[(wrong, 89, provider, &[provider])],
        "made out to another name: srv77.ospitalita.test.",
    )
    .await;
    let both: [(&str, i64, &str, &[&str]); 2] = [
        ("tls_certificate_expired", -10, provider, &[provider]),
        (wrong, -10, provider, &[provider]),
    ];
    check_certificate(&lab, "colorificio.test", &both, "expired 10 days ago").await;
    let (findings, _) = shown(&lab, "colorificio.test").await;
    assert!(findings.iter().all(|finding| finding.params.instead.is_none()));
    lab.stop().await;
}
