//! Whether somebody follows a session through a link, or is its customer: the open streams, counted. Knows no session.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;

use super::streams::Counted;

/// The streams open through one link, or those of the customer, who has none.
#[derive(Default)]
pub(super) struct LinkPresence {
    pub(super) streams: AtomicUsize,
    /// Notified when a stream starts or ends, or a request comes in.
    pub(super) moved: Notify,
    pub(super) ended: CancellationToken,
}

/// One stream; dropping it ends the stream.
pub struct Presence {
    presence: Arc<LinkPresence>,
    _counted: Counted,
}

impl LinkPresence {
    pub(super) fn end(&self) {
        self.ended.cancel();
    }
}

impl Presence {
    /// A stream that was counted already.
    pub(super) const fn new(presence: Arc<LinkPresence>, counted: Counted) -> Self {
        Self { presence, _counted: counted }
    }

    /// Resolves when the customer revokes the link.
    pub async fn revoked(&self) {
        self.presence.ended.cancelled().await;
    }
}

impl Drop for Presence {
    fn drop(&mut self) {
        self.presence.streams.fetch_sub(1, Ordering::Relaxed);
        self.presence.moved.notify_one();
    }
}
