//! Reads a list as it is pasted or uploaded: addresses one a line, or a table with or without a header.
//!
//! Nothing is lost: a line that cannot be taken in is handed back with its number. Must never guess an address.

use super::split::{self, Record, SEPARATORS};
use super::words::{self, Column};
use super::{InError, LineFault, LineProblem, ListRead, ListedMailbox, MAX_ERROR_TEXT_BYTES, MAX_LIST_BYTES, MAX_MAILBOX_COUNT, Repeated};
use crate::mail::{AddressProblem, Change, Mailbox};

/// Stands between two tables in one text.
pub const PAGE_BREAK: char = '\u{c}';
/// How many records are looked at to find out the separator.
const SAMPLE_COUNT: usize = 20;

/// Reads a list. Never fails: what could not be read is in [`ListRead::faults`]. After a [`PAGE_BREAK`] another table
/// begins, with its own separator and header.
#[must_use]
pub fn read(text: &str) -> ListRead {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let (text, beyond) = text.split_at(limit(text));
    let mut list = ListRead::default();
    let mut lines_before = 0;
    for table in text.split(PAGE_BREAK) {
        read_table(&mut list, table, lines_before);
        lines_before += table.matches('\n').count();
    }
    if !beyond.is_empty() {
        list.faults.push(LineFault { line: lines_before + 1, text: beyond.to_owned(), problem: LineProblem::TextTooLong });
    }
    list
}

fn read_table(list: &mut ListRead, text: &str, lines_before: usize) {
    let records = split::records(text, separator(text));
    let mut columns = None;
    let mut is_first = true;
    for mut record in records {
        record.line += lines_before;
        if record.fields.iter().all(String::is_empty) {
            continue;
        }
        if std::mem::take(&mut is_first)
            && let Some(header) = header(&record)
        {
            columns = Some(header);
            continue;
        }
        match mailboxes(&record, columns.as_deref()) {
            Ok(found) => found.into_iter().for_each(|mailbox| take(list, &record, mailbox)),
            Err(problem) => fault(list, &record, LineProblem::Address(problem)),
        }
    }
}

/// How much of the text is read: whole lines of it.
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
        known.merge(mailbox);
    } else if list.mailboxes.len() >= MAX_MAILBOX_COUNT {
        fault(list, record, LineProblem::TooMany);
    } else {
        list.mailboxes.push(mailbox);
    }
}

