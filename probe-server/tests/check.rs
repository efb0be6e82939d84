//! `sportello check` as a program: its arguments, its exit status and its output formats, against
//! the lab's servers.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::collections::BTreeMap;
use std::io::Read as _;
use std::process::{Command, Output};

use data_encoding::HEXLOWER;
use lab::{Lab, Route};
use serde_json::Value;
use sha2::{Digest as _, Sha256};

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

/// The files of an archive, each with its content.
fn unpacked(file: &std::path::Path) -> BTreeMap<String, Vec<u8>> {
    let mut zip = zip::ZipArchive::new(std::fs::File::open(file).unwrap()).unwrap();
    let names: Vec<String> = zip.file_names().map(|name| name.unwrap().into_owned()).collect();
    let content = |name: String| {
        let mut content = Vec::new();
        zip.by_name(&name).unwrap().read_to_end(&mut content).unwrap();
        (name, content)
    };
    names.into_iter().map(content).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_archive_keeps_the_results_of_all_targets() {
    let lab = Lab::start().await.unwrap();
    let folder = tempfile::tempdir().unwrap();
    let mut arguments = lab_arguments(&lab, &folder);
    arguments.extend(["--checks".to_owned(), "mx,imap".to_owned()]);
    let run = |what: &[&str], file: &std::path::Path| {
        let what: Vec<String> = what.iter().map(|&word| word.to_owned()).collect();
        let mut arguments = arguments.clone();
        arguments.extend(["--archive".to_owned(), file.display().to_string()]);
        tokio::task::spawn_blocking(move || {
            let what: Vec<&str> = what.iter().map(String::as_str).collect();
            sportello(&what, &arguments)
        })
    };
    let file = folder.path().join("kept.zip");
    let targets = ["zoe.canary@bottega.test", "officina.test", "ugo@bottega.test"];
    let output = run(&targets, &file).await.unwrap();
    check_status(&output, 1);
    let files = unpacked(&file);
    let first = "mailboxes/001-zoe.canary@bottega.test";
    let names: Vec<&str> = files.keys().map(String::as_str).collect();
    let expected = [
        "domains/002-officina.test/results.json",
        "domains/002-officina.test/transcripts/imap.txt",
        "domains/002-officina.test/transcripts/mx.txt",
        "mailboxes.csv",
        &format!("{first}/results.json"),
        &format!("{first}/transcripts/imap.txt"),
        &format!("{first}/transcripts/mx.txt"),
        "mailboxes/003-ugo@bottega.test/results.json",
        "mailboxes/003-ugo@bottega.test/transcripts/imap.txt",
        "mailboxes/003-ugo@bottega.test/transcripts/mx.txt",
        "manifest.json",
        "report.html",
        "report.json",
    ];
    assert_eq!(names, expected);
    let html = text(&files["report.html"]);
    assert!(html.contains("zoe.canary@bottega.test") && html.contains("officina.test"), "{html}");
    assert!(!html.contains("<script") && !html.contains("src="), "it opens offline");
    let report: Value = serde_json::from_slice(&files["report.json"]).unwrap();
    let targets: Vec<_> = report["targets"].as_array().unwrap().iter().collect();
    assert_eq!(targets[2]["target"], "ugo@bottega.test");
    assert_eq!(targets[1]["conclusions"][0]["owner"], "mail_provider");
    let dialogue = text(&files[&format!("{first}/transcripts/imap.txt")]);
    assert!(dialogue.contains(" -> a1 CAPABILITY"), "{dialogue}");
    let table = text(&files["mailboxes.csv"]);
    assert_eq!(table.lines().count(), 4, "{table}");
    assert!(table.starts_with("address,cause,owner,confidence,folder,mx,imap\r\n"), "{table}");
    let manifest: Value = serde_json::from_slice(&files["manifest.json"]).unwrap();
    let listed = manifest["files"].as_array().unwrap();
    assert_eq!(listed.len(), files.len() - 1);
    for entry in listed {
        let content = &files[entry["name"].as_str().unwrap()];
        assert_eq!(entry["sha256"], HEXLOWER.encode(&Sha256::digest(content)), "{entry}");
        assert_eq!(entry["size_bytes"], content.len());
    }
    let mode = std::os::unix::fs::PermissionsExt::mode(&file.metadata().unwrap().permissions());
    assert_eq!(mode & 0o777, 0o600);

    // What is there is never overwritten, and nothing is measured then.
    let before = std::fs::read(&file).unwrap();
    let again = run(&["bottega.test"], &file).await.unwrap();
    check_status(&again, 73);
    assert!(again.stdout.is_empty() && std::fs::read(&file).unwrap() == before);

    let file = folder.path().join("masked.zip");
    let what = ["Zoe.Canary@bottega.test", "zoe.canary@officina.test", "--mask-addresses"];
    let output = run(&what, &file).await.unwrap();
    assert!(!text(&output.stdout).to_lowercase().contains("canary"), "{}", text(&output.stdout));
    let files = unpacked(&file);
    for (name, content) in &files {
        let content = String::from_utf8_lossy(content).to_lowercase();
        assert!(!name.to_lowercase().contains("canary") && !content.contains("canary"), "{name}");
    }
    assert!(files.contains_key("mailboxes/002-masked-1@officina.test/results.json"));
    lab.stop().await;
}
