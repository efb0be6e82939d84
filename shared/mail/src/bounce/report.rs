//! Reads the fields of a delivery report (RFC 3464 §2), in a MIME part of their own or copied into
//! a text.
//!
//! Accepts any order, missing fields and quoting. Must never take a field of the returned message
//! for one of the report.

use super::draft::{Action, Draft, MAX_DIAGNOSTIC_BYTES};
use super::found_reply;
use super::mime::field_of;
use super::{MAX_BOUNCE_RECIPIENTS, head};
use crate::EnhancedStatus;

/// The recipients of a report, in order; none when the text has no report.
pub(super) fn read(text: &str) -> Vec<Draft> {
    let mut reader = Reader::default();
    for line in text.lines() {
        reader.line(found_reply::unquoted(line));
    }
    reader.end_field();
    reader.end_group();
    reader.drafts
}

/// The text before the first field of a report.
pub(super) fn before(text: &str) -> &str {
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let line_read = found_reply::unquoted(line).trim_start();
        if field_of(line_read).is_some_and(|(name, _)| Field::of(name).is_some()) {
            return text.get(..at).unwrap_or(text);
        }
        at += line.len();
    }
    text
}

#[derive(Default)]
struct Reader {
    drafts: Vec<Draft>,
    /// The report's own server and time, which apply to every recipient.
    reporting_mta: Option<String>,
    arrival: Option<String>,
    sender: Option<String>,
    /// The reply in a field of its own (`X-Supplementary-Info`), for a diagnostic without one.
    supplement: String,
    /// The current recipient; `seen` has its fields so far.
    group: Draft,
    seen: Vec<Field>,
    /// The field that the next line may continue.
    field: Option<(Field, String)>,
}

/// The fields that are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Field {
    ReportingMta,
    ArrivalDate,
    Sender,
    OriginalRecipient,
    FinalRecipient,
    ActualRecipient,
    Action,
    Status,
    RemoteMta,
    DiagnosticCode,
    Supplement,
    Category,
    LastAttemptDate,
}

impl Field {
    fn of(name: &str) -> Option<Self> {
        const NAMES: [(&str, Field); 13] = [
            ("Reporting-MTA", Field::ReportingMta),
            ("Arrival-Date", Field::ArrivalDate),
            ("X-Postfix-Sender", Field::Sender),
            ("Original-Recipient", Field::OriginalRecipient),
            ("Final-Recipient", Field::FinalRecipient),
            ("X-Actual-Recipient", Field::ActualRecipient),
            ("Action", Field::Action),
            ("Status", Field::Status),
            ("Remote-MTA", Field::RemoteMta),
            ("Diagnostic-Code", Field::DiagnosticCode),
            ("X-Supplementary-Info", Field::Supplement),
            ("X-PowerMTA-BounceCategory", Field::Category),
            ("Last-Attempt-Date", Field::LastAttemptDate),
        ];
        NAMES.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, field)| *field)
    }
}

impl Reader {
    fn line(&mut self, line: &str) {
        if line.trim().is_empty() {
            self.end_field();
            self.end_group();
            return;
        }
        if let (true, Some((_, value))) = (line.starts_with([' ', '\t']), &mut self.field) {
            value.push(' ');
            value.push_str(line.trim());
            return;
        }
        // Some systems break a reply of several lines without the space that a folded line needs
        // (RFC 5322 §2.2.3).
        let is_over = is_a_field(line) || line.starts_with("--");
        if let (false, Some((Field::DiagnosticCode, value))) = (is_over, &mut self.field) {
            value.push(' ');
            value.push_str(line.trim());
            return;
        }
        self.end_field();
        let known = field_of(line.trim_start())
            .and_then(|(name, value)| Some((Field::of(name)?, value.trim().to_owned())));
        if let Some((field, _)) = &known {
            // If the empty lines between recipients are missing, a repeated field starts the next
            // recipient.
            if self.seen.contains(field) {
                self.end_group();
            }
            self.seen.push(*field);
        }
        self.field = known;
    }

