//! How much effort each filed comment took. This is not part of the record and holds nothing of what was typed.

use rusqlite::params;

use super::{Store, StoreError};
use crate::domain::RowId;
use crate::domain::filing_metrics::{FilingEffort, FilingMetrics};

impl Store {
    /// Saves the effort that a filed comment took. An effort that was saved before for the same comment stays.
    pub fn save_effort(&self, comment: RowId, effort: FilingEffort) -> Result<(), StoreError> {
        self.connection
            .prepare_cached(
                "INSERT INTO meter (comment, keys, narrative_keys, millis) VALUES (?1, ?2, ?3, ?4)
                 ON CONFLICT (comment) DO NOTHING",
            )?
            .execute(params![comment.0, effort.keys, effort.narrative_keys, effort.millis.cast_signed()])?;
        Ok(())
    }

    /// Returns the efforts of all filed comments that were measured.
    pub fn filing_efforts(&self) -> Result<FilingMetrics, StoreError> {
        let mut statement = self.connection.prepare_cached("SELECT keys, narrative_keys, millis FROM meter")?;
        let efforts = statement.query_map([], |row| {
            Ok(FilingEffort {
                keys: row.get(0)?,
                narrative_keys: row.get(1)?,
                millis: row.get::<_, i64>(2)?.cast_unsigned(),
            })
        })?;
        Ok(FilingMetrics::from_efforts(&efforts.collect::<rusqlite::Result<Vec<_>>>()?))
    }
}
