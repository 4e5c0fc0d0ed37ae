//! Who of the social-work unit is on duty, and how much each of its workers has: what the supervisor looks at before a case
//! is assigned. The order is a proposal; the supervisor decides.
//!
//! Source: San Francisco handbook 75-9, I, III.B and H.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::duty_log::NO_CASE;
use super::supervisor::{QueueRow, QueueSection};
use super::{Caseload, EvaluatedCase};
use crate::domain::name::PersonName;
use crate::domain::partner_state::UnitCaseState;
use crate::domain::role::Role;
use crate::domain::{CaseNumber, PersonNumber, WorkerNumber};
use crate::policy::act_forms::{ActField, ActFieldChoice, ActFieldKind};
use crate::policy::unit_tables::{HalfDay, OnDuty, UnitTables};
use crate::rules::acts::defaults::{self, AnswerChoice};
use crate::rules::message::{Message, message};
use crate::rules::view::View;

/// How much a worker of the unit has.
#[derive(Debug, Clone, PartialEq, Eq)]
struct WorkerLoad {
    worker: WorkerNumber,
    name: Option<String>,
    site: Option<String>,
    languages: Vec<String>,
    open: usize,
    inactive: usize,
    late: usize,
}

impl WorkerLoad {
    /// Returns the worker in a line: number, name, languages, site, and how much there is.
    fn text(&self) -> String {
        let Self { worker, name, site, languages, open, inactive, late } = self;
        let name = name.as_ref().map(|name| format!(" {name}")).unwrap_or_default();
        let mut parts = vec![format!("{open} open, {inactive} inactive, {late} late")];
        parts.extend((!languages.is_empty()).then(|| languages.join(", ")));
        parts.extend(site.clone());
        format!("{worker}{name}: {}", parts.join("; "))
    }
}

impl Caseload {
    fn unit_tables(&self) -> &UnitTables {
        &self.policies.in_force_on(self.as_of).tables.partners.unit
    }

    /// Returns who is on duty on the as-of day; nobody on a day on which the office is closed.
    pub fn on_duty(&self) -> OnDuty {
        let is_open = self.policies.in_force_on(self.as_of).calendar.is_working_day(self.as_of);
        if is_open { self.unit_tables().on_duty(self.as_of) } else { OnDuty::default() }
    }

    /// Returns whether the rota names the worker for a part of the as-of day.
    pub fn is_on_duty(&self) -> bool {
        self.on_duty().includes(&self.worker.number)
    }

    /// Returns a row for each worker on duty today.
    pub(super) fn rota_rows(&self) -> Vec<QueueRow> {
        let duty = self.on_duty();
        let shift = |(worker, half): (&WorkerNumber, Option<HalfDay>)| {
            let who = self.named_unit_worker(worker);
            let says = if let Some(half) = half {
                message!("{} is on duty this {}", who, half.title())
            } else {
                message!("{} is on duty today", who)
            };
            row_without_case(QueueSection::DutyRota, says)
        };
        duty.shifts().into_iter().map(shift).collect()
    }

    /// Returns a row for each worker of the unit with the number of cases.
    pub(super) fn load_rows(&self) -> Vec<QueueRow> {
        let row = |load: WorkerLoad| row_without_case(QueueSection::UnitLoad, Message::from_text(load.text()));
        self.unit_loads().into_iter().map(row).collect()
    }

    /// Returns the possible answers of a field on a day. A field that names a worker of the unit offers them where the office
    /// has listed them: who speaks the client's language first, then who has the fewest open cases.
    pub fn answer_choices(
        &self,
        case: &CaseNumber,
        field: &ActField,
        person: PersonNumber,
        on: NaiveDate,
    ) -> Vec<AnswerChoice> {
        let Some(known) = self.case(case) else { return Vec::new() };
        if field.of_unit {
            return self.unit_worker_choices(known, person);
        }
        defaults::answer_choices(field, &View::new(&known.record.facts, &self.policies, on), person)
    }

    /// Returns what helps to fill a field that is typed: the workers of the social-work unit with languages and load, or the words
    /// that it takes; `None` if nothing does.
    pub fn answer_hint(&self, case: &CaseNumber, field: &ActField, person: PersonNumber) -> Option<String> {
        if field.of_unit {
            let known = self.case(case)?;
            let loads = self.ordered_loads(known, person);
            let lines: Vec<String> = loads.iter().map(WorkerLoad::text).collect();
            return (!lines.is_empty()).then(|| lines.join(" | "));
        }
        let words = field.choices.iter().map(|choice| choice.value.as_str()).collect::<Vec<_>>().join(", ");
        (field.kind == ActFieldKind::Choices).then(|| format!("One or several, with commas between: {words}"))
    }

