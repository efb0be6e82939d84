//! Rules about refused messages, combined with the present results of the checks.
//!
//! A bounce describes the refusal from the sender's point of view. If the refused message was meant
//! for the customer's own domain, the same text means something else: a fault of the sender is the
//! other side's, and "mailbox full" is about the customer's mailbox.

use super::Sign::{
    ArrivedElsewhere, Complains, Forwarded, MailAt, Problem, Received, RefusedBy, Said, Seen, Sent,
    SentFor, Trouble,
};
use super::{
    ArrivedSign, BounceReason as Reason, CauseCode, Complaint, Confidence, FindingCode as Code,
    Meaning, Owner, OwnerSource, Rule, Sign,
};

/// There is no usable SPF record.
const SPF_WRONG: &[Sign] = &[
    Trouble(Code::SpfMissing),
    Trouble(Code::SpfTwoRecords),
    Trouble(Code::SpfInvalid),
    Trouble(Code::SpfTooManyLookups),
    Trouble(Code::SpfTooManyVoids),
];

/// Why the customer's own messages are refused: the sending side.
pub(super) const SENDING: &[Rule] = &[
    Rule {
        all: &[Sent(Reason::SpfRefused)],
        any: SPF_WRONG,
        ..Rule::new(CauseCode::SpfRefused, Confidence::Certain, Owner::DomainAdmin)
    },
    Rule {
        any: &[Sent(Reason::SpfRefused)],
        wanted: &[Code::DnsNotJudged],
        ..Rule::as_read(CauseCode::SpfRefused)
    },
    Rule {
        all: &[Sent(Reason::DmarcRefused), Seen(Code::DmarcOk)],
        ..Rule::new(CauseCode::DmarcRefused, Confidence::Certain, Owner::DomainAdmin)
    },
    // The policy that the recipient's side found is not published now.
    Rule {
        any: &[Sent(Reason::DmarcRefused)],
        against: &[Seen(Code::DmarcMissing), Seen(Code::DmarcInvalid)],
        ..Rule::as_read(CauseCode::DmarcRefused)
    },
    Rule {
        any: &[Sent(Reason::SenderUnauthenticated), Sent(Reason::DkimRefused)],
        given: SPF_WRONG,
        ..Rule::new(CauseCode::SenderUnproven, Confidence::Certain, Owner::DomainAdmin)
    },
    Rule {
        any: &[Sent(Reason::SenderUnauthenticated), Sent(Reason::DkimRefused)],
        ..Rule::as_read(CauseCode::SenderUnproven)
    },
    // Messages of the customer are classified as junk, and the domain has no usable SPF record.
    Rule {
        any: SPF_WRONG,
        given: &[Complains(Complaint::SentInJunk), Said(Meaning::ErrorRefused)],
        none: &[Said(Meaning::OneRecipient)],
        ..Rule::new(CauseCode::SenderUnproven, Confidence::Likely, Owner::DomainAdmin)
    },
    // The recipient's server says that the message does not prove its sender.
    Rule {
        all: &[ArrivedElsewhere(ArrivedSign::SenderFailed)],
        any: SPF_WRONG,
        ..Rule::new(CauseCode::SenderUnproven, Confidence::Certain, Owner::DomainAdmin)
    },
    Rule {
        all: &[ArrivedElsewhere(ArrivedSign::SenderFailed)],
        ..Rule::new(CauseCode::SenderUnproven, Confidence::Likely, Owner::DomainAdmin)
    },
    Rule {
        any: &[Said(Meaning::SpfMissing), Said(Meaning::SpfWrong)],
        none: &[Seen(Code::SpfOk)],
        ..Rule::new(CauseCode::SenderUnproven, Confidence::Likely, Owner::DomainAdmin)
    },
    Rule { any: &[Sent(Reason::Blocklisted)], ..Rule::as_read(CauseCode::Blocklisted) },
    Rule { any: &[Sent(Reason::ServerNameWrong)], ..Rule::as_read(CauseCode::ServerNameWrong) },
    Rule { any: &[Sent(Reason::HeloRefused)], ..Rule::as_read(CauseCode::HeloNameWrong) },
    Rule {
        any: &[Sent(Reason::SenderUnknown)],
        against: &[Seen(Code::MxOk)],
        ..Rule::as_read(CauseCode::SenderUnknown)
    },
    Rule { any: &[Sent(Reason::SenderSuspended)], ..Rule::as_read(CauseCode::AccountSuspended) },
    Rule {
        any: &[Sent(Reason::RelayDenied), Sent(Reason::LoginRequired)],
        none: &[SentFor(Reason::RelayDenied, Owner::OtherSide)],
        ..Rule::as_read(CauseCode::LoginNeeded)
    },
    Rule { any: &[Sent(Reason::SentDirectly)], ..Rule::as_read(CauseCode::OutgoingSettings) },
    Rule { any: &[Sent(Reason::SendingDisabled)], ..Rule::as_read(CauseCode::SendingAccessClosed) },
    Rule { any: &[Sent(Reason::WebLoginNeeded)], ..Rule::as_read(CauseCode::WebSignInNeeded) },
    Rule {
        any: &[Sent(Reason::LoginMethodRefused)],
        ..Rule::as_read(CauseCode::ModernSignInNeeded)
    },
    // No published table lists 550 5.1.0 for this. Aruba gives it if the sender address is not that
    // of the login.
    Rule {
        all: &[Sent(Reason::SenderNotAllowed), RefusedBy("aruba"), MailAt("aruba")],
        ..Rule::new(CauseCode::SenderNotAllowed, Confidence::Likely, Owner::You)
    },
    Rule { any: &[Sent(Reason::SenderNotAllowed)], ..Rule::as_read(CauseCode::SenderNotAllowed) },
    Rule {
        any: &[
            Sent(Reason::SendingLimit),
            Sent(Reason::RateLimited),
            Sent(Reason::TooManyRecipients),
        ],
        ..Rule::as_read(CauseCode::SendingLimit)
    },
];

