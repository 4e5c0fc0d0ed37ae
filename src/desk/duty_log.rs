//! The duty log as the social-work unit reads it: entries on cases and on none, and what is to be followed up.
//!
//! Source: San Francisco handbook 75-9, I and III.C.

use chrono::{NaiveDate, NaiveTime};

use super::supervisor::{QueueRow, QueueSection};
use super::{Caseload, EvaluatedCase};
use crate::domain::facts::DutyLogEntry;
use crate::domain::facts::duty_log::{DutyOutcome, DutyVisitor};
use crate::domain::name::PersonName;
use crate::domain::{CaseNumber, PersonNumber, RowId, WorkerNumber, dates};
use crate::rules::acts::partner_acts::is_offered;
use crate::rules::finding::Finding;
use crate::rules::message::{Message, message};
use crate::rules::rule_id::RuleId;
use crate::rules::social_work::follow_up_day;

/// What stands in place of a name where the entry is about no case.
pub(super) const NO_CASE: &str = "(no case)";

/// An entry of the duty log.
#[derive(Debug, Clone, PartialEq)]
pub struct DutyRow {
    /// The day.
    pub on: NaiveDate,
    /// The time of day, where somebody wrote it down.
    pub at: Option<NaiveTime>,
    /// The worker on duty.
    pub worker: Option<WorkerNumber>,
    /// The case; `0000000` for none.
    pub case: CaseNumber,
    /// The person.
    pub person: PersonNumber,
    /// The name of the person.
    pub name: PersonName,
    /// Who came or called.
    pub visitor: DutyVisitor,
    /// What it was about.
    pub what: String,
    /// What came of it.
    pub outcome: DutyOutcome,
    /// The day by which somebody comes back to it; `None` if nobody has to.
    pub follow_up: Option<NaiveDate>,
    /// The id of an entry that is about no case.
    pub id: Option<RowId>,
}

/// The act of the duty log, by which it is known whether a county keeps one.
const DUTY_CONTACT: &str = "duty_contact";

impl Caseload {
    /// Returns whether the worker enters somebody in the duty log: the county keeps one, and the worker is of the unit.
    pub fn keeps_duty_log(&self) -> bool {
        is_offered(self.policies.in_force_on(self.as_of), DUTY_CONTACT) && self.sees_unit_details()
    }

    /// Returns the entries of the duty log up to the as-of day, the newest first; none for a worker outside the unit.
    pub fn duty_log(&self) -> Vec<DutyRow> {
        if !self.sees_unit_details() {
            return Vec::new();
        }
        let on_cases = self.cases.values().flat_map(|case| {
            let known = case.record.facts.duty_log.iter().filter(|entry| entry.on <= self.as_of);
            known.map(|entry| self.case_entry(case, entry)).collect::<Vec<_>>()
        });
        let mut rows: Vec<DutyRow> = on_cases.chain(self.note_rows()).collect();
        rows.sort_by(|a, b| (b.on, b.at, &a.case, a.person).cmp(&(a.on, a.at, &b.case, b.person)));
        rows
    }

    fn case_entry(&self, case: &EvaluatedCase, entry: &DutyLogEntry) -> DutyRow {
        let is_open = |found: &&Finding| {
            found.rule == RuleId::DutyFollowup && found.person == entry.person && entry.outcome == DutyOutcome::FollowUp
        };
        let due = follow_up_day(self.policies.in_force_on(self.as_of), entry.on);
        let open = case.evaluation.findings.iter().find(is_open).and_then(|found| found.due);
        DutyRow {
            on: entry.on,
            at: entry.at,
            worker: entry.worker().cloned(),
            case: case.record.facts.case.clone(),
            person: entry.person,
            name: case.person_name(entry.person),
            visitor: entry.visitor,
            what: entry.what.clone(),
            outcome: entry.outcome,
            follow_up: open.filter(|open| Some(*open) == due),
            id: None,
        }
    }

    /// Returns the entries about no case. One that another entry follows up is settled.
    fn note_rows(&self) -> impl Iterator<Item = DutyRow> {
        let policy = self.policies.in_force_on(self.as_of);
        let known = || self.duty_notes.iter().filter(|(note, _)| note.on <= self.as_of);
        known().map(move |(note, author)| {
            let is_settled = known().any(|(later, _)| later.follows == Some(note.id));
            let waits = note.outcome == DutyOutcome::FollowUp && !is_settled;
            DutyRow {
                on: note.on,
                at: note.at,
                worker: Some(author.clone()),
                case: CaseNumber::default(),
                person: PersonNumber::CASE,
                name: PersonName::from(NO_CASE),
                visitor: note.visitor,
                what: note.what.clone(),
                outcome: note.outcome,
                follow_up: if waits { follow_up_day(policy, note.on) } else { None },
                id: Some(note.id),
            }
        })
    }

    /// Returns the rows of today's log, or what the worker is to come back to. What somebody logged who is not of this home is
    /// for the worker on duty to follow up, and for everybody where the rota names nobody.
    pub(super) fn duty_rows(&self, section: QueueSection) -> Vec<QueueRow> {
        let is_own = |row: &DutyRow| {
            let worker = row.worker.as_ref();
            let takes_over = self.on_duty().is_nobody() || self.is_on_duty();
            worker.map_or(takes_over, |worker| {
                *worker == self.worker.number || (takes_over && !self.knows_worker(worker))
            })
        };
        let shows = |row: &DutyRow| match section {
            QueueSection::DutyToday => row.on == self.as_of,
            _ => row.follow_up.is_some() && is_own(row),
        };
        let log = self.duty_log();
        log.into_iter().filter(shows).map(|row| queue_row(section, row)).collect()
    }

    /// Returns what of the duty log is late with others, for the Social Work Supervisor: who logged it, and what it says.
    pub(super) fn late_duty_rows(&self) -> Vec<QueueRow> {
        let late = self.duty_log().into_iter().filter(|row| row.follow_up.is_some_and(|due| due < self.as_of));
        let row = |row: DutyRow| {
            let worker = row.worker.as_ref().map_or_else(|| "nobody".to_owned(), ToString::to_string);
            let days = row.follow_up.map_or(0, |due| dates::days_between(due, self.as_of));
            let says = message!("{}: {} days late, duty log: {}", worker, days, row_text(&row));
            QueueRow { says, ..queue_row(QueueSection::LateByWorker, row) }
        };
        late.map(row).collect()
    }
}

fn row_text(row: &DutyRow) -> Message {
    message!("for {}, {}: {}", row.visitor.title(), row.outcome.title(), Message::from_text(row.what.clone()))
}

fn queue_row(section: QueueSection, row: DutyRow) -> QueueRow {
    let what = Message::from_text(row.what.clone());
    let (visitor, outcome) = (row.visitor.title(), row.outcome.title());
    let says = match row.id.filter(|_| section == QueueSection::DutyFollowUp) {
        Some(id) => message!("for {}, {}: {} (entry {})", visitor, outcome, what, short_id(id)),
        None => row_text(&row),
    };
    QueueRow {
        section,
        case: row.case,
        person: row.person,
        name: row.name,
        ec: None,
        due: if section == QueueSection::DutyToday { None } else { row.follow_up },
        says,
        rule: row.id.is_none().then_some(RuleId::DutyFollowup),
        duty_note: row.id,
        alert: None,
    }
}

/// Returns the characters of an id by which a command names an entry.
pub fn short_id(id: RowId) -> String {
    let text = id.to_string();
    text.chars().skip(text.chars().count().saturating_sub(SHORT_ID)).collect()
}

/// How many characters of an id are enough to name an entry.
const SHORT_ID: usize = 6;
