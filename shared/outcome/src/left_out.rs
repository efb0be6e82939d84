//! The lines that the customer left out of a ticket, and what else must be withheld because of
//! them.
//!
//! A line is left out by its name. Whatever depends on it is left out too: the causes that rest on
//! an answer, the meaning of a pasted text, a finding that a cause cites. Must never restore a line
//! that was left out, whatever has changed since.

use std::borrow::Cow;

use checklist::Answer;
use checklist::conclusion::{Conclusion, Grounds};
use checklist::playbook::{InputId, Playbook, StepId};
use diagnosis::finding::{Finding, FindingCode};
use diagnosis::probe::CheckKind;
use session::Standing;

use super::ticket_model::mailbox_line;
use super::{CauseText, Ground, Place, Verdict};

/// The names of the lines that the customer left out of a ticket.
#[derive(Clone, Copy, Debug)]
pub struct LeftOut<'a> {
    ids: &'a [String],
    /// Whether a pasted text is among them.
    is_pasted: bool,
}

impl<'a> LeftOut<'a> {
    /// The lines with these names.
    #[must_use]
    pub fn new(ids: &'a [String], playbook: &Playbook) -> Self {
        let is_bounce =
            |id: &InputId| playbook.inputs.get(id).is_some_and(|input| input.kind.is_pasted());
        let is_pasted =
            playbook.inputs.keys().any(|id| is_bounce(id) && ids.contains(&format!("input.{id}")));
        Self { ids, is_pasted }
    }

    /// Whether nothing is left out.
    #[must_use]
    pub const fn is_nothing(self) -> bool {
        self.ids.is_empty()
    }

    /// Whether the line with this name is left out.
    #[must_use]
    pub fn has(self, id: &str) -> bool {
        self.ids.iter().any(|left_out| left_out == id)
    }

    /// Whether the subject (the customer's address or domain) is left out.
    #[must_use]
    pub fn has_subject(self) -> bool {
        self.has("subject")
    }

    /// Whether an answer is left out.
    #[must_use]
    pub fn has_step(self, step: &StepId) -> bool {
        self.has(&format!("step.{step}"))
    }

    /// Whether a pasted text is left out, and so is what it says.
    #[must_use]
    pub const fn has_pasted(self) -> bool {
        self.is_pasted
    }

    /// Whether a finding is left out. If several hosts or domains have it, whether any of them is.
    #[must_use]
    pub fn has_finding(self, code: FindingCode) -> bool {
        self.has_finding_named(code.as_str())
    }

    fn has_finding_named(self, name: &str) -> bool {
        let is_it = |rest: &str| rest.split('.').any(|part| part == name);
        self.ids.iter().any(|id| id.strip_prefix("finding.").is_some_and(is_it))
    }

    /// Whether anything of a check is left out. Its details are then withheld, because they would
    /// reveal it.
    #[must_use]
    pub fn has_of_check(self, check: CheckKind, findings: &[Finding]) -> bool {
        let is_of_check = |finding: &&Finding| finding.check == Some(check);
        self.has_subject()
            || self.has(&format!("measured.{}", check.as_str()))
            || findings.iter().filter(is_of_check).any(|finding| self.has_finding(finding.code))
    }

    /// Whether the mailbox at this index of the ticket's list is left out.
    #[must_use]
    pub fn has_mailbox(self, place: usize) -> bool {
        self.has(&mailbox_line(place))
    }

    /// Whether any line whose name starts with this is left out.
    fn has_any(self, start: &str) -> bool {
        self.ids.iter().any(|id| id.starts_with(start))
    }

