//! The month calendar: everything due, by day.

use crate::desk::DueItem;
use crate::paper::document::{Block, Cell, Column, Section, Table};

const COLUMNS: [Column; 7] = [
    Column::grouping("day", "Day"),
    Column::new("late", "Late"),
    Column::new("kind", "Kind"),
    Column::new("case", "Case"),
    Column::new("person", "Person"),
    Column::new("name", "Name"),
    Column::new("says", "What is due"),
];

/// How the counts add up.
pub(super) fn note(items: &[DueItem]) -> String {
    let late = items.iter().filter(|item| item.late).count();
    format!("{} due, of them {late} late", items.len())
}

pub(super) fn section(items: &[DueItem]) -> Section {
    let rows = items.iter().map(row).collect();
    Section::of(vec![Block::Table(Table::new(COLUMNS.to_vec(), rows, "Nothing is due in this month."))])
}

fn row(item: &DueItem) -> Vec<Cell> {
    // An alert is what somebody wrote; all else are words of the rules.
    let says = match item.kind {
        crate::desk::DueKind::Alert => Cell::Written(item.says.clone()),
        _ => Cell::Words(item.says.clone()),
    };
    vec![
        Cell::Day(item.day),
        late(item.late),
        Cell::Code(item.kind.id(), item.kind.title().to_owned()),
        Cell::Case(item.case.clone()),
        Cell::Person(item.person),
        Cell::Name(item.name.clone()),
        says,
    ]
}

/// The word that makes what is late stand out.
fn late(late: bool) -> Cell {
    if late { Cell::Mark("late", "LATE".to_owned()) } else { Cell::Empty }
}
