//! A layout: which column of a county's file holds which field, and how its words, dates and numbers are read. Layouts
//! are data; `docs/layouts.md` describes their form.

use std::collections::HashMap;

use crate::domain::extract::ExtractKind;

use super::date_form::CellDateForm;
use super::field::ExtractField;
use super::pattern::Pattern;

/// Why a layout cannot be used, and where in its file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{file}{}: {reason}", Self::place(*line))]
pub struct LayoutError {
    /// The name of the layout's file.
    pub file: String,
    /// The line of the file, from 1; 0 where the file or its folder cannot be read.
    pub line: usize,
    /// What is wrong in that line.
    pub reason: String,
}

impl LayoutError {
    fn place(line: usize) -> String {
        if line == 0 { String::new() } else { format!(", line {line}") }
    }
}

/// How one form of file is read.
#[derive(Debug, Clone, PartialEq)]
pub struct Layout {
    /// The id by which `--layout` names the layout.
    pub id: String,
    /// The kind of rows in such a file.
    pub kind: ExtractKind,
    /// What such a file is, in a sentence.
    pub title: String,
    /// Whether the layout is the office's own. An own layout goes before a built-in one that finds as many columns.
    pub own: bool,
    /// The columns that are read.
    pub columns: Vec<LayoutColumn>,
    /// The name of the only sheets of a workbook that are read; all sheets if there is none.
    pub(super) sheet: Option<Pattern>,
    /// Total, page and title lines among or below the rows.
    pub(super) skip: Vec<Pattern>,
    /// Headers of columns that are never read, whatever they hold.
    pub(super) never: Vec<Pattern>,
    /// The words before the day on which the county ran the report, in lower case.
    pub(super) run_date: Vec<String>,
    /// The forms of dates in columns that name none of their own.
    pub(super) dates: Vec<CellDateForm>,
    /// The texts that mean an empty cell, in lower case.
    pub(super) blank: Vec<String>,
}

/// A column of a layout.
#[derive(Debug, Clone, PartialEq)]
pub struct LayoutColumn {
    /// The field that the column holds.
    pub field: ExtractField,
    /// The headers that the column may have, the best first, as comparison keys.
    pub names: Vec<String>,
    /// Whether the layout fits only files that have the column.
    pub required: bool,
    /// The forms of the column's dates.
    pub dates: Vec<CellDateForm>,
    /// The first year that a year of two digits can mean.
    pub years_from: i32,
    /// Our code word for each word of the county, which is a comparison key. The empty key says what an empty cell
    /// means.
    pub codes: HashMap<String, String>,
    /// The number of digits to which a number that lost its leading zeros is padded; 0 if nothing is padded.
    pub pad: usize,
}

impl Layout {
    /// Returns the column that holds `field`, if the layout has one.
    pub fn column_for(&self, field: ExtractField) -> Option<&LayoutColumn> {
        self.columns.iter().find(|column| column.field == field)
    }

    /// Returns the first of the words before the day of the report.
    pub fn run_date_label(&self) -> Option<&str> {
        self.run_date.first().map(String::as_str)
    }

    /// Returns whether `text` means an empty cell.
    pub(super) fn is_blank_text(&self, text: &str) -> bool {
        // Every cell of a file is checked, and most have no accents.
        let is_ascii = text.is_ascii();
        let lower = || text.chars().flat_map(char::to_lowercase);
        let same = |blank: &String| if is_ascii { blank.eq_ignore_ascii_case(text) } else { blank.chars().eq(lower()) };
        text.is_empty() || self.blank.iter().any(same)
    }
}
