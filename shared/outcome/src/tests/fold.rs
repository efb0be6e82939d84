//! Tests that the fold is total and that the walk ends, for any log.

use checklist::DeviceSeen;
use diagnosis::finding::FindingCode;
use diagnosis::probe::{
    Observation, ProbeId, ProbeKind, ProbeTarget, Progress, SelfTestSeen, Transcript,
};
use session::{LinkId, LinkKind, TicketChannel, TicketState};

use super::*;

#[test]
fn a_log_in_two_parts_gives_the_same_facts() {
    let mut session = Session::checked();
    session.answer("scope", option("one")).unwrap();
    let whole = Facts::replay(&session.log);
    assert_eq!(whole, session.facts);
    for split in 0..=session.log.len() {
        let (first, second) = session.log.split_at(split);
        let mut facts = Facts::replay(first);
        second.iter().for_each(|entry| facts.apply(entry));
        assert_eq!(facts, whole, "split at {split}");
    }
}

#[test]
fn an_unknown_event_changes_nothing_but_the_number() {
    let session = Session::checked();
    let mut facts = session.facts.clone();
    facts.apply(&LogEntry { seq: 99, at_ms: 0, actor: Actor::Server, event: Event::Unknown });
    assert_eq!(Facts { last_seq: session.facts.last_seq, ..facts }, session.facts);
}

#[test]
fn an_interrupted_run_lets_the_talk_go_on() {
    let mut session = Session::begun();
    session.answer("device", option("yes")).unwrap();
    session.give(Command::StartChecks { step: step("checks") }).unwrap();
    session.append(Event::RunEnded { run: RunId(1), end: RunEnd::Interrupted });
    assert_eq!(session.walk().current(), Some(&step("scope")));
}

/// After a second run is stopped, the results of the first are still used.
#[test]
fn a_second_look_that_was_stopped_takes_nothing_away() {
    let mut session = Session::checked();
    for end in [RunEnd::Cancelled, RunEnd::Interrupted] {
        session.give(Command::StartChecks { step: step("checks") }).unwrap();
        let run = session.facts.running().unwrap();
        assert_eq!(
            session.facts.latest_run(&step("checks"), &domain("bottega.test")).map(|(id, _)| id),
            Some(run),
            "while it runs"
        );
        session.append(Event::RunEnded { run, end });
        assert_eq!(
            session.facts.latest_run(&step("checks"), &domain("bottega.test")).map(|(id, _)| id),
            Some(RunId(1))
        );
    }
    assert_eq!(session.start_and_end(), RunId(4));
    assert_eq!(
        session.facts.latest_run(&step("checks"), &domain("bottega.test")).map(|(id, _)| id),
        Some(RunId(4))
    );
}

/// What other sessions saw is a finding once the run has ended, only for checks of that run.
#[test]
fn what_others_saw_is_found_in_the_evidence() {
    let mut session = Session::begun();
    session.answer("device", option("yes")).unwrap();
    session.give(Command::StartChecks { step: step("checks") }).unwrap();
    let run = RunId(1);
    let counts = |session: &Session| {
        let evidence = session.facts.evidence(&session.playbook);
        let elsewhere =
            evidence.findings().filter(|finding| finding.code == FindingCode::SeenElsewhere);
        elsewhere.map(|finding| (finding.params.check, finding.params.count)).collect::<Vec<_>>()
    };
    session.append(Event::SeenElsewhere { run, seen: elsewhere(CheckKind::Mx, 3) });
    session.append(Event::SeenElsewhere { run, seen: elsewhere(CheckKind::Webmail, 8) });
    session.append(Event::SeenElsewhere { run: RunId(9), seen: elsewhere(CheckKind::Mx, 9) });
    assert_eq!(counts(&session), [], "while it runs");
    session.append(Event::RunEnded { run, end: RunEnd::Completed });
    assert_eq!(counts(&session), [(Some(CheckKind::Mx), Some(3))]);
    session.append(Event::SeenElsewhere { run, seen: elsewhere(CheckKind::Mx, 5) });
    assert_eq!(counts(&session), [(Some(CheckKind::Mx), Some(5))], "the last count counts");
    assert_eq!(session.start_and_end(), RunId(2));
    assert_eq!(counts(&session), [], "a new run is asked anew");
}

#[test]
fn a_watcher_is_there_until_it_leaves_or_the_link_ends() {
    let link = LinkId(1);
    let mut session = Session::open();
    let names = |session: &Session| {
        session.facts.watchers().map(|(name, _)| name.to_owned()).collect::<Vec<_>>()
    };
    session.append(Event::WatcherJoined { link, name: "nobody".to_owned() });
    assert_eq!(names(&session), [""; 0], "a link that was never made");
    session.append(Event::LinkCreated { link, kind: LinkKind::Watch, expires_at_ms: 0 });
    session.append(Event::WatcherJoined { link, name: "Anna".to_owned() });
    assert_eq!(names(&session), ["Anna"]);
    session.append(Event::WatcherLeft { link });
    assert_eq!(names(&session), [""; 0]);
    session.append(Event::WatcherJoined { link, name: "Ugo".to_owned() });
    session.append(Event::LinkRevoked { link });
    assert_eq!(names(&session), [""; 0]);
}

