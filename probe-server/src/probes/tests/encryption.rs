//! Outdated encryption, over real sockets: the cause of the failed handshake, and the findings
//! about the service.

use diagnosis::finding::FindingSeverity as Severity;

use super::*;

/// Checks the cause of the failed handshake, and every finding of the check with its port and
/// severity.
async fn check_outdated(
    lab: &Lab,
    domain: &str,
    kind: ProbeKind,
    cause: TlsCause,
    expected: &[(&str, Option<u16>, Severity)],
) {
    let diagnosis = look(lab, domain, &[kind.check().unwrap()]).await;
    check(&diagnosis, kind, Stage::Tls, is(Cause::Tls(cause)));
    let findings = evaluate(&diagnosis, &lab::expectations());
    let told: Vec<_> = findings
        .iter()
        .map(|finding| (finding.code.as_str(), finding.params.port, finding.severity))
        .collect();
    assert_eq!(told, expected, "{domain}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_closed_port_hides_no_encryption_of_the_past() {
    let lab = Lab::start().await.unwrap();
    let outdated = |port: u16, severity: Severity| ("tls_outdated", Some(port), severity);
    let (version, cipher) = (TlsCause::NoCommonVersion, TlsCause::NoCommonCipher);
    check_outdated(
        &lab,
        "macinino.test",
        ProbeKind::Imaps,
        version.clone(),
        &[outdated(993, Severity::Problem)],
    )
    .await;
    check_outdated(
        &lab,
        "torchio.test",
        ProbeKind::Imaps,
        cipher.clone(),
        &[outdated(993, Severity::Problem)],
    )
    .await;
    let sending = [("submission_ok", Some(587), Severity::Info), outdated(465, Severity::Warning)];
    check_outdated(&lab, "grammofono.test", ProbeKind::Submissions, version.clone(), &sending)
        .await;
    let both = [outdated(110, Severity::Problem), outdated(995, Severity::Problem)];
    check_outdated(&lab, "clessidra.test", ProbeKind::Pop3, cipher, &both).await;
    check_outdated(&lab, "clessidra.test", ProbeKind::Pop3s, version.clone(), &both).await;
    let relay = [("relay_ok", Some(25), Severity::Info), outdated(25, Severity::Warning)];
    check_outdated(&lab, "carrozza.test", ProbeKind::Smtp, version, &relay).await;
    lab.stop().await;
}
