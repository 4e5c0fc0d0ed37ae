//! The lists of the social-work unit: every case of the unit, and what is late by worker. They say states and days, never
//! what a contact was about.

use chrono::NaiveDate;

use super::lists::list_section;
use crate::desk::{Caseload, EvaluatedCase, LateStep};
use crate::domain::role::Role;
use crate::paper::document::{DocumentCell, DocumentColumn, DocumentSection};
use crate::paper::document_kind::{DocumentKind, UnitListFilter};
use crate::rules::social_work::UnitCaseSummary;

const UNIT: [DocumentColumn; 12] = [
    DocumentColumn::new("case", "Case"),
    DocumentColumn::new("person", "Person"),
    DocumentColumn::new("name", "Name"),
    DocumentColumn::new("status", "Status"),
    DocumentColumn::new("worker", "Social worker"),
    DocumentColumn::new_data_only("referred_by", "Referred by"),
    DocumentColumn::new_data_only("sent", "7045 sent"),
    DocumentColumn::new("accepted", "Accepted"),
    DocumentColumn::new("last_contact", "Last contact"),
    DocumentColumn::new("unreached_since", "Not reached since"),
    DocumentColumn::new("next_report", "Next 7046"),
    DocumentColumn::new("late", "Late"),
];

const LATE: [DocumentColumn; 8] = [
    DocumentColumn::new("worker", "Worker"),
    DocumentColumn::new("days_late", "Days late"),
    DocumentColumn::new("due", "Due"),
    DocumentColumn::new("case", "Case"),
    DocumentColumn::new("person", "Person"),
    DocumentColumn::new("name", "Name"),
    DocumentColumn::new("who", "Waits for"),
    DocumentColumn::new("says", "Step"),
];

pub(super) fn unit_section(caseload: &Caseload, filter: &UnitListFilter) -> DocumentSection {
    let late = caseload.late_unit_steps();
    let cases = caseload.listed_cases().flat_map(|(_, case)| {
        let units = caseload.unit_cases(case).into_iter().filter(|unit| filter.shows(unit.state, unit.worker()));
        units.map(|unit| unit_row(caseload, case, &unit, &late)).collect::<Vec<_>>()
    });
    list_section(&UNIT, cases.collect(), "There is no social-work case.")
}

fn unit_row(
    caseload: &Caseload,
    case: &EvaluatedCase,
    unit: &UnitCaseSummary<'_>,
    late: &[LateStep],
) -> Vec<DocumentCell> {
    let of_contacts = |day: Option<NaiveDate>| day.filter(|_| caseload.sees_unit_details());
    let number = &case.record.facts.case;
    let late = late.iter().filter(|step| step.case == *number && step.person == unit.person()).count();
    vec![
        DocumentCell::Case(number.clone()),
        DocumentCell::Person(unit.person()),
        DocumentCell::Name(case.person_name(unit.person())),
        DocumentCell::Code(unit.state.id(), unit.state.title()),
        DocumentCell::from_option(unit.worker(), DocumentCell::from_display),
        DocumentCell::from_option(unit.referral.by.as_ref(), DocumentCell::from_display),
        DocumentCell::Day(unit.sent),
        DocumentCell::from_option(unit.accepted, DocumentCell::Day),
        DocumentCell::from_option(of_contacts(unit.last_contact), DocumentCell::Day),
        DocumentCell::from_option(of_contacts(unit.unreached_since), DocumentCell::Day),
        DocumentCell::from_option(unit.next_report, DocumentCell::Day),
        DocumentCell::from_count(late),
    ]
}

pub(super) fn late_section(caseload: &Caseload) -> DocumentSection {
    let rows = caseload.late_unit_steps().into_iter().map(late_row).collect();
    list_section(&LATE, rows, "Nothing of the social-work unit is late.")
}

/// Returns how much is late with each worker, above the list of it: `S101 3, S102 1`.
pub(super) fn late_note(what: &DocumentKind, caseload: &Caseload) -> Option<String> {
    if *what != DocumentKind::Late {
        return None;
    }
    let steps = caseload.late_unit_steps();
    let workers = steps.chunk_by(|a, b| a.worker == b.worker);
    let counts: Vec<String> = workers
        .filter_map(|of_worker| Some(format!("{} {}", worker_text(of_worker.first()?), of_worker.len())))
        .collect();
    (!counts.is_empty()).then(|| format!("Late by worker: {}.", counts.join(", ")))
}

fn worker_text(step: &LateStep) -> String {
    let other = || step.who.map_or("not assigned", Role::title).to_owned();
    step.worker.as_ref().map_or_else(other, ToString::to_string)
}

fn late_row(step: LateStep) -> Vec<DocumentCell> {
    vec![
        DocumentCell::from_words(worker_text(&step)),
        DocumentCell::Count(step.days),
        DocumentCell::Day(step.due),
        DocumentCell::Case(step.case),
        DocumentCell::Person(step.person),
        DocumentCell::Name(step.name),
        DocumentCell::from_words(step.who.map_or("", Role::title)),
        DocumentCell::from_words(step.says),
    ]
}
