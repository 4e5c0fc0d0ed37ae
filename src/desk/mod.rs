//! The caseload in memory: everything that a worker's lists show for one day, worked out from the record and the rules.
//!
//! A worker has some hundred cases, so all of them are held in memory: a list is ready before the key is released, and
//! a change evaluates only its own case again.

mod acts;
mod alerts;
mod appointments;
pub mod checklist;
mod common_case;
mod contacts;
mod dashboard;
mod day_work;
mod drafts;
mod duty_log;
mod ec_scope;
mod gate;
mod glance;
mod goal_alerts;
mod hours;
mod item_counts;
mod listed_cases;
pub mod matching;
mod month;
mod month_calendar;
mod partner_mark;
mod partner_record;
mod queue;
mod reminders;
pub mod review;
mod rows;
mod social_work;
mod supervisor;
mod today;
mod today_group;
mod unit_load;
mod waiting;
mod walk;

use crate::domain::dates::Month;
use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::NaiveDate;

pub use acts::{ActPreview, ProvenItem};
pub use alerts::{Alert, disposition_note};
pub use appointments::{Appointment, AppointmentKind};
pub use contacts::{ContactState, MonthlyContact};
pub use dashboard::{AGE_LIMITS, GroupCount, MonthDashboard, Progress, TrendMonth};
pub use day_work::{WorkEntry, WorkKind, work_summary};
pub use duty_log::{DutyRow, short_id};
pub use ec_scope::EcScope;
pub use glance::{
    AdultGlance, CaseGlance, ChildGlance, ContactGlance, HoursGlance, LaneKind, LaneMark, LaneSpan, MarkKind, NextStep,
    ReminderGlance, SentenceGroup, SpanKind, TimeLane,
};
pub use item_counts::{ItemCounts, is_overdue};
pub use month::{DueItem, DueKind};
pub use month_calendar::{CalendarDay, DayKind, MonthCalendar};
pub use partner_record::{PartnerRecord, PartnerStep};
pub use rows::{ActionRow, CaseRow, CurrentActivity, compare_alerts};
pub use social_work::LateStep;
pub use supervisor::{QueueAccess, QueueRow, QueueSection};
pub use today::{TodayItem, TodayOrigin};
pub use today_group::TodayGroup;
pub use walk::{PutOffCounts, WalkItem, WalkStop};

use crate::domain::alert::{AlertKey, AlertOrigin};
use crate::domain::duty_note::DutyNote;
use crate::domain::name::PersonName;
use crate::domain::role::Role;
use crate::domain::role_holder::RoleHolder;
use crate::domain::worker::Worker;
use crate::domain::{CaseNumber, PersonNumber, WorkerNumber};
use crate::policy::Policies;
use crate::rules::finding::Finding;
use crate::rules::{self, Evaluation};
use crate::store::{CaseRecord, Draft, Store, StoreError, SupervisionLog};
use checklist::Checklists;

/// A worker's cases as of a day.
///
/// A clone shares every case with its original, so evaluating one case copies no other.
#[derive(Debug, Clone)]
pub struct Caseload {
    as_of: NaiveDate,
    worker: Worker,
    /// Everybody who has or had a role in the home.
    role_holders: Arc<[RoleHolder]>,
    practice: bool,
    unposted_comments: u32,
    drafts: Arc<[Draft]>,
    /// The worker's own reminders as alerts, by day; done ones too.
    reminders: Arc<[Alert]>,
    supervision: Arc<SupervisionLog>,
    /// The entries of the duty log that are about no case, each with who made it.
    duty_notes: Arc<[(DutyNote, WorkerNumber)]>,
    policies: Arc<Policies>,
    checklists: Arc<Checklists>,
    cases: BTreeMap<CaseNumber, Arc<EvaluatedCase>>,
    /// Whose cases the lists show.
    scope: EcScope,
    /// The EC to whom cases belong that no listing assigns: the owner of the home, if that is an EC.
    unlisted_ec: Option<WorkerNumber>,
    /// Whether what is made of it goes to others, who see nothing of child welfare and of the contacts of social work.
    is_for_others: bool,
}

/// A case of the caseload, evaluated by the rules.
#[derive(Debug, Clone)]
pub struct EvaluatedCase {
    /// What the record holds of the case.
    pub record: CaseRecord,
    /// What the rules find in the case on the as-of day.
    pub evaluation: Evaluation,
    /// The alerts of the case, whatever their origin and disposition.
    pub alerts: Vec<Alert>,
}

