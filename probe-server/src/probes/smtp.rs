//! The client side of SMTP, on port 25 and on the submission ports (RFC 5321, RFC 6409, RFC 3207).
//!
//! Sends `EHLO` (or `HELO`), `STARTTLS` and `QUIT`. Must never send credentials, `MAIL FROM` or
//! `RCPT TO`, so that no message is queued and no recipient is logged.

use diagnosis::probe::Cause;
use mail::{Reply, ReplyCode, ReplyLine};
use terms::ServerText;
use tokio::io::{AsyncRead, AsyncWrite};

use crate::net::wire::{MAX_REPLY_LINES, Wire};

/// Reads the server's greeting (RFC 5321 §3.1).
pub(crate) async fn greeting<S: AsyncRead + AsyncWrite + Unpin>(
    wire: &mut Wire<S>,
) -> Result<Reply, Cause> {
    read_reply(wire).await
}

/// Whether these bytes may be the beginning of a reply line (RFC 5321 §4.2): three digits and a
/// separator.
pub(crate) fn may_begin(bytes: &[u8]) -> bool {
    bytes.iter().take(4).zip(0..).all(|(byte, at)| match at {
        0 => (b'2'..=b'5').contains(byte),
        1 | 2 => byte.is_ascii_digit(),
        _ => matches!(byte, b' ' | b'-' | b'\r'),
    })
}

/// The capabilities that the server announces (RFC 5321 §4.1.1.1): the reply lines after the first.
///
/// A server that does not know `EHLO` is old and not broken: it gets `HELO` instead (RFC 5321
/// §3.2), and the result is empty.
pub(crate) async fn capabilities<S>(
    wire: &mut Wire<S>,
    ehlo_name: &str,
) -> Result<Vec<ServerText>, Cause>
where
    S: AsyncRead + AsyncWrite + Unpin,
{
    wire.write_line(&format!("EHLO {ehlo_name}")).await?;
    let reply = read_reply(wire).await?;
    if reply.code.is_some_and(|code| matches!(code.value(), 500 | 502)) {
        wire.write_line(&format!("HELO {ehlo_name}")).await?;
        positive(read_reply(wire).await?)?;
        return Ok(Vec::new());
    }
    Ok(positive(reply)?.lines.into_iter().skip(1).collect())
}

/// Requests TLS (RFC 3207 §4).
pub(crate) async fn start_tls<S: AsyncRead + AsyncWrite + Unpin>(
    wire: &mut Wire<S>,
) -> Result<Reply, Cause> {
    wire.write_line("STARTTLS").await?;
    positive(read_reply(wire).await?)
}

/// Reads the reply to `QUIT` (RFC 5321 §4.1.1.10).
pub(crate) async fn goodbye<S: AsyncRead + AsyncWrite + Unpin>(
    wire: &mut Wire<S>,
) -> Result<(), Cause> {
    read_reply(wire).await.map(drop)
}

/// A 2yz or 3yz reply; any other as [`Cause::Rejected`].
pub(crate) fn positive(reply: Reply) -> Result<Reply, Cause> {
    if reply.code.is_some_and(ReplyCode::is_positive) {
        return Ok(reply);
    }
    let server_text = reply.first_line().cloned().unwrap_or_default();
    Err(Cause::Rejected { reply: reply.code, enhanced: reply.enhanced_status(), server_text })
}

