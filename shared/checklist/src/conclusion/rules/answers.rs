//! Rules about what only the customer can know: the mailbox, the device, the program, the password.
//!
//! Must never make a cause certain from an answer alone.

use super::Sign::{
    Arrived, Complains, MailAt, Problem, Received, Said, Seen, Sent, TakesNoPasswords,
    WantsAppPassword,
};
use super::{
    ArrivedSign, BounceReason as Reason, CauseCode, Complaint, Confidence, DNS_IS_DOWN,
    FindingCode as Code, IS_RECEIVING, MAIL_ARRIVES, Meaning, Owner, OwnerSource, Rule,
    SOME_WAY_WORKS, When,
};

/// The mailbox and the message.
pub(super) const MAILBOX: &[Rule] = &[
    // Seen in the mailbox itself.
    Rule {
        any: &[Seen(Code::MessageInJunk)],
        none: &[Seen(Code::MessageInInbox), Arrived(ArrivedSign::FilterDanger)],
        ..Rule::new(CauseCode::TakenForJunk, Confidence::Likely, Owner::OtherSide)
    },
    // As in the operator's article: after the customer's first step, the sender's side has to fix
    // it.
    Rule {
        all: &[Said(Meaning::InJunkFolder)],
        // Never advises to take a message out of the folder that the filter calls harmful.
        none: &[Arrived(ArrivedSign::FilterDanger)],
        ..Rule::new(CauseCode::TakenForJunk, Confidence::Likely, Owner::OtherSide)
    },
    // The message is in another folder. The customer may have moved it, or a rule.
    Rule {
        any: &[Seen(Code::MessageElsewhere)],
        none: &[Seen(Code::MessageInInbox)],
        ..Rule::new(CauseCode::MailboxRule, Confidence::Likely, Owner::You)
    },
    // Messages were delivered and are gone.
    Rule {
        any: &[Seen(Code::InboxEmptied)],
        ..Rule::new(CauseCode::MessagesFetched, Confidence::Likely, Owner::You)
    },
    Rule {
        all: &[Said(Meaning::MovedByRule)],
        ..Rule::new(CauseCode::MailboxRule, Confidence::Likely, Owner::You)
    },
    Rule {
        all: &[Said(Meaning::AsksToClick)],
        ..Rule::new(CauseCode::Fraud, Confidence::Likely, Owner::You)
    },
    Rule {
        all: &[Said(Meaning::DeviceSaysFull)],
        none: &[Said(Meaning::MailboxFull)],
        ..Rule::new(CauseCode::DeviceFull, Confidence::Likely, Owner::You)
    },
    Rule {
        any: &[Said(Meaning::BounceSaysFull), Said(Meaning::ErrorRecipientFull)],
        none: &[Received(Reason::MailboxFull), IS_RECEIVING],
        ..Rule::new(CauseCode::RecipientFull, Confidence::Likely, Owner::OtherSide)
    },
    // The server's own figures.
    Rule {
        any: &[Problem(Code::MailboxOverLimit)],
        ..Rule::new(CauseCode::MailboxFull, Confidence::Certain, Owner::You)
    },
    Rule {
        all: &[Received(Reason::MailboxFull), Said(Meaning::MailboxFull)],
        ..Rule::new(CauseCode::MailboxFull, Confidence::Certain, Owner::You)
    },
    Rule {
        any: &[Received(Reason::MailboxFull)],
        against: &[Said(Meaning::MailboxHasSpace), Seen(Code::MailboxHasSpace)],
        owner: OwnerSource::Is(Owner::You),
        ..Rule::as_read(CauseCode::MailboxFull)
    },
    // The sender's bounce is about the customer's own mailbox.
    Rule {
        all: &[Said(Meaning::ErrorRecipientFull)],
        given: &[IS_RECEIVING],
        against: &[Said(Meaning::MailboxHasSpace), Seen(Code::MailboxHasSpace)],
        ..Rule::new(CauseCode::MailboxFull, Confidence::Likely, Owner::You)
    },
    Rule {
        all: &[Said(Meaning::MailboxFull)],
        none: &[DNS_IS_DOWN],
        against: &[Seen(Code::MailboxHasSpace)],
        ..Rule::new(CauseCode::MailboxFull, Confidence::Likely, Owner::You)
    },
    Rule {
        all: &[Said(Meaning::SomeMailboxes)],
        given: &[MAIL_ARRIVES],
        none: &[
            Said(Meaning::MailboxFull),
            Said(Meaning::MailboxHasSpace),
            Said(Meaning::MailboxNearlyFull),
            Said(Meaning::InJunkFolder),
            Said(Meaning::InWebmail),
            Said(Meaning::WebmailWorks),
            Seen(Code::MailboxOpens),
            Problem(Code::RelayDown),
        ],
        ..Rule::new(CauseCode::MailboxFull, Confidence::Possible, Owner::You)
    },
];

