//! An operator's mail relay that accepts messages, after it has refused the first one temporarily if
//! a test wants that.
//!
//! It speaks just enough SMTP to receive a ticket. Must never check the message: the test does.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use probe_server::config::{RelaySecurity, TicketEmailConfig};
use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::{TcpListener, TcpStream};

/// What the relay has received.
#[derive(Debug, Default)]
pub struct Seen {
    /// The messages that were sent with `DATA`, accepted or not.
    pub messages: Vec<String>,
    /// How many of them it accepted.
    pub accepted: usize,
}

/// The settings with which a server sends its tickets to the relay at this address.
#[must_use]
pub fn settings(relay: SocketAddr) -> TicketEmailConfig {
    TicketEmailConfig {
        to: "assistenza@example.it".to_owned(),
        from: "sportello@example.it".to_owned(),
        host: relay.ip().to_string(),
        port: Some(relay.port()),
        security: RelaySecurity::None,
        user: None,
        password_file: None,
    }
}

/// Listens on loopback until the test ends, and refuses the first message.
///
/// # Panics
/// When no port is free.
pub async fn start() -> (SocketAddr, Arc<Mutex<Seen>>) {
    listen(1).await
}

/// The same, and accepts every message.
///
/// # Panics
/// When no port is free.
pub async fn start_willing() -> (SocketAddr, Arc<Mutex<Seen>>) {
    listen(0).await
}

async fn listen(refused_count: usize) -> (SocketAddr, Arc<Mutex<Seen>>) {
    let listener =
        TcpListener::bind("127.0.0.1:0").await.unwrap_or_else(|err| panic!("no free port: {err}"));
    let address = listener.local_addr().unwrap_or_else(|err| panic!("no address: {err}"));
    let seen = Arc::new(Mutex::new(Seen::default()));
    let shown = seen.clone();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let seen = seen.clone();
            tokio::spawn(async move { talk(stream, &seen, refused_count).await });
        }
    });
    (address, shown)
}

async fn talk(stream: TcpStream, seen: &Mutex<Seen>, refused_count: usize) -> Option<()> {
    let mut stream = BufReader::new(stream);
    stream.write_all(b"220 sink.test ESMTP\r\n").await.ok()?;
    let mut line = String::new();
    loop {
        line.clear();
        if stream.read_line(&mut line).await.ok()? == 0 {
            return None;
        }
        let reply = match line.split_whitespace().next()?.to_ascii_uppercase().as_str() {
            "EHLO" => "250-sink.test\r\n250 8BITMIME\r\n",
            "MAIL" | "RCPT" => "250 2.1.0 ok\r\n",
            "DATA" => {
                stream.write_all(b"354 go ahead\r\n").await.ok()?;
                let message = read_message(&mut stream).await?;
                let mut seen = seen.lock().ok()?;
                seen.messages.push(message);
                if seen.messages.len() <= refused_count {
                    "451 4.7.1 come back later\r\n"
                } else {
                    seen.accepted += 1;
                    "250 2.0.0 queued\r\n"
                }
            }
            "QUIT" => {
                stream.write_all(b"221 bye\r\n").await.ok()?;
                return Some(());
            }
            _ => "250 ok\r\n",
        };
        stream.write_all(reply.as_bytes()).await.ok()?;
    }
}

async fn read_message(stream: &mut BufReader<TcpStream>) -> Option<String> {
    let mut message = String::new();
    loop {
        let mut line = String::new();
        if stream.read_line(&mut line).await.ok()? == 0 {
            return None;
        }
        if line == ".\r\n" {
            return Some(message);
        }
        message.push_str(&line);
    }
}
