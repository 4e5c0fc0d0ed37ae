//! Fills a home with a practice caseload, day by day, as a year of work would: each comment is entered on the day of
//! the contact, and the county's extracts are read on the last day.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};

use super::PracticeCaseload;
use crate::domain::change::{Extract, ImportedFact, RowCounts};
use crate::domain::comment::Comment;
use crate::domain::extract::{CountyFact, ExtractKind, ListedParticipant};
use crate::domain::status::{AidStatus, RegistrationStatus};
use crate::domain::{CaseNumber, Change, RowId};
use crate::store::{Store, StoreError, WallClock};

/// Records the practice caseload.
///
/// # Errors
/// Returns an error if the home is not a practice home, or cannot be written.
pub fn fill_home(store: &mut Store, practice: PracticeCaseload, seed: u64, as_of: NaiveDate) -> Result<(), StoreError> {
    let first = practice.comments.first().map_or(as_of, |comment| comment.on);
    let before = first.checked_sub_days(Days::new(1)).unwrap_or(first);
    let listed: Vec<_> = practice.facts.iter().filter_map(|fact| first_listing_row(fact, before)).collect();
    store.set_clock(WallClock::for_day(before, seed))?;
    record_extract(store, ExtractKind::Listing, &listed, before)?;
    for (day, changes) in changes_by_day(practice.comments, practice.changes, as_of) {
        store.set_clock(WallClock::for_day(day, seed))?;
        store.record_all(changes)?;
    }
    store.set_clock(WallClock::for_day(as_of, seed))?;
    for facts in practice.facts.chunk_by(|a, b| a.kind() == b.kind()) {
        let kind = facts.first().map_or(ExtractKind::Listing, CountyFact::kind);
        record_extract(store, kind, facts, as_of)?;
    }
    Ok(())
}

/// Returns what the worker did, by day: comments on the day of the contact, postings on their day, and everything else on the
/// day before the caseload is opened. So the worker's first day does not begin with a thousand things done.
fn changes_by_day(comments: Vec<Comment>, changes: Vec<Change>, as_of: NaiveDate) -> BTreeMap<NaiveDate, Vec<Change>> {
    let before = as_of.checked_sub_days(Days::new(1)).unwrap_or(as_of);
    let mut by_day: BTreeMap<NaiveDate, Vec<Change>> = BTreeMap::new();
    for comment in comments {
        by_day.entry(comment.on).or_default().push(Change::CommentFiled(comment));
    }
    for change in changes {
        let day = if let Change::CommentPosted { on, .. } = change { on } else { before };
        by_day.entry(day).or_default().push(change);
    }
    by_day
}

/// Returns the row under which the listing of `run`, a year ago, named the participant. It says nothing that became true
/// later, so that no fact has a source older than itself: a later status is not known yet, and later facts are blank.
fn first_listing_row(fact: &CountyFact, run: NaiveDate) -> Option<CountyFact> {
    let CountyFact::Listed(row) = fact else { return None };
    let (registration, registration_since) = if row.registration_since <= run {
        (row.registration, row.registration_since)
    } else {
        (RegistrationStatus::RegisteredMandatory, run)
    };
    let (aid, aid_since) = if row.aid_since <= run { (row.aid, row.aid_since) } else { (AidStatus::Active, run) };
    let assigned = row.assigned.filter(|assigned| *assigned <= run);
    Some(CountyFact::Listed(ListedParticipant {
        registration,
        registration_since,
        aid,
        aid_since,
        assigned,
        activity: None,
        last_contact: None,
        plan_signed: None,
        months_on_aid: None,
        ..row.clone()
    }))
}

fn record_extract(
    store: &mut Store,
    kind: ExtractKind,
    facts: &[CountyFact],
    run: NaiveDate,
) -> Result<(), StoreError> {
    let rows = u32::try_from(facts.len()).unwrap_or(u32::MAX);
    let id = store.new_row_id();
    let extract = Extract {
        id,
        file: format!("practice {} of {}", kind.id().replace('_', " "), run.format("%b %-d, %Y")),
        // Invented facts come from no file.
        sha256: String::new(),
        sheet: None,
        kind,
        run: Some(run),
        file_day: None,
        read_on: run,
        counts: RowCounts { read: rows, new: rows, ..RowCounts::default() },
        workers: Vec::new(),
    };
    let mut changes = vec![Change::ExtractRead(extract)];
    changes.extend(group_by_case(facts).into_iter().map(|(case, facts)| import_change(id, case, facts)));
    store.record_all(changes)?;
    Ok(())
}

fn import_change(extract: RowId, case: CaseNumber, facts: Vec<ImportedFact>) -> Change {
    Change::FactsImported { extract, case: Some(case), facts }
}

/// Groups the facts by case, each with the row that it would have in a file under a header.
fn group_by_case(facts: &[CountyFact]) -> Vec<(CaseNumber, Vec<ImportedFact>)> {
    let mut cases: BTreeMap<CaseNumber, Vec<ImportedFact>> = BTreeMap::new();
    for (row, fact) in (2..).zip(facts) {
        cases.entry(fact.case().clone()).or_default().push(ImportedFact::new(row, fact.clone()));
    }
    cases.into_iter().collect()
}
