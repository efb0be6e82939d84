//! The content of a delivered ticket: as the customer reviewed it, unchanged since it was
//! submitted. It is written into the outbox when the ticket is submitted, and read from there.
//!
//! Must never contain a line that the customer left out, and knows nothing of the delivery.

use checklist::playbook::Playbook;
use checklist::{Answer, InputValue};
use mail::list::InError;
use mail::{Mailbox, Subject};
use maud::{DOCTYPE, html};
use outcome::{Ticket, TicketGroup};
use serde::{Deserialize, Serialize};
use session::Facts;
use terms::Lang;
use terms::visible::{visible, visible_json};
use words::ReportText;

/// The longest value at each level of [`Payload::at_level`], in characters; the levels above have
/// fewer lines.
const VALUE_CHARS: [usize; 6] = [8_000, 4_000, 2_000, 1_000, 400, 200];

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
    /// How many lines at the end do not fit into the message.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub cut: usize,
    /// The customer's address for replies.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reply_to: Option<String>,
    /// Whether the names before the @ of addresses are replaced.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub are_addresses_masked: bool,
    /// Whether the archive is not attached, because it is too large.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_archive_missing: bool,
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
            cut: 0,
            reply_to,
            are_addresses_masked: false,
            is_archive_missing: false,
        }
    }

    /// The ticket in a shorter form: from 1 on, each level holds less than the one before. It says
    /// what is missing and where the whole is.
    #[must_use]
    pub fn at_level(&self, level: u32) -> Self {
        let mut shorter = self.clone();
        let longest = VALUE_CHARS.last().copied().unwrap_or_default();
        let place = usize::try_from(level).unwrap_or(usize::MAX).checked_sub(1);
        let Some(place) = place else { return shorter };
        let max_chars = VALUE_CHARS.get(place).copied().unwrap_or(longest);
        for line in &mut shorter.lines {
            line.value = shortened(self.lang, &line.value, max_chars);
        }
        // After the values, the lines: those at the end are the details.
        for _ in VALUE_CHARS.len()..=place {
            let kept = shorter.lines.len() * 3 / 4;
            shorter.lines.truncate(kept);
        }
        shorter.cut = self.lines.len() - shorter.lines.len();
        shorter
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
        for note in self.notes() {
            text.push_str(&format!("\n{note}\n"));
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
                    @for note in self.notes() { p { (note) } }
                }
            }
        };
        visible(&markup.into_string()).into_owned()
    }

    /// The JSON that is attached.
    #[must_use]
    pub fn json(&self) -> String {
        let written = if self.are_addresses_masked {
            // Only the header of the message has it.
            serde_json::to_string_pretty(&Self { reply_to: None, ..self.clone() })
        } else {
            serde_json::to_string_pretty(self)
        };
        visible_json(&written.unwrap_or_default()).into_owned()
    }

    /// What is missing or changed, a sentence each.
    fn notes(&self) -> Vec<String> {
        let mut notes = Vec::new();
        if self.cut > 0 {
            notes.push(words::lines_cut(self.lang, self.cut));
        }
        if self.left_out > 0 {
            notes.push(words::left_out(self.lang, self.left_out));
        }
        if self.are_addresses_masked {
            notes.push(ReportText::AddressesMasked.get(self.lang).to_owned());
        }
        if self.is_archive_missing {
            notes.push(ReportText::ArchiveMissing.get(self.lang).to_owned());
        }
        notes
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde calls it with a reference")]
const fn is_zero(count: &usize) -> bool {
    *count == 0
}

const fn group_name(group: TicketGroup) -> &'static str {
    match group {
        TicketGroup::Summary => "summary",
        TicketGroup::Mailboxes => "mailboxes",
        TicketGroup::Answers => "answers",
        TicketGroup::Measured => "measured",
    }
}

/// The customer's address for replies: the first in the line in which they were asked for one. A
/// mailbox that is in trouble is never used: the reply would not arrive. Nor is an address that is
/// not in the ticket.
fn reply_to(facts: &Facts, playbook: &Playbook, content: &Ticket) -> Option<String> {
    let id = format!("input.{REPLY_TO}");
    let line = content.lines.iter().find(|line| line.id == id)?;
    let in_trouble = in_trouble(facts, playbook);
    // The line may hold a telephone number, too, or a sentence.
    let is_between =
        |character: char| character.is_whitespace() || "<>()[],;:\"".contains(character);
    line.value
        .split(is_between)
        .filter(|word| word.contains('@'))
        .filter_map(|word| Mailbox::parse(word.trim_end_matches(['.', '!', '?'])).ok())
        .map(|found| found.value)
        .map(|mailbox| mailbox.to_string())
        // Almost every server ignores case in the local part.
        .find(|address| !in_trouble.iter().any(|mailbox| is_same(mailbox, address)))
}

