//! A running lab, and the two ways to diagnose one of its domains.

use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use anyhow::{Context, Result};
use serde_json::Value;

/// The networks that the lab's zones speak of.
const NETWORKS: [&str; 4] = ["203.0.113.0/24", "198.51.100.0/24", "192.0.2.0/24", "2001:db8::/32"];

/// A running lab.
pub(super) struct Running {
    /// Its process, if it was started here; it ends with its owner.
    child: Option<Child>,
    resolver: String,
    routes: BTreeMap<String, String>,
    authority: PathBuf,
}

impl Running {
    /// Starts the lab's own binary on loopback.
    ///
    /// # Errors
    /// When it does not say where it listens.
    pub(super) fn start(binary: &Path, latency_ms: u32) -> Result<Self> {
        let mut child = Command::new(binary)
            .args(["--latency-ms", &latency_ms.to_string()])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .with_context(|| format!("cannot start {}", binary.display()))?;
        let mut line = String::new();
        BufReader::new(child.stdout.take().context("the lab has no output")?)
            .read_line(&mut line)?;
        Self::read(&line, Some(child))
    }

    /// The lab at the far end of a [`super::line`].
    ///
    /// # Errors
    /// When it did not say where it listens.
    pub(super) fn far(line: &str) -> Result<Self> {
        Self::read(line, None)
    }

    fn read(line: &str, child: Option<Child>) -> Result<Self> {
        let about: Value =
            serde_json::from_str(line).context("the lab did not say where it listens")?;
        let text = |name: &str| {
            about
                .get(name)
                .and_then(Value::as_str)
                .map(ToOwned::to_owned)
                .with_context(|| format!("the lab did not say its {name}"))
        };
        let routes =
            about.get("routes").and_then(Value::as_object).context("the lab has no routes")?;
        let routes = routes
            .iter()
            .filter_map(|(wanted, local)| Some((wanted.clone(), local.as_str()?.to_owned())))
            .collect();
        let authority =
            std::env::temp_dir().join(format!("sportello-bench-{}.pem", std::process::id()));
        std::fs::write(&authority, text("authority_pem")?)?;
        Ok(Self { resolver: text("resolver")?, routes, authority, child })
    }

    /// The diagnosis of these domains by the binary.
    #[expect(clippy::unnecessary_wraps, reason = "both ways have one form")]
    pub(super) fn check(&self, binary: &Path, domains: &[&str]) -> Result<Command> {
        let mut command = Command::new(binary);
        command
            .arg("check")
            .args(domains)
            .args(["--format", "json", "--resolver", &self.resolver])
            .arg("--ca")
            .arg(&self.authority);
        for network in NETWORKS {
            command.args(["--allow-net", network]);
        }
        for (wanted, local) in &self.routes {
            command.args(["--route", &format!("{wanted}={local}")]);
        }
        Ok(command)
    }

    /// Where the lab serves an address, `IP:PORT`.
    pub(super) fn route(&self, wanted: &str) -> Option<&str> {
        self.routes.get(wanted).map(String::as_str)
    }

    /// The same by the shell script: it gets the local port of each address as an argument.
    ///
    /// # Errors
    /// When the resolver's address has no port.
    pub(super) fn script(&self, script: &Path, domain: &str) -> Result<Command> {
        let (host, port) = self.resolver.rsplit_once(':').context("the resolver has no port")?;
        let mut command = Command::new("bash");
        command
            .arg(script)
            .arg(domain)
            .env("RESOLVER", host)
            .env("RESOLVER_PORT", port)
            .env("AUTHORITY", &self.authority);
        let routes: Vec<String> =
            self.routes.iter().map(|(wanted, local)| format!("{wanted}={local}")).collect();
        command.env("ROUTES", routes.join("\n"));
        Ok(command)
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        if let Some(child) = &mut self.child {
            // The end of its input is the end of the lab.
            drop(child.stdin.take());
            let _ = child.wait();
        }
        let _ = std::fs::remove_file(&self.authority);
    }
}
