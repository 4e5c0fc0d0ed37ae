//! The duty log of the social-work unit as a list. Only the unit reads it.

use super::lists::list_section;
use crate::desk::{Caseload, DutyRow, short_id};
use crate::paper::document::{DocumentCell, DocumentColumn, DocumentSection};

const COLUMNS: [DocumentColumn; 10] = [
    DocumentColumn::new("on", "Day"),
    DocumentColumn::new("at", "Time"),
    DocumentColumn::new("worker", "On duty"),
    DocumentColumn::new("case", "Case"),
    DocumentColumn::new("name", "Name"),
    DocumentColumn::new("for", "For"),
    DocumentColumn::new("what", "About"),
    DocumentColumn::new("outcome", "Outcome"),
    DocumentColumn::new("follow_up", "Follow up by"),
    DocumentColumn::new("entry", "Entry"),
];

pub(super) fn duty_section(caseload: &Caseload) -> DocumentSection {
    let rows = caseload.duty_log().into_iter().map(duty_row).collect();
    list_section(&COLUMNS, rows, "There is no entry in the duty log that you may see.")
}

fn duty_row(row: DutyRow) -> Vec<DocumentCell> {
    let is_on_case = !row.case.stands_for_none();
    vec![
        DocumentCell::Day(row.on),
        DocumentCell::from_words(row.at.map(|at| at.format("%H:%M").to_string()).unwrap_or_default()),
        DocumentCell::from_option(row.worker, |worker| DocumentCell::from_display(&worker)),
        DocumentCell::from_option(is_on_case.then_some(row.case), DocumentCell::Case),
        DocumentCell::Name(row.name),
        DocumentCell::Code(row.visitor.id(), row.visitor.title()),
        DocumentCell::from_free_text(row.what),
        DocumentCell::Code(row.outcome.id(), row.outcome.title()),
        DocumentCell::from_option(row.follow_up, DocumentCell::Day),
        DocumentCell::from_words(row.id.map(short_id).unwrap_or_default()),
    ]
}
