//! Why a plan, an activity or a contact may not be owed: the answer that decides the hours, asked for every such finding.

use super::finding::Finding;
use super::message::{Message, message};
use super::obligation::{Obligation, Owed, Standing, no_hours_text, obligation_on};
use super::view::{Participant, View};

/// Returns why it is not sure that a plan, an activity or a contact is asked of the person on the day. Of a volunteer and of
/// somebody who is sanctioned it is asked although no hours are owed.
fn doubt_of_duty(obligation: &Obligation<'_>) -> Option<Message> {
    match (obligation.hours(), obligation.standing) {
        (Owed::Yes, _) | (Owed::No, Standing::Volunteers | Standing::Sanctioned) => None,
        (Owed::CannotTell(doubt), _) => Some(doubt),
        (Owed::No, _) => Some(message!("whether anything is asked of the participant: {}", no_hours_text(obligation))),
    }
}

/// Notes on a finding that asks a plan, an activity or a contact of a participant why it may not be owed.
pub(super) fn note_doubt_of_duty(view: &View, participant: &Participant, finding: Finding) -> Finding {
    let doubt = doubt_of_duty(&obligation_on(view, participant.person));
    doubt.into_iter().fold(finding, Finding::cannot_tell)
}
