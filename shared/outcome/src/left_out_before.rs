//! Which lines of the present ticket the customer left out of the last one. Must never put one back
//! that may be the same.

use session::Standing;
use terms::Lang;

use super::ticket;

/// The lines of the current ticket that the customer left out of the last submitted ticket; empty
/// if none was submitted. Some lines are named by an index, which a changed answer may shift: then
/// all lines of that kind stay left out.
#[must_use]
pub fn left_out_before(standing: &Standing) -> Vec<String> {
    let facts = standing.facts();
    let Some(last) = facts.tickets.last().filter(|last| !last.left_out.is_empty()) else {
        return Vec::new();
    };
    let is_changed = facts.answers.values().any(|given| given.at_ms > last.at_ms);
    let is_left_out = |id: &String| {
        let is_same = |left_out: &String| {
            left_out == id
                || (is_changed
                    && kind_of_place(left_out).is_some_and(|kind| kind_of_place(id) == Some(kind)))
                || is_of_before(left_out, id)
        };
        last.left_out.iter().any(is_same)
    };
    ticket(standing, Lang::En, &[])
        .lines
        .into_iter()
        .map(|line| line.id)
        .filter(is_left_out)
        .collect()
}

/// The kind of a line that is named by an index: `mailbox` for `mailbox.3`.
fn kind_of_place(id: &str) -> Option<&str> {
    match id.split_once('.') {
        Some((kind, place)) if place == "more" || place.parse::<u16>().is_ok() => {
            Some(kind.trim_end_matches("es"))
        }
        None if id == "outcome" => Some(id),
        _ => None,
    }
}

/// Whether a finding was left out under the older form of its line's name, with an index:
/// `finding.3.mx_none`.
fn is_of_before(left_out: &str, id: &str) -> bool {
    let (Some(earlier), Some(code)) =
        (left_out.strip_prefix("finding."), id.strip_prefix("finding."))
    else {
        return false;
    };
    earlier.split_once('.').is_some_and(|(place, earlier)| {
        place.parse::<u16>().is_ok() && code.split('.').next() == Some(earlier)
    })
}
