//! Undo and redo of what the screen can do, on many levels; and the list of what was done today.

use super::bench::{Bench, Folder};
use crate::domain::alert::Disposition;
use crate::domain::{CaseNumber, Change, PersonNumber};
use crate::store::{LoggedEntry, reopen_minutes};
use crate::tui::command::{FolderSection, Pane};
use crate::tui::overlays::Overlay;
use crate::tui::store_thread::Job;

const CASES: usize = 24;

fn selected_case(bench: &Bench) -> CaseNumber {
    bench.workspace().selected_row().unwrap().subject.case
}

fn annotation(bench: &Bench) -> Option<String> {
    bench.workspace().cases.list.selected_row().unwrap().annotation.clone()
}

#[test]
fn what_was_recorded_names_the_participant_of_the_row() {
    let folder = Folder::with_cases(60);
    let mut bench = Bench::open(&folder);
    bench.keys("2 g");
    let is_second = |bench: &Bench| {
        let subject = bench.workspace().selected_row().unwrap().subject;
        let caseload = &bench.workspace().snapshot.caseload;
        subject.person != caseload.resolve_participant(&subject.case, PersonNumber::CASE)
    };
    while !is_second(&bench) {
        bench.keys("j");
    }
    let subject = bench.workspace().selected_row().unwrap().subject;
    let name = bench.workspace().snapshot.caseload.alert_name(&subject.case, subject.person);
    let newest = |bench: &Bench| {
        let Overlay::Chooser(chooser) = &bench.workspace().overlay else { panic!("what was recorded") };
        chooser.get(0).unwrap().title.to_string()
    };
    bench.keys("n").text("asked for the sheet").keys("Enter Z");
    assert_eq!(newest(&bench), name);
    bench.keys("Esc B").text("fri call back").keys("Enter Z");
    assert_eq!(newest(&bench), name);
    bench.keys("Esc u Z");
    assert_eq!(newest(&bench), name, "its undoing is about the same person");
}

#[test]
fn an_undone_posting_names_the_participant_of_its_comment_on_whatever_day_it_was_posted() {
    let folder = Folder::with_cases(60);
    let mut bench = Bench::open(&folder);
    bench.keys("2 g");
    while bench.workspace().selected_row().unwrap().subject.person != PersonNumber(2) {
        bench.keys("j");
    }
    let subject = bench.workspace().selected_row().unwrap().subject;
    let name = bench.workspace().snapshot.caseload.alert_name(&subject.case, subject.person);
    bench.keys("d t r").text("Talked").keys("Ctrl-N Ctrl-S Enter m P");
    let posted = bench.said().to_owned();
    bench.keys("u");
    let on = format!("{} {name}: comment posted", subject.case);
    assert!(bench.said().starts_with(&format!("Undone on {on}")), "{posted} {}", bench.said());
    bench.keys("Ctrl-R");
    assert!(bench.said().starts_with(&format!("Redone on {on}")), "{}", bench.said());
    bench.keys("u");
    drop(bench);
    let doings = folder.store().doings_of_today().unwrap();
    let undone = doings.iter().filter(|logged| matches!(logged.change, Change::Undone { .. }));
    let people: Vec<_> = undone.map(LoggedEntry::person).collect();
    assert_eq!(people, [Some(PersonNumber(2)); 2]);
}

#[test]
fn undo_takes_back_one_thing_after_another_and_redo_does_them_again() {
    let folder = Folder::with_cases(CASES);
    let mut bench = Bench::open(&folder);
    bench.keys("2 n Ctrl-U").text("first").keys("Enter n Ctrl-U").text("second").keys("Enter");
    let case = selected_case(&bench);
    assert_eq!(annotation(&bench).as_deref(), Some("second"));
    bench.keys("a").text("note WPR").keys("Enter").text("12/2026").keys("Ctrl-S");
    let recorded = bench.said().to_owned();
    assert!(recorded.starts_with("Recorded: "), "{recorded}");
    bench.keys("Esc Ctrl-Z");
    assert!(bench.said().starts_with(&format!("Undone on {case} ")), "{}", bench.said());
    bench.keys("u");
    assert_eq!(annotation(&bench).as_deref(), Some("first"), "{}", bench.said());
    bench.keys("u");
    assert_ne!(annotation(&bench).as_deref(), Some("first"), "{}", bench.said());
    for expected in ["first", "second"] {
        bench.keys("Ctrl-R");
        assert!(bench.said().starts_with(&format!("Redone on {case} ")), "{}", bench.said());
        assert_eq!(annotation(&bench).as_deref(), Some(expected));
    }
    bench.keys("Ctrl-R Ctrl-R");
    assert!(bench.said().starts_with("There is nothing to redo"), "{}", bench.said());
    drop(bench);
    let store = folder.store();
    assert!(store.verify_record().unwrap().is_ok());
    let undone = store.case_timeline(&case).unwrap();
    let undone = undone.iter().filter(|logged| matches!(logged.change, Change::Undone { .. })).count();
    assert_eq!(undone, 3, "the log keeps what was done and its undoing");
}