/// The customer's own side, nearest first.
pub(super) const PERSONAL: &[Rule] = &[
    Rule {
        all: &[Said(Meaning::DeviceOffline)],
        against: &[Said(Meaning::OtherProgramWorks), Said(Meaning::WebmailWorks)],
        ..Rule::new(CauseCode::DeviceOffline, Confidence::Likely, Owner::You)
    },
    Rule {
        all: &[Said(Meaning::OtherNetworkWorks)],
        against: &[
            Problem(Code::WebmailDown),
            Problem(Code::WebmailError),
            Problem(Code::ImapDown),
        ],
        wanted: &[
            Code::WebmailNotJudged,
            Code::ServiceNotJudged,
            Code::WebmailHostUnknown,
            Code::MailHostUnknown,
        ],
        ..Rule::new(CauseCode::NetworkBlocks, Confidence::Likely, Owner::You)
    },
    // It fails on one device, and other devices of the customer work.
    Rule {
        all: &[Said(Meaning::WebmailFails), Complains(Complaint::OneDevice)],
        none: &[
            Problem(Code::WebmailDown),
            Problem(Code::WebmailError),
            Said(Meaning::OtherNetworkFails),
        ],
        ..Rule::new(CauseCode::NetworkBlocks, Confidence::Likely, Owner::You)
    },
    Rule {
        all: &[Said(Meaning::WebmailFails), Seen(Code::WebmailOk)],
        against: &[Said(Meaning::OtherNetworkFails)],
        ..Rule::new(CauseCode::NetworkBlocks, Confidence::Likely, Owner::You)
    },
    Rule {
        all: &[Said(Meaning::WebmailFails)],
        none: &[
            Seen(Code::WebmailOk),
            Seen(Code::WebmailDown),
            Seen(Code::WebmailError),
            Said(Meaning::OtherNetworkFails),
        ],
        wanted: &[Code::WebmailNotJudged, Code::MailHostNotJudged, Code::WebmailHostUnknown],
        ..Rule::new(CauseCode::NetworkBlocks, Confidence::Possible, Owner::You)
    },
    Rule {
        all: &[Sent(Reason::LoginRefused), Said(Meaning::PasswordRefused)],
        ..Rule::new(CauseCode::PasswordWrong, Confidence::Certain, Owner::You)
    },
    Rule {
        all: &[Sent(Reason::LoginRefused), Said(Meaning::ChangedPassword)],
        none: &[WantsAppPassword],
        ..Rule::new(CauseCode::PasswordWrong, Confidence::Certain, Owner::You)
    },
    Rule {
        any: &[Sent(Reason::LoginRefused)],
        none: &[WantsAppPassword],
        ..Rule::as_read(CauseCode::PasswordWrong)
    },
    Rule {
        any: &[Sent(Reason::LoginRefused)],
        given: &[WantsAppPassword],
        none: &[Said(Meaning::PasswordRefused)],
        ..Rule::new(CauseCode::TwoStepSignIn, Confidence::Likely, Owner::You)
    },
    Rule {
        any: &[Sent(Reason::LoginRefused)],
        given: &[WantsAppPassword],
        ..Rule::new(CauseCode::PasswordWrong, Confidence::Possible, Owner::You)
    },
    Rule {
        all: &[Said(Meaning::PasswordRefused)],
        ..Rule::new(CauseCode::PasswordWrong, Confidence::Likely, Owner::You)
    },
    Rule {
        all: &[Said(Meaning::ChangedPassword)],
        none: &[Said(Meaning::PasswordRefused), Sent(Reason::LoginRefused)],
        ..Rule::new(CauseCode::PasswordChanged, Confidence::Likely, Owner::You)
    },
    // The program does not say why it did not reach its own server.
    Rule {
        any: &[Sent(Reason::OwnServerUnreachable)],
        ..Rule::new(CauseCode::ServerNotReached, Confidence::Possible, Owner::You)
    },
    // Where programs cannot use any password, an app password does not work either.
    Rule {
        all: &[TakesNoPasswords],
        any: &[Said(Meaning::AsksForCode), Said(Meaning::NewProtection)],
        none: &[Said(Meaning::PasswordRefused)],
        ..Rule::new(CauseCode::ModernSignInNeeded, Confidence::Likely, Owner::You)
    },
    Rule {
        all: &[Said(Meaning::AsksForCode)],
        none: &[Said(Meaning::PasswordRefused), TakesNoPasswords],
        ..Rule::new(CauseCode::TwoStepSignIn, Confidence::Likely, Owner::You)
    },
    Rule {
        all: &[Said(Meaning::NewProtection)],
        none: &[TakesNoPasswords],
        ..Rule::new(CauseCode::ExtraSecurity, Confidence::Likely, Owner::You)
    },
    Rule {
        all: &[Said(Meaning::ServersRenamed)],
        ..Rule::new(CauseCode::ServersChanged, Confidence::Likely, Owner::You)
    },
    Rule {
        all: &[Said(Meaning::WrongOutgoingServer)],
        against: &[Said(Meaning::InJunkFolder)],
        ..Rule::new(CauseCode::WrongOutgoingServer, Confidence::Likely, Owner::You)
    },
    Rule {
        any: &[Said(Meaning::WrongOutgoingSettings), Said(Meaning::ErrorSenderRefused)],
        none: &[Said(Meaning::ArubaRefusesSender), IS_RECEIVING],
        ..Rule::new(CauseCode::OutgoingSettings, Confidence::Likely, Owner::You)
    },
    Rule {
        all: &[Said(Meaning::Error550510), MailAt("aruba")],
        ..Rule::new(CauseCode::SenderNotAllowed, Confidence::Likely, Owner::You)
    },
    Rule {
        all: &[Said(Meaning::ArubaRefusesSender)],
        ..Rule::new(CauseCode::SenderNotAllowed, Confidence::Likely, Owner::You)
    },
    Rule {
        all: &[Said(Meaning::OtherProgramWorks), Complains(Complaint::ServiceCannotOpen)],
        ..Rule::new(CauseCode::SettingsInService, Confidence::Likely, Owner::You)
    },
    Rule {
        all: &[Said(Meaning::WebmailWorks), Said(Meaning::OtherProgramFails)],
        none: &[Problem(Code::ImapDown), Problem(Code::SubmissionDown)],
        ..Rule::new(CauseCode::ProgramAccessClosed, Confidence::Likely, Owner::MailProvider)
    },
    Rule {
        all: &[Said(Meaning::WebmailWorks), Complains(Complaint::OneDevice)],
        ..Rule::new(CauseCode::DeviceAccount, Confidence::Likely, Owner::You)
    },
    Rule {
        all: &[Said(Meaning::WebmailIsFaster)],
        ..Rule::new(CauseCode::FetchInterval, Confidence::Likely, Owner::You)
    },
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
        against: &[
            Said(Meaning::OtherProgramFails),
            Problem(Code::ImapDown),
            Problem(Code::Pop3Down),
        ],
        wanted: &[Code::ServiceNotJudged, Code::MailHostUnknown],
        ..Rule::new(CauseCode::MailProgram, Confidence::Likely, Owner::You)
    },
    // The message is on the server.
    Rule {
        any: &[Seen(Code::MessageInInbox)],
        given: &[IS_RECEIVING],
        ..Rule::new(CauseCode::MailProgram, Confidence::Likely, Owner::You)
    },
    Rule {
        all: &[Said(Meaning::OtherProgramWorks)],
        none: &[Said(Meaning::InWebmail), Complains(Complaint::ServiceCannotOpen)],
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
        none: &[
            Said(Meaning::AllMailboxes),
            Said(Meaning::MailboxFull),
            Said(Meaning::NoRule),
            Problem(Code::RelayDown),
        ],
        wanted: &[Code::RelayNotJudged],
        ..Rule::new(CauseCode::MailboxRule, Confidence::Possible, Owner::You)
    },
    Rule {
        all: &[Said(Meaning::SomeMessages)],
        given: &[MAIL_ARRIVES],
        when: When::NothingLikely,
        none: &[Said(Meaning::InJunkFolder), Said(Meaning::InWebmail), Problem(Code::RelayDown)],
        wanted: &[Code::RelayNotJudged],
        ..Rule::new(CauseCode::SenderSide, Confidence::Possible, Owner::OtherSide)
    },
];

