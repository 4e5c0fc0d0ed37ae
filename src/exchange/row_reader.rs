//! The cells of one row by the fields that they hold, and what is wrong with them.

use std::borrow::Cow;

use super::cell::{Cell, TableRow};
use super::field::ExtractField;
use super::layout::LayoutColumn;
use super::recognize::LayoutFit;
use super::redact_ssn;
use super::suggestion;

/// Reads the cells of a row. What is wrong is gathered, so that a row is refused once with all its reasons.
pub struct RowReader<'a> {
    fit: &'a LayoutFit<'a>,
    row: &'a TableRow,
    rejections: Vec<RejectionReason>,
}

/// Why a row cannot be used, and what would mend it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RejectionReason {
    /// Why: field and value in plain words, never a Social Security number.
    pub reason: String,
    /// What would mend it.
    pub suggestion: String,
}

impl RejectionReason {
    /// A reason and what would mend it.
    pub fn new(reason: impl Into<String>, suggestion: impl Into<String>) -> Self {
        Self { reason: reason.into(), suggestion: suggestion.into() }
    }
}

impl<'a> RowReader<'a> {
    /// The cells of `row` in a file that `fit` describes.
    pub fn new(row: &'a TableRow, fit: &'a LayoutFit<'a>) -> Self {
        let fault = row.fault.iter().map(|fault| RejectionReason::new(fault.as_str(), "Close the quotation mark."));
        let mut cells = Self { fit, row, rejections: fault.collect() };
        if fit.sheet.is_none() {
            cells.check_width();
        }
        cells
    }

    /// Cells beyond the header's last column come from a delimiter inside a text: all values may have moved. In a
    /// workbook they are a note beside the table, and nothing moves.
    fn check_width(&mut self) {
        let width = self.fit.header.iter().rposition(|cell| !cell.is_empty()).map_or(0, |last| last + 1);
        let used = self.row.cells.iter().rposition(|cell| !cell.is_blank()).map_or(0, |last| last + 1);
        if used > width {
            let quote = "A text with a delimiter in it belongs between quotation marks.";
            self.rejections.push(RejectionReason::new(format!("{used} cells below a header of {width}"), quote));
        }
    }

    /// The value of a field that the row cannot do without.
    pub fn read_required<T>(
        &mut self,
        field: ExtractField,
        read: impl Fn(&LayoutColumn, &Cell) -> Result<T, String>,
    ) -> Option<T> {
        let before = self.rejections.len();
        let value = self.read_optional(field, read);
        if value.is_none() && self.rejections.len() == before {
            let mend = suggestion::for_missing(self.fit.columns.get(field).map(|(_, column)| column));
            self.rejections.push(RejectionReason::new(format!("no {}", field.label()), mend));
        }
        value
    }

    /// The value of a field that may be missing.
    pub fn read_optional<T>(
        &mut self,
        field: ExtractField,
        read: impl Fn(&LayoutColumn, &Cell) -> Result<T, String>,
    ) -> Option<T> {
        let (column, cell) = self.find_cell(field)?;
        match read(column, &cell) {
            Ok(value) => Some(value),
            Err(wrong) => {
                let reason = format!("{} {} {wrong}", field.label(), redact_ssn::clean_excerpt(&cell.to_string()));
                self.rejections.push(RejectionReason::new(reason, suggestion::for_value(column, &cell)));
                None
            }
        }
    }

    /// Adds what is wrong with several cells together.
    pub fn add_problem(&mut self, problem: &str) {
        self.rejections.push(RejectionReason::new(problem, "Fill in both, or neither."));
    }

    /// The field's cell as the file writes it, safe to show; empty where it is blank.
    pub fn cell_text(&self, field: ExtractField) -> String {
        self.find_cell(field).map(|(_, cell)| redact_ssn::clean_excerpt(&cell.to_string())).unwrap_or_default()
    }

    /// Whether the file has a column for `field`.
    pub fn has_column(&self, field: ExtractField) -> bool {
        self.fit.columns.get(field).is_some()
    }

    /// The column and the cell of `field`; none where the cell is blank, unless the layout says what that means.
    fn find_cell(&self, field: ExtractField) -> Option<(&'a LayoutColumn, Cow<'a, Cell>)> {
        let (place, column) = self.fit.columns.get(field)?;
        let cell = self.row.cells.get(place).unwrap_or(&Cell::Blank);
        let blank = match cell {
            Cell::Blank => true,
            Cell::Text(text) => self.fit.layout.is_blank_text(text),
            Cell::Date(date) => self.fit.layout.is_blank_text(&date.to_string()),
            Cell::Number(_) | Cell::Error(_) => false,
        };
        if blank {
            return column.codes.contains_key("").then_some((column, Cow::Owned(Cell::Blank)));
        }
        Some((column, Cow::Borrowed(cell)))
    }

    /// All that is wrong with the row, if anything.
    pub fn into_rejection(self) -> Option<RejectionReason> {
        let joined = |told: fn(&RejectionReason) -> &str, between: &str| {
            let mut all: Vec<&str> = self.rejections.iter().map(told).collect();
            all.dedup();
            all.join(between)
        };
        (!self.rejections.is_empty()).then(|| RejectionReason {
            reason: joined(|one| one.reason.as_str(), "; "),
            suggestion: joined(|one| one.suggestion.as_str(), " "),
        })
    }
}
