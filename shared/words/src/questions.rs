//! What a step of a playbook says where its author left it to us.

use checklist::playbook::{Ask, OptionId, Step};
use terms::Lang;

use super::{conclude_heading, unsure};

/// The heading of a step; that of a conclusion where no cause is known.
#[must_use]
pub fn heading(step: &Step, lang: Lang) -> &str {
    step.heading().map_or_else(|| conclude_heading(lang), |heading| heading.get(lang))
}

/// The label of one option of a question.
#[must_use]
pub fn option_label(ask: &Ask, option: &OptionId, lang: Lang) -> String {
    let choice = ask.options.iter().find(|choice| choice.id == *option);
    match choice.and_then(|choice| choice.label.as_ref()) {
        Some(label) => label.get(lang).to_owned(),
        None if option.is_unsure() => unsure(lang).to_owned(),
        None => option.0.clone(),
    }
}
