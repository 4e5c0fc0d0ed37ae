//! What a report says in its own way and was taken for something else: empty dates, footers, hidden sheets, encodings of East
//! Asia, and people who look like two. Each is read as what it is, or asked about.

use std::fs;
use std::path::PathBuf;

use rstest::rstest;
use rust_xlsxwriter::Workbook;
use serde_json::Value;

use crate::support::TestHome;

fn untidy(name: &str) -> String {
    let file: PathBuf = [env!("CARGO_MANIFEST_DIR"), "tests/fixtures/untidy", name].iter().collect();
    file.to_str().unwrap().to_owned()
}

/// Imports a fixture as the household of a day.
fn import_household(home: &TestHome, fixture: &str, day: &str) -> String {
    let file = home.path().join(format!("household_{day}.csv"));
    fs::copy(untidy(fixture), &file).unwrap();
    home.ok(&["import", file.to_str().unwrap()])
}

#[test]
fn a_child_who_gets_a_name_is_asked_about_in_the_import_and_on_today() {
    let home = TestHome::new();
    home.ok(&["import", &untidy("listing.csv")]);
    import_household(&home, "newborn.csv", "2026-11-16");
    let told = import_household(&home, "newborn_named.csv", "2026-11-17");
    assert!(told.contains("Salas, Leo, born 11/01/2026 may be the same person as Salas, Baby Boy"), "{told}");
    assert!(told.contains("Salas, Mia, born 05/06/2013 may be the same person as Salas, Tomas"), "{told}");
    let today = home.json(&["list", "today"]).to_string();
    assert_eq!(today.matches("may be the same person").count(), 2, "{today}");
}

#[test]
fn footers_and_rules_of_dashes_are_no_rows() {
    let told = TestHome::new().ok(&["import", &untidy("sql_footers.csv")]);
    assert!(told.contains("2 read = 2 new") && told.contains("0 rejected"), "{told}");
}

#[test]
fn the_empty_date_of_a_database_is_no_day() {
    let home = TestHome::new();
    let told = home.ok(&["import", &untidy("empty_dates.csv")]);
    assert!(told.contains("5 read = 4 new") && told.contains("1 rejected"), "{told}");
    for case in ["2C30043", "2C30044", "2C30045", "2C30046"] {
        assert_eq!(home.json(&["facts", case])["contacts"].as_array().map_or(0, Vec::len), 0, "{case}");
    }
}

#[test]
fn a_day_after_today_in_a_cell_that_the_row_does_not_need_is_left_out() {
    let home = TestHome::new();
    let told = home.ok(&["import", &untidy("future_cells.csv")]);
    assert!(told.contains("2 read = 2 new") && told.contains("2 cells could not be read"), "{told}");
    assert!(told.contains("is after today"), "{told}");
}

#[test]
fn a_letter_for_a_zero_makes_no_second_case() {
    let home = TestHome::new();
    let told = home.ok(&["import", &untidy("letter_for_zero.csv")]);
    assert!(told.contains("1 rejected") && told.contains("the letter O between digits"), "{told}");
    let cases = home.json(&["list", "cases"]).to_string();
    assert!(!cases.contains("2C3OO50") && cases.contains("2C30050"), "{cases}");
}

#[rstest]
#[case("gb18030.csv", "GB18030", "张, 小明")]
#[case("big5.csv", "Big5", "張, 小明")]
#[case("shift_jis.csv", "Shift-JIS", "山田, 太郎")]
#[case("euc_kr.csv", "EUC-KR", "김, 민수")]
fn an_encoding_of_east_asia_is_named(#[case] file: &str, #[case] title: &str, #[case] name: &str) {
    let home = TestHome::new();
    let told = home.ok(&["import", &untidy(file)]);
    assert!(told.contains(title) && told.contains("Check the names"), "{told}");
    assert_eq!(home.json(&["list", "cases"])[0]["name"], name);
}

#[test]
fn a_table_on_a_hidden_sheet_is_named_and_read_by_its_name() {
    let home = TestHome::new();
    let mut workbook = Workbook::new();
    workbook.add_worksheet().set_name("Cover").unwrap();
    let sheet = workbook.add_worksheet();
    sheet.set_name("Nov").unwrap().set_hidden(true);
    let rows = fs::read_to_string(untidy("sql_footers.csv")).unwrap();
    let header: Vec<&str> = rows.lines().next().unwrap().split(',').collect();
    let cells = ["2C30071", "Salas, Eva", "1", "1/5/1990", "Exempt", "1/1/2026", "Active", "1/1/2026"];
    for (column, (title, cell)) in (0..).zip(header.into_iter().zip(cells)) {
        sheet.write_string(0, column, title).unwrap();
        sheet.write_string(1, column, cell).unwrap();
    }
    let file = home.path().join("listing_2026-11-17.xlsx");
    workbook.save(&file).unwrap();
    let file = file.to_str().unwrap();
    let (_, refused) = home.fails(&["import", file]);
    assert!(refused.contains("\"Nov\" is hidden") && refused.contains("--sheet"), "{refused}");
    let told = home.ok(&["import", file, "--sheet", "Nov"]);
    assert!(told.contains("1 new") && told.contains("hidden"), "{told}");
    let listed: Value = home.json(&["list", "cases"]);
    assert_eq!(listed[0]["case"], "2C30071");
}
