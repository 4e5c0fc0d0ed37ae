//! Walking a list case by case: every way to pass a case, the counts, stopping and going on.

use super::bench::{Bench, Folder, day};
use crate::domain::alert::Disposition;
use crate::rules::message::DateStyle;
use crate::tui::command::{KeyContext, Pane};

const CASES: usize = 24;

/// Returns how many cases of the current walk are left.
fn left(bench: &Bench) -> usize {
    bench.workspace().walk.as_ref().expect("a walk is on").stops.len()
}

/// Returns the case on the screen, and the keys of what the list asks for on it.
fn stop(bench: &Bench) -> crate::desk::WalkStop {
    bench.workspace().walk.as_ref().and_then(|walk| walk.current_stop()).expect("a case is on the screen").clone()
}

fn disposition(bench: &Bench, stop: &crate::desk::WalkStop) -> Vec<Option<Disposition>> {
    let case = bench.workspace().snapshot.caseload.case(&stop.case).unwrap();
    stop.items.iter().map(|ask| case.find_alert(&ask.alert.key).and_then(|alert| alert.disposition.clone())).collect()
}

#[test]
fn every_case_of_the_list_is_shown_once_and_nothing_is_recorded_by_going_on() {
    let folder = Folder::with_cases(CASES);
    let mut bench = Bench::open(&folder);
    let asked = bench.workspace().today.all_rows().iter().filter(|item| item.alert.is_some()).count();
    bench.keys("W");
    assert_eq!((bench.model.key_context(), bench.workspace().list_pane), (KeyContext::Walk, Pane::Today));
    let all = left(&bench);
    let stops = bench.workspace().walk.as_ref().unwrap().stops.clone();
    assert_eq!(stops.iter().map(|stop| stop.items.len()).sum::<usize>(), asked, "nothing of the list is left out");
    assert!(all < asked, "what is asked for on one participant is on one screen");
    for (index, expected) in stops.iter().enumerate() {
        assert_eq!(stop(&bench), *expected);
        assert!(bench.screen(80, 24).contains(&format!("{} of {all}", index + 1)));
        bench.keys(if index % 2 == 0 { "Right" } else { "n" });
        assert_eq!(bench.jobs().count(), 0, "nothing is recorded");
    }
    assert!(bench.said().starts_with("This is the last case."), "{}", bench.said());
    bench.keys("Left");
    assert_eq!(stop(&bench), stops[all - 2]);
    bench.keys("Esc");
    assert_eq!(bench.workspace().pane, Pane::Today);
}

#[test]
fn a_walk_acts_on_the_item_it_shows_and_names_it() {
    let folder = Folder::with_cases(CASES);
    let mut bench = Bench::open(&folder);
    bench.keys("W");
    while stop(&bench).items.len() < 2 {
        bench.keys("Right");
    }
    let before = stop(&bench);
    bench.keys("r").text("not mine").keys("Enter");
    let after = disposition(&bench, &before);
    assert_eq!(after[0], Some(Disposition::Refused { reason: "not mine".into() }));
    assert!(after[1..].iter().all(Option::is_none), "the others are as they were: {after:?}");
    let text = before.items[0].alert.text.to_text(DateStyle::Near(day()));
    assert!(bench.said().contains(&text), "{} does not name {text}", bench.said());
    let now = stop(&bench);
    assert_eq!((&now.case, now.items.len()), (&before.case, before.items.len() - 1));
    bench.keys("u");
    assert!(bench.said().starts_with("Undone on"), "{}", bench.said());
    assert_eq!(disposition(&bench, &before)[0], None);
    assert_eq!(stop(&bench).items.len(), before.items.len(), "it is to do again on the walk");
}

#[test]
fn space_in_a_walk_opens_what_clears_the_item_and_marks_only_what_somebody_wrote() {
    let folder = Folder::with_cases(CASES);
    let mut bench = Bench::open(&folder);
    bench.keys("W");
    for _ in 0..left(&bench) {
        let before = stop(&bench);
        let is_written = before.items[0].alert.can_be_closed();
        bench.keys("Space");
        let done = disposition(&bench, &before)[0].clone();
        assert_eq!(done, is_written.then_some(Disposition::Done), "{}", before.case);
        if !is_written {
            let open = bench.workspace();
            assert!(open.act_sheet.is_some() || open.dictate.is_some() || !open.overlay.is_none());
            bench.keys("Esc");
            assert_eq!(bench.workspace().pane, Pane::Walk);
            bench.keys("Right");
        }
    }
}

