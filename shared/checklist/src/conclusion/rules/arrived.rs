//! Rules about messages that arrived: why one landed in the junk folder, and where one waited.
//!
//! They rest on lines that the receiver's side wrote. Must never name the sender for a wait at the
//! border between two sides, nor for a proof that a list or a forward broke.

use super::Sign::{Arrived, Complains, Said};
use super::{
    ArrivedSign as Shows, CauseCode, Complaint, Confidence, Meaning, Owner, OwnerSource, Rule,
};

/// Why a message landed in the junk folder.
pub(super) const JUNK: &[Rule] = &[
    // The list of blocked senders is the customer's own.
    Rule {
        any: &[Arrived(Shows::BlockedByRecipient)],
        owner: OwnerSource::Is(Owner::You),
        ..Rule::as_read(CauseCode::MailboxRule)
    },
    Rule {
        any: &[Arrived(Shows::BlockedByAdmin)],
        owner: OwnerSource::Is(Owner::DomainAdmin),
        ..Rule::as_read(CauseCode::OwnFilter)
    },
    // The filter can be wrong about a fraud, so that this is never more than possible.
    Rule {
        any: &[Arrived(Shows::FilterDanger)],
        ..Rule::new(CauseCode::Fraud, Confidence::Possible, Owner::You)
    },
    // RFC 7208 section 10.3, RFC 9989 section 7.4: the sender's side did nothing wrong.
    Rule {
        all: &[Arrived(Shows::ForwardFailed)],
        ..Rule::new(CauseCode::ForwardBreaksSpf, Confidence::Likely, Owner::You)
    },
    Rule {
        all: &[Arrived(Shows::SenderFailed), Arrived(Shows::FilterJunk)],
        none: &[Arrived(Shows::FilterDanger)],
        owner: OwnerSource::Is(Owner::OtherSide),
        ..Rule::as_read(CauseCode::TakenForJunk)
    },
    // Some receivers, such as Gmail, do not write what their filter decided.
    Rule {
        all: &[Arrived(Shows::SenderFailed)],
        given: &[Complains(Complaint::InJunk), Said(Meaning::InJunkFolder)],
        none: &[Arrived(Shows::FilterDanger)],
        ..Rule::new(CauseCode::TakenForJunk, Confidence::Likely, Owner::OtherSide)
    },
    // Nothing is said against the sender: the filter judged the content, and the recipient can
    // correct it.
    Rule {
        all: &[Arrived(Shows::FilterJunk)],
        none: &[
            Arrived(Shows::SenderFailed),
            Arrived(Shows::ForwardFailed),
            Arrived(Shows::FilterDanger),
        ],
        owner: OwnerSource::Is(Owner::You),
        ..Rule::as_read(CauseCode::TakenForJunk)
    },
];

/// Where a message waited.
pub(super) const LATE: &[Rule] = &[
    Rule {
        any: &[Arrived(Shows::WaitedInside)],
        owner: OwnerSource::Is(Owner::MailProvider),
        ..Rule::as_read(CauseCode::OwnServerSlow)
    },
    Rule {
        any: &[Arrived(Shows::WaitedBefore)],
        owner: OwnerSource::Is(Owner::OtherSide),
        ..Rule::as_read(CauseCode::SenderIsSlow)
    },
];
