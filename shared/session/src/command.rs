//! What a customer may do, and the result: events, or a rejection with a stable code.
//!
//! Repeating a command is harmless: an answer that is already in the log gives no event. Must never
//! append to the log itself.

use checklist::conclusion::Side;
use checklist::playbook::{InputId, InputKind, Playbook, Step, StepId};
use checklist::{Answer, DeviceSeen, InputValue, RunId, Waits};
use diagnosis::probe::RunEnd;
use mail::Domain;
use mail::list::{self, MAX_MAILBOX_COUNT};
use serde::{Deserialize, Serialize};
use terms::Lang;

use super::{Event, Facts, Standing};

/// The longest text that a field accepts, in bytes.
pub const MAX_TEXT_BYTES: usize = 64 * 1024;
/// The longest one-line text, in bytes.
pub const MAX_LINE_BYTES: usize = 1024;
/// The most runs of checks for one domain in one session.
pub const MAX_RUN_COUNT: u32 = 40;
/// The most runs of checks in one session, for all domains together.
pub const MAX_LIST_RUN_COUNT: u32 = 4 * MAX_RUN_COUNT;

/// A command of the customer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Command {
    /// Answer a step, or change its answer.
    GiveAnswer {
        /// The step.
        step: StepId,
        /// The answer.
        answer: Answer,
    },
    /// Report what the customer's device measured.
    MeasureDevice {
        /// What it measured.
        seen: DeviceSeen,
    },
    /// Say which side a pasted text is about.
    CorrectSide {
        /// The input that holds the text.
        input: InputId,
        /// The side.
        side: Side,
    },
    /// Run the checks of a step, for the first time or again.
    StartChecks {
        /// The step.
        step: StepId,
    },
    /// Stop a run, and the others of the same step.
    CancelChecks {
        /// The run.
        run: RunId,
    },
    /// Switch to the newer version of the playbook that was offered.
    TakeNewerPlaybook {
        /// SHA-256 of its file, hexadecimal.
        digest: String,
    },
    /// Switch to another language.
    ChangeLanguage {
        /// The language.
        lang: Lang,
    },
}

/// Why a command was refused. Its name on the wire is stable.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum Rejection {
    /// The playbook has no such step.
    #[error("the playbook has no such step")]
    UnknownStep,
    /// The step is not on the current path; another tab may have moved on.
    #[error("the step is not on the path any more")]
    StaleStep,
    /// The answer does not fit the step.
    #[error("the answer does not fit the step")]
    WrongAnswer,
    /// A required field is empty.
    #[error("a required field is empty")]
    MissingInput,
    /// A text is longer than the field accepts.
    #[error("a text is too long")]
    TextTooLong,
    /// A list has more entries than the field accepts.
    #[error("a list is too long")]
    ListTooLong,
    /// Checks are running already.
    #[error("checks are running already")]
    ChecksRunning,
    /// The session has reached its limit of runs of checks.
    #[error("too many runs of checks in one session")]
    TooManyRuns,
    /// This version of the playbook is not on offer.
    #[error("this version of the playbook is not on offer")]
    UnknownVersion,
    /// No look into the mailbox can be offered now.
    #[error("no look into the mailbox can be offered now")]
    NoLook,
    /// No such run, or it has ended.
    #[error("the run is not running")]
    NotRunning,
}

impl Rejection {
    /// Every reason.
    pub const ALL: [Self; 11] = [
        Self::UnknownStep,
        Self::StaleStep,
        Self::WrongAnswer,
        Self::MissingInput,
        Self::TextTooLong,
        Self::ListTooLong,
        Self::ChecksRunning,
        Self::TooManyRuns,
        Self::UnknownVersion,
        Self::NoLook,
        Self::NotRunning,
    ];
}

/// Turns a command into events, or rejects it. The caller appends the events to the log.
///
/// # Errors
/// A [`Rejection`] when the command does not fit the current state of the session.
pub fn decide(standing: &Standing, command: Command) -> Result<Vec<Event>, Rejection> {
    let (facts, playbook) = (standing.facts(), standing.playbook());
    match command {
        Command::GiveAnswer { step, answer } => give_answer(standing, step, answer),
        Command::MeasureDevice { seen } => Ok(if facts.device == Some(seen) {
            Vec::new()
        } else {
            vec![Event::DeviceMeasured { seen }]
        }),
        Command::CorrectSide { input, side } => {
            let is_bounce = playbook.inputs.get(&input).is_some_and(|found| found.kind.is_pasted());
            if !is_bounce || facts.input(&input).is_none() {
                return Err(Rejection::WrongAnswer);
            }
            let is_known = facts.sides.get(&input) == Some(&side);
            Ok(if is_known { Vec::new() } else { vec![Event::SideCorrected { input, side }] })
        }
        Command::StartChecks { step } => start_checks(standing, step),
        Command::CancelChecks { run } => {
            let stopped = facts.runs.get(&run).map(|found| stop_step(facts, &found.step));
            stopped.filter(|events| !events.is_empty()).ok_or(Rejection::NotRunning)
        }
        // The server knows which versions are on offer and checks that.
        Command::TakeNewerPlaybook { digest } => {
            let is_new = facts.playbook.as_ref().is_some_and(|(_, present)| *present != digest);
            Ok(if is_new { vec![Event::PlaybookUpgraded { digest }] } else { Vec::new() })
        }
        Command::ChangeLanguage { lang } => {
            Ok(if facts.lang == lang { Vec::new() } else { vec![Event::LanguageChanged { lang }] })
        }
    }
}

fn stop_step(facts: &Facts, step: &StepId) -> Vec<Event> {
    let running =
        facts.runs.iter().filter(|(_, run)| run.step == *step && run.diagnosis.end.is_none());
    running.map(|(&run, _)| Event::RunEnded { run, end: RunEnd::Cancelled }).collect()
}

