//! Guessed host names: in which order they are tried, and when the search ends.

use std::net::SocketAddr;

use super::*;

/// The hosts that a check contacted, in the order in which their probes were announced, without
/// repetitions.
fn called(diagnosis: &Diagnosis, check: CheckKind) -> Vec<String> {
    let mut hosts: Vec<String> = Vec::new();
    for run in diagnosis.of_check(check) {
        let host = run.target.host.to_string();
        if !hosts.contains(&host) {
            hosts.push(host);
        }
    }
    hosts
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_common_names_are_tried_one_after_the_other() {
    let lab = Lab::start().await.unwrap();
    let net = net(&lab);
    for (domain, check, expected) in [
        // A host from an `SRV` record is the only one.
        ("bottega.test", CheckKind::Imap, &["mail.bottega.test"][..]),
        // The search ends with the first that works.
        ("calzature.test", CheckKind::Imap, &["mail.calzature.test"]),
        ("calzature.test", CheckKind::Submission, &["mail.calzature.test", "smtp.calzature.test"]),
        ("mobilificio.test", CheckKind::Imap, &["mail.mobilificio.test", "imap.mobilificio.test"]),
        ("mobilificio.test", CheckKind::Pop3, &["mail.mobilificio.test", "pop.mobilificio.test"]),
        // Names that do not exist are not contacted, and one server is not contacted twice under
        // two names.
        ("orafo.test", CheckKind::Submission, &["mail.orafo.test"]),
        ("saponeria.test", CheckKind::Submission, &["mx1.saponeria.test"]),
        ("fioreria.test", CheckKind::Imap, &["ssl0.ovh.net"]),
        // Only the MX host has an address, or it is tried as well.
        ("biblioteca.test", CheckKind::Pop3, &["mx1.biblioteca.test"]),
        ("maglieria.test", CheckKind::Submission, &["mail.maglieria.test", "mx1.maglieria.test"]),
        // If the DNS does not answer one query, no further queries are made.
        ("pendolo.test", CheckKind::Imap, &["mail.pendolo.test"]),
    ] {
        let diagnosis = look_with(&net, domain, &[check]).await;
        assert_eq!(called(&diagnosis, check), expected, "{domain} {check:?}");
        assert!(
            diagnosis
                .probes
                .iter()
                .all(|run| run.is_finished() && run.stages.len() == run.kind.plan().len()),
            "{domain}"
        );
    }
    lab.stop().await;
}

/// The provider's server refuses the connection; the domain's own host is not tried.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_the_provider_says_is_a_guess_as_well() {
    let lab = Lab::start().await.unwrap();
    let provider: std::net::IpAddr = "198.51.100.121".parse().unwrap();
    let route = |(address, route): (SocketAddr, lab::Route)| {
        (address, if address.ip() == provider { Route::Refused } else { route_in(route) })
    };
    let closed =
        Net::new(NetConfig { routes: Routes::world(lab.routes().map(route)), ..config(&lab) })
            .unwrap();
    let diagnosis =
        look_with(&closed, "fioreria.test", &[CheckKind::Imap, CheckKind::Submission]).await;
    assert_eq!(called(&diagnosis, CheckKind::Imap), ["ssl0.ovh.net"]);
    let codes: Vec<_> = evaluate(&diagnosis, &lab::expectations())
        .iter()
        .map(|finding| finding.code.as_str())
        .collect();
    assert_eq!(codes, ["mail_host_unknown", "mail_host_unknown"]);
    lab.stop().await;
}
