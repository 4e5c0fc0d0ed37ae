//! The pages about imports, missing facts and imported extracts, as they are drawn.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use super::bench::{Bench, Folder, day};
use crate::domain::PersonNumber;
use crate::policy::act_forms::ActForms;
use crate::tui::command::ActFormCommand;
use crate::tui::overlays::Overlay;
use crate::tui::overlays::act_sheet::ActSheet;
use crate::tui::panes::Subject;

const HEADER: &str = "Case No,Participant,Pers,DOB,Reg Status,Status Dt,Aid Status,Aid Dt\n";

fn row(case: u32, name: &str, status: &str) -> String {
    format!("1Z{case:05},\"{name}\",1,01/02/1990,{status},03/01/2026,Active,01/01/2025\n")
}

fn listing(run: &str, rows: &[String]) -> String {
    format!("Run date: {run}\n{HEADER}{}", rows.concat())
}

/// A home without cases, and a folder for extracts.
struct Office {
    folder: Folder,
    incoming: tempfile::TempDir,
}

impl Office {
    fn new() -> Self {
        Self { folder: Folder::with_cases(0), incoming: tempfile::tempdir().unwrap() }
    }

    fn lies(&self, name: &str, text: &str) -> PathBuf {
        let path = self.incoming.path().join(name);
        fs::write(&path, text).unwrap();
        // It was changed on the day of the test, whatever day it is.
        let day = chrono::NaiveDate::from_ymd_opt(2026, 11, 19).unwrap().and_hms_opt(8, 0, 0).unwrap();
        let changed = day.and_local_timezone(chrono::Local).unwrap();
        fs::File::options().write(true).open(&path).unwrap().set_modified(changed.into()).unwrap();
        path
    }
}

/// Has the store inspect a file or a folder.
fn look_at(bench: &mut Bench, path: &Path) {
    bench.keys("I").text("Another").keys("Enter Ctrl-U").text(path.to_str().unwrap()).keys("Enter");
}

/// Returns how many extracts were read, besides the listing of the practice home.
fn extracts_read(bench: &mut Bench) -> usize {
    bench.keys("E");
    let Overlay::Chooser(chooser) = &bench.workspace().overlay else { return 0 };
    let read = chooser.len() - 1;
    bench.keys("Esc");
    read
}

fn read_in(bench: &mut Bench, path: &Path) {
    look_at(bench, path);
    bench.keys("Enter Esc");
}

/// Returns an office and its screen after two listings, of which the newer one names fewer facts and another status.
fn after_two_listings() -> (Office, Bench) {
    let office = Office::new();
    let mut bench = Bench::open(&office.folder);
    let names = ["Nguyễn, Linh", "O’Neil, Rosa", "Featherstonehaugh-Cholmondeley, Maximiliana", "Lê, Đức"];
    let rows: Vec<String> = (1..).zip(names).map(|(case, name)| row(case, name, "Registered-Mandatory")).collect();
    read_in(&mut bench, &office.lies("one.csv", &listing("11/18/2026", &rows)));
    let fewer = [row(1, names[0], "Exempt"), row(9, "Đỗ, Thị Bích Ngọc", "Exempt"), row(8, "Doe, Bo", "Exmpt")];
    read_in(&mut bench, &office.lies("two.csv", &listing("11/19/2026", &fewer)));
    (office, bench)
}

#[test]
fn what_extracts_would_bring_is_counted_and_what_is_doubtful_is_said() {
    let (office, mut bench) = after_two_listings();
    let rows = [row(1, "Nguyễn, Linh", "Exempt"), row(5, "Doe, Ana", "Closed")];
    office.lies("b.csv", &listing("11/19/2026", &rows));
    office.lies("empty.csv", "");
    office.lies("header.csv", HEADER);
    office.lies("old.csv", &listing("11/01/2026", &rows));
    for (width, height) in [(120, 36), (80, 24)] {
        bench.screen(width, height);
        look_at(&mut bench, office.incoming.path());
        bench.text("All").keys("Enter");
        // One of the files does not say when the county ran it.
        assert!(bench.screen(width, height).contains("The county ran it on"));
        bench.keys("Enter");
        insta::assert_snapshot!(format!("extracts_preview_{width}x{height}"), bench.screen(width, height));
        bench.keys("Esc");
    }
    look_at(&mut bench, office.incoming.path());
    bench.text("All").keys("Enter Enter");
    bench.keys("Enter");
    insta::assert_snapshot!("extracts_brought_80x24", bench.screen(80, 24));
}

