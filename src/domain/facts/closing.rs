//! The steps of closing a case, and form 50-20e, by which the case goes to the closed files.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::Source;
use crate::domain::code_words::code_words;

code_words! {
    /// A step of closing a case (handbook 42-7.38, Closed Files Bank).
    pub enum ClosingStep {
        /// The discontinued status was verified.
        StatusVerified = "status_verified" => "discontinued status verified",
        /// Every activity has an end date.
        ActivitiesEnded = "activities_ended" => "activities end-dated",
        /// Supportive services have ended, and the participant was notified.
        ServicesEnded = "services_ended" => "supportive services ended and notice sent",
        /// A comment gives the reason for closing the case.
        Commented = "commented" => "closing commented",
        /// The registration status is Closed.
        RegistrationClosed = "registration_closed" => "registration status Closed",
        /// Form 50-20e went to the supervisor.
        RoutingFormSent = "routing_form_sent" => "50-20e sent to the supervisor",
    }
}

/// A closing step that was taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ClosingStepRecord {
    /// The step that was taken.
    pub step: ClosingStep,
    /// The day on which it was taken.
    pub on: NaiveDate,
    /// The day on which the supervisor sent the step back. It is open again from that day on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reopened: Option<NaiveDate>,
    /// The day of the comment that says why the case closes; only with the step `commented`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub comment: Option<NaiveDate>,
    /// The entry of the log or the row of an extract that states the fact.
    #[serde(default, skip_serializing_if = "Source::is_stated")]
    pub source: Source,
}

impl ClosingStepRecord {
    /// Returns whether the step is in effect on `day`: taken, and not sent back.
    pub fn is_in_effect_on(&self, day: NaiveDate) -> bool {
        self.on <= day && self.reopened.is_none_or(|reopened| day < reopened)
    }
}

/// Form 50-20e of a case: from the EC through the supervisor and the Clerk II to the closed files.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct RoutingForm {
    /// The day on which the form went to the supervisor.
    pub submitted: NaiveDate,
    /// The office of the case, to whose bank the case goes.
    pub office: String,
    /// The reason for closing the case.
    pub reason: String,
    /// The supervisor's review of the case.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reviewed: Option<SupervisorSignature>,
    /// The supervisor's return of the form to the EC. Another form then takes its place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub returned: Option<SupervisorReturn>,
    /// The supervisor's approval, with which the form went on to the Clerk II.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub approved: Option<SupervisorSignature>,
    /// The routing of the case to its closed-files bank.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub routed: Option<CaseRouting>,
    /// The entry of the log or the row of an extract that states the fact.
    #[serde(default, skip_serializing_if = "Source::is_stated")]
    pub source: Source,
}

/// A step that the supervisor took.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct SupervisorSignature {
    /// The day of the step.
    pub on: NaiveDate,
    /// The entry of the log or the row of an extract that states the fact.
    #[serde(default, skip_serializing_if = "Source::is_stated")]
    pub source: Source,
}

/// A return by the supervisor to the EC.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct SupervisorReturn {
    /// The day of the return.
    pub on: NaiveDate,
    /// The reason: what the EC has to correct.
    pub reason: String,
    /// The entry of the log or the row of an extract that states the fact.
    #[serde(default, skip_serializing_if = "Source::is_stated")]
    pub source: Source,
}

/// The routing of a case to a closed-files bank.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct CaseRouting {
    /// The day of the routing.
    pub on: NaiveDate,
    /// The number of the bank: `P999`.
    pub bank: String,
    /// The entry of the log or the row of an extract that states the fact.
    #[serde(default, skip_serializing_if = "Source::is_stated")]
    pub source: Source,
}
