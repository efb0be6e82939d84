//! Cases at the zone cut: the name servers in the registry's delegation, and the answers of these
//! servers.

use diagnosis::finding::FindingCode::{
    DelegationNotJudged, DelegationOk, DelegationStale, DomainServersFailing, MxOk, NameServerLame,
    NameServersDiffer, RelayOk,
};

use super::providers::{FORMER_SERVER, name_server_address};
use crate::case::Case;
use crate::part::{NameServer, Part};
use crate::site::Site;
use crate::zone::{Answers, Data, Record, Zone};

const OURS: &str = "ns1.ospitalita.test";
const LAME: &str = "ns1.vecchio-provider.test";

pub(super) fn cases() -> Vec<Case> {
    vec![
        Site::healthy("trattoria.test", 100)
            .delegated_to(&[OURS, LAME])
            .case(
                "delegation_stale",
                "Il registro indica ancora il DNS di prima",
                "The registry still names the DNS of before",
            )
            .mandatory(&[DelegationStale, NameServerLame, DelegationOk, MxOk, RelayOk])
            .forbidden(&[NameServersDiffer, DelegationNotJudged, DomainServersFailing]),
        Site::healthy("gelateria.test", 101)
            .served_by(&[OURS, LAME])
            .case(
                "name_server_lame",
                "Un server dei nomi non conosce il dominio",
                "One name server does not know the domain",
            )
            .mandatory(&[NameServerLame, DelegationOk, MxOk])
            .forbidden(&[
                DelegationStale,
                NameServersDiffer,
                DelegationNotJudged,
                DomainServersFailing,
            ]),
        two_copies(),
        Site::healthy("vinaio.test", 103)
            .delegated_to(&["dns1.rivenditore.test", "dns2.rivenditore.test"])
            .case(
                "delegation_by_other_names",
                "Il registro indica gli stessi server con altri nomi",
                "The registry names the same servers by other names",
            )
            .spotless(),
    ]
}

/// The old provider still has the old zone, and the registry still lists its name server beside the
/// new ones.
fn two_copies() -> Case {
    let domain = "agraria.test";
    let record = |data| Record { name: domain.to_owned(), data };
    let former = Zone::new(
        domain,
        Answers::Records(vec![
            record(Data::Ns(FORMER_SERVER.to_owned())),
            record(Data::Mx(10, "mx.vecchio-provider.test".to_owned())),
        ]),
    );
    Site::healthy(domain, 102)
        .delegated_to(&[OURS, FORMER_SERVER])
        .peer(name_server_address(64), 53, Part::Names(NameServer::Former(former)))
        .case(
            "name_servers_differ",
            "Due copie del DNS dicono cose diverse",
            "Two copies of the DNS say different things",
        )
        .mandatory(&[NameServersDiffer, DelegationOk, MxOk])
        .forbidden(&[NameServerLame, DelegationNotJudged])
}
