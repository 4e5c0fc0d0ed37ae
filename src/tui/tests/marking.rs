//! Marked rows: one question and one undo for all of them, and nothing that a rule found is ever cleared.

use super::bench::{Bench, Folder, day};
use crate::domain::alert::Disposition;
use crate::tui::overlays::Overlay;
use crate::tui::state::pending_input::PendingInput;
use crate::tui::store_thread::Job;

const CASES: usize = 24;

fn open() -> (Folder, Bench) {
    let folder = Folder::with_cases(CASES);
    let bench = Bench::open(&folder);
    (folder, bench)
}

/// Marks every row of Alerts; returns how many there are and how many somebody wrote.
fn mark_all_alerts(bench: &mut Bench) -> (usize, usize) {
    bench.keys("4 g");
    let all = bench.workspace().alerts.len();
    for _ in 0..all {
        bench.keys("x");
    }
    // The last row is marked, and stays selected, when x is pressed on it.
    let rows = bench.workspace().marked_rows();
    assert_eq!(rows.len(), all);
    (all, rows.iter().filter(|row| row.alert.unwrap().can_be_closed()).count())
}

#[test]
fn space_is_named_only_for_marked_rows_that_it_can_mark_done() {
    let (_folder, mut bench) = open();
    let (all, written) = mark_all_alerts(&mut bench);
    assert!(bench.said().contains(&format!("Space done ({written} of {all})")), "{}", bench.said());
    bench.keys("X g");
    let can_be_closed = |bench: &Bench| bench.workspace().selected_row().unwrap().alert.unwrap().can_be_closed();
    for wanted in [false, true] {
        bench.keys("g");
        while can_be_closed(&bench) != wanted {
            bench.keys("j");
        }
        bench.keys("x");
        assert_eq!(bench.said().contains("Space done, "), wanted, "{}", bench.said());
        bench.keys("X");
    }
}

fn done_count(bench: &Bench) -> usize {
    let caseload = &bench.workspace().snapshot.caseload;
    let alerts = caseload.cases().flat_map(|(_, case)| &case.alerts);
    alerts.filter(|alert| alert.disposition == Some(Disposition::Done)).count()
}

#[test]
fn marked_alerts_are_done_after_one_question_and_come_back_with_one_undo() {
    let (folder, mut bench) = open();
    let (all, written) = mark_all_alerts(&mut bench);
    assert!(written > 1 && written < all, "{written} of {all}");
    let before = done_count(&bench);
    bench.keys("Space");
    let asked = bench.screen(120, 36);
    assert!(asked.contains(&format!("{written} alerts of ")) && asked.contains("mark done?"), "{asked}");
    assert!(asked.contains(&format!("{} rows left", all - written)), "{asked}");
    assert!(bench.jobs().all(|job| !matches!(job, Job::RecordTogether { .. })), "nothing before the answer");
    bench.keys("y");
    assert_eq!(bench.said(), format!("{written} alerts marked done. u undoes it for all of them."));
    assert_eq!((done_count(&bench), bench.workspace().alerts.len()), (before + written, all - written));
    assert!(bench.workspace().marked_rows().is_empty(), "the marks are used up");
    bench.keys("u");
    assert!(bench.said().starts_with("Undone on ") && bench.said().contains("alerts marked done"), "{}", bench.said());
    assert_eq!((done_count(&bench), bench.workspace().alerts.len()), (before, all));
    bench.keys("Ctrl-R");
    assert_eq!(done_count(&bench), before + written, "{}", bench.said());
    bench.keys("u");
    assert_eq!(done_count(&bench), before, "{}", bench.said());
    drop(bench);
    assert!(folder.store().verify_record().unwrap().is_ok());
}

