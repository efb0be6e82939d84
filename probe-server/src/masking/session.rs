//! A session and a diagnosis without the names of their addresses.
//!
//! The log is not touched: the facts are copied. Must never change a code, a time or a figure; a
//! pasted text keeps the reason that it gives.

use checklist::{Answer, InputValue};
use diagnosis::probe::Diagnosis;
use mail::list::ListedMailbox;
use mail::reading::{Reading, read, read_for_mailbox};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use session::{Facts, Standing};

use super::Masks;

/// The fields of a diagnosis that hold one line of an exchange.
const LINES: [&str; 2] = ["text", "evidence"];

/// The session with its addresses masked, and the masks.
#[must_use]
pub fn masked(standing: &Standing) -> Standing {
    let mut facts = standing.facts().clone();
    let mut masks = masks_of(&facts, standing);
    for given in facts.answers.values_mut() {
        let Answer::Inputs(values) = &mut given.answer else { continue };
        for value in values.values_mut() {
            mask_value(&mut masks, value);
        }
    }
    for file in &mut facts.files {
        file.name = masks.text(&file.name);
    }
    for run in facts.runs.values_mut() {
        mask_diagnosis(&mut masks, &mut run.diagnosis);
    }
    Standing::new(standing.playbook().clone(), facts)
}

/// The diagnosis with its addresses masked.
#[must_use]
pub fn masked_diagnosis(masks: &mut Masks, diagnosis: &Diagnosis) -> Diagnosis {
    let mut masked = diagnosis.clone();
    mask_diagnosis(masks, &mut masked);
    masked
}

/// The names in what the customer said. The mailboxes that the session is about come first.
fn masks_of(facts: &Facts, standing: &Standing) -> Masks {
    let start = &standing.playbook().start;
    let first = facts.answers.get(start).into_iter();
    let others = facts.answers.iter().filter(|(step, _)| *step != start).map(|(_, given)| given);
    let values: Vec<&InputValue> = first
        .chain(others)
        .filter_map(|given| match &given.answer {
            Answer::Inputs(values) => Some(values.values()),
            Answer::Option(_) => None,
        })
        .flatten()
        .collect();
    let mailboxes = values.iter().flat_map(|value| match value {
        InputValue::Mailbox(mailbox) => vec![mailbox],
        InputValue::Mailboxes(list) => list.iter().map(|listed| &listed.address).collect(),
        _ => Vec::new(),
    });
    let texts = values.iter().flat_map(|value| match value {
        InputValue::Text(text) => vec![text.as_str()],
        InputValue::Mailboxes(list) => {
            list.iter().filter_map(|listed| listed.error_text.as_deref()).collect()
        }
        _ => Vec::new(),
    });
    Masks::new(mailboxes, texts)
}

fn mask_value(masks: &mut Masks, value: &mut InputValue) {
    match value {
        InputValue::Mailbox(mailbox) => *mailbox = masks.mailbox(mailbox),
        InputValue::Mailboxes(list) => {
            for ListedMailbox { address, error_text, .. } in list {
                *address = masks.mailbox(address);
                if let Some(text) = error_text {
                    *text = same_reading(masks, text, read_for_mailbox);
                }
            }
        }
        InputValue::Text(text) => *text = same_reading(masks, text, read),
        InputValue::Domain(_) | InputValue::Moment { .. } | InputValue::Unknown => {}
    }
}

/// The text masked. If a name that stands alone is a word of the error (`full`), it stays: without
/// it the text would give another reason.
fn same_reading(masks: &mut Masks, text: &str, read: fn(&str) -> Reading) -> String {
    let masked = masks.text(text);
    if masked == text || reasons(&read(&masked)) == reasons(&read(text)) {
        return masked;
    }
    masks.addresses(text)
}

fn reasons(reading: &Reading) -> (Option<&'static str>, Vec<&'static str>) {
    (reading.reason_name(), reading.items().iter().map(|item| item.reason.as_str()).collect())
}

fn mask_diagnosis(masks: &mut Masks, diagnosis: &mut Diagnosis) {
    for probe in &mut diagnosis.probes {
        // What is not written or not read again is left out: then it counts as not seen.
        probe.stages = probe.stages.iter().filter_map(|stage| mask(masks, stage)).collect();
        probe.observation = probe.observation.as_ref().and_then(|seen| mask(masks, seen));
        probe.transcript = mask(masks, &probe.transcript).unwrap_or_default();
    }
}

/// The same value with its texts masked.
fn mask<T: Serialize + DeserializeOwned>(masks: &mut Masks, value: &T) -> Option<T> {
    let mut value = serde_json::to_value(value).ok()?;
    mask_json(masks, &mut value, false);
    serde_json::from_value(value).ok()
}

fn mask_json(masks: &mut Masks, value: &mut Value, is_line: bool) {
    match value {
        // A code or the name of a host has no space and no @.
        Value::String(text) if is_line || text.contains(char::is_whitespace) => {
            *text = masks.text(text);
        }
        Value::String(text) => *text = masks.addresses(text),
        Value::Array(items) => items.iter_mut().for_each(|item| mask_json(masks, item, is_line)),
        Value::Object(fields) => {
            for (name, field) in fields {
                mask_json(masks, field, LINES.contains(&name.as_str()));
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}
