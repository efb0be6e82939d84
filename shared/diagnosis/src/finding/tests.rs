//! Tables: what was seen, and the codes and severities that follow.
//!
//! A diagnosis is built from the same [`Progress`] that a prober sends, stages and all.

mod certificates;
mod dns;
mod dnssec;
mod elsewhere;
mod guess;
mod pattern;
mod provider;
mod relay;
mod service;
mod state;
mod zone_cut;

use mail::Domain;

use super::{Expectations, Finding, FindingCode, FindingSeverity, MxPattern, evaluate};
use crate::probe::{
    Cause, CheckKind, Diagnosis, MailSeen, Observation, ProbeKind, RunEnd, ServerText, Stage,
    TlsCause, TlsSeen, WebHop, WebSeen,
};
use crate::testing::{Seen, domain, shown, tls};

fn web(location: Option<&str>) -> Observation {
    let hop = WebHop {
        url: ServerText::new("https://mail.bottega.test/"),
        status: if location.is_some() { 302 } else { 200 },
        location: location.map(ServerText::new),
    };
    Observation::Web(WebSeen {
        hops: vec![hop],
        title: None,
        webmail: None,
        tls: Some(tls(90, None)),
    })
}

const TIMEOUT: Cause = Cause::Timeout { after_ms: 5_000 };

/// The codes with their severities, in order, of a diagnosis held against what SEIT expects.
fn judged(diagnosis: &Diagnosis) -> Vec<(FindingCode, FindingSeverity)> {
    let expectations = Expectations { mx: vec![MxPattern("*.{domain}".to_owned())] };
    evaluate(diagnosis, &expectations)
        .iter()
        .map(|finding| (finding.code, finding.severity))
        .collect()
}

#[track_caller]
fn check(seen: Seen, expected: &[(FindingCode, FindingSeverity)]) {
    assert_eq!(judged(&seen.end(RunEnd::Completed)), expected);
}

/// The names on the wire are what playbooks and other programs hold on to.
#[test]
fn codes_have_one_name_each_and_say_so_on_the_wire() {
    let mut names = std::collections::BTreeSet::new();
    for &code in FindingCode::ALL {
        assert!(names.insert(code.as_str()), "{code:?}");
        assert_eq!(serde_json::to_string(&code).unwrap(), format!("{:?}", code.as_str()));
        assert!(
            code.as_str()
                .bytes()
                .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_'),
            "{code:?}"
        );
    }
}

#[test]
fn what_could_not_be_judged_is_nobodys_fault() {
    for &code in FindingCode::ALL {
        let is_unjudged = code.severity() == FindingSeverity::Unjudged;
        let is_said =
            ["_not_judged", "_host_unknown"].iter().any(|end| code.as_str().ends_with(end));
        assert_eq!(is_said, is_unjudged, "{code:?}");
        if is_unjudged {
            assert_eq!(code.owner(), super::Owner::Nobody, "{code:?}");
        }
    }
}

/// A finding that its evidence cannot be found for is a rumour.
#[test]
fn every_finding_names_the_probes_it_rests_on() {
    let seen = Seen::of(&CheckKind::ALL)
        .relay("192.0.2.1", &[])
        .relay("192.0.2.2", &[(Stage::Connect, Cause::Refused)])
        .service(ProbeKind::Imap, &[])
        .service(ProbeKind::Imaps, &[(Stage::Connect, Cause::Refused)])
        .probe(ProbeKind::Webmail, &[], web(None));
    let diagnosis = seen.end(RunEnd::Completed);
    let findings: Vec<Finding> = evaluate(&diagnosis, &Expectations::default());
    assert!(findings.len() >= 5);
    for finding in findings {
        assert!(!finding.evidence.is_empty(), "{finding:?}");
        assert!(
            finding.evidence.iter().all(|&probe| diagnosis.probe(probe).is_some()),
            "{finding:?}"
        );
        assert!(finding.check.is_some(), "{finding:?}");
    }
}
