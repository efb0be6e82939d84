//! The archive of `sportello check`: the same content for targets that no session is about.

use diagnosis::finding::Finding;
use diagnosis::probe::Diagnosis;
use mail::Subject;
use schemars::JsonSchema;
use serde::Serialize;
use session::api::CheckReport;

use super::files::Files;
use super::json::{ArchiveError, json};
use super::manifest::Manifest;
use super::results::{OfDomain, add_folder, folder};
use super::{Wanted, table};
use crate::report::{self, Checked};

/// The content of `report.json` in the archive of `sportello check`.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct CheckedReport<'a> {
    /// The version of this format: 1.
    #[schemars(extend("const" = 1))]
    pub schema: u8,
    /// When it was created: milliseconds since 1970-01-01 UTC.
    pub made_at_ms: i64,
    /// The targets in the order of the command, each as `--format json` writes it.
    pub targets: Vec<&'a CheckReport>,
}

/// One target of `sportello check`.
#[derive(Clone, Debug)]
pub struct CheckedTarget {
    /// The mailbox or domain.
    pub subject: Subject,
    /// What the probes saw.
    pub diagnosis: Diagnosis,
    /// What follows from it.
    pub findings: Vec<Finding>,
    /// The result for programs.
    pub report: CheckReport,
}

/// The archive of these targets.
///
/// # Errors
/// When a file cannot be written; no result is known that does that.
pub fn of_checks(
    targets: &[CheckedTarget],
    wanted: &Wanted,
    made_at_ms: i64,
) -> Result<Vec<u8>, ArchiveError> {
    let mut files = Files::new();
    let shown: Vec<Checked<'_>> = targets
        .iter()
        .map(|target| Checked {
            target: &target.report.target,
            diagnosis: &target.diagnosis,
            findings: &target.findings,
            conclusions: &target.report.conclusions,
        })
        .collect();
    let page = report::checked_page(&shown, wanted.lang, made_at_ms);
    files.add("report.html".to_owned(), page.as_bytes())?;
    let reports = targets.iter().map(|target| &target.report).collect();
    let document = CheckedReport { schema: 1, made_at_ms, targets: reports };
    files.add("report.json".to_owned(), &json(&document)?)?;
    files.add("mailboxes.csv".to_owned(), &csv(targets)?)?;
    for (target, number) in targets.iter().zip(1..) {
        let mut measured =
            OfDomain { checks: target.report.checks.clone(), transcripts: Vec::new() };
        measured.add_transcripts(&target.diagnosis, &target.findings, |_| true, wanted.lang);
        add_folder(&mut files, number, &target.subject, None, &measured)?;
    }
    files.finish(Manifest::new("check", wanted, made_at_ms))
}

/// The targets as a table.
fn csv(targets: &[CheckedTarget]) -> Result<Vec<u8>, ArchiveError> {
    let mut checks: Vec<_> =
        targets.iter().flat_map(|target| target.diagnosis.checks.iter().copied()).collect();
    checks.sort_unstable();
    checks.dedup();
    let fixed = ["address", "cause", "owner", "confidence", "folder"].map(str::to_owned);
    let header: Vec<String> =
        fixed.into_iter().chain(checks.iter().map(|check| check.as_str().to_owned())).collect();
    let rows: Vec<Vec<String>> = targets
        .iter()
        .zip(1..)
        .map(|(target, number)| {
            let first = target.report.conclusions.first();
            let mut row = vec![
                target.report.target.clone(),
                first.map_or("", |first| first.cause.as_str()).to_owned(),
                first.map_or("", |first| first.owner.as_str()).to_owned(),
                first.map_or("", |first| first.confidence.as_str()).to_owned(),
                folder(number, &target.subject),
            ];
            row.extend(checks.iter().map(|&check| {
                let (diagnosis, findings) = (&target.diagnosis, &target.findings);
                diagnosis::finding::state_of(diagnosis, check, findings).as_str().to_owned()
            }));
            row
        })
        .collect();
    table::csv(&header, &rows)
}
