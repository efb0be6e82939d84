//! The list of mailboxes in both reports; all rows are in it, except those that the customer left
//! out.

use std::collections::BTreeMap;

use checklist::Evidence;
use diagnosis::finding::{CheckState, Pattern};
use diagnosis::probe::CheckKind;
use mail::Mailbox;
use mail::bounce::BounceReason;
use mail::connection::ConnectionReason;
use mail::list::InError;
use maud::{Markup, html};
use outcome::LeftOut;
use schemars::JsonSchema;
use serde::Serialize;
use session::{MailboxRow, MailboxTable};
use terms::visible::visible;
use terms::{Lang, fill};
use words::MailboxText;

/// One mailbox, in JSON.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct MailboxLine {
    /// Its address.
    pub address: Mailbox,
    /// Whether it is in error, according to the customer.
    pub in_error: InError,
    /// The error shown for it, as the customer pasted it, with hidden characters as escapes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error_text: Option<String>,
    /// The reason, if the error contains a mail server's reply that is recognised.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<BounceReason>,
    /// The reason, if the error is a connection error of a mail program or service.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub connection: Option<ConnectionReason>,
    /// The day since which it is in error.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub since: Option<String>,
    /// The name of its provider, if it was identified.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub provider: Option<String>,
    /// Whether its domain was checked.
    pub is_looked_at: bool,
    /// The state of each check of its domain.
    pub checks: BTreeMap<CheckKind, CheckState>,
}

/// The whole list, for the JSON report.
pub(crate) fn lines(evidence: &Evidence, out: LeftOut<'_>) -> Vec<MailboxLine> {
    let table = MailboxTable::new(evidence, &[]);
    let line = |row: MailboxRow| MailboxLine {
        reason: row.mailbox.error_text.as_ref().and_then(|text| refused(evidence, text)),
        connection: row
            .mailbox
            .error_text
            .as_ref()
            .and_then(|text| Some(evidence.pasted.reading(text)?.connection()?.reason)),
        address: row.mailbox.address,
        in_error: row.mailbox.in_error,
        error_text: row.mailbox.error_text.map(|text| visible(&text).into_owned()),
        since: row.mailbox.since,
        provider: row.provider,
        is_looked_at: row.is_looked_at,
        checks: table
            .checks
            .iter()
            .zip(row.states)
            .filter_map(|(&check, state)| Some((check, state?)))
            .collect(),
    };
    let names: Vec<_> = shown(&table, out).map(|row| row.mailbox.address.clone()).collect();
    table
        .rows
        .iter()
        .filter(|row| names.contains(&row.mailbox.address))
        .cloned()
        .map(line)
        .collect()
}

/// The rows that the customer did not leave out, in the order of the ticket's lines.
fn shown<'t>(table: &'t MailboxTable, out: LeftOut<'_>) -> impl Iterator<Item = &'t MailboxRow> {
    table
        .in_error_first()
        .enumerate()
        .filter(move |(place, _)| !out.has_mailbox(*place))
        .map(|(_, row)| row)
}

/// The reason for a server's refusal, if the error text has one.
fn refused(evidence: &Evidence, error: &str) -> Option<BounceReason> {
    let items = evidence.pasted.reading(error)?.items();
    items.iter().map(|item| item.reason).find(|reason| *reason != BounceReason::Unknown)
}

/// The whole list, for the HTML report; empty without a list.
pub(super) fn section(evidence: &Evidence, out: LeftOut<'_>, lang: Lang) -> Markup {
    let table = MailboxTable::new(evidence, &[]);
    let errors = table.rows.iter().filter(|row| row.mailbox.in_error == InError::Yes).count();
    let counted = words::list_count(lang, table.rows.len(), errors);
    let rows: Vec<&MailboxRow> = shown(&table, out).collect();
    let has_pattern = |pattern: &&Pattern| !out.has(&format!("pattern.{}", pattern.code.as_str()));
    html! {
        @if !rows.is_empty() {
            section {
                h2 { (MailboxText::TableTitle.get(lang)) }
                @if !out.has("mailboxes") { p { (counted) } }
                @for pattern in evidence.patterns.iter().filter(has_pattern) {
                    @let words = words::pattern(lang, pattern);
                    p { strong { (words.title) } " " (words.meaning) }
                }
                div class="wide" {
                    table class="mailboxes" {
                        thead {
                            tr {
                                th scope="col" { (MailboxText::ColumnMailbox.get(lang)) }
                                th scope="col" { (MailboxText::ColumnState.get(lang)) }
                                th scope="col" { (MailboxText::ColumnProvider.get(lang)) }
                                @for &check in &table.checks { th scope="col" { (words::check(lang, check)) } }
                            }
                        }
                        tbody { @for row in rows { (row_of(row, evidence, lang)) } }
                    }
                }
                p { (MailboxText::TableHelp.get(lang)) }
            }
        }
    }
}

fn row_of(row: &MailboxRow, evidence: &Evidence, lang: Lang) -> Markup {
    let error = row.mailbox.error_text.as_ref();
    let reason = error.and_then(|text| words::reading_reason(lang, evidence.pasted.reading(text)?));
    html! {
        tr {
            th scope="row" translate="no" { (row.mailbox.address) }
            td {
                (words::in_error(lang, row.mailbox.in_error))
                @if let Some(day) = &row.mailbox.since { ", " (fill(MailboxText::ErrorSince.get(lang), &[("day", day)])) }
                @if let Some(error) = error { br; span translate="no" { "«" (error) "»" } }
                @if let Some(reason) = reason { br; (reason) }
            }
            td translate="no" { (row.provider.as_deref().unwrap_or("–")) }
            @for state in &row.states {
                td {
                    @match state {
                        Some(state) => (words::state(lang, *state)),
                        None if row.is_looked_at => "–",
                        None => (MailboxText::NotLookedAt.get(lang)),
                    }
                }
            }
        }
    }
}