#[test]
fn an_older_extract_is_asked_about_and_no_leads_back() {
    let (office, mut bench) = after_two_listings();
    look_at(&mut bench, &office.lies("old.csv", &listing("11/01/2026", &[row(1, "Nguyễn, Linh", "Sanction")])));
    insta::assert_snapshot!("extracts_older_80x24", bench.screen(80, 24));
    bench.keys("F Enter");
    insta::assert_snapshot!("extracts_older_asked_80x24", bench.screen(80, 24));
    bench.keys("n");
    assert!(bench.screen(80, 24).contains("Enter asks once more"), "no leads back to the preview");
    bench.keys("Esc");
    assert_eq!(extracts_read(&mut bench), 2, "nothing was read");
}

#[test]
fn a_page_where_nothing_can_be_accepted_offers_nothing() {
    let office = Office::new();
    let mut bench = Bench::open(&office.folder);
    for (name, text) in [("empty.csv", ""), ("unknown.csv", "Color;Weight;Shape\nred;5;round\nblue;7;square\n")] {
        look_at(&mut bench, &office.lies(name, text));
        let screen = bench.screen(80, 24);
        assert!(screen.contains(name) && !screen.contains("accept"), "{screen}");
        bench.keys("Enter Esc");
    }
    assert_eq!(extracts_read(&mut bench), 0);
}

#[test]
fn unknown_words_are_explained_once_and_the_next_extract_asks_nothing() {
    let office = Office::new();
    let mut bench = Bench::open(&office.folder);
    let rows = |status: &str| [row(1, "Doe, Ana", status), row(2, "Doe, Bo", "Held over"), row(3, "Doe, Cy", "Lost")];
    let one = office.lies("one.csv", &listing("11/18/2026", &rows("Registered-Mandatory - Sanction")));
    look_at(&mut bench, &one);
    let page = bench.screen(120, 36);
    assert!(page.contains("understood as sanction") && page.contains("M lists the words"), "{page}");
    bench.keys("M Enter");
    insta::assert_snapshot!("extracts_word_meanings_80x24", bench.screen(80, 24));
    bench.text("exempt").keys("Enter");
    insta::assert_snapshot!("extracts_words_80x24", bench.screen(80, 24));
    bench.keys("Esc");
    assert!(bench.screen(120, 36).contains("M lists the words"), "Esc leads back to the preview, and keeps nothing");
    bench.keys("M Enter").text("exempt").keys("Enter Enter").text("closed").keys("Enter Enter");
    let page = bench.screen(120, 36);
    assert!(page.contains("3 rows new or changed") && !page.contains("M lists the words"), "{page}");
    bench.keys("M");
    assert!(bench.screen(120, 36).contains("is known"), "nothing is left to explain");
    bench.keys("Enter Esc");
    look_at(&mut bench, &office.lies("two.csv", &listing("11/19/2026", &rows("Exempt"))));
    let page = bench.screen(120, 36);
    assert!(page.contains("two.csv") && !page.contains("not known"), "{page}");
}

#[test]
fn a_rejected_month_is_not_corrected_into_another_time() {
    let office = Office::new();
    let mut bench = Bench::open(&office.folder);
    read_in(&mut bench, &office.lies("one.csv", &listing("11/18/2026", &[row(1, "Doe, Ana", "Exempt")])));
    let hours = "Run date: 11/19/2026\nCase,Person,Activity,Start,Month,Hours attended\n\
                 1Z00001,1,Job Club,2026-01-12,2026-13,12\n";
    read_in(&mut bench, &office.lies("hours.csv", hours));
    bench.keys("R Enter");
    for (month, reason) in [
        ("02/28/1990", "is a day and not a month"),
        ("1990-02", "is before the activity"),
        ("2027-01", "lies after the report"),
    ] {
        bench.keys("Ctrl-U").text(month).keys("Ctrl-S");
        let form = bench.screen(120, 36);
        assert!(form.contains(reason) && form.contains("Rejected: hours.csv"), "{month}: {form}");
    }
    bench.keys("Ctrl-U").text("2026-10").keys("Ctrl-S");
    assert!(bench.screen(120, 36).contains("Corrected."));
}

