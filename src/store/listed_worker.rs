//! The worker under whom the county lists a case that was assigned to another one here.

use crate::domain::facts::{CaseFacts, Difference, RecordedValue, Source};
use crate::domain::{PersonNumber, WorkerNumber};

/// Returns that the county's newest listing names another worker than the one to whom the newest common case was assigned.
/// `listing` is the row of the listing with whether the newest listing no longer has it.
pub(super) fn worker_difference(
    facts: &CaseFacts,
    listing: Option<(Source, bool)>,
    listed_under: Option<&WorkerNumber>,
) -> Option<Difference> {
    let listed_under = listed_under?;
    let newest = facts.common_cases.iter().max_by_key(|case| (case.found.on, case.source.record_order()))?;
    let assigned = newest.returned.as_ref().or(newest.assigned.as_ref())?;
    let to = assigned.to.as_ref().filter(|to| *to != listed_under)?;
    let (county_source, _) = listing.filter(|(_, is_missing)| !is_missing)?;
    Some(Difference {
        person: PersonNumber::CASE,
        what: Difference::LISTED_WORKER.to_owned(),
        county: RecordedValue::Text(listed_under.to_string()),
        county_source,
        here: RecordedValue::Text(to.to_string()),
        source: newest.source.clone(),
        on: Some(assigned.on),
    })
}
