//! The hours of every month with posted attendance, as the State and the federal review count them, and the months that
//! fall short.
//!
//! A month is judged by the household and the policy of that month. Three questions are kept apart: what the unit owes a
//! week, who owes it and for how much of the month, and how the hours of a month become hours of a week. A doubt in one
//! of them is reported, and no shortfall counts as sure while it stands.

use std::borrow::Cow;

use chrono::NaiveDate;

use super::average::{self, AverageBy, AverageReading};
use super::determined_cause;
use super::federal::FederalMonths;
use super::hours::posted_attendance;
pub use super::hours_of_month::{HoursOwed, MonthlyHours};
use super::message::{Message, message};
use super::obligation::{self, MonthOwed};
use super::owing_doubts;
use super::unit_months::{RowOwed, UnitMonth, UnitMonths};
use super::unposted;
use super::view::{View, stated_ground};
use crate::domain::PersonNumber;
use crate::domain::dates::Month;
use crate::domain::facts::{Attendance, Person};
use crate::domain::hours::Hours;

impl HoursOwed {
    const fn from_month(owed: &MonthOwed) -> Self {
        match owed {
            MonthOwed::Whole => Self::Whole,
            MonthOwed::Part(_) => Self::Part,
            MonthOwed::No(_) => Self::None,
            MonthOwed::CannotTell(_) => Self::CannotTell,
        }
    }
}

/// Returns the hours of every month with posted attendance, per participant or for two parents together.
pub fn monthly_hours(view: &View) -> Vec<MonthlyHours> {
    hours_of_rows(view, posted_attendance(view).collect())
}

/// Returns the hours of these months, as far as their attendance is posted.
pub(super) fn hours_of_months<'a>(view: &View<'a>, months: &[Month]) -> Cow<'a, [MonthlyHours]> {
    match view.known_hours() {
        Some(known) => Cow::Borrowed(known),
        None => hours_of_rows(view, posted_attendance(view).filter(|row| months.contains(&row.month)).collect()).into(),
    }
}

/// Returns the weekly average of what the parents attended together in `month`, whoever of them owes hours, and the hours a
/// week that the unit owes: the usual average if it meets them, otherwise the highest. `None` without attendance of a parent.
pub(super) fn hours_of_parents(view: &View, month: Month) -> Option<(Hours, Hours)> {
    let mut units = UnitMonths::new(view, month);
    let unit = units.month_owed(month, None)?;
    let is_parent = |row: &&Attendance| view.find_person(row.person).is_some() && units.shares_hours(row.person, month);
    let rows: Vec<&Attendance> = posted_attendance(view).filter(|row| row.month == month).filter(is_parent).collect();
    let attended: Hours = rows.iter().map(|row| row.attended).sum();
    let by_schedule = average::scheduled_in_month(&unit.then, &rows, month).weeks();
    let by_schedule = by_schedule.map(|weeks| AverageReading::new(AverageBy::ScheduledWeeks, weeks, attended));
    let readings = average::month_averages(unit.then.policy, attended, month).into_iter().chain(by_schedule);
    let averages: Vec<Hours> = readings.map(|reading| reading.weekly_average).collect();
    let owed = unit.required.weekly;
    // The first is the one that every page shows. Another is named only where it alone meets what is owed.
    let usual = averages.first().copied().filter(|usual| owed <= *usual);
    let average = usual.or_else(|| averages.iter().copied().max()).filter(|_| !rows.is_empty())?;
    Some((average, owed))
}

/// Returns the hours a week that the unit owes in `month`, if it is sure how many; `None` if not.
pub(super) fn hours_surely_owed(view: &View, month: Month) -> Option<Hours> {
    let unit = UnitMonths::new(view, month).month_owed(month, None)?;
    unit.required.cannot_tell.is_empty().then_some(unit.required.weekly)
}

fn hours_of_rows(view: &View, mut rows: Vec<&Attendance>) -> Vec<MonthlyHours> {
    let order = |row: &&Attendance| (row.month, row.person, row.start);
    rows.sort_by(|a, b| order(a).cmp(&order(b)).then_with(|| a.kind.cmp(&b.kind)));
    let Some(first) = rows.first().map(|row| row.month) else { return Vec::new() };
    let mut units = UnitMonths::new(view, first);
    let mut federal = FederalMonths::new(view);
    let mut found = Vec::with_capacity(rows.len());
    let mut unit = None;
    for rows in rows.chunk_by(|a, b| a.month == b.month) {
        let Some(month) = rows.first().map(|row| row.month) else { continue };
        unit = units.month_owed(month, unit);
        let Some(unit) = &unit else { continue };
        federal.start_month(month);
        found.extend(hours_in_month(unit, &mut units, &mut federal, rows));
    }
    found
}

