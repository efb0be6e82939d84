//! Reads the mailboxes of one record: its addresses, and what the other fields say about them.
//!
//! Returns every address of a record, or an error for the whole record. Must never take a name, a
//! number or a note for an error.

use super::addresses::{self, Found};
use super::columns::Columns;
use super::split::Record;
use super::words::{self, Column};
use super::{InError, ListedMailbox, MAX_ERROR_TEXT_BYTES, errors};
use crate::AddressProblem;

/// The least number of words of a text that is taken for an error next to a mailbox in error; a
/// shorter one may be a name.
const MIN_TEXT_WORDS: usize = 4;

/// What the fields read so far say about a mailbox.
#[derive(Default)]
struct RowData {
    mark: Option<InError>,
    error_text: Option<String>,
    since: Option<String>,
    /// A text that is the error if the mailbox is marked as in error.
    remark: Option<String>,
}

/// The mailboxes of a record below a header.
pub(super) fn of_table(
    record: &Record<'_>,
    columns: &Columns,
) -> Result<Vec<ListedMailbox>, AddressProblem> {
    let mut data = RowData::default();
    let mut found = Vec::new();
    let mut problem = None;
    let field_of =
        |&place: &usize| record.fields.get(place).map(String::as_str).unwrap_or_default();
    for field in columns.holding().iter().map(field_of) {
        let Found { problem: slip, .. } = take(field, &mut found);
        problem = problem.or(slip);
    }
    // Read the error column first: its text takes precedence over errors in other columns.
    let is_error_text = |place: &usize| columns.kind(*place) == Some(Column::ErrorText);
    let (first, others): (Vec<usize>, Vec<usize>) =
        (0..record.fields.len()).partition(is_error_text);
    for place in first.into_iter().chain(others) {
        let field = field_of(&place);
        if field.is_empty()
            || columns.holding().contains(&place)
            || data.column(field, columns.kind(place))
        {
            continue;
        }
        // A field that was not used can still contain an address.
        let Found { problem: slip, is_slip, .. } = take(field, &mut found);
        problem = problem.or(slip.filter(|_| is_slip));
    }
    if found.is_empty() || problem.is_some() {
        let is_empty = columns.holding().first().is_some_and(|place| field_of(place).is_empty());
        return Err(problem.unwrap_or(if is_empty {
            AddressProblem::Empty
        } else {
            AddressProblem::NoAt
        }));
    }
    Ok(data.of_first(found))
}

/// The mailboxes of a record without a header: marks, days and errors are recognised by their form.
pub(super) fn of_line(record: &Record<'_>) -> Result<Vec<ListedMailbox>, AddressProblem> {
    let mut data = RowData::default();
    let mut found = Vec::new();
    let mut problem = None;
    let mut in_error = Vec::new();
    for field in record.fields.iter().filter(|field| !field.is_empty()) {
        // A reply that ends in an address must not be read as a display name with its address.
        if addresses::only(field).is_none() || errors::begins_with_reply(field) {
            if data.mark_or_day(field) {
                continue;
            }
            if errors::looks_like_error(field) || errors::begins_with_reply(field) {
                in_error.push(field);
                continue;
            }
            if !field.contains('@') {
                data.long_text(field);
                continue;
            }
        }
        let Found { problem: slip, .. } = take(field, &mut found);
        problem = problem.or(slip);
    }
    // If the only address of the line is in an error, the error is about that mailbox.
    let is_alone = found.is_empty();
    for field in in_error {
        let is_kept = data.error(field);
        if is_alone || !is_kept {
            problem = problem.or(take(field, &mut found).problem);
        }
    }
    if found.is_empty() || problem.is_some() {
        return Err(problem.unwrap_or(AddressProblem::NoAt));
    }
    Ok(data.of_first(found))
}

