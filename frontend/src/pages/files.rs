//! Giving files beside a field, and taking them back: the calls to the server.
//!
//! Reached only from the part with these fields, so that a session begins without this code.

use checklist::playbook::InputId;
use leptos::prelude::*;
use session::FileId;

use super::session_actions::SessionActions;
use crate::api::{self, Access};
use crate::components::file_list::FileGiving;

/// How the fields give files in this session.
#[must_use]
pub(crate) fn giving(actions: SessionActions) -> FileGiving {
    let store = actions.store;
    let give = Callback::new(move |(input, name, content): (InputId, String, Vec<u8>)| {
        actions.call(
            &format!("file {name} {}", content.len()),
            async move |access: Access| {
                let content = js_sys::Uint8Array::from(content.as_slice()).into();
                api::give_file(&access, &input, &name, content).await
            },
            move |given| {
                store.receive(given.entries);
            },
        );
    });
    let take_back = Callback::new(move |file: FileId| {
        actions.call(
            &format!("take back {}", file.0),
            async move |access: Access| api::take_file_back(&access, file).await,
            move |taken| {
                store.receive(taken.entries);
            },
        );
    });
    FileGiving { store, give, take_back }
}
