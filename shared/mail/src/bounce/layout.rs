//! Reads delivery failures written for people, in the forms of common mail systems.
//!
//! Their wording differs but the form is the same: a recipient on a line of its own or before a
//! colon, then what happened, then the returned message. Must never read that message for a reason.

mod contact;
mod opening;
mod returned;
mod shared_block;

use self::opening::{Opening, is_address, opening, origin};
use super::draft::{Action, Draft, MAX_DIAGNOSTIC_BYTES};
use super::{MAX_BOUNCE_RECIPIENTS, found_reply, host, rows};

/// How much of a text without a list of recipients is read, in bytes.
const MAX_WHOLE_BYTES: usize = 8 * 1024;
/// How often the text read so far is tested for known words: each test compares it with every row.
const MAX_LOOKS: usize = 24;
/// How many lines with text after an address at their start are examined.
const MAX_LOOSE: usize = 500;
/// Phrases that say that delivery is still retried, in lower case.
const STILL_TRYING: [&str; 21] = [
    "has not yet been delivered",
    "delivery attempts will continue",
    "will be retried",
    "will retry",
    "delivery incomplete",
    "will keep trying",
    "will continue to be attempted",
    "continue trying to deliver",
    "this is only a temporary failure report",
    "this is a warning message only",
    "warning message only",
    "do not need to resend",
    "do not need to re-send",
    "has been delayed",
    "delivery is delayed",
    "transient non-fatal error",
    "continueranno i tentativi",
    "verrà ritentat",
    "nuovi tentativi",
    "è in ritardo",
    "non è necessario inviare di nuovo",
];
/// Phrases that say that delivery was given up, in lower case.
const GIVEN_UP: [&str; 11] = [
    "will not be retried",
    "giving up",
    "given up",
    "failed permanently",
    "permanent error",
    "permanent failure",
    "permanent fatal error",
    "will not continue trying",
    "retry timeout exceeded",
    "could not be delivered for",
    "no further delivery attempts",
];
/// Phrases of a mail system that say that a message was not delivered, in lower case.
const FAILURES: [&str; 28] = [
    "dns error: dns type",
    "could not be delivered",
    "couldn't be delivered",
    "cannot be delivered",
    "can't be delivered",
    "was not delivered",
    "wasn't delivered",
    "not been delivered",
    "undeliverable",
    "undelivered",
    "delivery to the following recipient",
    "delivery has failed",
    "delivery failed",
    "delivery failure",
    "failed permanently",
    "unable to deliver",
    "not able to deliver",
    "wasn't able to deliver",
    "failed to deliver",
    "could not deliver",
    "did not reach",
    "returned to sender",
    "non è stato recapitato",
    "non è stato consegnato",
    "non recapitabile",
    "impossibile recapitare",
    "impossibile consegnare",
    "recapito non riuscito",
];
/// Phrases about the sender's address, in lower case.
const ABOUT_SENDER: [&str; 8] = [
    "sender address",
    "sender rejected",
    " mail from",
    "indirizzo del mittente",
    "verification failed for <",
    "sender verify failed",
    "sender verification",
    "sender callout",
];
/// Header lines of a letter, in lower case: the addresses in them are not the failed recipient.
const HEADS: [&str; 12] = [
    "from:",
    "to:",
    "cc:",
    "sender:",
    "reply-to:",
    "return-path:",
    "delivered-to:",
    "da:",
    "a:",
    "mittente:",
    "account:",
    "mail from:",
];

