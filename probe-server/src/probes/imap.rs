//! What we say to an IMAP server (RFC 9051, RFC 3501).
//!
//! Sends `CAPABILITY`, `STARTTLS` and `LOGOUT`. Must never send `LOGIN` or `AUTHENTICATE`.

use shared::mail::Reply;
use shared::probe::{Cause, ServerText};
use tokio::io::{AsyncRead, AsyncWrite};

use crate::net::wire::Wire;

/// The server's first words (RFC 9051 §7.1): `OK`, or `PREAUTH`; a `BYE` is a refusal.
pub(crate) async fn greeting<S: AsyncRead + AsyncWrite + Unpin>(wire: &mut Wire<S>) -> Result<Reply, Cause> {
    let line = wire.read_line().await?;
    let not_imap = || Cause::NotTheProtocol { first_bytes: ServerText::new(&line) };
    let rest = line.strip_prefix("* ").ok_or_else(not_imap)?;
    let is_known = ["OK", "PREAUTH", "BYE"].iter().any(|known| first_word(rest).eq_ignore_ascii_case(known));
    if is_known { Ok(Reply { code: None, lines: vec![ServerText::new(rest)] }) } else { Err(not_imap()) }
}

/// Whether the greeting sends us away, as the cause that it is.
pub(crate) fn welcome(reply: Reply) -> Result<Reply, Cause> {
    match reply.first_line() {
        Some(line) if first_word(line.as_str()).eq_ignore_ascii_case("BYE") => {
            let text = line.as_str().split_once(' ').map_or("", |(_, text)| text);
            Err(Cause::Rejected { reply: None, enhanced: None, server_text: ServerText::new(text) })
        }
        _ => Ok(reply),
    }
}

/// What the server announces (RFC 9051 §6.1.1).
pub(crate) async fn capabilities<S>(wire: &mut Wire<S>, tag: &str) -> Result<Vec<ServerText>, Cause>
where
    S: AsyncRead + AsyncWrite + Unpin,
{
    let untagged = command(wire, tag, "CAPABILITY").await?;
    let announced = untagged.iter().find_map(|line| {
        let (name, rest) = line.split_once(' ')?;
        name.eq_ignore_ascii_case("CAPABILITY").then_some(rest)
    });
    Ok(announced.unwrap_or_default().split_ascii_whitespace().map(ServerText::new).collect())
}

/// Asks for TLS (RFC 9051 §6.2.1).
pub(crate) async fn start_tls<S: AsyncRead + AsyncWrite + Unpin>(wire: &mut Wire<S>, tag: &str) -> Result<(), Cause> {
    command(wire, tag, "STARTTLS").await.map(drop)
}

/// Takes leave (RFC 9051 §6.1.3).
pub(crate) async fn quit<S: AsyncRead + AsyncWrite + Unpin>(wire: &mut Wire<S>, tag: &str) -> Result<(), Cause> {
    command(wire, tag, "LOGOUT").await.map(drop)
}

/// Sends a command and reads to its tagged answer; gives the untagged lines before it, without their star.
async fn command<S>(wire: &mut Wire<S>, tag: &str, command: &str) -> Result<Vec<String>, Cause>
where
    S: AsyncRead + AsyncWrite + Unpin,
{
    wire.write_line(&format!("{tag} {command}")).await?;
    let mut untagged = Vec::new();
    loop {
        let line = wire.read_line().await?;
        if let Some(rest) = line.strip_prefix("* ") {
            untagged.push(rest.to_owned());
            continue;
        }
        let Some(answer) = line.strip_prefix(tag).and_then(|rest| rest.strip_prefix(' ')) else {
            return Err(Cause::NotTheProtocol { first_bytes: ServerText::new(&line) });
        };
        if first_word(answer).eq_ignore_ascii_case("OK") {
            return Ok(untagged);
        }
        return Err(Cause::Rejected { reply: None, enhanced: None, server_text: ServerText::new(answer) });
    }
}

fn first_word(text: &str) -> &str {
    text.split(' ').next().unwrap_or(text)
}
