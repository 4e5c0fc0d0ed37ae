//! The desk: everything that a worker's lists show for one day, worked out from the record and the rules.
//!
//! A worker has some hundred cases, so the desk holds them all in memory: a list is ready before the key is up, and
//! a change lays only its own case anew.

mod acts;
mod alerts;
pub mod checklist;
mod contacts;
mod drafts;
mod hours;
mod month;
pub mod review;
mod rows;
mod supervisor;
mod today;
mod walk;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::NaiveDate;

pub use acts::{Preview, ProvenItem};
pub use contacts::{ContactState, MonthlyContact};
pub use month::{DueItem, DueKind};
pub use rows::{ActionRow, CaseRow, CurrentActivity};
pub use supervisor::{DeskRow, DeskSection};
pub use today::{TodayItem, TodayOrigin};
pub use walk::{Aside, Ask, Stop};

use crate::domain::alert::{Alert, AlertKey, AlertOrigin};
use crate::domain::name::PersonName;
use crate::domain::worker::Worker;
use crate::domain::{CaseNumber, PersonNumber};
use crate::policy::Policies;
use crate::rules::finding::Finding;
use crate::rules::{self, Evaluation};
use crate::store::{CaseRecord, Draft, Store, StoreError, Supervision};
use checklist::Forms;

/// A worker's cases as of a day.
#[derive(Debug, Clone)]
pub struct Desk {
    as_of: NaiveDate,
    worker: Worker,
    practice: bool,
    unposted: u32,
    drafts: Vec<Draft>,
    supervision: Supervision,
    policies: Arc<Policies>,
    forms: Arc<Forms>,
    cases: BTreeMap<CaseNumber, CaseOnDesk>,
}

/// A case on the desk.
#[derive(Debug, Clone)]
pub struct CaseOnDesk {
    /// What the record holds of it.
    pub record: CaseRecord,
    /// What the rules say of it on the desk's day.
    pub evaluation: Evaluation,
    /// Its alerts, whatever their origin and disposition.
    pub alerts: Vec<Alert>,
}

impl CaseOnDesk {
    fn laid(record: CaseRecord, policies: &Policies, as_of: NaiveDate) -> Self {
        let evaluation = rules::evaluate(&record.facts, policies, as_of);
        let alerts = alerts::of_case(&record, &evaluation);
        Self { record, evaluation, alerts }
    }

    /// The name the case goes by; its number where no name is known.
    pub fn name(&self) -> PersonName {
        let facts = &self.record.facts;
        facts.name.clone().unwrap_or_else(|| PersonName::from(facts.case.as_str()))
    }

    /// The name of a participant; the case's name for the case as a whole.
    pub fn name_of(&self, person: PersonNumber) -> PersonName {
        let people = &self.record.facts.people;
        let named = people.iter().find(|known| known.person == Some(person)).and_then(|known| known.name.clone());
        named.unwrap_or_else(|| self.name())
    }

    /// The finding that an alert stands for; nothing for one of the system of record.
    pub fn finding_of(&self, alert: &Alert) -> Option<&Finding> {
        match alert.origin {
            AlertOrigin::Rule(_) => self.evaluation.findings.iter().find(|finding| finding.alert_key() == alert.key),
            AlertOrigin::County(_) | AlertOrigin::Sent(_) => None,
        }
    }

    /// The alert with this key.
    pub fn alert(&self, key: &AlertKey) -> Option<&Alert> {
        self.alerts.iter().find(|alert| alert.key == *key)
    }

    /// Alerts that ask for something on `day`.
    pub fn open_alerts(&self, day: NaiveDate) -> impl Iterator<Item = &Alert> {
        self.alerts.iter().filter(move |alert| alert.is_open(day))
    }
}

impl Desk {
    /// Lays out the worker's cases as of a day.
    pub fn lay(store: &Store, as_of: NaiveDate) -> Result<Self, StoreError> {
        let policies = Arc::clone(store.policies());
        let on_desk = |record: CaseRecord| {
            let case = record.facts.case.clone();
            (case, CaseOnDesk::laid(record, &policies, as_of))
        };
        let cases = store.case_records()?.into_iter().map(on_desk).collect();
        let forms = Forms::builtin().map_err(|_flawed| StoreError::Internal("the checklists cannot be used"))?;
        Ok(Self {
            as_of,
            worker: store.worker().clone(),
            practice: store.is_practice(),
            unposted: store.unposted()?,
            drafts: store.drafts()?,
            supervision: store.supervision()?,
            policies,
            forms: Arc::new(forms),
            cases,
        })
    }

    /// Lays one case anew after a change, with the counts that may have moved.
    pub fn refresh(&mut self, store: &Store, case: &CaseNumber) -> Result<(), StoreError> {
        self.unposted = store.unposted()?;
        self.drafts = store.drafts()?;
        self.supervision = store.supervision()?;
        if let Some(record) = store.case_record(case)? {
            self.cases.insert(case.clone(), CaseOnDesk::laid(record, &self.policies, self.as_of));
        }
        Ok(())
    }

    /// The day that the lists are for.
    pub const fn as_of(&self) -> NaiveDate {
        self.as_of
    }

    /// Whose cases they are.
    pub const fn worker(&self) -> &Worker {
        &self.worker
    }

    /// Whether they are a practice caseload of invented people.
    pub const fn is_practice(&self) -> bool {
        self.practice
    }

    /// Comments not yet copied to the system of record.
    pub const fn unposted(&self) -> u32 {
        self.unposted
    }

    /// What supervisors recorded about the work itself; nothing where the worker's role has no part in it.
    pub const fn supervision(&self) -> &Supervision {
        &self.supervision
    }

    /// The policy in use.
    pub const fn policies(&self) -> &Arc<Policies> {
        &self.policies
    }

    /// The checklists there are.
    pub const fn forms(&self) -> &Arc<Forms> {
        &self.forms
    }

    /// One case.
    pub fn case(&self, case: &CaseNumber) -> Option<&CaseOnDesk> {
        self.cases.get(case)
    }

    /// Every case, by number.
    pub fn cases(&self) -> impl Iterator<Item = (&CaseNumber, &CaseOnDesk)> {
        self.cases.iter()
    }

    /// How many cases there are.
    pub fn case_count(&self) -> usize {
        self.cases.len()
    }
}
