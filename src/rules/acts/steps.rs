//! The two state machines: every status that an act gives must be able to follow the one that stands on its day, and
//! what was recorded for a later day must be able to follow it.

use super::Refused;
use crate::domain::facts::{Activity, CaseFacts, Person, Source};
use crate::domain::machine::Impossible;
use crate::domain::status::RegistrationStatus;
use crate::rules::view::View;

/// Refuses an act that would give somebody or some activity a status that cannot follow the one that stands.
///
/// `after` are the facts with the act, whose source is `source`.
pub(super) fn possible(before: &View<'_>, after: &CaseFacts, source: &Source) -> Result<(), Refused> {
    after.people.iter().try_for_each(|person| registration(before, person, source))?;
    after.activities.iter().try_for_each(|activity| statuses(before, activity, source))
}

fn registration(before: &View<'_>, person: &Person, source: &Source) -> Result<(), Refused> {
    let Some(number) = person.person else { return Ok(()) };
    for given in person.registration.iter().filter(|given| given.source == *source) {
        let then = View::new(before.facts, before.policies, given.since);
        let Some(stands) = then.registration(number) else { continue };
        let machine = &before.policy.tables.registration_steps;
        machine.step(stands.status, given.status).map_err(|impossible| refused(&impossible, "registration"))?;
        let known = before.facts.people.iter().filter(|known| known.person == Some(number));
        let later = known.flat_map(|known| &known.registration).filter(|known| known.since > given.since);
        let next = later.min_by_key(|known| known.since).filter(|next| is_recorded(&next.source));
        if let Some(next) = next {
            machine.step(given.status, next.status).map_err(|impossible| refused(&impossible, "registration"))?;
        }
    }
    Ok(())
}

fn statuses(before: &View<'_>, activity: &Activity, source: &Source) -> Result<(), Refused> {
    for given in activity.statuses.iter().filter(|given| given.source == *source) {
        let then = View::new(before.facts, before.policies, given.on);
        let mut known = then.activities(activity.person);
        let Some(known) = known.find(|known| known.kind == activity.kind && known.start == activity.start) else {
            continue;
        };
        let machine = &before.policy.tables.activity_steps;
        if let Some(stands) = then.latest_status(known) {
            machine.step(stands.status, given.status).map_err(|impossible| refused(&impossible, &activity.kind))?;
        }
        let later = known.statuses.iter().filter(|known| known.on > given.on);
        if let Some(next) = later.min_by_key(|known| known.on).filter(|next| is_recorded(&next.source)) {
            machine.step(given.status, next.status).map_err(|impossible| refused(&impossible, &activity.kind))?;
        }
    }
    Ok(())
}

/// Whether it was recorded here: what the county says is taken as it is.
const fn is_recorded(source: &Source) -> bool {
    matches!(source, Source::Entry { .. })
}

fn refused(impossible: &Impossible, of: &str) -> Refused {
    Refused::plain(format!("Impossible for {of}: {impossible}"))
}

/// The registration statuses of somebody before and after an act, where they differ on a day.
pub(super) fn registrations<'a>(
    before: &View<'a>,
    after: &View<'a>,
) -> Vec<(crate::domain::PersonNumber, RegistrationStatus, RegistrationStatus)> {
    let now = after.participants().filter_map(|participant| {
        let stood = before.registration(participant.number)?.status;
        let stands = participant.registration.status;
        (stood != stands).then_some((participant.number, stood, stands))
    });
    now.collect()
}
