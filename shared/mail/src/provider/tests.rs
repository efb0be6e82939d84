//! Tables of DNS records and the provider that they identify.

use super::*;
use crate::{Domain, TlsMode};

/// A domain with records in the form `mx HOST [ADDRESS]`, `spf RECORD`, `auto NAME` or `ns NAME`.
fn seen(domain: &str, records: &[&str]) -> Seen {
    let name = |text: &str| Domain::parse(text).unwrap();
    let mut seen = Seen::of(name(domain));
    for record in records {
        let (kind, rest) = record.split_once(' ').unwrap();
        match kind {
            "mx" => {
                let mut words = rest.split(' ');
                let host = name(words.next().unwrap());
                seen.mx.push(SeenMx {
                    host,
                    addresses: words.map(|address| address.parse().unwrap()).collect(),
                });
            }
            "spf" => seen.spf.push(rest.to_owned()),
            "auto" => seen.autoconfig.push(name(rest)),
            "ns" => seen.ns.push(name(rest)),
            other => panic!("{other} is no record of these tables"),
        }
    }
    seen
}

/// Compares with `provider rule`, followed by `< gateway rule` if there is a gateway; `-` for no
/// provider.
#[track_caller]
fn check(domain: &str, records: &[&str], expected: &str) {
    let shown = |who: &Option<(ProviderId, Clue)>| {
        who.as_ref()
            .map_or_else(|| "-".to_owned(), |(id, clue)| format!("{id} {}", clue.rule.as_str()))
    };
    let found = match identify(&seen(domain, records)) {
        None => "nobody".to_owned(),
        Some(Identification { provider, gateway: None }) => shown(&provider),
        Some(Identification { provider, gateway }) => {
            format!("{} < {}", shown(&provider), shown(&gateway))
        }
    };
    assert_eq!(found, expected, "{domain} {records:?}");
}

#[test]
fn the_domain_itself_comes_first() {
    check("gmail.com", &[], "google domain");
    check("libero.it", &["mx smtp-in.libero.it"], "libero domain");
    check("alice.it", &["mx aspmx.l.google.com"], "alice domain");
    check("bottega.test", &[], "nobody");
}

#[test]
fn then_the_names_of_the_mx_hosts() {
    check(
        "bottega.test",
        &["mx aspmx.l.google.com", "spf v=spf1 include:_spf.aruba.it ~all"],
        "google mx",
    );
    check("bottega.test", &["mx bottega-test.mail.protection.outlook.com"], "microsoft mx");
    check("bottega.test", &["mx eur.olc.protection.outlook.com"], "outlook_com mx");
    check("bottega.test", &["mx mx01.ionos.it"], "ionos mx");
    check("bottega.test", &["mx mail.register.it"], "register mx");
    check("pec.bottega.test", &["mx mx.pec.aruba.it"], "aruba_pec mx");
    check("bottega.test", &["mx mx2.mail.ovh.net"], "ovh mx");
    // Names are compared by labels, not by letters; and a rented server is not the provider's mail
    // service.
    check("bottega.test", &["mx evilaspmx.l.google.com.example.org"], "nobody");
    check("bottega.test", &["mx notmx.tim.it.example.org"], "nobody");
    check("bottega.test", &["mx vps123.vps.ovh.net"], "nobody");
}

#[test]
fn then_the_addresses_of_the_mx_hosts() {
    check("bottega.test", &["mx mx.bottega.test 62.149.128.151"], "aruba mx_address");
    check("bottega.test", &["mx mx.bottega.test 62.149.129.1"], "nobody");
    check("bottega.test", &["mx mx.bottega.test 2001:db8::1 62.149.128.74"], "aruba mx_address");
}

#[test]
fn then_what_only_makes_it_likely() {
    let own = "mx mail.bottega.test 192.0.2.1";
    check("bottega.test", &[own, "spf v=spf1 include:spf.webapps.net ~all"], "register spf");
    check("bottega.test", &[own, "auto autodiscover.aruba.it"], "aruba autoconfig");
    check("bottega.test", &[own, "ns dns.technorail.com", "ns dns3.arubadns.net"], "aruba ns");
    check("bottega.test", &["spf v=spf1 include:_spf.google.com ~all"], "google spf");
    // Two providers are no answer, so the next rule is used.
    let two = "spf v=spf1 include:_spf.google.com include:spf.protection.outlook.com -all";
    check("bottega.test", &[own, two], "nobody");
    check("bottega.test", &[own, two, "auto autodiscover.outlook.com"], "microsoft autoconfig");
    // A newsletter service is not a mailbox host.
    check("bottega.test", &[own, "spf v=spf1 include:mail.zendesk.com -all"], "nobody");
    // With an unknown MX host the other records say nothing about the mailboxes.
    check(
        "bottega.test",
        &["mx mx.somebody.example", "spf v=spf1 include:_spf.google.com ~all"],
        "nobody",
    );
}

#[test]
fn a_gateway_hides_the_mailboxes() {
    let proofpoint = "mx mx1-eu1.ppe-hosted.com";
    check("bottega.test", &[proofpoint], "- < proofpoint mx");
    check(
        "bottega.test",
        &[proofpoint, "spf v=spf1 include:spf.protection.outlook.com -all"],
        "microsoft spf < proofpoint mx",
    );
    check(
        "bottega.test",
        &[proofpoint, "auto autodiscover.outlook.com"],
        "microsoft autoconfig < proofpoint mx",
    );
    check("bottega.test", &["mx route1.mx.cloudflare.net"], "- < cloudflare_routing mx");
    check("bottega.test", &[proofpoint, "mx aspmx.l.google.com"], "google mx < proofpoint mx");
    // Name servers say nothing about the mailboxes behind a gateway.
    check("bottega.test", &[proofpoint, "ns dns.technorail.com"], "- < proofpoint mx");
}

