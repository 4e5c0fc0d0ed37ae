//! The fields that a layout can find in a file: the title of each in a reason, the kind of value that it holds, and
//! which fields the rows of each kind of extract have.

use strum::VariantArray;

use crate::domain::code_words::code_words;
use crate::domain::codes::{CauseOutcome, Relation};
use crate::domain::facts::common_case::DfcsServiceKind;
use crate::domain::facts::{AidMonthStatus, Funding, Overpayment};
use crate::domain::status::{ActivityStatus, AidStatus, RegistrationStatus};
use crate::policy::Policies;

code_words! {
    /// A field of an extract's row, with the name that layouts give it.
    #[derive(strum::Display)]
    #[expect(missing_docs, reason = "docs/layouts.md and the fields of domain::extract say what each means")]
    pub enum ExtractField {
        Case = "case" => "case number",
        Person = "person" => "person number",
        Name = "name" => "name",
        LastName = "last_name" => "last name",
        FirstName = "first_name" => "first name",
        CaseName = "case_name" => "case name",
        BirthDate = "birth_date" => "DOB",
        Registration = "registration" => "status",
        RegistrationSince = "registration_since" => "date of the status",
        Aid = "aid" => "aid status",
        AidSince = "aid_since" => "date of the aid status",
        Language = "language" => "language",
        Phone = "phone" => "telephone",
        Activity = "activity" => "activity",
        ActivityStatus = "activity_status" => "activity status",
        ActivityStart = "activity_start" => "activity start",
        ActivityEnd = "activity_end" => "activity end",
        WeeklyHours = "weekly_hours" => "weekly hours",
        LastContact = "last_contact" => "last contact",
        PlanSigned = "plan_signed" => "date of the plan",
        MonthsOnAid = "months_on_aid" => "months on aid",
        Assigned = "assigned" => "date of assignment",
        Worker = "worker" => "worker number",
        Relation = "relation" => "relation",
        InUnit = "in_unit" => "place in the unit",
        Disabled = "disabled" => "disabled",
        Provider = "provider" => "provider",
        StatusDate = "status_date" => "date of the activity status",
        Month = "month" => "month",
        Attended = "attended" => "hours",
        Excused = "excused" => "excused hours",
        Unexcused = "unexcused" => "unexcused hours",
        Holiday = "holiday" => "holiday hours",
        VerifiedBy = "verified_by" => "verification",
        Posted = "posted" => "date of posting",
        NoticeIssued = "notice_issued" => "date of the notice",
        Appointment = "appointment" => "appointment",
        Outcome = "outcome" => "outcome",
        OutcomeDate = "outcome_date" => "date of the outcome",
        PlanEnd = "plan_end" => "end of the compliance plan",
        Reason = "reason" => "exemption reason",
        From = "from" => "first day",
        Until = "until" => "last day",
        Raised = "raised" => "alert date",
        Due = "due" => "due date",
        Text = "text" => "alert text",
        Origin = "origin" => "origin of the alert",
        InUnitFrom = "in_unit_from" => "first day in the unit",
        InUnitUntil = "in_unit_until" => "last day in the unit",
        DisabledFrom = "disabled_from" => "first day of the disability",
        DisabledUntil = "disabled_until" => "last day of the disability",
        Pregnant = "pregnant" => "pregnant",
        DueDate = "due_date" => "expected birth",
        PregnancyEnded = "pregnancy_ended" => "end of the pregnancy",
        AidEnded = "aid_ended" => "last day of this person's aid",
        Homeless = "homeless" => "homeless",
        SchoolCompleted = "school_completed" => "high school completed",
        CalLearn = "cal_learn" => "part in Cal-Learn",
        HeadOfHousehold = "head_of_household" => "head of household",
        HeadOfHouseholdFrom = "head_of_household_from" => "first day as head of household",
        HeadOfHouseholdUntil = "head_of_household_until" => "last day as head of household",
        Agreed = "agreed" => "agreed to",
        Ordered = "ordered" => "ordered",
        TermFrom = "term_from" => "first day of the school term",
        TermUntil = "term_until" => "last day of the school term",
        PaidAbsence = "paid_absence" => "hours of paid absence",
        UnpaidAbsence = "unpaid_absence" => "hours of unpaid absence",
        HolidayDays = "holiday_days" => "holidays in days",
        Scheduled = "scheduled" => "scheduled hours of the month",
        ScheduledDays = "scheduled_days" => "scheduled days of the month",
        Study = "study" => "hours of study",
        GoodCauseReason = "good_cause_reason" => "reason of the good cause",
        GoodCauseFrom = "good_cause_from" => "first day of the good cause",
        GoodCauseUntil = "good_cause_until" => "last day of the good cause",
        GoodCauseExpected = "good_cause_expected" => "expected end of the good cause",
        PlanHours = "plan_hours" => "hours of the compliance plan",
        HearingRequested = "hearing_requested" => "date of the hearing request",
        HearingTimely = "hearing_timely" => "hearing asked for in time",
        AidPaidPending = "aid_paid_pending" => "aid paid pending",
        HearingDecided = "hearing_decided" => "date of the hearing decision",
        SanctionNotice = "sanction_notice" => "date of the NA 817",
        SanctionNoticeEffective = "sanction_notice_effective" => "effective date of the NA 817",
        Na841Sent = "na841_sent" => "date of the NA 841",
        Na841Effective = "na841_effective" => "effective date of the NA 841",
        CureRequested = "cure_requested" => "date of the cure request",
        CureUntil = "cure_until" => "last day of the cure",
        CureHours = "cure_hours" => "hours of the cure plan",
        Proof = "proof" => "proof of the exemption",
        ProofUntil = "proof_until" => "last day of the proof",
        MonthStatus = "month_status" => "status of the month",
        MonthReason = "month_reason" => "reason of the month",
        Grant = "grant" => "grant",
        Overpayment = "overpayment" => "overpayment",
        Funding = "funding" => "funding",
        AidCode = "aid_code" => "aid code",
        PaidBy = "paid_by" => "county that paid",
        Counted = "counted" => "counted",
        DecidedBy = "decided_by" => "decided by",
        ChildSupport = "child_support" => "child support",
        ChildSupportOn = "child_support_on" => "date of the child support",
        Reference = "reference" => "case of child welfare",
        Closed = "closed" => "closed",
        Sensitive = "sensitive" => "sensitive",
        ChildWelfareService = "child_welfare_service" => "service of child welfare",
    }
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
    /// `domain::codes::Relation`
    Relation,
    /// `domain::facts::common_case::DfcsServiceKind`
    ChildWelfareService,
    /// `domain::codes::CauseOutcome`
    Outcome,
    /// `yes` and `no`
    YesNo,
    /// The ids of `assets/policy/exemptions.toml`
    ExemptionReason,
    /// `domain::facts::AidMonthStatus`
    AidMonthStatus,
    /// `domain::facts::Overpayment`
    Overpayment,
    /// `domain::facts::Funding`
    Funding,
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
            Self::ChildWelfareService => id.parse::<DfcsServiceKind>().is_ok(),
            Self::Outcome => id.parse::<CauseOutcome>().is_ok(),
            Self::YesNo => matches!(id, "yes" | "no"),
            Self::AidMonthStatus => id.parse::<AidMonthStatus>().is_ok(),
            Self::Overpayment => id.parse::<Overpayment>().is_ok(),
            Self::Funding => id.parse::<Funding>().is_ok(),
            Self::ExemptionReason => {
                !id.is_empty() && id.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
            }
        }
    }
}

