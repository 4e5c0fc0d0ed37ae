//! What files and hands really do: the inputs of `tests/fixtures/untidy`, each of a kind that other programs were
//! reported to get wrong.

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use rstest::rstest;
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook, Worksheet};
use serde_json::Value;

use crate::support::terminal::Terminal;
use crate::support::{NOW, PASSPHRASE, TestHome};

fn untidy(name: &str) -> String {
    let file: PathBuf = [env!("CARGO_MANIFEST_DIR"), "tests/fixtures/untidy", name].iter().collect();
    file.to_str().unwrap().to_owned()
}

/// A home with the listing and the household of the fixtures.
fn home() -> TestHome {
    let home = TestHome::new();
    home.ok(&["import", &untidy("listing.csv")]);
    home.import_dated("household.csv", "2026-11-17", |text| text);
    home
}

impl TestHome {
    /// Imports a fixture under a name with a day, changed by `change`.
    fn import_dated(&self, name: &str, day: &str, change: impl Fn(String) -> String) -> String {
        let (kind, ending) = name.rsplit_once('.').unwrap();
        let file = self.path().join(format!("{kind}_{day}.{ending}"));
        fs::write(&file, change(fs::read_to_string(untidy(name)).unwrap())).unwrap();
        self.ok(&["import", file.to_str().unwrap()])
    }

    fn people(&self) -> Vec<Value> {
        self.json(&["facts", "2C30001"])["people"].as_array().unwrap().clone()
    }

    fn import_workbook(&self, name: &str, mut workbook: Workbook) -> String {
        let file = self.path().join(name);
        workbook.save(&file).unwrap();
        self.ok(&["import", file.to_str().unwrap()])
    }
}

#[rstest]
#[case::birth_date("07/08/2020", "07/08/2016")]
#[case::digits_swapped("05/06/2013", "06/05/2013")]
#[case::capitals("Salas", "SALAS")]
#[case::accent("Tomas", "Tomás")]
#[case::misspelled_before("Pia", "Pia-Maria")]
#[case::one_letter("Pia", "Mia")]
#[case::family_name("Salas,Rita", "Salas-Ortega,Rita")]
fn a_corrected_member_of_the_household_is_the_same_person(#[case] before: &str, #[case] after: &str) {
    let home = home();
    let told = home.import_dated("household.csv", "2026-11-18", |text| text.replace(before, after));
    assert!(told.contains("0 new"), "{told}");
    let people = home.people();
    assert_eq!(people.len(), 3, "{people:#?}");
    // Undone, the household is as it was before.
    let list = home.json(&["import", "list"]);
    let newest = list[0]["id"].as_str().unwrap().to_owned();
    home.ok(&["import", "undo", &newest, "--reason", "wrong file"]);
    assert_eq!(home.people().len(), 3);
    assert!(home.people().iter().all(|person| person["source"]["file"] != "household_2026-11-18.csv"));
}

#[rstest]
#[case::a_brother_or_sister("07/08/2020", "03/21/2016")]
#[case::another_given_name("Pia,07/08/2020", "Piana,07/18/2020")]
fn a_sibling_in_the_place_of_a_child_is_asked_about(#[case] before: &str, #[case] after: &str) {
    let home = home();
    let told = home.import_dated("household.csv", "2026-11-18", |text| text.replace(before, after));
    assert!(told.contains("1 new") && told.contains("may be the same person as"), "{told}");
    assert_eq!(home.people().len(), 4);
    assert!(home.ok(&["import", "review"]).contains("2C30001"));
}

#[test]
fn a_new_child_is_not_taken_for_a_correction() {
    let home = home();
    let child = "2C30001,Salas,Leo,01/09/2026,Child,Y,N\n";
    home.import_dated("household.csv", "2026-11-18", |text| text + child);
    assert_eq!(home.people().len(), 4);
    // A twin with another given name is somebody else.
    let twin = "2C30001,Salas,Bartholomew,07/08/2020,Child,Y,N\n";
    home.import_dated("household.csv", "2026-11-19", |text| text + child + twin);
    assert_eq!(home.people().len(), 5);
}

