//! `mailboxes.csv`: a row for each mailbox or target, for a spreadsheet.
//!
//! The names of columns and values are codes, the same in each language. Must never let a cell
//! begin a formula: a spreadsheet would run what a server or a stranger wrote.

use terms::visible::visible;

use super::json::ArchiveError;

/// What begins a formula in a spreadsheet, or hides its beginning.
const BEGINS_FORMULA: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

/// The table as CSV (RFC 4180).
pub(super) fn csv(header: &[String], rows: &[Vec<String>]) -> Result<Vec<u8>, ArchiveError> {
    let mut writer =
        csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    writer.write_record(header)?;
    for row in rows {
        writer.write_record(row.iter().map(|cell| inert(cell)))?;
    }
    // Writing into memory does not fail.
    writer.into_inner().map_err(|error| ArchiveError::Write(error.into_error()))
}

/// The cell as text that no spreadsheet calculates.
pub(super) fn inert(cell: &str) -> String {
    let cell = visible(cell).into_owned();
    // Some programs skip spaces first.
    if cell.trim_start_matches(' ').starts_with(BEGINS_FORMULA) { format!("'{cell}") } else { cell }
}
