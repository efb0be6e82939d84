//! A session on paper: one document that opens offline, and one that programs read.
//!
//! Pure functions of the facts and the playbook. Every text of a customer or of a server is escaped by construction.
//! Must never hold a token or an event that the customer cannot see.

mod html;
mod json;

pub use html::{STYLE, page};
pub use json::{Document, document};

use shared::api::{CheckLine, CheckReport};
use shared::finding::{Finding, evaluate};
use shared::playbook::{Playbook, Step};
use shared::session::Facts;

/// The latest results of every check step, and what they show.
fn checks(facts: &Facts, playbook: &Playbook) -> (Vec<CheckLine>, Vec<Finding>) {
    let (mut lines, mut findings) = (Vec::new(), Vec::new());
    let Some(subject) = facts.subject(&playbook.start) else { return (lines, findings) };
    for (id, step) in &playbook.steps {
        if !matches!(step, Step::Check(_)) {
            continue;
        }
        let Some((_, run)) = facts.latest_run(id, subject.domain()) else { continue };
        let found = evaluate(&run.diagnosis, &playbook.expects);
        let elapsed_ms = run.ended_at_ms.unwrap_or(run.started_at_ms).saturating_sub(run.started_at_ms);
        let elapsed_ms = u32::try_from(elapsed_ms).unwrap_or(0);
        lines.extend(CheckReport::new(subject.to_string(), subject.domain(), elapsed_ms, &run.diagnosis, &found).checks);
        findings.extend(found);
    }
    (lines, findings)
}
