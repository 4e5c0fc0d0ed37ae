//! Exemptions that the record holds longer than the age of the child or of the participant allows.
//!
//! The policy knows one age for each reason. The record may be right all the same: a county may set 12 weeks to 12 months
//! for the care of a young child (WIC 11320.3(b)(6)), and a birth date may be mistyped. So such an exemption neither holds
//! nor is over: both readings are said.

use super::{ends_by_age, exemption_finding, grounds, last_day, longest_exemption, note_ends_by_age, reason_title};
use crate::domain::PersonNumber;
use crate::domain::facts::Exemption;
use crate::domain::proposal::Proposal;
use crate::domain::status::RegistrationStatus;
use crate::rules::finding::Finding;
use crate::rules::message::{Message, Value, message};
use crate::rules::rule_id::RuleId;
use crate::rules::view::View;

/// Returns the exemption of `person` that the record still holds on the day although an age has ended it; `None` where
/// another one applies. One without a recorded end is answered by a later status of somebody who must take part or
/// volunteers.
pub(in crate::rules) fn outgrown_exemption<'a>(view: &View<'a>, person: PersonNumber) -> Option<&'a Exemption> {
    if longest_exemption(view, person).is_some() {
        return None;
    }
    let theirs = view.facts.exemptions.iter().filter(|exemption| exemption.person == person);
    let held = theirs.filter(|exemption| exemption.from <= view.on && is_outgrown(view, exemption));
    held.max_by_key(|exemption| (exemption.until, exemption.from, &exemption.reason))
}

/// Returns whether the exemption has ended by an age before the day and the record holds it on the day.
fn is_outgrown(view: &View, exemption: &Exemption) -> bool {
    let Some(last) = last_day(view, exemption).filter(|last| *last < view.on) else { return false };
    match exemption.until {
        Some(until) => view.on <= until,
        None => !is_registered_since(view, exemption.person, last),
    }
}

/// Returns whether the person was registered to take part after `last`, by the day of the view.
fn is_registered_since(view: &View, person: PersonNumber, last: chrono::NaiveDate) -> bool {
    let takes_part = [RegistrationStatus::RegisteredMandatory, RegistrationStatus::RegisteredVoluntary];
    view.find_person(person).is_some_and(|person| {
        let mut history = person.registration.iter();
        history.any(|known| takes_part.contains(&known.status) && last < known.since && known.since <= view.on)
    })
}

/// Returns the exemption in words, with both readings of its end.
pub(in crate::rules) fn outgrown_text(view: &View, exemption: &Exemption) -> Message {
    let period = Value::Period { from: exemption.from, until: exemption.until };
    let title = reason_title(view, exemption).to_owned();
    let Some(last) = last_day(view, exemption) else { return message!("{} {}", title, period) };
    message!("{} {} by the record, but only until {} by the age limit", title, period, last)
}

/// Returns the doubt about anything that is asked of a person whose exemption the record still holds.
pub(in crate::rules) fn outgrown_doubt(view: &View, person: PersonNumber) -> Option<Message> {
    let exemption = outgrown_exemption(view, person)?;
    Some(message!("whether the participant is still exempt: {}", outgrown_text(view, exemption)))
}

/// Finds exemptions that the record holds longer than an age allows. Where the status still says exempt, the exemption that
/// ended has a finding of its own.
pub fn outgrown_findings(view: &View) -> impl Iterator<Item = Finding> {
    let others = view.participants().filter(|known| known.registration.status != RegistrationStatus::Exempt);
    others.filter_map(|participant| {
        let exemption = outgrown_exemption(view, participant.number)?;
        let (last, ended) = (last_day(view, exemption)?, ends_by_age(view, exemption)?);
        let says = message!("the exemption is recorded past {}, the last day that the age limit allows", last);
        let finding = exemption_finding(RuleId::ExemptionDoubtful, view, exemption, says)
            .due_on(ended)
            .with_grounds([participant.status_ground()])
            .cannot_tell(message!("whether the participant is still exempt: {}", outgrown_text(view, exemption)))
            .clears_when("the end of the exemption is corrected, or the birth date is")
            .if_nothing("Hours may be asked of somebody who is exempt, or an exemption that ended stays on record.")
            .with_proposals([Proposal::ReviewExemption]);
        let finding = note_ends_by_age(view, exemption, last, finding);
        Some(grounds::note_other_grounds(view, exemption, finding))
    })
}
