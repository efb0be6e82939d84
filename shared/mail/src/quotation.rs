//! Removes the punctuation that a program put around the quoted words of a server.
//!
//! Brackets and quotation marks that the server wrote stay: one is removed only where its
//! counterpart is missing. Must never change a letter of the quoted text.

/// Pairs of brackets: opening, closing.
const BRACKETS: [(char, char); 5] = [('(', ')'), ('[', ']'), ('{', '}'), ('<', '>'), ('«', '»')];
/// Quotation marks that open and close with the same character.
const QUOTES: [char; 2] = ['"', '\''];
/// Characters that are removed at the beginning of the text (`BEFORE`) and at its end (`AFTER`).
const BEFORE: &[char] = &[' ', '\t', '\r', '\n', ',', ';', ')', ']', '}', '>', '»'];
const AFTER: &[char] = &[' ', '\t', '\r', '\n', ',', ';', '(', '[', '{', '<', '«'];
/// How many unpaired marks are removed at most: more of them do not occur in practice.
const MAX_MARKS: usize = 16;

/// `text` without white space, unpaired brackets and quotation marks, commas and semicolons at both
/// ends.
pub(super) fn bare(text: &str) -> &str {
    let mut rest = text;
    for _ in 0..MAX_MARKS {
        // A closing bracket at the beginning, or an opening one at the end, belongs to the
        // surrounding text.
        rest = rest.trim_start_matches(BEFORE).trim_end_matches(AFTER);
        let first = rest.chars().next().filter(|first| {
            is_half(rest, *first, BRACKETS.iter().map(|(open, close)| (*open, *close)))
        });
        let last = rest.chars().next_back().filter(|last| {
            is_half(rest, *last, BRACKETS.iter().map(|(open, close)| (*close, *open)))
        });
        rest = match (first, last) {
            (Some(first), _) => rest.strip_prefix(first).unwrap_or_default(),
            (None, Some(last)) => rest.strip_suffix(last).unwrap_or_default(),
            (None, None) => return rest,
        };
    }
    rest
}

/// Whether a mark at an end of `text` has no counterpart in it. A quotation mark also counts as
/// unpaired when the only two of them enclose the whole text.
fn is_half(text: &str, mark: char, mut halves: impl Iterator<Item = (char, char)>) -> bool {
    let count = |wanted: char| text.chars().filter(|letter| *letter == wanted).count();
    if QUOTES.contains(&mark) {
        return count(mark) % 2 == 1
            || (count(mark) == 2 && text.starts_with(mark) && text.ends_with(mark));
    }
    halves.any(|(own, other)| own == mark && count(own) > count(other))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(bare(text), expected, "{text:?}");
    }

    #[test]
    fn what_the_server_wrote_stays_whole() {
        check("Invalid credentials (Failure)", "Invalid credentials (Failure)");
        check("(#AUTH005) Too many bad auth attempts.", "(#AUTH005) Too many bad auth attempts.");
        check(
            "Temporary failure. [mail.bottega.test:2026-11-21 10:00:00]",
            "Temporary failure. [mail.bottega.test:2026-11-21 10:00:00]",
        );
        check("no mailbox 'ugo'", "no mailbox 'ugo'");
        check("unknown user: \"ugo\"", "unknown user: \"ugo\"");
        check("write to <abuse@altra.test>", "write to <abuse@altra.test>");
        check("L'indirizzo dell'utente", "L'indirizzo dell'utente");
    }

    #[test]
    fn what_a_program_put_around_goes() {
        check("Password expired'", "Password expired");
        check("'User unknown'", "User unknown");
        check("User unknown)", "User unknown");
        check("(User unknown (gone)", "User unknown (gone)");
        check("Invalid credentials (Failure))\"", "Invalid credentials (Failure)");
        check("no such user 'ugo''", "no such user 'ugo'");
        check("] locked ;", "locked");
        check("  ", "");
        check("((((", "");
        check(&"(".repeat(100), "");
    }
}