#[test]
fn a_skipped_item_says_so_with_its_reason_where_it_is_listed() {
    let folder = Folder::with_cases(CASES);
    let mut bench = Bench::open(&folder);
    bench.keys("W");
    let skipped = stop(&bench);
    bench.keys("s Enter");
    assert!(bench.screen(80, 24).contains("Say why."));
    bench.text("no answer").keys("Enter");
    assert!(bench.said().contains("skipped Thu 11/19, no answer"), "{}", bench.said());
    bench.keys("Esc");
    let noted = bench.workspace().today.all_rows().iter().filter(|item| {
        item.note.as_ref().is_some_and(|note| note.to_text(DateStyle::Iso) == "skipped 2026-11-19, no answer")
    });
    assert_eq!(noted.count(), 1, "it stays in the list");
    let screen = bench.screen(120, 36);
    assert!(screen.contains(", 1 skipped"), "{screen}");
    bench.keys("W Down Enter");
    assert_eq!(stop(&bench).items[0].alert.key, skipped.items[0].alert.key, "a new walk begins with it again");
    assert!(bench.screen(80, 24).contains("Before        skipped Thu 11/19, no answer"));
}

#[test]
fn a_snoozed_item_comes_back_on_its_day_in_the_list_and_in_the_walk() {
    let folder = Folder::with_cases(CASES);
    let mut bench = Bench::open(&folder);
    bench.keys("W");
    // What is due today or late cannot be hidden.
    while stop(&bench).items[0].alert.due.is_none_or(|due| due <= day()) {
        bench.keys("Right");
    }
    let snoozed = stop(&bench);
    let ahead = |bench: &Bench| {
        let stops = &bench.workspace().walk.as_ref().unwrap().stops;
        stops.iter().flat_map(|stop| &stop.items).any(|ask| ask.alert.key == snoozed.items[0].alert.key)
    };
    let listed = |bench: &Bench| {
        bench.workspace().today.all_rows().iter().any(|item| item.alert.as_ref() == Some(&snoozed.items[0].alert.key))
    };
    bench.keys("z").text("t").keys("Enter");
    assert!(bench.screen(80, 24).contains("That day is not in the future."));
    bench.keys("Ctrl-U").text("+1").keys("Enter");
    assert!(!ahead(&bench) && !listed(&bench));
    assert!(bench.screen(80, 24).contains("1 snoozed"));
    bench.turn_day();
    // What is due with another date on another day is another alert; what was put off is the same one.
    let returns = snoozed.items[0].alert.is_open(day());
    assert!(returns && (ahead(&bench) == listed(&bench)));
    assert!(ahead(&bench), "it is back");
}

#[test]
fn a_snooze_hides_no_last_day() {
    let folder = Folder::with_cases(CASES);
    let mut bench = Bench::open(&folder);
    let row = bench.workspace().today.all_rows().iter().find(|item| item.due.is_some_and(|due| due <= day())).cloned();
    let key = row.unwrap().alert.unwrap();
    let counts = bench.workspace().snapshot.caseload.item_counts();
    while bench.workspace().selected_row().and_then(|row| row.alert.map(|alert| alert.key.clone())) != Some(key.clone())
    {
        bench.keys("j");
    }
    bench.keys("z").text("+20").keys("Enter");
    assert!(bench.said().contains(": it stays on the list, marked, as its last day is "), "{}", bench.said());
    let listed = bench.workspace().today.all_rows().iter().any(|item| item.alert.as_ref() == Some(&key));
    assert!(listed, "a duty at its last day is on the list");
    assert_eq!(bench.workspace().snapshot.caseload.item_counts(), counts, "and it is counted");
}

#[test]
fn what_is_dictated_leads_to_the_next_case() {
    let folder = Folder::with_cases(CASES);
    let mut bench = Bench::open(&folder);
    bench.keys("W");
    let (first, all) = (stop(&bench), left(&bench));
    bench.keys("d t r").text("Spoke, all is well").keys("Ctrl-N Ctrl-S");
    assert!(bench.said().starts_with("Filed on"), "{}", bench.said());
    assert_eq!((bench.workspace().pane, left(&bench)), (Pane::Walk, all - 1));
    let second = stop(&bench);
    assert!((second.case != first.case) || (second.person != first.person));
    bench.keys("d t r").text("Left a voicemail").keys("Ctrl-N Ctrl-G");
    assert_eq!((bench.workspace().pane, left(&bench)), (Pane::Dictate, all - 2));
    assert_eq!(bench.form().subject.case, stop(&bench).case, "the form of the next case");
    bench.keys("Esc");
    assert_eq!(bench.workspace().pane, Pane::Walk);
    assert!(bench.screen(80, 24).contains("2 dictated"));
}

