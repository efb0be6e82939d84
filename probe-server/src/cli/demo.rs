//! `sportello demo`: the server together with a lab. It needs no configuration and no network, and
//! leaves no files behind.

use std::net::{Ipv4Addr, SocketAddr};

use authoring::playbooks::{Playbooks, SetVariables};
use clap::Args;
use lab::{Lab, LabError};
use terms::{Lang, fill};
use words::ConsoleText;

use super::serve::{
    ServeError, keep_memory_private, raise_file_limit, say_where, shutdown_by_signal,
};
use super::{lang_of_environment, say};
use crate::config::Config;
use crate::server::StartError;
use crate::{demo, telemetry};

/// The port that is tried first, so that the URL is the same every time.
const USUAL_PORT: u16 = 8080;

/// Serves a small world of mail servers on this computer.
#[derive(Debug, Args)]
pub(super) struct DemoArgs {
    /// Where to listen; port 0 takes any free one.
    #[arg(long, value_name = "IP:PORT", default_value_t = SocketAddr::from((Ipv4Addr::LOCALHOST, USUAL_PORT)))]
    pub(super) listen: SocketAddr,
}

/// Why the demo did not start.
#[derive(Debug, thiserror::Error)]
pub(super) enum DemoError {
    /// The lab failed to start.
    #[error("the lab cannot be set up: {0}")]
    Lab(#[from] LabError),
    /// The server failed to start.
    #[error(transparent)]
    Serve(#[from] ServeError),
    /// The temporary folder for the database could not be created.
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
    raise_file_limit();
    keep_memory_private();
    let shutdown = shutdown_by_signal()?;
    let lab = Lab::start().await?;
    let folder = tempfile::tempdir().map_err(DemoError::Folder)?;
    let config =
        Config { listen: args.listen, data: folder.path().join("demo.sqlite"), ..demo::settings() };
    let server = demo::start(&lab, config, shutdown).await?;
    say_where(&server, lang_of_environment());
    greet(server.address());
    server.run().await;
    lab.stop().await;
    Ok(())
}

/// Prints the playbooks' links and addresses to try, in both languages, because the user's language
/// is unknown.
fn greet(listens_at: SocketAddr) {
    let checklists = Playbooks::shipped(&SetVariables::default()).unwrap_or_default();
    let mut text = String::new();
    for lang in Lang::ALL {
        text.push_str(&format!(
            "\n{}\n{}\n",
            ConsoleText::DemoIntro.get(lang),
            ConsoleText::DemoChecklists.get(lang)
        ));
        for version in checklists.iter() {
            let playbook = &version.playbook;
            let link =
                format!("http://{listens_at}/?playbook={}&lang={}", playbook.playbook, lang.tag());
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
        let password = [("password", lab::PASSWORD)];
        text.push_str(&format!("{}\n", fill(ConsoleText::DemoPassword.get(lang), &password)));
    }
    say(&format!(
        "{text}\n{} {}\n",
        ConsoleText::HowToStop.get(Lang::It),
        ConsoleText::HowToStop.get(Lang::En)
    ));
}
