//! `sportello demo`: the server beside a lab. No settings, no network, nothing left behind.

use std::net::{Ipv4Addr, SocketAddr};

use clap::Args;
use lab::{Lab, LabError};
use terms::Lang;
use words::ConsoleText;

use super::serve::{ServeError, say_where, shutdown_by_signal};
use super::{lang_of_environment, say};
use crate::config::Config;
use crate::playbooks::{Playbooks, SetVariables};
use crate::server::StartError;
use crate::{demo, telemetry};

/// The port that is tried first, so that the address is the same every time.
const USUAL_PORT: u16 = 8080;

/// Serves a small world of mail servers on this computer.
#[derive(Debug, Args)]
pub(super) struct DemoArgs {
    /// Where to listen; port 0 takes any free one.
    #[arg(long, value_name = "IP:PORT", default_value_t = SocketAddr::from((Ipv4Addr::LOCALHOST, USUAL_PORT)))]
    pub(super) listen: SocketAddr,
}

/// Why it did not start.
#[derive(Debug, thiserror::Error)]
pub(super) enum DemoError {
    /// The lab.
    #[error("the lab cannot be set up: {0}")]
    Lab(#[from] LabError),
    /// The server.
    #[error(transparent)]
    Serve(#[from] ServeError),
    /// There is no place for the sessions.
    #[error("cannot make a folder for the sessions: {0}")]
    Folder(std::io::Error),
}

impl From<StartError> for DemoError {
    fn from(error: StartError) -> Self {
        Self::Serve(error.into())
    }
}

/// Serves until SIGTERM or Ctrl-C.
///
/// # Errors
/// When it cannot start.
pub(super) async fn run(args: DemoArgs) -> Result<(), DemoError> {
    telemetry::start();
    let shutdown = shutdown_by_signal()?;
    let lab = Lab::start().await?;
    let folder = tempfile::tempdir().map_err(DemoError::Folder)?;
    let config = Config { listen: args.listen, data: folder.path().join("demo.sqlite"), ..demo::settings() };
    let server = demo::start(&lab, config, shutdown).await?;
    say_where(&server, lang_of_environment());
    greet(server.address());
    server.run().await;
    lab.stop().await;
    Ok(())
}

/// Both languages, because nobody was asked yet: the checklists, and the addresses to try them with.
fn greet(listens_at: SocketAddr) {
    let checklists = Playbooks::shipped(&SetVariables::default()).unwrap_or_default();
    let mut text = String::new();
    for lang in Lang::ALL {
        text.push_str(&format!("\n{}\n{}\n", ConsoleText::DemoIntro.get(lang), ConsoleText::DemoChecklists.get(lang)));
        for version in checklists.iter() {
            let playbook = &version.playbook;
            let link = format!("http://{listens_at}/?playbook={}&lang={}", playbook.playbook, lang.tag());
            text.push_str(&format!("  {link:<58} {}\n", playbook.title.get(lang)));
        }
        text.push_str(&format!("{}\n", ConsoleText::DemoTry.get(lang)));
        for case in lab::cases() {
            let summary = match lang {
                Lang::It => case.summary_it,
                Lang::En => case.summary_en,
            };
            text.push_str(&format!("  {:<34} {summary}\n", case.mailbox));
        }
    }
    say(&format!("{text}\n{} {}\n", ConsoleText::HowToStop.get(Lang::It), ConsoleText::HowToStop.get(Lang::En)));
}
