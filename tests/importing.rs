//! Tests of what surrounds an import: the preview, what changed, what is missing, correcting rejected rows, undo,
//! stopping, and being killed in the middle of a file that does not fit into memory.

use std::fs;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::support::TestHome;

const HEADER: &str = "Case No,Participant,Pers,DOB,Reg Status,Status Dt,Aid Status,Aid Dt\n";

fn listing(rows: &[(&str, &str, &str)]) -> String {
    let row = |(case, status, since): &(&str, &str, &str)| {
        format!("{case},\"Doe, Ana\",1,01/02/1990,{status},{since},Active,01/01/2025\n")
    };
    HEADER.to_owned() + &rows.iter().map(row).collect::<String>()
}

fn write(home: &TestHome, name: &str, text: &str) -> String {
    let path = home.path().join(name);
    fs::write(&path, text).unwrap();
    path.to_str().unwrap().to_owned()
}

fn import(home: &TestHome, name: &str, text: &str) -> Value {
    home.json(&["import", &write(home, name, text)])[0].clone()
}

fn statuses(home: &TestHome, case: &str) -> usize {
    home.json(&["facts", case])["people"][0]["registration"].as_array().unwrap().len()
}

#[test]
fn a_preview_shows_field_by_field_what_would_change() {
    let home = TestHome::new();
    import(&home, "one.csv", &listing(&[("1B00001", "Registered-Mandatory", "03/01/2026")]));
    let two =
        write(&home, "two.csv", &listing(&[("1B00001", "Exempt", "11/01/2026"), ("1B00002", "Exempt", "1/1/2026")]));
    let before = home.json(&["verify"]);
    let shown = home.ok(&["import", "--preview", &two]);
    assert!(shown.contains("2 read = 1 new + 1 changed"), "{shown}");
    assert!(shown.contains("registration status: was registered mandatory, now exempt"), "{shown}");
    assert!(shown.contains("registration since: was Sun 03/01/2026, now Sun 11/01/2026"), "{shown}");
    assert_eq!(home.json(&["verify"]), before);

    home.ok(&["import", &two]);
    let changes = home.json(&["import", "changes"]);
    let known: Vec<_> = changes.as_array().unwrap().iter().filter(|change| change["new"] == false).collect();
    assert_eq!((known.len(), known[0]["row"].as_u64(), known[0]["case"].as_str()), (1, Some(2), Some("1B00001")));
}

#[test]
fn what_the_newest_listing_does_not_name_is_there_to_review() {
    let home = TestHome::new();
    import(&home, "one.csv", &listing(&[("1B00001", "Exempt", "03/01/2026"), ("1B00002", "Exempt", "1/1/2026")]));
    let report = import(&home, "two.csv", &listing(&[("1B00001", "Exempt", "03/01/2026")]));
    assert_eq!(report["absent"], 1);
    let review = home.json(&["import", "review"]);
    assert_eq!((review[0]["case"].as_str(), review[0]["last_file"].as_str()), (Some("1B00002"), Some("one.csv")));
    assert_eq!(home.json(&["list", "cases"]).as_array().unwrap().len(), 2, "it is never deleted");
}

#[test]
fn an_import_is_undone_while_nothing_depends_on_it() {
    let home = TestHome::new();
    import(&home, "one.csv", &listing(&[("1B00001", "Registered-Mandatory", "03/01/2026")]));
    import(&home, "two.csv", &listing(&[("1B00001", "Exempt", "11/01/2026"), ("1B00002", "Exempt", "1/1/2026")]));
    let first = home.json(&["import", "list"])[1]["id"].as_str().unwrap().to_owned();
    let refused = home.fails(&["import", "undo", &first, "--reason", "wrong"]).1;
    assert!(refused.contains("two.csv was imported later"), "{refused}");
    assert_eq!(statuses(&home, "1B00001"), 2);

    home.ok(&["import", "undo", "--reason", "another unit's list"]);
    assert_eq!(statuses(&home, "1B00001"), 1);
    assert_eq!(home.json(&["list", "cases"]).as_array().unwrap().len(), 1);
    assert!(home.ok(&["audit"]).contains("import undone"));
    home.ok(&["verify"]);
    home.ok(&["doctor", "--rebuild"]);
    assert_eq!(statuses(&home, "1B00001"), 1, "the log has the same");

    home.ok(&["annotate", "1B00001", "called"]);
    let refused = home.fails(&["import", "undo", "--reason", "wrong"]).1;
    assert!(refused.contains("about case 1B00001 was recorded after"), "{refused}");
}

