//! All servers on earth, in the namespace of a test: every address listens on every port that may
//! be dialled.

use std::collections::BTreeMap;
use std::net::{IpAddr, Ipv6Addr};
use std::sync::{Arc, Mutex};

use tokio::net::{TcpListener, TcpStream};

/// The ports of mail, web and name servers.
pub(super) const PORTS: [u16; 10] = [25, 53, 80, 110, 143, 443, 465, 587, 993, 995];

/// Public addresses that no interface has.
pub(super) fn public() -> [IpAddr; 2] {
    ["45.1.2.3", "2a0b::1"].map(|address| address.parse().expect("an address"))
}

/// How many connections arrived at each address.
#[derive(Clone, Debug, Default)]
pub(super) struct Arrivals(Arc<Mutex<BTreeMap<IpAddr, usize>>>);

impl Arrivals {
    fn add(&self, stream: &TcpStream) {
        let address = stream.local_addr().expect("an address").ip().to_canonical();
        *self.0.lock().expect("no panic holds it").entry(address).or_default() += 1;
    }

    /// The counts since the last call.
    pub(super) fn take(&self) -> BTreeMap<IpAddr, usize> {
        std::mem::take(&mut self.0.lock().expect("no panic holds it"))
    }
}

/// Listens for the rest of the test; each connection is counted, and then given to `peer`.
pub(super) async fn listen<F: Future<Output = ()> + Send + 'static>(
    peer: impl Fn(TcpStream, u16) -> F + Clone + Send + 'static,
) -> Arrivals {
    let arrivals = Arrivals::default();
    for port in PORTS {
        // An IPv6 socket for any address accepts IPv4 as well.
        let listener = TcpListener::bind((Ipv6Addr::UNSPECIFIED, port)).await.expect("a free port");
        let (arrivals, peer) = (arrivals.clone(), peer.clone());
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                arrivals.add(&stream);
                tokio::spawn(peer(stream, port));
            }
        });
    }
    arrivals
}
