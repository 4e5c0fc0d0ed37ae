//! Since when a participant is sanctioned: by the registration statuses, or by a sanction that they do not show.
//!
//! The record decides. The status comes from the county, and may be behind the record or ahead of it.

use chrono::NaiveDate;

use super::finding::Ground;
use super::noncompliance::begun_sanction;
use super::view::{Participant, View, registration_order, stated_ground};
use crate::domain::PersonNumber;
use crate::domain::facts::{Cure, DatedRegistration, Noncompliance, Person};
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

/// Returns the first day of the participant's newest statuses of a sanction, and the day on which another status followed
/// them; `None` if no status was ever that of a sanction.
pub(super) fn last_shown(view: &View, participant: &Participant) -> Option<(NaiveDate, Option<NaiveDate>)> {
    if is_sanctioned(participant) {
        return Some((sanctioned_since(view, participant), None));
    }
    let history = history_of(view, participant.person);
    let last = history.iter().rposition(|status| is_of_sanction(status.status))?;
    let left = history.get(last + 1)?.since;
    let shown = View::new(view.facts, view.policies, left.pred_opt()?);
    let then = shown.participants().find(|then| then.number == participant.number).filter(is_sanctioned)?;
    Some((sanctioned_since(&shown, &then), Some(left)))
}

/// Returns the statuses of the person by the day, in their order.
fn history_of<'a>(view: &View, person: &'a Person) -> Vec<&'a DatedRegistration> {
    let mut history: Vec<&DatedRegistration> =
        person.registration.iter().filter(|status| status.since <= view.on).collect();
    history.sort_by_key(|status| registration_order(status));
    history
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
    /// The non-compliance with the sanction, where the status does not show it; `None` also where only a former status did.
    pub unshown: Option<&'a Noncompliance>,
    /// The day on which the status left the sanction.
    pub left: Option<NaiveDate>,
}

impl OpenSanction<'_> {
    /// Returns whether the status of the day is that of the sanction.
    pub(super) const fn is_shown(&self) -> bool {
        self.unshown.is_none() && self.left.is_none()
    }

    /// Returns the first day of the sanction as a ground: by the record, or by the statuses alone.
    pub(super) fn ground(&self) -> Ground {
        match self.unshown {
            Some(step) => Ground::new("sanction from", self.since, step.value_source(Noncompliance::SANCTION)),
            None => stated_ground("sanction from, by the status", self.since),
        }
    }
}

/// Returns the sanctions that nothing on record ends, one of each participant: those that the status shows, those that began
/// by the record under another status, and those that only a former status showed.
pub(super) fn open_sanctions<'a>(view: &View<'a>) -> impl Iterator<Item = OpenSanction<'a>> + use<'a> {
    let view = *view;
    view.participants().filter_map(move |participant| {
        if is_sanctioned(&participant) {
            let since = sanctioned_since(&view, &participant);
            return Some(OpenSanction { participant, since, unshown: None, left: None });
        }
        recorded_before(&view, participant).or_else(|| shown_before(&view, participant))
    })
}

/// Returns the newest sanction on record of a participant whose status does not show one, if nothing ends it.
fn recorded_before<'a>(view: &View<'a>, participant: Participant<'a>) -> Option<OpenSanction<'a>> {
    let theirs = view.facts.noncompliance.iter().filter(|step| step.person == participant.number);
    let begun = theirs.filter_map(|step| Some((begun_sanction(view, step)?.from, step)));
    let (since, step) = begun.max_by_key(|(from, step)| (*from, step.notice_issued))?;
    let left = left_on(view, participant.number, since);
    let is_closed = participant.registration.status == RegistrationStatus::Closed;
    let is_over = is_given_back(view, participant.number, since)
        || is_cured_since(view, step)
        || (is_closed && participant.registration.since <= since);
    (!is_over).then_some(OpenSanction { participant, since, unshown: Some(step), left })
}

/// Returns a sanction that only a former status of the participant showed, if the record holds neither a sanction of that
/// time nor the end of one.
fn shown_before<'a>(view: &View<'a>, participant: Participant<'a>) -> Option<OpenSanction<'a>> {
    let (since, left) = last_shown(view, &participant)?;
    let history = history_of(view, participant.person);
    let before = history.iter().rfind(|status| status.since < since).map(|status| status.since);
    let is_of_that_time = |from: NaiveDate| before.is_none_or(|before| before <= from);
    let theirs = || view.facts.noncompliance.iter().filter(|step| step.person == participant.number);
    let mut recorded = theirs().filter_map(|step| step.sanction.as_ref());
    let asked_for = view.facts.cures.iter().filter(|cure| cure.person == participant.number);
    let mut cured = asked_for.flat_map(|cure| [cure.completed, cure.federal_rate_found]).flatten();
    let is_over = recorded.any(|sanction| is_of_that_time(sanction.from))
        || cured.any(|day| since <= day && day <= view.on)
        || is_given_back(view, participant.number, since);
    (!is_over).then_some(OpenSanction { participant, since, unshown: None, left })
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
    if is_of_sanction(now.status) {
        return None;
    }
    if matches!(now.status, Closed | Ineligible) {
        return Some(now.since.max(from));
    }
    let history = history_of(view, view.find_person(person)?);
    if let Some(last) = history.iter().rposition(|status| is_of_sanction(status.status)) {
        let next = history.get(last + 1)?;
        return (from < next.since).then_some(next.since);
    }
    if now.status == NonCompliance {
        return None;
    }
    // A status that changed since, and not only is stated again, left it as well.
    let before = history.iter().rfind(|status| status.since <= from).map(|status| status.status);
    (from < now.since && before != Some(now.status)).then_some(now.since)
}
