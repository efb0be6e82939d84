//! The table of a list: mailboxes × checks. Support and mail engineers read it first.
//!
//! A pure function of the evidence, so that the screen, the ticket and the report show the same. A
//! check examines a domain, so mailboxes of one domain share its results.

use checklist::Evidence;
use diagnosis::finding::CheckState;
use diagnosis::probe::CheckKind;
use mail::list::{InError, ListedMailbox};

/// Mailboxes × checks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MailboxTable {
    /// The columns.
    pub checks: Vec<CheckKind>,
    /// The rows, in the order of the list.
    pub rows: Vec<MailboxRow>,
}

/// One mailbox of the table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MailboxRow {
    /// The mailbox and what the customer said about it.
    pub mailbox: ListedMailbox,
    /// The name of its provider, where it was measured.
    pub provider: Option<String>,
    /// Whether its domain is one of those checked: a list may have more domains than are checked.
    pub is_looked_at: bool,
    /// The state of each check, in the order of the columns; `None` before its run began.
    pub states: Vec<Option<CheckState>>,
}

impl MailboxTable {
    /// The table of these checks, or of all checks that have run if `checks` is empty.
    #[must_use]
    pub fn new(evidence: &Evidence, checks: &[CheckKind]) -> Self {
        let has_run = |check: &CheckKind| evidence.check_state(*check).is_some();
        let checks: Vec<CheckKind> = if checks.is_empty() {
            CheckKind::ALL.into_iter().filter(has_run).collect()
        } else {
            checks.to_vec()
        };
        let row = |mailbox: &ListedMailbox| {
            let domain = mailbox.address.domain();
            MailboxRow {
                provider: evidence.providers.get(domain).cloned(),
                is_looked_at: evidence.domains.contains(domain),
                states: checks
                    .iter()
                    .map(|&check| evidence.state_of_domain(domain, check))
                    .collect(),
                mailbox: mailbox.clone(),
            }
        };
        let rows = evidence.mailboxes.iter().map(row).collect();
        Self { checks, rows }
    }

    /// The rows: first those in error, then those of unknown state, then those that work.
    pub fn in_error_first(&self) -> impl Iterator<Item = &MailboxRow> {
        let of =
            |wanted: InError| self.rows.iter().filter(move |row| row.mailbox.in_error == wanted);
        of(InError::Yes).chain(of(InError::Unknown)).chain(of(InError::No))
    }
}
