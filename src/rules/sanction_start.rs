//! Since when a participant is sanctioned: by the registration statuses, or by a sanction that they do not show.
//!
//! The record decides. The status comes from the county, and may be behind the record or ahead of it.

use chrono::NaiveDate;

use super::noncompliance::begun_sanction;
use super::view::{Participant, View, registration_order};
use crate::domain::PersonNumber;
use crate::domain::facts::{Cure, DatedRegistration, Noncompliance};
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

/// A sanction of a participant that nothing on record ends: neither a rescission, nor a cure, nor a restoration of aid.
#[derive(Clone, Copy)]
pub(super) struct OpenSanction<'a> {
    /// The participant, with the status of the day.
    pub participant: Participant<'a>,
    /// The first day, by the status or else by the record of the sanction.
    pub since: NaiveDate,
    /// The non-compliance with the sanction, where the status does not show it.
    pub unshown: Option<&'a Noncompliance>,
    /// The day on which the status left the sanction.
    pub left: Option<NaiveDate>,
}

/// Returns the sanctions that nothing on record ends, one of each participant: those that the status shows, and those that
/// began by the record under another status.
pub(super) fn open_sanctions<'a>(view: &View<'a>) -> impl Iterator<Item = OpenSanction<'a>> + use<'a> {
    let view = *view;
    view.participants().filter_map(move |participant| {
        if is_sanctioned(&participant) {
            let since = sanctioned_since(&view, &participant);
            return Some(OpenSanction { participant, since, unshown: None, left: None });
        }
        let theirs = view.facts.noncompliance.iter().filter(|step| step.person == participant.number);
        let begun = theirs.filter_map(|step| Some((begun_sanction(&view, step)?.from, step)));
        let (since, step) = begun.max_by_key(|(from, step)| (*from, step.notice_issued))?;
        let left = left_on(&view, participant.number, since);
        let is_closed = participant.registration.status == RegistrationStatus::Closed;
        let is_over = is_given_back(&view, participant.number, since)
            || is_cured_since(&view, step)
            || (is_closed && participant.registration.since <= since);
        (!is_over).then_some(OpenSanction { participant, since, unshown: Some(step), left })
    })
}

/// Returns whether a cure of the non-compliance was completed, or the federal rate found.
fn is_cured_since(view: &View, step: &Noncompliance) -> bool {
    let theirs = |cure: &&Cure| cure.person == step.person && step.notice_issued <= cure.requested;
    let mut days =
        view.facts.cures.iter().filter(theirs).flat_map(|cure| [cure.completed, cure.federal_rate_found]).flatten();
    days.any(|day| day <= view.on)
}

/// Returns whether aid was restored to the person on the day or since.
pub(super) fn is_given_back(view: &View, person: PersonNumber, since: NaiveDate) -> bool {
    let theirs = view.facts.cures.iter().filter(|cure| cure.person == person);
    theirs.filter_map(|cure| cure.restored).any(|restored| since <= restored && restored <= view.on)
}

/// Returns the day on which the status of the person left a sanction that began on `from`: it was that of a sanction since
/// then and no longer is, or it changed since, or the registration was closed. A status from before it has not left it.
pub(super) fn left_on(view: &View, person: PersonNumber, from: NaiveDate) -> Option<NaiveDate> {
    use RegistrationStatus::{Closed, Ineligible, NonCompliance};
    let now = view.registration_of(person)?;
    if is_of_sanction(now.status) || now.status == NonCompliance {
        return None;
    }
    if matches!(now.status, Closed | Ineligible) {
        return Some(now.since.max(from));
    }
    let known = view.find_person(person)?;
    let mut history: Vec<&DatedRegistration> =
        known.registration.iter().filter(|status| status.since <= view.on).collect();
    history.sort_by_key(|status| registration_order(status));
    if let Some(last) = history.iter().rposition(|status| is_of_sanction(status.status)) {
        let next = history.get(last + 1)?;
        return (from < next.since).then_some(next.since);
    }
    // A status that changed since, and not only is stated again, left it as well.
    let before = history.iter().rfind(|status| status.since <= from).map(|status| status.status);
    (from < now.since && before != Some(now.status)).then_some(now.since)
}
