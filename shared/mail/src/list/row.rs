//! The mailboxes of one record: its addresses, and what the fields beside them say.
//!
//! Every address of a record comes out of it, or none does and the record is handed back. Names, numbers and notes are no
//! errors.

use super::addresses::{self, Found};
use super::columns::Columns;
use super::split::Record;
use super::words::{self, Column};
use super::{InError, ListedMailbox, MAX_ERROR_TEXT_BYTES, errors};
use crate::AddressProblem;

/// From how many words on a text beside a mailbox in error is no name.
const MIN_TEXT_WORDS: usize = 4;

/// What is said of a mailbox, before all fields are read.
#[derive(Default)]
struct Said {
    mark: Option<InError>,
    error_text: Option<String>,
    since: Option<String>,
    /// A text that is an error if the mailbox is in error.
    remark: Option<String>,
}

/// The mailboxes of a record below a header.
pub(super) fn of_table(record: &Record<'_>, columns: &Columns) -> Result<Vec<ListedMailbox>, AddressProblem> {
    let mut said = Said::default();
    let mut found = Vec::new();
    let mut problem = None;
    let field_of = |&place: &usize| record.fields.get(place).map(String::as_str).unwrap_or_default();
    for field in columns.holding().iter().map(field_of) {
        let Found { problem: slip, .. } = take(field, &mut found);
        problem = problem.or(slip);
    }
    // The column of errors goes before others that hold one, too.
    let is_error_text = |place: &usize| columns.kind(*place) == Some(Column::ErrorText);
    let (first, others): (Vec<usize>, Vec<usize>) = (0..record.fields.len()).partition(is_error_text);
    for place in first.into_iter().chain(others) {
        let field = field_of(&place);
        if field.is_empty() || columns.holding().contains(&place) || said.column(field, columns.kind(place)) {
            continue;
        }
        // What is not kept may hold an address all the same.
        let Found { problem: slip, is_slip, .. } = take(field, &mut found);
        problem = problem.or(slip.filter(|_| is_slip));
    }
    if found.is_empty() || problem.is_some() {
        let is_empty = columns.holding().first().is_some_and(|place| field_of(place).is_empty());
        return Err(problem.unwrap_or(if is_empty { AddressProblem::Empty } else { AddressProblem::NoAt }));
    }
    Ok(said.of_first(found))
}

/// The mailboxes of a record without a header: marks, days and errors are known by what they are.
pub(super) fn of_line(record: &Record<'_>) -> Result<Vec<ListedMailbox>, AddressProblem> {
    let mut said = Said::default();
    let mut found = Vec::new();
    let mut problem = None;
    let mut in_error = Vec::new();
    for field in record.fields.iter().filter(|field| !field.is_empty()) {
        // A reply that ends in an address is no display name before it.
        if addresses::only(field).is_none() || errors::begins_with_reply(field) {
            if said.mark_or_day(field) {
                continue;
            }
            if errors::looks_like_error(field) || errors::begins_with_reply(field) {
                in_error.push(field);
                continue;
            }
            if !field.contains('@') {
                said.long_text(field);
                continue;
            }
        }
        let Found { problem: slip, .. } = take(field, &mut found);
        problem = problem.or(slip);
    }
    // An error that names the only address of its line is about that mailbox.
    let is_alone = found.is_empty();
    for field in in_error {
        let is_kept = said.error(field);
        if is_alone || !is_kept {
            problem = problem.or(take(field, &mut found).problem);
        }
    }
    if found.is_empty() || problem.is_some() {
        return Err(problem.unwrap_or(AddressProblem::NoAt));
    }
    Ok(said.of_first(found))
}

/// Whether a field is a value of a table and no label: a mark, a day, a number, an error.
pub(super) fn is_value(field: &str) -> bool {
    let is_answer = words::mark(field, Column::InError).is_some();
    let is_number = !field.chars().any(char::is_alphabetic);
    is_answer || is_number || words::day(field).is_some() || errors::looks_like_error(field) || errors::begins_with_reply(field)
}

/// Takes the addresses of a field, each with the remark behind it.
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

/// A record that names a mailbox twice says no more than once.
fn push(found: &mut Vec<ListedMailbox>, mailbox: ListedMailbox) {
    match found.iter_mut().find(|known| known.is_same(&mailbox.address)) {
        // A remark behind an address holds no other address: nothing is lost with the second one.
        Some(known) => drop(known.merge(mailbox)),
        None => found.push(mailbox),
    }
}

impl Said {
    /// What a field of this column says; `false` where it is not kept.
    fn column(&mut self, field: &str, column: Option<Column>) -> bool {
        match column {
            Some(Column::ErrorText) => return self.error(field),
            Some(Column::Since) => match words::day(field) {
                Some(day) => self.since = Some(day),
                None => return false,
            },
            Some(column @ (Column::InError | Column::Works | Column::State)) => match words::mark(field, column) {
                Some(mark) => self.mark = Some(mark),
                // Some services put the error itself where others say "yes".
                None if column == Column::InError || errors::looks_like_error(field) => {
                    self.mark.get_or_insert(InError::Yes);
                    return self.error(field);
                }
                None => return false,
            },
            Some(Column::Remark) => match words::mark(field, Column::State) {
                Some(mark) => {
                    self.mark.get_or_insert(mark);
                }
                None if errors::looks_like_error(field) => return self.error(field),
                None if self.remark.is_none() && !field.contains('@') => self.remark = Some(cut(field)),
                None => return false,
            },
            None if errors::looks_like_error(field) => return self.error(field),
            None | Some(Column::Address) => return false,
        }
        true
    }

    /// Keeps an error; `false` where there is one already.
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

    /// It is about the first mailbox of its record; the others are there beside it.
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

/// An error text within its limit; a cut is seen.
fn cut(text: &str) -> String {
    if text.len() <= MAX_ERROR_TEXT_BYTES {
        return text.to_owned();
    }
    let end = text.floor_char_boundary(MAX_ERROR_TEXT_BYTES - '…'.len_utf8());
    format!("{}…", text.get(..end).unwrap_or_default())
}
