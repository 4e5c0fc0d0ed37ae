//! Which fields the rows of each kind of extract have: those without which a row is rejected, and those that may be
//! missing.

use super::field::ExtractField;
use crate::domain::extract::ExtractKind;

/// The fields of a kind of extract.
#[derive(Debug, Clone, Copy)]
pub struct KindFields {
    /// The fields without which a row is rejected.
    pub needed: &'static [ExtractField],
    /// The fields that may be missing.
    pub optional: &'static [ExtractField],
}

/// The fields that a member of the household may lack.
const HOUSEHOLD_OPTIONAL: &[ExtractField] = &[
    ExtractField::LastName,
    ExtractField::FirstName,
    ExtractField::Disabled,
    ExtractField::InUnitFrom,
    ExtractField::InUnitUntil,
    ExtractField::DisabledFrom,
    ExtractField::DisabledUntil,
    ExtractField::Pregnant,
    ExtractField::DueDate,
    ExtractField::PregnancyEnded,
    ExtractField::AidEnded,
    ExtractField::Homeless,
    ExtractField::SchoolCompleted,
    ExtractField::CalLearn,
    ExtractField::HeadOfHousehold,
    ExtractField::HeadOfHouseholdFrom,
    ExtractField::HeadOfHouseholdUntil,
];
/// The fields that a status of an activity may lack.
const ACTIVITY_OPTIONAL: &[ExtractField] = &[
    ExtractField::Provider,
    ExtractField::WeeklyHours,
    ExtractField::ActivityEnd,
    ExtractField::Agreed,
    ExtractField::Ordered,
    ExtractField::TermFrom,
    ExtractField::TermUntil,
];
/// The fields that a month of attendance may lack.
const ATTENDANCE_OPTIONAL: &[ExtractField] = &[
    ExtractField::Excused,
    ExtractField::Unexcused,
    ExtractField::Holiday,
    ExtractField::VerifiedBy,
    ExtractField::Posted,
    ExtractField::PaidAbsence,
    ExtractField::UnpaidAbsence,
    ExtractField::HolidayDays,
    ExtractField::Scheduled,
    ExtractField::ScheduledDays,
    ExtractField::Study,
];
/// The fields that a non-compliance may lack.
const NONCOMPLIANCE_OPTIONAL: &[ExtractField] = &[
    ExtractField::Appointment,
    ExtractField::Outcome,
    ExtractField::OutcomeDate,
    ExtractField::PlanEnd,
    ExtractField::PlanHours,
    ExtractField::GoodCauseReason,
    ExtractField::GoodCauseFrom,
    ExtractField::GoodCauseUntil,
    ExtractField::GoodCauseExpected,
    ExtractField::HearingRequested,
    ExtractField::HearingTimely,
    ExtractField::AidPaidPending,
    ExtractField::HearingDecided,
    ExtractField::SanctionNotice,
    ExtractField::SanctionNoticeEffective,
    ExtractField::Na841Sent,
    ExtractField::Na841Effective,
    ExtractField::CureRequested,
    ExtractField::CureUntil,
    ExtractField::CureHours,
];
/// The fields that a list from child welfare may lack.
const CHILD_WELFARE_OPTIONAL: &[ExtractField] = &[
    ExtractField::LastName,
    ExtractField::FirstName,
    ExtractField::Reference,
    ExtractField::Closed,
    ExtractField::Sensitive,
    ExtractField::ChildWelfareService,
];
/// The fields that a month of aid may lack.
const AID_MONTH_OPTIONAL: &[ExtractField] = &[
    ExtractField::MonthReason,
    ExtractField::Grant,
    ExtractField::Overpayment,
    ExtractField::Funding,
    ExtractField::AidCode,
    ExtractField::PaidBy,
    ExtractField::Counted,
    ExtractField::DecidedBy,
    ExtractField::ChildSupport,
    ExtractField::ChildSupportOn,
];

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
            ExtractKind::Household => (&[F::Case, F::Name, F::BirthDate, F::Relation, F::InUnit], HOUSEHOLD_OPTIONAL),
            ExtractKind::ActivityHistory => (
                &[F::Case, F::Person, F::Activity, F::ActivityStart, F::ActivityStatus, F::StatusDate],
                ACTIVITY_OPTIONAL,
            ),
            ExtractKind::Attendance => {
                (&[F::Case, F::Person, F::Activity, F::ActivityStart, F::Month, F::Attended], ATTENDANCE_OPTIONAL)
            }
            ExtractKind::Noncompliance => (&[F::Case, F::Person, F::NoticeIssued], NONCOMPLIANCE_OPTIONAL),
            ExtractKind::Exemptions => {
                (&[F::Case, F::Person, F::Reason, F::From], &[F::Until, F::Proof, F::ProofUntil])
            }
            ExtractKind::AidMonths => (&[F::Case, F::Person, F::Month, F::MonthStatus], AID_MONTH_OPTIONAL),
            ExtractKind::Alerts => (&[F::Case, F::Raised, F::Text], &[F::Due, F::Origin]),
            ExtractKind::ChildWelfare => (&[F::Name, F::BirthDate], CHILD_WELFARE_OPTIONAL),
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

#[cfg(test)]
mod tests {
    use strum::VariantArray as _;

    use super::*;

    #[test]
    fn every_field_belongs_to_a_kind() {
        for field in ExtractField::VARIANTS {
            assert!(ExtractKind::VARIANTS.iter().any(|kind| KindFields::for_kind(*kind).contains(*field)), "{field}");
        }
    }
}
