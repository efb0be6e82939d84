//! A network of its own for one test, in which every address on earth leads to the test.
//!
//! `unshare -Urn` gives an ordinary user a namespace with all rights inside. There, routes of the
//! kind `local` make each address that can be dialled one of this machine: what the server connects
//! to, forbidden or not, arrives at the test. Nothing leaves the namespace. Where the system allows
//! none, the test is skipped, and says so.

use std::process::{Command, Stdio};

use super::skipped;

/// Set in the process that runs in the namespace.
const INSIDE: &str = "SPORTELLO_NAMESPACE";

/// The public addresses that an interface of this machine has.
pub(super) const OWN: [&str; 2] = ["45.9.9.9", "2a0a::9"];

/// What makes every address local. A socket to any other one has an own address as its source, as
/// on a machine with a network.
const COMMANDS: [&str; 5] = [
    "link set lo up",
    "addr add 45.9.9.9/32 dev lo",
    "-6 addr add 2a0a::9/128 dev lo nodad",
    "route add local 0.0.0.0/0 dev lo src 45.9.9.9",
    "-6 route add local ::/0 dev lo src 2a0a::9",
];

/// Whether this process is in the namespace of `test`. If not, the test runs there, in a process of
/// its own, and there is nothing left to do.
///
/// # Panics
/// When the test fails there.
pub(super) fn is_inside(test: &str) -> bool {
    if std::env::var_os(INSIDE).is_some() {
        return true;
    }
    let mut unshare = Command::new("unshare");
    unshare.args(["-Urn", "sh", "-c"]).stderr(Stdio::null());
    let commands = COMMANDS.map(|command| format!("PATH=$PATH:/usr/sbin:/sbin ip {command}"));
    let commands = commands.join(" && ");
    if !unshare.arg(&commands).status().is_ok_and(|status| status.success()) {
        skipped(test, "this system allows no network namespace (`unshare -Urn`), or has no `ip`");
        return false;
    }
    let program = std::env::current_exe().expect("the test's own program");
    let output = Command::new("unshare")
        .args(["-Urn", "sh", "-c", &format!("{commands} && exec \"$0\" \"$@\"")])
        .arg(program)
        .args(["--exact", test, "--nocapture"])
        .env(INSIDE, "1")
        .stderr(Stdio::inherit())
        .output()
        .expect("unshare starts");
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success() && said.contains("1 passed"), "in the namespace: {said}");
    false
}
