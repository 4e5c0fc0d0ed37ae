//! Reads the sheets of a workbook.

use std::io::{Cursor, Read};
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};

use calamine::{DataRef, Reader, SheetType, SheetVisible, Xlsx, XlsxError};
use chrono::NaiveDate;
use zip::ZipArchive;

use super::cell::{Cell, TableRow};
use super::container;
use super::date_form::CellDateForm;
use super::error::ReadFault;
use super::pattern::{comparison_key, has_comparison_key};
use super::table::Table;

pub mod hidden;
mod merged;
pub mod struck;

use merged::MergedCells;

/// The most bytes that a workbook may unpack to, and the most cells that a sheet may have.
const MAX_UNPACKED: u64 = 256_000_000;
const MAX_CELLS: usize = 40_000_000;
/// What is shown of a formula whose result is not in the file, because no spreadsheet has opened it yet.
pub(super) const UNCOMPUTED: &str = "formula without a result";
/// The columns that a sheet can have: up to XFD.
const MAX_COLUMNS: usize = 16_384;

/// Returns the first `most_rows` rows of each sheet of the workbook. Empty and hidden sheets are left out, because whoever
/// looks at the workbook sees neither; except the sheet that somebody `asked` for by its name.
pub fn first_rows(bytes: &[u8], most_rows: usize, asked: Option<&str>) -> Result<Vec<Table<'static>>, ReadFault> {
    check_unpacked_size(bytes, MAX_UNPACKED)?;
    let mut workbook = open_workbook(bytes)?;
    let is_asked =
        |sheet: &calamine::Sheet| asked.is_some_and(|asked| has_comparison_key(&sheet.name, &comparison_key(asked)));
    let is_sheet = |sheet: &&calamine::Sheet| {
        sheet.typ == SheetType::WorkSheet && (sheet.visible == SheetVisible::Visible || is_asked(sheet))
    };
    let names: Vec<String> =
        workbook.sheets_metadata().iter().filter(is_sheet).map(|sheet| sheet.name.clone()).collect();
    let mut sheets = Vec::new();
    for name in names {
        let mut rows = Vec::new();
        for_each_sheet_row(&mut workbook, &name, &mut |row| {
            rows.push(row);
            if rows.len() < most_rows { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        })?;
        if !rows.is_empty() {
            sheets.push(Table::Sheet { name, rows });
        }
    }
    if sheets.is_empty() { Err(ReadFault::Empty) } else { Ok(sheets) }
}

/// Passes the rows of a sheet that are not blank to `each`, until it breaks.
pub fn for_each_row(
    bytes: &[u8],
    sheet: &str,
    each: &mut dyn FnMut(TableRow) -> ControlFlow<()>,
) -> Result<(), ReadFault> {
    check_unpacked_size(bytes, MAX_UNPACKED)?;
    for_each_sheet_row(&mut open_workbook(bytes)?, sheet, each)
}

/// Returns how many cells of a sheet are merged over several of its rows from row `from` on.
pub fn count_merged_cells(bytes: &[u8], sheet: &str, from: u32) -> usize {
    open_workbook(bytes).map_or(0, |mut workbook| merged_cells(&mut workbook, sheet).count_from(from))
}

/// Returns which cells of a sheet are merged. Where that cannot be read, none is.
fn merged_cells(workbook: &mut Xlsx<Cursor<&[u8]>>, sheet: &str) -> MergedCells {
    let regions = catch_library_panic(|| workbook.merge_cells_by_sheet_name(sheet));
    MergedCells::new(regions.unwrap_or_default())
}

/// Returns the fault of a workbook that the library cannot open. What it says is about its parts, which nobody can mend.
fn unreadable_workbook<E>(_says: E) -> ReadFault {
    damaged_workbook("it is damaged or incomplete")
}

fn damaged_workbook(reason: &'static str) -> ReadFault {
    ReadFault::Workbook { reason }
}

/// Runs `read` and turns a panic of the library into an error. calamine counts columns and rows with plain arithmetic,
/// which overflows on some damaged cell addresses; a build that checks arithmetic panics then.
fn catch_library_panic<T>(read: impl FnOnce() -> Result<T, XlsxError>) -> Result<T, ReadFault> {
    catch_unwind(AssertUnwindSafe(read))
        .map_err(|_panic| damaged_workbook("the address of a cell is damaged"))?
        .map_err(unreadable_workbook)
}

