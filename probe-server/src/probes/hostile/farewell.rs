//! Tests only: the end of a connection, for which no probe waits.

use std::sync::Arc;

use diagnosis::probe::{Refusal, Stage, StageOutcome};
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::sync::{Notify, oneshot};
use tokio::time::timeout;

use super::*;
use crate::net::limits::Budgets;

/// What the peer answers to each command up to the last, and what it replies to that.
type Script = (ProbeKind, &'static str, &'static [(&'static str, &'static str)], &'static str);

const SCRIPTS: [Script; 3] = [
    (ProbeKind::Smtp, "220 mx\r\n", &[("EHLO", "250 mx\r\n")], "221 bye\r\n"),
    (ProbeKind::Imap, "* OK\r\n", &[("a1 CAPABILITY", "a1 OK\r\n")], "* BYE\r\na3 OK\r\n"),
    (ProbeKind::Pop3, "+OK\r\n", &[("CAPA", "+OK\r\n.\r\n")], "+OK bye\r\n"),
];

/// Answers one connection. It replies to the last command after `may_reply`, and reports in `closed`
/// whether the client then closed the connection in order.
async fn peer(
    listener: TcpListener,
    (_, greeting, answers, last): Script,
    may_reply: Arc<Notify>,
    closed: oneshot::Sender<bool>,
) {
    let (mut stream, _) = listener.accept().await.unwrap();
    stream.write_all(greeting.as_bytes()).await.unwrap();
    let mut stream = BufReader::new(stream);
    for (command, answer) in answers {
        let mut line = String::new();
        stream.read_line(&mut line).await.unwrap();
        assert!(line.starts_with(command), "{line:?}");
        stream.write_all(answer.as_bytes()).await.unwrap();
    }
    let mut line = String::new();
    stream.read_line(&mut line).await.unwrap();
    assert!(line.trim_end().ends_with("QUIT") || line.trim_end().ends_with("LOGOUT"), "{line:?}");
    may_reply.notified().await;
    stream.write_all(last.as_bytes()).await.unwrap();
    closed
        .send(
            stream
                .read_u8()
                .await
                .is_err_and(|err| err.kind() == std::io::ErrorKind::UnexpectedEof),
        )
        .unwrap();
}

#[tokio::test]
async fn nobody_waits_for_the_reply_to_the_last_command() {
    for script in SCRIPTS {
        let (kind, ..) = script;
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let local = listener.local_addr().unwrap();
        let (service, tls_mode) = kind.service().unwrap();
        let address = ([203, 0, 113, 1], service.port(tls_mode)).into();
        let net = Net::new(NetConfig {
            nameservers: vec!["127.0.0.1:9".parse().unwrap()],
            allow_networks: vec!["203.0.113.0/24".parse().unwrap()],
            routes: Routes::world([(address, Route::To(local))]),
            budgets: Budgets { per_target_at_once: 1, ..Budgets::default() },
            limits: Limits {
                connect: Duration::from_millis(50),
                quit: Duration::from_secs(60),
                ..Limits::default()
            },
            ..NetConfig::default()
        })
        .unwrap();
        let may_reply = Arc::new(Notify::new());
        let (closed, was_closed) = oneshot::channel();
        let peer = tokio::spawn(peer(listener, script, Arc::clone(&may_reply), closed));

        let ended = timeout(Duration::from_secs(20), probe(kind, &net)).await.unwrap();
        let last = ended.reports.last().unwrap();
        assert_eq!((last.stage, &last.outcome), (Stage::Quit, &StageOutcome::Passed), "{kind:?}");
        let vetted = net.vet(&[address.ip()], address.port()).unwrap();
        // The connection is still open, and counts.
        assert_eq!(
            net.dial(&vetted).await.err(),
            Some(Cause::NotAllowed(Refusal::BudgetSpent)),
            "{kind:?}"
        );
        may_reply.notify_one();
        assert_eq!(
            timeout(Duration::from_secs(20), was_closed).await.unwrap(),
            Ok(true),
            "{kind:?}"
        );
        peer.await.unwrap();
        // The peer no longer listens. A refused connection shows that the connection slot is free
        // again.
        let refused = async {
            while net.dial(&vetted).await.err() != Some(Cause::Refused) {
                tokio::task::yield_now().await;
            }
        };
        assert_eq!(timeout(Duration::from_secs(20), refused).await, Ok(()), "{kind:?}");
    }
}
