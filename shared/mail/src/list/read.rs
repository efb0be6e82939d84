//! Reads a list as it is pasted or uploaded: addresses one on each line or in any order, or a table
//! with or without a header.
//!
//! Must never lose an address: each one is read, or its line is returned as a fault with its
//! number.

use std::borrow::Cow;

use super::addresses::{Found, Spot};
use super::columns::{self, Columns};
use super::split::{self, Record, SEPARATORS};
use super::words::{self, Column};
use super::{
    LineFault, LineProblem, ListRead, ListedMailbox, MAX_LIST_BYTES, MAX_MAILBOX_COUNT, Repeated,
    addresses, row,
};

/// Separates two tables in one text.
pub const PAGE_BREAK: char = '\u{c}';
/// How many records are examined to find the separator.
const SAMPLE_COUNT: usize = 20;

/// Reads a list. Never fails: lines that could not be read are in [`ListRead::faults`]. After a
/// [`PAGE_BREAK`] another table starts, with its own separator and header.
#[must_use]
pub fn read(text: &str) -> ListRead {
    let text = with_line_feeds(text.strip_prefix('\u{feff}').unwrap_or(text));
    let text = text.as_ref();
    let (text, beyond) = text.split_at(limit(text));
    let mut list = ListRead::default();
    let mut lines_before = 0;
    for table in text.split(PAGE_BREAK) {
        read_table(&mut list, table, lines_before);
        lines_before += table.matches('\n').count();
    }
    if !beyond.is_empty() {
        list.faults.push(LineFault {
            line: lines_before + 1,
            text: beyond.to_owned(),
            problem: LineProblem::TextTooLong,
        });
    }
    list
}

/// Converts all line ends to a line feed: CR LF, a CR alone, and the Unicode line separators.
fn with_line_feeds(text: &str) -> Cow<'_, str> {
    if !text.contains(['\r', '\u{85}', '\u{2028}', '\u{2029}']) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.replace("\r\n", "\n").replace(['\r', '\u{85}', '\u{2028}', '\u{2029}'], "\n"))
}

fn read_table(list: &mut ListRead, text: &str, lines_before: usize) {
    let mut records = split::records(text, separator(text));
    records.retain(|record| !record.fields.iter().all(String::is_empty));
    records.iter_mut().for_each(|record| record.line += lines_before);
    let mut columns: Option<Columns> = None;
    let mut has_begun = false;
    for (place, record) in records.iter().enumerate() {
        if columns.is_none() && !has_begun {
            if let Some(kinds) = columns::header(record) {
                columns = Some(Columns::new(kinds, records.get(place + 1..).unwrap_or_default()));
                continue;
            }
            // The header can follow a title.
            if columns::is_title(record) {
                continue;
            }
        }
        has_begun |= record.text.contains('@');
        match columns
            .as_ref()
            .map_or_else(|| row::of_line(record), |columns| row::of_table(record, columns))
        {
            Ok(found) => found.into_iter().for_each(|mailbox| take(list, record, mailbox)),
            Err(problem) => fault(list, record, LineProblem::Address(problem)),
        }
    }
}

/// Length in bytes of the part that is read; it ends at a line end if the text is too long.
fn limit(text: &str) -> usize {
    if text.len() <= MAX_LIST_BYTES {
        return text.len();
    }
    let bytes = text.as_bytes().get(..MAX_LIST_BYTES).unwrap_or_default();
    bytes.iter().rposition(|&byte| byte == b'\n').map_or(0, |at| at + 1)
}

fn fault(list: &mut ListRead, record: &Record<'_>, problem: LineProblem) {
    let is_said = list.faults.last().is_some_and(|last| last.line == record.line);
    if !is_said {
        list.faults.push(LineFault { line: record.line, text: record.text.to_owned(), problem });
    }
}

fn take(list: &mut ListRead, record: &Record<'_>, mailbox: ListedMailbox) {
    if let Some(known) = list.mailboxes.iter_mut().find(|known| known.is_same(&mailbox.address)) {
        list.repeated.push(Repeated { line: record.line, address: mailbox.address.clone() });
        if let Some(dropped) = known.merge(mailbox) {
            take_from_dropped(list, record, &dropped);
        }
    } else if list.mailboxes.len() >= MAX_MAILBOX_COUNT {
        fault(list, record, LineProblem::TooMany);
    } else {
        list.mailboxes.push(mailbox);
    }
}

/// An error text that is not kept can name mailboxes that occur nowhere else: they are added
/// without an error text.
fn take_from_dropped(list: &mut ListRead, record: &Record<'_>, error_text: &str) {
    let Found { spots, problem, is_slip } = addresses::scan(error_text);
    for Spot { address, .. } in spots {
        let is_kept = list.mailboxes.iter().any(|known| known.is_same(&address));
        if !is_kept {
            take(list, record, ListedMailbox::new(address));
        }
    }
    if let Some(problem) = problem.filter(|_| is_slip) {
        fault(list, record, LineProblem::Address(problem));
    }
}

/// The separator that splits the most of the first records into several fields of which one is an
/// address, or the header of an address column.
fn separator(text: &str) -> Option<char> {
    let fits = |separator: char| {
        let records = split::records(text, Some(separator));
        let is_table = |record: &&Record<'_>| {
            let is_address = |field: &String| {
                words::column(field) == Some(Column::Address) || addresses::only(field).is_some()
            };
            record.fields.len() > 1 && record.fields.iter().any(is_address)
        };
        records
            .iter()
            .filter(|record| !record.text.trim().is_empty())
            .take(SAMPLE_COUNT)
            .filter(is_table)
            .count()
    };
    let mut best = (0, None);
    for separator in SEPARATORS {
        let count = fits(separator);
        if count > best.0 {
            best = (count, Some(separator));
        }
    }
    best.1
}
