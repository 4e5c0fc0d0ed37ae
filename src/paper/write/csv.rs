//! Comma-separated values. A cell that a spreadsheet would take for a formula is quoted with an apostrophe.

use crate::domain::plain;
use crate::paper::document::{Cell, Table};

/// The table with its headings.
pub(super) fn table(table: &Table) -> Result<Vec<u8>, csv::Error> {
    let mut out = csv::Writer::from_writer(Vec::new());
    out.write_record(table.columns.iter().map(|column| column.title.as_ref()))?;
    for row in &table.rows {
        out.write_record(row.iter().map(value))?;
    }
    out.into_inner().map_err(|error| error.into_error().into())
}

fn value(cell: &Cell) -> String {
    match cell {
        // A negative number is a number.
        Cell::Count(count) => count.to_string(),
        other => plain::unformulated(&other.shown()),
    }
}
