//! The household: the members of the assistance unit, and the day on which the youngest child turns six.

use chrono::{Datelike, Months, NaiveDate};

use super::clock::{Clock, ClockId, ClockUnit};
use super::message::{Message, message};
use super::sanction_start::{is_sanctioned, sanctioned_since};
use super::view::View;
use crate::domain::PersonNumber;
use crate::domain::codes::Relation;
use crate::domain::dates::Month;
use crate::domain::facts::{DatedRegistration, Person};
use crate::domain::status::RegistrationStatus;
use crate::policy::param::Years;

/// Returns the birthday on which a person born on `birth` reaches `age`. A person born on a leap day reaches it on
/// March 1 in other years, because the year is complete only when February is over.
pub fn birthday_at_age(birth: NaiveDate, age: Years) -> NaiveDate {
    let year = i32::try_from(age.0).map_or(i32::MAX, |years| birth.year().saturating_add(years));
    let first_of_march = || birth.succ_opt()?.with_year(year);
    birth.with_year(year).or_else(first_of_march).unwrap_or(NaiveDate::MAX)
}

/// Returns the children of the unit on the day. A child counts as a member if the facts do not say whether they are one.
pub fn children<'a>(view: &View<'a>) -> impl Iterator<Item = &'a Person> + use<'a> {
    let view = *view;
    let born = move |person: &&Person| person.birth_date.is_none_or(|birth| birth <= view.on);
    let children = view.facts.people.iter().filter(|person| person.relation == Relation::Child);
    children.filter(move |person| !is_outside_unit(&view, person)).filter(born)
}

/// Says that nobody has recorded whether a child is in the unit.
pub fn open_membership_text(child: &Person) -> Message {
    match child.birth_date {
        Some(birth) => message!("it is not recorded whether the child born on {} is in the assistance unit", birth),
        None => "it is not recorded whether a child without a birth date is in the assistance unit".into(),
    }
}

/// Returns the young child on whom the fewer hours depend and of whom nobody has recorded that they are in the unit; `None`
/// if a member of the unit is surely younger than `age`, or if no such child may be.
pub fn young_child_without_membership<'a>(view: &View<'a>, age: Years) -> Option<&'a Person> {
    let turns = |child: &Person| child.birth_date.map(|birth| birthday_at_age(birth, age));
    let is_sure = |child: &Person| child.in_unit.is_some() && turns(child).is_some_and(|day| view.on < day);
    if children(view).any(is_sure) {
        return None;
    }
    let may_be_young = |child: &&Person| turns(child).is_none_or(|day| view.on < day);
    let open = children(view).filter(|child| child.in_unit.is_none()).filter(may_be_young);
    open.max_by_key(|child| (child.birth_date, child.person, &child.name))
}

/// Returns the youngest child under `age` whom the record lists outside the unit, and not as somebody who left it, with the
/// birth date.
pub fn young_child_outside_unit<'a>(view: &View<'a>, age: Years) -> Option<(&'a Person, NaiveDate)> {
    let outside = view.facts.people.iter().filter(|person| {
        person.relation == Relation::Child && person.in_unit == Some(false) && person.in_unit_until.is_none()
    });
    let young = outside.filter_map(|child| Some((child, child.birth_date?)));
    let young = young.filter(|(_, born)| *born <= view.on && view.on < birthday_at_age(*born, age));
    young.max_by_key(|(child, born)| (*born, child.person, &child.name))
}

/// Returns the adults of the unit on the day: its parents.
pub fn adults<'a>(view: &View<'a>) -> impl Iterator<Item = &'a Person> + use<'a> {
    let view = *view;
    view.facts.people.iter().filter(|person| is_parent(person)).filter(move |person| !is_outside_unit(&view, person))
}

/// Returns whether `person` is known to be outside the assistance unit on the day for another reason than a sanction. A
/// member without a first or last day counts as a member on every day.
pub fn is_outside_unit(view: &View, person: &Person) -> bool {
    let is_reversed = person.in_unit == Some(true) && reversed_unit_days(person).is_some();
    is_listed_outside(view, person) && !is_reversed && !is_put_out_by_sanction(view, person)
}

/// Returns whether `person` is recorded as outside the assistance unit on the day, for whatever reason.
pub fn is_listed_outside(view: &View, person: &Person) -> bool {
    match person.in_unit {
        Some(member) => !member || !is_within(view.on, person.in_unit_from, person.in_unit_until),
        None => false,
    }
}

/// Returns the first and the last day of `person` in the unit where the last is recorded before the first: one of them is
/// mistyped, and nobody can tell on which days the person is in it.
pub fn reversed_unit_days(person: &Person) -> Option<(NaiveDate, NaiveDate)> {
    person.in_unit_from.zip(person.in_unit_until).filter(|(from, until)| until < from)
}

/// Returns whether a sanction explains that `person` is listed outside the unit: whoever is sanctioned is out of it until aid
/// is restored (WIC 11327.5(c)(1)), and no day says that they left it before or later.
fn is_put_out_by_sanction(view: &View, person: &Person) -> bool {
    let participant = view.participants().find(|known| Some(known.number) == person.person);
    let Some(participant) = participant.filter(is_sanctioned) else { return false };
    let first = Month::from_date(sanctioned_since(view, &participant));
    let begins_sanction = |until: NaiveDate| first.previous().last_day() <= until && until <= first.last_day();
    person.in_unit_from.is_none_or(|from| from <= view.on) && person.in_unit_until.is_none_or(begins_sanction)
}

