//! Tests that a change of one case leaves other cases, and lists that do not show it, untouched.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::bench::{Bench, Folder};
use crate::desk::EvaluatedCase;
use crate::domain::CaseNumber;
use crate::domain::role::Role;
use crate::store::DraftTarget;
use crate::tui::panes::filtered_list::{FilteredList, ListRow};
use crate::tui::side_effect::SideEffect;
use crate::tui::store_thread::Job;

const CASES: usize = 12;

fn keys<T: ListRow>(list: &FilteredList<T>) -> Vec<String> {
    list.all_rows().iter().map(ListRow::stable_key).collect()
}

/// Asserts that every list equals the list that a full refill gives.
#[track_caller]
fn assert_lists_are_whole(bench: &mut Bench) {
    let open = bench.workspace();
    let caseload = Arc::clone(&open.snapshot.caseload);
    assert_eq!(open.today.all_rows(), caseload.today_items());
    let category = open.action.chosen_category();
    let mut action = caseload.action_rows();
    action.retain(|row| category.is_none_or(|category| row.finding.category == category));
    assert_eq!(open.action.list.all_rows(), action);
    assert_eq!(open.month.all_items(), caseload.due_items(open.month.month));
    assert_eq!(open.month.contacts.all_rows(), caseload.monthly_contacts(open.month.month, open.month.month));
    assert_eq!(open.queue.list.all_rows(), caseload.queue_rows());
    let alerts: Vec<_> = caseload.alert_rows().iter().map(|alert| alert.key.to_string()).collect();
    assert_eq!(keys(&open.alerts), alerts);
    let mut rows = caseload.case_rows();
    let by_number =
        |rows: &[crate::desk::CaseRow]| rows.iter().map(|row| (row.clone().case, row.person)).collect::<BTreeSet<_>>();
    assert_eq!(by_number(open.cases.list.all_rows()), by_number(&rows));
    rows.retain(|row| !open.cases.list.all_rows().contains(row));
    assert_eq!(rows, []);
}

fn shared_cases(bench: &Bench) -> Vec<(CaseNumber, Arc<EvaluatedCase>)> {
    let caseload = &bench.workspace().snapshot.caseload;
    caseload.cases().map(|(case, _)| (case.clone(), Arc::clone(caseload.shared_case(case).unwrap()))).collect()
}

/// Returns the cases that are not the same allocation as before.
fn replaced_cases(before: &[(CaseNumber, Arc<EvaluatedCase>)], bench: &Bench) -> Vec<CaseNumber> {
    let caseload = &bench.workspace().snapshot.caseload;
    let replaced = before.iter().filter(|(case, was)| !Arc::ptr_eq(was, caseload.shared_case(case).unwrap()));
    replaced.map(|(case, _)| case.clone()).collect()
}

#[test]
fn what_is_recorded_on_a_case_replaces_that_case_alone_and_its_rows_in_every_list() {
    for role in [Role::EC, Role::SUPERVISOR] {
        let folder = Folder::of(role, CASES);
        let mut bench = Bench::open(&folder);
        for script in ["2 o o", "2 j O", "3 j j", "4 j", "8 ]", "8 [ ["] {
            bench.keys(script);
        }
        bench.keys("1 j j");
        let case = bench.workspace().selected_row().unwrap().subject.case;
        let before = shared_cases(&bench);
        bench.keys("z").text("+7").keys("Enter");
        assert_eq!(replaced_cases(&before, &bench), [case], "{}", bench.said());
        assert_lists_are_whole(&mut bench);
    }
}

#[test]
fn a_filed_comment_and_an_act_and_its_undo_keep_the_lists_whole() {
    let folder = Folder::with_cases(CASES);
    let mut bench = Bench::open(&folder);
    bench.keys("3 Right Right Right d t r").text("Spoke about the class").keys("Ctrl-N Ctrl-S");
    assert!(bench.said().starts_with("Filed on"), "{}", bench.said());
    assert_lists_are_whole(&mut bench);
    bench.keys("3 Home a Enter Ctrl-S");
    assert_lists_are_whole(&mut bench);
    bench.keys("u Enter");
    assert_lists_are_whole(&mut bench);
}

#[test]
fn a_draft_moves_no_case_and_its_rows_come_and_go() {
    let folder = Folder::with_cases(CASES);
    let mut bench = Bench::open(&folder);
    let before = shared_cases(&bench);
    bench.keys("2 j d t r").text("Spoke").keys("Esc");
    let drafts = |bench: &Bench| bench.workspace().today.all_rows().iter().filter(|item| item.alert.is_none()).count();
    assert_eq!((drafts(&bench), replaced_cases(&before, &bench)), (1, vec![]));
    assert_lists_are_whole(&mut bench);
    // A draft that is saved while somebody types reaches the screen with the next snapshot, whatever its change.
    let case = before.last().unwrap().0.clone();
    let body = Some("{}".to_owned());
    bench.run(vec![SideEffect::store(Job::SaveDraft { case, of: DraftTarget::Comment, body, leaving: false })]);
    bench.keys("1 Home z").text("+7").keys("Enter");
    assert_eq!(drafts(&bench), 2, "{}", bench.said());
    assert_lists_are_whole(&mut bench);
}

#[test]
fn a_phrase_a_word_and_a_backup_fill_no_list() {
    let folder = Folder::with_cases(CASES);
    let mut bench = Bench::open(&folder);
    let places = |bench: &Bench| {
        let open = bench.workspace();
        (open.today.all_rows().as_ptr(), open.cases.list.all_rows().as_ptr(), open.month.all_items().as_ptr())
    };
    let before = (places(&bench), shared_cases(&bench));
    let jobs = [Job::PhraseUsed("nothing".into()), Job::SaveOwnWord("Eastmont".into()), Job::BackUp];
    bench.run(jobs.map(SideEffect::store).into());
    assert_eq!(&*bench.workspace().snapshot.own_words, ["Eastmont"]);
    assert_eq!((places(&bench), replaced_cases(&before.1, &bench)), (before.0, vec![]));
}

#[test]
fn a_case_that_was_read_is_read_again_only_when_it_is_on_the_screen() {
    let folder = Folder::with_cases(CASES);
    let mut bench = Bench::open(&folder);
    let reads = |bench: &Bench| bench.jobs().filter(|job| matches!(job, Job::ReadCase(_))).count();
    let entries = |bench: &Bench| bench.workspace().case_details.as_ref().unwrap().timeline.len();
    bench.keys("2 j Enter");
    let before = (reads(&bench), entries(&bench));
    assert_eq!(before.0, 1);
    bench.keys("Esc d t r").text("Spoke about the class").keys("Ctrl-N Ctrl-S");
    assert!(bench.said().starts_with("Filed on"), "{}", bench.said());
    assert_eq!((reads(&bench), entries(&bench)), (0, before.1));
    bench.keys("Enter");
    assert_eq!((reads(&bench), entries(&bench)), (1, before.1 + 1));
    bench.keys("Esc Enter");
    assert_eq!(reads(&bench), 0);
}
