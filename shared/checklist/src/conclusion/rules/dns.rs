//! The domain, and where its mail is sent.

use super::Sign::{Problem, Received, Said, Seen, Trouble};
use super::{
    BounceReason as Reason, CauseCode, Confidence, DNS_IS_DOWN, DNSSEC_IS_BROKEN, FindingCode as Code, IS_RECEIVING, Meaning, Owner, Rule,
    Sign,
};

/// The registration still leads to the name servers of before, and those have dropped the domain: all else follows from it.
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
        any: &[Problem(Code::DomainServersFailing), Problem(Code::DomainServersSilent), Problem(Code::NameServerLame)],
        against: &[Seen(Code::MxOk), Seen(Code::RelayOk)],
        ..Rule::new(CauseCode::NameServersFailing, Confidence::Certain, Owner::DomainAdmin)
    },
    // It failed when the message was sent; whether it still does, the checks say.
    Rule {
        any: &[Received(Reason::DnsFailed)],
        none: &[DNSSEC_IS_BROKEN],
        against: &[Seen(Code::MxOk)],
        wanted: &[Code::DnsNotJudged],
        ..Rule::new(CauseCode::NameServersFailing, Confidence::Likely, Owner::DomainAdmin)
    },
    // Our own resolver refused the domain for its signatures, and the break was seen: so does everybody else who checks.
    Rule {
        any: &[Problem(Code::DnssecWrongDs), Problem(Code::DnssecWrongSignatures)],
        against: &[Seen(Code::MxOk), Seen(Code::RelayOk)],
        ..Rule::new(CauseCode::DnssecBroken, Confidence::Certain, Owner::DomainAdmin)
    },
    // It does not check, or nobody saw the break, and somebody else who does could not find the domain.
    Rule {
        all: &[DNSSEC_IS_BROKEN, Received(Reason::DnsFailed)],
        ..Rule::new(CauseCode::DnssecBroken, Confidence::Certain, Owner::DomainAdmin)
    },
    Rule { any: &[DNSSEC_IS_BROKEN], ..Rule::new(CauseCode::DnssecBroken, Confidence::Likely, Owner::DomainAdmin) },
];

/// What is written where the new provider's name belongs, and leads nowhere.
const SLIPS: &[Sign] = &[Problem(Code::MxUnverifiedMicrosoft)];

