//! Reads `data/connection_errors.toml` and writes it as a table of constants, or reports what is
//! wrong with it.
//!
//! Knows the structure of the file and the allowed names. Must never interpret an error text.

use std::collections::BTreeMap;

use serde::Deserialize;
use terms::{Confidence, ConnectionReason, Owner, ResponseCode, Retry};

use super::replies::{are_needed, are_plain, is_sourced, optional, written};

/// How specific the words of a row are; `Specificity` of the program says what each means.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Specificity {
    #[default]
    Own,
    Alone,
    Either,
}

/// The whole file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    sources: BTreeMap<String, String>,
    providers: Vec<Provider>,
    marks: Vec<String>,
    rows: Vec<Row>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Provider {
    provider: String,
    text: Vec<String>,
    source: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    #[serde(default)]
    response: Vec<ResponseCode>,
    #[serde(default)]
    code: Vec<u16>,
    #[serde(default)]
    enhanced: Vec<String>,
    #[serde(default)]
    number: Vec<String>,
    #[serde(default)]
    text: Vec<String>,
    #[serde(default)]
    not: Vec<String>,
    #[serde(default, rename = "sign")]
    specificity: Specificity,
    reason: ConnectionReason,
    owner: Option<Owner>,
    retry: Option<Retry>,
    confidence: Option<Confidence>,
    example: String,
    source: String,
}

/// The providers with their words, as Rust source.
///
/// # Errors
/// What is wrong, with the name of the faulty provider.
pub(super) fn provider_words(text: &str) -> Result<String, String> {
    let file = read(text)?;
    let mut table = String::from(
        "/// From data/connection_errors.toml.\nstatic PROVIDERS: &[(&str, &[&str])] = &[\n",
    );
    for Provider { provider, text, source } in &file.providers {
        let fault =
            |what: String| format!("data/connection_errors.toml: provider {provider:?}: {what}");
        is_sourced(&file.sources, source).map_err(fault)?;
        are_plain(text).map_err(fault)?;
        written(&mut table, format_args!("    ({provider:?}, &{text:?}),\n"));
    }
    table.push_str("];\n");
    Ok(table)
}

/// The marks and the rows, as Rust source.
///
/// # Errors
/// What is wrong, with the example of the faulty row.
pub(super) fn table(text: &str) -> Result<String, String> {
    let file = read(text)?;
    let fault = |what: String| format!("data/connection_errors.toml: marks: {what}");
    are_plain(&file.marks).map_err(fault)?;
    are_needed(&file.marks).map_err(fault)?;
    let mut table = format!(
        "/// From data/connection_errors.toml.\nstatic MARKS: &[&str] = &{:?};\n",
        file.marks
    );
    table.push_str("/// From data/connection_errors.toml.\nstatic ROWS: &[Row] = &[\n");
    for row in &file.rows {
        let line = in_rust(&file.sources, row).map_err(|what| {
            format!("data/connection_errors.toml: the row of {:?}: {what}", row.example)
        })?;
        written(&mut table, format_args!("    {line},\n"));
    }
    table.push_str("];\n");
    Ok(table)
}

fn read(text: &str) -> Result<File, String> {
    toml::from_str(text).map_err(|err| format!("data/connection_errors.toml: {err}"))
}

fn in_rust(sources: &BTreeMap<String, String>, row: &Row) -> Result<String, String> {
    is_sourced(sources, &row.source)?;
    for texts in [&row.text, &row.not, &row.number] {
        are_plain(texts)?;
        are_needed(texts)?;
    }
    let has_code = !(row.response.is_empty()
        && row.code.is_empty()
        && row.enhanced.is_empty()
        && row.number.is_empty());
    if !has_code && row.text.is_empty() {
        return Err("it fits everything: give a response, a code, a number or a text".to_owned());
    }
    let statuses = row
        .enhanced
        .iter()
        .map(|status| enhanced(status))
        .collect::<Result<Vec<_>, _>>()?
        .join(", ");
    let (specificity, reason, owner, retry) =
        (row.specificity, row.reason, optional("Owner", row.owner), optional("Retry", row.retry));
    // Text makes a reason likely; a row whose text is conclusive sets its own confidence. A code
    // alone can be misleading.
    let usual = if row.text.is_empty() { Confidence::Possible } else { Confidence::Likely };
    let confidence = row.confidence.unwrap_or(usual);
    let Row { code, number, text, not, .. } = row;
    let responses: Vec<String> =
        row.response.iter().map(|code| format!("ResponseCode::{code:?}")).collect();
    let responses = responses.join(", ");
    Ok(format!(
        "Row {{ responses: &[{responses}], codes: &{code:?}, statuses: &[{statuses}], numbers: &{number:?}, texts: &{text:?}, not: &{not:?}, \
         specificity: Specificity::{specificity:?}, reason: ConnectionReason::{reason:?}, owner: {owner}, retry: {retry}, confidence: Confidence::{confidence:?} }}"
    ))
}

/// An enhanced status code such as `5.7.8`, or `x.7.8` (any class), as a Rust tuple.
fn enhanced(text: &str) -> Result<String, String> {
    let fault = || format!("{text:?} is no enhanced status code");
    let [class, subject, detail] =
        text.split('.').collect::<Vec<_>>().try_into().map_err(|_| fault())?;
    let class = if class == "x" { "0" } else { class };
    let numbers = [class, subject, detail]
        .map(|number| number.parse::<u16>().ok().filter(|number| *number <= 999));
    match numbers {
        [Some(class @ (0 | 4 | 5)), Some(subject), Some(detail)] => {
            Ok(format!("({class}, {subject}, {detail})"))
        }
        _ => Err(fault()),
    }
}
