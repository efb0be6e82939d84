//! A broken DNSSEC chain of trust, diagnosed by the real binary: the finding, the cause, its owner
//! and its confidence.

use std::collections::BTreeMap;

use lab::Lab;
use serde_json::{Value, json};
use tests::binary::sportello;
use tests::scratch::Scratch;

use crate::lab_cases::arguments;

const DOMAINS: [&str; 6] = [
    "serratura.test",
    "chiavistello.test",
    "meridiana.test",
    "sigillo.test",
    "lucchetto.test",
    "orologeria.test",
];

/// The reports on all domains, by domain.
async fn reports() -> BTreeMap<String, Value> {
    let scratch = Scratch::new("dnssec");
    let lab = Lab::start().await.expect("the lab starts");
    let arguments = arguments(&lab, &scratch, "ndjson", DOMAINS.into_iter());
    let output = tokio::task::spawn_blocking(move || {
        sportello(&arguments.iter().map(String::as_str).collect::<Vec<_>>()).output()
    })
    .await
    .expect("the task ends")
    .expect("the binary runs");
    lab.stop().await;
    let text = String::from_utf8_lossy(&output.stdout);
    let reports = text.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
    reports.filter_map(|report| Some((report["target"].as_str()?.to_owned(), report))).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_cause_says_whose_part_of_the_chain_is_broken() {
    let reports = reports().await;
    for (domain, cause, owner, confidence, because) in [
        ("serratura.test", "dnssec_broken", "domain_admin", "certain", "dnssec_wrong_ds"),
        ("chiavistello.test", "dnssec_broken", "domain_admin", "certain", "dnssec_wrong_ds"),
        ("meridiana.test", "dnssec_broken", "domain_admin", "certain", "dnssec_wrong_signatures"),
        // The lab's resolver does not validate this one: senders that do not validate still deliver
        // mail.
        ("lucchetto.test", "dnssec_broken", "domain_admin", "likely", "dnssec_wrong_ds"),
        // Its name servers fail, so the signatures do not matter.
        (
            "orologeria.test",
            "name_servers_failing",
            "domain_admin",
            "certain",
            "domain_servers_failing",
        ),
    ] {
        let report = reports.get(domain).unwrap_or_else(|| panic!("{domain}: no report"));
        let first = &report["conclusions"][0];
        assert_eq!(first["cause"], cause, "{domain}: {report}");
        assert_eq!(
            (&first["owner"], &first["confidence"]),
            (&json!(owner), &json!(confidence)),
            "{domain}"
        );
        assert!(
            first["because"].as_array().is_some_and(|codes| codes.contains(&json!(because))),
            "{domain}: {first}"
        );
        assert!(
            first.get("against").is_none_or(|against| against["findings"].is_null()),
            "{domain}: {first}"
        );
    }
    let sound = &reports["sigillo.test"]["conclusions"];
    assert_eq!(sound[0]["cause"], "all_well", "{sound}");
    assert!(!sound.to_string().contains("dnssec"), "{sound}");
}

/// The message for the domain's administrator must contain the record and the servers.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_record_and_the_servers_are_named() {
    let reports = reports().await;
    let finding = |domain: &str, code: &str| {
        let checks = reports[domain]["checks"].as_array().cloned().unwrap_or_default();
        let mut findings = checks
            .iter()
            .flat_map(|check| check["findings"].as_array().cloned().unwrap_or_default());
        findings
            .find(|finding| finding["code"] == code)
            .unwrap_or_else(|| panic!("{domain}: no {code}: {}", reports[domain]))
    };
    let wrong_ds = finding("serratura.test", "dnssec_wrong_ds");
    let record = wrong_ds["params"]["record"].as_str().unwrap_or_default();
    assert!(record.starts_with("DS ") && record.ends_with(" 13 2"), "{wrong_ds}");
    let expired = finding("meridiana.test", "dnssec_wrong_signatures");
    assert_eq!(
        expired["params"]["hosts"],
        json!(["ns1.ospitalita.test", "ns2.ospitalita.test"]),
        "{expired}"
    );
}
