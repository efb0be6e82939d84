//! A recursive resolver on loopback whose answers a test gives as a function.
//!
//! UDP only. It answers any name at once, and keeps nothing. Must never ask another server.

use std::net::SocketAddr;

use hickory_proto::op::{Message, Metadata, ResponseCode};
use hickory_proto::rr::{Name, RData, Record, RecordType};
use tokio::net::UdpSocket;
use tokio::task::JoinHandle;

/// The largest query, in bytes.
const QUERY_LIMIT_BYTES: usize = 4096;

/// Starts one that knows no name.
///
/// # Panics
/// When no port is free.
pub async fn empty() -> NameServer {
    start(|_, _| None).await
}

/// A running resolver, which ends with its owner.
#[derive(Debug)]
pub struct NameServer {
    address: SocketAddr,
    serving: JoinHandle<()>,
}

impl NameServer {
    /// Where it answers.
    #[must_use]
    pub const fn address(&self) -> SocketAddr {
        self.address
    }
}

impl Drop for NameServer {
    fn drop(&mut self) {
        // Without it all names fail, and a test that expects nothing more would pass.
        let is_well = std::thread::panicking() || !self.serving.is_finished();
        assert!(is_well, "the resolver's script has panicked");
        self.serving.abort();
    }
}

/// The answer to a query for a name in lower case: the records, or `None` for a name that does not
/// exist.
pub type Script = dyn Fn(&Name, RecordType) -> Option<Vec<(Name, RData)>> + Send;

/// Starts one that answers with the records of `script`, each with a time to live of 0.
///
/// # Panics
/// When no port is free.
pub async fn start(
    script: impl Fn(&Name, RecordType) -> Option<Vec<(Name, RData)>> + Send + 'static,
) -> NameServer {
    let socket =
        UdpSocket::bind("127.0.0.1:0").await.unwrap_or_else(|err| panic!("no free port: {err}"));
    let address = socket.local_addr().unwrap_or_else(|err| panic!("no address: {err}"));
    let serving = tokio::spawn(async move {
        let mut buffer = vec![0; QUERY_LIMIT_BYTES];
        loop {
            // A client that has closed its port gives an error here; the others are still served.
            let Ok((length, client)) = socket.recv_from(&mut buffer).await else { continue };
            let query = buffer.get(..length).and_then(|bytes| Message::from_vec(bytes).ok());
            let answer = query.and_then(|query| answer(&query, &script)?.to_vec().ok());
            if let Some(bytes) = answer {
                let _lost = socket.send_to(&bytes, client).await;
            }
        }
    });
    NameServer { address, serving }
}

fn answer(query: &Message, script: &Script) -> Option<Message> {
    let question = query.queries.first()?;
    let mut answer = Message::response(query.metadata.id, query.metadata.op_code);
    answer.metadata = Metadata::response_from_request(&query.metadata);
    answer.metadata.recursion_available = true;
    answer.add_query(question.clone());
    let records = script(&question.name().to_lowercase(), question.query_type());
    if records.is_none() {
        answer.metadata.response_code = ResponseCode::NXDomain;
    }
    let records = records.unwrap_or_default();
    answer.add_answers(records.into_iter().map(|(name, data)| Record::from_rdata(name, 0, data)));
    Some(answer)
}
