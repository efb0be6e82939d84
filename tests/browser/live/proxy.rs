//! A proxy between browser and server that can misbehave, as real ones do.

use std::net::SocketAddr;
use std::sync::Arc;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;

/// The faults that the proxy simulates at present.
#[derive(Clone, Copy, Debug, Default)]
struct Faults {
    refuses: bool,
    swallows_streams: bool,
    is_captive: bool,
    swallowed: Option<&'static str>,
}

/// A running proxy.
pub(super) struct Proxy {
    url: String,
    faults: Arc<watch::Sender<Faults>>,
}

impl Proxy {
    /// Starts one in front of `upstream`.
    pub(super) async fn start(upstream: &str) -> Self {
        let upstream: SocketAddr =
            upstream.trim_start_matches("http://").parse().expect("an address");
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let url = format!("http://{}", listener.local_addr().expect("an address"));
        let faults = Arc::new(watch::Sender::new(Faults::default()));
        let of_task = Arc::clone(&faults);
        tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                tokio::spawn(pass_on(client, upstream, of_task.subscribe()));
            }
        });
        Self { url, faults }
    }

    pub(super) fn url(&self) -> &str {
        &self.url
    }

    /// Closes open connections and accepts no new ones, or stops doing so.
    pub(super) fn refuse(&self, refuses: bool) {
        self.faults.send_modify(|faults| faults.refuses = refuses);
    }

    /// Answers every API request with its own page, as a hotel's Wi-Fi does before the user has
    /// signed in; or stops doing so.
    pub(super) fn capture(&self, is_captive: bool) {
        self.faults.send_modify(|faults| faults.is_captive = is_captive);
    }

    /// Drops requests that contain this text and keeps the connection open, like a network that has
    /// failed without a reset; `None` stops it.
    pub(super) fn swallow(&self, said: Option<&'static str>) {
        self.faults.send_modify(|faults| faults.swallowed = said);
    }

    /// Drops every answer to a request for a stream.
    pub(super) fn swallow_streams(&self) {
        self.faults.send_modify(|faults| faults.swallows_streams = true);
    }
}

/// The answer of a captive portal to every request.
const SIGN_IN: &str = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 23\r\nConnection: close\r\n\r\n<h1>Free Wi-Fi: sign in";

async fn pass_on(mut client: TcpStream, upstream: SocketAddr, mut faults: watch::Receiver<Faults>) {
    if faults.borrow().refuses {
        return;
    }
    let Ok(mut server) = TcpStream::connect(upstream).await else { return };
    let (mut from_client, mut from_server) = (vec![0; 16 * 1024], vec![0; 16 * 1024]);
    let mut is_stream = false;
    loop {
        tokio::select! {
            changed = faults.changed() => {
                if changed.is_err() || faults.borrow().refuses {
                    return;
                }
            }
            read = client.read(&mut from_client) => {
                let Ok(count @ 1..) = read else { return };
                let request = String::from_utf8_lossy(&from_client[..count]);
                if faults.borrow().swallowed.is_some_and(|said| request.contains(said)) {
                    continue;
                }
                is_stream |= request.contains("text/event-stream");
                if faults.borrow().is_captive && request.contains(" /api/") {
                    // A captive portal answers with its page and a status code of success.
                    let _ = client.write_all(SIGN_IN.as_bytes()).await;
                    return;
                }
                if server.write_all(&from_client[..count]).await.is_err() {
                    return;
                }
            }
            read = server.read(&mut from_server) => {
                let Ok(count @ 1..) = read else { return };
                let is_kept = is_stream && faults.borrow().swallows_streams;
                if !is_kept && client.write_all(&from_server[..count]).await.is_err() {
                    return;
                }
            }
        }
    }
}
