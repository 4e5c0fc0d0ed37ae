//! Cells, encodings and days of files that are not what they look like: each is read as what it is, or named, and nothing
//! untrue is said of it.

use std::fs;

use rstest::rstest;

use crate::support::TestHome;

const LISTED: &str = "Case No,Participant,Pers,DOB,Reg Status,Status Dt,Aid Status,Aid Dt,Lang,Phone";

/// Imports a listing of one row under a name, and returns what is told.
fn import_row(home: &TestHome, name: &str, row: &str) -> String {
    let file = home.path().join(name);
    fs::write(&file, format!("{LISTED}\n{row}\n")).unwrap();
    home.ok(&["import", file.to_str().unwrap()])
}

const ANA: &str = "3C30001,\"Garcia, Ana\",1,1/5/1990,Exempt,1/1/2026,Active,1/1/2026,Spanish,510-555-0100";

/// What spreadsheets, databases and forms leave in a cell is no language and no telephone; the known value stands.
#[rstest]
#[case::shortened("510-555-0100", "5.10556E+09", "phone", "510-555-0100")]
#[case::shortened_whole("510-555-0100", "5E+09", "phone", "510-555-0100")]
#[case::tick("Spanish", "x", "language", "Spanish")]
#[case::points("Spanish", "N.A.", "language", "Spanish")]
fn what_is_no_value_leaves_the_known_one(
    #[case] before: &str,
    #[case] after: &str,
    #[case] field: &str,
    #[case] stands: &str,
) {
    let home = TestHome::new();
    import_row(&home, "listing_2026-11-17.csv", ANA);
    let told = import_row(&home, "listing_2026-11-18.csv", &ANA.replace(before, after));
    assert!(told.contains("1 cell could not be read") && told.contains(after), "{told}");
    assert_eq!(home.json(&["facts", "3C30001"])["people"][0][field], stands);
}

#[test]
fn a_shortened_case_number_is_named_as_such() {
    let home = TestHome::new();
    let file = home.path().join("listing_2026-11-17.csv");
    fs::write(&file, format!("{LISTED}\n{}\n", ANA.replace("3C30001", "1.23457E+06"))).unwrap();
    home.fails(&["import", file.to_str().unwrap()]);
    let told = home.ok(&["import", "rejects"]);
    assert!(told.contains("is a number that a spreadsheet shortened: its last digits are lost"), "{told}");
}

#[rstest]
#[case::number("O&#39;Rios, Ana", "O'Rios, Ana")]
#[case::name("Garc&iacute;a, Ana", "García, Ana")]
#[case::hexadecimal("Garc&#xED;a, Ana", "García, Ana")]
#[case::twice("O&amp;#39;Rios, Ana", "O'Rios, Ana")]
#[case::none("Smith & Co; Ana", "Smith & Co; Ana")]
fn entities_of_web_pages_are_the_signs_that_they_stand_for(#[case] written: &str, #[case] read: &str) {
    let home = TestHome::new();
    import_row(&home, "listing_2026-11-17.csv", &ANA.replace("Garcia, Ana", written));
    assert_eq!(home.json(&["facts", "3C30001"])["people"][0]["name"], read);
}

#[rstest]
#[case::mark_low(true, u32::to_le_bytes as fn(u32) -> [u8; 4])]
#[case::mark_high(true, u32::to_be_bytes as fn(u32) -> [u8; 4])]
#[case::low(false, u32::to_le_bytes as fn(u32) -> [u8; 4])]
#[case::high(false, u32::to_be_bytes as fn(u32) -> [u8; 4])]
fn utf_32_is_read(#[case] mark: bool, #[case] order: fn(u32) -> [u8; 4]) {
    let home = TestHome::new();
    let file = home.path().join("listing_2026-11-17.csv");
    let text = format!("{}{LISTED}\n{}\n", if mark { "\u{feff}" } else { "" }, ANA.replace("Garcia", "García"));
    fs::write(&file, text.chars().flat_map(|sign| order(sign.into())).collect::<Vec<u8>>()).unwrap();
    let told = home.ok(&["import", file.to_str().unwrap()]);
    assert!(told.contains("UTF-32") && told.contains("1 new"), "{told}");
    assert_eq!(home.json(&["facts", "3C30001"])["people"][0]["name"], "García, Ana");
}

