//! Explores every path through the built-in playbooks, for a set of typical findings: each option
//! of each question is taken.
//!
//! Positions with equal continuations are explored once. They are identified by the step, the
//! meanings of the answers so far, the complaint, and the answers that conditions refer to.

use std::collections::{BTreeMap, BTreeSet};

use checklist::conclusion::{CauseCode, Conclusion, complaint, conclude_on, said};
use checklist::playbook::{
    Complaint, InputId, InputKind, Meaning, OptionId, Playbook, Predicate, Step, StepId,
};
use checklist::{
    Answer, DeviceSeen, Evidence, How, Pasted, PastedBounce, StepRun, Waits, Walk, walk,
};
use terms::Confidence;

use super::shipped;
use super::walks::{Customer, Row};

/// The most questions allowed on a path whose cause comes from evidence.
const MOST_QUESTIONS: usize = 6;

/// A name, the findings, and the text that the customer pastes wherever one is asked for.
type World = (&'static str, &'static [&'static str], Option<&'static str>);

const WORLDS: [World; 17] = [
    ("all is well", &["well"], None),
    (
        "nothing could be judged",
        &["dns_not_judged", "relay_not_judged", "service_not_judged @imap", "webmail_not_judged"],
        None,
    ),
    ("the domain is gone", &["domain_not_found"], None),
    (
        "no server takes mail",
        &["delegation_ok", "mx_ok", "relay_down", "imap_ok", "webmail_ok"],
        None,
    ),
    ("one of two servers takes none", &["well", "relay_partly_down"], None),
    ("two providers in the MX", &["well", "mx_two_providers"], None),
    ("reading is down", &["well", "imap_down"], None),
    ("sending is down", &["well", "submission_down"], None),
    ("the webmail is down", &["well", "webmail_down"], None),
    ("the certificate for reading has expired", &["well", "tls_certificate_expired @imap"], None),
    ("no SPF record", &["well", "spf_missing"], None),
    ("the provider declares a fault", &["well", "provider_incident"], None),
    ("the own mailbox is full", &["well"], Some("552 5.2.2 <anna@bottega.test>: Mailbox is full")),
    ("a bare code", &["well"], Some("552 5.2.2")),
    ("a stranger's address is wrong", &["well"], Some("550 5.1.1 <ugo@altra.test>: User unknown")),
    ("the password is refused", &["well"], Some("535 5.7.8 Error: authentication failed")),
    ("a text that nobody understands", &["well"], Some("Quod licet Iovi")),
];

/// The result of exploring a position.
#[derive(Clone, Copy, Default)]
struct Ahead {
    /// The average number of further questions, if all options are equally likely.
    expected: f64,
    /// The most further questions before an end whose cause was measured or read.
    most_to_evidence: Option<usize>,
}

/// The answers and check results so far.
#[derive(Clone, Default)]
struct State {
    answers: BTreeMap<StepId, Answer>,
    runs: BTreeMap<StepId, Vec<StepRun>>,
    pasted: Vec<InputId>,
}

/// What identifies a position.
type Place = (StepId, Vec<Meaning>, Option<Complaint>, Vec<InputId>, Vec<(StepId, OptionId)>);

struct Explorer<'w> {
    playbook: &'w Playbook,
    world: &'w World,
    row: &'w Row,
    customer: &'w Customer,
    device: Option<DeviceSeen>,
    /// The steps whose answers conditions refer to.
    named: BTreeSet<StepId>,
    known: BTreeMap<Place, Ahead>,
    /// The defects found, each with the first path that shows it.
    wrong: BTreeMap<String, String>,
}

fn named(playbook: &Playbook) -> BTreeSet<StepId> {
    let mut named = BTreeSet::new();
    let mut visit = |predicate: &Predicate| {
        predicate.visit(&mut |predicate| {
            if let Predicate::Answer(answers) = predicate {
                named.extend(answers.keys().cloned());
            }
        });
    };
    for step in playbook.steps.values() {
        match step {
            Step::Ask(ask) | Step::Verify(ask) => {
                ask.measured.iter().for_each(|rule| visit(&rule.when))
            }
            Step::Check(check) => {
                check.next.iter().filter_map(|branch| branch.when.as_ref()).for_each(&mut visit)
            }
            _ => {}
        }
    }
    playbook.ends.iter().for_each(|end| visit(&end.when));
    named
}

