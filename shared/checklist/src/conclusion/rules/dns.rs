//! Rules about the domain and about where its mail is delivered.

use super::Sign::{Problem, Received, Said, Seen, Trouble};
use super::{
    BounceReason as Reason, CauseCode, Confidence, DNS_IS_DOWN, DNSSEC_IS_BROKEN,
    FindingCode as Code, IS_RECEIVING, Meaning, Owner, Rule, Sign,
};

/// The registration still names the previous provider's name servers, which no longer serve the
/// domain. All other faults follow from it.
pub(super) const LEFT_BEHIND: &[Rule] = &[Rule {
    all: &[Said(Meaning::ChangedProvider)],
    any: &[Problem(Code::NameServerLame)],
    ..Rule::new(CauseCode::DnsAfterMove, Confidence::Certain, Owner::DomainAdmin)
}];

/// The domain itself.
pub(super) const DOMAIN: &[Rule] = &[
    Rule {
        any: &[Problem(Code::DomainNotFound)],
        against: &[Seen(Code::MxOk), Seen(Code::RelayOk), Said(Meaning::SomeMessages)],
        ..Rule::new(CauseCode::DomainNotFound, Confidence::Certain, Owner::DomainAdmin)
    },
    Rule {
        any: &[Received(Reason::DomainNotFound)],
        against: &[Seen(Code::DelegationOk)],
        wanted: &[Code::DnsNotJudged],
        ..Rule::new(CauseCode::DomainNotFound, Confidence::Likely, Owner::DomainAdmin)
    },
    Rule {
        any: &[
            Problem(Code::DomainServersFailing),
            Problem(Code::DomainServersSilent),
            Problem(Code::NameServerLame),
        ],
        against: &[Seen(Code::MxOk), Seen(Code::RelayOk)],
        ..Rule::new(CauseCode::NameServersFailing, Confidence::Certain, Owner::DomainAdmin)
    },
    // It failed when the message was sent; the checks show whether it still does.
    Rule {
        any: &[Received(Reason::DnsFailed)],
        none: &[DNSSEC_IS_BROKEN],
        against: &[Seen(Code::MxOk)],
        wanted: &[Code::DnsNotJudged],
        ..Rule::new(CauseCode::NameServersFailing, Confidence::Likely, Owner::DomainAdmin)
    },
    // Our own resolver rejected the signatures and the break was seen, so other validating
    // resolvers fail too.
    Rule {
        any: &[Problem(Code::DnssecWrongDs), Problem(Code::DnssecWrongSignatures)],
        against: &[Seen(Code::MxOk), Seen(Code::RelayOk)],
        ..Rule::new(CauseCode::DnssecBroken, Confidence::Certain, Owner::DomainAdmin)
    },
    // Our resolver does not validate, or the break was not seen, but another server could not
    // resolve the domain.
    Rule {
        all: &[DNSSEC_IS_BROKEN, Received(Reason::DnsFailed)],
        ..Rule::new(CauseCode::DnssecBroken, Confidence::Certain, Owner::DomainAdmin)
    },
    Rule {
        any: &[DNSSEC_IS_BROKEN],
        ..Rule::new(CauseCode::DnssecBroken, Confidence::Likely, Owner::DomainAdmin)
    },
];

/// Placeholders left in place of the new provider's host name; they lead nowhere.
const SLIPS: &[Sign] = &[Problem(Code::MxUnverifiedMicrosoft)];

