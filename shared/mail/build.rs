//! Turns the data files of `data/` into tables in Rust, so that the page contains neither their
//! text nor a parser.
//!
//! One module for each file. An error in the data stops the build with a message that locates it.

#[path = "build/connection_errors.rs"]
mod connection_errors;
#[path = "build/providers.rs"]
mod providers;
#[path = "build/replies.rs"]
mod replies;
#[path = "build/webmails.rs"]
mod webmails;

use std::error::Error;
use std::path::Path;

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=build");
    println!("cargo::rerun-if-changed=data");
    let tables = [
        (
            "connection_errors.rs",
            connection_errors::table(include_str!("data/connection_errors.toml"))?,
        ),
        (
            "provider_words.rs",
            connection_errors::provider_words(include_str!("data/connection_errors.toml"))?,
        ),
        ("providers.rs", providers::table(include_str!("data/providers.toml"))?),
        ("replies.rs", replies::table(include_str!("data/replies.toml"))?),
        (
            "webmails.rs",
            webmails::table(
                include_str!("data/webmails.toml"),
                include_str!("data/providers.toml"),
            )?,
        ),
    ];
    let folder = std::env::var_os("OUT_DIR").ok_or("cargo names no OUT_DIR")?;
    for (file, table) in tables {
        #[expect(
            clippy::disallowed_methods,
            reason = "a build script writes what it makes; the crate itself does no I/O"
        )]
        std::fs::write(Path::new(&folder).join(file), table)?;
    }
    Ok(())
}
