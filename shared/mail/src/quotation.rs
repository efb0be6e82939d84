//! The words of a server as a program quotes them, without the marks that the program put around.
//!
//! What the server wrote itself stays as it is: a bracket or a quotation mark goes only where its other half is missing.
//! Must never change a letter of what is quoted.

/// Brackets by their two halves.
const BRACKETS: [(char, char); 5] = [('(', ')'), ('[', ']'), ('{', '}'), ('<', '>'), ('«', '»')];
/// Marks whose two halves are the same.
const QUOTES: [char; 2] = ['"', '\''];
/// What stands before what is quoted, and after it.
const BEFORE: &[char] = &[' ', '\t', '\r', '\n', ',', ';', ')', ']', '}', '>', '»'];
const AFTER: &[char] = &[' ', '\t', '\r', '\n', ',', ';', '(', '[', '{', '<', '«'];
/// How many marks are taken off: nobody quotes deeper.
const MAX_MARKS: usize = 16;

/// `text` without white space, halves of brackets and quotation marks, commas and semicolons at its ends.
pub(super) fn bare(text: &str) -> &str {
    let mut rest = text;
    for _ in 0..MAX_MARKS {
        // A bracket that closes at the beginning, or opens at the end, belongs to what stood around.
        rest = rest.trim_start_matches(BEFORE).trim_end_matches(AFTER);
        let first = rest.chars().next().filter(|first| is_half(rest, *first, BRACKETS.iter().map(|(open, close)| (*open, *close))));
        let last = rest.chars().next_back().filter(|last| is_half(rest, *last, BRACKETS.iter().map(|(open, close)| (*close, *open))));
        rest = match (first, last) {
            (Some(first), _) => rest.strip_prefix(first).unwrap_or_default(),
            (None, Some(last)) => rest.strip_suffix(last).unwrap_or_default(),
            (None, None) => return rest,
        };
    }
    rest
}

/// Whether a mark at the end of `text` has no other half in it. Of two equal marks the outer ones enclose all of it.
fn is_half(text: &str, mark: char, mut halves: impl Iterator<Item = (char, char)>) -> bool {
    let count = |wanted: char| text.chars().filter(|letter| *letter == wanted).count();
    if QUOTES.contains(&mark) {
        return count(mark) % 2 == 1 || (count(mark) == 2 && text.starts_with(mark) && text.ends_with(mark));
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
        check("Temporary failure. [mail.bottega.test:2026-11-21 10:00:00]", "Temporary failure. [mail.bottega.test:2026-11-21 10:00:00]");
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
