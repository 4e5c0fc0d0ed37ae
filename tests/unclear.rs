//! Cells, days and signs that can be taken for something else: what cannot be read never blanks what is known, and what is
//! doubtful is named. The inputs are those of `tests/fixtures/untidy`.

use std::fs;

use rstest::rstest;
use rust_xlsxwriter::{Format, Workbook};

use crate::support::TestHome;

fn untidy(name: &str) -> Vec<u8> {
    fs::read(crate::support::fixture(&format!("../untidy/{name}"))).unwrap()
}

impl TestHome {
    /// Writes a file and returns its path.
    fn put(&self, name: &str, bytes: &[u8]) -> String {
        let file = self.path().join(name);
        fs::write(&file, bytes).unwrap();
        file.to_str().unwrap().to_owned()
    }

    fn import(&self, name: &str, bytes: &[u8]) -> String {
        self.ok(&["import", &self.put(name, bytes)])
    }
}

#[test]
fn a_cell_that_cannot_be_read_leaves_the_known_value_and_is_named_everywhere() {
    let home = TestHome::new();
    home.import("listing_2026-11-10.csv", &untidy("cells_before.csv"));
    let after = home.put("listing_2026-11-18.csv", &untidy("cells_after.csv"));
    let told = home.ok(&["import", "--preview", &after]);
    home.ok(&["import", &after]);
    let changes = home.ok(&["import", "changes"]);
    for told in [&told, &changes] {
        assert!(told.contains("last contact: \"11/15/2b\" could not be read; Sun 10/11/2026 stands"), "{told}");
        assert!(told.contains("plan signed: \"12/31/9999\" could not be read; Wed 03/04/2026 stands"), "{told}");
        assert!(told.contains("language: \"TBD\" could not be read; Spanish stands"), "{told}");
        assert!(told.contains("phone: \"?\" could not be read; 510-555-0112 stands"), "{told}");
        assert!(
            told.contains("plan signed: was Sat 03/07/2026, now blank"),
            "a blank cell is said by the county: {told}"
        );
        assert!(!told.contains("language: was") && !told.contains("phone: was"), "{told}");
    }
    let shown = home.ok(&["case", "show", "2C30041"]);
    assert!(shown.contains("Not read: last contact: \"11/15/2b\" could not be read; Sun 10/11/2026 stands"), "{shown}");
    assert!(shown.contains("Speaks English"), "{shown}");
    let contact = |case: &str| home.json(&["facts", case])["contacts"][0]["on"].clone();
    let contacts = ["2C30041", "2C30042", "2C30043", "2C30044"].map(contact);
    assert_eq!(contacts, ["2026-10-11", "2026-11-15", "2026-11-15", "2026-10-14"]);
    // The same cells again are no change, and cells that can be read again are.
    let again = home.import("listing_2026-11-19.csv", &untidy("cells_after.csv"));
    assert!(again.contains("4 unchanged"), "{again}");
    home.ok(&["verify"]);
}

#[test]
fn an_older_listing_fills_what_a_newer_one_could_not_read() {
    let home = TestHome::new();
    home.import("listing_2026-11-18.csv", &untidy("cells_after.csv"));
    assert!(home.ok(&["import", "changes"]).contains("last contact: \"soon\" could not be read; no value is known"));
    let older = home.put("listing_2026-11-10.csv", &untidy("cells_before.csv"));
    let told = home.ok(&["import", "--force", &older]);
    assert!(told.contains("changed"), "{told}");
    let contact = home.json(&["facts", "2C30041"])["contacts"][0]["on"].clone();
    assert_eq!(contact, "2026-10-11");
}

#[test]
fn a_forced_older_listing_says_that_the_newer_one_stands() {
    let home = TestHome::new();
    let before = String::from_utf8(untidy("cells_before.csv")).unwrap();
    home.import("listing_2026-11-18.csv", before.replace("Registered-Mandatory,1/1", "Sanction,2/1").as_bytes());
    let older = home.put("listing_2026-11-10.csv", before.as_bytes());
    let told = home.ok(&["import", "--force", "--preview", &older]);
    assert!(told.contains("The newer listing of Wed 11/18/2026 was read before: its statuses stand."), "{told}");
    let status = "registration status: registered mandatory in this file; sanction of the newer listing of Wed 11/18/2026 stands";
    assert!(told.contains(status), "{told}");
    home.ok(&["import", "--force", &older]);
    let shown = home.ok(&["case", "show", "2C30041"]);
    assert!(shown.contains("Sanction since"), "{shown}");
}

#[test]
fn a_status_that_the_county_no_longer_reports_is_a_difference() {
    let home = TestHome::new();
    let before = String::from_utf8(untidy("cells_before.csv")).unwrap();
    home.import("listing_2026-11-10.csv", before.as_bytes());
    home.import("listing_2026-11-18.csv", before.replace("Registered-Mandatory", "Exempt").as_bytes());
    let shown = home.ok(&["case", "show", "2C30041"]);
    assert!(!shown.contains("reports no different values"), "{shown}");
    assert!(shown.contains("registration: the county reported Registered (mandatory)"), "{shown}");
}

#[rstest]
#[case("listing 11-17-2026.csv", "2026-11-17")]
#[case("listing_11172026.csv", "2026-11-17")]
#[case("listing 17-11-2026.csv", "2026-11-17")]
fn a_day_in_a_name_counts_in_every_order_that_is_clear(#[case] name: &str, #[case] day: &str) {
    let home = TestHome::new();
    home.import(name, &untidy("cells_before.csv"));
    assert_eq!(home.json(&["import", "list"])[0]["run"], day);
}

