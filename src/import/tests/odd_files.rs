//! Tests of files as they should not be: each is read, or refused with a sentence, but never half read.

use proptest::prelude::*;
use rstest::rstest;

use super::*;
use crate::domain::extract::ExtractKind;

const EXEMPTIONS: &str = "Case,Person,Reason,From,Review/End\n";

fn read(bytes: &[u8]) -> Result<ImportResult, ImportError> {
    let mut office = Office::with_case("1B1");
    let path = office.file(bytes);
    office.read(&path).map(|mut all| all.remove(0))
}

fn read_error(bytes: &[u8]) -> String {
    read(bytes).err().unwrap().to_string()
}

#[test]
fn a_file_without_rows_is_read_and_one_without_anything_is_not() {
    assert_eq!(read(b"Case,Person,Reason,From\n").unwrap().counts(), RowCounts::default());
    assert!(read_error(b"").contains("is empty"));
    assert!(read_error(b" \r\n\r\n").contains("is empty"));
    assert!(read_error(b"hello").contains("is text without columns, not a table"));
    assert!(read_error(b"hello,there\n").contains("fits no layout"));
}

#[rstest]
fn every_delimiter_is_found(#[values(",", ";", "\t", "|")] delimiter: &str) {
    let text = "Case,Person,Reason,From\n1B1,1,\"Disability\",1/5/2026\n".replace(',', delimiter);
    assert_eq!(read(text.as_bytes()).unwrap().counts(), RowCounts { read: 1, new: 1, ..RowCounts::default() });
}

#[test]
fn ragged_rows_and_multi_line_cells_keep_their_row_numbers() {
    let text = format!(
        "{EXEMPTIONS}1B1,1,Disability\n1B1,1,\"Dis\nability\",1/1/2026,\n1B1,1,Disability,2/1/2026,,,surplus\n\
         1B1,1,Disability,3/1/2026\n"
    );
    let imported = read(text.as_bytes()).unwrap();
    assert_eq!(imported.counts(), RowCounts { read: 4, new: 2, rejected: 2, ..RowCounts::default() });
    assert_eq!(imported.reasons(), [(2, "no first day"), (4, "7 cells below a header of 5")]);
    assert_eq!(imported.rejected[1].cells.len(), 7, "nothing of a row is thrown away");
}

#[test]
fn repeated_page_headers_are_not_rows() {
    let page =
        format!("EXEMPTIONS,,,,\n{EXEMPTIONS}1B1,1,Disability,1/1/2026,\n1B1,1,Age 60+,2/1/2026,\nPage 1 of 2,,,,\n");
    let imported = read(page.repeat(2).as_bytes()).unwrap();
    assert_eq!(imported.counts(), RowCounts { read: 4, new: 2, duplicate: 2, ..RowCounts::default() });
}

#[test]
fn a_header_that_occurs_twice_is_refused() {
    assert!(
        read_error(b"Case,Person,Reason,From,From\n1B1,1,Disability,1/1/2026,1/1/2026\n").contains("\"From\" twice")
    );
}

#[test]
fn a_cell_of_ten_megabytes_costs_one_row() {
    let text = format!("{EXEMPTIONS}1B1,1,{},1/1/2026,\n1B1,1,Disability,1/1/2026,\n", "x".repeat(10_000_000));
    let imported = read(text.as_bytes()).unwrap();
    assert_eq!(imported.counts(), RowCounts { read: 2, new: 1, rejected: 1, ..RowCounts::default() });
    assert!(imported.rejected[0].reason.len() < 200 && imported.rejected[0].row == 2);
}

#[test]
fn a_quotation_mark_that_is_not_closed_swallows_no_row_unseen() {
    let imported =
        read(format!("{EXEMPTIONS}1B1,1,\"Disability,1/1/2026,\n1B1,1,Age 60+,2/1/2026,\n").as_bytes()).unwrap();
    assert_eq!(imported.counts(), RowCounts { read: 1, rejected: 1, ..RowCounts::default() });
    assert!(imported.rejected[0].reason.contains("not closed"), "{:?}", imported.reasons());
    let many = "1B1,1,Disability,1/1/2026,\n".repeat(1_300_000);
    let message = read_error(format!("{EXEMPTIONS}1B1,1,\"x,1/1/2026,\n{many}").as_bytes());
    assert!(message.contains("row 2 that is never closed"), "{message}");
}

#[test]
fn rows_keep_their_numbers_over_many_pieces() {
    // More than a megabyte, so that it is read in several pieces; rows of several lines fall on their borders.
    let rows: Vec<String> = (0..40_000).map(|row| format!("1B1,1,\"???\n{row}\",1/1/2026,\r\n\n")).collect();
    let rows = rows.concat();
    let imported = read(format!("{EXEMPTIONS}{rows}").as_bytes()).unwrap();
    assert_eq!(imported.counts(), RowCounts { read: 40_000, rejected: 40_000, ..RowCounts::default() });
    let numbers: Vec<u32> = imported.rejected.iter().map(|row| row.row).collect();
    let expected: Vec<u32> = (0..40_000).map(|row| 2 + row * 2).collect();
    assert!(numbers == expected);
    assert_eq!(imported.rejected[39_999].cells[2], "???\n39999");
}