    fn unit_worker_choices(&self, case: &EvaluatedCase, person: PersonNumber) -> Vec<AnswerChoice> {
        if self.unit_tables().workers.is_empty() {
            return Vec::new();
        }
        let choice = |load: WorkerLoad| {
            let (value, title) = (load.worker.to_string(), load.text());
            AnswerChoice::Listed(ActFieldChoice { value, title, word: None, confidential: false })
        };
        self.ordered_loads(case, person).into_iter().map(choice).collect()
    }

    /// Returns the workers of the unit: who speaks the client's language first, then who has the fewest open cases.
    fn ordered_loads(&self, case: &EvaluatedCase, person: PersonNumber) -> Vec<WorkerLoad> {
        let tables = self.unit_tables();
        let people = &case.record.facts.people;
        let language =
            people.iter().find(|known| known.person == Some(person)).and_then(|known| known.language.as_ref());
        let speaks = |load: &WorkerLoad| {
            language.is_some_and(|language| tables.worker(&load.worker).is_some_and(|row| row.speaks(language)))
        };
        let mut loads = self.unit_loads();
        loads.sort_by_cached_key(|load| (Reverse(speaks(load)), load.open, load.worker.clone()));
        loads
    }

    /// Returns how much each worker of the unit has: those whom the office lists, those of the home, and those who have a case.
    fn unit_loads(&self) -> Vec<WorkerLoad> {
        let units: Vec<_> = self.cases.values().flat_map(|case| self.unit_cases(case)).collect();
        let late = self.late_unit_steps();
        let listed = self.unit_tables().workers.iter().map(|row| row.worker.clone());
        let is_social_worker = |role: Role| role.includes(Role::SOCIAL_WORKER) && !role.includes(Role::SW_SUPERVISOR);
        let holders = self.role_holders.iter().filter(|holder| holder.is_in_office && is_social_worker(holder.role));
        let busy = units.iter().filter(|unit| unit.state != UnitCaseState::Closed).filter_map(|unit| unit.worker());
        let workers: BTreeSet<WorkerNumber> =
            listed.chain(holders.map(|holder| holder.worker.number.clone())).chain(busy.cloned()).collect();
        let load = |worker: WorkerNumber| {
            let count =
                |state| units.iter().filter(|unit| unit.worker() == Some(&worker) && unit.state == state).count();
            let row = self.unit_tables().worker(&worker);
            WorkerLoad {
                name: self.unit_worker_name(&worker),
                site: row.and_then(|row| row.site.clone()),
                languages: row.map(|row| row.languages.clone()).unwrap_or_default(),
                open: count(UnitCaseState::Open),
                inactive: count(UnitCaseState::Inactive),
                late: late.iter().filter(|step| step.worker.as_ref() == Some(&worker)).count(),
                worker,
            }
        };
        workers.into_iter().map(load).collect()
    }

    fn unit_worker_name(&self, number: &WorkerNumber) -> Option<String> {
        let enrolled = self.role_holders.iter().find(|holder| holder.worker.number == *number);
        enrolled.map(|holder| holder.worker.name.clone()).or_else(|| self.unit_tables().worker(number)?.name.clone())
    }

    fn named_unit_worker(&self, number: &WorkerNumber) -> String {
        self.unit_worker_name(number).map_or_else(|| number.to_string(), |name| format!("{number} {name}"))
    }

    /// Returns who is on duty today in a line, for who is to call the unit: `S101 Ruiz, Ana (morning)`; `None` if the rota names
    /// nobody.
    pub fn on_duty_text(&self) -> Option<String> {
        let duty = self.on_duty();
        let shift = |(worker, half): (&WorkerNumber, Option<HalfDay>)| {
            let half = half.map(|half| format!(" ({})", half.title())).unwrap_or_default();
            format!("{}{half}", self.named_unit_worker(worker))
        };
        let shifts: Vec<String> = duty.shifts().into_iter().map(shift).collect();
        (!shifts.is_empty()).then(|| shifts.join(", "))
    }
}

/// Returns a row of the queue that is about no case and waits for nobody.
fn row_without_case(section: QueueSection, says: Message) -> QueueRow {
    QueueRow {
        section,
        case: CaseNumber::default(),
        person: PersonNumber::CASE,
        name: PersonName::from(NO_CASE),
        ec: None,
        due: None,
        says,
        rule: None,
        duty_note: None,
        alert: None,
    }
}

impl QueueRow {
    /// Returns whether the row waits for somebody. Who is on duty and how much each worker has are only to be known.
    pub const fn is_to_do(&self) -> bool {
        !matches!(self.section, QueueSection::DutyRota | QueueSection::UnitLoad)
    }
}
