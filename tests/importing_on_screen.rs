//! Extracts read from inside the screen: chosen, looked at, read or stopped, and a rejected row corrected.

use std::fs;
use std::path::PathBuf;

use crate::support::terminal::Terminal;
use crate::support::{TestHome, fixtures};

const HEADER: &str = "Case No,Participant,Pers,DOB,Reg Status,Status Dt,Aid Status,Aid Dt\n";

/// A folder beside the home with these files.
fn folder(home: &TestHome, files: &[(&str, String)]) -> PathBuf {
    let folder = home.path().join("incoming");
    fs::create_dir_all(&folder).unwrap();
    for (name, text) in files {
        fs::write(folder.join(name), text).unwrap();
    }
    folder
}

fn unlocked(home: &TestHome) -> Terminal {
    let mut terminal = Terminal::start(home, &[]);
    terminal.wait_for("Passphrase");
    terminal.type_text(crate::support::PASSPHRASE).press("Enter");
    terminal.wait_for("1 Today");
    terminal
}

/// Opens the list of a folder by its path.
fn look_at(terminal: &mut Terminal, folder: &std::path::Path) {
    terminal.press("I");
    terminal.wait_for("Another path");
    terminal.type_text("Another").press("Enter");
    terminal.wait_for("File or folder");
    terminal.press("C-u").type_text(folder.to_str().unwrap()).press("Enter");
    terminal.wait_for("the folder above");
}

fn row(case: u32, status: &str) -> String {
    format!("1Z{case:05},\"Doe, Ana\",1,01/02/1990,{status},03/01/2026,Active,01/01/2025\n")
}

fn entries(home: &TestHome) -> u64 {
    home.json(&["verify"])["entries"].as_u64().unwrap()
}

#[test]
fn a_folder_of_extracts_is_looked_at_and_then_read() {
    let home = TestHome::new();
    let folder = folder(&home, &[]);
    for file in fixtures() {
        fs::copy(&file, folder.join(file.file_name().unwrap())).unwrap();
    }
    let mut terminal = unlocked(&home);
    look_at(&mut terminal, &folder);
    terminal.type_text("All 7").press("Enter");
    // Six of the files do not say when the county ran them; each is asked about in its turn.
    for turn in 1..=6 {
        terminal.wait_for(&format!("{turn} of 6: "));
        terminal.press("Enter");
    }
    let preview = terminal.wait_for("What the extracts would change");
    assert!(
        preview.contains("Enter imports.")
            && preview.contains(" 139  135       0         0         1        3  case listing (ES108)"),
        "{preview}"
    );
    assert!(preview.contains("0 cases"), "nothing is there yet: {preview}");
    terminal.press("Enter");
    let read = terminal.wait_for("Extracts imported");
    assert!(read.contains("R corrects 6 rejected rows") && read.contains(" items; "), "{read}");
    terminal.press("Esc 3");
    terminal.wait_for("At the 20-day good-cause period");
    terminal.press("C-q");
    assert_eq!(terminal.ended(), 0);
    assert_eq!(home.json(&["verify"])["holds"], true);
}

#[test]
fn a_reading_that_is_stopped_leaves_nothing() {
    let home = TestHome::new();
    let rows: String = (0..60_000).map(|case| row(case, "Exempt")).collect();
    let folder = folder(&home, &[("large.csv", format!("{HEADER}{rows}"))]);
    let before = entries(&home);
    let mut terminal = unlocked(&home);
    look_at(&mut terminal, &folder);
    terminal.type_text("large").press("Enter");
    terminal.wait_for("The county ran it on");
    terminal.press("Enter");
    terminal.wait_for("rows read");
    terminal.press("Esc");
    terminal.wait_for("Stopped. Nothing was changed.");
    terminal.press("2");
    terminal.wait_for("Cases (ES108)");
    terminal.press("C-q");
    assert_eq!(terminal.ended(), 0);
    assert!(!home.home_path().join("caseload.sorting").exists(), "nothing is left");
    // That the home was opened is recorded, too.
    assert_eq!(home.json(&["list", "cases"]).as_array().unwrap().len(), 0);
    assert!(home.json(&["import", "list"]).as_array().unwrap().is_empty());
    assert!(entries(&home) >= before);
}

