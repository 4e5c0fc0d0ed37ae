//! Rows of cells, which every kind of file becomes. Each row has the number that a spreadsheet shows for it.

use std::borrow::Cow;
use std::fmt;

use chrono::NaiveDate;

/// A cell with the type that the file gives it. Text files give none: all their cells are texts.
#[derive(Debug, Clone, Default, PartialEq)]
pub enum Cell {
    /// An empty cell.
    #[default]
    Blank,
    /// A text.
    Text(String),
    /// A number.
    Number(f64),
    /// A date, without its time of day.
    Date(NaiveDate),
    /// A formula's error, such as `#N/A`.
    Error(String),
}

impl Cell {
    /// Makes a cell of a text, without the spaces around it; a blank text makes a blank cell.
    pub fn from_text(text: &str) -> Self {
        let text = text.trim();
        // Some systems write ="0012345" so that a spreadsheet keeps the zeros.
        let text = text.strip_prefix("=\"").and_then(|rest| rest.strip_suffix('"')).map_or(text, str::trim);
        if text.is_empty() { Self::Blank } else { Self::Text(text.to_owned()) }
    }

    /// Returns the cell's text as a spreadsheet shows it, borrowed if the cell is a text.
    pub fn display_text(&self) -> Cow<'_, str> {
        match self {
            Self::Text(text) => Cow::Borrowed(text),
            other => Cow::Owned(other.to_string()),
        }
    }

    /// Returns whether the cell is empty.
    pub fn is_blank(&self) -> bool {
        *self == Self::Blank
    }
}

impl fmt::Display for Cell {
    /// Writes the cell as a spreadsheet shows it, dates as `2026-11-19`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Blank => Ok(()),
            Self::Text(text) | Self::Error(text) => f.write_str(text),
            // Rust writes a float without an exponent, and a whole one without decimals.
            Self::Number(number) => number.fmt(f),
            Self::Date(date) => date.fmt(f),
        }
    }
}

/// A row of a file.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct TableRow {
    /// The row's number as a spreadsheet shows it; the first row is 1.
    pub row: u32,
    /// The cells from the first column on. Blank cells at the end may be missing.
    pub cells: Vec<Cell>,
    /// Why the cells cannot be trusted, if they cannot.
    pub fault: Option<String>,
}

impl TableRow {
    /// Returns whether all cells are blank.
    pub fn is_blank(&self) -> bool {
        self.cells.iter().all(Cell::is_blank)
    }

    /// Iterates over the cells that are not blank.
    pub fn filled_cells(&self) -> impl Iterator<Item = &Cell> {
        self.cells.iter().filter(|cell| !cell.is_blank())
    }

    /// Returns the texts of all cells with one space between them, for lines that are not data.
    pub fn joined_text(&self) -> String {
        self.filled_cells().map(ToString::to_string).collect::<Vec<_>>().join(" ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_shows_what_a_spreadsheet_shows() {
        assert_eq!(Cell::Number(52445.0).to_string(), "52445");
        assert_eq!(Cell::Number(-5.5).to_string(), "-5.5");
        assert_eq!(Cell::Number(1e20).to_string(), "100000000000000000000");
        assert_eq!(Cell::from_text("=\"0012345\"").to_string(), "0012345");
        assert!(Cell::from_text(" \u{a0} ").is_blank());
    }
}
