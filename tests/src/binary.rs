//! The built `sportello` binary.

use std::path::PathBuf;
use std::process::Command;

/// The path of the binary: `SPORTELLO_BIN` (set by `cargo xtask test`), else beside the test's own
/// executable.
///
/// # Panics
/// When there is no binary; the message says how to build it.
#[must_use]
pub fn path() -> PathBuf {
    if let Some(path) = std::env::var_os("SPORTELLO_BIN") {
        return PathBuf::from(path);
    }
    let own = std::env::current_exe().unwrap_or_default();
    // target/debug/deps/integration-… → target/debug/sportello
    let beside = own
        .parent()
        .and_then(|deps| deps.parent())
        .map(|profile| profile.join("sportello"))
        .unwrap_or_default();
    assert!(
        beside.exists(),
        "no built binary at {}: run `cargo build -p probe-server`, or `cargo xtask test`",
        beside.display()
    );
    beside
}

/// A command line of the binary, whose language and colour do not depend on the environment.
#[must_use]
pub fn sportello(arguments: &[&str]) -> Command {
    let mut command = Command::new(path());
    command.args(arguments).env("LANG", "en_GB.UTF-8").env_remove("LC_ALL").env("NO_COLOR", "1");
    command
}
