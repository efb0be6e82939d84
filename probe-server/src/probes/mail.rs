//! The dialogue with a mail server: SMTP on ports 25, 587 and 465, IMAP on 143 and 993, POP3 on 110
//! and 995.
//!
//! # Stages
//! STARTTLS: resolve (except for a relay, whose address is known) → connect → greeting →
//! capabilities → start_tls → tls → certificate → capabilities_tls → quit. Implicit TLS: resolve →
//! connect → tls → certificate → greeting → capabilities → quit.
//!
//! An untrusted certificate fails its own stage only: the dialogue goes on, because nothing secret
//! is ever sent in it. The dialogue ends with `QUIT` or `LOGOUT` even if the server offers no TLS;
//! the last stage says that the command was sent, and its reply is read in the background.
//! One connection, no retries. Must never send credentials or a message.

use diagnosis::probe::{Cause, Direction, MailSeen, ProbeKind, ProbeTarget, Stage, TlsSeen};
use mail::{Domain, TlsMode};
use terms::ServerText;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::time::timeout;
use tokio_rustls::client::TlsStream;

use super::connect;
use super::dialogue::Dialogue;
use super::stages::{Passed, Stages, Stopped};
use crate::net::Net;
use crate::net::dial::Dialled;
use crate::net::limits::TargetPermit;
use crate::net::tcp::TcpConnection;
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
        let _: Result<(), Stopped> = async {
            let conversation = Conversation::open(dialogue, target, net, stages, &mut seen).await?;
            match tls_mode {
                TlsMode::StartTls => conversation.in_clear_first(&target.host).await,
                TlsMode::Implicit => conversation.in_tls_at_once(&target.host).await,
            }
        }
        .await;
    }
    seen
}

/// A connection to a mail server, and where what it says is recorded.
struct Conversation<'a, S> {
    dialogue: Dialogue<'a>,
    wire: Wire<S>,
    permit: TargetPermit,
    net: &'a Net,
    stages: &'a mut Stages,
    seen: &'a mut MailSeen,
}

impl<'a> Conversation<'a, TcpConnection> {
    /// Connects.
    async fn open(
        dialogue: Dialogue<'a>,
        target: &ProbeTarget,
        net: &'a Net,
        stages: &'a mut Stages,
        seen: &'a mut MailSeen,
    ) -> Result<Self, Stopped> {
        let Dialled { stream, permit, .. } =
            connect::to_target(target, net, stages, &mut seen.addresses).await?;
        let wire = Wire::in_clear(stream, stages.recorder().clone());
        Ok(Self { dialogue, wire, permit, net, stages, seen })
    }

    async fn in_clear_first(mut self, host: &Domain) -> Result<(), Stopped> {
        if self.greet().await.is_err() {
            return self.leave_if_greeted().await;
        }
        if let Ok(announced) = self.ask_capabilities(Stage::Capabilities).await {
            let is_offered = announced.iter().any(|line| self.dialogue.announces_tls(line));
            self.seen.starttls_offered = Some(is_offered);
            self.seen.capabilities = announced;
        }
        if self.ask_for_tls().await.is_err() {
            // If data was injected before the TLS handshake, end without `QUIT`.
            return if self.wire.unread().is_empty() { self.leave().await } else { Ok(()) };
        }
        let mut secured = self.shake_hands(host).await?;
        if let Ok(announced) = secured.ask_capabilities(Stage::CapabilitiesTls).await {
            secured.seen.capabilities_tls = announced;
        }
        secured.leave().await
    }

    async fn in_tls_at_once(self, host: &Domain) -> Result<(), Stopped> {
        let mut secured = self.shake_hands(host).await?;
        if secured.greet().await.is_err() {
            return secured.leave_if_greeted().await;
        }
        if let Ok(announced) = secured.ask_capabilities(Stage::Capabilities).await {
            secured.seen.capabilities_tls = announced;
        }
        secured.leave().await
    }

