//! Reads and writes lines, with limits on the length of a line and of a dialogue.
//!
//! Generic over the stream, so that the same dialogue runs in clear and inside TLS. Every line is
//! recorded in the transcript. Must never read further than a caller asked for, and must never
//! carry bytes received in clear over into TLS: they would be treated as if the TLS peer had sent
//! them.

use std::sync::{Arc, Mutex, PoisonError};

use diagnosis::probe::{Cause, Direction, Transcript};
use terms::ServerText;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::time::Instant;

use super::dial::{io_cause, milliseconds};

/// The longest line that is read. RFC 5321 §4.5.3.1.5 allows 512 bytes; real servers send longer
/// ones.
pub const MAX_LINE_BYTES: usize = 8 * 1024;
/// The most bytes read in one dialogue.
pub const MAX_DIALOGUE_BYTES: usize = 256 * 1024;
/// The most lines kept of one reply, and the most capabilities; the others are read and counted,
/// and only the first ones are reported. Real servers send about 30.
pub const MAX_REPLY_LINES: usize = 64;
/// How many bytes of one line are kept.
const KEPT_BYTES: usize = 1024;

/// Records the transcript of one probe; clones write to the same transcript.
#[derive(Clone, Debug)]
pub struct Recorder {
    began: Instant,
    transcript: Arc<Mutex<Transcript>>,
}

impl Recorder {
    /// An empty transcript that begins now.
    #[must_use]
    pub fn start() -> Self {
        Self { began: Instant::now(), transcript: Arc::default() }
    }

    /// Adds a line.
    pub fn write(&self, direction: Direction, text: ServerText) {
        let at_ms = self.elapsed_ms();
        self.transcript.lock().unwrap_or_else(PoisonError::into_inner).push(at_ms, direction, text);
    }

    /// Milliseconds since the start.
    #[must_use]
    pub fn elapsed_ms(&self) -> u32 {
        milliseconds(self.began.elapsed())
    }

