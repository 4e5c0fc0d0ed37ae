//! Extracts read from inside the screen: chosen, looked at, read or stopped, and a rejected row mended.

use std::fs;
use std::path::PathBuf;

use crate::support::terminal::Terminal;
use crate::support::{Desk, fixtures};

const HEADER: &str = "Case No,Participant,Pers,DOB,Reg Status,Status Dt,Aid Status,Aid Dt\n";

/// A folder beside the home with these files.
fn folder(desk: &Desk, files: &[(&str, String)]) -> PathBuf {
    let folder = desk.path().join("incoming");
    fs::create_dir_all(&folder).unwrap();
    for (name, text) in files {
        fs::write(folder.join(name), text).unwrap();
    }
    folder
}

fn unlocked(desk: &Desk) -> Terminal {
    let mut terminal = Terminal::start(desk, &[]);
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

fn entries(desk: &Desk) -> u64 {
    desk.json(&["verify"])["entries"].as_u64().unwrap()
}

#[test]
fn a_folder_of_extracts_is_looked_at_and_then_read() {
    let desk = Desk::new();
    let folder = folder(&desk, &[]);
    for file in fixtures() {
        fs::copy(&file, folder.join(file.file_name().unwrap())).unwrap();
    }
    let mut terminal = unlocked(&desk);
    look_at(&mut terminal, &folder);
    terminal.type_text("All 7").press("Enter");
    let preview = terminal.wait_for("What the extracts would bring");
    assert!(preview.contains("Enter reads it in") && preview.contains("139 read = 135 new"), "{preview}");
    assert!(preview.contains("0 cases"), "nothing is there yet: {preview}");
    terminal.press("Enter");
    let read = terminal.wait_for("Extracts read");
    assert!(read.contains("R mends 6 rejected rows") && read.contains("118 cases"), "{read}");
    terminal.press("Esc 3");
    terminal.wait_for("At the 20-day good-cause period");
    terminal.press("q");
    assert_eq!(terminal.ended(), 0);
    assert_eq!(desk.json(&["verify"])["holds"], true);
}

#[test]
fn a_reading_that_is_stopped_leaves_nothing() {
    let desk = Desk::new();
    let rows: String = (0..60_000).map(|case| row(case, "Exempt")).collect();
    let folder = folder(&desk, &[("large.csv", format!("{HEADER}{rows}"))]);
    let before = entries(&desk);
    let mut terminal = unlocked(&desk);
    look_at(&mut terminal, &folder);
    terminal.type_text("large").press("Enter");
    terminal.wait_for("rows read");
    terminal.press("Esc");
    terminal.wait_for("Stopped. Nothing was changed.");
    terminal.press("2");
    terminal.wait_for("Cases (ES108)");
    terminal.press("q");
    assert_eq!(terminal.ended(), 0);
    assert!(!desk.home().join("caseload.sorting").exists(), "nothing is left");
    // That the home was opened is recorded, too.
    assert_eq!(desk.json(&["list", "cases"]).as_array().unwrap().len(), 0);
    assert!(desk.json(&["import", "list"]).as_array().unwrap().is_empty());
    assert!(entries(&desk) >= before);
}

#[test]
fn a_rejected_row_is_mended_on_the_screen() {
    let desk = Desk::new();
    let text = format!("{HEADER}{}{}", row(1, "Exempt"), row(2, "Exemptt"));
    let file = folder(&desk, &[("one.csv", text)]).join("one.csv");
    desk.ok(&["import", file.to_str().unwrap()]);
    let mut terminal = unlocked(&desk);
    terminal.wait_for("1 case");
    terminal.press("R");
    terminal.wait_for("1 rejected row to mend");
    terminal.press("Enter");
    let form = terminal.wait_for("Rejected: one.csv, row 3");
    assert!(form.contains("status Exemptt is not known") && form.contains("Reg Status"), "{form}");
    terminal.press("C-s");
    terminal.wait_for("is not known");
    terminal.press("C-u").type_text("Exempt").press("C-s");
    terminal.wait_for("Mended.");
    terminal.wait_for("2 cases");
    terminal.press("R");
    terminal.wait_for("No rejected row waits");
    terminal.press("q");
    assert_eq!(terminal.ended(), 0);
    let facts = desk.json(&["facts", "1Z00002"]);
    let source = &facts["people"][0]["source"];
    assert_eq!(source["file"], "one.csv (row 3 mended)", "{facts}");
    assert_eq!(desk.json(&["verify"])["holds"], true);
}

#[test]
fn a_file_of_unknown_form_is_read_by_the_layout_that_is_proposed() {
    let desk = Desk::new();
    let folder = folder(&desk, &[]);
    fs::copy(crate::support::fixture("../second_county/padron.csv"), folder.join("padron.csv")).unwrap();
    let mut terminal = unlocked(&desk);
    look_at(&mut terminal, &folder);
    terminal.type_text("padron").press("Enter");
    let proposed = terminal.wait_for("A file of unknown form");
    assert!(proposed.contains("Enter keeps it and looks again"), "{proposed}");
    terminal.press("Enter");
    terminal.wait_for("What the extracts would bring");
    terminal.press("Enter");
    terminal.wait_for("Extracts read");
    terminal.press("Esc q");
    assert_eq!(terminal.ended(), 0);
    assert!(desk.home().join("layouts/padron.toml").exists());
    assert!(!desk.json(&["list", "cases"]).as_array().unwrap().is_empty());
}
