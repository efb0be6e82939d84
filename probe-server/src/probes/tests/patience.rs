//! Servers that are busy or slow, over real sockets: the observation, and the findings.

use diagnosis::finding::{CheckState, FindingSeverity, state_of};

use super::*;

/// Checks the stage that fails, its cause, and whether the greeting had begun; then every code of
/// the check, none of them a problem.
#[track_caller]
fn patient(
    diagnosis: &Diagnosis,
    kind: ProbeKind,
    stage: Stage,
    cause: impl Fn(&Cause) -> bool,
    is_begun: bool,
    codes: &[&str],
) {
    check(diagnosis, kind, stage, cause);
    let seen = diagnosis.of_kind(kind).next().and_then(|run| run.mail()).unwrap();
    assert_eq!(seen.is_greeting_begun, is_begun, "{} {seen:?}", diagnosis.domain);
    let findings = evaluate(diagnosis, &lab::expectations());
    let found: Vec<_> = findings.iter().map(|finding| finding.code.as_str()).collect();
    assert_eq!(found, codes, "{}", diagnosis.domain);
    assert!(
        findings.iter().all(|finding| finding.severity < FindingSeverity::Problem),
        "{findings:?}"
    );
    assert_eq!(
        state_of(diagnosis, diagnosis.checks[0], &findings),
        CheckState::Warning,
        "{}",
        diagnosis.domain
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_asks_for_patience_is_not_down() {
    let lab = Lab::start().await.unwrap();
    let relay = |domain: &'static str| look(&lab, domain, &[CheckKind::Relay]);
    let (busy, greylisted, after_hello, slow) = tokio::join!(
        relay("mercato.test"),
        relay("semenzaio.test"),
        relay("tappezzeria.test"),
        relay("lumaca.test")
    );
    let smtp = ProbeKind::Smtp;
    let timed_out = |cause: &Cause| matches!(cause, Cause::Timeout { after_ms: 1_400..=4_000 });
    patient(&busy, smtp, Stage::Greeting, rejected(421), false, &["relay_busy"]);
    patient(&greylisted, smtp, Stage::Greeting, rejected(451), false, &["relay_busy"]);
    let greeting = greylisted
        .of_kind(smtp)
        .next()
        .and_then(|run| run.mail())
        .and_then(|seen| seen.greeting.clone())
        .unwrap();
    let lines: Vec<_> = greeting.lines.iter().map(ServerText::as_str).collect();
    assert_eq!(lines, ["4.7.1 mail.semenzaio.test Greylisted", "4.7.1 come again in 300 seconds"]);
    patient(&after_hello, smtp, Stage::Capabilities, rejected(450), false, &["relay_busy"]);
    patient(&slow, smtp, Stage::Greeting, timed_out, true, &["relay_slow"]);
    let programs = look(&lab, "sellaio.test", &[CheckKind::Submission]).await;
    patient(
        &programs,
        ProbeKind::Submissions,
        Stage::Greeting,
        rejected(421),
        false,
        &["service_busy", "service_busy"],
    );
    let imap = look(&lab, "telaio.test", &[CheckKind::Imap]).await;
    patient(&imap, ProbeKind::Imap, Stage::Greeting, timed_out, true, &["service_slow"]);
    // A server that sends nothing has not begun its greeting.
    let silent = relay("tipografia.test").await;
    assert!(!silent.of_kind(smtp).next().unwrap().mail().unwrap().is_greeting_begun);
    lab.stop().await;
}
