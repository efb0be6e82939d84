//! The playbooks that customers can choose, and older versions that existing sessions use.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, PoisonError};

use authoring::playbooks::{Playbooks, Published};

use super::SessionError;
use crate::store::{Store, StoreError};

/// The current and older versions of the playbooks.
pub struct Library {
    on_offer: BTreeMap<String, Arc<Published>>,
    /// By digest: the current versions, and those that were loaded from the store.
    versions: Mutex<HashMap<String, Arc<Published>>>,
}

impl Library {
    /// A library whose current versions are these playbooks.
    #[must_use]
    pub fn new(playbooks: &Playbooks) -> Self {
        let on_offer: BTreeMap<_, _> = playbooks
            .iter()
            .map(|version| (version.playbook.playbook.clone(), Arc::clone(version)))
            .collect();
        let versions = on_offer
            .values()
            .map(|version| (version.digest.clone(), Arc::clone(version)))
            .collect();
        Self { on_offer, versions: Mutex::new(versions) }
    }

    /// The current versions, sorted by name.
    pub fn on_offer(&self) -> impl Iterator<Item = &Published> {
        self.on_offer.values().map(Arc::as_ref)
    }

    /// The current version of a playbook.
    #[must_use]
    pub fn named(&self, name: &str) -> Option<Arc<Published>> {
        self.on_offer.get(name).cloned()
    }

    /// The version with this digest.
    pub(super) async fn version(
        &self,
        digest: &str,
        store: &Store,
    ) -> Result<Arc<Published>, SessionError> {
        let known = self.lock().get(digest).cloned();
        if let Some(known) = known {
            return Ok(known);
        }
        let body = store.playbook(digest).await?.ok_or(StoreError::Unreadable("playbooks.body"))?;
        let playbook =
            serde_json::from_str(&body).map_err(|_| StoreError::Unreadable("playbooks.body"))?;
        let version =
            Arc::new(Published { digest: digest.to_owned(), playbook: Arc::new(playbook) });
        self.lock().insert(digest.to_owned(), version.clone());
        Ok(version)
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<String, Arc<Published>>> {
        self.versions.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
