//! `sportello explain`: explains a bounce, a mail server's reply, the error shown for a mailbox, or
//! the header of a message that arrived.
//!
//! Exit status: 0 explained, 2 something is not understood or nothing was recognised, 64 wrong
//! usage, 66 the file cannot be read. Sends nothing. Must never judge: the analysis and the texts
//! come from the layers.

mod header;

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use checklist::conclusion::{Side, conclude_reading};
use clap::{Args, ValueEnum};
use mail::bounce::{BounceItem, BounceReason, Explanation, MAX_BOUNCE_BYTES};
use mail::connection::{ConnectionError, ConnectionReason};
use mail::message::MessageReading;
use mail::reading::{Reading, read};
use serde::Serialize;
use terms::{Lang, fill};
use words::{BounceText, ConnectionText, TerminalText, bounce, bounce_code, bounce_retry};

use self::header::header;
use super::human::{Style, of_text};
use super::{
    ALL_WELL, COULD_NOT_JUDGE, NO_INPUT, SYSTEM, complain, has_colour, lang_of_environment,
    parse_lang, say,
};

/// Arguments of `explain`.
#[derive(Debug, Args)]
pub(super) struct ExplainArgs {
    /// A returned message (.eml), a part of it, a reply such as "550 5.1.1 …", the error that a
    /// program or service shows for a mailbox, or a message that arrived or its headers; - reads the
    /// standard input
    #[arg(default_value = "-", value_name = "FILE|-")]
    file: PathBuf,
    /// How the result is written
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
    /// The language of the human form; that of the environment when left out
    #[arg(long, value_parser = parse_lang, value_name = "it|en")]
    lang: Option<Lang>,
    /// Whom the text is about; what it says itself when left out
    #[arg(long, value_enum, value_name = "WHOSE")]
    side: Option<About>,
}

/// Whom a text is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum About {
    /// A message that you sent
    Sent,
    /// A message that was meant for you
    Received,
    /// A message that your mailbox passed on
    Forwarded,
}

impl About {
    const fn side(self) -> Side {
        match self {
            Self::Sent => Side::Sent,
            Self::Received => Side::Received,
            Self::Forwarded => Side::Forwarded,
        }
    }
}

/// How the result is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people
    Human,
    /// One object
    Json,
}

/// Runs the command; returns the exit status.
pub(super) fn run(args: &ExplainArgs) -> u8 {
    let lang = args.lang.unwrap_or_else(lang_of_environment);
    let text = match text_of(&args.file) {
        Ok(text) => text,
        Err(err) => {
            let file = args.file.display().to_string();
            complain(&fill(
                TerminalText::CannotReadFile.get(lang),
                &[("file", &file), ("reason", &err.to_string())],
            ));
            return NO_INPUT;
        }
    };
    let reading = read(&text);
    match args.format {
        Format::Human => {
            let style = Style { lang, is_verbose: false, has_colour: has_colour() };
            say(&render(&style, &reading, args.side.map(About::side)));
        }
        Format::Json => match json(&reading) {
            Ok(json) => say(&format!("{json}\n")),
            Err(err) => {
                complain(&err.to_string());
                return SYSTEM;
            }
        },
    }
    if is_understood(&reading) { ALL_WELL } else { COULD_NOT_JUDGE }
}

/// Whether the text was recognised, and all of its reasons are known.
fn is_understood(reading: &Reading) -> bool {
    match reading {
        Reading::Bounce(bounce) => {
            bounce.items.iter().all(|item| item.reason != BounceReason::Unknown)
        }
        Reading::Connection(error) => error.reason != ConnectionReason::Unknown,
        Reading::Message(_) => true,
        Reading::Nothing => false,
    }
}

/// The JSON for a connection error: as for bounces, but each item is about a mailbox.
#[derive(Serialize)]
struct Connections<'a> {
    schema: u32,
    items: &'a [&'a ConnectionError],
}

/// The JSON for the header of a message: no items, and what the header says.
#[derive(Serialize)]
struct Message<'a> {
    schema: u32,
    items: [(); 0],
    message: &'a MessageReading,
}

fn json(reading: &Reading) -> serde_json::Result<String> {
    let connections = |items: &[&ConnectionError]| {
        serde_json::to_string(&Connections { schema: Explanation::SCHEMA, items })
    };
    match reading {
        Reading::Bounce(bounce) => serde_json::to_string(bounce),
        Reading::Connection(error) => connections(&[error]),
        Reading::Message(message) => {
            serde_json::to_string(&Message { schema: Explanation::SCHEMA, items: [], message })
        }
        Reading::Nothing => connections(&[]),
    }
}

