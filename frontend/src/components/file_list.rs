//! Screenshots and documents beside a field for errors: given one by one, listed, taken back.
//!
//! What a file is and whether it fits is checked here first, so that nothing is sent in vain. Must
//! never send anything by itself: the page does.

use checklist::playbook::InputId;
use leptos::prelude::*;
use leptos::task::spawn_local;
use session::{FileId, FileKind, MAX_FILE_BYTES, MAX_FILE_COUNT};
use terms::Lang;
use terms::fill;
use web_sys::File;
use words::FileText;

use crate::platform::dom;
use crate::platform::file::{self, Unreadable};
use crate::store::SessionStore;

/// For the fields, which do not know the session: how a file is given and taken back. Absent before
/// a session begins.
#[derive(Clone, Copy)]
pub(crate) struct FileGiving {
    /// The session that has the files.
    pub(crate) store: SessionStore,
    /// Called with the input, the file's name and its content.
    pub(crate) give: Callback<(InputId, String, Vec<u8>)>,
    /// Called to take a file back.
    pub(crate) take_back: Callback<FileId>,
}

/// Reads a file, and gives it if it can be taken.
pub(crate) fn give(
    here: FileGiving,
    input: InputId,
    chosen: File,
    problem: RwSignal<Option<FileText>>,
) {
    problem.set(None);
    let (count, bytes) = here.store.facts_now(|facts| {
        let bytes: u32 = facts.files.iter().map(|file| file.size_bytes).sum();
        (facts.files.len(), bytes as usize)
    });
    if count >= MAX_FILE_COUNT {
        problem.set(Some(FileText::TooMany));
        return;
    }
    spawn_local(async move {
        match file::bytes(&chosen, MAX_FILE_BYTES.saturating_sub(bytes)).await {
            Err(Unreadable::TooBig) => problem.set(Some(FileText::TooBig)),
            Err(Unreadable::NotGiven) => problem.set(Some(FileText::Unreadable)),
            Ok(content) if FileKind::of(&content).is_none() => {
                problem.set(Some(FileText::OtherKind));
            }
            Ok(content) => here.give.run((input, chosen.name(), content)),
        }
    });
}

/// The field for files of one input, and those that were given.
#[component]
pub(crate) fn FileList(
    lang: Lang,
    here: FileGiving,
    /// The id of the field beside it.
    id: String,
    input: InputId,
    problem: RwSignal<Option<FileText>>,
) -> impl IntoView {
    let (file_id, help_id) = (format!("{id}-screenshot"), format!("{id}-screenshot-help"));
    let of_input = input.clone();
    let take = move |event: web_sys::Event| {
        if let Some(chosen) = file::chosen(&event) {
            give(here, of_input.clone(), chosen, problem);
        }
    };
    let field_id = file_id.clone();
    let given = move || {
        let files: Vec<(FileId, String)> = here.store.facts(|facts| {
            let is_here = facts.files.iter().filter(|file| file.input == input);
            is_here
                .map(|file| {
                    (file.file, words::file_line(&file.name, file.kind.as_str(), file.size_bytes))
                })
                .collect()
        });
        let field_id = field_id.clone();
        (!files.is_empty()).then(move || {
            let items = files.into_iter().map(move |(file, line)| {
                let label = fill(FileText::TakeBack.get(lang), &[("name", &line)]);
                let field_id = field_id.clone();
                let take_back = move |_| {
                    // The button goes away with its line.
                    dom::focus_named(field_id.clone());
                    here.take_back.run(file);
                };
                view! { <li data-file=file.0>{line.clone()} " " <button type="button" class="link" data-action="take-file-back" on:click=take_back>{label}</button></li> }
            });
            view! { <ul aria-label=FileText::Given.get(lang)>{items.collect_view()}</ul> }
        })
    };
    view! {
        <div class="bounce-file">
            <label for=file_id.clone()>{FileText::Choose.get(lang)}</label>
            <input id=file_id type="file" data-kind="screenshot" aria-describedby=help_id.clone() accept="image/png,image/jpeg,image/webp,image/gif,application/pdf,text/plain,.eml,.txt" on:change=take/>
            <p class="help" id=help_id>{FileText::Help.get(lang)}</p>
            <div role="status">{given}</div>
            {move || problem.get().map(|problem| view! { <p class="problem" role="alert">{problem.get(lang)}</p> })}
        </div>
    }
}
