//! A password that is given for a look is nowhere afterwards: not in the store, the log, a stream,
//! a report, a ticket, nor in the server's memory.
//!
//! Each look has a password of its own, all with the same beginning, which is searched for in the
//! encodings in which a library or a server may write it.

mod forms;
mod server;

use std::path::Path;
use std::process::Command;
use std::time::Duration;

use futures_util::StreamExt as _;
use reqwest::Client;
use serde_json::{Value, json};
use tests::name_server;
use tests::operated::{Operated, Operation};
use tests::relay;
use tests::scratch::Scratch;
use tokio::task::JoinSet;

use self::forms::{BEGINNING, Forms};
use self::server::{Outcome, Server};
use super::api::{Customer, seq};
use super::{earth, figure, namespace, size, skipped};

/// Looks in one session: the server allows ten.
const LOOKS: usize = 8;

#[tokio::test(flavor = "multi_thread")]
async fn a_password_leaves_no_trace() {
    let test = "trust::canary::a_password_leaves_no_trace";
    if namespace::is_inside(test) {
        sweep(test).await;
    }
}

async fn sweep(test: &str) {
    let scratch = Scratch::new("canary");
    let (server, authority_pem) = Server::new();
    let peers = server.clone();
    let _arrivals = earth::listen(move |stream, port| peers.clone().serve(stream, port)).await;
    let names = name_server::start(server::records).await;
    let (mail, tickets) = relay::start_willing().await;
    let ca_file = scratch.write("ca.pem", &authority_pem).display().to_string();
    let usual = Operation::default();
    let settings = format!(
        "ca_file = {ca_file:?}\n{}[ticket_email]\nto = \"a@example.it\"\nfrom = \"s@example.it\"\nhost = \"{}\"\nport = {}\nsecurity = \"none\"\n",
        usual.settings,
        mail.ip(),
        mail.port()
    );
    let operation = Operation { settings, log_level: Some("trace"), ..usual };
    let mut operated = Operated::start_as(operation.asking(names.address()));
    let client = Client::new();

    let mut sessions = JoinSet::new();
    for (number, outcome) in (0..size(6, 150)).zip(Outcome::ALL.into_iter().cycle()) {
        let (client, url, server) = (client.clone(), operated.url(), server.clone());
        sessions.spawn(async move {
            let session = look_again_and_again(&client, &url, number, outcome, &server).await;
            shown_of(&session).await
        });
    }
    let shown = sessions.join_all().await.concat();
    let counted = server.counted();
    let expected = server.expected();
    assert_eq!(counted, expected, "each look is at most one login");
    let tickets = tickets.lock().expect("no panic").messages.concat();
    assert!(!tickets.is_empty(), "tickets were sent");

    let forms = Forms::new();
    let mut hits = forms.found_in("what was shown", shown.as_bytes());
    hits.extend(forms.found_in("the tickets", tickets.as_bytes()));
    hits.extend(found_in_files(&forms, operated.folder()));
    tokio::time::sleep(Duration::from_secs(1)).await;
    let dump = dump(&scratch, operated.pid());
    match &dump {
        Some(dump) => {
            assert!(memchr::memmem::find(dump, b"banco-").is_some(), "the dump can be read");
            hits.extend(forms.found_in("the memory", dump));
        }
        None => skipped(test, "no `gcore`, or it may not read the server's memory"),
    }
    assert!(hits.is_empty(), "{hits:#?}");

    if dump.is_some() {
        // During a login the password is there, and so the search finds it.
        let session = in_the_middle(&client, &operated.url(), &server).await;
        let during = self::dump(&scratch, operated.pid()).expect("another dump");
        assert!(!forms.found_in("the memory", &during).is_empty());
        ended(&session, 2).await;
    }
    assert_eq!(interrupted(&client, &mut operated, &server).await, "interrupted");
    figure(
        test,
        &json!({ "looks": server.look_count(), "logins": counted, "forms": forms.len(), "hits": 0, "memory_bytes": dump.map_or(0, |dump| dump.len()) }),
    );
}

/// A session with several looks.
async fn look_again_and_again(
    client: &Client,
    url: &str,
    number: usize,
    outcome: Outcome,
    server: &Server,
) -> Customer {
    let session = checked(client, url, &outcome.mailbox(number)).await;
    server.turn_bad();
    // Each waits for the limit of a login.
    let look_count = if outcome == Outcome::Timeout { 1 } else { LOOKS };
    for look in 0..look_count {
        let body = json!({
            "user": format!("user-{number}-{look}@{}", outcome.domain()),
            "password": format!("{BEGINNING}{number}-{look}"),
            "from": "ugo",
        });
        let answer = session.post("/look", &body).send().await.expect("an answer");
        assert_eq!(answer.status().as_u16(), 200, "{outcome:?}");
        server.expect(outcome);
        ended(&session, 2 + look).await;
    }
    session
}

