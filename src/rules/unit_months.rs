//! What the assistance unit owes in each month: its hours a week, and which of its members owe them.

use std::cmp::Reverse;

use chrono::NaiveDate;

use super::hours::{self, RequiredHours};
use super::household;
use super::message::{Message, message};
use super::obligation::{self, MonthOwed};
use super::same_person;
use super::shown_exemption::birthdays_that_exempt;
use super::view::View;
use crate::domain::PersonNumber;
use crate::domain::codes::Relation;
use crate::domain::dates::Month;
use crate::domain::facts::{Noncompliance, Person};
use crate::domain::hours::Hours;
use crate::domain::status::RegistrationStatus;

/// What the unit owes in a month.
pub(super) struct UnitMonth<'a> {
    /// The month.
    pub month: Month,
    /// The case on the day from which it is looked at.
    pub view: View<'a>,
    /// The case on the last day of the month, or on the day of the view in a month that is not over.
    pub then: View<'a>,
    /// The hours a week. They are shared if two parents shared them on any day of the month.
    pub required: RequiredHours,
    /// The disabled parents of a unit of two adults that owes the hours of one.
    disabled: Vec<PersonNumber>,
    /// Those who were disabled parents of such a unit on any day of the month; somebody may have left it since.
    disabled_on_a_day: Vec<PersonNumber>,
}

/// What is owed in a row of hours.
pub(super) struct RowOwed<'a> {
    /// Whether hours are owed.
    pub owed: MonthOwed,
    /// The person whose days decide where hours are owed in a part of the month.
    pub person: Option<&'a Person>,
    /// The required hours.
    pub required: RequiredHours,
    /// What is not sure.
    pub cannot_tell: Vec<Message>,
    /// The hours of the disabled parent, whose unit owes the hours of one adult between the two.
    pub with_others: Hours,
}

impl UnitMonth<'_> {
    /// Returns whether `person` is a disabled parent of a unit that owes the hours of one adult.
    pub fn is_disabled_parent(&self, person: PersonNumber) -> bool {
        self.disabled.contains(&person)
    }

    /// Returns the disabled parents of such a unit on any day of the month, without `person`.
    pub fn disabled_parents_but(&self, person: PersonNumber) -> Vec<&Person> {
        let disabled = self.disabled_on_a_day.iter().filter(|number| **number != person);
        disabled.filter_map(|number| self.view.find_person(*number)).collect()
    }

    /// Returns whether `person` was a disabled parent of such a unit on any day of the month, so that the hours may count.
    pub fn was_disabled_parent(&self, person: PersonNumber) -> bool {
        self.disabled_on_a_day.contains(&person)
    }
}

/// The months of a unit, one after the other. What holds in one month is kept for the next, as long as nothing changes.
pub(super) struct UnitMonths<'a> {
    view: View<'a>,
    /// The days on which anything may change that decides what is owed, ascending.
    changes: Vec<NaiveDate>,
    /// The number of changes up to the month that was looked at last, if nothing changed within it.
    steady: Option<usize>,
    owed: Vec<(PersonNumber, MonthOwed)>,
}

impl<'a> UnitMonths<'a> {
    /// Creates the months of the case from `first` on.
    pub fn new(view: &View<'a>, first: Month) -> Self {
        let policy = view.policy;
        let ages = [
            policy.young_child.as_ref(),
            policy.adult_age.as_ref(),
            policy.cal_learn_until.as_ref(),
            policy.school_until.as_ref(),
        ];
        let birthdays = |person: &Person| {
            let birth = person.birth_date;
            ages.into_iter().flatten().filter_map(move |age| Some(household::birthday_at_age(birth?, age.value)))
        };
        let facts = view.facts;
        let people = facts.people.iter();
        let statuses = people.clone().flat_map(|person| person.registration.iter().map(|status| status.since));
        let mut changes: Vec<NaiveDate> = people
            .flat_map(|person| {
                let required = person.participation_required.into_iter().chain(person.entered_program);
                household::days_of_change(person)
                    .chain(birthdays(person))
                    .chain(birthdays_that_exempt(view, person))
                    .chain(required)
            })
            .chain(statuses)
            .chain(facts.exemptions.iter().flat_map(|exemption| obligation::exemption_days(view, exemption)))
            .chain(facts.good_causes.iter().flat_map(obligation::good_cause_days))
            .chain(facts.aid.iter().map(|aid| aid.since))
            .chain(view.policies.change_days())
            .filter(|day| first.first_day() < *day && *day <= view.on)
            .collect();
        changes.sort_unstable();
        changes.dedup();
        Self { view: *view, changes, steady: None, owed: Vec::new() }
    }

