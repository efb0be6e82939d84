//! What the customer has entered and not sent yet, by step.
//!
//! It outlives the screen of a step: going back, a change of language and a newer version of the
//! playbook lose nothing that was written. It must never be sent by itself.

use std::collections::BTreeMap;

use checklist::playbook::{OptionId, StepId};
use leptos::prelude::*;

/// What was entered at one step.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Draft {
    /// The option chosen.
    pub(crate) option: Option<OptionId>,
    /// The text of each field.
    pub(crate) fields: BTreeMap<String, String>,
}

/// The drafts of a session: a short list, because a map takes 2 kB more of the page.
#[derive(Clone, Copy)]
pub(crate) struct Drafts(StoredValue<Vec<(StepId, Draft)>>);

impl Drafts {
    /// Nothing was entered yet.
    #[must_use]
    pub(crate) fn new() -> Self {
        Self(StoredValue::new(Vec::new()))
    }

    /// The draft of a step.
    #[must_use]
    pub(crate) fn of(self, step: &StepId) -> Option<Draft> {
        self.0.with_value(|drafts| {
            drafts.iter().find(|(of, _)| of == step).map(|(_, draft)| draft.clone())
        })
    }

    /// Changes the draft of a step, which begins empty.
    pub(crate) fn change(self, step: &StepId, change: impl FnOnce(&mut Draft)) {
        let mut draft = self.of(step).unwrap_or_default();
        change(&mut draft);
        self.forget(step);
        self.0.update_value(|drafts| drafts.push((step.clone(), draft)));
    }

    /// Forgets the draft of a step.
    pub(crate) fn forget(self, step: &StepId) {
        self.0.update_value(|drafts| drafts.retain(|(of, _)| of != step));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_keeps_its_draft_until_it_is_forgotten() {
        let owner = Owner::new();
        owner.set();
        let drafts = Drafts::new();
        let (first, second) = (StepId("first".to_owned()), StepId("second".to_owned()));
        assert_eq!(drafts.of(&first), None);
        drafts.change(&first, |draft| draft.option = Some(OptionId("yes".to_owned())));
        drafts.change(&second, |draft| draft.option = Some(OptionId("no".to_owned())));
        let fields = BTreeMap::from([("since".to_owned(), "ieri".to_owned())]);
        drafts.change(&first, |draft| draft.fields = fields.clone());
        let expected = Draft { option: Some(OptionId("yes".to_owned())), fields };
        assert_eq!(drafts.of(&first), Some(expected));
        drafts.forget(&first);
        assert_eq!(drafts.of(&first), None);
        assert!(drafts.of(&second).is_some());
    }
}
