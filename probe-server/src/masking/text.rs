//! A text in all its forms without the names. Must never replace a name that is short or names a
//! function where it stands alone.

use aho_corasick::{AhoCorasick, MatchKind};
use mail::Mailbox;

use super::names::{Alone, Masks};
use super::{encoded, find};

/// A shorter name is not looked for outside of an address: it would be found in other words.
const MIN_ALONE_CHARS: usize = 3;
/// Names of functions (RFC 2142): they identify no person, and are words of a text as well.
const FUNCTIONS: [&str; 16] = [
    "info",
    "marketing",
    "sales",
    "support",
    "abuse",
    "noc",
    "security",
    "postmaster",
    "hostmaster",
    "usenet",
    "news",
    "webmaster",
    "www",
    "uucp",
    "ftp",
    "mailer-daemon",
];

impl Masks {
    /// The masks for the names of these mailboxes, and of every address in these texts.
    pub fn new<'a>(
        mailboxes: impl IntoIterator<Item = &'a Mailbox>,
        texts: impl IntoIterator<Item = &'a str>,
    ) -> Self {
        let mut masks = Self::default();
        let mut domains: Vec<String> = Vec::new();
        for mailbox in mailboxes {
            masks.number(mailbox.local_part());
            domains.push(mailbox.domain().as_str().to_owned());
        }
        for text in texts {
            // Numbers each name that is found; the text itself is masked later.
            let _ = masks.text(text);
        }
        domains.sort_unstable();
        domains.dedup();
        let is_sought = |name: &&String| {
            name.chars().count() >= MIN_ALONE_CHARS && !FUNCTIONS.contains(&name.as_str())
        };
        let names: Vec<String> = masks.names().filter(is_sought).cloned().collect();
        let matcher = AhoCorasick::builder()
            .ascii_case_insensitive(true)
            .match_kind(MatchKind::LeftmostLongest)
            .build(&names)
            .ok();
        masks.set_alone(matcher.map(|matcher| Alone { matcher, names, domains }));
        masks
    }

    /// The text without the names: in addresses, alone, and in the encodings of mail.
    #[must_use]
    pub fn text(&mut self, text: &str) -> String {
        self.each_form(text, true)
    }

    /// The text without the names of its addresses; names that stand alone are kept.
    #[must_use]
    pub fn addresses(&mut self, text: &str) -> String {
        self.each_form(text, false)
    }

    /// Escapes come first: a soft line break cuts a name in two.
    fn each_form(&mut self, text: &str, is_alone_too: bool) -> String {
        let joined = encoded::escapes(self, text, is_alone_too);
        let plain = find::replace(self, &joined, is_alone_too);
        encoded::base64(self, &plain, is_alone_too)
    }

    /// The mailbox under its masked name.
    #[must_use]
    pub fn mailbox(&mut self, mailbox: &Mailbox) -> Mailbox {
        let masked = format!("{}@{}", self.mask(mailbox.local_part()), mailbox.domain());
        // The mask is shorter than the longest name, so this address is valid as well, except at a
        // domain of almost the greatest length. Then the name is one letter.
        let shortest = || Mailbox::parse(&format!("x@{}", mailbox.domain()));
        Mailbox::parse(&masked)
            .or_else(|_| shortest())
            .map_or_else(|_| mailbox.clone(), |read| read.value)
    }
}
