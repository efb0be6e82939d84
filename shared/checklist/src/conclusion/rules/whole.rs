//! Rules about the overall state when no cause was found: something could not be judged, something
//! is a risk, or all is well.

use super::Sign::Seen;
use super::{
    CauseCode, Confidence, FindingCode as Code, Owner, OwnerSource, Rule, SOME_WAY_WORKS, Sign,
    When,
};

/// Applied last.
pub(super) const WHOLE: &[Rule] = &[
    Rule {
        any: &[
            Seen(Code::DnsNotJudged),
            Seen(Code::RelayNotJudged),
            Seen(Code::MailHostNotJudged),
            Seen(Code::ServiceNotJudged),
            Seen(Code::WebmailNotJudged),
            Seen(Code::ProviderNotJudged),
            Seen(Code::ProviderStatusNotJudged),
            Seen(Code::MailboxNotJudged),
            Seen(Code::MessageNotJudged),
        ],
        when: When::NothingBroken,
        ..Rule::new(CauseCode::CouldNotJudge, Confidence::Possible, Owner::Nobody)
    },
    // An unknown host name hides nothing if submission works and IMAP or POP3 works; a webmail is
    // not required.
    Rule {
        any: &[Seen(Code::MailHostUnknown)],
        none: &[Seen(Code::SubmissionOk)],
        when: When::NothingBroken,
        ..Rule::new(CauseCode::CouldNotJudge, Confidence::Possible, Owner::Nobody)
    },
    Rule {
        any: &[Seen(Code::MailHostUnknown)],
        none: &[Seen(Code::ImapOk), Seen(Code::Pop3Ok)],
        when: When::NothingBroken,
        ..Rule::new(CauseCode::CouldNotJudge, Confidence::Possible, Owner::Nobody)
    },
    Rule {
        any: &[Seen(Code::WebmailHostUnknown), Seen(Code::WebmailPageNotJudged)],
        none: &[SOME_WAY_WORKS],
        when: When::NothingBroken,
        ..Rule::new(CauseCode::CouldNotJudge, Confidence::Possible, Owner::Nobody)
    },
    Rule {
        any: &[Seen(Code::DelegationNotJudged)],
        // Name servers that we cannot query ourselves hide nothing if our resolver got an answer.
        none: &[Seen(Code::DelegationOk)],
        when: When::NothingBroken,
        ..Rule::new(CauseCode::CouldNotJudge, Confidence::Possible, Owner::Nobody)
    },
    Rule {
        any: &[Seen(Code::RelayIpv6NotJudged), Seen(Code::RelayOwnNotJudged)],
        // An address that cannot be tested from here hides nothing if the others answered.
        none: &[Seen(Code::RelayOk)],
        when: When::NothingBroken,
        ..Rule::new(CauseCode::CouldNotJudge, Confidence::Possible, Owner::Nobody)
    },
    Rule {
        any: &[Sign::AnyWarning],
        when: When::NothingElse,
        owner: OwnerSource::OfTheFinding,
        ..Rule::new(CauseCode::WorksWithRisks, Confidence::Certain, Owner::Nobody)
    },
    Rule {
        when: When::NothingElse,
        ..Rule::new(CauseCode::AllWell, Confidence::Certain, Owner::Nobody)
    },
];
