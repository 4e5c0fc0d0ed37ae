//! Required hours of a week (WIC 11322.8). See [`super::average`] for the weekly average of a month.

use chrono::NaiveDate;

use super::finding::Ground;
pub use super::hours_of_month::RequiredHours;
use super::message::{DateStyle, Message, Value, message};
use super::view::View;
use super::{exemption, household, same_person};
use crate::domain::codes::Relation;
use crate::domain::dates::Month;
use crate::domain::facts::{Attendance, Person};
use crate::domain::hours::Hours;
use crate::domain::status::RegistrationStatus;
use crate::policy::Param;
use crate::policy::param::Years;

/// Returns the hours that the unit owes per week, by its members on the day; `None` if policy sets no hours.
///
/// Whoever is sanctioned, ineligible or no longer on aid is not an adult of the unit (WIC 11327.5(c)(1)). Where nobody
/// else is left, the hours are those that they would owe.
pub fn required_hours(view: &View) -> Option<RequiredHours> {
    let mut parents: Vec<&Person> = household::adults(view).collect();
    parents.sort_by_key(|adult| (adult.person, adult.birth_date, &adult.name));
    let several = parents.len() > 1;
    let (mut adults, gone): (Vec<&Person>, Vec<&Person>) =
        parents.iter().partition(|adult| household::status_outside_unit(view, adult).is_none());
    adults.retain(|adult| !household::is_aid_ended(view, adult));
    if adults.is_empty() {
        adults = parents;
        adults.truncate(1);
    }
    let mut required = hours_of_adults(view, &adults)?;
    required.cannot_tell.extend(doubt_of_one_person(view, &adults, required.weekly));
    if several && !required.shared {
        required.cannot_tell.extend(gone.iter().filter_map(|adult| conflict_of_membership(view, adult)));
    }
    if adults.len() > 1 {
        required.cannot_tell.extend(adults.iter().filter_map(|adult| doubt_of_cure(view, adult)));
    }
    Some(required)
}

/// Returns the hours of a unit with these adults.
fn hours_of_adults(view: &View, adults: &[&Person]) -> Option<RequiredHours> {
    let mut cannot_tell = Vec::new();
    if adults.is_empty() {
        cannot_tell.push("who the adults of the unit are; taken as one adult".into());
    }
    let two = adults.len() > 1;
    let disabled = adults.iter().find(|adult| is_disabled(view, adult));
    let as_one = view.policy.disabled_parent_as_one_adult.as_ref().filter(|rule| rule.value.0 && disabled.is_some());
    if two && as_one.is_none() {
        if adults.iter().any(|adult| adult.disabled.is_none()) {
            cannot_tell.push("whether a parent is disabled: it is not recorded, and no disability is assumed".into());
        }
        let hours = view.policy.hours_two_parents.as_ref()?;
        cannot_tell.extend(adults.iter().filter_map(|adult| doubt_of_membership(view, adult, hours.value)));
        return Some(hours_from_param(hours, true, adult_grounds(adults), cannot_tell));
    }
    if let [adult] = adults
        && household::children(view).next().is_none()
        && let Some(hours) = view.policy.hours_pregnant_only.as_ref()
    {
        return hours_without_children(view, adult, hours, cannot_tell);
    }
    if let [adult] = adults
        && let Some(required) = hours_if_without_child(view, adult)
    {
        return Some(required);
    }
    let mut required = one_adult_hours(view, adult_grounds(adults), cannot_tell)?;
    if two && let (Some(parent), Some(rule)) = (disabled, as_one) {
        required.because.push(Ground::new("disabled parent", adult_label(parent), &parent.source));
        required.under.push(rule.into());
    }
    Some(required)
}

