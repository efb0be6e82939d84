//! `sportello serve`: the web server for customers.

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::Args;
use nix::sys::resource::{Resource, getrlimit, setrlimit};
use terms::{Lang, fill};
use tokio_util::sync::CancellationToken;
use words::ConsoleText;

use super::{lang_of_environment, say};
use crate::config::{Config, ConfigError};
use crate::secret::forbid_core_dumps;
use crate::server::{Server, StartError, net_config};
use crate::telemetry;

/// Serves customers.
#[derive(Debug, Args)]
pub(super) struct ServeArgs {
    /// The settings; without it every setting has its default.
    #[arg(long, value_name = "FILE")]
    pub(super) config: Option<PathBuf>,
    /// Where to listen, whatever the settings say; port 0 takes any free one.
    #[arg(long, value_name = "IP:PORT")]
    pub(super) listen: Option<SocketAddr>,
}

/// Why the server did not start.
#[derive(Debug, thiserror::Error)]
pub(super) enum ServeError {
    /// The configuration is not usable.
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// The server failed to start.
    #[error(transparent)]
    Start(#[from] StartError),
    /// The handlers for the termination signals cannot be installed.
    #[error("cannot listen for signals: {0}")]
    Signals(std::io::Error),
}

/// Serves until SIGTERM or Ctrl-C.
///
/// # Errors
/// When it cannot start.
pub(super) async fn run(args: ServeArgs) -> Result<(), ServeError> {
    telemetry::start();
    raise_file_limit();
    keep_memory_private();
    let mut config = args.config.as_deref().map(Config::read).transpose()?.unwrap_or_default();
    config.listen = args.listen.unwrap_or(config.listen);
    let shutdown = shutdown_by_signal()?;
    let net = net_config(&config)?;
    let server = Server::start(config, net, shutdown).await?;
    say_where(&server, lang_of_environment());
    server.run().await;
    Ok(())
}

/// Prints the URL, on a line of its own and at once: scripts wait for it.
pub(super) fn say_where(server: &Server, lang: Lang) {
    let url = format!("http://{}/", server.address());
    say(&format!("{}\n", fill(ConsoleText::ListeningAt.get(lang), &[("url", &url)])));
}

/// Raises the limit of open files to what the system allows this process: each connection needs
/// one.
pub(super) fn raise_file_limit() {
    let raised = getrlimit(Resource::RLIMIT_NOFILE)
        .and_then(|(_, hard)| setrlimit(Resource::RLIMIT_NOFILE, hard, hard));
    if let Err(error) = raised {
        tracing::warn!(%error, "the limit of open files stays as it is");
    }
}

/// Keeps the memory out of core dumps: a customer's password is in it during a login.
pub(super) fn keep_memory_private() {
    if let Err(error) = forbid_core_dumps() {
        tracing::warn!(%error, "core dumps stay possible");
    }
}

/// A token that SIGTERM or Ctrl-C cancels; a second one ends the process at once.
pub(super) fn shutdown_by_signal() -> Result<CancellationToken, ServeError> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut terminate = signal(SignalKind::terminate()).map_err(ServeError::Signals)?;
    let mut interrupt = signal(SignalKind::interrupt()).map_err(ServeError::Signals)?;
    let shutdown = CancellationToken::new();
    let token = shutdown.clone();
    tokio::spawn(async move {
        tokio::select! { _ = terminate.recv() => {}, _ = interrupt.recv() => {} }
        token.cancel();
        tokio::select! { _ = terminate.recv() => {}, _ = interrupt.recv() => {} }
        std::process::exit(130);
    });
    Ok(shutdown)
}
