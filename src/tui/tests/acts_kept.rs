//! What is typed in the act sheet is never lost: it is saved as in the comment form, and offered again.

use std::time::Duration;

use super::bench::{Bench, Folder};
use crate::desk::TodayOrigin;
use crate::policy::act_forms::ActForms;
use crate::rules::message::DateStyle;
use crate::store::DraftTarget;
use crate::tui::command::{ActFormCommand, KeyContext, Pane};
use crate::tui::overlays::act_sheet::{ActSheet, SavedActSheet};
use crate::tui::widgets::text_sink::{TextInput, TextSink as _};

const CASES: usize = 24;
const PAST_SAVING: Duration = Duration::from_millis(250);
const PAST_KEEPING_THE_PLACE: Duration = Duration::from_secs(3);
const WORDS: &str = "Letter came back, address asked";

/// Returns the form of an alert to another worker, on the third row of Cases, with its text half written.
fn half_written(folder: &Folder) -> Bench {
    let mut bench = Bench::open(folder);
    bench.keys("2 j j a").text("alert").keys("Enter").text("V1A4").keys("Tab").text(WORDS);
    bench
}

fn sheet(bench: &Bench) -> &ActSheet {
    bench.workspace().act_sheet.as_deref().expect("the form of an act is open")
}

fn saved_sheet(bench: &Bench) -> SavedActSheet {
    sheet(bench).to_saved()
}

fn drafts(folder: &Folder) -> Vec<DraftTarget> {
    folder.store().worker_drafts().unwrap().into_iter().map(|draft| draft.target).collect()
}

#[test]
fn f17_killed_while_an_act_is_filled_in_it_is_offered_again_on_the_row_where_it_was() {
    let folder = Folder::with_cases(CASES);
    let mut bench = half_written(&folder);
    let (subject, was) = (sheet(&bench).subject.clone(), saved_sheet(&bench));
    assert!(was.answers.values().any(|answer| answer == WORDS), "{was:?}");
    let deadline = bench.model.next_deadline().unwrap();
    assert!(deadline - bench.now <= Duration::from_millis(300));
    bench.wait(PAST_SAVING);
    bench.wait(PAST_KEEPING_THE_PLACE);
    drop(bench); // killed

    let mut bench = Bench::open(&folder);
    assert_eq!((&sheet(&bench).subject, &saved_sheet(&bench)), (&subject, &was));
    let screen = bench.screen(80, 24);
    assert!(screen.contains(WORDS) && screen.contains("Draft of 12:00 restored. Go on typing"), "{screen}");
    bench.text(" now");
    let words = format!("{WORDS} now");
    assert!(saved_sheet(&bench).answers.values().any(|answer| *answer == words), "{:?}", saved_sheet(&bench));
    bench.keys("Esc");
    assert_eq!(bench.workspace().pane, Pane::Cases);
    assert_eq!(bench.workspace().selected_row().unwrap().subject.case, subject.case);
}

#[test]
fn f18_a_lock_while_an_act_is_filled_in_keeps_every_letter_and_the_line() {
    let folder = Folder::with_cases(CASES);
    let mut bench = half_written(&folder);
    let (was, at) = (saved_sheet(&bench), sheet(&bench).field_index);
    bench.keys("Ctrl-L");
    drop(bench);
    let mut bench = Bench::open(&folder);
    assert_eq!((saved_sheet(&bench), sheet(&bench).field_index), (was, at));
    assert_eq!(bench.model.key_context(), KeyContext::ActLine);
    bench.text(" today");
    assert!(saved_sheet(&bench).answers.values().any(|answer| *answer == format!("{WORDS} today")));
}

#[test]
fn escape_keeps_the_draft_and_today_leads_back_to_it_until_it_is_filed() {
    let folder = Folder::with_cases(CASES);
    let mut bench = half_written(&folder);
    let was = saved_sheet(&bench);
    bench.keys("Esc");
    assert!(bench.said().contains("kept as a draft"), "{}", bench.said());
    bench.keys("1");
    let is_draft = |origin: &TodayOrigin| matches!(origin, TodayOrigin::Draft { of: DraftTarget::Act(..), .. });
    let items = &bench.workspace().today;
    let at = (0..items.len()).find(|at| is_draft(&items.get(*at).unwrap().origin)).unwrap();
    assert!(items.get(at).unwrap().says.to_text(DateStyle::Long).contains("and not filed"));
    bench.keys(&"j ".repeat(at)).keys("Enter");
    assert_eq!(saved_sheet(&bench), was);
    assert_eq!(bench.model.key_context(), KeyContext::ActLine, "she asked for it and goes on writing");
    bench.keys("Ctrl-S");
    assert!(bench.said().starts_with("Recorded:"), "{}", bench.said());
    assert!(bench.workspace().act_sheet.is_none());
    drop(bench);
    assert_eq!(drafts(&folder), []);
    assert!(folder.store().verify_record().unwrap().is_ok());
}

#[test]
fn a_second_form_does_not_take_the_place_of_the_first() {
    let folder = Folder::with_cases(CASES);
    let mut bench = half_written(&folder);
    bench.keys("Esc k a").text("alert").keys("Enter").text("V1A5").keys("Esc");
    assert_eq!(bench.workspace().snapshot.caseload.drafts().len(), 2);
    bench.keys("j a").text("alert").keys("Enter");
    assert!(saved_sheet(&bench).answers.values().any(|answer| answer == WORDS));
}

