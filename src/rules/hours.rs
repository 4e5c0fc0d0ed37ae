//! Required hours and the weekly average of a month (WIC 11322.8).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::federal::{self, FederalView};
use super::finding::{Citation, Finding, Ground, Proposal};
use super::rule_id::RuleId;
use super::view::View;
use super::{exemption, household};
use crate::domain::PersonNumber;
use crate::domain::codes::Relation;
use crate::domain::dates::{Month, days_between};
use crate::domain::facts::{Attendance, Person, Source};
use crate::domain::hours::Hours;
use crate::policy::Param;

/// What a unit owes a week, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RequiredHours {
    /// Hours a week, on the average of the month.
    pub weekly: Hours,
    /// Whether two parents share them.
    pub shared: bool,
    /// The facts it stands on.
    pub because: Vec<Ground>,
    /// The policy it stands on.
    pub under: Vec<Citation>,
    /// What is missing or in conflict.
    pub cannot_tell: Vec<String>,
}

/// The hours of a participant, or of two parents together, in a month.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MonthlyHours {
    /// The participant; 0 where two parents share the hours.
    pub person: PersonNumber,
    /// The month.
    pub month: Month,
    /// Hours attended.
    pub attended: Hours,
    /// Hours of excused absence, not part of the hours attended.
    pub excused: Hours,
    /// Hours of unexcused absence.
    pub unexcused: Hours,
    /// Holiday hours.
    pub holiday: Hours,
    /// Average of the hours attended, a week.
    pub weekly_average: Hours,
    /// What is owed.
    pub required: RequiredHours,
    /// Whether the average meets what is owed.
    pub met: bool,
    /// The same month as the federal review counts it.
    pub federal: FederalView,
}

/// What the unit owes a week, judged by its make-up on the day. Nothing where policy fixes no hours.
pub fn required_hours(view: &View) -> Option<RequiredHours> {
    let mut adults: Vec<&Person> = household::adults(view).collect();
    adults.sort_by_key(|adult| (adult.person, adult.birth_date, &adult.name));
    let mut cannot_tell = Vec::new();
    if adults.is_empty() {
        cannot_tell.push("who the adults of the unit are; taken as one adult".to_owned());
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
            cannot_tell.push("whether a parent is disabled; taken as not".to_owned());
        }
        return Some(hours_from_param(
            view.policy.hours_two_parents.as_ref()?,
            true,
            adult_grounds(&adults),
            cannot_tell,
        ));
    }
    let mut required = one_adult_hours(view, adult_grounds(&adults), cannot_tell)?;
    if let Some((parent, rule)) = disabled.filter(|_| two).zip(as_one) {
        required.because.push(Ground::new("disabled parent", adult_label(parent), &parent.source));
        required.under.push(rule.into());
    }
    Some(required)
}

/// The hours of one adult: fewer while a child of the unit is young.
fn one_adult_hours(view: &View, mut because: Vec<Ground>, mut cannot_tell: Vec<String>) -> Option<RequiredHours> {
    let age = view.policy.young_child.as_ref()?;
    let young = household::youngest_young_child(view, age.value);
    let unknown_age = household::children(view).any(|child| child.birth_date.is_none());
    if young.is_none() && unknown_age {
        cannot_tell.push("a child's birth date; taken as a young child, which asks for fewer hours".to_owned());
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
    cannot_tell: Vec<String>,
) -> RequiredHours {
    RequiredHours { weekly: hours.value, shared, because, under: vec![hours.into()], cannot_tell }
}

fn is_pregnant_only(view: &View, adults: &[&Person]) -> bool {
    let alone = adults.len() == 1 && household::children(view).next().is_none();
    alone && adults.iter().all(|adult| adult.pregnant == Some(true))
}

/// Whether the county calls the person disabled, or the person is exempt for a disability.
fn is_disabled(view: &View, person: &Person) -> bool {
    let exempt = || {
        exemption::current_exemption(view, person.person?)
            .and_then(|exemption| view.policy.tables.exemption_reason(&exemption.reason))
    };
    person.disabled == Some(true) || exempt().is_some_and(|reason| reason.id == "disability")
}

fn adult_grounds(adults: &[&Person]) -> Vec<Ground> {
    let mut grounds: Vec<Ground> =
        adults.iter().map(|adult| Ground::new("adult of the unit", adult_label(adult), &adult.source)).collect();
    grounds.sort_by(|one, other| (&one.fact, &one.value).cmp(&(&other.fact, &other.value)));
    grounds
}

fn adult_label(person: &Person) -> String {
    let role = match person.relation {
        Relation::SecondParent => "second parent",
        _ => "parent",
    };
    person.person.map_or_else(|| role.to_owned(), |number| format!("person {number}, {role}"))
}

/// The hours of every month for which attendance is posted: of each participant, or of two parents together.
pub fn monthly_hours(view: &View) -> Vec<MonthlyHours> {
    let mut months: Vec<Month> = posted_attendance(view).map(|attendance| attendance.month).collect();
    months.sort_unstable();
    months.dedup();
    months.into_iter().flat_map(|month| hours_in_month(view, month)).collect()
}

fn hours_in_month(view: &View, month: Month) -> Vec<MonthlyHours> {
    let Some(required) = required_hours_in(view, month) else { return Vec::new() };
    if required.shared {
        return month_total(view, PersonNumber::CASE, month, &required).into_iter().collect();
    }
    let mut people: Vec<PersonNumber> = posted_attendance(view)
        .filter(|attendance| attendance.month == month)
        .map(|attendance| attendance.person)
        .collect();
    people.sort_unstable();
    people.dedup();
    people.into_iter().filter_map(|person| month_total(view, person, month, &required)).collect()
}

/// What is owed in a month: judged on its last day, or on the day itself in the month that runs. Where a child turns
/// six within it, the month is judged by the lower hours of its first day, and says so.
fn required_hours_in(view: &View, month: Month) -> Option<RequiredHours> {
    let at = |day: NaiveDate| required_hours(&View::new(view.facts, view.policies, day));
    let late = at(month.last_day().min(view.on))?;
    let early = at(month.first_day())?;
    if early.shared != late.shared || early.weekly >= late.weekly {
        return Some(late);
    }
    let note = format!("hours rise from {} to {} within the month; judged by the lower", early.weekly, late.weekly);
    Some(RequiredHours { cannot_tell: [early.cannot_tell, vec![note]].concat(), ..early })
}

/// The attendance that is posted by the day.
pub(super) fn posted_attendance<'a>(view: &View<'a>) -> impl Iterator<Item = &'a Attendance> + use<'a> {
    let on = view.on;
    let known = move |attendance: &&Attendance| {
        attendance.posted.is_none_or(|posted| posted <= on) && attendance.month <= Month::from_date(on)
    };
    view.facts.attendance.iter().filter(known)
}

