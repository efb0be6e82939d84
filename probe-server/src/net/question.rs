//! One question to the DNS and its answer, by hand, on a TCP connection that is open (RFC 7766).
//!
//! For what a resolver's library does not hand on: answers without recursion, signatures, and the extended errors of a
//! failure (RFC 8914). Encoding and decoding are hickory's. Must never dial, and must never believe an answer to another
//! question.

use diagnosis::probe::Cause;
use hickory_resolver::proto::op::{Edns, Message, MessageType, Query};
use hickory_resolver::proto::rr::{Name, RecordType};
use terms::ServerText;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use super::dial::io_cause;

/// The longest answer that is read; the names of thirteen servers with their addresses take one of these kilobytes.
const MAX_ANSWER_BYTES: usize = 16 * 1024;

/// A question, and how it is asked.
#[derive(Clone, Copy, Debug)]
pub(super) struct Question<'a> {
    /// The name.
    pub(super) name: &'a Name,
    /// The type.
    pub(super) record_type: RecordType,
    /// Whether the server may ask others (RD, RFC 1035 §4.1.1).
    pub(super) is_recursive: bool,
    /// Whether it may hand on what does not pass its check of signatures (CD, RFC 4035 §3.2.2).
    pub(super) is_unchecked: bool,
    /// What it may add; nothing where it is asked as in 1987.
    pub(super) extension: Option<Extension>,
}

/// What an answer may hold beyond what every server gives (RFC 6891).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Extension {
    /// The reasons of a failure (RFC 8914).
    Reasons,
    /// Signatures with the records, too (DO, RFC 3225).
    Signatures,
}

impl<'a> Question<'a> {
    /// What a server knows itself, asked in the plainest way.
    pub(super) const fn of(name: &'a Name, record_type: RecordType) -> Self {
        Self { name, record_type, is_recursive: false, is_unchecked: false, extension: None }
    }

    /// As a message.
    fn message(&self) -> Message {
        let mut message = Message::query();
        message.metadata.recursion_desired = self.is_recursive;
        message.metadata.checking_disabled = self.is_unchecked;
        message.add_query(Query::query(self.name.clone(), self.record_type));
        if let Some(extension) = self.extension {
            let mut edns = Edns::new();
            edns.set_max_payload(u16::try_from(MAX_ANSWER_BYTES).unwrap_or(u16::MAX));
            edns.set_dnssec_ok(extension == Extension::Signatures);
            message.set_edns(edns);
        }
        message
    }
}

/// Asks, and reads the answer: each behind its length (RFC 1035 §4.2.2).
///
/// # Errors
/// As a [`Cause`], when no answer came, or one to something else.
pub(super) async fn ask(stream: &mut TcpStream, question: &Question<'_>) -> Result<Message, Cause> {
    let message = question.message();
    let bytes = message.to_vec().map_err(|_too_long| Cause::Internal)?;
    let length = u16::try_from(bytes.len()).map_err(|_too_long| Cause::Internal)?;
    // In one piece: some servers read no further than the first segment (RFC 7766 §8).
    stream.write_all(&[&length.to_be_bytes()[..], &bytes].concat()).await.map_err(|err| io_cause(&err))?;
    let length = usize::from(stream.read_u16().await.map_err(|err| io_cause(&err))?);
    if length > MAX_ANSWER_BYTES {
        return Err(Cause::TooMuch { limit_bytes: u32::try_from(MAX_ANSWER_BYTES).unwrap_or(u32::MAX) });
    }
    let mut bytes = vec![0; length];
    stream.read_exact(&mut bytes).await.map_err(|err| io_cause(&err))?;
    let answer = Message::from_vec(&bytes).map_err(|_broken| not_dns(&bytes))?;
    let is_answer = answer.metadata.message_type == MessageType::Response && answer.metadata.id == message.metadata.id;
    // Some servers leave the question out of a refusal; another question is another matter.
    let is_of_question = answer.queries.iter().all(|query| query.query_type() == question.record_type && query.name() == question.name);
    if is_answer && is_of_question { Ok(answer) } else { Err(not_dns(&bytes)) }
}

fn not_dns(bytes: &[u8]) -> Cause {
    Cause::NotTheProtocol { first_bytes: ServerText::from_bytes(bytes.get(..32).unwrap_or(bytes)) }
}
