//! A non-compliance with everything that follows from its notice.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{GateFacts, RescheduledAppointment, Sanction, Source, SupervisorReturn};
use crate::domain::PersonNumber;
use crate::domain::codes::CauseOutcome;
use crate::domain::hours::Hours;

/// A non-compliance with everything that follows from its notice (WIC 11327.4).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Noncompliance {
    /// The participant's number in the case.
    pub person: PersonNumber,
    /// The day on which the notice of action was issued (NA 840; NA 845 for a second parent).
    pub notice_issued: NaiveDate,
    /// The day of the appointment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub appointment: Option<NaiveDate>,
    /// The determination of cause.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub determination: Option<Determination>,
    /// The last day of the compliance plan (WTW 32).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub plan_end: Option<NaiveDate>,
    /// The hours a week that the compliance plan asks for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub plan_weekly_hours: Option<Hours>,
    /// The result of the compliance plan.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub plan_result: Option<PlanResult>,
    /// The appointments that were moved.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rescheduled: Vec<RescheduledAppointment>,
    /// The day on which the participant failed to comply.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub failed_on: Option<NaiveDate>,
    /// The activity that the participant refused or failed to take part in, in the county's words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refused_activity: Option<String>,
    /// The day on which a sanction was asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sanction_requested: Option<NaiveDate>,
    /// The requests for a sanction that the supervisor sent back.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sanction_returned: Vec<SupervisorReturn>,
    /// What is known about the reasons against a sanction.
    #[serde(default, skip_serializing_if = "GateFacts::is_empty")]
    pub gate: GateFacts,
    /// The days on which the eligibility worker was notified of the non-compliance (form 42-6).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub told: Vec<NaiveDate>,
    /// The day on which the participant asked for a state hearing about the sanction.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hearing_requested: Option<NaiveDate>,
    /// Whether the hearing was asked for in time, that is before the notice of action took effect.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hearing_timely: Option<bool>,
    /// Whether aid is paid as before until the hearing is decided. A sanction then has to wait.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub aid_paid_pending: Option<bool>,
    /// The day on which the hearing was decided, or the request for it was withdrawn.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hearing_decided: Option<NaiveDate>,
    /// The day on which the notice of action of the sanction (NA 817) went out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sanction_notice: Option<NaiveDate>,
    /// The day on which the sanction takes effect, as that notice says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sanction_notice_effective: Option<NaiveDate>,
    /// The sanction that followed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sanction: Option<Sanction>,
    /// The day on which the non-compliance was rescinded.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rescinded: Option<NaiveDate>,
    /// The entry of the log for each value that was recorded here, by the name of the value.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub recorded: BTreeMap<String, Source>,
    /// The entry of the log or the row of an extract that states the fact.
    #[serde(default, skip_serializing_if = "Source::is_stated")]
    pub source: Source,
}

/// A determination of cause.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Determination {
    /// The day on which it was recorded.
    pub on: NaiveDate,
    /// The outcome that was determined.
    pub outcome: CauseOutcome,
}

/// The end of a compliance plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct PlanResult {
    /// The day on which it was recorded.
    pub on: NaiveDate,
    /// Whether the participant completed the plan.
    pub completed: bool,
}

impl Noncompliance {
    /// The name, in `recorded`, of the day of the failure and of what was refused.
    pub const FAILURE: &str = "failure";
    /// The name of the appointment that the notice gave.
    pub const APPOINTMENT: &str = "appointment";
    /// The name of the appointment after it was moved.
    pub const MOVED_APPOINTMENT: &str = "appointment moved";
    /// The name of the determination of cause.
    pub const DETERMINATION: &str = "determination";
    /// The name of the last day of the compliance plan.
    pub const PLAN_END: &str = "end of the compliance plan";
    /// The name of the hours of the compliance plan.
    pub const PLAN_HOURS: &str = "hours of the compliance plan";
    /// The name of the result of the compliance plan.
    pub const PLAN_RESULT: &str = "result of the compliance plan";
    /// The name of the hearing.
    pub const HEARING: &str = "hearing";
    /// The name of the day on which the hearing was asked for.
    pub const HEARING_REQUESTED: &str = "hearing asked for";
    /// The name of the value that says whether the hearing was asked for in time.
    pub const HEARING_TIMELY: &str = "hearing in time";
    /// The name of the value that says whether aid is paid until the hearing is decided.
    pub const AID_PENDING: &str = "aid paid until the hearing is decided";
    /// The name of the day on which the hearing was decided.
    pub const HEARING_DECIDED: &str = "hearing decided";
    /// The name of the review of the reasons against a sanction.
    pub const REASONS: &str = "reasons against a sanction";
    /// The name of the request for a sanction.
    pub const REQUEST: &str = "sanction requested";
    /// The name of the notice of the sanction (NA 817).
    pub const SANCTION_NOTICE: &str = "notice of the sanction";
    /// The name of the sanction with its approval.
    pub const SANCTION: &str = "sanction";
    /// The name of the hand-off of the sanction to the eligibility worker.
    pub const HAND_OFF: &str = "told";
    /// The name of the rescission.
    pub const RESCISSION: &str = "rescinded";

    /// Returns the day of the appointment as known on `on`: if it was moved, the day to which it was moved last.
    pub fn appointment_on(&self, on: NaiveDate) -> Option<NaiveDate> {
        self.last_move(on).map(|moved| moved.to).or(self.appointment)
    }

    /// Returns the last move of the appointment that was recorded on `on` or before.
    pub fn last_move(&self, on: NaiveDate) -> Option<&RescheduledAppointment> {
        self.rescheduled.iter().filter(|moved| moved.on <= on).max_by_key(|moved| (moved.on, moved.to))
    }

    /// Returns the day of the request that waits for the supervisor on `on`: the last one was not sent back, and nothing was
    /// rescinded. A request of the day on which one was sent back is that one.
    pub fn open_request(&self, on: NaiveDate) -> Option<NaiveDate> {
        let rescinded = self.rescinded.is_some_and(|day| day <= on);
        let requested = self.sanction_requested.filter(|day| *day <= on && !rescinded)?;
        self.last_return(on).is_none_or(|returned| returned.on < requested).then_some(requested)
    }

    /// Returns the newest return of a request by the supervisor, as known on `on`.
    pub fn last_return(&self, on: NaiveDate) -> Option<&SupervisorReturn> {
        self.sanction_returned.iter().filter(|returned| returned.on <= on).max_by_key(|returned| returned.on)
    }

    /// Returns the source of the appointment as known on `on`.
    pub fn appointment_source(&self, on: NaiveDate) -> &Source {
        let is_moved = self.rescheduled.iter().any(|moved| moved.on <= on);
        self.value_source(if is_moved { Self::MOVED_APPOINTMENT } else { Self::APPOINTMENT })
    }
}