fn hours_in_month<'a>(
    unit: &UnitMonth<'a>,
    units: &mut UnitMonths<'a>,
    federal: &mut FederalMonths,
    rows: &[&Attendance],
) -> Vec<MonthlyHours> {
    let mut found = Vec::new();
    let (shared, own): (Vec<&Attendance>, Vec<&Attendance>) =
        rows.iter().partition(|row| unit.required.shared && units.shares_hours(row.person, unit.month));
    if !shared.is_empty() {
        let owed = units.shared_owed(unit);
        found.push(month_total(unit, PersonNumber::CASE, &shared, owed, federal));
    }
    for theirs in own.chunk_by(|a, b| a.person == b.person) {
        let Some(person) = theirs.first().map(|row| row.person) else { continue };
        let Some(mut owed) = units.own_owed(unit, person) else { continue };
        let others = rows.iter().filter(|row| row.person != person && unit.was_disabled_parent(row.person));
        owed.with_others = others.map(|row| row.attended).sum();
        found.push(month_total(unit, person, theirs, owed, federal));
    }
    found
}

fn month_total(
    unit: &UnitMonth,
    person: PersonNumber,
    rows: &[&Attendance],
    owed: RowOwed,
    federal: &mut FederalMonths,
) -> MonthlyHours {
    let sum = |hours: fn(&Attendance) -> Hours| -> Hours { rows.iter().map(|row| hours(row)).sum() };
    let attended = sum(|row| row.attended);
    let RowOwed { owed, person: owing, required, cannot_tell, with_others } = owed;
    let mut row = MonthlyHours {
        person,
        month: unit.month,
        attended,
        excused: sum(|row| row.excused),
        unexcused: sum(|row| row.unexcused),
        holiday: sum(|row| row.holiday),
        weekly_average: Hours::ZERO,
        averages: average::month_averages(unit.then.policy, attended, unit.month),
        owed: HoursOwed::from_month(&owed),
        required,
        met: false,
        cannot_tell,
        federal: federal.review(person, rows),
    };
    match owed {
        MonthOwed::No(reason) => {
            row.required.because.push(stated_ground("no hours are owed", reason));
            row.required.cannot_tell.clear();
            row.required.weekly = Hours::ZERO;
        }
        MonthOwed::Part(reason) => add_part_reading(unit, &mut row, rows, owing, reason),
        MonthOwed::CannotTell(reason) if is_part(unit, owing) => {
            add_part_reading(unit, &mut row, rows, owing, obligation::not_known_text(reason));
        }
        MonthOwed::CannotTell(reason) => row.cannot_tell.push(reason),
        MonthOwed::Whole => {}
    }
    judge_average(unit, &mut row, rows, with_others);
    note_rest_of_record(unit, &mut row, rows);
    row
}

/// Notes on hours that fall short what the rest of the record leaves open: whether anybody owed them, and whether hours are
/// still to be posted.
fn note_rest_of_record(unit: &UnitMonth, row: &mut MonthlyHours, rows: &[&Attendance]) {
    let view = &unit.view;
    if row.met || row.owed == HoursOwed::None {
        return;
    }
    let doubts = owing_doubts::doubts_of_owing(view, row.person, row.month);
    row.required.cannot_tell.extend(doubts.into_iter().filter(|doubt| !row.cannot_tell.contains(doubt)));
    let mut people = owing_doubts::people_owing(view, row.person, row.month);
    // The hours of a disabled parent may count for the unit, which owes those of one adult.
    let mut disabled = unit.disabled_parents_but(row.person);
    disabled.retain(|parent| !people.iter().any(|person| std::ptr::eq(*person, *parent)));
    people.extend(disabled);
    row.cannot_tell.extend(unposted::doubt_of_unkeyed(rows));
    row.cannot_tell.extend(unposted::doubt_of_unposted(view, &people, row.month));
}

/// Returns whether hours may be owed in a part of the month only: of its days, some are surer than the others.
fn is_part(unit: &UnitMonth, owing: Option<&Person>) -> bool {
    let spans = owing.map(|person| obligation::days_owed_in(&unit.view, person, unit.month)).unwrap_or_default();
    let days: u32 = spans.iter().map(|(first, last)| average::days_inclusive(*first, *last)).sum();
    0 < days && days < average::days_inclusive(unit.month.first_day(), unit.month.last_day())
}