#[test]
fn a_marked_finding_is_never_cleared() {
    let (_folder, mut bench) = open();
    bench.keys("1 g");
    while bench.workspace().selected_row().unwrap().finding.is_none() {
        bench.keys("j");
    }
    bench.keys("x Space");
    assert!(bench.said().starts_with("Nothing to mark done"), "{}", bench.said());
    assert!(bench.jobs().next().is_none());
    bench.keys("r");
    assert!(bench.said().starts_with("Each refused row needs its own reason"), "{}", bench.said());
}

#[test]
fn marked_rows_are_snoozed_as_single_ones_and_no_rule_loses_its_last_day() {
    let (_folder, mut bench) = open();
    let (all, _) = mark_all_alerts(&mut bench);
    let stays = |bench: &Bench| {
        let rows = bench.workspace().alerts.all_rows();
        rows.iter().filter(|row| row.alert.is_at_last_day(day())).count()
    };
    let staying = stays(&bench);
    assert!(staying > 0 && staying < all);
    bench.keys("z").text("+7").keys("Enter");
    let asked = bench.screen(120, 36);
    assert!(asked.contains("it stays on the list, marked, as its last day is"), "{asked}");
    bench.keys("y");
    assert_eq!((bench.workspace().alerts.len(), stays(&bench)), (staying, staying), "{}", bench.said());
}

#[test]
fn marks_are_seen_without_color_and_hidden_rows_are_left_alone() {
    let (_folder, mut bench) = open();
    bench.keys("2 g x x");
    let screen = bench.screen(80, 24);
    assert_eq!(screen.matches('•').count(), 2, "{screen}");
    assert!(screen.contains("2 marked"), "{screen}");
    bench.keys("k");
    assert_eq!(bench.screen(80, 24).matches('◆').count(), 1, "the selected row is marked");
    let person = |bench: &Bench| bench.workspace().marked_rows().first().unwrap().subject.clone();
    let first = person(&bench);
    bench.keys("g /").text(first.case.as_str()).keys("Enter");
    let shown = bench.workspace().marked_rows().len();
    assert!(shown < 2 || bench.workspace().marked_rows().iter().all(|row| row.subject.case == first.case));
    bench.keys("n").text("called").keys("Enter y");
    assert_eq!(
        bench.said(),
        format!("{shown} row{} annotated. u undoes it for all of them.", if shown == 1 { "" } else { "s" })
    );
    let case = bench.workspace().snapshot.caseload.case(&first.case).unwrap();
    assert!(case.record.annotations.get(&first.person).unwrap().ends_with("called"));
    bench.keys("Esc X");
    assert!(bench.workspace().marked_rows().is_empty());
    bench.keys("X");
    assert!(bench.said().starts_with("No row is marked."), "{}", bench.said());
}

/// Marks every row of Cases; returns how many there are.
fn mark_all_cases(bench: &mut Bench) -> usize {
    bench.keys("2 g");
    let all = bench.workspace().cases.list.len();
    for _ in 0..all {
        bench.keys("x");
    }
    all
}

/// Returns how many months of attendance the caseload has.
fn posted(bench: &Bench) -> usize {
    bench.workspace().snapshot.caseload.cases().map(|(_, case)| case.record.facts.attendance.len()).sum()
}

#[test]
fn attendance_is_posted_for_many_after_one_page_and_taken_back_with_one_undo() {
    let (folder, mut bench) = open();
    mark_all_cases(&mut bench);
    let before = posted(&bench);
    bench.keys("a").text("post attendance").keys("Enter").text("40 sheet").keys("Enter");
    let screen = bench.screen(120, 60);
    assert!(screen.contains("Left out:") && screen.contains("Included:"), "{screen}");
    assert!(
        screen.contains("posted already") || screen.contains("no current activity"),
        "who is left out and why: {screen}"
    );
    assert_eq!(posted(&bench), before, "nothing before the answer");
    bench.keys("y");
    let said = bench.said().to_owned();
    assert!(said.contains("recorded. u undoes it for all of them."), "{said}");
    let added: usize = said.split(' ').next().unwrap().parse().unwrap();
    assert!(added > 1 && posted(&bench) == before + added, "{said}");
    bench.keys("u");
    assert_eq!(posted(&bench), before, "{}", bench.said());
    drop(bench);
    assert!(folder.store().verify_record().unwrap().is_ok());
}

