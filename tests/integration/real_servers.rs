//! A real Postfix and a real Dovecot, started by the test and probed by the real binary.
//!
//! They listen on free ports of loopback, with their own configuration folders. The addresses come
//! from the lab's zone of the healthy case, and the routes lead from these addresses to the
//! servers' ports.

mod authority;
mod dovecot;
mod mailbox;
mod postfix;

use std::net::SocketAddr;

use serde_json::Value;
use tests::binary::sportello;
use tests::scratch::Scratch;

/// The lab's healthy domain, whose addresses are used.
const DOMAIN: &str = "bottega.test";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn postfix_and_dovecot_are_seen_as_they_are() {
    if !is_root() {
        eprintln!("SKIPPED: Postfix starts as root only");
        return;
    }
    let scratch = Scratch::new("real");
    let authority = authority::Authority::new();
    let names = [format!("mail.{DOMAIN}"), format!("mx1.{DOMAIN}"), format!("mx2.{DOMAIN}")];
    let identity = authority.issue(&scratch, &names);
    let postfix = postfix::Postfix::start(&scratch, &identity);
    let dovecot = dovecot::Dovecot::start(&scratch, &identity);
    let lab = lab::Lab::start().await.expect("the lab starts");

    let take_over = |wanted: SocketAddr| match wanted.port() {
        25 => Some(postfix.relay),
        587 => Some(postfix.submission),
        465 => Some(postfix.submissions),
        143 => Some(dovecot.imap),
        993 => Some(dovecot.imaps),
        110 => Some(dovecot.pop3),
        995 => Some(dovecot.pop3s),
        _ => None,
    };
    let mut arguments: Vec<String> = [
        "check",
        DOMAIN,
        "--format",
        "json",
        "--checks",
        "mx,relay,submission,imap,pop3",
        "--resolver",
    ]
    .map(str::to_owned)
    .to_vec();
    arguments.push(lab.resolver().to_string());
    for network in lab::Lab::networks() {
        arguments.extend(["--allow-net".to_owned(), network.to_string()]);
    }
    arguments.extend([
        "--ca".to_owned(),
        scratch.write("ca.pem", &authority.pem()).display().to_string(),
    ]);
    for (wanted, _) in lab.routes() {
        if let Some(local) = take_over(wanted) {
            arguments.extend(["--route".to_owned(), format!("{wanted}={local}")]);
        }
    }
    let arguments: Vec<String> = arguments;
    let output = tokio::task::spawn_blocking(move || {
        sportello(&arguments.iter().map(String::as_str).collect::<Vec<_>>()).output()
    })
    .await
    .expect("the task ends")
    .expect("the binary runs");
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let report: Value = serde_json::from_str(&text).unwrap_or_else(|err| {
        panic!("not JSON ({err}): {text}\n{}", String::from_utf8_lossy(&output.stderr))
    });
    assert_eq!(output.status.code(), Some(0), "{report:#}");

    check(&report, "relay", "greeting", "ESMTP Postfix");
    check(&report, "relay", "certificate", "");
    check(&report, "submission", "greeting", "ESMTP Postfix");
    check(&report, "imap", "greeting", "Dovecot");
    check(&report, "imap", "certificate", "");
    check(&report, "pop3", "greeting", "Dovecot");
    lab.stop().await;
}

/// Asserts that every line of `check` passed `stage`, and that its evidence contains `words`.
#[track_caller]
fn check(report: &Value, check: &str, stage: &str, words: &str) {
    let lines: Vec<&Value> = report["checks"]
        .as_array()
        .into_iter()
        .flatten()
        .filter(|line| line["check"] == check)
        .collect();
    assert!(!lines.is_empty(), "no {check} in {report:#}");
    for line in lines {
        let found =
            line["stages"].as_array().into_iter().flatten().find(|line| line["stage"] == stage);
        let found = found.unwrap_or_else(|| panic!("{check} has no {stage}: {line:#}"));
        assert_eq!(found["outcome"], "passed", "{line:#}");
        assert!(found["evidence"].as_str().unwrap_or_default().contains(words), "{line:#}");
    }
}

fn is_root() -> bool {
    std::process::Command::new("id")
        .arg("-u")
        .output()
        .is_ok_and(|output| output.stdout.starts_with(b"0\n"))
}
