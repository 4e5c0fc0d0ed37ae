//! Tests that the screen shows no ISO date: every pane, overlay and act sheet is drawn and searched.

use std::fs;
use std::time::Duration;

use super::bench::{Bench, Folder};
use super::desk::go_to;
use crate::desk::QueueSection;
use crate::domain::role::Role;
use crate::store::CaseRecord;
use crate::tui::overlays::Overlay;
use crate::tui::panes::dictate::DictateField;

const CASES: usize = 24;
/// The rows of a list that are looked at.
const ROWS: usize = 24;
const PAST_SAVING: Duration = Duration::from_millis(250);

/// Returns the dates and months in the form of data in a text, `2026-11-19` or `2026-11`. One that is part of a longer
/// word is the name of a file.
fn data_dates(text: &str) -> Vec<String> {
    let is_in_word = |c: &char| c.is_alphanumeric() || matches!(c, '_' | '-' | '/' | '.');
    let words = text.split(|c: char| !is_in_word(&c)).map(|word| word.trim_end_matches(['.', '-']));
    let is_date = |word: &&str| {
        let parts: Vec<&str> = word.split('-').collect();
        let lengths: Vec<usize> = parts.iter().map(|part| part.len()).collect();
        let digits = parts.iter().all(|part| part.chars().all(|c| c.is_ascii_digit()));
        digits && matches!(lengths.as_slice(), [4, 2] | [4, 2, 2])
    };
    words.filter(is_date).map(str::to_owned).collect()
}

/// Asserts that the screen as it is drawn shows no date in the form of data.
fn assert_screen_readable(screen: &str, place: &str) {
    // The name of a file may be broken before its date, where a column is narrower than the name.
    let is_in_file_name = |line: &str| line.trim_end_matches([' ', '│']).ends_with('_');
    let lines = std::iter::once("").chain(screen.lines()).zip(screen.lines());
    let found: Vec<&str> = lines
        .filter(|(before, line)| !data_dates(line).is_empty() && !is_in_file_name(before))
        .map(|(_, line)| line.trim())
        .collect();
    assert_eq!(found, [""; 0], "{place}");
}

/// Asserts that no screen shows a date in the form of data: a narrow one, and one on which all of a page is seen.
fn assert_readable(bench: &mut Bench, place: &str) {
    for (width, height) in [(200, 120), (80, 24)] {
        assert_screen_readable(&bench.screen(width, height), place);
    }
}

/// Goes through the rows of the list on the screen.
fn read_rows(bench: &mut Bench, place: &str) {
    assert_readable(bench, place);
    for row in 0..ROWS {
        bench.keys("j");
        assert_screen_readable(&bench.screen(120, 36), &format!("{place}, row {row}"));
    }
    bench.keys("g");
}

/// Selects the row of the first participant in Cases whose record is `wanted`.
fn go_to_case(bench: &mut Bench, wanted: impl Fn(&CaseRecord) -> bool) {
    bench.keys("2 g");
    let case = |bench: &Bench| bench.workspace().selected_row().unwrap().subject.case;
    for _ in 0..2 * CASES {
        if wanted(&bench.workspace().snapshot.caseload.case(&case(bench)).unwrap().record) {
            return;
        }
        bench.keys("j");
    }
    panic!("no case is like that");
}

#[test]
fn a_date_is_told_from_the_name_of_a_file() {
    let found =
        data_dates("due 2026-11-27, of (2026-10) read in practice_listing_2025-11-20, by 555-0100 at 42-712.44.");
    assert_eq!(found, ["2026-11-27", "2026-10"]);
}

#[test]
fn no_pane_shows_a_date_in_the_form_of_data() {
    for role in [Role::EC, Role::SUPERVISOR, Role::CLERK] {
        let folder = Folder::of(role, CASES);
        let mut bench = Bench::open(&folder);
        for keys in ["1", "2", "3", "4", "8", "8 p", "8 [", "8 p [", "2 c", "2 c ["] {
            bench.keys(keys);
            if role == Role::EC {
                read_rows(&mut bench, keys);
            } else {
                assert_readable(&mut bench, keys);
            }
            bench.keys("Esc Esc");
        }
        if role == Role::SUPERVISOR {
            bench.keys("9 D");
            assert_readable(&mut bench, "the drawn cases");
            bench.keys("D");
            read_rows(&mut bench, "the desk");
            go_to(&mut bench, QueueSection::Review);
            bench.keys("r");
            assert_readable(&mut bench, "a review");
        }
        if role == Role::CLERK {
            bench.keys("9");
            read_rows(&mut bench, "the desk");
        }
    }
}

