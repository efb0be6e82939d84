//! A verdict as the page shows it: each result with the action that it calls for.
//!
//! Pure: a function of the facts. Comparable, so that the page can detect that the outcome has
//! changed.

use checklist::Evidence;
use diagnosis::finding::{Finding, FindingCode};
use diagnosis::probe::CheckKind;
use mail::Domain;
use outcome::{
    Act, CauseText, Meanwhile, Place, act, is_operators_own, meanwhile, verdict, verdict_ahead,
};
use session::Standing;
use terms::{Lang, fill};
use words::{Band, Harm, VerdictText};

use crate::platform::time;

/// One result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Outcome {
    /// The cause, in words.
    pub(crate) text: CauseText,
    /// The primary action.
    pub(crate) act: Act,
    /// The person who must act; `None` if no action is needed.
    pub(crate) who: Option<String>,
    /// What still works.
    pub(crate) meanwhile: Option<Meanwhile>,
    /// The checks that show where it is broken.
    pub(crate) checks: Vec<CheckKind>,
}

/// A message to the person who has to act.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Message {
    /// Its subject.
    pub(crate) subject: String,
    /// Its text.
    pub(crate) body: String,
    /// Whether an answer to the customer's own address may get lost.
    pub(crate) is_answer_at_risk: bool,
}

/// The whole verdict.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Outcomes {
    /// The results; the first is the headline.
    pub(crate) results: Vec<Outcome>,
    /// For each result the message about it, if another person has to act.
    pub(crate) messages: Vec<Option<Message>>,
    /// Other possible causes.
    pub(crate) others: Vec<CauseText>,
    /// Causes that are also true, but explain something else.
    pub(crate) noticed: Vec<CauseText>,
    /// When the last checks ended: milliseconds since 1970-01-01 UTC.
    pub(crate) measured_at_ms: Option<i64>,
}

impl Outcome {
    /// The severity of the result.
    #[must_use]
    pub(crate) const fn band(&self) -> Band {
        Band::of(&self.text.conclusion)
    }

    /// The part of an outcome that a customer sees at a glance: if it differs, the outcome counts
    /// as new.
    fn headline(&self) -> (&str, Option<&String>, Band) {
        (&self.text.words.title, self.who.as_ref(), self.band())
    }
}

impl Outcomes {
    /// The verdict on the session as it is now.
    #[must_use]
    pub(crate) fn of(lang: Lang, standing: &Standing) -> Self {
        let (facts, evidence) = (standing.facts(), standing.evidence());
        let Some(verdict) = verdict(standing, lang) else { return Self::default() };
        let measured_at_ms = facts.runs.values().filter_map(|run| run.ended_at_ms).max();
        let results: Vec<Outcome> =
            verdict.results.into_iter().map(|text| outcome(lang, standing, text)).collect();
        let messages = results
            .iter()
            .map(|outcome| message(lang, evidence, outcome, measured_at_ms))
            .collect();
        Self { results, messages, others: verdict.others, noticed: verdict.noticed, measured_at_ms }
    }

    /// The headline that is known while checks still run, and the names of these checks.
    #[must_use]
    pub(crate) fn ahead(lang: Lang, standing: &Standing) -> Option<(Outcome, Vec<&'static str>)> {
        let (text, open) = verdict_ahead(standing, lang)?;
        let open = open.into_iter().map(|check| words::check(lang, check)).collect();
        Some((outcome(lang, standing, text), open))
    }

    /// Whether a customer would see no difference: the titles, the person who must act and the
    /// bands are the same.
    #[must_use]
    pub(crate) fn is_same(&self, other: &Self) -> bool {
        self.results.iter().map(Outcome::headline).eq(other.results.iter().map(Outcome::headline))
    }
}

fn outcome(lang: Lang, standing: &Standing, text: CauseText) -> Outcome {
    let (playbook, evidence) = (standing.playbook(), standing.evidence());
    let conclusion = &text.conclusion;
    let act = act(playbook, evidence, conclusion);
    let own =
        is_operators_own(playbook, evidence, conclusion).then_some(playbook.contact.name.as_str());
    let is_said = conclusion.cause.is_trouble() && Band::of(conclusion) != Band::Well;
    let who = is_said.then(|| words::who_must_act(lang, conclusion.owner, own));
    let mut checks = Vec::new();
    for place in text.because.iter().filter_map(|ground| ground.place.as_ref()) {
        if let Place::Check(check) = place
            && !checks.contains(check)
        {
            checks.push(*check);
        }
    }
    let meanwhile = meanwhile(standing, conclusion);
    Outcome { act, who, meanwhile, checks, text }
}

fn message(
    lang: Lang,
    evidence: &Evidence,
    outcome: &Outcome,
    measured_at_ms: Option<i64>,
) -> Option<Message> {
    let conclusion = &outcome.text.conclusion;
    if outcome.act != Act::Message {
        return None;
    }
    let findings: Vec<&Finding> = match conclusion.domains.as_slice() {
        [] => evidence.findings().collect(),
        domains => domains.iter().flat_map(|domain| evidence.findings_of(domain)).collect(),
    };
    // A conclusion from a pasted text or from answers has no time of measurement.
    let measured_at = measured_at_ms
        .filter(|_| !conclusion.because.findings.is_empty())
        .map(|at_ms| time::moment(lang, at_ms));
    let body = words::ready_message(lang, conclusion, &findings, measured_at.as_deref())?;
    let domain = conclusion.domains.first().or_else(|| evidence.domains.first());
    let subject = match domain.map(Domain::to_unicode) {
        Some(domain) => fill(VerdictText::MailSubject.get(lang), &[("domain", &domain)]),
        None => VerdictText::MailSubjectUnnamed.get(lang).to_owned(),
    };
    let harm = words::harm(conclusion.cause);
    let is_answer_at_risk =
        matches!(harm, Harm::Receiving | Harm::SomeReceiving | Harm::Reaching | Harm::All)
            || conclusion
                .because
                .findings
                .iter()
                .any(|code| matches!(code, FindingCode::RelayDown | FindingCode::MxNone));
    Some(Message { subject, body, is_answer_at_risk })
}
