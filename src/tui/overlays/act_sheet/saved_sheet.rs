//! The form of an act as a draft keeps it: what was typed or chosen, and not what was worked out. Where the record says
//! more by the time the form is opened again, the rest is worked out from that.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// What was typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SavedActSheet {
    /// The act's day: the date that was meant when it was saved, or the words that name none yet.
    pub day: String,
    /// The answers that differ from what was worked out, by the names of their fields. A date is written out, because
    /// tomorrow `+7` is another day.
    pub answers: BTreeMap<String, String>,
    /// The line that had the keys; the day is 0.
    pub at: usize,
}

impl SavedActSheet {
    /// As the store keeps it.
    pub fn to_body(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// Reads what the store kept.
    pub fn from_body(body: &str) -> Self {
        serde_json::from_str(body).unwrap_or_default()
    }
}
