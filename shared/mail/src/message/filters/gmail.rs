//! The notice that Gmail shows above a message in the junk folder, where it was copied with the
//! message. Gmail writes no filter's result into the header.
//!
//! The English sentences are those of Google's help page "Why messages were marked as spam" and
//! of the notices themselves, the Italian ones those of its Italian edition. Must never find a
//! notice in a text that only quotes one of its words: the whole phrase counts, and it must stand
//! near the beginning.

use terms::ServerText;

use super::{Filter, FilterStatement, FilterVerdict, statement};
use crate::message::model::Trust;
use crate::plain::Plain;

/// How much of a text is searched, in bytes.
const MAX_SEARCHED_BYTES: usize = 8 * 1024;
/// How much of the notice is kept, in bytes.
const MAX_KEPT_BYTES: usize = 240;

/// How a notice begins, and what it means if this is all that is known. Without one of these, its
/// words are only words.
const BEGINNINGS: [(&str, Option<FilterVerdict>); 6] = [
    ("why is this message in spam", None),
    ("why is this in spam", None),
    ("be careful with this message", None),
    ("this message seems dangerous", Some(FilterVerdict::Phishing)),
    ("perche questo messaggio si trova in spam", None),
    ("presta attenzione a questo messaggio", None),
];
/// The phrases of the notices, and what they mean. The first that fits counts.
const PHRASES: [(&str, FilterVerdict); 19] = [
    ("you previously marked", FilterVerdict::BlockedByRecipient),
    ("you reported this message as spam", FilterVerdict::BlockedByRecipient),
    ("you clicked*report spam", FilterVerdict::BlockedByRecipient),
    ("you blocked", FilterVerdict::BlockedByRecipient),
    ("hai segnalato*come spam", FilterVerdict::BlockedByRecipient),
    ("hai contrassegnato*come spam", FilterVerdict::BlockedByRecipient),
    ("hai bloccato", FilterVerdict::BlockedByRecipient),
    ("could not verify that it actually came from", FilterVerdict::Spoofed),
    ("couldn't verify that this message was really sent by", FilterVerdict::Spoofed),
    ("required tests for authentication", FilterVerdict::Spoofed),
    ("non ha potuto verificare", FilterVerdict::Spoofed),
    ("steal people's personal information", FilterVerdict::Phishing),
    ("steal personal information", FilterVerdict::Phishing),
    ("rubare informazioni personali", FilterVerdict::Phishing),
    ("sottrarre informazioni personali", FilterVerdict::Phishing),
    ("may contain a virus", FilterVerdict::Malware),
    ("suspicious link", FilterVerdict::Phishing),
    ("similar*spam", FilterVerdict::Junk),
    ("spam", FilterVerdict::Junk),
];

/// The notice in a text.
pub(crate) fn banner(text: &str) -> Option<FilterStatement> {
    let mut end = text.len().min(MAX_SEARCHED_BYTES);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let lines: Vec<&str> = text.get(..end)?.lines().collect();
    for (position, line) in lines.iter().enumerate() {
        let plain = Plain::new(&line.replace(['é', 'è'], "e"));
        let begins =
            |(beginning, _): &&(&str, _)| plain.as_str().trim_start().starts_with(beginning);
        let Some((beginning, meaning)) = BEGINNINGS.iter().find(begins) else { continue };
        // The reason stands in the same line, or in the one that follows.
        let notice: Vec<&str> =
            lines.iter().skip(position).take(2).map(|line| line.trim()).collect();
        let notice = notice.join(" ");
        let plain = Plain::new(&notice.replace(['é', 'è'], "e"));
        let reason = Plain::new(plain.as_str().trim_start().get(beginning.len()..)?);
        let said = PHRASES.iter().find(|(phrase, _)| reason.contains(phrase));
        let verdict = said.map(|(_, verdict)| *verdict).or(*meaning)?;
        let mut end = notice.len().min(MAX_KEPT_BYTES);
        while !notice.is_char_boundary(end) {
            end -= 1;
        }
        return Some(FilterStatement {
            tests: vec![ServerText::new(notice.get(..end).unwrap_or_default())],
            // The page of the mailbox shows it, so no sender can have written it into the header;
            // but the text may be a copy.
            ..statement(Filter::Gmail, verdict, Trust::Named)
        });
    }
    None
}
