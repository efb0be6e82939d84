//! The server's end of one connection: bounded lines in, bytes out, TLS on demand.
//!
//! Knows no protocol and no case. Must never hold more than [`LINE_LIMIT_BYTES`] of a line, or read
//! more than [`TOTAL_LIMIT_BYTES`] from one client. The caller sets the deadline.

use std::io;
use std::time::Duration;

use tokio::io::{AsyncBufReadExt, AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, BufReader};
use tokio::time::sleep;
use tokio_rustls::TlsAcceptor;

use crate::part::OldTls;

/// The longest line that a client may send, in bytes. RFC 5321 requires servers to accept 512; IMAP
/// clients send longer lines.
pub(crate) const LINE_LIMIT_BYTES: usize = 8 * 1024;

/// Most bytes that a client may send on one connection.
pub(crate) const TOTAL_LIMIT_BYTES: usize = 256 * 1024;

/// A stream, encrypted or not.
trait Stream: AsyncRead + AsyncWrite + Send + Unpin {}
impl<T: AsyncRead + AsyncWrite + Send + Unpin> Stream for T {}

/// One connection, on the server's side.
pub(crate) struct Wire {
    stream: BufReader<Box<dyn Stream>>,
    received_bytes: usize,
}

impl Wire {
    /// Wraps a connection that was just accepted.
    pub(crate) fn new(stream: impl AsyncRead + AsyncWrite + Send + Unpin + 'static) -> Self {
        Self { stream: BufReader::new(Box::new(stream)), received_bytes: 0 }
    }

    /// Starts TLS. Plaintext that the client sent after the STARTTLS command is discarded, as RFC
    /// 3207 section 6 requires.
    pub(crate) async fn secure(self, tls: &TlsAcceptor) -> io::Result<Self> {
        let stream = tls.accept(self.stream.into_inner()).await?;
        Ok(Self { stream: BufReader::new(Box::new(stream)), received_bytes: self.received_bytes })
    }

    /// Answers a modern ClientHello as a server with outdated TLS does, and closes the connection.
    pub(crate) async fn refuse_tls(mut self, old: OldTls) -> io::Result<()> {
        // A ClientHello is one record, whose header has its length (RFC 8446 section 5.1).
        let mut header = [0_u8; 5];
        self.stream.read_exact(&mut header).await?;
        let [.., high, low] = header;
        let mut hello = vec![0_u8; usize::from(u16::from_be_bytes([high, low]))];
        self.stream.read_exact(&mut hello).await?;
        self.stream.write_all(&answer_of(old)).await?;
        self.stream.flush().await?;
        self.close().await
    }

    /// The client's next line without its end, or `None` if the client has disconnected.
    ///
    /// # Errors
    /// The connection broke, or the client exceeded [`LINE_LIMIT_BYTES`] or [`TOTAL_LIMIT_BYTES`].
    pub(crate) async fn line(&mut self) -> io::Result<Option<String>> {
        let mut line = Vec::new();
        loop {
            let available = self.stream.fill_buf().await?;
            if available.is_empty() {
                return Ok(None);
            }
            let end = available.iter().position(|byte| *byte == b'\n');
            let taken = end.map_or(available.len(), |position| position + 1);
            line.extend(available.iter().take(taken));
            self.stream.consume(taken);
            self.received_bytes = self.received_bytes.saturating_add(taken);
            if line.len() > LINE_LIMIT_BYTES || self.received_bytes > TOTAL_LIMIT_BYTES {
                return Err(io::Error::from(io::ErrorKind::InvalidData));
            }
            if end.is_some() {
                return Ok(Some(
                    String::from_utf8_lossy(&line).trim_end_matches(['\r', '\n']).to_owned(),
                ));
            }
        }
    }

    /// Sends a text unchanged.
    pub(crate) async fn say(&mut self, text: &str) -> io::Result<()> {
        self.stream.write_all(text.as_bytes()).await?;
        self.stream.flush().await
    }

    /// Sends a text one byte at a time.
    pub(crate) async fn drip(&mut self, text: &str, interval: Duration) -> io::Result<()> {
        for byte in text.bytes() {
            self.stream.write_all(&[byte]).await?;
            self.stream.flush().await?;
            sleep(interval).await;
        }
        Ok(())
    }

    /// Reads without answering, until the client disconnects or exceeds [`TOTAL_LIMIT_BYTES`].
    pub(crate) async fn ignore(&mut self) -> io::Result<()> {
        let mut scrap = [0_u8; 1024];
        while self.received_bytes <= TOTAL_LIMIT_BYTES {
            match self.stream.read(&mut scrap).await? {
                0 => return Ok(()),
                count => self.received_bytes = self.received_bytes.saturating_add(count),
            }
        }
        Ok(())
    }

    /// Closes the connection in order: close_notify under TLS, then the end of the stream.
    pub(crate) async fn close(mut self) -> io::Result<()> {
        self.stream.shutdown().await
    }
}

/// The record that a server with outdated TLS answers: an alert or a ServerHello.
fn answer_of(old: OldTls) -> Vec<u8> {
    match old {
        OldTls::Version => vec![0x15, 3, 1, 0, 2, 2, 70],
        OldTls::Cipher => vec![0x15, 3, 1, 0, 2, 2, 40],
        OldTls::Hello => {
            // Version, 32 random bytes, no session, TLS_RSA_WITH_AES_128_CBC_SHA, no compression.
            let mut hello = vec![0x16, 3, 1, 0, 42, 2, 0, 0, 38, 3, 1];
            hello.extend([7; 32]);
            hello.extend([0, 0, 0x2f, 0]);
            hello
        }
    }
}
