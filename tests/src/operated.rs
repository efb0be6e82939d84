//! A `sportello serve` with settings and a store of its own, that can be killed and started again
//! at the same address.

use std::fmt::Write as _;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use crate::binary::sportello;
use crate::process::{Server, free_address};
use crate::scratch::Scratch;

/// The settings of all tests: no resolver answers, so that a check ends at once without a result.
const SETTINGS: &str = "[network]\nresolvers = [\"127.0.0.1:9\"]\n";

/// The limits that no test of throughput may meet.
const NO_LIMITS: &str = "[limits]\n\
    client_per_hour = 1000000000\nclient_burst = 1000000000\n\
    client_commands_per_hour = 1000000000\nclient_commands_burst = 1000000000\n\
    connections = 20000\nclient_connections = 20000\nclient_streams = 20000\n";

/// A server as an operator runs it.
#[derive(Debug)]
pub struct Operated {
    scratch: Scratch,
    config: PathBuf,
    address: SocketAddr,
    log_level: Option<&'static str>,
    server: Option<Server>,
}

impl Operated {
    /// Starts a server without limits for its client.
    ///
    /// # Panics
    /// When it does not start.
    #[must_use]
    pub fn start() -> Self {
        Self::start_with(NO_LIMITS, None)
    }

    /// Starts a server with further settings, and with `RUST_LOG` set to `log_level`. Its log is
    /// then in [`Operated::log`].
    ///
    /// # Panics
    /// When it does not start.
    #[must_use]
    pub fn start_with(settings: &str, log_level: Option<&'static str>) -> Self {
        let scratch = Scratch::new("operated");
        let address = free_address();
        let mut text = format!("listen = \"{address}\"\n");
        let data = scratch.path().join("log.sqlite");
        let written = write!(text, "data = {:?}\n{SETTINGS}{settings}", data.display().to_string());
        written.unwrap_or_else(|err| panic!("no settings: {err}"));
        let config = scratch.write("sportello.toml", &text);
        let mut operated = Self { scratch, config, address, log_level, server: None };
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
        let mut command = sportello(&["serve", "--config", &config]);
        command.env("RUST_LOG", self.log_level.unwrap_or("error")).stdout(Stdio::null());
        if self.log_level.is_some() {
            let file = self.scratch.path().join("log.txt");
            let log = std::fs::File::create(&file);
            command.stderr(log.unwrap_or_else(|err| panic!("{}: {err}", file.display())));
        }
        let mut server = Server::start("sportello serve", command);
        server.wait_for(self.address);
        self.server = Some(server);
    }
}
