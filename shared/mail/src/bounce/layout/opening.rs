//! Recognises the line that names a recipient, in the forms of common mail systems.
//!
//! Returns also what the line says about the recipient. Must never take the sender, or an address
//! in an unknown sentence, for a recipient.

use super::contact;

/// A recipient, and the rest of its line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Opening<'a> {
    /// The address.
    pub(super) recipient: &'a str,
    /// The alias that expanded to the recipient, if the line names it.
    pub(super) expanded_from: Option<&'a str>,
    /// The text about the recipient.
    pub(super) rest: &'a str,
    /// Whether it counts only if the rest contains the words of a server: a line that only starts
    /// with an address may belong to a sentence.
    pub(super) is_loose: bool,
}

/// Phrases before a recipient at the end of a line, in lower case; the line says nothing else.
const LABELS: [&str; 29] = [
    "recipient",
    "recipient address",
    "recipient's address",
    "original address",
    "failed recipient",
    "failed address",
    "addressed to",
    "destinatario",
    "indirizzo del destinatario",
    "unable to deliver message to",
    "unable to deliver mail to",
    "unable to deliver to",
    "could not deliver message to",
    "could not deliver mail to",
    "could not be delivered to",
    "failed to deliver to",
    "failed to deliver message to",
    "error delivering your mail to",
    "able to deliver your mail to",
    "able to deliver your message to",
    "undeliverable to",
    "undelivered to",
    "not delivered to",
    "was not delivered to",
    "wasn't delivered to",
    "did not reach",
    "non è stato recapitato a",
    "non è stato consegnato a",
    "impossibile consegnare il messaggio a",
];
/// Phrases before a recipient that are themselves the reason (Ipswitch IMail).
const REASONS: [&str; 7] = [
    "unknown user",
    "unknown host",
    "user mailbox exceeds allowed size",
    "invalid final delivery userid",
    "invalid user",
    "mailbox full",
    "no such user",
];

/// The recipient that a line names, and what the line says about it.
pub(super) fn opening(line: &str) -> Option<Opening<'_>> {
    let line = line.trim();
    if !line.contains('@') {
        return None;
    }
    linked(line)
        .or_else(|| bracketed(line))
        .or_else(|| quoted(line))
        .or_else(|| bare(line))
        .or_else(|| named(line))
        .or_else(|| labelled(line))
        .or_else(|| recorded(line))
}

/// The Outlook form `Anna Rossi (anna@bottega.example)<mailto:anna@bottega.example>`.
fn linked(line: &str) -> Option<Opening<'_>> {
    let (before, link) = line.split_once("<mailto:")?;
    if contact::is_announced(before) {
        return None;
    }
    let (address, rest) = link.split_once('>')?;
    let is_end = rest.trim().is_empty() || rest.trim() == ")";
    (is_end && is_address(address)).then_some(Opening { recipient: address, ..Opening::default() })
}

/// The form `<anna@bottega.example>`, followed by nothing, a colon, or text.
fn bracketed(line: &str) -> Option<Opening<'_>> {
    let (address, rest) = line.strip_prefix('<')?.split_once('>')?;
    if !is_address(address) {
        return None;
    }
    let rest = rest.trim_start();
    // Postfix writes `(expanded from <info@bottega.example>):`.
    let (expanded_from, rest) = match rest.strip_prefix('(') {
        Some(remark) => {
            let (remark, rest) = remark.split_once(')')?;
            (origin(remark), rest.trim_start())
        }
        None => (None, rest),
    };
    let found = Opening { recipient: address, expanded_from, ..Opening::default() };
    if rest.is_empty() {
        return Some(found);
    }
    match rest.strip_prefix(':') {
        Some(rest) => Some(Opening { rest: rest.trim(), ..found }),
        // PowerMTA writes `<anna@bottega.example>  delivery failed; will not continue trying`.
        None => Some(Opening { rest, ..found }).filter(|_| rest.starts_with("delivery ")),
    }
}

