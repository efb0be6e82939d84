//! Rules about the servers: those that receive mail, and the services that give access to the
//! mailboxes.

use super::Sign::{Complains, Pattern, Problem, Received, Said, Seen, Trouble};
use super::{
    BounceReason as Reason, CauseCode, Complaint, Confidence, DNS_IS_DOWN, FindingCode as Code,
    MAIL_ARRIVES, Meaning, Owner, PatternCode, Rule, SOME_WAY_WORKS, Sign,
};

/// The servers that receive mail for the domain.
pub(super) const INCOMING: &[Rule] = &[
    Rule {
        any: &[Problem(Code::RelayDown)],
        none: &[DNS_IS_DOWN, Seen(Code::MxImplicit), Seen(Code::RelayTimeout)],
        // A server that refuses our connection, or is busy, may still accept mail from others.
        against: &[
            Seen(Code::RelayGreetingRejected),
            Seen(Code::RelayBusy),
            Said(Meaning::SomeMessages),
            Pattern(PatternCode::OnlyThese),
        ],
        ..Rule::new(CauseCode::MailServersDown, Confidence::Certain, Owner::MailProvider)
    },
    // A timeout is seen from one location only; other clients may get an answer.
    Rule {
        any: &[Problem(Code::RelayDown)],
        none: &[DNS_IS_DOWN, Seen(Code::MxImplicit)],
        // A server that refuses our connection, or is busy, may still accept mail from others.
        against: &[
            Seen(Code::RelayGreetingRejected),
            Seen(Code::RelayBusy),
            Said(Meaning::SomeMessages),
            Pattern(PatternCode::OnlyThese),
        ],
        ..Rule::new(CauseCode::MailServersDown, Confidence::Likely, Owner::MailProvider)
    },
    Rule {
        all: &[Trouble(Code::RelayPartlyDown), Said(Meaning::SomeMessages)],
        none: &[DNS_IS_DOWN],
        ..Rule::new(CauseCode::MailServersDown, Confidence::Likely, Owner::MailProvider)
    },
    // A sender that tries the broken server first retries later (RFC 5321 section 5.1), so mail is
    // late.
    Rule {
        any: &[Trouble(Code::RelayPartlyDown)],
        given: &[Complains(Complaint::Late)],
        none: &[DNS_IS_DOWN],
        ..Rule::new(CauseCode::MailServersDown, Confidence::Possible, Owner::MailProvider)
    },
    // Senders that are deferred try again.
    Rule {
        any: &[Trouble(Code::RelayBusy), Trouble(Code::RelaySlow)],
        given: &[Complains(Complaint::Late), Complains(Complaint::OneMissing)],
        none: &[DNS_IS_DOWN],
        ..Rule::new(CauseCode::PutOff, Confidence::Possible, Owner::Nobody)
    },
    // The sender's server could not deliver; the checks show whether delivery works now.
    Rule {
        any: NOT_HANDED_OVER,
        none: &[DNS_IS_DOWN, Complains(Complaint::ServiceCannotOpen)],
        against: &[Seen(Code::RelayOk)],
        wanted: &[Code::RelayNotJudged],
        ..Rule::new(CauseCode::MailServersDown, Confidence::Likely, Owner::MailProvider)
    },
    // An error shown by a service that opens a mailbox is about the receiving servers only if these
    // were not seen to work.
    Rule {
        any: NOT_HANDED_OVER,
        given: &[Complains(Complaint::ServiceCannotOpen)],
        none: &[DNS_IS_DOWN, Seen(Code::RelayOk)],
        wanted: &[Code::RelayNotJudged],
        ..Rule::new(CauseCode::MailServersDown, Confidence::Likely, Owner::MailProvider)
    },
];

/// A message to the mailbox could not be delivered.
const NOT_HANDED_OVER: &[Sign] = &[
    Received(Reason::ServerUnreachable),
    Received(Reason::ServerTrouble),
    Received(Reason::Expired),
    Received(Reason::TlsFailed),
];

const WAYS_DOWN: &[Sign] = &[
    Problem(Code::SubmissionDown),
    Problem(Code::ImapDown),
    Problem(Code::Pop3Down),
    Problem(Code::WebmailDown),
    Problem(Code::WebmailError),
];

/// Services of mail programs that are down.
const PROGRAM_WAYS_DOWN: &[Sign] =
    &[Problem(Code::SubmissionDown), Problem(Code::ImapDown), Problem(Code::Pop3Down)];

const NAME_LEADS_NOWHERE: &[Sign] =
    &[Problem(Code::MailHostNotFound), Problem(Code::MailHostPrivate)];