impl EvaluatedCase {
    fn new(record: CaseRecord, policies: &Policies, as_of: NaiveDate) -> Self {
        let evaluation = rules::evaluate_case(&record.facts, policies, as_of);
        let alerts = alerts::case_alerts(&record, &evaluation);
        Self { record, evaluation, alerts }
    }

    /// Evaluates facts that no record holds.
    #[cfg(test)]
    pub fn for_facts(facts: crate::domain::CaseFacts, policies: &Policies, as_of: NaiveDate) -> Self {
        Self::new(CaseRecord { facts, ..CaseRecord::default() }, policies, as_of)
    }

    /// Returns the name of the case; its number if no name is known. Some reports write it in capitals: where it is the name
    /// of a member of the household, it is shown as that member's is.
    pub fn case_name(&self) -> PersonName {
        let facts = &self.record.facts;
        let Some(name) = &facts.name else { return PersonName::from(facts.case.as_str()) };
        let letters = name.to_string().to_lowercase();
        let mut names = facts.people.iter().filter_map(|person| person.name.as_ref());
        names.find(|known| known.to_string().to_lowercase() == letters).unwrap_or(name).clone()
    }

    /// Returns the name of a participant; the case's name for the case as a whole.
    pub fn person_name(&self, person: PersonNumber) -> PersonName {
        let people = &self.record.facts.people;
        let person = self.record.facts.present_number(person);
        let name = people.iter().find(|known| known.person == Some(person)).and_then(|known| known.name.clone());
        name.unwrap_or_else(|| self.case_name())
    }

    /// Returns the finding that raised an alert; `None` for an alert of the system of record or of another worker.
    pub fn alert_finding(&self, alert: &Alert) -> Option<&Finding> {
        match alert.origin {
            AlertOrigin::Rule(_) => self.evaluation.findings.iter().find(|finding| finding.alert_key() == alert.key),
            AlertOrigin::County(_) | AlertOrigin::Sent(_) | AlertOrigin::Review(_) | AlertOrigin::Own(_) => None,
        }
    }

    /// Returns the alert with this key.
    pub fn find_alert(&self, key: &AlertKey) -> Option<&Alert> {
        self.alerts.iter().find(|alert| alert.key == *key)
    }

    /// Returns the alerts that are open on `day`.
    pub fn open_alerts(&self, day: NaiveDate) -> impl Iterator<Item = &Alert> {
        self.alerts.iter().filter(move |alert| alert.is_open(day))
    }
}

impl Caseload {
    /// Evaluates the worker's cases as of a day.
    pub fn evaluate(store: &Store, as_of: NaiveDate) -> Result<Self, StoreError> {
        let mut caseload = Self {
            as_of,
            worker: store.worker().clone(),
            role_holders: store.role_holders()?.into(),
            practice: store.is_practice(),
            unposted_comments: store.unposted_count()?,
            drafts: store.worker_drafts()?.into(),
            reminders: alerts::own_reminders(store)?,
            supervision: Arc::new(store.supervision_log()?),
            duty_notes: store.duty_notes()?.into(),
            policies: Arc::clone(store.policies()),
            checklists: Arc::clone(Checklists::builtin()),
            cases: BTreeMap::new(),
            scope: EcScope::All,
            unlisted_ec: None,
            is_for_others: false,
        };
        let evaluate_record = |record: CaseRecord| {
            let case = record.facts.case.clone();
            (case, Arc::new(caseload.evaluate_record(record)))
        };
        caseload.cases = store.case_records()?.into_iter().map(evaluate_record).collect();
        let owner = store.owner()?;
        caseload.scope = caseload.default_scope(owner.as_ref());
        caseload.unlisted_ec = owner.filter(|owner| caseload.is_ec(owner));
        Ok(caseload)
    }

