//! Judges what one login saw of the mailbox.
//!
//! A refused login has the reason that the server gave. Must never call a mailbox full, or a
//! message lost, without the server's own figures.

use super::{Finding, FindingCode, Params};
use crate::probe::{
    CheckKind, Diagnosis, InboxSeen, LoginSeen, MailboxSeen, MessageSearchSeen, Observation,
    ProbeRun, QuotaSeen, StageOutcome,
};

/// From which share, in per cent, a mailbox counts as nearly full.
const NEAR_LIMIT_PERCENT: u16 = 90;
/// With less space left, in KiB, hardly any message fits: the shortest with their header fields
/// take some KiB.
const LEAST_ROOM_KIB: u64 = 16;
/// An empty inbox that has given out this many identifiers had messages that were taken away.
const EMPTIED_UID: u32 = 20;

pub(super) fn evaluate(diagnosis: &Diagnosis) -> Vec<Finding> {
    diagnosis.of_check(CheckKind::Mailbox).flat_map(of_run).collect()
}

fn of_run(run: &ProbeRun) -> Vec<Finding> {
    let params = || Params {
        host: Some(run.target.host.clone()),
        port: Some(run.target.port),
        ..Params::default()
    };
    let finding = |code: FindingCode, params: Params| {
        Finding::new(CheckKind::Mailbox, code, params).resting_on([run.id])
    };
    let Some(Observation::Mailbox(seen)) = &run.observation else {
        return vec![finding(FindingCode::MailboxNotJudged, not_judged(run, params()))];
    };
    match &seen.login {
        None => vec![finding(FindingCode::MailboxNotJudged, not_judged(run, params()))],
        Some(LoginSeen::Refused { reason, confidence, server_text, .. }) => {
            let params = Params {
                refusal: Some(*reason),
                confidence: Some(*confidence),
                server_text: server_text.clone(),
                ..params()
            };
            let mut refused = finding(FindingCode::MailboxLoginRefused, params);
            refused.owner = reason.owner().unwrap_or(refused.owner);
            vec![refused]
        }
        Some(LoginSeen::Admitted) => {
            let mut findings = vec![finding(FindingCode::MailboxOpens, params())];
            findings.extend(inside(seen).map(|(code, found)| {
                finding(code, Params { host: Some(run.target.host.clone()), ..found })
            }));
            findings
        }
    }
}

/// The stage that failed, and its cause.
fn not_judged(run: &ProbeRun, params: Params) -> Params {
    let failed = run.stages.iter().find_map(|report| match &report.outcome {
        StageOutcome::Failed(cause) => Some((report.stage, cause.clone())),
        StageOutcome::Passed | StageOutcome::Skipped => None,
    });
    let (stage, cause) = failed.unzip();
    Params { stage, cause, ..params }
}

/// What follows from the inside of the mailbox.
fn inside(seen: &MailboxSeen) -> impl Iterator<Item = (FindingCode, Params)> {
    let space = seen.quota.map(space);
    let inbox = seen.inbox.map(inbox);
    let search = seen.search.iter().flat_map(search);
    space.into_iter().chain(inbox).chain(search)
}

fn space(quota: QuotaSeen) -> (FindingCode, Params) {
    let left_kib = quota.limit_kib.saturating_sub(quota.used_kib);
    let code = if left_kib < LEAST_ROOM_KIB {
        FindingCode::MailboxOverLimit
    } else if quota.percent() >= NEAR_LIMIT_PERCENT {
        FindingCode::MailboxNearLimit
    } else {
        FindingCode::MailboxHasSpace
    };
    let params = Params {
        used_kib: Some(quota.used_kib),
        limit_kib: Some(quota.limit_kib),
        count: Some(quota.percent()),
        ..Params::default()
    };
    (code, params)
}

fn inbox(inbox: InboxSeen) -> (FindingCode, Params) {
    let is_emptied =
        inbox.message_count == 0 && inbox.uid_next.is_some_and(|next| next >= EMPTIED_UID);
    let code = if is_emptied { FindingCode::InboxEmptied } else { FindingCode::InboxSeen };
    let params = Params {
        count: Some(count(inbox.message_count)),
        age_min: inbox.newest_age_min,
        ..Params::default()
    };
    (code, params)
}

/// Where the message was found; every place counts, because the search may find several messages.
fn search(search: &MessageSearchSeen) -> Vec<(FindingCode, Params)> {
    let found = [
        (FindingCode::MessageInInbox, search.inbox_count),
        (FindingCode::MessageInJunk, search.junk_count.unwrap_or_default()),
        (FindingCode::MessageElsewhere, search.elsewhere_count),
        (FindingCode::MessageInTrash, search.trash_count.unwrap_or_default()),
    ];
    let mut findings: Vec<_> = found
        .into_iter()
        .filter(|(_, found)| *found > 0)
        .map(|(code, found)| (code, Params { count: Some(count(found)), ..Params::default() }))
        .collect();
    if findings.is_empty() {
        let is_whole = search.unsearched_count == 0;
        let code =
            if is_whole { FindingCode::MessageNotThere } else { FindingCode::MessageNotJudged };
        let params = Params {
            count: (!is_whole).then(|| count(search.unsearched_count)),
            ..Params::default()
        };
        findings.push((code, params));
    }
    findings
}

fn count(number: u32) -> u16 {
    u16::try_from(number).unwrap_or(u16::MAX)
}
