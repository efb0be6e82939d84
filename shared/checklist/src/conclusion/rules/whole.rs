//! How the whole stands where no cause was measured: something could not be judged, works with a risk, or all is well.

use super::Sign::Seen;
use super::{CauseCode, Confidence, FindingCode as Code, Owner, Rule, SOME_WAY_WORKS, Sign, When, Whose};

/// Read last.
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
        ],
        when: When::NothingBroken,
        ..Rule::new(CauseCode::CouldNotJudge, Confidence::Possible, Owner::Nobody)
    },
    // Of the two ways of reading one is enough, and there need be no webmail: a name that we do not know hides nothing
    // where mail is handed in and read by others.
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
        // Name servers that we cannot ask ourselves hide nothing when our resolver could.
        none: &[Seen(Code::DelegationOk)],
        when: When::NothingBroken,
        ..Rule::new(CauseCode::CouldNotJudge, Confidence::Possible, Owner::Nobody)
    },
    Rule {
        any: &[Seen(Code::RelayIpv6NotJudged), Seen(Code::RelayOwnNotJudged)],
        // An address that we cannot try hides nothing when the others answered.
        none: &[Seen(Code::RelayOk)],
        when: When::NothingBroken,
        ..Rule::new(CauseCode::CouldNotJudge, Confidence::Possible, Owner::Nobody)
    },
    Rule {
        any: &[Sign::AnyWarning],
        when: When::NothingElse,
        owner: Whose::OfTheFinding,
        ..Rule::new(CauseCode::WorksWithRisks, Confidence::Certain, Owner::Nobody)
    },
    Rule { when: When::NothingElse, ..Rule::new(CauseCode::AllWell, Confidence::Certain, Owner::Nobody) },
];
