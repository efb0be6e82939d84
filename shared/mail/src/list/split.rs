//! Splits a text into records and fields: CSV as spreadsheets write it (RFC 4180), with `;`, `,`,
//! `|` or a tab.
//!
//! Written by hand instead of with `csv-core`, which gives no line numbers for faulty records and
//! consumes the rest of the text after an unclosed quote: a list has to name each line that could
//! not be read.

/// The separators, in order of preference when two fit equally well.
pub(super) const SEPARATORS: [char; 4] = ['\t', ';', ',', '|'];
/// How many lines a quoted field may span; a longer one is treated as an unclosed quote.
const MAX_QUOTED_LINES: usize = 20;

/// One record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Record<'a> {
    /// The number of its first line, from 1.
    pub(super) line: usize,
    /// Its text as written, without the line break at its end.
    pub(super) text: &'a str,
    /// Its fields, without their quotes and surrounding spaces.
    pub(super) fields: Vec<String>,
}

/// The records of a text. Without a separator each line is one field.
pub(super) fn records(text: &str, separator: Option<char>) -> Vec<Record<'_>> {
    let mut records = Vec::new();
    let (mut rest, mut line) = (text, 1);
    while !rest.is_empty() {
        let length = record_length(rest, separator);
        let (record, after) = rest.split_at(length);
        let trimmed = record.trim_end_matches(['\n', '\r']);
        let fields = separator.map_or_else(
            || vec![trimmed.trim().to_owned()],
            |separator| fields(trimmed, separator),
        );
        records.push(Record { line, text: trimmed, fields });
        line += record.matches('\n').count();
        rest = after;
    }
    records
}

/// A field in CSV form: in quotes if necessary.
pub(super) fn quoted(field: &str) -> String {
    if field.contains(['"', '\n', '\r']) || field.contains(SEPARATORS) || field.trim() != field {
        format!("\"{}\"", field.replace('"', "\"\""))
    } else {
        field.to_owned()
    }
}

/// Length in bytes of the first record, including its line break.
fn record_length(text: &str, separator: Option<char>) -> usize {
    let first_line = text.find('\n').map_or(text.len(), |at| at + 1);
    let Some(separator) = separator else { return first_line };
    let (mut is_quoted, mut is_field_start, mut breaks) = (false, true, 0);
    for (at, character) in text.char_indices() {
        match character {
            // A doubled quote is treated as closing and reopening, which gives the same length.
            '"' if is_quoted => is_quoted = false,
            '"' if is_field_start || text.get(..at).is_some_and(|before| before.ends_with('"')) => {
                is_quoted = true
            }
            '\n' if !is_quoted => return at + 1,
            '\n' => {
                breaks += 1;
                if breaks >= MAX_QUOTED_LINES {
                    return first_line;
                }
            }
            _ => {}
        }
        is_field_start = character == separator || (is_field_start && character == ' ');
    }
    // An unclosed quote affects only its own line.
    if is_quoted { first_line } else { text.len() }
}

fn fields(record: &str, separator: char) -> Vec<String> {
    let mut fields = Vec::new();
    let mut field = String::new();
    let (mut is_quoted, mut was_quoted) = (false, false);
    let mut characters = record.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '"' if is_quoted && characters.next_if_eq(&'"').is_some() => field.push('"'),
            '"' if is_quoted => is_quoted = false,
            '"' if !was_quoted && field.trim().is_empty() => {
                field.clear();
                (is_quoted, was_quoted) = (true, true);
            }
            _ if character == separator && !is_quoted => {
                fields.push(field.trim().to_owned());
                field.clear();
                was_quoted = false;
            }
            _ => field.push(character),
        }
    }
    if is_quoted {
        // The quote was never closed: split the line without quoting, so that no field swallows the
        // others.
        return record
            .split(separator)
            .map(|field| field.trim().trim_matches('"').to_owned())
            .collect();
    }
    fields.push(field.trim().to_owned());
    fields
}
