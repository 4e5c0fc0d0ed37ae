//! Reads the log in its own order.

use super::{LoggedEntry, Store, StoreError, log};
use crate::domain::Seq;

impl Store {
    /// Returns at most `most` entries of this home's station that follow entry `after`, in order. Protected texts are
    /// hidden.
    pub fn entries_after(&self, after: Seq, most: u32) -> Result<Vec<LoggedEntry>, StoreError> {
        let query = format!("SELECT {} FROM entry WHERE station = ?1 AND seq > ?2 ORDER BY seq LIMIT ?3", log::COLUMNS);
        let mut statement = self.connection.prepare_cached(&query)?;
        let values = (self.station.0, log::seq_to_sql(after), most);
        let entries = statement.query_map(values, log::read_entry)?.collect::<rusqlite::Result<Vec<_>>>()?;
        entries.into_iter().map(|entry| LoggedEntry::from_entry_redacted(&self.connection, entry)).collect()
    }
}