    /// Takes the transcript out and leaves an empty one.
    #[must_use]
    pub fn take(&self) -> Transcript {
        std::mem::take(&mut *self.transcript.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// The client side of a line-based dialogue.
#[derive(Debug)]
pub struct Wire<S> {
    stream: S,
    buffer: Vec<u8>,
    read_bytes: usize,
    is_tls: bool,
    recorder: Recorder,
}

impl<S: AsyncRead + AsyncWrite + Unpin> Wire<S> {
    /// A dialogue in clear.
    pub fn in_clear(stream: S, recorder: Recorder) -> Self {
        Self { stream, buffer: Vec::new(), read_bytes: 0, is_tls: false, recorder }
    }

    /// A dialogue inside TLS.
    pub fn in_tls(stream: S, recorder: Recorder) -> Self {
        Self { is_tls: true, ..Self::in_clear(stream, recorder) }
    }

    /// The next line without its line ending, truncated to 1,024 bytes.
    ///
    /// # Errors
    /// [`Cause::TooMuch`] beyond the limits, [`Cause::Closed`] at end of stream, else the cause of
    /// the I/O error.
    pub async fn read_line(&mut self) -> Result<String, Cause> {
        let mut searched = 0;
        loop {
            if let Some(at) = self
                .buffer
                .get(searched..)
                .and_then(|new| new.iter().position(|&byte| byte == b'\n'))
            {
                let line: Vec<u8> = self.buffer.drain(..=searched + at).collect();
                return Ok(self.received(&line));
            }
            searched = self.buffer.len();
            if searched > MAX_LINE_BYTES {
                let head = std::mem::take(&mut self.buffer);
                self.received(&head);
                return Err(too_much(MAX_LINE_BYTES));
            }
            self.fill().await?;
        }
    }

    /// Bytes received that are not a complete line yet, for [`Cause::NotTheProtocol`].
    #[must_use]
    pub fn unread(&self) -> &[u8] {
        &self.buffer
    }

    /// Whether any byte was received.
    #[must_use]
    pub const fn has_heard(&self) -> bool {
        self.read_bytes > 0
    }

    async fn fill(&mut self) -> Result<(), Cause> {
        let mut chunk = [0; 4096];
        let count = self.stream.read(&mut chunk).await.map_err(|err| io_cause(&err))?;
        if count == 0 {
            return Err(Cause::Closed);
        }
        self.read_bytes += count;
        if self.read_bytes > MAX_DIALOGUE_BYTES {
            return Err(too_much(MAX_DIALOGUE_BYTES));
        }
        self.buffer.extend(chunk.iter().take(count));
        Ok(())
    }

    fn received(&self, line: &[u8]) -> String {
        let line = line.strip_suffix(b"\n").unwrap_or(line);
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        let kept = line.get(..KEPT_BYTES).unwrap_or(line);
        let direction = if self.is_tls { Direction::ReceivedTls } else { Direction::Received };
        self.recorder.write(direction, ServerText::from_bytes(kept));
        String::from_utf8_lossy(kept).into_owned()
    }

    /// Sends one line.
    ///
    /// # Errors
    /// The cause of the I/O error.
    pub async fn write_line(&mut self, line: &str) -> Result<(), Cause> {
        let direction = if self.is_tls { Direction::SentTls } else { Direction::Sent };
        self.recorder.write(direction, ServerText::new(line));
        let bytes = format!("{line}\r\n");
        self.stream.write_all(bytes.as_bytes()).await.map_err(|err| io_cause(&err))?;
        self.stream.flush().await.map_err(|err| io_cause(&err))
    }

    /// The same dialogue without a transcript.
    #[must_use]
    pub fn unrecorded(self) -> Self {
        Self { recorder: Recorder::start(), ..self }
    }

    /// Closes our side: inside TLS with an alert (RFC 8446 §6.1), then the connection.
    pub async fn close(&mut self) {
        // Whatever happens, the connection is over.
        let _closed = self.stream.shutdown().await;
    }

    /// Fails if bytes in clear follow the reply to `STARTTLS` (RFC 3207 §5), and records them.
    ///
    /// # Errors
    /// [`Cause::PlaintextInjected`] when there are any.
    pub fn nothing_behind(&self) -> Result<(), Cause> {
        if self.buffer.is_empty() {
            return Ok(());
        }
        self.received(&self.buffer);
        Err(Cause::PlaintextInjected)
    }

    /// Returns the stream, for the TLS handshake after `STARTTLS`.
    ///
    /// # Errors
    /// [`Cause::PlaintextInjected`] when unread bytes would be carried over.
    pub fn into_stream(self) -> Result<S, Cause> {
        if self.buffer.is_empty() {
            return Ok(self.stream);
        }
        Err(Cause::PlaintextInjected)
    }
}

fn too_much(limit: usize) -> Cause {
    Cause::TooMuch { limit_bytes: u32::try_from(limit).unwrap_or(u32::MAX) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tokio::io::DuplexStream;

    async fn peer_says(bytes: Vec<u8>) -> (Wire<DuplexStream>, Recorder) {
        let (near, mut far) = tokio::io::duplex(4096);
        tokio::spawn(async move {
            // The reader closes the connection when a limit is exceeded; the write then fails.
            let _hung_up = far.write_all(&bytes).await;
        });
        let recorder = Recorder::start();
        (Wire::in_clear(near, recorder.clone()), recorder)
    }

    #[tokio::test]
    async fn lines_end_at_a_line_feed_with_or_without_its_return() {
        let (mut wire, _) = peer_says(b"one\r\ntwo\nthree".to_vec()).await;
        assert_eq!(wire.read_line().await.as_deref(), Ok("one"));
        assert_eq!(wire.read_line().await.as_deref(), Ok("two"));
        assert_eq!(wire.read_line().await, Err(Cause::Closed));
        assert_eq!(wire.unread(), b"three");
    }

    #[tokio::test]
    async fn a_line_without_end_is_given_up() {
        let (mut wire, _) = peer_says(vec![b'x'; 1024 * 1024]).await;
        assert_eq!(wire.read_line().await, Err(Cause::TooMuch { limit_bytes: 8 * 1024 }));
    }

    #[tokio::test]
    async fn a_dialogue_without_end_is_given_up() {
        let (mut wire, recorder) = peer_says(b"250-more\r\n".repeat(100_000)).await;
        let cause = loop {
            if let Err(cause) = wire.read_line().await {
                break cause;
            }
        };
        assert_eq!(cause, Cause::TooMuch { limit_bytes: 256 * 1024 });
        assert_eq!(recorder.take().lines().len(), 120);
    }

    #[tokio::test]
    async fn what_is_said_is_written_down() {
        let (near, mut far) = tokio::io::duplex(4096);
        far.write_all(b"220 \x1b[31mmx\r\n").await.unwrap();
        let recorder = Recorder::start();
        let mut wire = Wire::in_clear(near, recorder.clone());
        wire.read_line().await.unwrap();
        wire.write_line("QUIT").await.unwrap();
        assert_eq!(recorder.take().to_string(), "<-  220 \\u{1b}[31mmx\n -> QUIT\n");
    }

    #[tokio::test]
    async fn bytes_that_came_in_clear_do_not_pass_into_tls() {
        let (mut wire, _) = peer_says(b"220 go ahead\r\n250 evil\r\n".to_vec()).await;
        wire.read_line().await.unwrap();
        assert_eq!(wire.into_stream().err(), Some(Cause::PlaintextInjected));
        let (mut wire, _) = peer_says(b"220 go ahead\r\n".to_vec()).await;
        wire.read_line().await.unwrap();
        assert!(wire.into_stream().is_ok());
    }
}
