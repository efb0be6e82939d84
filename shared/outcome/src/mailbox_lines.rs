//! The ticket lines about a list of mailboxes: the count, the patterns, and a row of the table for
//! each mailbox.
//!
//! At most [`MAX_MAILBOX_LINE_COUNT`] rows, because a person reads the ticket; the report has all
//! of them.

use checklist::Evidence;
use mail::list::InError;
use session::{MailboxRow, MailboxTable};
use words::{Lang, MailboxText, fill};

use super::TicketGroup;
use super::ticket_model::{MAX_MAILBOX_LINE_COUNT, mailbox_line};

/// One line of the ticket.
pub(super) struct Line {
    pub(super) id: String,
    pub(super) group: TicketGroup,
    pub(super) label: String,
    pub(super) value: String,
    /// Whether the customer said it, and so can change it.
    pub(super) is_said: bool,
}

pub(super) fn lines(evidence: &Evidence, lang: Lang) -> Vec<Line> {
    let table = MailboxTable::new(evidence, &[]);
    if table.rows.is_empty() {
        return Vec::new();
    }
    let mut lines = Vec::new();
    let mut say = |id: String, group, label: &str, value: String, is_said| {
        lines.push(Line { id, group, label: label.to_owned(), value, is_said });
    };
    let errors = table.rows.iter().filter(|row| row.mailbox.in_error == InError::Yes).count();
    let counted = words::list_count(lang, table.rows.len(), errors);
    say(
        "mailboxes".to_owned(),
        TicketGroup::Mailboxes,
        MailboxText::ListTitle.get(lang),
        counted,
        true,
    );
    for (place, row) in table.in_error_first().take(MAX_MAILBOX_LINE_COUNT).enumerate() {
        say(
            mailbox_line(place),
            TicketGroup::Mailboxes,
            &row.mailbox.address.to_string(),
            rendered(&table, row, evidence, lang),
            true,
        );
    }
    if table.rows.len() > MAX_MAILBOX_LINE_COUNT {
        let count = fill(
            MailboxText::MoreCount.get(lang),
            &[("count", &(table.rows.len() - MAX_MAILBOX_LINE_COUNT).to_string())],
        );
        say(
            mailbox_line(MAX_MAILBOX_LINE_COUNT),
            TicketGroup::Mailboxes,
            MailboxText::More.get(lang),
            count,
            true,
        );
    }
    for pattern in &evidence.patterns {
        let id = format!("pattern.{}", pattern.code.as_str());
        say(
            id,
            TicketGroup::Measured,
            MailboxText::PatternLabel.get(lang),
            words::pattern(lang, pattern).title,
            false,
        );
    }
    lines
}

/// One row as one line: what the customer said about the mailbox, then what was measured.
fn rendered(table: &MailboxTable, row: &MailboxRow, evidence: &Evidence, lang: Lang) -> String {
    let mailbox = &row.mailbox;
    let mut parts = vec![words::in_error(lang, mailbox.in_error).to_owned()];
    parts.extend(
        mailbox.since.as_ref().map(|day| fill(MailboxText::ErrorSince.get(lang), &[("day", day)])),
    );
    parts.extend(mailbox.error_text.as_ref().map(|text| format!("«{text}»")));
    let reading = mailbox.error_text.as_ref().and_then(|text| evidence.pasted.reading(text));
    parts.extend(
        reading.and_then(|reading| words::reading_reason(lang, reading)).map(str::to_owned),
    );
    parts.extend(
        row.provider
            .as_ref()
            .map(|provider| format!("{}: {provider}", MailboxText::ColumnProvider.get(lang))),
    );
    if row.is_looked_at {
        let states = table
            .checks
            .iter()
            .zip(&row.states)
            .filter_map(|(&check, state)| Some((check, (*state)?)));
        parts.extend(states.map(|(check, state)| {
            format!("{}: {}", words::check(lang, check), words::state(lang, state))
        }));
    } else {
        parts.push(MailboxText::NotLookedAt.get(lang).to_owned());
    }
    parts.join(" · ")
}
