//! `sportello explain`: what a bounce or a mail server's reply means.
//!
//! Exit status: 0 explained, 2 something in it is not understood or nothing was found, 64 usage, 66 the file cannot be
//! read. Sends nothing anywhere. Must never judge: the reading and the words are `shared`'s.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use shared::mail::bounce::{BounceItem, BounceReason, Explanation, MAX_BOUNCE_BYTES, explain};
use shared::text::{BounceText, Lang, TerminalText, bounce, bounce_code, bounce_confidence, bounce_owner, bounce_retry, fill};

use super::human::Style;
use super::{ALL_WELL, COULD_NOT_JUDGE, NO_INPUT, SYSTEM, complain, has_colour, lang_of_environment, parse_lang, say};

/// What `explain` understands.
#[derive(Debug, Args)]
pub(super) struct ExplainArgs {
    /// A returned message (.eml), a part of it, or a reply such as "550 5.1.1 …"; - reads the standard input
    #[arg(default_value = "-", value_name = "FILE|-")]
    file: PathBuf,
    /// How the result is written
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
    /// The language of the human form; that of the environment when left out
    #[arg(long, value_parser = parse_lang, value_name = "it|en")]
    lang: Option<Lang>,
}

/// How the result is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people
    Human,
    /// One object
    Json,
}

/// Runs the command; the exit status.
pub(super) fn run(args: &ExplainArgs) -> u8 {
    let lang = args.lang.unwrap_or_else(lang_of_environment);
    let text = match read(&args.file) {
        Ok(text) => text,
        Err(err) => {
            let file = args.file.display().to_string();
            complain(&fill(TerminalText::CannotReadFile.get(lang), &[("file", &file), ("reason", &err.to_string())]));
            return NO_INPUT;
        }
    };
    let explanation = explain(&text);
    match args.format {
        Format::Human => {
            let style = Style { lang, is_verbose: false, has_colour: has_colour() };
            say(&render(&style, &explanation));
        }
        Format::Json => match serde_json::to_string(&explanation) {
            Ok(json) => say(&format!("{json}\n")),
            Err(err) => {
                complain(&err.to_string());
                return SYSTEM;
            }
        },
    }
    let is_understood = |item: &BounceItem| item.reason != BounceReason::Unknown;
    if !explanation.items.is_empty() && explanation.items.iter().all(is_understood) { ALL_WELL } else { COULD_NOT_JUDGE }
}

/// The text, as far as it is looked at and a little further, so that it shows that there is more.
fn read(file: &Path) -> io::Result<String> {
    let limit = u64::try_from(MAX_BOUNCE_BYTES).unwrap_or(u64::MAX).saturating_add(4);
    let mut bytes = Vec::new();
    if file == Path::new("-") {
        io::stdin().lock().take(limit).read_to_end(&mut bytes)?;
    } else {
        File::open(file)?.take(limit).read_to_end(&mut bytes)?;
    }
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// The report for a person at a terminal.
fn render(style: &Style, explanation: &Explanation) -> String {
    let mut lines = Vec::new();
    if explanation.items.is_empty() {
        lines.push(BounceText::NotRecognised.get(style.lang).to_owned());
    }
    for item in &explanation.items {
        self::item(style, item, &mut lines);
        lines.push(String::new());
    }
    if explanation.is_cut {
        lines.push(style.faint(BounceText::Cut.get(style.lang)));
    }
    lines.push(String::new());
    lines.join("\n")
}

fn item(style: &Style, item: &BounceItem, lines: &mut Vec<String>) {
    let lang = style.lang;
    let wording = bounce(lang, item);
    let recipient = item.final_recipient.as_ref().map_or(BounceText::NoRecipient.get(lang), |address| address.as_str());
    lines.push(style.bold(recipient));
    lines.push(format!("  {}", style.bold(wording.title)));
    lines.push(format!("  {}", style.faint(wording.meaning)));
    lines.push(format!("  {}", bounce_owner(lang, item.owner)));
    lines.push(format!("  {}", bounce_retry(lang, item.retry)));
    for (heading, steps) in [(BounceText::ForSender, &wording.sender), (BounceText::ForRecipient, &wording.recipient)] {
        lines.push(format!("  {}", heading.get(lang)));
        lines.extend(steps.iter().map(|step| format!("    – {step}")));
    }
    let provider = item.provider.as_ref().map(|provider| provider.display_name().to_owned());
    let facts = [
        (BounceText::Code, bounce_code(lang, item)),
        (BounceText::Provider, provider),
        (BounceText::RemoteServer, item.remote_mta.as_ref().map(ToString::to_string)),
        (BounceText::ReportingServer, item.reporting_mta.as_ref().map(ToString::to_string)),
        (BounceText::When, item.time.as_ref().map(ToString::to_string)),
        (BounceText::Said, item.server_text.as_ref().map(ToString::to_string)),
        (BounceText::Sure, Some(bounce_confidence(lang, item.confidence).to_owned())),
    ];
    for (label, value) in facts {
        lines.extend(value.map(|value| format!("  {}", style.faint(&format!("{}: {value}", label.get(lang))))));
    }
}
