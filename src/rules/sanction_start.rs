//! Since when a participant is sanctioned: by the registration statuses, or by a sanction that they do not show yet.

use chrono::NaiveDate;

use super::noncompliance::begun_sanction;
use super::view::{Participant, View};
use crate::domain::status::RegistrationStatus;

/// Returns whether the status of the participant is that of a sanction, also of one that is being cured.
pub(super) fn is_sanctioned(participant: &Participant) -> bool {
    is_of_sanction(participant.registration.status)
}

const fn is_of_sanction(status: RegistrationStatus) -> bool {
    matches!(status, RegistrationStatus::Sanction | RegistrationStatus::CuringSanction)
}

/// Returns the first day of the statuses of a sanction that follow one another up to the day. A sanction that follows a
/// cure that was completed is another one.
pub(super) fn sanctioned_since(view: &View, participant: &Participant) -> NaiveDate {
    let known = || participant.person.registration.iter().filter(|status| status.since <= view.on);
    let other = known().filter(|known| !is_of_sanction(known.status)).map(|known| known.since).max();
    let again = participant.registration.status == RegistrationStatus::Sanction;
    let cured = again.then(|| cured_before(view, participant)).flatten();
    let ended = other.max(cured);
    let of_sanction = known().filter(|known| is_of_sanction(known.status)).map(|known| known.since);
    let run = of_sanction.filter(|since| ended.is_none_or(|ended| ended < *since));
    run.min().unwrap_or(participant.registration.since)
}

/// Returns the last day before the present status on which a cure of the participant was completed.
fn cured_before(view: &View, participant: &Participant) -> Option<NaiveDate> {
    let theirs = view.facts.cures.iter().filter(|cure| cure.person == participant.number);
    let cured = theirs.flat_map(|cure| [cure.completed, cure.federal_rate_found]).flatten();
    cured.filter(|day| *day < participant.registration.since).max()
}

/// Returns the first day of the sanction in which no service and no activity goes on: by the registration status, or by a
/// sanction that has begun and that the status does not show yet. During a cure services are given again.
pub(super) fn uncured_since(view: &View, participant: &Participant) -> Option<NaiveDate> {
    let registration = participant.registration;
    if registration.status == RegistrationStatus::Sanction {
        return Some(sanctioned_since(view, participant));
    }
    let steps = view.facts.noncompliance.iter().filter(|step| step.person == participant.number);
    let begun = steps.filter_map(|step| begun_sanction(view, step)).map(|sanction| sanction.from);
    begun.filter(|from| registration.since < *from).max()
}
