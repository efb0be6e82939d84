//! What the command line says to whoever writes a playbook.

use super::Lang;
use super::names::pick;
use crate::playbook::{DefectKind, ScenarioFailure};

crate::text::texts! {
    /// What `sportello playbook` says.
    pub enum ChecklistText {
        Good => {
            it: "{file}: playbook {name}, {steps} passi, {ways} strade, {scenarios} scenari, versione {digest}",
            en: "{file}: playbook {name}, {steps} steps, {ways} ways, {scenarios} scenarios, version {digest}",
        },
        Passed => { it: "bene    {name}", en: "passed  {name}" },
        Failed => { it: "FALLITO {name}: {reason}", en: "FAILED  {name}: {reason}" },
        Covered => { it: "{file}: strade percorse {taken} su {ways}", en: "{file}: {taken} of {ways} ways taken" },
        NotTaken => { it: "nessuno scenario percorre {way}", en: "no scenario takes {way}" },
    }
}

/// What is wrong with a playbook, in one sentence.
#[must_use]
pub const fn defect(lang: Lang, kind: DefectKind) -> &'static str {
    match kind {
        DefectKind::UnknownStep => pick(lang, "questo passo non esiste", "there is no such step"),
        DefectKind::Unreachable => pick(lang, "nessuna strada porta qui", "no way leads here"),
        DefectKind::Cycle => pick(lang, "da qui si torna sempre qui", "from here one comes back here"),
        DefectKind::DeadEnd => pick(lang, "da qui non si va avanti", "no way leads on from here"),
        DefectKind::NoUnsure => pick(lang, "manca «unsure» per chi non lo sa", "there is no “unsure” for who does not know"),
        DefectKind::OpenCase => {
            pick(lang, "l'ultima strada ha una condizione: resta un caso aperto", "the last way has a condition, so a case is left open")
        }
        DefectKind::ShadowedCase => pick(
            lang,
            "dopo una strada senza condizione le altre non servono",
            "after a way without a condition the others are never taken",
        ),
        DefectKind::UnknownInput => pick(lang, "questo campo non è descritto fra gli input", "the inputs describe no such field"),
        DefectKind::NoSubject => pick(
            lang,
            "il primo passo deve chiedere la casella o il dominio, obbligatoriamente",
            "the first step must ask for the mailbox or the domain, as a required field",
        ),
        DefectKind::UnknownOption => pick(lang, "la domanda non ha questa opzione", "the question has no such option"),
        DefectKind::UnknownCheck => pick(lang, "nessun passo esegue questa verifica", "no step runs this check"),
        DefectKind::MissingText => pick(lang, "manca il testo in una lingua", "the text is missing in one language"),
        DefectKind::UnknownVariable => pick(lang, "un {nome} che qui non viene sostituito", "a {name} that nothing is filled in for here"),
        DefectKind::SameHeading => pick(lang, "un altro passo ha lo stesso titolo", "another step has the same heading"),
        DefectKind::NoEvidence => pick(lang, "la conclusione non si fonda su niente", "the conclusion rests on nothing"),
        DefectKind::ScenarioFails => pick(lang, "lo scenario finisce altrove", "the scenario ends elsewhere"),
        DefectKind::EdgeWithoutScenario => pick(lang, "nessuno scenario percorre questa strada", "no scenario takes this way"),
    }
}

/// Why a scenario failed, as the end of a sentence.
#[must_use]
pub fn scenario_failure(lang: Lang, failure: &ScenarioFailure) -> String {
    let (template, step) = match failure {
        ScenarioFailure::EndsAt(step) => (pick(lang, "finisce a {step}", "it ends at {step}"), Some(step)),
        ScenarioFailure::StopsAt(step) => {
            (pick(lang, "si ferma a {step}, che non ha risposta", "it stops at {step}, which has no answer"), Some(step))
        }
        ScenarioFailure::OtherOwner => (pick(lang, "tocca a qualcun altro", "the owner is another"), None),
        ScenarioFailure::Unfounded(step) => {
            (pick(lang, "niente di ciò su cui si fonda {step} c'è", "nothing that {step} rests on is there"), Some(step))
        }
        ScenarioFailure::Asked(step) => (pick(lang, "{step} è stato chiesto", "{step} was asked"), Some(step)),
    };
    super::fill(template, &[("step", step.map_or("", |step| step.0.as_str()))])
}
