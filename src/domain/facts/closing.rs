//! The steps of closing a case, and form 50-20e, by which it goes to the closed files.

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
        /// Supportive services have ended, and the participant was told.
        ServicesEnded = "services_ended" => "supportive services ended and notice sent",
        /// A comment says why the case closes.
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
    /// The step.
    pub step: ClosingStep,
    /// When.
    pub on: NaiveDate,
    /// The day on which the supervisor sent it back to be taken again; it is open from that day on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reopened: Option<NaiveDate>,
    /// Where it comes from.
    #[serde(default, skip_serializing_if = "Source::is_stated")]
    pub source: Source,
}

impl ClosingStepRecord {
    /// Whether the step stands on `day`: taken, and not sent back.
    pub fn is_in_effect_on(&self, day: NaiveDate) -> bool {
        self.on <= day && self.reopened.is_none_or(|reopened| day < reopened)
    }
}

/// Form 50-20e of a case: from the EC through the supervisor and the Clerk II to the closed files.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct RoutingForm {
    /// When it went to the supervisor.
    pub submitted: NaiveDate,
    /// The office of the case, whose bank it goes to.
    pub office: String,
    /// Why the case closes.
    pub reason: String,
    /// That the supervisor reviewed the case.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reviewed: Option<SupervisorSignature>,
    /// That the supervisor sent it back. Another form takes its place then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub returned: Option<SupervisorReturn>,
    /// That the supervisor approved it and it went on to the Clerk II.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub approved: Option<SupervisorSignature>,
    /// That the case was routed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub routed: Option<CaseRouting>,
    /// Where it comes from.
    #[serde(default, skip_serializing_if = "Source::is_stated")]
    pub source: Source,
}

/// A step of the supervisor.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct SupervisorSignature {
    /// When.
    pub on: NaiveDate,
    /// Where it comes from.
    #[serde(default, skip_serializing_if = "Source::is_stated")]
    pub source: Source,
}

/// That a supervisor sent something back to the EC.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct SupervisorReturn {
    /// When.
    pub on: NaiveDate,
    /// Why: what is to be mended.
    pub reason: String,
    /// Where it comes from.
    #[serde(default, skip_serializing_if = "Source::is_stated")]
    pub source: Source,
}

/// That a case was routed to a closed-files bank.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct CaseRouting {
    /// When.
    pub on: NaiveDate,
    /// The bank: `P999`.
    pub bank: String,
    /// Where it comes from.
    #[serde(default, skip_serializing_if = "Source::is_stated")]
    pub source: Source,
}
