//! A list from child welfare, read through a layout. Only what a match needs is taken: a column of Social Security
//! numbers is named in the layout's `never` and is not looked at.

use std::path::Path;

use chrono::NaiveDate;

use crate::domain::name::PersonName;
use crate::exchange::cells::Cells;
use crate::exchange::delimited::DELIMITERS;
use crate::exchange::error::{ReadError, ReadFault};
use crate::exchange::field::Field;
use crate::exchange::layout::Layouts;
use crate::exchange::recognise::{Fit, recognise};
use crate::exchange::row::name;
use crate::exchange::table::{Table, TableRow};
use crate::exchange::values::{date, text, yes_no};
use crate::exchange::{decode, file, lines, plain, workbook};

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
pub fn read(path: &Path, layouts: &Layouts, forced: Option<&str>) -> Result<MatchList, ReadError> {
    let file = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy();
    read_file(path, layouts, forced).map_err(|fault| ReadError { file: plain::shown(&file), fault })
}

fn read_file(path: &Path, layouts: &Layouts, forced: Option<&str>) -> Result<MatchList, ReadFault> {
    let bytes = file::read(path)?;
    if workbook::is_workbook(&bytes)? {
        return read_tables(&workbook::sheets(&bytes)?, layouts, forced);
    }
    let (text, _encoding) = decode::decode(&bytes)?;
    read_tables(&DELIMITERS.map(|delimiter| Table::Text { text: &text, delimiter }), layouts, forced)
}

fn read_tables(tables: &[Table<'_>], layouts: &Layouts, forced: Option<&str>) -> Result<MatchList, ReadFault> {
    let fit = recognise(tables, layouts, forced)?;
    let mut list = MatchList::default();
    let rows = tables.get(fit.table).into_iter().flat_map(Table::rows);
    for row in rows.filter(|row| row.row > fit.row && lines::holds_data(row, &fit)) {
        match person(&row, &fit) {
            Ok(person) => list.people.push(person),
            Err(reason) => list.rejected.push((row.row, reason)),
        }
    }
    Ok(list)
}

fn person(row: &TableRow, fit: &Fit<'_>) -> Result<ListedPerson, String> {
    let mut cells = Cells::of(row, fit);
    let name = name(&mut cells);
    let birth_date = cells.needed(Field::BirthDate, date);
    let reference = cells.optional(Field::Reference, text).filter(|text| !text.is_empty());
    let closed = cells.optional(Field::Closed, yes_no).unwrap_or_default();
    let sensitive = cells.optional(Field::Sensitive, yes_no).unwrap_or_default();
    match (name, birth_date, cells.problems()) {
        (Some(name), Some(birth_date), None) => {
            Ok(ListedPerson { row: row.row, name, birth_date, reference, closed, sensitive })
        }
        (_, _, problems) => Err(problems.unwrap_or_else(|| "it cannot be read".to_owned())),
    }
}
