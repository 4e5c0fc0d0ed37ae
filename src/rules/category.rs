//! The category of a finding, and the cost of a missed date. Lists are sorted by both.

use serde::{Deserialize, Serialize};

/// The category of a finding. The first five are the categories of the ES109, in its order (handbook 42-7.38).
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    Hash,
    PartialOrd,
    Ord,
    Serialize,
    Deserialize,
    strum::EnumString,
    strum::IntoStaticStr,
    strum::VariantArray,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Category {
    /// ES109: aid is discontinued and the closing is not finished.
    Discontinued,
    /// ES109: a participant who takes part has no current activity.
    NoCurrentActivity,
    /// ES109: in or near the last days of the 20-day good-cause period.
    #[serde(rename = "good_cause_20_day")]
    #[strum(serialize = "good_cause_20_day")]
    GoodCause20Day,
    /// ES109: a current activity that nobody has updated.
    NoActivityUpdate,
    /// ES109: a non-compliance that is overdue.
    OverdueNoncompliance,
    /// Monthly contact with the participant.
    Contact,
    /// Attendance and hours of participation.
    Attendance,
    /// Activities: ends, overlaps.
    Activity,
    /// The WTW 2 plan.
    Plan,
    /// Exemptions.
    Exemption,
    /// Non-compliance and sanction, besides the ES109's own categories.
    Sanction,
    /// Time on aid.
    TimeOnAid,
    /// Supportive services.
    SupportiveServices,
    /// Referrals.
    Referral,
    /// Notices of action.
    Notice,
    /// Documents and imaging.
    Document,
    /// A difference between the county's value and the value recorded here.
    Difference,
    /// Supervisor's duties.
    Supervision,
}

impl Category {
    /// The five categories of the ES109, in its order.
    pub const ES109: [Self; 5] = [
        Self::Discontinued,
        Self::NoCurrentActivity,
        Self::GoodCause20Day,
        Self::NoActivityUpdate,
        Self::OverdueNoncompliance,
    ];

    /// Returns the category as screens and print-outs show it.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Discontinued => "Discontinued",
            Self::NoCurrentActivity => "No current activity",
            Self::GoodCause20Day => "At the 20-day good-cause period",
            Self::NoActivityUpdate => "No current activity update",
            Self::OverdueNoncompliance => "Past-overdue non-compliance",
            Self::Contact => "Contact",
            Self::Attendance => "Attendance and hours",
            Self::Activity => "Activity",
            Self::Plan => "WTW 2 plan",
            Self::Exemption => "Exemption",
            Self::Sanction => "Non-compliance and sanction",
            Self::TimeOnAid => "Time on aid",
            Self::SupportiveServices => "Supportive services",
            Self::Referral => "Referral",
            Self::Notice => "Notice of action",
            Self::Document => "Documents",
            Self::Difference => "County differs",
            Self::Supervision => "Supervision",
        }
    }

    /// Returns the id of the category in data and JSON.
    pub fn id(self) -> &'static str {
        self.into()
    }
}

/// The cost of a missed date, worst first: the order of the Today list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, strum::IntoStaticStr)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Severity {
    /// A family may lose aid, or keep losing it.
    Aid,
    /// A duty with a date in law or handbook is missed.
    Duty,
    /// The record falls behind.
    Record,
    /// Worth knowing; nothing is missed yet.
    Notice,
}