#[test]
fn a_rejected_row_is_corrected_on_the_screen() {
    let home = TestHome::new();
    let text = format!("{HEADER}{}{}", row(1, "Exempt"), row(2, "Exemptt"));
    let file = folder(&home, &[("one.csv", text)]).join("one.csv");
    home.ok(&["import", file.to_str().unwrap()]);
    let mut terminal = unlocked(&home);
    terminal.wait_for("1 case");
    terminal.press("R");
    terminal.wait_for("1 rejected row to correct");
    terminal.press("Enter");
    let form = terminal.wait_for("Rejected: one.csv, row 3");
    assert!(form.contains("status Exemptt is not known") && form.contains("Reg Status"), "{form}");
    terminal.press("C-s");
    terminal.wait_for("is not known");
    terminal.press("C-u").type_text("Exempt").press("C-s");
    terminal.wait_for("Corrected.");
    terminal.wait_for("2 cases");
    terminal.press("R");
    terminal.wait_for("No rejected row waits");
    terminal.press("C-q");
    assert_eq!(terminal.ended(), 0);
    let facts = home.json(&["facts", "1Z00002"]);
    let source = &facts["people"][0]["source"];
    assert_eq!(source["file"], "one.csv (row 3 corrected)", "{facts}");
    assert_eq!(home.json(&["verify"])["holds"], true);
}

#[test]
fn a_file_of_unknown_form_is_read_by_the_layout_that_is_proposed() {
    let home = TestHome::new();
    let folder = folder(&home, &[]);
    fs::copy(crate::support::fixture("../second_county/padron.csv"), folder.join("padron.csv")).unwrap();
    let mut terminal = unlocked(&home);
    look_at(&mut terminal, &folder);
    terminal.type_text("padron").press("Enter");
    let proposed = terminal.wait_for("A file of an unknown format");
    assert!(proposed.contains("Enter keeps it and previews"), "{proposed}");
    terminal.press("Enter");
    terminal.wait_for("What the extracts would change");
    terminal.press("Enter");
    terminal.wait_for("Extracts imported");
    terminal.press("Esc C-q");
    assert_eq!(terminal.ended(), 0);
    assert!(home.home_path().join("layouts/padron.toml").exists());
    assert!(!home.json(&["list", "cases"]).as_array().unwrap().is_empty());
}

fn listing(rows: &[String]) -> String {
    format!("{HEADER}{}", rows.concat())
}

/// A listing that says when it was run.
fn dated(run: &str, rows: &[String]) -> String {
    format!("Run date: {run}\n{HEADER}{}", rows.concat())
}

fn reads(home: &TestHome, name: &str, text: String) {
    let file = folder(home, &[(name, text)]).join(name);
    home.ok(&["import", file.to_str().unwrap()]);
}

/// A home that knows the listing of the 18th, and a folder with the one of the 11th.
fn with_an_older_one() -> (TestHome, PathBuf) {
    let home = TestHome::new();
    reads(&home, "new.csv", dated("11/18/2026", &[row(1, "Exempt"), row(2, "Exempt")]));
    fs::remove_file(home.path().join("incoming/new.csv")).unwrap();
    let folder = folder(&home, &[("old.csv", dated("11/11/2026", &[row(1, "Sanction")]))]);
    (home, folder)
}

