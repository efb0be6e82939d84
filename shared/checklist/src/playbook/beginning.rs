//! The beginning of a playbook: what a page needs to ask the first question.
//!
//! Computed by the server, so that a page can render its form without the code that walks a
//! playbook. Must never contain later steps.

use diagnosis::probe::CheckKind;
use serde::{Deserialize, Serialize};

use super::{Collect, Input, InputId, InputKind, Localised, Playbook, Step};
use crate::Evidence;

/// The beginning of one playbook. The operator's variables ([`Playbook::VARIABLES`]) are filled in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Beginning {
    /// The playbook's name in links.
    pub playbook: String,
    /// The title.
    pub title: Localised,
    /// One sentence on its purpose.
    pub intro: Localised,
    /// The operator's name.
    pub operator: String,
    /// The operator's telephone number, as people say it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// The hours of the telephone, and which customers may call.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone_note: Option<Localised>,
    /// The first question.
    pub question: Localised,
    /// The help text under the question.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub help: Option<Localised>,
    /// The fields of the first question, in order.
    pub inputs: Vec<NamedInput>,
    /// All checks that the playbook may start.
    pub checks: Vec<CheckKind>,
}

impl Beginning {
    /// The field for an address, or for a list that starts with one. An address from a link is
    /// written into it.
    #[must_use]
    pub fn address_field(&self) -> Option<&NamedInput> {
        self.inputs.iter().find(|named| {
            matches!(
                named.input.kind,
                InputKind::Subject | InputKind::Mailboxes | InputKind::Address
            )
        })
    }
}

/// A field and its name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct NamedInput {
    /// Its name in `OpenSession::inputs`.
    pub id: InputId,
    /// The field.
    pub input: Input,
}

impl Playbook {
    /// The fields with these names, in this order, with their texts filled in.
    #[must_use]
    pub fn named_inputs(&self, ids: &[InputId], evidence: &Evidence) -> Vec<NamedInput> {
        let filled = |text: &Localised| self.filled(text, evidence);
        let named = |id: &InputId| {
            let input = self.inputs.get(id)?;
            let input = Input {
                ask: filled(&input.ask),
                help: input.help.as_ref().map(filled),
                ..input.clone()
            };
            Some(NamedInput { id: id.clone(), input })
        };
        ids.iter().filter_map(named).collect()
    }

    fn filled(&self, text: &Localised, evidence: &Evidence) -> Localised {
        Localised { it: self.fill(&text.it, evidence), en: self.fill(&text.en, evidence) }
    }

    /// The beginning of this playbook; `None` if the start step does not collect inputs, which
    /// `authoring::defects` reports.
    #[must_use]
    pub fn beginning(&self) -> Option<Beginning> {
        let Some(Step::Collect(Collect { question, help, inputs, .. })) =
            self.steps.get(&self.start)
        else {
            return None;
        };
        let evidence = Evidence::default();
        let filled = |text: &Localised| self.filled(text, &evidence);
        let may_start = |check: &CheckKind| {
            self.steps
                .values()
                .any(|step| matches!(step, Step::Check(found) if found.checks.contains(check)))
        };
        Some(Beginning {
            playbook: self.playbook.clone(),
            title: filled(&self.title),
            intro: filled(&self.intro),
            operator: self.contact.name.clone(),
            phone: self.contact.phone.clone(),
            phone_note: self.contact.phone_note.as_ref().map(filled),
            question: filled(question),
            help: help.as_ref().map(filled),
            inputs: self.named_inputs(inputs, &evidence),
            checks: CheckKind::ALL.into_iter().filter(may_start).collect(),
        })
    }
}
