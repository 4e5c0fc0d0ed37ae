//! Reads a list from child welfare through a layout. Only what a match needs is read: a column with a header of Social
//! Security numbers is not looked at.

use std::ops::ControlFlow;
use std::path::Path;

use chrono::NaiveDate;

use crate::domain::facts::common_case::DfcsServiceKind;
use crate::domain::match_list::{ListedPerson, MatchList};
use crate::import::cell::TableRow;
use crate::import::error::ReadError;
use crate::import::extract::open_extract;
use crate::import::field::ExtractField;
use crate::import::layouts::Layouts;
use crate::import::plausible::implausible_birth;
use crate::import::recognize::LayoutFit;
use crate::import::row_reader::RowReader;
use crate::import::values::{parse_code, parse_date, parse_text, parse_yes_no};

/// Reads the list at `path` by the layout that fits it, or by the one whose id is `forced`.
///
/// # Errors
/// The file cannot be read at all. A row that cannot be used is not an error.
pub fn read_match_list(
    path: &Path,
    layouts: &Layouts,
    forced: Option<&str>,
    today: NaiveDate,
) -> Result<MatchList, ReadError> {
    let mut list = MatchList::default();
    for part in open_extract(path, layouts, forced)?.parts {
        part.for_each_data_row(&mut |row| {
            match read_person(&row, &part.fit, today) {
                Ok(person) => list.people.push(person),
                Err(reason) => list.rejected.push((row.row, reason)),
            }
            ControlFlow::Continue(())
        })?;
    }
    Ok(list)
}

fn read_person(row: &TableRow, fit: &LayoutFit<'_>, today: NaiveDate) -> Result<ListedPerson, String> {
    let mut cells = RowReader::new(row, fit);
    let name = cells.read_name();
    let birth_date = cells.read_required(ExtractField::BirthDate, parse_date);
    let reference = cells.read_optional(ExtractField::Reference, parse_text).filter(|text| !text.is_empty());
    let closed = cells.read_optional(ExtractField::Closed, parse_yes_no).unwrap_or_default();
    let sensitive = cells.read_optional(ExtractField::Sensitive, parse_yes_no).unwrap_or_default();
    let service = cells.read_optional(ExtractField::ChildWelfareService, parse_code::<DfcsServiceKind>);
    match (name, birth_date, cells.into_rejection()) {
        (Some(name), Some(birth_date), None) => {
            if let Some(reason) = implausible_birth(birth_date, today) {
                return Err(reason);
            }
            Ok(ListedPerson { row: row.row, name, birth_date, reference, closed, sensitive, service })
        }
        (_, _, rejection) => {
            Err(rejection.map_or_else(|| "it cannot be read".to_owned(), |rejection| rejection.reason))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_text(text: &str) -> MatchList {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("list.csv");
        std::fs::write(&path, text).unwrap();
        read_match_list(&path, Layouts::for_matching(), None, NaiveDate::from_ymd_opt(2026, 11, 28).unwrap()).unwrap()
    }

    #[test]
    fn a_list_is_read_without_its_social_security_numbers() {
        let list = read_text(
            "CWS list,,,,\nFull Name,SSN,DOB,Case Status,Sensitive\n\
             \"Nguyen, Linh\",900-11-2233,04/12/1990,Open,Y\nKeisha Brown,900112244,1988-02-30,Closed,\n,,01/01/1990,,\n\
             900-11-2255,,05/05/1985,Closed,\n\"Old, Ann\",,01/01/1890,Open,\nTotal,4,,,\n",
        );
        assert_eq!(list.people.len(), 2);
        assert!(list.people[0].sensitive && !list.people[0].closed && list.people[1].closed);
        let reasons: Vec<_> = list.rejected.iter().map(|(row, _)| *row).collect();
        assert_eq!(reasons, [4, 5, 7], "{:?}", list.rejected);
        // A number in its own column is not looked at; a number elsewhere is masked.
        let shown = format!("{list:?}");
        assert!(!shown.contains("2233") && !shown.contains("2244") && !shown.contains("2255"), "{shown}");
    }

    #[test]
    fn no_extract_is_taken_for_a_list_and_no_list_for_an_extract() {
        assert!(Layouts::for_extracts().get("child_welfare").is_none());
        assert_eq!(Layouts::for_matching().iter().count(), 1);
    }
}
