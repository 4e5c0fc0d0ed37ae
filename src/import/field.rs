//! The fields that a layout can find in a file: the label of each in a reason, the kind of value that it holds, and
//! which fields the rows of each kind of extract have.

use serde::Deserialize;
use strum::{EnumString, IntoStaticStr, VariantArray};

use crate::domain::codes::{CauseOutcome, Relation};
use crate::domain::extract::ExtractKind;
use crate::domain::status::{ActivityStatus, AidStatus, RegistrationStatus};

/// A field of an extract's row, with the name that layouts give it.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    Hash,
    PartialOrd,
    Ord,
    Deserialize,
    strum::Display,
    EnumString,
    IntoStaticStr,
    VariantArray,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
#[expect(missing_docs, reason = "docs/layouts.md and the fields of domain::extract say what each means")]
pub enum ExtractField {
    Case,
    Person,
    Name,
    LastName,
    FirstName,
    CaseName,
    BirthDate,
    Registration,
    RegistrationSince,
    Aid,
    AidSince,
    Language,
    Phone,
    Activity,
    ActivityStatus,
    ActivityStart,
    ActivityEnd,
    WeeklyHours,
    LastContact,
    PlanSigned,
    MonthsOnAid,
    Assigned,
    Worker,
    Relation,
    InUnit,
    Disabled,
    Provider,
    StatusDate,
    Month,
    Attended,
    Excused,
    Unexcused,
    Holiday,
    VerifiedBy,
    Posted,
    NoticeIssued,
    Appointment,
    Outcome,
    OutcomeDate,
    PlanEnd,
    Reason,
    From,
    Until,
    Raised,
    Due,
    Text,
    Origin,
    Reference,
    Closed,
    Sensitive,
}

/// The kind of value that a field holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ValueKind {
    /// A case number, a worker number, a name or other words.
    Text,
    /// A date.
    Date,
    /// A month.
    Month,
    /// A whole number or a number of hours.
    Number,
    /// A word that the layout translates into one of ours.
    Code(CodeSet),
}

/// A set of code words into which a layout may translate a county's words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CodeSet {
    /// `domain::status::RegistrationStatus`
    Registration,
    /// `domain::status::AidStatus`
    Aid,
    /// `domain::status::ActivityStatus`
    ActivityStatus,
    /// `domain::extract::Relation`
    Relation,
    /// `domain::codes::CauseOutcome`
    Outcome,
    /// `yes` and `no`
    YesNo,
    /// The ids of `assets/policy/exemptions.toml`
    ExemptionReason,
}

impl CodeSet {
    /// Returns whether `id` is one of these words. The policy defines the reasons of exemptions, so only their form is
    /// checked here.
    pub fn contains(self, id: &str) -> bool {
        match self {
            Self::Registration => id.parse::<RegistrationStatus>().is_ok(),
            Self::Aid => id.parse::<AidStatus>().is_ok(),
            Self::ActivityStatus => id.parse::<ActivityStatus>().is_ok(),
            Self::Relation => id.parse::<Relation>().is_ok(),
            Self::Outcome => id.parse::<CauseOutcome>().is_ok(),
            Self::YesNo => matches!(id, "yes" | "no"),
            Self::ExemptionReason => {
                !id.is_empty() && id.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
            }
        }
    }
}

/// The fields of a kind of extract.
#[derive(Debug, Clone, Copy)]
pub struct KindFields {
    /// The fields without which a row is rejected.
    pub needed: &'static [ExtractField],
    /// The fields that may be missing.
    pub optional: &'static [ExtractField],
}

impl KindFields {
    /// Returns the fields of `kind`. A `last_name`, with or without a `first_name`, serves for a needed `name`.
    pub const fn for_kind(kind: ExtractKind) -> Self {
        use ExtractField as F;
        let (needed, optional): (&[ExtractField], &[ExtractField]) = match kind {
            ExtractKind::Listing => (
                &[
                    F::Case,
                    F::Name,
                    F::Person,
                    F::BirthDate,
                    F::Registration,
                    F::RegistrationSince,
                    F::Aid,
                    F::AidSince,
                ],
                &[
                    F::LastName,
                    F::FirstName,
                    F::CaseName,
                    F::Language,
                    F::Phone,
                    F::Activity,
                    F::ActivityStatus,
                    F::ActivityStart,
                    F::ActivityEnd,
                    F::WeeklyHours,
                    F::LastContact,
                    F::PlanSigned,
                    F::MonthsOnAid,
                    F::Assigned,
                    F::Worker,
                ],
            ),
            ExtractKind::Household => {
                (&[F::Case, F::Name, F::BirthDate, F::Relation, F::InUnit], &[F::LastName, F::FirstName, F::Disabled])
            }
            ExtractKind::ActivityHistory => (
                &[F::Case, F::Person, F::Activity, F::ActivityStart, F::ActivityStatus, F::StatusDate],
                &[F::Provider, F::WeeklyHours, F::ActivityEnd],
            ),
            ExtractKind::Attendance => (
                &[F::Case, F::Person, F::Activity, F::ActivityStart, F::Month, F::Attended],
                &[F::Excused, F::Unexcused, F::Holiday, F::VerifiedBy, F::Posted],
            ),
            ExtractKind::Noncompliance => {
                (&[F::Case, F::Person, F::NoticeIssued], &[F::Appointment, F::Outcome, F::OutcomeDate, F::PlanEnd])
            }
            ExtractKind::Exemptions => (&[F::Case, F::Person, F::Reason, F::From], &[F::Until]),
            ExtractKind::Alerts => (&[F::Case, F::Raised, F::Text], &[F::Due, F::Origin]),
            ExtractKind::ChildWelfare => {
                (&[F::Name, F::BirthDate], &[F::LastName, F::FirstName, F::Reference, F::Closed, F::Sensitive])
            }
        };
        Self { needed, optional }
    }

