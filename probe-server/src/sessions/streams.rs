//! How many streams each client has open. Counts only.

use std::collections::HashMap;
use std::net::IpAddr;
use std::num::NonZeroU32;
use std::sync::{Arc, Mutex, PoisonError};

use super::SessionError;
use crate::net::limits::client_key;

/// The streams of all clients.
pub(super) struct Streams {
    most: u32,
    open: Arc<Mutex<HashMap<IpAddr, u32>>>,
}

/// A stream that is counted; dropping it ends that.
pub(super) struct Counted {
    client: IpAddr,
    open: Arc<Mutex<HashMap<IpAddr, u32>>>,
}

impl Streams {
    /// At most `most` streams for each client.
    pub(super) fn new(most: NonZeroU32) -> Self {
        Self { most: most.get(), open: Arc::default() }
    }

    /// Counts one more stream of this client.
    ///
    /// # Errors
    /// When it has as many as it may have.
    pub(super) fn open(&self, client: IpAddr) -> Result<Counted, SessionError> {
        let client = client_key(client);
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        let count = open.entry(client).or_default();
        if *count >= self.most {
            return Err(SessionError::TooManyStreams);
        }
        *count += 1;
        Ok(Counted { client, open: Arc::clone(&self.open) })
    }
}

impl Drop for Counted {
    fn drop(&mut self) {
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = open.get_mut(&self.client) {
            *count = count.saturating_sub(1);
            if *count == 0 {
                open.remove(&self.client);
            }
        }
    }
}
