//! A `sportello serve` with settings and a store of its own, that can be killed and started again
//! at the same address.

use std::fmt::Write as _;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::binary::{self, sportello};
use crate::process::{Server, free_address};
use crate::scratch::Scratch;

/// A resolver that does not answer, so that a check ends without a result.
const NO_RESOLVER: &str = "127.0.0.1:9";

/// The limits that no test of throughput may meet.
const NO_LIMITS: &str = "[limits]\n\
    client_per_hour = 1000000000\nclient_burst = 1000000000\n\
    client_commands_per_hour = 1000000000\nclient_commands_burst = 1000000000\n\
    connections = 20000\nclient_connections = 20000\nclient_streams = 20000\n\
    target_per_minute = 1000000000\ntarget_per_hour = 1000000000\ntarget_at_once = 1000\n\
    client_target_per_minute = 1000000000\nclient_target_per_hour = 1000000000\n";

/// How a server is operated.
#[derive(Clone, Debug)]
pub struct Operation {
    /// The resolver that it asks.
    pub resolver: SocketAddr,
    /// Further settings: first those of the table `network`, then other tables.
    pub settings: String,
    /// `RUST_LOG`; its log is then in [`Operated::log`].
    pub log_level: Option<&'static str>,
    /// The words of a command that starts the server and gives it its own process id.
    pub starter: Vec<String>,
}

impl Default for Operation {
    /// Without limits for its client, and without a resolver.
    fn default() -> Self {
        let resolver = NO_RESOLVER.parse();
        Self {
            resolver: resolver.unwrap_or_else(|err| panic!("{NO_RESOLVER}: {err}")),
            settings: NO_LIMITS.to_owned(),
            log_level: None,
            starter: Vec::new(),
        }
    }
}

impl Operation {
    /// The same, asking this resolver.
    #[must_use]
    pub fn asking(self, resolver: SocketAddr) -> Self {
        Self { resolver, ..self }
    }

    /// The same, started by this command.
    #[must_use]
    pub fn started_by(self, starter: Vec<String>) -> Self {
        Self { starter, ..self }
    }
}

/// A server as an operator runs it.
#[derive(Debug)]
pub struct Operated {
    scratch: Scratch,
    config: PathBuf,
    address: SocketAddr,
    operation: Operation,
    server: Option<Server>,
}

impl Operated {
    /// Starts a server without limits for its client, and without a resolver.
    ///
    /// # Panics
    /// When it does not start.
    #[must_use]
    pub fn start() -> Self {
        Self::start_as(Operation::default())
    }

    /// Starts a server.
    ///
    /// # Panics
    /// When it does not start.
    #[must_use]
    pub fn start_as(operation: Operation) -> Self {
        let scratch = Scratch::new("operated");
        let address = free_address();
        let mut text = format!("listen = \"{address}\"\n");
        let data = scratch.path().join("log.sqlite");
        let Operation { resolver, settings, .. } = &operation;
        let written = write!(
            text,
            "data = {:?}\n[network]\nresolvers = [\"{resolver}\"]\n{settings}",
            data.display().to_string()
        );
        written.unwrap_or_else(|err| panic!("no settings: {err}"));
        let config = scratch.write("sportello.toml", &text);
        let mut operated = Self { scratch, config, address, operation, server: None };
        operated.start_again();
        operated
    }

    /// Its address, without a slash at the end. A restart does not change it.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The folder of the store and the log.
    #[must_use]
    pub fn folder(&self) -> &Path {
        self.scratch.path()
    }

    /// What the server has written to its log.
    ///
    /// # Panics
    /// When there is none.
    #[must_use]
    pub fn log(&self) -> String {
        let file = self.scratch.path().join("log.txt");
        std::fs::read_to_string(&file).unwrap_or_else(|err| panic!("{}: {err}", file.display()))
    }

    /// The process id.
    ///
    /// # Panics
    /// When it does not run.
    #[must_use]
    pub fn pid(&self) -> u32 {
        self.server.as_ref().map_or_else(|| panic!("the server does not run"), Server::pid)
    }

    /// Ends the process at once, as a power cut would: it can finish nothing.
    pub fn kill(&mut self) {
        if let Some(mut server) = self.server.take() {
            server.kill();
        }
    }

    /// Starts it again on the same store, at the same address, and waits until it listens.
    ///
    /// # Panics
    /// When it does not start.
    pub fn start_again(&mut self) {
        let config = self.config.display().to_string();
        let arguments = ["serve", "--config", &config];
        let mut command = match self.operation.starter.split_first() {
            None => sportello(&arguments),
            Some((starter, options)) => {
                let mut command = Command::new(starter);
                command.args(options).arg(binary::path()).args(arguments);
                command
            }
        };
        let log_level = self.operation.log_level;
        command.env("RUST_LOG", log_level.unwrap_or("error")).stdout(Stdio::null());
        if log_level.is_some() {
            let file = self.scratch.path().join("log.txt");
            let log = std::fs::File::create(&file);
            let log = log.unwrap_or_else(|err| panic!("{}: {err}", file.display()));
            // Both in one file: a test that searches for a secret needs all that was written.
            let both = log.try_clone().unwrap_or_else(|err| panic!("{}: {err}", file.display()));
            command.stdout(both).stderr(log);
        }
        let mut server = Server::start("sportello serve", command);
        server.wait_for(self.address);
        self.server = Some(server);
    }
}
