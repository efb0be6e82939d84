//! Tests of what the checks wait for, and for how long at most.

use diagnosis::probe::{
    Observation, ProbeId, ProbeKind, ProbeTarget, Progress, SelfTestSeen, Transcript,
};

use super::*;

/// One event of one of two runs.
#[derive(Clone, Copy)]
enum Does {
    Plans(u16, ProbeKind, &'static str),
    Finishes(u16),
    Ends,
}

use Does::{Ends, Finishes, Plans};

/// Two runs of one step that started at 1000 ms, then these events at their times.
fn facts(happens: &[(i64, u32, Does)]) -> Facts {
    let begins = |run: u32| Event::RunStarted {
        run: RunId(run),
        step: step("checks"),
        domain: domain("bottega.test"),
        checks: vec![CheckKind::Mx, CheckKind::Relay],
    };
    let happens = happens.iter().map(|&(at_ms, run, does)| {
        let probed = |progress| Event::Probed { run: RunId(run), progress };
        let event = match does {
            Plans(probe, kind, host) => probed(Progress::Planned {
                probe: ProbeId(probe),
                kind,
                target: ProbeTarget::new(domain(host), 25),
            }),
            Finishes(probe) => probed(Progress::Finished {
                probe: ProbeId(probe),
                observation: Box::new(Observation::SelfTest(SelfTestSeen::default())),
                transcript: Transcript::default(),
                elapsed_ms: 1,
                shared: None,
            }),
            Ends => Event::RunEnded { run: RunId(run), end: RunEnd::Completed },
        };
        (at_ms, event)
    });
    let events = [(1_000, begins(1)), (1_000, begins(2))].into_iter().chain(happens);
    let entry = |(seq, (at_ms, event))| LogEntry { seq, at_ms, actor: Actor::Server, event };
    Facts::replay(&(1_u64..).zip(events).map(entry).collect::<Vec<_>>())
}

#[track_caller]
fn check(happens: &[(i64, u32, Does)], now_ms: i64, expected: Option<(&str, Option<u32>)>) {
    let waiting = facts(happens).waiting(RunId(2), now_ms);
    let rendered = waiting.as_ref().map(|waiting| (waiting.host.as_str(), waiting.left_s));
    assert_eq!(rendered, expected);
}

#[test]
fn the_dialogue_that_may_take_longest_is_named_with_what_is_left_of_its_time() {
    let mx = (1_000, 1, Plans(0, ProbeKind::Mx, "bottega.test"));
    let relay = (3_000, 1, Plans(1, ProbeKind::Smtp, "mail.lumaca.test"));
    check(&[], 1_000, None);
    check(&[mx], 1_000, Some(("bottega.test", Some(20))));
    check(&[mx], 1_001, Some(("bottega.test", Some(20))));
    check(&[mx, relay], 3_000, Some(("mail.lumaca.test", Some(20))));
    check(&[mx, relay, (3_100, 1, Finishes(1))], 4_000, Some(("bottega.test", Some(17))));
    check(&[mx, relay], 22_001, Some(("mail.lumaca.test", Some(1))));
    // Other runs of the same step are included.
    check(
        &[mx, (2_000, 2, Plans(0, ProbeKind::Imaps, "imap.bottega.test"))],
        2_000,
        Some(("imap.bottega.test", Some(20))),
    );
    // Of two probes with the same limit, the first stays on the screen.
    check(
        &[relay, (3_000, 1, Plans(2, ProbeKind::Smtp, "altro.lumaca.test"))],
        4_000,
        Some(("mail.lumaca.test", Some(19))),
    );
}

#[test]
fn no_number_is_given_that_the_server_does_not_keep() {
    let relay = (3_000, 1, Plans(1, ProbeKind::Smtp, "mail.lumaca.test"));
    // It had to queue.
    check(&[relay], 23_000, Some(("mail.lumaca.test", None)));
    check(&[relay], i64::MAX / 2, Some(("mail.lumaca.test", None)));
    // The limit of a page is shorter than that of an exchange.
    check(
        &[(3_000, 1, Plans(1, ProbeKind::ProviderStatus, "status.test"))],
        3_000,
        Some(("status.test", Some(10))),
    );
    check(&[relay, (3_100, 1, Finishes(1))], 4_000, None);
    check(&[relay, (3_100, 1, Ends)], 4_000, None);
    assert_eq!(facts(&[relay]).waiting(RunId(9), 4_000), None, "a run that never was");
}
