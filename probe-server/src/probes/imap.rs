//! The client side of IMAP (RFC 9051, RFC 3501).
//!
//! Sends `CAPABILITY`, `STARTTLS` and `LOGOUT`. Must never send `LOGIN` or `AUTHENTICATE`.

use diagnosis::probe::Cause;
use mail::Reply;
use terms::ServerText;
use tokio::io::{AsyncRead, AsyncWrite};

use crate::net::wire::{MAX_REPLY_LINES, Wire};

/// Reads the server's greeting (RFC 9051 §7.1): `OK`, `PREAUTH`, or `BYE`, which is a rejection.
pub(crate) async fn greeting<S: AsyncRead + AsyncWrite + Unpin>(
    wire: &mut Wire<S>,
) -> Result<Reply, Cause> {
    let line = wire.read_line().await?;
    let not_imap = || Cause::NotTheProtocol { first_bytes: ServerText::new(&line) };
    let rest = line.strip_prefix("* ").ok_or_else(not_imap)?;
    let is_known =
        ["OK", "PREAUTH", "BYE"].iter().any(|known| first_word(rest).eq_ignore_ascii_case(known));
    if is_known {
        Ok(Reply { code: None, lines: vec![ServerText::new(rest)] })
    } else {
        Err(not_imap())
    }
}

/// Whether these bytes may be the beginning of an untagged response (RFC 9051 §2.2.2).
pub(crate) fn may_begin(bytes: &[u8]) -> bool {
    bytes.starts_with(b"* ") || b"* ".starts_with(bytes)
}

/// The greeting, or its `BYE` as a cause.
pub(crate) fn welcome(reply: Reply) -> Result<Reply, Cause> {
    match reply.first_line() {
        Some(line) if first_word(line.as_str()).eq_ignore_ascii_case("BYE") => {
            let text = line.as_str().split_once(' ').map_or("", |(_, text)| text);
            Err(Cause::Rejected { reply: None, enhanced: None, server_text: ServerText::new(text) })
        }
        _ => Ok(reply),
    }
}

/// The capabilities that the server announces (RFC 9051 §6.1.1).
pub(crate) async fn capabilities<S>(wire: &mut Wire<S>, tag: &str) -> Result<Vec<ServerText>, Cause>
where
    S: AsyncRead + AsyncWrite + Unpin,
{
    let untagged = command(wire, tag, "CAPABILITY").await?;
    let announced = untagged.iter().find_map(|line| {
        let (name, rest) = line.split_once(' ')?;
        name.eq_ignore_ascii_case("CAPABILITY").then_some(rest)
    });
    let words = announced.unwrap_or_default().split_ascii_whitespace();
    Ok(words.take(MAX_REPLY_LINES).map(ServerText::new).collect())
}

/// Requests TLS (RFC 9051 §6.2.1).
pub(crate) async fn start_tls<S: AsyncRead + AsyncWrite + Unpin>(
    wire: &mut Wire<S>,
    tag: &str,
) -> Result<(), Cause> {
    command(wire, tag, "STARTTLS").await.map(drop)
}

/// Reads the reply to `LOGOUT` with this tag (RFC 9051 §6.1.3).
pub(crate) async fn goodbye<S: AsyncRead + AsyncWrite + Unpin>(
    wire: &mut Wire<S>,
    tag: &str,
) -> Result<(), Cause> {
    tagged_reply(wire, tag).await.map(drop)
}

/// Sends a command and reads up to its tagged response; returns the first untagged lines before
/// it, without `* `.
async fn command<S>(wire: &mut Wire<S>, tag: &str, command: &str) -> Result<Vec<String>, Cause>
where
    S: AsyncRead + AsyncWrite + Unpin,
{
    wire.write_line(&format!("{tag} {command}")).await?;
    tagged_reply(wire, tag).await
}

async fn tagged_reply<S>(wire: &mut Wire<S>, tag: &str) -> Result<Vec<String>, Cause>
where
    S: AsyncRead + AsyncWrite + Unpin,
{
    let mut untagged = Vec::new();
    loop {
        let line = wire.read_line().await?;
        if let Some(rest) = line.strip_prefix("* ") {
            if untagged.len() < MAX_REPLY_LINES {
                untagged.push(rest.to_owned());
            }
            continue;
        }
        let Some(answer) = line.strip_prefix(tag).and_then(|rest| rest.strip_prefix(' ')) else {
            return Err(Cause::NotTheProtocol { first_bytes: ServerText::new(&line) });
        };
        if first_word(answer).eq_ignore_ascii_case("OK") {
            return Ok(untagged);
        }
        return Err(Cause::Rejected {
            reply: None,
            enhanced: None,
            server_text: ServerText::new(answer),
        });
    }
}

fn first_word(text: &str) -> &str {
    text.split(' ').next().unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::net::wire::Recorder;
    use tokio::io::{AsyncWriteExt, DuplexStream};

    async fn peer_says(bytes: &[u8]) -> (Wire<DuplexStream>, DuplexStream) {
        let (near, mut far) = tokio::io::duplex(16 * 1024);
        far.write_all(bytes).await.unwrap();
        (Wire::in_clear(near, Recorder::start()), far)
    }

    fn rejected(text: &str) -> Cause {
        Cause::Rejected { reply: None, enhanced: None, server_text: ServerText::new(text) }
    }

    fn not_imap(text: &str) -> Cause {
        Cause::NotTheProtocol { first_bytes: ServerText::new(text) }
    }

    async fn check_greeting(line: &str, expected: Result<(), Cause>) {
        let (mut wire, _far) = peer_says(format!("{line}\r\n").as_bytes()).await;
        assert_eq!(greeting(&mut wire).await.and_then(welcome).map(drop), expected, "{line:?}");
    }

    #[tokio::test]
    async fn greetings() {
        check_greeting("* OK [CAPABILITY IMAP4rev1] ready", Ok(())).await;
        check_greeting("* PREAUTH welcome back", Ok(())).await;
        check_greeting("* ok", Ok(())).await;
        check_greeting("* BYE too many connections", Err(rejected("too many connections"))).await;
        check_greeting("* BAD", Err(not_imap("* BAD"))).await;
        check_greeting("+OK POP3 ready", Err(not_imap("+OK POP3 ready"))).await;
    }

    async fn check_capabilities(answer: &str, expected: Result<&[&str], Cause>) {
        let (mut wire, _far) = peer_says(answer.as_bytes()).await;
        let expected = expected.map(|names| names.iter().copied().map(ServerText::new).collect());
        assert_eq!(capabilities(&mut wire, "a1").await, expected, "{answer:?}");
    }

    #[tokio::test]
    async fn answers_to_capability() {
        check_capabilities(
            "* CAPABILITY IMAP4rev1 STARTTLS\r\na1 OK done\r\n",
            Ok(&["IMAP4rev1", "STARTTLS"]),
        )
        .await;
        check_capabilities("* 3 EXISTS\r\n* capability IMAP4rev1\r\na1 OK\r\n", Ok(&["IMAP4rev1"]))
            .await;
        check_capabilities("a1 OK nothing to say\r\n", Ok(&[])).await;
        check_capabilities("a1 BAD unknown command\r\n", Err(rejected("BAD unknown command")))
            .await;
        check_capabilities("a10 OK other tag\r\n", Err(not_imap("a10 OK other tag"))).await;
    }
}
