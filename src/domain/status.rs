//! The two state machines of a case: a person's registration status and each activity's status history, and the
//! aid status beside them. Which words a county uses for each is data (`assets/layouts/`); which activity
//! statuses end an activity is data too (`assets/policy/activity_status.toml`).

use serde::{Deserialize, Serialize};
use strum::{EnumString, IntoStaticStr, VariantArray};

/// A participant's registration status in Welfare-to-Work (CalWIN, San Diego Special Notice 07-06).
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
    EnumString,
    IntoStaticStr,
    VariantArray,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub enum RegistrationStatus {
    /// Must take part.
    RegisteredMandatory,
    /// Exempt, and takes part as a volunteer.
    RegisteredVoluntary,
    /// Excused from taking part.
    Exempt,
    /// Active, in the non-compliance process.
    NonCompliance,
    /// Not active because of a sanction.
    Sanction,
    /// Active, curing a sanction.
    CuringSanction,
    /// No longer on aid.
    Closed,
    /// Verified ineligible.
    Ineligible,
}

impl RegistrationStatus {
    /// The status as screens and print-outs show it.
    pub const fn title(self) -> &'static str {
        match self {
            Self::RegisteredMandatory => "Registered (mandatory)",
            Self::RegisteredVoluntary => "Registered (voluntary)",
            Self::Exempt => "Exempt",
            Self::NonCompliance => "Non-Compliance",
            Self::Sanction => "Sanction",
            Self::CuringSanction => "Curing Sanction",
            Self::Closed => "Closed",
            Self::Ineligible => "Ineligible",
        }
    }

    /// The status in a list's narrow column.
    pub const fn short_title(self) -> &'static str {
        match self {
            Self::RegisteredMandatory => "Mandatory",
            Self::RegisteredVoluntary => "Voluntary",
            Self::NonCompliance => "Non-Compl",
            Self::CuringSanction => "Curing",
            other => other.title(),
        }
    }

    /// Whether somebody with this status must or volunteers to take part, so that an activity is expected:
    /// registered mandatory, registered voluntary, curing a sanction (ES109, second category).
    pub const fn is_participating(self) -> bool {
        matches!(self, Self::RegisteredMandatory | Self::RegisteredVoluntary | Self::CuringSanction)
    }
}

/// Whether cash aid is paid on a case.
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
    EnumString,
    IntoStaticStr,
    VariantArray,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub enum AidStatus {
    /// Aid is paid.
    Active,
    /// Aid has been discontinued.
    Discontinued,
}

impl AidStatus {
    /// The status as screens and print-outs show it.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Active => "Active",
            Self::Discontinued => "Discontinued",
        }
    }
}

/// One status in an activity's history (Santa Clara, "Maintain Activity Status in CalWIN"; handbook 42-7.38 for
/// End-Unsatisfactory Participation).
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
    EnumString,
    IntoStaticStr,
    VariantArray,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub enum ActivityStatus {
    /// Assigned.
    Referred,
    /// Put in a session.
    Scheduled,
    /// Attended the first day.
    FirstDayAttendance,
    /// Did not show on the first day.
    NoShow,
    /// Removed before the start; never after No Show.
    Disenroll,
    /// Location or session changed.
    Transfer,
    /// Employed, and the employment is verified.
    BecameEmployed,
    /// Completed, not employed.
    Completed,
    /// Will not complete, not employed.
    EndBeforeExpected,
    /// Starts the non-compliance process.
    NonCompliant,
    /// A sanction is applied.
    Sanction,
    /// The status of the activity in which a participant was sanctioned (handbook 42-7.38).
    EndUnsatisfactoryParticipation,
    /// Put in another session of the same activity.
    Rescheduled,
    /// In transition; the wanted status is not in the list.
    Other,
}

impl ActivityStatus {
    /// The status as screens and print-outs show it.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Referred => "Referred",
            Self::Scheduled => "Scheduled",
            Self::FirstDayAttendance => "First Day Attendance",
            Self::NoShow => "No Show",
            Self::Disenroll => "Disenroll",
            Self::Transfer => "Transfer",
            Self::BecameEmployed => "Became Employed",
            Self::Completed => "Completed",
            Self::EndBeforeExpected => "End Before Expected",
            Self::NonCompliant => "Non-Compliant",
            Self::Sanction => "Sanction",
            Self::EndUnsatisfactoryParticipation => "End-Unsatisfactory Participation",
            Self::Rescheduled => "Rescheduled",
            Self::Other => "Other",
        }
    }
}

impl super::transitions::StatusTitle for RegistrationStatus {
    fn title(self) -> &'static str {
        self.title()
    }
}

impl super::transitions::StatusTitle for ActivityStatus {
    fn title(self) -> &'static str {
        self.title()
    }
}
