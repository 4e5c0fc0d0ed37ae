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

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

pub use activity::{PlannedActivity, Session};
pub use aid::{AidMonth, AidMonthStatus, ChildSupport};
pub use closing::{CaseRouting, ClosingStep, ClosingStepRecord, RoutingForm, SupervisorReturn, SupervisorSignature};
pub use duty::{Duty, DutyRecord, NewCaseReview, SentAlert, WprDraw};
pub use excusals::{ExemptionRequest, GoodCause, Reassignment};
pub use noncompliance::{CauseOutcome, Determination, Noncompliance, PlanResult};
pub use sanction::{Cure, GateFacts, RescheduledAppointment, Sanction};
pub use service::{Document, Notice, Period, Referral, Service, SocialWork, Supervision, WorkValue};
pub use source::{Difference, RecordedValue, Source};

use super::comment::ContactType;
use super::dates::Month;
use super::extract::Relation;
use super::hours::Hours;
use super::ids::{CaseNumber, PersonNumber};
use super::name::PersonName;
use super::status::{ActivityStatus, AidStatus, RegistrationStatus};

/// All that is known of a case.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct CaseFacts {
    /// The case number.
    pub case: CaseNumber,
    /// The name the case goes by.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<PersonName>,
    /// When the case was assigned to its present worker.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub assigned: Option<NaiveDate>,
    /// Aid status history.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub aid: Vec<DatedAidStatus>,
    /// Everybody in the household.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub people: Vec<Person>,
    /// Activities with their status histories.
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
    /// Non-compliances with all that followed from them.
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
    /// Times of good cause.
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
    /// Reviews of the case as a newly assigned one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub new_case_reviews: Vec<NewCaseReview>,
    /// Duties that were done and leave nothing else behind.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub duties: Vec<DutyRecord>,
    /// Draws of the case to measure the work participation rate.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub wpr_draws: Vec<WprDraw>,
    /// Alerts that were sent to other workers.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub alerts_sent: Vec<SentAlert>,
    /// Reviews that the supervisor made of this worker's cases.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub supervision: Option<Supervision>,
    /// Whether child care of the family is federally funded.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub federal_child_care: Option<bool>,
    /// What pays for unpaid work.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub work_value: Option<WorkValue>,
    /// Where the county's extracts and what was recorded here differ.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub differences: Vec<Difference>,
}

/// An aid status and its first day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct DatedAidStatus {
    /// The status.
    pub status: AidStatus,
    /// Its first day.
    pub since: NaiveDate,
    /// Where it comes from.
    #[serde(default, skip_serializing_if = "Source::is_stated")]
    pub source: Source,
}

/// A person of the household.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Person {
    /// The number in the case; children often have none in the extracts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub person: Option<PersonNumber>,
    /// The name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<PersonName>,
    /// What the person is to the case.
    pub relation: Relation,
    /// Date of birth.
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
    /// The day eligibility was determined, or participation became required: the plan is due from it on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub participation_required: Option<NaiveDate>,
    /// The day of entry into the program.
    #[serde(rename = "entered_programme", skip_serializing_if = "Option::is_none")]
    pub entered_program: Option<NaiveDate>,
    /// Language to speak and write in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// Telephone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// Registration status history.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub registration: Vec<DatedRegistration>,
    /// The county's own counts of months on aid, each with the day it was read.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub months_on_aid: Vec<MonthsOnAidCount>,
    /// Where it comes from.
    #[serde(skip_serializing_if = "Source::is_stated")]
    pub source: Source,
}

/// A registration status and its first day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct DatedRegistration {
    /// The status.
    pub status: RegistrationStatus,
    /// Its first day.
    pub since: NaiveDate,
    /// Where it comes from.
    #[serde(default, skip_serializing_if = "Source::is_stated")]
    pub source: Source,
}

/// Months on aid as the county counted them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct MonthsOnAidCount {
    /// Months counted.
    pub months: u16,
    /// The day of the count.
    pub on: NaiveDate,
    /// Where it comes from.
    #[serde(default, skip_serializing_if = "Source::is_stated")]
    pub source: Source,
}

