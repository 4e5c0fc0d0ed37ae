//! How an act names the activity that it is about.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// An activity of the act's participant: its kind and first day tell it apart.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ActivityRef {
    /// Kind of activity, in the county's words.
    pub kind: String,
    /// First day.
    pub start: NaiveDate,
}
