//! Links that let other people watch a session: created and revoked by the customer.

use std::sync::Arc;

use session::{Actor, Event, LinkId, LinkKind};

use super::{Live, SessionError, Sessions, to_the_end};
use crate::clock;
use crate::store::{Change, Token};

/// The longest lifetime of a link, in hours.
const MAX_HOURS: u32 = 168;
/// The most links of one session, including expired and revoked ones.
const MAX_LINK_COUNT: usize = 20;

/// A link that was just created.
pub struct NewLink {
    /// Its id.
    pub link: LinkId,
    /// Its capability token.
    pub token: Token,
    /// When it expires: milliseconds since 1970-01-01 UTC.
    pub expires_at_ms: i64,
}

impl Sessions {
    /// Creates a link that is valid for `hours`, and at most until the session is erased.
    ///
    /// # Errors
    /// When such a link is not allowed.
    pub async fn create_link(
        &self,
        live: Arc<Live>,
        kind: LinkKind,
        hours: u32,
    ) -> Result<NewLink, SessionError> {
        if kind != LinkKind::Watch || hours == 0 || hours > MAX_HOURS {
            return Err(SessionError::LinkRefused);
        }
        let sessions = self.clone();
        to_the_end(async move {
            let mut locked = sessions.lock(&live).await?;
            if locked.facts().links.len() >= MAX_LINK_COUNT {
                return Err(SessionError::TooManyLinks);
            }
            let link = LinkId(
                locked.facts().links.keys().next_back().map_or(1, |last| last.0.saturating_add(1)),
            );
            let token = Token::random().map_err(|_| SessionError::Randomness)?;
            let expires_at_ms = clock::now_ms()
                .saturating_add(i64::from(hours).saturating_mul(clock::HOUR_MS))
                .min(live.erase_at_ms);
            let created = vec![(Actor::Customer, Event::LinkCreated { link, kind, expires_at_ms })];
            let capability = Change::AddToken {
                session: live.id.clone(),
                link: Some(link),
                hash: token.hash(),
                expires_at_ms,
            };
            locked.append(created, vec![capability]).await?;
            Ok(NewLink { link, token, expires_at_ms })
        })
        .await
    }

    /// Revokes a link and disconnects its watchers. Revoking it twice has no further effect.
    ///
    /// # Errors
    /// When the session has no such link.
    pub async fn revoke_link(&self, live: Arc<Live>, link: LinkId) -> Result<(), SessionError> {
        let sessions = self.clone();
        to_the_end(async move {
            let mut locked = sessions.lock(&live).await?;
            let known = locked.facts().links.get(&link).ok_or(SessionError::UnknownLink)?;
            if known.is_revoked {
                return Ok(());
            }
            let revoked = vec![(Actor::Customer, Event::LinkRevoked { link })];
            let capability = Change::RevokeToken { session: live.id.clone(), link };
            locked.append(revoked, vec![capability]).await?;
            live.presence(link).end();
            Ok(())
        })
        .await
    }
}
