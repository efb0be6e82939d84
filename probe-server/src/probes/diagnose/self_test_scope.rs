//! Which failures of a run could be this server's own fault, so that its resolver or its port 25
//! has to be tested.
//!
//! A pure function of how the probes ended. Must never test anything itself.

use diagnosis::probe::{Cause, Observation, ProbeKind, Stage, StageOutcome, StageReport};
use mail::dns::DnsCause;

use super::ProbeEnd;
use crate::probes::self_test::SelfTestScope;

/// Which of this server's own means could be the cause of a failure.
pub(super) fn self_test_scope(ends: &[ProbeEnd], is_no_believed: bool) -> SelfTestScope {
    let is_ours = |cause: DnsCause| match cause {
        DnsCause::Timeout
        | DnsCause::ServFail
        | DnsCause::Bogus
        | DnsCause::Unreachable
        | DnsCause::Refused => true,
        DnsCause::NxDomain => !is_no_believed,
        DnsCause::NoData | DnsCause::AliasLoop => false,
    };
    let resolver = ends.iter().any(|end| {
        // Skip the delegation stage: it looks up the parent zone's servers only for itself, and no
        // other stage depends on it.
        let reports = end.reports.iter().filter(|report| report.stage != Stage::Delegation);
        let in_stages = reports
            .filter_map(StageReport::cause)
            .any(|cause| matches!(cause, Cause::Dns(cause) if is_ours(*cause)));
        let in_hosts = match &end.observation {
            Observation::Mx(seen) => seen.hosts.iter().any(|host| {
                host.ipv4.cause().is_some_and(is_ours) || host.ipv6.cause().is_some_and(is_ours)
            }),
            Observation::Services(seen) => seen.unanswered_count > 0,
            _ => false,
        };
        in_stages || in_hosts
    });
    SelfTestScope {
        resolver,
        port_25: is_port_25_in_doubt(ends, false),
        port_25_ipv6: is_port_25_in_doubt(ends, true),
    }
}

/// Whether no server was reached on port 25 over this address family, for a reason that is not
/// known to be ours. A refusal proves nothing: networks that block outgoing port 25 may answer with
/// a reset in place of the server.
fn is_port_25_in_doubt(ends: &[ProbeEnd], is_ipv6: bool) -> bool {
    let is_of_family =
        |end: &&ProbeEnd| end.kind == ProbeKind::Smtp && end.target.is_ipv6() == is_ipv6;
    let connects: Vec<_> =
        ends.iter().filter(is_of_family).filter_map(|end| connect_of(&end.reports)).collect();
    let says_nothing =
        |cause: &Cause| cause.is_ours() || matches!(cause, Cause::NotAllowed(_) | Cause::Dns(_));
    let is_unreached = |outcome: &&StageOutcome| matches!(outcome, StageOutcome::Failed(cause) if !says_nothing(cause));
    connects.iter().any(is_unreached) && !connects.contains(&&StageOutcome::Passed)
}

fn connect_of(reports: &[StageReport]) -> Option<&StageOutcome> {
    reports.iter().find(|report| report.stage == Stage::Connect).map(|report| &report.outcome)
}

#[cfg(test)]
mod tests {
    use diagnosis::probe::{ProbeTarget, Refusal};
    use mail::Domain;
    use tokio::time::Instant;

    use super::*;
    use crate::probes::nothing_seen;

    fn relay_at(address: &str, outcome: StageOutcome) -> ProbeEnd {
        let report = StageReport { stage: Stage::Connect, outcome, elapsed_ms: 1, evidence: None };
        let target = ProbeTarget {
            address: address.parse().ok(),
            ..ProbeTarget::new(Domain::parse("mx.bottega.test").unwrap(), 25)
        };
        let observation = nothing_seen(ProbeKind::Smtp);
        ProbeEnd {
            kind: ProbeKind::Smtp,
            target,
            reports: vec![report],
            observation,
            finished: Instant::now(),
        }
    }

    fn relay(outcome: StageOutcome) -> ProbeEnd {
        relay_at("192.0.2.1", outcome)
    }

    #[track_caller]
    fn check(ends: &[ProbeEnd], resolver: bool, port_25: bool) {
        assert_eq!(
            self_test_scope(ends, true),
            SelfTestScope { resolver, port_25, port_25_ipv6: false }
        );
    }

    #[test]
    fn our_port_25_is_in_doubt_whenever_nobody_was_reached() {
        let silent = || relay(StageOutcome::Failed(Cause::Timeout { after_ms: 5_000 }));
        let refused = || relay(StageOutcome::Failed(Cause::Refused));
        let unreachable = || relay(StageOutcome::Failed(Cause::Unreachable));
        let no_route = || relay(StageOutcome::Failed(Cause::NoRouteFromHere));
        let own = || relay(StageOutcome::Failed(Cause::NotAllowed(Refusal::OwnAddress)));
        check(&[], false, false);
        let closed = || relay(StageOutcome::Failed(Cause::Closed));
        for unreached in [silent, refused, unreachable, closed] {
            check(&[unreached()], false, true);
            check(&[unreached(), no_route(), own()], false, true);
            check(&[unreached(), relay(StageOutcome::Passed)], false, false);
        }
        check(&[silent(), refused(), unreachable()], false, true);
        // Failures that are known to be ours need no test.
        check(&[no_route(), own()], false, false);
    }

    #[test]
    fn each_family_vouches_for_itself_only() {
        let refused = || StageOutcome::Failed(Cause::Refused);
        let families = |ends: &[ProbeEnd]| {
            let scope = self_test_scope(ends, true);
            (scope.port_25, scope.port_25_ipv6)
        };
        assert_eq!(
            families(&[relay(StageOutcome::Passed), relay_at("2001:db8::1", refused())]),
            (false, true)
        );
        assert_eq!(
            families(&[relay(refused()), relay_at("2001:db8::1", StageOutcome::Passed)]),
            (true, false)
        );
        assert_eq!(families(&[relay(refused()), relay_at("2001:db8::1", refused())]), (true, true));
        assert_eq!(
            families(&[
                relay(refused()),
                relay_at("2001:db8::1", StageOutcome::Failed(Cause::NoRouteFromHere))
            ]),
            (true, false)
        );
    }

    #[test]
    fn our_resolver_is_in_doubt_when_a_question_went_wrong() {
        check(&[relay(StageOutcome::Failed(Cause::Dns(DnsCause::ServFail)))], true, false);
        let no_such_name = || [relay(StageOutcome::Failed(Cause::Dns(DnsCause::NxDomain)))];
        check(&no_such_name(), false, false);
        assert!(
            self_test_scope(&no_such_name(), false).resolver,
            "a resolver that was found may say no to everything"
        );
    }
}
