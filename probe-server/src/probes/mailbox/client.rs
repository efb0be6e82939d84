//! The client side of IMAP after the login: one command at a time, and bounded responses.
//!
//! `imap-proto` reads each response; this file finds where it ends, so that a hostile server can
//! neither fill the memory with a literal (RFC 9051 §4.3) nor the stack with parentheses. Must never
//! write a response into the transcript: it may hold the names of folders.

use diagnosis::probe::{Cause, Direction};
use imap_proto::Response;
use terms::{ResponseCode, ServerText};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};

use crate::net::dial::io_cause;
use crate::net::wire::Recorder;

/// The most bytes of one response, its literals included. Real ones have some hundred; the result
/// of a search has up to eleven for each message.
const MAX_RESPONSE_BYTES: usize = 64 * 1024;
/// The most bytes read after the login.
const MAX_READ_BYTES: usize = 2 * 1024 * 1024;
/// The deepest parentheses in a response: a list of lists of flags has three.
const MAX_DEPTH: usize = 16;

/// How the server ended a command (RFC 9051 §7.1).
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Completed {
    pub(super) is_ok: bool,
    pub(super) code: Option<ResponseCode>,
    /// What follows the tag: `NO [AUTHENTICATIONFAILED] …`.
    pub(super) text: String,
}

/// A connection that speaks IMAP inside TLS.
pub(super) struct Client<S> {
    stream: S,
    buffer: Vec<u8>,
    read_bytes: usize,
    command_count: u32,
    recorder: Recorder,
}

impl<S: AsyncRead + AsyncWrite + Unpin> Client<S> {
    pub(super) const fn new(stream: S, recorder: Recorder) -> Self {
        Self { stream, buffer: Vec::new(), read_bytes: 0, command_count: 0, recorder }
    }

    /// Runs a command and hands each untagged response over.
    pub(super) async fn run(
        &mut self,
        command: &str,
        mut each: impl FnMut(Response<'_>),
    ) -> Result<Completed, Cause> {
        let name = command.split(' ').take(if command.starts_with("UID ") { 2 } else { 1 });
        let name = name.collect::<Vec<_>>().join(" ");
        let tag = self.send(command, &name).await?;
        loop {
            let response = self.response().await?;
            if let Some(completed) = self.completed(&tag, &response) {
                return Ok(completed);
            }
            // An extension that the reader does not know says nothing about the mailbox.
            if let Ok((_, response)) = Response::parse(&response) {
                each(response);
            }
        }
    }

    /// Sends a command that begins a login; `shown` is what the transcript has of it.
    pub(super) async fn send(&mut self, command: &str, shown: &str) -> Result<String, Cause> {
        self.command_count += 1;
        let tag = format!("b{}", self.command_count);
        self.write(&format!("{tag} {command}\r\n")).await?;
        self.recorder.write(Direction::SentTls, ServerText::new(&format!("{tag} {shown}")));
        Ok(tag)
    }

    /// Sends the rest of a command after the server asked for it.
    pub(super) async fn go_on(&mut self, rest: &str) -> Result<(), Cause> {
        self.write(&format!("{rest}\r\n")).await
    }

    /// The next response, with its line ending.
    pub(super) async fn response(&mut self) -> Result<Vec<u8>, Cause> {
        let mut frame = Frame::default();
        loop {
            if let Some(end) = frame.end(&self.buffer)? {
                return Ok(self.buffer.drain(..end).collect());
            }
            self.fill().await?;
        }
    }

    /// The end of the command with this tag, if the response is that.
    pub(super) fn completed(&self, tag: &str, response: &[u8]) -> Option<Completed> {
        let text = String::from_utf8_lossy(response.strip_prefix(tag.as_bytes())?).into_owned();
        let text = text.strip_prefix(' ')?.trim_end();
        let (condition, rest) = text.split_once(' ').unwrap_or((text, ""));
        let inside = rest.strip_prefix('[').and_then(|rest| rest.split_once(']'));
        let word = inside.and_then(|(inside, _)| inside.split_ascii_whitespace().next());
        let code = word.and_then(|word| ResponseCode::named(&word.to_ascii_uppercase()));
        let shown = code.map(|code| format!(" [{}]", code.as_str())).unwrap_or_default();
        self.recorder.write(
            Direction::ReceivedTls,
            ServerText::new(&format!("{tag} {}{shown}", known(condition))),
        );
        Some(Completed { is_ok: condition.eq_ignore_ascii_case("OK"), code, text: text.to_owned() })
    }

    /// The stream, to be closed.
    pub(super) fn into_stream(self) -> S {
        self.stream
    }

    async fn write(&mut self, text: &str) -> Result<(), Cause> {
        self.stream.write_all(text.as_bytes()).await.map_err(|err| io_cause(&err))?;
        self.stream.flush().await.map_err(|err| io_cause(&err))
    }

    async fn fill(&mut self) -> Result<(), Cause> {
        let mut chunk = [0; 4096];
        let count = self.stream.read(&mut chunk).await.map_err(|err| io_cause(&err))?;
        if count == 0 {
            return Err(Cause::Closed);
        }
        self.read_bytes += count;
        if self.read_bytes > MAX_READ_BYTES {
            return Err(too_much(MAX_READ_BYTES));
        }
        self.buffer.extend(chunk.iter().take(count));
        Ok(())
    }
}

/// The condition, if it is one: another word may be anything.
fn known(condition: &str) -> &'static str {
    ["OK", "NO", "BAD"]
        .into_iter()
        .find(|known| condition.eq_ignore_ascii_case(known))
        .unwrap_or("?")
}

