//! Required hours and the weekly average of a month (WIC 11322.8).

use serde::Serialize;

use super::finding::{Citation, Ground};
use super::message::{DateStyle, Message, Value, message};
use super::view::View;
use super::{exemption, household};
use crate::domain::codes::Relation;
use crate::domain::dates::{Month, days_between};
use crate::domain::facts::{Attendance, Person};
use crate::domain::hours::Hours;
use crate::policy::Param;

/// The hours that an assistance unit must take part per week, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RequiredHours {
    /// The hours per week, as the average of the month.
    pub weekly: Hours,
    /// Whether two parents share the hours.
    pub shared: bool,
    /// The facts that support it.
    pub because: Vec<Ground>,
    /// The policy that it follows.
    pub under: Vec<Citation>,
    /// The facts that are missing or in conflict, so that the hours may be wrong.
    pub cannot_tell: Vec<Message>,
}

/// Returns the hours that the unit owes per week, by its members on the day; `None` if policy sets no hours.
pub fn required_hours(view: &View) -> Option<RequiredHours> {
    let mut adults: Vec<&Person> = household::adults(view).collect();
    adults.sort_by_key(|adult| (adult.person, adult.birth_date, &adult.name));
    let mut cannot_tell = Vec::new();
    if adults.is_empty() {
        cannot_tell.push("who the adults of the unit are; taken as one adult".into());
    }
    if is_pregnant_only(view, &adults)
        && let Some(hours) = view.policy.hours_pregnant_only.as_ref()
    {
        return Some(hours_from_param(hours, false, adult_grounds(&adults), cannot_tell));
    }
    let two = adults.len() > 1;
    let disabled = adults.iter().find(|adult| is_disabled(view, adult));
    let as_one = view.policy.disabled_parent_as_one_adult.as_ref().filter(|rule| rule.value.0 && disabled.is_some());
    if two && as_one.is_none() {
        if adults.iter().any(|adult| adult.disabled.is_none()) {
            cannot_tell.push("whether a parent is disabled; taken as not".into());
        }
        return Some(hours_from_param(
            view.policy.hours_two_parents.as_ref()?,
            true,
            adult_grounds(&adults),
            cannot_tell,
        ));
    }
    let mut required = one_adult_hours(view, adult_grounds(&adults), cannot_tell)?;
    if two && let (Some(parent), Some(rule)) = (disabled, as_one) {
        required.because.push(Ground::new("disabled parent", adult_label(parent), &parent.source));
        required.under.push(rule.into());
    }
    Some(required)
}

/// Returns the hours of one adult: fewer while a child of the unit is young.
fn one_adult_hours(view: &View, mut because: Vec<Ground>, mut cannot_tell: Vec<Message>) -> Option<RequiredHours> {
    let age = view.policy.young_child.as_ref()?;
    let young = household::youngest_young_child(view, age.value);
    let unknown_age = household::children(view).any(|child| child.birth_date.is_none());
    if young.is_none() && unknown_age {
        cannot_tell.push("a child's birth date; taken as a young child, which asks for fewer hours".into());
    }
    if let Some((child, turns)) = young {
        because.push(Ground::new("young child turns the age", turns, &child.source));
    }
    let lower = young.is_some() || unknown_age;
    let hours = if lower { view.policy.hours_young_child.as_ref() } else { view.policy.hours_no_young_child.as_ref() };
    let mut required = hours_from_param(hours?, false, because, cannot_tell);
    required.under.push(age.into());
    Some(required)
}

fn hours_from_param(
    hours: &Param<Hours>,
    shared: bool,
    because: Vec<Ground>,
    cannot_tell: Vec<Message>,
) -> RequiredHours {
    RequiredHours { weekly: hours.value, shared, because, under: vec![hours.into()], cannot_tell }
}

fn is_pregnant_only(view: &View, adults: &[&Person]) -> bool {
    let alone = adults.len() == 1 && household::children(view).next().is_none();
    alone && adults.iter().all(|adult| household::is_pregnant(view, adult) == Some(true))
}

/// Returns whether the county calls the person disabled, or the person is exempt for a disability.
fn is_disabled(view: &View, person: &Person) -> bool {
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

fn adult_label(person: &Person) -> Value {
    let role = match person.relation {
        Relation::SecondParent => "second parent",
        _ => "parent",
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

/// Returns the weekly average of hours over a month, rounded down to the hundredth. The hours are divided by the
/// divisor of policy, or by the whole weeks of the month if the office chose that.
pub fn weekly_average(view: &View, hours: Hours, month: Month) -> Option<Hours> {
    const HUNDREDTHS: u64 = Hours::from_whole(1).as_hundredths() as u64;
    let whole = view.policy.whole_weeks.as_ref().is_some_and(|rule| rule.value.0);
    let weeks = if whole {
        whole_weeks(month) * HUNDREDTHS
    } else {
        u64::from(view.policy.weeks_in_month.as_ref()?.value.hundredths())
    };
    let average = u64::from(hours.as_hundredths()) * HUNDREDTHS / weeks;
    u32::try_from(average).ok().map(Hours::from_hundredths)
}

/// Counts the seven-day spans that lie entirely in the month.
fn whole_weeks(month: Month) -> u64 {
    let days = days_between(month.first_day(), month.next().first_day());
    let week = chrono::TimeDelta::weeks(1).num_days();
    u64::try_from(days / week).unwrap_or(1)
}