    /// Evaluates a case with the alerts that the supervisor's reviews raise for its EC, and the worker's own reminders.
    fn evaluate_record(&self, record: CaseRecord) -> EvaluatedCase {
        let mut case = EvaluatedCase::new(record, &self.policies, self.as_of);
        let waiting: Vec<_> = case
            .evaluation
            .findings
            .iter()
            .filter(|found| self.waits_for_another(found))
            .map(Finding::alert_key)
            .collect();
        case.alerts.retain(|alert| !waiting.contains(&alert.key));
        self.hide_unit_details(&mut case);
        case.hide_child_welfare();
        case.alerts.extend(self.review_alerts(&case.record));
        case.alerts.extend(self.reminders_on(&case.record.facts.case));
        case
    }

    /// Evaluates one case again after it changed, and rereads the counts, drafts and supervision that may have changed
    /// with it.
    pub fn refresh_case(&mut self, store: &Store, case: &CaseNumber) -> Result<(), StoreError> {
        self.unposted_comments = store.unposted_count()?;
        self.supervision = Arc::new(store.supervision_log()?);
        self.duty_notes = store.duty_notes()?.into();
        self.refresh_drafts(store)?;
        self.reminders = alerts::own_reminders(store)?;
        if let Some(record) = store.case_record(case)? {
            let evaluated = self.evaluate_record(record);
            self.cases.insert(case.clone(), Arc::new(evaluated));
        }
        Ok(())
    }

    /// Reads the worker's drafts again; no case is evaluated.
    pub fn refresh_drafts(&mut self, store: &Store) -> Result<(), StoreError> {
        self.drafts = store.worker_drafts()?.into();
        Ok(())
    }

    /// Returns the as-of day.
    pub const fn as_of(&self) -> NaiveDate {
        self.as_of
    }

    /// Returns the worker whose caseload it is.
    pub const fn worker(&self) -> &Worker {
        &self.worker
    }

    /// Returns whether it is a practice caseload of invented people.
    pub const fn is_practice(&self) -> bool {
        self.practice
    }

    /// Returns a note for each supervisor whose role is not countersigned and who recorded an act on one of these
    /// cases, in the order in which the roles were given.
    pub fn uncountersigned_notes(&self, cases: &[&CaseNumber]) -> Vec<String> {
        let decided = |holder: &&RoleHolder| {
            let by_holder = |case: &&CaseNumber| {
                let acts = self.case(case).map(|case| case.record.acts.as_slice()).unwrap_or_default();
                acts.iter().any(|act| act.author == holder.worker.number)
            };
            holder.role.includes(Role::SUPERVISOR) && cases.iter().any(by_holder)
        };
        self.role_holders.iter().filter(decided).filter_map(RoleHolder::uncountersigned_note).collect()
    }

    /// Returns a sentence about each supervisor whose role is not countersigned, and who drew or reviewed cases
    /// for the month.
    pub fn uncountersigned_review_notes(&self, month: Month) -> Vec<String> {
        let reviewed = |holder: &&RoleHolder| {
            let reviewer = (month, holder.worker.number.clone());
            holder.role.includes(Role::SUPERVISOR) && self.supervision.reviewers.contains(&reviewer)
        };
        self.role_holders.iter().filter(reviewed).filter_map(RoleHolder::uncountersigned_note).collect()
    }

    /// Returns how many comments are not posted yet.
    pub const fn unposted_comment_count(&self) -> u32 {
        self.unposted_comments
    }

    /// Returns what supervisors recorded about the work itself; empty if the worker's role has no part in it.
    pub fn supervision(&self) -> &SupervisionLog {
        &self.supervision
    }

    /// Returns the policy in use.
    pub const fn policies(&self) -> &Arc<Policies> {
        &self.policies
    }

    /// Returns the checklists.
    pub const fn checklists(&self) -> &Arc<Checklists> {
        &self.checklists
    }

    /// Returns the case with this number, if it is in the caseload.
    pub fn case(&self, case: &CaseNumber) -> Option<&EvaluatedCase> {
        self.cases.get(case).map(Arc::as_ref)
    }

    /// Returns a case to be shared. The allocation stays the same until the case changes.
    pub fn shared_case(&self, case: &CaseNumber) -> Option<&Arc<EvaluatedCase>> {
        self.cases.get(case)
    }

    /// Returns every case, by number.
    pub fn cases(&self) -> impl Iterator<Item = (&CaseNumber, &EvaluatedCase)> {
        self.cases.iter().map(|(number, case)| (number, case.as_ref()))
    }

    /// Returns how many cases there are.
    pub fn case_count(&self) -> usize {
        self.cases.len()
    }
}
