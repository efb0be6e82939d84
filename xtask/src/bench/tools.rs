//! Tools of others beside the diagnosis, where this machine has them; each covers a part of it.
//!
//! Nothing is installed for this. checkdmarc is not among them: it asks resolvers at port 53 only,
//! and the lab's has another port.

use std::process::Command;

use serde_json::Value;

use super::lab::Running;
use crate::process;

/// A tool, and what it covers of the diagnosis.
pub(super) struct Tool {
    pub(super) name: &'static str,
    pub(super) covers: &'static str,
    /// Makes its arguments of the host name, and of the address and the port where it is served.
    arguments: fn(&str, &str, &str) -> Vec<String>,
}

/// All tools.
pub(super) const TOOLS: [Tool; 2] = [
    Tool { name: "swaks", covers: "the dialogue of port 587", arguments: swaks },
    Tool { name: "sslyze", covers: "TLS and the certificate of port 587", arguments: sslyze },
];

fn swaks(host: &str, address: &str, port: &str) -> Vec<String> {
    let words = ["--server", address, "--port", port, "--tls", "--tls-sni", host];
    let rest = ["--quit-after", "HELO", "--silent", "3"];
    words.into_iter().chain(rest).map(str::to_owned).collect()
}

fn sslyze(host: &str, address: &str, port: &str) -> Vec<String> {
    let target = format!("{host}:{port}{{{address}}}");
    ["--starttls=smtp", "--certinfo", "--mozilla_config=disable", &target].map(str::to_owned).into()
}

impl Tool {
    /// Its work on the submission server of a diagnosed domain; `None` if it is not on PATH.
    pub(super) fn command(&self, diagnosis: &Value, lab: &Running) -> Option<Command> {
        let program = process::find(self.name)?;
        let checks = diagnosis.get("checks")?.as_array()?;
        let text = |value: &Value, name: &str| Some(value.get(name)?.as_str()?.to_owned());
        let check = checks
            .iter()
            .find(|check| text(check, "target").is_some_and(|target| target.ends_with(":587")))?;
        let stages = check.get("stages")?.as_array()?;
        let connect =
            stages.iter().find(|stage| text(stage, "stage").as_deref() == Some("connect"))?;
        let (address, port) = lab.route(&text(connect, "evidence")?)?.rsplit_once(':')?;
        let target = text(check, "target")?;
        let mut command = Command::new(program);
        command.args((self.arguments)(target.rsplit_once(':')?.0, address, port));
        Some(command)
    }
}
