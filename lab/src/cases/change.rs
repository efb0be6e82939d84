//! Cases about who runs the mail, and about an unfinished change of provider.
//!
//! These cases use the names and addresses of real providers, because providers are recognised by
//! them. Each of them leads to a peer of the lab: the real servers are never contacted.

use std::net::{IpAddr, Ipv4Addr};

use diagnosis::finding::FindingCode::{
    DmarcMissing, DmarcOk, GatewayInFront, ImapDown, ImapOk, MailHostBehindHttpProxy,
    MxHostNotFound, MxMalformed, MxMixed, MxNameDoubled, MxOk, MxTwoProviders,
    MxUnverifiedMicrosoft, ProviderIdentified, ProviderUnknown, RelayDown, RelayOk, SpfMissing,
    SpfOk, SpfTwoRecords, WebmailOk,
};

use crate::case::Case;
use crate::part::{Part, Protocol, Security};
use crate::site::{Site, mail_server};
use crate::zone::{Answers, Data, Record, Zone};

/// An address of a proxy that forwards web requests only.
const WEB_PROXY: IpAddr = IpAddr::V4(Ipv4Addr::new(104, 21, 3, 4));

pub(super) fn cases() -> Vec<Case> {
    vec![
        at_aruba("vineria.test", 80, 151)
            .spf(&["v=spf1 include:_spf.aruba.it ~all"])
            .case(
                "provider_by_address",
                "La posta è da Aruba, con un nome del cliente",
                "The mail is at Aruba, under the customer's own name",
            )
            .mandatory(&[ProviderIdentified, MxOk, RelayOk, SpfOk, DmarcOk])
            .forbidden(&[ProviderUnknown, GatewayInFront, MxTwoProviders]),
        at_aruba("merceria.test", 89, 155)
            .peer(aruba(155), 25, Part::Refused)
            .zone(served_by("mx.merceria.test", "passamaneria.test"))
            .zone(served_by("mx.merceria.test", "bottonificio.test"))
            .zone(served_by("mx.merceria.test", "filanda.test"))
            .case(
                "provider_down",
                "Il server di posta di Aruba è fermo",
                "Aruba's mail server is down",
            )
            .mandatory(&[ProviderIdentified, RelayDown])
            .forbidden(&[ProviderUnknown, RelayOk]),
        elsewhere(
            Site::healthy("notaio.test", 81).without_mx(),
            "mx1-eu1.ppe-hosted.com",
            "ppe-hosted.com",
            81,
        )
        .mx(10, "mx1-eu1.ppe-hosted.com")
        .spf(&["v=spf1 include:spf.protection.outlook.com -all"])
        .case(
            "gateway_in_front",
            "Un filtro davanti a Microsoft 365",
            "A filter in front of Microsoft 365",
        )
        .mandatory(&[GatewayInFront, ProviderIdentified])
        .forbidden(&[ProviderUnknown, MxTwoProviders]),
        elsewhere(at_aruba("cappelleria.test", 82, 154), "aspmx.l.google.com", "l.google.com", 82)
            .mx(20, "aspmx.l.google.com")
            .case(
                "mx_two_providers",
                "Cambio di fornitore a metà: due fornitori insieme",
                "A change of provider half done: two at once",
            )
            .mandatory(&[MxTwoProviders, MxMixed, ProviderIdentified])
            .forbidden(&[MxOk]),
        // Its MX host is in the zone of the case above: all cases share one lab.
        Site::healthy("quaderni.test", 88)
            .without_mx()
            .mx(10, "aspmx.l.google.com")
            .case("provider_by_name", "La posta è da Google", "The mail is at Google")
            .mandatory(&[ProviderIdentified, RelayOk])
            .forbidden(&[ProviderUnknown, MxTwoProviders]),
        Site::healthy("studio.test", 83)
            .without_mx()
            .mx(10, "ms12345678.msv1.invalid")
            .case(
                "mx_unverified_microsoft",
                "Dominio Microsoft 365 non ancora verificato",
                "Microsoft 365 domain not yet verified",
            )
            .mandatory(&[MxUnverifiedMicrosoft])
            .forbidden(&[MxMalformed, MxOk]),
        Site::healthy("doppione.test", 84)
            .without_mx()
            .mx(10, "mail.doppione.test.doppione.test")
            .case(
                "mx_name_doubled",
                "Il nome dell'MX contiene due volte il dominio",
                "The name of the MX holds the domain twice",
            )
            .mandatory(&[MxNameDoubled, MxHostNotFound])
            .forbidden(&[MxOk]),
        Site::healthy("nuvola.test", 85)
            .moved_to(WEB_PROXY)
            .on(&[25, 587, 465, 143, 993, 110, 995], &Part::Blackhole)
            .case(
                "mail_host_behind_http_proxy",
                "Il server di posta è dietro un proxy per il web",
                "The mail host is behind a proxy for the web",
            )
            .mandatory(&[MailHostBehindHttpProxy, WebmailOk])
            .forbidden(&[ImapDown, ImapOk, MxOk]),
        Site::healthy("mosaico.test", 86)
            .spf(&[])
            .without_dmarc()
            .case(
                "spf_missing",
                "Nessun record SPF e nessun record DMARC",
                "No SPF record and no DMARC record",
            )
            .mandatory(&[SpfMissing, DmarcMissing, MxOk, ImapOk])
            .forbidden(&[SpfOk, DmarcOk, SpfTwoRecords]),
        Site::healthy("ceramica.test", 87)
            .spf(&["v=spf1 mx -all", "v=spf1 include:_spf.google.com ~all"])
            .case("spf_two_records", "Due record SPF", "Two SPF records")
            .mandatory(&[SpfTwoRecords, DmarcOk])
            .forbidden(&[SpfOk, SpfMissing, RelayDown]),
    ]
}

/// One of the addresses where Aruba accepts mail.
const fn aruba(last_octet: u8) -> IpAddr {
    IpAddr::V4(Ipv4Addr::new(62, 149, 128, last_octet))
}

/// A domain whose MX host has the domain's own name and one of Aruba's addresses,
/// `62.149.128.<relay>`.
fn at_aruba(domain: &'static str, last_octet: u8, relay: u8) -> Site {
    let aruba = aruba(relay);
    let host = format!("mx.{domain}");
    let site = Site::healthy(domain, last_octet)
        .without_mx()
        .mx(10, &host)
        .record("mx", Data::Address(aruba));
    site.peer(aruba, 25, mail_server(Protocol::Relay, &host, Security::StartTls))
}

/// Another customer's domain, which has the same MX host.
fn served_by(host: &str, origin: &'static str) -> Zone {
    Zone::new(
        origin,
        Answers::Records(vec![Record {
            name: origin.to_owned(),
            data: Data::Mx(10, host.to_owned()),
        }]),
    )
}

/// Adds an MX host of another provider: `host` in the zone `origin`, at `198.51.100.<last_octet>`.
fn elsewhere(site: Site, host: &'static str, origin: &str, last_octet: u8) -> Site {
    let address = IpAddr::V4(Ipv4Addr::new(198, 51, 100, last_octet));
    let record = Record { name: host.to_owned(), data: Data::Address(address) };
    site.zone(Zone::new(origin, Answers::Records(vec![record]))).peer(
        address,
        25,
        mail_server(Protocol::Relay, host, Security::StartTls),
    )
}