#[test]
fn what_is_not_named_is_listed() {
    let (_office, mut bench) = after_two_listings();
    bench.keys("N");
    insta::assert_snapshot!("not_named_80x24", bench.screen(80, 24));
    bench.keys("G");
    insta::assert_snapshot!("not_named_120x36", bench.screen(120, 36));
    bench.keys("Enter");
    assert_eq!(bench.workspace().subject.as_ref().map(|subject| subject.case.as_str()), Some("1Z00004"));
}

#[test]
fn the_extracts_that_were_read_are_listed_and_one_is_shown() {
    let (_office, mut bench) = after_two_listings();
    bench.keys("E");
    insta::assert_snapshot!("extracts_read_80x24", bench.screen(80, 24));
    bench.keys("Enter");
    insta::assert_snapshot!("extract_80x24", bench.screen(80, 24));
    bench.keys("Esc E Down Enter");
    let refused = bench.screen(80, 24);
    assert!(refused.contains("two.csv was imported later") && !refused.contains("T undoes"), "{refused}");
}

#[test]
fn no_import_is_undone_on_another_day() {
    let (_office, mut bench) = after_two_listings();
    bench.keys("@").text("y").keys("Enter E Enter T");
    assert!(bench.said().contains("another day"), "{}", bench.said());
    bench.keys("Esc");
    assert_eq!(extracts_read(&mut bench), 2);
}

#[test]
fn a_rejected_row_is_dismissed_with_a_reason_stays_listed_and_waits_again() {
    let office = Office::new();
    let mut bench = Bench::open(&office.folder);
    let text = listing("11/18/2026", &[row(1, "Nguyễn, Linh", "Exemptt"), row(2, "Lê, Đức", "Exempt")]);
    let path = office.lies("one.csv", &text);
    read_in(&mut bench, &path);
    let heading = |bench: &mut Bench| {
        bench.keys("R");
        let screen = bench.screen(120, 36);
        bench.keys("Esc");
        screen
    };
    assert!(heading(&mut bench).contains("1 rejected row to correct"));
    bench.keys("R Enter Ctrl-D").text("the county mends it").keys("Enter");
    assert!(bench.said().contains("is dismissed until its cells change"), "{}", bench.said());
    let screen = heading(&mut bench);
    assert!(screen.contains("0 rejected rows to correct, 1 dismissed"), "{screen}");
    assert!(screen.contains("dismissed: the county mends it"), "{screen}");
    bench.keys("R Enter Ctrl-D");
    assert!(bench.said().contains("waits for a correction again"), "{}", bench.said());
    assert!(heading(&mut bench).contains("1 rejected row to correct"));
}

#[test]
fn undo_lets_a_dismissed_row_wait_again_level_by_level_and_redo_dismisses_it() {
    let office = Office::new();
    let mut bench = Bench::open(&office.folder);
    let text = listing("11/18/2026", &[row(1, "Nguyễn, Linh", "Exemptt"), row(2, "Lê, Đức", "Exempt")]);
    let path = office.lies("one.csv", &text);
    read_in(&mut bench, &path);
    bench.keys("Esc R Enter Ctrl-D").text("the county mends it").keys("Enter");
    assert!(bench.said().contains("u undoes it"), "{}", bench.said());
    let waits = |bench: &mut Bench| {
        bench.keys("R");
        let waits = bench.screen(120, 36).contains("1 rejected row to correct");
        bench.keys("Esc");
        waits
    };
    assert!(!waits(&mut bench));
    bench.keys("u");
    assert_eq!(bench.said(), "Undone: rejected row 3 dismissed: the county mends it. Ctrl-R redoes it.");
    assert!(waits(&mut bench));
    bench.keys("Ctrl-R");
    assert!(bench.said().starts_with("Redone: rejected row 3 dismissed"), "{}", bench.said());
    assert!(!waits(&mut bench));
    bench.keys("u");
    assert!(waits(&mut bench), "{}", bench.said());
}

