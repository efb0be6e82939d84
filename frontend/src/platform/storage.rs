//! The browser's storage, where it is allowed. In private windows and frames it often is not.

use leptos::prelude::window;
use web_sys::Storage;

/// How long a value is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Memory {
    /// Until the tab is closed.
    Tab,
    /// Until the user clears it.
    Browser,
}

fn storage(memory: Memory) -> Option<Storage> {
    let storage = match memory {
        Memory::Tab => window().session_storage(),
        Memory::Browser => window().local_storage(),
    };
    storage.ok().flatten()
}

/// The value stored under a name.
#[must_use]
pub(crate) fn recall(memory: Memory, name: &str) -> Option<String> {
    storage(memory)?.get_item(name).ok().flatten()
}

/// Stores a value, and returns whether that was possible: storage may be full, or forbidden.
#[must_use]
pub(crate) fn remember(memory: Memory, name: &str, value: &str) -> bool {
    storage(memory).is_some_and(|storage| storage.set_item(name, value).is_ok())
}

/// Removes a value.
pub(crate) fn forget(memory: Memory, name: &str) {
    if let Some(storage) = storage(memory) {
        let _ = storage.remove_item(name);
    }
}
