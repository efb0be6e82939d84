//! The lines of a ticket, their names and their groups. Data only.

use checklist::playbook::StepId;

/// A ticket, ready to be shown or sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ticket {
    /// The subject line.
    pub subject: String,
    /// The lines, sorted by group.
    pub lines: Vec<TicketLine>,
    /// Labels of the inputs that support usually needs and that were not given.
    pub missing: Vec<String>,
    /// How many lines the customer left out.
    pub left_out_count: usize,
}

/// One line of a ticket.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TicketLine {
    /// Its name, used to leave it out.
    pub id: String,
    /// Its part of the ticket.
    pub group: TicketGroup,
    /// The label.
    pub label: String,
    /// The value.
    pub value: String,
    /// The step at which it can be changed; `None` for a measured value.
    pub step: Option<StepId>,
}

/// The parts of a ticket, in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum TicketGroup {
    /// The subject and the results.
    Summary,
    /// The mailboxes of a list.
    Mailboxes,
    /// The customer's answers.
    Answers,
    /// The measurements.
    Measured,
}

/// The most mailboxes of a list that get a line of their own.
pub(super) const MAX_MAILBOX_LINE_COUNT: usize = 40;

/// The name of the line of the mailbox at this index. All mailboxes beyond the limit share one
/// line.
pub(super) fn mailbox_line(place: usize) -> String {
    if place < MAX_MAILBOX_LINE_COUNT {
        format!("mailbox.{place}")
    } else {
        "mailboxes.more".to_owned()
    }
}