/// Returns the hours of a unit with one adult and no child: fewer if that is a pregnant person. If neither a pregnancy nor
/// any child is known, one of the two must be missing, and the fewer hours are taken.
fn hours_without_children(
    view: &View,
    adult: &Person,
    pregnant_hours: &Param<Hours>,
    mut cannot_tell: Vec<Message>,
) -> Option<RequiredHours> {
    let pregnant = household::is_pregnant(view, adult);
    let other = view.policy.hours_no_young_child.as_ref()?;
    if pregnant == Some(true) {
        if let Some(later) = view.policy.hours_pregnant_only_after_clock.as_ref() {
            cannot_tell.push(message!(
                "whether the 24-month clock had run out: a pregnant person alone owes {} hours a week within it, {} \
                 after it",
                pregnant_hours.value,
                later.value
            ));
        }
        return Some(hours_from_param(pregnant_hours, false, adult_grounds(&[adult]), cannot_tell));
    }
    let any_child = view.facts.people.iter().any(|person| person.relation == Relation::Child);
    if pregnant.is_none() {
        cannot_tell.push(message!(
            "whether the participant is pregnant: a pregnant person alone owes {} hours a week; otherwise {} are owed",
            pregnant_hours.value,
            other.value
        ));
    } else if !any_child {
        cannot_tell.push(
            "how many hours are owed: no child of the unit is known, and with a child under six fewer are owed".into(),
        );
    }
    if pregnant.is_none() && !any_child {
        return Some(hours_from_param(pregnant_hours, false, adult_grounds(&[adult]), cannot_tell));
    }
    one_adult_hours(view, adult_grounds(&[adult]), cannot_tell)
}

/// Returns the hours of a pregnant adult, of none of whose children it is recorded whether they are in the unit, where she
/// owes fewer hours without them; the fewer are taken.
fn hours_if_without_child(view: &View, adult: &Person) -> Option<RequiredHours> {
    let alone = view.policy.hours_pregnant_only.as_ref()?;
    household::is_pregnant(view, adult).filter(|pregnant| *pregnant)?;
    let child = household::children(view).max_by_key(|child| (child.birth_date, child.person, &child.name))?;
    household::children(view).all(|child| child.in_unit.is_none()).then_some(())?;
    let with_child = hours_of_one_adult(view).filter(|hours| alone.value < *hours)?;
    let doubt = message!(
        "whether the unit is a pregnant person alone, who owes {} hours a week: {}; with a child {} are owed",
        alone.value,
        household::open_membership_text(child),
        with_child
    );
    Some(hours_from_param(alone, false, adult_grounds(&[adult]), vec![doubt]))
}

/// Returns the doubt if nobody has recorded whether one of two parents is in the unit: one adult owes fewer hours.
fn doubt_of_membership(view: &View, adult: &Person, both: Hours) -> Option<Message> {
    let one = hours_of_one_adult(view).filter(|one| adult.in_unit.is_none() && *one < both)?;
    Some(message!(
        "whether {} is in the assistance unit: it is not recorded; membership is assumed, and otherwise {} are owed",
        adult_label(adult),
        one
    ))
}

/// Returns the doubt if somebody whose status takes them out of the unit is named among its members.
fn conflict_of_membership(view: &View, adult: &Person) -> Option<Message> {
    let registration = household::status_outside_unit(view, adult).filter(|_| adult.in_unit == Some(true))?;
    let both = view.policy.hours_two_parents.as_ref()?.value;
    Some(message!(
        "who is in the unit: {} ({} since {}) is still named in it; taken as out of it, otherwise two parents owe {}",
        adult_label(adult),
        registration.status.title(),
        registration.since,
        both
    ))
}

/// Returns the doubt if two parents may be one person whom the county lists twice, with the hours of both readings.
fn doubt_of_one_person(view: &View, adults: &[&Person], two: Hours) -> Option<Message> {
    let is_adult = |person: &Person| adults.iter().any(|adult| std::ptr::eq(*adult, person));
    let pair = same_person::likely_adults(view).find(|pair| is_adult(pair.kept) && is_adult(pair.other))?;
    let [_, _] = adults else { return None };
    let one = hours_of_one_adult(view).filter(|one| *one != two)?;
    Some(message!("{}: one person owes {} hours a week, two owe {}", pair.doubt(), one, two))
}

