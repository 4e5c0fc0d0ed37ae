//! Tests that input in overlays survives a lock, a kill and quitting.

use std::time::Duration;

use super::bench::{Bench, Folder};
use super::desk::go_to;
use crate::desk::QueueSection;
use crate::domain::role::Role;
use crate::store::DraftTarget;
use crate::tui::overlays::Overlay;
use crate::tui::update::Msg;

const CASES: usize = 24;
const PAST_SAVING: Duration = Duration::from_millis(250);
const AGREED: &str = "Talked over who is to be called first; the two without an appraisal";

fn answer(bench: &Bench) -> &str {
    let Overlay::Prompt(prompt) = &bench.workspace().overlay else { panic!("nothing is asked") };
    prompt.line.content()
}

/// Returns the screen of a supervisor who has half typed what was agreed in a conference about an unengaged case.
fn half_agreed(folder: &Folder) -> Bench {
    let mut bench = Bench::open(folder);
    go_to(&mut bench, QueueSection::Unengaged);
    bench.keys("n").text(AGREED);
    bench
}

#[test]
fn an_answer_that_was_being_typed_is_there_when_the_same_is_asked_after_a_kill() {
    let folder = Folder::of(Role::SUPERVISOR, CASES);
    let mut bench = half_agreed(&folder);
    let row = bench.workspace().queue.list.selected_row().unwrap().case.clone();
    assert!(bench.model.next_deadline().unwrap() - bench.now <= Duration::from_millis(300));
    bench.wait(PAST_SAVING);
    drop(bench); // killed
    let mut bench = Bench::open(&folder);
    assert_eq!(bench.workspace().queue.list.selected_row().unwrap().case, row);
    bench.keys("n");
    assert_eq!(answer(&bench), AGREED);
    bench.keys("Enter");
    assert!(bench.said().starts_with("Conference with"), "{}", bench.said());
    bench.keys("n");
    assert_eq!(answer(&bench), "", "it is recorded, and done with");
}

#[rstest::rstest]
#[case::left("Esc")]
#[case::locked("Ctrl-L")]
#[case::quit("Esc Ctrl-Q")]
fn an_answer_that_was_left_is_there_when_the_same_is_asked(#[case] keys: &str) {
    let folder = Folder::of(Role::SUPERVISOR, CASES);
    let mut bench = half_agreed(&folder);
    bench.keys(keys);
    if keys != "Esc" {
        drop(bench);
        bench = Bench::open(&folder);
        go_to(&mut bench, QueueSection::Unengaged);
    }
    bench.keys("n");
    assert_eq!(answer(&bench), AGREED);
}

#[test]
fn an_answer_is_not_offered_to_another_question() {
    let folder = Folder::with_cases(CASES);
    let mut bench = Bench::open(&folder);
    bench.keys("4 r").text("the landlord's letter").keys("Esc j r");
    assert_eq!(answer(&bench), "");
    bench.keys("Esc k r");
    assert_eq!(answer(&bench), "the landlord's letter");
}

#[test]
fn a_review_that_is_half_scored_goes_on_where_it_was_and_is_done_with_once_recorded() {
    let folder = Folder::of(Role::SUPERVISOR, CASES);
    let mut bench = Bench::open(&folder);
    bench.keys("D");
    go_to(&mut bench, QueueSection::Review);
    bench.keys("r n n");
    let scores = |bench: &Bench| {
        let Overlay::Review(sheet) = &bench.workspace().overlay else { panic!("no review") };
        sheet.scored_points()
    };
    let was = scores(&bench);
    bench.wait(PAST_SAVING);
    drop(bench); // killed
    let mut bench = Bench::open(&folder);
    bench.keys("r");
    assert_eq!(scores(&bench), was);
    while let Overlay::Review(sheet) = &bench.workspace().overlay
        && sheet.unscored_count() > 0
    {
        let open = sheet.points()[sheet.cursor.index].score.is_none();
        bench.keys(if open { "n" } else { "j" });
    }
    bench.keys("Ctrl-S").text("goals").keys("Enter");
    assert!(bench.said().starts_with("Reviewed: "), "{}", bench.said());
    assert_eq!(bench.workspace().all_pending_inputs(), []);
}

#[test]
fn leaving_asks_about_what_could_not_be_saved() {
    let mut bench = Bench::open(&Folder::with_cases(10));
    bench.keys("q");
    assert!(!bench.screen(80, 24).contains("could not be saved"));
    bench.keys("Esc");
    let case = bench.workspace().snapshot.caseload.cases().next().map(|(case, _)| case.clone()).unwrap();
    let unsaved = [((case.clone(), DraftTarget::Comment), "{}".to_owned())].into();
    bench.model.workspace_mut().unwrap().snapshot.unsaved = std::sync::Arc::new(unsaved);
    bench.keys("q");
    let screen = bench.screen(80, 24).split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(
        screen.contains(&format!("What you typed on {case} could not be saved, and leaving loses it.")),
        "{screen}"
    );
}

/// Returns an open screen on which a draft of the first case could not be saved, and the case.
fn with_unsaved_draft(folder: &Folder) -> (Bench, String) {
    let mut bench = Bench::open(folder);
    let case = bench.workspace().snapshot.caseload.cases().next().map(|(case, _)| case.clone()).unwrap();
    let unsaved = [((case.clone(), DraftTarget::Comment), "{}".to_owned())].into();
    bench.model.workspace_mut().unwrap().snapshot.unsaved = std::sync::Arc::new(unsaved);
    (bench, case.to_string())
}

fn shown(bench: &mut Bench) -> String {
    bench.screen(80, 24).replace('│', " ").split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn a_key_that_locks_asks_about_what_could_not_be_saved() {
    let folder = Folder::with_cases(10);
    let (mut bench, case) = with_unsaved_draft(&folder);
    bench.keys("Ctrl-L");
    let question = format!("What you typed on {case} could not be saved, and locking loses it.");
    assert!(shown(&mut bench).contains(&question), "{}", shown(&mut bench));
    bench.keys("Esc");
    assert!(bench.left().is_none() && !shown(&mut bench).contains("locking loses it"));
    bench.keys("Ctrl-L y");
    assert!(bench.left().is_some());
}

#[test]
fn a_lock_that_cannot_ask_says_what_could_not_be_saved() {
    let folder = Folder::with_cases(10);
    let (mut bench, case) = with_unsaved_draft(&folder);
    bench.model.update(Msg::Slept, bench.now);
    let screen = shown(&mut bench);
    assert!(screen.contains(&format!("What you typed on {case} could not be saved. Type it again.")), "{screen}");
    assert!(!screen.contains("is kept"), "{screen}");
}