#[test]
fn no_social_security_number_is_kept_in_whatever_spelling() {
    let home = home();
    let (_, told) = home.fails(&["import", &untidy("alerts_ssn.csv"), &untidy("rejected_ssn.csv")]);
    assert!(told.contains("No row of rejected_ssn.csv could be used"), "{told}");
    let alerts = home.json(&["list", "alerts"]).to_string();
    assert!(["6789", "456.789", "12345678"].iter().all(|digits| !alerts.contains(digits)), "{alerts}");
    assert!(alerts.contains("510-555-0110 by 11/15/2026"), "{alerts}");
    let rejects = home.path().join("rejects.csv");
    home.ok(&["import", "rejects", "--to", rejects.to_str().unwrap()]);
    let rejects = fs::read_to_string(rejects).unwrap();
    assert!(["12345678", "987654321", "2345678"].iter().all(|digits| !rejects.contains(digits)), "{rejects}");
}

#[test]
fn a_participant_whose_registration_lies_ahead_is_listed() {
    let listed = home().json(&["list", "cases"]);
    let row = listed.as_array().unwrap().iter().find(|row| row["case"] == "2C30004").expect("listed");
    assert_eq!(row["registration_since"], "2026-12-01");
}

#[rstest]
#[case("11/15/202")]
#[case("11/15/20266")]
#[case("1/1/6")]
#[case("202-11-15")]
#[case("11/15/1026")]
fn a_typed_date_that_nobody_can_mean_is_refused(#[case] date: &str) {
    let home = home();
    let comment = ["comment", "file", "--case", "2C30001", "--type", "telephone", "--purpose", "x", "--results", "y"];
    let rest = ["--no-forms", "--no-documents", "--date", date];
    home.fails(&[comment.as_slice(), &rest].concat());
    home.fails(&["act", "2C30001", "plan_signed", "--on", date]);
    let start = format!("start={date}");
    home.fails(&["act", "2C30001", "activity_scheduled", "kind=Job Search", &start, "weekly_hours=20"]);
    assert_eq!(home.json(&["list", "comments"]).as_array().unwrap().len(), 0);
}

#[test]
fn dates_of_an_extract_that_cannot_be_true_are_not_taken() {
    let home = TestHome::new();
    let told = home.ok(&["import", &untidy("impossible.csv")]);
    assert!(told.contains("4 read = 3 new") && told.contains("1 rejected"), "{told}");
    assert!(told.contains("row 4: \"3/4/1026\" is not a date"), "{told}");
    assert!(told.contains("row 3: \"11/28/2062\" is after today"), "{told}");
}

#[test]
fn the_day_of_an_extract_is_believed_only_as_far_as_it_can_be() {
    let home = TestHome::new();
    home.ok(&["import", &untidy("listing.csv"), &untidy("household.csv")]);
    // Older than the file without a day: what is new is read under its own day, and what differs is not.
    let out = home.import_dated("household.csv", "2026-10-01", |text| {
        text.replace("Child,Y", "Child,N") + "2C30001,Salas,Only,02/19/2022,Child,Y,N\n"
    });
    assert!(out.contains("1 new") && out.contains("2 rejected"), "{out}");
    assert!(out.contains("nobody can tell which of the two is newer"), "{out}");
    let people = home.people();
    let by_name = |name: &str| people.iter().find(|person| person["name"] == name).unwrap();
    assert_eq!(by_name("Salas, Tomas")["in_unit"], true);
    assert_eq!(by_name("Salas, Only")["source"]["told"], "2026-10-01");
    // A day after today is refused, and the extract of today still counts.
    let ahead = home.path().join("household_2062-11-18.csv");
    fs::copy(untidy("household.csv"), &ahead).unwrap();
    let (_, error) = home.fails(&["import", ahead.to_str().unwrap()]);
    assert!(error.contains("after today"), "{error}");
    home.import_dated("household.csv", "2026-11-19", |text| text);
}

