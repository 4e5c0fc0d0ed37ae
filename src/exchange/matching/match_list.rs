//! A list from child welfare, read through a layout. Only what a match needs is taken: a column of Social Security
//! numbers is named in the layout's `never` and is not looked at.

use std::ops::ControlFlow;
use std::path::Path;

use chrono::NaiveDate;

use crate::domain::name::PersonName;
use crate::exchange::cell::TableRow;
use crate::exchange::error::ReadError;
use crate::exchange::extract::open_extract;
use crate::exchange::field::ExtractField;
use crate::exchange::layouts::Layouts;
use crate::exchange::recognize::LayoutFit;
use crate::exchange::row::read_name;
use crate::exchange::row_reader::RowReader;
use crate::exchange::values::{parse_date, parse_text, parse_yes_no};

/// Somebody on the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedPerson {
    /// The row, as a spreadsheet numbers it.
    pub row: u32,
    /// The name.
    pub name: PersonName,
    /// Date of birth.
    pub birth_date: NaiveDate,
    /// What child welfare calls its case.
    pub reference: Option<String>,
    /// Whether the child-welfare case is closed.
    pub closed: bool,
    /// Whether it is sensitive: an analyst confirms the match then.
    pub sensitive: bool,
}

/// A list that was read: its people, and the rows that cannot be used with the reason.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct MatchList {
    /// Who is on it, in order.
    pub people: Vec<ListedPerson>,
    /// Rows that cannot be used, each with its reason.
    pub rejected: Vec<(u32, String)>,
}

/// Reads the list at `path` by the layout that fits it, or by the one whose id is `forced`.
///
/// # Errors
/// The file cannot be read at all. A row that cannot be used is no error.
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
        (_, _, refused) => Err(refused.map_or_else(|| "it cannot be read".to_owned(), |refused| refused.reason)),
    }
}