#[test]
fn an_older_extract_is_refused_in_the_words_of_the_command() {
    let (home, folder) = with_an_older_one();
    let (_, said) = home.fails(&["import", folder.join("old.csv").to_str().unwrap()]);
    let mut terminal = unlocked(&home);
    look_at(&mut terminal, &folder);
    terminal.type_text("old").press("Enter");
    let refused = terminal.wait_for("F shows what importing it anyway would do");
    let refused = refused.split_whitespace().collect::<Vec<_>>().join(" ").replace("│ │ ", "");
    let words = said.trim_start_matches("caseload: ").split(". The file").next().unwrap();
    assert!(refused.contains(words), "{words}: {refused}");
    assert!(refused.contains("new.csv, run on Wed 11/18, read on Thu 11/19"), "{refused}");
    assert!(refused.contains("run on Wed 11/11, 7 days before"), "{refused}");
    assert!(!refused.contains("Enter accept"), "there is nothing to accept: {refused}");
    // No other key than the one that is named does anything.
    terminal.press("Enter y Esc 2");
    terminal.wait_for("Cases (ES108)");
    terminal.press("C-q");
    assert_eq!(terminal.ended(), 0);
    assert_eq!(home.json(&["import", "list"]).as_array().unwrap().len(), 1);
}

#[test]
fn an_older_extract_is_read_anyway_after_three_different_keys() {
    let (home, folder) = with_an_older_one();
    let mut terminal = unlocked(&home);
    look_at(&mut terminal, &folder);
    terminal.type_text("old").press("Enter");
    terminal.wait_for("An older extract");
    terminal.press("F");
    let told = terminal.wait_for("import it anyway?");
    assert!(told.contains("The newer listing of Wed 11/18/2026 was read before"), "{told}");
    terminal.press("Down Down Down Down Down");
    terminal.wait_for("1 fact that earlier extracts had");
    terminal.press("Enter");
    terminal.wait_for("It is 7 days older than the newest one. Import it?");
    // Any other key says no, and the preview is there again.
    terminal.press("Enter");
    terminal.wait_for("Enter accept");
    terminal.press("Enter");
    terminal.wait_for("It is 7 days older than the newest one. Import it?");
    terminal.press("y");
    terminal.wait_for("Extracts imported");
    terminal.press("Esc C-q");
    assert_eq!(terminal.ended(), 0);
    let facts = home.json(&["facts", "1Z00001"]);
    // What an older extract says of the status was true then; the newest one says what it is today.
    let person = &facts["people"][0];
    assert!(person["registration_reported_before"].to_string().contains("sanction"), "{facts}");
    assert!(!person["registration"].to_string().contains("sanction"), "{facts}");
    assert_eq!(home.json(&["verify"])["holds"], true);
}

#[test]
fn of_two_listings_read_together_the_newer_has_the_last_word() {
    let home = TestHome::new();
    // By name the newer one comes first.
    let newer = ("a.csv", dated("11/18/2026", &[row(1, "Exempt")]));
    let folder = folder(&home, &[newer, ("b.csv", dated("11/11/2026", &[row(1, "Sanction")]))]);
    let mut terminal = unlocked(&home);
    look_at(&mut terminal, &folder);
    terminal.type_text("All 2").press("Enter");
    let preview = terminal.wait_for("What the extracts would change");
    assert!(preview.contains("2   1       1         0         0        0  all"), "{preview}");
    terminal.press("Enter");
    terminal.wait_for("Extracts imported");
    terminal.press("Esc C-q");
    assert_eq!(terminal.ended(), 0);
    let registration = home.json(&["facts", "1Z00001"])["people"][0]["registration"].clone();
    assert!(registration.as_array().unwrap().last().unwrap().to_string().contains("exempt"), "{registration}");
}