#[test]
fn numbers_become_case_numbers_again() {
    let mut office = Office::with_case("0052445");
    let text = format!(
        "{EXEMPTIONS}52445,1,Disability,1/1/2026,\n1.23457E+09,1,Disability,1/1/2026,\n1E10,1,Disability,1/1/2026,\n"
    );
    let imported = office.read_text(&text);
    assert_eq!(imported.counts(), RowCounts { read: 3, new: 1, rejected: 2, ..RowCounts::default() });
    assert!(imported.rejected[0].suggestion.contains("shortened"), "{:?}", imported.rejected[0]);
    assert_eq!(imported.rejected[1].reason, "case 1E10 is not in the caseload");
}

#[test]
fn names_read_right_in_every_encoding() {
    let listing = "Case No,Participant,Pers,DOB,Reg Status,Status Dt,Aid Status,Aid Dt\n\
         1B2,\"PEÑA, José\",1,1/5/1990,Exempt,1/1/2026,Active,1/1/2026\n";
    let utf16 = |order: fn(u16) -> [u8; 2]| {
        "\u{feff}".encode_utf16().chain(listing.encode_utf16()).flat_map(order).collect::<Vec<u8>>()
    };
    let windows = encoding_rs::WINDOWS_1252.encode(listing).0.into_owned();
    let marked = [b"\xEF\xBB\xBF".as_slice(), listing.as_bytes()].concat();
    for bytes in [listing.as_bytes().to_vec(), marked, windows, utf16(u16::to_le_bytes), utf16(u16::to_be_bytes)] {
        let imported = read(&bytes).unwrap();
        assert!(
            imported.changes[0].now.describe_fields().contains("PEÑA, José"),
            "{}",
            imported.changes[0].now.describe_fields()
        );
    }
}

#[test]
fn a_file_that_changes_while_it_is_read_is_refused_whole() {
    let mut office = Office::with_case("1B1");
    let row = "1B1,1,Disability,1/1/2026,\n";
    let path = office.file(format!("{EXEMPTIONS}{row}").as_bytes());
    let file = open_extract(&path, &office.layouts, None).unwrap();
    std::fs::write(&path, format!("{EXEMPTIONS}{row}1B1,1,Age 60+,2/1/2026,\n")).unwrap();
    let before = office.store.entry_count().unwrap();
    let mut importing = office.store.begin_import().unwrap();
    let sorter = importing.new_sorter().unwrap();
    let result =
        import_extract(
            &mut importing,
            sorter,
            &file.parts[0],
            WhenOlder::KeepNewer,
            &mut |_| ControlFlow::Continue(()),
        );
    assert!(result.unwrap_err().to_string().contains("changed while it was being read"));
    drop(importing);
    assert_eq!(office.store.entry_count().unwrap(), before);
}

#[test]
fn several_kinds_in_one_workbook_are_all_read() {
    let mut workbook = rust_xlsxwriter::Workbook::new();
    let mut sheet = |name: &str, rows: &[&[&str]]| {
        let sheet = workbook.add_worksheet();
        sheet.set_name(name).unwrap();
        for (row, cells) in (0..).zip(rows) {
            for (column, cell) in (0..).zip(*cells) {
                sheet.write_string(row, column, *cell).unwrap();
            }
        }
    };
    sheet("Waivers", &[&["Case", "Person", "Reason", "From"], &["1B1", "1", "Disability", "1/1/2026"]]);
    sheet("Read me", &[&["Made by", "somebody"]]);
    sheet("Alerts", &[&["Case", "Alert Date", "Alert"], &["1B1", "11/2/2026", "Review due"]]);
    let mut office = Office::with_case("1B1");
    let path = office.file(&workbook.save_to_buffer().unwrap());
    assert_eq!(open_extract(&path, &office.layouts, None).unwrap().skipped_sheets, ["Read me"]);
    let imported = office.read(&path).unwrap();
    let kinds: Vec<_> = imported.iter().map(|one| (one.outcome.extract.kind, one.counts().new)).collect();
    assert_eq!(kinds, [(ExtractKind::Exemptions, 1), (ExtractKind::Alerts, 1)]);
    assert_eq!(imported[1].outcome.extract.sheet.as_deref(), Some("Alerts"));
}

const FIXTURES: [&[u8]; 4] = [
    include_bytes!("../../../tests/fixtures/extracts/es108_V1A3_2026-11-19.xlsx"),
    include_bytes!("../../../tests/fixtures/extracts/noncompliance.csv"),
    include_bytes!("../../../tests/fixtures/extracts/alerts.txt"),
    include_bytes!("../../../tests/fixtures/extracts/attendance.csv"),
];

fn read_to_the_end(bytes: &[u8]) {
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), bytes).unwrap();
    if let Ok(file) = open_extract(file.path(), Layouts::for_extracts(), None) {
        file.parts.iter().for_each(|part| drop(part.collect_rows()));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn no_bytes_make_it_panic(bytes: Vec<u8>) {
        read_to_the_end(&bytes);
    }

    #[test]
    fn no_mangled_file_makes_it_panic(
        file in 0_usize..FIXTURES.len(),
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..8),
        cut: prop::sample::Index,
        cuts: bool,
    ) {
        let mut bytes = FIXTURES[file].to_vec();
        for (index, byte) in changes {
            let index = index.index(bytes.len());
            bytes[index] = byte;
        }
        if cuts {
            bytes.truncate(cut.index(bytes.len()));
        }
        read_to_the_end(&bytes);
    }
}
