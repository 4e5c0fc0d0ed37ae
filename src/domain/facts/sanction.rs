//! What is known of a sanction, the reasons against it, and its cure.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::Source;
use crate::domain::PersonNumber;

/// A sanction that was imposed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Sanction {
    /// Its first day.
    pub from: NaiveDate,
    /// When the supervisor approved it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub approved: Option<NaiveDate>,
    /// When the eligibility worker was told (form 42-6).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub handed_off: Option<NaiveDate>,
}

/// An appointment that was moved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct RescheduledAppointment {
    /// When it was moved.
    pub on: NaiveDate,
    /// The day it was moved to.
    pub to: NaiveDate,
}

/// What is known about the reasons against a sanction. What is absent is unknown.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct GateFacts {
    /// The participant looks eligible for an exemption.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub exemption_eligible: Option<bool>,
    /// Employment with full hours is verified.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub full_time_employment: Option<bool>,
    /// The supportive services that the activity needed were assigned and issued.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub services_issued: Option<bool>,
    /// Every notice and form is there and right.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub notices_correct: Option<bool>,
    /// The second parent was noticed at the start.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub second_parent_noticed: Option<bool>,
    /// The process was followed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub process_followed: Option<bool>,
    /// The request was submitted in time.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub submitted_in_time: Option<bool>,
    /// Child care was available during the missed activity.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub child_care_available: Option<bool>,
    /// A transport payment is still being assessed or processed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub transport_pending: Option<bool>,
    /// Aid was discontinued only because a SAR 7 is missing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub only_missing_sar7: Option<bool>,
}

impl GateFacts {
    /// Whether nothing is known.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// The cure of a sanction.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Cure {
    /// The participant.
    pub person: PersonNumber,
    /// When the participant asked to stop the sanction (WTW 31).
    pub requested: NaiveDate,
    /// When the cure plan (WTW 29) was signed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub plan_signed: Option<NaiveDate>,
    /// When the activity of the cure ends, by plan.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<NaiveDate>,
    /// When the cure was completed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub completed: Option<NaiveDate>,
    /// When it ended without being completed: the sanction goes on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub failed: Option<NaiveDate>,
    /// When it was found that the participant meets the federal rate, which cures without a plan.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub federal_rate_found: Option<NaiveDate>,
    /// When aid was restored.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub restored: Option<NaiveDate>,
    /// Where it comes from.
    #[serde(default, skip_serializing_if = "Source::is_stated")]
    pub source: Source,
}
