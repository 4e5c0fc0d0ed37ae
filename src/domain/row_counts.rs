//! How many rows of an extract were read, and what became of them.

use serde::{Deserialize, Serialize};

/// The row counts of an extract: `read` is always the sum of the others.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowCounts {
    /// The number of data rows in the file.
    pub read: u32,
    /// The number of facts that were not known before.
    pub new: u32,
    /// The number of known facts that the extract reports differently.
    pub changed: u32,
    /// The number of known facts that the extract reports unchanged.
    pub unchanged: u32,
    /// The number of rows that repeat an earlier row of the file.
    pub duplicate: u32,
    /// The number of rows that could not be used.
    pub rejected: u32,
}
