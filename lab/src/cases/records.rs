//! Cases of wrong records: SPF, DMARC, and a null MX beside other MX records.

use diagnosis::finding::FindingCode::{
    DmarcInvalid, DmarcOk, MxNull, MxNullBeside, MxOk, RelayOk, SpfAllowsAll, SpfInvalid,
    SpfMissing, SpfOk, SpfTooManyLookups, SpfTooManyVoids,
};

use crate::case::Case;
use crate::site::Site;
use crate::zone::Data;

pub(super) fn cases() -> Vec<Case> {
    vec![
        Site::healthy("floricoltura.test", 104)
            .mx(0, ".")
            .case("mx_null_beside", "Un «null MX» accanto a un vero MX", "A null MX beside a real MX")
            .mandatory(&[MxNullBeside, MxOk, RelayOk])
            .forbidden(&[MxNull]),
        Site::healthy("rilegatoria.test", 105)
            .spf(&["v=spf1 mx -al"])
            .case("spf_invalid", "Un errore nel record SPF", "An error in the SPF record")
            .mandatory(&[SpfInvalid, DmarcOk])
            .forbidden(&[SpfOk, SpfMissing, SpfAllowsAll, SpfTooManyLookups]),
        Site::healthy("copisteria.test", 106)
            .spf(&["v=spf1 mx include:_spf.copisteria.test -all"])
            .case("spf_include_gone", "Il record SPF rimanda a un nome che non ne ha", "The SPF record refers to a name that has none")
            .mandatory(&[SpfInvalid])
            .forbidden(&[SpfOk, SpfTooManyLookups]),
        many_lookups(),
        Site::healthy("bazar.test", 108)
            .spf(&["v=spf1 redirect=_spf.bazar.test"])
            .record("_spf", Data::Txt("v=spf1 mx +all".to_owned()))
            .case("spf_allows_all", "Il record SPF permette a chiunque di spedire", "The SPF record lets anybody send")
            .mandatory(&[SpfAllowsAll])
            .forbidden(&[SpfOk, SpfInvalid]),
        Site::healthy("pelletteria.test", 140)
            .spf(&["v=spf1 mx a:vecchio.pelletteria.test a:web.pelletteria.test a:ufficio.pelletteria.test -all"])
            .case("spf_three_voids", "Il record SPF nomina tre nomi che non esistono", "The SPF record names three names that do not exist")
            .mandatory(&[SpfTooManyVoids, DmarcOk])
            .forbidden(&[SpfOk, SpfInvalid, SpfTooManyLookups]),
        // Two void lookups are allowed. A name with only an IPv6 address does not count, nor does
        // one that depends on the message.
        Site::healthy("modisteria.test", 141)
            .record("sei", Data::Address(super::domain::ipv6(141)))
            .spf(&["v=spf1 mx a:vecchio.modisteria.test a:_dmarc.modisteria.test a:sei.modisteria.test exists:%{i}.modisteria.test -all"])
            .case("spf_two_voids", "Il record SPF nomina due nomi che non esistono", "The SPF record names two names that do not exist")
            .mandatory(&[SpfOk])
            .forbidden(&[SpfTooManyVoids, SpfInvalid, SpfTooManyLookups]),
        // One void lookup in the record itself, one for a host without MX records, and one in an
        // included record.
        Site::healthy("arrotino.test", 142)
            .spf(&["v=spf1 a:vecchio.arrotino.test mx:mail.arrotino.test include:_spf.arrotino.test -all"])
            .record("_spf", Data::Txt("v=spf1 ip4:192.0.2.9 a a:mail.arrotino.test ~all".to_owned()))
            .case("spf_voids_of_all_kinds", "Nel record SPF tre voci non portano a nulla", "Three parts of the SPF record lead nowhere")
            .mandatory(&[SpfTooManyVoids])
            .forbidden(&[SpfOk, SpfInvalid]),
        Site::healthy("mercatino.test", 109)
            .dmarc("v=DMARC1; p=quarantine; p=none")
            .case("dmarc_invalid", "Un record DMARC che dice due cose", "A DMARC record that says two things")
            .mandatory(&[DmarcInvalid, SpfOk])
            .forbidden(&[DmarcOk]),
    ]
}

/// Three included records with four lookups each: each is within the limit, the sum is not.
fn many_lookups() -> Case {
    let mut site = Site::healthy("emporio.test", 107)
        .spf(&["v=spf1 include:a.emporio.test include:b.emporio.test include:c.emporio.test -all"]);
    for label in ["a", "b", "c"] {
        site = site
            .record(label, Data::Txt("v=spf1 a mx ptr exists:%{i}.emporio.test ~all".to_owned()));
    }
    site.case(
        "spf_too_many_lookups",
        "Il record SPF richiede troppe ricerche",
        "The SPF record needs too many lookups",
    )
    .mandatory(&[SpfTooManyLookups])
    .forbidden(&[SpfOk, SpfInvalid])
}