/// Returns the doubt about the fewer hours if they depend on which of two rows of one child is right, with the hours of both
/// readings.
fn doubt_of_one_child(view: &View, age: Years) -> Option<Message> {
    let (fewer, more) = view.policy.hours_young_child.as_ref().zip(view.policy.hours_no_young_child.as_ref())?;
    let is_young =
        |child: &&Person| child.birth_date.is_some_and(|born| view.on < household::birthday_at_age(born, age));
    let has_young_without =
        |left_out: &Person| household::children(view).filter(is_young).any(|child| !std::ptr::eq(child, left_out));
    let mut pairs = same_person::likely_pairs(view).filter(|pair| pair.kept.relation == Relation::Child);
    let pair = pairs.find(|pair| has_young_without(pair.kept) != has_young_without(pair.other))?;
    Some(message!(
        "{}: {} hours a week are owed with a child under {}, and {} without",
        pair.doubt(),
        fewer.value,
        age.0,
        more.value
    ))
}

/// Returns the doubt if one of two parents cures a sanction: until aid is restored that parent is out of the unit.
fn doubt_of_cure(view: &View, adult: &Person) -> Option<Message> {
    let curing = view.has_status(adult.person?, RegistrationStatus::CuringSanction);
    curing.then(|| {
        message!("whether {} is in the unit while curing a sanction; membership is assumed", adult_label(adult))
    })
}

/// Returns the hours of one adult: fewer while a child of the unit is young.
fn one_adult_hours(view: &View, mut because: Vec<Ground>, mut cannot_tell: Vec<Message>) -> Option<RequiredHours> {
    let age = view.policy.young_child.as_ref()?;
    let young = household::youngest_young_child(view, age.value);
    let unknown_age = household::children(view).any(|child| child.birth_date.is_none());
    if young.is_none() && unknown_age {
        cannot_tell.push(
            "whether a child is young: the birth date is not recorded; taken as a young child, with \
                          whom fewer hours are owed"
                .into(),
        );
    }
    cannot_tell.extend(doubt_of_young_child(view, age.value));
    cannot_tell.extend(doubt_of_one_child(view, age.value));
    if let Some((child, turns)) = young {
        because.push(Ground::new("birthday that ends the fewer hours", turns, &child.source));
    }
    let lower = young.is_some() || unknown_age;
    if !lower {
        cannot_tell.extend(doubt_of_birth(view, age.value));
        cannot_tell.extend(doubt_of_child_outside(view, age.value));
    }
    let hours = if lower { view.policy.hours_young_child.as_ref() } else { view.policy.hours_no_young_child.as_ref() };
    let mut required = hours_from_param(hours?, false, because, cannot_tell);
    required.under.push(age.into());
    Some(required)
}

/// Returns the doubt about hours without a young child if a pregnancy in the unit ended and no child born then is on record.
fn doubt_of_birth(view: &View, age: Years) -> Option<Message> {
    let fewer = view.policy.hours_young_child.as_ref()?.value;
    let may_be_young = |ended: &NaiveDate| view.on < household::birthday_at_age(*ended, age);
    let births = household::adults(view).filter_map(|adult| household::unrecorded_birth(view, adult));
    let ended = births.filter(may_be_young).max()?;
    Some(message!(
        "which hours are owed: a pregnancy ended on {}, and no child born then is on record; with a child under six {} are \
         owed",
        ended,
        fewer
    ))
}

/// Returns the doubt about hours without a young child if a child of the family is young and not in the unit, such as one who
/// gets SSI: no source read says whether the care of that child brings the fewer hours.
fn doubt_of_child_outside(view: &View, age: Years) -> Option<Message> {
    let (fewer, more) = view.policy.hours_young_child.as_ref().zip(view.policy.hours_no_young_child.as_ref())?;
    let (_, born) = household::young_child_outside_unit(view, age).filter(|_| fewer.value < more.value)?;
    Some(message!(
        "which hours are owed: the child born on {} is not in the assistance unit, and no source read says whether such a child \
         brings the {} hours of a parent with a child under {}; taken as {}",
        born,
        fewer.value,
        age.0,
        more.value
    ))
}

