//! Every case of the lab, diagnosed by the real binary: mandatory and forbidden finding codes.

use std::collections::{BTreeMap, BTreeSet};

use diagnosis::finding::FindingCode;
use lab::{Lab, Route};
use serde_json::Value;
use tests::binary::sportello;
use tests::scratch::Scratch;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_case_leads_to_its_findings() {
    let scratch = Scratch::new("cases");
    let lab = Lab::start().await.expect("the lab starts");
    let arguments =
        arguments(&lab, &scratch, "ndjson", lab::cases().iter().map(|case| case.domain));
    let output = tokio::task::spawn_blocking(move || {
        sportello(&arguments.iter().map(String::as_str).collect::<Vec<_>>()).output()
    })
    .await
    .expect("the task ends")
    .expect("the binary runs");
    let text = String::from_utf8_lossy(&output.stdout);
    let mut found: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for line in text.lines().filter(|line| !line.is_empty()) {
        let report: Value =
            serde_json::from_str(line).unwrap_or_else(|err| panic!("not JSON ({err}): {line}"));
        let Some(target) = report["target"].as_str() else { continue };
        let codes = report["checks"]
            .as_array()
            .into_iter()
            .flatten()
            .flat_map(|check| check["findings"].as_array().into_iter().flatten());
        let codes = codes.filter_map(|finding| finding["code"].as_str()).map(str::to_owned);
        found.entry(target.to_owned()).or_default().extend(codes);
    }
    let mut wrong = Vec::new();
    for case in lab::cases() {
        let Some(codes) = found.get(case.domain) else {
            wrong.push(format!(
                "{}: no report\n{}",
                case.name,
                String::from_utf8_lossy(&output.stderr)
            ));
            continue;
        };
        let has = |code: &&FindingCode| codes.contains(code.as_str());
        let missing: Vec<&str> = case
            .expected
            .mandatory
            .iter()
            .filter(|code| !has(code))
            .map(|code| code.as_str())
            .collect();
        let unwanted: Vec<&str> =
            case.expected.forbidden.iter().filter(has).map(|code| code.as_str()).collect();
        if !missing.is_empty() || !unwanted.is_empty() {
            wrong.push(format!(
                "{} ({}): missing {missing:?}, unwanted {unwanted:?}, found {codes:?}",
                case.name, case.domain
            ));
        }
    }
    assert!(
        wrong.is_empty(),
        "{} of {} cases:\n{}",
        wrong.len(),
        lab::cases().len(),
        wrong.join("\n")
    );
    assert_eq!(output.status.code(), Some(1), "problems were found");
    lab.stop().await;
}

/// The arguments of one call that checks several domains, as an operator would check all of them.
pub(crate) fn arguments(
    lab: &Lab,
    scratch: &Scratch,
    format: &str,
    domains: impl Iterator<Item = &'static str>,
) -> Vec<String> {
    let mut arguments: Vec<String> =
        ["check", "--format", format, "--control", lab::CONTROL_DOMAIN, "--resolver"]
            .map(str::to_owned)
            .to_vec();
    arguments.push(lab.resolver().to_string());
    for network in Lab::networks() {
        arguments.extend(["--allow-net".to_owned(), network.to_string()]);
    }
    arguments.extend([
        "--ca".to_owned(),
        scratch.write("ca.pem", lab.authority_pem()).display().to_string(),
    ]);
    for (wanted, route) in lab.routes() {
        let local = match route {
            Route::To(local) => local.to_string(),
            other => other.to_string(),
        };
        arguments.extend(["--route".to_owned(), format!("{wanted}={local}")]);
    }
    for pattern in &lab::expectations().mx {
        arguments.extend(["--expect-mx".to_owned(), pattern.0.clone()]);
    }
    arguments.extend(domains.map(str::to_owned));
    arguments
}