fn open_workbook(bytes: &[u8]) -> Result<Xlsx<Cursor<&[u8]>>, ReadFault> {
    catch_library_panic(|| Xlsx::new(Cursor::new(bytes)))
}

/// Reads a sheet cell by cell, because the size that it states for itself may be wrong.
fn for_each_sheet_row(
    workbook: &mut Xlsx<Cursor<&[u8]>>,
    sheet: &str,
    each: &mut dyn FnMut(TableRow) -> ControlFlow<()>,
) -> Result<(), ReadFault> {
    let mut merged = merged_cells(workbook, sheet);
    let mut reader = catch_library_panic(|| workbook.worksheet_cells_reader(sheet))?;
    let mut cells_left = MAX_CELLS;
    let mut current = TableRow::default();
    while let Some((row, column, cell)) = catch_library_panic(|| {
        let found = reader.next_cell_with_formula_metadata()?;
        Ok(found.map(|found| {
            let is_uncomputed = found.formula.is_some() && matches!(found.value, DataRef::Empty);
            let cell = if is_uncomputed { Cell::Error(UNCOMPUTED.to_owned()) } else { typed_cell(&found.value) };
            (found.pos.0, found.pos.1, cell)
        }))
    })? {
        if cell.is_blank() {
            continue;
        }
        let row = row.saturating_add(1);
        if row < current.row {
            return Err(damaged_workbook("its rows are out of order"));
        }
        if row > current.row {
            let mut whole = std::mem::replace(&mut current, TableRow { row, ..TableRow::default() });
            fill_merged(&mut merged, &mut whole, &mut cells_left)?;
            if !whole.cells.is_empty() && each(whole).is_break() {
                return Ok(());
            }
        }
        put_cell(&mut current, column as usize, cell, &mut cells_left)?;
    }
    fill_merged(&mut merged, &mut current, &mut cells_left)?;
    if !current.cells.is_empty() {
        // The rows end here, whether or not `each` wants more.
        let _ = each(current);
    }
    Ok(())
}

/// Gives a row the values of the cells that are merged with cells of the rows above it. A row without any cell of its own
/// stays blank.
fn fill_merged(merged: &mut MergedCells, row: &mut TableRow, cells_left: &mut usize) -> Result<(), ReadFault> {
    for (column, cell) in merged.cells_for_row(row) {
        put_cell(row, column, cell, cells_left)?;
    }
    Ok(())
}

fn put_cell(row: &mut TableRow, column: usize, cell: Cell, cells_left: &mut usize) -> Result<(), ReadFault> {
    if column >= MAX_COLUMNS {
        return Err(damaged_workbook("the address of a cell is damaged"));
    }
    let more = (column + 1).saturating_sub(row.cells.len());
    *cells_left = cells_left.checked_sub(more).ok_or(ReadFault::TooManyCells { limit: MAX_CELLS })?;
    if more > 0 {
        row.cells.resize(column + 1, Cell::Blank);
    }
    if let Some(blank) = row.cells.get_mut(column) {
        *blank = cell;
    }
    Ok(())
}

fn typed_cell(value: &DataRef<'_>) -> Cell {
    match value {
        #[expect(clippy::cast_precision_loss, reason = "a spreadsheet's numbers are floats")]
        DataRef::Int(number) => Cell::Number(*number as f64),
        DataRef::Float(number) => Cell::Number(*number),
        DataRef::String(text) | DataRef::DurationIso(text) => Cell::from_text(text),
        DataRef::SharedString(text) => Cell::from_text(text),
        DataRef::Bool(yes) => Cell::Text(if *yes { "TRUE" } else { "FALSE" }.to_owned()),
        // A time of day may also be a length of time in a column of hours, such as 8:30 hours attended.
        DataRef::DateTime(moment) if moment.is_duration() || (0.0..1.0).contains(&moment.as_f64()) => {
            Cell::Duration(moment.as_f64())
        }
        DataRef::DateTime(moment) => {
            let (year, month, day, ..) = moment.to_ymd_hms_milli();
            let date = NaiveDate::from_ymd_opt(year.into(), month.into(), day.into());
            date.map_or(Cell::Number(moment.as_f64()), Cell::Date)
        }
        DataRef::DateTimeIso(text) => {
            CellDateForm::YearMonthDay.parse_date(text, 0).map_or_else(|| Cell::from_text(text), Cell::Date)
        }
        DataRef::Error(error) => Cell::Error(error.to_string()),
        DataRef::Empty => Cell::Blank,
    }
}