    /// The conclusion without what was left out; `None` if it rests on an answer or text that was
    /// left out.
    #[must_use]
    pub fn conclusion(self, mut conclusion: Conclusion) -> Option<Conclusion> {
        let is_read = conclusion.because.has_text();
        if conclusion.because.answers.iter().any(|said| self.has_step(&said.step))
            || (self.is_pasted && is_read)
        {
            return None;
        }
        // Names of mailboxes and recipients that were left out are removed here too.
        if self.has_any("mailbox") {
            conclusion.mailboxes.clear();
            conclusion.domains.clear();
        }
        if self.has_any("bounce") || self.has_any("input") {
            conclusion.recipients.clear();
            let cited = conclusion.because.bounce.iter_mut().chain(&mut conclusion.against.bounce);
            cited.for_each(|refusal| refusal.recipients.clear());
        }
        if self.has_subject() {
            conclusion.domains.clear();
            conclusion.publish = None;
        }
        conclusion.unjudged.retain(|code| !self.has_finding(*code));
        self.clear(&mut conclusion.because);
        self.clear(&mut conclusion.against);
        Some(conclusion)
    }

    /// Removes the evidence that was left out.
    fn clear(self, grounds: &mut Grounds) {
        let Grounds { findings, answers, bounce, shown, arrived, patterns } = grounds;
        findings.retain(|code| !self.has_finding(*code));
        answers.retain(|said| !self.has_step(&said.step));
        patterns.retain(|code| !self.has(&format!("pattern.{}", code.as_str())));
        if self.is_pasted {
            bounce.clear();
            shown.clear();
            arrived.clear();
        }
    }

    /// The facts without the texts that were left out. The verdict is then made from the rest.
    #[must_use]
    pub fn judged(self, standing: &Standing) -> Cow<'_, Standing> {
        if !self.is_pasted {
            return Cow::Borrowed(standing);
        }
        let mut kept = standing.facts().clone();
        for given in kept.answers.values_mut() {
            if let Answer::Inputs(values) = &mut given.answer {
                values.retain(|input, _| !self.has(&format!("input.{input}")));
            }
        }
        Cow::Owned(Standing::new(standing.playbook().clone(), kept))
    }

    /// The verdict without what was left out. Each result keeps the line name that it has in the
    /// whole verdict.
    #[must_use]
    pub fn verdict(self, verdict: Verdict) -> ShownVerdict {
        let results = verdict
            .results
            .into_iter()
            .enumerate()
            .map(|(place, text)| (outcome_line(place), text));
        let causes = |texts: Vec<CauseText>| {
            texts
                .into_iter()
                .map(|text| (format!("cause.{}", text.conclusion.cause.as_str()), text))
        };
        let kept = |(id, text): (String, CauseText)| {
            let text = if self.has(&id) { None } else { self.cause(text) };
            text.map(|text| (id, text))
        };
        ShownVerdict {
            results: results.filter_map(kept).collect(),
            others: causes(verdict.others).filter_map(kept).collect(),
            noticed: causes(verdict.noticed).filter_map(kept).collect(),
        }
    }

    fn cause(self, text: CauseText) -> Option<CauseText> {
        let conclusion = self.conclusion(text.conclusion)?;
        let is_kept = |ground: &Ground| match &ground.place {
            Some(Place::Answer(step)) => !self.has_step(step),
            Some(Place::Mailboxes) => !self.has(&format!("pattern.{}", ground.name)),
            Some(Place::Check(_)) | None => !self.has_finding_named(&ground.name),
        };
        let kept = |grounds: Vec<Ground>| grounds.into_iter().filter(is_kept).collect();
        Some(CauseText {
            conclusion,
            because: kept(text.because),
            against: kept(text.against),
            unjudged: kept(text.unjudged),
            ..text
        })
    }
}

/// A verdict without what was left out: each cause with the name of its line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ShownVerdict {
    /// The headline and the separate results.
    pub results: Vec<(String, CauseText)>,
    /// The other causes that may explain the complaint.
    pub others: Vec<(String, CauseText)>,
    /// Causes that hold too but explain something other than the complaint.
    pub noticed: Vec<(String, CauseText)>,
}

/// The name of the line of the result at this index.
fn outcome_line(place: usize) -> String {
    if place == 0 { "outcome".to_owned() } else { format!("outcome.{}", place + 1) }
}
