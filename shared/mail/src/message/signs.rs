//! What a header is evidence of, for the rules that judge.
//!
//! Only lines that the receiver's side wrote, or that stand in its name where it writes them, are
//! evidence: every other line can be forged. A wait counts only where the clocks of one side agree;
//! at the border between two sides neither can be named. Must never judge whose job a fix is.

use terms::Confidence;

use super::model::{
    ArrivedSign, AuthMethod, AuthResult, AuthStatement, FilterVerdict, Hop, HopSide,
    MessageReading, Trust,
};

/// If the first server took the message over within this time after it was written, the clock of
/// the sender's device agrees with the clock of that server. In seconds.
const CLOCKS_AGREE_S: u64 = 600;

/// The facts of a header, each with how sure it is.
pub(super) fn read(message: &MessageReading) -> Vec<(ArrivedSign, Confidence)> {
    let mut found = Vec::new();
    for statement in &message.filters {
        if let (Some(sign), Some(confidence)) =
            (of_filter(statement.verdict), of_trust(statement.trust))
        {
            found.push((sign, confidence));
        }
    }
    match proof(&message.authentication) {
        Some((true, confidence)) => found.push((ArrivedSign::SenderProven, confidence)),
        // A list changes messages, so that no proof of the author can hold.
        Some((false, _)) if message.origin.list.is_some() => {}
        Some((false, confidence)) if message.origin.is_forwarded => {
            found.push((ArrivedSign::ForwardFailed, confidence.min(Confidence::Likely)));
        }
        Some((false, confidence)) => found.push((ArrivedSign::SenderFailed, confidence)),
        None => {}
    }
    found.extend(waits(message));
    found
}

const fn of_filter(verdict: FilterVerdict) -> Option<ArrivedSign> {
    match verdict {
        FilterVerdict::Junk
        | FilterVerdict::SurelyJunk
        | FilterVerdict::Spoofed
        | FilterVerdict::Bulk => Some(ArrivedSign::FilterJunk),
        FilterVerdict::Phishing | FilterVerdict::Malware => Some(ArrivedSign::FilterDanger),
        FilterVerdict::BlockedByRecipient => Some(ArrivedSign::BlockedByRecipient),
        FilterVerdict::BlockedByAdmin | FilterVerdict::MarkedByRule => {
            Some(ArrivedSign::BlockedByAdmin)
        }
        FilterVerdict::Clean
        | FilterVerdict::AllowedByRecipient
        | FilterVerdict::AllowedByAdmin
        | FilterVerdict::Internal
        | FilterVerdict::Released
        | FilterVerdict::ScoreOnly => None,
    }
}

const fn of_trust(trust: Trust) -> Option<Confidence> {
    match trust {
        Trust::Receiver => Some(Confidence::Certain),
        Trust::Named => Some(Confidence::Likely),
        Trust::Forgeable => None,
    }
}

/// Whether the receiver found the sender proven, and how sure it is that the receiver said so;
/// `None` if it did not say. The author's domain (DMARC) decides, else any of the two proofs.
fn proof(statements: &[AuthStatement]) -> Option<(bool, Confidence)> {
    let said = |method: AuthMethod, is_meant: fn(AuthResult) -> bool| {
        statements
            .iter()
            .filter(|said| said.method == method && is_meant(said.result))
            .filter_map(|said| of_trust(said.trust))
            .max()
    };
    let passes = |result| result == AuthResult::Pass;
    let fails =
        |result| matches!(result, AuthResult::Fail | AuthResult::Softfail | AuthResult::Permerror);
    let is_proven = |confidence| (true, confidence);
    let is_not = |confidence| (false, confidence);
    said(AuthMethod::Dmarc, passes)
        .map(is_proven)
        .or_else(|| said(AuthMethod::Dmarc, fails).map(is_not))
        .or_else(|| said(AuthMethod::Compauth, fails).map(is_not))
        .or_else(|| said(AuthMethod::Dkim, passes).map(is_proven))
        .or_else(|| said(AuthMethod::Spf, passes).map(is_proven))
        .or_else(|| said(AuthMethod::Spf, fails).map(is_not))
}

/// The waits between two servers of one side.
fn waits(message: &MessageReading) -> impl Iterator<Item = (ArrivedSign, Confidence)> {
    let first = message.hops.first().and_then(|hop| hop.at);
    let is_agreed = message
        .sent_at
        .zip(first)
        .is_some_and(|(sent, first)| sent.0.abs_diff(first.0) <= CLOCKS_AGREE_S);
    let before = move |hop: &Hop| match hop.side {
        HopSide::Sender if is_agreed => Some((ArrivedSign::WaitedBefore, Confidence::Likely)),
        HopSide::Sender => Some((ArrivedSign::WaitedBefore, Confidence::Possible)),
        HopSide::Receiver => Some((ArrivedSign::WaitedInside, Confidence::Likely)),
        HopSide::Border | HopSide::Unknown => None,
    };
    let is_slow = |hop: &&Hop| hop.slow_s().is_some();
    message.hops.iter().skip(1).filter(is_slow).filter_map(before)
}