    /// Returns what the unit owes in `month`; `None` if policy sets no hours. `before` is what it owed in the month that
    /// was looked at last.
    pub fn month_owed(&mut self, month: Month, before: Option<UnitMonth<'a>>) -> Option<UnitMonth<'a>> {
        let (first, end) = (month.first_day(), month.last_day().min(self.view.on));
        let past = self.changes.partition_point(|day| *day <= first);
        let within = self.changes.get(past..).unwrap_or_default().iter().take_while(|day| **day <= end);
        let days: Vec<NaiveDate> = std::iter::once(first).chain(within.copied()).collect();
        let noted = self.view.facts.aid_months.iter().any(|aid| aid.month == month);
        let steady = (days.len() == 1 && !noted).then_some(past);
        let kept = before.filter(|_| steady.is_some() && steady == self.steady);
        self.steady = steady;
        let unit = kept.or_else(|| {
            self.owed.clear();
            self.judge(month, &days)
        });
        let then = View::new(self.view.facts, self.view.policies, end.max(first));
        unit.map(|unit| UnitMonth { month, then, ..unit })
    }

    fn judge(&self, month: Month, days: &[NaiveDate]) -> Option<UnitMonth<'a>> {
        let at = |day: &NaiveDate| View::new(self.view.facts, self.view.policies, *day);
        let all: Vec<RequiredHours> = days.iter().filter_map(|day| hours::required_hours(&at(day))).collect();
        let required = lowest_hours(all)?;
        let then = at(days.last()?);
        let disabled_on = |day: &View| if required.shared { Vec::new() } else { disabled_parents(day) };
        let disabled = disabled_on(&then);
        let mut disabled_on_a_day: Vec<PersonNumber> = days.iter().flat_map(|day| disabled_on(&at(day))).collect();
        disabled_on_a_day.sort_unstable();
        disabled_on_a_day.dedup();
        Some(UnitMonth { month, view: self.view, then, required, disabled, disabled_on_a_day })
    }

    /// Returns whether the hours of `person` in the month are among those that two parents share: the person is a parent
    /// and was in the unit on a day of it, or is not in the facts.
    pub fn shares_hours(&self, person: PersonNumber, month: Month) -> bool {
        let Some(known) = self.view.find_person(person) else { return true };
        is_parent(known) && !self.is_outside_all_month(known, month)
    }

    fn is_outside_all_month(&self, person: &Person, month: Month) -> bool {
        let end = month.last_day().min(self.view.on);
        let outside = |day| household::is_outside_unit(&View::new(self.view.facts, self.view.policies, day), person);
        let joined = person.in_unit_from.filter(|from| *from <= end);
        [Some(month.first_day()), Some(end), joined].into_iter().flatten().all(outside)
    }

    fn owed_by(&mut self, person: &'a Person, month: Month) -> MonthOwed {
        let number = person.person.unwrap_or(PersonNumber::CASE);
        if let Some((_, owed)) = self.owed.iter().find(|(known, _)| *known == number) {
            return owed.clone();
        }
        let owed = obligation::hours_owed_in(&self.view, person, month);
        self.owed.push((number, owed.clone()));
        owed
    }

