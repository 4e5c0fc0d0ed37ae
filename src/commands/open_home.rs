//! A home that is open for one command.

use std::ops::{Deref, DerefMut};

use super::filtered;

use crate::store::{BackupOccasion, Store, StoreError};

/// An open home. If the command recorded something, dropping the home makes the backup of the day, unless there is one
/// already.
pub(super) struct OpenHome {
    store: Store,
    /// The number of entries when the home was opened.
    entries: u64,
}

impl OpenHome {
    pub(super) fn new(store: Store) -> Result<Self, StoreError> {
        Ok(Self { entries: store.entry_count()?, store })
    }
}

impl Deref for OpenHome {
    type Target = Store;
    fn deref(&self) -> &Store {
        &self.store
    }
}

impl DerefMut for OpenHome {
    fn deref_mut(&mut self) -> &mut Store {
        &mut self.store
    }
}

impl Drop for OpenHome {
    fn drop(&mut self) {
        // What was recorded is backed up with the files that are in force at the end, as a command may write one.
        if let Err(error) = self.store.record_configuration() {
            // If standard error is closed, the message cannot be shown to anybody.
            let _ = filtered::warn(&format!("The configuration files were not recorded: {error}"));
        }
        if self.store.entry_count().is_ok_and(|entries| entries > self.entries) {
            back_up_after_recording(&self.store);
        }
    }
}

/// Makes the backup of the day if it is due. What was recorded stays recorded even if the backup fails.
fn back_up_after_recording(store: &Store) {
    if let Err(error) = store.back_up_if_due(BackupOccasion::DuringWork) {
        // If standard error is closed, the message cannot be shown to anybody.
        let _ = filtered::warn(&format!("Today's backup failed: {error}"));
    }
}
