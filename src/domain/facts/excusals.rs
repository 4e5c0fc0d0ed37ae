//! Exemptions and requests for one, good cause, and requests for another assignment.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::Source;
use crate::domain::hours::Hours;
use crate::domain::ids::PersonNumber;

/// All of the hours, in percent.
pub const ALL_PERCENT: u32 = 100;

/// An exemption from participation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Exemption {
    /// The participant's number in the case.
    pub person: PersonNumber,
    /// The reason: an id of `assets/policy/exemptions.toml`.
    pub reason: String,
    /// The first day of the exemption.
    pub from: NaiveDate,
    /// The last day of the exemption or the day of its review, included.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<NaiveDate>,
    /// The day on which the child was born, for an exemption that depends on a child's age.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub child_born: Option<NaiveDate>,
    /// The hours a week of a partial exemption. No such exemption exists, so the rules call the exemption doubtful.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub partial_hours: Option<Hours>,
    /// Whether the condition under which the exemption extends aid beyond the limit is met; see `extends_where` of the
    /// reason.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub extends_aid: Option<bool>,
    /// The first day on which the exemption extends aid beyond the limit, where `extends_aid` is true; missing if it is
    /// not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub extends_from: Option<NaiveDate>,
    /// The proof that the reason requires: `SDI`, `TDI`, `IHSS`, `SSP`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub proof: Option<String>,
    /// The last day for which the proof holds, included.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub proof_until: Option<NaiveDate>,
    /// The day on which the participant was contacted about the end of the exemption.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contacted: Option<NaiveDate>,
    /// The entry of the log for each value that was recorded here, by the name of the value.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub recorded: BTreeMap<String, Source>,
    /// The entry of the log or the row of an extract that states the fact.
    #[serde(default, skip_serializing_if = "Source::is_stated")]
    pub source: Source,
}

impl Exemption {
    /// The name of the last day in `recorded`.
    pub const END: &str = "end";
}

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
    /// The entry of the log or the row of an extract that states the fact.
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
    /// The last day of the period, included; missing where it is not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<NaiveDate>,
    /// The reason for the good cause, in the words of the record: `no transport`, `illness`, `domestic abuse`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// The day on which the good cause is expected to end, included. `until` says when it did end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expected_until: Option<NaiveDate>,
    /// Whether the reason is documented.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub documented: Option<bool>,
    /// The share of the required hours that the good cause excuses, in percent; missing where it is not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub excused_share: Option<u8>,
    /// The entry of the log for each value that was recorded here, by the name of the value.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub recorded: BTreeMap<String, Source>,
    /// The entry of the log or the row of an extract that states the fact.
    #[serde(default, skip_serializing_if = "Source::is_stated")]
    pub source: Source,
}

impl GoodCause {
    /// The name of the last day in `recorded`.
    pub const END: &str = "end";

    /// Returns the share of the hours that the good cause excuses, in percent. Good cause without a recorded share excuses
    /// all.
    pub fn percent_excused(&self) -> u32 {
        self.excused_share.map_or(ALL_PERCENT, u32::from).min(ALL_PERCENT)
    }

    /// Returns whether the good cause excuses all hours. Good cause without a recorded share excuses all.
    pub fn excuses_all_hours(&self) -> bool {
        self.percent_excused() == ALL_PERCENT
    }
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
    /// The entry of the log or the row of an extract that states the fact.
    #[serde(default, skip_serializing_if = "Source::is_stated")]
    pub source: Source,
}