/// Whether a cause is certain enough to end the questions.
fn is_known(first: &Conclusion) -> bool {
    first.cause.is_trouble() && !first.is_aside && first.confidence >= Confidence::Likely
}

impl Explorer<'_> {
    fn evidence<'s>(&'s self, state: &'s State) -> Evidence {
        let text = self.world.2.unwrap_or_default();
        let texts = state.pasted.iter().map(|input| {
            PastedBounce::new(text).into_input(input, self.playbook.about(input), None)
        });
        Evidence {
            answers: state.answers.clone(),
            runs: state.runs.clone(),
            device: self.device,
            subject: self.customer.subject.clone(),
            domains: self.customer.domains.clone(),
            mailboxes: self.customer.mailboxes.clone(),
            pasted: Pasted::new(texts.collect()),
            ..Evidence::default()
        }
    }

    /// Explores all continuations of a state.
    fn explore(&mut self, mut state: State) -> Ahead {
        let (at, walk, conclusions, key) = loop {
            let evidence = self.evidence(&state);
            let walk = walk(self.playbook, &evidence);
            let at = walk.current().cloned().unwrap_or_else(|| self.playbook.start.clone());
            if let (Some(Step::Check(check)), Waits::ChecksToStart) =
                (self.playbook.steps.get(&at), walk.waits)
            {
                let domains = self.customer.domains.iter();
                let runs = domains
                    .map(|domain| self.row.run(&check.checks, domain, &self.customer.own))
                    .collect();
                drop(evidence);
                state.runs.insert(at, runs);
                continue;
            }
            let conclusions = conclude_on(self.playbook, &evidence, &walk.path);
            let means =
                said(self.playbook, &walk.path).into_iter().map(|said| said.means).collect();
            let chosen = |step: &StepId| Some((step.clone(), evidence.option_of(step)?.clone()));
            let answers = self.named.iter().filter_map(chosen).collect();
            let key: Place = (
                at.clone(),
                means,
                complaint(self.playbook, &walk.path),
                state.pasted.clone(),
                answers,
            );
            break (at, walk, conclusions, key);
        };
        if let Some(known) = self.known.get(&key) {
            return *known;
        }
        let ahead = self.ahead(&state, &at, &walk, &conclusions);
        self.known.insert(key, ahead);
        ahead
    }

    fn ahead(
        &mut self,
        state: &State,
        at: &StepId,
        walk: &Walk,
        conclusions: &[Conclusion],
    ) -> Ahead {
        let playbook = self.playbook;
        let Some(step) = playbook.steps.get(at) else { panic!("{at} is no step") };
        let next: Vec<State> = match step {
            Step::Ask(ask) | Step::Verify(ask) => {
                let chosen = |option: &OptionId| {
                    let mut state = state.clone();
                    state.answers.insert(at.clone(), Answer::Option(option.clone()));
                    state
                };
                ask.options.iter().map(|choice| chosen(&choice.id)).collect()
            }
            Step::Collect(collect) => {
                let mut state = state.clone();
                state.answers.insert(at.clone(), Answer::Inputs(BTreeMap::new()));
                let takes_text = |id: &&InputId| {
                    playbook.inputs.get(*id).is_some_and(|input| input.kind.is_pasted())
                };
                if self.world.2.is_some() {
                    state.pasted.extend(collect.inputs.iter().filter(takes_text).cloned());
                }
                vec![state]
            }
            Step::Conclude(_) | Step::Escalate(_) | Step::Look(_) => {
                return self.end(step, walk, conclusions);
            }
            Step::Check(_) => panic!("{at}: the checks do not end"),
        };
        let was_asked = walk
            .path
            .iter()
            .any(|visit| playbook.steps.get(&visit.step).is_some_and(Step::asks_for_complaint));
        let is_settled =
            (was_asked || !playbook.asks_for_complaint()) && !step.asks_for_complaint();
        if let Some(first) = conclusions.first().filter(|first| is_settled && is_known(first)) {
            self.say(walk, &format!("{at} is asked, and {} is known", first.cause.as_str()));
        }
        let begins = usize::from(*at != playbook.start);
        #[expect(clippy::cast_precision_loss, reason = "a handful of options")]
        let share = 1.0 / next.len() as f64;
        let mut ahead =
            Ahead { expected: if begins == 1 { 1.0 } else { 0.0 }, most_to_evidence: None };
        for state in next {
            let child = self.explore(state);
            ahead.expected += share * child.expected;
            ahead.most_to_evidence =
                ahead.most_to_evidence.max(child.most_to_evidence.map(|most| most + begins));
        }
        ahead
    }

    /// Checks an end: it must have a cause or hand over to a person, and must not say that all is
    /// well.
    fn end(&mut self, step: &Step, walk: &Walk, conclusions: &[Conclusion]) -> Ahead {
        let first = conclusions.first();
        if first.is_some_and(|first| first.cause == CauseCode::AllWell) {
            self.say(walk, "all is said to be well");
        }
        let is_conclusion = matches!(step, Step::Conclude(_));
        if is_conclusion && !first.is_some_and(|first| first.cause.is_trouble() && !first.is_aside)
        {
            self.say(
                walk,
                &format!(
                    "a conclusion without a cause: {:?}",
                    first.map(|first| first.cause.as_str())
                ),
            );
        }
        // Whether the cause needed no answer.
        let is_evident = is_conclusion
            && first.is_some_and(|first| is_known(first) && first.because.answers.is_empty());
        Ahead { expected: 0.0, most_to_evidence: is_evident.then_some(0) }
    }

    fn say(&mut self, walk: &Walk, what: &str) {
        let told = |how: &How| match how {
            How::Answered(option) => format!(" = {option}"),
            How::Measured { option, .. } => format!(" is {option}"),
            _ => String::new(),
        };
        let steps: Vec<String> =
            walk.path.iter().map(|visit| format!("{}{}", visit.step, told(&visit.how))).collect();
        self.wrong
            .entry(format!("{} / {}: {what}", self.playbook.playbook, self.world.0))
            .or_insert_with(|| steps.join(", "));
    }
}

