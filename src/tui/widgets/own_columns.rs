//! The columns that a worker chose for a list: which, in which order, and how wide.

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::fmt;
use std::str::FromStr;

use super::columns::{ColumnShown, ListColumn, PlacedColumn, place_columns};

/// The fewest and the most columns of the screen that a column may have.
pub const WIDTHS: (usize, usize) = (3, 90);

/// The columns that every list keeps: whoever acts on a row must see whose it is.
pub const STAYING: [&str; 2] = ["case", "name"];

/// A chosen column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ColumnChoice {
    /// The id of the column.
    pub id: String,
    /// Its width; `None` for the usual one.
    pub width: Option<usize>,
}

impl FromStr for ColumnChoice {
    type Err = Infallible;

    /// Reads `name` or `name 22`. What is no width is part of the name, which then is unknown and told.
    fn from_str(text: &str) -> Result<Self, Infallible> {
        let split = text.trim().rsplit_once(' ').and_then(|(id, width)| Some((id.trim(), width.parse().ok()?)));
        Ok(match split {
            Some((id, width)) => Self { id: id.to_owned(), width: Some(width) },
            None => Self { id: text.trim().to_owned(), width: None },
        })
    }
}

impl fmt::Display for ColumnChoice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.id)?;
        self.width.map_or(Ok(()), |width| write!(f, " {width}"))
    }
}

/// The chosen columns of the lists, by the names of the lists.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OwnColumns(BTreeMap<String, Vec<ColumnChoice>>);

impl OwnColumns {
    /// Reads the columns as settings have them.
    pub fn from_settings(columns: &BTreeMap<String, Vec<String>>) -> Self {
        let read = |(list, texts): (&String, &Vec<String>)| {
            (list.clone(), texts.iter().map(|text| text.parse().unwrap_or_else(|never| match never {})).collect())
        };
        Self(columns.iter().map(read).collect())
    }

    /// Returns the columns of a list in the order in which they are drawn, as the worker chose them or as they usually
    /// are. Case numbers and names stay, and so does the column of the ECs where there are several.
    pub fn arrange(&self, list: &str, columns: &[ListColumn]) -> Vec<PlacedColumn> {
        let usual = place_columns(columns.iter().copied());
        let Some(choices) = self.0.get(list) else {
            return usual.into_iter().filter(|placed| placed.column.shown != ColumnShown::ByChoice).collect();
        };
        let chosen = choices.iter().filter_map(|choice| {
            let placed = usual.iter().find(|placed| placed.column.id == choice.id)?;
            Some(PlacedColumn { column: resize(placed.column, choice.width), ..*placed })
        });
        let mut arranged: Vec<PlacedColumn> = Vec::new();
        for placed in chosen {
            if !arranged.iter().any(|known| known.cell == placed.cell) {
                arranged.push(placed);
            }
        }
        let is_staying = |placed: &&PlacedColumn| STAYING.contains(&placed.column.id) || placed.column.id == EC;
        for placed in usual.iter().filter(is_staying) {
            if !arranged.iter().any(|known| known.cell == placed.cell) {
                arranged.insert(arranged.len().min(placed.cell), *placed);
            }
        }
        arranged
    }
}

/// The id of the column of the ECs, which a list has only where there are several.
pub const EC: &str = "ec";

fn resize(column: ListColumn, width: Option<usize>) -> ListColumn {
    let (least, most) = WIDTHS;
    let Some(width) = width.map(|width| width.clamp(least, most)) else { return column };
    ListColumn { min_width: width, max_width: width, ..column }
}

#[cfg(test)]
mod tests {
    use super::*;

    const COLUMNS: [ListColumn; 4] = [
        ListColumn::new_required("due", 11, 11),
        ListColumn::new_required("case", 8, 8),
        ListColumn::new_required("name", 10, 20),
        ListColumn::new_optional("what", 20, 90),
    ];

    fn arranged(chosen: &[&str]) -> Vec<(usize, usize)> {
        let texts = chosen.iter().map(|text| (*text).to_owned()).collect();
        let own = OwnColumns::from_settings(&[("today".to_owned(), texts)].into());
        own.arrange("today", &COLUMNS).iter().map(|placed| (placed.cell, placed.column.min_width)).collect()
    }

    #[test]
    fn columns_are_chosen_ordered_and_sized() {
        assert_eq!(arranged(&["what 30", "name", "case", "due"]), [(3, 30), (2, 10), (1, 8), (0, 11)]);
        assert_eq!(OwnColumns::default().arrange("today", &COLUMNS).len(), COLUMNS.len());
    }

    #[test]
    fn case_numbers_and_names_stay_and_unknown_columns_are_left_out() {
        assert_eq!(arranged(&["what", "color", "what"]), [(3, 20), (1, 8), (2, 10)]);
        assert_eq!(arranged(&["name 1", "case"]), [(2, 3), (1, 8)], "no column becomes too narrow to be seen");
    }

    #[test]
    fn a_choice_is_written_as_it_is_read() {
        for text in ["name", "name 22", "next_due 30"] {
            assert_eq!(text.parse::<ColumnChoice>().unwrap().to_string(), text);
        }
    }
}
