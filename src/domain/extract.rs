//! The facts that a county's extract reports, one for each row. The county owns these facts: an EC's record never
//! replaces them, and a later extract never replaces what an EC recorded.

mod household_member;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::code_words::code_words;
use super::codes::CauseOutcome;
use super::dates::{Month, serialize_iso_date, serialize_optional_iso_date};
use super::facts::{AidMonthStatus, Funding, Overpayment};
use super::hours::Hours;
use super::ids::{CaseNumber, PersonNumber, WorkerNumber};
use super::name::PersonName;
use super::status::{ActivityStatus, AidStatus, RegistrationStatus};

pub use household_member::HouseholdMember;

code_words! {
    /// The kind of facts in a file of the county. The order is the order in which files are read: the listing comes
    /// first, because the others refer to its cases.
    pub enum ExtractKind {
        /// ES108, the case listing.
        Listing = "listing" => "case listing (ES108)",
        /// Everybody in the household.
        Household = "household" => "household",
        /// Activities with each status they went through.
        ActivityHistory = "activity_history" => "activity history",
        /// Monthly attendance.
        Attendance = "attendance" => "attendance",
        /// Notices of non-compliance with appointments and outcomes.
        Noncompliance = "noncompliance" => "non-compliance",
        /// Exemptions.
        Exemptions = "exemptions" => "exemptions",
        /// Months of aid with what happened in each.
        AidMonths = "aid_months" => "months of aid",
        /// Alerts of the system of record.
        Alerts = "alerts" => "alerts",
        /// A list from child welfare, which is matched with the caseload and never kept.
        ChildWelfare = "child_welfare" => "child welfare list",
    }
}

/// The fact of one row of a county's extract.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CountyFact {
    /// A participant of the case listing.
    Listed(ListedParticipant),
    /// A member of a household.
    HouseholdMember(HouseholdMember),
    /// One status of an activity.
    ActivityStatus(ActivityStatusRow),
    /// One month of attendance in an activity.
    Attendance(AttendanceRow),
    /// A notice of non-compliance with its outcome.
    Noncompliance(NoncomplianceRow),
    /// An exemption.
    Exemption(ExemptionRow),
    /// A month of aid.
    AidMonth(AidMonthRow),
    /// An alert.
    Alert(AlertRow),
}

/// A participant as the ES108 lists them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListedParticipant {
    /// The number of the case.
    pub case: CaseNumber,
    /// The name of the case.
    pub case_name: PersonName,
    /// The name of the participant.
    pub name: PersonName,
    /// The participant's number in the case.
    pub person: PersonNumber,
    /// The date of birth.
    #[serde(serialize_with = "serialize_iso_date")]
    pub birth_date: NaiveDate,
    /// The registration status.
    pub registration: RegistrationStatus,
    /// The first day of the registration status.
    #[serde(serialize_with = "serialize_iso_date")]
    pub registration_since: NaiveDate,
    /// The aid status of the case.
    pub aid: AidStatus,
    /// The first day of the aid status.
    #[serde(serialize_with = "serialize_iso_date")]
    pub aid_since: NaiveDate,
    /// The language in which the participant speaks and reads.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// The telephone number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// The activity that the county calls current.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub activity: Option<ListedActivity>,
    /// The day of the last contact that the county knows of.
    #[serde(default, skip_serializing_if = "Option::is_none", serialize_with = "serialize_optional_iso_date")]
    pub last_contact: Option<NaiveDate>,
    /// The day on which the WTW 2 was signed.
    #[serde(default, skip_serializing_if = "Option::is_none", serialize_with = "serialize_optional_iso_date")]
    pub plan_signed: Option<NaiveDate>,
    /// The months of aid that the county counted as of the extract.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub months_on_aid: Option<u16>,
    /// The day on which the case was assigned to this worker.
    #[serde(default, skip_serializing_if = "Option::is_none", serialize_with = "serialize_optional_iso_date")]
    pub assigned: Option<NaiveDate>,
    /// The number of the worker to whom the case is assigned.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub worker: Option<WorkerNumber>,
}

/// The activity that the case listing shows for a participant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListedActivity {
    /// The kind of activity, in the county's words.
    pub kind: String,
    /// The newest status of the activity.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<ActivityStatus>,
    /// The first day of the activity.
    #[serde(default, skip_serializing_if = "Option::is_none", serialize_with = "serialize_optional_iso_date")]
    pub start: Option<NaiveDate>,
    /// The expected last day of the activity.
    #[serde(default, skip_serializing_if = "Option::is_none", serialize_with = "serialize_optional_iso_date")]
    pub expected_end: Option<NaiveDate>,
    /// The scheduled hours a week.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub weekly_hours: Option<Hours>,
}

