//! The report for programs. `schema` changes when a field changes its meaning; fields may be added
//! at any time.

use checklist::How;
use checklist::conclusion::{CauseCode, Conclusion};
use checklist::playbook::{OptionId, Step, StepId};
use diagnosis::finding::Pattern;
use outcome::{LeftOut, ShownVerdict, ticket, verdict};
use schemars::JsonSchema;
use serde::Serialize;
use session::api::CheckLine;
use session::{Standing, TicketChannel, TicketState};
use terms::Confidence;
use terms::Lang;
use terms::Owner;

use super::mailboxes::{MailboxLine, lines};

/// The report of a session, for programs.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(rename = "Report")]
pub struct Document {
    /// The version of this format: 1.
    #[schemars(extend("const" = 1))]
    pub schema: u8,
    /// When it was created: milliseconds since 1970-01-01 UTC.
    pub made_at_ms: i64,
    /// The session itself.
    pub session: SessionFacts,
    /// The result of the path through the playbook.
    pub outcome: Outcome,
    /// The path: every step and how it was answered.
    pub answers: Vec<AnswerLine>,
    /// The latest results of each check.
    pub checks: Vec<CheckLine>,
    /// The list of mailboxes, each with the states of its domain's checks; absent if there is none.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub mailboxes: Vec<MailboxLine>,
    /// What the mailboxes in error have in common.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub patterns: Vec<Pattern>,
    /// The ranked causes, including those of the playbook: the first is the headline, a cause that
    /// explains something else comes last.
    pub conclusions: Vec<Conclusion>,
    /// The ticket as it would be sent now.
    pub ticket: Vec<TicketEntry>,
    /// Information that support usually needs and the customer did not give.
    pub missing: Vec<String>,
    /// How many lines of the ticket the customer left out; they are missing in this document, too.
    pub left_out: usize,
    /// The tickets that were sent.
    pub submitted: Vec<Submitted>,
}

/// The session itself.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct SessionFacts {
    /// The playbook's name.
    pub playbook: String,
    /// SHA-256 of the playbook as JSON, with its variables filled in; hexadecimal.
    pub digest: String,
    /// The language.
    pub lang: Lang,
    /// When it began: milliseconds since 1970-01-01 UTC.
    pub opened_at_ms: i64,
    /// The address or domain that the session is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subject: Option<String>,
}

/// The result of the path through the playbook.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Outcome {
    /// The current step.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub step: Option<StepId>,
    /// The first of the ranked causes, if the path has ended.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cause: Option<CauseCode>,
    /// Who has to fix it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub owner: Option<Owner>,
    /// How certain the cause is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub confidence: Option<Confidence>,
}

/// One step of the path.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct AnswerLine {
    /// The step.
    pub step: StepId,
    /// `answered`, `measured`, `collected`, `checked` or `open`.
    pub how: &'static str,
    /// The chosen or measured option, if the step is a question.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub option: Option<OptionId>,
    /// The heading of the step.
    pub question: String,
}

/// One line of the ticket.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct TicketEntry {
    /// Its id.
    pub id: String,
    /// Its label.
    pub label: String,
    /// Its value.
    pub value: String,
}

/// A ticket that was sent.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Submitted {
    /// The reference that the customer and the support desk see.
    pub reference: String,
    /// How it was delivered.
    pub channel: TicketChannel,
    /// Its delivery state.
    pub state: TicketState,
    /// When it was submitted: milliseconds since 1970-01-01 UTC.
    pub at_ms: i64,
}

/// The report of a session, without the lines of its ticket in `left_out`.
#[must_use]
pub fn document(standing: &Standing, lang: Lang, left_out: &[String], made_at_ms: i64) -> Document {
    let (facts, playbook, evidence, walk) =
        (standing.facts(), standing.playbook(), standing.evidence(), standing.walk());
    let out = LeftOut::new(left_out, playbook);
    let checks = super::checks(facts, playbook, out, None);
    let is_outcome_shown = !out.has("outcome");
    let conclusions = conclusions(&out.judged(standing), out, lang);
    let step = walk.current().cloned().filter(|_| is_outcome_shown);
    let is_over = matches!(
        step.as_ref().and_then(|step| playbook.steps.get(step)),
        Some(Step::Conclude(_) | Step::Escalate(_))
    );
    let first = conclusions.first().filter(|_| is_over && is_outcome_shown);
    let answers = walk
        .path
        .iter()
        .filter(|visit| !out.has_step(&visit.step) && (is_outcome_shown || visit.how != How::Open))
        .map(|visit| {
            let (how, option) = match &visit.how {
                How::Answered(option) => ("answered", Some(option.clone())),
                How::Measured { option, .. } => ("measured", Some(option.clone())),
                How::Collected => ("collected", None),
                How::Checked => ("checked", None),
                How::Open => ("open", None),
            };
            let heading = playbook
                .steps
                .get(&visit.step)
                .map(|step| words::heading(step, lang))
                .unwrap_or_default();
            AnswerLine {
                step: visit.step.clone(),
                how,
                option,
                question: playbook.fill(heading, evidence),
            }
        })
        .collect();
    let content = ticket(standing, lang, left_out);
    let has_pattern = |pattern: &&Pattern| !out.has(&format!("pattern.{}", pattern.code.as_str()));
    let (name, digest) = facts.playbook.clone().unwrap_or_default();
    Document {
        schema: 1,
        made_at_ms,
        session: SessionFacts {
            playbook: name,
            digest,
            lang: facts.lang,
            opened_at_ms: facts.opened_at_ms,
            subject: evidence
                .subject
                .as_ref()
                .filter(|_| !out.has_subject())
                .map(ToString::to_string),
        },
        outcome: Outcome {
            step,
            cause: first.map(|first| first.cause),
            owner: first.map(|first| first.owner),
            confidence: first.map(|first| first.confidence),
        },
        answers,
        checks,
        mailboxes: lines(evidence, out),
        patterns: evidence.patterns.iter().filter(has_pattern).cloned().collect(),
        conclusions,
        ticket: content
            .lines
            .into_iter()
            .map(|line| TicketEntry { id: line.id, label: line.label, value: line.value })
            .collect(),
        missing: content.missing,
        left_out: content.left_out_count,
        submitted: facts
            .tickets
            .iter()
            .map(|ticket| Submitted {
                reference: ticket.reference.clone(),
                channel: ticket.channel,
                state: ticket.state,
                at_ms: ticket.at_ms,
            })
            .collect(),
    }
}

/// The ranked causes, without those that the customer left out and without the evidence that was
/// left out.
fn conclusions(standing: &Standing, out: LeftOut<'_>, lang: Lang) -> Vec<Conclusion> {
    let conclusions = standing.conclusions().to_vec();
    if out.is_nothing() {
        return conclusions;
    }
    let whole = verdict(standing, lang)
        .map(|verdict| LeftOut::new(&[], standing.playbook()).verdict(verdict))
        .unwrap_or_default();
    let ShownVerdict { results, others, noticed } = whole;
    let lines: Vec<_> = results.into_iter().chain(others).chain(noticed).collect();
    let is_shown = |conclusion: &Conclusion| {
        lines.iter().all(|(id, told)| told.conclusion != *conclusion || !out.has(id))
    };
    conclusions
        .into_iter()
        .filter(is_shown)
        .filter_map(|conclusion| out.conclusion(conclusion))
        .collect()
}
