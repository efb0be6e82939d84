//! Two hosting providers: `ospitalita.test`, which most customers use, and `vecchio-provider.test`,
//! which one of them has left. Also the registry above all zones, and a reseller.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use crate::certificate::PROVIDER_HOST;
use crate::part::{NameServer, Page, Part, Protocol, Security};
use crate::site::{Site, customer_address, https, mail_server};
use crate::zone::{Answers, Data, Record, Zone};
use crate::zones::REGISTRY;

/// The address of the old provider's servers (TEST-NET-2).
const OLD_PROVIDER: IpAddr = IpAddr::V4(Ipv4Addr::new(198, 51, 100, 20));

/// A name server of the old provider that still has one customer's zone. Its peer is part of that
/// customer's case.
pub(super) const FORMER_SERVER: &str = "ns2.vecchio-provider.test";

/// A webmail that the provider runs for all its customers.
const SHARED_WEBMAIL: &str = "webmail.ospitalita.test";

/// A status page that declares one incident of Gmail, in Google's form.
const STATUS_PAGE: &str = "stato.ospitalita.test";

/// A status page that is down itself.
const BROKEN_STATUS_PAGE: &str = "stato-guasto.ospitalita.test";

/// The content of the status page.
const INCIDENTS: &str = r#"[{"begin":"2026-11-21T08:15:00+00:00","service_name":"Gmail","external_desc":"Gmail delivery is delayed for some users."}]"#;

/// The MX host of the provider's own mail.
const OWN_RELAY: &str = "mx.ospitalita.test";

/// The same over IPv6 (RFC 3849), so that a prober can verify that its own IPv6 works.
const OWN_RELAY_IPV6: IpAddr = IpAddr::V6(Ipv6Addr::new(0x2001, 0xdb8, 0, 4, 0, 0, 0, 0x10));

/// A domain that always works: its name servers answer and its MX host accepts connections. A
/// prober tests itself against it before it reports that a server is down.
pub const CONTROL_DOMAIN: &str = "ospitalita.test";

/// The zones and servers of both providers.
pub(super) fn both() -> Site {
    let old_relay = "mx.vecchio-provider.test";
    Site::nowhere("ospitalita.test")
        .zone(Zone::new(
            "ospitalita.test",
            Answers::Records(vec![
                address("ns1.ospitalita.test", name_server_address(53)),
                address("ns2.ospitalita.test", name_server_address(54)),
                name_server("ospitalita.test", "ns1.ospitalita.test"),
                name_server("ospitalita.test", "ns2.ospitalita.test"),
                Record {
                    name: CONTROL_DOMAIN.to_owned(),
                    data: Data::Mx(10, OWN_RELAY.to_owned()),
                },
                address(OWN_RELAY, customer_address(4)),
                address(OWN_RELAY, OWN_RELAY_IPV6),
                address(SHARED_WEBMAIL, customer_address(5)),
                address(STATUS_PAGE, customer_address(6)),
                address(BROKEN_STATUS_PAGE, customer_address(7)),
                // One customer is on a server whose certificate has the provider's name for it.
                address(PROVIDER_HOST, customer_address(51)),
            ]),
        ))
        .peer(name_server_address(53), 53, Part::Names(NameServer::Provider))
        .peer(name_server_address(54), 53, Part::Names(NameServer::Provider))
        .peer(customer_address(4), 25, mail_server(Protocol::Relay, OWN_RELAY, Security::StartTls))
        .peer(OWN_RELAY_IPV6, 25, mail_server(Protocol::Relay, OWN_RELAY, Security::StartTls))
        .peer(customer_address(5), 443, https(SHARED_WEBMAIL, Page::Login))
        .peer(customer_address(6), 443, https(STATUS_PAGE, Page::Document(INCIDENTS)))
        .peer(customer_address(7), 443, https(BROKEN_STATUS_PAGE, Page::BadGateway))
        .zone(Zone::new(
            "vecchio-provider.test",
            Answers::Records(vec![
                name_server("vecchio-provider.test", "ns1.ospitalita.test"),
                address("ns1.vecchio-provider.test", name_server_address(63)),
                address(FORMER_SERVER, name_server_address(64)),
                address(old_relay, OLD_PROVIDER),
            ]),
        ))
        // It no longer has the zones of customers that left.
        .peer(name_server_address(63), 53, Part::Names(NameServer::Stranger))
        .zone(Zone::new(
            "registro.test",
            Answers::Records(vec![
                name_server("registro.test", "ns1.ospitalita.test"),
                address(REGISTRY, name_server_address(50)),
            ]),
        ))
        .peer(name_server_address(50), 53, Part::Names(NameServer::Registry))
        // The reseller's names for the provider's servers.
        .zone(Zone::new(
            "rivenditore.test",
            Answers::Records(vec![
                name_server("rivenditore.test", "ns1.ospitalita.test"),
                address("dns1.rivenditore.test", name_server_address(53)),
                address("dns2.rivenditore.test", name_server_address(54)),
            ]),
        ))
        .peer(OLD_PROVIDER, 25, mail_server(Protocol::Relay, old_relay, Security::StartTls))
}

/// An address of 192.0.2.0/24 (TEST-NET-1), which the name servers use.
pub(super) const fn name_server_address(last_octet: u8) -> IpAddr {
    IpAddr::V4(Ipv4Addr::new(192, 0, 2, last_octet))
}

fn name_server(zone: &str, host: &str) -> Record {
    Record { name: zone.to_owned(), data: Data::Ns(host.to_owned()) }
}

fn address(name: &str, address: IpAddr) -> Record {
    Record { name: name.to_owned(), data: Data::Address(address) }
}