/// The services that give access to the mailboxes.
pub(super) const MAILBOXES: &[Rule] = &[
    Rule {
        any: NAME_LEADS_NOWHERE,
        none: &[DNS_IS_DOWN],
        against: &[Said(Meaning::OtherProgramWorks), Pattern(PatternCode::OnlyThese)],
        ..Rule::new(CauseCode::MailHostMissing, Confidence::Certain, Owner::DomainAdmin)
    },
    Rule {
        any: WAYS_DOWN,
        none: &[DNS_IS_DOWN, SOME_WAY_WORKS],
        against: &[
            Said(Meaning::WebmailWorks),
            Said(Meaning::OtherProgramWorks),
            Pattern(PatternCode::OnlyThese),
        ],
        wanted: &[
            Code::ServiceNotJudged,
            Code::WebmailNotJudged,
            Code::MailHostUnknown,
            Code::WebmailHostUnknown,
        ],
        ..Rule::new(CauseCode::MailboxesDown, Confidence::Certain, Owner::MailProvider)
    },
    // If another program fails too, this service is what stops the messages.
    Rule {
        all: &[Said(Meaning::OtherProgramFails)],
        any: PROGRAM_WAYS_DOWN,
        given: &[SOME_WAY_WORKS],
        none: &[DNS_IS_DOWN],
        ..Rule::new(CauseCode::OneServiceDown, Confidence::Certain, Owner::MailProvider)
    },
    Rule {
        any: PROGRAM_WAYS_DOWN,
        given: &[SOME_WAY_WORKS],
        none: &[DNS_IS_DOWN],
        ..Rule::new(CauseCode::OneServiceDown, Confidence::Certain, Owner::MailProvider)
    },
    Rule {
        all: &[Said(Meaning::WebmailFails)],
        any: &[Problem(Code::WebmailDown), Problem(Code::WebmailError)],
        none: &[DNS_IS_DOWN],
        ..Rule::new(CauseCode::WebmailDown, Confidence::Certain, Owner::MailProvider)
    },
    Rule {
        any: &[Problem(Code::WebmailDown), Problem(Code::WebmailError)],
        given: &[SOME_WAY_WORKS],
        none: &[DNS_IS_DOWN],
        against: &[Said(Meaning::WebmailWorks)],
        ..Rule::new(CauseCode::WebmailDown, Confidence::Certain, Owner::MailProvider)
    },
    Rule {
        all: &[Said(Meaning::OtherNetworkFails), Said(Meaning::WebmailFails)],
        none: &[DNS_IS_DOWN, Seen(Code::WebmailOk)],
        wanted: &[Code::WebmailNotJudged, Code::WebmailHostUnknown],
        ..Rule::new(CauseCode::WebmailDown, Confidence::Likely, Owner::MailProvider)
    },
    Rule {
        any: &[
            Problem(Code::TlsCertificateExpired),
            Problem(Code::TlsIntermediateExpired),
            Problem(Code::TlsCertificateWrongName),
            Problem(Code::TlsCertificateCommonNameOnly),
            Problem(Code::TlsCertificateSelfSigned),
            Problem(Code::TlsCertificateUntrusted),
            Problem(Code::TlsHandshakeFailed),
            Problem(Code::TlsPlaintextInjected),
            Problem(Code::StarttlsMissing),
        ],
        none: &[DNS_IS_DOWN],
        against: &[Said(Meaning::OtherProgramWorks)],
        ..Rule::new(CauseCode::CertificateProblem, Confidence::Certain, Owner::MailProvider)
    },
    Rule {
        any: &[Problem(Code::TlsOutdated)],
        none: &[DNS_IS_DOWN],
        against: &[Said(Meaning::OtherProgramWorks)],
        ..Rule::new(CauseCode::EncryptionOutdated, Confidence::Certain, Owner::MailProvider)
    },
    // An incident that the provider declares, or that others saw, explains a failure here; without
    // a failure it explains nothing.
    Rule {
        any: &[Seen(Code::ProviderIncident), Seen(Code::SeenElsewhere)],
        given: &[
            Problem(Code::RelayDown),
            Problem(Code::SubmissionDown),
            Problem(Code::ImapDown),
            Problem(Code::Pop3Down),
            Problem(Code::WebmailDown),
            Problem(Code::WebmailError),
            Problem(Code::TlsCertificateExpired),
            Said(Meaning::AllMessages),
            Said(Meaning::AllMailboxes),
            Pattern(PatternCode::OneProvider),
        ],
        none: &[DNS_IS_DOWN],
        against: &[Said(Meaning::NoProviderOutage), Pattern(PatternCode::OnlyThese)],
        ..Rule::new(CauseCode::ProviderOutage, Confidence::Likely, Owner::MailProvider)
    },
    // The declared incident may be about something else.
    Rule {
        any: &[Seen(Code::ProviderIncident), Seen(Code::SeenElsewhere)],
        given: &[
            Complains(Complaint::NothingArrives),
            Complains(Complaint::OneMissing),
            Complains(Complaint::CannotSend),
            Complains(Complaint::CannotConnect),
            Complains(Complaint::Late),
            Complains(Complaint::ServiceCannotOpen),
        ],
        none: &[DNS_IS_DOWN, Said(Meaning::NoProviderOutage)],
        ..Rule::new(CauseCode::ProviderOutage, Confidence::Possible, Owner::MailProvider)
    },
    Rule {
        all: &[Said(Meaning::ProviderOutage)],
        none: &[DNS_IS_DOWN],
        ..Rule::new(CauseCode::ProviderOutage, Confidence::Likely, Owner::MailProvider)
    },
    // No one was asked about an outage yet, and all mailboxes fail although every measurement is
    // good.
    Rule {
        all: &[Said(Meaning::AllMailboxes)],
        given: &[MAIL_ARRIVES],
        none: &[
            Said(Meaning::NoProviderOutage),
            Said(Meaning::ChangedProvider),
            Problem(Code::MailProviderChanged),
        ],
        wanted: &[Code::RelayNotJudged],
        ..Rule::new(CauseCode::ProviderOutage, Confidence::Possible, Owner::MailProvider)
    },
    // Several domains fail, and their provider is the only thing they share.
    Rule {
        all: &[Pattern(PatternCode::OneProvider)],
        none: &[DNS_IS_DOWN, Said(Meaning::NoProviderOutage), Said(Meaning::ChangedProvider)],
        wanted: &[Code::ProviderStatusNotJudged],
        ..Rule::new(CauseCode::ProviderOutage, Confidence::Possible, Owner::MailProvider)
    },
];
