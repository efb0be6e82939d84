//! Reads `data/replies.toml` and writes it as a table of constants, or reports what is wrong with
//! it.
//!
//! Knows the structure of the file and the allowed names. Must never interpret a reply.

#[path = "../src/bounce/rows/grams.rs"]
mod grams;

use std::collections::BTreeMap;
use std::fmt::{Debug, Write};

use serde::Deserialize;
use terms::{BounceReason, Confidence, Owner, Retry};

/// The whole file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    sources: BTreeMap<String, String>,
    authors: Vec<Author>,
    replies: Vec<Replies>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Author {
    provider: String,
    #[serde(default)]
    text: Vec<String>,
    #[serde(default)]
    host: Vec<String>,
    source: String,
}

/// The rows that apply to the providers in `of`; to every provider when `of` is empty.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Replies {
    #[serde(default)]
    of: Vec<String>,
    rows: Vec<Row>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    #[serde(default)]
    code: Vec<String>,
    #[serde(default)]
    enhanced: Vec<String>,
    #[serde(default)]
    text: Vec<String>,
    reason: BounceReason,
    owner: Option<Owner>,
    retry: Option<Retry>,
    confidence: Option<Confidence>,
    example: String,
    source: String,
}

/// The table as Rust source.
///
/// # Errors What is wrong, with the example of the faulty row.
pub(super) fn table(text: &str) -> Result<String, String> {
    let file: File = toml::from_str(text).map_err(|err| format!("data/replies.toml: {err}"))?;
    let mut table = String::from("/// From data/replies.toml.\nstatic AUTHORS: &[Author] = &[\n");
    for author in &file.authors {
        let fault =
            |what: String| format!("data/replies.toml: author {:?}: {what}", author.provider);
        is_sourced(&file.sources, &author.source).map_err(fault)?;
        are_plain(&author.text).map_err(fault)?;
        are_plain(&author.host).map_err(fault)?;
        let Author { provider, text, host, .. } = author;
        written(
            &mut table,
            format_args!(
                "    Author {{ provider: {provider:?}, texts: &[{}], hosts: &{host:?} }},\n",
                sought(text)
            ),
        );
    }
    table.push_str("];\n/// From data/replies.toml.\nstatic ROWS: &[Row] = &[\n");
    for replies in &file.replies {
        for row in &replies.rows {
            let line = in_rust(&file.sources, &replies.of, row).map_err(|what| {
                format!("data/replies.toml: the row of {:?}: {what}", row.example)
            })?;
            written(&mut table, format_args!("    {line},\n"));
        }
    }
    table.push_str("];\n");
    Ok(table)
}

pub(super) fn written(table: &mut String, line: std::fmt::Arguments<'_>) {
    // Writing to a String cannot fail.
    let _infallible = table.write_fmt(line);
}

/// The 3-gram numbers of the first and the last three bytes of the longest piece of a fragment
/// (pieces are separated by `*`); `None` when that piece is shorter than three bytes.
fn grams_of(fragment: &str) -> Option<(u16, u16)> {
    let piece = fragment.split('*').max_by_key(|piece| piece.len())?.as_bytes();
    Some((grams::gram(*piece.first_chunk()?), grams::gram(*piece.last_chunk()?)))
}

/// The fragments as Rust source, with the 3-grams that rule out most texts quickly.
fn sought(fragments: &[String]) -> String {
    let fragment =
        |text: &String| format!("Fragment {{ text: {text:?}, grams: {:?} }}", grams_of(text));
    fragments.iter().map(fragment).collect::<Vec<_>>().join(", ")
}

