//! Who may send in the domain's name: its SPF and DMARC records, as they are written.
//!
//! Asks for both side by side. One stage: txt. A name without a DMARC record is spoken for by those around it
//! (RFC 9989 §4.10), which are asked in turn. Must never evaluate a record.

use shared::dns::{DnsCause, Lookup};
use shared::mail::{DMARC_LABEL, Domain, is_dmarc, is_spf};
use shared::probe::{Cause, SenderPolicySeen, ServerText, Stage};

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
        let (spf, (dmarc, dmarc_of)) = tokio::join!(resolver.txt(domain), dmarc(domain, resolver));
        seen = SenderPolicySeen { spf: chosen(spf, is_spf), dmarc, dmarc_of };
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
    SenderPolicySeen { spf: Lookup::Failed(DnsCause::Timeout), dmarc: Lookup::Failed(DnsCause::Timeout), dmarc_of: None }
}

/// The DMARC records of the closest name that has any, and that name.
async fn dmarc(domain: &Domain, resolver: &Resolver) -> (Lookup<Vec<ServerText>>, Option<Domain>) {
    let mut at = domain.clone();
    let mut answer = Lookup::Failed(DnsCause::NoData);
    for _ in 0..MAX_NAMES {
        let Ok(name) = at.with_label(DMARC_LABEL) else { break };
        answer = chosen(resolver.txt(&name).await, is_dmarc);
        match &answer {
            Lookup::Found(_) => return (answer, Some(at)),
            Lookup::Failed(DnsCause::NoData | DnsCause::NxDomain) => {}
            Lookup::Failed(_) => break,
        }
        match at.parent() {
            Some(parent) => at = parent,
            None => break,
        }
    }
    (answer, None)
}

/// The texts of one kind; an answer with none of them is no answer.
fn chosen(texts: Lookup<Vec<String>>, is_one: impl Fn(&str) -> bool) -> Lookup<Vec<ServerText>> {
    match texts {
        Lookup::Found(texts) => {
            let found: Vec<_> = texts.iter().filter(|text| is_one(text)).take(MAX_RECORDS).map(|text| ServerText::new(text)).collect();
            if found.is_empty() { Lookup::Failed(DnsCause::NoData) } else { Lookup::Found(found) }
        }
        Lookup::Failed(cause) => Lookup::Failed(cause),
    }
}
