//! The hours that are posted for the days of a compliance plan or a cure. Both begin and end within a month, attendance is
//! posted by the month, and no source says which of its hours belong to the plan: nobody who may have done what a plan asks is
//! told that they did not.
//!
//! Source: WIC 11322.8, 11327.4(a)(1); CDSS guidance of January 2021, as summarized (meeting the hours ends a non-compliance).

use chrono::NaiveDate;

use super::average::{
    AverageReading, days_inclusive, fewest_weeks_between, hours_of_days, hours_over, weekdays_between,
    weeks_of_calendar_days, whole_weeks_between,
};
use super::hours::posted_attendance;
use super::hours_of_month::{AverageBy, HoursOwed, MonthlyHours};
use super::message::{Message, message};
use super::view::View;
use crate::domain::PersonNumber;
use crate::domain::dates::Month;
use crate::domain::facts::{CauseOutcome, Cure, Noncompliance};
use crate::domain::hours::Hours;
use crate::policy::param::Weeks;

/// A week: a shorter part of a month says nothing about its hours.
const WEEK: Weeks = Weeks::from_hundredths(Hours::from_whole(1).as_hundredths());
/// No week at all.
const NO_WEEKS: Weeks = Weeks::from_hundredths(Hours::ZERO.as_hundredths());

/// The hours that are posted for the months of a plan.
pub(super) struct PlanHours {
    first: NaiveDate,
    last: NaiveDate,
    /// The hours posted for the months in which the days of the plan lie, as far as these days can hold them.
    pub posted: Hours,
    /// Whether more hours are posted than these days can hold, or they are less than a week: over a few days any hours are many.
    pub is_crowded: bool,
    /// The hours a week if all of them belong to the plan, over the fewest weeks that its days make.
    pub most_weekly: Hours,
    /// The same over the whole weeks of its days without holidays, where it has any: the days that were scheduled are not
    /// recorded.
    pub whole_weekly: Option<Hours>,
    /// The first of the months of which nothing is posted.
    pub unposted: Option<Month>,
}

impl PlanHours {
    /// Returns the hours of a plan from `first` to `last`, both included; `None` if it has no weekday that is no holiday.
    pub(super) fn find(view: &View, person: PersonNumber, first: NaiveDate, last: NaiveDate) -> Option<Self> {
        let weeks = fewest_weeks_between(view.policy, first, last).filter(|weeks| *weeks > NO_WEEKS)?;
        let months = months_of(first, last).filter(|month| {
            let (from, until) = days_in(*month, first, last);
            weekdays_between(from, until) > 0
        });
        let mut found = Self {
            first,
            last,
            posted: Hours::ZERO,
            is_crowded: weeks < WEEK,
            most_weekly: Hours::ZERO,
            whole_weekly: None,
            unposted: None,
        };
        for month in months {
            let rows = posted_attendance(view).filter(|row| row.person == person && row.month == month);
            match rows.map(|row| row.attended).reduce(|sum, hours| sum + hours) {
                Some(attended) => {
                    let most = most_of(view, month, first, last);
                    found.posted = found.posted + attended.min(most);
                    found.is_crowded |= most < attended;
                }
                None => found.unposted = found.unposted.or(Some(month)),
            }
        }
        found.most_weekly = average_of_part(found.posted, weeks);
        let whole = Some(whole_weeks_between(view.policy, first, last)).filter(|weeks| *weeks > NO_WEEKS);
        found.whole_weekly = whole.map(|weeks| average_of_part(found.posted, weeks));
        Some(found)
    }

    /// Returns that the hours that were asked may have been done.
    pub(super) fn may_be_done_text(&self, asked: Hours) -> Message {
        message!(
            "{} hours are posted for its months; if they were done on its days from {} to {}, they are {} a week, and {} are \
             asked",
            self.posted,
            self.first,
            self.last,
            self.most_weekly,
            asked
        )
    }
}