#[test]
fn every_way_ends_at_a_cause_or_a_person_and_asks_no_more_than_is_needed() {
    let mut wrong = BTreeMap::new();
    for published in shipped().iter() {
        let playbook = &published.playbook;
        let is_list = playbook.start_asks(|input| input.kind == InputKind::Mailboxes);
        let (mut expected, mut count, mut most) = (0.0, 0.0, 0);
        for world in &WORLDS {
            // A device that reports being online saves one question; try both for worlds with one
            // finding.
            let devices: &[Option<DeviceSeen>] =
                if world.1.len() == 1 { &[None, Some(DeviceSeen::Online)] } else { &[None] };
            for &device in devices {
                let row = Row::in_world(&playbook.playbook, world.1, is_list);
                let customer = row.customer();
                let (named, known) = (named(playbook), BTreeMap::new());
                let mut explorer = Explorer {
                    playbook,
                    world,
                    row: &row,
                    customer: &customer,
                    device,
                    named,
                    known,
                    wrong: BTreeMap::new(),
                };
                let ahead = explorer.explore(State::default());
                expected += ahead.expected;
                count += 1.0;
                most = most.max(ahead.most_to_evidence.unwrap_or_default());
                if ahead.most_to_evidence.is_some_and(|most| most > MOST_QUESTIONS) {
                    let what = format!(
                        "{} / {}: {:?} questions to what was measured or read",
                        playbook.playbook, world.0, ahead.most_to_evidence
                    );
                    wrong.insert(what, String::new());
                }
                wrong.append(&mut explorer.wrong);
            }
        }
        let average: f64 = expected / count;
        println!(
            "{}: {average:.1} questions on average, {most} at most to a cause that was measured or read",
            playbook.playbook
        );
    }
    let told: Vec<String> =
        wrong.iter().map(|(what, walk)| format!("{what}\n    {walk}")).collect();
    assert!(wrong.is_empty(), "{} are wrong:\n{}", wrong.len(), told.join("\n"));
}
