//! The two state machines: every status that an act sets must be able to follow the status on that day, and a status
//! that was recorded for a later day must be able to follow the new one.

use super::act_refusal::ActRefusal;
use crate::domain::PersonNumber;
use crate::domain::facts::{Activity, CaseFacts, Person, Source};
use crate::domain::status::RegistrationStatus;
use crate::domain::transitions::TransitionError;
use crate::rules::message::message;
use crate::rules::view::View;

/// Refuses an act that would set a registration or activity status that cannot follow the current one.
///
/// `after` holds the facts with the act, and `source` is the source of the act.
pub(super) fn check_transitions(before: &View<'_>, after: &CaseFacts, source: &Source) -> Result<(), ActRefusal> {
    after.people.iter().try_for_each(|person| check_registration_transition(before, person, source))?;
    after.activities.iter().try_for_each(|activity| check_activity_transitions(before, activity, source))
}

fn check_registration_transition(before: &View<'_>, person: &Person, source: &Source) -> Result<(), ActRefusal> {
    let Some(number) = person.person else { return Ok(()) };
    for given in person.registration.iter().filter(|given| given.source == *source) {
        let then = View::new(before.facts, before.policies, given.since);
        let Some(current) = then.registration_of(number) else { continue };
        let machine = &before.policy.tables.registration_steps;
        machine
            .find_transition(current.status, given.status)
            .map_err(|impossible| transition_refusal(&impossible, "registration"))?;
        let known = before.facts.people.iter().filter(|known| known.person == Some(number));
        let later = known.flat_map(|known| &known.registration).filter(|known| known.since > given.since);
        let next = later.min_by_key(|known| known.since).filter(|next| is_recorded(&next.source));
        if let Some(next) = next {
            machine
                .find_transition(given.status, next.status)
                .map_err(|impossible| transition_refusal(&impossible, "registration"))?;
        }
    }
    Ok(())
}

fn check_activity_transitions(before: &View<'_>, activity: &Activity, source: &Source) -> Result<(), ActRefusal> {
    for given in activity.statuses.iter().filter(|given| given.source == *source) {
        let then = View::new(before.facts, before.policies, given.on);
        let mut known = then.activities_of(activity.person);
        let Some(known) = known.find(|known| known.kind == activity.kind && known.start == activity.start) else {
            continue;
        };
        let machine = &before.policy.tables.activity_steps;
        if let Some(current) = then.latest_status(known) {
            machine
                .find_transition(current.status, given.status)
                .map_err(|impossible| transition_refusal(&impossible, &activity.kind))?;
        }
        let later = known.statuses.iter().filter(|known| known.on > given.on);
        if let Some(next) = later.min_by_key(|known| known.on).filter(|next| is_recorded(&next.source)) {
            machine
                .find_transition(given.status, next.status)
                .map_err(|impossible| transition_refusal(&impossible, &activity.kind))?;
        }
    }
    Ok(())
}

/// Returns whether the source is an entry recorded here. The county's statuses are accepted as they are.
const fn is_recorded(source: &Source) -> bool {
    matches!(source, Source::Entry { .. })
}

fn transition_refusal(impossible: &TransitionError, of: &str) -> ActRefusal {
    ActRefusal::from_message(message!("Impossible for {}: {}", of.to_owned(), impossible.to_string()))
}

/// Returns the registration statuses that differ before and after an act on a day, with the participant.
pub(super) fn changed_registrations<'a>(
    before: &View<'a>,
    after: &View<'a>,
) -> Vec<(PersonNumber, RegistrationStatus, RegistrationStatus)> {
    let now = after.participants().filter_map(|participant| {
        let was = before.registration_of(participant.number)?.status;
        let is = participant.registration.status;
        (was != is).then_some((participant.number, was, is))
    });
    now.collect()
}
