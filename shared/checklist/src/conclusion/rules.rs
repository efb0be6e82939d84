//! The table of rules, in the order in which faults have to be fixed: the domain before its
//! servers, the servers before the mailbox, the mailbox before the program that reads it.
//!
//! Rules with the same cause are adjacent, most confident first. `docs/verdicts.md` lists all of
//! them; a test keeps it up to date.

mod answers;
mod arrived;
mod bounce;
mod connection;
mod dns;
mod services;
mod whole;

use diagnosis::finding::{FindingCode, Owner, PatternCode};
use mail::bounce::BounceReason;
use mail::connection::ConnectionReason;

use super::{ArrivedSign, CauseCode, Group, OwnerSource, Rule, Sign, When};
use crate::playbook::{Complaint, Confidence, Meaning};

/// All rules, in order.
pub static TABLE: &[&[Rule]] = &[
    dns::LEFT_BEHIND,
    dns::DOMAIN,
    dns::MOVED,
    dns::PLACE,
    services::INCOMING,
    bounce::SENDING,
    bounce::RECIPIENT,
    bounce::FORWARDING,
    bounce::RECEIVING,
    arrived::JUNK,
    arrived::LATE,
    answers::MESSAGES,
    answers::MAILBOX,
    services::MAILBOXES,
    connection::SHOWN,
    answers::PERSONAL,
    whole::WHOLE,
];

/// All groups, for the documentation.
pub static GROUPS: &[&Group] = &[&DNS_DOWN, &DNSSEC, &WAYS, &ARRIVING, &RECEIVES];

/// The complaint is about messages to the customer.
const IS_RECEIVING: Sign = Sign::OneOf(&RECEIVES);
const RECEIVES: Group = Group {
    name: "*complains of receiving*",
    signs: &[
        Sign::Complains(Complaint::NothingArrives),
        Sign::Complains(Complaint::OneMissing),
        Sign::Complains(Complaint::Late),
        Sign::Complains(Complaint::InJunk),
    ],
};

/// The domain's DNS does not work at all; other faults follow from it.
const DNS_IS_DOWN: Sign = Sign::OneOf(&DNS_DOWN);
const DNS_DOWN: Group = Group {
    name: "*DNS is down*",
    signs: &[
        Sign::Problem(FindingCode::DomainNotFound),
        Sign::Problem(FindingCode::DomainServersFailing),
        Sign::Problem(FindingCode::DomainServersSilent),
        Sign::Problem(FindingCode::DnssecBroken),
        Sign::Problem(FindingCode::DnssecWrongDs),
        Sign::Problem(FindingCode::DnssecWrongSignatures),
    ],
};

/// The domain's chain of trust is broken (RFC 4035 §5), whether or not our own resolver validates.
const DNSSEC_IS_BROKEN: Sign = Sign::OneOf(&DNSSEC);
const DNSSEC: Group = Group {
    name: "*DNSSEC is broken*",
    signs: &[
        Sign::Trouble(FindingCode::DnssecBroken),
        Sign::Trouble(FindingCode::DnssecWrongDs),
        Sign::Trouble(FindingCode::DnssecWrongSignatures),
    ],
};

/// At least one service of the mailboxes works.
const SOME_WAY_WORKS: Sign = Sign::OneOf(&WAYS);
const WAYS: Group = Group {
    name: "*some way works*",
    signs: &[
        Sign::Seen(FindingCode::SubmissionOk),
        Sign::Seen(FindingCode::ImapOk),
        Sign::Seen(FindingCode::Pop3Ok),
        Sign::Seen(FindingCode::WebmailOk),
    ],
};

/// Mail reaches the domain's servers, or this could not be tested from here.
const MAIL_ARRIVES: Sign = Sign::OneOf(&ARRIVING);
const ARRIVING: Group = Group {
    name: "*mail arrives*",
    signs: &[Sign::Seen(FindingCode::RelayOk), Sign::Seen(FindingCode::RelayNotJudged)],
};
