//! Two hosting providers: `ospitalita.test`, where most customers are, and `vecchio-provider.test`, which one of them
//! has left.

use std::net::{IpAddr, Ipv4Addr};

use crate::case::{Answers, Data, Record, Zone};
use crate::part::{Page, Protocol, Security};
use crate::site::{Site, customer_address, https, mail_server};

/// Where the old provider's servers are (TEST-NET-2).
const OLD_PROVIDER: IpAddr = IpAddr::V4(Ipv4Addr::new(198, 51, 100, 20));

/// A webmail that the provider runs for all its customers.
const SHARED_WEBMAIL: &str = "webmail.ospitalita.test";

/// A status page that declares one incident of Gmail, in Google's form.
const STATUS_PAGE: &str = "stato.ospitalita.test";

/// A status page that is down itself.
const BROKEN_STATUS_PAGE: &str = "stato-guasto.ospitalita.test";

/// What the status page says.
const INCIDENTS: &str =
    r#"[{"begin":"2026-11-21T08:15:00+00:00","service_name":"Gmail","external_desc":"Gmail delivery is delayed for some users."}]"#;

/// Where the provider's own mail arrives.
const OWN_RELAY: &str = "mx.ospitalita.test";

/// A domain that always works: its name servers answer and its MX host takes connections. A prober tests itself
/// against it before it accuses anyone.
pub const CONTROL_DOMAIN: &str = "ospitalita.test";

/// The zones and servers of both.
pub(super) fn both() -> Site {
    let old_relay = "mx.vecchio-provider.test";
    Site::nowhere("ospitalita.test")
        .zone(Zone {
            origin: "ospitalita.test".to_owned(),
            answers: Answers::Records(vec![
                address("ns1.ospitalita.test", IpAddr::V4(Ipv4Addr::new(192, 0, 2, 53))),
                address("ns2.ospitalita.test", IpAddr::V4(Ipv4Addr::new(192, 0, 2, 54))),
                name_server("ospitalita.test", "ns1.ospitalita.test"),
                name_server("ospitalita.test", "ns2.ospitalita.test"),
                Record { name: CONTROL_DOMAIN.to_owned(), data: Data::Mx(10, OWN_RELAY.to_owned()) },
                address(OWN_RELAY, customer_address(4)),
                address(SHARED_WEBMAIL, customer_address(5)),
                address(STATUS_PAGE, customer_address(6)),
                address(BROKEN_STATUS_PAGE, customer_address(7)),
            ]),
        })
        .peer(customer_address(4), 25, mail_server(Protocol::Relay, OWN_RELAY, Security::StartTls))
        .peer(customer_address(5), 443, https(SHARED_WEBMAIL, Page::Login))
        .peer(customer_address(6), 443, https(STATUS_PAGE, Page::Document(INCIDENTS)))
        .peer(customer_address(7), 443, https(BROKEN_STATUS_PAGE, Page::BadGateway))
        .zone(Zone {
            origin: "vecchio-provider.test".to_owned(),
            answers: Answers::Records(vec![
                name_server("vecchio-provider.test", "ns1.vecchio-provider.test"),
                address("ns1.vecchio-provider.test", IpAddr::V4(Ipv4Addr::new(192, 0, 2, 63))),
                address(old_relay, OLD_PROVIDER),
            ]),
        })
        .peer(OLD_PROVIDER, 25, mail_server(Protocol::Relay, old_relay, Security::StartTls))
}

fn name_server(zone: &str, host: &str) -> Record {
    Record { name: zone.to_owned(), data: Data::Ns(host.to_owned()) }
}

fn address(name: &str, address: IpAddr) -> Record {
    Record { name: name.to_owned(), data: Data::Address(address) }
}
