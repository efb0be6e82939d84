//! A simulated round trip: data that arrives can be read `latency` later.
//!
//! One flight of the client (a command, a ClientHello) costs one round trip, as on a real path.
//! Knows no protocol.

use std::future::Future;
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio::time::{Sleep, sleep};

/// A connection whose incoming data is delayed.
pub(crate) struct Delayed {
    stream: TcpStream,
    latency: Duration,
    /// Runs from the arrival of data until the data may be read.
    arrival: Option<Pin<Box<Sleep>>>,
}

impl Delayed {
    /// Wraps a connection. With no latency, data can be read at once.
    pub(crate) fn new(stream: TcpStream, latency: Duration) -> Self {
        Self { stream, latency, arrival: None }
    }
}

impl AsyncRead for Delayed {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let this = &mut *self;
        if !this.latency.is_zero() {
            if this.arrival.is_none() {
                ready!(this.stream.poll_read_ready(context))?;
            }
            let latency = this.latency;
            let arrival = this.arrival.get_or_insert_with(|| Box::pin(sleep(latency)));
            ready!(arrival.as_mut().poll(context));
        }
        let read = Pin::new(&mut this.stream).poll_read(context, buffer);
        if read.is_pending() {
            // This flight is read completely: the next one is delayed by itself.
            this.arrival = None;
        }
        read
    }
}

impl AsyncWrite for Delayed {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        // Data that arrives after a reply is a new flight, even if it arrives before the next read.
        self.arrival = None;
        Pin::new(&mut self.stream).poll_write(context, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}
