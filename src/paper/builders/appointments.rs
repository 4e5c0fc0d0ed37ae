//! The list of appointments with clients of the social-work unit and of conferences, which a calendar can take in.

use super::lists::list_section;
use crate::desk::{Appointment, Caseload};
use crate::paper::document::{DocumentCell, DocumentColumn, DocumentSection};

const COLUMNS: [DocumentColumn; 6] = [
    DocumentColumn::new("day", "Day"),
    DocumentColumn::new("kind", "What"),
    DocumentColumn::new("case", "Case"),
    DocumentColumn::new("person", "Person"),
    DocumentColumn::new("name", "Name"),
    DocumentColumn::new("place", "Place"),
];

pub(super) fn appointments_section(caseload: &Caseload) -> DocumentSection {
    let rows = caseload.appointments().into_iter().map(appointment_row).collect();
    list_section(&COLUMNS, rows, "No contact is agreed, and no conference is called that you may see.")
}

fn appointment_row(appointment: Appointment) -> Vec<DocumentCell> {
    let Appointment { day, kind, case, person, name, place } = appointment;
    vec![
        DocumentCell::Day(day),
        DocumentCell::Code(kind.id(), kind.title()),
        DocumentCell::Case(case),
        DocumentCell::Person(person),
        DocumentCell::Name(name),
        DocumentCell::from_option(place, DocumentCell::from_free_text),
    ]
}
