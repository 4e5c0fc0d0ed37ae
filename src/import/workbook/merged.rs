//! Cells that are merged over several rows of a sheet. The file has the value in the first row alone; whoever looks at the
//! sheet reads it in all of them.

use calamine::Dimensions;

use crate::import::cell::{Cell, TableRow};

/// The most merged cells of a sheet that are looked at. A report has them in titles, and a few in its rows.
const MAX_MERGED: usize = 100_000;

/// A cell that is merged over several rows, in its first column: over several columns, it has one value as well, which
/// belongs to the first.
#[derive(Debug, Clone)]
struct Span {
    column: usize,
    /// The numbers of the first and last row, as a spreadsheet shows them.
    first: u32,
    last: u32,
    /// The value, once the first row was read.
    value: Cell,
}

/// The cells of a sheet that are merged over several rows, in the order of their first rows.
#[derive(Debug, Clone, Default)]
pub(super) struct MergedCells {
    /// The spans whose first row was not read yet, the first one last.
    ahead: Vec<Span>,
    /// The spans whose last row was not read yet.
    open: Vec<Span>,
}

impl MergedCells {
    /// Takes the cells that are merged in a sheet, in any order.
    pub(super) fn new(regions: Vec<Dimensions>) -> Self {
        let rows = regions.into_iter().filter(|region| region.end.0 > region.start.0).take(MAX_MERGED);
        let mut ahead: Vec<Span> = rows
            .map(|region| Span {
                column: region.start.1 as usize,
                first: region.start.0.saturating_add(1),
                last: region.end.0.saturating_add(1),
                value: Cell::Blank,
            })
            .collect();
        ahead.sort_by_key(|span| std::cmp::Reverse(span.first));
        Self { ahead, open: Vec::new() }
    }

    /// Counts those that begin in row `from` or below.
    pub(super) fn count_from(&self, from: u32) -> usize {
        self.ahead.iter().filter(|span| span.first >= from).count()
    }

    /// Returns the cells of a row that are merged with cells of rows above it and blank in the file, each with its column.
    /// Rows are passed in their order.
    pub(super) fn cells_for_row(&mut self, row: &TableRow) -> Vec<(usize, Cell)> {
        while let Some(mut span) = self.ahead.pop_if(|span| span.first <= row.row) {
            if span.first == row.row {
                span.value = row.cells.get(span.column).cloned().unwrap_or_default();
                self.open.push(span);
            }
        }
        self.open.retain(|span| span.last >= row.row);
        if row.cells.is_empty() {
            return Vec::new();
        }
        let is_blank = |span: &&Span| row.cells.get(span.column).is_none_or(Cell::is_blank);
        let below = self.open.iter().filter(|span| span.first < row.row).filter(is_blank);
        below.map(|span| (span.column, span.value.clone())).filter(|(_, value)| !value.is_blank()).collect()
    }
}
