//! Months of aid and what happened in each.

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
        /// Exempt, for the reason given.
        Exempt = "exempt",
        /// Sanctioned, and therefore not aided.
        Sanctioned = "sanctioned",
        /// Excused for good cause.
        GoodCause = "good_cause",
        /// The aid of the month was reimbursed by child support.
        ChildSupportReimbursed = "child_support_reimbursed",
        /// The aid was an overpayment that has been repaid in full.
        OverpaymentRepaid = "overpayment_repaid",
        /// Aid was due, and no money was paid.
        ZeroGrant = "zero_grant",
        /// A lump sum instead of monthly aid.
        Diversion = "diversion",
        /// Aid of another state.
        OtherState = "other_state",
        /// Tribal aid.
        Tribal = "tribal",
        /// Left out by a waiver.
        Waived = "waived",
        /// No aid.
        Unaided = "unaided",
    }
}

/// A month of aid of a participant. A month may have several entries: aided, and exempt.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct AidMonth {
    /// The participant.
    pub person: PersonNumber,
    /// The month.
    pub month: Month,
    /// What happened in it.
    #[serde(default)]
    pub was: AidMonthStatus,
    /// The reason of an exemption (an id of `assets/policy/exemptions.toml`), or why the grant was zero.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// The share of the required hours that good cause excused, in per cent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub excused_share: Option<u8>,
    /// The grant of the month, in dollars; child support unticks a month when it covers the grant.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub grant: Option<u32>,
    /// Where it comes from.
    #[serde(default, skip_serializing_if = "Source::is_stated")]
    pub source: Source,
}

/// Child support that was collected to reimburse aid.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ChildSupport {
    /// The participant whose months it reimburses.
    pub person: PersonNumber,
    /// When it was collected.
    pub on: NaiveDate,
    /// Dollars.
    pub amount: u32,
    /// Where it comes from.
    #[serde(default, skip_serializing_if = "Source::is_stated")]
    pub source: Source,
}