/// The separator that gives the most lines with an address, or a header of an address, among other fields.
fn separator(text: &str) -> Option<char> {
    let fits = |separator: char| {
        let records = split::records(text, Some(separator));
        let is_table = |record: &&Record<'_>| {
            let is_address = |field: &String| words::column(field) == Some(Column::Address) || address(field).is_some();
            record.fields.len() > 1 && record.fields.iter().any(is_address)
        };
        records.iter().filter(|record| !record.text.trim().is_empty()).take(SAMPLE_COUNT).filter(is_table).count()
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

/// The columns, when this record is a header: it names the column of the addresses, and holds none.
fn header(record: &Record<'_>) -> Option<Vec<Option<Column>>> {
    let columns: Vec<_> = record.fields.iter().map(|field| words::column(field)).collect();
    (columns.contains(&Some(Column::Address)) && !record.fields.iter().any(|field| field.contains('@'))).then_some(columns)
}

/// A field that is one address and nothing else, with a name before it at most.
fn address(field: &str) -> Option<Mailbox> {
    if field.contains('<') && !field.ends_with('>') {
        return None;
    }
    Mailbox::parse(field).ok().filter(|read| !read.changes.contains(&Change::FoundInText)).map(|read| read.value)
}

/// The mailboxes of one record: one of a table, one or more of a line.
fn mailboxes(record: &Record<'_>, columns: Option<&[Option<Column>]>) -> Result<Vec<ListedMailbox>, AddressProblem> {
    if let Some(columns) = columns {
        // "User" heads a column of names as often as one of addresses: what is in it decides.
        let mut places = (0..columns.len()).filter(|&place| columns.get(place) == Some(&Some(Column::Address)));
        let holds_one = |place: &usize| record.fields.get(*place).is_some_and(|field| address(field).is_some());
        let place = places.clone().find(holds_one).or_else(|| places.next()).unwrap_or_default();
        let written = record.fields.get(place).map(String::as_str).unwrap_or_default();
        return match Mailbox::parse(written) {
            Ok(read) => Ok(vec![with_columns(read.value, record, columns)]),
            // Addresses one after the other below a table's header.
            Err(problem) => all_addresses(record.text).ok_or(problem),
        };
    }
    let places: Vec<usize> =
        record.fields.iter().enumerate().filter(|(_, field)| address(field).is_some()).map(|(place, _)| place).collect();
    let written = record.fields.iter().filter(|field| !field.is_empty()).count();
    if places.len() > 1 && places.len() == written {
        return Ok(record.fields.iter().filter_map(|field| address(field)).map(ListedMailbox::new).collect());
    }
    if let Some((&place, found)) = places.first().and_then(|place| Some((place, address(record.fields.get(*place)?)?))) {
        return Ok(vec![with_guesses(found, record, place)]);
    }
    if let Some(all) = all_addresses(record.text) {
        return Ok(all);
    }
    Ok(vec![ListedMailbox::new(Mailbox::parse(record.text)?.value)])
}

/// The addresses of a line that holds nothing else, whatever stands between them.
fn all_addresses(line: &str) -> Option<Vec<ListedMailbox>> {
    let parts = |separators: &[char]| {
        let parts: Vec<_> = line.split(separators).map(str::trim).filter(|part| !part.is_empty()).collect();
        let found: Vec<_> = parts.iter().filter_map(|part| address(part)).map(ListedMailbox::new).collect();
        (parts.len() > 1 && found.len() == parts.len()).then_some(found)
    };
    parts(&[',', ';', '\t']).or_else(|| parts(&[',', ';', '\t', ' ']))
}

/// What the columns of a table say.
fn with_columns(address: Mailbox, record: &Record<'_>, columns: &[Option<Column>]) -> ListedMailbox {
    let mut mailbox = ListedMailbox::new(address);
    let mut said = None;
    for (field, column) in record.fields.iter().zip(columns) {
        let Some(column) = *column else { continue };
        if field.is_empty() {
            continue;
        }
        match column {
            Column::Address => {}
            Column::ErrorText => mailbox.error_text = Some(cut(field)),
            Column::Since => mailbox.since = words::day(field),
            Column::InError | Column::Works | Column::State => match words::mark(field, column) {
                Some(mark) => said = Some(mark),
                // Some services put the error itself where others say "yes".
                None => {
                    let is_error = column == Column::InError || words::looks_like_error(field);
                    said = said.or(is_error.then_some(InError::Yes));
                    mailbox.error_text.get_or_insert_with(|| cut(field));
                }
            },
        }
    }
    mailbox.in_error = said.unwrap_or(if mailbox.error_text.is_some() { InError::Yes } else { InError::Unknown });
    mailbox
}

/// What the other fields of a table without a header say: a mark, and what looks like an error. Names are left out.
fn with_guesses(address: Mailbox, record: &Record<'_>, place: usize) -> ListedMailbox {
    let mut mailbox = ListedMailbox::new(address);
    let others = record.fields.iter().enumerate().filter(|(at, field)| *at != place && !field.is_empty());
    let mut said = None;
    for (_, field) in others {
        if let Some(mark) = words::mark(field, Column::State) {
            said = Some(mark);
        } else if let Some(day) = words::day(field) {
            mailbox.since = Some(day);
        } else if words::looks_like_error(field) {
            mailbox.error_text.get_or_insert_with(|| cut(field));
        }
    }
    mailbox.in_error = said.unwrap_or(if mailbox.error_text.is_some() { InError::Yes } else { InError::Unknown });
    mailbox
}

/// An error text within its limit; a cut is seen.
fn cut(text: &str) -> String {
    if text.len() <= MAX_ERROR_TEXT_BYTES {
        return text.to_owned();
    }
    let mut end = MAX_ERROR_TEXT_BYTES - '…'.len_utf8();
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    format!("{}…", text.get(..end).unwrap_or_default())
}
