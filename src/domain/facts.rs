//! The facts of a case: everything a rule may look at, in one documented form (`docs/facts.md`).
//!
//! The store produces it from the record and the `evaluate` command reads it from a file; rules know nothing else.
//! A list that is empty says that nothing is recorded; an optional fact that is absent is unknown, and a rule that
//! needs it says so instead of guessing. Dates are civil days; `from` and `until` are both included.

pub mod activity;
pub mod aid;
pub mod closing;
pub mod duty;
pub mod excusals;
mod minimal;
pub mod noncompliance;
pub mod sanction;
pub mod service;
mod source;
mod wpr;

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

pub use activity::{PlannedActivity, Session};
pub use aid::{AidMonth, AidMonthStatus, ChildSupport};
pub use closing::{CaseRouting, ClosingStep, ClosingStepRecord, RoutingForm, SupervisorReturn, SupervisorSignature};
pub use duty::{Duty, DutyRecord, NewCaseReview, SentAlert, WprDraw};
pub use excusals::{ExemptionRequest, GoodCause, Reassignment};
pub use noncompliance::{Determination, Noncompliance, PlanResult};
pub use sanction::{Cure, GateFacts, RescheduledAppointment, Sanction};
pub use service::{Document, Notice, Period, Referral, Service, SocialWork, Supervision, WorkValue};
pub use source::{Difference, RecordedValue, Source};

pub use super::codes::CauseOutcome;
use super::codes::Relation;
use super::comment::ContactType;
use super::dates::Month;
use super::hours::Hours;
use super::ids::{CaseNumber, PersonNumber};
use super::name::PersonName;
use super::status::{ActivityStatus, AidStatus, RegistrationStatus};

/// Everything that is known of a case.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct CaseFacts {
    /// The case number.
    pub case: CaseNumber,
    /// The name of the case.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<PersonName>,
    /// The day on which the case was assigned to its present worker.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub assigned: Option<NaiveDate>,
    /// The history of the aid status.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub aid: Vec<DatedAidStatus>,
    /// Everybody in the household.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub people: Vec<Person>,
    /// The activities with their status histories.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub activities: Vec<Activity>,
    /// Attendance by month and activity.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub attendance: Vec<Attendance>,
    /// WTW 2 plans and their amendments.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub plans: Vec<Plan>,
    /// Exemptions.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub exemptions: Vec<Exemption>,
    /// The non-compliances, each with everything that followed from it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub noncompliance: Vec<Noncompliance>,
    /// Contacts and attempts.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub contacts: Vec<Contact>,
    /// Closing steps that were taken.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub closing: Vec<ClosingStepRecord>,
    /// Forms 50-20e of the case, in the order in which they were submitted.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub routing_forms: Vec<RoutingForm>,
    /// Months of aid, with what happened in each.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aid_months: Vec<AidMonth>,
    /// Child support collected to reimburse aid.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub child_support: Vec<ChildSupport>,
    /// Requests for an exemption.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub exemption_requests: Vec<ExemptionRequest>,
    /// The periods of good cause.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub good_causes: Vec<GoodCause>,
    /// Requests for another assignment.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reassignments: Vec<Reassignment>,
    /// Cures of sanctions.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cures: Vec<Cure>,
    /// Supportive services.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub services: Vec<Service>,
    /// Referrals.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub referrals: Vec<Referral>,
    /// Notices of action.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notices: Vec<Notice>,
    /// Documents.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub documents: Vec<Document>,
    /// The reviews of the case when it was newly assigned.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub new_case_reviews: Vec<NewCaseReview>,
    /// The duties that were done and leave no other trace in the record.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub duties: Vec<DutyRecord>,
    /// The draws of the case to measure the work participation rate.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub wpr_draws: Vec<WprDraw>,
    /// Alerts that were sent to other workers.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub alerts_sent: Vec<SentAlert>,
    /// The reviews that the supervisor made of this worker's cases.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub supervision: Option<Supervision>,
    /// Whether child care of the family is federally funded.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub federal_child_care: Option<bool>,
    /// The aid that pays for unpaid work.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub work_value: Option<WorkValue>,
    /// The values in which the county's extracts and the acts recorded here differ.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub differences: Vec<Difference>,
}

/// An aid status and its first day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct DatedAidStatus {
    /// The aid status.
    pub status: AidStatus,
    /// The first day of the status.
    pub since: NaiveDate,
    /// The entry of the record or the row of an extract that states it.
    #[serde(default, skip_serializing_if = "Source::is_stated")]
    pub source: Source,
}

/// A person of the household.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Person {
    /// The number in the case; extracts often give none for children.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub person: Option<PersonNumber>,
    /// The name of the person.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<PersonName>,
    /// The person's relation to the case.
    pub relation: Relation,
    /// The date of birth.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub birth_date: Option<NaiveDate>,
    /// Whether the person is in the assistance unit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub in_unit: Option<bool>,
    /// Whether the person is disabled.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub disabled: Option<bool>,
    /// Whether the person is pregnant.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pregnant: Option<bool>,
    /// The day on which eligibility was determined or participation became required. The time for the plan runs from
    /// this day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub participation_required: Option<NaiveDate>,
    /// The day of entry into the program.
    #[serde(rename = "entered_programme", skip_serializing_if = "Option::is_none")]
    pub entered_program: Option<NaiveDate>,
    /// The language in which the person speaks and reads.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// The telephone number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// The history of the registration status.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub registration: Vec<DatedRegistration>,
    /// The county's own counts of months on aid, each with the day on which it was read.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub months_on_aid: Vec<MonthsOnAidCount>,
    /// The entry of the record or the row of an extract that states it.
    #[serde(skip_serializing_if = "Source::is_stated")]
    pub source: Source,
}

