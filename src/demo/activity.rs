//! Activities of the practice caseload, with their status histories and their attendance.

use chrono::{Days, NaiveDate};

use super::data::{ActivityProfile, DemoWords};
use super::dice::Dice;
use super::working_days::last_working_day;
use crate::domain::dates::Month;
use crate::domain::hours::Hours;
use crate::domain::status::ActivityStatus;

/// The weeks of an average month, in hundredths, as attendance sheets count them.
const WEEKS_OF_A_MONTH: i64 = 433;
/// The number of past months for which a caseload has attendance.
const MONTHS_SHOWN: usize = 4;

/// An activity with everything that happened in it.
pub struct DemoActivity {
    pub kind: String,
    pub provider: String,
    pub weekly_hours: Hours,
    pub start: NaiveDate,
    pub expected_end: NaiveDate,
    /// The statuses with their days, in the order of the days.
    pub statuses: Vec<(ActivityStatus, NaiveDate)>,
    /// The months of attendance, in order.
    pub attendance: Vec<DemoAttendance>,
}

/// The attendance of one month.
pub struct DemoAttendance {
    pub month: Month,
    pub attended: Hours,
    pub excused: Hours,
    pub unexcused: Hours,
    pub verified_by: String,
    pub posted: NaiveDate,
}

/// Returns the day `days` days before `as_of`; a negative number gives a day after it.
pub fn days_before(as_of: NaiveDate, days: i64) -> NaiveDate {
    let by = Days::new(days.unsigned_abs());
    let day = if days < 0 { as_of.checked_add_days(by) } else { as_of.checked_sub_days(by) };
    day.unwrap_or(as_of)
}

/// Draws an activity of one of the kinds within the ranges of the profile.
pub fn activity_from_profile(
    profile: &ActivityProfile,
    kind: String,
    words: &DemoWords,
    as_of: NaiveDate,
    dice: &mut Dice,
) -> DemoActivity {
    let start = last_working_day(days_before(as_of, dice.number_in_range(profile.started)));
    let weekly_hours = dice.number_in_range(profile.hours);
    let statuses = draw_statuses(profile, start, as_of, dice);
    let mut activity = DemoActivity {
        kind,
        provider: dice.pick_text(&words.providers),
        weekly_hours: hours_from_hundredths(weekly_hours * 100),
        start,
        expected_end: days_before(as_of, -dice.number_in_range(profile.ends_in)).max(start),
        statuses,
        attendance: vec![],
    };
    if profile.posted && profile.attended {
        activity.attendance = draw_attendance(profile, &activity, weekly_hours, words, as_of, dice);
    }
    activity
}

/// Converts hundredths of an hour to hours; a negative number gives no hours.
fn hours_from_hundredths(hundredths: i64) -> Hours {
    Hours::from_hundredths(u32::try_from(hundredths).unwrap_or_default())
}

fn draw_statuses(
    profile: &ActivityProfile,
    start: NaiveDate,
    as_of: NaiveDate,
    dice: &mut Dice,
) -> Vec<(ActivityStatus, NaiveDate)> {
    let known_by = start.min(as_of);
    let scheduled = dice.number_between(1, 5);
    let mut statuses = vec![
        (ActivityStatus::Referred, last_working_day(days_before(known_by, scheduled + dice.number_between(2, 8)))),
        (ActivityStatus::Scheduled, last_working_day(days_before(known_by, scheduled))),
    ];
    if profile.attended {
        statuses.push((ActivityStatus::FirstDayAttendance, start));
    }
    statuses.extend(
        profile
            .then
            .iter()
            .map(|step| (step.status, last_working_day(days_before(as_of, dice.number_in_range(step.days))))),
    );
    statuses
}

/// Draws the attendance of the last months. It is posted on one day of the following month, the same day for all
/// months, so that an activity that is kept up has no posting older than a month.
fn draw_attendance(
    profile: &ActivityProfile,
    activity: &DemoActivity,
    weekly_hours: i64,
    words: &DemoWords,
    as_of: NaiveDate,
    dice: &mut Dice,
) -> Vec<DemoAttendance> {
    let posted_on = dice.number_between(4, 9);
    let posted_until = days_before(as_of, profile.silent.map_or(0, |silent| dice.number_in_range(silent)));
    let posting = |month: Month| days_before(month.next().first_day(), -posted_on);
    let last = match activity.statuses.last() {
        Some((_, on)) if !profile.then.is_empty() => *on,
        _ => as_of,
    };
    let mut months: Vec<Month> =
        std::iter::successors(Some(Month::from_date(activity.start)), |month| Some(month.next()))
            .take_while(|month| *month <= Month::from_date(last) && posting(*month) <= posted_until)
            .collect();
    months
        .split_off(months.len().saturating_sub(MONTHS_SHOWN))
        .into_iter()
        .map(|month| DemoAttendance { posted: posting(month), ..draw_month(profile, month, weekly_hours, words, dice) })
        .collect()
}

fn draw_month(
    profile: &ActivityProfile,
    month: Month,
    weekly_hours: i64,
    words: &DemoWords,
    dice: &mut Dice,
) -> DemoAttendance {
    // Attendance sheets count in tenths of an hour.
    let attended = weekly_hours * WEEKS_OF_A_MONTH * dice.number_in_range(profile.kept) / 1000 * 10;
    DemoAttendance {
        month,
        attended: hours_from_hundredths(attended),
        excused: hours_from_hundredths(if dice.happens_in_percent(30) { 400 * dice.number_between(1, 3) } else { 0 }),
        unexcused: hours_from_hundredths(if dice.happens_in_percent(15) { 300 * dice.number_between(1, 3) } else { 0 }),
        verified_by: dice.pick_text(&words.verified_by),
        posted: month.first_day(),
    }
}
