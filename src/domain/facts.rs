//! The facts of a case: everything a rule may look at, in one documented form (`docs/facts.md`).
//!
//! The store produces it from the record and the `evaluate` command reads it from a file; rules know nothing else.
//! A list that is empty says that nothing is recorded; an optional fact that is missing is unknown, and a rule that
//! needs it says so instead of guessing. Dates are civil days; `from` and `until` are both included.

mod act_entry;
pub mod activity;
pub mod aid;
pub mod closing;
pub mod common_case;
pub mod conference;
pub mod duty;
pub mod duty_log;
pub mod excusals;
pub mod goals;
mod joined_numbers;
mod minimal;
pub mod noncompliance;
pub mod outreach;
pub mod person;
mod recorded;
pub mod sanction;
pub mod service;
pub mod social_work;
mod source;
mod step_day;
mod wpr;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

pub use act_entry::ActEntry;
pub use activity::{Activity, Attendance, DatedActivityStatus, PlannedActivity, Session};
pub use aid::{AidMonth, AidMonthStatus, ChildSupport, Funding, Overpayment};
pub use closing::{CaseRouting, ClosingStep, ClosingStepRecord, RoutingForm, SupervisorReturn, SupervisorSignature};
pub use common_case::{CommonCase, DfcsService};
pub use conference::LinkageConference;
pub use duty::{Duty, DutyRecord, NewCaseReview, SentAlert, WprDraw};
pub use duty_log::DutyLogEntry;
pub use excusals::{ALL_PERCENT, Exemption, ExemptionRequest, GoodCause, Reassignment};
pub use goals::{Goal, GoalCoverage, Reading, ResourceUsed, RoadMap, ToolUse};
pub use noncompliance::{Determination, Noncompliance, PlanResult};
pub use outreach::Outreach;
pub use person::{DatedRegistration, MemberListing, MonthsOnAidCount, OtherListing, PeopleToldApart, Person};
pub use sanction::{Cure, GateFacts, RescheduledAppointment, Sanction};
pub use service::{Document, Notice, Period, Referral, Service, ServicePayment, Supervision, WorkValue};
pub use social_work::SocialWork;
pub use source::{Difference, RecordedValue, Source};
pub use step_day::StepDay;

pub use super::codes::CauseOutcome;
use super::comment::ContactType;
use super::ids::{CaseNumber, PersonNumber};
use super::name::PersonName;
use super::status::AidStatus;

/// Everything that is known of a case.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct CaseFacts {
    /// The entries of the acts from which the facts were made. They are of the record and no facts themselves.
    #[serde(skip)]
    pub entries: Vec<ActEntry>,
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
    /// The aid statuses that the county reported before and that a newer listing contradicts; no rule reads them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aid_reported_before: Vec<DatedAidStatus>,
    /// Everybody in the household.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub people: Vec<Person>,
    /// Household members who look alike but are different people.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub people_told_apart: Vec<PeopleToldApart>,
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
    /// The rounds in which the case was common with child welfare, or may be.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub common_cases: Vec<CommonCase>,
    /// The services of child welfare to the family.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub dfcs: Vec<DfcsService>,
    /// The conferences on the family and child welfare.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub conferences: Vec<LinkageConference>,
    /// The outreach to sanctioned parents in child welfare.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub outreach: Vec<Outreach>,
    /// The participants' goals; nothing about aid depends on them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub goals: Vec<Goal>,
    /// The road maps of goals and steps.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub road_maps: Vec<RoadMap>,
    /// When the goal tools are for whom.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub goal_coverage: Vec<GoalCoverage>,
    /// The uses and offers of goal tools.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tool_uses: Vec<ToolUse>,
    /// The life maps and quality-of-life indexes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub readings: Vec<Reading>,
    /// The resources that were given for a goal.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub resources_used: Vec<ResourceUsed>,
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
    /// The entries of the duty log of the social-work unit that are about the case.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub duty_log: Vec<DutyLogEntry>,
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
    /// The aid that counts as pay for unpaid work.
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
    /// The entry of the log or the row of an extract that states the fact.
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
    /// The entry of the log or the row of an extract that states the fact.
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
    /// The type of the contact; missing where only a date was reported.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contact_type: Option<ContactType>,
    /// Whether the participant was reached; an attempt does not count as a contact made.
    pub reached: bool,
    /// The entry of the log or the row of an extract that states the fact.
    #[serde(default, skip_serializing_if = "Source::is_stated")]
    pub source: Source,
}

impl CaseFacts {
    /// Returns the entry in which one of these acts was recorded for a day, the last one if there are several.
    pub fn entry_of(&self, acts: &[&str], person: PersonNumber, on: NaiveDate) -> Option<&Source> {
        let entries = self.entries.iter().filter(|entry| acts.contains(&entry.act));
        let theirs = entries.filter(|entry| entry.person == person && entry.on == on);
        theirs.max_by_key(|entry| entry.source.record_order()).map(|entry| &entry.source)
    }
}

#[cfg(test)]
mod tests;
