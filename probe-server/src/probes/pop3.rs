//! The client side of POP3 (RFC 1939, RFC 2449, RFC 2595).
//!
//! Sends `CAPA`, `STLS` and `QUIT`. Must never send `USER`, `PASS`, `APOP` or `AUTH`.

use diagnosis::probe::Cause;
use mail::Reply;
use terms::ServerText;
use tokio::io::{AsyncRead, AsyncWrite};

use crate::net::wire::{MAX_REPLY_LINES, Wire};

/// Reads the server's greeting (RFC 1939 §4).
pub(crate) async fn greeting<S: AsyncRead + AsyncWrite + Unpin>(
    wire: &mut Wire<S>,
) -> Result<Reply, Cause> {
    let line = wire.read_line().await?;
    match Status::of(&line) {
        Status::Ok | Status::Err(_) => {
            Ok(Reply { code: None, lines: vec![ServerText::new(&line)] })
        }
        Status::Neither => Err(Cause::NotTheProtocol { first_bytes: ServerText::new(&line) }),
    }
}

/// Whether these bytes may be the beginning of a response (RFC 1939 §3).
pub(crate) fn may_begin(bytes: &[u8]) -> bool {
    [&b"+OK"[..], b"-ERR"].iter().any(|sign| bytes.starts_with(sign) || sign.starts_with(bytes))
}

/// The greeting, or its `-ERR` as a cause.
pub(crate) fn welcome(reply: Reply) -> Result<Reply, Cause> {
    match reply.first_line().map(|line| Status::of(line.as_str())) {
        Some(Status::Err(text)) => Err(rejected(text)),
        _ => Ok(reply),
    }
}

/// The capabilities that the server announces (RFC 2449 §5).
pub(crate) async fn capabilities<S: AsyncRead + AsyncWrite + Unpin>(
    wire: &mut Wire<S>,
) -> Result<Vec<ServerText>, Cause> {
    command(wire, "CAPA").await?;
    let mut announced = Vec::new();
    loop {
        let line = wire.read_line().await?;
        if line == "." {
            return Ok(announced);
        }
        if announced.len() < MAX_REPLY_LINES {
            announced.push(ServerText::new(&line));
        }
    }
}

/// Requests TLS (RFC 2595 §4).
pub(crate) async fn start_tls<S: AsyncRead + AsyncWrite + Unpin>(
    wire: &mut Wire<S>,
) -> Result<(), Cause> {
    command(wire, "STLS").await
}

/// Reads the reply to `QUIT` (RFC 1939 §6).
pub(crate) async fn goodbye<S: AsyncRead + AsyncWrite + Unpin>(
    wire: &mut Wire<S>,
) -> Result<(), Cause> {
    status(wire).await
}

async fn command<S: AsyncRead + AsyncWrite + Unpin>(
    wire: &mut Wire<S>,
    command: &str,
) -> Result<(), Cause> {
    wire.write_line(command).await?;
    status(wire).await
}

async fn status<S: AsyncRead + AsyncWrite + Unpin>(wire: &mut Wire<S>) -> Result<(), Cause> {
    let line = wire.read_line().await?;
    match Status::of(&line) {
        Status::Ok => Ok(()),
        Status::Err(text) => Err(rejected(text)),
        Status::Neither => Err(Cause::NotTheProtocol { first_bytes: ServerText::new(&line) }),
    }
}

/// A status indicator and what follows it (RFC 1939 §3).
enum Status<'a> {
    Ok,
    Err(&'a str),
    Neither,
}

impl<'a> Status<'a> {
    fn of(line: &'a str) -> Self {
        if line.starts_with("+OK") {
            Self::Ok
        } else if let Some(text) = line.strip_prefix("-ERR") {
            Self::Err(text.trim_start())
        } else {
            Self::Neither
        }
    }
}

fn rejected(text: &str) -> Cause {
    Cause::Rejected { reply: None, enhanced: None, server_text: ServerText::new(text) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::net::wire::Recorder;
    use tokio::io::AsyncWriteExt;

    async fn check(answer: &[u8], expected: Result<&[&str], Cause>) {
        let (near, mut far) = tokio::io::duplex(16 * 1024);
        far.write_all(answer).await.unwrap();
        let mut wire = Wire::in_clear(near, Recorder::start());
        let expected = expected.map(|names| names.iter().copied().map(ServerText::new).collect());
        assert_eq!(capabilities(&mut wire).await, expected, "{}", String::from_utf8_lossy(answer));
    }

    #[tokio::test]
    async fn answers_to_capa() {
        check(b"+OK\r\nSTLS\r\nUIDL\r\n.\r\n", Ok(&["STLS", "UIDL"])).await;
        check(b"+OK here it is\r\n.\r\n", Ok(&[])).await;
        let endless = [&b"+OK\r\n"[..], &b"X\r\n".repeat(1_000), b".\r\n"].concat();
        check(&endless, Ok(&["X"; MAX_REPLY_LINES])).await;
        check(b"-ERR unknown command\r\n", Err(rejected("unknown command"))).await;
        check(
            b"* OK IMAP\r\n",
            Err(Cause::NotTheProtocol { first_bytes: ServerText::new("* OK IMAP") }),
        )
        .await;
    }
}
