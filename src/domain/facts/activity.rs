//! The weekly meetings of an activity, and the activities of a plan.

use chrono::{NaiveTime, Weekday};
use serde::{Deserialize, Serialize};

use crate::domain::hours::Hours;

/// One meeting of an activity in the week.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Session {
    /// The day of the week.
    #[cfg_attr(test, schemars(with = "String"))]
    pub day: Weekday,
    /// The time at which it begins: `09:00:00`.
    pub from: NaiveTime,
    /// The time at which it ends.
    pub to: NaiveTime,
}

/// An activity in a signed plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct PlannedActivity {
    /// The kind of activity, in the county's words.
    pub kind: String,
    /// The planned hours a week.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub weekly_hours: Option<Hours>,
    /// The planned place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// The planned meetings in the week.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sessions: Vec<Session>,
}
