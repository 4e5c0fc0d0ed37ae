//! What a session knows about undoing.

use crate::domain::Seq;
use crate::store::{Doing, Store, StoreError};

/// What the session knows about undoing.
pub(super) struct UndoHistory {
    /// The newest entry when the session began.
    pub(super) began: Seq,
    /// What was undone in this session and can be done again, the last one last.
    pub(super) undone: Vec<Doing>,
}

impl UndoHistory {
    /// Begins a session.
    pub(super) fn begin(store: &Store) -> Result<Self, StoreError> {
        Ok(Self { began: store.newest_entry()?, undone: Vec::new() })
    }

    /// Forgets what could be done again, because something new was done.
    pub(super) fn forget_undone(&mut self) {
        self.undone.clear();
    }
}
