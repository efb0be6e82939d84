//! Who may send in the domain's name: its SPF and DMARC records, as they are written.
//!
//! Asks for both side by side, and for the records that an SPF record refers to. One stage: txt. A name without a DMARC
//! record is spoken for by those around it (RFC 9989 §4.10), which are asked in turn. Must never evaluate a record.

use diagnosis::probe::{Cause, SenderPolicySeen, Stage};
use mail::dns::{DnsCause, Lookup};
use mail::{DMARC_LABEL, Domain, dmarc_flaw, is_dmarc, is_spf};
use terms::ServerText;

use super::spf_reading;
use super::stages::{Passed, Stages};
use crate::net::Net;
use crate::net::resolve::Resolver;

/// The most records kept of one kind: more than one is a mistake already.
const MAX_RECORDS: usize = 8;
/// How many names are asked for a DMARC record; RFC 9989 §4.10 allows eight.
const MAX_NAMES: usize = 8;

/// Asks, and tells what was answered. That there are none is an answer, not a failure.
pub(crate) async fn probe(domain: &Domain, net: &Net, stages: &mut Stages) -> SenderPolicySeen {
    let mut seen = nothing();
    let work = async {
        let resolver = net.resolver();
        let spf = async {
            // Read as it is written: what is kept of it may be cut.
            let (records, only) = chosen(resolver.txt(domain).await, is_spf);
            let read = match only {
                Some(record) => Some(spf_reading::read(&record, domain, resolver).await),
                None => None,
            };
            (records, read)
        };
        let ((spf, spf_read), (dmarc, dmarc_flaw, dmarc_of)) = tokio::join!(spf, dmarc(domain, resolver));
        seen = SenderPolicySeen { spf, dmarc, dmarc_of, spf_read, dmarc_flaw };
        let open = [seen.spf.cause(), seen.dmarc.cause()].into_iter().flatten().find(|cause| !cause.is_authoritative());
        match open {
            Some(cause) => Err(Cause::Dns(cause)),
            None => {
                let records: Vec<_> = [&seen.spf, &seen.dmarc].into_iter().filter_map(Lookup::found).flatten().collect();
                let written: Vec<_> = records.iter().map(|record| record.as_str()).collect();
                Ok(if written.is_empty() { Passed::silently(()) } else { Passed::with((), &written.join(" · ")) })
            }
        }
    };
    // The cause is in the stages.
    let _stopped = stages.run(Stage::Txt, net.limits().probe, work).await;
    seen
}

/// Before anything was asked.
pub(crate) const fn nothing() -> SenderPolicySeen {
    let unanswered = DnsCause::Timeout;
    SenderPolicySeen {
        spf: Lookup::Failed(unanswered),
        dmarc: Lookup::Failed(unanswered),
        dmarc_of: None,
        spf_read: None,
        dmarc_flaw: None,
    }
}

/// The DMARC records of the closest name that has any, what is wrong with a single one, and that name.
async fn dmarc(domain: &Domain, resolver: &Resolver) -> (Lookup<Vec<ServerText>>, Option<ServerText>, Option<Domain>) {
    let mut at = domain.clone();
    let mut answer = Lookup::Failed(DnsCause::NoData);
    for _ in 0..MAX_NAMES {
        let Ok(name) = at.with_label(DMARC_LABEL) else { break };
        let (found, only) = chosen(resolver.txt(&name).await, is_dmarc);
        answer = found;
        match &answer {
            Lookup::Found(_) => return (answer, only.as_deref().and_then(dmarc_flaw).map(ServerText::new), Some(at)),
            Lookup::Failed(DnsCause::NoData | DnsCause::NxDomain) => {}
            Lookup::Failed(_) => break,
        }
        match at.parent() {
            Some(parent) => at = parent,
            None => break,
        }
    }
    (answer, None, None)
}

/// The texts of one kind, and as it is written where there is only one; an answer with none of them is no answer.
fn chosen(texts: Lookup<Vec<String>>, is_one: impl Fn(&str) -> bool) -> (Lookup<Vec<ServerText>>, Option<String>) {
    match texts {
        Lookup::Found(mut texts) => {
            texts.retain(|text| is_one(text));
            let found: Vec<_> = texts.iter().take(MAX_RECORDS).map(|text| ServerText::new(text)).collect();
            let only = texts.pop().filter(|_| texts.is_empty());
            (if found.is_empty() { Lookup::Failed(DnsCause::NoData) } else { Lookup::Found(found) }, only)
        }
        Lookup::Failed(cause) => (Lookup::Failed(cause), None),
    }
}
