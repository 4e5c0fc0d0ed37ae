//! The weekly average of a month, and what was scheduled in it.
//!
//! The law asks for "an average of … hours per week during the month" (WIC 11322.8) and does not say how hours of a
//! month become hours of a week. Three readings are in use: by the days of the month, by 4.33 weeks, and by the weeks
//! in which the activity was scheduled; an office may choose whole weeks. A month is shown by the common reading, and
//! judged by the one that asks for the fewest hours, so that nobody who attended all that was scheduled is called
//! short.

use chrono::{Datelike, NaiveDate, Weekday};

pub use super::hours_of_month::{AverageBy, AverageReading};
use super::message::{Message, message};
use super::view::View;
use crate::domain::dates::{Month, days_between};
use crate::domain::facts::{Activity, Attendance, Session};
use crate::domain::hours::Hours;
use crate::policy::param::Weeks;
use crate::policy::{Param, Policy};

/// The hundredths of a whole hour or week.
const HUNDREDTHS: u64 = Hours::from_whole(1).as_hundredths() as u64;
/// The minutes of an hour.
const MINUTES_OF_HOUR: u64 = chrono::TimeDelta::hours(1).num_minutes().unsigned_abs();
/// The days of the week on which participation is expected.
const WEEKDAYS: &[Weekday] = &[Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri];

impl AverageBy {
    /// Returns what the hours are divided by, in words.
    pub const fn title(self) -> &'static str {
        match self {
            Self::DaysOfMonth => "the weekdays of the month",
            Self::WeeksInMonth => "the same for every month",
            Self::WholeWeeks => "the whole weeks of the month",
            Self::ScheduledWeeks => "the weeks that were scheduled",
            Self::PartOfMonth => "the weekdays of the part of the month",
        }
    }
}

impl AverageReading {
    /// Creates the reading of `hours` over `weeks`.
    pub fn new(by: AverageBy, weeks: Weeks, hours: Hours) -> Self {
        Self { by, weeks, weekly_average: average_over(hours, weeks) }
    }
}

/// Returns the weekly averages of `hours` by the readings that the policy of the month has in force, the common one
/// first.
pub fn month_averages(policy: &Policy, hours: Hours, month: Month) -> Vec<AverageReading> {
    if policy.whole_weeks.as_ref().is_some_and(|rule| rule.value.0) {
        return vec![AverageReading::new(AverageBy::WholeWeeks, whole_weeks(month), hours)];
    }
    let divisor = policy.weeks_in_month.as_ref();
    let common = divisor.map(|weeks| AverageReading::new(AverageBy::WeeksInMonth, weeks.value, hours));
    // A divisor that an office has chosen decides alone; one that is only common practice is one reading of several.
    let chosen = divisor.is_some_and(Param::can_decide);
    let by_days = policy.average_by_days.as_ref().is_some_and(|rule| rule.value.0 && !chosen);
    let days = by_days.then(|| weeks_of_days(month.first_day(), month.last_day()));
    let days = days.map(|weeks| AverageReading::new(AverageBy::DaysOfMonth, weeks, hours));
    common.into_iter().chain(days).collect()
}

/// Returns the weekly average by the divisor of policy, or by the whole weeks of the month if the office chose that:
/// the average of the federal view and of the hours that unpaid work may have.
pub fn weekly_average(view: &View, hours: Hours, month: Month) -> Option<Hours> {
    let whole = view.policy.whole_weeks.as_ref().is_some_and(|rule| rule.value.0);
    let weeks = if whole { whole_weeks(month) } else { view.policy.weeks_in_month.as_ref()?.value };
    Some(average_over(hours, weeks))
}

fn average_over(hours: Hours, weeks: Weeks) -> Hours {
    let average = u64::from(hours.as_hundredths()) * HUNDREDTHS / u64::from(weeks.hundredths());
    Hours::from_hundredths(u32::try_from(average).unwrap_or(u32::MAX))
}

