//! Numbered migrations. One that was released is never edited; the next number says what changed.
//!
//! `rusqlite_migration` would do this, but its newest version is bound to an older rusqlite.

use rusqlite::{Connection, TransactionBehavior};

use super::StoreError;

const MIGRATIONS: [&str; 3] = [
    include_str!("../../assets/schema/0001_record.sql"),
    include_str!("../../assets/schema/0002_acts.sql"),
    include_str!("../../assets/schema/0003_drafts.sql"),
];

/// Brings the database to the newest form, each step in its own transaction.
///
/// # Errors
/// [`StoreError::NewerSchema`] when a newer version of the program wrote it; nothing is changed then.
pub(super) fn migrate(connection: &mut Connection) -> Result<(), StoreError> {
    let known = u32::try_from(MIGRATIONS.len()).unwrap_or(u32::MAX);
    let found: u32 = connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
    if found > known {
        return Err(StoreError::NewerSchema { found, known });
    }
    for (number, step) in (1..).zip(MIGRATIONS).filter(|(number, _)| *number > found) {
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        transaction.execute_batch(step)?;
        transaction.pragma_update(None, "user_version", number)?;
        transaction.commit()?;
    }
    Ok(())
}
