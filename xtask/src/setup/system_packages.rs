//! Programs of the system: installed by apt where there is apt, named clearly where there is not.

use std::path::Path;
use std::process::Command;

use anyhow::{Result, bail};

use crate::process;

/// A Debian package, and what shows that it is there.
pub(crate) struct Needed {
    pub(crate) package: &'static str,
    /// Any of these: a program's name, looked for on PATH, or a file's path.
    pub(crate) files: &'static [&'static str],
}

/// What the tests run against and with. None of them starts by itself on installation, and the
/// tests use their own configuration.
pub(crate) const TESTS: [Needed; 8] = [
    Needed {
        package: "dovecot-imapd",
        files: &["/usr/lib/dovecot/imap", "/usr/libexec/dovecot/imap"],
    },
    Needed {
        package: "dovecot-pop3d",
        files: &["/usr/lib/dovecot/pop3", "/usr/libexec/dovecot/pop3"],
    },
    Needed { package: "postfix", files: &["postfix"] },
    Needed { package: "chromium", files: &["chromium", "chromium-browser", "google-chrome"] },
    Needed { package: "chromium-driver", files: &["chromedriver"] },
    Needed { package: "openssl", files: &["openssl"] },
    Needed { package: "dnsutils", files: &["dig"] },
    // Only to fetch axe-core.
    Needed { package: "npm", files: &["npm"] },
];

impl Needed {
    fn is_there(&self) -> bool {
        self.files.iter().any(|file| {
            if file.starts_with('/') {
                Path::new(file).exists()
            } else {
                process::find(file).is_some()
            }
        })
    }
}

/// Installs what is missing, and says so first.
///
/// # Errors
/// When there is no apt, no right to use it, or it fails; the message names the packages.
pub(crate) fn ensure(needed: &[Needed]) -> Result<()> {
    let missing: Vec<&str> =
        needed.iter().filter(|needed| !needed.is_there()).map(|needed| needed.package).collect();
    if missing.is_empty() {
        return Ok(());
    }
    let names = missing.join(" ");
    if process::find("apt-get").is_none() {
        bail!(
            "missing on this system: {names} (Debian's names); please install them, there is no apt-get to do it with"
        );
    }
    let by_hand = format!("apt-get install --no-install-recommends {names}");
    let sudo = match process::output(Command::new("id").arg("-u"))?.trim() {
        "0" => false,
        _ if process::find("sudo").is_some() => true,
        _ => bail!("missing on this system: {names}; as root, run `{by_hand}`"),
    };
    println!("  {}{by_hand}", if sudo { "sudo " } else { "" });
    let apt_get = |arguments: &[&str]| {
        // Through `env`, because sudo starts from a clean environment.
        let mut command = Command::new(if sudo { "sudo" } else { "env" });
        if sudo {
            command.arg("env");
        }
        command.args(["DEBIAN_FRONTEND=noninteractive", "apt-get", "-q", "-y"]);
        process::check(command.args(arguments))
    };
    apt_get(&["update"])?;
    apt_get(&[&["install", "--no-install-recommends"], missing.as_slice()].concat())?;
    let still: Vec<&str> =
        needed.iter().filter(|needed| !needed.is_there()).map(|needed| needed.package).collect();
    if !still.is_empty() {
        bail!(
            "apt installed {}, but what it should hold is not where it is expected",
            still.join(" ")
        );
    }
    Ok(())
}