/// Returns the hours that `weekly` hours make over `weeks`, rounded up to the hundredth.
pub fn hours_over(weekly: Hours, weeks: Weeks) -> Hours {
    let hours = (u64::from(weekly.as_hundredths()) * u64::from(weeks.hundredths())).div_ceil(HUNDREDTHS);
    Hours::from_hundredths(u32::try_from(hours).unwrap_or(u32::MAX))
}

/// Returns the weeks that the weekdays from `first` to `last`, both included, make at five to a week.
pub fn weeks_of_days(first: NaiveDate, last: NaiveDate) -> Weeks {
    weeks_of_weekdays(weekdays_between(first, last))
}

/// Returns the weeks that this number of weekdays makes at five to a week.
pub fn weeks_of_weekdays(weekdays: u64) -> Weeks {
    to_weeks(weekdays * HUNDREDTHS / (WEEKDAYS.len() as u64))
}

/// Returns the weeks that this number of days makes at seven to a week.
pub(super) fn weeks_of_calendar_days(days: u32) -> Weeks {
    to_weeks(u64::from(days) * HUNDREDTHS / days_in_week())
}

/// Returns the fewest weeks that the days from `first` to `last` make: at seven to a week, or their weekdays without the
/// holidays of the county at five to a week; `None` where `last` comes first.
pub(super) fn fewest_weeks_between(policy: &Policy, first: NaiveDate, last: NaiveDate) -> Option<Weeks> {
    let days = Some(days_inclusive(first, last)).filter(|days| *days > 0)?;
    let working = weekdays_between(first, last).saturating_sub(weekday_holidays(policy, first, last));
    Some(weeks_of_weekdays(working).min(weeks_of_calendar_days(days)))
}

/// Returns the seven-day spans from `first` to `last` as weeks, without the weekdays that are holidays of the county.
pub(super) fn whole_weeks_between(policy: &Policy, first: NaiveDate, last: NaiveDate) -> Weeks {
    let holidays = weekday_holidays(policy, first, last) * HUNDREDTHS / (WEEKDAYS.len() as u64);
    to_weeks((weeks_within(first, last) * HUNDREDTHS).saturating_sub(holidays))
}

fn weekday_holidays(policy: &Policy, first: NaiveDate, last: NaiveDate) -> u64 {
    let weekdays = first.iter_days().take_while(|day| *day <= last).filter(|day| WEEKDAYS.contains(&day.weekday()));
    weekdays.filter(|day| policy.calendar.holiday_on(*day).is_some()).count() as u64
}

/// Returns the number of weekdays from `first` to `last`, both included; zero where `last` comes first.
pub fn weekdays_between(first: NaiveDate, last: NaiveDate) -> u64 {
    let days = u64::try_from(days_between(first, last) + 1).unwrap_or(0);
    let week = days_in_week();
    let rest = first.iter_days().take(usize::try_from(days % week).unwrap_or(0));
    let weekdays = rest.filter(|day| WEEKDAYS.contains(&day.weekday())).count();
    days / week * (WEEKDAYS.len() as u64) + (weekdays as u64)
}

/// Returns the number of seven-day spans that fit into the month, as weeks.
pub fn whole_weeks(month: Month) -> Weeks {
    to_weeks(weeks_within(month.first_day(), month.last_day()) * HUNDREDTHS)
}

/// Returns the fewest weeks that somebody may have been scheduled in the month: its whole weeks, without the weekdays
/// that are holidays of the county.
pub fn fewest_weeks(policy: &Policy, month: Month) -> Weeks {
    whole_weeks_between(policy, month.first_day(), month.last_day())
}

/// Returns the number of days from the first to the last, both included; 0 if the last is before the first.
pub(super) fn days_inclusive(first: NaiveDate, last: NaiveDate) -> u32 {
    u32::try_from(days_between(first, last) + 1).unwrap_or_default()
}