/// The form `"anna@bottega.example":`, also with single quotes.
fn quoted(line: &str) -> Option<Opening<'_>> {
    let quote = line.chars().next().filter(|first| matches!(first, '"' | '\''))?;
    let (address, rest) = line.get(1..)?.split_once(quote)?;
    let rest = rest.trim();
    let is_end = rest.is_empty() || rest.starts_with(':');
    (is_end && is_address(address)).then_some(Opening {
        recipient: address,
        rest: rest.trim_start_matches(':').trim(),
        ..Opening::default()
    })
}

/// The form `anna@bottega.example`, alone or followed by what happened.
fn bare(line: &str) -> Option<Opening<'_>> {
    let (word, rest) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
    let address = word.trim_end_matches([':', ',', ';']);
    let rest = rest.trim();
    if !is_address(address) {
        return None;
    }
    let found = Opening { recipient: address, ..Opening::default() };
    if rest.is_empty() || word.ends_with(':') {
        return Some(Opening { rest, ..found });
    }
    // The address can be repeated: `>>> anna@bottega.example <anna@bottega.example>`.
    if rest
        .strip_prefix('<')
        .and_then(|rest| rest.strip_suffix('>'))
        .is_some_and(|again| again.eq_ignore_ascii_case(address))
    {
        return Some(found);
    }
    if is_dated(rest) {
        return Some(found);
    }
    // The text can be in brackets: `anna@bottega.example [User unknown]`, `(errore irreversibile)`.
    if rest.starts_with(['[', '(']) && rest.ends_with([']', ')']) {
        let inside = rest.get(1..rest.len() - 1).unwrap_or_default();
        return Some(Opening { rest: inside, ..found });
    }
    Some(Opening { rest, is_loose: true, ..found })
}

/// The Exchange form `'Anna Rossi' (anna@bottega.example)`.
fn named(line: &str) -> Option<Opening<'_>> {
    let (name, address) = line.strip_suffix(')')?.rsplit_once('(')?;
    let is_name =
        name.ends_with(' ') && name.len() <= 80 && !name.contains([':', '.', '?', '!', '<']);
    (is_name && is_address(address) && !contact::is_announced(name))
        .then_some(Opening { recipient: address, ..Opening::default() })
}

/// The form `Recipient: <anna@bottega.example>`, and phrases that end in an address.
fn labelled(line: &str) -> Option<Opening<'_>> {
    let at = line.rfind([' ', ':', '<', '\t'])?;
    let address = line
        .get(at + 1..)?
        .trim_end_matches(['>', ']', '.', '\'', '"', ')', ':'])
        .trim_start_matches(['\'', '"', '(']);
    let address = address.strip_prefix("SMTP:").unwrap_or(address).trim_start_matches("smtp:");
    if !is_address(address) {
        return None;
    }
    let before = line.get(..at)?.trim_end_matches(['<', '[', ' ', ':', '\'', '"', '\t', '(']);
    // The label can include the address type: `Recipient: [SMTP:anna@bottega.example]`.
    let before = before.strip_suffix("[SMTP").unwrap_or(before).trim_end_matches([' ', ':', '\t']);
    let before = before.to_lowercase();
    let is_attempt = before.starts_with("delivery failed ") && before.ends_with(" attempts");
    if is_attempt || REASONS.contains(&before.as_str()) {
        return Some(Opening { recipient: address, rest: line, ..Opening::default() });
    }
    LABELS
        .iter()
        .any(|label| before.ends_with(label))
        .then_some(Opening { recipient: address, ..Opening::default() })
}

/// The Zoho form
/// `[Status: Error, Address: <anna@bottega.example>, ResponseCode 421, , Host not reachable.]`.
fn recorded(line: &str) -> Option<Opening<'_>> {
    let (_, inside) = line.strip_prefix("[Status:")?.split_once("Address: <")?;
    let (address, rest) = inside.split_once('>')?;
    let rest = rest.trim_start_matches([',', ' ']).trim_end_matches(']');
    is_address(address).then_some(Opening { recipient: address, rest, ..Opening::default() })
}

/// The address in `expanded from <info@bottega.example>` or `generated from info@bottega.example`.
pub(super) fn origin(remark: &str) -> Option<&str> {
    let remark = remark.trim().trim_start_matches('(').trim_end_matches([')', '.']);
    let named = ["expanded from", "generated from", "generated by"]
        .iter()
        .find_map(|words| remark.strip_prefix(words))?;
    let address = named.trim_matches([':', ' ', '<', '>']);
    is_address(address).then_some(address)
}