#[test]
fn what_is_typed_is_discarded_only_after_asking() {
    let folder = Folder::with_cases(CASES);
    let mut bench = half_written(&folder);
    let was = saved_sheet(&bench);
    bench.wait(PAST_SAVING);
    bench.keys("Ctrl-D n");
    assert_eq!(saved_sheet(&bench), was);
    bench.keys("Ctrl-D y");
    assert!(bench.workspace().act_sheet.is_none());
    bench.keys("a").text("alert").keys("Enter Ctrl-D");
    assert!(bench.said().starts_with("You typed nothing"), "{}", bench.said());
    bench.keys("Esc");
    drop(bench);
    assert_eq!(drafts(&folder), []);
}

#[test]
fn a_form_with_only_worked_out_answers_leaves_no_draft() {
    let folder = Folder::with_cases(CASES);
    let mut bench = Bench::open(&folder);
    bench.keys("2 a").text("alert").keys("Enter").text("V").keys("Backspace");
    bench.wait(PAST_SAVING);
    bench.keys("Esc");
    drop(bench);
    assert_eq!(drafts(&folder), []);
}

#[test]
fn a_date_means_the_next_morning_what_it_meant_when_it_was_typed() {
    let folder = Folder::with_cases(CASES);
    let mut bench = Bench::open(&folder);
    bench.keys("2 a").text("referral").keys("Enter").keys("Shift-Tab");
    while sheet(&bench).answers()[sheet(&bench).field_index].field.is_some() {
        bench.keys("Shift-Tab");
    }
    bench.text("-3");
    bench.wait(PAST_SAVING);
    let (form, subject) = (sheet(&bench).form, sheet(&bench).subject.clone());
    let (today, caseload) = (bench.workspace().snapshot.today, &bench.workspace().snapshot.caseload);
    assert_eq!(saved_sheet(&bench).day, (today - chrono::Days::new(3)).to_string());
    let mut next = ActSheet::new(form, subject, caseload, today.succ_opt().unwrap());
    next.restore_saved(&saved_sheet(&bench), 1);
    assert_eq!(next.answers()[0].line.content(), "11/16/2026");
    assert_eq!(next.to_saved().day, saved_sheet(&bench).day);
}

#[test]
fn a_form_that_is_open_at_midnight_is_still_about_the_day_it_was_filled_in_for() {
    let folder = Folder::with_cases(CASES);
    let mut bench = half_written(&folder);
    let meant = saved_sheet(&bench).day;
    bench.turn_day();
    assert_ne!(bench.workspace().snapshot.today.to_string(), meant);
    assert_eq!(saved_sheet(&bench).day, meant);
    bench.keys("Ctrl-S");
    assert!(bench.said().starts_with("Recorded"), "{}", bench.said());
    let case = bench.workspace().selected_row().unwrap().subject.case;
    drop(bench);
    let acts = folder.store().case_record(&case).unwrap().unwrap().acts;
    assert_eq!(acts.last().unwrap().act.on.to_string(), meant);
}

#[test]
fn every_form_comes_back_as_it_was_typed() {
    let folder = Folder::with_cases(CASES);
    let bench = Bench::open(&folder);
    let open = bench.workspace();
    let subject = open.today.selected_row().map(crate::tui::panes::Subject::from_row).unwrap();
    for form in ActForms::builtin().iter() {
        let fresh = || ActSheet::new(form, subject.clone(), &open.snapshot.caseload, open.snapshot.today);
        let mut filled = fresh();
        assert!(!filled.is_worth_keeping(), "{}", form.act.id());
        for at in 0..filled.answers().len() {
            filled.go_to_field(at);
            filled.update(ActFormCommand::ChoiceRight, &open.snapshot.caseload, bench.now);
            filled.apply_input(TextInput::Paste("1"), bench.now);
        }
        let words = |sheet: &ActSheet| (sheet.to_saved().day, sheet.to_saved().answers);
        assert_eq!(filled.is_worth_keeping(), words(&filled) != words(&fresh()), "{}", form.act.id());
        let mut back = fresh();
        back.restore_saved(&SavedActSheet::from_body(&filled.to_saved().to_body()), 1);
        assert_eq!(back.to_saved(), filled.to_saved(), "{}", form.act.id());
    }
}

#[test]
fn a_kill_keeps_the_row_and_quitting_starts_over() {
    let folder = Folder::with_cases(CASES);
    let mut bench = Bench::open(&folder);
    bench.keys("3 j j j");
    let case = bench.workspace().selected_row().unwrap().subject.case;
    bench.wait(PAST_KEEPING_THE_PLACE);
    drop(bench); // killed
    let mut bench = Bench::open(&folder);
    assert_eq!((bench.workspace().pane, bench.workspace().selected_row().unwrap().subject.case), (Pane::Action, case));
    bench.wait(PAST_KEEPING_THE_PLACE);
    bench.keys("Ctrl-Q");
    drop(bench);
    assert_eq!(Bench::open(&folder).workspace().pane, Pane::Today);
}
