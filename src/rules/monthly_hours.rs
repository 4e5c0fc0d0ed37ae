//! The hours of every month with posted attendance, as the state and the federal review count them, and the months that
//! fall short.

use chrono::NaiveDate;
use serde::Serialize;

use super::federal::{self, FederalView};
use super::finding::{Finding, Proposal};
use super::hours::{RequiredHours, posted_attendance, required_hours, weekly_average};
use super::message::message;
use super::rule_id::RuleId;
use super::view::View;
use crate::domain::PersonNumber;
use crate::domain::dates::Month;
use crate::domain::facts::{Attendance, Source};
use crate::domain::hours::Hours;

/// The hours of a participant, or of two parents together, in a month.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MonthlyHours {
    /// The participant; 0 if two parents share the hours.
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
    /// The weekly average of the hours attended.
    pub weekly_average: Hours,
    /// The required hours.
    pub required: RequiredHours,
    /// Whether the average meets the required hours.
    pub met: bool,
    /// The same month as the federal review counts it.
    pub federal: FederalView,
}

/// Returns the hours of every month with posted attendance, per participant or for two parents together.
pub fn monthly_hours(view: &View) -> Vec<MonthlyHours> {
    let mut months: Vec<Month> = posted_attendance(view).map(|attendance| attendance.month).collect();
    months.sort_unstable();
    months.dedup();
    months.into_iter().flat_map(|month| hours_in_month(view, month)).collect()
}

/// Returns the hours of `month`, per participant or for two parents together; empty if no attendance of it is posted.
pub(super) fn hours_in_month(view: &View, month: Month) -> Vec<MonthlyHours> {
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

/// Returns the required hours of a month. A past month is judged on its last day, and the current month on the day
/// itself. If a child turns six within the month, the month is judged by the lower hours of its first day, and says so.
fn required_hours_in(view: &View, month: Month) -> Option<RequiredHours> {
    let at = |day: NaiveDate| required_hours(&View::new(view.facts, view.policies, day));
    let late = at(month.last_day().min(view.on))?;
    let early = at(month.first_day())?;
    if early.shared != late.shared || early.weekly >= late.weekly {
        return Some(late);
    }
    let note = message!("hours rise from {} to {} within the month; judged by the lower", early.weekly, late.weekly);
    Some(RequiredHours { cannot_tell: [early.cannot_tell, vec![note]].concat(), ..early })
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

/// Finds participants whose posted average of last month falls short of the required hours.
pub fn shortfall_findings(view: &View, hours: &[MonthlyHours]) -> Vec<Finding> {
    let last = Month::from_date(view.on).previous();
    hours.iter().filter(|of| of.month == last && !of.met).map(|of| shortfall_finding(view, of)).collect()
}

fn shortfall_finding(view: &View, of: &MonthlyHours) -> Finding {
    let says = message!("{} of {} hours a week in {}", of.weekly_average, of.required.weekly, of.month);
    let mut finding = Finding::new(RuleId::HoursNotMet, of.person, says)
        .with_ground("hours attended in the month", of.attended, &Source::Stated)
        .with_ground("excused absence, not part of them", of.excused, &Source::Stated)
        .with_ground("unexcused absence", of.unexcused, &Source::Stated)
        .with_grounds(of.required.because.iter().cloned())
        .clears_when("the posted hours of the month meet the requirement, or the next step is recorded")
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