#[test]
fn words_for_nothing_are_no_names_and_no_values() {
    let home = home();
    home.import_dated("names.csv", "2026-11-18", |text| text);
    let names: Vec<String> = home.people().iter().map(|person| person["name"].as_str().unwrap().to_owned()).collect();
    for name in ["Na, Min", "None, Lan", "Null"] {
        assert!(names.contains(&name.to_owned()), "{names:?}");
    }
    for case in ["2C30002", "2C30003"] {
        let facts = home.json(&["facts", case]).to_string();
        assert!(!facts.contains("language") && !facts.contains("phone"), "{facts}");
    }
}

#[test]
fn one_byte_does_not_turn_the_file_into_another_encoding() {
    let home = TestHome::new();
    let told = home.ok(&["import", &untidy("mixed_bytes.csv")]);
    assert!(told.contains("3 new") && told.contains("Check the names with accents"), "{told}");
    let listed = home.json(&["list", "cases"]).to_string();
    assert!(
        listed.contains("Ramírez, José") && listed.contains("Nguyễn, Thảo") && listed.contains("Rosa’s"),
        "{listed}"
    );
}

#[test]
fn signs_that_nobody_sees_change_no_value() {
    let home = TestHome::new();
    let told = home.ok(&["import", &untidy("unseen_signs.csv")]);
    assert!(told.contains("2 read = 2 new") && told.contains("0 rejected"), "{told}");
    let listed = home.json(&["list", "cases"]);
    assert_eq!((&listed[0]["case"], &listed[0]["name"]), (&"2C30031".into(), &"Salas, Eva".into()));
    assert_eq!((&listed[1]["case"], &listed[1]["name"]), (&"2C30032".into(), &"Pell, Ida".into()));
}

const LISTING: [&str; 8] = ["Case No", "Participant", "Pers", "DOB", "Reg Status", "Status Dt", "Aid Status", "Aid Dt"];

fn write_listed(sheet: &mut Worksheet, row: u32, case: &str) {
    let date = Format::new().set_num_format("mm/dd/yyyy");
    let day = |year, month| ExcelDateTime::from_ymd(year, month, 1).unwrap();
    for (column, header) in (0..).zip(LISTING) {
        sheet.write_string(0, column, header).unwrap();
    }
    for (column, text) in [(0, case), (1, "Salas, Rita"), (4, "Exempt"), (6, "Active")] {
        sheet.write_string(row, column, text).unwrap();
    }
    sheet.write_number(row, 2, 1).unwrap();
    for (column, day) in [(3, day(1990, 2)), (5, day(2026, 1)), (7, day(2026, 1))] {
        sheet.write_datetime_with_format(row, column, &day, &date).unwrap();
    }
}

#[test]
fn what_a_workbook_hides_is_told() {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet().set_name("November").unwrap();
    write_listed(sheet, 1, "2C30041");
    write_listed(sheet, 2, "2C30042");
    sheet.set_row_hidden(2).unwrap().set_column_hidden(3).unwrap();
    sheet.write_string_with_format(1, 1, "Doe, Ana", &Format::new().set_font_strikethrough()).unwrap();
    write_listed(workbook.add_worksheet().set_name("October").unwrap().set_hidden(true), 1, "2C30049");
    let home = TestHome::new();
    let told = home.import_workbook("listing.xlsx", workbook);
    assert!(told.contains("2 new"), "{told}");
    assert!(told.contains("1 row of sheet \"November\" is hidden or filtered out"), "{told}");
    assert!(told.contains("Sheet \"October\" is hidden and is not read."), "{told}");
    assert!(told.contains("1 column of sheet \"November\" is hidden, and is read like the others."), "{told}");
    assert!(told.contains("1 cell of sheet \"November\" is struck through (the first is B2)"), "{told}");
}

