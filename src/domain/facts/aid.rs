//! Months of aid with what happened in each.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::Source;
use super::excusals::ALL_PERCENT;
use crate::domain::PersonNumber;
use crate::domain::code_words::code_words;
use crate::domain::dates::Month;

code_words! {
    /// What happened in a month of aid.
    #[derive(Default)]
    pub enum AidMonthStatus {
        /// Aid was paid.
        #[default]
        Aided = "aided" => "aided",
        /// The participant was exempt, for the reason given.
        Exempt = "exempt" => "exempt",
        /// The participant was sanctioned, and therefore not aided.
        Sanctioned = "sanctioned" => "sanctioned, and not aided",
        /// The participant was excused for good cause.
        GoodCause = "good_cause" => "excused for good cause",
        /// The aid of the month was reimbursed by child support.
        ChildSupportReimbursed = "child_support_reimbursed" => "reimbursed by child support",
        /// The aid was an overpayment that has been repaid in full.
        OverpaymentRepaid = "overpayment_repaid" => "an overpayment that was repaid",
        /// Aid was due, and no money was paid.
        ZeroGrant = "zero_grant" => "aid due, no money paid",
        /// A lump sum was paid instead of monthly aid.
        Diversion = "diversion" => "a lump sum instead of aid",
        /// Another state paid aid.
        OtherState = "other_state" => "aided by another state",
        /// A tribe paid aid.
        Tribal = "tribal" => "aided by a tribe",
        /// A waiver exempts the month from the count.
        Waived = "waived" => "exempt from the count by a waiver",
        /// No aid was paid.
        Unaided = "unaided" => "not aided",
        /// The participant had Paid Family Leave (ACL 23-30).
        PaidFamilyLeave = "paid_family_leave" => "Paid Family Leave",
    }
}

code_words! {
    /// What became of an overpayment of a month.
    pub enum Overpayment {
        /// Nothing of it has been repaid.
        Open = "open" => "not repaid",
        /// A part of it has been repaid.
        PartlyRepaid = "partly_repaid" => "repaid in part",
        /// All of it has been repaid.
        Repaid = "repaid" => "repaid in full",
    }
}

code_words! {
    /// Whose money paid the aid of a month. Only federal money counts toward the federal limit.
    pub enum Funding {
        /// Federal money, alone or with that of the State.
        Federal = "federal" => "federal",
        /// Money of the State alone.
        State = "state" => "state only",
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
    /// What became of the overpayment of the month; missing where none is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub overpayment: Option<Overpayment>,
    /// Whose money paid the aid.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub funding: Option<Funding>,
    /// The aid code of the month.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub aid_code: Option<String>,
    /// Whether the month counts, as another county or a hearing decided it. The decision beats a judgment from the facts of
    /// the month.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub counted: Option<bool>,
    /// Who decided whether the month counts: `Alameda County`, `hearing`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decided_by: Option<String>,
    /// Whether the diversion payment of the month is recouped.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recouped: Option<bool>,
    /// Whether the person was aided as a child.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub as_child: Option<bool>,
    /// The county that paid the aid, where it was another one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub county: Option<String>,
    /// The entry of the log or the row of an extract that states the fact.
    #[serde(default, skip_serializing_if = "Source::is_stated")]
    pub source: Source,
}

impl AidMonth {
    /// Returns whether good cause of the month excused all hours. Good cause without a recorded share excused all.
    pub fn excuses_all_hours(&self) -> bool {
        self.excused_share.is_none_or(|percent| u32::from(percent) >= ALL_PERCENT)
    }
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
    /// The first month that it reimburses, where the child support agency names it (ACL 18-123).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from_month: Option<Month>,
    /// The entry of the log or the row of an extract that states the fact.
    #[serde(default, skip_serializing_if = "Source::is_stated")]
    pub source: Source,
}
