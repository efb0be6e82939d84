//! What only a person can know: the mailbox, the device, the program, the password.
//!
//! An answer alone never makes a cause certain.

use super::Sign::{Problem, Received, Said, Seen, Sent};
use super::{
    BounceReason as Reason, CauseCode, Confidence, DNS_IS_DOWN, FindingCode as Code, MAIL_ARRIVES, Meaning, Owner, Rule, SOME_WAY_WORKS,
    Whose,
};

/// The mailbox and the message.
pub(super) const MAILBOX: &[Rule] = &[
    Rule { all: &[Said(Meaning::InJunkFolder)], ..Rule::new(CauseCode::TakenForJunk, Confidence::Likely, Owner::You) },
    Rule {
        all: &[Received(Reason::MailboxFull), Said(Meaning::MailboxFull)],
        ..Rule::new(CauseCode::MailboxFull, Confidence::Certain, Owner::You)
    },
    Rule {
        any: &[Received(Reason::MailboxFull)],
        against: &[Said(Meaning::MailboxHasSpace)],
        owner: Whose::Is(Owner::You),
        ..Rule::as_read(CauseCode::MailboxFull)
    },
    Rule {
        all: &[Said(Meaning::MailboxFull)],
        none: &[DNS_IS_DOWN],
        against: &[Said(Meaning::SomeMessages)],
        ..Rule::new(CauseCode::MailboxFull, Confidence::Likely, Owner::You)
    },
    Rule {
        all: &[Said(Meaning::SomeMailboxes)],
        given: &[MAIL_ARRIVES],
        none: &[
            Said(Meaning::MailboxFull),
            Said(Meaning::MailboxHasSpace),
            Said(Meaning::InJunkFolder),
            Said(Meaning::InWebmail),
            Problem(Code::RelayDown),
        ],
        ..Rule::new(CauseCode::MailboxFull, Confidence::Possible, Owner::You)
    },
];

/// The person's own side, nearest first.
pub(super) const PERSONAL: &[Rule] = &[
    Rule {
        all: &[Said(Meaning::DeviceOffline)],
        against: &[Said(Meaning::OtherProgramWorks), Said(Meaning::WebmailWorks)],
        ..Rule::new(CauseCode::DeviceOffline, Confidence::Likely, Owner::You)
    },
    Rule {
        all: &[Said(Meaning::OtherNetworkWorks)],
        against: &[Problem(Code::WebmailDown), Problem(Code::WebmailError), Problem(Code::ImapDown)],
        wanted: &[Code::WebmailNotJudged, Code::ServiceNotJudged, Code::WebmailHostUnknown, Code::MailHostUnknown],
        ..Rule::new(CauseCode::NetworkBlocks, Confidence::Likely, Owner::You)
    },
    Rule {
        all: &[Said(Meaning::WebmailFails), Seen(Code::WebmailOk)],
        against: &[Said(Meaning::OtherNetworkFails)],
        ..Rule::new(CauseCode::NetworkBlocks, Confidence::Likely, Owner::You)
    },
    Rule {
        all: &[Said(Meaning::WebmailFails)],
        none: &[Seen(Code::WebmailOk), Seen(Code::WebmailDown), Seen(Code::WebmailError), Said(Meaning::OtherNetworkFails)],
        wanted: &[Code::WebmailNotJudged, Code::MailHostNotJudged, Code::WebmailHostUnknown],
        ..Rule::new(CauseCode::NetworkBlocks, Confidence::Possible, Owner::You)
    },
    Rule {
        all: &[Sent(Reason::LoginRefused)],
        any: &[Said(Meaning::ChangedPassword), Said(Meaning::PasswordRefused)],
        ..Rule::new(CauseCode::PasswordWrong, Confidence::Certain, Owner::You)
    },
    Rule { any: &[Sent(Reason::LoginRefused)], ..Rule::as_read(CauseCode::PasswordWrong) },
    Rule { all: &[Said(Meaning::PasswordRefused)], ..Rule::new(CauseCode::PasswordWrong, Confidence::Likely, Owner::You) },
    Rule {
        all: &[Said(Meaning::ChangedPassword)],
        none: &[Said(Meaning::PasswordRefused)],
        ..Rule::new(CauseCode::PasswordWrong, Confidence::Likely, Owner::You)
    },
    Rule { any: &[Sent(Reason::OwnServerUnreachable)], ..Rule::as_read(CauseCode::ProgramSettings) },
    Rule {
        all: &[Said(Meaning::WrongServerName)],
        against: &[Said(Meaning::InJunkFolder)],
        ..Rule::new(CauseCode::ProgramSettings, Confidence::Likely, Owner::You)
    },
    Rule {
        all: &[Said(Meaning::ChangedSettings)],
        against: &[Said(Meaning::RightServerName), Said(Meaning::OtherProgramFails)],
        ..Rule::new(CauseCode::ProgramSettings, Confidence::Possible, Owner::You)
    },
    Rule {
        all: &[Said(Meaning::InWebmail)],
        against: &[Said(Meaning::OtherProgramFails), Problem(Code::ImapDown), Problem(Code::Pop3Down)],
        wanted: &[Code::ServiceNotJudged, Code::MailHostUnknown],
        ..Rule::new(CauseCode::MailProgram, Confidence::Likely, Owner::You)
    },
    Rule {
        all: &[Said(Meaning::OtherProgramWorks)],
        none: &[Said(Meaning::InWebmail)],
        ..Rule::new(CauseCode::MailProgram, Confidence::Likely, Owner::You)
    },
    Rule {
        all: &[Said(Meaning::WebmailWorks)],
        given: &[SOME_WAY_WORKS],
        none: &[
            Said(Meaning::InWebmail),
            Said(Meaning::NotInWebmail),
            Said(Meaning::OtherProgramWorks),
            Said(Meaning::OtherProgramFails),
            Said(Meaning::InJunkFolder),
            Problem(Code::ImapDown),
        ],
        ..Rule::new(CauseCode::MailProgram, Confidence::Possible, Owner::You)
    },
    Rule {
        all: &[Said(Meaning::NotInWebmail)],
        given: &[MAIL_ARRIVES],
        none: &[Said(Meaning::AllMailboxes), Said(Meaning::MailboxFull), Problem(Code::RelayDown)],
        wanted: &[Code::RelayNotJudged],
        ..Rule::new(CauseCode::MailboxRule, Confidence::Possible, Owner::You)
    },
    Rule {
        all: &[Said(Meaning::SomeMessages)],
        given: &[MAIL_ARRIVES],
        none: &[Said(Meaning::InJunkFolder), Said(Meaning::InWebmail), Problem(Code::RelayDown)],
        wanted: &[Code::RelayNotJudged],
        ..Rule::new(CauseCode::SenderSide, Confidence::Possible, Owner::OtherSide)
    },
];