/// An activity of a participant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Activity {
    /// The participant.
    pub person: PersonNumber,
    /// Kind of activity, in the county's words.
    pub kind: String,
    /// Who provides it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub provider: Option<String>,
    /// First day.
    pub start: NaiveDate,
    /// Expected last day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expected_end: Option<NaiveDate>,
    /// Scheduled hours a week.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub weekly_hours: Option<Hours>,
    /// Core in the federal view; what the kind says where it is absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub core: Option<bool>,
    /// Paid; what the kind says where it is absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paid: Option<bool>,
    /// Where it takes place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// When it meets in the week.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sessions: Vec<Session>,
    /// Status history.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub statuses: Vec<DatedActivityStatus>,
    /// Which of its values were recorded here, and where.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub recorded: BTreeMap<String, Source>,
    /// Where it comes from.
    #[serde(default, skip_serializing_if = "Source::is_stated")]
    pub source: Source,
}

/// A status that an activity was given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct DatedActivityStatus {
    /// The status.
    pub status: ActivityStatus,
    /// When it was given.
    pub on: NaiveDate,
    /// Where it comes from.
    #[serde(default, skip_serializing_if = "Source::is_stated")]
    pub source: Source,
}

/// Attendance in an activity over a month.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Attendance {
    /// The participant.
    pub person: PersonNumber,
    /// Kind of activity, in the county's words.
    pub kind: String,
    /// First day of the activity.
    pub start: NaiveDate,
    /// The month.
    pub month: Month,
    /// Hours attended.
    pub attended: Hours,
    /// Hours of excused absence, not part of the hours attended.
    #[serde(default)]
    pub excused: Hours,
    /// Hours of unexcused absence.
    #[serde(default)]
    pub unexcused: Hours,
    /// Holiday hours.
    #[serde(default)]
    pub holiday: Hours,
    /// What verifies it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub verified_by: Option<String>,
    /// When it was posted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub posted: Option<NaiveDate>,
    /// Where it comes from.
    #[serde(default, skip_serializing_if = "Source::is_stated")]
    pub source: Source,
}

/// A signed WTW 2 plan, or an amendment to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Plan {
    /// The participant.
    pub person: PersonNumber,
    /// When it was signed.
    pub signed: NaiveDate,
    /// Whether it amends an earlier plan.
    #[serde(default)]
    pub amends: bool,
    /// What it says of each activity; empty where only the signature is known.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub activities: Vec<PlannedActivity>,
    /// Where it comes from.
    #[serde(default, skip_serializing_if = "Source::is_stated")]
    pub source: Source,
}

/// An exemption from participation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Exemption {
    /// The participant.
    pub person: PersonNumber,
    /// The reason: an id of `assets/policy/exemptions.toml`.
    pub reason: String,
    /// First day.
    pub from: NaiveDate,
    /// The review or last day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<NaiveDate>,
    /// When the child was born for whose age it was granted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub child_born: Option<NaiveDate>,
    /// Weekly hours from which it would excuse only in part; there is no such exemption.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub partial_hours: Option<Hours>,
    /// Whether what its reason asks for to extend aid beyond the limit is there; see `extends_where` of the reason.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub extends_aid: Option<bool>,
    /// When the participant was contacted about its end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contacted: Option<NaiveDate>,
    /// Where it comes from.
    #[serde(default, skip_serializing_if = "Source::is_stated")]
    pub source: Source,
}

/// A contact, or an attempt at one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Contact {
    /// The participant; the case as a whole where it is not known who.
    pub person: PersonNumber,
    /// The day of the contact.
    pub on: NaiveDate,
    /// Its type; unknown where only a date was reported.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contact_type: Option<ContactType>,
    /// Whether the participant was reached; an attempt does not count as a contact made.
    pub reached: bool,
    /// Where it comes from.
    #[serde(default, skip_serializing_if = "Source::is_stated")]
    pub source: Source,
}

#[cfg(test)]
mod tests;
