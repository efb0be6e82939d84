//! Every address that the demonstration offers, checked with the shipped playbook as the customer's
//! page does it.

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use diagnosis::finding::FindingCode;
use futures_util::{StreamExt as _, stream};
use probe_server::config::Config;
use serde_json::json;
use session::Event;

use super::world::{Session, World};

/// How many sessions run at once: more than the customers of a support desk within one second.
const AT_ONCE: usize = 6;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_comes_to_the_findings_of_its_case() {
    let world = World::start_with(|config| Config { playbooks: None, ..config }).await;
    let world = &world;
    // This playbook names its servers, so cases in which a prober can only guess their names do not
    // apply.
    let is_guess = |code: &FindingCode| {
        matches!(code, FindingCode::MailHostUnknown | FindingCode::WebmailHostUnknown)
    };
    let cases = lab::cases().iter().filter(|case| !case.expected.mandatory.iter().any(is_guess));
    let walks = cases.map(|case| async move {
        let session = world.open_with("seit", &format!("anna@{}", case.domain)).await;
        session.post("/events", &json!({ "measure_device": { "seen": "online" } })).await;
        ended(&session).await;
        let report = session.get("/report.json").await.json();
        let checks = report["checks"].as_array().cloned().unwrap_or_default();
        let codes =
            checks.iter().flat_map(|check| check["findings"].as_array().into_iter().flatten());
        let found: BTreeSet<&str> = codes.filter_map(|finding| finding["code"].as_str()).collect();
        let mandatory = case
            .expected
            .mandatory
            .iter()
            .map(|code| code.as_str())
            .filter(|code| !is_about_sending(code));
        let missing: Vec<&str> = mandatory.filter(|code| !found.contains(code)).collect();
        let unwanted: Vec<&str> = case
            .expected
            .forbidden
            .iter()
            .map(|code| code.as_str())
            .filter(|code| found.contains(code))
            .collect();
        let is_right = missing.is_empty() && unwanted.is_empty();
        (!is_right).then(|| {
            format!("{}: missing {missing:?}, unwanted {unwanted:?}, found {found:?}", case.domain)
        })
    });
    let wrong: Vec<String> = stream::iter(walks)
        .buffer_unordered(AT_ONCE)
        .filter_map(async |wrong| wrong)
        .collect()
        .await;
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), lab::cases().len(), wrong.join("\n"));
}

/// Whether a finding is about who may send for the domain. For mail that does not arrive, this
/// playbook does not check that.
fn is_about_sending(code: &str) -> bool {
    code.starts_with("spf_") || code.starts_with("dmarc_")
}

/// Waits for the end of the run by polling, as a page without a stream does: a silent server takes
/// its whole deadline.
async fn ended(session: &Session<'_>) {
    let deadline = Instant::now() + Duration::from_secs(60);
    while !session.log().await.iter().any(|entry| matches!(entry.event, Event::RunEnded { .. })) {
        assert!(Instant::now() < deadline, "{}: the run does not end", session.id);
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
}
