//! The causes beside a playbook's own advice, told: for the page, the ticket, the report and support's view alike.
//!
//! A sentence knows which answer or check it comes from, so that whoever reads it can be led there. Pure.

use super::{Evidence, How, Visit, walk};
use crate::conclusion::{CauseCode, Conclusion, Grounds, Refusal, Said, conclude_session};
use crate::finding::{Finding, FindingCode, Pattern, PatternCode};
use crate::mail::Domain;
use crate::playbook::{Advise, InputId, InputKind, Playbook, Reason, Step, StepId};
use crate::probe::CheckKind;
use crate::text::{self, CausesText, Lang, UiText, fill};

/// One cause, told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CauseTold {
    /// The conclusion.
    pub conclusion: Conclusion,
    /// What it rests on.
    pub because: Vec<Ground>,
    /// What speaks against it.
    pub against: Vec<Ground>,
    /// What could not be judged.
    pub unjudged: Vec<Ground>,
}

/// One thing that a cause rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ground {
    /// Where it is shown; `None` for what has no place of its own.
    pub place: Option<Place>,
    /// The name of the finding, the answer or the reason.
    pub name: String,
    /// What it says.
    pub sentence: String,
}

/// Where a ground is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// Among the answers.
    Answer(StepId),
    /// Among the checks.
    Check(CheckKind),
    /// In the table of mailboxes.
    Mailboxes,
}

/// The causes that are possible by now, ranked. On a conclusion those that it says itself are left out.
#[must_use]
pub fn causes(playbook: &Playbook, evidence: &Evidence<'_>, lang: Lang) -> Vec<CauseTold> {
    let way = walk(playbook, evidence);
    let advise = match way.current().and_then(|step| playbook.steps.get(step)) {
        Some(Step::Advise(advise)) => Some(advise),
        _ => None,
    };
    let pasted_at = pasted_at(playbook, way.path);
    let is_wanted = |conclusion: &Conclusion| match advise {
        Some(advise) => conclusion.cause.is_trouble() && !says(advise, conclusion),
        None => conclusion.cause.is_trouble() || conclusion.cause == CauseCode::CouldNotJudge,
    };
    let told = |conclusion: Conclusion| {
        let because = Grounds {
            findings: conclusion.because.clone(),
            answers: conclusion.answers.clone(),
            bounce: conclusion.bounce.clone(),
            patterns: conclusion.patterns.clone(),
        };
        let tell = |grounds: &Grounds| {
            let mut told = findings_told(&grounds.findings, &conclusion.domains, evidence, lang);
            told.extend(answers_told(&grounds.answers, playbook, evidence, lang));
            told.extend(bounces_told(&grounds.bounce, pasted_at.as_ref(), lang));
            told.extend(patterns_told(&grounds.patterns, evidence, lang));
            told
        };
        CauseTold {
            because: tell(&because),
            against: tell(&conclusion.against),
            unjudged: findings_told(&conclusion.unjudged, &conclusion.domains, evidence, lang),
            conclusion,
        }
    };
    conclude_session(playbook, evidence).into_iter().filter(is_wanted).map(told).collect()
}

/// Whether the playbook's own advice says this already: by its name, or because it rests on the same.
fn says(advise: &Advise, conclusion: &Conclusion) -> bool {
    let has_finding = |code: &FindingCode| advise.because.contains(&Reason::Finding(*code));
    let has_answer = |said: &Said| advise.because.contains(&Reason::Answer(said.step.clone()));
    let is_same = conclusion.bounce.is_empty() && conclusion.because.iter().all(has_finding) && conclusion.answers.iter().all(has_answer);
    advise.cause == conclusion.cause.as_str() || is_same
}

fn answers_told(answers: &[Said], playbook: &Playbook, evidence: &Evidence<'_>, lang: Lang) -> Vec<Ground> {
    let tell = |said: &Said| {
        let (Step::Ask(ask) | Step::Verify(ask)) = playbook.steps.get(&said.step)? else { return None };
        let question = playbook.fill(ask.question.get(lang), evidence);
        let option = ask.option_label(evidence.option_of(&said.step)?, lang);
        let sentence = fill(UiText::RestsOnAnswer.get(lang), &[("question", &question), ("answer", &option)]);
        Some(Ground { place: Some(Place::Answer(said.step.clone())), name: said.step.0.clone(), sentence })
    };
    answers.iter().filter_map(tell).collect()
}

fn bounces_told(refusals: &[Refusal], pasted_at: Option<&StepId>, lang: Lang) -> Vec<Ground> {
    let tell = |refusal: &Refusal| {
        let sentence = fill(CausesText::RestsOnBounce.get(lang), &[("reason", text::bounce_reason(lang, refusal.reason))]);
        let name = pasted_at.map_or(refusal.reason.as_str(), |step| &step.0).to_owned();
        Ground { place: pasted_at.cloned().map(Place::Answer), name, sentence }
    };
    refusals.iter().map(tell).collect()
}

fn patterns_told(codes: &[PatternCode], evidence: &Evidence<'_>, lang: Lang) -> Vec<Ground> {
    let tell = |pattern: &Pattern| {
        let name = pattern.code.as_str().to_owned();
        Ground { place: Some(Place::Mailboxes), name, sentence: text::pattern(lang, pattern).title }
    };
    evidence.patterns.iter().filter(|pattern| codes.contains(&pattern.code)).map(tell).collect()
}

/// Each finding in its sentence; of several domains that of the first that the cause is about.
fn findings_told(codes: &[FindingCode], domains: &[Domain], evidence: &Evidence<'_>, lang: Lang) -> Vec<Ground> {
    let tell = |code: &FindingCode| {
        let is_it = |finding: &&Finding| finding.code == *code;
        let of_these = domains.iter().find_map(|domain| evidence.findings_of(domain).find(is_it));
        let finding = of_these.or_else(|| evidence.findings().find(is_it))?;
        let sentence = text::finding(lang, finding).title;
        Some(Ground { place: finding.check.map(Place::Check), name: code.as_str().to_owned(), sentence })
    };
    codes.iter().filter_map(tell).collect()
}

/// The step on the way where a bounce was pasted, if it was a step of its own.
fn pasted_at(playbook: &Playbook, path: Vec<Visit>) -> Option<StepId> {
    let is_for_bounces = |id: &InputId| playbook.inputs.get(id).is_some_and(|input| input.kind == InputKind::Bounce);
    let asks_for_one =
        |step: &StepId| matches!(playbook.steps.get(step), Some(Step::Collect(collect)) if collect.inputs.iter().any(is_for_bounces));
    path.into_iter().find(|visit| visit.how == How::Collected && asks_for_one(&visit.step)).map(|visit| visit.step)
}
