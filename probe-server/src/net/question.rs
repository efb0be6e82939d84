//! One DNS query and its response, over an open TCP connection (RFC 7766).
//!
//! Used for what the resolver library does not expose: non-recursive answers, signatures, and the
//! extended errors of a failure (RFC 8914). hickory encodes and decodes the messages. Must never
//! dial, and must never accept a response to another query.

use diagnosis::probe::Cause;
use hickory_resolver::proto::op::{Edns, Message, MessageType, Query};
use hickory_resolver::proto::rr::{Name, RecordType};
use terms::ServerText;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};

use super::dial::io_cause;

/// The longest response that is read; a referral to thirteen servers with their addresses takes
/// about 1 KiB.
const MAX_ANSWER_BYTES: usize = 16 * 1024;

/// A query and its header flags.
#[derive(Clone, Copy, Debug)]
pub(super) struct Question<'a> {
    /// The name.
    pub(super) name: &'a Name,
    /// The type.
    pub(super) record_type: RecordType,
    /// Whether recursion is desired (RD, RFC 1035 §4.1.1).
    pub(super) is_recursive: bool,
    /// Whether the resolver may return data that fails DNSSEC validation (CD, RFC 4035 §3.2.2).
    pub(super) is_unchecked: bool,
    /// The EDNS extension to ask for; `None` sends a query without EDNS.
    pub(super) extension: Option<Extension>,
}

/// What a response may contain only if the query asks for it with EDNS (RFC 6891).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Extension {
    /// The reasons for a failure (RFC 8914).
    Reasons,
    /// DNSSEC signatures along with the records (DO, RFC 3225).
    Signatures,
}

impl<'a> Question<'a> {
    /// A non-recursive query without EDNS.
    pub(super) const fn of(name: &'a Name, record_type: RecordType) -> Self {
        Self { name, record_type, is_recursive: false, is_unchecked: false, extension: None }
    }

    /// The query as a DNS message.
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

/// Sends the query and reads the response, each preceded by its length (RFC 1035 §4.2.2).
///
/// # Errors
/// A [`Cause`] when no response came, or one that does not match the query.
pub(super) async fn ask<S: AsyncRead + AsyncWrite + Unpin>(
    stream: &mut S,
    question: &Question<'_>,
) -> Result<Message, Cause> {
    let message = question.message();
    let bytes = message.to_vec().map_err(|_too_long| Cause::Internal)?;
    let length = u16::try_from(bytes.len()).map_err(|_too_long| Cause::Internal)?;
    // One write, so that length and message share a segment: some servers read only the first (RFC
    // 7766 §8).
    stream
        .write_all(&[&length.to_be_bytes()[..], &bytes].concat())
        .await
        .map_err(|err| io_cause(&err))?;
    let length = usize::from(stream.read_u16().await.map_err(|err| io_cause(&err))?);
    if length > MAX_ANSWER_BYTES {
        return Err(Cause::TooMuch {
            limit_bytes: u32::try_from(MAX_ANSWER_BYTES).unwrap_or(u32::MAX),
        });
    }
    let mut bytes = vec![0; length];
    stream.read_exact(&mut bytes).await.map_err(|err| io_cause(&err))?;
    let answer = Message::from_vec(&bytes).map_err(|_broken| not_dns(&bytes))?;
    let is_answer = answer.metadata.message_type == MessageType::Response
        && answer.metadata.id == message.metadata.id;
    // Some servers omit the question section in a refusal, so it may be empty but must not differ.
    let is_of_question = answer
        .queries
        .iter()
        .all(|query| query.query_type() == question.record_type && query.name() == question.name);
    if is_answer && is_of_question { Ok(answer) } else { Err(not_dns(&bytes)) }
}

fn not_dns(bytes: &[u8]) -> Cause {
    Cause::NotTheProtocol { first_bytes: ServerText::from_bytes(bytes.get(..32).unwrap_or(bytes)) }
}