/// Reads one complete reply, of one or more lines (RFC 5321 §4.2.1).
async fn read_reply<S: AsyncRead + AsyncWrite + Unpin>(wire: &mut Wire<S>) -> Result<Reply, Cause> {
    let mut lines = Vec::new();
    let mut said = None;
    loop {
        let text = match (wire.read_line().await, said) {
            // The server closed in the middle of a negative reply: the code received counts.
            (Err(Cause::Closed), Some(code)) if !ReplyCode::is_positive(code) => {
                return Ok(Reply { code: said, lines });
            }
            (line, _) => line?,
        };
        let Ok(line) = ReplyLine::parse(&text) else {
            return Err(Cause::NotTheProtocol { first_bytes: ServerText::new(&text) });
        };
        said = Some(line.code);
        if lines.len() < MAX_REPLY_LINES {
            lines.push(ServerText::new(line.text));
        }
        if line.is_last {
            return Ok(Reply { code: Some(line.code), lines });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::net::wire::Recorder;
    use tokio::io::AsyncWriteExt;

    /// Checks how a server's answer to `EHLO` is read.
    async fn check(answer: &[u8], expected: Result<&[&str], Cause>) {
        let (near, mut far) = tokio::io::duplex(16 * 1024);
        far.write_all(answer).await.unwrap();
        let mut wire = Wire::in_clear(near, Recorder::start());
        let read = capabilities(&mut wire, "probe.example").await;
        let expected = expected.map(|names| names.iter().copied().map(ServerText::new).collect());
        assert_eq!(read, expected, "{}", String::from_utf8_lossy(answer));
    }

    fn rejected(code: u16, enhanced: Option<&str>, text: &str) -> Cause {
        Cause::Rejected {
            reply: ReplyCode::new(code),
            enhanced: enhanced.map(|status| mail::EnhancedStatus::parse(status).unwrap()),
            server_text: ServerText::new(text),
        }
    }

    /// Checks how a greeting in pieces is read; the peer closes after the last one.
    async fn greeted(pieces: &[&str], expected: Result<(u16, &[&str]), Cause>) {
        let (near, mut far) = tokio::io::duplex(16 * 1024);
        let said: Vec<String> = pieces.iter().map(|&piece| piece.to_owned()).collect();
        let peer = tokio::spawn(async move {
            for piece in said {
                far.write_all(piece.as_bytes()).await.unwrap();
                tokio::task::yield_now().await;
            }
        });
        let mut wire = Wire::in_clear(near, Recorder::start());
        let read = greeting(&mut wire).await;
        peer.await.unwrap();
        let expected = expected.map(|(code, lines)| Reply {
            code: ReplyCode::new(code),
            lines: lines.iter().copied().map(ServerText::new).collect(),
        });
        assert_eq!(read, expected, "{pieces:?}");
    }

    #[tokio::test]
    async fn greetings_of_several_lines_and_pieces() {
        greeted(&["220 mx\r\n"], Ok((220, &["mx"]))).await;
        greeted(
            &["42", "1-mx busy\r", "\n421 come ", "again\r\n"],
            Ok((421, &["mx busy", "come again"])),
        )
        .await;
        greeted(&["450 4.7.0 gre", "ylisted\n"], Ok((450, &["4.7.0 greylisted"]))).await;
        // An incomplete negative reply counts as negative; an incomplete positive reply counts as
        // closed.
        greeted(&["421-mx busy\r\n", "421-and"], Ok((421, &["mx busy"]))).await;
        greeted(&["220-mx\r\n", "220-and"], Err(Cause::Closed)).await;
        greeted(&["220 mx"], Err(Cause::Closed)).await;
    }

    #[test]
    fn what_may_become_a_reply() {
        for begun in ["", "2", "22", "220", "220 ", "220-mx", "421 4.7.0 bu", "220\r"] {
            assert!(may_begin(begun.as_bytes()), "{begun:?}");
        }
        for other in ["S", "SSH-2.0", "* OK", "120", "220x", "+OK", "\0", "29x"] {
            assert!(!may_begin(other.as_bytes()), "{other:?}");
        }
    }

    #[tokio::test]
    async fn answers_to_ehlo() {
        check(b"250-mx\r\n250-PIPELINING\r\n250 STARTTLS\r\n", Ok(&["PIPELINING", "STARTTLS"]))
            .await;
        check(b"250 mx\r\n", Ok(&[])).await;
        check(b"250-mx\n250 STARTTLS\n", Ok(&["STARTTLS"])).await;
        check(b"554 5.5.1 not here\r\n", Err(rejected(554, Some("5.5.1"), "5.5.1 not here"))).await;
        // An old server, which knows only `HELO`.
        check(b"502 5.5.1 no EHLO\r\n250 mx\r\n", Ok(&[])).await;
        check(b"500 what\r\n250 mx\r\n", Ok(&[])).await;
        check(
            b"502 no EHLO\r\n502 5.5.1 nor that\r\n",
            Err(rejected(502, Some("5.5.1"), "5.5.1 nor that")),
        )
        .await;
        check(b"421-busy\r\n421 really\r\n", Err(rejected(421, None, "busy"))).await;
        check(b"451 4.3.0 later\r\n", Err(rejected(451, Some("4.3.0"), "4.3.0 later"))).await;
        let not_smtp = |text| Cause::NotTheProtocol { first_bytes: ServerText::new(text) };
        check(b"HTTP/1.1 400 Bad Request\r\n", Err(not_smtp("HTTP/1.1 400 Bad Request"))).await;
        check(b"999 what\r\n", Err(not_smtp("999 what"))).await;
        check(b"250-mx\r\n* OK\r\n", Err(not_smtp("* OK"))).await;
        check(b"\r\n", Err(not_smtp(""))).await;
    }
}
