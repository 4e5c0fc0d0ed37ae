//! In which entry an act was recorded, so that each step of a fact can name its own.

use chrono::NaiveDate;

use super::{CaseFacts, Source};
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

impl CaseFacts {
    /// Returns the entry in which one of these acts was recorded for a day, the last one if there are several.
    pub fn entry_of(&self, acts: &[&str], person: PersonNumber, on: NaiveDate) -> Option<&Source> {
        let entries = self.entries.iter().filter(|entry| acts.contains(&entry.act));
        let theirs = entries.filter(|entry| entry.person == person && entry.on == on);
        theirs.max_by_key(|entry| entry.source.record_order()).map(|entry| &entry.source)
    }
}
