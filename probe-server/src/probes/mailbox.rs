//! One login to a mailbox by IMAP, read only: is the password accepted, how full is the mailbox,
//! does mail arrive, where is the missing message.
//!
//! # Stages
//! resolve → connect → (start_tls) → tls → certificate → capabilities → login → quota → folders →
//! inbox → search → quit.
//!
//! The password is sent once, only after the certificate was found valid for the name that the
//! customer was shown, and only as `AUTHENTICATE` with PLAIN (RFC 4616) or LOGIN, or as `LOGIN`, inside TLS. Folders
//! are opened with `EXAMINE` (RFC 9051 §6.3.3), so nothing is marked as read. Must never try a login
//! again, and must never put a text of a message or the name of a folder into an observation.

mod client;
mod inside;
mod login;
#[cfg(test)]
mod tests;

use diagnosis::probe::{Cause, Direction, MailboxSeen, ProbeTarget, Stage, TlsSeen};
use jiff::civil::Date;
use mail::TlsMode;
use terms::ServerText;
use tokio::io::AsyncWriteExt as _;
use tokio::time::timeout;
use tokio_rustls::client::TlsStream;

use super::connect;
use super::dialogue::Dialogue;
use super::stages::{Passed, Stages, Stopped};
use crate::net::Net;
use crate::net::dial::Dialled;
use crate::net::tcp::TcpConnection;
use crate::net::wire::Wire;
use crate::secret::Password;
use client::Client;

/// The port of IMAP with STARTTLS; on every other port TLS comes first.
const STARTTLS_PORT: u16 = 143;

/// What a customer gives for one look into the mailbox.
pub struct Look {
    /// The server.
    pub target: ProbeTarget,
    /// The user name.
    pub user: String,
    /// The password.
    pub password: Password,
    /// The message that the customer misses.
    pub wanted: Option<MessageWanted>,
}

/// A message to search for. Everything that is given must fit.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MessageWanted {
    /// A part of the sender's address or name.
    pub from: Option<String>,
    /// Words of the subject.
    pub subject: Option<String>,
    /// The day on which it was sent.
    pub day: Option<Date>,
}

/// Logs in, looks, and returns what was seen.
pub(super) async fn probe(look: &Look, net: &Net, stages: &mut Stages) -> MailboxSeen {
    let mut seen = MailboxSeen::default();
    // The cause is in the stage reports.
    let _: Result<(), Stopped> = look_inside(look, net, stages, &mut seen).await;
    seen
}

async fn look_inside(
    look: &Look,
    net: &Net,
    stages: &mut Stages,
    seen: &mut MailboxSeen,
) -> Result<(), Stopped> {
    let target = &look.target;
    let Dialled { stream, permit: _permit, .. } =
        connect::to_target(target, net, stages, &mut seen.addresses).await?;
    let mode = if target.port == STARTTLS_PORT { TlsMode::StartTls } else { TlsMode::Implicit };
    let stream = match mode {
        TlsMode::StartTls => start_tls(stream, net, stages).await?,
        TlsMode::Implicit => stream,
    };
    let (stream, tls) = connect::shake_hands(stream, &target.host, net, stages).await?;
    let tls: &TlsSeen = seen.tls.insert(tls);
    let is_valid = tls.problem.is_none();
    connect::judge(tls, stages).await?;
    if !is_valid {
        return Err(Stopped);
    }
    let (stream, offered) = greet(stream, mode, net, stages).await?;
    let mut client = Client::new(stream, stages.recorder().clone());
    let result = async {
        login::log_in(look, &offered, &mut client, stages, seen).await?;
        inside::look(look, &mut client, net, stages, seen).await
    }
    .await;
    leave(client, net, stages).await?;
    result
}

/// Greets and switches to TLS (RFC 9051 §6.2.1).
async fn start_tls(
    stream: TcpConnection,
    net: &Net,
    stages: &mut Stages,
) -> Result<TcpConnection, Stopped> {
    let mut wire = Wire::in_clear(stream, stages.recorder().clone());
    let limits = net.limits();
    let work = async {
        Dialogue::Imap.welcome(Dialogue::Imap.greeting(&mut wire).await?)?;
        Dialogue::Imap.start_tls(&mut wire).await?;
        // Bytes that came in clear must not count as the server's own inside TLS.
        Ok(Passed::silently(wire.into_stream()?))
    };
    stages.run(Stage::StartTls, limits.greeting + limits.reply, work).await
}

/// Reads the greeting, unless it came before TLS, and the capabilities.
async fn greet(
    stream: TlsStream<TcpConnection>,
    mode: TlsMode,
    net: &Net,
    stages: &mut Stages,
) -> Result<(TlsStream<TcpConnection>, Vec<ServerText>), Stopped> {
    let mut wire = Wire::in_tls(stream, stages.recorder().clone());
    let limits = net.limits();
    let work = async {
        if mode == TlsMode::Implicit {
            Dialogue::Imap.welcome(Dialogue::Imap.greeting(&mut wire).await?)?;
        }
        let offered = Dialogue::Imap.capabilities(&mut wire).await?;
        let names: Vec<_> = offered.iter().map(ServerText::as_str).collect();
        let evidence = names.join(", ");
        Ok(Passed::with((wire.into_stream()?, offered), &evidence))
    };
    stages.run(Stage::Capabilities, limits.greeting + limits.reply, work).await
}

/// Says goodbye and closes. The reply is not waited for.
async fn leave(
    mut client: Client<TlsStream<TcpConnection>>,
    net: &Net,
    stages: &mut Stages,
) -> Result<(), Stopped> {
    let limit = net.limits().quit;
    let work = async {
        let goodbye = async {
            // A server that has gone needs no farewell.
            let _: Result<String, Cause> = client.send("LOGOUT", "LOGOUT").await;
            let _: std::io::Result<()> = client.into_stream().shutdown().await;
        };
        let _late = timeout(limit, goodbye).await;
        Ok(Passed::silently(()))
    };
    stages.run(Stage::Quit, limit * 2, work).await
}

/// Writes into the transcript what was counted, instead of what the server sent.
fn note(stages: &Stages, text: &str) {
    stages.recorder().write(Direction::Note, ServerText::new(text));
}
