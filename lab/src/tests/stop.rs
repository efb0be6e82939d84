//! Stopping ends everything.

use std::io::ErrorKind;

use tokio::io::AsyncReadExt;
use tokio::net::{TcpStream, UdpSocket};

use super::{dial, hear};
use crate::{Lab, Route};

#[tokio::test]
async fn stop_ends_listeners_and_connections() {
    let lab = Lab::start().await.unwrap();
    let resolver = lab.resolver();
    let locals: Vec<_> = lab
        .routes()
        .filter_map(|(_, route)| if let Route::To(local) = route { Some(local) } else { None })
        .collect();
    assert!(locals.len() > 100);
    // One connection in the middle of a dialogue, one to a silent peer.
    let mut talking = dial(&lab, "203.0.113.11:25").await;
    hear(&mut talking, "220 mx1.bottega.test ESMTP Postfix\r\n").await;
    let mut silent = dial(&lab, "203.0.113.33:25").await;

    lab.stop().await;

    for stream in [&mut talking, &mut silent] {
        // Closed, or reset: ended in both cases.
        assert!(matches!(
            stream.read_u8().await.unwrap_err().kind(),
            ErrorKind::UnexpectedEof | ErrorKind::ConnectionReset
        ));
    }
    for local in locals.into_iter().chain([resolver]) {
        let refusal = TcpStream::connect(local).await.unwrap_err();
        assert_eq!(refusal.kind(), ErrorKind::ConnectionRefused, "{local}");
    }
    UdpSocket::bind(resolver).await.expect("the name server's UDP port is free again");
}