#[test]
fn a_day_that_is_none_is_refused_and_no_day_is_said_or_given() {
    let home = TestHome::new();
    let file = home.put("listing_2026-13-01.csv", &untidy("cells_before.csv"));
    let (_, refused) = home.fails(&["import", &file]);
    assert!(refused.contains("2026-13-01, which is no day") && refused.contains("Nothing from it"), "{refused}");
    let file = home.put("listing.csv", &untidy("cells_before.csv"));
    let told = home.ok(&["import", "--preview", &file]);
    assert!(told.contains("No run date in it") && told.contains("it counts as of"), "{told}");
    home.ok(&["import", "--run-date", "11/17/2026", &file]);
    assert_eq!(home.json(&["import", "list"])[0]["run"], "2026-11-17");
}

#[rstest]
#[case("code_page_850.csv", "It is written in code page 850.")]
#[case("mac_roman.csv", "It is written in Mac Roman.")]
#[case("twice_encoded.csv", "It is written in UTF-8, encoded twice.")]
fn old_and_doubled_encodings_are_recognized(#[case] file: &str, #[case] note: &str) {
    let home = TestHome::new();
    let told = home.import("listing_2026-11-10.csv", &untidy(file));
    assert!(told.contains(note), "{told}");
    let name = |case: &str| home.json(&["facts", case])["people"][0]["name"].clone();
    let names = ["2C30051", "2C30052", "2C30053"].map(name);
    assert_eq!(names, ["Ramírez, José", "Muñoz, Inés", "Peña, Ángela"]);
}

#[test]
fn a_sign_that_was_lost_on_the_way_is_warned_of() {
    let home = TestHome::new();
    let told = home.import("listing_2026-11-10.csv", &untidy("twice_encoded_lost.csv"));
    assert!(told.contains("signs stand inside words that no name has. Check the names"), "{told}");
    assert_eq!(home.json(&["facts", "2C30052"])["people"][0]["name"], "Muñoz, Inés");
}

#[test]
fn a_sign_that_looks_like_another_is_named() {
    let home = TestHome::new();
    let told = home.import("listing_2026-11-10.csv", &untidy("look_alikes.csv"));
    assert!(told.contains("is not a case number: its С is Cyrillic and looks like the letter C"), "{told}");
    assert!(told.contains("\"Rіvera, Nell\" its і is Cyrillic and looks like the letter i"), "{told}");
    assert_eq!(home.json(&["facts", "2C30062"])["case"], "2C30062", "digits of another width are digits");
}

#[test]
fn merged_cells_are_read_in_every_row_and_named() {
    let home = TestHome::new();
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    let header = "Case No,Participant,Pers,DOB,Reg Status,Status Dt,Aid Status,Aid Dt";
    let rows = [
        header,
        "2C30071,Salas Rita,1,2/3/1990,Exempt,1/1/2026,Active,1/1/2026",
        "2C30072,Marsh Ana,1,2/3/1991,,1/1/2026,Active,1/1/2026",
    ];
    for (row, cells) in (0..).zip(rows) {
        for (column, cell) in (0..).zip(cells.split(',')) {
            sheet.write_string(row, column, cell).unwrap();
        }
    }
    sheet.merge_range(1, 4, 2, 4, "Exempt", &Format::new()).unwrap();
    let told = home.import("listing_2026-11-10.xlsx", &workbook.save_to_buffer().unwrap());
    assert!(
        told.contains("2 new") && told.contains("1 cell of sheet \"Sheet1\" is merged over several rows"),
        "{told}"
    );
}

#[test]
fn a_file_of_which_no_row_can_be_used_fails() {
    let home = TestHome::new();
    let listing = String::from_utf8(untidy("cells_before.csv")).unwrap().replace("Registered-Mandatory", "Nonsense");
    let (code, told) = home.fails(&["import", &home.put("listing_2026-11-10.csv", listing.as_bytes())]);
    assert!(code == 1 && told.contains("No row of listing_2026-11-10.csv could be used"), "{code} {told}");
}

#[test]
fn commands_that_lack_a_word_say_which() {
    let home = TestHome::with_extracts();
    let (_, told) = home.fails(&["act", "0052445"]);
    assert!(told.contains("Which act?") && told.contains("caseload act 0052445 ACT"), "{told}");
    assert!(home.ok(&["help"]).contains("import"));
    let (_, told) = home.fails(&["search", "type:nope"]);
    assert!(told.contains("No type of contact") && told.lines().count() == 1, "{told}");
}

#[test]
fn the_check_of_the_configuration_names_every_wrong_value() {
    let home = TestHome::new();
    let settings = "clipboard = \"maybe\"\nlock_after_minutes = 0\ntheme = \"none\"\nposting = \"nowhere\"\n";
    fs::write(home.home_path().join("settings.toml"), settings).unwrap();
    let checked = home.run(&["config", "check"]);
    let told = String::from_utf8(checked.stdout).unwrap();
    assert_eq!(checked.status.code(), Some(20), "{told}");
    for word in ["clipboard", "lock_after_minutes", "theme", "posting", "line 1"] {
        assert!(told.contains(word), "{word}: {told}");
    }
}
