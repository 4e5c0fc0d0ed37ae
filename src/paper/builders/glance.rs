//! A case at a glance, in sentences: what comes next as a table, what is open, and the timeline of each adult.

use super::case_head::case_section;
use crate::desk::{CaseGlance, Caseload, EvaluatedCase, NextStep};
use crate::domain::CaseNumber;
use crate::paper::document::{DocumentBlock, DocumentCell, DocumentColumn, DocumentSection, DocumentTable};
use crate::present::labels::proposal_text;

const NEXT: [DocumentColumn; 5] = [
    DocumentColumn::new("due", "Due"),
    DocumentColumn::new("person", "Person"),
    DocumentColumn::new("name", "Name"),
    DocumentColumn::new("says", "What"),
    DocumentColumn::new("to_do", "To do"),
];

/// Returns the sections of a case at a glance, the first headed by the case.
pub(super) fn glance_sections(caseload: &Caseload, case: &CaseNumber) -> Vec<DocumentSection> {
    let head = case_section(caseload, case);
    let Some((known, glance)) = caseload.case(case).zip(caseload.case_glance(case)) else { return vec![head] };
    // A sheet about a case goes to others; what the worker wrote for themselves stays here.
    let glance = CaseGlance { reminders: Vec::new(), ..glance };
    let head = DocumentSection { blocks: vec![DocumentBlock::Table(next_table(known, &glance))], ..head };
    // The first group is what comes next, which is the table.
    let groups = glance.sentences().into_iter().skip(1);
    let sections = groups.map(|group| DocumentSection {
        heading: vec![DocumentCell::Words(group.heading)],
        blocks: group.sentences.into_iter().map(|says| DocumentBlock::Text(DocumentCell::Words(says))).collect(),
        ..DocumentSection::default()
    });
    std::iter::once(head).chain(sections).collect()
}

fn next_table(case: &EvaluatedCase, glance: &CaseGlance) -> DocumentTable {
    let rows = glance.next.iter().map(|step| next_row(case, step)).collect();
    DocumentTable::new(NEXT.to_vec(), rows, "Nothing is due.").with_title("Next dates")
}

fn next_row(case: &EvaluatedCase, step: &NextStep) -> Vec<DocumentCell> {
    vec![
        DocumentCell::Day(step.on),
        DocumentCell::Person(step.person),
        DocumentCell::Name(case.person_name(step.person)),
        DocumentCell::from_words(step.says.clone()),
        DocumentCell::from_option(step.to_do, |act| DocumentCell::from_words(proposal_text(act))),
    ]
}
