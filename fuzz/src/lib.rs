//! Each parser of text from strangers, as a function that reads any bytes and asserts what holds
//! for all of them: no panic, nothing beyond the limits, and what was read is read in the same way
//! again after it was written.
//!
//! `cargo +nightly fuzz run fuzz_bounce` searches without end. `tests/parsers.rs` reads the same
//! number of inputs at every run of the tests; `PROPTEST_CASES` sets another number. Must never
//! judge whether a text was understood.

use std::path::Path;

use authoring::playbooks::{Variables, draft};
use mail::bounce::{MAX_BOUNCE_RECIPIENTS, explain};
use mail::connection::explain_connection;
use mail::list::{self, MAX_MAILBOX_COUNT};
use mail::message::{self, Delay, MAX_HOPS, MAX_STATEMENTS, SLOW_S};
use mail::reading::{read, read_for_mailbox};
use mail::{
    Domain, EnhancedStatus, Mailbox, ReplyLine, SpfRecord, SpfTerms, Subject, dmarc_flaw, is_dmarc,
    is_spf, spf_names,
};
use session::{Command, Event};
use terms::Owner;

/// A parser, and its name.
#[derive(Clone, Copy, Debug)]
pub struct Parser {
    /// The name of its fuzz target.
    pub name: &'static str,
    /// Reads any bytes; panics if something does not hold.
    pub read: fn(&[u8]),
}

/// All parsers.
pub const PARSERS: [Parser; 10] = [
    Parser { name: "address", read: address },
    Parser { name: "bounce", read: bounce },
    Parser { name: "connection_error", read: connection_error },
    Parser { name: "dmarc", read: dmarc },
    Parser { name: "event", read: event },
    Parser { name: "list", read: list },
    Parser { name: "message", read: message },
    Parser { name: "playbook", read: playbook },
    Parser { name: "reply", read: reply },
    Parser { name: "spf", read: spf },
];

/// The main function of a fuzz target.
#[macro_export]
macro_rules! target {
    ($read:ident) => {
        #[cfg(fuzzing)]
        libfuzzer_sys::fuzz_target!(|bytes: &[u8]| $crate::$read(bytes));

        #[cfg(not(fuzzing))]
        fn main() -> std::io::Result<()> {
            let mut bytes = Vec::new();
            std::io::Read::read_to_end(&mut std::io::stdin(), &mut bytes)?;
            $crate::$read(&bytes);
            Ok(())
        }
    };
}

/// Addresses and domains, as a person types them.
pub fn address(bytes: &[u8]) {
    let text = text(bytes);
    if let Ok(read) = Mailbox::parse(&text) {
        let written = read.value.to_string();
        let again = Mailbox::parse(&written).map(|again| again.value);
        assert_eq!(again.as_ref(), Ok(&read.value), "{written:?}");
    }
    if let Ok(domain) = Domain::parse(&text) {
        assert!(domain.as_str().len() <= 253, "{domain:?}");
        assert_eq!(Domain::parse(domain.as_str()).as_ref(), Ok(&domain));
        assert_eq!(Domain::parse(&domain.to_unicode()).as_ref(), Ok(&domain));
    }
    let _subject = Subject::parse(&text);
}

/// Bounces, as text or as a message.
pub fn bounce(bytes: &[u8]) {
    let explanation = explain(&text(bytes));
    assert!(explanation.items.len() <= MAX_BOUNCE_RECIPIENTS);
    for item in &explanation.items {
        assert!(item.sender_domains.len() <= 5);
        // A forwarding provider is not asked to publish a record.
        assert!(!item.breaks_by_forwarding() || item.owner == Some(Owner::MailProvider));
    }
}

/// Errors of programs and services, and the decision between them and a bounce.
pub fn connection_error(bytes: &[u8]) {
    let text = text(bytes);
    let _error = explain_connection(&text);
    for reading in [read(&text), read_for_mailbox(&text)] {
        assert!(reading.items().len() <= MAX_BOUNCE_RECIPIENTS);
    }
}

/// DMARC records.
pub fn dmarc(bytes: &[u8]) {
    let text = text(bytes);
    if is_dmarc(&text) {
        let _flaw = dmarc_flaw(&text);
    }
}

/// Events of a log and commands of a client, as JSON.
pub fn event(bytes: &[u8]) {
    if let Ok(event) = serde_json::from_slice::<Event>(bytes) {
        let written = serde_json::to_vec(&event).unwrap_or_default();
        let again = serde_json::from_slice::<Event>(&written).ok();
        assert_eq!(again, Some(event));
    }
    let _command = serde_json::from_slice::<Command>(bytes);
}

/// Lists and tables of mailboxes, as a file or as text.
pub fn list(bytes: &[u8]) {
    let Some(text) = list::decode(bytes) else { return };
    let read = list::read(&text);
    assert!(read.mailboxes.len() <= MAX_MAILBOX_COUNT);
    let again = list::read(&list::write(&read.mailboxes));
    assert_eq!(again.mailboxes, read.mailboxes);
}

/// Headers of messages that arrived.
pub fn message(bytes: &[u8]) {
    let text = text(bytes);
    let Some(reading) = message::read(&text) else { return };
    assert!(reading.hops.len() <= MAX_HOPS && reading.hops.len() <= reading.hop_count);
    assert!(reading.authentication.len() <= MAX_STATEMENTS);
    assert!(reading.filters.len() <= MAX_STATEMENTS + 1);
    // A step that is said to take long took that long by all clocks.
    if let Some(slowest) = reading.slowest {
        let hop = &reading.hops[slowest];
        assert!(slowest > 0 && matches!(hop.delay, Delay::TookS(seconds) if seconds >= SLOW_S));
        let earlier = reading.hops[..slowest].iter().filter_map(|hop| hop.at).max();
        let later = reading.hops[slowest..].iter().filter_map(|hop| hop.at).min();
        assert!(earlier < later, "{earlier:?} {later:?}");
    }
    let json = serde_json::to_string(&reading).unwrap_or_default();
    assert_eq!(terms::visible::visible_json(&json), json);
}

/// Files of playbooks.
pub fn playbook(bytes: &[u8]) {
    if let Ok(draft) = draft(Path::new("fuzz.yaml"), &text(bytes), &Variables::new()) {
        let _defects = draft.defects();
    }
}

/// Replies of SMTP servers and their codes.
pub fn reply(bytes: &[u8]) {
    let text = text(bytes);
    if let Ok(line) = ReplyLine::parse(&text) {
        assert!(text.ends_with(line.text));
    }
    if let Ok(status) = EnhancedStatus::parse(&text) {
        assert_eq!(EnhancedStatus::parse(&status.to_string()), Ok(status));
    }
}

/// SPF records: reading, and merging two of them.
pub fn spf(bytes: &[u8]) {
    let text = text(bytes);
    let _terms = SpfTerms::read(&text);
    let _names = spf_names(&text).count();
    let (one, other) = text.split_once('\n').unwrap_or((&text, ""));
    let merged = SpfRecord::merged([one, other], None);
    let written = merged.text();
    assert!(is_spf(&written), "{written:?}");
    // What comes of records that violate the grammar is never proposed.
    if SpfTerms::read(one).is_err() || SpfTerms::read(other).is_err() {
        return;
    }
    assert!(SpfTerms::read(&written).is_ok(), "{written:?}");
    assert_eq!(SpfRecord::merged([written.as_str()], None).text(), written);
    assert!(merged.strings().iter().all(|string| string.len() <= 255));
    assert_eq!(merged.strings().concat(), if merged.strings().is_empty() { "" } else { &written });
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}