    fn end_field(&mut self) {
        let Some((field, value)) = self.field.take() else { return };
        let group = &mut self.group;
        match field {
            Field::ReportingMta => self.reporting_mta = host(&value),
            Field::ArrivalDate => self.arrival = Some(value),
            Field::Sender => self.sender = address(&value).filter(|sender| sender.contains('@')),
            Field::OriginalRecipient => group.original_recipient = address(&value),
            Field::FinalRecipient => {
                group.recipient = better(address(&value), group.recipient.take())
            }
            Field::ActualRecipient => {
                group.recipient = better(group.recipient.take(), address(&value))
            }
            Field::Action => group.action = action(&value),
            Field::Status => {
                group.status =
                    value.split([' ', '(']).next().and_then(|word| EnhancedStatus::parse(word).ok())
            }
            Field::RemoteMta => group.remote_mta = host(&value),
            Field::DiagnosticCode => {
                group.diagnostic = head(untyped(&value), MAX_DIAGNOSTIC_BYTES).to_owned()
            }
            Field::Supplement => {
                self.supplement =
                    head(untyped(value.trim_matches(['<', '>', ' '])), MAX_DIAGNOSTIC_BYTES)
                        .to_owned()
            }
            Field::Category => group.context = format!("(powermta {})", head(&value, 40)),
            Field::LastAttemptDate => group.time = Some(value),
        }
    }

    fn end_group(&mut self) {
        self.seen.clear();
        let mut group = std::mem::take(&mut self.group);
        let supplement = std::mem::take(&mut self.supplement);
        if group.diagnostic.is_empty()
            || (found_reply::find(&group.diagnostic).is_none()
                && found_reply::find(&supplement).is_some())
        {
            group.diagnostic = supplement;
        }
        let original = group.original_recipient.take();
        group.recipient = better(group.recipient.take(), original.clone());
        // The same address again is not kept.
        group.original_recipient = original.filter(|original| {
            !group.recipient.as_ref().is_some_and(|last| last.eq_ignore_ascii_case(original))
        });
        let is_recipient = !group.diagnostic.is_empty()
            || group.status.is_some()
            || (group.recipient.is_some() && group.action.is_some());
        // One more than the limit is kept, to show that there are more.
        if is_recipient && self.drafts.len() <= MAX_BOUNCE_RECIPIENTS {
            let reporting_mta = self.reporting_mta.clone();
            let time = group.time.clone().or_else(|| self.arrival.clone());
            let original_sender = self.sender.clone();
            self.drafts.push(Draft { reporting_mta, time, original_sender, ..group });
        }
    }
}

/// Whether a line starts a field, as header fields do, and does not continue a reply.
fn is_a_field(line: &str) -> bool {
    field_of(line.trim_start()).is_some_and(|(name, value)| {
        let is_name = name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
        let is_open = value.is_empty() || value.starts_with([' ', '\t']);
        Field::of(name).is_some()
            || (is_name && is_open && name.starts_with(|first: char| first.is_ascii_uppercase()))
    })
}

/// The address in `rfc822; anna@bottega.example` (RFC 3464 §2.3.2).
fn address(value: &str) -> Option<String> {
    let value = untyped(value).trim_start_matches(['<', ' ']);
    let address = value.split(['>', '\t']).next().unwrap_or_default();
    let address = address.split_once(" (").map_or(address, |(address, _)| address).trim();
    (!address.is_empty()).then(|| address.to_owned())
}

/// The first address that contains an `@`: a local name (`LOCAL; anna`) is less useful.
fn better(first: Option<String>, second: Option<String>) -> Option<String> {
    match (first, second) {
        (Some(first), Some(second)) if !first.contains('@') && second.contains('@') => Some(second),
        (first, second) => first.or(second),
    }
}

/// The host in `dns; mx.example. (192.0.2.1, …)` (RFC 3464 §2.2.2).
fn host(value: &str) -> Option<String> {
    let host =
        untyped(value).split([' ', '(', '[']).next().unwrap_or_default().trim_end_matches('.');
    (!host.is_empty()).then(|| host.to_owned())
}

/// The value without its `type;`. A reply can contain semicolons too, but starts with digits.
fn untyped(value: &str) -> &str {
    match value.split_once(';') {
        Some((kind, rest))
            if kind
                .trim_end()
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'&' | b'_'))
                && !kind.starts_with(|first: char| first.is_ascii_digit()) =>
        {
            rest.trim()
        }
        _ => value.trim(),
    }
}

fn action(value: &str) -> Option<Action> {
    let word = value.split([' ', '(', ';']).next().unwrap_or_default();
    let is = |known: &str| word.eq_ignore_ascii_case(known);
    if is("failed") {
        Some(Action::Failed)
    } else if is("delayed") {
        Some(Action::Delayed)
    } else if is("delivered") || is("relayed") || is("expanded") {
        Some(Action::Done)
    } else {
        None
    }
}
