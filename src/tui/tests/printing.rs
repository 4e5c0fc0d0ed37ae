//! The month, the proof of contact, and printing from the screen.

use super::bench::{Bench, Folder, day};
use crate::desk::ContactState;
use crate::domain::dates::Month;
use crate::tui::command::{KeyContext, Pane};

const CASES: usize = 24;

#[test]
fn the_month_is_turned_narrowed_and_left_and_each_row_leads_to_its_case() {
    let mut bench = Bench::open(&Folder::with_cases(CASES));
    bench.keys("8");
    assert_eq!((bench.model.current_pane(), bench.model.key_context()), (Some(Pane::Month), KeyContext::Month));
    let own = Month::from_date(day());
    let month = &bench.workspace().month;
    assert_eq!(month.month, own);
    assert_eq!(month.all_items(), bench.workspace().snapshot.caseload.due_items(own));
    bench.keys("]");
    assert_eq!(bench.workspace().month.month, own.next());
    assert!(bench.workspace().month.all_items().iter().all(|item| own.next().contains(item.day)));
    bench.keys("[ [");
    assert_eq!(bench.workspace().month.month, own.previous());
    bench.keys("] G Enter");
    let case = bench.workspace().selected_row().unwrap().subject.case;
    bench.keys("Enter");
    assert_eq!(bench.model.current_pane(), Some(Pane::Case));
    assert_eq!(bench.workspace().subject.as_ref().unwrap().case, case);
    bench.keys("Esc");
    assert_eq!(bench.model.current_pane(), Some(Pane::Month), "back where it began");
}

#[test]
fn what_is_late_says_so_and_stands_under_today() {
    let mut bench = Bench::open(&Folder::with_cases(CASES));
    bench.keys("8");
    assert!(bench.workspace().month.all_items().first().unwrap().late);
    bench.keys("Enter G");
    assert!(bench.workspace().month.due.selected_row().unwrap().late);
    assert!(bench.workspace().selected_row().unwrap().text.starts_with("LATE "));
    assert!(bench.screen(80, 24).contains(" d late "));
}

#[test]
fn a_contact_filed_on_the_month_is_proven_there_at_once() {
    let mut bench = Bench::open(&Folder::with_cases(CASES));
    bench.keys("8 p");
    let rows = bench.workspace().month.contacts.all_rows();
    let at = rows.iter().position(|row| row.state == ContactState::Open).unwrap();
    let (case, person) = (rows[at].case.clone(), rows[at].person);
    bench.keys(&"j ".repeat(at));
    assert_eq!(bench.workspace().selected_row().unwrap().subject.case, case);
    bench.keys("d t r").text("Talked about the plan").keys("Ctrl-N Ctrl-S");
    assert_eq!(bench.model.current_pane(), Some(Pane::Month));
    let row = bench
        .workspace()
        .month
        .contacts
        .all_rows()
        .iter()
        .find(|row| row.case == case && row.person == person)
        .unwrap();
    assert_eq!(row.state, ContactState::Made);
}

#[test]
fn a_list_is_printed_into_the_file_that_is_named_and_that_is_recorded() {
    let folder = Folder::with_cases(CASES);
    let mut bench = Bench::open(&folder);
    let files = tempfile::tempdir().unwrap();
    let file = files.path().join("es109.csv");
    bench.keys("3 > Enter Ctrl-U").text(file.to_str().unwrap()).keys("Enter");
    let asked = bench.screen(120, 36);
    assert!(asked.contains("Names and case numbers go into ") && !file.exists(), "{asked}");
    bench.keys("n");
    assert!(!file.exists());
    bench.keys("3 > Enter Ctrl-U").text(file.to_str().unwrap()).keys("Enter y");
    assert!(bench.said().starts_with("Saved to "), "{}", bench.said());
    assert!(bench.said().ends_with("es109.csv: Action required (ES109)."), "{}", bench.said());
    let rows = csv::Reader::from_path(&file).unwrap().into_records().count();
    assert_eq!(rows, bench.workspace().snapshot.caseload.action_rows().len());
    // The same name again is refused, and the file stays.
    bench.keys("> Enter Ctrl-U").text(file.to_str().unwrap()).keys("Enter y");
    assert!(bench.said().contains("already"), "{}", bench.said());
    drop(bench);
    let log = format!("{:?}", folder.store().entries_after(crate::domain::Seq(0), u32::MAX).unwrap());
    assert!(log.contains("Action required (ES109) as csv, with names"), "that it left is in the log");
}

#[test]
fn a_redacted_list_from_the_screen_names_nobody_and_a_wrong_ending_is_asked_again() {
    let mut bench = Bench::open(&Folder::with_cases(CASES));
    let files = tempfile::tempdir().unwrap();
    let file = files.path().join("cases.json");
    let name = bench.workspace().snapshot.caseload.case_rows()[0].name.to_string();
    bench.keys("2 > Down Enter Ctrl-U").text("cases.doc").keys("Enter");
    assert_eq!(bench.model.key_context(), KeyContext::Prompt, "a form that there is not is asked again");
    bench.keys("Ctrl-U").text(file.to_str().unwrap()).keys("Enter");
    let told = std::fs::read_to_string(&file).unwrap();
    assert!(told.contains("\"redacted\": true") && !told.contains(&name), "{told}");
}
