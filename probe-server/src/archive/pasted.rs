//! The texts that the customer pasted: a returned message as `bounce.eml`, anything else as text.

use checklist::playbook::InputKind;
use checklist::{Answer, InputValue};
use outcome::{LeftOut, collected_on};
use session::{Standing, is_message};
use terms::visible::visible;

use super::files::{Files, safe};
use super::json::ArchiveError;

/// Adds each pasted text that is in the ticket, as it was given last.
pub(super) fn add(
    files: &mut Files,
    standing: &Standing,
    out: LeftOut<'_>,
) -> Result<(), ArchiveError> {
    let (facts, playbook) = (standing.facts(), standing.playbook());
    let collected = collected_on(standing);
    let is_pasted = |kind: InputKind| kind == InputKind::Bounce;
    let ids = playbook.inputs.iter().filter(|(_, input)| is_pasted(input.kind)).map(|(id, _)| id);
    let mut bounce_count = 0;
    for id in ids.filter(|id| !out.has(&format!("input.{id}"))) {
        let on_path = collected.iter().find(|(input, _)| input == id).map(|(_, step)| step);
        let latest = [on_path, Some(&playbook.support), Some(&playbook.start)]
            .into_iter()
            .flatten()
            .filter_map(|step| {
                let given = facts.answers.get(step)?;
                let Answer::Inputs(values) = &given.answer else { return None };
                let InputValue::Text(text) = values.get(id)? else { return None };
                Some((given.at_ms, text))
            })
            .max_by_key(|(at_ms, _)| *at_ms);
        let Some((_, text)) = latest.filter(|(_, text)| !text.trim().is_empty()) else { continue };
        let name = if is_message(text) {
            bounce_count += 1;
            match bounce_count {
                1 => "bounce.eml".to_owned(),
                more => format!("bounce-{more}.eml"),
            }
        } else {
            format!("pasted/{}.txt", safe(&id.to_string()))
        };
        files.add(name, visible(text).as_bytes())?;
    }
    Ok(())
}
