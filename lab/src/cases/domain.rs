//! Cases in DNS: what a domain publishes about its mail, and whether its name servers answer.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use diagnosis::finding::FindingCode::{
    DelegationNotJudged, DomainNotFound, DomainServersFailing, DomainServersSilent, ImapDown,
    ImapOk, MailProviderChanged, MxAddressPrivate, MxAlias, MxHostNotFound, MxImplicit, MxMixed,
    MxNone, MxNull, MxOk, NameServerLame, RelayDown, RelayOk, RelayPartlyDown, RelayRefused,
    RelayTimeout, ServiceSlow, SubmissionOk, WebmailDown, WebmailOk,
};

use crate::case::Case;
use crate::part::{Greeting, Part};
use crate::site::{Site, customer_address};
use crate::zone::{Answers, Data, Zone};

pub(super) fn cases() -> Vec<Case> {
    vec![
        Site::healthy("bottega.test", 10)
            .without_mx()
            .relay(10, "mx1", 11)
            .relay(20, "mx2", 12)
            .case("healthy", "Tutto funziona", "Everything works")
            .spotless(),
        Site::healthy("trasloco.test", 20)
            .without_mx()
            .mx(10, "mx.vecchio-provider.test")
            .case(
                "mail_provider_changed",
                "Dominio passato a un nuovo gestore, MX rimasto al vecchio",
                "Domain moved to a new provider, MX left at the old one",
            )
            .mandatory(&[MailProviderChanged, RelayOk, WebmailOk])
            .forbidden(&[MxNone, MxOk, MxMixed, RelayDown, WebmailDown]),
        Site::healthy("insegna.test", 21)
            .without_mx()
            .case("mx_none", "Nessun record MX e nessun indirizzo", "No MX record and no address")
            .mandatory(&[MxNone, ImapOk])
            .forbidden(&[MxNull, MxImplicit, MxOk, DomainNotFound]),
        Site::healthy("edicola.test", 22)
            .without_mx()
            .record("", Data::Address(customer_address(22)))
            .on(&[25], &relay_of("edicola.test"))
            .case(
                "mx_implicit",
                "Nessun MX: la posta va all'indirizzo del dominio",
                "No MX: mail goes to the domain's own address",
            )
            .mandatory(&[MxImplicit, RelayOk])
            .forbidden(&[MxNone, MxNull, MailProviderChanged]),
        Site::healthy("vetrina.test", 23)
            .without_mx()
            .mx(0, ".")
            .case(
                "mx_null",
                "Il dominio dichiara di non ricevere posta",
                "The domain says that it takes no mail",
            )
            .mandatory(&[MxNull])
            .forbidden(&[MxNone, MxImplicit, MxOk, RelayDown]),
        Site::healthy("pendolaio.test", 234)
            .without_mx()
            .mx(0, ".")
            .greeting(143, Greeting::Dripped)
            .on(&[993], &Part::Refused)
            .case(
                "mx_null_beside_slow",
                "Il dominio dichiara di non ricevere posta, e il server IMAP risponde piano",
                "The domain says that it takes no mail, and the IMAP server is slow",
            )
            .mandatory(&[MxNull, ServiceSlow])
            .forbidden(&[MxNone, MxImplicit, MxOk, RelayDown, ImapDown]),
        Site::healthy("sartoria.test", 24)
            .without_mx()
            .mx(10, "posta.sartoria.test")
            .record("posta", Data::Cname("mail.sartoria.test".to_owned()))
            .on(&[25], &relay_of("mail.sartoria.test"))
            .case("mx_cname", "L'MX punta a un alias (CNAME)", "The MX points to an alias (CNAME)")
            .mandatory(&[MxAlias, RelayOk])
            .forbidden(&[MxNone, MxHostNotFound, RelayDown]),
        Site::healthy("magazzino.test", 25)
            .without_mx()
            .mx(10, "interno.magazzino.test")
            .record("interno", Data::Address(IpAddr::V4(Ipv4Addr::new(10, 0, 0, 5))))
            .case(
                "mx_private_address",
                "L'MX ha un indirizzo di rete privata",
                "The MX has a private address",
            )
            .mandatory(&[MxAddressPrivate])
            .forbidden(&[MxNone, MxOk, RelayRefused, RelayTimeout]),
        Site::healthy("fioraio.test", 26)
            .without_mx()
            .mx(10, "mx-dismesso.fioraio.test")
            .case(
                "mx_host_not_found",
                "L'MX è un nome che non esiste",
                "The MX is a name that does not exist",
            )
            .mandatory(&[MxHostNotFound])
            .forbidden(&[MxNone, MxOk, DomainNotFound, RelayDown]),
        Site::nowhere("scomparso.test")
            .case("domain_not_found", "Il dominio non esiste", "The domain does not exist")
            .mandatory(&[DomainNotFound])
            .forbidden(&[MxNone, MxNull, DomainServersSilent, DomainServersFailing]),
        Site::nowhere("orologeria.test")
            .zone(Zone::new("orologeria.test", Answers::ServFail))
            .case(
                "dns_servfail",
                "I server DNS del dominio sono guasti",
                "The domain's name servers are broken",
            )
            .mandatory(&[DomainServersFailing, NameServerLame])
            .forbidden(&[DomainNotFound, MxNone, DomainServersSilent, DelegationNotJudged]),
        Site::nowhere("pendolo.test")
            .zone(Zone::new("pendolo.test", Answers::Silence))
            .case(
                "dns_timeout",
                "I server DNS del dominio non rispondono",
                "The domain's name servers do not answer",
            )
            .mandatory(&[DomainServersSilent])
            .forbidden(&[DomainNotFound, MxNone, DomainServersFailing]),
        long_answer(),
        Site::healthy("ponte.test", 70)
            .serve_mail_at(ipv6(70))
            .case(
                "dual_stack",
                "Tutto funziona, in IPv4 e in IPv6",
                "Everything works, over IPv4 and IPv6",
            )
            .spotless()
            .mailbox("giulia"),
        Site::healthy("molo.test", 71)
            .record("mail", Data::Address(ipv6(71)))
            .peer(ipv6(71), 25, Part::Refused)
            .case(
                "ipv6_broken",
                "L'indirizzo IPv6 pubblicato rifiuta tutto, IPv4 funziona",
                "The published IPv6 address refuses everything, IPv4 works",
            )
            .mandatory(&[RelayOk, RelayRefused, RelayPartlyDown, ImapOk, SubmissionOk, WebmailOk])
            .forbidden(&[MxNone, RelayDown, ImapDown, WebmailDown]),
    ]
}

/// A healthy domain, with more text records than fit into a UDP answer.
fn long_answer() -> Case {
    let mut site = Site::healthy("archivio.test", 72);
    for number in 1..=12 {
        let proof = format!("servizio-{number:02}-verifica={}", "0123456789abcdef".repeat(7));
        site = site.record("", Data::Txt(proof));
    }
    site.case(
        "long_answer",
        "Risposte DNS più lunghe di un pacchetto",
        "DNS answers longer than a packet",
    )
    .spotless()
}

/// An address of 2001:db8::/32.
pub(super) const fn ipv6(number: u16) -> IpAddr {
    IpAddr::V6(Ipv6Addr::new(0x2001, 0xdb8, 0, number, 0, 0, 0, 0x10))
}

/// A working MX host with this name.
pub(super) fn relay_of(host: &str) -> Part {
    crate::site::mail_server(crate::part::Protocol::Relay, host, crate::part::Security::StartTls)
}
