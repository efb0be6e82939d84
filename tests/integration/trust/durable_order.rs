//! No entry is acknowledged before it is on the disk: the system calls of the server, traced by
//! strace, in their order.

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use reqwest::Client;
use serde_json::json;
use tests::name_server;
use tests::operated::{Operated, Operation};

use super::api::Customer;
use super::{figure, size, skipped};

const TEST: &str = "durable_order";

/// What is traced: how the server reads a request, writes and syncs the log, and answers.
const CALLS: &str = "trace=read,recvfrom,pwrite64,fdatasync,fsync,write,writev,sendto,sendmsg";

#[tokio::test(flavor = "multi_thread")]
async fn an_entry_is_on_the_disk_before_it_is_acknowledged() {
    if !may_trace() {
        skipped(TEST, "there is no strace, or it may trace no process here");
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    let trace = folder.path().join("trace.txt");
    let trace_name = trace.display().to_string();
    // The tracer is a process beside the server, which keeps its own id (-D).
    let starter = ["strace", "-D", "-f", "-y", "-s", "48", "-e", CALLS, "-o", &trace_name];
    let resolver = name_server::empty().await;
    let operation = Operation::default().asking(resolver.address());
    let mut server = Operated::start_as(operation.started_by(starter.map(str::to_owned).to_vec()));
    let client = Client::builder().pool_max_idle_per_host(1).build().expect("a client");
    let mut customer =
        Customer::open(&client, &server.url(), "anna@bottega.test").await.expect("a session");
    // Nothing else is written while the customer writes.
    while !customer.log().await.iter().any(|entry| entry["event"].get("run_ended").is_some()) {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    let write_count = size(50, 1_000);
    for lang in ["en", "it"].into_iter().cycle().take(write_count) {
        customer.write(lang).await.expect("an acknowledgement");
    }
    server.kill();
    let trace = whole(&trace).await;
    let events = format!("POST {}/events", customer.url.trim_start_matches(&server.url()));
    // The trace shows the beginning of what was read: the path without the end of the session's id.
    let order = Order::of(&trace, &events[..40]);
    assert_eq!(order.early, Vec::<&str>::new(), "acknowledged before the log was synced");
    assert_eq!(order.synced_count, write_count);
    figure(TEST, &json!({ "acknowledged": write_count, "before_the_sync": 0 }));
}

fn may_trace() -> bool {
    let mut strace = Command::new("strace");
    strace.args(["-D", "-f", "-o", "/dev/null", "true"]);
    strace.stdout(Stdio::null()).stderr(Stdio::null());
    strace.status().is_ok_and(|status| status.success())
}

/// The trace, when the tracer has written the end of the server.
async fn whole(trace: &Path) -> String {
    let deadline = Instant::now() + Duration::from_secs(20);
    loop {
        let text = std::fs::read_to_string(trace).expect("a trace");
        if text.trim_end().ends_with("+++ killed by SIGKILL +++") {
            return text;
        }
        assert!(Instant::now() < deadline, "the trace has no end");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

/// What the server did with the request that it has read last.
#[derive(Clone, Debug, PartialEq)]
enum Progress {
    Idle,
    Read,
    Written,
    /// The sync that this thread has begun is not finished.
    Syncing(String),
    Synced,
}

/// The acknowledgements in a trace.
#[derive(Debug)]
struct Order<'a> {
    synced_count: usize,
    /// Those that were sent too early.
    early: Vec<&'a str>,
}

impl<'a> Order<'a> {
    /// Follows the requests that begin with `request`, one after the other.
    fn of(trace: &'a str, request: &str) -> Self {
        let mut order = Self { synced_count: 0, early: Vec::new() };
        let mut progress = Progress::Idle;
        for line in trace.lines() {
            let (thread, call) = line.split_once(' ').unwrap_or_default();
            let call = call.trim_start();
            let is_of_log = call.contains("log.sqlite-wal>");
            let is_sync = call.starts_with("fdatasync(") || call.starts_with("fsync(");
            let has_succeeded = call.trim_end().ends_with("= 0");
            progress = match progress {
                _ if call.contains(&format!("\"{request}")) => Progress::Read,
                Progress::Idle => Progress::Idle,
                _ if call.contains("\"HTTP/1.1 200 ") => {
                    if progress == Progress::Synced {
                        order.synced_count += 1;
                    } else {
                        order.early.push(line);
                    }
                    Progress::Idle
                }
                Progress::Read if call.starts_with("pwrite64(") && is_of_log => Progress::Written,
                Progress::Written if is_sync && is_of_log && has_succeeded => Progress::Synced,
                Progress::Written if is_sync && is_of_log => Progress::Syncing(thread.to_owned()),
                Progress::Syncing(of)
                    if of == thread && call.contains("sync resumed>") && has_succeeded =>
                {
                    Progress::Synced
                }
                other => other,
            };
        }
        order
    }
}

#[test]
fn an_early_acknowledgement_is_noticed() {
    let read = "1 read(7<socket:[1]>, \"POST /a\", 99) = 7\n";
    let write = "2 pwrite64(9</x/log.sqlite-wal>, \"x\", 1, 0) = 1\n";
    let sync = "2 fdatasync(9</x/log.sqlite-wal> <unfinished ...>\n";
    let synced = "2 <... fdatasync resumed>) = 0\n";
    let sent = "1 writev(7<socket:[1]>, [{iov_base=\"HTTP/1.1 200 OK\", iov_len=9}], 1) = 9\n";
    let check = |lines: &[&str], expected: (usize, usize)| {
        let trace = lines.concat();
        let order = Order::of(&trace, "POST /a");
        assert_eq!((order.synced_count, order.early.len()), expected, "{trace}");
    };
    check(&[read, write, sync, synced, sent], (1, 0));
    check(&[read, write, sync, sent, synced], (0, 1));
    check(&[read, write, sent, sync, synced], (0, 1));
    check(&[sync, synced, read, write, sent], (0, 1));
    check(&[read, sent], (0, 1));
}