/// The DNS as it is left after a change of provider: one cause, whatever was forgotten.
pub(super) const MOVED: &[Rule] = &[
    Rule {
        all: &[Said(Meaning::ChangedProvider)],
        any: &[Problem(Code::MailProviderChanged)],
        none: &[DNS_IS_DOWN],
        ..Rule::new(CauseCode::DnsAfterMove, Confidence::Certain, Owner::DomainAdmin)
    },
    // The servers of before do not take the domain's mail any more, and say so.
    Rule {
        all: &[Problem(Code::MailProviderChanged)],
        any: &[Received(Reason::RelayDenied)],
        none: &[DNS_IS_DOWN],
        ..Rule::new(CauseCode::DnsAfterMove, Confidence::Certain, Owner::DomainAdmin)
    },
    // They do not know the mailbox. A mailbox that was mistyped or deleted is refused in the same words.
    Rule {
        all: &[Problem(Code::MailProviderChanged)],
        any: &[Received(Reason::MailboxUnknown), Received(Reason::MailboxDisabled)],
        none: &[DNS_IS_DOWN],
        ..Rule::new(CauseCode::DnsAfterMove, Confidence::Likely, Owner::DomainAdmin)
    },
    Rule {
        all: &[Said(Meaning::ChangedProvider)],
        any: &[Received(Reason::MailboxUnknown), Received(Reason::MailboxDisabled), Received(Reason::RelayDenied)],
        none: &[DNS_IS_DOWN],
        ..Rule::new(CauseCode::DnsAfterMove, Confidence::Likely, Owner::DomainAdmin)
    },
    Rule {
        any: &[Received(Reason::RelayDenied)],
        none: &[DNS_IS_DOWN],
        against: &[Said(Meaning::SameProvider)],
        ..Rule::new(CauseCode::DnsAfterMove, Confidence::Likely, Owner::DomainAdmin)
    },
    // Slips that stop mail outright.
    Rule {
        any: SLIPS,
        none: &[DNS_IS_DOWN],
        against: &[Seen(Code::MxOk), Seen(Code::RelayOk)],
        ..Rule::new(CauseCode::DnsAfterMove, Confidence::Certain, Owner::DomainAdmin)
    },
    // Servers of a provider that is known, or of a filter: the mail may be meant to go there.
    Rule {
        any: &[Problem(Code::MailProviderChanged)],
        none: &[DNS_IS_DOWN],
        against: &[Said(Meaning::SameProvider), Seen(Code::ProviderIdentified)],
        ..Rule::new(CauseCode::DnsAfterMove, Confidence::Likely, Owner::DomainAdmin)
    },
    Rule {
        any: &[Trouble(Code::MxMixed), Trouble(Code::MxTwoProviders), Trouble(Code::MxUnverifiedMicrosoft)],
        none: &[DNS_IS_DOWN],
        against: &[Said(Meaning::SameProvider)],
        ..Rule::new(CauseCode::DnsAfterMove, Confidence::Likely, Owner::DomainAdmin)
    },
    // Two copies of the zone, or a registration that leads to servers which have dropped it.
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
    // Alone it may be an order that nobody has finished tidying up; mail arrives all the same.
    Rule {
        any: &[Trouble(Code::DelegationStale)],
        none: &[DNS_IS_DOWN],
        against: &[Said(Meaning::SameProvider)],
        ..Rule::new(CauseCode::DnsAfterMove, Confidence::Possible, Owner::DomainAdmin)
    },
    // Alone it only shows that somebody added a sender: it stops the domain's own messages, not those to it.
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
    // Every mailbox is blocked after a change of provider, and nothing measured says that mail goes to the right place.
    Rule {
        all: &[Said(Meaning::ChangedProvider), Said(Meaning::AllMailboxes)],
        none: &[DNS_IS_DOWN, Seen(Code::MxOk)],
        wanted: &[Code::DnsNotJudged],
        ..Rule::new(CauseCode::DnsAfterMove, Confidence::Likely, Owner::DomainAdmin)
    },
    // Where the MX record is as it should be, the answer alone says nothing of where mail goes.
    Rule {
        all: &[Said(Meaning::ChangedProvider)],
        none: &[DNS_IS_DOWN, Seen(Code::MxOk)],
        wanted: &[Code::DnsNotJudged],
        ..Rule::new(CauseCode::DnsAfterMove, Confidence::Possible, Owner::DomainAdmin)
    },
];

/// The domain's mail has a place to go to, or none.
pub(super) const PLACE: &[Rule] = &[
    Rule {
        any: &[Problem(Code::MxNull)],
        // After a change of provider this is what was forgotten: one cause, not two.
        none: &[DNS_IS_DOWN, Said(Meaning::ChangedProvider)],
        against: &[Seen(Code::RelayOk), Said(Meaning::SomeMessages)],
        ..Rule::new(CauseCode::MailRefusedByDns, Confidence::Certain, Owner::DomainAdmin)
    },
    // Whoever sent that message went by the one line, and others go by the rest.
    Rule {
        all: &[Trouble(Code::MxNullBeside), Received(Reason::DomainTakesNoMail)],
        none: &[DNS_IS_DOWN],
        ..Rule::new(CauseCode::MailRefusedByDns, Confidence::Certain, Owner::DomainAdmin)
    },
    Rule {
        any: &[Problem(Code::MxHostNotFound), Problem(Code::MxAddressPrivate), Problem(Code::MxMalformed), Problem(Code::MxNameDoubled)],
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
    // Senders that have IPv6 deliver; the others cannot, so this is a cause for whoever misses messages, and else a risk.
    Rule {
        any: &[Trouble(Code::MxIpv6Only)],
        given: &[IS_RECEIVING],
        none: &[DNS_IS_DOWN],
        ..Rule::new(CauseCode::MxIpv6Only, Confidence::Likely, Owner::DomainAdmin)
    },
    // Without an MX record mail goes to the domain's own address (RFC 5321 section 5.1), which is often that of a web site only.
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
