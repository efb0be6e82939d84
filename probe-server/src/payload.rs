//! The content of a delivered ticket: as the customer reviewed it, unchanged since it was
//! submitted. It is written into the outbox when the ticket is submitted, and read from there.
//!
//! Must never contain a line that the customer left out, and knows nothing of the delivery.

use checklist::playbook::Playbook;
use mail::{Mailbox, Subject};
use maud::{DOCTYPE, html};
use outcome::{Ticket, TicketGroup};
use serde::{Deserialize, Serialize};
use session::Facts;
use terms::Lang;
use terms::visible::{visible, visible_json};
use words::ReportText;

/// The id of the input in which a playbook asks for an address for replies.
const REPLY_TO: &str = "reply_to";

/// The content of a ticket; it is also the JSON that is attached to the message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Payload {
    /// The version of this format: 1.
    pub schema: u8,
    /// The reference that the customer and the support desk see.
    pub reference: String,
    /// The language.
    pub lang: Lang,
    /// The playbook's name.
    pub playbook: String,
    /// The subject, one line.
    pub subject: String,
    /// The lines, in order.
    pub lines: Vec<PayloadLine>,
    /// Information that support usually needs and the customer did not give.
    pub missing: Vec<String>,
    /// How many lines the customer left out.
    #[serde(default)]
    pub left_out: usize,
    /// The customer's address for replies.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reply_to: Option<String>,
}

/// One line of a ticket.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PayloadLine {
    /// Its id.
    pub id: String,
    /// `summary`, `mailboxes`, `answers` or `measured`.
    pub group: String,
    /// Its label.
    pub label: String,
    /// Its value.
    pub value: String,
}

impl Payload {
    /// The payload for `content`.
    #[must_use]
    pub fn new(reference: &str, facts: &Facts, playbook: &Playbook, content: Ticket) -> Self {
        let reply_to = reply_to(facts, playbook, &content);
        let lines = content
            .lines
            .into_iter()
            .map(|line| PayloadLine {
                id: line.id,
                group: group_name(line.group).to_owned(),
                label: line.label,
                value: line.value,
            })
            .collect();
        Self {
            schema: 1,
            reference: reference.to_owned(),
            lang: facts.lang,
            playbook: playbook.playbook.clone(),
            subject: content.subject,
            lines,
            missing: content.missing,
            left_out: content.left_out_count,
            reply_to,
        }
    }

    /// The subject of the message; it starts with the reference, which distinguishes the replies.
    #[must_use]
    pub fn subject_line(&self) -> String {
        visible(&format!("[{}] {}", self.reference, self.subject)).replace('\n', " ")
    }

    /// As plain text.
    #[must_use]
    pub fn text(&self) -> String {
        let mut text = format!(
            "{}\n{}: {}\n",
            self.subject,
            ReportText::Reference.get(self.lang),
            self.reference
        );
        let mut group = "";
        for line in &self.lines {
            if line.group != group {
                text.push('\n');
                group = &line.group;
            }
            // Indent further lines of a value, so that they cannot be mistaken for lines of the
            // ticket.
            text.push_str(&format!("{}: {}\n", line.label, line.value.replace('\n', "\n    ")));
        }
        if !self.missing.is_empty() {
            text.push_str(&format!("\n{}:\n", ReportText::Missing.get(self.lang)));
            for missing in &self.missing {
                text.push_str(&format!("- {missing}\n"));
            }
        }
        if self.left_out > 0 {
            text.push_str(&format!("\n{}\n", words::left_out(self.lang, self.left_out)));
        }
        visible(&text).into_owned()
    }

    /// The same content as HTML.
    #[must_use]
    pub fn html(&self) -> String {
        let markup = html! {
            (DOCTYPE)
            html lang=(self.lang.tag()) {
                head { meta charset="utf-8"; title { (self.subject_line()) } }
                body {
                    h1 { (self.subject) }
                    p { (ReportText::Reference.get(self.lang)) ": " strong { (self.reference) } }
                    table {
                        @for line in &self.lines {
                            tr { th align="left" valign="top" scope="row" { (line.label) } td { @for part in line.value.lines() { (part) br; } } }
                        }
                    }
                    @if !self.missing.is_empty() {
                        h2 { (ReportText::Missing.get(self.lang)) }
                        ul { @for missing in &self.missing { li { (missing) } } }
                    }
                    @if self.left_out > 0 { p { (words::left_out(self.lang, self.left_out)) } }
                }
            }
        };
        visible(&markup.into_string()).into_owned()
    }