/// Puts the reading by the part of the month in which hours were owed before the others: no source says how a part is
/// judged, and over the whole month everybody who begins or stops within it would be short.
fn add_part_reading(
    unit: &UnitMonth,
    row: &mut MonthlyHours,
    rows: &[&Attendance],
    owing: Option<&Person>,
    reason: Message,
) {
    let spans = owing.map(|person| obligation::days_owed_in(&unit.view, person, unit.month)).unwrap_or_default();
    let weekdays = spans.iter().map(|(first, last)| average::weekdays_between(*first, *last)).sum();
    let weeks = average::weeks_of_weekdays(weekdays);
    let part = AverageReading::new(AverageBy::PartOfMonth, weeks, row.attended);
    let whole = row.averages.first().map_or(Hours::ZERO, |reading| reading.weekly_average);
    let full = doubt_of_full_part(row.attended, rows, &spans);
    let too_many = full.or_else(|| doubt_of_long_week(unit, row, part, weekdays));
    row.cannot_tell.push(if too_many.is_some() {
        message!(
            "how the hours of {} count: they were required for only part of the month ({}), and no rule found says how such \
             a month is counted; the average over the whole month is {} hours a week, and {} are required",
            row.month,
            reason,
            whole,
            row.required.weekly
        )
    } else {
        message!(
            "how the hours of {} count: they were required for only part of the month ({}), and no rule found says how such \
             a month is counted; the average is {} hours a week over that part and {} over the whole month, and {} are \
             required",
            row.month,
            reason,
            part.weekly_average,
            whole,
            row.required.weekly
        )
    });
    row.averages.insert(0, part);
    row.cannot_tell.extend(too_many);
}

/// Returns the doubt about hours that the part of a month in which hours were owed cannot hold, or that its weekdays cannot:
/// they were attended on other days, or are mistyped. The reading by the part then shows more hours a week than there are,
/// and the answer stays as it is: hours that were attended never make it worse.
fn doubt_of_full_part(attended: Hours, rows: &[&Attendance], spans: &[(NaiveDate, NaiveDate)]) -> Option<Message> {
    let days: u32 = spans.iter().map(|(first, last)| average::days_inclusive(*first, *last)).sum();
    let weekdays: u64 = spans.iter().map(|(first, last)| average::weekdays_between(*first, *last)).sum();
    let mut people: Vec<PersonNumber> = rows.iter().map(|row| row.person).collect();
    people.sort_unstable();
    people.dedup();
    let hours_in = |days: u32| -> Hours { people.iter().map(|_| average::hours_of_days(days)).sum() };
    let (held, on_weekdays) = (hours_in(days), hours_in(u32::try_from(weekdays).unwrap_or(u32::MAX)));
    if days == 0 || attended <= on_weekdays {
        return None;
    }
    Some(if attended > held {
        message!(
            "which hours belong to that part of the month: {} hours are posted for the month, and that part has only {} \
             hours; check the record",
            attended,
            held
        )
    } else {
        message!(
            "which hours belong to that part of the month: {} hours are posted for the month, and the weekdays of that \
             part have only {} hours; check the record",
            attended,
            on_weekdays
        )
    })
}

/// Returns the doubt about hours of a part of a month that make more hours a week than a week of activities allows: some of
/// them belong to other days, or are mistyped.
fn doubt_of_long_week(unit: &UnitMonth, row: &MonthlyHours, part: AverageReading, weekdays: u64) -> Option<Message> {
    let limit = unit.then.policy.activity_week_hours.as_ref().filter(|limit| limit.value < part.weekly_average)?;
    let days: Message = match u32::try_from(weekdays).unwrap_or(u32::MAX) {
        1 => "its only weekday".into(),
        number => message!("its {} weekdays", number),
    };
    Some(message!(
        "which hours belong to that part of the month: {} hours are posted for the month, too many for {}, because at most \
         {} a week can be scheduled; check the record",
        row.attended,
        days,
        limit.value
    ))
}

/// Decides whether an average meets the required hours, and says why a shortfall is not sure. If a reading other than the
/// common one meets them, it decides and comes first.
fn judge_average(unit: &UnitMonth, row: &mut MonthlyHours, rows: &[&Attendance], with_others: Hours) {
    if !has_reading_that_meets(row) {
        let scheduled = average::scheduled_in_month(&unit.then, rows, unit.month);
        let reading = |weeks| AverageReading::new(AverageBy::ScheduledWeeks, weeks, row.attended);
        let by_schedule = scheduled.weeks().map(reading);
        row.averages.extend(by_schedule);
        if !has_reading_that_meets(row) {
            let doubts = doubts_of_shortfall(unit, row, rows, scheduled);
            row.cannot_tell.extend(doubts);
        }
    }
    row.weekly_average = row.averages.first().map_or(Hours::ZERO, |reading| reading.weekly_average);
    row.met = row.weekly_average >= row.required.weekly || is_met_together(unit, row, with_others);
}

