//! The simulated round trip: a flight of the client can never be read earlier.

use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::time::Instant;

use crate::latency::Delayed;

#[tokio::test]
async fn a_flight_takes_one_round_trip() {
    let latency = Duration::from_millis(30);
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let mut client = TcpStream::connect(listener.local_addr().unwrap()).await.unwrap();
    let mut server = Delayed::new(listener.accept().await.unwrap().0, latency);
    for flight in [b"EHLO", b"QUIT"] {
        let start = Instant::now();
        client.write_all(flight).await.unwrap();
        let mut received = [0; 4];
        server.read_exact(&mut received).await.unwrap();
        assert_eq!(&received, flight);
        // Only a lower bound: on a busy machine data may be later, but never earlier.
        assert!(start.elapsed() >= latency);
        server.write_all(b"250 ").await.unwrap();
    }
}
