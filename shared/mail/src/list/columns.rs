//! Which line is a header, and which columns of the table below it hold the addresses: those where addresses are, whatever
//! they are called.

use super::split::Record;
use super::words::{self, Column};
use super::{addresses, row};

/// The most words of a title that stands alone above a list.
const MAX_TITLE_WORDS: usize = 4;

/// The columns of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Columns {
    /// What the header says of each.
    kinds: Vec<Option<Column>>,
    /// Those that hold the addresses, the one of the mailbox itself first.
    holding: Vec<usize>,
}

impl Columns {
    /// What a column holds, by its header; a record may have more fields than the header.
    pub(super) fn kind(&self, place: usize) -> Option<Column> {
        self.kinds.get(place).copied().flatten()
    }

    /// Those that hold the addresses, the one of the mailbox itself first.
    pub(super) fn holding(&self) -> &[usize] {
        &self.holding
    }

    /// By the header, and by what stands below it.
    pub(super) fn new(kinds: Vec<Option<Column>>, below: &[Record<'_>]) -> Self {
        let is_named = |place: usize| kinds.get(place) == Some(&Some(Column::Address));
        let mut counted: Vec<(usize, usize)> = (0..kinds.len())
            .filter(|&place| matches!(kinds.get(place), Some(None | Some(Column::Address))))
            .filter_map(|place| {
                let written = || below.iter().filter_map(move |record| record.fields.get(place)).filter(|field| !field.is_empty());
                let count = written().filter(|field| !addresses::scan(field).spots.is_empty()).count();
                (count > 0 && count * 2 >= written().count()).then_some((place, count))
            })
            .collect();
        // "User" heads a column of names as often as one of addresses: what is in it decides, and then its name.
        counted.sort_by_key(|&(place, count)| (!is_named(place), std::cmp::Reverse(count), place));
        let mut holding: Vec<usize> = counted.into_iter().map(|(place, _)| place).collect();
        if holding.is_empty() {
            holding = (0..kinds.len()).filter(|&place| is_named(place)).collect();
        }
        Self { kinds, holding }
    }
}

/// What each column holds, when this record is a header: it has labels and no address.
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
            let is_value = |field: &&&String| words::column(field).is_none() && row::is_value(field);
            let label_count = labels.iter().filter(|field| words::is_label(field)).count();
            labels.iter().filter(is_value).count() == 0
                && label_count * 2 >= labels.len()
                && (label_count > 1 || labels.iter().any(|field| words::is_of_mailboxes(field)))
        }
    };
    is_header.then_some(kinds)
}

/// Whether this record is "Caselle email:" or the like, above a list or a table.
pub(super) fn is_title(record: &Record<'_>) -> bool {
    let mut written = record.fields.iter().filter(|field| !field.is_empty());
    let (Some(title), None) = (written.next(), written.next()) else { return false };
    let is_short = title.split_whitespace().count() <= MAX_TITLE_WORDS;
    is_short && !title.contains('@') && words::is_of_mailboxes(title) && !row::is_value(title)
}