/// Returns the doubt about the fewer hours if they depend on a child who may not be in the unit.
fn doubt_of_young_child(view: &View, age: Years) -> Option<Message> {
    let (fewer, more) = view.policy.hours_young_child.as_ref().zip(view.policy.hours_no_young_child.as_ref())?;
    let child = household::young_child_without_membership(view, age).filter(|_| fewer.value < more.value)?;
    Some(message!(
        "which hours are owed: {}; membership is assumed, and otherwise {} are owed",
        household::open_membership_text(child),
        more.value
    ))
}

/// Returns the hours a week that the unit would owe if it had one adult.
pub(super) fn hours_of_one_adult(view: &View) -> Option<Hours> {
    Some(one_adult_hours(view, Vec::new(), Vec::new())?.weekly)
}

/// Returns the hours a week that the unit would owe with a parent whom a sanction takes out of it; `None` if it owes these
/// already, or if nobody else is a parent.
pub(super) fn hours_with_sanctioned(view: &View, sanctioned: &Person, owed: Hours) -> Option<Hours> {
    let is_sanctioned = |adult: &&Person| std::ptr::eq(*adult, sanctioned);
    let mut adults: Vec<&Person> = household::adults(view).filter(|adult| !is_sanctioned(adult)).collect();
    adults.retain(|adult| household::status_outside_unit(view, adult).is_none());
    adults.retain(|adult| !household::is_aid_ended(view, adult));
    if adults.is_empty() {
        return None;
    }
    adults.push(sanctioned);
    let with = hours_of_adults(view, &adults)?.weekly;
    (with != owed).then_some(with)
}

fn hours_from_param(
    hours: &Param<Hours>,
    shared: bool,
    because: Vec<Ground>,
    mut cannot_tell: Vec<Message>,
) -> RequiredHours {
    if !hours.can_decide() {
        cannot_tell.push(message!("whether {} hours a week were owed: the source is not the law itself", hours.value));
    }
    RequiredHours { weekly: hours.value, shared, because, under: vec![hours.into()], cannot_tell }
}

/// Returns whether the county calls the person disabled, or the person is exempt for a disability.
pub(super) fn is_disabled(view: &View, person: &Person) -> bool {
    let exemptions = person.person.into_iter().flat_map(|number| exemption::exemptions_of(view, number));
    let mut reasons = exemptions.filter_map(|exemption| view.policy.tables.exemption_reason(&exemption.reason));
    household::is_called_disabled(view, person) == Some(true) || reasons.any(|reason| reason.id == "disability")
}

fn adult_grounds(adults: &[&Person]) -> Vec<Ground> {
    let mut grounds: Vec<Ground> =
        adults.iter().map(|adult| Ground::new("adult of the unit", adult_label(adult), &adult.source)).collect();
    grounds.sort_by_cached_key(|ground| ground.value.to_text(DateStyle::Iso));
    grounds
}

pub(super) fn adult_label(person: &Person) -> Value {
    let role = match person.relation {
        Relation::Parent => "parent",
        Relation::SecondParent => "second parent",
        Relation::Child => "child",
        Relation::Other => "member of the household",
    };
    person.person.map_or_else(|| role.into(), |number| message!("person {}, {}", number, role).into())
}

/// Returns the attendance that was posted by the day.
pub(super) fn posted_attendance<'a>(view: &View<'a>) -> impl Iterator<Item = &'a Attendance> + use<'a> {
    let on = view.on;
    let known = move |attendance: &&Attendance| {
        attendance.posted.is_none_or(|posted| posted <= on) && attendance.month <= Month::from_date(on)
    };
    view.facts.attendance.iter().filter(known)
}