impl CodeSet {
    /// Returns the ids of these words. The reasons of exemptions are those of the built-in policy.
    pub fn ids(self) -> Vec<String> {
        fn ids_of<T: VariantArray + Copy + Into<&'static str>>() -> Vec<String> {
            T::VARIANTS.iter().map(|code| (*code).into()).map(str::to_owned).collect()
        }
        match self {
            Self::Registration => ids_of::<RegistrationStatus>(),
            Self::Aid => ids_of::<AidStatus>(),
            Self::ActivityStatus => ids_of::<ActivityStatus>(),
            Self::Relation => ids_of::<Relation>(),
            Self::ChildWelfareService => ids_of::<DfcsServiceKind>(),
            Self::Outcome => ids_of::<CauseOutcome>(),
            Self::AidMonthStatus => ids_of::<AidMonthStatus>(),
            Self::Overpayment => ids_of::<Overpayment>(),
            Self::Funding => ids_of::<Funding>(),
            Self::YesNo => ["yes", "no"].map(str::to_owned).to_vec(),
            Self::ExemptionReason => Policies::builtin().exemption_reason_ids(),
        }
    }
}

impl ExtractField {
    /// Returns whether `has` accepts the field. A last name serves for a name.
    pub fn is_present(self, has: impl Fn(Self) -> bool) -> bool {
        has(self) || (self == Self::Name && has(Self::LastName))
    }

    /// Returns whether the field holds the last day of something, which may have no end.
    pub const fn is_end(self) -> bool {
        matches!(
            self,
            Self::ActivityEnd
                | Self::PlanEnd
                | Self::Until
                | Self::InUnitUntil
                | Self::DisabledUntil
                | Self::PregnancyEnded
                | Self::AidEnded
                | Self::GoodCauseUntil
                | Self::GoodCauseExpected
                | Self::CureUntil
                | Self::ProofUntil
                | Self::TermUntil
        )
    }

