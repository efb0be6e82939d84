//! Recognises contact addresses, to which a text tells its reader to write, and addresses of the
//! sender.
//!
//! Refusals contain postmasters, abuse desks and help pages, with or without the recipient. Must
//! never decide about an address in a form that is used only for recipients, unless the line before
//! it asks to write to an address.

/// Phrases before a contact address, in lower case.
const CONTACTS: [&str; 64] = [
    "contact",
    "write to",
    "writing to",
    "e-mail to",
    "email to",
    "please email",
    "please e-mail",
    "please mail",
    "or email",
    "or e-mail",
    "or mail ",
    "email us",
    "e-mail us",
    "mail us",
    "mailto:",
    "mail to our",
    "send mail to",
    "send an email",
    "send an e-mail",
    "send a message to",
    "send a mail",
    "send details",
    "send the",
    "forward this",
    "forward the",
    "report",
    "complain",
    "appeal",
    "clarify",
    "in error",
    "by mistake",
    "if you feel",
    "if you believe",
    "if you think",
    "for help",
    "for assistance",
    "for further",
    "for more information",
    "for details",
    "for support",
    "questions",
    "problems",
    "unblock",
    "delist",
    "removal",
    "whitelist",
    "to be removed",
    "get in touch",
    "reach us",
    "reach our",
    "ask ",
    "helpdesk",
    "help desk",
    "support team",
    "administrator",
    "see http",
    "please try",
    "try <",
    "contatt",
    "scriv",
    "segnal",
    "assistenza",
    "rivolg",
    "amministratore",
];
/// Phrases before the sender's address, in lower case.
const SENDERS: [&str; 14] = [
    "verification failed for",
    "verify failed for",
    "could not verify",
    "couldn't verify",
    "unable to verify",
    "sender",
    "mail from",
    "message from",
    "messages from",
    "email from",
    "return path",
    "return-path",
    "callout",
    "mittente",
];
/// Words directly before an address that mark it as a recipient, whatever precedes them.
const RECIPIENTS: [&str; 14] = [
    "recipient",
    "rcpt to:",
    "deliver to",
    "delivered to",
    "delivery to",
    "addressed to",
    "mailbox",
    "user",
    "destinatario",
    "consegnato a",
    "recapitato a",
    "casella",
    "utente",
    "reach",
];
/// Phrases after a contact address, in lower case.
const PURPOSES: [&str; 18] = [
    "for removal",
    "for delisting",
    "for help",
    "for assistance",
    "for more",
    "for further",
    "for details",
    "for support",
    "if you",
    "to clarify",
    "to request",
    "to report",
    "to unblock",
    "to be removed",
    "to be unblocked",
    "per assistenza",
    "per informazioni",
    "per chiarimenti",
];
/// How much text before an address is examined, in bytes.
const MAX_BEFORE_BYTES: usize = 120;

/// Whether an address after `before` is a contact or the sender.
pub(super) fn is_announced(before: &str) -> bool {
    let sentence = sentence(before);
    let is_recipient =
        RECIPIENTS.iter().any(|words| sentence.trim_end_matches(MARKS).ends_with(words));
    !is_recipient && CONTACTS.iter().chain(&SENDERS).any(|words| sentence.contains(words))
}

/// Whether the text after an address says for what to write to it.
pub(super) fn is_followed(after: &str) -> bool {
    let next: String = after
        .trim_start_matches(['>', ')', ' ', ',', '"'])
        .chars()
        .take(20)
        .collect::<String>()
        .to_lowercase();
    PURPOSES.iter().any(|words| next.starts_with(words))
}

/// Whether the sentence of this line continues with a contact address on the next line.
pub(super) fn goes_on(line: &str) -> bool {
    let is_over = line.trim_end().ends_with(['.', '!', '?', ']']);
    !is_over
        && CONTACTS.iter().any(|words| sentence(line).contains(words))
        && !names_recipients(line)
}

fn names_recipients(line: &str) -> bool {
    let lower = line.to_lowercase();
    [
        "recipient",
        "addressee",
        "destinatar",
        "deliver",
        "recapit",
        "consegn",
        "following address",
        "seguent",
    ]
    .iter()
    .any(|words| lower.contains(words))
}

/// Characters between the phrase and the address.
const MARKS: [char; 8] = [' ', ':', '<', '(', '[', '"', '\'', '\n'];

/// The unfinished sentence at the end of the text, in lower case.
fn sentence(before: &str) -> String {
    let from = before.floor_char_boundary(before.len().saturating_sub(MAX_BEFORE_BYTES));
    let tail = before.get(from..).unwrap_or_default().to_lowercase();
    // An empty line also ends the previous sentence.
    let begin = [". ", ".\n", "! ", "? ", "\n\n"]
        .iter()
        .filter_map(|end| tail.rfind(end).map(|at| at + end.len()))
        .max()
        .unwrap_or(0);
    tail.get(begin..).unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(before: &str, expected: bool) {
        assert_eq!(is_announced(before), expected, "{before:?}");
    }

    #[test]
    fn whom_to_write_to_is_no_recipient() {
        check("554 A problem occurred. (Ask your postmaster for help or to contact ", true);
        check("550 5.7.1 rejected. If you feel this is in error write to ", true);
        check("550 blocked, see mailto:", true);
        check("550-Verification failed for <", true);
        check("551 User not local; please try <", true);
        check("550 respinto: per assistenza ", true);
        check("550 Sender rejected: ", true);
    }

    #[test]
    fn recipients_are_announced_otherwise() {
        check("550 5.1.1 <", false);
        check("We contacted the server. It could not deliver to ", false);
        check("Contact the administrator. Recipient ", false);
        check("please contact the recipient ", false);
        check("casella ", false);
    }
}
