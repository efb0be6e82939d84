//! The field for a list of mailboxes: a box to paste into, a file, and the rows that were read,
//! each with its mark.
//!
//! A line that can be read leaves the box and becomes a row; a line that cannot be read stays in
//! the box, so that nothing is lost. The field's value is one text that the list reader can read
//! again: the rows, then the text still in the box.

use checklist::InputValue;
use checklist::playbook::Input;
use leptos::prelude::*;
use leptos::task::spawn_local;
use mail::Mailbox;
use mail::list;
use mail::list::{InError, ListRead, ListedMailbox, MAX_LIST_BYTES, PAGE_BREAK};
use terms::{Lang, fill};
use words::MailboxText;

use crate::fields::{FieldProblem, FieldRead};
use crate::platform::file::{self, Unreadable};
use crate::platform::{clipboard, dom};

/// Reads the value of a field for a list.
///
/// # Errors
/// When the list is empty and required, or has lines that cannot be read.
pub(crate) fn read_value(input: &Input, written: &str) -> FieldRead {
    let read = list::read(written);
    match (read.mailboxes, input.required) {
        _ if !read.faults.is_empty() => Err(FieldProblem::Unread),
        (found, true) if found.is_empty() => Err(FieldProblem::Missing),
        (found, false) if found.is_empty() => Ok(None),
        (found, _) => Ok(Some(InputValue::Mailboxes(found))),
    }
}

/// The id of the list's heading.
const HEADING: &str = "mailboxes-read";

/// One row: a mailbox and what was entered for it.
#[derive(Clone)]
struct Row {
    address: Mailbox,
    in_error: RwSignal<InError>,
    error_text: RwSignal<String>,
    since: RwSignal<String>,
}

impl Row {
    fn new(mailbox: ListedMailbox) -> Self {
        Self {
            address: mailbox.address,
            in_error: RwSignal::new(mailbox.in_error),
            error_text: RwSignal::new(mailbox.error_text.unwrap_or_default()),
            since: RwSignal::new(mailbox.since.unwrap_or_default()),
        }
    }

    /// The mailbox with what was entered for it; the calling effect runs again when that changes.
    fn mailbox(&self) -> ListedMailbox {
        let in_error = self.in_error.get();
        let of_error = |text: String| {
            Some(text.trim().to_owned()).filter(|text| in_error == InError::Yes && !text.is_empty())
        };
        let (error_text, since) = (of_error(self.error_text.get()), of_error(self.since.get()));
        ListedMailbox { address: self.address.clone(), in_error, error_text, since }
    }
}

/// The state of the field.
#[derive(Clone, Copy)]
struct Editor {
    rows: RwSignal<Vec<Row>>,
    /// The text in the box.
    written: RwSignal<String>,
    /// The result of the last reading, as sentences.
    told: RwSignal<Vec<String>>,
    faults: RwSignal<Vec<String>>,
}

impl Editor {
    fn new(value: &str) -> Self {
        let read = list::read(value);
        let written = rest(&read);
        let rows = read.mailboxes.into_iter().map(Row::new).collect();
        Self {
            rows: RwSignal::new(rows),
            written: RwSignal::new(written),
            told: RwSignal::new(Vec::new()),
            faults: RwSignal::new(Vec::new()),
        }
    }

    /// The value of the field.
    fn value(self) -> String {
        let rows: Vec<ListedMailbox> =
            self.rows.with(|rows| rows.iter().map(Row::mailbox).collect());
        let listed = if rows.is_empty() { String::new() } else { list::write(&rows) };
        self.written.with(|written| {
            if written.trim().is_empty() {
                listed
            } else {
                format!("{listed}\n{PAGE_BREAK}{written}")
            }
        })
    }