/// Unpacks each part of the workbook once and keeps nothing, so that a workbook made to fill the memory is refused
/// before it does. The sizes that the parts state for themselves are not trusted.
fn check_unpacked_size(bytes: &[u8], limit: u64) -> Result<(), ReadFault> {
    let mut parts = ZipArchive::new(Cursor::new(bytes)).map_err(unreadable_workbook)?;
    let mut is_xlsx = false;
    let mut left = limit;
    for index in 0..parts.len() {
        let mut part = parts.by_index(index).map_err(unreadable_workbook)?;
        is_xlsx |= part.name().is_ok_and(|name| name.eq_ignore_ascii_case("xl/workbook.xml"));
        let mut start = Vec::new();
        (&mut part).take(START).read_to_end(&mut start).map_err(unreadable_workbook)?;
        let rest = std::io::copy(&mut (&mut part).take(left + 1), &mut std::io::sink());
        let size = start.len() as u64 + rest.map_err(unreadable_workbook)?;
        check_text_count(&start, size)?;
        left = left.checked_sub(size).ok_or(ReadFault::UnpacksTooLarge { limit })?;
    }
    if is_xlsx { Ok(()) } else { Err(container::fault_of_archive(parts.file_names().flatten())) }
}

/// How many bytes of a part are searched for its count of texts.
const START: u64 = 4096;