#[test]
fn undo_after_an_import_shows_what_undoing_it_would_do_and_so_does_the_list_of_what_was_done() {
    let office = Office::new();
    let mut bench = Bench::open(&office.folder);
    let path = office.lies("one.csv", &listing("11/18/2026", &[row(2, "Lê, Đức", "Exempt")]));
    read_in(&mut bench, &path);
    let before = extracts_read(&mut bench);
    bench.keys("u");
    assert!(bench.screen(120, 36).contains("Extract one.csv"), "{}", bench.screen(120, 36));
    bench.keys("Esc Z");
    bench.keys("Enter");
    assert!(bench.screen(120, 36).contains("Extract one.csv"), "{}", bench.screen(120, 36));
    bench.keys("T").text("read too early").keys("Enter");
    assert!(bench.said().contains("The import of one.csv is undone"), "{}", bench.said());
    assert!(extracts_read(&mut bench) <= before);
}

/// The day of files that do not say it is asked once, with the day of their last change as the answer; another day counts.
#[test]
fn the_day_of_a_file_that_does_not_say_it_is_asked_once() {
    let office = Office::new();
    let mut bench = Bench::open(&office.folder);
    let file = office.lies("one.csv", &format!("{HEADER}{}", row(1, "Doe, Ana", "Exempt")));
    look_at(&mut bench, &file);
    let asked = bench.screen(80, 24);
    assert!(asked.contains("The county ran it on") && asked.contains("one.csv does not say"), "{asked}");
    bench.text("12/31/2099").keys("Enter");
    assert!(bench.screen(80, 24).contains("That day is after today."), "{}", bench.screen(80, 24));
    bench.keys("Ctrl-U").text("11/18/2026").keys("Enter");
    let preview = bench.screen(80, 24);
    assert!(preview.contains("What the extracts would change") && preview.contains("run on Wed 11/18"), "{preview}");
    bench.keys("Enter");
    assert!(bench.screen(80, 24).contains("Extracts imported"), "asked once, not again");
}

/// Each of several files is asked about in its turn, and has the day that was said of it.
#[test]
fn each_file_that_does_not_say_its_day_is_asked_about_in_its_turn() {
    let office = Office::new();
    let mut bench = Bench::open(&office.folder);
    for (name, case) in [("a.csv", 1), ("b.csv", 2), ("c.csv", 3)] {
        office.lies(name, &format!("{HEADER}{}", row(case, "Doe, Ana", "Exempt")));
    }
    look_at(&mut bench, office.incoming.path());
    bench.text("All").keys("Enter");
    for (asked, day) in
        [("1 of 3: a.csv", "11/16/2026"), ("2 of 3: b.csv", "11/17/2026"), ("3 of 3: c.csv", "11/18/2026")]
    {
        let screen = bench.screen(120, 36);
        assert!(screen.contains(asked), "{screen}");
        bench.keys("Ctrl-U").text(day).keys("Enter");
    }
    let preview = bench.screen(120, 36);
    for day in ["run on Mon 11/16", "run on Tue 11/17", "run on Wed 11/18"] {
        assert!(preview.contains(day), "{preview}");
    }
}

/// A row that the county repeats in several listings is listed once, and whoever dismisses it has dismissed all.
#[test]
fn a_rejected_row_is_listed_once_however_often_it_was_read() {
    let office = Office::new();
    let mut bench = Bench::open(&office.folder);
    for (name, day) in [("one.csv", "11/17/2026"), ("two.csv", "11/18/2026")] {
        let text = listing(day, &[row(1, "Nguyễn, Linh", "Exemptt"), row(2, "Lê, Đức", "Exempt")]);
        read_in(&mut bench, &office.lies(name, &text));
        bench.keys("Esc");
    }
    bench.keys("R");
    assert!(bench.screen(120, 36).contains("1 rejected row to correct"), "{}", bench.screen(120, 36));
    bench.keys("Enter Ctrl-D").text("the county mends it").keys("Enter R");
    assert!(!bench.screen(120, 36).contains("1 rejected row to correct"), "{}", bench.screen(120, 36));
}

