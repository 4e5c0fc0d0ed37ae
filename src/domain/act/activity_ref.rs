//! The reference by which an act names an activity.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::domain::dates;

/// An activity of the act's participant. Kind and first day together identify it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ActivityRef {
    /// The kind of activity, in the county's words.
    pub kind: String,
    /// The first day of the activity.
    pub start: NaiveDate,
}

impl ActivityRef {
    /// Returns the activity in words: `Job Club from Mon 11/02/2026`.
    pub fn describe(&self) -> String {
        format!("{} from {}", self.kind, dates::format_long_date(self.start))
    }
}
