//! Tests of what surrounds an import: the preview, what changed, what is missing, correcting rejected rows, undo, stopping,
//! and being killed in the middle of a file that does not fit into memory.

use std::fs;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::support::Desk;

const HEADER: &str = "Case No,Participant,Pers,DOB,Reg Status,Status Dt,Aid Status,Aid Dt\n";

fn listing(rows: &[(&str, &str, &str)]) -> String {
    let row = |(case, status, since): &(&str, &str, &str)| {
        format!("{case},\"Doe, Ana\",1,01/02/1990,{status},{since},Active,01/01/2025\n")
    };
    HEADER.to_owned() + &rows.iter().map(row).collect::<String>()
}

fn write(desk: &Desk, name: &str, text: &str) -> String {
    let path = desk.path().join(name);
    fs::write(&path, text).unwrap();
    path.to_str().unwrap().to_owned()
}

fn import(desk: &Desk, name: &str, text: &str) -> Value {
    desk.json(&["import", &write(desk, name, text)])[0].clone()
}

fn statuses(desk: &Desk, case: &str) -> usize {
    desk.json(&["facts", case])["people"][0]["registration"].as_array().unwrap().len()
}

#[test]
fn a_preview_shows_field_by_field_what_would_change() {
    let desk = Desk::new();
    import(&desk, "one.csv", &listing(&[("1B00001", "Registered-Mandatory", "03/01/2026")]));
    let two =
        write(&desk, "two.csv", &listing(&[("1B00001", "Exempt", "11/01/2026"), ("1B00002", "Exempt", "1/1/2026")]));
    let before = desk.json(&["verify"]);
    let shown = desk.ok(&["import", "--preview", &two]);
    assert!(shown.contains("2 read = 1 new + 1 changed"), "{shown}");
    assert!(shown.contains("registration: registered mandatory -> exempt"), "{shown}");
    assert!(shown.contains("registration since: 2026-03-01 -> 2026-11-01"), "{shown}");
    assert_eq!(desk.json(&["verify"]), before);

    desk.ok(&["import", &two]);
    let changes = desk.json(&["import", "changes"]);
    let known: Vec<_> = changes.as_array().unwrap().iter().filter(|change| change["new"] == false).collect();
    assert_eq!((known.len(), known[0]["row"].as_u64(), known[0]["case"].as_str()), (1, Some(2), Some("1B00001")));
}

#[test]
fn what_the_newest_listing_does_not_name_is_there_to_review() {
    let desk = Desk::new();
    import(&desk, "one.csv", &listing(&[("1B00001", "Exempt", "03/01/2026"), ("1B00002", "Exempt", "1/1/2026")]));
    let report = import(&desk, "two.csv", &listing(&[("1B00001", "Exempt", "03/01/2026")]));
    assert_eq!(report["absent"], 1);
    let review = desk.json(&["import", "review"]);
    assert_eq!((review[0]["case"].as_str(), review[0]["last_file"].as_str()), (Some("1B00002"), Some("one.csv")));
    assert_eq!(desk.json(&["list", "cases"]).as_array().unwrap().len(), 2, "it is never deleted");
}

#[test]
fn an_extract_is_taken_back_while_nothing_depends_on_it() {
    let desk = Desk::new();
    import(&desk, "one.csv", &listing(&[("1B00001", "Registered-Mandatory", "03/01/2026")]));
    import(&desk, "two.csv", &listing(&[("1B00001", "Exempt", "11/01/2026"), ("1B00002", "Exempt", "1/1/2026")]));
    let first = desk.json(&["import", "list"])[1]["id"].as_str().unwrap().to_owned();
    let refused = desk.fails(&["import", "undo", &first, "--reason", "wrong"]).1;
    assert!(refused.contains("two.csv was read since"), "{refused}");
    assert_eq!(statuses(&desk, "1B00001"), 2);

    desk.ok(&["import", "undo", "--reason", "another unit's list"]);
    assert_eq!(statuses(&desk, "1B00001"), 1);
    assert_eq!(desk.json(&["list", "cases"]).as_array().unwrap().len(), 1);
    assert!(desk.ok(&["audit"]).contains("extract taken back"));
    desk.ok(&["verify"]);
    desk.ok(&["doctor", "--rebuild"]);
    assert_eq!(statuses(&desk, "1B00001"), 1, "the log has the same");

    desk.ok(&["annotate", "1B00001", "called"]);
    let refused = desk.fails(&["import", "undo", "--reason", "wrong"]).1;
    assert!(refused.contains("about case 1B00001 was recorded after"), "{refused}");
}

