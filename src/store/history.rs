//! Reads the log in its own order.

use chrono::NaiveDate;

use super::{LoggedEntry, Store, StoreError, log};
use crate::domain::Seq;
use crate::platform::local_time;

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

    /// Returns what this worker recorded on a day of the office's time zone, in order. Protected texts are hidden. The log is
    /// read from its end, so that a day long ago takes longer.
    pub fn entries_of_day(&self, day: NaiveDate) -> Result<Vec<LoggedEntry>, StoreError> {
        let query = format!("SELECT {} FROM entry WHERE station = ?1 ORDER BY seq DESC", log::COLUMNS);
        let mut statement = self.connection.prepare_cached(&query)?;
        let mut found = Vec::new();
        for entry in statement.query_map([self.station.0], log::read_entry)? {
            let entry = entry?;
            let made = local_time(entry.hlc.millis()).date_naive();
            if made < day {
                break;
            }
            if made == day && entry.author == self.worker().number {
                found.push(entry);
            }
        }
        found.reverse();
        found.into_iter().map(|entry| LoggedEntry::from_entry_redacted(&self.connection, entry)).collect()
    }
}
