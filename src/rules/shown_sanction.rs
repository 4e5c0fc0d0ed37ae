//! A sanction that only the registration status shows, or a former one: the record holds no sanction for it. What the record
//! holds against one is looked at all the same, from the first day of the status on.
//!
//! Sources: WIC 11327.4 (notice, determination, approval); Santa Clara CWES handbook, chapter 36.

use chrono::NaiveDate;

use super::finding::Finding;
use super::message::message;
use super::noncompliance::begun_sanction;
use super::sanction_start::last_shown;
use super::view::{Participant, View};
use crate::domain::facts::{Noncompliance, Sanction};

/// Returns the newest non-compliance whose notice allows the sanction that only the status shows, or a former one, as it would
/// be recorded with a sanction from the first day of the status. What was rescinded has a finding of its own.
pub(super) fn step_of_status(view: &View, participant: &Participant) -> Option<Noncompliance> {
    let (since, _) = last_shown(view, participant)?;
    let step = newest_step_that_allows(view, participant, since)?;
    if step.sanction.is_some() || step.rescinded.is_some_and(|day| day <= view.on) {
        return None;
    }
    Some(Noncompliance { sanction: Some(Sanction { from: since, approved: None, handed_off: None }), ..step.clone() })
}

/// Returns the newest non-compliance whose notice allows a sanction from the day, if the record holds no sanction.
pub(super) fn newest_step_that_allows<'a>(
    view: &View<'a>,
    participant: &Participant,
    since: NaiveDate,
) -> Option<&'a Noncompliance> {
    let days = view.policy.sanction_earliest.as_ref()?;
    let theirs = |step: &&Noncompliance| step.person == participant.number && step.notice_issued <= view.on;
    let steps = || view.facts.noncompliance.iter().filter(theirs);
    if steps().any(|step| begun_sanction(view, step).is_some()) {
        return None;
    }
    let allows = |step: &&Noncompliance| step.notice_issued + days.value <= since;
    steps().filter(allows).max_by_key(|step| step.notice_issued)
}

/// Notes on a finding about a sanction that only the status shows that it may belong to another non-compliance.
pub(super) fn note_whose_sanction(step: &Noncompliance, finding: Finding) -> Finding {
    finding.cannot_tell(message!(
        "whether the sanction that the status shows follows the notice of {}: no sanction is recorded with it; if it follows \
         another notice, that notice is not recorded",
        step.notice_issued
    ))
}