fn in_rust(sources: &BTreeMap<String, String>, of: &[String], row: &Row) -> Result<String, String> {
    is_sourced(sources, &row.source)?;
    are_plain(&row.text)?;
    are_needed(&row.text)?;
    if row.code.is_empty() && row.enhanced.is_empty() && row.text.is_empty() {
        return Err("it fits everything: give a code, an enhanced code or a text".to_owned());
    }
    let codes =
        row.code.iter().map(|code| reply_code(code)).collect::<Result<Vec<_>, _>>()?.join(", ");
    let statuses = row
        .enhanced
        .iter()
        .map(|status| enhanced(status))
        .collect::<Result<Vec<_>, _>>()?
        .join(", ");
    let (reason, owner, retry) =
        (row.reason, optional("Owner", row.owner), optional("Retry", row.retry));
    let confidence = row.confidence.unwrap_or_else(|| usual_confidence(of, row));
    let texts = sought(&row.text);
    Ok(format!(
        "Row {{ providers: &{of:?}, codes: &[{codes}], statuses: &[{statuses}], texts: &[{texts}], \
         reason: BounceReason::{reason:?}, owner: {owner}, retry: {retry}, confidence: Confidence::{confidence:?} }}"
    ))
}

/// Text that is specific to a provider makes a reason certain; text or a provider's code alone
/// makes it likely; a code alone is often wrong, so it makes it only possible.
fn usual_confidence(of: &[String], row: &Row) -> Confidence {
    match (of.is_empty(), row.text.is_empty()) {
        (false, false) => Confidence::Certain,
        (true, false) | (false, true) => Confidence::Likely,
        (true, true) => Confidence::Possible,
    }
}

/// A reply code such as `550`, or a range such as `4xx`, as a Rust tuple.
pub(super) fn reply_code(text: &str) -> Result<String, String> {
    let (from, to) = (text.replace('x', "0"), text.replace('x', "9"));
    match (from.parse::<u16>(), to.parse::<u16>()) {
        (Ok(from @ 200..=599), Ok(to @ 200..=599)) => Ok(format!("({from}, {to})")),
        _ => Err(format!("{text:?} is no reply code")),
    }
}

/// An enhanced status code such as `5.7.1`, `x.7.1` (any class) or `5.7.606-649`, as Rust source.
fn enhanced(text: &str) -> Result<String, String> {
    let fault = || format!("{text:?} is no enhanced status code");
    let [class, subject, detail] =
        text.split('.').collect::<Vec<_>>().try_into().map_err(|_| fault())?;
    let class = if class == "x" { "0" } else { class };
    let (from, to) = detail.split_once('-').unwrap_or((detail, detail));
    let numbers = [class, subject, from, to]
        .map(|number| number.parse::<u16>().ok().filter(|number| *number <= 999));
    match numbers {
        [Some(class @ (0 | 2 | 4 | 5)), Some(subject), Some(from), Some(to)] if from <= to => {
            Ok(format!("Statuses({class}, {subject}, {from}, {to})"))
        }
        _ => Err(fault()),
    }
}

pub(super) fn is_sourced(sources: &BTreeMap<String, String>, source: &str) -> Result<(), String> {
    if sources.contains_key(source) {
        Ok(())
    } else {
        Err(format!("its source {source:?} is not among [sources]"))
    }
}

/// Checks the form of fragments: they are compared with text in lower case and with single spaces.
pub(super) fn are_plain(fragments: &[String]) -> Result<(), String> {
    let is_plain = |text: &String| {
        !text.is_empty()
            && *text == text.to_lowercase()
            && !text.contains("  ")
            && !text.contains(['\t', '\n'])
    };
    match fragments.iter().find(|text| !is_plain(text)) {
        Some(text) => {
            Err(format!("{text:?} can never be found: write it in lower case, with single spaces"))
        }
        None => Ok(()),
    }
}

/// Rejects a fragment that contains another fragment of its row: the shorter one always matches
/// too.
pub(super) fn are_needed(fragments: &[String]) -> Result<(), String> {
    for text in fragments {
        if let Some(shorter) =
            fragments.iter().find(|other| *other != text && text.contains(other.as_str()))
        {
            return Err(format!(
                "{text:?} is found wherever {shorter:?} is: leave one of them out"
            ));
        }
    }
    Ok(())
}

/// An optional member of a closed set as Rust source.
pub(super) fn optional(set: &str, member: Option<impl Debug>) -> String {
    member.map_or_else(|| "None".to_owned(), |member| format!("Some({set}::{member:?})"))
}
