//! Explains why a mailbox cannot be opened, or a message not be submitted through it, from the
//! error that a service or a mail program shows.
//!
//! Takes text and returns a [`ConnectionError`], without any I/O. Reads responses of IMAP and POP3
//! servers, refused logins for submission (RFC 4954), and what programs, libraries and operating
//! systems write about connections and certificates, by the rows of
//! `shared/mail/data/connection_errors.toml`. All of it is about the mailbox and the connection to
//! it, never about a recipient's server; [`crate::reading`] decides between this and a bounce. Must
//! never guess, or call certain what the text does not state.
//!
//! Reading order: [`response`] finds the server's response, [`rows`] its meaning, and this file
//! combines them.

mod model;
mod response;
mod rows;

pub use model::{About, ConnectionError};
pub(super) use rows::Specificity;
pub use terms::{ConnectionReason, Protocol, ResponseCode};

use response::Response;
use rows::Key;
use terms::Confidence;
use terms::ServerText;

use super::bounce::{BounceItem, explain};
use crate::plain::Plain;
use crate::provider::provider_named;

/// How much of a text is read, in bytes: an error is a few lines long.
const MAX_CONNECTION_BYTES: usize = 8 * 1024;
/// Header fields that identify a whole message, whose body is not an error (RFC 5322 §3.6, RFC 2045
/// §4).
const FIELDS: [&str; 6] = [
    "received:",
    "return-path:",
    "message-id:",
    "mime-version:",
    "delivered-to:",
    "dkim-signature:",
];

/// Explains the error that a service or a mail program shows for a mailbox.
///
/// `None` when nothing in the text is known to be such an error. With [`ConnectionReason::Unknown`]
/// the text is certainly one, but its words are not known.
#[must_use]
pub fn explain_connection(text: &str) -> Option<ConnectionError> {
    explained(text, explain(text).items.first()).map(|(error, _)| error)
}

/// Like [`explain_connection`], but without the codes of a reply: fast enough for each field of a
/// table.
pub(super) fn explain_alone(text: &str) -> Option<ConnectionError> {
    explained(text, None).map(|(error, _)| error)
}

/// Like [`explain_connection`], given what the bounce reader found in the text (`reply`). Also
/// returns how specific the words are.
pub(super) fn explained(
    text: &str,
    reply: Option<&BounceItem>,
) -> Option<(ConnectionError, Specificity)> {
    let text = text.get(..text.floor_char_boundary(MAX_CONNECTION_BYTES)).unwrap_or(text);
    if is_message(text) {
        return None;
    }
    let response = response::find(text);
    let words = Plain::new(text);
    let key = Key {
        response: response.and_then(|response| response.code),
        code: reply.and_then(|reply| reply.reply_code),
        status: reply.and_then(|reply| reply.enhanced_status),
        text: &words,
    };
    let row = rows::find(&key);
    let number = error_number(words.as_str());
    if row.is_none() && response.is_none() {
        return None;
    }
    let specificity = match row.map(|row| row.specificity) {
        _ if response.is_some() => Specificity::Own,
        None | Some(Specificity::Own) => Specificity::Own,
        Some(_) if rows::is_marked(&words) => Specificity::Marked,
        Some(specificity) => specificity,
    };
    let reason = row.map_or(ConnectionReason::Unknown, |row| row.reason);
    let error = ConnectionError {
        about: About::MailboxConnection,
        reason,
        protocol: response
            .map(|response| response.protocol)
            .or_else(|| protocol_named(words.as_str(), reply)),
        response_code: key.response,
        reply_code: key.code,
        enhanced_status: key.status,
        error_number: number,
        provider: provider_named(&words).or_else(|| reply.and_then(|reply| reply.provider.clone())),
        owner: row.and_then(|row| row.owner).or(reason.owner()),
        retry: row.and_then(|row| row.retry).unwrap_or_else(|| reason.retry()),
        confidence: row.map_or(Confidence::Possible, |row| row.confidence),
        server_text: server_text(text, response, reply),
    };
    Some((error, specificity))
}

/// Whether the text is a message with its header.
fn is_message(text: &str) -> bool {
    let is_field = |line: &str| {
        let name: String = line.chars().take(16).collect::<String>().to_ascii_lowercase();
        FIELDS.iter().any(|field| name.starts_with(field))
    };
    text.lines().filter(|line| is_field(line)).take(2).count() == 2
}

/// The protocol that the text names, if it names only one; else SMTP if there is a reply code,
/// because only a refused login for submission has one.
fn protocol_named(words: &str, reply: Option<&BounceItem>) -> Option<Protocol> {
    let names = [
        ("imap", Protocol::Imap),
        ("pop3", Protocol::Pop3),
        ("(pop)", Protocol::Pop3),
        ("smtp", Protocol::Smtp),
    ];
    let mut named =
        names.iter().filter(|(name, _)| words.contains(name)).map(|(_, protocol)| *protocol);
    let only = named.next().filter(|first| named.all(|other| other == *first));
    only.or_else(|| reply.and_then(|reply| reply.reply_code).map(|_| Protocol::Smtp))
}

/// The error number of a Windows program, in the form `0x800CCC0E`.
fn error_number(words: &str) -> Option<ServerText> {
    let (_, after) = words.split_once("0x8")?;
    let digits =
        after.get(..7).filter(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()))?;
    let is_whole =
        !after.get(7..)?.starts_with(|character: char| character.is_ascii_alphanumeric());
    is_whole.then(|| ServerText::new(&format!("0x8{}", digits.to_ascii_uppercase())))
}

/// What the server said, without its codes; else the whole text.
fn server_text(
    text: &str,
    response: Option<Response<'_>>,
    reply: Option<&BounceItem>,
) -> Option<ServerText> {
    let said = response.map(|response| response.text).filter(|said| !said.is_empty());
    let reply = reply
        .filter(|reply| reply.reply_code.is_some())
        .and_then(|reply| reply.server_text.clone());
    if let (None, Some(reply)) = (said, reply) {
        return Some(reply);
    }
    let one_line = said.unwrap_or(text).split_whitespace().collect::<Vec<_>>().join(" ");
    (!one_line.is_empty()).then(|| ServerText::new(&one_line))
}

#[cfg(test)]
mod tests;
