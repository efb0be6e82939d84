//! Delivery failures written for people: the layouts of Postfix, Exim, qmail (QSBMF), Sendmail, Exchange and Gmail.
//!
//! They differ in words and agree in shape: a recipient on a line of its own, or before a colon, then what happened to
//! it, then the message that comes back. Must never read that message.

use super::draft::{Action, Draft, MAX_DIAGNOSTIC_BYTES};
use super::{MAX_BOUNCE_RECIPIENTS, host, rows, said};

/// The most that is read of a text that lists no recipients, in bytes.
const MAX_WHOLE_BYTES: usize = 8 * 1024;
/// Where the message that comes back begins, in lower case.
const RETURNED: [&str; 12] = [
    "--- below this line is a copy",
    "------ this is a copy of",
    "----- original message",
    "----- message header follows",
    "--- message header follows",
    "----- unsent message",
    "original message headers:",
    "intestazioni originali",
    "intestazioni del messaggio originale",
    "message headers follow",
    "il messaggio originale è incluso",
    "received: from ",
];
/// Words by which a text says that it still tries, in lower case.
const STILL_TRYING: [&str; 6] = [
    "has not yet been delivered",
    "delivery attempts will continue",
    "will be retried",
    "delivery incomplete",
    "continueranno i tentativi",
    "non è necessario inviare di nuovo",
];

/// Words about the sender's address, in lower case.
const ABOUT_SENDER: [&str; 4] = ["sender address", "sender rejected", " mail from", "indirizzo del mittente"];

/// The recipients of a text; none when it holds nothing that a mail server said.
pub(super) fn read(text: &str) -> Vec<Draft> {
    let mut reader = Reader::default();
    for line in text.lines() {
        let line = said::unquoted(line);
        if reader.has_begun() && is_returned(line) {
            break;
        }
        reader.line(line);
    }
    reader.finish()
}

#[derive(Default)]
struct Reader {
    drafts: Vec<Draft>,
    /// Everything before the returned message, for a text that lists no recipients.
    whole: String,
    reporting_mta: Option<String>,
    is_after_blank: bool,
}

impl Reader {
    fn has_begun(&self) -> bool {
        !self.drafts.is_empty() || !self.whole.trim().is_empty()
    }

    fn line(&mut self, line: &str) {
        let is_after_blank = std::mem::replace(&mut self.is_after_blank, line.trim().is_empty());
        self.reporting_mta = self.reporting_mta.take().or_else(|| host::reporting(line));
        append(&mut self.whole, line, MAX_WHOLE_BYTES);
        let current = self.drafts.last().and_then(|draft| draft.recipient.as_deref());
        match recipient_of(line) {
            // Postfix repeats the address at the beginning of a wrapped line.
            Some((address, rest)) if rest.is_empty() || is_after_blank || (!line.starts_with([' ', '\t']) && current != Some(address)) => {
                let mut draft = Draft { recipient: Some(address.to_owned()), ..Draft::default() };
                append(&mut draft.diagnostic, rest, MAX_DIAGNOSTIC_BYTES);
                self.drafts.push(draft);
            }
            _ => {
                if let Some(draft) = self.drafts.last_mut() {
                    append(&mut draft.diagnostic, line, MAX_DIAGNOSTIC_BYTES);
                }
            }
        }
    }

    fn finish(self) -> Vec<Draft> {
        let mut drafts = merged(self.drafts);
        if !drafts.iter().any(|draft| is_telling(&draft.diagnostic)) {
            if !is_telling(&self.whole) {
                return Vec::new();
            }
            let recipient = drafts.into_iter().find_map(|draft| draft.recipient).or_else(|| named(&self.whole));
            drafts = vec![Draft { recipient, diagnostic: self.whole.clone(), ..Draft::default() }];
        }
        let whole = self.whole.to_lowercase();
        let action = STILL_TRYING.iter().any(|words| whole.contains(words)).then_some(Action::Delayed);
        for draft in &mut drafts {
            draft.action = action;
            // Exchange says of itself, too, that it "returned" something.
            if let Some((host, address)) = host::remote(&draft.diagnostic).filter(|(host, _)| Some(host) != self.reporting_mta.as_ref()) {
                draft.remote_mta = Some(host);
                draft.remote_address = address;
            }
            draft.reporting_mta.clone_from(&self.reporting_mta);
        }
        drafts
    }
}