fn give_answer(standing: &Standing, step: StepId, answer: Answer) -> Result<Vec<Event>, Rejection> {
    let (facts, playbook) = (standing.facts(), standing.playbook());
    let found = playbook.steps.get(&step).ok_or(Rejection::UnknownStep)?;
    match (found, &answer) {
        (Step::Ask(ask) | Step::Verify(ask), Answer::Option(option)) => {
            if !ask.options.iter().any(|choice| choice.id == *option) {
                return Err(Rejection::WrongAnswer);
            }
        }
        (Step::Collect(collect), Answer::Inputs(_)) => {
            check_inputs(playbook, &collect.inputs, &answer)?
        }
        (Step::Escalate(escalate), Answer::Inputs(_)) => {
            check_inputs(playbook, &escalate.inputs, &answer)?
        }
        _ => return Err(Rejection::WrongAnswer),
    }
    // Support can be reached at any time; every other step only while it is on the path.
    let is_reachable = step == playbook.support || standing.walk().contains(&step);
    if !is_reachable {
        return Err(Rejection::StaleStep);
    }
    if facts.answers.get(&step).is_some_and(|given| given.answer == answer) {
        return Ok(Vec::new());
    }
    Ok(vec![Event::AnswerGiven { step, answer }])
}

fn check_inputs(playbook: &Playbook, wanted: &[InputId], answer: &Answer) -> Result<(), Rejection> {
    let Answer::Inputs(values) = answer else { return Err(Rejection::WrongAnswer) };
    for (id, value) in values {
        let input = playbook
            .inputs
            .get(id)
            .filter(|_| wanted.contains(id))
            .ok_or(Rejection::WrongAnswer)?;
        let fits = match (input.kind, value) {
            (InputKind::Subject, InputValue::Mailbox(_) | InputValue::Domain(_)) => true,
            (InputKind::Address, InputValue::Mailbox(_)) => true,
            (InputKind::Mailboxes, InputValue::Mailboxes(list))
                if list.len() > MAX_MAILBOX_COUNT =>
            {
                return Err(Rejection::ListTooLong);
            }
            (InputKind::Mailboxes, InputValue::Mailboxes(list)) => list::is_within_limits(list),
            (InputKind::Line, InputValue::Text(text)) if text.len() > MAX_LINE_BYTES => {
                return Err(Rejection::TextTooLong);
            }
            (InputKind::Text | InputKind::Bounce | InputKind::Message, InputValue::Text(text))
                if text.len() > MAX_TEXT_BYTES =>
            {
                return Err(Rejection::TextTooLong);
            }
            (
                InputKind::Line | InputKind::Text | InputKind::Bounce | InputKind::Message,
                InputValue::Text(text),
            ) => !text.trim().is_empty(),
            // A customer who does not remember the exact day may write free text.
            (InputKind::Moment, InputValue::Text(text)) => {
                !text.trim().is_empty() && text.len() <= MAX_LINE_BYTES
            }
            (InputKind::Moment, InputValue::Moment { local, .. }) => local.len() <= 32,
            _ => false,
        };
        if !fits {
            return Err(Rejection::WrongAnswer);
        }
    }
    let is_missing = |id: &&InputId| {
        playbook.inputs.get(*id).is_some_and(|input| input.required) && !values.contains_key(*id)
    };
    if wanted.iter().any(|id| is_missing(&id)) { Err(Rejection::MissingInput) } else { Ok(()) }
}

fn start_checks(standing: &Standing, step: StepId) -> Result<Vec<Event>, Rejection> {
    let (facts, playbook) = (standing.facts(), standing.playbook());
    let Some(Step::Check(check)) = playbook.steps.get(&step) else {
        return Err(Rejection::UnknownStep);
    };
    if facts.running().is_some() {
        return Err(Rejection::ChecksRunning);
    }
    let domains = &standing.evidence().domains;
    if domains.is_empty() || !standing.walk().contains(&step) {
        return Err(Rejection::StaleStep);
    }
    // Domains without a completed run are checked first; if all have one, all are checked again.
    let is_whole = |domain: &&Domain| {
        let latest = facts.latest_run(&step, domain);
        latest.is_some_and(|(_, run)| run.diagnosis.end == Some(RunEnd::Completed))
    };
    let (whole, open): (Vec<&Domain>, Vec<&Domain>) = domains.iter().partition(is_whole);
    let mut wanted = if open.is_empty() { whole } else { open };
    // The limit counts runs for each domain, because a list may later shrink to one mailbox.
    let runs_of =
        |domain: &Domain| facts.runs.values().filter(|run| run.diagnosis.domain == *domain).count();
    wanted.retain(|domain| count_of(runs_of(domain)) < MAX_RUN_COUNT);
    let last = facts.runs.keys().next_back().map_or(0, |last| last.0);
    if wanted.is_empty() || last.saturating_add(count_of(wanted.len())) > MAX_LIST_RUN_COUNT {
        return Err(Rejection::TooManyRuns);
    }
    let start = |(number, domain): (u32, &Domain)| Event::RunStarted {
        run: RunId(number),
        step: step.clone(),
        domain: domain.clone(),
        checks: check.checks.clone(),
    };
    Ok((last.saturating_add(1)..).zip(wanted).map(start).collect())
}

fn count_of(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

/// The command that the server issues by itself: starting the checks that the path has reached.
#[must_use]
pub fn due(standing: &Standing) -> Option<Command> {
    let walk = standing.walk();
    match (walk.waits, walk.current()) {
        (Waits::ChecksToStart, Some(step)) => Some(Command::StartChecks { step: step.clone() }),
        _ => None,
    }
}
