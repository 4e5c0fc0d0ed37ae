//! Comma-separated values. A cell that a spreadsheet would take for a formula gets an apostrophe in front.

use crate::domain::sanitize;
use crate::paper::document::{DocumentCell, DocumentTable};

/// What marks a text as UTF-8.
const BYTE_ORDER_MARK: &str = "\u{feff}";

/// Returns the table with its headings, data columns included. It begins with a byte-order mark: without one, Excel
/// takes UTF-8 for Windows-1252 and shows `Ramírez` as `RamÃ­rez`.
pub(super) fn render_csv(table: &DocumentTable) -> Result<Vec<u8>, csv::Error> {
    let mut out = csv::Writer::from_writer(BYTE_ORDER_MARK.as_bytes().to_vec());
    out.write_record(table.columns.iter().map(|column| column.title.as_ref()))?;
    for row in &table.rows {
        out.write_record(row.iter().map(cell_value))?;
    }
    out.into_inner().map_err(|error| error.into_error().into())
}

fn cell_value(cell: &DocumentCell) -> String {
    match cell {
        // A negative count is a number, not a formula.
        DocumentCell::Count(count) => count.to_string(),
        other => sanitize::escape_formula(&other.to_data()),
    }
}
