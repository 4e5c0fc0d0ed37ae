//! Rebuilds the tables from the log.

use rusqlite::TransactionBehavior;

use super::{Store, StoreError, apply, verify};
use crate::domain::Change;
use crate::domain::audit_event::AuditEvent;

impl Store {
    /// Rebuilds every table of the record from the log in one transaction, and records the rebuild.
    ///
    /// # Errors
    /// The log itself is damaged; nothing is changed then.
    pub fn rebuild_tables(&mut self) -> Result<(), StoreError> {
        self.disk.ensure_writable()?;
        let rebuilt = self.replay_into_tables();
        self.disk.note_failure(rebuilt)?;
        self.record(Change::Accessed { case: None, access: AuditEvent::Rebuilt })?;
        Ok(())
    }

    fn replay_into_tables(&mut self) -> Result<(), StoreError> {
        verify::verify_chain(&self.connection)?
            .map_err(|fault| StoreError::DamagedDatabase { detail: fault.to_string().into() })?;
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        for (table, _order) in apply::TABLES.iter().rev() {
            transaction.execute(&format!("DELETE FROM {table}"), [])?;
        }
        verify::replay_log(&transaction, &transaction)?
            .map_err(|fault| StoreError::DamagedDatabase { detail: fault.to_string().into() })?;
        transaction.commit()?;
        Ok(())
    }
}
