//! A county's file, read: what it holds and every row of it.

use std::path::Path;

use chrono::NaiveDate;

use crate::domain::extract::{CountyFact, ExtractKind};

use super::decode::{self, Encoding};
use super::delimited::DELIMITERS;
use super::error::{ReadError, ReadFault};
use super::layout::Layouts;
use super::recognise::{Fit, recognise};
use super::run_date::run_date;
use super::table::Table;
use super::{file, lines, row, workbook};

/// A file of the county that was read.
#[derive(Debug, Clone, PartialEq)]
pub struct ReadExtract {
    /// The file's name, without its folder.
    pub file: String,
    /// SHA-256 of the file's bytes, in hexadecimal.
    pub sha256: String,
    /// What it holds.
    pub kind: ExtractKind,
    /// The id of the layout that it was read by.
    pub layout: String,
    /// The day the county ran it, where the title block or the file's name says so.
    pub run: Option<NaiveDate>,
    /// How its characters are written.
    pub encoding: Encoding,
    /// The sheet of a workbook.
    pub sheet: Option<String>,
    /// Its data rows in order. Blank lines, titles, headers, totals and page lines are not among them.
    pub rows: Vec<ReadRow>,
}

/// A data row of a file.
#[derive(Debug, Clone, PartialEq)]
pub struct ReadRow {
    /// Its number, as a spreadsheet shows it; the file's first row is 1.
    pub row: u32,
    /// What it says, or why it cannot be used: field and value in plain words, never a Social Security number.
    pub outcome: Result<CountyFact, String>,
}

/// Reads the file at `path` by the layout that fits its header, or by the one whose id is `forced`.
///
/// # Errors
/// The file cannot be read at all: see [`ReadFault`]. A row that cannot be used is no error.
pub fn read_extract(path: &Path, layouts: &Layouts, forced: Option<&str>) -> Result<ReadExtract, ReadError> {
    let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
    let read = file::read(path).and_then(|bytes| read_bytes(&name, &bytes, layouts, forced));
    read.map_err(|fault| ReadError { file: super::plain::shown(&name), fault })
}

/// Reads the bytes of the file `name`.
fn read_bytes(name: &str, bytes: &[u8], layouts: &Layouts, forced: Option<&str>) -> Result<ReadExtract, ReadFault> {
    let sha256 = file::sha256(bytes);
    if workbook::is_workbook(bytes)? {
        return read_tables(name, sha256, Encoding::Workbook, &workbook::sheets(bytes)?, layouts, forced);
    }
    let (text, encoding) = decode::decode(bytes)?;
    if text.trim().is_empty() {
        return Err(ReadFault::Empty);
    }
    // Only with the right delimiter does a header have the columns of a layout.
    let tables = DELIMITERS.map(|delimiter| Table::Text { text: &text, delimiter });
    read_tables(name, sha256, encoding, &tables, layouts, forced)
}

fn read_tables(
    name: &str,
    sha256: String,
    encoding: Encoding,
    tables: &[Table<'_>],
    layouts: &Layouts,
    forced: Option<&str>,
) -> Result<ReadExtract, ReadFault> {
    let fit = recognise(tables, layouts, forced)?;
    let table = tables.get(fit.table);
    Ok(ReadExtract {
        file: name.to_owned(),
        sha256,
        kind: fit.layout.kind,
        layout: fit.layout.id.clone(),
        run: run_date(&fit, name),
        encoding,
        sheet: fit.sheet.as_deref().map(super::plain::kept),
        rows: table.map(|table| data_rows(table, &fit)).unwrap_or_default(),
    })
}

fn data_rows(table: &Table<'_>, fit: &Fit<'_>) -> Vec<ReadRow> {
    let below = table.rows().skip_while(|row| row.row <= fit.row);
    let data = below.filter(|row| lines::holds_data(row, fit));
    data.map(|row| ReadRow { row: row.row, outcome: row::read(&row, fit) }).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(bytes: &[u8]) -> Result<ReadExtract, ReadFault> {
        read_bytes("a file.csv", bytes, &Layouts::bundled().unwrap(), None)
    }

    #[test]
    fn a_file_without_rows_is_read_and_one_without_anything_is_not() {
        assert_eq!(read(b"Case,Person,Reason,From\n").unwrap().rows, []);
        assert!(matches!(read(b" \r\n\r\n"), Err(ReadFault::Empty)));
        assert!(matches!(read(b"hello"), Err(ReadFault::Unrecognised { .. })));
    }

    #[test]
    fn every_delimiter_is_found() {
        for delimiter in [",", ";", "\t", "|"] {
            let text = "Case,Person,Reason,From\n1B1,1,\"Disability\",1/5/2026\n".replace(',', delimiter);
            let rows = read(text.as_bytes()).unwrap().rows;
            assert!(matches!(rows.as_slice(), [ReadRow { row: 2, outcome: Ok(_) }]), "{delimiter:?}: {rows:?}");
        }
    }

    const FIXTURES: [&[u8]; 4] = [
        include_bytes!("../../tests/fixtures/extracts/es108_V1A3_2026-11-19.xlsx"),
        include_bytes!("../../tests/fixtures/extracts/noncompliance.csv"),
        include_bytes!("../../tests/fixtures/extracts/alerts.txt"),
        include_bytes!("../../tests/fixtures/extracts/attendance.csv"),
    ];

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(128))]

        #[test]
        fn no_bytes_make_it_panic(bytes: Vec<u8>) {
            let _ = read(&bytes);
        }

        #[test]
        fn no_mangled_file_makes_it_panic(
            file in 0_usize..FIXTURES.len(),
            changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..8),
            cut: prop::sample::Index,
            cuts: bool,
        ) {
            let mut bytes = FIXTURES[file].to_vec();
            for (at, byte) in changes {
                let place = at.index(bytes.len());
                bytes[place] = byte;
            }
            if cuts {
                bytes.truncate(cut.index(bytes.len()));
            }
            let _ = read(&bytes);
        }
    }
}