    /// Returns the needed fields that are not present among those that `has` accepts.
    pub fn missing_needed(self, has: impl Fn(ExtractField) -> bool) -> Vec<ExtractField> {
        self.needed.iter().copied().filter(|field| !field.is_present(&has)).collect()
    }

    /// Returns whether rows of this kind have `field`.
    pub fn contains(self, field: ExtractField) -> bool {
        self.needed.contains(&field) || self.optional.contains(&field)
    }
}

impl ExtractField {
    /// Returns whether `has` accepts the field. A last name serves for a name.
    pub fn is_present(self, has: impl Fn(Self) -> bool) -> bool {
        has(self) || (self == Self::Name && has(Self::LastName))
    }

    /// Returns the field's name in a layout.
    pub fn id(self) -> &'static str {
        self.into()
    }

    /// Returns the kind of value that the field holds.
    pub const fn value_kind(self) -> ValueKind {
        match self {
            Self::BirthDate
            | Self::RegistrationSince
            | Self::AidSince
            | Self::ActivityStart
            | Self::ActivityEnd
            | Self::LastContact
            | Self::PlanSigned
            | Self::Assigned
            | Self::StatusDate
            | Self::Posted
            | Self::NoticeIssued
            | Self::Appointment
            | Self::OutcomeDate
            | Self::PlanEnd
            | Self::From
            | Self::Until
            | Self::Raised
            | Self::Due => ValueKind::Date,
            Self::Month => ValueKind::Month,
            Self::Person
            | Self::WeeklyHours
            | Self::MonthsOnAid
            | Self::Attended
            | Self::Excused
            | Self::Unexcused
            | Self::Holiday => ValueKind::Number,
            Self::Registration => ValueKind::Code(CodeSet::Registration),
            Self::Aid => ValueKind::Code(CodeSet::Aid),
            Self::ActivityStatus => ValueKind::Code(CodeSet::ActivityStatus),
            Self::Relation => ValueKind::Code(CodeSet::Relation),
            Self::Outcome => ValueKind::Code(CodeSet::Outcome),
            Self::InUnit | Self::Disabled | Self::Closed | Self::Sensitive => ValueKind::Code(CodeSet::YesNo),
            Self::Reason => ValueKind::Code(CodeSet::ExemptionReason),
            _ => ValueKind::Text,
        }
    }

    /// Returns the field's name in a reason.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Case => "case number",
            Self::Person => "person number",
            Self::Name => "name",
            Self::LastName => "last name",
            Self::FirstName => "first name",
            Self::CaseName => "case name",
            Self::BirthDate => "DOB",
            Self::Registration => "status",
            Self::RegistrationSince => "date of the status",
            Self::Aid => "aid status",
            Self::AidSince => "date of the aid status",
            Self::Language => "language",
            Self::Phone => "telephone",
            Self::Activity => "activity",
            Self::ActivityStatus => "activity status",
            Self::ActivityStart => "activity start",
            Self::ActivityEnd => "activity end",
            Self::WeeklyHours => "weekly hours",
            Self::LastContact => "last contact",
            Self::PlanSigned => "date of the plan",
            Self::MonthsOnAid => "months on aid",
            Self::Assigned => "date of assignment",
            Self::Worker => "worker number",
            Self::Relation => "relation",
            Self::InUnit => "in the unit",
            Self::Disabled => "disabled",
            Self::Provider => "provider",
            Self::StatusDate => "date of the activity status",
            Self::Month => "month",
            Self::Attended => "hours",
            Self::Excused => "excused hours",
            Self::Unexcused => "unexcused hours",
            Self::Holiday => "holiday hours",
            Self::VerifiedBy => "verification",
            Self::Posted => "date of posting",
            Self::NoticeIssued => "date of the notice",
            Self::Appointment => "appointment",
            Self::Outcome => "outcome",
            Self::OutcomeDate => "date of the outcome",
            Self::PlanEnd => "end of the compliance plan",
            Self::Reason => "exemption reason",
            Self::From => "first day",
            Self::Until => "last day",
            Self::Raised => "alert date",
            Self::Due => "due date",
            Self::Text => "alert text",
            Self::Origin => "origin of the alert",
            Self::Reference => "case of child welfare",
            Self::Closed => "closed",
            Self::Sensitive => "sensitive",
        }
    }
}

#[cfg(test)]
mod tests {
    use strum::VariantArray;

    use super::*;

    #[test]
    fn every_field_belongs_to_a_kind() {
        for field in ExtractField::VARIANTS {
            assert!(ExtractKind::VARIANTS.iter().any(|kind| KindFields::for_kind(*kind).contains(*field)), "{field}");
        }
    }
}
