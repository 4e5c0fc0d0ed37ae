//! How far the checklist of each case is settled.

use std::borrow::Cow;

use super::in_words;
use crate::desk::Desk;
use crate::desk::checklist::{CompletenessRow, ComponentCount};
use crate::domain::dates::Month;
use crate::paper::document::{Block, Cell, Column, Document, Printed, Section, Shown, Table};

const COLUMNS: [Column; 7] = [
    Column::new("case", "Case"),
    Column::new("name", "Name"),
    Column::of_data("form", "Checklist"),
    Column::new("month", "Month"),
    Column::new("settled", "Settled"),
    Column::new("open", "Open"),
    Column::new("open_in", "Open in"),
];

/// The cases with what is settled and open on the checklist `form` of `month`; as data with two columns a component.
pub fn completeness(rows: &[CompletenessRow], form: &str, month: Month, desk: &Desk, printed: Printed) -> Document {
    let components = rows.first().map(|row| row.components.as_slice()).unwrap_or_default();
    let columns = COLUMNS.into_iter().chain(components.iter().flat_map(columns)).collect();
    let table = Table::new(columns, rows.iter().map(row).collect(), "The checklist concerns no case.");
    Document {
        name: "checklist",
        title: format!("Checklist {form} of each case, {}", in_words(month)),
        case: None,
        notes: Vec::new(),
        as_of: desk.as_of(),
        printed,
        redacted: false,
        sections: vec![Section::of(vec![Block::Table(table)])],
    }
}

fn columns(component: &ComponentCount) -> [Column; 2] {
    ["settled", "open"].map(|what| Column {
        id: Cow::Owned(format!("{}_{what}", component.id)),
        title: Cow::Owned(format!("{} {what}", component.title)),
        shown: Shown::InData,
    })
}

fn row(row: &CompletenessRow) -> Vec<Cell> {
    let of_all = [
        Cell::Case(row.case.clone()),
        Cell::Name(row.name.clone()),
        Cell::words(&row.form),
        Cell::Month(row.month),
        Cell::count(row.settled),
        Cell::count(row.open),
        Cell::words(row.open_in()),
    ];
    let counts = |one: &ComponentCount| [Cell::count(one.settled), Cell::count(one.open)];
    of_all.into_iter().chain(row.components.iter().flat_map(counts)).collect()
}
