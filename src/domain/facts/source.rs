//! The source of a fact, and differences between two sources.

use std::fmt;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::domain::{PersonNumber, Seq, WorkerNumber};

/// The source of a fact.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(
    untagged,
    expecting = "the source of a fact is a row of an extract (file, row), an entry of the log (entry, author), or null"
)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub enum Source {
    /// A row of a county's extract.
    Extract {
        /// The file's name, without its folder.
        file: String,
        /// The name of the sheet, where the file is a workbook.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        sheet: Option<String>,
        /// The row in the file, as a spreadsheet numbers it (the first line is 1).
        row: u32,
        /// SHA-256 of the file's bytes, in hexadecimal.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        sha256: Option<String>,
        /// The newest day on which an extract of the county reported it: the day of this file, or of a later one with
        /// the same value.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        told: Option<NaiveDate>,
    },
    /// An entry of the log.
    Entry {
        /// The sequence number of the entry.
        entry: Seq,
        /// The worker who recorded it.
        author: WorkerNumber,
    },
    /// The facts name no source.
    #[default]
    Stated,
}

impl Source {
    pub(super) fn is_stated(&self) -> bool {
        *self == Self::Stated
    }

    /// Returns the sequence number of the entry, by which recorded facts are sorted; 0 for what was not recorded here,
    /// which comes first.
    pub const fn record_order(&self) -> u64 {
        match self {
            Self::Entry { entry, .. } => entry.0,
            Self::Extract { .. } | Self::Stated => 0,
        }
    }

    /// Returns the worker who recorded the fact here.
    pub const fn author(&self) -> Option<&WorkerNumber> {
        match self {
            Self::Entry { author, .. } => Some(author),
            Self::Extract { .. } | Self::Stated => None,
        }
    }

    /// Returns whether the fact was recorded here.
    pub const fn is_recorded(&self) -> bool {
        matches!(self, Self::Entry { .. })
    }

    /// Returns the newest day on which an extract of the county reported the fact, if it is known.
    pub const fn last_seen(&self) -> Option<NaiveDate> {
        match self {
            Self::Extract { told, .. } => *told,
            Self::Entry { .. } | Self::Stated => None,
        }
    }

    /// Records that an extract of the county of the day `again` reports the same. The newest day is kept.
    pub fn update_last_seen(&mut self, again: Option<NaiveDate>) {
        if let Self::Extract { told, .. } = self {
            *told = again.max(*told);
        }
    }
}

/// Formats the source in a line: file, sheet and row, or entry and author; empty if the facts name no source.
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

/// The value that a source gives: a day, a text with its day, or a text. Data holds each as a text, and days as
/// `2026-11-19`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub enum RecordedValue {
    /// A day.
    Day(NaiveDate),
    /// A text and the day that it belongs to: `No good cause on 2026-11-19`.
    TextOn {
        /// The text.
        text: String,
        /// The day.
        on: NaiveDate,
    },
    /// A text.
    Text(String),
}

/// The word between a text and its day in data.
const ON: &str = " on ";

impl From<String> for RecordedValue {
    fn from(data: String) -> Self {
        if let Ok(day) = data.parse() {
            return Self::Day(day);
        }
        let dated = data.rsplit_once(ON).and_then(|(text, day)| Some((text.to_owned(), day.parse().ok()?)));
        dated.map_or(Self::Text(data), |(text, on)| Self::TextOn { text, on })
    }
}

impl From<RecordedValue> for String {
    fn from(value: RecordedValue) -> Self {
        match value {
            RecordedValue::Day(day) => day.to_string(),
            RecordedValue::TextOn { text, on } => format!("{text}{ON}{on}"),
            RecordedValue::Text(text) => text,
        }
    }
}

/// A value for which the county's extracts and a worker's record differ. The recorded value counts; the county's value
/// is kept beside it until its extracts say the same.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Difference {
    /// The participant's number in the case.
    pub person: PersonNumber,
    /// The name of the value: `appointment`.
    pub what: String,
    /// The county's value.
    #[cfg_attr(test, schemars(with = "String"))]
    pub county: RecordedValue,
    /// The source of the county's value.
    pub county_source: Source,
    /// The value that was recorded here.
    #[cfg_attr(test, schemars(with = "String"))]
    pub here: RecordedValue,
    /// The entry in which it was recorded.
    pub source: Source,
    /// The day for which it was recorded.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on: Option<NaiveDate>,
}

impl Difference {
    /// What differs where the county lists the case under another worker than the one to whom it was assigned here.
    pub const LISTED_WORKER: &'static str = "worker of the case";
}
