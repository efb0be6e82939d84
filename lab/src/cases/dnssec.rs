//! Cases of the DNSSEC chain of trust: the registry's DS records, and the signatures of the zone.

use diagnosis::finding::FindingCode::{
    DelegationOk, DnssecBroken, DnssecWrongDs, DnssecWrongSignatures, DomainServersFailing, MxOk,
    NameServerLame, RelayOk,
};

use crate::case::Case;
use crate::site::Site;
use crate::zone::Signing;

pub(super) fn cases() -> Vec<Case> {
    vec![
        Site::healthy("serratura.test", 170)
            .signed(Signing::OldDs { is_refused: true })
            .case(
                "dnssec_old_ds",
                "Il registro garantisce una chiave DNSSEC vecchia",
                "The registry vouches for an old DNSSEC key",
            )
            .mandatory(&[DnssecWrongDs])
            .forbidden(&[
                DnssecBroken,
                DnssecWrongSignatures,
                DomainServersFailing,
                NameServerLame,
            ]),
        Site::healthy("chiavistello.test", 171)
            .signed(Signing::NoKeys)
            .case(
                "dnssec_no_keys",
                "Il registro garantisce una chiave, e la zona non è firmata",
                "The registry vouches for a key, and the zone is not signed",
            )
            .mandatory(&[DnssecWrongDs])
            .forbidden(&[
                DnssecBroken,
                DnssecWrongSignatures,
                DomainServersFailing,
                NameServerLame,
            ]),
        Site::healthy("meridiana.test", 172)
            .signed(Signing::Expired)
            .case(
                "dnssec_expired",
                "Le firme DNSSEC della zona sono scadute",
                "The zone's DNSSEC signatures have expired",
            )
            .mandatory(&[DnssecWrongSignatures])
            .forbidden(&[DnssecBroken, DnssecWrongDs, DomainServersFailing, NameServerLame]),
        Site::healthy("sigillo.test", 173)
            .signed(Signing::Sound)
            .case("dnssec_sound", "La zona è firmata come si deve", "The zone is soundly signed")
            .spotless(),
        Site::healthy("lucchetto.test", 174)
            .signed(Signing::OldDs { is_refused: false })
            .case(
                "dnssec_unnoticed",
                "Chiave DNSSEC vecchia, e il nostro resolver non controlla",
                "An old DNSSEC key, and our resolver does not check",
            )
            .mandatory(&[DnssecWrongDs, DelegationOk, MxOk, RelayOk])
            .forbidden(&[DnssecBroken, DnssecWrongSignatures, DomainServersFailing]),
    ]
}