/// Whether the text is a date such as `on 4/29/99 9:19 AM` or `il 21/11/2026 10:00`.
fn is_dated(rest: &str) -> bool {
    let words = ["on ", "il ", "del ", "in data ", "am ", "le ", "el "];
    let lower = rest.to_lowercase();
    words.iter().any(|word| {
        lower
            .strip_prefix(word)
            .is_some_and(|date| date.len() < 60 && date.bytes().any(|byte| byte.is_ascii_digit()))
    })
}

/// Whether a word is exactly one address (RFC 5321 §4.1.2, without quoted local parts).
pub(super) fn is_address(word: &str) -> bool {
    let is_fit = |character: char| {
        !character.is_whitespace()
            && !character.is_control()
            && !matches!(character, '<' | '>' | '(' | ')' | ':' | ';' | ',' | '"' | '[' | ']' | '/')
    };
    let Some((local, domain)) = word.split_once('@') else { return false };
    word.len() <= 320
        && !local.is_empty()
        && domain.contains('.')
        && !domain.contains('@')
        && !domain.starts_with('.')
        && word.chars().all(is_fit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(line: &str, expected: Option<(&str, &str)>) {
        let found =
            opening(line).filter(|found| !found.is_loose || super::super::is_telling(found.rest));
        assert_eq!(found.map(|found| (found.recipient, found.rest)), expected, "{line:?}");
    }

    #[test]
    fn recipients_are_found_where_mail_systems_name_them() {
        check(
            "<ugo@altra.test>: host mx said: 550 no",
            Some(("ugo@altra.test", "host mx said: 550 no")),
        );
        check(
            "<ugo@altra.test> (expanded from <info@altra.test>): no",
            Some(("ugo@altra.test", "no")),
        );
        check("\"ugo@altra.test\":", Some(("ugo@altra.test", "")));
        check("ugo@altra.test", Some(("ugo@altra.test", "")));
        check("ugo@altra.test on Sat, 21 Nov 2026 10:00:00 +0100", Some(("ugo@altra.test", "")));
        check("ugo@altra.test [User unknown]", Some(("ugo@altra.test", "User unknown")));
        check(
            "ugo@altra.test Invalid Address, ERROR_CODE :550",
            Some(("ugo@altra.test", "Invalid Address, ERROR_CODE :550")),
        );
        check("Recipient: [SMTP:ugo@altra.test]", Some(("ugo@altra.test", "")));
        check("    Recipient address: ugo@altra.test", Some(("ugo@altra.test", "")));
        check(
            "Unknown user: ugo@altra.test",
            Some(("ugo@altra.test", "Unknown user: ugo@altra.test")),
        );
        check(
            "Delivery failed 20 attempts: ugo@altra.test",
            Some(("ugo@altra.test", "Delivery failed 20 attempts: ugo@altra.test")),
        );
        check(
            "There was an error delivering your mail to <ugo@altra.test>.",
            Some(("ugo@altra.test", "")),
        );
        check(
            "[Status: Error, Address: <ugo@altra.test>, ResponseCode 421, , x.]",
            Some(("ugo@altra.test", "ResponseCode 421, , x.")),
        );
        check("'Ugo Bianchi' (ugo@altra.test)", Some(("ugo@altra.test", "")));
        check("Failed to deliver to '<ugo@altra.test>'", Some(("ugo@altra.test", "")));
    }

    #[test]
    fn other_addresses_are_no_recipients() {
        for line in [
            "",
            "To: ugo@altra.test",
            "From: Anna <anna@bottega.test>",
            "ugo@altra.test wrote to me yesterday",
            "you can write to ugo@altra.test",
            "<https://altra.test>",
            "message-id <a1@altra.test>",
        ] {
            check(line, None);
        }
    }

    #[test]
    fn an_alias_is_found_in_its_remark() {
        assert_eq!(origin("(generated from info@bottega.test)"), Some("info@bottega.test"));
        assert_eq!(origin("expanded from <info@bottega.test>"), Some("info@bottega.test"));
        assert_eq!(origin("(reason: 550 <info@bottega.test> no)"), None);
    }
}
