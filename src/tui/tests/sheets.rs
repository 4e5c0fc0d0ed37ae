//! Tests of the checklist: opening evidence, last month beside this month, procedures, completeness of all cases.

use super::bench::{Bench, Folder};
use crate::desk::checklist::ItemState;
use crate::tui::command::{FolderSection, KeyContext, Pane};

const CASES: usize = 24;

/// Moves to the first item of the checklist that is in a state.
fn go_to(bench: &mut Bench, what: &str, wanted: impl Fn(&ItemState) -> bool) {
    bench.keys("g");
    for _ in 0..200 {
        if bench.workspace().checklist.selected_item().is_some_and(|item| wanted(&item.state)) {
            return;
        }
        bench.keys("j");
    }
    panic!("no item is {what}");
}

fn go_to_item(bench: &mut Bench, id: &str) {
    bench.keys("g");
    for _ in 0..200 {
        if bench.workspace().checklist.selected_item().is_some_and(|item| item.id.0 == id) {
            return;
        }
        bench.keys("j");
    }
    panic!("no item {id}");
}

#[test]
fn the_comment_that_proves_an_item_opens_and_leads_back() {
    let folder = Folder::with_cases(CASES);
    let mut bench = Bench::open(&folder);
    bench.keys("3 Right Right Right d t r").text("Spoke about the class").keys("Ctrl-N Ctrl-S c");
    let case = bench.workspace().selected_row().unwrap().subject.case;
    go_to_item(&mut bench, "monthly_contact");
    bench.keys("Enter");
    assert_eq!((bench.workspace().pane, bench.workspace().folder.section), (Pane::Case, FolderSection::Comments));
    let read = bench.workspace().case_details.as_ref().unwrap();
    let opened = bench.workspace().folder.selected_comment(read).unwrap();
    assert_eq!((opened.comment.results(), &opened.comment.case), ("Spoke about the class", &case));
    bench.keys("Esc");
    assert_eq!(bench.workspace().pane, Pane::Checklist);
}

#[test]
fn facts_open_their_section_and_marks_their_entry() {
    let folder = Folder::with_cases(CASES);
    let mut bench = Bench::open(&folder);
    bench.keys("2 j c");
    go_to_item(&mut bench, "plan_signed");
    for _ in 0..CASES {
        let proven = bench
            .workspace()
            .checklist
            .selected_item()
            .is_some_and(|item| matches!(item.state, ItemState::Proven { .. }));
        if proven {
            break;
        }
        bench.keys("Esc j c");
        go_to_item(&mut bench, "plan_signed");
    }
    bench.keys("Enter");
    assert_eq!((bench.workspace().pane, bench.workspace().folder.section), (Pane::Case, FolderSection::Plans));
    bench.keys("Esc");
    go_to(&mut bench, "open", |state| *state == ItemState::Open);
    bench.keys("Space Enter");
    assert_eq!(bench.model.key_context(), KeyContext::Page);
    let screen = bench.screen(80, 24);
    assert!(screen.contains("Recorded      checklist of November 2026") && screen.contains("by V1A3"), "{screen}");
}

#[test]
fn last_month_is_shown_beside_this_month() {
    let folder = Folder::with_cases(CASES);
    let mut bench = Bench::open(&folder);
    bench.keys("2 c [");
    go_to_item(&mut bench, "notices_sent");
    bench.keys("x").text("none was due").keys("Enter ]");
    go_to_item(&mut bench, "notices_sent");
    let before = ItemState::NotApplicable { why: "none was due".into() };
    assert_eq!(bench.workspace().checklist.selected_item().unwrap().last_month, Some(before));
    let screen = bench.screen(80, 24);
    assert!(screen.contains("Oct") && screen.contains("October       not applicable: none was due"), "{screen}");
}

#[test]
fn a_procedure_is_a_checklist_of_its_own_and_shares_its_marks_with_the_form() {
    let folder = Folder::with_cases(CASES);
    let mut bench = Bench::open(&folder);
    bench.keys("2 c f").text("closing").keys("Enter");
    let screen = bench.screen(80, 24);
    assert!(screen.contains("Checklist Closing"), "{screen}");
    go_to_item(&mut bench, "closing_services");
    bench.keys("x").text("none were open").keys("Enter f").text("42-126").keys("Enter");
    go_to_item(&mut bench, "closing_services");
    let state = &bench.workspace().checklist.selected_item().unwrap().state;
    assert_eq!(*state, ItemState::NotApplicable { why: "none were open".into() });
}

#[test]
fn all_cases_are_listed_by_what_is_open_and_lead_to_their_checklists() {
    let folder = Folder::with_cases(CASES);
    let mut bench = Bench::open(&folder);
    bench.keys("2 c %");
    assert_eq!(bench.model.key_context(), KeyContext::Chooser);
    let screen = bench.screen(120, 36);
    assert!(screen.contains(&format!("in {CASES} cases")) && screen.contains("open, "), "{screen}");
    bench.keys("Down Enter");
    assert_eq!(bench.workspace().pane, Pane::Checklist);
    assert!(bench.workspace().checklist.selected_item().is_some_and(|item| item.state == ItemState::Open));
}
