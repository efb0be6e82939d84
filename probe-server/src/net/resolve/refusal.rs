//! Asks our resolver once more why it failed: for its reasons (RFC 8914), and whether it has an answer all the same when it
//! need not check signatures (CD, RFC 4035 §3.2.2).
//!
//! By hand and over TCP, as the library hands on neither; only after a failure. Must never judge whose fault it is.

use std::time::Duration;

use diagnosis::probe::Cause;
use hickory_resolver::proto::op::{Message, ResponseCode};
use hickory_resolver::proto::rr::rdata::opt::EdnsOption;
use hickory_resolver::proto::rr::{Name, RecordType};
use mail::Domain;
use mail::dns::{DnsCause, Lookup};
use tokio::net::TcpStream;
use tokio::time::timeout;

use super::{Resolver, to_name};
use crate::net::dial::io_cause;
use crate::net::question::{self, Extension, Question};

/// How long it has for both answers: they are in its memory, or it would not have failed.
const PATIENCE: Duration = Duration::from_secs(2);
/// The code of the option that holds an extended error (RFC 8914 §2).
const EXTENDED_ERROR: u16 = 15;
/// The most extended errors kept of one answer.
const MAX_ERRORS: usize = 8;

/// What our resolver says of its failure.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Refused {
    /// It has an answer, and hands it on only to somebody who wants no check of signatures.
    pub(crate) is_for_signatures: bool,
    /// The codes of its extended errors.
    pub(crate) errors: Vec<u16>,
}

impl Resolver {
    /// Why a question for a domain's name servers fails. `None` if it does not fail now, or if no reason comes back.
    pub(crate) async fn refused(&self, domain: &Domain) -> Option<Refused> {
        let name = to_name(domain).ok()?;
        timeout(PATIENCE.min(self.limit), self.ask_again(&name)).await.ok()?.ok()?
    }

    /// The zone that a failure is of: the domain, or the outermost name around it that fails as well.
    pub(crate) async fn failing_zone(&self, domain: &Domain) -> Domain {
        let mut zone = domain.clone();
        while let Some(parent) = zone.parent() {
            if self.ask(&parent, RecordType::NS).await != Lookup::Failed(DnsCause::ServFail) {
                break;
            }
            zone = parent;
        }
        zone
    }

    async fn ask_again(&self, name: &Name) -> Result<Option<Refused>, Cause> {
        let Some(address) = self.first else { return Ok(None) };
        #[expect(clippy::disallowed_methods, reason = "the resolver is the operator's own, and not vetted")]
        let mut stream = TcpStream::connect(address).await.map_err(|err| io_cause(&err))?;
        let checked = Question { is_recursive: true, extension: Some(Extension::Reasons), ..Question::of(name, RecordType::NS) };
        let answer = question::ask(&mut stream, &checked).await?;
        if answer.metadata.response_code != ResponseCode::ServFail {
            return Ok(None);
        }
        let unchecked = question::ask(&mut stream, &Question { is_unchecked: true, ..checked }).await;
        let is_answered = |answer: Message| matches!(answer.metadata.response_code, ResponseCode::NoError | ResponseCode::NXDomain);
        Ok(Some(Refused { is_for_signatures: unchecked.is_ok_and(is_answered), errors: errors(&answer) }))
    }
}

/// The codes of the extended errors: the first two bytes of each (RFC 8914 §2).
fn errors(answer: &Message) -> Vec<u16> {
    let options = answer.edns.iter().flat_map(|edns| &edns.options().options);
    let code = |(_, option): &(_, EdnsOption)| match option {
        EdnsOption::Unknown(EXTENDED_ERROR, bytes) => bytes.first_chunk::<2>().map(|code| u16::from_be_bytes(*code)),
        _ => None,
    };
    let mut errors: Vec<u16> = options.filter_map(code).take(MAX_ERRORS).collect();
    errors.dedup();
    errors
}

#[cfg(test)]
mod tests;
