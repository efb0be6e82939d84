//! Tests of the lab from outside, over real sockets on loopback.

mod authority;
mod dns;
mod dnssec;
mod latency;
mod mailbox;
mod peers;
mod stop;
mod tls;
mod web;

use std::net::SocketAddr;

use hickory_proto::op::Message;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::{Lab, Route, cases};

/// The local port behind an address of the zones.
#[track_caller]
fn local(lab: &Lab, wanted: &str) -> SocketAddr {
    match lab.route(wanted.parse().unwrap()) {
        Route::To(local) => local,
        other => panic!("{wanted} is {other}"),
    }
}

async fn dial(lab: &Lab, wanted: &str) -> TcpStream {
    TcpStream::connect(local(lab, wanted)).await.unwrap()
}

/// Sends one query to a name server and reads the answer, each with a length prefix (RFC 1035
/// §4.2.2).
async fn exchange(mut stream: TcpStream, question: &Message) -> Message {
    let bytes = question.to_vec().unwrap();
    stream.write_u16(u16::try_from(bytes.len()).unwrap()).await.unwrap();
    stream.write_all(&bytes).await.unwrap();
    let mut answer = vec![0; usize::from(stream.read_u16().await.unwrap())];
    stream.read_exact(&mut answer).await.unwrap();
    Message::from_vec(&answer).unwrap()
}

/// Reads as many bytes as are expected, and returns them.
async fn hear(stream: &mut (impl AsyncRead + Unpin), expected: &str) -> String {
    let mut bytes = vec![0; expected.len()];
    let mut length = 0;
    while length < bytes.len() {
        match stream.read(&mut bytes[length..]).await.unwrap() {
            0 => break,
            count => length += count,
        }
    }
    String::from_utf8_lossy(&bytes[..length]).into_owned()
}

/// Plays a dialogue: lines with `> ` are sent, all others are expected, line by line.
async fn play(stream: &mut (impl AsyncRead + AsyncWrite + Unpin), name: &str, script: &str) {
    for line in script.lines().map(str::trim).filter(|line| !line.is_empty()) {
        if let Some(command) = line.strip_prefix("> ") {
            stream.write_all(format!("{command}\r\n").as_bytes()).await.unwrap();
        } else {
            let expected = format!("{line}\r\n");
            assert_eq!(hear(stream, &expected).await, expected, "{name}");
        }
    }
}

#[test]
fn cases_do_not_get_in_each_others_way() {
    let mut names = Vec::new();
    let mut domains = Vec::new();
    let mut addresses = Vec::new();
    for case in cases() {
        names.push(case.name);
        domains.push(case.domain);
        addresses.extend(case.peers.iter().map(|peer| peer.address));
        for peer in &case.peers {
            assert!(
                Lab::networks().iter().any(|network| network.contains(&peer.address.ip())),
                "{}: {}",
                case.name,
                peer.address
            );
        }
        assert!(case.mailbox.ends_with(&format!("@{}", case.domain)), "{}", case.name);
        assert!(
            case.expected.mandatory.iter().all(|code| !case.expected.forbidden.contains(code)),
            "{} wants and forbids the same",
            case.name
        );
    }
    for (what, count, unique) in [
        ("name", names.len(), unique(names)),
        ("domain", domains.len(), unique(domains)),
        ("address", addresses.len(), unique(addresses)),
    ] {
        assert_eq!(count, unique, "a {what} is used twice");
    }
}

fn unique<T: Ord>(mut values: Vec<T>) -> usize {
    values.sort();
    values.dedup();
    values.len()
}
