//! `sportello check` as a program: its arguments, its exit status and its output formats, against
//! the lab's servers.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::process::{Command, Output};

use lab::{Lab, Route};
use serde_json::Value;

/// The arguments with which the program uses the lab instead of the network.
fn lab_arguments(lab: &Lab, folder: &tempfile::TempDir) -> Vec<String> {
    let authority = folder.path().join("authority.pem");
    std::fs::write(&authority, lab.authority_pem()).unwrap();
    let mut arguments = vec![
        "--resolver".to_owned(),
        lab.resolver().to_string(),
        "--ca".to_owned(),
        authority.display().to_string(),
    ];
    arguments.extend(
        Lab::networks().iter().flat_map(|network| ["--allow-net".to_owned(), network.to_string()]),
    );
    for (from, to) in lab.routes().filter(|(_, to)| *to != Route::Unrouted) {
        arguments.extend(["--route".to_owned(), format!("{from}={to}")]);
    }
    arguments
}

fn sportello(arguments: &[&str], more: &[String]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sportello"));
    command.arg("check").args(arguments).args(more).env("LC_ALL", "C.UTF-8").output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

fn json(output: &Output) -> Value {
    serde_json::from_slice(&output.stdout).unwrap()
}

#[track_caller]
fn check_status(output: &Output, expected: i32) {
    assert_eq!(
        output.status.code(),
        Some(expected),
        "{}\n{}",
        text(&output.stdout),
        text(&output.stderr)
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn forms_and_exit_status() {
    let lab = Lab::start().await.unwrap();
    let folder = tempfile::tempdir().unwrap();
    let arguments = lab_arguments(&lab, &folder);
    let run = |what: &[&str]| {
        let what: Vec<String> = what.iter().map(|&word| word.to_owned()).collect();
        let arguments = arguments.clone();
        tokio::task::spawn_blocking(move || {
            let what: Vec<&str> = what.iter().map(String::as_str).collect();
            sportello(&what, &arguments)
        })
    };

    let well = run(&[" Anna@Bottega.TEST ", "--format", "json"]).await.unwrap();
    check_status(&well, 0);
    let report = json(&well);
    assert_eq!(
        (&report["schema"], &report["target"]),
        (&Value::from(1), &Value::from("Anna@bottega.test"))
    );
    // The provider of a small company's mail is unknown, so that check is skipped.
    let state = |line: &Value| if line["check"] == "provider" { "skipped" } else { "ok" };
    assert!(
        report["checks"].as_array().unwrap().iter().all(|line| line["state"] == state(line)),
        "{report:#}"
    );
    assert_eq!(report["conclusions"][0]["cause"], "all_well");

    // Not judged: nothing answers on port 25, and there is no control host to test our own port 25.
    let silent = run(&["gioielleria.test", "--checks", "relay", "--format", "json"]).await.unwrap();
    check_status(&silent, 2);
    assert_eq!(json(&silent)["checks"][0]["state"], "could_not_check");
    let judged = run(&[
        "gioielleria.test",
        "--checks",
        "relay",
        "--format",
        "json",
        "--control",
        "ospitalita.test",
    ])
    .await
    .unwrap();
    check_status(&judged, 1);

    // Hosts that were only guessed: no answer there is not a problem, and the report asks for the
    // host's name.
    let unnamed = run(&["biblioteca.test", "--format", "json"]).await.unwrap();
    check_status(&unnamed, 2);
    assert_eq!(json(&unnamed)["conclusions"][0]["cause"], "could_not_judge");
    let unnamed = run(&["biblioteca.test"]).await.unwrap();
    assert!(text(&unnamed.stdout).contains("--host SERVICE=NAME"), "{}", text(&unnamed.stdout));
    let hosts = ["--host", "imap=mail.bottega.test", "--host", "submission=mail.bottega.test"];
    let named =
        run(&[&["biblioteca.test", "--format", "json"], &hosts[..]].concat()).await.unwrap();
    check_status(&named, 0);
    assert_eq!(json(&named)["conclusions"][0]["cause"], "all_well", "of POP3 nobody spoke");
    let named = run(&[
        "biblioteca.test",
        "--host",
        "imap=mail.{domain}",
        "--checks",
        "imap",
        "--format",
        "json",
    ])
    .await
    .unwrap();
    check_status(&named, 1);
    assert_eq!(json(&named)["checks"][0]["findings"][0]["code"], "mail_host_not_found");

    let several = run(&["officina.test", "bottega.test", "scomparso.test", "--format", "json"])
        .await
        .unwrap();
    check_status(&several, 1);
    let targets: Vec<_> =
        json(&several).as_array().unwrap().iter().map(|report| report["target"].clone()).collect();
    assert_eq!(targets, ["officina.test", "bottega.test", "scomparso.test"]);

    let lines = run(&["officina.test", "bottega.test", "--format", "ndjson"]).await.unwrap();
    check_status(&lines, 1);
    let mut targets: Vec<_> = text(&lines.stdout)
        .lines()
        .map(|line| {
            serde_json::from_str::<Value>(line).unwrap()["target"].as_str().unwrap().to_owned()
        })
        .collect();
    targets.sort();
    assert_eq!(targets, ["bottega.test", "officina.test"]);

    let moved =
        run(&["trasloco.test", "--checks", "mx", "--expect-mx", "*.{domain}", "--format", "json"])
            .await
            .unwrap();
    check_status(&moved, 1);
    assert_eq!(json(&moved)["conclusions"][0]["cause"], "dns_after_move");

    let italian = run(&["Bottega.TEST", "officina.test", "--lang", "it"]).await.unwrap();
    check_status(&italian, 1);
    let said = text(&italian.stdout);
    assert!(said.starts_with("«Bottega.TEST» letto come bottega.test"), "{said}");
    assert!(said.contains("tocca al fornitore della posta"), "{said}");
    assert!(!said.contains('\u{1b}'), "no colour where there is no terminal");
    let english = run(&["bottega.test", "--checks", "imap", "--verbose"]).await.unwrap();
    let said = text(&english.stdout);
    assert!(said.contains("Everything that we measured from outside works."), "{said}");
    assert!(said.contains(" -> a1 CAPABILITY"), "{said}");
    lab.stop().await;
}

#[test]
fn what_is_not_understood_ends_before_anything_is_sent() {
    for arguments in [
        &[][..],
        &["nonsense"],
        &["anna@"],
        &["192.0.2.1"],
        &["bottega.test", "due@parti@test"],
        &["bottega.test", "--format", "xml"],
        &["bottega.test", "--resolver", "dns"],
        &["bottega.test", "--allow-net", "10.0.0.0/99"],
        &["bottega.test", "--checks", "everything"],
        &["bottega.test", "--host", "imap"],
        &["bottega.test", "--host", "imap=mail"],
        &["bottega.test", "--host", "relay=mx.bottega.test"],
        &["bottega.test", "--route", "203.0.113.1:25"],
    ] {
        let output = sportello(arguments, &[]);
        check_status(&output, 64);
        assert!(output.stdout.is_empty() && !output.stderr.is_empty(), "{arguments:?}");
    }
    let missing = sportello(&["bottega.test", "--ca", "/no/such/file.pem"], &[]);
    check_status(&missing, 66);
}
