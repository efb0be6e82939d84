//! The ticket lines about pasted bounces and errors: what each refusal means, so that support does
//! not have to decode it.
//!
//! At most [`MAX_LINE_COUNT`] lines of each kind, because a person reads the ticket; the pasted
//! text itself is in the ticket too. Must never say whose job the fix is: the verdict says that,
//! from more evidence than the text.

use checklist::{Evidence, Visit};
use mail::bounce::BounceItem;
use mail::connection::ConnectionError;
use mail::message::MessageReading;
use mail::reading::Reading;
use words::{BounceText, ConnectionText, HeaderText, Lang};

/// The most recipients that get a line of their own.
const MAX_LINE_COUNT: usize = 20;
/// The most statements about a message that are written out.
const MAX_STATEMENTS: usize = 10;

/// For each line: its name (used to leave it out), its label and its value.
pub(super) fn lines(
    evidence: &Evidence,
    path: &[Visit],
    lang: Lang,
) -> Vec<(String, String, String)> {
    let mut lines = Vec::new();
    let (mut bounces, mut connections) = (0..MAX_LINE_COUNT, 0..MAX_LINE_COUNT);
    let mut messages = 0..MAX_LINE_COUNT;
    for text in evidence.pasted.on(path) {
        match text.reading() {
            Reading::Bounce(bounce) => {
                let items = bounce.items.iter().zip(bounces.by_ref());
                lines.extend(items.map(|(item, place)| {
                    (format!("bounce.{place}"), label(item, lang), rendered(item, lang))
                }));
            }
            Reading::Connection(error) => {
                let place = connections.next();
                let heading = || ConnectionText::Heading.get(lang).to_owned();
                lines.extend(place.map(|place| {
                    (format!("connection.{place}"), heading(), connection(error, lang))
                }));
            }
            Reading::Message(message) => {
                let place = messages.next();
                lines.extend(place.map(|place| {
                    let heading = HeaderText::Heading.get(lang).to_owned();
                    (format!("message.{place}"), heading, arrived(message, lang))
                }));
            }
            Reading::Nothing => {}
        }
    }
    lines
}

fn label(item: &BounceItem, lang: Lang) -> String {
    let heading = BounceText::Heading.get(lang);
    item.final_recipient
        .as_ref()
        .map_or_else(|| heading.to_owned(), |recipient| format!("{heading}: {recipient}"))
}

/// The meaning of the refusal, then the facts behind it.
fn rendered(item: &BounceItem, lang: Lang) -> String {
    let facts = [
        words::bounce_code(lang, item),
        item.provider.as_ref().map(|provider| provider.display_name().to_owned()),
        item.remote_mta.as_ref().or(item.reporting_mta.as_ref()).map(ToString::to_string),
        item.time.as_ref().map(ToString::to_string),
    ];
    let sentences = [words::bounce_reason(lang, item.outcome()), words::bounce_retry(lang, item)];
    with_facts(&sentences, facts)
}

fn connection(error: &ConnectionError, lang: Lang) -> String {
    let facts = [
        error.protocol.map(|protocol| words::connection_protocol(lang, protocol).to_owned()),
        words::connection_code(error),
        error.provider.as_ref().map(|provider| provider.display_name().to_owned()),
        Some(words::connection_confidence(lang, error.confidence).to_owned()),
    ];
    let sentences =
        [words::connection_reason(lang, error.reason), words::connection_retry(lang, error.retry)];
    with_facts(&sentences, facts)
}

/// What the header of a message says: the result, the step that took longest, the proofs of the
/// sender, the filters and how it came.
fn arrived(message: &MessageReading, lang: Lang) -> String {
    let mut said = vec![words::header_title(lang, message)];
    if let Some((index, hop)) =
        message.slowest.and_then(|index| Some((index, message.hops.get(index)?)))
    {
        let hosts = words::hop_hosts(hop);
        said.push(format!("{hosts}: {}.", words::hop_time(lang, hop, index == 0)));
        said.extend(words::hop_remark(lang, hop, index == 0).map(str::to_owned));
    }
    said.extend(
        message
            .authentication
            .iter()
            .take(MAX_STATEMENTS)
            .map(|one| words::auth_statement(lang, one)),
    );
    for filter in message.filters.iter().take(MAX_STATEMENTS) {
        let words::FilterWording { title, facts, who, .. } = words::filter_statement(lang, filter);
        let facts = facts.map_or_else(String::new, |facts| format!(" ({facts})"));
        said.push(format!("{title}{facts} {who}"));
    }
    said.extend(words::header_origin(lang, message));
    said.join("\n")
}

fn with_facts(sentences: &[&str], facts: [Option<String>; 4]) -> String {
    let meaning = sentences.join(" ");
    let facts = facts.into_iter().flatten().collect::<Vec<_>>().join("; ");
    if facts.is_empty() { meaning } else { format!("{meaning} ({facts})") }
}
