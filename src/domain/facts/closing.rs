//! The steps of closing a case.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::Source;

/// A step of closing a case (handbook 42-7.38, Closed Files Bank).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub enum ClosingStep {
    /// The discontinued status was verified.
    StatusVerified,
    /// Every activity has an end date.
    ActivitiesEnded,
    /// Supportive services have ended, and the participant was told.
    ServicesEnded,
    /// A comment says why the case closes.
    Commented,
    /// The registration status is Closed.
    RegistrationClosed,
    /// Form 50-20e went to the supervisor.
    RoutingFormSent,
}

impl ClosingStep {
    /// The steps, in the handbook's order.
    pub const ALL: [Self; 6] = [
        Self::StatusVerified,
        Self::ActivitiesEnded,
        Self::ServicesEnded,
        Self::Commented,
        Self::RegistrationClosed,
        Self::RoutingFormSent,
    ];

    /// The step as screens show it.
    pub const fn title(self) -> &'static str {
        match self {
            Self::StatusVerified => "discontinued status verified",
            Self::ActivitiesEnded => "activities end-dated",
            Self::ServicesEnded => "supportive services ended and notice sent",
            Self::Commented => "closing commented",
            Self::RegistrationClosed => "registration status Closed",
            Self::RoutingFormSent => "50-20e sent to the supervisor",
        }
    }
}

/// A closing step that was taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ClosingDone {
    /// The step.
    pub step: ClosingStep,
    /// When.
    pub on: NaiveDate,
    /// Where it comes from.
    #[serde(default, skip_serializing_if = "Source::is_stated")]
    pub source: Source,
}
