//! A sanction, the reasons against it, and its cure.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::Source;
use crate::domain::PersonNumber;
use crate::domain::hours::Hours;

/// A sanction that was imposed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Sanction {
    /// The first day of the sanction.
    pub from: NaiveDate,
    /// The day on which the supervisor approved it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub approved: Option<NaiveDate>,
    /// The day on which the eligibility worker was notified of the sanction (form 42-6).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub handed_off: Option<NaiveDate>,
}

/// An appointment that was moved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct RescheduledAppointment {
    /// The day on which it was moved.
    pub on: NaiveDate,
    /// The new day of the appointment.
    pub to: NaiveDate,
}

/// What is known about the reasons against a sanction. A missing value is unknown.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct GateFacts {
    /// Whether the participant looks eligible for an exemption.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub exemption_eligible: Option<bool>,
    /// Whether full-time employment is verified.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub full_time_employment: Option<bool>,
    /// Whether the supportive services that the activity needed were assigned and issued.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub services_issued: Option<bool>,
    /// Whether every notice and form is there and correct.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub notices_correct: Option<bool>,
    /// Whether the second parent was sent a notice at the start.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub second_parent_noticed: Option<bool>,
    /// Whether the process was followed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub process_followed: Option<bool>,
    /// Whether the request was submitted in time.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub submitted_in_time: Option<bool>,
    /// Whether child care was available during the missed activity.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub child_care_available: Option<bool>,
    /// Whether a transportation payment is still being assessed or processed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub transport_pending: Option<bool>,
    /// Whether aid was discontinued only because a SAR 7 is missing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub only_missing_sar7: Option<bool>,
    /// Whether the participant was pregnant on the day of the failure, as the participant said in the review.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pregnant_at_failure: Option<bool>,
}

impl GateFacts {
    /// Returns whether nothing is known.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// The cure of a sanction.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Cure {
    /// The participant's number in the case.
    pub person: PersonNumber,
    /// The day on which the participant asked to stop the sanction (WTW 31).
    pub requested: NaiveDate,
    /// The day on which the cure plan (WTW 29) was signed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub plan_signed: Option<NaiveDate>,
    /// The planned last day of the cure's activity.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<NaiveDate>,
    /// The hours a week that the cure plan asks for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub weekly_hours: Option<Hours>,
    /// The day on which the cure was completed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub completed: Option<NaiveDate>,
    /// The day on which the cure ended without being completed; the sanction then continues.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub failed: Option<NaiveDate>,
    /// The day on which the participant was found to meet the federal rate, which cures a sanction without a plan.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub federal_rate_found: Option<NaiveDate>,
    /// The day on which aid was restored.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub restored: Option<NaiveDate>,
    /// The entry of the log for each value that was recorded here, by the name of the value.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub recorded: BTreeMap<String, Source>,
    /// The entry of the log or the row of an extract that states the fact.
    #[serde(default, skip_serializing_if = "Source::is_stated")]
    pub source: Source,
}

impl Cure {
    /// The name of the day on which the cure plan was signed, in `recorded`.
    pub const PLAN_SIGNED: &str = "plan signed";
    /// The name of the planned last day.
    pub const UNTIL: &str = "last day of the plan";
    /// The name of the completion or failure.
    pub const RESULT: &str = "result of the cure";
    /// The name of the finding that the federal rate is met.
    pub const FEDERAL_RATE: &str = "federal rate";
    /// The name of the restoration of aid.
    pub const RESTORED: &str = "restoration of aid";
}
