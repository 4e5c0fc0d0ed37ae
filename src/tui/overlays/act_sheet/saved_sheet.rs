//! The act sheet in a draft: what was typed or chosen, without what was worked out. When the sheet is opened again, the
//! rest is worked out from the record of that day.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// What was typed in the form of an act.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SavedActSheet {
    /// The day of the act: the date that the text meant when it was saved, or the text if it is not a date.
    pub day: String,
    /// The answers that differ from what was worked out, by the names of their fields. A date is written out, because
    /// `+7` means another day tomorrow.
    pub answers: BTreeMap<String, String>,
    /// The index of the line that had the focus; the day is 0.
    pub at: usize,
}

impl SavedActSheet {
    /// Returns the form as the store keeps it.
    pub fn to_body(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// Reads a form as the store keeps it; an invalid text becomes an empty sheet.
    pub fn from_body(body: &str) -> Self {
        serde_json::from_str(body).unwrap_or_default()
    }
}
