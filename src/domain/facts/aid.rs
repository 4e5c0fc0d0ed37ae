//! Months of aid with what happened in each.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::Source;
use crate::domain::PersonNumber;
use crate::domain::code_words::code_words;
use crate::domain::dates::Month;

code_words! {
    /// What happened in a month of aid.
    #[derive(Default)]
    pub enum AidMonthStatus {
        /// Aid was paid.
        #[default]
        Aided = "aided",
        /// The participant was exempt, for the reason given.
        Exempt = "exempt",
        /// The participant was sanctioned, and therefore not aided.
        Sanctioned = "sanctioned",
        /// The participant was excused for good cause.
        GoodCause = "good_cause",
        /// The aid of the month was reimbursed by child support.
        ChildSupportReimbursed = "child_support_reimbursed",
        /// The aid was an overpayment that has been repaid in full.
        OverpaymentRepaid = "overpayment_repaid",
        /// Aid was due, and no money was paid.
        ZeroGrant = "zero_grant",
        /// A lump sum was paid instead of monthly aid.
        Diversion = "diversion",
        /// Another state paid aid.
        OtherState = "other_state",
        /// A tribe paid aid.
        Tribal = "tribal",
        /// A waiver exempts the month from the count.
        Waived = "waived",
        /// No aid was paid.
        Unaided = "unaided",
    }
}

/// A month of aid of a participant. One month may have several entries, such as aided and exempt.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct AidMonth {
    /// The participant's number in the case.
    pub person: PersonNumber,
    /// The month of aid.
    pub month: Month,
    /// What happened in the month.
    #[serde(default)]
    pub was: AidMonthStatus,
    /// The reason of an exemption (an id of `assets/policy/exemptions.toml`), or the reason for a grant of zero.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// The share of the required hours that good cause excused, in percent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub excused_share: Option<u8>,
    /// The grant of the month, in dollars. A month no longer counts once child support covers its grant.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub grant: Option<u32>,
    /// The entry of the record or the row of an extract that states it.
    #[serde(default, skip_serializing_if = "Source::is_stated")]
    pub source: Source,
}

/// Child support that was collected to reimburse aid.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ChildSupport {
    /// The number of the participant whose months it reimburses.
    pub person: PersonNumber,
    /// The day on which it was collected.
    pub on: NaiveDate,
    /// The amount, in dollars.
    pub amount: u32,
    /// The entry of the record or the row of an extract that states it.
    #[serde(default, skip_serializing_if = "Source::is_stated")]
    pub source: Source,
}
