//! Asks the recursive resolver why a query failed: for its extended errors (RFC 8914), and whether
//! it has an answer when it need not validate signatures (CD, RFC 4035 §3.2.2).
//!
//! It builds the queries itself and sends them over TCP, because hickory's resolver exposes
//! neither; only after a failure. Must never judge who is at fault.

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

/// Deadline for both answers together; the resolver has just failed, so the result is in its cache.
const PATIENCE: Duration = Duration::from_secs(2);
/// The EDNS option code of an extended error (RFC 8914 §2).
const EXTENDED_ERROR: u16 = 15;
/// The most extended errors kept of one answer.
const MAX_ERRORS: usize = 8;

/// Why the recursive resolver failed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct ServFailReason {
    /// DNSSEC validation failed: it has an answer, and returns it only when checking is disabled.
    pub(crate) is_for_signatures: bool,
    /// The codes of its extended errors (RFC 8914).
    pub(crate) errors: Vec<u16>,
}

impl Resolver {
    /// Why the `NS` query for a domain fails. `None` if it does not fail now, or if no reason comes
    /// back.
    pub(crate) async fn servfail_reason(&self, domain: &Domain) -> Option<ServFailReason> {
        let name = to_name(domain).ok()?;
        timeout(PATIENCE.min(self.limit), self.ask_again(&name)).await.ok()?.ok()?
    }

    /// The zone that fails: the domain, or its outermost ancestor up to which every name fails as
    /// well.
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

    async fn ask_again(&self, name: &Name) -> Result<Option<ServFailReason>, Cause> {
        let Some(address) = self.first else { return Ok(None) };
        #[expect(
            clippy::disallowed_methods,
            reason = "the resolver is the operator's own, and not vetted"
        )]
        let mut stream = TcpStream::connect(address).await.map_err(|err| io_cause(&err))?;
        let checked = Question {
            is_recursive: true,
            extension: Some(Extension::Reasons),
            ..Question::of(name, RecordType::NS)
        };
        let answer = question::ask(&mut stream, &checked).await?;
        if answer.metadata.response_code != ResponseCode::ServFail {
            return Ok(None);
        }
        let unchecked =
            question::ask(&mut stream, &Question { is_unchecked: true, ..checked }).await;
        let is_answered = |answer: Message| {
            matches!(answer.metadata.response_code, ResponseCode::NoError | ResponseCode::NXDomain)
        };
        Ok(Some(ServFailReason {
            is_for_signatures: unchecked.is_ok_and(is_answered),
            errors: errors(&answer),
        }))
    }
}

/// The codes of the extended errors: the first two bytes of each option (RFC 8914 §2).
fn errors(answer: &Message) -> Vec<u16> {
    let options = answer.edns.iter().flat_map(|edns| &edns.options().options);
    let code = |(_, option): &(_, EdnsOption)| match option {
        EdnsOption::Unknown(EXTENDED_ERROR, bytes) => {
            bytes.first_chunk::<2>().map(|code| u16::from_be_bytes(*code))
        }
        _ => None,
    };
    let mut errors: Vec<u16> = options.filter_map(code).take(MAX_ERRORS).collect();
    errors.dedup();
    errors
}

#[cfg(test)]
mod tests;
