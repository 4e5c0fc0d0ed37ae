//! A table of a file: a text that is read with one delimiter, or a sheet of a workbook.

use std::borrow::Cow;

use super::cell::TableRow;
use super::delimited;

/// A table of a file.
#[derive(Debug, Clone, PartialEq)]
pub enum Table<'t> {
    /// A text, read with one delimiter. Its rows are made as they are asked for.
    Text {
        /// The text.
        text: &'t str,
        /// What stands between its cells.
        delimiter: u8,
    },
    /// A sheet of a workbook.
    Sheet {
        /// Its name.
        name: String,
        /// Its rows that are not blank.
        rows: Vec<TableRow>,
    },
}

impl Table<'_> {
    /// Its rows, in order. Blank ones may be left away; the numbers of the others do not change by that.
    pub fn iter_rows(&self) -> Box<dyn Iterator<Item = Cow<'_, TableRow>> + '_> {
        match self {
            Self::Text { text, delimiter } => Box::new(delimited::parse_rows(text, *delimiter).map(Cow::Owned)),
            Self::Sheet { rows, .. } => Box::new(rows.iter().map(Cow::Borrowed)),
        }
    }

    /// The sheet's name, if it is one.
    pub fn sheet_name(&self) -> Option<&str> {
        match self {
            Self::Text { .. } => None,
            Self::Sheet { name, .. } => Some(name),
        }
    }
}
