//! A table of a file: a text that is read with one delimiter, or a sheet of a workbook.

use std::borrow::Cow;

use super::cell::TableRow;
use super::delimited;

/// A table of a file.
#[derive(Debug, Clone, PartialEq)]
pub enum Table<'t> {
    /// A text that is read with one delimiter. Its rows are parsed as they are asked for.
    Text {
        /// The text.
        text: &'t str,
        /// The character between the cells.
        delimiter: u8,
    },
    /// A sheet of a workbook.
    Sheet {
        /// The name of the sheet.
        name: String,
        /// The rows that are not blank.
        rows: Vec<TableRow>,
    },
}

impl Table<'_> {
    /// Iterates over the rows in order. Blank rows may be left out; the other rows keep their numbers.
    pub fn iter_rows(&self) -> Box<dyn Iterator<Item = Cow<'_, TableRow>> + '_> {
        match self {
            Self::Text { text, delimiter } => Box::new(delimited::parse_rows(text, *delimiter).map(Cow::Owned)),
            Self::Sheet { rows, .. } => Box::new(rows.iter().map(Cow::Borrowed)),
        }
    }

    /// Returns the name of the sheet, if the table is one.
    pub fn sheet_name(&self) -> Option<&str> {
        match self {
            Self::Text { .. } => None,
            Self::Sheet { name, .. } => Some(name),
        }
    }
}
