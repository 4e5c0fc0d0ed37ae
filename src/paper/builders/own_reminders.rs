//! What the worker wrote for themselves, on a document that is meant for them and not for the case.

use crate::desk::{Alert, Caseload};
use crate::paper::document::{
    DocumentBlock, DocumentCell, DocumentColumn, DocumentSection, DocumentTable, OutputDocument,
};
use crate::paper::document_kind::DocumentKind;

const REMINDERS: [DocumentColumn; 5] = [
    DocumentColumn::new("due", "Day"),
    DocumentColumn::new("case", "Case"),
    DocumentColumn::new("person", "Person"),
    DocumentColumn::new("name", "Name"),
    DocumentColumn::new("text", "Reminder"),
];

/// Returns a document with the worker's own reminders that are open: those on its case, or all of them. Today, alerts and
/// the month list them anyway.
pub fn add_own_reminders(document: OutputDocument, what: &DocumentKind, caseload: &Caseload) -> OutputDocument {
    if matches!(what, DocumentKind::Today | DocumentKind::Alerts | DocumentKind::Month(_)) {
        return document;
    }
    let is_shown =
        |alert: &&Alert| alert.is_open(caseload.as_of()) && what.case().is_none_or(|case| alert.case == *case);
    let rows = caseload.reminders().iter().filter(is_shown).map(|alert| reminder_row(caseload, alert)).collect();
    let table = DocumentTable::new(REMINDERS.to_vec(), rows, "No reminder of your own is open.");
    let section = DocumentSection::from_blocks(vec![DocumentBlock::Table(table.with_title("Your own reminders"))]);
    let mut document = document;
    document.sections.push(section);
    document
}

fn reminder_row(caseload: &Caseload, alert: &Alert) -> Vec<DocumentCell> {
    let on_case = (!alert.case.stands_for_none()).then_some(alert);
    let name = caseload.case(&alert.case).map(|case| case.person_name(alert.person));
    vec![
        DocumentCell::from_option(alert.due, DocumentCell::Day),
        DocumentCell::from_option(on_case, |alert| DocumentCell::Case(alert.case.clone())),
        DocumentCell::from_option(on_case, |alert| DocumentCell::Person(alert.person)),
        DocumentCell::from_option(name, DocumentCell::Name),
        DocumentCell::from_free_text(alert.list_text(caseload.as_of())),
    ]
}