/// The recipients in a text; none when it has nothing that a mail server said.
pub(super) fn read(text: &str) -> Vec<Draft> {
    let mut reader = Reader::default();
    let mut lines = text.lines().map(found_reply::unquoted).peekable();
    while let Some(line) = lines.next() {
        if line.trim().is_empty() {
            reader.blank();
            continue;
        }
        let is_after_blank = reader.is_after_blank;
        let is_strong = returned::is_strong(line);
        let is_head =
            is_after_blank && lines.peek().is_some_and(|next| returned::are_weak(line, next));
        if is_strong || is_head || returned::is_mark(line) {
            if reader.has_told() {
                reader.original_sender = returned::sender(std::iter::once(line).chain(lines));
                break;
            }
            // This is the header of the failure message itself, or of a letter that forwards it.
            if is_strong {
                while lines
                    .next_if(|next| next.starts_with([' ', '\t']) && !next.trim().is_empty())
                    .is_some()
                {}
                continue;
            }
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
    original_sender: Option<String>,
    /// The line above, if no empty line is between.
    line_before: String,
    is_after_blank: bool,
    /// How often `has_told` has tested the text.
    looks: usize,
    /// How many lines had text after an address at their start.
    loose: usize,
}

impl Reader {
    /// Whether something that a mail server said was found, so that a header can only belong to the
    /// returned message. Also true when the tests are used up.
    fn has_told(&mut self) -> bool {
        if self.drafts.iter().any(|draft| !draft.diagnostic.trim().is_empty()) {
            return true;
        }
        self.looks += 1;
        self.looks > MAX_LOOKS || is_telling(&self.whole)
    }

    fn blank(&mut self) {
        self.is_after_blank = true;
        append(&mut self.whole, "", MAX_WHOLE_BYTES);
        if let Some(draft) = self.drafts.last_mut() {
            append(&mut draft.diagnostic, "", MAX_DIAGNOSTIC_BYTES);
        }
    }

    fn line(&mut self, line: &str) {
        let is_after_blank = std::mem::take(&mut self.is_after_blank);
        self.reporting_mta = self.reporting_mta.take().or_else(|| host::reporting(line));
        append(&mut self.whole, line, MAX_WHOLE_BYTES);
        if let Some(origin) = origin(line) {
            self.came_from(origin, line.trim_start().starts_with('('));
            return;
        }
        // After "…, contact" an address on the next line continues the sentence.
        let is_contact =
            !is_after_blank && line.contains('@') && contact::goes_on(&self.line_before);
        let found = opening(line)
            .filter(|found| !is_contact && self.is_placed(line, found, is_after_blank));
        line.clone_into(&mut self.line_before);
        match found {
            Some(found) => {
                let expanded_from = found.expanded_from.map(str::to_owned);
                let mut draft = Draft {
                    recipient: Some(found.recipient.to_owned()),
                    expanded_from,
                    ..Draft::default()
                };
                append(&mut draft.diagnostic, found.rest, MAX_DIAGNOSTIC_BYTES);
                self.drafts.push(draft);
            }
            None => {
                if let Some(draft) = self.drafts.last_mut() {
                    append(&mut draft.diagnostic, line, MAX_DIAGNOSTIC_BYTES);
                }
            }
        }
    }

    /// Whether a recipient starts here: Postfix repeats the address at the start of a wrapped line,
    /// and a reply can name the sender's address.
    fn is_placed(&mut self, line: &str, found: &Opening<'_>, is_after_blank: bool) -> bool {
        let current = self.drafts.last().and_then(|draft| draft.recipient.as_deref());
        let is_free = is_after_blank
            || current.is_none()
            || (!line.starts_with([' ', '\t']) && current != Some(found.recipient));
        if !found.is_loose {
            return is_free || found.rest.is_empty();
        }
        self.loose += 1;
        let is_told = found_reply::find(found.rest).is_some_and(|reply| reply.code.is_some());
        self.loose <= MAX_LOOSE
            && is_free
            && (is_told || ((is_after_blank || current.is_none()) && rows::knows(found.rest)))
    }

    /// Reads "(generated from info@bottega.example)" below a recipient; without brackets it is
    /// below a program or a file, and is the recipient itself.
    fn came_from(&mut self, origin: &str, is_remark: bool) {
        match self.drafts.last_mut().filter(|_| is_remark) {
            Some(draft) => draft.expanded_from = Some(origin.to_owned()),
            None => {
                self.drafts.push(Draft { recipient: Some(origin.to_owned()), ..Draft::default() })
            }
        }
    }

    fn finish(self) -> Vec<Draft> {
        let mut drafts = merged(self.drafts);
        if drafts.is_empty() {
            drafts = shared_block::named_in_replies(&self.whole);
        }
        let whole = self.whole.to_lowercase();
        let says = |words: &[&str]| words.iter().any(|words| whole.contains(words));
        let mut is_listed = true;
        if !drafts.iter().any(|draft| is_telling(&draft.diagnostic)) {
            let has_told = is_telling(&self.whole);
            // A failure in unknown words is still a failure.
            if !has_told && !says(&FAILURES) {
                return Vec::new();
            }
            // The reason comes before the recipients, or no recipient is listed.
            if !has_told && !drafts.is_empty() {
                // Only the recipients are known.
            } else if drafts.len() > 1 {
                drafts
                    .iter_mut()
                    .for_each(|draft| draft.diagnostic = head_of(&self.whole).to_owned());
            } else {
                is_listed = !drafts.is_empty();
                let listed = drafts.into_iter().next();
                let recipient = listed
                    .as_ref()
                    .and_then(|draft| draft.recipient.clone())
                    .or_else(|| named(&self.whole));
                drafts = vec![Draft {
                    recipient,
                    diagnostic: self.whole.clone(),
                    ..listed.unwrap_or_default()
                }];
            }
        }
        let action = if says(&STILL_TRYING) {
            Some(Action::Delayed)
        } else {
            says(&GIVEN_UP).then_some(Action::Failed)
        };
        let is_told = is_listed || says(&FAILURES);
        for draft in &mut drafts {
            draft.action = action;
            draft.is_told = is_told;
            // Exchange also says of itself that it "returned" something.
            if let Some((host, address)) = host::remote(&draft.diagnostic)
                .filter(|(host, _)| Some(host) != self.reporting_mta.as_ref())
            {
                draft.remote_mta = Some(host);
                draft.remote_address = address;
            }
            draft.reporting_mta.clone_from(&self.reporting_mta);
            draft.original_sender.clone_from(&self.original_sender);
        }
        drafts
    }
}

/// The part of a text that fits the limit for one recipient.
fn head_of(text: &str) -> &str {
    super::head(text, MAX_DIAGNOSTIC_BYTES)
}

/// Appends a line, up to a limit; of several empty lines only one is kept.
fn append(text: &mut String, line: &str, limit_bytes: usize) {
    let line = line.trim();
    let is_wanted = !line.is_empty() || !(text.is_empty() || text.ends_with("\n\n"));
    let room = limit_bytes.saturating_sub(text.len() + 1);
    if is_wanted && room > 0 {
        text.push_str(super::head(line, room));
        text.push('\n');
    }
}

/// Merges repeated recipients: Exchange names one twice, first with words for people. Other systems
/// list several before one reply.
fn merged(drafts: Vec<Draft>) -> Vec<Draft> {
    let mut merged: Vec<Draft> = Vec::new();
    for draft in drafts {
        let is_same = |other: &&mut Draft| match (&other.recipient, &draft.recipient) {
            (Some(earlier), Some(later)) => earlier.eq_ignore_ascii_case(later),
            (earlier, later) => earlier == later,
        };
        if let Some(earlier) = merged.iter_mut().find(is_same) {
            if !draft.diagnostic.is_empty() && found_reply::find(&earlier.diagnostic).is_none() {
                earlier.diagnostic = draft.diagnostic;
            }
            earlier.expanded_from = earlier.expanded_from.take().or(draft.expanded_from);
        } else if merged.len() <= MAX_BOUNCE_RECIPIENTS {
            // One more than the limit is kept, to show that there are more.
            merged.push(draft);
        }
    }
    shared_block::shared(&mut merged);
    merged
}

/// Whether the text contains the words of a server.
pub(super) fn is_telling(text: &str) -> bool {
    found_reply::find(text).is_some() || rows::knows(text)
}

/// The recipient in a text that lists none: the first address where replies have one, else the
/// first that is neither a contact nor the sender.
fn named(text: &str) -> Option<String> {
    // The refusal is about the sender, so its address is not a recipient.
    let lower = text.to_lowercase();
    if ABOUT_SENDER.iter().any(|words| lower.contains(words)) {
        return None;
    }
    let is_head = |line: &str| {
        let line = line.trim_start().to_lowercase();
        HEADS.iter().any(|head| line.starts_with(head))
    };
    let mut before = String::new();
    let mut found = None;
    for line in text.lines().filter(|line| !is_head(line)) {
        let mut rest = line;
        while let Some(at) = rest.find('@') {
            let begin =
                rest.get(..at).unwrap_or_default().rfind(parts_words).map_or(0, |begin| begin + 1);
            let begin = rest.ceil_char_boundary(begin);
            let word = rest.get(begin..).unwrap_or_default();
            let end = word.find(parts_words).unwrap_or(word.len());
            let (word, after) = word.split_at(end);
            before.push_str(rest.get(..begin).unwrap_or_default());
            let address = word.trim_end_matches(['.', ':']);
            let is_linked = address.starts_with("mailto:");
            let is_contact = is_linked
                || is_daemon(address)
                || contact::is_announced(&before)
                || (!word.ends_with('.') && contact::is_followed(after));
            if is_address(address) && !is_contact {
                // `<anna@bottega.example>:` directly after a code takes precedence over an address
                // in prose.
                if before.ends_with('<') {
                    return Some(address.to_owned());
                }
                found.get_or_insert_with(|| address.to_owned());
            }
            before.push_str(word);
            rest = after;
        }
        before.push_str(rest);
        before.push('\n');
    }
    found
}

/// Characters that can surround an address.
fn parts_words(character: char) -> bool {
    character.is_whitespace() || matches!(character, '<' | '>' | '(' | ')' | '"' | '\'' | ',' | ';')
}

/// Addresses of mail systems and help desks, which are not recipients in prose.
fn is_daemon(address: &str) -> bool {
    const OWN: [&str; 12] = [
        "mailer-daemon@",
        "postmaster@",
        "noreply@",
        "no-reply@",
        "abuse@",
        "hostmaster@",
        "mailmaster@",
        "helpdesk@",
        "support@",
        "postmaster-",
        "spamreport@",
        "delist@",
    ];
    let address = address.to_ascii_lowercase();
    OWN.iter().any(|own| address.starts_with(own))
}