/// A session whose checks have ended.
async fn checked(client: &Client, url: &str, mailbox: &str) -> Customer {
    let session = Customer::open(client, url, mailbox).await.expect("a session");
    ended(&session, 1).await;
    session
}

/// Waits until this many runs have ended.
async fn ended(session: &Customer, run_count: usize) {
    for _ in 0..1_200 {
        let log = session.log().await;
        let ended = log.iter().filter(|entry| entry["event"].get("run_ended").is_some());
        if ended.count() >= run_count {
            return;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    panic!("the run does not end");
}

/// All that the customer and a watcher of a session are shown.
async fn shown_of(session: &Customer) -> String {
    let link = session.post("/links", &json!({ "kind": "watch", "hours": 1 })).send().await;
    let link: Value = link.expect("an answer").json().await.expect("a link");
    let token = link["token"].as_str().expect("a token").to_owned();
    let watcher = Customer { token, ..session.clone() };
    let joined = watcher.post("/watchers", &json!({ "name": "Ugo" })).send().await;
    assert!(joined.expect("an answer").status().is_success());
    let ticket = json!({ "channel": "email", "left_out": [] });
    let sent = session.post("/ticket", &ticket).send().await.expect("an answer");
    assert!(sent.status().is_success(), "{}", sent.status());
    let mut shown = String::new();
    for reader in [session, &watcher] {
        let last = reader.log().await.last().map_or(0, seq);
        let mut stream = reader.follow(0).await;
        while let Some(entry) = stream.next().await {
            shown += &entry.to_string();
            if seq(&entry) >= last {
                break;
            }
        }
        for document in ["/report.json", "/report.html", ""] {
            let request = reader.client.get(format!("{}{document}", reader.url));
            let answer = request.bearer_auth(&reader.token).send().await.expect("an answer");
            assert!(answer.status().is_success(), "{document}: {}", answer.status());
            shown += &answer.text().await.expect("a text");
        }
    }
    shown
}

fn found_in_files(forms: &Forms, folder: &Path) -> Vec<String> {
    let files = std::fs::read_dir(folder).expect("the folder is there");
    let mut hits = Vec::new();
    let mut names = Vec::new();
    for file in files {
        let path = file.expect("a file").path();
        let bytes = std::fs::read(&path).expect("the file is read");
        hits.extend(forms.found_in(&path.display().to_string(), &bytes));
        names.push(path.extension().unwrap_or_default().display().to_string());
    }
    assert!(names.iter().any(|name| name == "sqlite") && names.iter().any(|name| name == "txt"));
    hits
}

/// The memory of a process; `None` if this system does not give it.
fn dump(scratch: &Scratch, pid: u32) -> Option<Vec<u8>> {
    let output = scratch.path().join("core");
    let dumped = Command::new("gcore").arg("-o").arg(&output).arg(pid.to_string()).output().ok()?;
    let dump = std::fs::read(format!("{}.{pid}", output.display())).ok();
    dump.filter(|dump| dumped.status.success() && !dump.is_empty())
}

/// A session in the middle of a login that the server does not answer.
async fn in_the_middle(client: &Client, url: &str, server: &Server) -> Customer {
    let session = checked(client, url, &Outcome::Timeout.mailbox(9_999)).await;
    let before = server.counted();
    let body = json!({ "password": format!("{BEGINNING}last") });
    let answer = session.post("/look", &body).send().await.expect("an answer");
    assert_eq!(answer.status().as_u16(), 200);
    while server.counted() == before {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    session
}

/// The end of a look in whose middle the server was killed; no login follows the restart.
async fn interrupted(client: &Client, operated: &mut Operated, server: &Server) -> String {
    let session = in_the_middle(client, &operated.url(), server).await;
    let logins = server.counted();
    operated.kill();
    operated.start_again();
    ended(&session, 2).await;
    tokio::time::sleep(Duration::from_millis(500)).await;
    assert_eq!(server.counted(), logins, "no login after the restart");
    let log = session.log().await;
    let last = log.iter().rev().find_map(|entry| entry["event"].get("run_ended"));
    last.and_then(|ended| ended["end"].as_str()).unwrap_or_default().to_owned()
}
