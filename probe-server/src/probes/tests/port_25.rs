//! Our own port 25: blocked in several ways by our network, or on the machine of the mail server
//! itself.

use std::net::{IpAddr, SocketAddr};

use diagnosis::finding::FindingCode as Code;

use super::*;

/// The finding codes of the relay check.
async fn relay(net: &Net, domain: &str) -> Vec<Code> {
    let diagnosis = look_with(net, domain, &[CheckKind::Relay]).await;
    let findings = evaluate(&diagnosis, &lab::expectations());
    findings
        .into_iter()
        .filter(|finding| finding.check == Some(CheckKind::Relay))
        .map(|finding| finding.code)
        .collect()
}

/// The lab, seen from a network that treats connections to port 25 in this way.
fn behind(lab: &Lab, of_port_25: impl Fn(SocketAddr) -> Option<Route>) -> NetConfig {
    let route = |(address, route): (SocketAddr, lab::Route)| {
        let blocked = if address.port() == 25 { of_port_25(address) } else { None };
        (address, blocked.unwrap_or_else(|| route_in(route)))
    };
    NetConfig { routes: Routes::world(lab.routes().map(route)), ..config(lab) }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_network_that_lets_no_port_25_out_accuses_nobody() {
    let lab = Lab::start().await.unwrap();
    let addresses = |host: &str| -> Vec<SocketAddr> {
        let octets: &[u8] = if host == "enoteca" { &[31, 32] } else { &[30] };
        octets.iter().map(|&octet| SocketAddr::from(([203, 0, 113, octet], 25))).collect()
    };
    let (one, two) = (addresses("panificio"), addresses("enoteca"));
    let mixed = |address: SocketAddr| {
        Some(if address == two[0] { Route::Refused } else { Route::Blackhole })
    };
    for (how, net) in [
        ("reset", behind(&lab, |_| Some(Route::Refused))),
        ("silence", behind(&lab, |_| Some(Route::Blackhole))),
        ("some of both", behind(&lab, mixed)),
    ] {
        for domain in ["panificio.test", "enoteca.test", "bottega.test"] {
            let net = Net::new(net.clone()).unwrap();
            assert_eq!(relay(&net, domain).await, [Code::RelayNotJudged], "{how}: {domain}");
        }
        let unasked = Net::new(NetConfig { control_host: None, ..net }).unwrap();
        assert_eq!(
            relay(&unasked, "enoteca.test").await,
            [Code::RelayNotJudged],
            "{how}, and no control host"
        );
    }
    // The control host answers, so the refusal is the server's own.
    let open = Net::new(config(&lab)).unwrap();
    assert_eq!(relay(&open, "panificio.test").await, [Code::RelayRefused, Code::RelayDown]);
    let only_there = |address| if one.contains(&address) { None } else { Some(Route::Refused) };
    let closed = Net::new(behind(&lab, only_there)).unwrap();
    assert_eq!(relay(&closed, "panificio.test").await, [Code::RelayNotJudged]);
    lab.stop().await;
}

/// Without a control host a refusal is not judged, even if an earlier run reached port 25.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_is_remembered_from_earlier_runs() {
    let lab = Lab::start().await.unwrap();
    for control_host in [None, Domain::parse("mail.panificio.test").ok()] {
        let net = Net::new(NetConfig { control_host, ..config(&lab) }).unwrap();
        assert_eq!(relay(&net, "bottega.test").await, [Code::RelayOk, Code::RelayOk]);
        assert_eq!(relay(&net, "panificio.test").await, [Code::RelayNotJudged]);
        // A connection in the same run proves that our port 25 is open.
        assert_eq!(
            relay(&net, "enoteca.test").await,
            [Code::RelayOk, Code::RelayRefused, Code::RelayPartlyDown]
        );
    }
    lab.stop().await;
}