#[test]
fn no_folder_shows_a_date_in_the_form_of_data() {
    let folder = Folder::with_cases(CASES);
    let mut bench = Bench::open(&folder);
    for row in 0..CASES {
        bench.keys("2 g").keys(&"j ".repeat(row)).keys("Enter");
        for section in ["p", "r", "i", "t", "o", "e", "l", "s", "b", "m", "h"] {
            bench.keys(section);
            assert_readable(&mut bench, section);
        }
        bench.keys("Esc w");
        assert_readable(&mut bench, "why");
        bench.keys("Esc");
    }
}

#[test]
fn no_overlay_shows_a_date_in_the_form_of_data() {
    let folder = Folder::with_cases(CASES);
    let mut bench = Bench::open(&folder);
    bench.keys("2 d t r").text("Spoke about the class").keys("Ctrl-N Ctrl-S 2 Enter m A");
    bench.text("addendum").keys("Enter").text("wrong class").keys("Ctrl-S");
    assert_readable(&mut bench, "an amendment");
    bench.text("the morning class").keys("Ctrl-S y");
    assert!(matches!(bench.workspace().overlay, Overlay::CopyOut(_)), "{}", bench.said());
    assert_readable(&mut bench, "a copy-out");
    bench.keys("Esc Ctrl-F").text("class");
    assert_readable(&mut bench, "the search");
    bench.text(" from:soon");
    assert_readable(&mut bench, "a search with a date that is none");
    bench.keys("Esc Esc");
    let overlays = [
        "1 W",
        "1 W z",
        "2 /",
        "2 :",
        "2 ?",
        "2 @",
        "2 @ x",
        "2 >",
        "2 n",
        "2 a",
        "3 w",
        "4 w",
        "4 z",
        "4 z f r i",
        "4 z x",
        "4 z x Enter",
        "4 r",
        "2 c %",
        "2 c f",
        "2 c x",
        "2 c Enter",
        "2 c Space Enter",
        "5",
        "2 d t r Ctrl-Space",
        "I",
        "E",
        "E Enter",
        "N",
        "C",
        "R",
        "U",
        "3 d Shift-Tab Shift-Tab Shift-Tab Shift-Tab",
    ];
    for keys in overlays {
        bench.keys(keys);
        assert_readable(&mut bench, keys);
        bench.keys("Esc Esc Esc");
    }
}

#[test]
fn what_extracts_bring_shows_no_date_in_the_form_of_data() {
    let folder = Folder::with_cases(0);
    let incoming = tempfile::tempdir().unwrap();
    let mut bench = Bench::open(&folder);
    let header = "Case No,Participant,Pers,DOB,Reg Status,Status Dt,Aid Status,Aid Dt\n";
    let row = |case: u32, status: &str, since: &str| {
        format!("1Z{case:05},\"Doe, Ana\",1,01/02/1990,{status},{since},Active,01/01/2025\n")
    };
    let read = |bench: &mut Bench, name: &str, run: &str, rows: &[String]| {
        let path = incoming.path().join(name);
        fs::write(&path, format!("Run date: {run}\n{header}{}", rows.concat())).unwrap();
        bench.keys("I").text("Another").keys("Enter Ctrl-U").text(path.to_str().unwrap()).keys("Enter");
        assert_readable(bench, &format!("the preview of {name}"));
    };
    read(&mut bench, "one.csv", "11/18/2026", &[row(1, "Exempt", "03/01/2026"), row(2, "Exempt", "03/01/2026")]);
    bench.keys("Enter");
    assert_readable(&mut bench, "the result");
    bench.keys("Esc");
    let later = [row(1, "Sanction", "11/02/2026"), row(3, "Exempt", "03/01/2026"), row(4, "Exmpt", "03/01/2026")];
    read(&mut bench, "two.csv", "11/19/2026", &later);
    bench.keys("Enter Esc");
    for keys in ["C", "C Right", "N", "R", "R Enter", "E", "E Enter", "E Down Enter"] {
        bench.keys(keys);
        assert_readable(&mut bench, keys);
        bench.keys("Esc Esc Esc");
    }
    bench.keys("C");
    let screen = bench.screen(120, 36);
    assert!(screen.contains("registration since: was Sun 03/01/2026, now Mon 11/02/2026"), "{screen}");
    bench.keys("Esc E Enter");
    let screen = bench.screen(120, 36);
    assert!(screen.contains("registration since: was Mon 11/02/2026, now Sun 03/01/2026"), "{screen}");
    assert!(screen.contains("removed: ") && screen.contains("aid since Wed 01/01/2025"), "{screen}");
    bench.keys("Esc");
    read(&mut bench, "old.csv", "11/01/2026", &[row(1, "Exempt", "03/01/2026")]);
    bench.keys("F");
    assert_readable(&mut bench, "an older extract");
    bench.keys("Enter");
    assert_readable(&mut bench, "the question about an older extract");
}