#[test]
fn rejected_rows_are_mended_in_a_sheet_and_read_again() {
    let desk = Desk::new();
    let text = format!(
        "Run date: 11/18/2026\n{}",
        listing(&[
            ("1B00001", "Exemptt", "03/01/2026"),
            ("1B00002", "Exempt", "1/1/2026"),
            ("1B00003", "???", "1/1/2026"),
        ])
    );
    let report = import(&desk, "one.csv", &text);
    assert_eq!((report["rejected_rows"].as_u64(), report["rejected"][0]["row"].as_u64()), (Some(2), Some(3)));
    assert!(report["rejected"][0]["suggestion"].as_str().unwrap().contains("exempt"));
    let sheet = desk.path().join("mend.csv");
    desk.ok(&["import", "rejects", "--to", sheet.to_str().unwrap()]);
    let written = fs::read_to_string(&sheet).unwrap();
    assert!(
        written.contains("1B00001") && written.contains("status Exemptt is not known") && !written.contains("1B00002")
    );

    let mended = import(&desk, "mended.csv", &written.replace("Exemptt,", "Exempt,"));
    assert_eq!((mended["new"].as_u64(), mended["rejected_rows"].as_u64()), (Some(1), Some(1)), "{mended}");
    assert_eq!((mended["run"].as_str(), mended["absent"].as_u64()), (Some("2026-11-18"), Some(0)));
    let waiting = desk.json(&["import", "list"]);
    assert_eq!((waiting[1]["waiting"].as_u64(), waiting[0]["waiting"].as_u64()), (Some(0), Some(1)));
}

#[test]
fn rejected_rows_are_mended_in_a_workbook_and_read_again() {
    let desk = Desk::new();
    let rows = [("1B00001", "Exemptt", "03/01/2026"), ("0052445", "Exempt", "1/1/2026"), ("0052446", "=1+1", "1/1/26")];
    import(&desk, "one.csv", &format!("Run date: 11/18/2026\n{}", listing(&rows)));
    let sheet = desk.path().join("mend.xlsx");
    desk.ok(&["import", "rejects", "--to", sheet.to_str().unwrap()]);
    let before = desk.json(&["import", sheet.to_str().unwrap()])[0].clone();
    assert_eq!((before["read"].as_u64(), before["rejected_rows"].as_u64()), (Some(2), Some(2)), "{before}");
    assert_eq!((before["sheet"].as_str(), before["run"].as_str()), (Some("Rejected rows"), Some("2026-11-18")));
    assert!(before["rejected"][0]["reason"].as_str().unwrap().contains("Exemptt is not known"), "{before}");
    mend(&sheet, "Exemptt", "Exempt");
    let mended = desk.json(&["import", sheet.to_str().unwrap()])[0].clone();
    assert_eq!((mended["new"].as_u64(), mended["rejected_rows"].as_u64()), (Some(1), Some(1)), "{mended}");
    let source = desk.json(&["facts", "1B00001"])["people"][0]["source"].clone();
    assert_eq!((source["file"].as_str(), source["sheet"].as_str()), (Some("mend.xlsx"), Some("Rejected rows")));
    desk.ok(&["verify"]);
}

/// Replaces a text in the cells of a workbook, as a spreadsheet does.
fn mend(path: &std::path::Path, from: &str, to: &str) {
    let rows: Vec<Vec<String>> = {
        let mut book: calamine::Xlsx<_> = calamine::open_workbook(path).unwrap();
        let range = calamine::Reader::worksheet_range_at(&mut book, 0).unwrap().unwrap();
        range.rows().map(|row| row.iter().map(ToString::to_string).collect()).collect()
    };
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    sheet.set_name("Rejected rows").unwrap();
    for (index, row) in (0..).zip(rows) {
        for (column, cell) in (0..).zip(row) {
            sheet.write_string(index, column, if cell == from { to } else { &cell }).unwrap();
        }
    }
    book.save(path).unwrap();
}