#[test]
fn rejected_rows_are_corrected_in_a_sheet_and_read_again() {
    let home = TestHome::new();
    let text = format!(
        "Run date: 11/18/2026\n{}",
        listing(&[
            ("1B00001", "Exemptt", "03/01/2026"),
            ("1B00002", "Exempt", "1/1/2026"),
            ("1B00003", "???", "1/1/2026"),
        ])
    );
    let report = import(&home, "one.csv", &text);
    assert_eq!((report["rejected_rows"].as_u64(), report["rejected"][0]["row"].as_u64()), (Some(2), Some(3)));
    assert!(report["rejected"][0]["suggestion"].as_str().unwrap().contains("exempt"));
    let sheet = home.path().join("mend.csv");
    home.ok(&["import", "rejects", "--to", sheet.to_str().unwrap()]);
    let written = fs::read_to_string(&sheet).unwrap();
    assert!(
        written.contains("1B00001") && written.contains("status Exemptt is not known") && !written.contains("1B00002")
    );

    let mended = import(&home, "mended.csv", &written.replace("Exemptt,", "Exempt,"));
    assert_eq!((mended["new"].as_u64(), mended["rejected_rows"].as_u64()), (Some(1), Some(1)), "{mended}");
    assert_eq!((mended["run"].as_str(), mended["absent"].as_u64()), (Some("2026-11-18"), Some(0)));
    let waiting = home.json(&["import", "list"]);
    assert_eq!((waiting[1]["waiting"].as_u64(), waiting[0]["waiting"].as_u64()), (Some(0), Some(1)));
}