/// Returns whether the unit meets the hours with those of its disabled parent, and says so. The law asks the hours of one
/// adult of such a unit, and does not say of which.
fn is_met_together(unit: &UnitMonth, row: &mut MonthlyHours, others: Hours) -> bool {
    let together = average::month_averages(unit.then.policy, row.attended + others, unit.month);
    let met = others > Hours::ZERO && together.iter().any(|reading| reading.weekly_average >= row.required.weekly);
    if met {
        row.cannot_tell.push(message!(
            "whether the {} hours of the disabled parent count for the unit; the hours are met only with them",
            others
        ));
    }
    met
}

/// Returns whether a reading meets the required hours, and puts it first.
fn has_reading_that_meets(row: &mut MonthlyHours) -> bool {
    let meets = row.averages.iter().position(|reading| reading.weekly_average >= row.required.weekly);
    if let Some(before) = meets.and_then(|index| row.averages.get_mut(..=index)) {
        before.rotate_right(1);
    }
    meets.is_some()
}

/// Returns the reasons for which a month that falls short by the readings may not be short: all that was scheduled was
/// attended or may have been, or hours besides those attended may count.
fn doubts_of_shortfall(
    unit: &UnitMonth,
    row: &MonthlyHours,
    rows: &[&Attendance],
    scheduled: average::Scheduled,
) -> Vec<Message> {
    let mut doubts: Vec<Message> =
        determined_cause::doubt_of_determined_cause(&unit.view, row.person, unit.month).into_iter().collect();
    doubts.extend(average::doubt_of_term(&unit.then, rows, unit.month));
    let fewest = average::fewest_weeks(unit.then.policy, unit.month);
    if let Some(all) = scheduled.hours.filter(|all| *all > Hours::ZERO && row.attended + row.holiday >= *all) {
        doubts.push(if row.attended < all && scheduled.weekly.is_some() {
            message!(
                "whether the hours were met: {} hours were attended, and with the {} of a holiday that is everything that was \
                 scheduled",
                row.attended,
                row.holiday
            )
        } else if scheduled.weekly.is_some() {
            message!(
                "whether the hours were met: all {} hours that were scheduled were attended, and fewer were \
                 scheduled than are owed",
                all
            )
        } else {
            message!(
                "whether the hours were met: all {} hours that were scheduled were attended, and how many of them \
                 make a week is not recorded",
                all
            )
        });
    } else if let Some(all) = scheduled.fewest.filter(|all| *all > Hours::ZERO && row.attended + row.holiday >= *all) {
        doubts.push(message!(
            "whether everything that was scheduled was attended: by the weekly schedule at least {} hours were \
             scheduled in the month, and its days are not recorded",
            all
        ));
    } else if scheduled.hours.is_none() && row.attended >= average::hours_over(row.required.weekly, fewest) {
        doubts.push(message!(
            "how the hours of the month become hours of a week: the days that were scheduled are not recorded, and over its \
             whole weeks without holidays the average is {}",
            AverageReading::new(AverageBy::WholeWeeks, fewest, row.attended).weekly_average
        ));
    }
    if row.excused > Hours::ZERO {
        doubts.push("whether the excused hours change what is owed; they are not counted as attended".into());
    }
    if row.holiday > Hours::ZERO {
        doubts.push("whether the holiday hours change what is owed; they are not counted as attended".into());
    }
    let study: Hours = rows.iter().filter_map(|row| row.study).sum();
    if study > Hours::ZERO {
        doubts.push(message!("whether the {} hours of study count; they are not counted as attended", study));
    }
    doubts
}

/// Returns the arithmetic of a reading as text: the average, what it is divided by, the hours and the weeks.
pub fn arithmetic_text(of: &MonthlyHours, reading: &AverageReading) -> Message {
    let weeks = Hours::from_hundredths(reading.weeks.hundredths());
    let one = Hours::from_whole(1);
    let hours = if of.attended == one { "hour" } else { "hours" };
    let weeks_word = if weeks == one { "week" } else { "weeks" };
    let (average, by) = (reading.weekly_average, reading.by.title());
    message!("{} a week ({} {} / {} {}: {})", average, of.attended, hours, weeks, weeks_word, by)
}
