//! Where a fact comes from, and where two sources differ.

use std::fmt;

use chrono::NaiveDate;
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
        /// The sheet, where the file is a workbook.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        sheet: Option<String>,
        /// The row in the file, as a spreadsheet numbers it (the first line is 1).
        row: u32,
        /// SHA-256 of the file's bytes, in hexadecimal.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        sha256: Option<String>,
        /// The newest day on which an extract of the county said so: that of this file, or of a later one that says the
        /// same.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        told: Option<NaiveDate>,
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
    pub const fn record_order(&self) -> u64 {
        match self {
            Self::Entry { entry, .. } => entry.0,
            Self::Extract { .. } | Self::Stated => 0,
        }
    }

    /// Whether it was recorded here.
    pub const fn is_recorded(&self) -> bool {
        matches!(self, Self::Entry { .. })
    }

    /// The newest day on which the county said so, where that is known.
    pub const fn last_seen(&self) -> Option<NaiveDate> {
        match self {
            Self::Extract { told, .. } => *told,
            Self::Entry { .. } | Self::Stated => None,
        }
    }

    /// Notes that a later extract of the county says the same.
    pub fn update_last_seen(&mut self, again: Option<NaiveDate>) {
        if let Self::Extract { told, .. } = self {
            *told = again.max(*told);
        }
    }
}

/// The source in a line: file, sheet and row, or entry and author; nothing where a fact is only stated.
impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Extract { file, sheet: Some(sheet), row, .. } => write!(f, "{file}, sheet {sheet}, row {row}"),
            Self::Extract { file, row, .. } => write!(f, "{file}, row {row}"),
            Self::Entry { entry, author } => write!(f, "entry {entry} by {author}"),
            Self::Stated => Ok(()),
        }
    }
}

/// What a source says of one thing: a day, or else a text. Data has both as a text, a day as `2026-11-19`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum RecordedValue {
    /// A day.
    Day(NaiveDate),
    /// A text.
    Text(String),
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
    #[cfg_attr(test, schemars(with = "String"))]
    pub county: RecordedValue,
    /// Where the county says it.
    pub county_source: Source,
    /// What was recorded here.
    #[cfg_attr(test, schemars(with = "String"))]
    pub here: RecordedValue,
    /// Where it was recorded.
    pub source: Source,
    /// The day for which it was recorded.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on: Option<NaiveDate>,
}
