//! Thousands of checks of hostile servers leave nothing behind: no open file, no memory.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use futures_util::StreamExt as _;
use reqwest::Client;
use serde_json::json;
use tests::name_server;
use tests::operated::{Operated, Operation};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::task::JoinSet;

use super::api::Customer;
use super::process::{open_files, resident_kib};
use super::zone::{Lure, Zone};
use super::{earth, figure, namespace, size};

/// How many sessions are under way at once.
const AT_ONCE: usize = 48;
/// How much the memory may grow in the last third, in KiB. The short form ends before the server's
/// caches are full.
const GROWTH_KIB: [usize; 2] = [8 * 1024, 2 * 1024];
/// The most that a peer sends, in bytes: more than the server reads.
const FLOOD_BYTES: usize = 1024 * 1024;

#[tokio::test(flavor = "multi_thread")]
async fn hostile_servers_leave_nothing_behind() {
    if !namespace::is_inside("trust::soak::hostile_servers_leave_nothing_behind") {
        return;
    }
    // A silent peer costs its deadline, so only the full form has some.
    let silent_every = size(usize::MAX, 1024);
    let number = Arc::new(AtomicUsize::new(0));
    let arrivals = earth::listen(move |stream, _| {
        let number = number.fetch_add(1, Ordering::Relaxed);
        async move {
            let is_silent = number % silent_every == silent_every - 1;
            // The server may close the connection at any time.
            let _ended = misbehave(stream, if is_silent { SILENT } else { number % SILENT }).await;
        }
    })
    .await;
    let zone = Zone::new(&earth::public());
    let resolver = name_server::start(move |name, wanted| zone.answer(name, wanted)).await;
    // With one arena, what the allocator keeps for itself does not look like a leak (mallopt(3)).
    let starter = ["env", "MALLOC_ARENA_MAX=1"].map(str::to_owned).to_vec();
    let operation = Operation::default().asking(resolver.address()).started_by(starter);
    let server = Operated::start_as(operation);
    let client = Client::builder().pool_max_idle_per_host(0).build().expect("a client");
    let per_round = size(12, 2_000);
    let (mut probe_count, mut files, mut memory_kib) = (0, Vec::new(), Vec::new());
    for round in 0..3 {
        probe_count += check(&client, &server.url(), round * per_round, per_round).await;
        files.push(settled_files(server.pid(), files.first().copied()).await);
        memory_kib.push(resident_kib(server.pid()));
    }
    let connection_count: usize = arrivals.take().values().sum();
    figure(
        "soak",
        &json!({
            "probes": probe_count, "connections": connection_count, "open_files": files,
            "resident_kib": memory_kib,
        }),
    );
    assert!(files[2] <= files[0], "open files after each third: {files:?}");
    let [short_kib, full_kib] = GROWTH_KIB;
    let allowed_kib = size(short_kib, full_kib) as u64;
    assert!(memory_kib[2] <= memory_kib[1] + allowed_kib, "after each third: {memory_kib:?} KiB");
}

/// Checks so many domains, from this number on, and returns how many probes ended.
async fn check(client: &Client, server: &str, first: usize, count: usize) -> usize {
    let mut workers = JoinSet::new();
    for worker in 0..AT_ONCE {
        let (client, server) = (client.clone(), server.to_owned());
        workers.spawn(async move {
            let mut probe_count = 0;
            for number in (first + worker..first + count).step_by(AT_ONCE) {
                let mailbox = format!("anna@{}", Lure::None.domain(number));
                let customer = Customer::open(&client, &server, &mailbox).await.expect("a session");
                let mut stream = customer.follow(0).await;
                loop {
                    let entry = stream.next().await.expect("the checks end");
                    let progress = &entry["event"]["probed"]["progress"];
                    probe_count += usize::from(progress.get("finished").is_some());
                    if entry["event"].get("run_ended").is_some() {
                        break;
                    }
                }
                let erased = client.delete(&customer.url).bearer_auth(&customer.token);
                assert!(erased.send().await.expect("an answer").status().is_success());
            }
            probe_count
        });
    }
    workers.join_all().await.into_iter().sum()
}

/// The open files of a server without sessions: connections that are closed in the background may
/// take some seconds, at most 30.
async fn settled_files(pid: u32, wanted: Option<usize>) -> usize {
    let (mut count, mut same_for) = (open_files(pid), 0);
    for _ in 0..60 {
        if wanted.map_or(same_for > 6, |wanted| count <= wanted) {
            break;
        }
        tokio::time::sleep(Duration::from_millis(500)).await;
        let now = open_files(pid);
        same_for = if now == count { same_for + 1 } else { 0 };
        count = now;
    }
    count
}

/// The number of the behaviour that says nothing; those below it are the others.
const SILENT: usize = 7;

async fn misbehave(mut stream: TcpStream, behaviour: usize) -> std::io::Result<()> {
    match behaviour {
        // A reset.
        0 => stream.set_zero_linger()?,
        // A line without an end.
        1 => flood(&mut stream, b"x").await?,
        // A reply without an end.
        2 => flood(&mut stream, b"220-more\r\n").await?,
        // An untagged response without an end.
        3 => flood(&mut stream, b"* 23 EXISTS\r\n").await?,
        // What is not text, not TLS and not DNS.
        4 => flood(&mut stream, &[0, 255, 7, 13, 254, 10]).await?,
        // Half a greeting.
        5 => stream.write_all(b"220 mail.exa").await?,
        // A greeting, and then the end.
        6 => {
            stream.write_all(b"220 mail.example ESMTP\r\n* OK\r\n+OK\r\n").await?;
            let _heard = stream.read(&mut [0; 512]).await?;
        }
        _ => while stream.read(&mut [0; 512]).await? > 0 {},
    }
    Ok(())
}

async fn flood(stream: &mut TcpStream, text: &[u8]) -> std::io::Result<()> {
    let many = text.repeat(4096 / text.len());
    for _ in 0..FLOOD_BYTES / many.len() {
        stream.write_all(&many).await?;
    }
    Ok(())
}
