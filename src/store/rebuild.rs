//! Rebuilds the tables from the log.

use rusqlite::{Connection, TransactionBehavior};

use super::{RecordFault, Store, StoreError, apply, migrations, verify};
use crate::domain::Change;
use crate::domain::audit_event::AuditEvent;

impl Store {
    /// Rebuilds every table of the record from the log in one transaction, and records the rebuild.
    ///
    /// # Errors
    /// The log itself is damaged; nothing is changed then.
    pub fn rebuild_tables(&mut self) -> Result<(), StoreError> {
        self.disk.ensure_writable()?;
        let rebuilt = self.replay_in_transaction();
        self.disk.note_failure(rebuilt)?;
        self.record(Change::Accessed { case: None, access: AuditEvent::Rebuilt })?;
        Ok(())
    }

    fn replay_in_transaction(&mut self) -> Result<(), StoreError> {
        let damaged = |fault: RecordFault| StoreError::DamagedDatabase { detail: fault.to_string().into() };
        verify::verify_chain(&self.connection)?.map_err(damaged)?;
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        replay_into_tables(&transaction)?.map_err(damaged)?;
        transaction.commit()?;
        Ok(())
    }
}

/// Migrates a record to version `wanted` of the schema; where a step needs it, the tables are written again from the log.
///
/// # Errors
/// [`StoreError::NewerSchema`] if a newer version of the program wrote it, or it cannot be written.
pub(super) fn migrate_record(connection: &mut Connection, wanted: u32) -> Result<(), StoreError> {
    migrations::migrate_record(connection, wanted, |record| Ok(replay_into_tables(record)?.is_ok()))
}

/// Empties every table of the record and writes it again from the log. The inner result is a fault of the log, if there
/// is one: the caller then takes back what was written.
pub(super) fn replay_into_tables(record: &Connection) -> Result<Result<(), RecordFault>, StoreError> {
    for (table, _order) in apply::TABLES.iter().rev() {
        record.execute(&format!("DELETE FROM {table}"), [])?;
    }
    Ok(verify::replay_log(record, record)?.map(drop))
}
