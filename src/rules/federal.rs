//! The month as the federal review counts it (45 CFR 261.60), beside the State's view.

use chrono::NaiveDate;

use super::average::attended_activity;
use super::federal_limits::Limits;
pub use super::hours_of_month::FederalView;
use super::message::{Message, message};
use super::view::View;
use super::{average, household};
use crate::domain::PersonNumber;
use crate::domain::dates::Month;
use crate::domain::facts::{Attendance, Person};
use crate::domain::hours::Hours;
use crate::policy::tables::ActivityKind;

/// The federal view of the months of a case, one after the other: what counts in one month depends on what counted in
/// the months before.
pub(super) struct FederalMonths<'a> {
    view: View<'a>,
    /// The case on the last day of the month.
    then: View<'a>,
    month: Month,
    limits: Limits,
    /// Whether a single parent has a young child on the first or last day of the month, and whether on its last day.
    young: (bool, bool),
}

impl<'a> FederalMonths<'a> {
    /// Creates the months of the case.
    pub fn new(view: &View<'a>) -> Self {
        let month = Month::from_date(view.on);
        Self { view: *view, then: *view, month, limits: Limits::default(), young: (false, false) }
    }

    /// Turns to `month`, which is judged by its own household and policy.
    pub fn start_month(&mut self, month: Month) {
        let at = |day: NaiveDate| View::new(self.view.facts, self.view.policies, day);
        self.month = month;
        self.then = at(month.last_day().min(self.view.on).max(month.first_day()));
        let last = is_single_with_young_child(&self.then);
        self.young = (last || is_single_with_young_child(&at(month.first_day())), last);
    }

    /// Returns the federal view of the month for `person` (or for two parents together) from the attendance in `rows`.
    pub fn review(&mut self, person: PersonNumber, rows: &[&Attendance]) -> FederalView {
        let mut federal = FederalView::default();
        let mut each: Vec<PersonHours> = Vec::new();
        for row in rows {
            let (counted, core) = self.count_row(row, &mut federal);
            federal.counted = federal.counted + counted;
            federal.core = federal.core + core;
            match each.iter_mut().find(|each| each.person == row.person) {
                Some(known) => (known.counted, known.core) = (known.counted + counted, known.core + core),
                None => each.push(PersonHours { person: row.person, counted, core }),
            }
        }
        federal.cannot_tell.sort();
        federal.cannot_tell.dedup();
        federal.weekly_average = self.average(federal.counted);
        federal.core_average = self.average(federal.core);
        self.set_required_hours(person, &mut federal);
        federal.deemed_core = deemed_core_hours(&self.then, &federal, self.month, rows);
        let (all, core) = (federal.weekly_average + federal.deemed_core, federal.core_average + federal.deemed_core);
        federal.met = all >= federal.required && core >= federal.core_required;
        federal.overall_met = federal.met;
        if !federal.met {
            federal.cannot_tell.extend(self.doubt_of_school(rows));
        }
        if person == PersonNumber::CASE {
            self.set_two_rates(&mut federal, &each);
        }
        federal
    }

    /// Returns the doubt about hours that are not met by somebody so young that school may count instead.
    fn doubt_of_school(&self, rows: &[&Attendance]) -> Option<Message> {
        let age = self.then.policy.federal_school_until.as_ref()?;
        let is_young = |person: &Person| {
            let birthday = person.birth_date.map(|birth| household::birthday_at_age(birth, age.value));
            person.school_completed != Some(true) && birthday.is_some_and(|day| self.month.first_day() < day)
        };
        let mut people = rows.iter().filter_map(|row| self.view.find_person(row.person));
        people.any(is_young).then(|| {
            message!(
                "whether school counts as participation: the participant is under {}, and nobody has recorded whether they \
                 go to secondary school",
                age.value.0
            )
        })
    }

    fn average(&self, hours: Hours) -> Hours {
        average::weekly_average(&self.then, hours, self.month).unwrap_or_default()
    }

    /// Returns the hours of a row that count, and those of them that are core.
    fn count_row(&mut self, row: &Attendance, federal: &mut FederalView) -> (Hours, Hours) {
        let then = self.then;
        let kind = then.policy.tables.activity_kind(&row.kind);
        let absence = if is_paid(&then, row, kind) {
            count_paid_absence(row, &mut federal.cannot_tell)
        } else {
            let excused = self.limits.count_excused(&then, row);
            let holidays = self.limits.count_holidays(&then, row);
            federal.excused_counted = federal.excused_counted + excused.hours;
            federal.cannot_tell.extend([excused.cannot_tell, holidays.cannot_tell].into_iter().flatten());
            excused.hours + holidays.hours
        };
        let mut counted = row.attended + absence;
        if kind.is_some_and(|kind| kind.job_search) {
            let limited = self.limits.count_job_search(&then, row, counted, self.young.0);
            counted = limited.hours;
            federal.cannot_tell.extend(limited.cannot_tell);
        }
        let vocational = kind.is_some_and(|kind| kind.lifetime_months);
        let vocational_used_up = vocational && !self.limits.count_vocational(&then, row);
        let core = match is_core(&then, row, kind) {
            Some(true) if vocational_used_up => Hours::ZERO,
            Some(true) => counted,
            Some(false) => Hours::ZERO,
            None => {
                federal.cannot_tell.push(message!("whether {} is core; taken as not", &row.kind));
                Hours::ZERO
            }
        };
        (counted, core)
    }

