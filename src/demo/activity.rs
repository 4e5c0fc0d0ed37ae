//! An activity of the practice caseload: its status history and its attendance.

use chrono::{Days, NaiveDate};

use super::data::{ActivityProfile, Words};
use super::dice::Dice;
use crate::domain::dates::Month;
use crate::domain::hours::Hours;
use crate::domain::status::ActivityStatus;

/// Weeks of a month, in hundredths, as attendance sheets count them.
const WEEKS_OF_A_MONTH: i64 = 433;
/// How many months of attendance a caseload shows.
const MONTHS_SHOWN: usize = 4;

/// An activity with what became of it.
pub struct Activity {
    pub kind: String,
    pub provider: String,
    pub weekly_hours: Hours,
    pub start: NaiveDate,
    pub expected_end: NaiveDate,
    /// In the order of their dates.
    pub statuses: Vec<(ActivityStatus, NaiveDate)>,
    /// In the order of their months.
    pub attendance: Vec<MonthAttended>,
}

/// A month's attendance.
pub struct MonthAttended {
    pub month: Month,
    pub attended: Hours,
    pub excused: Hours,
    pub unexcused: Hours,
    pub verified_by: String,
    pub posted: NaiveDate,
}

/// The day `days` before `as_of`; after it where `days` is negative.
pub fn ago(as_of: NaiveDate, days: i64) -> NaiveDate {
    let by = Days::new(days.unsigned_abs());
    let day = if days < 0 { as_of.checked_add_days(by) } else { as_of.checked_sub_days(by) };
    day.unwrap_or(as_of)
}

/// An activity of one of the kinds, as the profile has it.
pub fn draw(profile: &ActivityProfile, kind: String, words: &Words, as_of: NaiveDate, dice: &mut Dice) -> Activity {
    let start = ago(as_of, dice.of(profile.started));
    let weekly_hours = dice.of(profile.hours);
    let statuses = statuses(profile, start, as_of, dice);
    let mut activity = Activity {
        kind,
        provider: dice.word(&words.providers),
        weekly_hours: hours(weekly_hours * 100),
        start,
        expected_end: ago(as_of, -dice.of(profile.ends_in)).max(start),
        statuses,
        attendance: vec![],
    };
    if profile.posted && profile.attended {
        activity.attendance = attendance(profile, &activity, weekly_hours, words, as_of, dice);
    }
    activity
}

/// Hours from hundredths; none where that is negative.
fn hours(hundredths: i64) -> Hours {
    Hours::from_hundredths(u32::try_from(hundredths).unwrap_or_default())
}

fn statuses(
    profile: &ActivityProfile,
    start: NaiveDate,
    as_of: NaiveDate,
    dice: &mut Dice,
) -> Vec<(ActivityStatus, NaiveDate)> {
    let known_by = start.min(as_of);
    let scheduled = dice.within(1, 5);
    let mut statuses = vec![
        (ActivityStatus::Referred, ago(known_by, scheduled + dice.within(2, 8))),
        (ActivityStatus::Scheduled, ago(known_by, scheduled)),
    ];
    if profile.attended {
        statuses.push((ActivityStatus::FirstDayAttendance, start));
    }
    statuses.extend(profile.then.iter().map(|step| (step.status, ago(as_of, dice.of(step.days)))));
    statuses
}

/// The last months of attendance. It is posted on one day of the following month, the same for all months, so that
/// an activity that is kept up has none older than a month.
fn attendance(
    profile: &ActivityProfile,
    activity: &Activity,
    weekly_hours: i64,
    words: &Words,
    as_of: NaiveDate,
    dice: &mut Dice,
) -> Vec<MonthAttended> {
    let posted_on = dice.within(4, 9);
    let posted_until = ago(as_of, profile.silent.map_or(0, |silent| dice.of(silent)));
    let posting = |month: Month| ago(month.next().first_day(), -posted_on);
    let last = activity.statuses.last().filter(|_| !profile.then.is_empty()).map_or(as_of, |(_, on)| *on);
    let mut months: Vec<Month> = std::iter::successors(Some(Month::of(activity.start)), |month| Some(month.next()))
        .take_while(|month| *month <= Month::of(last) && posting(*month) <= posted_until)
        .collect();
    months
        .split_off(months.len().saturating_sub(MONTHS_SHOWN))
        .into_iter()
        .map(|month| MonthAttended {
            posted: posting(month),
            ..month_attended(profile, month, weekly_hours, words, dice)
        })
        .collect()
}

fn month_attended(
    profile: &ActivityProfile,
    month: Month,
    weekly_hours: i64,
    words: &Words,
    dice: &mut Dice,
) -> MonthAttended {
    // To the tenth of an hour, as attendance sheets have it.
    let attended = weekly_hours * WEEKS_OF_A_MONTH * dice.of(profile.kept) / 1000 * 10;
    MonthAttended {
        month,
        attended: hours(attended),
        excused: hours(if dice.chance(30) { 400 * dice.within(1, 3) } else { 0 }),
        unexcused: hours(if dice.chance(15) { 300 * dice.within(1, 3) } else { 0 }),
        verified_by: dice.word(&words.verified_by),
        posted: month.first_day(),
    }
}
