//! The outcome of a data match with child welfare.

use crate::desk::Desk;
use crate::exchange::matching::{Group, MatchList, Matched, matched};
use crate::paper::document::{Block, Cell, Column, Document, Printed, Section, Table};

const COLUMNS: [Column; 14] = [
    Column::grouping("group", "Group"),
    Column::new("score", "Score"),
    Column::new("reasons", "Because"),
    Column::new("case", "Case"),
    Column::of_data("person", "Person"),
    Column::new("name", "Name here"),
    Column::new("born", "Born"),
    Column::new("relation", "Role"),
    Column::new("months_left", "Months left"),
    Column::of_data("row", "Row"),
    Column::new("listed_name", "Name on the list"),
    Column::new("listed_born", "Born, on the list"),
    Column::new("reference", "Their case"),
    Column::new("note", "Note"),
];

/// The list from child welfare beside the caseload: each row by its group, with whom it may be, how sure and why.
pub fn data_match(list: &MatchList, desk: &Desk, printed: Printed) -> Document {
    let found = matched(list, desk);
    let rows = found.iter().map(row).chain(list.rejected.iter().map(rejected));
    let table = Table::new(COLUMNS.to_vec(), rows.collect(), "The list names nobody.");
    Document {
        name: "match",
        title: "Match with child welfare".to_owned(),
        case: None,
        notes: notes(list, &found),
        as_of: desk.as_of(),
        printed,
        redacted: false,
        sections: vec![Section::of(vec![Block::Table(table)])],
    }
}

fn notes(list: &MatchList, found: &[Matched]) -> Vec<String> {
    let nobody = found.iter().filter(|one| one.group == Group::NotInCaseload).count();
    let (people, rejected) = (list.people.len(), list.rejected.len());
    let counts = format!(
        "{} rows read: {} matched, {nobody} not in this caseload, {rejected} rejected",
        people + rejected,
        people - nobody,
    );
    let pending = "Pending applications are in no extract: look up those without benefits before they are told on.";
    vec![counts, pending.to_owned()]
}

fn row(matched: &Matched) -> Vec<Cell> {
    let (listed, found) = (&matched.listed, matched.found.as_ref());
    let note = if listed.sensitive { "sensitive: the analyst confirms" } else { "" };
    vec![
        Cell::Code(matched.group.id(), matched.group.title().to_owned()),
        Cell::of(found, |found| Cell::Count(i64::from(found.likeness.score))),
        Cell::of(found, |found| Cell::List(found.likeness.reasons.clone())),
        Cell::of(found, |found| Cell::Case(found.case.clone())),
        Cell::of(found.and_then(|found| found.person), Cell::Person),
        Cell::of(found, |found| Cell::Name(found.name.clone())),
        Cell::of(found, |found| Cell::Born(found.birth_date)),
        Cell::of(found, |found| Cell::Code(found.relation.into(), found.relation.title().to_owned())),
        Cell::of(found.and_then(|found| found.months_left), Cell::Count),
        Cell::Count(listed.row.into()),
        Cell::Name(listed.name.clone()),
        Cell::Born(listed.birth_date),
        Cell::of(listed.reference.clone(), Cell::Written),
        Cell::words(note),
    ]
}

/// A row of the list that cannot be read, with the reason.
fn rejected((row, reason): &(u32, String)) -> Vec<Cell> {
    let mut cells = vec![Cell::Empty; COLUMNS.len()];
    for (column, cell) in COLUMNS.iter().zip(&mut cells) {
        match column.id.as_ref() {
            "group" => *cell = Cell::Code("rejected", "Row that cannot be read".to_owned()),
            "row" => *cell = Cell::Count((*row).into()),
            "note" => *cell = Cell::Written(format!("row {row}: {reason}")),
            _ => {}
        }
    }
    cells
}