    /// The JSON that is attached.
    #[must_use]
    pub fn json(&self) -> String {
        visible_json(&serde_json::to_string_pretty(self).unwrap_or_default()).into_owned()
    }
}

const fn group_name(group: TicketGroup) -> &'static str {
    match group {
        TicketGroup::Summary => "summary",
        TicketGroup::Mailboxes => "mailboxes",
        TicketGroup::Answers => "answers",
        TicketGroup::Measured => "measured",
    }
}

/// The customer's address for replies: the one given for this purpose, or else the mailbox that the
/// session is about. An address that is not in the ticket is never used, nor one of another person.
fn reply_to(facts: &Facts, playbook: &Playbook, content: &Ticket) -> Option<String> {
    let line = |id: &str| content.lines.iter().find(|line| line.id == id);
    let given =
        line(&format!("input.{REPLY_TO}")).and_then(|line| Mailbox::parse(&line.value).ok());
    if let Some(given) = given {
        return Some(given.value.to_string());
    }
    match facts.subject(&playbook.start).filter(|_| line("subject").is_some())? {
        Subject::Mailbox(mailbox) => Some(mailbox.to_string()),
        Subject::Domain(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn payload() -> Payload {
        let line = |id: &str, group: &str, label: &str, value: &str| PayloadLine {
            id: id.to_owned(),
            group: group.to_owned(),
            label: label.to_owned(),
            value: value.to_owned(),
        };
        Payload {
            schema: 1,
            reference: "7Q2MX-K4D9P".to_owned(),
            lang: Lang::It,
            playbook: "seit".to_owned(),
            subject: "Posta elettronica: problema con mario@bottega.test".to_owned(),
            lines: vec![
                line("subject", "summary", "Di che cosa si tratta", "mario@bottega.test"),
                line(
                    "input.bounce",
                    "answers",
                    "Testo dell'errore",
                    "550 5.1.1 <b>no such user</b>\nsecond line",
                ),
            ],
            missing: vec!["Mittente".to_owned()],
            left_out: 2,
            reply_to: None,
        }
    }

    #[test]
    fn text_and_html_say_the_same() {
        let payload = payload();
        let html = payload.html();
        for word in payload.text().split_whitespace().filter(|word| !word.contains(['<', '\''])) {
            let word = word.trim_matches([':', '-']);
            assert!(html.contains(word), "{word:?} is not in the HTML");
        }
    }

    #[test]
    fn what_a_customer_pastes_stays_text() {
        let payload = payload();
        assert!(payload.html().contains("&lt;b&gt;no such user&lt;/b&gt;"));
        assert!(payload.text().contains("\n    second line\n"));
    }

    /// A ticket from an older version, which stored pasted text with hidden characters.
    #[test]
    fn nothing_hidden_reaches_the_message_and_it_says_what_was_left_out() {
        let mut payload = payload();
        payload.subject = "Posta\u{202e}\r\nBcc: eva@altra.test".to_owned();
        payload.lines[1].value = "550 a\u{0}b\u{7}\u{1b}[2J\u{9b}\u{2066}c\r\nd".to_owned();
        for form in [payload.subject_line(), payload.text(), payload.html(), payload.json()] {
            let found: Vec<char> = form
                .chars()
                .filter(|&character| character != '\n' && terms::visible::is_hidden(character))
                .collect();
            assert!(found.is_empty(), "{found:?} in {form}");
        }
        assert!(!payload.subject_line().contains('\n'), "{}", payload.subject_line());
        let again: Payload = serde_json::from_str(&payload.json()).expect("the same ticket");
        assert_eq!(again, payload);
        for form in [payload.text(), payload.html()] {
            assert!(form.contains("Omesso dal cliente: 2"), "{form}");
        }
    }
}