/// A fraction of a day is how a spreadsheet keeps hours; as hours of a month it would say that nobody took part.
#[test]
fn a_fraction_of_a_day_is_no_number_of_hours() {
    let home = TestHome::new();
    import_row(&home, "listing_2026-11-16.csv", ANA);
    let file = home.path().join("attendance_2026-11-17.csv");
    let head = "Case,Person,Activity,Start,Month,Attended,Excused,Unexcused,Holiday,Posted";
    fs::write(&file, format!("{head}\n3C30001,1,Job Club,10/1/2026,2026-10,0.2291666,0,0,0,11/5/2026\n")).unwrap();
    let (_, told) = home.fails(&["import", file.to_str().unwrap()]);
    assert!(told.contains("No row"), "{told}");
    let told = home.ok(&["import", "rejects"]);
    assert!(
        told.contains("0.2291666 is no number of hours: a spreadsheet keeps 5:30 hours as this fraction"),
        "{told}"
    );
}

/// Sets the day on which a file was last changed.
fn set_changed(file: &std::path::Path, days_from_now: i64) {
    let now = chrono::NaiveDate::from_ymd_opt(2026, 11, 19).unwrap().and_hms_opt(9, 0, 0).unwrap();
    let changed = now.and_local_timezone(chrono::Local).unwrap() + chrono::Duration::days(days_from_now);
    fs::File::options().write(true).open(file).unwrap().set_modified(changed.into()).unwrap();
}

#[test]
fn a_file_changed_after_today_counts_as_of_today_and_says_why() {
    let home = TestHome::new();
    let file = home.path().join("listing.csv");
    fs::write(&file, format!("{LISTED}\n{ANA}\n")).unwrap();
    set_changed(&file, 2_500);
    let told = home.ok(&["import", file.to_str().unwrap()]);
    assert!(told.contains("which is after today: it counts as of today, Thu 11/19/2026."), "{told}");
    assert!(!told.contains("11/19/2026, when the file was last changed"), "{told}");
}

/// The day of a file's last change does not prove that the file is the newer one.
#[test]
fn an_undated_file_is_not_called_newer_than_one_of_the_day_before() {
    let home = TestHome::new();
    let file = home.path().join("listing.csv");
    fs::write(&file, format!("{LISTED}\n{ANA}\n")).unwrap();
    set_changed(&file, 0);
    home.ok(&["import", file.to_str().unwrap()]);
    let yesterday = home.path().join("listing_2026-11-18.csv");
    fs::write(&yesterday, format!("{LISTED}\n{}\n", ANA.replace("0100", "0101"))).unwrap();
    home.run(&["import", yesterday.to_str().unwrap()]);
    let told = home.ok(&["import", "rejects"]);
    assert!(told.contains("nobody can tell which of the two is newer") && !told.contains("which is newer"), "{told}");
}

/// A person whom the newer listing does not name has the statuses of the older one, and nothing else is said.
#[test]
fn the_statuses_of_a_newer_listing_stand_only_for_whom_it_names() {
    let home = TestHome::new();
    let other = ANA.replace("3C30001", "3C30002").replace("Ana", "Eva");
    import_row(&home, "listing_2026-11-10.csv", &format!("{ANA}\n{other}"));
    import_row(&home, "listing_2026-11-18.csv", ANA);
    let file = home.path().join("listing_2026-11-15.csv");
    fs::write(&file, format!("{LISTED}\n{}\n", other.replace("Exempt,1/1/2026", "Registered-Mandatory,11/1/2026")))
        .unwrap();
    let told = home.ok(&["import", "--force", file.to_str().unwrap()]);
    assert!(told.contains("1 changed") && !told.contains("its statuses stand"), "{told}");
}
