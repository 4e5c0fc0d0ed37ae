//! What can be wrong with a record.

/// The first fault of a record that was verified.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, serde::Serialize)]
pub enum RecordFault {
    /// An entry of the log is damaged, or does not follow the one before it.
    #[error("Entry {seq} is not valid: {why}.")]
    Entry {
        /// The number of the entry.
        seq: u64,
        /// What is wrong with the entry, as it completes the sentence.
        why: &'static str,
    },
    /// A table differs from what the log says.
    #[error("Table {table} differs from what the log says, at row {row}. The log itself is intact.")]
    Table {
        /// The name of the table.
        table: &'static str,
        /// The first row that differs, counted from 1 in the order of its key.
        row: u64,
    },
    /// A table, index, trigger or view is missing, is not what the program makes, or was added.
    #[error(
        "The schema of the database was changed: {name} is missing, was added, or is not as the program made it. The \
         log itself is intact."
    )]
    Schema {
        /// The name of the first object that differs.
        name: String,
    },
    /// An index does not find what the tables hold, or the structure of the database is damaged.
    #[error("An index of the database does not agree with its table ({found}). The log itself is intact.")]
    Index {
        /// What SQLite says.
        found: String,
    },
    /// A row outside the log (a draft or a session) names a worker or a form that does not exist.
    #[error("Table {table} has a row that no worker of this home can have written. The log itself is intact.")]
    Stray {
        /// The name of the table.
        table: &'static str,
    },
}
