//! The dialogue with a mail server: SMTP on ports 25, 587 and 465, IMAP on 143 and 993, POP3 on 110
//! and 995.
//!
//! # Stages
//! STARTTLS: resolve (except for a relay, whose address is known) → connect → greeting →
//! capabilities → start_tls → tls → certificate → capabilities_tls → quit. Implicit TLS: resolve →
//! connect → tls → certificate → greeting → capabilities → quit.
//!
//! An untrusted certificate fails its own stage only: the dialogue goes on, because nothing secret
//! is ever sent in it. The dialogue ends with `QUIT` or `LOGOUT` even if the server offers no TLS.
//! One connection, no retries. Must never send credentials or a message.

use diagnosis::probe::{Cause, Direction, MailSeen, ProbeKind, ProbeTarget, Stage, TlsSeen};
use mail::{Domain, TlsMode};
use terms::ServerText;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio_rustls::client::TlsStream;

use super::connect;
use super::dialogue::Dialogue;
use super::stages::{Passed, Stages, Stopped};
use crate::net::Net;
use crate::net::wire::Wire;

/// Talks to the target and returns what was seen.
pub(crate) async fn probe(
    kind: ProbeKind,
    target: &ProbeTarget,
    net: &Net,
    stages: &mut Stages,
) -> MailSeen {
    let mut seen = MailSeen::default();
    if let Some((service, tls_mode)) = kind.service()
        && let Some(dialogue) = Dialogue::of(service, net.ehlo_name())
    {
        // The cause is in the stage reports.
        let _: Result<(), Stopped> = match tls_mode {
            TlsMode::StartTls => in_clear_first(dialogue, target, net, stages, &mut seen).await,
            TlsMode::Implicit => in_tls_at_once(dialogue, target, net, stages, &mut seen).await,
        };
    }
    seen
}

async fn in_clear_first(
    dialogue: Dialogue<'_>,
    target: &ProbeTarget,
    net: &Net,
    stages: &mut Stages,
    seen: &mut MailSeen,
) -> Result<(), Stopped> {
    let dialled = connect::to_target(target, net, stages, &mut seen.addresses).await?;
    let _permit = dialled.permit;
    let mut wire = Wire::in_clear(dialled.stream, stages.recorder().clone());
    if greet(dialogue, &mut wire, net, stages, seen).await.is_err() {
        return leave_if_greeted(dialogue, &mut wire, net, stages, seen).await;
    }
    let announced = ask_capabilities(dialogue, &mut wire, net, stages, Stage::Capabilities).await;
    if let Ok(announced) = announced {
        seen.starttls_offered = Some(announced.iter().any(|line| dialogue.announces_tls(line)));
        seen.capabilities = announced;
    }
    let is_offered = seen.starttls_offered == Some(true);
    let upgrade = stages.run(Stage::StartTls, net.limits().reply, async {
        if !is_offered {
            return Err(Cause::NotOffered {
                capability: ServerText::new(dialogue.tls_capability()),
            });
        }
        dialogue.start_tls(&mut wire).await?;
        wire.nothing_behind().map(Passed::silently)
    });
    if upgrade.await.is_err() {
        // If data was injected before the TLS handshake, end without `QUIT`.
        return if wire.unread().is_empty() {
            leave(dialogue, &mut wire, net, stages).await
        } else {
            Ok(())
        };
    }
    let stream = match wire.into_stream() {
        Ok(stream) => stream,
        Err(cause) => return stages.judged(Stage::Tls, Some(cause), None).await,
    };
    let mut wire = shake_hands(stream, &target.host, net, stages, seen).await?;
    let announced =
        ask_capabilities(dialogue, &mut wire, net, stages, Stage::CapabilitiesTls).await;
    if let Ok(announced) = announced {
        seen.capabilities_tls = announced;
    }
    leave(dialogue, &mut wire, net, stages).await
}