fn is_same(mailbox: &Mailbox, address: &str) -> bool {
    mailbox.to_string().to_lowercase() == address.to_lowercase()
}

/// The mailboxes that the session is about, except those that the customer says are well.
fn in_trouble(facts: &Facts, playbook: &Playbook) -> Vec<Mailbox> {
    let mut found = Vec::new();
    if let Some(Subject::Mailbox(mailbox)) = facts.subject(&playbook.start) {
        found.push(mailbox);
    }
    let Some(Answer::Inputs(values)) =
        facts.answers.get(&playbook.start).map(|given| &given.answer)
    else {
        return found;
    };
    for value in values.values() {
        match value {
            InputValue::Mailbox(mailbox) => found.push(mailbox.clone()),
            InputValue::Mailboxes(list) => found.extend(
                list.iter()
                    .filter(|listed| listed.in_error != InError::No)
                    .map(|listed| listed.address.clone()),
            ),
            _ => {}
        }
    }
    found
}

/// The beginning of a text, and how much is missing; the text itself if it is not longer.
fn shortened(lang: Lang, text: &str, max_chars: usize) -> String {
    let missing = text.chars().count().saturating_sub(max_chars);
    if missing == 0 {
        return text.to_owned();
    }
    let kept: String = text.chars().take(max_chars).collect();
    format!("{kept} [{}]", words::text_cut(lang, missing))
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
            cut: 0,
            reply_to: None,
            are_addresses_masked: false,
            is_archive_missing: false,
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

    #[track_caller]
    fn check_reply_to(line: &str, expected: Option<&str>) {
        use session::{Actor, Event, LogEntry};
        let playbooks =
            authoring::playbooks::Playbooks::shipped(&authoring::playbooks::SetVariables::new());
        let playbooks = playbooks.unwrap();
        for name in ["generic", "seit", "tweppy"] {
            let playbook = playbooks
                .iter()
                .find(|published| published.playbook.playbook == name)
                .map(|published| std::sync::Arc::clone(&published.playbook))
                .unwrap();
            let mailbox = Mailbox::parse("mario@bottega.test").unwrap().value;
            let Some(checklist::playbook::Step::Collect(start)) =
                playbook.steps.get(&playbook.start)
            else {
                panic!("{name} starts with a form");
            };
            let id = start.inputs[0].0.clone();
            let is_list =
                playbook.inputs[&start.inputs[0]].kind == checklist::playbook::InputKind::Mailboxes;
            let subject = if is_list {
                let listed = |address: &str, in_error| mail::list::ListedMailbox {
                    address: Mailbox::parse(address).unwrap().value,
                    in_error,
                    error_text: None,
                    since: None,
                };
                InputValue::Mailboxes(vec![
                    listed("mario@bottega.test", InError::Yes),
                    listed("ada@bottega.test", InError::No),
                ])
            } else {
                InputValue::Mailbox(mailbox)
            };
            let answer = |step: &checklist::playbook::StepId, id: &str, value| Event::AnswerGiven {
                step: step.clone(),
                answer: Answer::Inputs(
                    [(checklist::playbook::InputId(id.to_owned()), value)].into(),
                ),
            };
            let opened = Event::SessionOpened {
                playbook: name.to_owned(),
                digest: "d".to_owned(),
                lang: Lang::It,
            };
            let support = InputValue::Text(line.to_owned());
            let events = [
                opened,
                answer(&playbook.start, &id, subject),
                answer(&playbook.support, REPLY_TO, support),
            ];
            let log: Vec<LogEntry> = (1..)
                .zip(events)
                .map(|(seq, event)| LogEntry { seq, at_ms: 1, actor: Actor::Customer, event })
                .collect();
            let standing =
                session::Standing::new(std::sync::Arc::clone(&playbook), Facts::replay(&log));
            let content = outcome::ticket(&standing, Lang::It, &[]);
            let payload = Payload::new("R", standing.facts(), &playbook, content);
            assert_eq!(payload.reply_to.as_deref(), expected, "{name}: {line:?}");
        }
    }

    #[test]
    fn a_reply_never_goes_to_the_mailbox_in_trouble() {
        check_reply_to("casa@altrove.test", Some("casa@altrove.test"));
        check_reply_to(
            "Scriva a Casa <casa@altrove.test>, o 0471 000000.",
            Some("casa@altrove.test"),
        );
        check_reply_to("0471 000000 oppure casa@altrove.test.", Some("casa@altrove.test"));
        check_reply_to("mario@bottega.test", None);
        check_reply_to("Mario@BOTTEGA.test o casa@altrove.test", Some("casa@altrove.test"));
        check_reply_to("0471 000000", None);
        check_reply_to("@ non so @", None);
        check_reply_to("casa@altrove.test\r\nBcc: eva@altra.test", Some("casa@altrove.test"));
    }
}
