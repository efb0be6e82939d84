//! A server in the test's own process, with its own lab and store, that can be stopped and started
//! again.
//!
//! For what cannot be configured in `sportello demo` from outside: an operator's relay, a folder of
//! playbooks, a restart.

use std::path::Path;
use std::time::{Duration, Instant};

use lab::Lab;
use probe_server::config::Config;
use tempfile::TempDir;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

/// A server with its lab and its store. Both are kept when the server is started again.
pub struct Served {
    url: String,
    lab: Lab,
    folder: TempDir,
    config: Config,
    shutdown: CancellationToken,
    serving: JoinHandle<()>,
}

impl Served {
    /// Starts a server with the settings of the demonstration, changed by `change`.
    ///
    /// # Panics
    /// When it does not start.
    pub async fn start_with(change: impl FnOnce(Config) -> Config) -> Self {
        let folder = TempDir::new().unwrap_or_else(|err| panic!("no room for a folder: {err}"));
        let data = folder.path().join("log.sqlite");
        let config = change(Config {
            listen: ([127, 0, 0, 1], 0).into(),
            data,
            ..probe_server::demo::settings()
        });
        let lab = Lab::start().await.unwrap_or_else(|err| panic!("the lab does not start: {err}"));
        let mut served = Self {
            url: String::new(),
            lab,
            folder,
            config,
            shutdown: CancellationToken::new(),
            serving: tokio::spawn(async {}),
        };
        served.serve_again().await;
        served
    }

    /// Its address, without a slash at the end. A restart does not change it.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// The lab behind it.
    #[must_use]
    pub const fn lab(&self) -> &Lab {
        &self.lab
    }

    /// The folder that contains the store.
    #[must_use]
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Stops the server as SIGTERM does, and returns how long that took.
    ///
    /// # Panics
    /// When the server panics.
    pub async fn stop_serving(&mut self) -> Duration {
        let begun = Instant::now();
        self.shutdown.cancel();
        if let Err(err) = (&mut self.serving).await {
            panic!("the server does not end well: {err}");
        }
        begun.elapsed()
    }

    /// Starts it again on the same store, at the same address.
    ///
    /// # Panics
    /// When it does not start.
    pub async fn serve_again(&mut self) {
        self.shutdown = CancellationToken::new();
        let starting =
            probe_server::demo::start(&self.lab, self.config.clone(), self.shutdown.clone()).await;
        let server = starting.unwrap_or_else(|err| panic!("the server does not start: {err}"));
        self.config.listen = server.address();
        self.url = format!("http://{}", server.address());
        self.serving = tokio::spawn(server.run());
    }
}
