//! One count for one thing: header, titles and documents say the same numbers, and every pane shows the same case.

use super::bench::{Bench, Folder, day};
use crate::desk::{ItemCounts, is_overdue};
use crate::tui::command::Pane;
use crate::tui::panes::row_order::{ListLine, RowOrder};

const CASES: usize = 40;

#[test]
fn every_place_says_how_much_is_to_do_in_the_same_words() {
    let mut bench = Bench::open(&Folder::with_cases(CASES));
    let caseload = bench.workspace().snapshot.caseload.clone();
    let counts = caseload.item_counts();
    assert!(counts.cases < counts.items && counts.overdue > 0, "{counts:?}");
    assert_eq!(bench.workspace().item_counts, counts);
    let screen = bench.screen(120, 36);
    assert!(screen.contains(&counts.summary()), "the title of Today:\n{screen}");
    let of_all = ItemCounts { cases: caseload.listed_case_count(), ..counts }.summary();
    assert!(screen.contains(&format!("{} of {of_all}", counts.cases)), "the header:\n{screen}");
    assert!(bench.screen(80, 24).contains(&counts.summary()), "a narrow header");
    let late =
        caseload.due_items(crate::domain::dates::Month::from_date(day())).iter().filter(|item| item.late).count();
    assert_eq!(late, counts.overdue, "the month calls the same items overdue");
    bench.keys("W");
    let left = format!("{} left", counts.short_summary());
    let screen = bench.screen(120, 36);
    assert!(screen.contains(&left), "a walk that begins:\n{screen}");
}

#[test]
fn a_draft_is_in_the_list_and_is_no_item() {
    let mut bench = Bench::open(&Folder::with_cases(CASES));
    let counts = bench.workspace().item_counts;
    bench.keys("2 d t r").text("Came in.").keys("Esc 1");
    let open = bench.workspace();
    assert_eq!(open.snapshot.caseload.drafts().len(), 1);
    assert_eq!(open.today.total_count(), counts.items + 1);
    assert_eq!(open.item_counts, counts);
    assert!(bench.screen(120, 36).contains(&counts.summary()));
    bench.keys("/").text("a").keys("Enter");
    assert!(bench.screen(120, 36).contains(&format!(" of {} items", counts.items)), "{}", bench.screen(120, 36));
}

#[test]
fn the_groups_of_today_come_by_cost_and_each_begins_with_its_earliest_day() {
    let mut bench = Bench::open(&Folder::with_cases(CASES));
    let today = &bench.workspace().today;
    let groups: Vec<_> = today.iter().map(|item| item.group).collect();
    assert!(groups.is_sorted(), "{groups:?}");
    let mut headings = Vec::new();
    let same_group = |a: &&crate::desk::TodayItem, b: &&crate::desk::TodayItem| a.group == b.group;
    for group in today.iter().collect::<Vec<_>>().chunk_by(same_group) {
        let days: Vec<_> = group.iter().map(|item| item.due.unwrap_or(chrono::NaiveDate::MAX)).collect();
        assert!(days.is_sorted(), "{days:?}");
        let late = days.iter().filter(|due| is_overdue(Some(**due), day())).count();
        let noun = if group.len() == 1 { "item" } else { "items" };
        let overdue = if late > 0 { format!(", {late} overdue") } else { String::new() };
        headings.push((group[0].group.title(), format!("{} {noun}{overdue}", group.len())));
    }
    let (mut screens, mut before) = (String::new(), None);
    while before != Some(bench.workspace().today.cursor.index) {
        before = Some(bench.workspace().today.cursor.index);
        screens.push_str(&bench.screen(200, 50));
        bench.keys("PgDn");
    }
    for (title, count) in headings {
        let is_heading = |line: &str| line.contains(title) && line.contains(&count);
        assert!(screens.lines().any(is_heading), "{title}, {count}");
    }
}

