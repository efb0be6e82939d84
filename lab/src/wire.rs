//! The server's end of one connection: bounded lines in, bytes out, TLS on demand.
//!
//! Knows no protocol and no case. Never holds more than [`LINE_LIMIT_BYTES`] of a line, nor reads more than
//! [`TOTAL_LIMIT_BYTES`] from one client; the deadline is the caller's.

use std::io;
use std::time::Duration;

use tokio::io::{AsyncBufReadExt, AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, BufReader};
use tokio::time::sleep;
use tokio_rustls::TlsAcceptor;

use crate::part::OldTls;

/// The longest line a client may send, in bytes; RFC 5321 asks servers for 512, IMAP clients send longer ones.
pub(crate) const LINE_LIMIT_BYTES: usize = 8 * 1024;

/// All that a client may send on one connection, in bytes.
pub(crate) const TOTAL_LIMIT_BYTES: usize = 256 * 1024;

/// Something to read from and write to, encrypted or not.
trait Stream: AsyncRead + AsyncWrite + Send + Unpin {}
impl<T: AsyncRead + AsyncWrite + Send + Unpin> Stream for T {}

/// One connection, seen from the peer.
pub(crate) struct Wire {
    stream: BufReader<Box<dyn Stream>>,
    received_bytes: usize,
}

impl Wire {
    /// A connection just accepted.
    pub(crate) fn new(stream: impl AsyncRead + AsyncWrite + Send + Unpin + 'static) -> Self {
        Self { stream: BufReader::new(Box::new(stream)), received_bytes: 0 }
    }

    /// Goes on under TLS. What the client sent in clear after asking for it is thrown away, as it must be
    /// (RFC 3207 section 6).
    pub(crate) async fn secure(self, tls: &TlsAcceptor) -> io::Result<Self> {
        let stream = tls.accept(self.stream.into_inner()).await?;
        Ok(Self { stream: BufReader::new(Box::new(stream)), received_bytes: self.received_bytes })
    }

    /// Answers a hello of today as a server of the past, and hangs up.
    pub(crate) async fn refuse_tls(mut self, old: OldTls) -> io::Result<()> {
        // A hello is one record, and its header says how long it is (RFC 8446 section 5.1).
        let mut header = [0_u8; 5];
        self.stream.read_exact(&mut header).await?;
        let [.., high, low] = header;
        let mut hello = vec![0_u8; usize::from(u16::from_be_bytes([high, low]))];
        self.stream.read_exact(&mut hello).await?;
        self.stream.write_all(&answer_of(old)).await?;
        self.stream.flush().await?;
        self.close().await
    }

    /// The client's next line without its end, or `None` when it has left.
    ///
    /// # Errors
    /// The connection broke, or the client sent more than a peer listens to.
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
                return Ok(Some(String::from_utf8_lossy(&line).trim_end_matches(['\r', '\n']).to_owned()));
            }
        }
    }

    /// Sends a text as it stands.
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

    /// Listens without a word until the client leaves or has said too much.
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

    /// Says goodbye properly: close_notify under TLS, then the end of the connection.
    pub(crate) async fn close(mut self) -> io::Result<()> {
        self.stream.shutdown().await
    }
}

/// The bytes with which a server of the past answers.
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
