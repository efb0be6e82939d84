//! Reads `data/webmails.toml` and writes it as a table of constants, or reports what is wrong with
//! it.
//!
//! Knows the structure of the file. Must never read a page. A mark that would match too many pages
//! is rejected here.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use serde::Deserialize;

/// A shorter text occurs in unrelated pages by chance.
const MIN_TEXT_BYTES: usize = 4;

/// The whole file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    sources: BTreeMap<String, String>,
    #[serde(rename = "webmail")]
    webmails: Vec<Webmail>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Webmail {
    name: String,
    marks: Vec<Mark>,
    at: Option<String>,
    #[serde(default)]
    of: Vec<String>,
    #[serde(default)]
    sample: String,
}

/// One mark, and the source that documents it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Mark {
    source: String,
    page: Option<Vec<String>>,
    title: Option<String>,
    cookie: Option<String>,
    path: Option<String>,
    host: Option<String>,
}

/// The table as Rust source. `providers` is the text of `data/providers.toml`, which defines the
/// provider ids.
///
/// # Errors What is wrong, with the webmail and the row.
pub(super) fn table(text: &str, providers: &str) -> Result<String, String> {
    let file: File = toml::from_str(text).map_err(|err| format!("data/webmails.toml: {err}"))?;
    let mut names = BTreeSet::new();
    let mut table = String::from("&[\n");
    let mut samples = String::from("&[\n");
    for webmail in &file.webmails {
        let fault =
            |what: String| format!("data/webmails.toml: webmail {:?}: {what}", webmail.name);
        if webmail.name.is_empty() || !names.insert(&webmail.name) {
            return Err(fault("is named twice, or not at all".to_owned()));
        }
        if webmail.at.is_some() == webmail.of.is_empty() {
            return Err(fault("at and of come together".to_owned()));
        }
        if let Some(unknown) =
            webmail.of.iter().find(|id| !providers.contains(&format!("\nid = {id:?}\n")))
        {
            return Err(fault(format!("no provider is called {unknown:?}")));
        }
        let marks = webmail
            .marks
            .iter()
            .map(|mark| in_rust(mark, &file.sources))
            .collect::<Result<Vec<_>, _>>()
            .map_err(fault)?;
        if marks.is_empty() {
            return Err(fault("has no marks".to_owned()));
        }
        if webmail.sample.is_empty() && webmail.marks.iter().any(|mark| mark.host.is_none()) {
            return Err(fault("has no sample".to_owned()));
        }
        let _infallible = writeln!(
            table,
            "    Webmail {{ name: {:?}, marks: &[{}], at: {:?}, of: &{:?} }},",
            webmail.name,
            marks.join(", "),
            webmail.at.as_deref(),
            webmail.of,
        );
        if !webmail.sample.is_empty() {
            let _infallible = writeln!(samples, "    ({:?}, {:?}),", webmail.name, webmail.sample);
        }
    }
    table.push(']');
    samples.push(']');
    Ok(format!(
        "const WEBMAILS: &[Webmail] = {table};\n#[cfg(test)]\nconst SAMPLES: &[(&str, &str)] = {samples};\n"
    ))
}

fn in_rust(mark: &Mark, sources: &BTreeMap<String, String>) -> Result<String, String> {
    if !sources.contains_key(&mark.source) {
        return Err(format!("no source is called {:?}", mark.source));
    }
    let long = |text: &String| {
        let is_long = text.len() >= MIN_TEXT_BYTES;
        is_long
            .then(|| text.to_ascii_lowercase())
            .ok_or_else(|| format!("{text:?} is too short for a mark"))
    };
    let texts = mark
        .page
        .as_ref()
        .map(|texts| texts.iter().map(long).collect::<Result<Vec<_>, _>>())
        .transpose()?;
    let page =
        texts.filter(|texts| !texts.is_empty()).map(|texts| format!("Mark::Page(&{texts:?})"));
    let title =
        mark.title.as_ref().map(long).transpose()?.map(|title| format!("Mark::Title({title:?})"));
    let cookie = mark
        .cookie
        .as_ref()
        .map(long)
        .transpose()?
        .map(|cookie| format!("Mark::Cookie({cookie:?})"));
    let path =
        mark.path.as_ref().map(long).transpose()?.map(|path| format!("Mark::Path({path:?})"));
    let host =
        mark.host.as_ref().map(long).transpose()?.map(|host| format!("Mark::Host({host:?})"));
    if path.as_ref().is_some_and(|path| !path.starts_with("Mark::Path(\"/"))
        || host.as_ref().is_some_and(|host| !host.contains('.'))
    {
        return Err("a path begins with a slash, and a host has a dot".to_owned());
    }
    let mut given = [page, title, cookie, path, host].into_iter().flatten();
    match (given.next(), given.next()) {
        (Some(mark), None) => Ok(mark),
        _ => Err("a mark is exactly one of page, title, cookie, path, host".to_owned()),
    }
}
