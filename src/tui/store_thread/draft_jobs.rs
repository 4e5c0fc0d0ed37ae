//! Saves drafts. What finds no room on the disk stays in memory and is tried again with every job.

use std::sync::Arc;

use super::protocol::StoreAnswer;
use super::snapshot::SnapshotChange;
use super::worker::OpenStore;
use crate::domain::CaseNumber;
use crate::store::{DraftTarget, StoreError};

impl OpenStore {
    /// Saves a draft, and those before it that could not be saved. The screen is told what is in memory alone, because
    /// leaving would lose it.
    pub(super) fn save_draft(
        &mut self,
        case: CaseNumber,
        of: DraftTarget,
        body: Option<String>,
        leaving: bool,
    ) -> Result<Vec<StoreAnswer>, StoreError> {
        let key = (case, of);
        let before = Arc::clone(&self.unsaved);
        let unsaved = Arc::make_mut(&mut self.unsaved);
        if let Some(body) = body {
            unsaved.insert(key, body);
        } else {
            unsaved.remove(&key);
            self.store.discard_draft(&key.0, &key.1)?;
        }
        let failure = self.save_unsaved();
        let drafts = if leaving && failure.is_none() { Some(self.refresh_drafts()?) } else { None };
        let is_changed = before != self.unsaved;
        let snapshot = drafts.or_else(|| is_changed.then(|| self.snapshot(SnapshotChange::Drafts)));
        Ok(snapshot.into_iter().chain(failure.map(|error| StoreAnswer::Failed(error.to_string()))).collect())
    }

    /// Saves the drafts that are in memory alone. Returns why one of them still cannot be saved.
    pub(super) fn save_unsaved(&mut self) -> Option<StoreError> {
        let (store, mut failure) = (&self.store, None);
        if !self.unsaved.is_empty() {
            let mut save = |case: &CaseNumber, of: &DraftTarget, body: &str| {
                store.save_draft(case, of, body).map_err(|error| failure = Some(error)).is_err()
            };
            Arc::make_mut(&mut self.unsaved).retain(|(case, of), body| save(case, of, body));
        }
        failure
    }
}
