//! The archive of a session.

use std::collections::{BTreeMap, BTreeSet};

use mail::{Domain, Subject};
use outcome::{LeftOut, ticket};
use session::{Facts, FileId, Standing};

use super::files::{Files, safe};
use super::json::{ArchiveError, json};
use super::manifest::Manifest;
use super::results::{OfDomain, add_folder, folder};
use super::{Wanted, pasted, table};
use crate::report::{self, MailboxLine};

/// The archive of a session, with the contents of the files that the customer gave. Its time is that of the newest thing in it, so that it depends on the
/// log alone.
///
/// # Errors
/// When a file cannot be written; no session is known that does that.
pub fn of_session(
    standing: &Standing,
    wanted: &Wanted,
    given: &[(FileId, Vec<u8>)],
) -> Result<Vec<u8>, ArchiveError> {
    let (facts, playbook, evidence) = (standing.facts(), standing.playbook(), standing.evidence());
    let out = LeftOut::new(&wanted.left_out, playbook);
    let as_of_ms = newest_ms(facts);
    let mut files = Files::new();
    let page = report::page(standing, wanted.lang, &wanted.left_out, as_of_ms);
    files.add("report.html".to_owned(), page.as_bytes())?;
    let document = report::document(standing, wanted.lang, &wanted.left_out, as_of_ms);
    files.add("report.json".to_owned(), &json(&document)?)?;
    pasted::add(&mut files, standing, out)?;

    let lines = report::mailbox_lines(evidence, out);
    if !lines.is_empty() {
        files.add("mailboxes.csv".to_owned(), &csv(&lines)?)?;
    }
    if !out.has_subject() {
        let mut measured = BTreeMap::new();
        let mut of_domain = |domain: &Domain| {
            measured
                .entry(domain.clone())
                .or_insert_with(|| of_domain(standing, out, domain, wanted))
                .clone()
        };
        if let Some(subject) = evidence.subject.as_ref().filter(|_| lines.is_empty()) {
            add_folder(&mut files, 1, subject, None, &of_domain(subject.domain()))?;
        }
        for (line, number) in lines.into_iter().zip(1..) {
            let measured = of_domain(line.address.domain());
            let target = Subject::Mailbox(line.address.clone());
            add_folder(&mut files, number, &target, Some(line), &measured)?;
        }
    }
    for (id, content) in given {
        let Some(known) = facts.files.iter().find(|file| file.file == *id) else { continue };
        if out.has(&format!("file.{}", id.0)) {
            continue;
        }
        let stem = known.name.rsplit_once('.').map_or(known.name.as_str(), |(stem, _)| stem);
        let name = format!("files/{:02}-{}.{}", id.0, safe(stem), known.kind.ending());
        if wanted.is_masked {
            files.leave_out(name, "not_masked");
        } else {
            files.add(name, content)?;
        }
    }
    let mut manifest = Manifest::new("session", wanted, as_of_ms);
    // A name that is no line of the ticket is not repeated.
    let lines = ticket(standing, wanted.lang, &[]).lines;
    manifest.left_out.lines.retain(|name| lines.iter().any(|line| line.id == *name));
    files.finish(manifest)
}

/// The latest results and dialogues of one domain.
fn of_domain(standing: &Standing, out: LeftOut<'_>, domain: &Domain, wanted: &Wanted) -> OfDomain {
    let (facts, playbook) = (standing.facts(), standing.playbook());
    let checks = report::checks(facts, playbook, out, Some(domain));
    let mut measured = OfDomain { checks, transcripts: Vec::new() };
    let steps = playbook.steps.iter().filter(|(_, step)| step.has_runs());
    for (_, run) in steps.filter_map(|(id, _)| facts.latest_run(id, domain)) {
        let findings = run.findings(&playbook.expects);
        let is_shown = |check| !out.has_of_check(check, &findings);
        measured.add_transcripts(&run.diagnosis, &findings, is_shown, wanted.lang);
    }
    measured
}

/// The list as a table.
fn csv(lines: &[MailboxLine]) -> Result<Vec<u8>, ArchiveError> {
    let checks: BTreeSet<_> = lines.iter().flat_map(|line| line.checks.keys().copied()).collect();
    let fixed = ["address", "in_error", "since", "error_text", "reason", "provider", "folder"];
    let header = fixed
        .into_iter()
        .map(str::to_owned)
        .chain(checks.iter().map(|check| check.as_str().to_owned()));
    let rows: Vec<Vec<String>> = lines
        .iter()
        .zip(1..)
        .map(|(line, number)| {
            let reason = line.reason.map(|reason| reason.as_str());
            let reason = reason.or_else(|| line.connection.map(|reason| reason.as_str()));
            let mut row = vec![
                line.address.to_string(),
                line.in_error.as_str().to_owned(),
                line.since.clone().unwrap_or_default(),
                line.error_text.clone().unwrap_or_default(),
                reason.unwrap_or_default().to_owned(),
                line.provider.clone().unwrap_or_default(),
                folder(number, &Subject::Mailbox(line.address.clone())),
            ];
            let state = |check| line.checks.get(check).map_or("", |state| state.as_str());
            row.extend(checks.iter().map(|check| state(check).to_owned()));
            row
        })
        .collect();
    table::csv(&header.collect::<Vec<_>>(), &rows)
}

/// When the newest thing in a report happened: milliseconds since 1970-01-01 UTC.
fn newest_ms(facts: &Facts) -> i64 {
    let answers = facts.answers.values().map(|given| given.at_ms);
    let runs = facts.runs.values().flat_map(|run| {
        let planned = run.planned_at_ms.iter().map(|(_, at_ms)| *at_ms);
        planned.chain([run.started_at_ms]).chain(run.ended_at_ms)
    });
    let tickets = facts.tickets.iter().map(|ticket| ticket.at_ms);
    answers.chain(runs).chain(tickets).fold(facts.opened_at_ms, i64::max)
}
