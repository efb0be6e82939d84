//! An open TCP connection that acknowledges what arrives at once.
//!
//! A system delays an acknowledgement by up to 40 ms, in case it can travel with data (RFC 9293
//! §3.8.6.3). A server that leaves Nagle's algorithm on holds a small reply back until its packet
//! before is acknowledged, so after a TLS handshake, whose session tickets are such a packet, each
//! reply would come 40 ms later. Linux forgets the setting again, so it is set anew whenever the
//! connection waits for data; other systems keep their delay. Must never open a connection.

use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::task::{Context, Poll};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;

/// An open connection.
#[derive(Debug)]
pub struct TcpConnection(TcpStream);

impl TcpConnection {
    pub(super) const fn new(stream: TcpStream) -> Self {
        Self(stream)
    }

    pub(super) fn peer_addr(&self) -> io::Result<SocketAddr> {
        self.0.peer_addr()
    }

    pub(super) fn local_addr(&self) -> io::Result<SocketAddr> {
        self.0.local_addr()
    }

    /// Asks the system to acknowledge the next packets at once.
    #[cfg(target_os = "linux")]
    fn acknowledge_at_once(&self) {
        // A connection that cannot be set is broken, and the next read says so.
        let _set = socket2::SockRef::from(&self.0).set_tcp_quickack(true);
    }

    #[cfg(not(target_os = "linux"))]
    #[expect(clippy::unused_self, reason = "only Linux has the setting")]
    fn acknowledge_at_once(&self) {}
}

impl AsyncRead for TcpConnection {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let read = Pin::new(&mut self.0).poll_read(context, buffer);
        if read.is_pending() {
            self.acknowledge_at_once();
        }
        read
    }
}

impl AsyncWrite for TcpConnection {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.0).poll_write(context, bytes)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        slices: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.0).poll_write_vectored(context, slices)
    }

    fn is_write_vectored(&self) -> bool {
        self.0.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.0).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.0).poll_shutdown(context)
    }
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use tokio::io::AsyncReadExt;
    use tokio::net::TcpListener;

    use super::*;

    #[tokio::test]
    async fn a_connection_that_waits_acknowledges_at_once() {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        #[expect(clippy::disallowed_methods, reason = "a test dials its own listener")]
        let stream = TcpStream::connect(listener.local_addr().unwrap()).await.unwrap();
        let (_peer, _) = listener.accept().await.unwrap();
        let mut connection = TcpConnection::new(stream);
        // What the system does by itself once data has gone both ways.
        socket2::SockRef::from(&connection.0).set_tcp_quickack(false).unwrap();
        let mut byte = [0];
        tokio::select! {
            biased;
            _ = connection.read(&mut byte) => panic!("nothing was sent"),
            () = std::future::ready(()) => {}
        }
        assert!(socket2::SockRef::from(&connection.0).tcp_quickack().unwrap());
    }
}