/// A control host that is down, or is this machine, proves nothing; one of two that answers is
/// enough.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_a_control_host_may_be() {
    let lab = Lab::start().await.unwrap();
    let accused = [Code::RelayRefused, Code::RelayDown];
    for (control, own, is_accused) in [
        ("ospitalita.test", None, true),
        ("mx.ospitalita.test", None, true),
        ("enoteca.test", None, true),
        ("drogheria.test", None, false),
        ("scomparso.test", None, false),
        ("ospitalita.test", Some("203.0.113.4"), false),
    ] {
        let own_addresses = own.into_iter().map(|own: &str| own.parse().unwrap()).collect();
        let net = Net::new(NetConfig {
            control_host: Domain::parse(control).ok(),
            own_addresses,
            ..config(&lab)
        })
        .unwrap();
        let codes = relay(&net, "panificio.test").await;
        assert_eq!(codes == accused, is_accused, "{control}: {codes:?}");
        assert_eq!(codes == [Code::RelayNotJudged], !is_accused, "{control}: {codes:?}");
    }
    lab.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn on_the_mail_servers_own_machine() {
    let lab = Lab::start().await.unwrap();
    let on = |own: &[&str]| {
        let own_addresses: Vec<IpAddr> = own.iter().map(|own| own.parse().unwrap()).collect();
        Net::new(NetConfig { own_addresses, ..config(&lab) }).unwrap()
    };
    // This machine is the only server, or one of two; then the other one is judged.
    assert_eq!(
        relay(&on(&["203.0.113.20"]), "trasloco.test").await,
        [Code::RelayOk],
        "its mail is taken elsewhere"
    );
    assert_eq!(
        relay(&on(&["203.0.113.40"]), "macelleria.test").await,
        [Code::RelayOwnNotJudged, Code::RelayNotJudged]
    );
    assert_eq!(
        relay(&on(&["203.0.113.30"]), "panificio.test").await,
        [Code::RelayOwnNotJudged, Code::RelayNotJudged]
    );
    assert_eq!(
        relay(&on(&["203.0.113.11"]), "bottega.test").await,
        [Code::RelayOwnNotJudged, Code::RelayOk]
    );
    let beside_silence = relay(&on(&["203.0.113.210"]), "drogheria.test").await;
    assert_eq!(beside_silence, [Code::RelayOwnNotJudged, Code::RelayTimeout, Code::RelayNotJudged]);
    // Dual stack: each address is judged by itself.
    let ipv6 = "2001:db8:0:46::10";
    assert_eq!(relay(&on(&[ipv6]), "ponte.test").await, [Code::RelayOk, Code::RelayOwnNotJudged]);
    assert_eq!(
        relay(&on(&["203.0.113.70"]), "ponte.test").await,
        [Code::RelayOwnNotJudged, Code::RelayOk]
    );
    assert_eq!(
        relay(&on(&["203.0.113.70", ipv6]), "ponte.test").await[..2],
        [Code::RelayOwnNotJudged; 2]
    );

    // Other services of that machine are not judged either.
    let checks = [CheckKind::Imap, CheckKind::Submission, CheckKind::Pop3, CheckKind::Webmail];
    let diagnosis = look_with(&on(&["203.0.113.40"]), "macelleria.test", &checks).await;
    let codes: Vec<_> =
        evaluate(&diagnosis, &lab::expectations()).iter().map(|finding| finding.code).collect();
    assert_eq!(
        codes,
        [
            Code::ServiceNotJudged,
            Code::ServiceNotJudged,
            Code::ServiceNotJudged,
            Code::WebmailNotJudged
        ]
    );
    lab.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn ipv6_is_accused_only_when_ours_leads_out() {
    let lab = Lab::start().await.unwrap();
    let partly = [Code::RelayOk, Code::RelayRefused, Code::RelayPartlyDown];
    assert_eq!(relay(&net(&lab), "molo.test").await, partly);
    let no_ipv6 = behind(&lab, |address| address.is_ipv6().then_some(Route::Blackhole));
    assert_eq!(
        relay(&Net::new(no_ipv6).unwrap(), "molo.test").await,
        [Code::RelayOk, Code::RelayIpv6NotJudged]
    );
    let unasked = Net::new(NetConfig { control_host: None, ..config(&lab) }).unwrap();
    assert_eq!(relay(&unasked, "molo.test").await, [Code::RelayOk, Code::RelayIpv6NotJudged]);
    lab.stop().await;
}
