//! Drafts of several cases whose facts changed since.

use super::bench::{Bench, Folder, day};
use crate::domain::change::{Extract, ImportedFact, RowCounts};
use crate::domain::extract::{CountyFact, ExtractKind, ListedParticipant};
use crate::domain::import_issues::FactIdentity;
use crate::domain::status::AidStatus;
use crate::domain::{CaseNumber, Change};
use crate::rules::message::DateStyle;
use crate::store::Store;

const CASES: usize = 24;

#[test]
fn several_cases_have_a_draft_each_and_the_next_start_says_so() {
    let folder = Folder::with_cases(CASES);
    let mut bench = Bench::open(&folder);
    bench.keys("2 g");
    for text in ["first", "second", "third"] {
        bench.keys("j d t r").text(text).keys("Esc");
    }
    // The same case again: its draft goes on, and there is no second one.
    bench.keys("d").text(" goes on").keys("Esc");
    assert_eq!(bench.workspace().snapshot.caseload.drafts().len(), 3);
    drop(bench);

    let mut bench = Bench::open(&folder);
    assert!(bench.form().comment_draft().results.contains("goes on"), "the newest is on the screen");
    assert!(bench.screen(120, 36).contains("2 more drafts are in Today."));
    bench.keys("Esc 2 g j d");
    assert_eq!(bench.form().comment_draft().results.len(), 5, "and the others are where they were left");
}

/// Returns the rows of the listing that name a case.
fn rows_of(store: &mut Store, case: &CaseNumber) -> Vec<ListedParticipant> {
    let known = store.begin_import().unwrap().facts_of_case(ExtractKind::Listing, case).unwrap();
    let of_case = known.into_iter().filter_map(|fact| match fact {
        CountyFact::Listed(row) if row.case == *case => Some(row),
        _ => None,
    });
    of_case.collect()
}

fn listing(store: &mut Store) -> Extract {
    Extract {
        id: store.new_row_id(),
        file: "listing.csv".into(),
        sheet: None,
        sha256: String::new(),
        kind: ExtractKind::Listing,
        run: Some(day()),
        file_day: None,
        read_on: day(),
        counts: RowCounts::default(),
        workers: Vec::new(),
    }
}

/// Imports a listing in which a case is changed.
fn list_anew(store: &mut Store, case: &CaseNumber, change: impl Fn(&mut ListedParticipant)) {
    let (rows, extract) = (rows_of(store, case), listing(store));
    let facts = rows.into_iter().enumerate().map(|(at, mut row)| {
        change(&mut row);
        ImportedFact::new(u32::try_from(at).unwrap() + 2, CountyFact::Listed(row))
    });
    let facts: Vec<_> = facts.collect();
    assert!(!facts.is_empty());
    let imported = Change::FactsImported { extract: extract.id, case: Some(case.clone()), facts };
    store.record_all(vec![Change::ExtractRead(extract), imported]).unwrap();
}

/// Imports a listing that does not name the case.
fn list_without(store: &mut Store, case: &CaseNumber) {
    let named = |row| CountyFact::Listed(row).identity_key();
    let gone =
        rows_of(store, case).into_iter().map(|row| FactIdentity { case: case.clone(), key: named(row) }).collect();
    let listing = listing(store);
    let absent = Change::FactsAbsent { extract: listing.id, kind: listing.kind, gone, back: Vec::new() };
    store.record_all(vec![Change::ExtractRead(listing), absent]).unwrap();
}

/// Returns a screen that starts after a listing changed the case of a draft.
fn after(change: impl Fn(&mut ListedParticipant)) -> Bench {
    after_listing(|store, case| list_anew(store, case, &change))
}

/// Returns a screen that starts after another listing was imported for the case of a draft.
fn after_listing(lists: impl Fn(&mut Store, &CaseNumber)) -> Bench {
    let folder = Folder::with_cases(CASES);
    let mut bench = Bench::open(&folder);
    bench.keys("2");
    while bench
        .workspace()
        .snapshot
        .caseload
        .left_caseload_reason(&bench.workspace().selected_row().unwrap().subject.case)
        .is_some()
    {
        bench.keys("j");
    }
    bench.keys("d t r").text("half a sentence").keys("Ctrl-Q");
    let case = bench.form().subject.case.clone();
    drop(bench);
    lists(&mut folder.store(), &case);
    Bench::open(&folder)
}

#[test]
fn f20_a_draft_of_a_case_that_was_discontinued_meanwhile_says_so() {
    let mut bench = after(|row| {
        row.aid = AidStatus::Discontinued;
        row.aid_since = day();
    });
    let screen = bench.screen(120, 36);
    assert!(screen.contains("restored.") && screen.contains("The case is discontinued since Thu 11/19."), "{screen}");
    bench.keys("Enter").text(" x");
    assert!(bench.screen(80, 24).contains(" discontinued since Thu 11/19 "), "in the form, too");
}

#[test]
fn f20_a_draft_of_a_case_that_the_newest_listing_does_not_name_says_so() {
    let mut bench = after_listing(list_without);
    assert!(bench.screen(120, 36).contains("The case is no longer in the newest case listing."));
}

#[test]
fn f20_a_draft_of_a_case_that_moved_meanwhile_says_so() {
    let mut bench = after(|row| row.worker = Some("V9Z9".parse().unwrap()));
    assert!(bench.screen(120, 36).contains("The case is moved to worker V9Z9."));
    let due = bench.workspace().snapshot.caseload.today_items();
    assert!(
        due.iter()
            .any(|item| item.says.to_text(DateStyle::Long).ends_with("not filed; the case is moved to worker V9Z9"))
    );
}
