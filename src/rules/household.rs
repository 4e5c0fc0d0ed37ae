//! The household: the members of the assistance unit, and the day on which the youngest child turns six.

use chrono::{Datelike, NaiveDate};

use super::clock::{Clock, ClockId, ClockUnit};
use super::message::message;
use super::view::View;
use crate::domain::PersonNumber;
use crate::domain::codes::Relation;
use crate::domain::facts::Person;
use crate::policy::param::Years;

/// Returns the birthday on which a person born on `birth` reaches `age`. A person born on a leap day reaches it on 1
/// March in other years, because the year is complete only when February is over.
pub fn birthday_at_age(birth: NaiveDate, age: Years) -> NaiveDate {
    let year = i32::try_from(age.0).map_or(i32::MAX, |years| birth.year().saturating_add(years));
    let first_of_march = || birth.succ_opt()?.with_year(year);
    birth.with_year(year).or_else(first_of_march).unwrap_or(NaiveDate::MAX)
}

/// Returns the children of the unit. A child counts as a member if the facts do not say whether they are one.
pub fn children<'a>(view: &View<'a>) -> impl Iterator<Item = &'a Person> + use<'a> {
    let on = view.on;
    let born = move |person: &&Person| person.birth_date.is_none_or(|birth| birth <= on);
    view.facts
        .people
        .iter()
        .filter(|person| person.relation == Relation::Child && person.in_unit != Some(false))
        .filter(born)
}

/// Returns the adults of the unit: its parents.
pub fn adults<'a>(view: &View<'a>) -> impl Iterator<Item = &'a Person> + use<'a> {
    let parents = |person: &&Person| matches!(person.relation, Relation::Parent | Relation::SecondParent);
    view.facts.people.iter().filter(parents).filter(|person| person.in_unit != Some(false))
}

/// Returns whether `person` is known to be outside the assistance unit on the day.
pub fn is_outside_unit(_view: &View, person: &Person) -> bool {
    person.in_unit == Some(false)
}

/// Returns whether `person` is pregnant on the day; `None` if that is not known.
pub fn is_pregnant(_view: &View, person: &Person) -> Option<bool> {
    person.pregnant
}

/// Returns whether the county calls `person` disabled on the day; `None` if that is not known. See
/// [`super::exemption`] for an exemption that says so.
pub fn is_called_disabled(_view: &View, person: &Person) -> Option<bool> {
    person.disabled
}

/// Returns the days on which the person's place in the unit, disability or pregnancy begins or ends.
pub fn days_of_change(_person: &Person) -> impl Iterator<Item = NaiveDate> + use<> {
    std::iter::empty()
}

/// Returns the young child of the unit who turns `age` last, with that birthday. The higher hours are owed from that
/// day on.
pub fn youngest_young_child<'a>(view: &View<'a>, age: Years) -> Option<(&'a Person, NaiveDate)> {
    let turning = children(view).filter_map(|child| Some((child, birthday_at_age(child.birth_date?, age))));
    turning.filter(|(_, day)| view.on < *day).max_by_key(|(child, day)| (*day, child.person, &child.name))
}

/// Returns the clock of the youngest child's birthday, from which the hours rise.
pub(super) fn turns_six_clock(view: &View) -> Option<Clock> {
    let age = view.policy.young_child.as_ref()?;
    let (child, day) = youngest_young_child(view, age.value)?;
    let birth = child.birth_date?;
    let says = message!("turns {} on {}", age.value.0, day);
    let clock = Clock::new(ClockId::ChildTurnsSix, PersonNumber::CASE, ClockUnit::Days, says)
        .with_day_span(birth, day, view.on);
    Some(clock.with_ground("youngest child born", birth, &child.source).under_policy(age))
}
