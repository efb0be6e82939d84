//! The checks of a playbook's texts: each exists in both languages and contains only known
//! variables.

use std::collections::BTreeMap;

use checklist::playbook::{CauseWords, Playbook, Step, StepId};
use terms::Lang;
use terms::Localised;

use super::{At, Defect, DefectKind, say};

/// One text and where it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlacedText<'a> {
    /// The path to it in the file.
    pub at: String,
    /// The text.
    pub text: &'a Localised,
    /// Whether it may contain no variables: it is shown before anything is known of the customer,
    /// or it is short.
    pub is_plain: bool,
}

pub(super) fn texts(playbook: &Playbook, found: &mut Vec<Defect>) {
    for placed in every_text(playbook) {
        let variables = if placed.is_plain { &[] } else { Playbook::VARIABLES };
        for lang in Lang::ALL {
            let (text, at) = (placed.text.get(lang), format!("{}.{}", placed.at, lang.tag()));
            if text.trim().is_empty() {
                say(found, DefectKind::MissingText, At::field(at));
            } else if has_other_than(text, variables) {
                say(found, DefectKind::UnknownVariable, At::field(at));
            }
        }
    }
    let mut headings: BTreeMap<&str, &StepId> = BTreeMap::new();
    for (id, step) in &playbook.steps {
        if let Step::Ask(ask) | Step::Verify(ask) = step {
            for choice in
                ask.options.iter().filter(|choice| choice.label.is_none() && !choice.id.is_unsure())
            {
                say(
                    found,
                    DefectKind::MissingText,
                    At::field(format!("steps.{id}.options.{}", choice.id)),
                );
            }
            if ask.link.as_ref().is_some_and(|link| has_other_than(link, Playbook::VARIABLES)) {
                say(found, DefectKind::UnknownVariable, At::field(format!("steps.{id}.link")));
            }
        }
        if step.heading().is_some_and(|heading| headings.insert(&heading.it, id).is_some()) {
            say(
                found,
                DefectKind::SameHeading,
                At::field(format!("steps.{id}.{}", step.heading_field())),
            );
        }
    }
}

/// All texts of a playbook, in the order of its parts.
#[must_use]
pub fn every_text(playbook: &Playbook) -> Vec<PlacedText<'_>> {
    let mut all = Vec::new();
    let mut plain = |at: String, text| all.push(PlacedText { at, text, is_plain: true });
    plain("title".to_owned(), &playbook.title);
    plain("intro".to_owned(), &playbook.intro);
    playbook
        .contact
        .phone_note
        .iter()
        .for_each(|note| plain("contact.phone_note".to_owned(), note));
    for (id, input) in &playbook.inputs {
        plain(format!("inputs.{id}.ask"), &input.ask);
        input.help.iter().for_each(|help| plain(format!("inputs.{id}.help"), help));
    }
    for (cause, words) in &playbook.causes {
        of_cause(cause.as_str(), words, &mut all);
    }
    for (id, step) in &playbook.steps {
        of_step(id, step, &mut all);
    }
    all
}

fn of_cause<'a>(cause: &str, words: &'a CauseWords, all: &mut Vec<PlacedText<'a>>) {
    let mut add = |field: String, text| {
        all.push(PlacedText { at: format!("causes.{cause}.{field}"), text, is_plain: false })
    };
    words.title.iter().for_each(|title| add("title".to_owned(), title));
    words.why.iter().for_each(|why| add("why".to_owned(), why));
    words.steps.iter().zip(1..).for_each(|(text, place)| add(format!("steps.{place}"), text));
    words.verify.iter().for_each(|verify| add("verify".to_owned(), verify));
}

fn of_step<'a>(id: &StepId, step: &'a Step, all: &mut Vec<PlacedText<'a>>) {
    let mut add = |field: String, text, is_plain| {
        all.push(PlacedText { at: format!("steps.{id}.{field}"), text, is_plain })
    };
    step.heading()
        .into_iter()
        .for_each(|heading| add(step.heading_field().to_owned(), heading, false));
    match step {
        Step::Ask(ask) | Step::Verify(ask) => {
            ask.help.iter().for_each(|help| add("help".to_owned(), help, false));
            ask.instructions
                .iter()
                .zip(1..)
                .for_each(|(text, place)| add(format!("instructions.{place}"), text, false));
            for choice in &ask.options {
                choice
                    .label
                    .iter()
                    .for_each(|label| add(format!("options.{}.label", choice.id), label, true));
            }
            ask.measured.iter().zip(1..).for_each(|(rule, place)| {
                add(format!("measured.{place}.because"), &rule.because, false)
            });
        }
        Step::Collect(collect) => {
            collect.help.iter().for_each(|help| add("help".to_owned(), help, false))
        }
        Step::Check(_) | Step::Conclude(_) => {}
        Step::Escalate(escalate) => add("why".to_owned(), &escalate.why, false),
        Step::Look(look) => {
            look.note.iter().for_each(|note| add("note".to_owned(), note, false));
        }
    }
}

/// Whether a text contains a `{name}` that is not one of these.
fn has_other_than(text: &str, variables: &[&str]) -> bool {
    let mut names = text.split('{').skip(1).filter_map(|part| part.split_once('}'));
    names.any(|(name, _)| !variables.contains(&name))
}
