//! The record of what is read and of what leaves, where the disk may have no room for it. Reading goes on; what leaves as a
//! file or on paper waits until the record can show it.

use super::{Store, StoreError, UnrecordedAccess};
use crate::domain::Change;
use crate::platform;

impl Store {
    /// Records that something is read. Whoever cannot work without a fact must not lose it to a full disk: where the
    /// record has no room, or lies on a medium that can only be read, reading goes on, and the answer says why the record
    /// does not show it. A protected text is not read this way: it is revealed by [`Store::reveal_comment`], which refuses.
    ///
    /// # Errors
    /// The record refuses the access, or the disk fails in another way.
    pub fn record_access(&mut self, access: Change) -> Result<Option<UnrecordedAccess>, StoreError> {
        match self.record(access) {
            Ok(_entry) => Ok(None),
            Err(StoreError::ReadOnly) if self.home.is_read_only() => Ok(Some(UnrecordedAccess::ReadOnlyMedium)),
            Err(StoreError::DiskFull) if platform::has_room_for_files(self.home.folder()) == Some(false) => {
                Ok(Some(UnrecordedAccess::NoMoreFiles))
            }
            Err(StoreError::DiskFull) => Ok(Some(UnrecordedAccess::FullDisk)),
            Err(error) => Err(error),
        }
    }

    /// Records that something leaves the home: as a file, on paper, or to another program. Names that leave without a trace
    /// cannot be accounted for, and paper can wait until there is room.
    ///
    /// # Errors
    /// [`StoreError::UnrecordedExport`] where the record has no room or cannot be written; the caller lets nothing leave
    /// then.
    pub fn record_export(&mut self, export: Change) -> Result<(), StoreError> {
        self.record_access(export)?.map_or(Ok(()), |why| Err(StoreError::UnrecordedExport(why)))
    }
}
