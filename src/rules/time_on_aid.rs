//! Time on aid.

use super::clock::{Clock, ClockId, Unit};
use super::view::{Participant, View};
use crate::domain::facts::CountedMonths;

/// The county's newest count of a participant's months by the day.
pub fn county_count<'a>(view: &View<'a>, participant: &Participant<'a>) -> Option<&'a CountedMonths> {
    let known = participant.person.months_on_aid.iter().filter(|count| count.on <= view.on);
    known.max_by_key(|count| (count.on, count.months))
}

/// The time-on-aid clocks.
pub(super) fn clocks(view: &View, participant: &Participant) -> Vec<Clock> {
    let Some((limit, count)) = view.policy.time_limit.as_ref().zip(county_count(view, participant)) else {
        return Vec::new();
    };
    let says = format!("{} of {}", count.months, limit.value);
    let clock = Clock::new(ClockId::TimeOnAid, participant.number, Unit::Months, says);
    let clock = clock.ran(i64::from(count.months), i64::from(limit.value.0)).under(limit);
    vec![clock.because("months counted by the county", format!("{} on {}", count.months, count.on), &count.source)]
}
