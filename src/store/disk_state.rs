//! Remembers whether a write of this connection failed on the disk.

use std::cell::Cell;

use super::StoreError;

/// Whether a write failed on the disk.
///
/// After a failed flush the system may forget what it had not flushed, and report nothing the next time: so nothing
/// more is written through a connection after a failed write.
#[derive(Debug, Default)]
pub(super) struct DiskState {
    has_failed: Cell<bool>,
    /// Why nothing can be written through this connection.
    only_read: Option<OnlyRead>,
}

/// Why a record is open for reading alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum OnlyRead {
    /// The medium cannot be written.
    Medium,
    /// The disk had no room when the record was opened.
    NoRoom,
}

impl DiskState {
    /// Returns the state of a connection that only reads.
    pub(super) const fn for_reading(why: OnlyRead) -> Self {
        Self { has_failed: Cell::new(false), only_read: Some(why) }
    }

    /// Refuses to write if an earlier write failed on the disk, or cannot be written at all.
    pub(super) fn ensure_writable(&self) -> Result<(), StoreError> {
        match self.only_read {
            Some(OnlyRead::Medium) => return Err(StoreError::ReadOnly),
            Some(OnlyRead::NoRoom) => return Err(StoreError::DiskFull),
            None => {}
        }
        if self.has_failed.get() {
            return Err(StoreError::DiskFailed { detail: "an earlier write failed".into() });
        }
        Ok(())
    }

    /// Returns the result of a write unchanged, and remembers a failure of the disk.
    pub(super) fn note_failure<T>(&self, written: Result<T, StoreError>) -> Result<T, StoreError> {
        if matches!(written, Err(StoreError::DiskFailed { .. })) {
            self.has_failed.set(true);
        }
        written
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_failed_disk_ends_the_writing() {
        let disk = DiskState::default();
        assert!(disk.note_failure::<()>(Err(StoreError::DiskFull)).is_err());
        assert!(disk.ensure_writable().is_ok(), "a full disk can be freed");
        assert!(disk.note_failure::<()>(Err(StoreError::DiskFailed { detail: "".into() })).is_err());
        assert!(matches!(disk.ensure_writable(), Err(StoreError::DiskFailed { .. })));
        assert_eq!(disk.note_failure(Ok(1)).unwrap(), 1);
    }
}
