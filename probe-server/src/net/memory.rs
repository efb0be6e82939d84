//! What status pages said a moment ago, so that many customers of one provider ask it once.
//!
//! Holds nothing about a customer: the key is the page, the value what it says to everybody. Bounded, and short-lived.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use diagnosis::probe::IncidentSeen;
use tokio::time::Instant;

/// How long an answer is good for.
const LIFETIME: Duration = Duration::from_secs(300);
/// The most pages remembered; there are not that many in the data.
const MAX_PAGES: usize = 64;

/// What status pages said.
#[derive(Debug, Default)]
pub struct StatusMemory {
    pages: Mutex<BTreeMap<String, (Instant, Vec<IncidentSeen>)>>,
}

impl StatusMemory {
    /// What a page said within the last minutes.
    #[must_use]
    pub fn recall(&self, page: &str, now: Instant) -> Option<Vec<IncidentSeen>> {
        let pages = self.pages.lock().unwrap_or_else(PoisonError::into_inner);
        pages.get(page).filter(|(at, _)| now.duration_since(*at) < LIFETIME).map(|(_, said)| said.clone())
    }

    /// Keeps what a page said.
    pub fn keep(&self, page: String, said: Vec<IncidentSeen>, now: Instant) {
        let mut pages = self.pages.lock().unwrap_or_else(PoisonError::into_inner);
        pages.retain(|_, (at, _)| now.duration_since(*at) < LIFETIME);
        if pages.len() < MAX_PAGES {
            pages.insert(page, (now, said));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_good_for_five_minutes() {
        let (memory, began) = (StatusMemory::default(), Instant::now());
        memory.keep("https://status.test/".to_owned(), Vec::new(), began);
        assert_eq!(memory.recall("https://status.test/", began), Some(Vec::new()));
        assert_eq!(memory.recall("https://other.test/", began), None);
        assert_eq!(memory.recall("https://status.test/", began + LIFETIME), None);
    }
}