async fn in_tls_at_once(
    dialogue: Dialogue<'_>,
    target: &ProbeTarget,
    net: &Net,
    stages: &mut Stages,
    seen: &mut MailSeen,
) -> Result<(), Stopped> {
    let dialled = connect::to_target(target, net, stages, &mut seen.addresses).await?;
    let _permit = dialled.permit;
    let mut wire = shake_hands(dialled.stream, &target.host, net, stages, seen).await?;
    if greet(dialogue, &mut wire, net, stages, seen).await.is_err() {
        return leave_if_greeted(dialogue, &mut wire, net, stages, seen).await;
    }
    let announced = ask_capabilities(dialogue, &mut wire, net, stages, Stage::Capabilities).await;
    if let Ok(announced) = announced {
        seen.capabilities_tls = announced;
    }
    leave(dialogue, &mut wire, net, stages).await
}

async fn greet<S: AsyncRead + AsyncWrite + Unpin>(
    dialogue: Dialogue<'_>,
    wire: &mut Wire<S>,
    net: &Net,
    stages: &mut Stages,
    seen: &mut MailSeen,
) -> Result<(), Stopped> {
    let work = async {
        let greeting = dialogue.greeting(wire).await?;
        seen.greeting = Some(greeting.clone());
        let greeting = dialogue.welcome(greeting)?;
        Ok(Passed { value: (), evidence: greeting.first_line().cloned() })
    };
    let greeted = stages.run(Stage::Greeting, net.limits().greeting, work).await;
    seen.is_greeting_begun = greeted.is_err() && seen.greeting.is_none() && dialogue.is_begun(wire);
    greeted
}

async fn ask_capabilities<S: AsyncRead + AsyncWrite + Unpin>(
    dialogue: Dialogue<'_>,
    wire: &mut Wire<S>,
    net: &Net,
    stages: &mut Stages,
    stage: Stage,
) -> Result<Vec<ServerText>, Stopped> {
    let work = async {
        let announced = dialogue.capabilities(wire).await?;
        let names: Vec<_> = announced.iter().map(ServerText::as_str).collect();
        let evidence = names.join(", ");
        Ok(Passed::with(announced, &evidence))
    };
    stages.run(stage, net.limits().reply, work).await
}

async fn shake_hands(
    stream: TcpStream,
    host: &Domain,
    net: &Net,
    stages: &mut Stages,
    seen: &mut MailSeen,
) -> Result<Wire<TlsStream<TcpStream>>, Stopped> {
    let (stream, tls) = connect::shake_hands(stream, host, net, stages).await?;
    let instead = connect::name_to_use(&tls, &seen.addresses, net).await;
    if let Some(name) = &instead {
        stages
            .recorder()
            .write(Direction::Note, ServerText::new(&format!("{name} leads to the same address")));
    }
    let tls: &TlsSeen = seen.tls.insert(TlsSeen { instead, ..tls });
    connect::judge(tls, stages).await?;
    Ok(Wire::in_tls(stream, stages.recorder().clone()))
}

/// Sends `QUIT` only if the server greeted: one that greeted with an error waits for it (RFC 5321
/// §3.1).
async fn leave_if_greeted<S: AsyncRead + AsyncWrite + Unpin>(
    dialogue: Dialogue<'_>,
    wire: &mut Wire<S>,
    net: &Net,
    stages: &mut Stages,
    seen: &MailSeen,
) -> Result<(), Stopped> {
    if seen.greeting.is_some() { leave(dialogue, wire, net, stages).await } else { Ok(()) }
}

async fn leave<S: AsyncRead + AsyncWrite + Unpin>(
    dialogue: Dialogue<'_>,
    wire: &mut Wire<S>,
    net: &Net,
    stages: &mut Stages,
) -> Result<(), Stopped> {
    let work = async {
        // The result is ignored: the reply to `QUIT` says nothing about the service.
        let _: Result<Result<(), Cause>, _> =
            tokio::time::timeout(net.limits().quit, dialogue.quit(wire)).await;
        Ok(Passed::silently(()))
    };
    stages.run(Stage::Quit, net.limits().quit * 2, work).await
}
