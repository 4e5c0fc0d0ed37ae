//! Finds the header of a table that no layout fits.

use std::collections::HashSet;

use super::super::cell::{Cell, TableRow};
use super::super::pattern::comparison_key;
use super::super::table::Table;

/// The most rows that are examined for values.
pub(super) const MAX_ROWS: usize = 5_000;
/// The header is looked for among this many rows.
const TOP: usize = 40;
/// The fewest columns of a header.
const MIN_COLUMNS: usize = 3;

/// A header with the rows around it.
pub(super) struct HeaderArea {
    /// The name of the sheet, if the file is a workbook.
    pub(super) sheet: Option<String>,
    /// The header's cells as the file writes them.
    pub(super) header: Vec<String>,
    /// The lines above the header.
    pub(super) above: Vec<String>,
    /// The rows below the header that fill most of its columns.
    pub(super) rows: Vec<TableRow>,
    /// The rows below the header that fill fewer: totals, page lines.
    pub(super) thin: Vec<TableRow>,
}

impl HeaderArea {
    /// Iterates over everything below the header.
    pub(super) fn rows_and_lines(&self) -> impl Iterator<Item = &TableRow> {
        self.rows.iter().chain(&self.thin)
    }
}

/// Returns the header that looks most like one: a row of different words with the most values below it.
pub(super) fn find_header(tables: &[Table<'_>]) -> Option<HeaderArea> {
    let candidates = tables.iter().filter_map(best_candidate);
    let (_, table, rows, index) = candidates.max_by(|a, b| a.0.total_cmp(&b.0))?;
    let header: Vec<String> = rows.get(index)?.cells.iter().map(ToString::to_string).collect();
    let columns = header.iter().filter(|cell| !cell.is_empty()).count();
    let is_header = |row: &TableRow| row.cells.iter().map(ToString::to_string).eq(header.iter().cloned());
    let above = rows.iter().take(index).map(TableRow::joined_text).collect();
    let below = rows.iter().skip(index + 1).filter(|row| !row.is_blank() && !is_header(row)).cloned();
    let (rows, thin) = below.partition(|row| row.filled_cells().count() * 2 > columns);
    Some(HeaderArea { sheet: table.sheet_name().map(str::to_owned), header, above, rows, thin })
}

/// A score, a table with its first rows, and the index of the row that may be the header.
type HeaderCandidate<'t, 'x> = (f64, &'t Table<'x>, Vec<TableRow>, usize);

fn best_candidate<'t, 'x>(table: &'t Table<'x>) -> Option<HeaderCandidate<'t, 'x>> {
    let rows: Vec<TableRow> =
        table.iter_rows().filter(|row| !row.is_blank()).take(MAX_ROWS).map(std::borrow::Cow::into_owned).collect();
    let scored = (0..rows.len().min(TOP)).filter_map(|index| Some((score_row(&rows, index)?, index)));
    // The first of several rows with the same score.
    let (score, index) = scored.max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)))?;
    Some((score, table, rows, index))
}

/// Scores how much a row looks like a header: by the number of its columns, as far as the rows below fill them.
fn score_row(rows: &[TableRow], index: usize) -> Option<f64> {
    const EXAMINED_ROWS: usize = 30;
    let row = rows.get(index)?;
    let words: Vec<String> =
        row.filled_cells().filter(|cell| is_wordy(cell)).map(|cell| comparison_key(&cell.to_string())).collect();
    let filled = row.filled_cells().count();
    let different: HashSet<&String> = words.iter().collect();
    if filled < MIN_COLUMNS || words.len() < filled || different.len() * 10 < filled * 8 {
        return None;
    }
    let below: Vec<usize> =
        rows.iter().skip(index + 1).take(EXAMINED_ROWS).map(|row| row.filled_cells().count()).collect();
    let values: usize = below.iter().map(|count| (*count).min(filled)).sum();
    // A header without rows counts too, but one with values below it counts more.
    Some(ratio(filled, 1) * (0.1 + ratio(values, filled * below.len())))
}

#[expect(clippy::cast_precision_loss, reason = "columns and rows are few")]
fn ratio(part: usize, whole: usize) -> f64 {
    part as f64 / whole.max(1) as f64
}

/// Returns whether a cell can be a header: a short text with more letters than digits.
fn is_wordy(cell: &Cell) -> bool {
    const LONGEST: usize = 60;
    let Cell::Text(text) = cell else { return false };
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    let digits = text.chars().filter(char::is_ascii_digit).count();
    text.chars().count() <= LONGEST && letters >= 2 && letters > digits
}
