//! The folder of one mailbox or domain: its results for programs, and its transcripts.

use std::fmt::Write as _;

use diagnosis::finding::{Finding, state_of};
use diagnosis::probe::{CheckKind, Diagnosis};
use mail::Subject;
use schemars::JsonSchema;
use serde::Serialize;
use session::api::CheckLine;
use terms::Lang;
use terms::visible::visible;

use super::files::{Files, safe};
use super::json::{ArchiveError, json};
use crate::report::MailboxLine;

/// The content of `results.json` in the folder of a mailbox or domain.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct MailboxResults {
    /// The version of this format: 1.
    #[schemars(extend("const" = 1))]
    pub schema: u8,
    /// The mailbox or the domain.
    pub target: String,
    /// What the customer said about the mailbox, if it is one of a list.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub listed: Option<MailboxLine>,
    /// The latest results of each check of its domain.
    pub checks: Vec<CheckLine>,
}

/// What was measured of one domain.
#[derive(Clone, Debug, Default)]
pub(super) struct OfDomain {
    pub(super) checks: Vec<CheckLine>,
    /// The name of each file, and its text.
    pub(super) transcripts: Vec<(String, String)>,
}

impl OfDomain {
    /// Adds the dialogues of these checks.
    pub(super) fn add_transcripts(
        &mut self,
        diagnosis: &Diagnosis,
        findings: &[Finding],
        is_shown: impl Fn(CheckKind) -> bool,
        lang: Lang,
    ) {
        for &check in diagnosis.checks.iter().filter(|&&check| is_shown(check)) {
            let mut text = String::new();
            for probe in diagnosis.of_check(check) {
                let state = words::state(lang, state_of(diagnosis, check, findings));
                let name = words::check(lang, check);
                // Writing to a string does not fail.
                let _ = writeln!(
                    text,
                    "=== {name}: {state}; {}, {} ms\n{}",
                    probe.target, probe.elapsed_ms, probe.transcript
                );
            }
            if !text.is_empty() {
                let name = format!("{}.txt", check.as_str());
                self.transcripts.push((name, visible(&text).into_owned()));
            }
        }
    }
}

/// Adds the folder of one mailbox or domain; `number` starts at 1.
pub(super) fn add_folder(
    files: &mut Files,
    number: usize,
    target: &Subject,
    listed: Option<MailboxLine>,
    measured: &OfDomain,
) -> Result<(), ArchiveError> {
    let folder = folder(number, target);
    let results = MailboxResults {
        schema: 1,
        target: target.to_string(),
        listed,
        checks: measured.checks.clone(),
    };
    files.add(format!("{folder}/results.json"), &json(&results)?)?;
    for (name, text) in &measured.transcripts {
        files.add(format!("{folder}/transcripts/{name}"), text.as_bytes())?;
    }
    Ok(())
}

/// The folder of a mailbox or domain, with a number that keeps the order of the list and makes the
/// name unique.
pub(super) fn folder(number: usize, target: &Subject) -> String {
    let kind = match target {
        Subject::Mailbox(_) => "mailboxes",
        Subject::Domain(_) => "domains",
    };
    format!("{kind}/{number:03}-{}", safe(&target.to_string()))
}
