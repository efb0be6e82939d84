//! The verdict in words, shared by the page, the ticket, the report and the agent's view.
//!
//! The first ranked cause is the headline everywhere. Each sentence carries the answer or check
//! that it comes from, so that the page can link to it. Pure. Must never choose a cause other than
//! the ones that the rules rank.

use checklist::conclusion::{Arrived, Conclusion, Grounds, Refusal, Said, ShownError};
use checklist::playbook::{InputId, Playbook, Step, StepId};
use checklist::{Evidence, How, KnownAhead, Visit};
use diagnosis::finding::{Finding, FindingCode, Pattern, PatternCode};
use diagnosis::probe::CheckKind;
use mail::Domain;
use session::Standing;
use words::{CausesText, HeaderText, Lang, UiText, fill};

/// The current result of a session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// The headline first, then results about other recipients or mailboxes. Never empty.
    pub results: Vec<CauseText>,
    /// The other causes that may explain the complaint.
    pub others: Vec<CauseText>,
    /// Causes that hold too but explain something other than the complaint.
    pub noticed: Vec<CauseText>,
}

/// One cause in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CauseText {
    /// The conclusion.
    pub conclusion: Conclusion,
    /// Its texts: the operator's own where the playbook has any, otherwise those of the catalogue.
    pub words: CauseWording,
    /// The evidence for it.
    pub because: Vec<Ground>,
    /// The evidence against it.
    pub against: Vec<Ground>,
    /// The findings that could not be judged.
    pub unjudged: Vec<Ground>,
}

/// The texts of a cause in one language, with all placeholders filled in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CauseWording {
    /// What is wrong, in one sentence.
    pub title: String,
    /// Why, in plain words.
    pub why: String,
    /// What to do, in order.
    pub steps: Vec<String>,
    /// How to check that the fix worked.
    pub verify: String,
}

/// One piece of evidence for or against a cause.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ground {
    /// Where it is shown; `None` where it is shown nowhere else.
    pub place: Option<Place>,
    /// The name of the finding, the answer or the reason.
    pub name: String,
    /// The sentence that is shown.
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

/// The current result; `None` while nothing is known.
#[must_use]
pub fn verdict(standing: &Standing, lang: Lang) -> Option<Verdict> {
    let (playbook, evidence, walk) = (standing.playbook(), standing.evidence(), standing.walk());
    let places = Places { end: walk.current(), pasted_at: pasted_at(playbook, &walk.path) };
    let render = |conclusion: Conclusion| rendered(conclusion, playbook, evidence, &places, lang);
    let mut ranked = standing.conclusions().iter().cloned();
    let mut verdict =
        Verdict { results: vec![render(ranked.next()?)], others: Vec::new(), noticed: Vec::new() };
    for conclusion in ranked {
        let place = if conclusion.is_aside {
            &mut verdict.noticed
        } else if is_result_of_its_own(&verdict.results, &conclusion) {
            &mut verdict.results
        } else {
            &mut verdict.others
        };
        place.push(render(conclusion));
    }
    verdict.others.retain(|text| text.conclusion.cause.is_trouble());
    Some(verdict)
}

/// The headline that is known before all checks have ended, in words, and the checks that still run.
#[must_use]
pub fn verdict_ahead(standing: &Standing, lang: Lang) -> Option<(CauseText, Vec<CheckKind>)> {
    let (playbook, evidence) = (standing.playbook(), standing.evidence());
    let KnownAhead { first, end, open } = standing.known_ahead()?;
    let pasted_at = pasted_at(playbook, &standing.walk().path);
    let places = Places { end: Some(&end), pasted_at };
    Some((rendered(first, playbook, evidence, &places, lang), open))
}

/// Steps on the path that the texts of a cause depend on.
struct Places<'a> {
    /// The last step of the path.
    end: Option<&'a StepId>,
    /// The step at which a bounce was pasted.
    pasted_at: Option<StepId>,
}

/// Two causes are separate results if they concern different recipients or different mailboxes.
fn is_result_of_its_own(results: &[CauseText], conclusion: &Conclusion) -> bool {
    let is_trouble =
        conclusion.cause.is_trouble() && conclusion.confidence > terms::Confidence::Possible;
    let is_apart = |result: &CauseText| {
        let earlier = &result.conclusion;
        let of_recipients = apart(&earlier.recipients, &conclusion.recipients);
        let of_mailboxes = apart(&earlier.mailboxes, &conclusion.mailboxes);
        earlier.cause.is_trouble() && (of_recipients || of_mailboxes)
    };
    is_trouble && results.iter().all(is_apart)
}

/// Whether both lists have entries but none in common.
fn apart<T: PartialEq>(one: &[T], other: &[T]) -> bool {
    !one.is_empty() && !other.is_empty() && other.iter().all(|name| !one.contains(name))
}

fn rendered(
    conclusion: Conclusion,
    playbook: &Playbook,
    evidence: &Evidence,
    places: &Places<'_>,
    lang: Lang,
) -> CauseText {
    let pasted_at = places.pasted_at.as_ref();
    let render = |grounds: &Grounds| {
        let mut rendered = finding_grounds(&grounds.findings, &conclusion.domains, evidence, lang);
        rendered.extend(answer_grounds(&grounds.answers, playbook, evidence, lang));
        rendered.extend(bounce_grounds(&grounds.bounce, pasted_at, lang));
        rendered.extend(error_grounds(&grounds.shown, pasted_at, lang));
        rendered.extend(header_grounds(&grounds.arrived, pasted_at, lang));
        rendered.extend(pattern_grounds(&grounds.patterns, evidence, lang));
        rendered
    };
    CauseText {
        words: words(&conclusion, playbook, evidence, places.end, lang),
        because: render(&conclusion.because),
        against: render(&conclusion.against),
        unjudged: finding_grounds(&conclusion.unjudged, &conclusion.domains, evidence, lang),
        conclusion,
    }
}