#[test]
fn a_column_orders_the_rows_within_the_groups_and_the_selected_row_stays() {
    let mut bench = Bench::open(&Folder::with_cases(CASES));
    bench.keys("j j j");
    let selected = bench.workspace().today.selected_row().unwrap().clone();
    bench.keys("o o");
    assert_eq!(bench.workspace().today.order(), RowOrder::Case);
    assert_eq!(bench.said(), "Each group is ordered by case number.");
    let today = &bench.workspace().today;
    assert_eq!(*today.selected_row().unwrap(), selected);
    let keys: Vec<_> = today.iter().map(|item| (item.group, item.case.clone(), item.person)).collect();
    assert!(keys.is_sorted());
    bench.keys("O");
    let keys: Vec<_> =
        bench.workspace().today.iter().map(|item| (item.group, std::cmp::Reverse(item.case.clone()))).collect();
    assert!(keys.is_sorted());
    bench.keys("3 o o 4 o o o");
    assert_eq!(bench.said(), "Each group is ordered by name.");
}

#[test]
fn every_line_of_a_grouped_list_is_a_heading_or_a_row_and_the_selected_row_is_on_the_screen() {
    let mut bench = Bench::open(&Folder::with_cases(CASES));
    for key in ["j", "PgDn", "G", "k", "PgUp", "g"] {
        bench.keys(key);
        let (buffer, cursor) = bench.draw_screen(80, 24);
        let line = super::bench::lines(&buffer)[usize::from(cursor.y)].clone();
        let today = &bench.workspace().today;
        let case = today.selected_row().unwrap().case.to_string();
        assert!(line.contains(&case), "{key}: {line}");
        let rows: Vec<usize> = (0..today.line_count())
            .filter_map(|line| match today.line_at(line) {
                ListLine::Row(row) => Some(row),
                ListLine::Heading(_) | ListLine::Folded(_) => None,
            })
            .collect();
        assert_eq!(rows, (0..today.len()).collect::<Vec<_>>());
        assert!(rows.iter().all(|row| today.line_at(today.line_of_row(*row)) == ListLine::Row(*row)));
    }
    assert!(bench.screen(80, 24).contains("Sanction and aid at stake"), "the heading above the first row is shown");
}

#[test]
fn every_pane_opens_for_the_selected_case_right_after_the_start_and_esc_leads_back_to_the_row() {
    let mut bench = Bench::open(&Folder::with_cases(CASES));
    let case = bench.workspace().today.selected_row().unwrap().case.clone();
    for (key, pane) in [("5", Pane::Dictate), ("6", Pane::Checklist), ("7", Pane::Case)] {
        bench.keys(key);
        let open = bench.workspace();
        assert_eq!(open.pane, pane, "{key}");
        assert_eq!(open.selected_row().unwrap().subject.case, case, "{key}");
        bench.keys("Esc");
        assert_eq!(bench.workspace().pane, Pane::Today, "{key}");
        assert_eq!(bench.workspace().selected_row().unwrap().subject.case, case);
    }
}

#[test]
fn a_list_selects_its_row_of_the_case_that_was_selected() {
    let mut bench = Bench::open(&Folder::with_cases(CASES));
    bench.keys("G");
    let item = bench.workspace().today.selected_row().unwrap().clone();
    bench.keys("2");
    assert_eq!(bench.workspace().cases.list.selected_row().unwrap().case, item.case);
    bench.keys("4");
    let has_alert = bench.workspace().alerts.all_rows().iter().any(|row| row.alert.case == item.case);
    assert_eq!(bench.workspace().alerts.selected_row().unwrap().alert.case == item.case, has_alert);
    bench.keys("2 1");
    assert_eq!(bench.workspace().today.selected_row().unwrap().case, item.case);
    assert_eq!(*bench.workspace().today.selected_row().unwrap(), item, "the very row, not the first of its case");
}

#[test]
fn the_form_follows_the_row_and_keeps_what_was_typed_for_another_case() {
    let mut bench = Bench::open(&Folder::with_cases(CASES));
    bench.keys("2 5");
    let first = bench.form().subject.case.clone();
    bench.keys("t r").text("Came in.").keys("Esc j j 5");
    let second = bench.form().subject.case.clone();
    assert_ne!(first, second);
    assert!(bench.workspace().left_forms.keys().any(|(case, _)| *case == first));
    bench.keys("Esc 2");
    while bench.workspace().selected_row().unwrap().subject.case != first {
        bench.keys("k");
    }
    bench.keys("5");
    assert_eq!(bench.form().subject.case, first);
}
