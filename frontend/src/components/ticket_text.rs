//! A ticket as plain text, for copying.

use std::fmt::Write as _;

use outcome::{Ticket, TicketGroup};
use terms::Lang;
use words::{MailboxText, UiText};

/// The name of a group.
#[must_use]
pub(crate) const fn group(lang: Lang, group: TicketGroup) -> &'static str {
    match group {
        TicketGroup::Summary => UiText::GroupSummary.get(lang),
        TicketGroup::Mailboxes => MailboxText::TableTitle.get(lang),
        TicketGroup::Answers => UiText::GroupAnswers.get(lang),
        TicketGroup::Measured => UiText::GroupMeasured.get(lang),
    }
}

/// The whole ticket, group by group.
#[must_use]
pub(crate) fn plain(lang: Lang, ticket: &Ticket) -> String {
    let mut said = format!("{}\n", ticket.subject);
    let mut last = None;
    for line in &ticket.lines {
        if last != Some(line.group) {
            last = Some(line.group);
            // Writing to a String cannot fail.
            let _ = writeln!(said, "\n{}", group(lang, line.group));
        }
        // The lines of a value are indented, so that they cannot be mistaken for lines of the
        // ticket.
        let _ = writeln!(said, "- {}: {}", line.label, line.value.replace('\n', "\n    "));
    }
    if !ticket.missing.is_empty() {
        let _ = writeln!(said, "\n{}", UiText::MissingTitle.get(lang));
        for missing in &ticket.missing {
            let _ = writeln!(said, "- {missing}");
        }
    }
    if ticket.left_out_count > 0 {
        let _ = writeln!(said, "\n{}", words::left_out(lang, ticket.left_out_count));
    }
    said
}

#[cfg(test)]
mod tests {
    use outcome::TicketLine;

    use super::*;

    #[test]
    fn groups_stand_once_over_their_lines() {
        let line = |group, value: &str| TicketLine {
            id: value.to_owned(),
            group,
            label: "L".to_owned(),
            value: value.to_owned(),
            step: None,
        };
        let lines = vec![
            line(TicketGroup::Summary, "a"),
            line(TicketGroup::Summary, "b"),
            line(TicketGroup::Measured, "c"),
        ];
        let ticket = Ticket {
            subject: "S".to_owned(),
            lines,
            missing: vec!["m".to_owned()],
            left_out_count: 2,
        };
        let expected = "S\n\nIn short\n- L: a\n- L: b\n\nWhat we measured\n- L: c\n\nNot provided (you can send all the same)\n- m\n\nLeft out by the customer: 2\n";
        assert_eq!(plain(Lang::En, &ticket), expected);
    }
}
