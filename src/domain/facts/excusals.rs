//! Requests for an exemption, and good cause.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::Source;
use crate::domain::PersonNumber;

/// A request for an exemption (CW 2186A).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ExemptionRequest {
    /// The participant.
    pub person: PersonNumber,
    /// When it was received.
    pub received: NaiveDate,
    /// When it was decided (CW 2186B).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answered: Option<NaiveDate>,
    /// Where it comes from.
    #[serde(default, skip_serializing_if = "Source::is_stated")]
    pub source: Source,
}

/// A time for which good cause was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct GoodCause {
    /// The participant.
    pub person: PersonNumber,
    /// Its first day.
    pub from: NaiveDate,
    /// Its last day; open where it is not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<NaiveDate>,
    /// Where it comes from.
    #[serde(default, skip_serializing_if = "Source::is_stated")]
    pub source: Source,
}

/// A request of a participant to be assigned to another activity.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Reassignment {
    /// The participant.
    pub person: PersonNumber,
    /// When it was asked for.
    pub on: NaiveDate,
    /// Where it comes from.
    #[serde(default, skip_serializing_if = "Source::is_stated")]
    pub source: Source,
}