#[test]
fn what_the_newest_listing_does_not_name_is_worked_from_a_list() {
    let home = TestHome::new();
    let both = |case| [row(case, "Exempt"), row(case, "Exempt").replace("Ana\",1", "Bo\",2")].concat();
    reads(&home, "one.csv", dated("11/11/2026", &[both(1), both(2), row(3, "Exempt")]));
    reads(
        &home,
        "two.csv",
        dated("11/18/2026", &[both(1).lines().next().unwrap().to_owned() + "\n", row(3, "Exempt")]),
    );
    let mut terminal = unlocked(&home);
    terminal.wait_for("3 cases");
    terminal.press("N");
    let list = terminal.wait_for("Not in the newest extracts");
    assert!(list.contains("1 case, 1 person"), "{list}");
    let detail = terminal.wait_for("Last reported by one.csv of Wed 11/11; not in two.csv of Wed 11/18.");
    let rows: Vec<&str> = detail.lines().filter(|line| line.contains("1Z0000")).collect();
    assert!(rows[0].contains("▸case") && rows[0].contains("1Z00002"), "whole cases first: {rows:?}");
    assert!(rows[1].contains("person") && rows[1].contains("1Z00001") && rows[1].contains("Doe, Bo"), "{rows:?}");
    assert!(detail.contains("Enter open"), "the bar says so: {detail}");
    terminal.press("j Enter");
    terminal.wait_for("1Z00001");
    terminal.wait_without("Not in the newest extracts");
    // The list comes back where it was left.
    terminal.press("N");
    let again = terminal.wait_for("Not in the newest extracts");
    assert!(again.lines().any(|line| line.contains("▸person")), "{again}");
    terminal.press("Esc C-q");
    assert_eq!(terminal.ended(), 0);
    assert_eq!(home.json(&["import", "review"])[0]["since"], "2026-11-18");
}

#[test]
fn an_import_is_undone_on_the_screen_after_its_consequences_are_shown() {
    let home = TestHome::new();
    reads(&home, "one.csv", listing(&[row(1, "Exempt")]));
    reads(&home, "two.csv", listing(&[row(1, "Sanction"), row(2, "Exempt")]));
    let mut terminal = unlocked(&home);
    terminal.wait_for("2 cases");
    terminal.press("E");
    let list = terminal.wait_for("2 extracts read");
    assert!(list.contains("two.csv") && list.contains("2 read") && list.contains("0 rejected"), "{list}");
    // The older one is what the newer one builds on.
    terminal.press("Down Enter");
    terminal.wait_for("The import cannot be undone: two.csv was imported later");
    terminal.press("T Esc E");
    terminal.wait_for("2 extracts read");
    terminal.press("Enter");
    let told = terminal.wait_for("T undoes the import, after asking why");
    assert!(told.contains("2 read = 1 new + 1 changed + 0 unchanged + 0 duplicate + 0 rejected"), "{told}");
    assert!(
        told.contains("1 new fact would be removed.") && told.contains("registration status: was sanction, now exempt"),
        "{told}"
    );
    terminal.press("T");
    terminal.wait_for("Undone because");
    // Without a reason it is not done.
    terminal.press("Enter");
    terminal.wait_for("Say why.");
    terminal.type_text("another unit").press("Enter");
    terminal.wait_for("The import of two.csv is undone: 1 new fact removed, 1 changed fact restored.");
    terminal.wait_for("1 of 1 case");
    terminal.press("E");
    terminal.wait_for("UNDONE");
    terminal.press("Enter");
    terminal.wait_for("The import of this extract was already");
    terminal.press("Esc C-q");
    assert_eq!(terminal.ended(), 0);
    assert_eq!(home.json(&["list", "cases"]).as_array().unwrap().len(), 1);
    assert_eq!(home.json(&["verify"])["holds"], true);
    assert!(home.ok(&["audit"]).contains("import undone"));
}

#[test]
fn an_import_is_not_undone_under_a_draft() {
    let home = TestHome::new();
    reads(&home, "one.csv", listing(&[row(1, "Exempt")]));
    let mut terminal = unlocked(&home);
    terminal.wait_for("1 case");
    terminal.press("2 d t r").type_text("Half a sentence").press("Esc");
    terminal.wait_for("Cases (ES108)");
    terminal.press("E");
    terminal.wait_for("1 extract read");
    terminal.press("Enter");
    terminal.wait_for("A draft about case 1Z00001");
    terminal.press("Esc C-q");
    assert_eq!(terminal.ended(), 0);
    let refused = home.fails(&["import", "undo", "--reason", "wrong"]).1;
    assert!(refused.contains("A draft about case 1Z00001"), "{refused}");
}