/// One status that an activity went through.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ActivityStatusRow {
    /// The number of the case.
    pub case: CaseNumber,
    /// The participant's number in the case.
    pub person: PersonNumber,
    /// The kind of activity, in the county's words.
    pub kind: String,
    /// The provider of the activity.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub provider: Option<String>,
    /// The scheduled hours a week.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub weekly_hours: Option<Hours>,
    /// The first day of the activity.
    #[serde(serialize_with = "serialize_iso_date")]
    pub start: NaiveDate,
    /// The expected last day of the activity.
    #[serde(default, skip_serializing_if = "Option::is_none", serialize_with = "serialize_optional_iso_date")]
    pub expected_end: Option<NaiveDate>,
    /// The status that the activity was given.
    pub status: ActivityStatus,
    /// The day on which it was given.
    #[serde(serialize_with = "serialize_iso_date")]
    pub on: NaiveDate,
    /// Whether the participant agreed to the activity.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agreed: Option<bool>,
    /// Whether the activity was ordered rather than agreed to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ordered: Option<bool>,
    /// The first day of the school term.
    #[serde(default, skip_serializing_if = "Option::is_none", serialize_with = "serialize_optional_iso_date")]
    pub term_from: Option<NaiveDate>,
    /// The last day of the school term, included.
    #[serde(default, skip_serializing_if = "Option::is_none", serialize_with = "serialize_optional_iso_date")]
    pub term_until: Option<NaiveDate>,
}

/// One month of attendance in an activity.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AttendanceRow {
    /// The number of the case.
    pub case: CaseNumber,
    /// The participant's number in the case.
    pub person: PersonNumber,
    /// The kind of activity, in the county's words.
    pub kind: String,
    /// The first day of the activity.
    #[serde(serialize_with = "serialize_iso_date")]
    pub start: NaiveDate,
    /// The month of the attendance.
    pub month: Month,
    /// Hours attended.
    pub attended: Hours,
    /// Hours of excused absence, not part of the hours attended.
    pub excused: Hours,
    /// Hours of unexcused absence.
    pub unexcused: Hours,
    /// Hours of holidays.
    pub holiday: Hours,
    /// The hours of `excused` that were paid.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paid_absence: Option<Hours>,
    /// The number of days of `holiday`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub holiday_days: Option<u8>,
    /// The hours that were scheduled in the month.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scheduled: Option<Hours>,
    /// The number of days that were scheduled in the month.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scheduled_days: Option<u8>,
    /// Hours of study or homework, not part of the hours attended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub study: Option<Hours>,
    /// The document or call that verifies the hours.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub verified_by: Option<String>,
    /// The day on which the attendance was posted.
    #[serde(default, skip_serializing_if = "Option::is_none", serialize_with = "serialize_optional_iso_date")]
    pub posted: Option<NaiveDate>,
}

