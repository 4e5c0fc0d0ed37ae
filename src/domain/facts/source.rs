//! Where a fact comes from, and where two sources differ.

use serde::{Deserialize, Serialize};

use crate::domain::{PersonNumber, Seq, WorkerNumber};

/// Where a fact comes from.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub enum Source {
    /// A row of a county's extract.
    Extract {
        /// The file's name, without its folder.
        file: String,
        /// The row in the file, as a spreadsheet numbers it (the first line is 1).
        row: u32,
    },
    /// An entry of the change log.
    Entry {
        /// Its sequence number.
        entry: Seq,
        /// Who recorded it.
        author: WorkerNumber,
    },
    /// Stated in the facts themselves, without a further source.
    #[default]
    Stated,
}

impl Source {
    pub(super) fn is_stated(&self) -> bool {
        *self == Self::Stated
    }

    /// The order of what was recorded here; before all of it stands what was not.
    pub const fn order(&self) -> u64 {
        match self {
            Self::Entry { entry, .. } => entry.0,
            Self::Extract { .. } | Self::Stated => 0,
        }
    }
}

/// Something of which the county's extracts say one thing and a worker recorded another. What was recorded here holds;
/// the county's word stands beside it until its extracts say the same.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Difference {
    /// The participant.
    pub person: PersonNumber,
    /// What it is about: `appointment`.
    pub what: String,
    /// What the county says.
    pub county: String,
    /// Where the county says it.
    pub county_source: Source,
    /// What was recorded here.
    pub here: String,
    /// Where it was recorded.
    pub source: Source,
}
