//! Runs one look into a mailbox: the only probe that has a password.
//!
//! Never shared with other sessions and never repeated. Must never judge, and must never send
//! anything but [`Progress`].

use std::panic::AssertUnwindSafe;

use diagnosis::probe::{
    Cause, Direction, MailboxSeen, Observation, ProbeId, ProbeKind, Progress, RunEnd,
};
use futures_util::FutureExt as _;
use terms::ServerText;
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;

use super::mailbox::{self, Look};
use super::stages::{Passed, Stages};
use crate::net::Net;
use crate::net::wire::Recorder;

/// Logs in and looks. Every step goes to `sink`; the probe always sends [`Progress::Finished`].
pub async fn look(
    look: Look,
    probe: ProbeId,
    net: &Net,
    sink: mpsc::Sender<Progress>,
    cancel: CancellationToken,
) -> RunEnd {
    let kind = ProbeKind::MailboxImap;
    let planned = Progress::Planned { probe, kind, target: look.target.clone() };
    // A closed receiver is detected by the first stage.
    let _listening = sink.send(planned).await;
    let waiting = tokio::select! {
        biased;
        () = cancel.cancelled() => Err(Cause::Cancelled),
        permit = net.probe_permit() => permit.map_err(Cause::NotAllowed),
    };
    let recorder = Recorder::start();
    let limit = net.limits().of_probe(kind);
    let mut stages =
        Stages::new(probe, kind, sink.clone(), cancel.clone(), limit, recorder.clone());
    let seen = match waiting {
        Ok(_permit) => {
            // Boxed, because the dialogue is large.
            let running = Box::pin(mailbox::probe(&look, net, &mut stages));
            AssertUnwindSafe(running).catch_unwind().await.unwrap_or_else(|_panic| {
                tracing::error!(?kind, "a probe panicked");
                recorder.write(Direction::Trouble, ServerText::new("internal"));
                MailboxSeen::default()
            })
        }
        Err(cause) => {
            if let Some(&first) = kind.plan().first() {
                let refused = async { Err::<Passed<()>, _>(cause) };
                let _stopped = stages.run(first, limit, refused).await;
            }
            MailboxSeen::default()
        }
    };
    // The password is overwritten before the end of the look is reported.
    drop(look);
    let _reports = stages.finish().await;
    let mut observation = Observation::Mailbox(seen);
    observation.fit();
    let finished = Progress::Finished {
        probe,
        observation: Box::new(observation),
        transcript: recorder.take(),
        elapsed_ms: recorder.elapsed_ms(),
        shared: None,
    };
    let _listening = sink.send(finished).await;
    if cancel.is_cancelled() { RunEnd::Cancelled } else { RunEnd::Completed }
}