/// Why the customer's own messages are refused: the recipient's side, and the message itself.
pub(super) const RECIPIENT: &[Rule] = &[
    Rule {
        any: &[
            Sent(Reason::MailboxUnknown),
            Sent(Reason::MailboxDisabled),
            Sent(Reason::MailboxMoved),
            Sent(Reason::AddressMalformed),
        ],
        ..Rule::as_read(CauseCode::RecipientUnknown)
    },
    Rule {
        any: &[
            Sent(Reason::DomainNotFound),
            Sent(Reason::DomainTakesNoMail),
            Sent(Reason::DnsFailed),
        ],
        ..Rule::as_read(CauseCode::RecipientDomain)
    },
    Rule { any: &[Sent(Reason::MailboxFull)], ..Rule::as_read(CauseCode::RecipientFull) },
    Rule { any: &[Sent(Reason::RecipientBusy)], ..Rule::as_read(CauseCode::RecipientBusy) },
    Rule { any: &[Sent(Reason::CertifiedOnly)], ..Rule::as_read(CauseCode::CertifiedOnly) },
    Rule {
        any: &[
            Sent(Reason::SenderBlocked),
            Sent(Reason::RecipientRestricted),
            Sent(Reason::Policy),
        ],
        ..Rule::as_read(CauseCode::RecipientRefuses)
    },
    Rule {
        any: &[
            Sent(Reason::ServerUnreachable),
            Sent(Reason::ServerTrouble),
            Sent(Reason::Expired),
            Sent(Reason::TlsFailed),
        ],
        ..Rule::as_read(CauseCode::RecipientServer)
    },
    // Retrying does not help. The customer's server accepted the message; the recipient's server
    // does not recognise its own domain.
    Rule {
        any: &[Sent(Reason::Loop), SentFor(Reason::RelayDenied, Owner::OtherSide)],
        ..Rule::as_read(CauseCode::MailMisrouted)
    },
    Rule {
        any: &[Received(Reason::Loop)],
        owner: OwnerSource::Is(Owner::MailProvider),
        ..Rule::as_read(CauseCode::MailMisrouted)
    },
    Rule { any: &[Sent(Reason::TooLarge)], ..Rule::as_read(CauseCode::TooLarge) },
    Rule {
        any: &[Sent(Reason::Spam), Sent(Reason::ContentRefused), Sent(Reason::MessageMalformed)],
        ..Rule::as_read(CauseCode::ContentRefused)
    },
    Rule {
        any: &[
            Sent(Reason::Greylisted),
            Sent(Reason::Deferred),
            Received(Reason::Greylisted),
            Received(Reason::Deferred),
            // The mailbox temporarily receives more than allowed; senders try again, or send again.
            Received(Reason::RecipientBusy),
            Forwarded(Reason::Greylisted),
            Forwarded(Reason::Deferred),
        ],
        owner: OwnerSource::Is(Owner::Nobody),
        ..Rule::as_read(CauseCode::PutOff)
    },
];

