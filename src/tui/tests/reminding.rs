//! The worker's own reminders: written with one key, shown on their day, done, moved and undone with the usual keys.

use super::bench::{Bench, Folder, day};
use crate::desk::{TodayGroup, TodayItem};
use crate::tui::overlays::Overlay;

const CASES: usize = 12;

fn own(bench: &Bench) -> Vec<&TodayItem> {
    bench.workspace().today.all_rows().iter().filter(|item| item.group == TodayGroup::Reminder).collect()
}

fn select_own(bench: &mut Bench) {
    bench.keys("1 Esc g");
    while bench.workspace().today.selected_row().unwrap().group != TodayGroup::Reminder {
        bench.keys("j");
    }
}

#[test]
fn a_reminder_on_a_case_comes_on_its_day_is_late_after_it_and_is_moved_done_and_undone() {
    let folder = Folder::with_cases(CASES);
    let mut bench = Bench::open(&folder);
    bench.keys("2 g B").text("fri call back about the bus pass").keys("Enter");
    assert!(bench.said().starts_with("Today shows it on Fri 11/20/2026"), "{}", bench.said());
    let case = bench.workspace().selected_row().unwrap().subject.case;
    assert!(own(&bench).is_empty(), "it is for tomorrow");
    bench.keys("4");
    let alerts = bench.workspace().alerts.all_rows();
    assert!(alerts.iter().any(|row| row.alert.case == case && row.alert.reminder().is_some()), "listed before its day");
    bench.turn_day();
    assert_eq!((own(&bench).len(), own(&bench)[0].case.clone()), (1, case.clone()));

    select_own(&mut bench);
    bench.keys("z").text("+3").keys("Enter");
    assert!(bench.said().starts_with("Moved to Mon 11/23/2026"), "{}", bench.said());
    assert!(own(&bench).is_empty());
    // The row shown now is another case's, so it is asked about.
    bench.keys("u y");
    assert_eq!(own(&bench).len(), 1, "{}", bench.said());
    select_own(&mut bench);
    bench.keys("Space");
    assert!(own(&bench).is_empty(), "{}", bench.said());
    bench.keys("u y");
    assert_eq!(own(&bench).len(), 1, "{}", bench.said());
    drop(bench);
    assert!(folder.store().verify_record().unwrap().is_ok());
}

#[test]
fn a_reminder_on_no_case_is_kept_apart_and_keys_that_need_a_case_say_so() {
    let mut bench = Bench::open(&Folder::with_cases(CASES));
    let cases = bench.workspace().item_counts.cases;
    bench.keys("1 b").text("t water the plant").keys("Enter");
    assert_eq!(own(&bench).len(), 1, "{}", bench.said());
    assert_eq!(bench.workspace().item_counts.cases, cases, "it makes no case");
    select_own(&mut bench);
    let screen = bench.screen(120, 36);
    assert!(screen.contains("(no case)") && screen.contains("water the plant"), "{screen}");
    assert!(!screen.contains("0000000"), "{screen}");
    for key in ["d", "a", "c", "n"] {
        bench.keys(key);
        assert!(bench.said().starts_with("This reminder is on no case."), "{key}: {}", bench.said());
    }
    bench.keys("5 1 6 1 7 1 8 1");
    select_own(&mut bench);
    bench.keys("Enter");
    assert!(matches!(bench.workspace().overlay, Overlay::Prompt(_)), "Enter changes it");
    bench.keys("Ctrl-U").text("t water both plants").keys("Enter");
    assert_eq!(own(&bench).len(), 1, "{}", bench.said());
    assert!(bench.screen(120, 36).contains("water both plants"));
    select_own(&mut bench);
    bench.keys("u");
    assert!(bench.screen(120, 36).contains("water the plant"), "{}", bench.said());
    bench.keys("1 W");
    assert!(bench.workspace().walk.as_ref().unwrap().stops.iter().all(|stop| !stop.case.stands_for_none()));
}

#[test]
fn a_reminder_is_on_the_first_page_of_its_case_and_in_the_month_and_not_on_the_handover() {
    let mut bench = Bench::open(&Folder::with_cases(CASES));
    bench.keys("2 g B").text("+2 ask for the school schedule").keys("Enter");
    let case = bench.workspace().selected_row().unwrap().subject.case;
    let screen = bench.keys("7").screen(120, 36);
    assert!(screen.contains("Reminder: Sat 11/21: ask for the school schedule"), "{screen}");
    let due = bench.workspace().month.all_items();
    assert!(
        due.iter()
            .any(|item| item.case == case && item.says.template() == "{}" && item.day == day() + chrono::Days::new(2))
    );
    let history = bench.keys("h G").screen(120, 36);
    assert!(history.contains("personal reminder for Sat 11/21/2026"), "{history}");
    assert!(!history.contains("school schedule"), "a participant may read the history");
}

