//! Supportive services, referrals, notices of action, documents, and reviews by the supervisor.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::Source;
use super::social_work::SocialWork;
use crate::domain::code_words::code_words;
use crate::domain::{PersonNumber, WorkerNumber};

code_words! {
    /// How a supportive service is paid.
    pub enum ServicePayment {
        /// The service is paid before the participant needs it.
        Advance = "advance" => "in advance",
        /// The participant pays and is paid back.
        Reimbursement = "reimbursement" => "as reimbursement",
    }
}

/// A span of days; both the first and the last are included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Period {
    /// The first day of the period.
    pub from: NaiveDate,
    /// The last day of the period; missing where the period is open.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<NaiveDate>,
}

impl Period {
    /// Returns whether any day of the period lies between `first` and `last`, both included.
    pub fn overlaps_days(&self, first: NaiveDate, last: NaiveDate) -> bool {
        self.from <= last && self.until.is_none_or(|until| first <= until)
    }
}

/// A supportive service.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Service {
    /// The participant's number in the case.
    pub person: PersonNumber,
    /// The kind of service: `child care`, `transportation`, `ancillary`.
    pub kind: String,
    /// The period in which the participant needs the service.
    pub needed: Period,
    /// The periods for which the service is authorized.
    #[serde(default, rename = "authorised", skip_serializing_if = "Vec::is_empty")]
    pub authorized: Vec<Period>,
    /// The day on which it was asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub requested: Option<NaiveDate>,
    /// The day on which the service was paid in advance or a claim was reimbursed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paid: Option<NaiveDate>,
    /// The day on which a claim for reimbursement was received.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub claimed: Option<NaiveDate>,
    /// The day on which the service was last approved, denied, changed or ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decided: Option<NaiveDate>,
    /// The day on which the notice of action on that decision went out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub notice_sent: Option<NaiveDate>,
    /// The day on which the service was approved. `decided` also holds denials, changes and ends.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub approved: Option<NaiveDate>,
    /// Whether the need for the service is still being assessed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub being_assessed: Option<bool>,
    /// How the service is paid.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub payment: Option<ServicePayment>,
    /// Whether this is a supplement to a service that was approved before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub supplement: Option<bool>,
    /// The entry of the log for each value that was recorded here, by the name of the value.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub recorded: BTreeMap<String, Source>,
    /// The entry of the log or the row of an extract that states the fact.
    #[serde(default, skip_serializing_if = "Source::is_stated")]
    pub source: Source,
}

impl Service {
    /// The name of the decision in `recorded`.
    pub const DECISION: &str = "decision";
    /// The name of the authorized periods.
    pub const AUTHORIZED: &str = "authorized";
    /// The name of the payment.
    pub const PAYMENT: &str = "paid";
}

/// A referral to somebody else.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Referral {
    /// The participant's number in the case; 0 for a referral of the case as a whole.
    pub person: PersonNumber,
    /// The kind of referral: `mental health`, `welfare-to-work`, `social work`.
    pub kind: String,
    /// The day on which it was asked for, or received.
    pub requested: NaiveDate,
    /// The worker who asked for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<WorkerNumber>,
    /// The day on which it was made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub made: Option<NaiveDate>,
    /// The day on which a referral to Welfare-to-Work was registered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub registered: Option<NaiveDate>,
    /// The steps of the social worker.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub social_work: Option<SocialWork>,
    /// The day on which it was closed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closed: Option<NaiveDate>,
    /// The result of the referral.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub result: Option<String>,
    /// The entry of the log or the row of an extract that states the fact.
    #[serde(default, skip_serializing_if = "Source::is_stated")]
    pub source: Source,
}

impl Referral {
    /// The kind of a referral whose kind the worker does not see.
    pub const HIDDEN_KIND: &str = "confidential";

    /// Returns whether the kind is one that the worker does not see.
    pub fn is_of_hidden_kind(&self) -> bool {
        self.kind == Self::HIDDEN_KIND
    }
}

/// A notice of action.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Notice {
    /// The participant's number in the case.
    pub person: PersonNumber,
    /// The kind of notice or its form: `NA 840`; `time_on_aid` for the notice of months left.
    pub kind: String,
    /// The day on which the notice became needed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub needed: Option<NaiveDate>,
    /// The day on which it was sent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sent: Option<NaiveDate>,
    /// The form: `NA 840`, `NA 817`, `NA 845`, `WTW 4`, `NA 841`. It is missing where `kind` names the form.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub form: Option<String>,
    /// The day on which the notice takes effect.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub effective: Option<NaiveDate>,
    /// The entry of the log or the row of an extract that states the fact.
    #[serde(default, skip_serializing_if = "Source::is_stated")]
    pub source: Source,
}

/// A document that was received.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Document {
    /// The participant's number in the case.
    pub person: PersonNumber,
    /// The kind of the document.
    pub kind: String,
    /// The day on which it was received.
    pub received: NaiveDate,
    /// The day on which it was imaged.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub imaged: Option<NaiveDate>,
    /// The entry of the log or the row of an extract that states the fact.
    #[serde(default, skip_serializing_if = "Source::is_stated")]
    pub source: Source,
}

/// The reviews that the supervisor made of this worker's cases.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Supervision {
    /// The days of the reviews.
    pub reviews: Vec<NaiveDate>,
}

/// The aid that counts as pay for unpaid work: divided by the hours of work, it must not be less than the minimum wage.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct WorkValue {
    /// The cash aid of the month, in cents.
    pub grant: u64,
    /// The `CalFresh` benefits of the month, in cents.
    #[serde(default)]
    pub calfresh: u64,
    /// The State's minimum wage an hour, in cents.
    pub minimum_wage: u64,
}
