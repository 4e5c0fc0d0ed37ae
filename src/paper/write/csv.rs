//! Comma-separated values. A cell that a spreadsheet would take for a formula is quoted with an apostrophe.

use crate::domain::sanitize;
use crate::paper::document::{DocumentCell, DocumentTable};

/// The table with its headings.
pub(super) fn render_csv(table: &DocumentTable) -> Result<Vec<u8>, csv::Error> {
    let mut out = csv::Writer::from_writer(Vec::new());
    out.write_record(table.columns.iter().map(|column| column.title.as_ref()))?;
    for row in &table.rows {
        out.write_record(row.iter().map(cell_value))?;
    }
    out.into_inner().map_err(|error| error.into_error().into())
}

fn cell_value(cell: &DocumentCell) -> String {
    match cell {
        // A negative number is a number.
        DocumentCell::Count(count) => count.to_string(),
        other => sanitize::escape_formula(&other.to_text()),
    }
}
