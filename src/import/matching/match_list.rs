//! Reads a list from child welfare through a layout. Only what a match needs is read: the layout names a column of
//! Social Security numbers in `never`, and that column is not looked at.

use std::ops::ControlFlow;
use std::path::Path;

use chrono::NaiveDate;

use crate::domain::name::PersonName;
use crate::import::cell::TableRow;
use crate::import::error::ReadError;
use crate::import::extract::open_extract;
use crate::import::field::ExtractField;
use crate::import::layouts::Layouts;
use crate::import::recognize::LayoutFit;
use crate::import::row::read_name;
use crate::import::row_reader::RowReader;
use crate::import::values::{parse_date, parse_text, parse_yes_no};

/// A person on the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedPerson {
    /// The row's number as a spreadsheet shows it.
    pub row: u32,
    /// The person's name.
    pub name: PersonName,
    /// The person's date of birth.
    pub birth_date: NaiveDate,
    /// The number of the case in child welfare.
    pub reference: Option<String>,
    /// Whether the child-welfare case is closed.
    pub closed: bool,
    /// Whether the child-welfare case is sensitive, so that an analyst must confirm the match.
    pub sensitive: bool,
}

/// A list that was read: its people, and the rows that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct MatchList {
    /// The people on the list, in the order of its rows.
    pub people: Vec<ListedPerson>,
    /// The rows that cannot be used, each with its reason.
    pub rejected: Vec<(u32, String)>,
}

/// Reads the list at `path` by the layout that fits it, or by the one whose id is `forced`.
///
/// # Errors
/// The file cannot be read at all. A row that cannot be used is not an error.
pub fn read_match_list(path: &Path, layouts: &Layouts, forced: Option<&str>) -> Result<MatchList, ReadError> {
    let mut list = MatchList::default();
    for part in open_extract(path, layouts, forced)?.parts {
        part.for_each_data_row(&mut |row| {
            match read_person(&row, &part.fit) {
                Ok(person) => list.people.push(person),
                Err(reason) => list.rejected.push((row.row, reason)),
            }
            ControlFlow::Continue(())
        })?;
    }
    Ok(list)
}

fn read_person(row: &TableRow, fit: &LayoutFit<'_>) -> Result<ListedPerson, String> {
    let mut cells = RowReader::new(row, fit);
    let name = read_name(&mut cells);
    let birth_date = cells.read_required(ExtractField::BirthDate, parse_date);
    let reference = cells.read_optional(ExtractField::Reference, parse_text).filter(|text| !text.is_empty());
    let closed = cells.read_optional(ExtractField::Closed, parse_yes_no).unwrap_or_default();
    let sensitive = cells.read_optional(ExtractField::Sensitive, parse_yes_no).unwrap_or_default();
    match (name, birth_date, cells.into_rejection()) {
        (Some(name), Some(birth_date), None) => {
            Ok(ListedPerson { row: row.row, name, birth_date, reference, closed, sensitive })
        }
        (_, _, rejection) => {
            Err(rejection.map_or_else(|| "it cannot be read".to_owned(), |rejection| rejection.reason))
        }
    }
}
