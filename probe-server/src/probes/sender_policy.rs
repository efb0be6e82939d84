//! Who may send mail in the domain's name: its SPF and DMARC records, as they are written.
//!
//! Queries both in parallel, and the records that the SPF record refers to. One stage: txt. If a
//! name has no DMARC record, that of a parent domain applies (RFC 9989 §4.10), so the parents are
//! queried in turn. Must never evaluate a record.

use diagnosis::probe::{Cause, SenderPolicySeen, Stage};
use mail::dns::{DnsCause, Lookup};
use mail::{DMARC_LABEL, Domain, dmarc_flaw, is_dmarc, is_spf};
use terms::ServerText;

use super::spf_reading;
use super::stages::{Passed, Stages};
use crate::net::Net;
use crate::net::resolve::Resolver;

/// The most records kept of one kind; more than one is an error already.
const MAX_RECORDS: usize = 8;
/// How many names are queried for a DMARC record; RFC 9989 §4.10 allows eight.
const MAX_NAMES: usize = 8;

/// Queries the records. That there are none is a result, not a failure.
pub(crate) async fn probe(domain: &Domain, net: &Net, stages: &mut Stages) -> SenderPolicySeen {
    let mut seen = nothing();
    let work = async {
        let resolver = net.resolver();
        let spf = async {
            // Parse the full text: the copy that is kept may be truncated.
            let (records, only) = chosen(resolver.txt(domain).await, is_spf);
            let read = match only {
                Some(record) => Some(spf_reading::read(&record, domain, resolver).await),
                None => None,
            };
            (records, read)
        };
        let ((spf, spf_read), (dmarc, dmarc_flaw, dmarc_of)) =
            tokio::join!(spf, dmarc(domain, resolver));
        seen = SenderPolicySeen { spf, dmarc, dmarc_of, spf_read, dmarc_flaw };
        let open = [seen.spf.cause(), seen.dmarc.cause()]
            .into_iter()
            .flatten()
            .find(|cause| !cause.is_authoritative());
        match open {
            Some(cause) => Err(Cause::Dns(cause)),
            None => {
                let records: Vec<_> = [&seen.spf, &seen.dmarc]
                    .into_iter()
                    .filter_map(Lookup::found)
                    .flatten()
                    .collect();
                let written: Vec<_> = records.iter().map(|record| record.as_str()).collect();
                Ok(if written.is_empty() {
                    Passed::silently(())
                } else {
                    Passed::with((), &written.join(" · "))
                })
            }
        }
    };
    // The cause is in the stage reports.
    let _stopped = stages.run(Stage::Txt, net.limits().probe, work).await;
    seen
}

/// The observation before anything was queried.
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

/// The DMARC records of the closest name that has any, the flaw of the record if there is only one,
/// and that name.
async fn dmarc(
    domain: &Domain,
    resolver: &Resolver,
) -> (Lookup<Vec<ServerText>>, Option<ServerText>, Option<Domain>) {
    let mut at = domain.clone();
    let mut answer = Lookup::Failed(DnsCause::NoData);
    for _ in 0..MAX_NAMES {
        let Ok(name) = at.with_label(DMARC_LABEL) else { break };
        let (found, only) = chosen(resolver.txt(&name).await, is_dmarc);
        answer = found;
        match &answer {
            Lookup::Found(_) => {
                return (
                    answer,
                    only.as_deref().and_then(dmarc_flaw).map(ServerText::new),
                    Some(at),
                );
            }
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

/// The texts of one kind, and the full text if there is only one; "no data" if there are none.
fn chosen(
    texts: Lookup<Vec<String>>,
    is_one: impl Fn(&str) -> bool,
) -> (Lookup<Vec<ServerText>>, Option<String>) {
    match texts {
        Lookup::Found(mut texts) => {
            texts.retain(|text| is_one(text));
            let found: Vec<_> =
                texts.iter().take(MAX_RECORDS).map(|text| ServerText::new(text)).collect();
            let only = texts.pop().filter(|_| texts.is_empty());
            (
                if found.is_empty() {
                    Lookup::Failed(DnsCause::NoData)
                } else {
                    Lookup::Found(found)
                },
                only,
            )
        }
        Lookup::Failed(cause) => (Lookup::Failed(cause), None),
    }
}
