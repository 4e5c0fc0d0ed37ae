//! Making the tables anew from the log.

use rusqlite::TransactionBehavior;

use super::{Store, StoreError, apply, verify};
use crate::domain::Change;
use crate::domain::access::Access;

impl Store {
    /// Makes every table of the record anew from the log, in one transaction, and records that.
    ///
    /// # Errors
    /// When the log itself does not hold; nothing is changed then.
    pub fn rebuild(&mut self) -> Result<(), StoreError> {
        self.must_be_sound()?;
        let rebuilt = self.rebuilt();
        self.noting_failure(rebuilt)?;
        self.record(Change::Accessed { case: None, access: Access::Rebuilt })?;
        Ok(())
    }

    fn rebuilt(&mut self) -> Result<(), StoreError> {
        verify::chain(&self.connection)?
            .map_err(|broken| StoreError::DamagedDatabase { detail: broken.to_string() })?;
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        for (table, _order) in apply::TABLES.iter().rev() {
            transaction.execute(&format!("DELETE FROM {table}"), [])?;
        }
        verify::replayed(&transaction, &transaction)?
            .map_err(|broken| StoreError::DamagedDatabase { detail: broken.to_string() })?;
        transaction.commit()?;
        Ok(())
    }
}