    /// Returns whether the field is a name or a part of one.
    pub const fn is_name(self) -> bool {
        matches!(self, Self::Name | Self::LastName | Self::FirstName | Self::CaseName)
    }

    /// Returns the kind of value that the field holds.
    pub const fn value_kind(self) -> ValueKind {
        match self {
            _ if self.is_date() => ValueKind::Date,
            _ if self.is_number() => ValueKind::Number,
            _ if self.is_yes_or_no() => ValueKind::Code(CodeSet::YesNo),
            Self::Month => ValueKind::Month,
            Self::Registration => ValueKind::Code(CodeSet::Registration),
            Self::Aid => ValueKind::Code(CodeSet::Aid),
            Self::ActivityStatus => ValueKind::Code(CodeSet::ActivityStatus),
            Self::Relation => ValueKind::Code(CodeSet::Relation),
            Self::ChildWelfareService => ValueKind::Code(CodeSet::ChildWelfareService),
            Self::Outcome => ValueKind::Code(CodeSet::Outcome),
            Self::MonthStatus => ValueKind::Code(CodeSet::AidMonthStatus),
            Self::Overpayment => ValueKind::Code(CodeSet::Overpayment),
            Self::Funding => ValueKind::Code(CodeSet::Funding),
            Self::Reason => ValueKind::Code(CodeSet::ExemptionReason),
            _ => ValueKind::Text,
        }
    }

    /// Returns whether the field holds a date.
    const fn is_date(self) -> bool {
        matches!(
            self,
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
                | Self::Due
                | Self::InUnitFrom
                | Self::InUnitUntil
                | Self::DisabledFrom
                | Self::DisabledUntil
                | Self::DueDate
                | Self::PregnancyEnded
                | Self::AidEnded
                | Self::HeadOfHouseholdFrom
                | Self::HeadOfHouseholdUntil
                | Self::GoodCauseFrom
                | Self::GoodCauseUntil
                | Self::GoodCauseExpected
                | Self::HearingRequested
                | Self::HearingDecided
                | Self::SanctionNotice
                | Self::SanctionNoticeEffective
                | Self::Na841Sent
                | Self::Na841Effective
                | Self::CureRequested
                | Self::CureUntil
                | Self::ProofUntil
                | Self::TermFrom
                | Self::TermUntil
                | Self::ChildSupportOn
        )
    }

    /// Returns whether the field holds a whole number or a number of hours.
    const fn is_number(self) -> bool {
        matches!(
            self,
            Self::Person
                | Self::WeeklyHours
                | Self::MonthsOnAid
                | Self::Attended
                | Self::Excused
                | Self::Unexcused
                | Self::Holiday
                | Self::PaidAbsence
                | Self::UnpaidAbsence
                | Self::HolidayDays
                | Self::Scheduled
                | Self::ScheduledDays
                | Self::Study
                | Self::PlanHours
                | Self::CureHours
                | Self::Grant
                | Self::ChildSupport
        )
    }

    /// Returns whether the field holds yes or no.
    const fn is_yes_or_no(self) -> bool {
        matches!(
            self,
            Self::InUnit
                | Self::Disabled
                | Self::Pregnant
                | Self::Homeless
                | Self::SchoolCompleted
                | Self::CalLearn
                | Self::HeadOfHousehold
                | Self::Agreed
                | Self::Ordered
                | Self::HearingTimely
                | Self::AidPaidPending
                | Self::Counted
                | Self::Closed
                | Self::Sensitive
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::code_words::pins::assert_ids;

    #[test]
    fn the_ids_of_the_fields_stay_as_they_are() {
        assert_ids::<ExtractField>(
            "case person name last_name first_name case_name birth_date registration registration_since aid aid_since \
             language phone activity activity_status activity_start activity_end weekly_hours last_contact plan_signed \
             months_on_aid assigned worker relation in_unit disabled provider status_date month attended excused \
             unexcused holiday verified_by posted notice_issued appointment outcome outcome_date plan_end reason from \
             until raised due text origin in_unit_from in_unit_until disabled_from disabled_until pregnant due_date \
             pregnancy_ended aid_ended homeless school_completed cal_learn head_of_household \
             head_of_household_from head_of_household_until agreed ordered term_from term_until \
             paid_absence unpaid_absence holiday_days scheduled scheduled_days study \
             good_cause_reason good_cause_from good_cause_until good_cause_expected plan_hours hearing_requested \
             hearing_timely aid_paid_pending hearing_decided sanction_notice sanction_notice_effective na841_sent \
             na841_effective cure_requested cure_until cure_hours proof proof_until month_status month_reason grant \
             overpayment funding aid_code paid_by counted decided_by child_support child_support_on reference closed \
             sensitive child_welfare_service",
        );
    }
}