/// Returns the hours that these days have.
pub(super) fn hours_of_days(days: u32) -> Hours {
    let hours = chrono::TimeDelta::days(i64::from(days)).num_hours();
    u32::try_from(hours).map_or(Hours::ZERO, Hours::from_whole)
}

fn weeks_within(first: NaiveDate, last: NaiveDate) -> u64 {
    u64::try_from(days_between(first, last) + 1).unwrap_or(0) / days_in_week()
}

fn days_in_week() -> u64 {
    u64::try_from(chrono::TimeDelta::weeks(1).num_days()).unwrap_or(1)
}

fn to_weeks(hundredths: u64) -> Weeks {
    Weeks::from_hundredths(u32::try_from(hundredths).unwrap_or(u32::MAX))
}

/// What was scheduled in a month, over all activities with attendance.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Scheduled {
    /// The hours that were scheduled; `None` if an activity's days are not recorded.
    pub hours: Option<Hours>,
    /// The hours that are scheduled in a week; `None` if an activity has none recorded.
    pub weekly: Option<Hours>,
    /// The fewest hours that the schedules of a week can have made in the month; `None` if nothing of a schedule is
    /// recorded.
    pub fewest: Option<Hours>,
}

/// Returns what was scheduled in the month of `rows`.
pub fn scheduled_in_month(view: &View, rows: &[&Attendance], month: Month) -> Scheduled {
    let mut all = Scheduled { hours: Some(Hours::ZERO), weekly: Some(Hours::ZERO), fewest: None };
    for row in rows {
        let activity = attended_activity(view, row);
        let span = activity.and_then(|activity| days_of_activity(view, activity, month));
        let by_days = activity.zip(span).and_then(|(activity, span)| hours_of_sessions(view, activity, span));
        let hours = row.scheduled.or(by_days);
        let weekly = activity.and_then(weekly_hours).or_else(|| weekly_hours_by_days(view, row));
        let at_least = weekly.zip(span).map(|(weekly, (first, last))| {
            let weeks = to_weeks(weeks_within(first, last) * HUNDREDTHS);
            if weeks_within(first, last) == 0 { Hours::ZERO } else { hours_over(weekly, weeks) }
        });
        all.hours = all.hours.zip(hours).map(|(sum, hours)| sum + hours);
        all.weekly = all.weekly.zip(weekly).map(|(sum, hours)| sum + hours);
        all.fewest = match (all.fewest, hours.or(at_least)) {
            (sum, Some(hours)) => Some(sum.unwrap_or_default() + hours),
            (sum, None) => sum,
        };
    }
    all
}

impl Scheduled {
    /// Returns the weeks that the schedule of the month makes, if its days are recorded.
    pub fn weeks(&self) -> Option<Weeks> {
        let (hours, weekly) = (self.hours?, self.weekly.filter(|weekly| *weekly > Hours::ZERO)?);
        let weeks = u64::from(hours.as_hundredths()) * HUNDREDTHS / u64::from(weekly.as_hundredths());
        (weeks > 0).then(|| to_weeks(weeks))
    }
}

/// Returns the activity of which `row` is the attendance.
pub fn attended_activity<'a>(view: &View<'a>, row: &Attendance) -> Option<&'a Activity> {
    view.activities_of(row.person).find(|activity| activity.start == row.start && activity.kind == row.kind)
}

/// Returns the first and the last day on which the activity ran in `month`, within its term; `None` if it did not run.
pub(super) fn days_of_activity(view: &View, activity: &Activity, month: Month) -> Option<(NaiveDate, NaiveDate)> {
    let ended = view.final_status(activity).map(|status| status.on);
    let first =
        [Some(activity.start), activity.term_from].into_iter().flatten().fold(month.first_day(), NaiveDate::max);
    let ends = [activity.expected_end, activity.term_until, ended];
    let last = ends.into_iter().flatten().fold(month.last_day(), NaiveDate::min);
    (first <= last).then_some((first, last))
}