#[test]
fn an_alert_that_was_done_comes_back_with_undo() {
    let folder = Folder::with_cases(CASES);
    let mut bench = Bench::open(&folder);
    bench.keys("4 g");
    while !bench.workspace().selected_row().unwrap().alert.unwrap().can_be_closed() {
        bench.keys("j");
    }
    let alert = bench.workspace().selected_row().unwrap().alert.unwrap().clone();
    let disposed = |bench: &Bench| {
        let case = bench.workspace().snapshot.caseload.case(&alert.case).unwrap();
        case.find_alert(&alert.key).unwrap().disposition.clone()
    };
    let before = bench.workspace().alerts.total_count();
    bench.keys("Space");
    assert_eq!(disposed(&bench), Some(Disposition::Done));
    // The row is gone, so another case may be shown: then its name is asked for.
    bench.keys("u");
    if !bench.said().starts_with("Undone") {
        let screen = bench.screen(80, 24);
        assert!(screen.contains(&format!("Undo on {}", alert.case)), "{screen}");
        bench.keys("y");
    }
    assert_eq!((disposed(&bench), bench.workspace().alerts.total_count()), (None, before), "{}", bench.said());
}

#[test]
fn what_was_done_on_another_case_or_before_this_session_is_undone_only_after_asking_by_name() {
    let folder = Folder::with_cases(CASES);
    let mut bench = Bench::open(&folder);
    bench.keys("2 g n Ctrl-U").text("called").keys("Enter");
    let (case, name) = {
        let row = bench.workspace().cases.list.selected_row().unwrap();
        (row.case.clone(), row.name.to_string())
    };
    bench.keys("G");
    assert_ne!(selected_case(&bench), case);
    bench.keys("u");
    let asked = bench.screen(120, 36);
    assert!(asked.contains(&format!("Undo on {case} {name}")), "{asked}");
    bench.keys("n g");
    assert_eq!(annotation(&bench).as_deref(), Some("called"), "any other key keeps it");
    bench.keys("Ctrl-Q");
    drop(bench);

    let mut again = Bench::open(&folder);
    again.keys("2 g u");
    assert!(again.screen(120, 36).contains(&format!("Undo on {case}")), "a stray letter undoes nothing of yesterday");
    assert_eq!(annotation(&again).as_deref(), Some("called"));
    again.keys("y");
    assert_ne!(annotation(&again).as_deref(), Some("called"), "{}", again.said());
}

#[test]
fn what_was_done_today_is_listed_and_leads_to_the_history() {
    let folder = Folder::with_cases(CASES);
    let mut bench = Bench::open(&folder);
    bench.keys("2 n Ctrl-U").text("called").keys("Enter");
    let case = selected_case(&bench);
    bench.keys("u Z");
    assert!(bench.jobs().any(|job| matches!(job, Job::Doings)));
    let screen = bench.screen(120, 36);
    assert!(screen.contains("undone: annotated: called") && screen.contains("(undone) annotated: called"), "{screen}");
    bench.keys("Enter");
    let open = bench.workspace();
    assert_eq!((open.pane, open.folder.section), (Pane::Case, FolderSection::History));
    assert_eq!(open.subject.as_ref().unwrap().case, case);
}

#[test]
fn a_mark_on_the_checklist_is_undone() {
    let folder = Folder::with_cases(CASES);
    let mut bench = Bench::open(&folder);
    bench.keys("2 c");
    let state = |bench: &Bench| format!("{:?}", bench.workspace().checklist.selected_item().unwrap().state);
    while state(&bench) != "Open" {
        bench.keys("j");
    }
    bench.keys("Space");
    assert_eq!(state(&bench), "ByHand");
    bench.keys("u");
    assert_eq!(state(&bench), "Open", "{}", bench.said());
    bench.keys("Ctrl-R");
    assert_eq!(state(&bench), "ByHand", "{}", bench.said());
}