/// Nobody is the other of two people: the row chosen first is no choice in the second line, which names the only one left.
#[test]
fn the_second_member_of_a_merger_is_not_the_first_one() {
    let office = Office::new();
    let mut bench = Bench::open(&office.folder);
    let second = row(1, "DOE, ANA", "Exempt").replace(",1,01/02/1990", ",2,01/02/1990");
    read_in(&mut bench, &office.lies("one.csv", &listing("11/18/2026", &[row(1, "Doe, Ana", "Exempt"), second])));
    let caseload = bench.workspace().snapshot.caseload.clone();
    let form = ActForms::builtin().form_for_act("members_merged").unwrap();
    let subject = Subject { case: "1Z00001".parse().unwrap(), person: PersonNumber::CASE };
    let mut sheet = ActSheet::new(form, subject, &caseload, day());
    let named = |sheet: &ActSheet| [1, 2].map(|line: usize| sheet.answers()[line].line.content().to_owned());
    assert_eq!(named(&sheet), ["", ""], "nobody is merged by pressing a key");
    let now = Instant::now();
    sheet.update(ActFormCommand::ChoiceRight, &caseload, now);
    let [first, other] = named(&sheet);
    assert!(first.ends_with("#1") != first.ends_with("#2") && other != first && !other.is_empty(), "{first} {other}");
    sheet.update(ActFormCommand::ChoiceRight, &caseload, now);
    assert_eq!(named(&sheet), [other, first], "the other way round");
}

#[test]
fn a_path_typed_in_the_list_of_extracts_is_opened() {
    let office = Office::new();
    let mut bench = Bench::open(&office.folder);
    let file = office.lies("one.csv", &listing("11/18/2026", &[row(1, "Doe, Ana", "Exempt")]));
    bench.keys("I").text(file.to_str().unwrap()).keys("Enter");
    assert!(bench.screen(80, 24).contains("What the extracts would change"), "{}", bench.screen(80, 24));
    bench.keys("Esc I").text("/nowhere/at all.csv").keys("Enter");
    let screen = bench.screen(80, 24);
    assert!(screen.contains("there is no such file or folder") && !screen.contains("os error"), "{screen}");
    assert!(screen.contains("/nowhere/at all.csv"), "what was typed stays: {screen}");
}

#[test]
fn one_of_several_sheets_is_chosen_on_the_screen() {
    let office = Office::new();
    let mut bench = Bench::open(&office.folder);
    let mut workbook = rust_xlsxwriter::Workbook::new();
    for (name, case) in [("October", "1Z00001"), ("November", "1Z00002")] {
        let sheet = workbook.add_worksheet().set_name(name).unwrap();
        let row = format!("{case},Doe,1,01/02/1990,Exempt,03/01/2026,Active,01/01/2025");
        for (at, line) in (0..).zip([HEADER.trim(), row.as_str()]) {
            for (column, cell) in (0..).zip(line.split(',')) {
                sheet.write_string(at, column, cell).unwrap();
            }
        }
    }
    let path = office.incoming.path().join("listing_2026-11-18.xlsx");
    workbook.save(&path).unwrap();
    look_at(&mut bench, &path);
    let asked = bench.screen(80, 24);
    assert!(asked.contains("Several sheets of one kind") && asked.contains("November"), "{asked}");
    bench.text("Nov").keys("Enter");
    assert!(bench.screen(80, 24).contains("1 row new or changed"), "{}", bench.screen(80, 24));
}

#[test]
fn the_first_key_in_a_cell_of_a_rejected_row_replaces_it() {
    let office = Office::new();
    let mut bench = Bench::open(&office.folder);
    let rows = [row(1, "Doe, Ana", "Exempt"), row(2, "Doe, Bo", "Exmpt")];
    read_in(&mut bench, &office.lies("one.csv", &listing("11/18/2026", &rows)));
    // A value that did not do either is replaced in the same way, and not written on.
    bench.keys("R Enter").text("Exmp").keys("Ctrl-S").text("Exempt").keys("Ctrl-S");
    assert!(bench.screen(80, 24).contains("Corrected."), "{}", bench.screen(80, 24));
}

/// Of two listings of one day, `C` after the second shows what the second changed.
#[test]
fn the_changes_are_those_of_the_last_import() {
    let (office, mut bench) = after_two_listings();
    bench.keys("C");
    let screen = bench.screen(80, 24);
    assert!(screen.contains("Changed, 1 of 2") && screen.contains("two.csv"), "{screen}");
    assert!(!screen.contains("one.csv"), "{screen}");
    bench.keys("Right");
    assert!(bench.screen(80, 24).contains("two.csv") && !bench.screen(80, 24).contains("one.csv"));
    // Another session shows those of the day.
    drop(bench);
    let mut again = Bench::open(&office.folder);
    again.keys("C");
    assert!(again.screen(80, 24).contains("Changed, 1 of"), "{}", again.screen(80, 24));
}