#[test]
fn a_word_that_verifies_nothing_and_hours_that_are_none_post_nothing() {
    let (_folder, mut bench) = open();
    mark_all_cases(&mut bench);
    for typed in ["40", "40 hearsay", "many sheet", "400 sheet"] {
        // What was typed last is offered again.
        bench.keys("a").text("post attendance").keys("Enter Ctrl-U").text(typed).keys("Enter");
        let asks = matches!(bench.workspace().overlay, Overlay::Confirm(_));
        assert_eq!(bench.workspace().sent_answer.is_some(), asks, "nothing is on its way unless it asks: {typed}");
        let kept = bench.workspace().all_pending_inputs();
        assert!(matches!(&kept[..], [PendingInput::Answer { text, .. }] if text == typed), "{kept:?}");
        assert!(bench.jobs().all(|job| !matches!(job, Job::RecordTogether { .. })), "{typed}");
        bench.keys("Esc Esc 2");
        assert!(!bench.workspace().marked_rows().is_empty(), "the marks stay: {typed}");
    }
}

#[test]
fn a_reminder_is_written_on_each_marked_case_and_a_document_printed_of_each() {
    let (_folder, mut bench) = open();
    bench.keys("2 g x x x B").text("fri ask for the school schedule").keys("Enter y");
    assert_eq!(bench.said(), "3 reminders written. u undoes it for all of them.");
    assert_eq!(bench.workspace().snapshot.caseload.reminders().len(), 3);
    bench.keys("u");
    assert_eq!(bench.workspace().snapshot.caseload.reminders().len(), 0, "{}", bench.said());

    bench.keys("2 g X x x >").text("at a glance").keys("Enter");
    let paths = tempfile::tempdir().unwrap();
    let file = paths.path().join("glance.txt");
    bench.keys("Ctrl-U").text(file.to_str().unwrap()).keys("Enter");
    let cases: std::collections::BTreeSet<_> =
        bench.workspace().marked_rows().into_iter().map(|row| row.subject.case).collect();
    let screen = bench.screen(120, 36);
    assert!(cases.iter().all(|case| screen.contains(case.as_str())), "{screen}");
    bench.keys("y");
    let written = std::fs::read_dir(paths.path()).unwrap().count();
    assert_eq!((written, cases.len()), (2, 2), "{}", bench.said());
}

#[test]
fn what_is_snoozed_is_listed_and_a_key_wakes_it() {
    let folder = Folder::with_cases(CASES);
    let mut bench = Bench::open(&folder);
    bench.keys("4 Alt-z");
    assert_eq!(bench.said(), "Nothing is snoozed. z on a row puts it off.");
    let later = |row: &crate::tui::panes::alerts::AlertListRow| row.alert.due.is_some_and(|due| due > day());
    let at = bench.workspace().alerts.all_rows().iter().position(later).expect("an alert is due later");
    let key = bench.workspace().alerts.all_rows()[at].alert.key.clone();
    bench.keys("g").keys(&"j ".repeat(at)).keys("z").text("+1").keys("Enter");
    let is_listed = |bench: &Bench| bench.workspace().alerts.all_rows().iter().any(|row| row.alert.key == key);
    assert!(!is_listed(&bench), "{}", bench.said());
    bench.keys("Alt-z");
    assert!(bench.screen(80, 24).contains("Snoozed until: Enter wakes one"), "{}", bench.screen(80, 24));
    bench.keys("Enter");
    assert!(is_listed(&bench), "{}", bench.said());
    assert_eq!(bench.said(), "Awake: it is in the lists again. u undoes it.");
}