/// One of two sheets of a kind may be last month's: the worker says which is read.
#[test]
fn one_of_two_sheets_of_a_kind_is_chosen_by_its_name() {
    let mut workbook = Workbook::new();
    write_listed(workbook.add_worksheet().set_name("October").unwrap(), 1, "2C30041");
    write_listed(workbook.add_worksheet().set_name("November").unwrap(), 1, "2C30042");
    let home = TestHome::new();
    let file = home.path().join("listing.xlsx");
    workbook.save(&file).unwrap();
    let file = file.to_str().unwrap();
    let (_, told) = home.fails(&["import", file]);
    assert!(told.contains("several sheets of one kind: October, November") && told.contains("--sheet NAME"), "{told}");
    let (_, told) = home.fails(&["import", file, "--sheet", "December"]);
    assert!(told.contains("has no sheet \"December\": there are October, November"), "{told}");
    home.ok(&["import", file, "--sheet", "november"]);
    let listed = home.json(&["list", "cases"]).to_string();
    assert!(listed.contains("2C30042") && !listed.contains("2C30041"), "{listed}");
}

#[test]
fn a_formula_without_a_result_is_no_empty_cell() {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    write_listed(sheet, 1, "2C30041");
    sheet.write_string(0, 8, "Last Contact").unwrap();
    sheet.write_formula(1, 8, Formula::new("=TODAY()-3").set_result("")).unwrap();
    let file = TestHome::bare();
    let path = file.path().join("made.xlsx");
    workbook.save(&path).unwrap();
    // A report writer leaves the cell of the formula without any value.
    let bytes = without_results(&fs::read(&path).unwrap());
    let home = TestHome::new();
    let path = home.path().join("listing.xlsx");
    fs::write(&path, bytes).unwrap();
    let told = home.ok(&["import", path.to_str().unwrap()]);
    assert!(told.contains("1 cell could not be read") && told.contains("formula without a result"), "{told}");
}

/// Returns the workbook without the stored results of formulas.
fn without_results(bytes: &[u8]) -> Vec<u8> {
    use std::io::{Cursor, Read as _, Write as _};
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut out = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).unwrap();
        let name = part.name().unwrap().into_owned();
        let mut text = String::new();
        part.read_to_string(&mut text).unwrap();
        out.start_file(name.as_str(), zip::write::SimpleFileOptions::default()).unwrap();
        let text = match text.split_once("<f>TODAY()-3</f>") {
            Some((before, after)) => {
                let (_result, rest) = after.split_once("</c>").unwrap();
                format!("{before}<f>TODAY()-3</f></c>{rest}")
            }
            None => text,
        };
        out.write_all(text.as_bytes()).unwrap();
    }
    out.finish().unwrap().into_inner()
}

#[test]
fn hours_that_a_workbook_shows_as_a_length_of_time_are_hours() {
    let home = home();
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    let headers = ["case_no", "person", "activity", "start", "month", "hours_attended", "source"];
    for (column, header) in (0..).zip(headers) {
        sheet.write_string(0, column, header).unwrap();
    }
    for (column, text) in [(0, "2C30001"), (2, "Job Club"), (3, "2026-10-01"), (4, "2026-10"), (6, "Attendance Sheet")]
    {
        sheet.write_string(1, column, text).unwrap();
    }
    sheet.write_number(1, 1, 1).unwrap();
    sheet.write_number_with_format(1, 5, 102.75 / 24.0, &Format::new().set_num_format("[h]:mm")).unwrap();
    home.import_workbook("attendance.xlsx", workbook);
    assert_eq!(home.json(&["facts", "2C30001"])["attendance"][0]["attended"], 102.75);
}

#[rstest]
#[case("page.xls", "a web page (HTML)")]
#[case("xml_2003.xls", "a workbook in an old format (XML Spreadsheet 2003)")]
#[case("scan.csv", "a PDF document")]
fn a_file_that_is_no_table_is_named(#[case] file: &str, #[case] name: &str) {
    let (_, error) = TestHome::new().fails(&["import", &untidy(file)]);
    assert!(error.contains(name) && !error.contains("layouts.md"), "{error}");
}

/// Opens the screen of the home with its four cases.
fn open_screen(home: &TestHome) -> Terminal {
    let mut terminal = Terminal::start(home, &[]);
    terminal.wait_for("Passphrase");
    terminal.type_text(PASSPHRASE).press("Enter");
    terminal.wait_for("4 cases");
    terminal
}

