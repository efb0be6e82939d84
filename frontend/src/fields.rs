//! Reads the values of fields by the same rules as the server, so that an error is found before the
//! value is sent.

use std::collections::BTreeMap;

use checklist::InputValue;
use checklist::playbook::{Input, InputKind};
use mail::list;
use mail::{AddressProblem, Change, Mailbox, Normalised, Subject};
use session::{MAX_LINE_BYTES, MAX_TEXT_BYTES};
use terms::Lang;
use terms::gather::gathered;
use terms::visible::visible;
use words::{MailboxText, UiText, address_change, address_problem};

use crate::language::filled;

/// Why a field's value is not accepted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum FieldProblem {
    /// It is empty and required.
    Missing,
    /// It is longer than the field allows.
    TooLong,
    /// It is not a valid address.
    Address(AddressProblem),
    /// A list has lines that could not be read.
    Unread,
    /// The part of the page that reads lists could not be loaded.
    PartMissing,
}

impl FieldProblem {
    /// Tells the customer how to correct the field.
    #[must_use]
    pub(crate) fn words(&self, lang: Lang, input: &Input) -> String {
        match self {
            Self::Missing => filled(lang, UiText::FillIn, "field", input.ask.get(lang)),
            Self::TooLong => UiText::TextTooLong.get(lang).to_owned(),
            Self::Address(problem) => address_problem(lang, problem),
            Self::Unread => MailboxText::StillUnread.get(lang).to_owned(),
            Self::PartMissing => UiText::ProblemPartMissing.get(lang).to_owned(),
        }
    }
}

/// The value of a field; `Ok(None)` for an empty optional one.
pub(crate) type FieldRead = Result<Option<InputValue>, FieldProblem>;

/// Reads a list of mailboxes: a function of the part that reads pasted texts, `None` until that
/// part is loaded.
pub(crate) type ListReader = Option<fn(&Input, &str) -> FieldRead>;

/// Reads a field.
///
/// # Errors
/// A [`FieldProblem`] that tells what to correct.
pub(crate) fn read(
    input: &Input,
    written: &str,
    utc_offset_min: impl Fn(&str) -> i16,
    lists: ListReader,
) -> FieldRead {
    let is_address = matches!(input.kind, InputKind::Subject | InputKind::Address);
    if written.trim().is_empty() {
        return match (input.required, is_address) {
            (true, true) => Err(FieldProblem::Address(AddressProblem::Empty)),
            (true, false) => Err(FieldProblem::Missing),
            (false, _) => Ok(None),
        };
    }
    let within =
        |limit: usize| if written.len() > limit { Err(FieldProblem::TooLong) } else { Ok(()) };
    Ok(Some(match input.kind {
        InputKind::Subject => {
            value_of(Subject::parse(written).map_err(FieldProblem::Address)?.value)
        }
        InputKind::Address => {
            InputValue::Mailbox(Mailbox::parse(written).map_err(FieldProblem::Address)?.value)
        }
        InputKind::Mailboxes => {
            return lists.map_or(Err(FieldProblem::PartMissing), |read| read(input, written));
        }
        InputKind::Line => {
            within(MAX_LINE_BYTES)?;
            InputValue::Text(written.trim().to_owned())
        }
        InputKind::Text | InputKind::Bounce | InputKind::Message => {
            within(MAX_TEXT_BYTES)?;
            InputValue::Text(written.to_owned())
        }
        InputKind::Moment => {
            within(32)?;
            InputValue::Moment {
                local: written.to_owned(),
                utc_offset_min: utc_offset_min(written),
            }
        }
    }))
}

fn value_of(subject: Subject) -> InputValue {
    match subject {
        Subject::Mailbox(mailbox) => InputValue::Mailbox(mailbox),
        Subject::Domain(domain) => InputValue::Domain(domain),
    }
}