/// DNS records left from before a change of provider: one cause, whatever was forgotten.
pub(super) const MOVED: &[Rule] = &[
    Rule {
        all: &[Said(Meaning::ChangedProvider)],
        any: &[Problem(Code::MailProviderChanged)],
        none: &[DNS_IS_DOWN],
        ..Rule::new(CauseCode::DnsAfterMove, Confidence::Certain, Owner::DomainAdmin)
    },
    // The previous servers no longer receive mail for the domain, and say so.
    Rule {
        all: &[Problem(Code::MailProviderChanged)],
        any: &[Received(Reason::RelayDenied)],
        none: &[DNS_IS_DOWN],
        ..Rule::new(CauseCode::DnsAfterMove, Confidence::Certain, Owner::DomainAdmin)
    },
    // They do not know the mailbox. A mistyped or deleted mailbox gives the same error.
    Rule {
        all: &[Problem(Code::MailProviderChanged)],
        any: &[Received(Reason::MailboxUnknown), Received(Reason::MailboxDisabled)],
        none: &[DNS_IS_DOWN],
        ..Rule::new(CauseCode::DnsAfterMove, Confidence::Likely, Owner::DomainAdmin)
    },
    Rule {
        all: &[Said(Meaning::ChangedProvider)],
        any: &[
            Received(Reason::MailboxUnknown),
            Received(Reason::MailboxDisabled),
            Received(Reason::RelayDenied),
        ],
        none: &[DNS_IS_DOWN],
        ..Rule::new(CauseCode::DnsAfterMove, Confidence::Likely, Owner::DomainAdmin)
    },
    Rule {
        any: &[Received(Reason::RelayDenied)],
        none: &[DNS_IS_DOWN],
        against: &[Said(Meaning::SameProvider)],
        ..Rule::new(CauseCode::DnsAfterMove, Confidence::Likely, Owner::DomainAdmin)
    },
    // Mistakes that stop all mail.
    Rule {
        any: SLIPS,
        none: &[DNS_IS_DOWN],
        against: &[Seen(Code::MxOk), Seen(Code::RelayOk)],
        ..Rule::new(CauseCode::DnsAfterMove, Confidence::Certain, Owner::DomainAdmin)
    },
    // Servers of a known provider or of a filter: the mail may be meant to go there.
    Rule {
        any: &[Problem(Code::MailProviderChanged)],
        none: &[DNS_IS_DOWN],
        against: &[Said(Meaning::SameProvider), Seen(Code::ProviderIdentified)],
        ..Rule::new(CauseCode::DnsAfterMove, Confidence::Likely, Owner::DomainAdmin)
    },
    Rule {
        any: &[
            Trouble(Code::MxMixed),
            Trouble(Code::MxTwoProviders),
            Trouble(Code::MxUnverifiedMicrosoft),
        ],
        none: &[DNS_IS_DOWN],
        against: &[Said(Meaning::SameProvider)],
        ..Rule::new(CauseCode::DnsAfterMove, Confidence::Likely, Owner::DomainAdmin)
    },
    // Two different copies of the zone, or a registration that names servers which no longer serve
    // it.
    Rule {
        any: &[Trouble(Code::NameServersDiffer)],
        none: &[DNS_IS_DOWN],
        against: &[Said(Meaning::SameProvider)],
        ..Rule::new(CauseCode::DnsAfterMove, Confidence::Likely, Owner::DomainAdmin)
    },
    Rule {
        all: &[Trouble(Code::DelegationStale), Trouble(Code::NameServerLame)],
        none: &[DNS_IS_DOWN],
        against: &[Said(Meaning::SameProvider)],
        ..Rule::new(CauseCode::DnsAfterMove, Confidence::Likely, Owner::DomainAdmin)
    },
    // Alone it may be a change that was never completed; mail still arrives.
    Rule {
        any: &[Trouble(Code::DelegationStale)],
        none: &[DNS_IS_DOWN],
        against: &[Said(Meaning::SameProvider)],
        ..Rule::new(CauseCode::DnsAfterMove, Confidence::Possible, Owner::DomainAdmin)
    },
    // Alone it only shows that a sender was added. It affects the domain's own messages, not those
    // sent to it.
    Rule {
        any: &[Trouble(Code::SpfTwoRecords)],
        none: &[DNS_IS_DOWN],
        against: &[Said(Meaning::SameProvider)],
        ..Rule::new(CauseCode::DnsAfterMove, Confidence::Possible, Owner::DomainAdmin)
    },
    Rule {
        all: &[Said(Meaning::ChangedProvider)],
        any: &[
            Trouble(Code::DelegationStale),
            Trouble(Code::NameServerLame),
            Trouble(Code::NameServersDiffer),
            Trouble(Code::MxNone),
            Trouble(Code::MxNull),
            Trouble(Code::MxNullBeside),
            Trouble(Code::MxImplicit),
            Trouble(Code::MxHostNotFound),
            Trouble(Code::MxAddressPrivate),
            Trouble(Code::MxMalformed),
            Trouble(Code::MailHostNotFound),
            Trouble(Code::MxTwoProviders),
            Trouble(Code::MxNameDoubled),
            Trouble(Code::MxUnverifiedMicrosoft),
            Trouble(Code::SpfTwoRecords),
            Trouble(Code::SpfMissing),
        ],
        none: &[DNS_IS_DOWN],
        ..Rule::new(CauseCode::DnsAfterMove, Confidence::Likely, Owner::DomainAdmin)
    },
    // All mailboxes fail after a change of provider, and no measurement shows that mail goes to the
    // right servers.
    Rule {
        all: &[Said(Meaning::ChangedProvider), Said(Meaning::AllMailboxes)],
        none: &[DNS_IS_DOWN, Seen(Code::MxOk)],
        wanted: &[Code::DnsNotJudged],
        ..Rule::new(CauseCode::DnsAfterMove, Confidence::Likely, Owner::DomainAdmin)
    },
    // If the MX record is correct, the answer alone says nothing about where mail goes.
    Rule {
        all: &[Said(Meaning::ChangedProvider)],
        none: &[DNS_IS_DOWN, Seen(Code::MxOk)],
        wanted: &[Code::DnsNotJudged],
        ..Rule::new(CauseCode::DnsAfterMove, Confidence::Possible, Owner::DomainAdmin)
    },
];