/// Reads the text up to the length that is analysed, and a little more, so that a cut is detected.
fn text_of(file: &Path) -> io::Result<String> {
    let limit = u64::try_from(MAX_BOUNCE_BYTES).unwrap_or(u64::MAX).saturating_add(4);
    let mut bytes = Vec::new();
    if file == Path::new("-") {
        io::stdin().lock().take(limit).read_to_end(&mut bytes)?;
    } else {
        File::open(file)?.take(limit).read_to_end(&mut bytes)?;
    }
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// The report for a person at a terminal: what the text says, then the conclusions, as in the
/// report of `check`.
fn render(style: &Style, reading: &Reading, side: Option<Side>) -> String {
    let mut lines = Vec::new();
    match reading {
        Reading::Bounce(bounce) => {
            for item in &bounce.items {
                self::item(style, item, &mut lines);
                lines.push(String::new());
            }
            if bounce.is_cut {
                lines.push(style.faint(BounceText::Cut.get(style.lang)));
            }
        }
        Reading::Connection(error) => connection(style, error, &mut lines),
        Reading::Message(message) => header(style, message, &mut lines),
        Reading::Nothing => lines.push(BounceText::NotRecognised.get(style.lang).to_owned()),
    }
    if !matches!(reading, Reading::Nothing) {
        let conclusions = conclude_reading(reading, side);
        of_text(style, &conclusions, &mut lines);
        let is_guessed = side.is_none()
            && conclusions.iter().any(|conclusion| !conclusion.because.bounce.is_empty());
        if is_guessed {
            lines.push(style.faint(TerminalText::IfSent.get(style.lang)));
        }
    }
    lines.push(String::new());
    lines.join("\n")
}

fn item(style: &Style, item: &BounceItem, lines: &mut Vec<String>) {
    let lang = style.lang;
    let wording = bounce(lang, item);
    let recipient = item
        .final_recipient
        .as_ref()
        .map_or(BounceText::NoRecipient.get(lang), |address| address.as_str());
    lines.push(style.bold(recipient));
    lines.push(format!("  {}", style.bold(wording.title)));
    lines.push(format!("  {}", style.faint(wording.meaning)));
    lines.push(format!("  {}", bounce_retry(lang, item)));
    let provider = item.provider.as_ref().map(|provider| provider.display_name().to_owned());
    let facts = [
        (BounceText::Code, bounce_code(lang, item)),
        (BounceText::Provider, provider),
        (BounceText::RemoteServer, item.remote_mta.as_ref().map(ToString::to_string)),
        (BounceText::ReportingServer, item.reporting_mta.as_ref().map(ToString::to_string)),
        (BounceText::When, item.time.as_ref().map(ToString::to_string)),
        (BounceText::Said, item.server_text.as_ref().map(ToString::to_string)),
    ];
    told(style, facts.map(|(label, value)| (label.get(lang), value)), lines);
}

fn connection(style: &Style, error: &ConnectionError, lines: &mut Vec<String>) {
    let lang = style.lang;
    let wording = words::connection(lang, error.reason);
    lines.push(style.bold(ConnectionText::About.get(lang)));
    lines.push(format!("  {}", style.bold(wording.title)));
    lines.push(format!("  {}", style.faint(wording.meaning)));
    lines.push(format!("  {}", words::connection_retry(lang, error.retry)));
    let facts = [
        (
            ConnectionText::Protocol,
            error.protocol.map(|protocol| words::connection_protocol(lang, protocol).to_owned()),
        ),
        (ConnectionText::Code, words::connection_code(error)),
        (
            ConnectionText::Provider,
            error.provider.as_ref().map(|provider| provider.display_name().to_owned()),
        ),
        (ConnectionText::Said, error.server_text.as_ref().map(ToString::to_string)),
    ];
    told(style, facts.map(|(label, value)| (label.get(lang), value)), lines);
    lines.push(String::new());
}

/// Adds the facts that are known, one line each.
fn told<const COUNT: usize>(
    style: &Style,
    facts: [(&str, Option<String>); COUNT],
    lines: &mut Vec<String>,
) {
    for (label, value) in facts {
        lines.extend(value.map(|value| format!("  {}", style.faint(&format!("{label}: {value}")))));
    }
}