#[test]
fn that_a_comment_was_posted_is_undone_and_done_again() {
    let folder = Folder::with_cases(CASES);
    let mut bench = Bench::open(&folder);
    let unposted = |bench: &Bench| bench.workspace().snapshot.caseload.unposted_comment_count();
    bench.keys("2 d t r").text("She starts on Monday.").keys("Ctrl-N Ctrl-S");
    let before = unposted(&bench);
    let case = selected_case(&bench);
    bench.keys("Enter m P");
    assert_eq!((bench.said(), unposted(&bench)), ("Marked as posted.", before - 1));
    bench.keys("u");
    assert!(bench.said().starts_with(&format!("Undone on {case} ")) && bench.said().contains("comment posted on"));
    assert_eq!(unposted(&bench), before);
    bench.keys("Ctrl-R");
    assert_eq!(unposted(&bench), before - 1, "{}", bench.said());
    bench.keys("u");
    assert_eq!(unposted(&bench), before, "{}", bench.said());
    drop(bench);
    assert!(folder.store().verify_record().unwrap().is_ok(), "the log gives the same tables");
}

/// Files a comment on the selected row.
fn file_comment(bench: &mut Bench, text: &str) {
    bench.keys("d t r").text(text).keys("Ctrl-N Ctrl-S");
    assert!(bench.said().starts_with("Filed on "), "{}", bench.said());
}

#[test]
fn a_comment_on_another_case_is_reopened_only_after_asking_by_name() {
    let folder = Folder::with_cases(CASES);
    let mut bench = Bench::open(&folder);
    bench.keys("2 g");
    file_comment(&mut bench, "She starts on Monday.");
    let row = bench.workspace().cases.list.selected_row().unwrap();
    let (case, name) = (row.case.clone(), row.name.to_string());
    bench.keys("G");
    assert_ne!(selected_case(&bench), case);
    bench.keys("u");
    let asked = bench.screen(120, 36);
    assert!(asked.contains(&format!("Reopen the comment on {case} {name}")), "{asked}");
    bench.keys("n");
    assert!(bench.workspace().dictate.is_none(), "any other key leaves it");
    bench.keys("u y");
    assert_eq!(bench.form().subject.case, case);
    bench.keys("Esc G u");
    assert!(bench.workspace().dictate.is_none(), "nor is its draft continued from another row: {}", bench.said());
    bench.keys("y");
    assert_eq!(bench.form().subject.case, case, "{}", bench.said());
}

#[test]
fn a_comment_is_reopened_for_ten_minutes_and_no_longer() {
    assert_eq!(reopen_minutes(), 10);
    for (minutes, is_reopened) in [(9, true), (11, false)] {
        let folder = Folder::with_cases(CASES);
        let mut bench = Bench::open(&folder);
        bench.keys("2 g");
        file_comment(&mut bench, "She starts on Monday.");
        bench.set_minutes_after_noon(minutes);
        bench.keys("u");
        assert_eq!(bench.workspace().dictate.is_some(), is_reopened, "after {minutes} minutes: {}", bench.said());
    }
}

#[test]
fn what_is_newest_on_the_case_is_taken_back_first_be_it_a_comment_or_an_act() {
    let folder = Folder::with_cases(CASES);
    let mut bench = Bench::open(&folder);
    bench.keys("2 g n Ctrl-U").text("first").keys("Enter");
    file_comment(&mut bench, "She starts on Monday.");
    bench.keys("n Ctrl-U").text("second").keys("Enter u");
    assert_eq!(annotation(&bench).as_deref(), Some("first"), "{}", bench.said());
    bench.keys("u");
    assert!(bench.workspace().dictate.is_some(), "the comment is newer than the first annotation: {}", bench.said());
    bench.keys("Ctrl-D y");
    assert_eq!(annotation(&bench).as_deref(), Some("first"));
}

#[test]
fn a_discarded_draft_comes_back_on_its_own_case_alone() {
    let folder = Folder::with_cases(CASES);
    let mut bench = Bench::open(&folder);
    bench.keys("2 g");
    let case = selected_case(&bench);
    bench.keys("d t r").text("She starts").keys("Ctrl-D y");
    assert!(bench.said().contains("u brings it back"), "{}", bench.said());
    bench.keys("G u");
    assert!(bench.workspace().snapshot.caseload.drafts().is_empty(), "{}", bench.said());
    bench.keys("Esc g");
    assert_eq!(selected_case(&bench), case);
    bench.keys("u");
    assert_eq!(bench.workspace().snapshot.caseload.drafts().len(), 1, "{}", bench.said());
}