    /// Reads a text into rows; lines that cannot be read are added to the box, below its text.
    fn take(self, lang: Lang, text: &str) {
        let before = self.rows.try_with_untracked(|rows| {
            untrack(|| rows.iter().map(Row::mailbox).collect::<Vec<_>>())
        });
        // A file may arrive after its field was removed.
        let Some(before) = before else { return };
        let count = before.len();
        let earlier = if before.is_empty() { String::new() } else { list::write(&before) };
        let all = list::read(&format!("{earlier}\n{PAGE_BREAK}{text}"));
        let added = all.mailboxes.len().saturating_sub(count);
        let mut told =
            vec![fill(MailboxText::ListAdded.get(lang), &[("count", &added.to_string())])];
        let repeated: Vec<String> =
            all.repeated.iter().map(|repeated| repeated.address.to_string()).collect();
        if !repeated.is_empty() {
            told.push(fill(
                MailboxText::Repeated.get(lang),
                &[("addresses", &repeated.join(", "))],
            ));
        }
        // Line numbers count from the start of the pasted text, which is what the customer sees.
        let offset = earlier.matches('\n').count() + 1;
        let faults = all.faults.iter().map(|fault| {
            let line = fault.line.saturating_sub(offset);
            words::line_fault(lang, &list::LineFault { line, ..fault.clone() })
        });
        let faults: Vec<String> = faults.collect();
        dom::announce(&[told.as_slice(), faults.as_slice()].concat().join(" "));
        self.written.update(|written| {
            if !written.trim().is_empty() {
                written.push('\n');
            }
            written.push_str(&rest(&all));
            written.truncate(written.trim_end().len());
        });
        self.told.set(told);
        self.faults.set(faults);
        self.rows.set(all.mailboxes.into_iter().map(Row::new).collect());
    }

    fn mark_all(self, in_error: InError) {
        self.rows.with_untracked(|rows| rows.iter().for_each(|row| row.in_error.set(in_error)));
    }
}

/// The lines that could not be read, as they were written.
fn rest(read: &ListRead) -> String {
    read.faults.iter().map(|fault| fault.text.as_str()).collect::<Vec<_>>().join("\n")
}

/// The field.
#[component]
pub(crate) fn MailboxListField(
    lang: Lang,
    /// The id of the element that the label names.
    id: String,
    described: String,
    #[prop(into)] invalid: Signal<Option<&'static str>>,
    value: RwSignal<String>,
) -> impl IntoView {
    let editor = Editor::new(&value.get_untracked());
    Effect::new(move || value.set(editor.value()));
    let paste = move |event: leptos::ev::Event| {
        // A list pasted into an empty box is read at once; into other text it is pasted as usual.
        let pasted = clipboard::pasted(&event)
            .filter(|_| editor.written.with_untracked(|written| written.trim().is_empty()));
        if let Some(text) = pasted.filter(|text| !list::read(text).mailboxes.is_empty()) {
            event.prevent_default();
            editor.take(lang, &text);
        }
    };
    let add = move |_| {
        let text = editor.written.get_untracked();
        if !text.trim().is_empty() {
            editor.written.set(String::new());
            editor.take(lang, &text);
        }
    };
    let read_file = move |file: Option<web_sys::File>| {
        let Some(file) = file else { return };
        spawn_local(async move {
            let problem = match file::bytes(&file, MAX_LIST_BYTES).await {
                Ok(bytes) => match list::decode(&bytes) {
                    Some(text) => return editor.take(lang, &text),
                    None => MailboxText::FileUnreadable,
                },
                Err(Unreadable::TooBig) => MailboxText::FileTooBig,
                Err(Unreadable::NotGiven) => MailboxText::FileUnreadable,
            };
            editor.faults.try_set(vec![problem.get(lang).to_owned()]);
        });
    };
    let drop = move |event: leptos::ev::DragEvent| {
        if let Some(file) = file::dropped(&event) {
            event.prevent_default();
            read_file(Some(file));
        }
    };
    let told = move || {
        editor
            .told
            .get()
            .into_iter()
            .map(|line| view! { <p class="read-as">{line}</p> })
            .collect_view()
    };
    let faults = move || {
        let faults = editor.faults.get();
        (!faults.is_empty()).then(|| {
            let items = faults.into_iter().map(|fault| view! { <li>{fault}</li> });
            view! {
                <div class="notice notice-problem" data-testid="list-faults">
                    <p><strong>{MailboxText::FaultsTitle.get(lang)}</strong> " " {MailboxText::FaultsHelp.get(lang)}</p>
                    <ul>{items.collect_view()}</ul>
                </div>
            }
        })
    };
    view! {
        <div class="list-field" on:drop=drop on:dragover=move |event| event.prevent_default()>
            <p class="help">{MailboxText::PasteHelp.get(lang)}</p>
            <textarea id=id rows="5" autocapitalize="none" spellcheck="false" aria-describedby=described aria-invalid=move || invalid.get()
                prop:value=editor.written on:input=move |event| editor.written.set(event_target_value(&event))
                on:paste=move |event| paste(event.into())></textarea>
            <p class="actions">
                <button type="button" class="button quiet-button" data-action="read-list" on:click=add>{MailboxText::ReadList.get(lang)}</button>
                <label class="file">{MailboxText::ChooseFile.get(lang)}
                    <input type="file" accept=".csv,.txt,.tsv,text/csv,text/plain" on:change=move |event| read_file(file::chosen(&event))/>
                </label>
            </p>
            {told}
            {faults}
            {move || rows(lang, editor)}
        </div>
    }
}