#[test]
fn a_walk_that_was_stopped_goes_on_after_a_restart() {
    let folder = Folder::with_cases(CASES);
    let mut bench = Bench::open(&folder);
    bench.keys("3 W s").text("no answer").keys("Enter r").text("raised on the wrong case").keys("Enter");
    let (rest, next) = (left(&bench), stop(&bench));
    let stops = &bench.workspace().walk.as_ref().unwrap().stops;
    let counts = crate::desk::ItemCounts::from_stops(stops, day()).short_summary();
    bench.keys("Ctrl-Q");
    drop(bench);
    let mut again = Bench::open(&folder);
    assert_eq!(again.said(), format!("A walk of Action was stopped, {counts} left. W in a list continues it."));
    again.keys("4 W");
    assert!(again.screen(80, 24).contains(&format!("Continue, {counts} left")), "{counts}");
    again.keys("Enter");
    assert_eq!((again.workspace().list_pane, left(&again)), (Pane::Action, rest));
    assert_eq!(stop(&again).items[0].alert.key, next.items[0].alert.key);
    assert!(again.screen(80, 24).contains("1 skipped   1 refused"));
    again.keys("Esc");
    let noted = |word: &str| {
        let rows = again.workspace().action.list.all_rows().iter();
        rows.filter(|row| row.list_text(day()).to_text(DateStyle::Long).starts_with(word)).count()
    };
    assert_eq!((noted("skipped"), noted("refused")), (1, 1), "the rows stay until a fact clears them, and say so");
}

#[test]
fn folder_and_checklist_lead_back_to_the_walk() {
    let folder = Folder::with_cases(CASES);
    let mut bench = Bench::open(&folder);
    bench.keys("W Enter");
    assert_eq!(bench.workspace().pane, Pane::Case);
    bench.keys("Esc c");
    assert_eq!(bench.workspace().pane, Pane::Checklist);
    bench.keys("7 Esc");
    assert_eq!(bench.workspace().pane, Pane::Checklist);
    bench.keys("Esc");
    assert_eq!(bench.workspace().pane, Pane::Walk);
    bench.keys("2");
    assert!(bench.workspace().walk.is_none(), "another list stops the walk");
}

#[test]
fn another_day_is_not_walked() {
    let folder = Folder::with_cases(CASES);
    let mut bench = Bench::open(&folder);
    bench.keys("W @").text("2026-11-30").keys("Enter");
    assert_eq!((bench.workspace().pane, bench.workspace().walk.is_some()), (Pane::Today, false));
    bench.keys("W");
    assert!(bench.said().contains("another day") && bench.workspace().walk.is_none());
}

#[test]
fn a_stop_shows_why_what_next_clocks_and_contacts() {
    let folder = Folder::with_cases(CASES);
    let mut bench = Bench::open(&folder);
    bench.keys("3 W");
    insta::assert_snapshot!("walk_80x24", bench.screen(80, 24));
    insta::assert_snapshot!("walk_120x36", bench.screen(120, 36));
}

#[test]
fn the_case_listing_is_walked_by_number_and_the_folder_from_its_case_on() {
    let folder = Folder::with_cases(CASES);
    let mut bench = Bench::open(&folder);
    bench.keys("2 W");
    let stops = bench.workspace().walk.as_ref().unwrap().stops.clone();
    assert!(stops.is_sorted_by_key(|stop| &stop.case), "in the order of the listing");
    let items = bench.workspace().item_counts.items;
    assert_eq!(stops.iter().map(|stop| stop.items.len()).sum::<usize>(), items, "nothing that is to do is left out");
    bench.keys("Right Esc");
    assert_eq!(bench.workspace().pane, Pane::Cases, "the walk leads back to its list");
    drop(bench);

    let folder = Folder::with_cases(CASES);
    let mut bench = Bench::open(&folder);
    let wanted = stops[stops.len() / 2].case.clone();
    bench.keys("2 /").text(wanted.as_str()).keys("Enter Enter");
    assert_eq!(bench.workspace().pane, Pane::Case);
    bench.keys("W");
    assert_eq!((bench.model.key_context(), stop(&bench).case), (KeyContext::Walk, wanted.clone()));
    bench.keys("7 W");
    assert_eq!((bench.model.key_context(), stop(&bench).case), (KeyContext::Walk, wanted), "back to the walk");
}

/// The person found is the person acted on.
#[test]
fn a_walk_goes_through_the_rows_that_the_list_shows_from_the_selected_one() {
    let folder = Folder::with_cases(CASES);
    let mut bench = Bench::open(&folder);
    bench.keys("W");
    let stops = bench.workspace().walk.as_ref().unwrap().stops.clone();
    let last = stops.last().unwrap().clone();
    bench.keys("Esc /").text(last.case.as_str()).keys("Enter W");
    let is_asked = bench.model.key_context() == KeyContext::Choice || bench.workspace().walk.is_none();
    assert!(is_asked, "the walk that was stopped may be gone on with");
    bench.keys("Down Enter");
    let walked = bench.workspace().walk.as_ref().unwrap().stops.clone();
    assert!(!walked.is_empty() && walked.iter().all(|stop| stop.case == last.case), "{walked:?}");
    let screen = bench.screen(120, 36);
    assert!(screen.contains(&format!("Walk of Today, /{}: 1 of ", last.case)), "{screen}");
    let folder = Folder::with_cases(CASES);
    let mut bench = Bench::open(&folder);
    bench.keys("j j j");
    let selected = bench.workspace().selected_row().unwrap().subject;
    bench.keys("W");
    assert_eq!(stop(&bench).case, selected.case, "the walk begins with the selected row");
    assert_eq!(left(&bench), stops.len(), "the whole list is walked");
}
