//! The month: days are walked with the arrows and opened with Enter; the dashboard stands beside them.

use chrono::NaiveDate;

use super::bench::{Bench, Folder, day};
use crate::desk::DayKind;
use crate::domain::dates::Month;
use crate::tui::command::Pane;
use crate::tui::panes::month::MonthFocus;

const CASES: usize = 40;

fn date(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn bench() -> Bench {
    let mut bench = Bench::open(&Folder::with_cases(CASES));
    bench.keys("8");
    bench
}

#[test]
fn arrows_walk_the_days_and_turn_the_month() {
    let mut bench = bench();
    assert_eq!(bench.workspace().month.day, day());
    for (keys, chosen) in [
        ("Right", "2026-11-20"),
        ("Left Left", "2026-11-18"),
        ("Down", "2026-11-25"),
        ("Up Up", "2026-11-11"),
        ("G", "2026-11-30"),
        ("Right", "2026-12-01"),
        ("[", "2026-11-01"),
        ("Left", "2026-10-31"),
        ("]", "2026-11-30"),
        ("t", "2026-11-19"),
        ("PgDn", "2026-12-19"),
    ] {
        bench.keys(keys);
        let month = &bench.workspace().month;
        assert_eq!((month.day, month.month), (date(chosen), Month::from_date(date(chosen))), "{keys}");
    }
}

#[test]
fn enter_opens_a_day_and_its_entries_and_esc_leads_back_to_the_days() {
    let mut bench = bench();
    bench.keys("G");
    let due = bench.workspace().month.due.len();
    assert!(due > 1 && bench.workspace().month.due.iter().all(|item| item.day == date("2026-11-30")));
    bench.keys("Enter j");
    assert_eq!(bench.workspace().month.focus, MonthFocus::Entries);
    assert_eq!(bench.workspace().month.due.cursor.index, 1);
    let case = bench.workspace().month.due.selected_row().unwrap().case.clone();
    bench.keys("Enter");
    assert_eq!(bench.workspace().pane, Pane::Case);
    assert_eq!(bench.workspace().selected_row().unwrap().subject.case, case);
    bench.keys("Esc");
    assert_eq!((bench.workspace().pane, bench.workspace().month.focus), (Pane::Month, MonthFocus::Entries));
    bench.keys("Esc");
    assert_eq!(bench.workspace().month.focus, MonthFocus::Days);
    assert_eq!(bench.workspace().month.day, date("2026-11-30"));
}

#[test]
fn a_day_without_entries_says_so_and_a_filter_looks_through_the_whole_month() {
    let mut bench = bench();
    let caseload = bench.workspace().snapshot.caseload.clone();
    let items = caseload.due_items(Month::from_date(day()));
    let free = (1..=30).filter_map(|number| NaiveDate::from_ymd_opt(2026, 11, number));
    let free = free.filter(|free| *free != day()).find(|free| items.iter().all(|item| item.day != *free)).unwrap();
    let key = if free > day() { "Right" } else { "Left" };
    while bench.workspace().month.day != free {
        bench.keys(key);
    }
    bench.keys("Enter");
    assert_eq!(bench.said(), "Nothing is due on this day.");
    let last = items.last().unwrap();
    bench.keys("/").text(last.case.as_str()).keys("Enter");
    assert!(bench.workspace().month.due.iter().any(|item| item == last));
    bench.keys("Esc");
    assert!(bench.workspace().month.due.is_empty(), "the day again");
}

#[test]
fn what_is_overdue_from_earlier_months_stands_under_today_only() {
    let mut bench = bench();
    let first = date("2026-11-01");
    let earlier = |bench: &Bench| bench.workspace().month.due.iter().filter(|item| item.day < first).count();
    assert!(earlier(&bench) > 0);
    let rows: Vec<bool> = bench.workspace().month.due.iter().map(|item| item.day < first).collect();
    assert!(rows.is_sorted(), "what is due today comes first");
    bench.keys("Right");
    assert_eq!(earlier(&bench), 0);
}

#[test]
fn the_calendar_knows_working_days_and_holidays_and_its_weeks_begin_on_sunday() {
    let bench = bench();
    let caseload = &bench.workspace().snapshot.caseload;
    let month: Month = "2026-11".parse().unwrap();
    let items = caseload.due_items(month);
    let calendar = caseload.month_calendar(month, &items);
    assert_eq!(calendar.weeks[0][0].day, date("2026-11-01"));
    let days: Vec<_> = calendar.weeks.iter().flatten().filter(|day| day.in_month).collect();
    assert_eq!(days.len(), 30);
    assert_eq!(days[0].kind, DayKind::Weekend);
    assert!(matches!(&days[10].kind, DayKind::Holiday(name) if name.contains("Veterans")), "{:?}", days[10]);
    assert!(matches!(days[25].kind, DayKind::Holiday(_)), "Thanksgiving");
    let working = days.iter().filter(|day| day.kind == DayKind::Working).count();
    assert_eq!(calendar.working_days, working);
    let due: usize = days.iter().map(|day| day.due).sum();
    assert_eq!(due + calendar.earlier, items.len());
    let next = caseload.month_calendar(month.next(), &[]);
    assert_eq!((next.working_day_today, next.weeks[0][0].in_month), (None, false));
}

#[test]
fn the_dashboard_counts_what_the_proof_of_contact_and_today_count() {
    let bench = bench();
    let caseload = &bench.workspace().snapshot.caseload;
    let month = Month::from_date(day());
    let dashboard = caseload.month_dashboard(month);
    let owed = caseload.monthly_contacts(month, month);
    assert_eq!(dashboard.contacts.of, owed.len());
    let left: Vec<usize> = dashboard.contacts_left.iter().map(|(_, left)| *left).collect();
    assert_eq!(left.first(), Some(&owed.len()), "nothing is made before the month");
    assert_eq!(left.last(), Some(&(owed.len() - dashboard.contacts.done)));
    assert!(left.is_sorted_by(|a, b| a >= b), "{left:?}");
    assert_eq!(dashboard.contacts_left.len(), 20, "the day before the month and nineteen days");
    assert_eq!(dashboard.working_days_left, 6, "19, 20, 23, 24, 25 and 30; the 26th and 27th are holidays");
    assert_eq!(dashboard.open, bench.workspace().item_counts);
    let (items, overdue) = dashboard
        .groups
        .iter()
        .fold((0, 0), |(items, overdue), group| (items + group.items, overdue + group.overdue_count()));
    assert_eq!((items, overdue), (dashboard.open.items, dashboard.open.overdue));
    let months: Vec<String> = dashboard.trend.iter().map(|month| month.month.to_string()).collect();
    assert_eq!((months.len(), months[0].as_str(), months[11].as_str()), (12, "2025-12", "2026-11"));
}

#[test]
fn the_dashboard_of_an_empty_caseload_is_drawn() {
    let mut bench = Bench::open(&Folder::with_cases(0));
    bench.keys("8");
    for (width, height) in [(80, 24), (120, 36), (200, 50)] {
        let screen = bench.screen(width, height);
        assert!(screen.contains("working day"), "{screen}");
    }
    bench.keys("Tab");
    assert!(bench.screen(80, 24).contains("Nothing to do."));
}

#[test]
fn what_was_done_on_a_day_is_listed_in_order() {
    let mut bench = Bench::open(&Folder::with_cases(CASES));
    // The practice caseload was recorded in one day, so the next one begins empty.
    bench.turn_day();
    bench.keys("Y");
    let screen = bench.screen(120, 36);
    assert!(screen.contains("What I did   Fri 11/20/2026") && screen.contains("Nothing is recorded"), "{screen}");
    bench.keys("Esc 2 g n Ctrl-U").text("called her").keys("Enter Y");
    let screen = bench.screen(120, 36);
    assert!(screen.contains("annotation: called her") && screen.contains("1 annotation"), "{screen}");
}

#[test]
fn a_month_to_come_does_not_say_that_it_owes_no_contact() {
    let mut bench = bench();
    assert!(!bench.screen(120, 36).contains("counted from"));
    bench.keys("]");
    let screen = bench.screen(120, 36);
    assert!(screen.contains("counted from Tue 12/01/2026 on") && !screen.contains("none owed"), "{screen}");
    bench.keys("p");
    let screen = bench.screen(120, 36);
    assert!(screen.contains("This month has not begun"), "{screen}");
}

#[test]
fn a_letter_is_called_one_thing_by_the_form_the_proof_and_the_case() {
    let mut bench = Bench::open(&Folder::with_cases(CASES));
    let caseload = &bench.workspace().snapshot.caseload;
    let month = Month::from_date(day());
    let open = caseload.monthly_contacts(month, month).into_iter().find(|owed| owed.by.is_none()).unwrap();
    bench.keys("2 /").text(open.case.as_str()).keys("Enter");
    bench.keys("d m r");
    assert!(bench.screen(80, 24).contains("Mail does not count as the month's contact"), "{}", bench.screen(80, 24));
    bench.text("Letter sent to the address on file.").keys("Ctrl-N Ctrl-S");
    assert!(bench.said().starts_with("Filed"), "{}", bench.said());
    let caseload = &bench.workspace().snapshot.caseload;
    let owed = caseload.monthly_contacts_of(&open.case, month);
    let owed = owed.iter().find(|owed| owed.by.is_some()).unwrap();
    assert_eq!(owed.outcome(), "not counted");
    let glance = caseload.case_glance(&open.case).unwrap();
    assert!(glance.adults.iter().any(|adult| adult.last_attempt.as_ref().is_some_and(|contact| contact.reached)));
    bench.keys("Enter");
    assert!(bench.screen(120, 36).contains("not counted"), "{}", bench.screen(120, 36));
    bench.keys("8 p");
    assert!(bench.screen(120, 36).contains("mail, not counted"), "{}", bench.screen(120, 36));
}

#[test]
fn the_proof_of_contact_is_left_by_esc_and_by_the_key_of_the_month() {
    let mut bench = bench();
    for way_back in ["Esc", "8", "1 8"] {
        bench.keys("p");
        assert!(bench.workspace().month.shows_proof);
        bench.keys(way_back);
        assert!(!bench.workspace().month.shows_proof && bench.workspace().pane == Pane::Month, "{way_back}");
    }
}
