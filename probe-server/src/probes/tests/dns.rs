//! What the DNS may say, against the lab: delegation, records, DNSSEC, SPF.

use std::net::SocketAddr;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use super::*;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_the_dns_may_say() {
    let lab = Lab::start().await.unwrap();
    let checks = [CheckKind::Delegation, CheckKind::Mx, CheckKind::Relay];
    let missing = look(&lab, "scomparso.test", &checks).await;
    check(&missing, ProbeKind::Delegation, Stage::Ns, is(Cause::Dns(DnsCause::NxDomain)));
    check(&missing, ProbeKind::Mx, Stage::Mx, is(Cause::Dns(DnsCause::NxDomain)));
    let broken = look(&lab, "orologeria.test", &checks).await;
    check(&broken, ProbeKind::Mx, Stage::Mx, is(Cause::Dns(DnsCause::ServFail)));
    assert_eq!(broken.self_test().resolver, Some(true), "the control domain was found");
    let silent = look(&lab, "pendolo.test", &checks).await;
    check(&silent, ProbeKind::Mx, Stage::Mx, is(Cause::Dns(DnsCause::Timeout)));
    let private = look(&lab, "magazzino.test", &checks).await;
    assert_eq!(
        private.mx().unwrap().hosts[0].not_public,
        ["10.0.0.5".parse::<std::net::IpAddr>().unwrap()]
    );
    assert_eq!(private.of_kind(ProbeKind::Smtp).count(), 0, "nobody is dialled there");
    let null = look(&lab, "vetrina.test", &checks).await;
    assert!(null.mx().unwrap().is_null);
    let implicit = look(&lab, "edicola.test", &checks).await;
    assert!(implicit.mx().unwrap().is_implicit);
    assert_eq!(implicit.of_kind(ProbeKind::Smtp).count(), 1);
    let alias = look(&lab, "sartoria.test", &checks).await;
    assert_eq!(
        alias.mx().unwrap().hosts[0].alias_of,
        Some(Domain::parse("mail.sartoria.test").unwrap())
    );
    let none = look(&lab, "insegna.test", &checks).await;
    check(&none, ProbeKind::Mx, Stage::Addresses, is(Cause::Dns(DnsCause::NoData)));
    lab.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn both_sides_of_the_zone_cut() {
    let lab = Lab::start().await.unwrap();
    let look = async |domain: &'static str| {
        let diagnosis = look(&lab, domain, &[CheckKind::Delegation]).await;
        let run = diagnosis.of_kind(ProbeKind::Delegation).next().unwrap();
        let Some(Observation::Delegation(seen)) = &run.observation else { panic!("{domain}") };
        let cut = seen
            .cut
            .clone()
            .unwrap_or_else(|| panic!("{domain}: {:?}\n{}", run.failure(), run.transcript));
        let evidence = run
            .stage(Stage::Delegation)
            .and_then(|report| report.evidence.clone())
            .map(|line| line.to_string());
        (cut, evidence.unwrap_or_default(), diagnosis.of_kind(ProbeKind::SelfTest).count())
    };
    let names = |cut: &ZoneCutSeen| {
        cut.delegated.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
    };
    let (stale, told, _) = look("trattoria.test").await;
    assert_eq!(names(&stale), "ns1.ospitalita.test ns1.vecchio-provider.test");
    assert_eq!(told, "ns1.ospitalita.test AA, ns1.vecchio-provider.test lame");
    assert_eq!(stale.servers.len(), 3, "the zone's own second server was looked up");
    let (renamed, told, _) = look("vinaio.test").await;
    assert_eq!(told, "dns1.rivenditore.test AA, dns2.rivenditore.test AA");
    assert_eq!(renamed.servers[0].addresses, renamed.servers[2].addresses);
    let (_, told, _) = look("agraria.test").await;
    assert_eq!(told, "ns1.ospitalita.test AA, ns2.vecchio-provider.test AA");
    // The provider's own servers are found by the glue addresses of the referral.
    let (own, told, in_doubt) = look(lab::CONTROL_DOMAIN).await;
    assert_eq!((told.as_str(), in_doubt), ("ns1.ospitalita.test AA, ns2.ospitalita.test AA", 0));
    assert_eq!(own.servers[0].addresses, ["192.0.2.53".parse::<std::net::IpAddr>().unwrap()]);
    // A name inside a zone is judged by that zone.
    let (inside, ..) = look("mail.bottega.test").await;
    assert_eq!(names(&inside), "ns1.ospitalita.test ns2.ospitalita.test");
    let (lame, told, _) = look("orologeria.test").await;
    assert_eq!(told, "ns1.ospitalita.test lame, ns2.ospitalita.test lame");
    assert_eq!(lame.servers.len(), 2);
    lab.stop().await;
}