/// Returns whether `person` is listed outside the unit, and no day says since when.
pub fn is_outside_since_unknown(person: &Person) -> bool {
    person.in_unit == Some(false) && person.in_unit_from.is_none() && person.in_unit_until.is_none()
}

/// Returns whether `person` is of an age at which nobody is asked about a pregnancy.
fn is_past_pregnancy(view: &View, person: &Person) -> bool {
    let age = view.policy.pregnancy_asked_under.as_ref();
    let birthday = age.zip(person.birth_date).map(|(age, birth)| birthday_at_age(birth, age.value));
    birthday.is_some_and(|birthday| birthday <= view.on)
}

/// Returns whether `person` is pregnant on the day; `None` if that is not known, as on a day before the first on which the
/// pregnancy is known to have existed.
pub fn is_pregnant(view: &View, person: &Person) -> Option<bool> {
    match person.pregnancy_ended {
        Some(ended) if ended < view.on => return Some(false),
        None if person.pregnant.is_none() && is_past_pregnancy(view, person) => return Some(false),
        None if person.pregnant != Some(true) => return person.pregnant,
        _ => {}
    }
    match person.pregnant_since {
        Some(since) => (since <= view.on).then_some(true),
        None => person.pregnant.filter(|pregnant| *pregnant),
    }
}

/// Returns the end of a pregnancy of `person` by the day, if no child born about then is on record: a child may be missing
/// from the household.
pub fn unrecorded_birth(view: &View, person: &Person) -> Option<NaiveDate> {
    let ended = person.pregnancy_ended.filter(|ended| *ended < view.on)?;
    let month = Month::from_date(ended);
    let months = [month.previous(), month, month.next()];
    let is_born_then = |child: &Person| {
        child.relation == Relation::Child
            && child.birth_date.is_none_or(|birth| months.contains(&Month::from_date(birth)))
    };
    (!view.facts.people.iter().any(is_born_then)).then_some(ended)
}

/// Returns the birth of a child of the household with whom `person` may have been pregnant on the day: it comes after the day,
/// within the months of a pregnancy, and no other parent is known to have been pregnant. A pregnancy that is recorded for the
/// person itself is another matter.
pub fn birth_to_come(view: &View, person: &Person) -> Option<NaiveDate> {
    let parents = || view.facts.people.iter().filter(|other| is_parent(other));
    if !is_parent(person) || parents().any(|parent| is_pregnant(view, parent) == Some(true)) {
        return None;
    }
    let last = view.on.checked_add_months(Months::new(Person::MONTHS_OF_PREGNANCY)).unwrap_or(NaiveDate::MAX);
    let children = view.facts.people.iter().filter(|child| child.relation == Relation::Child);
    children.filter_map(|child| child.birth_date).filter(|birth| view.on < *birth && *birth <= last).min()
}

/// Returns the day on which the pregnancy with a child born on `birth` had begun at the latest if it lasted its time.
pub fn pregnancy_begin(birth: NaiveDate) -> NaiveDate {
    birth.checked_sub_months(Months::new(Person::MONTHS_OF_PREGNANCY)).unwrap_or(birth)
}

fn is_parent(person: &Person) -> bool {
    matches!(person.relation, Relation::Parent | Relation::SecondParent)
}

/// Returns whether the county calls `person` disabled on the day; `None` if that is not known. See
/// [`super::exemption`] for an exemption that says so.
pub fn is_called_disabled(view: &View, person: &Person) -> Option<bool> {
    let disabled = person.disabled?;
    Some(disabled && is_within(view.on, person.disabled_from, person.disabled_until))
}

/// Returns the status that takes `person` out of the unit on the day: sanctioned (WIC 11327.5(c)(1)), ineligible, or no
/// longer on aid.
pub fn status_outside_unit<'a>(view: &View<'a>, person: &Person) -> Option<&'a DatedRegistration> {
    let registration = view.registration_of(person.person?)?;
    let out = matches!(
        registration.status,
        RegistrationStatus::Sanction | RegistrationStatus::Closed | RegistrationStatus::Ineligible
    );
    out.then_some(registration)
}

/// Returns whether the aid of `person` alone has ended before the day, and no later status says that it began again. The
/// status of a sanction, or one outside the unit, says nothing of the kind.
pub fn is_aid_ended(view: &View, person: &Person) -> bool {
    let registration = person.person.and_then(|number| view.registration_of(number));
    let on_aid = registration.filter(|_| status_outside_unit(view, person).is_none());
    let begun_again = |ended: NaiveDate| on_aid.is_some_and(|registration| ended < registration.since);
    person.aid_ended.is_some_and(|ended| ended < view.on && !begun_again(ended))
}

/// Returns the days on which the person's place in the unit, disability, pregnancy or aid begins or ends.
pub fn days_of_change(person: &Person) -> impl Iterator<Item = NaiveDate> + use<> {
    let first = [person.in_unit_from, person.disabled_from, person.pregnant_since, person.birth_date];
    let last = [person.in_unit_until, person.disabled_until, person.pregnancy_ended, person.aid_ended];
    let after = last.into_iter().flatten().filter_map(|day| day.succ_opt());
    first.into_iter().flatten().chain(after)
}

fn is_within(day: NaiveDate, first: Option<NaiveDate>, last: Option<NaiveDate>) -> bool {
    first.is_none_or(|first| first <= day) && last.is_none_or(|last| day <= last)
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
    let clock = clock.with_ground("youngest child born", birth, &child.source).under_policy(age);
    Some(match young_child_without_membership(view, age.value) {
        Some(open) => clock.cannot_tell(message!("whether the hours rise then: {}", open_membership_text(open))),
        None => clock,
    })
}