/// The operator's texts where the playbook has them, otherwise those of the catalogue.
fn words(
    conclusion: &Conclusion,
    playbook: &Playbook,
    evidence: &Evidence,
    end: Option<&StepId>,
    lang: Lang,
) -> CauseWording {
    let fill = |text: &str| playbook.fill_about(text, conclusion, evidence);
    let own = playbook.words_for(conclusion.cause, end);
    let catalogue = words::cause_words(conclusion.cause);
    let steps: Vec<&str> = match own {
        Some(own) if !own.steps.is_empty() => own.steps.iter().map(|step| step.get(lang)).collect(),
        _ => catalogue.steps.iter().map(|step| step.get(lang)).collect(),
    };
    let or = |own: Option<&terms::Localised>, else_: &'static str| {
        own.map_or_else(|| else_.to_owned(), |own| fill(own.get(lang)))
    };
    CauseWording {
        title: or(own.and_then(|own| own.title.as_ref()), catalogue.title.get(lang)),
        why: or(own.and_then(|own| own.why.as_ref()), catalogue.why.get(lang)),
        steps: steps.into_iter().map(fill).collect(),
        verify: or(own.and_then(|own| own.verify.as_ref()), catalogue.verify.get(lang)),
    }
}

fn answer_grounds(
    answers: &[Said],
    playbook: &Playbook,
    evidence: &Evidence,
    lang: Lang,
) -> Vec<Ground> {
    let render = |said: &Said| {
        let (Step::Ask(ask) | Step::Verify(ask)) = playbook.steps.get(&said.step)? else {
            return None;
        };
        let question = playbook.fill(ask.question.get(lang), evidence);
        let option = words::option_label(ask, evidence.option_of(&said.step)?, lang);
        let sentence =
            fill(UiText::RestsOnAnswer.get(lang), &[("question", &question), ("answer", &option)]);
        Some(Ground {
            place: Some(Place::Answer(said.step.clone())),
            name: said.step.0.clone(),
            sentence,
        })
    };
    answers.iter().filter_map(render).collect()
}

fn bounce_grounds(refusals: &[Refusal], pasted_at: Option<&StepId>, lang: Lang) -> Vec<Ground> {
    let render = |refusal: &Refusal| {
        let sentence = fill(
            CausesText::RestsOnBounce.get(lang),
            &[("reason", words::bounce_reason(lang, refusal.reason))],
        );
        let name = pasted_at.map_or(refusal.reason.as_str(), |step| &step.0).to_owned();
        Ground { place: pasted_at.cloned().map(Place::Answer), name, sentence }
    };
    refusals.iter().map(render).collect()
}

fn error_grounds(shown: &[ShownError], pasted_at: Option<&StepId>, lang: Lang) -> Vec<Ground> {
    let render = |shown: &ShownError| {
        let sentence = fill(
            CausesText::RestsOnBounce.get(lang),
            &[("reason", words::connection_reason(lang, shown.reason))],
        );
        let name = pasted_at.map_or(shown.reason.as_str(), |step| &step.0).to_owned();
        Ground { place: pasted_at.cloned().map(Place::Answer), name, sentence }
    };
    shown.iter().map(render).collect()
}

fn header_grounds(arrived: &[Arrived], pasted_at: Option<&StepId>, lang: Lang) -> Vec<Ground> {
    let render = |arrived: &Arrived| {
        let sentence = fill(
            HeaderText::RestsOn.get(lang),
            &[("fact", words::auth_meaning(lang, arrived.sign))],
        );
        let name = pasted_at.map_or(arrived.sign.as_str(), |step| &step.0).to_owned();
        Ground { place: pasted_at.cloned().map(Place::Answer), name, sentence }
    };
    arrived.iter().map(render).collect()
}

fn pattern_grounds(codes: &[PatternCode], evidence: &Evidence, lang: Lang) -> Vec<Ground> {
    let render = |pattern: &Pattern| {
        let name = pattern.code.as_str().to_owned();
        Ground {
            place: Some(Place::Mailboxes),
            name,
            sentence: words::pattern(lang, pattern).title,
        }
    };
    evidence.patterns.iter().filter(|pattern| codes.contains(&pattern.code)).map(render).collect()
}

/// The sentence of each finding. Of several domains, the first that the cause is about and that has
/// the finding.
fn finding_grounds(
    codes: &[FindingCode],
    domains: &[Domain],
    evidence: &Evidence,
    lang: Lang,
) -> Vec<Ground> {
    let render = |code: &FindingCode| {
        let is_it = |finding: &&Finding| finding.code == *code;
        let of_these = domains.iter().find_map(|domain| evidence.findings_of(domain).find(is_it));
        let finding = of_these.or_else(|| evidence.findings().find(is_it))?;
        let sentence = words::finding_title(lang, finding);
        Some(Ground {
            place: finding.check.map(Place::Check),
            name: code.as_str().to_owned(),
            sentence,
        })
    };
    codes.iter().filter_map(render).collect()
}

/// The step on the path at which a bounce was pasted, if the playbook has such a collecting step.
fn pasted_at(playbook: &Playbook, path: &[Visit]) -> Option<StepId> {
    let is_for_bounces =
        |id: &InputId| playbook.inputs.get(id).is_some_and(|input| input.kind.is_pasted());
    let asks_for_one = |step: &StepId| matches!(playbook.steps.get(step), Some(Step::Collect(collect)) if collect.inputs.iter().any(is_for_bounces));
    path.iter()
        .find(|visit| visit.how == How::Collected && asks_for_one(&visit.step))
        .map(|visit| visit.step.clone())
}
