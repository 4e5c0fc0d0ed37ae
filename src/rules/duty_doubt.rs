//! Why a plan, an activity or a contact may not be owed: the answer that decides the hours, asked for every such
//! finding.

use super::finding::Finding;
use super::message::{Message, message};
use super::obligation::{
    Obligation, Owed, Standing, no_hours_text, obligation_on, obligations_in, reason_recorded_for_month,
};
use super::view::{Participant, View};
use crate::domain::dates::Month;

/// Returns why a plan, an activity or a contact may not be required of the person on the day. Volunteers and sanctioned
/// people owe these even though they owe no hours.
fn doubt_of_duty(obligation: &Obligation<'_>, say: fn(Message) -> Message) -> Option<Message> {
    match (obligation.hours(), obligation.standing) {
        (Owed::Yes, _) | (Owed::No, Standing::Volunteers | Standing::Sanctioned) => None,
        (Owed::CannotTell(doubt), _) => Some(doubt),
        (Owed::No, _) => Some(say(no_hours_text(obligation))),
    }
}

fn say_of_today(reason: Message) -> Message {
    message!("whether anything is required of the participant, who is {}", reason)
}

fn say_of_past_month(reason: Message) -> Message {
    message!("whether anything was required of the participant, who was {}", reason)
}

/// Notes on a finding that asks a plan, an activity or a contact of a participant why it may not be owed.
pub(super) fn note_doubt_of_duty(view: &View, participant: &Participant, finding: Finding) -> Finding {
    let doubt = doubt_of_duty(&obligation_on(view, participant.person), say_of_today);
    doubt.into_iter().fold(finding, Finding::cannot_tell)
}

/// Notes on a finding about a past month why nothing may have been asked of the participant in it: the month is
/// recorded as one without hours, or it is sure of none of its days that something was asked.
pub(super) fn note_doubt_of_month(view: &View, participant: &Participant, month: Month, finding: Finding) -> Finding {
    let person = participant.person;
    if let Some(reason) = reason_recorded_for_month(view, person, month) {
        return finding.cannot_tell(say_of_past_month(reason));
    }
    let of_day = |obligation: &Obligation| doubt_of_duty(obligation, say_of_past_month);
    let days: Vec<Option<Message>> = obligations_in(view, person, month).iter().map(of_day).collect();
    let Some(mut doubts) = days.into_iter().collect::<Option<Vec<Message>>>() else { return finding };
    doubts.dedup();
    doubts.into_iter().fold(finding, Finding::cannot_tell)
}