/// Checks the count of texts that the part with the texts states, because the reader allocates room for them before
/// it reads them. A count that is higher than the number of bytes is a trap or damage.
fn check_text_count(start: &[u8], size: u64) -> Result<(), ReadFault> {
    let start = String::from_utf8_lossy(start);
    let Some((_, count)) = start.split_once("uniqueCount") else { return Ok(()) };
    let digits: String = count
        .trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '=' | '"' | '\'' | '+'))
        .chars()
        .take_while(char::is_ascii_digit)
        .collect();
    let is_possible = digits.is_empty() || digits.parse::<u64>().is_ok_and(|count| count <= size);
    if is_possible { Ok(()) } else { Err(damaged_workbook("it claims more strings than it contains")) }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use proptest::prelude::*;
    use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook};
    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    use super::*;

    #[test]
    fn every_row_of_a_merged_cell_has_its_value() {
        let mut workbook = Workbook::new();
        let sheet = workbook.add_worksheet();
        sheet.set_name("List").unwrap();
        sheet.merge_range(0, 0, 0, 2, "Listing", &Format::new()).unwrap();
        for (row, name) in (1..).zip(["Case", "1B20001", "", "1B20002"]) {
            sheet.write_string(row, 0, name).unwrap();
            sheet.write_number(row, 2, row).unwrap();
        }
        sheet.merge_range(2, 0, 3, 0, "1B20001", &Format::new()).unwrap();
        let bytes = workbook.save_to_buffer().unwrap();
        let mut rows = Vec::new();
        for_each_row(&bytes, "List", &mut |row| {
            rows.push((row.row, row.cells.first().map(ToString::to_string).unwrap_or_default()));
            ControlFlow::Continue(())
        })
        .unwrap();
        let expected = [(1, "Listing"), (2, "Case"), (3, "1B20001"), (4, "1B20001"), (5, "1B20002")];
        assert_eq!(rows, expected.map(|(row, text)| (row, text.to_owned())));
        assert_eq!(count_merged_cells(&bytes, "List", 2), 1);
    }

    fn sheets(bytes: &[u8]) -> Result<Vec<Table<'static>>, ReadFault> {
        first_rows(bytes, usize::MAX, None)
    }

    fn workbook() -> Vec<u8> {
        let mut workbook = Workbook::new();
        let sheet = workbook.add_worksheet();
        let date = ExcelDateTime::from_ymd(2026, 11, 19).unwrap();
        sheet.set_name("ES 108").unwrap();
        sheet.write_string(1, 0, "Case").unwrap();
        sheet.write_number(3, 0, 52445).unwrap();
        sheet.write_datetime_with_format(3, 2, date, &Format::new().set_num_format("mm/dd/yyyy")).unwrap();
        sheet.write_formula(4, 1, Formula::new("=NA()").set_result("#N/A")).unwrap();
        workbook.add_worksheet();
        workbook.save_to_buffer().unwrap()
    }

    /// Returns the workbook with one part of it changed.
    fn with_part(name: &str, change: impl Fn(String) -> String) -> Vec<u8> {
        let bytes = workbook();
        let mut parts = ZipArchive::new(Cursor::new(&bytes)).unwrap();
        let mut changed = ZipWriter::new(Cursor::new(Vec::new()));
        for index in 0..parts.len() {
            let mut part = parts.by_index(index).unwrap();
            let mut text = String::new();
            part.read_to_string(&mut text).unwrap();
            let part_name = part.name().unwrap().into_owned();
            changed.start_file(part_name.as_str(), SimpleFileOptions::default()).unwrap();
            let text = if part_name == name { change(text) } else { text };
            changed.write_all(text.as_bytes()).unwrap();
        }
        changed.finish().unwrap().into_inner()
    }

    #[test]
    fn cells_keep_their_types_and_rows_their_numbers() {
        let sheets = sheets(&workbook()).unwrap();
        let [Table::Sheet { name, rows }] = sheets.as_slice() else { panic!("one sheet that is not empty") };
        assert_eq!(name, "ES 108");
        assert_eq!(rows.iter().map(|row| row.row).collect::<Vec<_>>(), [2, 4, 5]);
        let date = NaiveDate::from_ymd_opt(2026, 11, 19).unwrap();
        assert_eq!(rows[1].cells, [Cell::Number(52445.0), Cell::Blank, Cell::Date(date)]);
    }

    #[test]
    fn a_file_that_is_no_xlsx_is_refused() {
        assert!(matches!(sheets(b"PK\x03\x04 and no more"), Err(ReadFault::Workbook { .. })));
        let mut other = ZipWriter::new(Cursor::new(Vec::new()));
        other.start_file("content.xml", SimpleFileOptions::default()).unwrap();
        let bytes = other.finish().unwrap().into_inner();
        assert!(matches!(sheets(&bytes), Err(ReadFault::NoTable { name: "a compressed archive" })));
    }

    #[test]
    fn a_workbook_that_unpacks_to_too_much_is_refused() {
        assert!(matches!(check_unpacked_size(&workbook(), 5_000), Err(ReadFault::UnpacksTooLarge { limit: 5_000 })));
    }

    #[test]
    fn a_sheet_with_too_many_cells_is_refused() {
        let (mut row, mut left) = (TableRow::default(), 3);
        assert!(put_cell(&mut row, 2, Cell::Number(1.0), &mut left).is_ok());
        assert!(put_cell(&mut row, 1, Cell::Number(1.0), &mut left).is_ok());
        assert!(matches!(put_cell(&mut row, 3, Cell::Number(1.0), &mut left), Err(ReadFault::TooManyCells { .. })));
    }

    #[test]
    fn a_promise_of_too_many_texts_is_refused() {
        let promise = |xml: String| xml.replace("uniqueCount=\"1\"", "uniqueCount=\"9999999999999\"");
        let bytes = with_part("xl/sharedStrings.xml", promise);
        assert!(matches!(sheets(&bytes), Err(ReadFault::Workbook { .. })));
    }

    #[test]
    fn a_cell_far_away_takes_no_memory() {
        let far = |xml: String| xml.replace("r=\"A4\"", "r=\"XFD4\"");
        let far_away = sheets(&with_part("xl/worksheets/sheet1.xml", far)).unwrap();
        assert_eq!(far_away[0].iter_rows().nth(1).unwrap().cells.len(), 16_384);
        let farther = |xml: String| xml.replace("r=\"A4\"", "r=\"ZZZZZ4\"");
        assert!(sheets(&with_part("xl/worksheets/sheet1.xml", farther)).is_err());
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn no_mangled_sheet_panics(at in 0_usize..2_000, byte in 32_u8..127, cut in 0_usize..2_000) {
            let mangle = |xml: String| {
                let mut bytes = xml.into_bytes();
                let length = bytes.len();
                bytes[at % length] = byte;
                bytes.truncate(length - cut % 3 * (cut % length / 3));
                String::from_utf8_lossy(&bytes).into_owned()
            };
            let _ = sheets(&with_part("xl/worksheets/sheet1.xml", mangle));
        }
    }
}