fn month_total(view: &View, person: PersonNumber, month: Month, required: &RequiredHours) -> Option<MonthlyHours> {
    let rows: Vec<&Attendance> = posted_attendance(view)
        .filter(|row| row.month == month && (person == PersonNumber::CASE || row.person == person))
        .collect();
    let attended: Hours = rows.iter().map(|row| row.attended).sum();
    let weekly_average = weekly_average(view, attended, month)?;
    Some(MonthlyHours {
        person,
        month,
        attended,
        excused: rows.iter().map(|row| row.excused).sum(),
        unexcused: rows.iter().map(|row| row.unexcused).sum(),
        holiday: rows.iter().map(|row| row.holiday).sum(),
        weekly_average,
        met: weekly_average >= required.weekly,
        required: required.clone(),
        federal: federal::federal_month(view, person, month, &rows),
    })
}

/// The weekly average of hours over a month, rounded down to the hundredth: by the divisor of policy, or by the whole
/// weeks of the month where the office chose that.
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

/// The seven-day spans that lie wholly in the month.
fn whole_weeks(month: Month) -> u64 {
    let days = days_between(month.first_day(), month.next().first_day());
    let week = chrono::TimeDelta::weeks(1).num_days();
    u64::try_from(days / week).unwrap_or(1)
}

/// Participants whose average of last month, as posted, falls short of what is owed.
pub fn shortfall_findings(view: &View, hours: &[MonthlyHours]) -> Vec<Finding> {
    let last = Month::from_date(view.on).previous();
    hours.iter().filter(|of| of.month == last && !of.met).map(|of| shortfall_finding(view, of)).collect()
}

fn shortfall_finding(view: &View, of: &MonthlyHours) -> Finding {
    let says = format!("{} of {} hours a week in {}", of.weekly_average, of.required.weekly, of.month);
    let mut finding = Finding::new(RuleId::HoursNotMet, of.person, says)
        .with_ground("hours attended in the month", of.attended, &Source::Stated)
        .with_ground("excused absence, not part of them", of.excused, &Source::Stated)
        .with_ground("unexcused absence", of.unexcused, &Source::Stated)
        .with_grounds(of.required.because.iter().cloned())
        .clears_when("hours of the month are posted that meet what is owed, or the next step is recorded")
        .if_nothing(
            "The participant does not meet the hours; the next step is a new activity, an amended plan, or good cause.",
        )
        .with_proposals([Proposal::Contact, Proposal::AmendPlan, Proposal::ScheduleActivity]);
    finding.under.extend(of.required.under.iter().cloned());
    if let Some(weeks) = view.policy.weeks_in_month.as_ref() {
        finding = finding.under_policy(weeks);
    }
    finding.cannot_tell.clone_from(&of.required.cannot_tell);
    if of.excused > Hours::ZERO {
        finding =
            finding.cannot_tell("whether the excused hours change what is owed; they are not counted as attended");
    }
    finding
}