/// A value as the text of its field.
#[must_use]
pub(crate) fn written(value: &InputValue) -> String {
    match value {
        InputValue::Mailbox(mailbox) => mailbox.to_string(),
        InputValue::Domain(domain) => domain.to_string(),
        InputValue::Mailboxes(list) => list::write(list),
        InputValue::Text(text) => text.clone(),
        InputValue::Moment { local, .. } => local.clone(),
        InputValue::Unknown => String::new(),
    }
}

/// A value for display: a list as its addresses, a text with its control characters made visible.
#[must_use]
pub(crate) fn told(value: &InputValue) -> String {
    match value {
        InputValue::Mailboxes(list) => {
            list.iter().map(|mailbox| mailbox.address.to_string()).collect::<Vec<_>>().join(", ")
        }
        other => visible(&written(other)).into_owned(),
    }
}

/// "We read: anna@bottega.test (without the spaces)", if something was removed or rewritten.
#[must_use]
pub(crate) fn read_as(lang: Lang, kind: InputKind, written: &str) -> Option<String> {
    let Normalised { value, changes } = match kind {
        InputKind::Subject => Subject::parse(written).ok()?,
        InputKind::Address => {
            let read = Mailbox::parse(written).ok()?;
            Normalised { value: Subject::Mailbox(read.value), changes: read.changes }
        }
        InputKind::Mailboxes
        | InputKind::Line
        | InputKind::Text
        | InputKind::Bounce
        | InputKind::Message
        | InputKind::Moment => return None,
    };
    if changes.is_empty() {
        return None;
    }
    let how: Vec<&str> =
        changes.into_iter().map(|change: Change| address_change(lang, change)).collect();
    Some(format!(
        "{} ({})",
        filled(lang, UiText::ReadAs, "value", &value.to_string()),
        how.join(", ")
    ))
}

/// The values of an answer, as the texts of its fields.
#[must_use]
pub(crate) fn all_written(
    values: &BTreeMap<checklist::playbook::InputId, InputValue>,
) -> BTreeMap<String, String> {
    gathered(values.iter().map(|(id, value)| (id.0.clone(), written(value))))
}

#[cfg(test)]
mod tests {
    use terms::Localised;

    use super::*;

    fn input(kind: InputKind, required: bool) -> Input {
        Input { kind, ask: Localised::default(), help: None, required, about: None }
    }

    #[track_caller]
    fn check(kind: InputKind, text: &str, expected: Result<Option<&str>, FieldProblem>) {
        let read = read(&input(kind, true), text, |_| 60, None);
        assert_eq!(
            read.map(|value| value.map(|value| written(&value))),
            expected.map(|value| value.map(str::to_owned))
        );
    }

    #[test]
    fn fields_are_read_as_the_server_reads_them() {
        check(InputKind::Subject, " Anna <anna@Bottega.TEST> ", Ok(Some("anna@bottega.test")));
        check(InputKind::Subject, "bottega.test", Ok(Some("bottega.test")));
        check(InputKind::Subject, "", Err(FieldProblem::Address(AddressProblem::Empty)));
        check(InputKind::Address, "bottega.test", Err(FieldProblem::Address(AddressProblem::NoAt)));
        check(InputKind::Line, "  ", Err(FieldProblem::Missing));
        check(InputKind::Line, &"x".repeat(MAX_LINE_BYTES + 1), Err(FieldProblem::TooLong));
        check(InputKind::Moment, "2026-11-21T09:30", Ok(Some("2026-11-21T09:30")));
        assert_eq!(read(&input(InputKind::Text, false), " ", |_| 0, None), Ok(None));
    }

    #[test]
    fn what_was_rewritten_is_shown() {
        assert_eq!(read_as(Lang::En, InputKind::Subject, "anna@bottega.test"), None);
        let shown = read_as(Lang::En, InputKind::Subject, "mailto:anna@BOTTEGA.test");
        assert_eq!(
            shown.as_deref(),
            Some("We read: anna@bottega.test (without “mailto:”, with the domain in lower case)")
        );
    }
}
