//! Puts a practice caseload into a home, day by day, as a year of work would have: the comments are entered on the
//! day of the contact, the county's extracts are read on the last day.

use chrono::{Days, NaiveDate};

use super::Practice;
use crate::domain::change::{Counts, Extract, ImportedFact};
use crate::domain::comment::Comment;
use crate::domain::extract::{CountyFact, ExtractKind, ListedParticipant};
use crate::domain::{CaseNumber, Change, RowId};
use crate::store::{Clock, Store, StoreError};

/// Records the practice caseload.
///
/// # Errors
/// The home is not a practice home, or cannot be written.
pub fn fill(store: &mut Store, practice: Practice, seed: u64, as_of: NaiveDate) -> Result<(), StoreError> {
    let first = practice.comments.first().map_or(as_of, |comment| comment.on);
    let before = first.checked_sub_days(Days::new(1)).unwrap_or(first);
    let listed: Vec<_> = practice.facts.iter().filter_map(as_first_listed).collect();
    store.move_clock(Clock::standing(before, seed))?;
    read(store, ExtractKind::Listing, &listed, before)?;
    for day in practice.comments.chunk_by(|one, other| one.on == other.on) {
        file(store, day, seed)?;
    }
    store.move_clock(Clock::standing(as_of, seed))?;
    for of_kind in practice.facts.chunk_by(|one, other| one.kind() == other.kind()) {
        let kind = of_kind.first().map_or(ExtractKind::Listing, CountyFact::kind);
        read(store, kind, of_kind, as_of)?;
    }
    store.record_all(practice.changes)?;
    Ok(())
}

/// The participant as the listing of a year ago named them: what has changed since is not told.
fn as_first_listed(fact: &CountyFact) -> Option<CountyFact> {
    let CountyFact::Listed(row) = fact else { return None };
    Some(CountyFact::Listed(ListedParticipant {
        activity: None,
        last_contact: None,
        plan_signed: None,
        months_on_aid: None,
        ..row.clone()
    }))
}

fn file(store: &mut Store, of_day: &[Comment], seed: u64) -> Result<(), StoreError> {
    if let Some(first) = of_day.first() {
        store.move_clock(Clock::standing(first.on, seed))?;
        store.record_all(of_day.iter().cloned().map(Change::CommentFiled).collect())?;
    }
    Ok(())
}

fn read(store: &mut Store, kind: ExtractKind, facts: &[CountyFact], run: NaiveDate) -> Result<(), StoreError> {
    let rows = u32::try_from(facts.len()).unwrap_or(u32::MAX);
    let id = store.new_row_id();
    let extract = Extract {
        id,
        file: format!("practice_{}_{run}", kind.id()),
        // There is no file behind it.
        sha256: String::new(),
        sheet: None,
        kind,
        run: Some(run),
        read_on: run,
        counts: Counts { read: rows, new: rows, ..Counts::default() },
    };
    let mut changes = vec![Change::ExtractRead(extract)];
    changes.extend(by_case(facts).into_iter().map(|(case, facts)| imported(id, case, facts)));
    store.record_all(changes)?;
    Ok(())
}

fn imported(extract: RowId, case: CaseNumber, facts: Vec<ImportedFact>) -> Change {
    Change::FactsImported { extract, case: Some(case), facts }
}

/// The facts by case, with the row that each would have in a file under a header.
fn by_case(facts: &[CountyFact]) -> Vec<(CaseNumber, Vec<ImportedFact>)> {
    let mut cases: std::collections::BTreeMap<CaseNumber, Vec<ImportedFact>> = std::collections::BTreeMap::new();
    for (row, fact) in (2..).zip(facts) {
        cases.entry(fact.case().clone()).or_default().push(ImportedFact { row, fact: fact.clone() });
    }
    cases.into_iter().collect()
}
