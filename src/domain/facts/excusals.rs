//! Requests for an exemption or another assignment, and good cause.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::Source;
use crate::domain::PersonNumber;

/// A request for an exemption (CW 2186A).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ExemptionRequest {
    /// The participant's number in the case.
    pub person: PersonNumber,
    /// The day on which it was received.
    pub received: NaiveDate,
    /// The day on which it was decided (CW 2186B).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answered: Option<NaiveDate>,
    /// The entry of the record or the row of an extract that states it.
    #[serde(default, skip_serializing_if = "Source::is_stated")]
    pub source: Source,
}

/// A period for which good cause was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct GoodCause {
    /// The participant's number in the case.
    pub person: PersonNumber,
    /// The first day of the period.
    pub from: NaiveDate,
    /// The last day of the period, included; absent where it is not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<NaiveDate>,
    /// The entry of the record or the row of an extract that states it.
    #[serde(default, skip_serializing_if = "Source::is_stated")]
    pub source: Source,
}

/// A participant's request for another assignment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Reassignment {
    /// The participant's number in the case.
    pub person: PersonNumber,
    /// The day on which it was asked for.
    pub on: NaiveDate,
    /// The entry of the record or the row of an extract that states it.
    #[serde(default, skip_serializing_if = "Source::is_stated")]
    pub source: Source,
}
