//! Whose a supportive service is. A record may hold it for the case as a whole, under the number of a child, or, for child
//! care, under the other parent, and it is needed all the same by whoever must take part.
//!
//! Source: docs/facts.md (person 0 is the case as a whole); MPP 42-750 (child care of the unit).

use super::household;
use super::recognized_kinds::is_child_care;
use super::view::View;
use crate::domain::PersonNumber;
use crate::domain::codes::Relation;
use crate::domain::facts::Service;

/// Whether a service is that of a participant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ServiceOwner {
    /// The service is the participant's.
    Participant,
    /// The service may be the participant's: the record does not say for which of two parents it is.
    Open,
    /// The service is somebody else's.
    Other,
}

/// Returns whether the service is that of the participant.
pub(super) fn owner_of_service(view: &View, service: &Service, participant: PersonNumber) -> ServiceOwner {
    if service.person == participant {
        return ServiceOwner::Participant;
    }
    let is_participant_parent = || household::adults(view).any(|adult| adult.person == Some(participant));
    let is_of_family = service.person == PersonNumber::CASE || is_of_child(view, service.person);
    // Whose child care it is under a number that nobody has, no one can tell.
    let is_of_nobody_or_parent =
        || view.find_person(service.person).is_none() || is_of_other_parent(view, service.person);
    if !is_participant_parent() {
        // Whoever else must take part may be meant only where nobody is named.
        return if service.person == PersonNumber::CASE { ServiceOwner::Open } else { ServiceOwner::Other };
    }
    let is_only_parent = || household::adults(view).nth(1).is_none();
    match is_of_family {
        true if is_only_parent() => ServiceOwner::Participant,
        true => ServiceOwner::Open,
        false if is_child_care(view.policy, service) && is_of_nobody_or_parent() => ServiceOwner::Open,
        false => ServiceOwner::Other,
    }
}

fn is_of_child(view: &View, number: PersonNumber) -> bool {
    view.find_person(number).is_some_and(|person| person.relation == Relation::Child)
}

fn is_of_other_parent(view: &View, number: PersonNumber) -> bool {
    household::adults(view).any(|adult| adult.person == Some(number))
}