/// Opens the form of each act that is offered on the row; each is drawn with its answers and each choice, then left
/// with a date typed into it and drawn as it is restored.
fn read_forms(bench: &mut Bench) {
    bench.keys("a");
    let Overlay::Chooser(chooser) = &bench.workspace().overlay else { panic!("{}", bench.said()) };
    let count = chooser.len();
    bench.keys("Esc");
    for form in 0..count {
        bench.keys("a").keys(&"Down ".repeat(form)).keys("Enter");
        if bench.workspace().act_sheet.is_none() {
            // The row is about the case as a whole, and the act about one of its two participants.
            bench.keys("Enter");
        }
        let sheet = bench.workspace().act_sheet.as_deref().expect("a form is open");
        let (title, lines) = (sheet.form.title.clone(), sheet.answers().len());
        assert_readable(bench, &title);
        for _ in 0..lines {
            let sheet = bench.workspace().act_sheet.as_deref().unwrap();
            let is_choice = sheet.answers()[sheet.field_index].is_choice();
            for key in if is_choice { ["Right", "Right", "Right"] } else { ["x", "Backspace", "+"] } {
                bench.keys(key);
                assert_screen_readable(&bench.screen(80, 24), &title);
            }
            if !is_choice {
                bench.text("7");
            }
            bench.keys("Tab");
        }
        bench.wait(PAST_SAVING);
        bench.keys("Esc");
    }
}

#[test]
fn no_form_of_an_act_shows_a_date_in_the_form_of_data() {
    for role in [Role::EC, Role::SUPERVISOR, Role::CLERK] {
        let folder = Folder::of(role, CASES);
        let mut bench = Bench::open(&folder);
        go_to_case(&mut bench, |record| !record.facts.noncompliance.is_empty() && !record.facts.activities.is_empty());
        read_forms(&mut bench);
        // Another session offers the drafts, each with what was typed.
        drop(bench);
        let mut bench = Bench::open(&folder);
        bench.keys("Esc");
        go_to_case(&mut bench, |record| !record.facts.noncompliance.is_empty() && !record.facts.activities.is_empty());
        read_forms(&mut bench);
    }
}

#[test]
fn a_restored_date_is_shown_as_people_read_it_and_means_the_same_day() {
    let folder = Folder::with_cases(CASES);
    let mut bench = Bench::open(&folder);
    go_to_case(&mut bench, |record| !record.facts.activities.is_empty());
    bench.keys("a").text("move activity end").keys("Enter");
    let answers = bench.workspace().act_sheet.as_deref().expect("a form is open").answers();
    let named = |name: &str| answers.iter().position(|answer| answer.field.is_some_and(|field| field.name == name));
    let day = named("expected_end").expect("the form asks for a day");
    while bench.workspace().act_sheet.as_deref().unwrap().field_index != day {
        bench.keys("Tab");
    }
    bench.text("+10");
    let kept = bench.workspace().act_sheet.as_deref().unwrap().to_saved();
    assert_eq!(kept.answers["expected_end"], "2026-11-29", "a draft is data");
    bench.wait(PAST_SAVING);
    drop(bench); // killed
    let mut bench = Bench::open(&folder);
    bench.keys("Esc");
    go_to_case(&mut bench, |record| !record.facts.activities.is_empty());
    bench.keys("a").text("move activity end").keys("Enter");
    let sheet = bench.workspace().act_sheet.as_deref().expect("a form is open");
    assert_eq!(sheet.answers()[day].line.content(), "11/29/2026");
    assert_eq!(sheet.to_saved(), kept);
    assert_readable(&mut bench, "the restored form");

    bench.keys("Esc 2 d Shift-Tab Shift-Tab Shift-Tab Shift-Tab");
    while bench.form().field != DictateField::Date {
        bench.keys("Tab");
    }
    bench.text("y").keys("Ctrl-N");
    bench.wait(PAST_SAVING);
    let kept = bench.form().to_saved();
    assert_eq!(kept.date, "2026-11-18", "a draft is data");
    drop(bench); // killed
    let mut bench = Bench::open(&folder);
    assert_eq!(bench.form().to_saved(), kept);
    let screen = bench.screen(80, 24);
    assert!(screen.contains("11/18/2026"), "{screen}");
    assert_readable(&mut bench, "the restored comment");
}