#[test]
fn the_clue_names_the_record() {
    let found = identify(&seen("bottega.test", &["mx mx.bottega.test 62.149.128.151"])).unwrap();
    let (_, clue) = found.provider.unwrap();
    assert_eq!(clue.record.as_str(), "mx.bottega.test 62.149.128.151");
    assert!(clue.rule.is_certain());
    assert!(!Rule::Spf.is_certain());
}

#[test]
fn two_mailbox_hosts_side_by_side() {
    let both = seen(
        "bottega.test",
        &[
            "mx aspmx.l.google.com",
            "mx alt1.aspmx.l.google.com",
            "mx mx.bottega.test 62.149.128.74",
        ],
    );
    let names: Vec<_> =
        mx_providers(&both).iter().map(|(id, host)| format!("{id} {host}")).collect();
    assert_eq!(names, ["google aspmx.l.google.com", "aruba mx.bottega.test"]);
    let behind = seen("bottega.test", &["mx mx1-eu1.ppe-hosted.com", "mx aspmx.l.google.com"]);
    assert_eq!(mx_providers(&behind).len(), 1, "a gateway is no mailbox host");
}

#[test]
fn names_on_the_wire() {
    for provider in Provider::all() {
        let id = provider.id();
        assert_eq!(ProviderId::parse(id.as_str()), Ok(id.clone()));
        assert_eq!(id.provider(), Some(provider));
        assert_eq!(
            serde_json::from_str::<ProviderId>(&serde_json::to_string(&id).unwrap()).unwrap(),
            id
        );
    }
    let stranger = ProviderId::parse("somebody_new").unwrap();
    assert_eq!((stranger.provider(), stranger.display_name()), (None, "somebody_new"));
    for bad in ["", "Aruba", "aruba.it", "a b", &"a".repeat(33)] {
        assert_eq!(ProviderId::parse(bad), Err(NotAProviderId), "{bad:?}");
    }
}

#[test]
fn what_is_known_of_a_provider() {
    let aruba = ProviderId::parse("aruba").unwrap().provider().unwrap();
    let settings = aruba.settings.as_ref().unwrap();
    let imap = settings.imap.as_ref().unwrap();
    assert_eq!((imap.host, imap.port, imap.tls_mode()), ("imaps.aruba.it", 993, TlsMode::Implicit));
    assert_eq!(settings.login, Login::Password);
    let microsoft =
        ProviderId::parse("microsoft").unwrap().provider().unwrap().settings.as_ref().unwrap();
    assert_eq!(
        (microsoft.smtp.as_ref().unwrap().tls_mode(), microsoft.login),
        (TlsMode::StartTls, Login::OauthOnly)
    );
}

#[test]
fn web_only_networks() {
    assert_eq!(http_proxy("104.21.3.4".parse().unwrap()), Some("Cloudflare"));
    assert_eq!(http_proxy("2606:4700:3030::1".parse().unwrap()), Some("Cloudflare"));
    assert_eq!(http_proxy("62.149.128.151".parse().unwrap()), None);
}

/// Checks that a data file with these providers is rejected.
#[track_caller]
fn check_refused(providers: &str, expected: &str) {
    let file = format!(
        "[sources]\nzone = \"somewhere\"\n{providers}\n[[http_proxy]]\nname = \"X\"\nsource = \"zone\"\nnetworks = []\n"
    );
    let err = data_file::table(&file).expect_err("it is broken");
    assert!(err.contains(expected), "{err}");
}

#[test]
fn a_mistake_in_the_data_stops_the_build() {
    let one = |signs: &str| {
        format!(
            "[[provider]]\nid = \"one\"\nname = \"One\"\nkind = \"gateway\"\nsigns = [{signs}]\n"
        )
    };
    check_refused(
        &one("{ mx = \"a.test\", source = \"nowhere\" }"),
        "the source \"nowhere\" is not among [sources]",
    );
    check_refused(&one("{ mx = \"A.test\", source = \"zone\" }"), "\"A.test\" is no host name");
    check_refused(&one("{ mx = \"test\", source = \"zone\" }"), "\"test\" is no host name");
    check_refused(&one("{ mx = \"a.test\", spf = \"a.test\", source = \"zone\" }"), "two signs");
    check_refused(&one("{ source = \"zone\" }"), "no sign");
    check_refused(&one(""), "has no sign");
    check_refused(&one("{ mx_address = \"62.149.128.0/33\", source = \"zone\" }"), "mx_address");
    check_refused(&one("{ mail = \"a.test\", source = \"zone\" }"), "unknown field");
    let row = "{ mx = \"a.test\", source = \"zone\" }";
    check_refused(&(one(row) + &one(row)), "two of this id");
    check_refused(
        &(one(row) + &one(row).replacen("one", "two", 1)),
        "is a sign of \"one\" already",
    );
    check_refused(&one(row).replace("gateway", "oracle"), "unknown variant");
    let and = |rest: &str| one(row) + rest + "\n";
    check_refused(
        &and(
            "settings = { imap = \"a.test:25\", user = \"address\", login = \"password\", source = \"zone\" }",
        ),
        "the port has to be one of",
    );
    check_refused(
        &and(
            "settings = { imap = \"a.test:993\", user = \"address\", login = \"password\", source = \"x\" }",
        ),
        "the source \"x\"",
    );
    check_refused(
        &and("links = [{ help = \"http://a.test/\", source = \"zone\" }]"),
        "is no https:// address",
    );
    check_refused(&and("links = [{ source = \"zone\" }]"), "a link is one of");
    assert!(data_file::table(include_str!("../../data/providers.toml")).is_ok());
}
