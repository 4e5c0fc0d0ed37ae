//! Where the header of an unknown table stands.

use std::collections::HashSet;

use super::super::cell::{Cell, TableRow};
use super::super::pattern::comparison_key;
use super::super::table::Table;

/// The most rows that are looked at for values.
pub(super) const MOST_ROWS: usize = 5_000;
/// A header is looked for among this many rows.
const TOP: usize = 40;
/// A header names at least so many columns.
const LEAST_COLUMNS: usize = 3;

/// A header with the rows around it.
pub(super) struct HeaderArea {
    /// The sheet of a workbook.
    pub(super) sheet: Option<String>,
    /// The header's cells, as the file writes them.
    pub(super) header: Vec<String>,
    /// The lines above it.
    pub(super) above: Vec<String>,
    /// The rows below it that fill most of its columns.
    pub(super) rows: Vec<TableRow>,
    /// The rows below it that do not: totals, page lines.
    pub(super) thin: Vec<TableRow>,
}

/// The header of the table that looks most like one: a row of different words with the most values below it.
pub(super) fn find_header(tables: &[Table<'_>]) -> Option<HeaderArea> {
    let candidates = tables.iter().filter_map(best_candidate);
    let (_, table, rows, at) = candidates.max_by(|one, other| one.0.total_cmp(&other.0))?;
    let header: Vec<String> = rows.get(at)?.cells.iter().map(ToString::to_string).collect();
    let columns = header.iter().filter(|cell| !cell.is_empty()).count();
    let is_header = |row: &TableRow| row.cells.iter().map(ToString::to_string).eq(header.iter().cloned());
    let above = rows.iter().take(at).map(TableRow::joined_text).collect();
    let below = rows.iter().skip(at + 1).filter(|row| !row.is_blank() && !is_header(row)).cloned();
    let (rows, thin) = below.partition(|row| row.filled_cells().count() * 2 > columns);
    Some(HeaderArea { sheet: table.sheet_name().map(str::to_owned), header, above, rows, thin })
}

type HeaderCandidate<'t, 'x> = (f64, &'t Table<'x>, Vec<TableRow>, usize);

fn best_candidate<'t, 'x>(table: &'t Table<'x>) -> Option<HeaderCandidate<'t, 'x>> {
    let rows: Vec<TableRow> =
        table.iter_rows().filter(|row| !row.is_blank()).take(MOST_ROWS).map(std::borrow::Cow::into_owned).collect();
    let scored = (0..rows.len().min(TOP)).filter_map(|at| Some((score_row(&rows, at)?, at)));
    let (score, at) = scored.max_by(|one, other| one.0.total_cmp(&other.0).then(other.1.cmp(&one.1)))?;
    Some((score, table, rows, at))
}

/// How much a row looks like a header: its columns, as far as the rows below fill them.
fn score_row(rows: &[TableRow], at: usize) -> Option<f64> {
    const LOOKED_AT: usize = 30;
    let row = rows.get(at)?;
    let words: Vec<String> =
        row.filled_cells().filter(|cell| is_wordy(cell)).map(|cell| comparison_key(&cell.to_string())).collect();
    let filled = row.filled_cells().count();
    let different: HashSet<&String> = words.iter().collect();
    if filled < LEAST_COLUMNS || words.len() < filled || different.len() * 10 < filled * 8 {
        return None;
    }
    let below: Vec<usize> = rows.iter().skip(at + 1).take(LOOKED_AT).map(|row| row.filled_cells().count()).collect();
    let values: usize = below.iter().map(|count| (*count).min(filled)).sum();
    // A header alone is one, too; where rows have values below, theirs is better.
    Some(ratio(filled, 1) * (0.1 + ratio(values, filled * below.len())))
}

#[expect(clippy::cast_precision_loss, reason = "columns and rows are few")]
fn ratio(part: usize, whole: usize) -> f64 {
    part as f64 / whole.max(1) as f64
}

/// Whether a cell can be a header: a short text with more letters than digits.
fn is_wordy(cell: &Cell) -> bool {
    const LONGEST: usize = 60;
    let Cell::Text(text) = cell else { return false };
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    let digits = text.chars().filter(char::is_ascii_digit).count();
    text.chars().count() <= LONGEST && letters >= 2 && letters > digits
}