    async fn ask_for_tls(&mut self) -> Result<(), Stopped> {
        let (dialogue, wire) = (self.dialogue, &mut self.wire);
        let is_offered = self.seen.starttls_offered == Some(true);
        let work = async {
            if !is_offered {
                return Err(Cause::NotOffered {
                    capability: ServerText::new(dialogue.tls_capability()),
                });
            }
            dialogue.start_tls(wire).await?;
            wire.nothing_behind().map(Passed::silently)
        };
        self.stages.run(Stage::StartTls, self.net.limits().reply, work).await
    }

    /// The TLS handshake, and the judgement of the certificate.
    async fn shake_hands(
        self,
        host: &Domain,
    ) -> Result<Conversation<'a, TlsStream<TcpConnection>>, Stopped> {
        let Self { dialogue, wire, permit, net, stages, seen } = self;
        let stream = match wire.into_stream() {
            Ok(stream) => stream,
            Err(cause) => {
                stages.judged(Stage::Tls, Some(cause), None).await?;
                return Err(Stopped);
            }
        };
        let (stream, tls) = connect::shake_hands(stream, host, net, stages).await?;
        let instead = connect::name_to_use(&tls, &seen.addresses, net).await;
        if let Some(name) = &instead {
            stages.recorder().write(
                Direction::Note,
                ServerText::new(&format!("{name} leads to the same address")),
            );
        }
        let tls: &TlsSeen = seen.tls.insert(TlsSeen { instead, ..tls });
        connect::judge(tls, stages).await?;
        let wire = Wire::in_tls(stream, stages.recorder().clone());
        Ok(Conversation { dialogue, wire, permit, net, stages, seen })
    }
}

impl<S: AsyncRead + AsyncWrite + Unpin + Send + 'static> Conversation<'_, S> {
    async fn greet(&mut self) -> Result<(), Stopped> {
        let (dialogue, wire, seen) = (self.dialogue, &mut self.wire, &mut *self.seen);
        let work = async {
            let greeting = dialogue.greeting(wire).await?;
            seen.greeting = Some(greeting.clone());
            let greeting = dialogue.welcome(greeting)?;
            Ok(Passed { value: (), evidence: greeting.first_line().cloned() })
        };
        let greeted = self.stages.run(Stage::Greeting, self.net.limits().greeting, work).await;
        self.seen.is_greeting_begun =
            greeted.is_err() && self.seen.greeting.is_none() && self.dialogue.is_begun(&self.wire);
        greeted
    }

    async fn ask_capabilities(&mut self, stage: Stage) -> Result<Vec<ServerText>, Stopped> {
        let (dialogue, wire) = (self.dialogue, &mut self.wire);
        let work = async {
            let announced = dialogue.capabilities(wire).await?;
            let names: Vec<_> = announced.iter().map(ServerText::as_str).collect();
            let evidence = names.join(", ");
            Ok(Passed::with(announced, &evidence))
        };
        self.stages.run(stage, self.net.limits().reply, work).await
    }

    /// Sends `QUIT` only if the server greeted: one that greeted with an error waits for it (RFC
    /// 5321 §3.1).
    async fn leave_if_greeted(self) -> Result<(), Stopped> {
        if self.seen.greeting.is_some() { self.leave().await } else { Ok(()) }
    }

    /// Sends `QUIT`. Its reply says nothing about the service, so nothing waits for it: the
    /// connection is closed in the background, and counts as open until then.
    async fn leave(mut self) -> Result<(), Stopped> {
        let (dialogue, wire, limit) = (self.dialogue, &mut self.wire, self.net.limits().quit);
        let work = async {
            // The result is ignored: a server that has gone needs no farewell.
            let _: Result<Result<(), Cause>, _> = timeout(limit, dialogue.quit(wire)).await;
            Ok(Passed::silently(()))
        };
        self.stages.run(Stage::Quit, limit * 2, work).await?;
        let (dialogue, permit) = (dialogue.without_name(), self.permit);
        let mut wire = self.wire.unrecorded();
        tokio::spawn(async move {
            let closing = async {
                let _: Result<(), Cause> = dialogue.goodbye(&mut wire).await;
                wire.close().await;
            };
            let _late = timeout(limit, closing).await;
            drop(permit);
        });
        Ok(())
    }
}
