//! The name of the WebAssembly target, and how its standard library is recognised. Must never
//! install or build anything.

use std::path::Path;

/// The target's name.
pub(crate) const TARGET: &str = "wasm32-unknown-unknown";

/// Whether `folder` holds a standard library.
pub(super) fn holds_std(folder: &Path) -> bool {
    std::fs::read_dir(folder).is_ok_and(|entries| {
        entries.flatten().any(|entry| entry.file_name().to_string_lossy().starts_with("libstd-"))
    })
}
