//! Finds the header of a table and the columns that contain the addresses. Columns are chosen by
//! their content, whatever they are called.

use super::split::Record;
use super::words::{self, Column};
use super::{addresses, errors};

/// The most words of a title that is alone on a line above a list.
const MAX_TITLE_WORDS: usize = 4;

/// The columns of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Columns {
    /// What each column contains, according to the header.
    kinds: Vec<Option<Column>>,
    /// The indexes of the columns with addresses, the one of the mailbox itself first.
    holding: Vec<usize>,
}

impl Columns {
    /// What a column contains, according to the header; a record can have more fields than the
    /// header.
    pub(super) fn kind(&self, place: usize) -> Option<Column> {
        self.kinds.get(place).copied().flatten()
    }

    /// The indexes of the columns with addresses, the one of the mailbox itself first.
    pub(super) fn holding(&self) -> &[usize] {
        &self.holding
    }

    /// Determines the columns from the header and from the records below it.
    pub(super) fn new(kinds: Vec<Option<Column>>, below: &[Record<'_>]) -> Self {
        let is_named = |place: usize| kinds.get(place) == Some(&Some(Column::Address));
        let mut counted: Vec<(usize, usize)> = (0..kinds.len())
            .filter(|&place| matches!(kinds.get(place), Some(None | Some(Column::Address))))
            .filter_map(|place| {
                let written = || {
                    below
                        .iter()
                        .filter_map(move |record| record.fields.get(place))
                        .filter(|field| !field.is_empty())
                };
                let count =
                    written().filter(|field| !addresses::scan(field).spots.is_empty()).count();
                (count > 0 && count * 2 >= written().count()).then_some((place, count))
            })
            .collect();
        // A column called "User" contains names as often as addresses. Only columns with enough
        // addresses are in this list; among those, the header decides the order first.
        counted.sort_by_key(|&(place, count)| (!is_named(place), std::cmp::Reverse(count), place));
        let mut holding: Vec<usize> = counted.into_iter().map(|(place, _)| place).collect();
        if holding.is_empty() {
            holding = (0..kinds.len()).filter(|&place| is_named(place)).collect();
        }
        Self { kinds, holding }
    }
}

/// What each column contains, if this record is a header: it has labels and no address.
pub(super) fn header(record: &Record<'_>) -> Option<Vec<Option<Column>>> {
    if record.text.contains('@') {
        return None;
    }
    let kinds: Vec<_> = record.fields.iter().map(|field| words::column(field)).collect();
    let labels: Vec<&String> = record.fields.iter().filter(|field| !field.is_empty()).collect();
    let is_header = match labels.as_slice() {
        [] => false,
        [_] => kinds.contains(&Some(Column::Address)),
        _ if kinds.contains(&Some(Column::Address)) => true,
        _ => {
            let is_content = |field: &&&String| words::column(field).is_none() && is_value(field);
            let label_count = labels.iter().filter(|field| words::is_label(field)).count();
            labels.iter().filter(is_content).count() == 0
                && label_count * 2 >= labels.len()
                && (label_count > 1 || labels.iter().any(|field| words::is_of_mailboxes(field)))
        }
    };
    is_header.then_some(kinds)
}

/// Whether this record is a title such as "Caselle email:", above a list or a table.
pub(super) fn is_title(record: &Record<'_>) -> bool {
    let mut written = record.fields.iter().filter(|field| !field.is_empty());
    let (Some(title), None) = (written.next(), written.next()) else { return false };
    let is_short = title.split_whitespace().count() <= MAX_TITLE_WORDS;
    is_short && !title.contains('@') && words::is_of_mailboxes(title) && !is_value(title)
}

/// Whether a field is a value and not a label: a mark, a day, a number, an error.
fn is_value(field: &str) -> bool {
    let is_answer = words::mark(field, Column::InError).is_some();
    let is_number = !field.chars().any(char::is_alphabetic);
    is_answer
        || is_number
        || words::day(field).is_some()
        || errors::looks_like_error(field)
        || errors::begins_with_reply(field)
}
