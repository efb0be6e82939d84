//! Opening and erasing a session.

use std::net::IpAddr;
use std::num::NonZeroU32;
use std::sync::Arc;

use checklist::Answer;
use session::api::OpenSession;
use session::{Actor, Command, Event, Facts, Standing};
use tokio::sync::OnceCell;

use super::command::{plan, run_count};
use super::live::{numbered, stored_bytes};
use super::{Live, SessionError, Sessions, to_the_end};
use crate::clock;
use crate::store::{Change, SessionId, Token};

/// A session that was just opened.
pub struct Opened {
    /// The session.
    pub live: Arc<Live>,
    /// The customer's capability token.
    pub owner: Token,
}

impl Sessions {
    /// Opens a session with the answers to the start step, and starts the checks that follow.
    ///
    /// # Errors
    /// When the playbook is unknown, the answers do not fit, or the client exceeds its budget;
    /// nothing is stored then.
    pub async fn open(&self, client: IpAddr, body: OpenSession) -> Result<Opened, SessionError> {
        self.charge_command(client, &body)?;
        let sessions = self.clone();
        to_the_end(async move {
            let version = sessions
                .inner
                .library
                .named(&body.playbook)
                .ok_or(SessionError::UnknownPlaybook)?;
            let at_ms = clock::now_ms();
            let opened = Event::SessionOpened {
                playbook: body.playbook,
                digest: version.digest.clone(),
                lang: body.lang,
            };
            let opened = numbered(&Facts::default(), vec![(Actor::Customer, opened)], at_ms);
            let mut standing = Standing::new(Arc::clone(&version.playbook), Facts::replay(&opened));
            let first = Command::GiveAnswer {
                step: version.playbook.start.clone(),
                answer: Answer::Inputs(body.inputs),
            };
            let answered = numbered(standing.facts(), plan(&standing, first, at_ms)?, at_ms);
            for entry in &answered {
                standing.apply(entry);
            }
            // A session that starts without a run costs as much as one run.
            let count = NonZeroU32::new(run_count(answered.iter().map(|entry| &entry.event)))
                .unwrap_or(NonZeroU32::MIN);
            sessions.charge(client, count)?;
            sessions.inner.runner.has_room(count)?;

            let id = SessionId::random().map_err(|_| SessionError::Randomness)?;
            let owner = Token::random().map_err(|_| SessionError::Randomness)?;
            let erase_at_ms = at_ms.saturating_add(
                i64::from(sessions.inner.retention_days).saturating_mul(clock::DAY_MS),
            );
            let body =
                serde_json::to_string(&version.playbook).map_err(|_| SessionError::Internal)?;
            let (digest, playbook) = (version.digest.clone(), version.digest.clone());
            let mut changes = vec![
                Change::KeepPlaybook { digest, body },
                Change::OpenSession {
                    session: id.clone(),
                    playbook,
                    opened_at_ms: at_ms,
                    erase_at_ms,
                },
                Change::AddToken {
                    session: id.clone(),
                    link: None,
                    hash: owner.hash(),
                    expires_at_ms: erase_at_ms,
                },
            ];
            changes.extend(
                opened
                    .iter()
                    .chain(&answered)
                    .map(|entry| Change::Append { session: id.clone(), entry: entry.clone() }),
            );
            sessions.inner.store.commit(changes).await?;

            let written = opened.iter().chain(&answered).map(|entry| &entry.event);
            let live = Live::new(id.clone(), version, erase_at_ms, standing, stored_bytes(written));
            sessions.lock_live().insert(id, Arc::new(OnceCell::new_with(Some(live.clone()))));
            let mut locked = sessions.lock(&live).await?;
            locked.set_client(client);
            sessions.begin(&mut locked, &answered);
            drop(locked);
            Ok(Opened { live, owner })
        })
        .await
    }

    /// Erases a session: its runs stop, its links become invalid, its rows are overwritten.
    ///
    /// # Errors
    /// When it was erased already, or the store fails.
    pub async fn erase(&self, live: Arc<Live>) -> Result<(), SessionError> {
        let sessions = self.clone();
        to_the_end(async move {
            let mut locked = sessions.lock(&live).await?;
            sessions
                .inner
                .store
                .commit(vec![Change::Erase { session: live.id.clone(), at_ms: clock::now_ms() }])
                .await?;
            live.set_gone();
            for (_, cancel) in std::mem::take(locked.runs_mut()) {
                cancel.cancel();
            }
            sessions.lock_live().remove(&live.id);
            Ok(())
        })
        .await
    }
}