/// Why messages that the customer's domain forwarded are refused elsewhere.
pub(super) const FORWARDING: &[Rule] = &[
    // The forwarding server is not in the SPF record of the sender's domain (RFC 7208 section
    // 10.3), so the customer has no record to publish.
    Rule {
        any: &[
            Forwarded(Reason::SpfRefused),
            Forwarded(Reason::DmarcRefused),
            Forwarded(Reason::DkimRefused),
            Forwarded(Reason::SenderUnauthenticated),
        ],
        owner: OwnerSource::Is(Owner::You),
        ..Rule::as_read(CauseCode::ForwardBreaksSpf)
    },
    Rule {
        any: &[
            Forwarded(Reason::MailboxUnknown),
            Forwarded(Reason::MailboxDisabled),
            Forwarded(Reason::MailboxMoved),
            Forwarded(Reason::MailboxFull),
            Forwarded(Reason::RecipientBusy),
            Forwarded(Reason::AddressMalformed),
            Forwarded(Reason::DomainNotFound),
            Forwarded(Reason::DomainTakesNoMail),
            Forwarded(Reason::DnsFailed),
            Forwarded(Reason::ServerUnreachable),
            Forwarded(Reason::ServerTrouble),
            Forwarded(Reason::Expired),
            Forwarded(Reason::TlsFailed),
            Forwarded(Reason::Loop),
            Forwarded(Reason::RelayDenied),
            Forwarded(Reason::SenderBlocked),
            Forwarded(Reason::RecipientRestricted),
            Forwarded(Reason::CertifiedOnly),
            Forwarded(Reason::Policy),
            Forwarded(Reason::Spam),
            Forwarded(Reason::ContentRefused),
            Forwarded(Reason::MessageMalformed),
            Forwarded(Reason::TooLarge),
            Forwarded(Reason::Blocklisted),
            Forwarded(Reason::SentDirectly),
            Forwarded(Reason::ServerNameWrong),
            Forwarded(Reason::HeloRefused),
            Forwarded(Reason::RateLimited),
            Forwarded(Reason::SendingLimit),
            Forwarded(Reason::TooManyRecipients),
            Forwarded(Reason::SenderUnknown),
            Forwarded(Reason::SenderNotAllowed),
            Forwarded(Reason::SenderSuspended),
            Forwarded(Reason::LoginRequired),
            Forwarded(Reason::LoginRefused),
            Forwarded(Reason::LoginMethodRefused),
            Forwarded(Reason::SendingDisabled),
            Forwarded(Reason::WebLoginNeeded),
            Forwarded(Reason::OwnServerUnreachable),
        ],
        owner: OwnerSource::Is(Owner::You),
        ..Rule::as_read(CauseCode::MailboxRule)
    },
];

/// Why messages to the customer are refused.
pub(super) const RECEIVING: &[Rule] = &[
    // After a change of provider, the old server does not know the mailbox: one cause, not two.
    Rule {
        any: &[
            Received(Reason::MailboxUnknown),
            Received(Reason::MailboxDisabled),
            Received(Reason::MailboxMoved),
        ],
        none: &[Problem(Code::MailProviderChanged), Said(Meaning::ChangedProvider)],
        owner: OwnerSource::Is(Owner::DomainAdmin),
        ..Rule::as_read(CauseCode::MailboxMissing)
    },
    Rule {
        any: &[
            Received(Reason::Spam),
            Received(Reason::ContentRefused),
            Received(Reason::Policy),
            Received(Reason::SenderBlocked),
            Received(Reason::RecipientRestricted),
            Received(Reason::CertifiedOnly),
        ],
        owner: OwnerSource::Is(Owner::MailProvider),
        ..Rule::as_read(CauseCode::OwnFilter)
    },
    Rule {
        any: &[
            Received(Reason::SpfRefused),
            Received(Reason::DkimRefused),
            Received(Reason::DmarcRefused),
            Received(Reason::SenderUnauthenticated),
            Received(Reason::Blocklisted),
            Received(Reason::SentDirectly),
            Received(Reason::ServerNameWrong),
            Received(Reason::HeloRefused),
            Received(Reason::SenderUnknown),
            Received(Reason::SenderNotAllowed),
            Received(Reason::SenderSuspended),
            Received(Reason::LoginRequired),
            Received(Reason::LoginRefused),
            Received(Reason::LoginMethodRefused),
            Received(Reason::SendingDisabled),
            Received(Reason::WebLoginNeeded),
            Received(Reason::OwnServerUnreachable),
            Received(Reason::SendingLimit),
            Received(Reason::RateLimited),
            Received(Reason::TooManyRecipients),
            Received(Reason::TooLarge),
            Received(Reason::AddressMalformed),
            Received(Reason::MessageMalformed),
        ],
        owner: OwnerSource::Is(Owner::OtherSide),
        ..Rule::as_read(CauseCode::SenderSide)
    },
];