/// The customer's answers about messages that were sent or that came back.
pub(super) const MESSAGES: &[Rule] = &[
    Rule {
        all: &[Said(Meaning::SentByStranger)],
        ..Rule::new(CauseCode::MailboxAbused, Confidence::Likely, Owner::You)
    },
    Rule {
        all: &[Said(Meaning::ErrorSendingBlocked)],
        ..Rule::new(CauseCode::SendingBlocked, Confidence::Likely, Owner::MailProvider)
    },
    Rule {
        all: &[Said(Meaning::SentMany)],
        none: &[Said(Meaning::WebmailWorks)],
        ..Rule::new(CauseCode::SendingLimit, Confidence::Likely, Owner::You)
    },
    // Usually the limit applies to the webmail too.
    Rule {
        all: &[Said(Meaning::SentMany), Said(Meaning::WebmailWorks)],
        ..Rule::new(CauseCode::SendingLimit, Confidence::Possible, Owner::You)
    },
    Rule {
        all: &[Said(Meaning::ErrorUnknownAddress)],
        none: &[IS_RECEIVING],
        ..Rule::new(CauseCode::RecipientUnknown, Confidence::Likely, Owner::You)
    },
    Rule {
        all: &[Said(Meaning::ErrorTooLarge)],
        none: &[IS_RECEIVING],
        ..Rule::new(CauseCode::TooLarge, Confidence::Likely, Owner::You)
    },
    // The same error in a bounce that another sender received is about that sender's message.
    Rule {
        any: &[
            Said(Meaning::ErrorTooLarge),
            Said(Meaning::ErrorSenderRefused),
            Said(Meaning::ErrorRefused),
        ],
        given: &[IS_RECEIVING],
        ..Rule::new(CauseCode::SenderSide, Confidence::Likely, Owner::OtherSide)
    },
    Rule {
        all: &[Said(Meaning::ErrorUnknownAddress)],
        given: &[IS_RECEIVING],
        none: &[Problem(Code::MailProviderChanged), Said(Meaning::ChangedProvider)],
        ..Rule::new(CauseCode::MailboxMissing, Confidence::Likely, Owner::DomainAdmin)
    },
    Rule {
        all: &[Said(Meaning::OneRecipient)],
        ..Rule::new(CauseCode::RecipientRefuses, Confidence::Likely, Owner::OtherSide)
    },
    Rule {
        all: &[Said(Meaning::SendsToMany)],
        ..Rule::new(CauseCode::BulkMail, Confidence::Likely, Owner::You)
    },
    Rule {
        all: &[Said(Meaning::NeverWrote)],
        ..Rule::new(CauseCode::SenderForged, Confidence::Possible, Owner::Nobody)
    },
    Rule {
        all: &[Said(Meaning::OnlyFirstLate)],
        ..Rule::new(CauseCode::Greylisting, Confidence::Likely, Owner::Nobody)
    },
    Rule {
        all: &[Said(Meaning::OneSenderLate)],
        ..Rule::new(CauseCode::SenderIsSlow, Confidence::Likely, Owner::OtherSide)
    },
    Rule {
        all: &[Said(Meaning::ErrorStillTried)],
        ..Rule::new(CauseCode::PutOff, Confidence::Likely, Owner::Nobody)
    },
    // It is not known which server delays the messages.
    Rule {
        all: &[Said(Meaning::SentLate)],
        ..Rule::new(CauseCode::PutOff, Confidence::Possible, Owner::Nobody)
    },
    // The messages are in the webmail, where the customer reads mail.
    Rule {
        all: &[Said(Meaning::InWebmail), Said(Meaning::UsesOnlyWebmail)],
        ..Rule::new(CauseCode::WorkingAgain, Confidence::Likely, Owner::Nobody)
    },
    Rule {
        all: &[Said(Meaning::TestsSucceed)],
        ..Rule::new(CauseCode::WorkingAgain, Confidence::Possible, Owner::Nobody)
    },
];
