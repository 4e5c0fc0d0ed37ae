//! Exemptions from participation.

use super::clock::{Clock, ClockId, Unit};
use super::view::{Participant, View};
use crate::domain::PersonNumber;
use crate::domain::facts::Exemption;
use crate::policy::param::Days;

/// The exemption that `person` has on the day; of several the one that lasts longest.
pub fn current<'a>(view: &View<'a>, person: PersonNumber) -> Option<&'a Exemption> {
    let on = view.on;
    let holds = |exemption: &&Exemption| exemption.from <= on && exemption.until.is_none_or(|until| on <= until);
    let theirs = view.facts.exemptions.iter().filter(|exemption| exemption.person == person);
    theirs
        .filter(holds)
        .max_by_key(|exemption| (exemption.until.is_none(), exemption.until, exemption.from, &exemption.reason))
}

/// The clock of the exemption's end or review.
pub(super) fn clock(view: &View, participant: &Participant) -> Option<Clock> {
    let exemption = current(view, participant.number)?;
    let until = exemption.until?;
    let clock = Clock::new(ClockId::Exemption, participant.number, Unit::Days, format!("review or end on {until}"));
    let clock = clock.span(exemption.from - Days::ONE, until, view.on);
    Some(clock.because(
        "exemption",
        format!("{} from {} to {until}", exemption.reason, exemption.from),
        &exemption.source,
    ))
}
