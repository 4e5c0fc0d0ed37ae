//! Who is on a case, in short facts: the head of handover and review.

use crate::desk::{CaseOnDesk, Desk};
use crate::domain::CaseNumber;
use crate::domain::extract::Relation;
use crate::paper::document::Cell;
use crate::rules::view::View;

/// Registration, aid, household, language and telephone.
pub(super) fn people(desk: &Desk, case: &CaseNumber) -> Vec<(&'static str, Cell)> {
    let Some(on_desk) = desk.case(case) else { return Vec::new() };
    let view = View::new(&on_desk.record.facts, desk.policies(), desk.as_of());
    let mut fields = Vec::new();
    for participant in view.participants() {
        let since = participant.registration;
        fields.push(("Participant", Cell::Name(on_desk.name_of(participant.number))));
        fields.push(("Registration", Cell::words(format!("{} since {}", since.status.title(), since.since))));
        let person = participant.person;
        fields.push(("Telephone", Cell::of(person.phone.clone(), Cell::Written)));
        fields.push(("Language", Cell::of(person.language.clone(), Cell::Words)));
    }
    fields
        .push(("Aid", Cell::of(view.aid(), |aid| Cell::words(format!("{} since {}", aid.status.title(), aid.since)))));
    fields.push(("Household", household(on_desk)));
    fields.retain(|(_, cell)| *cell != Cell::Empty);
    fields
}

fn household(case: &CaseOnDesk) -> Cell {
    let people = &case.record.facts.people;
    let count = |relation| people.iter().filter(|person| person.relation == relation).count();
    let parents = count(Relation::Parent) + count(Relation::SecondParent);
    let counted = |count: usize, one: &str, many: &str| format!("{count} {}", if count == 1 { one } else { many });
    let children = counted(count(Relation::Child), "child", "children");
    Cell::words(format!("{}, {children}", counted(parents, "parent or caretaker", "parents or caretakers")))
}
