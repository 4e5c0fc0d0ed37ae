//! A home that is open for one command.

use std::ops::{Deref, DerefMut};

use super::backup;
use crate::store::{Store, StoreError};

/// An open home. When the command is done and something was recorded, the backup of the day is made if there is none.
pub(super) struct OpenHome {
    store: Store,
    /// How many entries there were when it was opened.
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
        if self.store.entry_count().is_ok_and(|entries| entries > self.entries) {
            backup::back_up_after_recording(&self.store);
        }
    }
}