    /// Returns what two parents who share the hours owe together.
    pub fn shared_owed(&mut self, unit: &UnitMonth<'a>) -> RowOwed<'a> {
        let month = unit.month;
        let facts = self.view.facts;
        let mut adults: Vec<(&'a Person, MonthOwed)> = Vec::new();
        for person in facts.people.iter().filter(|person| is_parent(person)) {
            if !self.is_outside_all_month(person, month) {
                adults.push((person, self.owed_by(person, month)));
            }
        }
        adults.sort_by_key(|(person, _)| person.person);
        let weekdays = |person: &Person| -> u64 {
            let spans = obligation::days_owed_in(&self.view, person, month);
            spans.iter().map(|(first, last)| super::average::weekdays_between(*first, *last)).sum()
        };
        let (person, owed) = most_owing(&adults, weekdays);
        let mut cannot_tell = Vec::new();
        if !matches!(owed, MonthOwed::No(_)) {
            let others = adults.iter().filter(|(other, _)| !person.is_some_and(|person| std::ptr::eq(person, *other)));
            cannot_tell.extend(others.filter_map(|(other, owed)| one_parent_text(unit, other, owed)));
            cannot_tell.extend(doubt_of_two_parents(unit, &adults));
        }
        RowOwed { owed, person, required: unit.required.clone(), cannot_tell, with_others: Hours::ZERO }
    }

    /// Returns what `person` owes alone; `None` for somebody who was outside the unit in the whole month.
    pub fn own_owed(&mut self, unit: &UnitMonth<'a>, person: PersonNumber) -> Option<RowOwed<'a>> {
        let (view, month) = (self.view, unit.month);
        let mut row = RowOwed {
            owed: MonthOwed::Whole,
            person: view.find_person(person),
            required: unit.required.clone(),
            cannot_tell: Vec::new(),
            with_others: Hours::ZERO,
        };
        let Some(known) = row.person else {
            row.owed = MonthOwed::CannotTell(message!("who person {} is: nobody of the case has this number", person));
            return Some(row);
        };
        if self.is_outside_all_month(known, month) {
            return None;
        }
        row.owed = self.owed_by(known, month);
        if unit.is_disabled_parent(person) && !matches!(row.owed, MonthOwed::No(_)) {
            row.owed = MonthOwed::No("disabled: the unit owes the hours of one adult".into());
            row.cannot_tell.extend(doubt_of_disabled(unit));
        }
        if !is_parent(known) {
            set_hours_of_other(unit, known, &mut row);
        } else if known.school_completed == Some(false) {
            lower_hours_of_minor(unit, known, &mut row);
        }
        let fewer = fewer_planned_text(unit, person, row.required.weekly);
        let fewer =
            fewer.or_else(|| unplanned_cure_text(unit, person).filter(|_| !matches!(row.owed, MonthOwed::No(_))));
        row.cannot_tell.extend(fewer);
        Some(row)
    }
}

/// Returns the disabled parents of the unit on the day, where it has two.
fn disabled_parents(view: &View) -> Vec<PersonNumber> {
    let adults = || household::adults(view).filter(|adult| household::status_outside_unit(view, adult).is_none());
    if adults().nth(1).is_none() {
        return Vec::new();
    }
    adults().filter(|adult| hours::is_disabled(view, adult)).filter_map(|adult| adult.person).collect()
}

/// Returns the doubt about hours that two parents share and who may be one person, listed twice.
fn doubt_of_two_parents(unit: &UnitMonth, parents: &[(&Person, MonthOwed)]) -> Option<Message> {
    let among = |person: &Person| parents.iter().any(|(parent, _)| std::ptr::eq(*parent, person));
    let twice = same_person::likely_adults(&unit.then).find(|pair| among(pair.kept) && among(pair.other));
    twice.map(|pair| pair.doubt())
}

/// Returns the doubt about a disabled parent of whom nothing is asked: the unit owes the hours of one adult, those of the
/// other parent. Where that one is disabled as well, the law names neither.
fn doubt_of_disabled(unit: &UnitMonth) -> Option<Message> {
    let both = unit.disabled.len() > 1;
    both.then(|| {
        "whether this parent owes the hours of one adult: both parents are disabled, and the law asks the hours of the \
         unit and names neither; taken as not"
            .into()
    })
}

/// Sets the hours of somebody who is not a parent: of a minor at most those that one source names, of an adult those
/// of one adult.
fn set_hours_of_other(unit: &UnitMonth, person: &Person, row: &mut RowOwed) {
    if unit.required.shared
        && let Some(hours) = unit.then.policy.hours_no_young_child.as_ref()
    {
        row.required.weekly = hours.value;
        row.required.shared = false;
        row.required.under = vec![hours.into()];
    }
    if obligation::is_minor(&unit.then, person) {
        lower_hours_of_minor(unit, person, row);
    } else if household::adults(&unit.then).next().is_some() {
        row.cannot_tell.push("what somebody who is not a parent owes: the law names only the parents' hours".into());
    }
}

/// Sets the hours of a minor to the most that one source names; the other names none.
fn lower_hours_of_minor(unit: &UnitMonth, person: &Person, row: &mut RowOwed) {
    let most = unit.then.policy.hours_minor.as_ref().filter(|_| obligation::is_minor(&unit.then, person));
    if let Some(most) = most.filter(|most| most.value < row.required.weekly) {
        row.required.weekly = most.value;
        row.required.under = vec![most.into()];
    }
}

/// Returns the doubt if a compliance or cure plan of the month asks fewer hours than the unit owes.
fn fewer_planned_text(unit: &UnitMonth, person: PersonNumber, weekly: Hours) -> Option<Message> {
    let (view, month) = (&unit.then, unit.month);
    let curing = view.has_status(person, RegistrationStatus::CuringSanction);
    let cures = view.facts.cures.iter().filter(|cure| curing && cure.person == person);
    let in_month = |step: &&Noncompliance| {
        let ends = step.plan_end.is_none_or(|end| month.first_day() <= end);
        step.person == person && step.notice_issued <= month.last_day() && ends
    };
    let plans = view.facts.noncompliance.iter().filter(in_month);
    let hours = cures.filter_map(|cure| cure.weekly_hours).chain(plans.filter_map(|step| step.plan_weekly_hours));
    let fewest = hours.min().filter(|hours| *hours < weekly)?;
    Some(message!("whether more is owed than the {} hours a week that a compliance or cure plan asks", fewest))
}

/// Returns the doubt about the hours of a month on a day of which a sanction was being cured, and of which no cure plan says
/// how many hours it asks: aid is not restored yet, and a sanctioned parent owes none.
fn unplanned_cure_text(unit: &UnitMonth, person: PersonNumber) -> Option<Message> {
    let (view, month) = (&unit.then, unit.month);
    let first = View::new(view.facts, view.policies, month.first_day());
    let is_curing = |day: &View| day.has_status(person, RegistrationStatus::CuringSanction);
    if !is_curing(view) && !is_curing(&first) {
        return None;
    }
    let mut cures = view.facts.cures.iter().filter(|cure| cure.person == person && cure.requested <= month.last_day());
    let planned = cures.any(|cure| cure.weekly_hours.is_some());
    (!planned).then(|| {
        "whether the hours of the unit are owed while a sanction is being cured: whoever is sanctioned is out of the unit \
         until aid is restored, and how many hours the cure plan asks is not recorded"
            .into()
    })
}

/// Returns the lowest hours of the days of a month, with a note if they change within it. No source says how such a month
/// is judged. The hours are shared if they are on any of the days, so that both parents' hours count.
fn lowest_hours(days: Vec<RequiredHours>) -> Option<RequiredHours> {
    let shared = days.iter().any(|required| required.shared);
    let highest = days.iter().map(|required| required.weekly).max()?;
    let first = days.first()?.weekly;
    let mut lowest = days.into_iter().rev().min_by_key(|required| required.weekly)?;
    if lowest.weekly < highest {
        lowest.cannot_tell.push(if lowest.weekly == first {
            message!(
                "which hours are owed: they rise from {} to {} within the month; judged by the lower",
                lowest.weekly,
                highest
            )
        } else {
            message!(
                "which hours are owed: they fall from {} to {} within the month; judged by the lower",
                highest,
                lowest.weekly
            )
        });
    }
    Some(RequiredHours { shared, ..lowest })
}

pub(super) fn is_parent(person: &Person) -> bool {
    matches!(person.relation, Relation::Parent | Relation::SecondParent)
}

/// Returns the parent who owes most, and how much: hours are owed in the whole month if one of them owes them in all of
/// it; else the one counts who owes or may owe them on more days.
fn most_owing<'a>(
    adults: &[(&'a Person, MonthOwed)],
    weekdays: impl Fn(&Person) -> u64,
) -> (Option<&'a Person>, MonthOwed) {
    let with_most_weekdays = |is_wanted: fn(&MonthOwed) -> bool| {
        let wanted = adults.iter().filter(|(_, owed)| is_wanted(owed));
        wanted.min_by_key(|(person, _)| Reverse(weekdays(person)))
    };
    let owes_whole_month = adults.iter().find(|(_, owed)| *owed == MonthOwed::Whole);
    let owes_most = owes_whole_month
        .or_else(|| with_most_weekdays(|owed| matches!(owed, MonthOwed::CannotTell(_))))
        .or_else(|| with_most_weekdays(|owed| matches!(owed, MonthOwed::Part(_))));
    if let Some((person, owed)) = owes_most {
        return (Some(person), owed.clone());
    }
    let reasons = adults.iter().filter_map(|(person, owed)| match owed {
        MonthOwed::No(reason) => Some(message!("{}: {}", hours::adult_label(person), reason.clone())),
        _ => None,
    });
    let reason = Message::join(reasons, ", ");
    if adults.is_empty() { (None, MonthOwed::Whole) } else { (None, MonthOwed::No(reason)) }
}

/// Returns the doubt if one of two parents owes no hours, or not all: no source found says whether the other then owes the
/// hours of two parents or those of one.
fn one_parent_text(unit: &UnitMonth, parent: &Person, owed: &MonthOwed) -> Option<Message> {
    let reason = match owed {
        MonthOwed::Whole => return None,
        MonthOwed::Part(reason) | MonthOwed::No(reason) => reason.clone(),
        MonthOwed::CannotTell(doubt) => obligation::not_known_text(doubt.clone()),
    };
    let one = hours::hours_of_one_adult(&unit.then).filter(|one| *one < unit.required.weekly)?;
    Some(message!(
        "whether {} hours a week are required or {}: {}, may not owe hours, or not all ({}), and no rule found says what the \
         other parent owes then, nor whether the hours of a parent who owes none count",
        unit.required.weekly,
        one,
        hours::adult_label(parent),
        reason
    ))
}
