//! The head of a document about a case: its heading, and who is on the case.

use crate::desk::{Caseload, EvaluatedCase};
use crate::domain::CaseNumber;
use crate::domain::codes::Relation;
use crate::domain::count_with_noun;
use crate::paper::document::{DocumentCell, DocumentSection};
use crate::rules::message::message;
use crate::rules::view::View;

/// Returns an empty section headed by the case number and the case's name.
pub(super) fn case_section(caseload: &Caseload, case: &CaseNumber) -> DocumentSection {
    let name = caseload.case(case).map(|evaluated| DocumentCell::Name(evaluated.case_name()));
    let ec = caseload.ec_of(case).filter(|_| caseload.has_several_ecs());
    let ec = ec.map(|ec| DocumentCell::from_words(format!("EC {ec}")));
    let heading = std::iter::once(DocumentCell::Case(case.clone())).chain(name).chain(ec).collect();
    DocumentSection { heading, ..DocumentSection::default() }
}

/// Returns registration, telephone and language of each participant, then aid and household.
pub(super) fn people_fields(caseload: &Caseload, case: &CaseNumber) -> Vec<(&'static str, DocumentCell)> {
    let Some(evaluated) = caseload.case(case) else { return Vec::new() };
    let view = View::new(&evaluated.record.facts, caseload.policies(), caseload.as_of());
    let mut fields = Vec::new();
    for participant in view.participants() {
        let since = participant.registration;
        fields.push(("Participant", DocumentCell::Name(evaluated.person_name(participant.number))));
        fields.push((
            "Registration",
            DocumentCell::from_words(message!("{} since {}", since.status.title(), since.since)),
        ));
        let person = participant.person;
        fields.push(("Telephone", DocumentCell::from_option(person.phone.clone(), DocumentCell::from_free_text)));
        fields.push(("Language", DocumentCell::from_option(person.language.clone(), DocumentCell::from_words)));
    }
    fields.push((
        "Aid",
        DocumentCell::from_option(view.aid_status(), |aid| {
            DocumentCell::from_words(message!("{} since {}", aid.status.title(), aid.since))
        }),
    ));
    fields.push(("Household", household_cell(evaluated)));
    fields.retain(|(_, cell)| *cell != DocumentCell::Empty);
    fields
}

/// Returns how many parents and children live in the household.
fn household_cell(case: &EvaluatedCase) -> DocumentCell {
    let people = &case.record.facts.people;
    let count = |relation| people.iter().filter(|person| person.relation == relation).count();
    let parents = count(Relation::Parent) + count(Relation::SecondParent);
    let counted = |count: usize, one: &str, many: &str| format!("{count} {}", if count == 1 { one } else { many });
    let children = count_with_noun(count(Relation::Child), "child");
    DocumentCell::from_words(format!(
        "{}, {children}",
        counted(parents, "parent or caretaker", "parents or caretakers")
    ))
}
