//! Supportive services, referrals, notices of action, documents, and reviews by the supervisor.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::Source;
use crate::domain::PersonNumber;

/// A span of days, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Period {
    /// Its first day.
    pub from: NaiveDate,
    /// Its last day; open where it is absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<NaiveDate>,
}

impl Period {
    /// Whether any day of it lies between `first` and `last`, both included.
    pub fn overlaps_days(&self, first: NaiveDate, last: NaiveDate) -> bool {
        self.from <= last && self.until.is_none_or(|until| first <= until)
    }
}

/// A supportive service.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Service {
    /// The participant.
    pub person: PersonNumber,
    /// Its kind: `child care`, `transportation`, `ancillary`.
    pub kind: String,
    /// When the participant needs it.
    pub needed: Period,
    /// For when it is authorized.
    #[serde(default, rename = "authorised", skip_serializing_if = "Vec::is_empty")]
    pub authorized: Vec<Period>,
    /// When it was asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub requested: Option<NaiveDate>,
    /// When it was paid in advance, or a claim reimbursed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paid: Option<NaiveDate>,
    /// When a claim for reimbursement was received.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub claimed: Option<NaiveDate>,
    /// When it was last approved, denied, changed or ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decided: Option<NaiveDate>,
    /// When the notice of action on that went out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub notice_sent: Option<NaiveDate>,
    /// Where it comes from.
    #[serde(default, skip_serializing_if = "Source::is_stated")]
    pub source: Source,
}

/// A referral to somebody else.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Referral {
    /// The participant; the case as a whole for a referral of the case.
    pub person: PersonNumber,
    /// Its kind: `mental health`, `welfare-to-work`, `social work`.
    pub kind: String,
    /// When it was asked for, or received.
    pub requested: NaiveDate,
    /// When it was made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub made: Option<NaiveDate>,
    /// When a referral to Welfare-to-Work was registered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub registered: Option<NaiveDate>,
    /// What a social worker did on it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub social_work: Option<SocialWork>,
    /// When it was closed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closed: Option<NaiveDate>,
    /// What came of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub result: Option<String>,
    /// Where it comes from.
    #[serde(default, skip_serializing_if = "Source::is_stated")]
    pub source: Source,
}

/// The steps of a social-work referral (7045 CW, 7046 CW).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct SocialWork {
    /// When it was accepted and assigned.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub assigned: Option<NaiveDate>,
    /// When the social worker had the file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file_received: Option<NaiveDate>,
    /// When the case was discussed with the referring worker.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub discussed: Option<NaiveDate>,
    /// When the client was contacted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub contacted: Option<NaiveDate>,
    /// When a message was left that is not answered.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message_left: Option<NaiveDate>,
    /// When the client was visited at home.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub visited: Option<NaiveDate>,
    /// The progress reports.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub reports: Vec<NaiveDate>,
}

/// A notice of action.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Notice {
    /// The participant.
    pub person: PersonNumber,
    /// Its kind or form: `NA 840`; `time_on_aid` for the notice of months left.
    pub kind: String,
    /// When it became needed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub needed: Option<NaiveDate>,
    /// When it was sent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sent: Option<NaiveDate>,
    /// Where it comes from.
    #[serde(default, skip_serializing_if = "Source::is_stated")]
    pub source: Source,
}

/// A document that was received.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Document {
    /// The participant.
    pub person: PersonNumber,
    /// Its kind.
    pub kind: String,
    /// When it was received.
    pub received: NaiveDate,
    /// When it was imaged.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub imaged: Option<NaiveDate>,
    /// Where it comes from.
    #[serde(default, skip_serializing_if = "Source::is_stated")]
    pub source: Source,
}

/// The reviews that the supervisor made of this worker's cases.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Supervision {
    /// The day of each.
    pub reviews: Vec<NaiveDate>,
}

/// What pays for unpaid work: the hours of it may not come to less than the minimum wage.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct WorkValue {
    /// Cash aid of the month, in cents.
    pub grant: u64,
    /// `CalFresh` of the month, in cents.
    #[serde(default)]
    pub calfresh: u64,
    /// The state's minimum wage an hour, in cents.
    pub minimum_wage: u64,
}