/// A registration status and its first day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct DatedRegistration {
    /// The registration status.
    pub status: RegistrationStatus,
    /// The first day of the status.
    pub since: NaiveDate,
    /// The entry of the record or the row of an extract that states it.
    #[serde(default, skip_serializing_if = "Source::is_stated")]
    pub source: Source,
}

/// A count of months on aid by the county.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct MonthsOnAidCount {
    /// The number of months counted.
    pub months: u16,
    /// The day of the count.
    pub on: NaiveDate,
    /// The entry of the record or the row of an extract that states it.
    #[serde(default, skip_serializing_if = "Source::is_stated")]
    pub source: Source,
}

/// An activity of a participant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Activity {
    /// The participant's number in the case.
    pub person: PersonNumber,
    /// The kind of activity, in the county's words.
    pub kind: String,
    /// The provider of the activity.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub provider: Option<String>,
    /// The first day of the activity.
    pub start: NaiveDate,
    /// The expected last day of the activity.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expected_end: Option<NaiveDate>,
    /// The scheduled hours a week.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub weekly_hours: Option<Hours>,
    /// Whether the activity is core in the federal view; where it is absent, the kind of activity decides.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub core: Option<bool>,
    /// Whether the activity is paid; where it is absent, the kind of activity decides.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paid: Option<bool>,
    /// The place of the activity.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// The meetings of the activity in the week.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sessions: Vec<Session>,
    /// The history of statuses.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub statuses: Vec<DatedActivityStatus>,
    /// The entry of the record for each value that was recorded here, by the name of the value.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub recorded: BTreeMap<String, Source>,
    /// The entry of the record or the row of an extract that states it.
    #[serde(default, skip_serializing_if = "Source::is_stated")]
    pub source: Source,
}

/// A status that an activity was given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct DatedActivityStatus {
    /// The status that the activity was given.
    pub status: ActivityStatus,
    /// The day on which it was given.
    pub on: NaiveDate,
    /// The entry of the record or the row of an extract that states it.
    #[serde(default, skip_serializing_if = "Source::is_stated")]
    pub source: Source,
}

/// The attendance in an activity over a month.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Attendance {
    /// The participant's number in the case.
    pub person: PersonNumber,
    /// The kind of activity, in the county's words.
    pub kind: String,
    /// First day of the activity.
    pub start: NaiveDate,
    /// The month of the attendance.
    pub month: Month,
    /// Hours attended.
    pub attended: Hours,
    /// Hours of excused absence, not part of the hours attended.
    #[serde(default)]
    pub excused: Hours,
    /// Hours of unexcused absence.
    #[serde(default)]
    pub unexcused: Hours,
    /// Hours of holidays.
    #[serde(default)]
    pub holiday: Hours,
    /// The document or call that verifies the hours.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub verified_by: Option<String>,
    /// The day on which the attendance was posted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub posted: Option<NaiveDate>,
    /// The entry of the record or the row of an extract that states it.
    #[serde(default, skip_serializing_if = "Source::is_stated")]
    pub source: Source,
}

/// A signed WTW 2 plan, or an amendment to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Plan {
    /// The participant's number in the case.
    pub person: PersonNumber,
    /// The day on which it was signed.
    pub signed: NaiveDate,
    /// Whether this is an amendment of an earlier plan.
    #[serde(default)]
    pub amends: bool,
    /// The activities of the plan; empty where only the signature is known.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub activities: Vec<PlannedActivity>,
    /// The entry of the record or the row of an extract that states it.
    #[serde(default, skip_serializing_if = "Source::is_stated")]
    pub source: Source,
}

/// An exemption from participation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Exemption {
    /// The participant's number in the case.
    pub person: PersonNumber,
    /// The reason: an id of `assets/policy/exemptions.toml`.
    pub reason: String,
    /// The first day of the exemption.
    pub from: NaiveDate,
    /// The review or last day, included.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<NaiveDate>,
    /// The day on which the child was born, for an exemption that depends on a child's age.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub child_born: Option<NaiveDate>,
    /// Weekly hours from which the exemption would excuse only in part; no such exemption exists.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub partial_hours: Option<Hours>,
    /// Whether the condition under which the exemption extends aid beyond the limit is met; see `extends_where` of the
    /// reason.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub extends_aid: Option<bool>,
    /// The day on which the participant was contacted about the end of the exemption.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contacted: Option<NaiveDate>,
    /// The entry of the record or the row of an extract that states it.
    #[serde(default, skip_serializing_if = "Source::is_stated")]
    pub source: Source,
}

/// A contact, or an attempt at one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Contact {
    /// The participant's number in the case; 0 where it is not known who was contacted.
    pub person: PersonNumber,
    /// The day of the contact.
    pub on: NaiveDate,
    /// The type of the contact; absent where only a date was reported.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contact_type: Option<ContactType>,
    /// Whether the participant was reached; an attempt does not count as a contact made.
    pub reached: bool,
    /// The entry of the record or the row of an extract that states it.
    #[serde(default, skip_serializing_if = "Source::is_stated")]
    pub source: Source,
}

#[cfg(test)]
mod tests;
