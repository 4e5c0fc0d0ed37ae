//! Cells that cannot be read and are left out, while their rows stand: of columns that only add to what a row says.

use std::collections::BTreeMap;

use serde::Serialize;

use super::field::ExtractField;
use super::recognize::LayoutFit;
use super::redact_ssn;
use super::values::Problem;

/// The problem of a last day that is before the first day of the same span.
pub const ENDS_BEFORE: &str = "is before the first day";
/// The largest number of different cells of a column that are shown.
const MAX_SHOWN: usize = 5;
/// The largest number of different cells that are counted apart. What comes after them is counted by column alone.
const MAX_KEPT: usize = 500;

/// A cell that was left out of its row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftOutCell {
    /// The field of the column.
    pub field: ExtractField,
    /// The cell as the file writes it, safe to show.
    pub text: String,
    /// What is wrong with it: the end of a sentence that begins with the text.
    pub problem: Problem,
}

/// The cells of a column that were left out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LeftOutColumn {
    /// The field of the column.
    pub field: ExtractField,
    /// The column's header as the file writes it.
    pub header: String,
    /// The number of cells that were left out.
    pub cells: u32,
    /// The different cells, the most frequent first, as far as they are shown.
    pub shown: Vec<LeftOutText>,
}

/// A text of cells that were left out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LeftOutText {
    /// The cell as the file writes it.
    pub text: String,
    /// What is wrong with it: the end of a sentence that begins with the text.
    pub problem: String,
    /// The first row with it, as a spreadsheet numbers rows.
    pub row: u32,
    /// The number of rows with it.
    pub rows: u32,
}

/// The cells that were left out so far, by field and text.
#[derive(Debug, Default)]
pub struct LeftOutTally {
    cells: BTreeMap<ExtractField, u32>,
    texts: BTreeMap<(ExtractField, String, Problem), (u32, u32)>,
}

impl LeftOutTally {
    /// Counts a cell of `row`.
    pub fn add(&mut self, row: u32, LeftOutCell { field, text, problem }: LeftOutCell) {
        *self.cells.entry(field).or_default() += 1;
        let key = (field, text, problem);
        if let Some((_, rows)) = self.texts.get_mut(&key) {
            *rows += 1;
        } else if self.texts.len() < MAX_KEPT {
            self.texts.insert(key, (row, 1));
        }
    }

    /// Returns the cells by column, in the order of the fields.
    pub fn into_columns(self, fit: &LayoutFit<'_>) -> Vec<LeftOutColumn> {
        let Self { cells, texts } = self;
        let column = |(field, cells)| {
            let header = fit.columns.get(field).and_then(|(index, _)| fit.written.get(index));
            let of_field = texts.iter().filter(|((of, ..), _)| *of == field);
            let mut shown: Vec<LeftOutText> = of_field
                .map(|((_, text, problem), (row, rows))| LeftOutText {
                    text: text.clone(),
                    problem: problem.clone().into_owned(),
                    row: *row,
                    rows: *rows,
                })
                .collect();
            shown.sort_by_key(|text| std::cmp::Reverse(text.rows));
            shown.truncate(MAX_SHOWN);
            let header = header.map(|header| redact_ssn::clean_excerpt(header)).unwrap_or_default();
            LeftOutColumn { field, header, cells, shown }
        };
        cells.into_iter().map(column).collect()
    }
}

impl LeftOutColumn {
    /// Returns the column in lines: how many cells were left out, and what is wrong with them.
    pub fn to_lines(&self) -> Vec<String> {
        let cells = crate::domain::count_with_noun(self.cells, "cell");
        let fate = "could not be read; the rest of each row is used";
        let head = format!("  {}: {cells} {fate}:", self.header);
        let line = |LeftOutText { text, problem, row, rows }: &LeftOutText| {
            let more = match rows.saturating_sub(1) {
                0 => String::new(),
                others => format!(" and {others} more"),
            };
            format!("    row {row}{more}: {text:?} {problem}")
        };
        std::iter::once(head).chain(self.shown.iter().map(line)).collect()
    }
}