/// The DNSSEC chain of a domain, with the finding codes about it.
async fn chain_of(lab: &Lab, domain: &'static str) -> (DelegationSeen, Vec<&'static str>) {
    let diagnosis = look(lab, domain, &[CheckKind::Delegation]).await;
    let run = diagnosis.of_kind(ProbeKind::Delegation).next().unwrap();
    let Some(Observation::Delegation(seen)) = &run.observation else { panic!("{domain}") };
    (
        seen.clone(),
        evaluate(&diagnosis, &lab::expectations())
            .iter()
            .map(|finding| finding.code.as_str())
            .collect(),
    )
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn chains_of_trust() {
    let lab = Lab::start().await.unwrap();
    for (domain, is_refused, errors, keys, matched, found) in [
        ("serratura.test", true, &[9][..], 1, 0, &["dnssec_wrong_ds"][..]),
        ("chiavistello.test", true, &[10], 0, 0, &["dnssec_wrong_ds"]),
        ("meridiana.test", true, &[7], 1, 1, &["dnssec_wrong_signatures"]),
        ("sigillo.test", false, &[], 1, 1, &["delegation_ok"]),
        ("lucchetto.test", false, &[], 1, 0, &["delegation_ok", "dnssec_wrong_ds"]),
    ] {
        let (seen, codes) = chain_of(&lab, domain).await;
        let chain = seen.dnssec.unwrap_or_else(|| panic!("{domain}"));
        assert_eq!(seen.ns.cause(), is_refused.then_some(DnsCause::Bogus), "{domain}");
        assert_eq!((chain.zone.as_str(), chain.errors.as_slice()), (domain, errors), "{domain}");
        assert_eq!(chain.ds.map(|ds| ds.len()), Some(1), "{domain}");
        assert_eq!(chain.servers.len(), 2, "{domain}");
        for server in &chain.servers {
            assert_eq!(
                (server.keys.len(), server.matched.len(), server.over_keys.len()),
                (keys, matched, keys),
                "{domain}"
            );
            assert_eq!(server.over_soa.as_ref().map(Vec::len), Some(keys), "{domain}");
        }
        assert_eq!(codes, found, "{domain}");
    }
    // A name inside a zone that fails validation is judged by that zone.
    let (inside, codes) = chain_of(&lab, "mail.serratura.test").await;
    assert_eq!(inside.zone.map(|zone| zone.to_string()).as_deref(), Some("serratura.test"));
    assert_eq!(codes, ["dnssec_wrong_ds"]);
    // If the registry has no DS records, no server is asked for keys. If the servers fail, that is
    // the result.
    assert_eq!(chain_of(&lab, "bottega.test").await.0.dnssec, None);
    let (failing, codes) = chain_of(&lab, "orologeria.test").await;
    assert_eq!(
        (failing.ns.cause(), failing.dnssec.unwrap().servers.len()),
        (Some(DnsCause::ServFail), 0)
    );
    assert!(codes.contains(&"domain_servers_failing"), "{codes:?}");
    lab.stop().await;
}

/// A network that blocks port 53 costs a little time, and leads to no accusation.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn name_servers_that_cannot_be_reached_from_here() {
    let lab = Lab::start().await.unwrap();
    let routes = lab.routes().map(|(address, route)| {
        (address, if address.port() == 53 { Route::Blackhole } else { route_in(route) })
    });
    let config = NetConfig {
        nameservers: vec![lab.resolver()],
        allow_networks: Lab::networks().to_vec(),
        routes: Routes::world(routes),
        limits: Limits { connect: Duration::from_millis(300), ..limits() },
        ..NetConfig::default()
    };
    let diagnosis =
        look_with(&Net::new(config).unwrap(), "trattoria.test", &[CheckKind::Delegation]).await;
    check(&diagnosis, ProbeKind::Delegation, Stage::Delegation, |cause| {
        matches!(cause, Cause::Timeout { .. })
    });
    let found: Vec<_> = evaluate(&diagnosis, &lab::expectations())
        .iter()
        .map(|finding| finding.code.as_str())
        .collect();
    assert_eq!(found, ["delegation_ok", "delegation_not_judged"]);
    lab.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_an_spf_record_comes_to() {
    let lab = Lab::start().await.unwrap();
    for (domain, lookup_count, flaw, is_open) in [
        ("bottega.test", 1, None, false),
        ("rilegatoria.test", 0, Some("-al"), false),
        ("copisteria.test", 2, Some("include:_spf.copisteria.test"), false),
        ("emporio.test", 15, None, false),
        ("bazar.test", 2, None, true),
        // If the DNS does not answer for a name, no flaw is reported.
        ("vineria.test", 1, None, false),
    ] {
        let diagnosis = look(&lab, domain, &[CheckKind::SenderPolicy]).await;
        let run = diagnosis.of_kind(ProbeKind::SenderPolicy).next().unwrap();
        let Some(Observation::SenderPolicy(seen)) = &run.observation else { panic!("{domain}") };
        let read = seen.spf_read.as_ref().unwrap_or_else(|| panic!("{domain}: {:?}", seen.spf));
        let told = (read.lookup_count, read.flaw.as_ref().map(ServerText::as_str), read.is_open);
        assert_eq!(told, (lookup_count, flaw, is_open), "{domain}");
    }
    for (domain, expected) in [
        ("bottega.test", &[][..]),
        (
            "pelletteria.test",
            &["a:vecchio.pelletteria.test", "a:web.pelletteria.test", "a:ufficio.pelletteria.test"],
        ),
        ("modisteria.test", &["a:vecchio.modisteria.test", "a:_dmarc.modisteria.test"]),
        (
            "arrotino.test",
            &["a:vecchio.arrotino.test", "mx:mail.arrotino.test", "a (include:_spf.arrotino.test)"],
        ),
        // A lookup without an answer from the DNS is not void.
        ("emporio.test", &[]),
    ] {
        let diagnosis = look(&lab, domain, &[CheckKind::SenderPolicy]).await;
        let run = diagnosis.of_kind(ProbeKind::SenderPolicy).next().unwrap();
        let Some(Observation::SenderPolicy(seen)) = &run.observation else { panic!("{domain}") };
        let void: Vec<_> =
            seen.spf_read.iter().flat_map(|read| &read.void).map(ServerText::as_str).collect();
        assert_eq!(void, expected, "{domain}");
    }
    let two = look(&lab, "ceramica.test", &[CheckKind::SenderPolicy]).await;
    let run = two.of_kind(ProbeKind::SenderPolicy).next().unwrap();
    assert!(
        matches!(&run.observation, Some(Observation::SenderPolicy(seen)) if seen.spf_read.is_none()),
        "which of two counts?"
    );
    lab.stop().await;
}

/// Passes one query on to `behind` for each connection, and closes.
async fn answering_once(behind: SocketAddr) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let local = listener.local_addr().unwrap();
    tokio::spawn(async move {
        while let Ok((mut client, _)) = listener.accept().await {
            tokio::spawn(async move {
                #[expect(clippy::disallowed_methods, reason = "a test passes on to its own lab")]
                let mut server = TcpStream::connect(behind).await?;
                for is_question in [true, false] {
                    let (from, to) = if is_question {
                        (&mut client, &mut server)
                    } else {
                        (&mut server, &mut client)
                    };
                    let length = from.read_u16().await?;
                    let mut message = vec![0; usize::from(length)];
                    from.read_exact(&mut message).await?;
                    to.write_all(&[&length.to_be_bytes()[..], &message].concat()).await?;
                }
                // What the client sent ahead is read, so that the end is no reset.
                client.shutdown().await?;
                tokio::io::copy(&mut client, &mut tokio::io::sink()).await
            });
        }
    });
    local
}

#[tokio::test]
async fn name_servers_that_answer_once_a_connection_are_asked_again() {
    let lab = Lab::start().await.unwrap();
    let mut routes = Vec::new();
    for (address, route) in lab.routes() {
        routes.push((
            address,
            match route_in(route) {
                Route::To(local) if address.port() == 53 => Route::To(answering_once(local).await),
                other => other,
            },
        ));
    }
    let once = Net::new(NetConfig { routes: Routes::world(routes), ..config(&lab) }).unwrap();
    let checks = [CheckKind::Delegation];
    let seen = async |net: &Net| {
        let diagnosis = look_with(net, "bottega.test", &checks).await;
        let run = diagnosis.of_kind(ProbeKind::Delegation).next().unwrap();
        assert!(run.passed(Stage::Delegation), "{run:?}");
        run.observation.clone()
    };
    assert_eq!(seen(&once).await, seen(&net(&lab)).await);
}