#[test]
fn comments_and_lists_find_names_as_people_type_them() {
    let home = home();
    for (case, results) in [("2C30001", "Called Đặng Thảo about class"), ("2C30002", "Nell O’Hara met Eva de la Vega")]
    {
        let comment =
            ["comment", "file", "--case", case, "--type", "telephone", "--purpose", "x", "--results", results];
        home.ok(&[comment.as_slice(), &["--no-forms", "--no-documents"]].concat());
    }
    for words in ["dang", "Đặng", "ohara", "o'hara", "delavega", "de la vega", "dela vega"] {
        let found = home.json(&["search", words]);
        assert_eq!(found["hits"].as_array().unwrap().len(), 1, "{words}: {found}");
    }
    let mut terminal = open_screen(&home);
    for (typed, case) in [("ohara", "2C30002"), ("delavega", "2C30003")] {
        terminal.press("2 /").type_text(typed);
        let shown = terminal.wait_for("1 of 4");
        assert!(shown.contains(case), "{shown}");
        terminal.press("Esc");
        terminal.wait_without("1 of 4");
    }
    terminal.press("C-q");
    terminal.ended();
}

#[test]
fn what_a_terminal_sends_is_read_as_it_is_meant() {
    let home = home();
    let mut terminal = open_screen(&home);
    terminal.press("2 d");
    terminal.wait_for("Results");
    // Backspace as the byte 08.
    terminal.press("t r").type_text("abc dexx").type_text("\x08\x08");
    terminal.wait_for("abc de ");
    // A late reply to a question of the shell before: no text, and on a list no keys.
    terminal.type_text("\x1b]11;rgb:1111/2222/3333\x1b\\").type_text("f");
    let shown = terminal.wait_for("abc def");
    assert!(!shown.contains("rgb") && !shown.contains("1111"), "{shown}");
    terminal.press("Esc");
    terminal.press("4");
    terminal.wait_for("Alerts");
    terminal.type_text("\x1bP1+r5463=ddqq\x1b\\").press("2");
    terminal.wait_for("O'Hara");
    terminal.press("C-q");
    assert_eq!(terminal.ended(), 0);
}

#[test]
fn a_passphrase_is_the_same_however_letters_are_composed() {
    let home = TestHome::bare();
    let write = |bytes: &[u8]| fs::write(home.passphrase_file(), bytes).unwrap();
    write("contraseña larga 42\n".as_bytes());
    home.ok(&["new", "--worker", "V1A3", "--name", "A. Rivera", "--role", "ec", "--office", "Eastmont"]);
    write("contrasen\u{303}a larga 42\r\n".as_bytes());
    home.ok(&["list", "alerts"]);
    write("\u{feff}contraseña larga 42\r\n".as_bytes());
    home.ok(&["list", "alerts"]);
    write("contrasena larga 42\n".as_bytes());
    home.fails(&["list", "alerts"]);
}

#[test]
fn comma_separated_values_open_in_a_spreadsheet_with_their_accents() {
    let home = home();
    let file = home.path().join("cases.csv");
    home.ok(&["print", "cases", "--out", file.to_str().unwrap(), "--yes"]);
    assert!(fs::read(file).unwrap().starts_with(b"\xEF\xBB\xBF"));
}

#[rstest]
#[case(&["list", "cases", "--json", "--yes"])]
#[case(&["list", "cases", "--csv", "--yes"])]
#[case(&["facts", "2C30001", "--json"])]
#[case(&["audit", "--json"])]
fn a_reader_that_stops_early_is_no_error(#[case] args: &[&str]) {
    let home = home();
    let mut child = Command::new(assert_cmd::cargo::cargo_bin!("caseload"))
        .env_clear()
        .env("HOME", home.path())
        .env("CASELOAD_NOW", NOW)
        .env("CASELOAD_HOME", home.home_path())
        .arg("--passphrase-file")
        .arg(home.passphrase_file())
        .args(args)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(!errors.to_lowercase().contains("pipe"), "{errors}");
}
