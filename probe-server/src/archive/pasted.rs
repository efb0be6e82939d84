//! The texts that the customer pasted: a returned message as `bounce.eml`, anything else as text.

use checklist::playbook::InputKind;
use checklist::{Answer, InputValue};
use outcome::{LeftOut, collected_on};
use session::Standing;
use terms::visible::visible;

use super::files::{ArchiveError, Files, safe};

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

/// Whether a text is a message with its header (RFC 5322 §2.2): a mail program can open it.
fn is_message(text: &str) -> bool {
    let mut fields = 0;
    for line in text.trim_start().lines() {
        if line.is_empty() {
            return fields >= 2;
        }
        if line.starts_with([' ', '\t']) && fields > 0 {
            continue;
        }
        let name = line.split_once(':').map(|(name, _)| name);
        let is_name = |name: &str| {
            !name.is_empty()
                && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
        };
        if !name.is_some_and(is_name) {
            return false;
        }
        fields += 1;
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: bool) {
        assert_eq!(is_message(text), expected, "{text:?}");
    }

    #[test]
    fn a_message_has_a_header_and_a_body() {
        check("From: a@b.test\nSubject: x\n\nbody", true);
        check("\r\nReceived: from a\r\n\tby b\r\nFrom: a@b.test\r\n\r\nbody", true);
        check("550 5.1.1 no such user", false);
        check("Error: it failed\n\nreally", false);
        check("Dear customer,\n\nTo: be", false);
        check("From: a@b.test\nSubject: only a header", false);
    }
}
