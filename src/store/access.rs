//! The record of what is read, where the disk may have no room for it.

use super::{Store, StoreError};
use crate::domain::Change;

/// Why the record does not show that something was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UnrecordedAccess {
    /// The medium can only be read.
    ReadOnlyMedium,
    /// The disk is full.
    FullDisk,
}

impl UnrecordedAccess {
    /// Returns the sentence that a worker is told.
    pub const fn sentence(self) -> &'static str {
        match self {
            Self::ReadOnlyMedium => "This disk is read-only, so the record does not show this access.",
            Self::FullDisk => "The disk is full, so the record does not show this access. Free some space.",
        }
    }

    /// Returns a message about an access, followed by why the record does not show it.
    pub fn note_after(message: String, unrecorded: Option<Self>) -> String {
        match unrecorded {
            Some(why) => format!("{message} {}", why.sentence()),
            None => message,
        }
    }
}

impl Store {
    /// Records that something is read or leaves the program. Whoever cannot work without a fact must not lose it to a
    /// full disk: where the record has no room, or lies on a medium that can only be read, reading goes on, and the
    /// answer says why the record does not show it. A protected text is not read this way: it is revealed by
    /// [`Store::reveal_comment`], which refuses.
    ///
    /// # Errors
    /// The record refuses the access, or the disk fails in another way.
    pub fn record_access(&mut self, access: Change) -> Result<Option<UnrecordedAccess>, StoreError> {
        match self.record(access) {
            Ok(_entry) => Ok(None),
            Err(StoreError::ReadOnly) if self.home.is_read_only() => Ok(Some(UnrecordedAccess::ReadOnlyMedium)),
            Err(StoreError::DiskFull) => Ok(Some(UnrecordedAccess::FullDisk)),
            Err(error) => Err(error),
        }
    }
}
