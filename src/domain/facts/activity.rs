//! Activities with their weekly meetings, the attendance in them, and the activities of a plan.

use std::collections::BTreeMap;

use chrono::{NaiveDate, NaiveTime, Weekday};
use serde::{Deserialize, Serialize};

use super::Source;
use crate::domain::dates::Month;
use crate::domain::hours::Hours;
use crate::domain::ids::PersonNumber;
use crate::domain::status::ActivityStatus;

/// An activity of a participant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Activity {
    /// The participant's number in the case.
    pub person: PersonNumber,
    /// The kind of activity, in the county's words.
    pub kind: String,
    /// The provider of the activity.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub provider: Option<String>,
    /// The first day of the activity.
    pub start: NaiveDate,
    /// The expected last day of the activity.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expected_end: Option<NaiveDate>,
    /// The scheduled hours a week.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub weekly_hours: Option<Hours>,
    /// Whether the activity is core in the federal view; where this is missing, the kind of activity decides.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub core: Option<bool>,
    /// Whether the activity is paid; where this is missing, the kind of activity decides.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paid: Option<bool>,
    /// Whether the participant agreed to the activity. Since July 1, 2026, job search needs it (ACL 26-32).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agreed: Option<bool>,
    /// Whether the activity was ordered rather than agreed to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ordered: Option<bool>,
    /// Who assigned the activity: the county, a contractor, the participant.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub assigned_by: Option<String>,
    /// The first day of the school term.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub term_from: Option<NaiveDate>,
    /// The last day of the school term, included.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub term_until: Option<NaiveDate>,
    /// The place of the activity.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// The meetings of the activity in the week.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sessions: Vec<Session>,
    /// The history of statuses.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub statuses: Vec<DatedActivityStatus>,
    /// The statuses that the county reported before and that a newer extract contradicts; no rule reads them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub statuses_reported_before: Vec<DatedActivityStatus>,
    /// The entry of the log for each value that was recorded here, by the name of the value.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub recorded: BTreeMap<String, Source>,
    /// The entry of the log or the row of an extract that states the fact.
    #[serde(default, skip_serializing_if = "Source::is_stated")]
    pub source: Source,
}

impl Activity {
    /// The name of the expected last day in `recorded`.
    pub const EXPECTED_END: &str = "expected end";
}

/// A status that an activity was given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct DatedActivityStatus {
    /// The status that the activity was given.
    pub status: ActivityStatus,
    /// The day on which it was given.
    pub on: NaiveDate,
    /// The entry of the log or the row of an extract that states the fact.
    #[serde(default, skip_serializing_if = "Source::is_stated")]
    pub source: Source,
}

/// The attendance in an activity over a month.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Attendance {
    /// The participant's number in the case.
    pub person: PersonNumber,
    /// The kind of activity, in the county's words.
    pub kind: String,
    /// The first day of the activity.
    pub start: NaiveDate,
    /// The month of the attendance.
    pub month: Month,
    /// Hours attended.
    pub attended: Hours,
    /// Hours of excused absence, not part of the hours attended.
    #[serde(default)]
    pub excused: Hours,
    /// Hours of unexcused absence.
    #[serde(default)]
    pub unexcused: Hours,
    /// Hours of holidays.
    #[serde(default)]
    pub holiday: Hours,
    /// The hours of `excused` that were paid, such as sick leave or vacation of a job.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paid_absence: Option<Hours>,
    /// The number of days of `holiday`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub holiday_days: Option<u8>,
    /// The hours that were scheduled in the month.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scheduled: Option<Hours>,
    /// The number of days that were scheduled in the month.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scheduled_days: Option<u8>,
    /// Hours of study or homework, not part of the hours attended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub study: Option<Hours>,
    /// The document or call that verifies the hours.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub verified_by: Option<String>,
    /// The day on which the attendance was posted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub posted: Option<NaiveDate>,
    /// The entry of the log or the row of an extract that states the fact.
    #[serde(default, skip_serializing_if = "Source::is_stated")]
    pub source: Source,
}

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
