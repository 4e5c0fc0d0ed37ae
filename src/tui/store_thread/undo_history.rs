//! What a session knows about undoing.

use std::collections::BTreeSet;

use crate::domain::Seq;
use crate::store::{Doing, Store, StoreError};

/// Whether something is undone or done again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UndoDirection {
    /// It is undone.
    Undo,
    /// It is done again.
    Redo,
}

/// What the session knows about undoing.
pub(super) struct UndoHistory {
    /// The newest entry when the session began.
    pub(super) began: Seq,
    /// What was undone in this session and can be done again, the last one last; what was done together stays together.
    pub(super) undone: Vec<Vec<Doing>>,
    /// What was done together in this session, each time for several rows.
    together: Vec<Vec<Doing>>,
    /// The entries about no case that are undone, and those that undid them.
    pub(super) settled: BTreeSet<Seq>,
}

impl UndoHistory {
    /// Begins a session.
    pub(super) fn begin(store: &Store) -> Result<Self, StoreError> {
        Ok(Self { began: store.newest_entry()?, undone: Vec::new(), together: Vec::new(), settled: BTreeSet::new() })
    }

    /// Forgets what could be done again, because something new was done.
    pub(super) fn forget_undone(&mut self) {
        self.undone.clear();
    }

    /// Remembers what was done together.
    pub(super) fn note_together(&mut self, doings: Vec<Doing>) {
        if doings.len() > 1 {
            self.together.push(doings);
        }
    }

    /// Returns what was done together with something, itself included, in the order of the log.
    pub(super) fn done_with(&self, doing: Doing) -> Vec<Doing> {
        let has = |group: &&Vec<Doing>| group.iter().any(|known| known.entry.seq == doing.entry.seq);
        self.together.iter().find(has).cloned().unwrap_or_else(|| vec![doing])
    }
}
