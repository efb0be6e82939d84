//! The shape of a request, and of a sentence that contains another text. Must never name a cause.

use diagnosis::finding::Owner;

use super::super::advice::Words;

/// The forms of one request.
pub(super) type Request = &'static [Words];

/// The requests for a cause.
pub(super) struct Ask {
    /// The usual owner of the fix; the requests are addressed to that owner.
    pub(super) to: Owner,
    /// The cause from the customer's point of view, if its title addresses the customer.
    pub(super) what: Option<Words>,
    /// What to do, in order.
    pub(super) please: &'static [Request],
}

/// A sentence without its initial capital, except that of an acronym.
pub(super) fn in_a_sentence(text: &str) -> String {
    let mut letters = text.chars();
    let Some(first) = letters.next() else { return String::new() };
    let rest = letters.as_str();
    if rest.starts_with(char::is_uppercase) {
        text.to_owned()
    } else {
        format!("{}{rest}", first.to_lowercase())
    }
}