/// Keeps a line, up to a limit; of empty lines only those that part paragraphs.
fn append(text: &mut String, line: &str, limit_bytes: usize) {
    let line = line.trim();
    let is_wanted = !line.is_empty() || !(text.is_empty() || text.ends_with("\n\n"));
    if is_wanted && text.len() + line.len() < limit_bytes {
        text.push_str(line);
        text.push('\n');
    }
}

/// Exchange names a recipient twice, first with words for people; others list several before one reply.
fn merged(drafts: Vec<Draft>) -> Vec<Draft> {
    let mut merged: Vec<Draft> = Vec::new();
    for draft in drafts {
        if let Some(earlier) = merged.iter_mut().find(|other| other.recipient == draft.recipient) {
            if said::find(&earlier.diagnostic).is_none() {
                earlier.diagnostic = draft.diagnostic;
            }
        } else if merged.len() <= MAX_BOUNCE_RECIPIENTS {
            // One more than are read, so that it shows that there are more.
            merged.push(draft);
        }
    }
    let mut following = String::new();
    for draft in merged.iter_mut().rev() {
        if draft.diagnostic.is_empty() {
            draft.diagnostic.clone_from(&following);
        } else {
            following.clone_from(&draft.diagnostic);
        }
    }
    merged
}

/// Whether a server's words are in it.
fn is_telling(text: &str) -> bool {
    said::find(text).is_some() || rows::knows(text)
}

fn is_returned(line: &str) -> bool {
    let head: String = line.trim_start().chars().take(48).collect::<String>().to_lowercase();
    RETURNED.iter().any(|mark| head.starts_with(mark))
}

/// The recipient that a line opens with, and what it says of it.
fn recipient_of(line: &str) -> Option<(&str, &str)> {
    let line = line.trim();
    // Outlook: `Anna Rossi (anna@bottega.example)<mailto:anna@bottega.example>`.
    if let Some((_, link)) = line.split_once("<mailto:") {
        return link.strip_suffix('>').filter(|address| is_address(address)).map(|address| (address, ""));
    }
    if let Some(inside) = line.strip_prefix('<') {
        let (address, rest) = inside.split_once('>')?;
        let rest = rest.trim_start();
        let rest = match rest.strip_prefix('(') {
            Some(remark) => remark.split_once(')')?.1.trim_start(),
            None => rest,
        };
        let rest = if rest.is_empty() { "" } else { rest.strip_prefix(':')? };
        return is_address(address).then_some((address, rest.trim()));
    }
    let (word, rest) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
    let address = word.trim_end_matches(':');
    (is_address(address) && (rest.is_empty() || word.ends_with(':'))).then_some((address, rest.trim()))
}

/// The first address of a text that lists none.
fn named(text: &str) -> Option<String> {
    // What is refused there is the sender, and so is the address.
    let lower = text.to_lowercase();
    if ABOUT_SENDER.iter().any(|words| lower.contains(words)) {
        return None;
    }
    let words =
        text.split(|character: char| character.is_whitespace() || matches!(character, '<' | '>' | '(' | ')' | '"' | '\'' | ',' | ';'));
    let bare = |word: &'_ str| word.trim_end_matches(['.', ':']).trim_start_matches("mailto:").to_owned();
    words.map(bare).find(|word| is_address(word) && !word.to_ascii_lowercase().starts_with("mailer-daemon@"))
}

/// Whether a word is an address and nothing more (RFC 5321 §4.1.2, without quoted local parts).
fn is_address(word: &str) -> bool {
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
