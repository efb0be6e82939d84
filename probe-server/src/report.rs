//! The report of a session: an HTML document that can be opened offline, and a JSON document for
//! programs.
//!
//! Pure functions of the facts and the playbook. All texts of a customer or a server are escaped by
//! the template engine. What the customer left out of a ticket is also left out of the report that
//! goes with it. Must never contain a token or an event that the customer cannot see.

mod causes;
mod checked;
mod html;
mod json;
mod mailboxes;

pub use checked::{Checked, checked_page};
pub use html::{STYLE, page};
pub use json::{Document, document};
pub use mailboxes::MailboxLine;
pub(crate) use mailboxes::lines as mailbox_lines;

use checklist::playbook::Playbook;
use mail::Domain;
use outcome::LeftOut;
use session::Facts;
use session::api::{CheckLine, CheckReport};

/// The latest results of every check step, except for checks of which the customer left something
/// out; those of one domain, or of all.
pub(crate) fn checks(
    facts: &Facts,
    playbook: &Playbook,
    out: LeftOut<'_>,
    wanted: Option<&Domain>,
) -> Vec<CheckLine> {
    let mut lines = Vec::new();
    let subject = facts.subject(&playbook.start);
    for (id, step) in &playbook.steps {
        if !step.has_runs() {
            continue;
        }
        for (_, run) in facts.latest_runs(&playbook.start, id) {
            if wanted.is_some_and(|wanted| *wanted != run.diagnosis.domain) {
                continue;
            }
            let found = run.findings(&playbook.expects);
            let elapsed_ms =
                run.ended_at_ms.unwrap_or(run.started_at_ms).saturating_sub(run.started_at_ms);
            let elapsed_ms = u32::try_from(elapsed_ms).unwrap_or(0);
            let domain = &run.diagnosis.domain;
            let target = subject.as_ref().map_or_else(|| domain.to_string(), ToString::to_string);
            let of_run =
                CheckReport::new(target, domain, elapsed_ms, &run.diagnosis, &found).checks;
            lines.extend(of_run.into_iter().filter(|line| !out.has_of_check(line.check, &found)));
        }
    }
    lines
}