/// Finds the end of one response while its bytes arrive. Looks at each byte once.
#[derive(Debug, Default)]
struct Frame {
    /// How many bytes of the response were looked at.
    seen: usize,
    /// Where the current line begins.
    line: usize,
    depth: usize,
    is_quoted: bool,
    is_escaped: bool,
}

impl Frame {
    /// The end of the response in `bytes`; `None` if more must be read.
    fn end(&mut self, bytes: &[u8]) -> Result<Option<usize>, Cause> {
        while let Some(&byte) = bytes.get(self.seen) {
            self.seen += 1;
            if self.seen > MAX_RESPONSE_BYTES {
                return Err(too_much(MAX_RESPONSE_BYTES));
            }
            // A line ends also behind a backslash: a quoted string has no line ending in it.
            let is_escaped = std::mem::take(&mut self.is_escaped) && byte != b'\n';
            match byte {
                _ if is_escaped => {}
                b'\\' if self.is_quoted => self.is_escaped = true,
                b'"' => self.is_quoted = !self.is_quoted,
                b'(' if !self.is_quoted => self.depth += 1,
                b')' if !self.is_quoted => self.depth = self.depth.saturating_sub(1),
                b'\n' => {
                    let line = bytes.get(self.line..self.seen).unwrap_or_default();
                    match literal_bytes(line) {
                        None => return Ok(Some(self.seen)),
                        Some(length)
                            if length > MAX_RESPONSE_BYTES - self.seen.min(MAX_RESPONSE_BYTES) =>
                        {
                            return Err(too_much(MAX_RESPONSE_BYTES));
                        }
                        Some(length) => {
                            if bytes.len() < self.seen + length {
                                // The line is looked at again when the literal is there.
                                self.seen -= 1;
                                return Ok(None);
                            }
                            self.seen += length;
                            self.line = self.seen;
                            self.is_quoted = false;
                        }
                    }
                }
                _ => {}
            }
            if self.depth > MAX_DEPTH {
                return Err(too_much(MAX_RESPONSE_BYTES));
            }
        }
        Ok(None)
    }
}

/// The length of the literal that a line announces at its end, as `{12}`, `{12+}` or `~{12}`.
fn literal_bytes(line: &[u8]) -> Option<usize> {
    let line = line.strip_suffix(b"\n")?;
    let line = line.strip_suffix(b"\r").unwrap_or(line).strip_suffix(b"}")?;
    let line = line.strip_suffix(b"+").unwrap_or(line);
    let begin = line.iter().rposition(|byte| *byte == b'{')?;
    let digits = line.get(begin + 1..)?;
    if digits.is_empty() || !digits.iter().all(u8::is_ascii_digit) {
        return None;
    }
    // A number that does not fit is beyond every limit.
    Some(std::str::from_utf8(digits).ok()?.parse().unwrap_or(usize::MAX))
}

fn too_much(limit: usize) -> Cause {
    Cause::TooMuch { limit_bytes: u32::try_from(limit).unwrap_or(u32::MAX) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bytes: &[u8], expected: Result<Option<usize>, Cause>) {
        assert_eq!(Frame::default().end(bytes), expected, "{:?}", String::from_utf8_lossy(bytes));
        // The same when the bytes arrive one after the other.
        let mut frame = Frame::default();
        let mut found = Ok(None);
        for end in 0..=bytes.len() {
            found = frame.end(bytes.get(..end).unwrap_or_default());
            if found != Ok(None) {
                break;
            }
        }
        assert_eq!(found, expected);
    }

    #[test]
    fn a_response_ends_with_its_line_or_its_literal() {
        check(b"* 3 EXISTS\r\n* 1", Ok(Some(12)));
        check(b"* LIST () \"/\" {5}\r\nIN\r\nX\r\n", Ok(Some(26)));
        check(b"* LIST () \"/\" {5}\r\nIN", Ok(None));
        check(b"* LIST () \"/\" \"a{3}\"\r\n", Ok(Some(22)));
        check(b"* OK half", Ok(None));
        check(b"* OK it is \"C:\\\n* 1", Ok(Some(16)));
        let deep = |depth: usize| [b"* ".as_slice(), &b"(".repeat(depth)].concat();
        check(&deep(16), Ok(None));
        check(&deep(17), Err(too_much(MAX_RESPONSE_BYTES)));
        check(b"* LIST () \"/\" \"((((((((((((((((((((((\"\r\n", Ok(Some(40)));
    }

    #[test]
    fn a_response_without_end_is_given_up() {
        let limit = Err(too_much(MAX_RESPONSE_BYTES));
        assert_eq!(Frame::default().end(&vec![b'x'; 65 * 1024]), limit);
        for literal in ["65536", "500000000", "99999999999999999999999999"] {
            let line = format!("* LIST () \"/\" {{{literal}}}\r\n");
            assert_eq!(Frame::default().end(line.as_bytes()), limit, "{literal}");
        }
    }
}
