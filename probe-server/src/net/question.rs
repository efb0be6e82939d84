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

    /// A non-recursive query that asks for signatures as well.
    pub(super) const fn signed(name: &'a Name, record_type: RecordType) -> Self {
        Self { extension: Some(Extension::Signatures), ..Self::of(name, record_type) }
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

/// Sends the query and reads the response.
///
/// # Errors
/// A [`Cause`] when no response came, or one that does not match the query.
pub(super) async fn ask<S: AsyncRead + AsyncWrite + Unpin>(
    stream: &mut S,
    question: &Question<'_>,
) -> Result<Message, Cause> {
    let ids = send(stream, std::slice::from_ref(question)).await?;
    let answer = receive(stream).await?;
    if ids.contains(&answer.metadata.id) {
        checked(answer, question)
    } else {
        Err(nonsense(&answer))
    }
}

/// Sends queries at once, each preceded by its length (RFC 1035 §4.2.2), and returns their ids. The
/// responses may come in any order (RFC 7766 §6.2.1.1).
///
/// # Errors
/// A [`Cause`] when the connection is broken.
pub(super) async fn send<S: AsyncWrite + Unpin>(
    stream: &mut S,
    questions: &[Question<'_>],
) -> Result<Vec<u16>, Cause> {
    let mut ids = Vec::new();
    let mut written = Vec::new();
    for question in questions {
        let message = question.message();
        let bytes = message.to_vec().map_err(|_too_long| Cause::Internal)?;
        let length = u16::try_from(bytes.len()).map_err(|_too_long| Cause::Internal)?;
        written.extend(length.to_be_bytes());
        written.extend(bytes);
        ids.push(message.metadata.id);
    }
    // One write, so that length and message share a segment: some servers read only the first (RFC
    // 7766 §8).
    stream.write_all(&written).await.map_err(|err| io_cause(&err))?;
    Ok(ids)
}

/// Reads one response.
///
/// # Errors
/// A [`Cause`] when none came, or something that is no DNS response.
pub(super) async fn receive<S: AsyncRead + Unpin>(stream: &mut S) -> Result<Message, Cause> {
    let length = usize::from(stream.read_u16().await.map_err(|err| io_cause(&err))?);
    if length > MAX_ANSWER_BYTES {
        return Err(Cause::TooMuch {
            limit_bytes: u32::try_from(MAX_ANSWER_BYTES).unwrap_or(u32::MAX),
        });
    }
    let mut bytes = vec![0; length];
    stream.read_exact(&mut bytes).await.map_err(|err| io_cause(&err))?;
    let answer = Message::from_vec(&bytes).map_err(|_broken| not_dns(&bytes))?;
    if answer.metadata.message_type == MessageType::Response {
        Ok(answer)
    } else {
        Err(not_dns(&bytes))
    }
}

/// The response to a query with the same id, if it is to this question.
///
/// # Errors
/// [`Cause::NotTheProtocol`] when it is to another one.
pub(super) fn checked(answer: Message, question: &Question<'_>) -> Result<Message, Cause> {
    // Some servers omit the question section in a refusal, so it may be empty but must not differ.
    let is_of_question = answer
        .queries
        .iter()
        .all(|query| query.query_type() == question.record_type && query.name() == question.name);
    if is_of_question { Ok(answer) } else { Err(nonsense(&answer)) }
}

/// The cause for a response that matches no query.
pub(super) fn nonsense(answer: &Message) -> Cause {
    not_dns(&answer.to_vec().unwrap_or_default())
}

fn not_dns(bytes: &[u8]) -> Cause {
    Cause::NotTheProtocol { first_bytes: ServerText::from_bytes(bytes.get(..32).unwrap_or(bytes)) }
}