/// Killed at moments spread over the whole import, the record has all of a file or nothing, and it holds.
#[test]
fn killed_at_any_moment_there_is_all_of_a_file_or_nothing() {
    const KILLS: u32 = 8;
    let desk = Desk::new();
    let row = |row| format!("9Z{row:05},\"Doe, Ana\",1,01/02/1990,Exempt,03/01/2026,Active,01/01/2025\n");
    let rows = (0..3_000).map(row).collect::<Vec<_>>().concat();
    let file = write(&desk, "whole.csv", &format!("{HEADER}{rows}{}", "x,,,,,,,\n".repeat(40)));
    let begun = Instant::now();
    desk.ok(&["import", "--preview", &file]);
    let (whole, before) = (begun.elapsed(), entry_count(&desk));
    let mut all = 0;
    for kill in 0..KILLS {
        let mut child = start_import(&desk, &file);
        thread::sleep(whole * (kill + 1) / KILLS);
        child.kill().unwrap();
        child.wait().unwrap();
        let read = desk.json(&["import", "list"]);
        let read = read.as_array().unwrap();
        let verified = desk.json(&["verify"]);
        assert_eq!(verified["holds"], true);
        if read.is_empty() {
            assert_eq!(verified["entries"].as_u64(), Some(before), "killed after {kill} of {KILLS}");
        } else {
            assert_eq!((read[0]["new"].as_u64(), read[0]["waiting"].as_u64()), (Some(3_000), Some(40)));
            all += 1;
            break;
        }
    }
    println!("{all} of {KILLS} kills came after the end");
}

/// Returns a listing of many cases in no order, with more rows than are sorted in memory.
fn large_listing() -> String {
    let rows = (0..90_000_u32).map(|row| {
        let case = row.wrapping_mul(2_654_435_761) % 1_000_000;
        format!("9Z{case:06},\"Zebrafinch, Ana\",{},01/02/1990,Exempt,03/01/2026,Active,01/01/2025\n", row % 200)
    });
    std::iter::once(HEADER.to_owned()).chain(rows).collect::<Vec<_>>().concat()
}

fn start_import(desk: &Desk, file: &str) -> std::process::Child {
    let sealed = desk.command();
    let mut command = Command::new(sealed.get_program());
    command.env_clear().envs(sealed.get_envs().filter_map(|(name, value)| Some((name, value?))));
    command.args(sealed.get_args()).args(["import", file]);
    command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap()
}

/// Waits until the import has begun to sort on the disk.
fn wait_for_sorting(desk: &Desk) {
    let begun = Instant::now();
    while !desk.home().join("caseload.sorting").exists() {
        assert!(begun.elapsed() < Duration::from_mins(5), "it never sorts on the disk");
        thread::sleep(Duration::from_millis(5));
    }
}

fn entry_count(desk: &Desk) -> u64 {
    desk.json(&["verify"])["entries"].as_u64().unwrap()
}

#[test]
fn killed_or_stopped_in_the_middle_of_a_large_file_nothing_of_it_is_there() {
    let desk = Desk::new();
    let file = write(&desk, "large.csv", &large_listing());
    let before = entry_count(&desk);
    let mut child = start_import(&desk, &file);
    wait_for_sorting(&desk);
    thread::sleep(Duration::from_millis(300));
    child.kill().unwrap();
    child.wait().unwrap();
    for left in fs::read_dir(desk.home()).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_file()) {
        let bytes = fs::read(&left).unwrap();
        assert!(!bytes.windows(10).any(|window| window == b"Zebrafinch"), "a name in {left:?}");
    }
    assert_eq!(entry_count(&desk), before);

    let child = start_import(&desk, &file);
    fs::remove_file(desk.home().join("caseload.sorting")).unwrap_or_default();
    thread::sleep(Duration::from_millis(100));
    wait_for_sorting(&desk);
    assert!(Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap().success());
    let output = child.wait_with_output().unwrap();
    let message = String::from_utf8_lossy(&output.stderr);
    assert!(!output.status.success() && message.contains("large.csv: stopped; nothing was read"), "{message}");
    assert_eq!(entry_count(&desk), before);
    assert!(!desk.home().join("caseload.sorting").exists(), "nothing is left");
}

#[test]
fn a_layout_is_guessed_kept_and_checked_on_the_command_line() {
    let desk = Desk::new();
    let padron = crate::support::fixture("../second_county/padron.csv");
    let padron = padron.to_str().unwrap();
    assert!(desk.fails(&["layout", "check", padron]).1.contains("fits no layout"));
    let own = desk.home().join("layouts");
    fs::create_dir_all(&own).unwrap();
    let to = own.join("padron.toml");
    desk.ok(&["layout", "guess", padron, "--to", to.to_str().unwrap()]);
    assert!(desk.ok(&["layout", "check", to.to_str().unwrap()]).contains("is a layout of"));
    let checked = desk.json(&["layout", "check", padron]);
    assert_eq!((checked[0]["kind"].as_str(), checked[0]["read"].as_u64()), (Some("listing"), Some(6)));
    assert!(desk.ok(&["layout", "list"]).contains("own"));
}