/// Returns the doubt about hours of a month in which an attended activity had no term: nothing of it was scheduled.
pub(super) fn doubt_of_term(view: &View, rows: &[&Attendance], month: Month) -> Option<Message> {
    let outside = rows.iter().filter_map(|row| {
        let activity = attended_activity(view, row)?;
        let ended = activity.term_until.filter(|last| *last < month.first_day());
        let begins = activity.term_from.filter(|first| month.last_day() < *first);
        Some((&activity.kind, ended.map(|day| (day, true)).or(begins.map(|day| (day, false)))?))
    });
    let (kind, (day, is_over)) = outside.min()?;
    Some(if is_over {
        message!("whether hours of {} were scheduled in {}: its term ended on {}", kind, month, day)
    } else {
        message!("whether hours of {} were scheduled in {}: its term begins on {}", kind, month, day)
    })
}

/// Returns the hours of the activity's meetings on these days, without the holidays of the county; `None` if its
/// meetings are not recorded.
fn hours_of_sessions(view: &View, activity: &Activity, (first, last): (NaiveDate, NaiveDate)) -> Option<Hours> {
    if activity.sessions.is_empty() {
        return None;
    }
    let days = first.iter_days().take_while(|day| *day <= last);
    let open = days.filter(|day| view.policy.calendar.holiday_on(*day).is_none());
    Some(open.map(|day| session_hours(activity, day.weekday())).sum())
}

/// Returns the hours of the activity's meetings on a day of the week.
pub fn session_hours(activity: &Activity, day: Weekday) -> Hours {
    let minutes = minutes_of_sessions(&activity.sessions, day);
    Hours::from_hundredths(u32::try_from(minutes * HUNDREDTHS / MINUTES_OF_HOUR).unwrap_or(u32::MAX))
}

/// Returns the minutes of the sessions on a day of the week. A session that ends before it begins has none.
pub fn minutes_of_sessions<'a>(sessions: impl IntoIterator<Item = &'a Session>, day: Weekday) -> u64 {
    let on_day = sessions.into_iter().filter(|session| session.day == day);
    on_day.map(|session| u64::try_from((session.to - session.from).num_minutes()).unwrap_or(0)).sum()
}

/// Returns whether `minutes` are more than `hours`. They are compared in hundredths of a minute, so that neither is
/// rounded.
pub fn is_longer_than(minutes: u64, hours: Hours) -> bool {
    minutes * HUNDREDTHS > u64::from(hours.as_hundredths()) * MINUTES_OF_HOUR
}

/// Returns the hours of a five-day week by the hours and the days that were scheduled in the month; `None` unless every
/// weekday of the month that is no holiday was scheduled, since fewer days may be of a shorter week.
fn weekly_hours_by_days(view: &View, row: &Attendance) -> Option<Hours> {
    let (hours, days) = (row.scheduled?, row.scheduled_days.map(u64::from)?);
    let weekdays = row.month.first_day().iter_days().take_while(|day| row.month.contains(*day));
    let weekdays = weekdays.filter(|day| WEEKDAYS.contains(&day.weekday()));
    let open = weekdays.filter(|day| view.policy.calendar.holiday_on(*day).is_none()).count() as u64;
    let weekly = (u64::from(hours.as_hundredths()) * (WEEKDAYS.len() as u64)).checked_div(days)?;
    (open <= days).then(|| Hours::from_hundredths(u32::try_from(weekly).unwrap_or(u32::MAX)))
}

/// Returns the hours of a week in the activity: those recorded, or those of its meetings.
fn weekly_hours(activity: &Activity) -> Option<Hours> {
    let met = || {
        let mut days: Vec<Weekday> = activity.sessions.iter().map(|session| session.day).collect();
        days.sort_unstable_by_key(Weekday::num_days_from_monday);
        days.dedup();
        (!days.is_empty()).then(|| days.into_iter().map(|day| session_hours(activity, day)).sum())
    };
    activity.weekly_hours.or_else(met)
}