/// A notice of non-compliance (NA 840) with its outcome.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoncomplianceRow {
    /// The number of the case.
    pub case: CaseNumber,
    /// The participant's number in the case.
    pub person: PersonNumber,
    /// The day on which the notice was issued.
    #[serde(serialize_with = "serialize_iso_date")]
    pub notice_issued: NaiveDate,
    /// The day of the appointment.
    #[serde(default, skip_serializing_if = "Option::is_none", serialize_with = "serialize_optional_iso_date")]
    pub appointment: Option<NaiveDate>,
    /// The outcome, mapped from the county's words by the layout.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outcome: Option<CauseOutcome>,
    /// The day on which the outcome was recorded.
    #[serde(default, skip_serializing_if = "Option::is_none", serialize_with = "serialize_optional_iso_date")]
    pub outcome_on: Option<NaiveDate>,
    /// The last day of the compliance plan.
    #[serde(default, skip_serializing_if = "Option::is_none", serialize_with = "serialize_optional_iso_date")]
    pub plan_end: Option<NaiveDate>,
    /// The hours a week that the compliance plan asks for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub plan_weekly_hours: Option<Hours>,
    /// The good cause that was found.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub good_cause: Option<ReportedGoodCause>,
    /// The day on which the participant asked for a state hearing.
    #[serde(default, skip_serializing_if = "Option::is_none", serialize_with = "serialize_optional_iso_date")]
    pub hearing_requested: Option<NaiveDate>,
    /// Whether the hearing was asked for in time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hearing_timely: Option<bool>,
    /// Whether aid is paid as before until the hearing is decided.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub aid_paid_pending: Option<bool>,
    /// The day on which the hearing was decided.
    #[serde(default, skip_serializing_if = "Option::is_none", serialize_with = "serialize_optional_iso_date")]
    pub hearing_decided: Option<NaiveDate>,
    /// The day on which the notice of the sanction (NA 817) went out.
    #[serde(default, skip_serializing_if = "Option::is_none", serialize_with = "serialize_optional_iso_date")]
    pub sanction_notice: Option<NaiveDate>,
    /// The day on which the sanction takes effect, as that notice says.
    #[serde(default, skip_serializing_if = "Option::is_none", serialize_with = "serialize_optional_iso_date")]
    pub sanction_notice_effective: Option<NaiveDate>,
    /// The day on which an NA 841 went out.
    #[serde(default, skip_serializing_if = "Option::is_none", serialize_with = "serialize_optional_iso_date")]
    pub na841_sent: Option<NaiveDate>,
    /// The day on which the NA 841 takes effect.
    #[serde(default, skip_serializing_if = "Option::is_none", serialize_with = "serialize_optional_iso_date")]
    pub na841_effective: Option<NaiveDate>,
    /// The cure of the sanction.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cure: Option<ReportedCure>,
}

/// The good-cause period given with an outcome of good cause.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportedGoodCause {
    /// The first day of the period.
    #[serde(serialize_with = "serialize_iso_date")]
    pub from: NaiveDate,
    /// The last day of the period, included.
    #[serde(default, skip_serializing_if = "Option::is_none", serialize_with = "serialize_optional_iso_date")]
    pub until: Option<NaiveDate>,
    /// The reason, in the county's words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// The day on which the good cause is expected to end, included.
    #[serde(default, skip_serializing_if = "Option::is_none", serialize_with = "serialize_optional_iso_date")]
    pub expected_until: Option<NaiveDate>,
}

/// A cure that the county reports beside the non-compliance.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportedCure {
    /// The day on which the participant asked to stop the sanction (WTW 31).
    #[serde(serialize_with = "serialize_iso_date")]
    pub requested: NaiveDate,
    /// The planned last day of the cure's activity.
    #[serde(default, skip_serializing_if = "Option::is_none", serialize_with = "serialize_optional_iso_date")]
    pub until: Option<NaiveDate>,
    /// The hours a week that the cure plan asks for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub weekly_hours: Option<Hours>,
}

/// An exemption.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExemptionRow {
    /// The number of the case.
    pub case: CaseNumber,
    /// The participant's number in the case.
    pub person: PersonNumber,
    /// The reason: an id of `assets/policy/exemptions.toml`.
    pub reason: String,
    /// The first day of the exemption.
    #[serde(serialize_with = "serialize_iso_date")]
    pub from: NaiveDate,
    /// The last day of the exemption or the day of its review, included.
    #[serde(default, skip_serializing_if = "Option::is_none", serialize_with = "serialize_optional_iso_date")]
    pub until: Option<NaiveDate>,
    /// The proof that the reason requires, in the county's words: `SDI`, `IHSS`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub proof: Option<String>,
    /// The last day for which the proof holds, included.
    #[serde(default, skip_serializing_if = "Option::is_none", serialize_with = "serialize_optional_iso_date")]
    pub proof_until: Option<NaiveDate>,
}

/// A month of aid, one row for a participant and a month.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AidMonthRow {
    /// The number of the case.
    pub case: CaseNumber,
    /// The participant's number in the case.
    pub person: PersonNumber,
    /// The month of aid.
    pub month: Month,
    /// What happened in the month, mapped from the county's words by the layout.
    pub was: AidMonthStatus,
    /// The reason of an exemption or of a grant of zero, in the county's words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// The grant of the month, in whole dollars.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub grant: Option<u32>,
    /// What became of the overpayment of the month.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub overpayment: Option<Overpayment>,
    /// Whose money paid the aid.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub funding: Option<Funding>,
    /// The aid code of the month.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub aid_code: Option<String>,
    /// The county that paid the aid, where it was another one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub county: Option<String>,
    /// Whether the month counts, as another county or a hearing decided it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub counted: Option<bool>,
    /// Who decided whether the month counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decided_by: Option<String>,
    /// The child support that was collected to reimburse the month, in whole dollars.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub child_support: Option<u32>,
    /// The day on which the child support was collected.
    #[serde(default, skip_serializing_if = "Option::is_none", serialize_with = "serialize_optional_iso_date")]
    pub child_support_on: Option<NaiveDate>,
}