#[test]
fn rejected_rows_are_corrected_in_a_workbook_and_read_again() {
    let home = TestHome::new();
    let rows = [("1B00001", "Exemptt", "03/01/2026"), ("0052445", "Exempt", "1/1/2026"), ("0052446", "=1+1", "1/1/26")];
    import(&home, "one.csv", &format!("Run date: 11/18/2026\n{}", listing(&rows)));
    let sheet = home.path().join("mend.xlsx");
    home.ok(&["import", "rejects", "--to", sheet.to_str().unwrap()]);
    let again = home.run(&["import", sheet.to_str().unwrap(), "--json"]);
    assert_eq!(again.status.code(), Some(1), "no row of it could be used");
    let before = serde_json::from_slice::<Value>(&again.stdout).unwrap()[0].clone();
    assert_eq!((before["read"].as_u64(), before["rejected_rows"].as_u64()), (Some(2), Some(2)), "{before}");
    assert_eq!((before["sheet"].as_str(), before["run"].as_str()), (Some("Rejected rows"), Some("2026-11-18")));
    assert!(before["rejected"][0]["reason"].as_str().unwrap().contains("Exemptt is not known"), "{before}");
    mend(&sheet, "Exemptt", "Exempt");
    let mended = home.json(&["import", sheet.to_str().unwrap()])[0].clone();
    assert_eq!((mended["new"].as_u64(), mended["rejected_rows"].as_u64()), (Some(1), Some(1)), "{mended}");
    let source = home.json(&["facts", "1B00001"])["people"][0]["source"].clone();
    assert_eq!((source["file"].as_str(), source["sheet"].as_str()), (Some("mend.xlsx"), Some("Rejected rows")));
    home.ok(&["verify"]);
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
    let home = TestHome::new();
    let row = |row| format!("9Z{row:05},\"Doe, Ana\",1,01/02/1990,Exempt,03/01/2026,Active,01/01/2025\n");
    let rows = (0..3_000).map(row).collect::<Vec<_>>().concat();
    let file = write(&home, "whole.csv", &format!("{HEADER}{rows}{}", "x,,,,,,,\n".repeat(40)));
    let begun = Instant::now();
    home.ok(&["import", "--preview", &file]);
    let (whole, before) = (begun.elapsed(), entry_count(&home));
    let mut all = 0;
    for kill in 0..KILLS {
        let mut child = start_import(&home, &file);
        thread::sleep(whole * (kill + 1) / KILLS);
        child.kill().unwrap();
        child.wait().unwrap();
        let read = home.json(&["import", "list"]);
        let read = read.as_array().unwrap();
        let verified = home.json(&["verify"]);
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

fn start_import(home: &TestHome, file: &str) -> std::process::Child {
    let sealed = home.command();
    let mut command = Command::new(sealed.get_program());
    command.env_clear().envs(sealed.get_envs().filter_map(|(name, value)| Some((name, value?))));
    command.args(sealed.get_args()).args(["import", file]);
    command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap()
}

/// Waits until the import has begun to sort on the disk.
fn wait_for_sorting(home: &TestHome) {
    let begun = Instant::now();
    while !home.home_path().join("caseload.sorting").exists() {
        assert!(begun.elapsed() < Duration::from_mins(5), "it never sorts on the disk");
        thread::sleep(Duration::from_millis(5));
    }
}

fn entry_count(home: &TestHome) -> u64 {
    home.json(&["verify"])["entries"].as_u64().unwrap()
}

#[test]
fn killed_or_stopped_in_the_middle_of_a_large_file_nothing_of_it_is_there() {
    let home = TestHome::new();
    let file = write(&home, "large.csv", &large_listing());
    let before = entry_count(&home);
    let mut child = start_import(&home, &file);
    wait_for_sorting(&home);
    thread::sleep(Duration::from_millis(300));
    child.kill().unwrap();
    child.wait().unwrap();
    for left in fs::read_dir(home.home_path()).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_file())
    {
        let bytes = fs::read(&left).unwrap();
        assert!(!bytes.windows(10).any(|window| window == b"Zebrafinch"), "a name in {left:?}");
    }
    assert_eq!(entry_count(&home), before);

    let child = start_import(&home, &file);
    fs::remove_file(home.home_path().join("caseload.sorting")).unwrap_or_default();
    thread::sleep(Duration::from_millis(100));
    wait_for_sorting(&home);
    assert!(Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap().success());
    let output = child.wait_with_output().unwrap();
    let message = String::from_utf8_lossy(&output.stderr);
    assert!(!output.status.success() && message.contains("large.csv: stopped; nothing was imported"), "{message}");
    assert_eq!(entry_count(&home), before);
    assert!(!home.home_path().join("caseload.sorting").exists(), "nothing is left");
}

#[test]
fn a_layout_is_guessed_kept_and_checked_on_the_command_line() {
    let home = TestHome::new();
    let padron = crate::support::fixture("../second_county/padron.csv");
    let padron = padron.to_str().unwrap();
    assert!(home.fails(&["layout", "check", padron]).1.contains("fits no layout"));
    let own = home.home_path().join("layouts");
    fs::create_dir_all(&own).unwrap();
    let to = own.join("padron.toml");
    home.ok(&["layout", "guess", padron, "--to", to.to_str().unwrap()]);
    assert!(home.ok(&["layout", "check", to.to_str().unwrap()]).contains("is a layout of"));
    let checked = home.json(&["layout", "check", padron]);
    assert_eq!((checked[0]["kind"].as_str(), checked[0]["read"].as_u64()), (Some("listing"), Some(6)));
    assert!(home.ok(&["layout", "list"]).contains("own"));
}

#[test]
fn a_word_is_explained_once_on_the_command_line() {
    let home = TestHome::new();
    let rows = [("1B00001", "Held over", "03/01/2026"), ("1B00002", "Registered-Mandatory / Sanction", "1/1/2026")];
    let file = write(&home, "one.csv", &listing(&rows));
    let shown = home.ok(&["import", "--preview", &file]);
    assert!(shown.contains("\"Registered-Mandatory / Sanction\" understood as sanction (1 row)"), "{shown}");
    assert!(shown.contains("not known: \"Held over\" (1 row)"), "{shown}");
    assert!(shown.contains("--word \"registration:Held over=CODE\""), "{shown}");
    let words = home.json(&["import", "--preview", &file])[0]["words"][0].clone();
    assert_eq!((words["field"].as_str(), words["header"].as_str()), (Some("registration"), Some("Reg Status")));
    assert_eq!((&words["unknown"][0]["word"], &words["unknown"][0]["rows"]), (&"Held over".into(), &1.into()));

    let means = "registration:Held over=exempt";
    let preview = home.json(&["import", "--preview", "--word", means, &file]);
    assert_eq!(preview[0]["rejected_rows"], 0, "{preview}");
    assert_eq!(home.json(&["layout", "word"]).as_array().unwrap().len(), 0, "a preview keeps nothing");
    home.ok(&["import", "--word", means, &file]);
    assert_eq!(home.json(&["layout", "word"])[0]["word"], "Held over");
    let next = import(&home, "two.csv", &listing(&[("1B00003", "HELD OVER", "03/01/2026")]));
    assert_eq!((next["new"].as_u64(), next["words"].as_array().map(Vec::len)), (Some(1), Some(0)), "{next}");

    let known = home.fails(&["layout", "word", "registration:Exempt=closed"]).1;
    assert!(known.contains("already means exempt in the layout listing"), "{known}");
    assert!(home.fails(&["layout", "word", "registration:Lost=gone"]).1.contains("there are registered_mandatory"));
    home.ok(&["layout", "word", "--remove", means]);
    assert!(home.ok(&["layout", "word"]).contains("No county words have been explained yet."));
}

#[test]
fn a_dismissed_row_waits_no_longer_in_later_listings_either_until_its_cells_change() {
    let home = TestHome::new();
    let rows = |status| listing(&[("1B00001", status, "03/01/2026"), ("1B00002", "Exempt", "1/1/2026")]);
    import(&home, "one.csv", &format!("Run date: 11/16/2026\n{}", rows("Exemptt")));
    let waiting = |home: &TestHome| home.json(&["import", "list"])[0]["waiting"].as_u64();
    assert_eq!(waiting(&home), Some(1));
    let row = home.json(&["import", "rejects"])[0]["row"].to_string();
    assert!(home.fails(&["import", "dismiss", &row, "--reason", " "]).1.contains("Say why"));
    home.ok(&["import", "dismiss", &row, "--reason", "the county mends it next month"]);
    assert_eq!(waiting(&home), Some(0));
    assert_eq!(home.json(&["import", "rejects"])[0]["dismissed"], "the county mends it next month", "still listed");

    import(&home, "two.csv", &format!("Run date: 11/17/2026\n{}", rows("Exemptt")));
    assert_eq!(waiting(&home), Some(0), "the same row of the next listing");
    import(&home, "three.csv", &format!("Run date: 11/18/2026\n{}", rows("Exempttt")));
    assert_eq!(waiting(&home), Some(1), "another cell");

    let two = home.json(&["import", "list"])[1]["id"].as_str().unwrap().to_owned();
    home.ok(&["import", "dismiss", &row, "--extract", &two, "--undo"]);
    let list = home.json(&["import", "list"]);
    assert_eq!((list[1]["waiting"].as_u64(), list[2]["waiting"].as_u64()), (Some(1), Some(1)), "it waits again");
    assert!(home.ok(&["audit"]).contains("rejected row dismissed"));
    home.ok(&["verify"]);
    home.ok(&["doctor", "--rebuild"]);
    assert_eq!(home.json(&["import", "list"])[1]["waiting"].as_u64(), Some(1), "the log has the same");
}
