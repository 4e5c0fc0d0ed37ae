//! In which entry an act was recorded, so that each step of a fact can name its own.

use chrono::NaiveDate;

use super::source::Source;
use crate::domain::ids::PersonNumber;

/// An act that facts were made from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActEntry {
    /// The id of the act.
    pub act: &'static str,
    /// The participant's number in the case; 0 for an act on the case as a whole.
    pub person: PersonNumber,
    /// The day of the act.
    pub on: NaiveDate,
    /// The entry.
    pub source: Source,
}