fn average_of_part(hours: Hours, weeks: Weeks) -> Hours {
    AverageReading::new(AverageBy::PartOfMonth, weeks, hours).weekly_average
}

/// Returns the months in which the days lie.
fn months_of(first: NaiveDate, last: NaiveDate) -> impl Iterator<Item = Month> {
    let until = Month::from_date(last);
    std::iter::successors(Some(Month::from_date(first)), |month| Some(month.next()))
        .take_while(move |month| *month <= until)
}

/// Returns the first and last of the days that lie in the month.
fn days_in(month: Month, first: NaiveDate, last: NaiveDate) -> (NaiveDate, NaiveDate) {
    (first.max(month.first_day()), last.min(month.last_day()))
}

/// Returns the most hours that the days of the plan in the month can hold: what at most may be scheduled in their weeks.
fn most_of(view: &View, month: Month, first: NaiveDate, last: NaiveDate) -> Hours {
    let (from, until) = days_in(month, first, last);
    let limit = view.policy.activity_week_hours.as_ref().map(|limit| limit.value);
    let days = weeks_of_calendar_days(days_inclusive(from, until));
    limit.map_or_else(|| hours_of_days(days_inclusive(from, until)), |limit| hours_over(limit, days))
}

/// Returns the doubt about hours of a month that fall short, in which a compliance plan or a cure began or ended, and whose
/// hours meet what is owed if they were done on its days.
pub(super) fn doubt_of_plan_part(view: &View, row: &MonthlyHours) -> Option<Message> {
    if view.facts.noncompliance.is_empty() || row.owed == HoursOwed::None {
        return None;
    }
    let theirs = |person: PersonNumber| [PersonNumber::CASE, person].contains(&row.person);
    let plans = view.facts.noncompliance.iter().filter(|step| theirs(step.person)).filter_map(agreed_days);
    let cures = view.facts.cures.iter().filter(|cure| theirs(cure.person)).filter_map(|cure| cure_days(cure, view.on));
    let (month_first, month_last) = (row.month.first_day(), row.month.last_day());
    let within = |(first, last): &(NaiveDate, NaiveDate)| {
        *first <= month_last && month_first <= *last && (month_first < *first || *last < month_last)
    };
    let averages = plans.chain(cures).filter(within).filter_map(|(first, last)| {
        let (from, until) = days_in(row.month, first, last);
        // Over a few days any hours are many.
        let weeks = fewest_weeks_between(view.policy, from, until).filter(|weeks| *weeks >= WEEK)?;
        let fits = row.attended <= most_of(view, row.month, first, last);
        fits.then(|| (average_of_part(row.attended, weeks), from, until))
    });
    let (average, from, until) = averages.filter(|(average, ..)| row.required.weekly <= *average).max()?;
    Some(message!(
        "how the hours of {} count: a compliance plan or a cure asked its hours only from {} to {}, and no rule found says how such a month is counted; \
         over these days the average is {} hours a week, and {} are required",
        row.month,
        from,
        until,
        average,
        row.required.weekly
    ))
}

/// Returns the days of the compliance plan that was agreed on, up to its last day or its earlier result.
fn agreed_days(step: &Noncompliance) -> Option<(NaiveDate, NaiveDate)> {
    let agreed = step.determination.as_ref().filter(|known| known.outcome == CauseOutcome::CompliancePlan)?;
    let result = step.plan_result.as_ref().map(|result| result.on);
    let last = [step.plan_end, result].into_iter().flatten().min()?;
    (agreed.on <= last).then_some((agreed.on, last))
}

/// Returns the days of the cure up to its last day or its earlier failure; `None` while it runs without a last day.
pub(super) fn cure_days(cure: &Cure, on: NaiveDate) -> Option<(NaiveDate, NaiveDate)> {
    let first = cure.plan_signed.unwrap_or(cure.requested);
    let last = [cure.until, cure.failed, cure.completed].into_iter().flatten().min()?;
    (first <= last && first <= on).then_some((first, last))
}