#[test]
fn a_ticket_moves_on() {
    let mut session = Session::open();
    let reference = || "SP-1".to_owned();
    session.append(Event::TicketMoved { reference: reference(), state: TicketState::Delivered });
    assert_eq!(session.facts.tickets, []);
    session.append(Event::TicketSubmitted {
        reference: reference(),
        channel: TicketChannel::Email,
        left_out: Vec::new(),
        are_addresses_masked: false,
    });
    session.append(Event::TicketMoved { reference: reference(), state: TicketState::WillRetry });
    assert_eq!(
        session.facts.tickets.first().map(|ticket| ticket.state),
        Some(TicketState::WillRetry)
    );
}

/// Deterministic pseudo-random numbers, the same on every machine.
struct Noise(u64);

impl Noise {
    fn below(&mut self, limit: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or_default() % limit
    }

    fn pick<'a>(&mut self, words: &[&'a str]) -> &'a str {
        words[self.below(words.len())]
    }
}

/// Any event, whether it fits or not.
fn any_event(noise: &mut Noise) -> Event {
    let run = RunId(u32::try_from(noise.below(4)).unwrap());
    let probe = ProbeId(u16::try_from(noise.below(3)).unwrap());
    let at =
        step(noise.pick(&[
            "mailbox", "device", "checks", "scope", "spam", "not_spam", "ticket", "nowhere",
        ]));
    match noise.below(9) {
        0 => Event::AnswerGiven {
            step: at,
            answer: option(noise.pick(&["yes", "no", "one", "all", "unsure", "never"])),
        },
        1 => {
            let address = noise.pick(&["anna@bottega.test", "anna@altra.test"]);
            Event::AnswerGiven { step: at, answer: inputs(&[("mailbox", mailbox(address))]) }
        }
        2 => Event::AnswerGiven {
            step: step("mailbox"),
            answer: inputs(&[("mailbox", mailbox("anna@bottega.test"))]),
        },
        3 => run_started(run.0, noise.pick(&["bottega.test", "altra.test"])),
        4 => {
            let target = ProbeTarget::new(domain("bottega.test"), 53);
            let kind = [ProbeKind::Mx, ProbeKind::Delegation, ProbeKind::Smtp, ProbeKind::SelfTest]
                [noise.below(4)];
            Event::Probed { run, progress: Progress::Planned { probe, kind, target } }
        }
        5 => {
            let observation = Box::new(Observation::SelfTest(SelfTestSeen::default()));
            let progress = Progress::Finished {
                probe,
                observation,
                transcript: Transcript::default(),
                elapsed_ms: 1,
                shared: None,
            };
            Event::Probed { run, progress }
        }
        6 => Event::RunEnded {
            run,
            end: [RunEnd::Completed, RunEnd::Cancelled, RunEnd::Interrupted][noise.below(3)],
        },
        7 => Event::DeviceMeasured {
            seen: [DeviceSeen::Online, DeviceSeen::Offline][noise.below(2)],
        },
        _ => Event::Unknown,
    }
}

#[test]
fn any_log_walks_to_an_end() {
    let playbook = playbook();
    let mut lengths = std::collections::BTreeSet::new();
    for seed in 0..500 {
        let mut noise = Noise(seed);
        let mut facts = Facts::default();
        for seq in 1..=40 {
            facts.apply(&LogEntry {
                seq,
                at_ms: 0,
                actor: Actor::Server,
                event: any_event(&mut noise),
            });
            let walk = checklist::walk(&playbook, &facts.evidence(&playbook));
            assert!(
                (1..=playbook.steps.len()).contains(&walk.path.len()),
                "seed {seed}, entry {seq}"
            );
            lengths.insert(walk.path.len());
        }
    }
    assert!(lengths.len() >= 5, "the noise goes into the playbook: {lengths:?}");
}

#[test]
fn even_a_playbook_that_runs_in_circles_ends() {
    let mut playbook = playbook();
    for step in playbook.steps.values_mut() {
        if let checklist::playbook::Step::Collect(collect) = step {
            collect.next = StepId::from("mailbox");
        }
    }
    let mut facts = Facts::default();
    let event = Event::AnswerGiven {
        step: step("mailbox"),
        answer: inputs(&[("mailbox", mailbox("anna@bottega.test"))]),
    };
    facts.apply(&LogEntry { seq: 1, at_ms: 0, actor: Actor::Customer, event });
    assert!(
        checklist::walk(&playbook, &facts.evidence(&playbook)).path.len()
            <= playbook.steps.len() + 1
    );
}
