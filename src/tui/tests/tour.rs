//! The tour of the practice caseload, done with the keys that it names.

use super::bench::{Bench, Folder};
use crate::tui::command::Pane;
use crate::tui::state::tour::{TourGoal, TourOffer, TourPhase};

fn goal(bench: &Bench) -> Option<TourGoal> {
    bench.workspace().tour.current_goal()
}

/// Each task with the keys that do it, as the tour says them.
const TASKS: [(TourGoal, &str); 13] = [
    (TourGoal::CaseOpened, "j Enter"),
    (TourGoal::WhyShown, "Esc w"),
    (TourGoal::CommentBegun, "Esc d"),
    (TourGoal::CommentFiled, "t r S h e Space i s Space w e l l . Ctrl-N Ctrl-S"),
    (TourGoal::CommentReopened, "u"),
    (TourGoal::ActOpened, "Esc a Enter"),
    (TourGoal::ListNarrowed, "Esc / a Enter"),
    (TourGoal::FacetChosen, "Esc f Enter"),
    (TourGoal::RowsMarked, "Esc 2 x x"),
    (TourGoal::BulkDone, "n s e e n Enter y"),
    (TourGoal::MonthShown, "8"),
    (TourGoal::CommentsSearched, "Ctrl-F b u s"),
    (TourGoal::KeysListed, "Esc ?"),
];

fn start_at_first_case_with_an_act() -> Bench {
    let mut bench = Bench::open(&Folder::with_cases(40));
    bench.keys("1 g F2");
    bench
}

#[test]
fn every_task_is_seen_as_done_by_the_state_when_its_keys_are_pressed() {
    let mut bench = start_at_first_case_with_an_act();
    for (task, keys) in TASKS {
        assert_eq!(goal(&bench), Some(task), "{}", bench.screen(80, 24));
        assert_eq!(bench.workspace().tour.phase, TourPhase::On);
        bench.keys(keys);
    }
    assert_eq!((goal(&bench), bench.workspace().tour.phase), (None, TourPhase::Ended));
    bench.keys("Esc Esc");
    assert_eq!(bench.workspace().tour.phase, TourPhase::Away);
    bench.keys("F2");
    assert_eq!((goal(&bench), bench.workspace().pane), (Some(TourGoal::CaseOpened), Pane::Today));
}

#[test]
fn the_tour_is_left_with_esc_on_a_list_and_goes_on_where_it_was_even_after_a_start() {
    let folder = Folder::with_cases(10);
    let mut bench = Bench::open(&folder);
    bench.keys("F2 Enter");
    assert_eq!(goal(&bench), Some(TourGoal::WhyShown));
    bench.keys("Esc");
    assert_eq!(bench.workspace().tour.phase, TourPhase::On, "Esc closes the folder first");
    bench.keys("Esc");
    assert_eq!(bench.workspace().tour.phase, TourPhase::Away);
    assert!(bench.said().contains("F2 goes on"), "{}", bench.said());
    bench.keys("q y");
    drop(bench);
    let mut again = Bench::open(&folder);
    assert_eq!(again.workspace().tour.phase, TourPhase::Away);
    again.keys(":").text("tour").keys("Enter");
    assert_eq!((goal(&again), again.workspace().tour.phase), (Some(TourGoal::WhyShown), TourPhase::On));
}

#[test]
fn a_task_can_be_passed_over() {
    let mut bench = Bench::open(&Folder::with_cases(10));
    bench.keys("F2 F2 F2");
    assert_eq!(goal(&bench), Some(TourGoal::CommentBegun));
}

#[test]
fn it_is_offered_once_where_a_practice_caseload_is_opened_for_the_first_time_and_takes_no_key() {
    let folder = Folder::with_cases(10);
    let mut bench = Bench::locked(&folder);
    bench.model.tour_offer = TourOffer::AtFirstStart;
    bench.text(super::bench::PASSPHRASE).keys("Enter");
    assert_eq!(bench.workspace().tour.phase, TourPhase::Offered);
    assert!(bench.screen(80, 24).contains("F2: a tour of five minutes"));
    bench.keys("2");
    assert_eq!((bench.workspace().pane, bench.workspace().tour.phase), (Pane::Cases, TourPhase::Offered));
    bench.keys("d");
    assert!(!bench.screen(60, 18).contains("tour of five minutes"), "a form needs the line");
    bench.keys("Esc Esc");
    assert_eq!(bench.workspace().tour.phase, TourPhase::Away);
    bench.keys("q y");
    drop(bench);
    let mut again = Bench::locked(&folder);
    again.model.tour_offer = TourOffer::AtFirstStart;
    again.text(super::bench::PASSPHRASE).keys("Enter");
    assert_eq!(again.workspace().tour.phase, TourPhase::Away);
}

#[test]
fn it_covers_nothing_that_it_speaks_of() {
    for (width, height) in [(80, 24), (60, 18), (120, 36)] {
        let mut bench = start_at_first_case_with_an_act();
        drop(bench.screen(width, height));
        for (task, keys) in TASKS {
            let screen = bench.screen(width, height);
            let lines: Vec<_> = screen.lines().collect();
            let strip = lines.iter().position(|line| line.starts_with("── Tour ")).unwrap();
            assert!(lines.len() - strip <= 3, "{task:?}\n{screen}");
            assert!(!lines[strip..].iter().any(|line| line.contains('…')), "{task:?}\n{screen}");
            assert!(strip + 3 >= usize::from(height), "{task:?}: the strip is at the bottom\n{screen}");
            assert!(!lines[strip - 1].is_empty(), "{task:?}: the hint bar is above it\n{screen}");
            bench.keys(keys);
        }
    }
}

#[test]
fn the_first_task_at_every_size() {
    for (width, height) in [(80, 24), (60, 18)] {
        let mut bench = start_at_first_case_with_an_act();
        insta::assert_snapshot!(format!("tour_{width}x{height}"), bench.screen(width, height));
    }
}
