//! A DNS server on loopback with scripted answers. For tests only; must never be used by the
//! program.

use std::net::SocketAddr;

use hickory_resolver::proto::op::Message;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

/// Accepts one connection and answers each query with the bytes that `script` returns.
pub(super) async fn peer(script: impl Fn(Message) -> Vec<u8> + Send + 'static) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        while let Ok(length) = stream.read_u16().await {
            let mut bytes = vec![0; usize::from(length)];
            stream.read_exact(&mut bytes).await.unwrap();
            let said = script(Message::from_vec(&bytes).unwrap());
            // The client closes the connection after an invalid response.
            if stream.write_all(&said).await.is_err() {
                break;
            }
        }
    });
    address
}

/// A message preceded by its length (RFC 1035 §4.2.2).
pub(super) fn framed(message: &Message) -> Vec<u8> {
    let bytes = message.to_vec().unwrap();
    [&u16::try_from(bytes.len()).unwrap().to_be_bytes()[..], &bytes].concat()
}
