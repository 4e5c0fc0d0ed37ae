//! Rows of cells, which every kind of file becomes. Each row has the number that a spreadsheet shows for it.

use std::borrow::Cow;
use std::fmt;

use chrono::NaiveDate;
use quick_xml::escape::unescape;
use unicode_normalization::UnicodeNormalization as _;

use crate::domain::sanitize;

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
    /// A length of time in days, which a spreadsheet shows as hours and minutes.
    Duration(f64),
    /// A formula's error, such as `#N/A`.
    Error(String),
}

impl Cell {
    /// Makes a cell of a text, without the spaces around it and without characters that nobody can see; a blank text
    /// makes a blank cell.
    pub fn from_text(text: &str) -> Self {
        if let Some(decoded) = decode_entities(text) {
            return Self::from_text(&decoded);
        }
        if text.contains(sanitize::is_invisible) {
            return Self::from_text(&text.chars().filter(|c| !sanitize::is_invisible(*c)).collect::<String>());
        }
        if text.contains(is_full_width) {
            return Self::from_text(&text.chars().flat_map(to_usual_width).collect::<String>());
        }
        let text = text.trim_matches(|c: char| c.is_whitespace() || (c.is_control() && c != ESCAPE));
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
            Self::Duration(days) => {
                const MINUTES_PER_DAY: f64 = 24.0 * 60.0;
                let minutes = (days * MINUTES_PER_DAY).round();
                write!(f, "{}:{:02}", (minutes / 60.0).trunc(), (minutes % 60.0).abs())
            }
        }
    }
}

/// The most letters of the name of an entity.
const LONGEST_ENTITY: usize = 10;

/// Returns a text with its entities of web pages (`O&#39;Rios`, `Garc&iacute;a`) as the signs that they stand for; `None` if
/// it has none. An ampersand that begins no entity stays.
fn decode_entities(text: &str) -> Option<String> {
    let mut decoded = String::new();
    let mut rest = text;
    while let Some((before, entity)) = rest.split_once('&') {
        decoded.push_str(before);
        let name = entity.split_once(';').map_or("", |(name, _)| name);
        let sign = (!name.is_empty() && name.len() <= LONGEST_ENTITY)
            .then(|| unescape(&format!("&{name};")).ok().map(Cow::into_owned))
            .flatten();
        if let Some(sign) = sign {
            decoded.push_str(&sign);
            rest = entity.get(name.len() + 1..).unwrap_or_default();
        } else {
            decoded.push('&');
            rest = entity;
        }
    }
    decoded.push_str(rest);
    // What is encoded twice is decoded twice; each time the text becomes shorter.
    (decoded.len() < text.len()).then_some(decoded)
}

/// Returns whether a sign is a letter, digit or sign of ASCII in the width of a Chinese character, as an input method for
/// Chinese or Japanese types it.
fn is_full_width(c: char) -> bool {
    matches!(c, '\u{ff01}'..='\u{ff5e}' | '\u{3000}')
}

/// Returns a sign in its usual width. Only signs of another width are touched: other compatible forms, such as a raised
/// digit, may mean something else.
fn to_usual_width(c: char) -> impl Iterator<Item = char> {
    let (same, usual) = if is_full_width(c) { (None, Some(std::iter::once(c).nfkc())) } else { (Some(c), None) };
    same.into_iter().chain(usual.into_iter().flatten())
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

/// The character that begins a command to a terminal. It is kept and shown, because what follows it is part of it.
const ESCAPE: char = '\u{1b}';

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_shows_what_a_spreadsheet_shows() {
        assert_eq!(Cell::Number(52445.0).to_string(), "52445");
        assert_eq!(Cell::Number(-5.5).to_string(), "-5.5");
        assert_eq!(Cell::Number(1e20).to_string(), "100000000000000000000");
        assert_eq!(Cell::from_text("=\"0012345\"").to_string(), "0012345");
        assert_eq!(Cell::Duration(4.28125).to_string(), "102:45");
        assert!(Cell::from_text(" \u{a0} ").is_blank());
    }

    #[test]
    fn invisible_characters_are_dropped_from_a_cell() {
        assert_eq!(Cell::from_text("1B2\u{200b}0013\u{feff}").to_string(), "1B20013");
        assert_eq!(Cell::from_text("\u{200e}1/5/1990\u{1a}").to_string(), "1/5/1990");
        assert_eq!(Cell::from_text("می\u{200c}خواهم").to_string(), "می\u{200c}خواهم");
        assert!(Cell::from_text("\u{200b}").is_blank());
        assert_eq!(Cell::from_text("１１／１５／２０２６").to_string(), "11/15/2026");
        assert_eq!(Cell::from_text("Ｖｕ, x²").to_string(), "Vu, x²");
    }
}