    fn set_required_hours(&self, person: PersonNumber, federal: &mut FederalView) {
        let policy = self.then.policy;
        let child_care = self.view.facts.federal_child_care;
        let (hours, core) = if person == PersonNumber::CASE {
            if child_care.is_none() {
                federal.cannot_tell.push("whether child care is federally funded; taken as not".into());
            }
            if child_care == Some(true) {
                (&policy.federal_hours_two_parents_child_care, &policy.federal_core_two_parents_child_care)
            } else {
                (&policy.federal_hours_two_parents, &policy.federal_core_two_parents)
            }
        } else if self.young.0 {
            if !self.young.1 {
                federal.cannot_tell.push(
                    "whether the child is under six: the sixth birthday is within the month; taken as under six".into(),
                );
            }
            if let Some(open) = policy
                .young_child
                .as_ref()
                .and_then(|age| household::young_child_without_membership(&self.then, age.value))
            {
                federal.cannot_tell.push(message!(
                    "whether the participant has a child under six: {}; taken as in it",
                    household::open_membership_text(open)
                ));
            }
            (&policy.federal_hours_young_child, &policy.federal_hours_young_child)
        } else {
            (&policy.federal_hours, &policy.federal_core_hours)
        };
        for (param, into) in [(hours, &mut federal.required), (core, &mut federal.core_required)] {
            if let Some(param) = param {
                *into = param.value;
                federal.under.push(param.into());
            }
        }
    }

    /// Sets which of the two rates a family with two parents meets. The rate of two parents adds up their hours (45
    /// CFR 261.32); the rate of all families asks the hours of one person (45 CFR 261.31(a)).
    fn set_two_rates(&self, federal: &mut FederalView, each: &[PersonHours]) {
        let policy = self.then.policy;
        let Some((hours, core)) = policy.federal_hours.as_ref().zip(policy.federal_core_hours.as_ref()) else { return };
        let meets =
            |one: &&PersonHours| self.average(one.counted) >= hours.value && self.average(one.core) >= core.value;
        let most = each.iter().map(|one| self.average(one.counted)).max().unwrap_or_default();
        federal.two_parent_met = Some(federal.met);
        federal.overall_met = each.iter().any(|one| meets(&one));
        federal.under.extend([hours.into(), core.into()]);
        let verdict = |met: bool| if met { "met" } else { "not met" };
        federal.says.push(message!(
            "two-parent rate {}: {} of {} hours a week together, core {} of {}",
            verdict(federal.met),
            federal.weekly_average,
            federal.required,
            federal.core_average,
            federal.core_required
        ));
        federal.says.push(message!(
            "overall rate {}: the parent with the most hours has {} of the {} that it asks of one person, {} of them \
             core",
            verdict(federal.overall_met),
            most,
            hours.value,
            core.value
        ));
    }
}

/// The hours of one of two parents that count in a month.
struct PersonHours {
    person: PersonNumber,
    counted: Hours,
    core: Hours,
}

/// Returns the hours of absence from a job that count: those for which the person was paid (45 CFR 261.60(b)). Holidays
/// of a job are taken as paid.
fn count_paid_absence(row: &Attendance, cannot_tell: &mut Vec<Message>) -> Hours {
    let paid = row.paid_absence.map_or(Hours::ZERO, |paid| paid.min(row.excused));
    if row.paid_absence.is_none() && row.excused > Hours::ZERO {
        cannot_tell.push(message!(
            "whether the leave of {} excused hours from {} was paid; taken as unpaid, and paid leave counts",
            row.excused,
            &row.kind
        ));
    }
    if row.holiday > Hours::ZERO {
        cannot_tell.push(message!(
            "whether the {} holiday hours of {} were paid; taken as paid",
            row.holiday,
            &row.kind
        ));
    }
    paid + row.holiday
}

fn is_paid(view: &View, row: &Attendance, kind: Option<&ActivityKind>) -> bool {
    let stated = attended_activity(view, row).and_then(|activity| activity.paid);
    stated.unwrap_or_else(|| kind.is_some_and(|kind| kind.paid))
}

fn is_core(view: &View, row: &Attendance, kind: Option<&ActivityKind>) -> Option<bool> {
    attended_activity(view, row).and_then(|activity| activity.core).or_else(|| kind.and_then(|kind| kind.core))
}

fn is_single_with_young_child(view: &View) -> bool {
    let young =
        view.policy.young_child.as_ref().is_some_and(|age| household::youngest_young_child(view, age.value).is_some());
    young && household::adults(view).nth(1).is_none()
}

/// Returns the core hours per week that are deemed done: if the grant and the minimum wage limit unpaid work to fewer
/// hours than the required core hours, and the participant did those hours, the rest counts as done (ACL 17-08).
/// Returns zero if the value of the work is not known.
fn deemed_core_hours(view: &View, federal: &FederalView, month: Month, rows: &[&Attendance]) -> Hours {
    let unpaid_work = rows.iter().any(|row| {
        let kind = view.policy.tables.activity_kind(&row.kind);
        kind.is_some_and(|kind| kind.hours_capped) && !is_paid(view, row, kind)
    });
    let capped = capped_weekly_hours(view, month).filter(|capped| unpaid_work && federal.core_average >= *capped);
    capped.map_or(Hours::ZERO, |capped| federal.core_required - capped)
}

/// Returns the most hours per week that unpaid work may require: cash aid and `CalFresh` divided by the minimum wage,
/// per week, in whole hours, so that nobody works for less.
pub fn capped_weekly_hours(view: &View, month: Month) -> Option<Hours> {
    let value = view.facts.work_value.as_ref().filter(|value| value.minimum_wage > 0)?;
    let monthly = (value.grant + value.calfresh) / value.minimum_wage;
    let monthly = u16::try_from(monthly).ok().map(u32::from).map(Hours::from_whole)?;
    let weekly = average::weekly_average(view, monthly, month)?;
    Some(Hours::from_whole(weekly.as_hundredths() / Hours::from_whole(1).as_hundredths()))
}
