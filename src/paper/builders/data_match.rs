//! The outcome of a data match with child welfare.

use crate::desk::Caseload;
use crate::desk::matching::{MatchGroup, MatchedRow, match_caseload};
use crate::domain::count_with_noun;
use crate::domain::match_list::MatchList;
use crate::paper::document::{
    DocumentBlock, DocumentCell, DocumentColumn, DocumentSection, DocumentTable, OutputDocument, PrintStamp,
};

const COLUMNS: [DocumentColumn; 14] = [
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
    DocumentColumn::new("note", "Note"),
];

/// Returns the list from child welfare matched against the caseload: each row in its group, with the person it may be,
/// how sure the match is, and why.
pub fn match_document(list: &MatchList, caseload: &Caseload, printed: PrintStamp) -> OutputDocument {
    let found = match_caseload(list, caseload);
    let rows = found.iter().map(match_row).chain(list.rejected.iter().map(rejected_row));
    let table = DocumentTable::new(COLUMNS.to_vec(), rows.collect(), "The list is empty.");
    OutputDocument {
        name: "match",
        title: "Match with child welfare".into(),
        case: None,
        notes: match_notes(list, &found),
        as_of: caseload.as_of(),
        printed,
        redacted: false,
        sections: vec![DocumentSection::from_blocks(vec![DocumentBlock::Table(table)])],
    }
}

fn match_notes(list: &MatchList, found: &[MatchedRow]) -> Vec<String> {
    let nobody = found.iter().filter(|row| row.group == MatchGroup::NotInCaseload).count();
    let (people, rejected) = (list.people.len(), list.rejected.len());
    let counts = format!(
        "{} read: {} matched, {nobody} not in this caseload, {rejected} rejected",
        count_with_noun(people + rejected, "row"),
        people - nobody,
    );
    let pending = "Pending applications are in no extract. Look up the people without benefits before you report them.";
    vec![counts, pending.to_owned()]
}

fn match_row(matched: &MatchedRow) -> Vec<DocumentCell> {
    let (listed, found) = (&matched.listed, matched.found.as_ref());
    let note = if listed.sensitive { "sensitive: the analyst confirms" } else { "" };
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
        DocumentCell::from_words(note),
    ]
}

/// Returns the cells of a row that cannot be read, with the reason.
fn rejected_row((row, reason): &(u32, String)) -> Vec<DocumentCell> {
    let mut cells = vec![DocumentCell::Empty; COLUMNS.len()];
    for (column, cell) in COLUMNS.iter().zip(&mut cells) {
        match column.id.as_ref() {
            "group" => *cell = DocumentCell::Code("rejected", "Row that cannot be read"),
            "row" => *cell = DocumentCell::Count((*row).into()),
            "note" => *cell = DocumentCell::from_free_text(format!("row {row}: {reason}")),
            _ => {}
        }
    }
    cells
}
