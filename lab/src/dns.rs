//! The lab's name server: `zones` behind UDP and TCP on one loopback port (RFC 1035, RFC 7766).
//!
//! Knows no case. Ends when the lab stops. A TCP connection is closed after
//! [`CONNECTION_DEADLINE`].

use std::io;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use hickory_proto::op::Message;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream, UdpSocket};
use tokio::time::{sleep, timeout};

use crate::error::LabError;
use crate::stage::Stage;
use crate::zones::{Zones, udp_bytes};

/// Longest duration of one TCP connection.
const CONNECTION_DEADLINE: Duration = Duration::from_secs(30);

/// The largest query over UDP, in bytes. A query is one name and a few options.
const QUERY_LIMIT_BYTES: usize = 4096;

/// How many TCP ports to try until the same UDP port is also free.
const BIND_ATTEMPTS: usize = 32;

/// Starts the server and returns its address.
///
/// # Errors
/// No loopback port is free for both UDP and TCP.
pub(crate) async fn serve(zones: &Arc<Zones>, stage: &Stage) -> Result<SocketAddr, LabError> {
    let (listener, socket, address) = bind(stage.address).await.map_err(LabError::Listen)?;
    let (udp_stage, udp_zones) = (stage.clone(), Arc::clone(zones));
    stage.tasks.spawn(async move {
        udp_stage
            .stop
            .run_until_cancelled(serve_udp(&Arc::new(socket), &udp_zones, &udp_stage))
            .await;
    });
    let (tcp_stage, zones) = (stage.clone(), Arc::clone(zones));
    stage.tasks.spawn(async move {
        tcp_stage.stop.run_until_cancelled(serve_tcp(&listener, &zones, &tcp_stage)).await;
    });
    Ok(address)
}

/// Binds one port for both: first any free port for TCP, then the same for UDP.
async fn bind(address: IpAddr) -> io::Result<(TcpListener, UdpSocket, SocketAddr)> {
    let mut last = io::Error::from(io::ErrorKind::AddrInUse);
    for _ in 0..BIND_ATTEMPTS {
        let listener = TcpListener::bind((address, 0)).await?;
        let address = listener.local_addr()?;
        match UdpSocket::bind(address).await {
            Ok(socket) => return Ok((listener, socket, address)),
            Err(error) => last = error,
        }
    }
    Err(last)
}

async fn serve_udp(socket: &Arc<UdpSocket>, zones: &Zones, stage: &Stage) {
    let mut buffer = vec![0_u8; QUERY_LIMIT_BYTES];
    loop {
        let Ok((length, client)) = socket.recv_from(&mut buffer).await else {
            // If an earlier client has closed its port, this socket gets an error; it must go on
            // serving others.
            continue;
        };
        let Some(query) = buffer.get(..length).and_then(|bytes| Message::from_vec(bytes).ok())
        else {
            continue;
        };
        let Some(bytes) = zones.answer(&query).and_then(|answer| udp_bytes(&query, &answer).ok())
        else {
            continue;
        };
        if stage.latency.is_zero() {
            // If the datagram is lost, the client asks again.
            let _lost = socket.send_to(&bytes, client).await;
        } else {
            let (socket, latency, stop) = (Arc::clone(socket), stage.latency, stage.stop.clone());
            stage.tasks.spawn(async move {
                let late = async {
                    sleep(latency).await;
                    let _lost = socket.send_to(&bytes, client).await;
                };
                stop.run_until_cancelled(late).await;
            });
        }
    }
}

async fn serve_tcp(listener: &TcpListener, zones: &Arc<Zones>, stage: &Stage) {
    loop {
        let Ok((stream, _)) = listener.accept().await else {
            sleep(Duration::from_millis(50)).await;
            continue;
        };
        let (zones, latency, stop) = (Arc::clone(zones), stage.latency, stage.stop.clone());
        stage.tasks.spawn(async move {
            let conversation = async {
                stream.set_nodelay(true)?;
                // The round trip of the TCP handshake.
                sleep(latency).await;
                converse(stream, |query| zones.answer(query), latency).await
            };
            let ended = stop.run_until_cancelled(timeout(CONNECTION_DEADLINE, conversation)).await;
            if let Some(Ok(Err(error))) = ended {
                tracing::trace!(%error, "a DNS client of the lab hung up");
            }
        });
    }
}

/// Answers messages with a length prefix, one after the other (RFC 1035 section 4.2.2).
pub(crate) async fn converse(
    mut stream: TcpStream,
    answers: impl Fn(&Message) -> Option<Message>,
    latency: Duration,
) -> io::Result<()> {
    loop {
        let length = match stream.read_u16().await {
            Ok(length) => usize::from(length),
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(()),
            Err(error) => return Err(error),
        };
        let mut bytes = vec![0_u8; length];
        stream.read_exact(&mut bytes).await?;
        let Ok(query) = Message::from_vec(&bytes) else { return Ok(()) };
        let Some(answer) = answers(&query) else { continue };
        let Ok(bytes) = answer.to_vec() else { return Ok(()) };
        let Ok(length) = u16::try_from(bytes.len()) else { return Ok(()) };
        sleep(latency).await;
        stream.write_all(&[&length.to_be_bytes()[..], &bytes].concat()).await?;
    }
}
