//! What counts of excused absences, holidays and job search in the federal view: each within a limit of the month or of
//! the preceding twelve months, that is charged with what counted (45 CFR 261.34, 261.60(b)).

use chrono::Weekday;

use super::average::{attended_activity, hours_over, session_hours};
use super::message::{Message, message};
use super::view::View;
use crate::domain::PersonNumber;
use crate::domain::dates::Month;
use crate::domain::facts::{Activity, Attendance};
use crate::domain::hours::Hours;
use crate::policy::param::{Months, Weeks};

/// The hundredths of a whole hour or day.
const HUNDREDTHS: u64 = Hours::from_whole(1).as_hundredths() as u64;

/// What counted for a person in a month, as it is charged to the limits.
#[derive(Debug, Clone, Copy)]
struct Charge {
    person: PersonNumber,
    month: Month,
    excused: Hours,
    holidays: Hours,
    job_search: Hours,
    /// Whether the person attended vocational education.
    vocational: bool,
}

/// What counted so far. The months are entered in their order.
#[derive(Debug, Default)]
pub(super) struct Limits {
    charges: Vec<Charge>,
}

/// Hours that count, and what is not sure about them.
#[derive(Debug, Default)]
pub(super) struct Counted {
    /// The hours that count.
    pub hours: Hours,
    /// What is not sure.
    pub cannot_tell: Option<Message>,
}

impl Limits {
    /// Returns the charges of `person` in `month` so far.
    fn charge_mut(&mut self, person: PersonNumber, month: Month) -> Option<&mut Charge> {
        let known = self.charges.iter().rposition(|charge| charge.person == person && charge.month == month);
        if known.is_none() {
            let (excused, holidays, job_search) = (Hours::ZERO, Hours::ZERO, Hours::ZERO);
            self.charges.push(Charge { person, month, excused, holidays, job_search, vocational: false });
        }
        let index = known.or_else(|| self.charges.len().checked_sub(1))?;
        self.charges.get_mut(index)
    }

    /// Returns what `person` was charged in the `span` of months that ends with `month`, included.
    fn charged_hours(&self, person: PersonNumber, month: Month, span: Months, what: fn(&Charge) -> Hours) -> Hours {
        // The span includes the month itself.
        let first = month.months_before(span.0.saturating_sub(1));
        let within = self.charges.iter().rev().take_while(|charge| charge.month >= first);
        within.filter(|charge| charge.person == person).map(what).sum()
    }

    /// Returns the excused hours of an unpaid activity that count: what is left of the month's limit and of the year's.
    pub fn count_excused(&mut self, view: &View, row: &Attendance) -> Counted {
        let policy = view.policy;
        let limits = policy.federal_excused_month.as_ref().zip(policy.federal_excused_year.as_ref());
        let Some((month, year)) = limits.filter(|_| row.excused > Hours::ZERO) else {
            let open = row.excused > Hours::ZERO;
            let cannot_tell = open.then(|| {
                message!(
                    "how many of the {} excused hours count: the limits in hours were not yet in force",
                    row.excused
                )
            });
            return Counted { hours: row.excused, cannot_tell };
        };
        let span = policy.federal_excused_span.as_ref().map_or(Months(1), |span| span.value);
        let in_month = self.charged_hours(row.person, row.month, Months(1), |charge| charge.excused);
        let in_year = self.charged_hours(row.person, row.month, span, |charge| charge.excused);
        let hours = row.excused.min(month.value - in_month).min(year.value - in_year);
        if let Some(charge) = self.charge_mut(row.person, row.month) {
            charge.excused = charge.excused + hours;
        }
        Counted { hours, cannot_tell: None }
    }

    /// Returns the holiday hours of an unpaid activity that count: those of the days that the year's limit has left. If
    /// the number of days is not recorded, it follows from the schedule, or from the hours of a working day.
    pub fn count_holidays(&mut self, view: &View, row: &Attendance) -> Counted {
        let policy = view.policy;
        let limit = policy.federal_holidays.as_ref().zip(policy.federal_excused_span.as_ref());
        let Some((most, span)) = limit.filter(|_| row.holiday > Hours::ZERO) else {
            return Counted { hours: row.holiday, cannot_tell: None };
        };
        let days = holiday_days(view, row);
        let used = self.charged_hours(row.person, row.month, span.value, |charge| charge.holidays);
        let counted = days.min(Hours::from_whole(u32::try_from(most.value.0).unwrap_or(0)) - used);
        let share = u64::from(row.holiday.as_hundredths()) * u64::from(counted.as_hundredths());
        let hours = share / u64::from(days.as_hundredths().max(1));
        if let Some(charge) = self.charge_mut(row.person, row.month) {
            charge.holidays = charge.holidays + counted;
        }
        let cannot_tell = (counted < days).then(|| {
            message!(
                "how many holidays count: at most {} days do in twelve months, and {} days of {} hours are recorded \
                 for the month \
                 (days left to count: {})",
                most.value.0,
                days,
                row.holiday,
                counted
            )
        });
        Counted { hours: Hours::from_hundredths(u32::try_from(hours).unwrap_or(u32::MAX)), cannot_tell }
    }

