//! `cargo xtask size`: what each part of the page weighs after brotli, against its budget.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result, bail};

use crate::page::{self, DIST, parts};
use crate::steps::Steps;
use crate::workspace;

/// What is loaded before anybody touches the page, in bytes.
const FIRST_BUDGET_BYTES: u64 = 25_000;
/// What the start form needs, from the first touch, in bytes: about a second on a slow phone
/// connection. It weighs 159 700; paths that the compiler writes into it differ from one machine to
/// the next.
const START_BUDGET_BYTES: u64 = 162_000;
/// What a session needs until its first question can be answered, the start form included, in
/// bytes.
const SESSION_BUDGET_BYTES: u64 = 420_000;
/// What each later part may bring beside what is there before it, in bytes. They are fetched while
/// the first question is read.
const LATER_BUDGET_BYTES: u64 = 100_000;

/// The parts that come after the session's own, as `frontend/src/parts` names them, in the order in
/// which a session asks for them.
const LATER: [&str; 7] = ["details", "outcome", "ticket", "paste_reader", "paste", "look", "watch"];

/// What other sites load in order to embed the page; the page itself never does.
const LOADED_ELSEWHERE: &str = "embed.js";

pub(crate) fn size() -> Result<ExitCode> {
    let root = workspace::root()?;
    page::build(&mut Steps::new(), &root)?;
    within_budget(&root)?;
    Ok(ExitCode::SUCCESS)
}

/// Prints the table.
///
/// # Errors
/// When the page was not built, or a part weighs more than its budget.
pub(crate) fn within_budget(root: &Path) -> Result<()> {
    let weight = print_table(root)?;
    let later = weight.later.iter().map(|(part, bytes)| (*part, *bytes, LATER_BUDGET_BYTES));
    let fixed = [
        ("before a touch", weight.first_bytes, FIRST_BUDGET_BYTES),
        ("start", weight.start_bytes, START_BUDGET_BYTES),
        ("up to the session", weight.session_bytes, SESSION_BUDGET_BYTES),
    ];
    for (what, bytes, budget_bytes) in fixed.into_iter().chain(later) {
        if bytes > budget_bytes {
            bail!(
                "{what}: {bytes} bytes after brotli, {} more than its budget of {budget_bytes}",
                bytes - budget_bytes
            );
        }
        println!(
            "  {what}: {} bytes are left of the budget of {budget_bytes}",
            budget_bytes - bytes
        );
    }
    Ok(())
}

/// What the page weighs after brotli, in bytes.
#[derive(Clone, Debug, Default)]
pub(crate) struct Weight {
    /// Before a touch.
    first_bytes: u64,
    /// The start form, with what came before.
    start_bytes: u64,
    /// A session, with what came before.
    session_bytes: u64,
    /// What each later part adds to what is there before it.
    later: Vec<(&'static str, u64)>,
}

/// Prints what each file weighs, and gives the sums after brotli.
///
/// # Errors
/// When the page was not built.
pub(crate) fn print_table(root: &Path) -> Result<Weight> {
    let dist = root.join(DIST);
    let files = files(&dist)?;
    println!("  {:>9}  {:>9}  {:>9}", "plain", "gzip", "brotli");
    for File { name, plain, gzip, brotli } in &files {
        println!("  {plain:>9}  {gzip:>9}  {brotli:>9}  {name}");
    }
    let weight = weigh(&dist, &files)?;
    let later = weight.later.iter().map(|(part, bytes)| (*bytes, format!("{part}, after that")));
    let fixed = [
        (weight.first_bytes, "before a touch"),
        (weight.start_bytes, "start"),
        (weight.session_bytes, "up to the session"),
    ];
    for (bytes, what) in
        fixed.into_iter().map(|(bytes, what)| (bytes, what.to_owned())).chain(later)
    {
        println!("  {:>9}  {:>9}  {bytes:>9}  {what}", "", "");
    }
    Ok(weight)
}

/// One file and what it weighs, in bytes.
struct File {
    name: String,
    plain: u64,
    gzip: u64,
    brotli: u64,
}

fn files(dist: &Path) -> Result<Vec<File>> {
    let mut files = Vec::new();
    for path in workspace::files(dist)? {
        let name = path.strip_prefix(dist)?.display().to_string();
        if name == LOADED_ELSEWHERE || page::is_precompressed(&path) {
            continue;
        }
        let plain = weight_bytes(&path)?;
        // What does not compress (a picture, a font) travels as it is.
        let compressed = |suffix: &str| {
            let path = page::beside(&path, suffix);
            if path.exists() { weight_bytes(&path) } else { Ok(plain) }
        };
        files.push(File { plain, gzip: compressed("gz")?, brotli: compressed("br")?, name });
    }
    Ok(files)
}

fn weigh(dist: &Path, files: &[File]) -> Result<Weight> {
    let folder = parts_folder(dist)?;
    let folder_name = folder.strip_prefix(dist)?.display().to_string();
    let in_folder = |name: &str| {
        name.strip_prefix(&folder_name).map(|name| name.trim_start_matches('/').to_owned())
    };
    let sum = |is_counted: &dyn Fn(&str) -> bool| {
        files.iter().filter(|file| is_counted(&file.name)).map(|file| file.brotli).sum::<u64>()
    };
    let of_session = parts::files_of(&folder, "session")?;
    let is_part = |name: &str| name.starts_with("chunk_") || name.starts_with("split_");
    let first_bytes = sum(&|name| in_folder(name).is_none());
    let start_bytes =
        first_bytes + sum(&|name| in_folder(name).is_some_and(|name| !is_part(&name)));
    let session_bytes =
        start_bytes + sum(&|name| in_folder(name).is_some_and(|name| of_session.contains(&name)));
    let mut there = of_session;
    let mut later = Vec::new();
    for part in LATER {
        let of_part = parts::files_of(&folder, part)?;
        let is_new = |name: &String| of_part.contains(name) && !there.contains(name);
        later.push((part, sum(&|name| in_folder(name).is_some_and(|name| is_new(&name)))));
        there.extend(of_part);
    }
    Ok(Weight { first_bytes, start_bytes, session_bytes, later })
}

/// The folder that holds the application and its parts.
fn parts_folder(dist: &Path) -> Result<PathBuf> {
    let entries = std::fs::read_dir(dist)
        .with_context(|| format!("cannot read {}: `cargo xtask page` builds it", dist.display()))?;
    for entry in entries {
        let entry = entry?;
        if entry.file_name().to_string_lossy().starts_with(parts::FOLDER) {
            return Ok(entry.path());
        }
    }
    bail!(
        "{} is a page in one piece, as Trunk alone builds it: `cargo xtask page` builds it in parts",
        dist.display()
    )
}

fn weight_bytes(file: &Path) -> Result<u64> {
    let metadata =
        std::fs::metadata(file).with_context(|| format!("cannot read {}", file.display()))?;
    Ok(metadata.len())
}
