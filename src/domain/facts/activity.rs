//! When an activity meets, and what a plan says of it.

use chrono::{NaiveTime, Weekday};
use serde::{Deserialize, Serialize};

use crate::domain::hours::Hours;

/// One meeting of an activity in the week.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Session {
    /// The weekday.
    #[cfg_attr(test, schemars(with = "String"))]
    pub day: Weekday,
    /// When it begins: `09:00:00`.
    pub from: NaiveTime,
    /// When it ends.
    pub to: NaiveTime,
}

/// An activity as a signed plan has it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct PlannedActivity {
    /// Kind of activity, in the county's words.
    pub kind: String,
    /// Hours a week.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub weekly_hours: Option<Hours>,
    /// Where.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// When.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sessions: Vec<Session>,
}