/// Whether the domain names a usable server for its mail.
pub(super) const PLACE: &[Rule] = &[
    Rule {
        any: &[Problem(Code::MxNull)],
        // After a change of provider, the missing update is the cause: one cause, not two.
        none: &[DNS_IS_DOWN, Said(Meaning::ChangedProvider)],
        against: &[Seen(Code::RelayOk), Said(Meaning::SomeMessages)],
        ..Rule::new(CauseCode::MailRefusedByDns, Confidence::Certain, Owner::DomainAdmin)
    },
    // The sender of that message used the null MX; other senders use the other MX records.
    Rule {
        all: &[Trouble(Code::MxNullBeside), Received(Reason::DomainTakesNoMail)],
        none: &[DNS_IS_DOWN],
        ..Rule::new(CauseCode::MailRefusedByDns, Confidence::Certain, Owner::DomainAdmin)
    },
    Rule {
        any: &[
            Problem(Code::MxHostNotFound),
            Problem(Code::MxAddressPrivate),
            Problem(Code::MxMalformed),
            Problem(Code::MxNameDoubled),
        ],
        none: &[DNS_IS_DOWN, Said(Meaning::ChangedProvider), Problem(Code::MxUnverifiedMicrosoft)],
        against: &[Seen(Code::RelayOk), Said(Meaning::SomeMessages)],
        ..Rule::new(CauseCode::MxLeadsNowhere, Confidence::Certain, Owner::DomainAdmin)
    },
    Rule {
        any: &[Problem(Code::MailHostBehindHttpProxy)],
        none: &[DNS_IS_DOWN],
        against: &[Seen(Code::RelayOk)],
        ..Rule::new(CauseCode::MailHostBehindProxy, Confidence::Certain, Owner::DomainAdmin)
    },
    Rule {
        any: &[Problem(Code::MxNone)],
        none: &[DNS_IS_DOWN, Said(Meaning::ChangedProvider)],
        against: &[Seen(Code::RelayOk), Said(Meaning::SomeMessages)],
        ..Rule::new(CauseCode::MailHasNoPlace, Confidence::Certain, Owner::DomainAdmin)
    },
    // Senders with IPv6 deliver and others cannot: a cause if messages are missing, otherwise only
    // a risk.
    Rule {
        any: &[Trouble(Code::MxIpv6Only)],
        given: &[IS_RECEIVING],
        none: &[DNS_IS_DOWN],
        ..Rule::new(CauseCode::MxIpv6Only, Confidence::Likely, Owner::DomainAdmin)
    },
    // Without an MX record, mail goes to the domain's own address (RFC 5321 section 5.1), which
    // often has only a web server.
    Rule {
        all: &[Trouble(Code::MxImplicit), Problem(Code::RelayDown)],
        none: &[DNS_IS_DOWN, Said(Meaning::ChangedProvider)],
        against: &[Said(Meaning::SomeMessages)],
        ..Rule::new(CauseCode::MailHasNoPlace, Confidence::Certain, Owner::DomainAdmin)
    },
    Rule {
        any: &[Received(Reason::DomainTakesNoMail)],
        none: &[DNS_IS_DOWN],
        against: &[Seen(Code::MxOk)],
        wanted: &[Code::DnsNotJudged],
        ..Rule::new(CauseCode::MailHasNoPlace, Confidence::Likely, Owner::DomainAdmin)
    },
];
