//! Numbered migrations of the schema. A released migration is never edited; a change gets the next number.
//!
//! `rusqlite_migration` would do this, but its newest version needs an older rusqlite.

use rusqlite::functions::FunctionFlags;
use rusqlite::{Connection, TransactionBehavior};

use super::StoreError;
use crate::domain::search::other_spellings;

const MIGRATIONS: [&str; 24] = [
    include_str!("../../assets/schema/0001_record.sql"),
    include_str!("../../assets/schema/0002_acts.sql"),
    include_str!("../../assets/schema/0003_whereabouts.sql"),
    include_str!("../../assets/schema/0004_import.sql"),
    include_str!("../../assets/schema/0005_walk.sql"),
    include_str!("../../assets/schema/0006_drafts.sql"),
    include_str!("../../assets/schema/0007_supervision.sql"),
    include_str!("../../assets/schema/0008_rejected.sql"),
    include_str!("../../assets/schema/0009_drafts_of_acts.sql"),
    include_str!("../../assets/schema/0010_search_spellings.sql"),
    include_str!("../../assets/schema/0011_extract_days.sql"),
    include_str!("../../assets/schema/0012_ways.sql"),
    include_str!("../../assets/schema/0013_protected.sql"),
    include_str!("../../assets/schema/0014_configuration.sql"),
    include_str!("../../assets/schema/0015_order.sql"),
    include_str!("../../assets/schema/0016_own_work.sql"),
    include_str!("../../assets/schema/0017_stations.sql"),
    include_str!("../../assets/schema/0018_unread_cells.sql"),
    include_str!("../../assets/schema/0019_opened_cases.sql"),
    include_str!("../../assets/schema/0020_match_decisions.sql"),
    include_str!("../../assets/schema/0021_duty_log.sql"),
    include_str!("../../assets/schema/0022_spelled_signs.sql"),
    include_str!("../../assets/schema/0023_county_tools.sql"),
    include_str!("../../assets/schema/0024_spelled_marks.sql"),
];

/// The first version of the schema that holds the ways into the home.
pub(super) const WAYS_VERSION: u32 = 12;

/// The first version of the schema that holds the configuration files.
pub(super) const CONFIGURATION_VERSION: u32 = 14;

/// The first version of the schema that keeps whose write was the newest.
pub(super) const ORDER_VERSION: u32 = 15;

/// The newest version of the schema that what an earlier one held does not fill: its tables are written again from the
/// log.
const REWRITTEN_VERSION: u32 = 17;

/// Returns the newest version of the schema.
pub(super) fn newest_version() -> u32 {
    u32::try_from(MIGRATIONS.len()).unwrap_or(u32::MAX)
}

/// Returns whether the database has an older version of the schema than the newest, and is not empty.
///
/// # Errors
/// [`StoreError::NewerSchema`] if a newer version of the program wrote it; nothing is changed then.
pub(super) fn is_migration_due(connection: &Connection) -> Result<bool, StoreError> {
    let (found, known) = (current_version(connection)?, newest_version());
    if found > known { Err(StoreError::NewerSchema { found, known }) } else { Ok(found > 0 && found < known) }
}

/// Gives a new database version `wanted` of the schema, each step in its own transaction.
///
/// # Errors
/// As for [`is_migration_due`].
pub(super) fn migrate_to(connection: &mut Connection, wanted: u32) -> Result<(), StoreError> {
    migrate_record(connection, wanted, |_new| Ok(true))
}

/// Migrates a database to version `wanted` of the schema, each step in its own transaction. `rewrite_tables` writes the
/// tables again from the log, and returns whether it could.
///
/// # Errors
/// As for [`is_migration_due`].
pub(super) fn migrate_record(
    connection: &mut Connection,
    wanted: u32,
    rewrite_tables: impl Fn(&Connection) -> Result<bool, StoreError>,
) -> Result<(), StoreError> {
    is_migration_due(connection)?;
    let found = current_version(connection)?;
    define_functions(connection)?;
    for (number, step) in (1..).zip(MIGRATIONS).filter(|(number, _)| (found + 1..=wanted).contains(number)) {
        let mut transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        transaction.execute_batch(step)?;
        let is_rewritten = found > 0 && found < REWRITTEN_VERSION && wanted >= REWRITTEN_VERSION;
        if is_rewritten && number == wanted {
            // Who wrote what, and where, is in the log alone, which this program applies to the newest tables. Where it is
            // damaged, the tables stay as they are, and the check of the record says so.
            let mut rewritten = transaction.savepoint()?;
            if rewrite_tables(&rewritten)? { rewritten.commit()? } else { rewritten.rollback()? }
        }
        transaction.pragma_update(None, "user_version", number)?;
        transaction.commit()?;
    }
    Ok(())
}

/// Defines the functions that migrations call.
fn define_functions(connection: &Connection) -> Result<(), StoreError> {
    let flags = FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DETERMINISTIC | FunctionFlags::SQLITE_DIRECTONLY;
    connection.create_scalar_function("other_spellings", 1, flags, |arguments| {
        Ok(other_spellings(arguments.get_raw(0).as_str()?))
    })?;
    Ok(())
}

fn current_version(connection: &Connection) -> Result<u32, StoreError> {
    Ok(connection.pragma_query_value(None, "user_version", |row| row.get(0))?)
}
