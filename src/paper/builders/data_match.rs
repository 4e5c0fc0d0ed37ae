//! The outcome of a data match with child welfare.

use super::lists::list_section;
use crate::desk::Caseload;
use crate::desk::matching::{MatchMemory, MatchedRow, match_caseload, match_notes, months_left};
use crate::domain::match_list::MatchList;
use crate::domain::status::AidStatus;
use crate::paper::document::{
    DocumentBlock, DocumentCell, DocumentColumn, DocumentSection, DocumentTable, OutputDocument, PrintStamp,
};
use crate::rules::message::DateStyle;
use crate::rules::view::View;

const COLUMNS: [DocumentColumn; 15] = [
    DocumentColumn::new_grouping("group", "Group"),
    DocumentColumn::new("score", "Score"),
    DocumentColumn::new("reasons", "Because"),
    DocumentColumn::new("case", "Case"),
    DocumentColumn::new_data_only("person", "Person"),
    DocumentColumn::new("name", "Name here"),
    DocumentColumn::new("born", "Born"),
    DocumentColumn::new("relation", "Role"),
    DocumentColumn::new("months_left", "Months left"),
    DocumentColumn::new_data_only("row", "Row"),
    DocumentColumn::new("listed_name", "Name on the list"),
    DocumentColumn::new("listed_born", "Date of birth on the list"),
    DocumentColumn::new("reference", "Their case"),
    DocumentColumn::new("before", "Before"),
    DocumentColumn::new("note", "Note"),
];

/// Returns the list from child welfare matched against the caseload: each row in its group, with the person it may be,
/// how sure the match is, and why.
pub fn match_document(
    list: &MatchList,
    caseload: &Caseload,
    memory: &MatchMemory,
    printed: PrintStamp,
) -> OutputDocument {
    let found = match_caseload(list, caseload, memory);
    let rows = found.iter().map(match_row).chain(list.rejected.iter().map(rejected_row));
    let notes = match_notes(list, &found, caseload, memory);
    let table = DocumentTable::new(COLUMNS.to_vec(), rows.collect(), "The list is empty.");
    OutputDocument {
        name: "match",
        title: "Match with child welfare".into(),
        case: None,
        notes: notes.into_iter().map(|note| note.to_text(DateStyle::Long)).collect(),
        as_of: caseload.as_of(),
        printed,
        redacted: false,
        sections: vec![DocumentSection::from_blocks(vec![DocumentBlock::Table(table)])],
    }
}

fn match_row(matched: &MatchedRow) -> Vec<DocumentCell> {
    let (listed, found) = (&matched.listed, matched.found.as_ref());
    if matched.is_hidden {
        return sensitive_row(matched);
    }
    vec![
        DocumentCell::Code(matched.group.id(), matched.group.title()),
        DocumentCell::from_option(found, |found| DocumentCell::Count(i64::from(found.likeness.score))),
        DocumentCell::from_option(found, |found| DocumentCell::from_list(found.likeness.reasons.iter().cloned())),
        DocumentCell::from_option(found, |found| DocumentCell::Case(found.case.clone())),
        DocumentCell::from_option(found.and_then(|found| found.person), DocumentCell::Person),
        DocumentCell::from_option(found, |found| DocumentCell::Name(found.name.clone())),
        DocumentCell::from_option(found, |found| DocumentCell::BirthDate(found.birth_date)),
        DocumentCell::from_option(found, |found| DocumentCell::Code(found.relation.into(), found.relation.title())),
        DocumentCell::from_option(found.and_then(|found| found.months_left), DocumentCell::Count),
        DocumentCell::Count(listed.row.into()),
        DocumentCell::Name(listed.name.clone()),
        DocumentCell::BirthDate(listed.birth_date),
        DocumentCell::from_option(listed.reference.clone(), DocumentCell::from_free_text),
        DocumentCell::from_words(matched.before_text()),
        DocumentCell::from_words(matched.note_text()),
    ]
}

/// Returns the cells of a sensitive row for somebody who may not see it.
fn sensitive_row(matched: &MatchedRow) -> Vec<DocumentCell> {
    filled_row(&[
        ("group", DocumentCell::Code("sensitive", "Sensitive")),
        ("row", DocumentCell::Count(matched.listed.row.into())),
        ("note", DocumentCell::from_words(matched.note_text())),
    ])
}

/// Returns the cells of a row that has only some.
fn filled_row(filled: &[(&str, DocumentCell)]) -> Vec<DocumentCell> {
    let cell = |column: &DocumentColumn| {
        let known = filled.iter().find(|(id, _)| *id == column.id.as_ref());
        known.map_or(DocumentCell::Empty, |(_, cell)| cell.clone())
    };
    COLUMNS.iter().map(cell).collect()
}

/// Returns the cells of a row that cannot be read, with the reason.
fn rejected_row((row, reason): &(u32, String)) -> Vec<DocumentCell> {
    filled_row(&[
        ("group", DocumentCell::Code("rejected", "Row that cannot be read")),
        ("row", DocumentCell::Count((*row).into())),
        ("note", DocumentCell::from_free_text(format!("row {row}: {reason}"))),
    ])
}

const OUT: [DocumentColumn; 5] = [
    DocumentColumn::new("case", "Case"),
    DocumentColumn::new("person", "Person"),
    DocumentColumn::new("name", "Name"),
    DocumentColumn::new("born", "Born"),
    DocumentColumn::new("months_left", "Months left"),
];

/// Returns the adults on aid who have months left, or of whom that is not known. No Social Security number exists here: the
/// county's data analyst adds what its own query needs.
pub(super) fn match_out_section(caseload: &Caseload) -> DocumentSection {
    let rows = caseload.listed_cases().flat_map(|(_, case)| {
        let view = View::new(&case.record.facts, caseload.policies(), caseload.as_of());
        let is_aided = view.aid_status().is_some_and(|aid| aid.status == AidStatus::Active);
        let adults = view.participants().filter(|_| is_aided).filter_map(|one| {
            let left = months_left(case, one.number);
            let has_left = left.is_none_or(|left| left > 0);
            has_left.then(|| {
                vec![
                    DocumentCell::Case(case.record.facts.case.clone()),
                    DocumentCell::Person(one.number),
                    DocumentCell::Name(case.person_name(one.number)),
                    DocumentCell::from_option(one.person.birth_date, DocumentCell::BirthDate),
                    DocumentCell::from_option(left, DocumentCell::Count),
                ]
            })
        });
        adults.collect::<Vec<_>>()
    });
    list_section(&OUT, rows.collect(), "There is no adult on aid with months left.")
}