/// Reads the addresses of a field, each with the remark after it.
fn take(field: &str, found: &mut Vec<ListedMailbox>) -> Found {
    if let Some(address) = addresses::only(field) {
        push(found, ListedMailbox::new(address));
        return Found::default();
    }
    let scanned = addresses::scan(field);
    for spot in &scanned.spots {
        let mut mailbox = ListedMailbox::new(spot.address.clone());
        if let Some(mark) = words::mark(&spot.after, Column::State) {
            mailbox.in_error = mark;
        } else if errors::looks_like_error(&spot.after) {
            mailbox.in_error = InError::Yes;
            mailbox.error_text = Some(cut(&spot.after));
        }
        push(found, mailbox);
    }
    scanned
}

/// Adds a mailbox, or merges it into the same mailbox of this record.
fn push(found: &mut Vec<ListedMailbox>, mailbox: ListedMailbox) {
    match found.iter_mut().find(|known| known.is_same(&mailbox.address)) {
        // The text after an address contains no other address, so dropping the second one loses
        // none.
        Some(known) => drop(known.merge(mailbox)),
        None => found.push(mailbox),
    }
}

impl RowData {
    /// Records what a field of this column says; `false` if the field is not used.
    fn column(&mut self, field: &str, column: Option<Column>) -> bool {
        match column {
            Some(Column::ErrorText) => return self.error(field),
            Some(Column::Since) => match words::day(field) {
                Some(day) => self.since = Some(day),
                None => return false,
            },
            Some(column @ (Column::InError | Column::Works | Column::State)) => {
                match words::mark(field, column) {
                    Some(mark) => self.mark = Some(mark),
                    // Some services put the error text itself where others put "yes".
                    None if column == Column::InError || errors::looks_like_error(field) => {
                        self.mark.get_or_insert(InError::Yes);
                        return self.error(field);
                    }
                    None => return false,
                }
            }
            Some(Column::Remark) => match words::mark(field, Column::State) {
                Some(mark) => {
                    self.mark.get_or_insert(mark);
                }
                None if errors::looks_like_error(field) => return self.error(field),
                None if self.remark.is_none() && !field.contains('@') => {
                    self.remark = Some(cut(field))
                }
                None => return false,
            },
            None if errors::looks_like_error(field) => return self.error(field),
            None | Some(Column::Address) => return false,
        }
        true
    }

    /// Keeps an error text; `false` if there is one already.
    fn error(&mut self, field: &str) -> bool {
        let is_first = self.error_text.is_none();
        if is_first {
            self.error_text = Some(cut(field));
        }
        is_first
    }

    fn mark_or_day(&mut self, field: &str) -> bool {
        if let Some(mark) = words::mark(field, Column::State) {
            self.mark = Some(mark);
        } else if let Some(day) = words::day(field) {
            self.since = Some(day);
        } else {
            return false;
        }
        true
    }

    fn long_text(&mut self, field: &str) {
        if field.split_whitespace().count() >= MIN_TEXT_WORDS {
            self.remark.get_or_insert_with(|| cut(field));
        }
    }

    /// Applies the collected data to the first mailbox of the record; the others stay as they are.
    fn of_first(self, mut found: Vec<ListedMailbox>) -> Vec<ListedMailbox> {
        if let Some(first) = found.first_mut() {
            let remark = self.remark.filter(|_| self.mark == Some(InError::Yes));
            let error_text = self.error_text.or(remark);
            let by_text = if error_text.is_some() { InError::Yes } else { InError::Unknown };
            let in_error = self.mark.unwrap_or(by_text);
            first.in_error = if in_error == InError::Unknown { first.in_error } else { in_error };
            first.error_text = error_text.or(first.error_text.take());
            first.since = self.since;
        }
        found
    }
}

/// An error text cut to the limit, with an ellipsis at the cut.
fn cut(text: &str) -> String {
    if text.len() <= MAX_ERROR_TEXT_BYTES {
        return text.to_owned();
    }
    let end = text.floor_char_boundary(MAX_ERROR_TEXT_BYTES - '…'.len_utf8());
    format!("{}…", text.get(..end).unwrap_or_default())
}
