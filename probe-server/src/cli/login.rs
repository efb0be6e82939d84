//! `sportello check --login`: one look into a mailbox after its checks.
//!
//! The password comes from a prompt without echo or from a file descriptor, never from an argument,
//! which other users of the machine can read. Must never print it.

use std::fs::File;
use std::io::Read as _;

use clap::Args;
use diagnosis::probe::{Diagnosis, ProbeId, Progress};
use jiff::civil::Date;
use mail::{Mailbox, Subject};
use session::{MAX_LOOK_TEXT_BYTES, verified_server};
use terms::{Lang, fill};
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;
use words::TerminalText;

use crate::net::Net;
use crate::probes::{Look, MessageWanted, look};
use crate::secret::{Password, forbid_core_dumps};

/// Arguments of a login.
#[derive(Debug, Default, Args)]
#[command(next_help_heading = "Looking into the mailbox")]
pub(super) struct LoginArgs {
    /// After the checks log in to this one mailbox by IMAP, read only: is the password accepted, is
    /// there space, does mail arrive. The password is asked for
    #[arg(long)]
    pub(super) login: bool,
    /// The user name, where it is not the address
    #[arg(long, value_name = "NAME", requires = "login")]
    user: Option<String>,
    /// Read the password from this file descriptor instead of asking for it
    #[arg(long, value_name = "FD", requires = "login")]
    password_fd: Option<u32>,
    /// Search for a message from this sender, or a part of the address
    #[arg(long, value_name = "TEXT", requires = "login")]
    find_from: Option<String>,
    /// Search for a message with these words in its subject
    #[arg(long, value_name = "WORDS", requires = "login")]
    find_subject: Option<String>,
    /// Search for a message of this day, such as 2026-11-28
    #[arg(long, value_name = "DAY", requires = "login")]
    find_day: Option<Date>,
}

/// A login that can be done once.
pub(super) struct Login {
    user: String,
    password: Password,
    wanted: Option<MessageWanted>,
}

impl LoginArgs {
    /// The login, with its password read; `None` if none is wanted.
    ///
    /// # Errors
    /// A sentence for the user: there is not exactly one mailbox, or no password.
    pub(super) fn read(self, subjects: &[&Subject], lang: Lang) -> Result<Option<Login>, String> {
        if !self.login {
            return Ok(None);
        }
        let [Subject::Mailbox(mailbox)] = subjects else {
            return Err(TerminalText::LoginOneMailbox.get(lang).to_owned());
        };
        // A failure to forbid them is no reason to refuse the user's own wish.
        let _: std::io::Result<()> = forbid_core_dumps();
        let password = read_password(self.password_fd, mailbox, lang).map_err(|err| {
            fill(TerminalText::LoginNoPassword.get(lang), &[("reason", &err.to_string())])
        })?;
        if password.byte_count() == 0 || password.byte_count() > MAX_LOOK_TEXT_BYTES {
            return Err(TerminalText::LoginEmpty.get(lang).to_owned());
        }
        let wanted =
            MessageWanted { from: self.find_from, subject: self.find_subject, day: self.find_day };
        Ok(Some(Login {
            user: self.user.unwrap_or_else(|| mailbox.to_string()),
            password,
            wanted: (wanted != MessageWanted::default()).then_some(wanted),
        }))
    }
}

fn read_password(fd: Option<u32>, mailbox: &Mailbox, lang: Lang) -> std::io::Result<Password> {
    let Some(fd) = fd else {
        let prompt =
            fill(TerminalText::LoginPrompt.get(lang), &[("mailbox", &mailbox.to_string())]);
        return rpassword::prompt_password(prompt).map(Password::new);
    };
    let mut text = String::new();
    let limit = u64::try_from(MAX_LOOK_TEXT_BYTES).unwrap_or(u64::MAX).saturating_add(2);
    File::open(format!("/dev/fd/{fd}"))?.take(limit).read_to_string(&mut text)?;
    let end = text.trim_end_matches(['\r', '\n']).len();
    text.truncate(end);
    Ok(Password::new(text))
}

impl Login {
    /// Logs in at the server whose certificate the checks found valid, and adds what was seen to
    /// the diagnosis; `false` if there is no such server, and nothing was sent.
    pub(super) async fn run(
        self,
        net: &Net,
        cancel: &CancellationToken,
        diagnosis: &mut Diagnosis,
        on_step: impl Fn(&Diagnosis),
    ) -> bool {
        let Some(target) = verified_server(&diagnosis.probes) else { return false };
        diagnosis.checks.push(diagnosis::probe::CheckKind::Mailbox);
        let next = diagnosis.probes.iter().map(|run| run.id.0).max().unwrap_or_default();
        let probe = ProbeId(next.saturating_add(1));
        let wish = Look { target, user: self.user, password: self.password, wanted: self.wanted };
        let (sink, mut steps) = mpsc::channel::<Progress>(64);
        let collect = async {
            while let Some(progress) = steps.recv().await {
                diagnosis.apply(progress);
                on_step(diagnosis);
            }
        };
        let (_end, ()) = tokio::join!(look(wish, probe, net, sink, cancel.clone()), collect);
        true
    }
}
