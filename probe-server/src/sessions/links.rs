//! Links for somebody else: made by the customer, ended by the customer.

use std::sync::Arc;

use session::{Actor, Event, LinkId, LinkKind};

use super::{Live, SessionError, Sessions, to_the_end};
use crate::clock;
use crate::store::{Change, Token};

/// The longest life of a link, in hours.
const MAX_HOURS: u32 = 168;
/// The most links in one session, dead ones counted.
const MAX_LINK_COUNT: usize = 20;

/// A link that has just been made.
pub struct NewLink {
    /// Its number.
    pub link: LinkId,
    /// Its capability.
    pub token: Token,
    /// When it dies: milliseconds since 1970-01-01 UTC.
    pub expires_at_ms: i64,
}

impl Sessions {
    /// Makes a link that lives so many hours, at most as long as the session.
    ///
    /// # Errors
    /// When such a link cannot be made.
    pub async fn create_link(&self, live: Arc<Live>, kind: LinkKind, hours: u32) -> Result<NewLink, SessionError> {
        if kind != LinkKind::Watch || hours == 0 || hours > MAX_HOURS {
            return Err(SessionError::LinkRefused);
        }
        let sessions = self.clone();
        to_the_end(async move {
            let mut state = live.lock(&sessions.0.store).await?;
            if state.facts.links.len() >= MAX_LINK_COUNT {
                return Err(SessionError::TooManyLinks);
            }
            let link = LinkId(state.facts.links.keys().next_back().map_or(1, |last| last.0.saturating_add(1)));
            let token = Token::random().map_err(|_| SessionError::Randomness)?;
            let expires_at_ms = clock::now_ms().saturating_add(i64::from(hours).saturating_mul(clock::HOUR_MS)).min(live.erase_at_ms);
            let created = vec![(Actor::Customer, Event::LinkCreated { link, kind, expires_at_ms })];
            let capability = Change::AddToken { session: live.id.clone(), link: Some(link), hash: token.hash(), expires_at_ms };
            live.append(&sessions.0.store, &mut state, created, vec![capability]).await?;
            Ok(NewLink { link, token, expires_at_ms })
        })
        .await
    }

    /// Ends a link: whoever watches by it is cut off. Ending it twice is harmless.
    ///
    /// # Errors
    /// When the session never had such a link.
    pub async fn revoke_link(&self, live: Arc<Live>, link: LinkId) -> Result<(), SessionError> {
        let sessions = self.clone();
        to_the_end(async move {
            let mut state = live.lock(&sessions.0.store).await?;
            let known = state.facts.links.get(&link).ok_or(SessionError::UnknownLink)?;
            if known.is_revoked {
                return Ok(());
            }
            let revoked = vec![(Actor::Customer, Event::LinkRevoked { link })];
            let capability = Change::RevokeToken { session: live.id.clone(), link };
            live.append(&sessions.0.store, &mut state, revoked, vec![capability]).await?;
            live.presence(link).end();
            Ok(())
        })
        .await
    }
}
