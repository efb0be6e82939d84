//! Status pages of providers, against the lab.

use super::*;

/// The finding codes of the provider status check for a domain, with `page` as Google's status
/// page.
async fn declared(lab: &Lab, page: &str, domain: &str) -> Vec<String> {
    let pages = BTreeMap::from([(ProviderId::parse("google").unwrap(), page.parse().unwrap())]);
    let diagnosis = look_with(&net_with(lab, pages), domain, &[CheckKind::ProviderStatus]).await;
    let found = evaluate(&diagnosis, &lab::expectations());
    let words = |finding: &diagnosis::finding::Finding| {
        let text =
            finding.params.server_text.as_ref().map(|text| format!(" {text}")).unwrap_or_default();
        format!("{}{text}", finding.code.as_str())
    };
    found.iter().map(words).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_the_provider_says_of_itself() {
    let lab = Lab::start().await.unwrap();
    let told =
        declared(&lab, "https://stato.ospitalita.test/incidents.json", "quaderni.test").await;
    assert_eq!(told, ["provider_incident Gmail delivery is delayed for some users."]);
    assert_eq!(
        declared(&lab, "https://stato-guasto.ospitalita.test/", "quaderni.test").await,
        ["provider_status_not_judged"]
    );
    // A page that is not a list of incidents is not judged; in particular it does not mean that all
    // is well.
    assert_eq!(
        declared(&lab, "https://webmail.ospitalita.test/", "quaderni.test").await,
        ["provider_status_not_judged"]
    );
    // Aruba has no status page that can be read; for an unknown provider there is no finding.
    assert_eq!(
        declared(&lab, "https://stato.ospitalita.test/", "vineria.test").await,
        ["provider_status_not_published"]
    );
    assert_eq!(declared(&lab, "https://stato.ospitalita.test/", "bottega.test").await, [""; 0]);
    lab.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_status_page_is_asked_once_for_all_customers() {
    let lab = Lab::start().await.unwrap();
    let page = BTreeMap::from([(
        ProviderId::parse("google").unwrap(),
        Uri::from_static("https://stato.ospitalita.test/"),
    )]);
    let net = net_with(&lab, page);
    for expected in [false, true] {
        let diagnosis = look_with(&net, "quaderni.test", &[CheckKind::ProviderStatus]).await;
        let run = diagnosis.of_kind(ProbeKind::ProviderStatus).next().unwrap();
        assert!(run.passed(Stage::Request));
        assert_eq!(
            run.transcript.is_empty(),
            expected,
            "the second one is remembered\n{}",
            run.transcript
        );
    }
    lab.stop().await;
}
