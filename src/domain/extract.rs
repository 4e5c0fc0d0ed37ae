//! The facts that a county's extract reports, one for each row. The county owns these facts: an EC's record never
//! replaces them, and a later extract never replaces what an EC recorded.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::code_words::code_words;
use super::codes::{CauseOutcome, Relation};
use super::dates::{Month, serialize_iso_date, serialize_optional_iso_date};
use super::hours::Hours;
use super::ids::{CaseNumber, PersonNumber, WorkerNumber};
use super::name::PersonName;
use super::status::{ActivityStatus, AidStatus, RegistrationStatus};

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

/// A member of the household.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HouseholdMember {
    /// The number of the case.
    pub case: CaseNumber,
    /// The name of the person.
    pub name: PersonName,
    /// The date of birth.
    #[serde(serialize_with = "serialize_iso_date")]
    pub birth_date: NaiveDate,
    /// The person's relation to the case.
    pub relation: Relation,
    /// Whether the person is in the assistance unit.
    pub in_unit: bool,
    /// Whether the county calls the person disabled.
    pub disabled: bool,
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
    /// First day of the activity.
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
    /// The document or call that verifies the hours.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub verified_by: Option<String>,
    /// The day on which the attendance was posted.
    #[serde(default, skip_serializing_if = "Option::is_none", serialize_with = "serialize_optional_iso_date")]
    pub posted: Option<NaiveDate>,
}

/// A notice of non-compliance (NA 840) with its outcome.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
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
}

/// An exemption.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
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
    /// The review or last day, included.
    #[serde(default, skip_serializing_if = "Option::is_none", serialize_with = "serialize_optional_iso_date")]
    pub until: Option<NaiveDate>,
}

/// An alert of the system of record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AlertRow {
    /// The number of the case.
    pub case: CaseNumber,
    /// The day on which it was raised.
    #[serde(serialize_with = "serialize_iso_date")]
    pub raised: NaiveDate,
    /// The day on which it is due.
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
            Self::Alert(row) => format!("{}|{}|{}", row.raised, row.text, row.origin),
        }
    }
}