#[test]
fn a_reminder_with_a_social_security_number_is_refused_and_abuse_is_asked_about() {
    let mut bench = Bench::open(&Folder::with_cases(CASES));
    bench.keys("1 g B").text("t her number is 900-45-6789").keys("Enter");
    assert!(own(&bench).is_empty(), "{}", bench.said());
    bench.keys("Esc Esc 1 g B Ctrl-U").text("t ask about the restraining order").keys("Enter");
    assert!(own(&bench).is_empty());
    let screen = bench.screen(120, 36);
    let words = screen.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(words.contains("any other key does not"), "{screen}");
    bench.keys("y");
    assert_eq!(own(&bench).len(), 1, "{}", bench.said());
    select_own(&mut bench);
    bench.keys("Space");
    assert!(own(&bench).is_empty(), "what was agreed to is not asked about again: {}", bench.said());
}

#[test]
fn the_calendar_writes_on_the_chosen_day() {
    let mut bench = Bench::open(&Folder::with_cases(CASES));
    bench.keys("8 t Right Right B").text("staff meeting").keys("Enter");
    assert!(bench.said().starts_with("Today shows it on Sat 11/21/2026"), "{}", bench.said());
    let day = day() + chrono::Days::new(2);
    assert!(bench.workspace().month.all_items().iter().any(|item| item.day == day && item.case.stands_for_none()));
}

/// Returns what stands in the question on the screen.
fn typed_answer(bench: &Bench) -> Option<&str> {
    match &bench.workspace().overlay {
        Overlay::Prompt(prompt) => Some(prompt.line.content()),
        _ => None,
    }
}

#[test]
fn a_text_that_is_refused_or_not_confirmed_is_not_thrown_away() {
    let folder = Folder::with_cases(CASES);
    let mut bench = Bench::open(&folder);
    let number = "fri call about 900 45 6789";
    bench.keys("2 g B").text(number).keys("Enter");
    assert_eq!(typed_answer(&bench), Some(number), "it is asked again");
    assert!(bench.screen(120, 36).contains("Social Security number"));
    bench.keys("Ctrl-U").text("fri call, her husband hit her").keys("Enter");
    assert!(matches!(bench.workspace().overlay, Overlay::Confirm(_)), "{}", bench.said());
    bench.keys("n");
    bench.keys("B");
    assert_eq!(typed_answer(&bench), Some("fri call, her husband hit her"));
    bench.keys("Ctrl-U").text("fri call back").keys("Enter");
    bench.keys("B");
    assert_eq!(typed_answer(&bench), Some(""), "what is recorded is not offered again");
}

#[test]
fn what_is_typed_for_marked_rows_outlives_a_kill() {
    let folder = Folder::with_cases(CASES);
    let mut bench = Bench::open(&folder);
    bench.keys("2 g x j x n").text("asked for the bus pass");
    let kept = bench.workspace().all_pending_inputs();
    assert_eq!(kept.len(), 1, "the session that is stored has it");
    bench.keys("Enter");
    assert!(matches!(bench.workspace().overlay, Overlay::Confirm(_)), "{}", bench.said());
    assert_eq!(bench.workspace().all_pending_inputs(), kept, "and while it is asked");
    bench.keys("y");
    assert!(bench.workspace().all_pending_inputs().is_empty(), "{}", bench.said());
}

#[test]
fn in_the_month_a_reminder_is_changed_moved_done_and_undone_on_its_row() {
    let mut bench = Bench::open(&Folder::with_cases(CASES));
    bench.keys("8 t l").text("").keys("8 t Right B").text("call the school").keys("Enter");
    let said = bench.said().to_owned();
    assert!(said.starts_with("Today shows it on Fri 11/20/2026"), "{said}");
    let select = |bench: &mut Bench| {
        bench.keys("8 t Right Enter g");
        while !bench.workspace().selected_row().unwrap().text.contains("call the school") {
            bench.keys("j");
        }
    };
    select(&mut bench);
    bench.keys("B");
    assert!(bench.screen(80, 24).contains("11/20/2026 call the school"), "{}", bench.screen(80, 24));
    bench.text(" again").keys("Enter");
    assert!(bench.said().starts_with("Changed; Today shows it on Fri 11/20/2026"), "{}", bench.said());
    select(&mut bench);
    bench.keys("z").text("+5").keys("Enter");
    assert!(bench.said().starts_with("Moved to Tue 11/24/2026"), "{}", bench.said());
    bench.keys("u y");
    select(&mut bench);
    bench.keys("Space");
    assert!(bench.said().starts_with("Marked as done"), "{}", bench.said());
    bench.keys("u y");
    select(&mut bench);
}
