//! A non-compliance from its notice on.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{GateFacts, RescheduledAppointment, Sanction, Source, SupervisorReturn};
use crate::domain::PersonNumber;
use crate::domain::codes::CauseOutcome;

/// A non-compliance from its notice on (WIC 11327.4).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Noncompliance {
    /// The participant.
    pub person: PersonNumber,
    /// When the notice of action (NA 840, NA 845 for a second parent) was issued.
    pub notice_issued: NaiveDate,
    /// The appointment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub appointment: Option<NaiveDate>,
    /// The determination.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub determination: Option<Determination>,
    /// Last day of the compliance plan (WTW 32).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub plan_end: Option<NaiveDate>,
    /// The result of the compliance plan.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub plan_result: Option<PlanResult>,
    /// The appointments that were moved.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rescheduled: Vec<RescheduledAppointment>,
    /// The day of the failure.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub failed_on: Option<NaiveDate>,
    /// When a sanction was asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sanction_requested: Option<NaiveDate>,
    /// The requests for a sanction that the supervisor sent back.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sanction_returned: Vec<SupervisorReturn>,
    /// What is known about the reasons against a sanction.
    #[serde(default, skip_serializing_if = "GateFacts::is_empty")]
    pub gate: GateFacts,
    /// When the eligibility worker was told of it (form 42-6).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub told: Vec<NaiveDate>,
    /// The sanction that followed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sanction: Option<Sanction>,
    /// When the non-compliance was taken back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rescinded: Option<NaiveDate>,
    /// Which of its values were recorded here, and where.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub recorded: BTreeMap<String, Source>,
    /// Where it comes from.
    #[serde(default, skip_serializing_if = "Source::is_stated")]
    pub source: Source,
}

/// A determination of cause.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Determination {
    /// When it was recorded.
    pub on: NaiveDate,
    /// What was determined.
    pub outcome: CauseOutcome,
}

/// How a compliance plan ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct PlanResult {
    /// When it was recorded.
    pub on: NaiveDate,
    /// Whether the participant completed the plan.
    pub completed: bool,
}

impl Noncompliance {
    /// Where one of its values comes from: its entry where it was recorded here, else the non-compliance's own source.
    pub fn value_source(&self, what: &str) -> &Source {
        self.recorded.get(what).unwrap_or(&self.source)
    }
}