/// The rows. Rendered again when a row is added or removed, not when it is marked.
fn rows(lang: Lang, editor: Editor) -> Option<AnyView> {
    let rows = editor.rows.get();
    if rows.is_empty() {
        return None;
    }
    let count = rows.len();
    let errors = rows.clone();
    let counted = move || {
        let errors = errors.iter().filter(|row| row.in_error.get() == InError::Yes).count();
        words::list_count(lang, count, errors)
    };
    let items = rows
        .into_iter()
        .enumerate()
        .map(|(place, row)| item(lang, editor, place, row))
        .collect_view();
    Some(
        view! {
            <div class="list-read">
                <h3 id=HEADING tabindex="-1">{MailboxText::ListTitle.get(lang)}</h3>
                <p class="quiet" data-testid="list-count">{counted}</p>
                <p class="actions">
                    <button type="button" class="link" data-action="mark-all-error" on:click=move |_| editor.mark_all(InError::Yes)>{MailboxText::MarkAllInError.get(lang)}</button>
                    <button type="button" class="link" data-action="mark-all-working" on:click=move |_| editor.mark_all(InError::No)>{MailboxText::MarkAllWorking.get(lang)}</button>
                </p>
                <div class="list-rows" role="region" aria-labelledby=HEADING tabindex="0"><ul>{items}</ul></div>
            </div>
        }
        .into_any(),
    )
}

fn item(lang: Lang, editor: Editor, place: usize, row: Row) -> impl IntoView {
    let address = row.address.to_string();
    let named = |text: MailboxText| fill(text.get(lang), &[("address", &address)]);
    let (state_id, error_id, since_id) =
        (format!("state-{place}"), format!("error-{place}"), format!("since-{place}"));
    let Row { in_error, error_text, since, .. } = row.clone();
    let options = InError::ALL.map(|mark| {
        view! { <option value=mark.as_str() selected=move || in_error.get() == mark>{words::in_error(lang, mark)}</option> }
    });
    let mark = move |event| {
        let wanted = event_target_value(&event);
        in_error
            .set(InError::ALL.into_iter().find(|mark| mark.as_str() == wanted).unwrap_or_default());
    };
    let of_remove = row.address.clone();
    let remove = move |_| {
        editor.rows.update(|rows| rows.retain(|row| row.address != of_remove));
        dom::focus_soon(HEADING);
    };
    let (error_label, since_label) = (named(MailboxText::ErrorText), named(MailboxText::Since));
    let more = move || {
        (in_error.get() == InError::Yes).then(|| {
            view! {
                <div class="list-error">
                    <div>
                        <label for=error_id.clone()>{MailboxText::ErrorTextShort.get(lang)}</label>
                        <input id=error_id.clone() type="text" maxlength="300" autocomplete="off" aria-label=error_label.clone() prop:value=error_text on:input=move |event| error_text.set(event_target_value(&event))/>
                    </div>
                    <div>
                        <label for=since_id.clone()>{MailboxText::SinceShort.get(lang)}</label>
                        <input id=since_id.clone() type="date" aria-label=since_label.clone() prop:value=since on:input=move |event| since.set(event_target_value(&event))/>
                    </div>
                </div>
            }
        })
    };
    view! {
        <li class="list-row" data-row=address.clone() data-in-error=move || in_error.get().as_str()>
            <span class="list-address" translate="no">{address.clone()}</span>
            <select id=state_id aria-label=named(MailboxText::MarkLegend) data-mark="" on:change=mark>{options.collect_view()}</select>
            <button type="button" class="link" data-action="remove" aria-label=named(MailboxText::RemoveOf) on:click=remove>{MailboxText::Remove.get(lang)}</button>
            {more}
        </li>
    }
}