/// An alert of the system of record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AlertRow {
    /// The number of the case.
    pub case: CaseNumber,
    /// The day on which the alert was raised.
    #[serde(serialize_with = "serialize_iso_date")]
    pub raised: NaiveDate,
    /// The day on which the alert is due.
    #[serde(default, skip_serializing_if = "Option::is_none", serialize_with = "serialize_optional_iso_date")]
    pub due: Option<NaiveDate>,
    /// The text of the alert.
    pub text: String,
    /// Who or what raised the alert, in the county's words.
    pub origin: String,
}

impl CountyFact {
    /// Returns the number of the worker whom a row of the listing names.
    pub const fn listed_worker(&self) -> Option<&WorkerNumber> {
        match self {
            Self::Listed(row) => row.worker.as_ref(),
            _ => None,
        }
    }

    /// Returns the number of the case that the row is about.
    pub const fn case(&self) -> &CaseNumber {
        match self {
            Self::Listed(row) => &row.case,
            Self::HouseholdMember(row) => &row.case,
            Self::ActivityStatus(row) => &row.case,
            Self::Attendance(row) => &row.case,
            Self::Noncompliance(row) => &row.case,
            Self::Exemption(row) => &row.case,
            Self::AidMonth(row) => &row.case,
            Self::Alert(row) => &row.case,
        }
    }

    /// Returns the kind of extract that the row comes from.
    pub const fn kind(&self) -> ExtractKind {
        match self {
            Self::Listed(_) => ExtractKind::Listing,
            Self::HouseholdMember(_) => ExtractKind::Household,
            Self::ActivityStatus(_) => ExtractKind::ActivityHistory,
            Self::Attendance(_) => ExtractKind::Attendance,
            Self::Noncompliance(_) => ExtractKind::Noncompliance,
            Self::Exemption(_) => ExtractKind::Exemptions,
            Self::AidMonth(_) => ExtractKind::AidMonths,
            Self::Alert(_) => ExtractKind::Alerts,
        }
    }

    /// Returns the key by which the same row is found again in the next extract, within its case and kind.
    pub fn identity_key(&self) -> String {
        match self {
            Self::Listed(row) => row.person.to_string(),
            Self::HouseholdMember(row) => format!("{}|{}", row.name, row.birth_date),
            Self::ActivityStatus(row) => {
                format!("{}|{}|{}|{}|{}", row.person, row.kind, row.start, row.status.id(), row.on)
            }
            Self::Attendance(row) => format!("{}|{}|{}|{}", row.person, row.kind, row.start, row.month),
            Self::Noncompliance(row) => format!("{}|{}", row.person, row.notice_issued),
            Self::Exemption(row) => format!("{}|{}|{}", row.person, row.reason, row.from),
            // A status that the county corrects replaces the former one.
            Self::AidMonth(row) => format!("{}|{}", row.person, row.month),
            Self::Alert(row) => format!("{}|{}|{}", row.raised, row.text, row.origin),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The next extract replaces what it says of the same person, day or month, and keeps the rest.
    #[test]
    fn a_row_is_found_again_by_what_does_not_change() {
        let key = |kind: &str, row: serde_json::Value| -> String {
            let mut row = row;
            row["case"] = "12B1007".into();
            serde_json::from_value::<CountyFact>(serde_json::json!({ kind: row })).unwrap().identity_key()
        };
        let exemption = |person: u8, until: &str| {
            key(
                "exemption",
                serde_json::json!({ "person": person, "reason": "disability", "from": "2026-05-01", "until": until }),
            )
        };
        assert_eq!(exemption(1, "2026-12-31"), "1|disability|2026-05-01");
        assert_eq!(exemption(1, "2026-12-31"), exemption(1, "2027-03-31"));
        assert_ne!(exemption(1, "2026-12-31"), exemption(2, "2026-12-31"));
        let month = |was: &str| key("aid_month", serde_json::json!({ "person": 1, "month": "2026-10", "was": was }));
        assert_eq!((month("aided"), month("exempt")), ("1|2026-10".to_owned(), "1|2026-10".to_owned()));
    }
}