    /// Returns whether a month of the lifetime limit of vocational education is left for the row. A month in which the
    /// person attended at least once uses up one.
    pub fn count_vocational(&mut self, view: &View, row: &Attendance) -> bool {
        let before = self.charges.iter().filter(|charge| charge.person == row.person && charge.month < row.month);
        let used = before.filter(|charge| charge.vocational).count();
        let attended = row.attended > Hours::ZERO;
        if let Some(charge) = self.charge_mut(row.person, row.month) {
            charge.vocational |= attended;
        }
        let limit = view.policy.vocational_lifetime.as_ref();
        limit.is_none_or(|limit| used < usize::try_from(limit.value.0).unwrap_or(usize::MAX))
    }

    /// Returns the hours of job search and job readiness that count of `hours`: what is left of the weeks of the year.
    pub fn count_job_search(&mut self, view: &View, row: &Attendance, hours: Hours, single_parent: bool) -> Counted {
        let policy = view.policy;
        let week = if single_parent { &policy.job_search_week_young_child } else { &policy.job_search_week };
        let limits = policy.job_search_weeks.as_ref().zip(policy.job_search_span.as_ref()).zip(week.as_ref());
        let Some(((weeks, span), week)) = limits else { return Counted { hours, cannot_tell: None } };
        let most = hours_over(week.value, weeks.value);
        let before = self.charged_hours(row.person, row.month.previous(), Months(1), |charge| charge.job_search);
        let used = self.charged_hours(row.person, row.month, span.value, |charge| charge.job_search);
        let counted = hours.min(most - used);
        if let Some(charge) = self.charge_mut(row.person, row.month) {
            charge.job_search = charge.job_search + counted;
        }
        let running = policy.job_search_running_weeks.as_ref().map_or(weeks.value, |running| running.value);
        let four = hours_over(week.value, running);
        let needy = policy.job_search_weeks_needy.as_ref().map_or(weeks.value, |needy| needy.value);
        let number = |weeks: Weeks| Hours::from_hundredths(weeks.hundredths());
        let cannot_tell = if counted < hours {
            Some(message!(
                "how many hours of job search count: {} hours ({} weeks) do in twelve months, and {} of {} are left \
                 out; {} weeks count while the State is needy",
                most,
                number(weeks.value),
                hours - counted,
                hours,
                number(needy)
            ))
        } else {
            let running_on = hours > four || (before > Hours::ZERO && hours > Hours::ZERO);
            running_on.then(|| {
                message!(
                    "which weeks of job search count: one that follows {} weeks without a break does not, and the \
                     weeks are not recorded",
                    number(running)
                )
            })
        };
        Counted { hours: counted, cannot_tell }
    }
}

/// Returns the number of days that the holiday hours of a row make, in hundredths of a day.
fn holiday_days(view: &View, row: &Attendance) -> Hours {
    if let Some(days) = row.holiday_days {
        return Hours::from_whole(days.into());
    }
    let scheduled = attended_activity(view, row).and_then(longest_day);
    let assumed = view.policy.federal_holiday_hours.as_ref().map(|hours| hours.value);
    let day = scheduled.or(assumed).filter(|day| *day > Hours::ZERO).unwrap_or(Hours::from_whole(1));
    let days = u64::from(row.holiday.as_hundredths()) * HUNDREDTHS / u64::from(day.as_hundredths());
    Hours::from_hundredths(u32::try_from(days).unwrap_or(u32::MAX))
}

/// Returns the hours of the longest day of the activity's meetings.
fn longest_day(activity: &Activity) -> Option<Hours> {
    let days: Vec<Weekday> = activity.sessions.iter().map(|session| session.day).collect();
    days.into_iter().map(|day| session_hours(activity, day)).max()
}
