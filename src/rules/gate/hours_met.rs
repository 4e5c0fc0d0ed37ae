//! The reason that the hours are met: nobody is sanctioned who meets the minimum hours, nor a parent whose unit does.

use super::{FailedStep, in_force};
use crate::domain::PersonNumber;
use crate::domain::dates::Month;
use crate::rules::hours::{posted_attendance, weekly_average};
use crate::rules::household;
use crate::rules::message::message;
use crate::rules::monthly_hours::{MonthlyHours, hours_in_month};
use crate::rules::noncompliance::{NoncomplianceStage, noncompliance_stage};
use crate::rules::reason_against::{Answer, ReasonAgainst};
use crate::rules::view::View;

/// The participant, or the unit, meets the hours of the month of the failure or of now: of the month before the day of
/// the decision, or already of its own month.
pub(super) fn hours_met(of: &FailedStep) -> Option<ReasonAgainst> {
    let rule = in_force(of.view.policy.hours_met_guard.as_ref())?;
    let failed_in = Month::from_date(of.failure.on);
    let now = Month::from_date(of.view.on);
    let months = [now, now.previous(), failed_in];
    let posted = months.map(|month| unit_hours(of, month));
    let met = posted.iter().flatten().find(|hours| hours.met);
    let [_, last, failed] = &posted;
    let answer = if let Some(hours) = met {
        Answer::Holds(message!(
            "the hours are met: {} of {} hours a week in {}",
            hours.weekly_average,
            hours.required.weekly,
            hours.month
        ))
    } else if failed.is_empty() {
        Answer::Unrecorded(message!(
            "the hours are met: no attendance of {}, the month of the failure, is posted",
            failed_in
        ))
    } else if last.is_empty() && of.view.current_activities(of.step.person).next().is_some() {
        Answer::Unrecorded(message!("the hours are met: no attendance of {} is posted", now.previous()))
    } else {
        Answer::Absent("the hours are met by the participant or the unit".into())
    };
    Some(ReasonAgainst::new("hours_met", answer, rule))
}

/// Returns the posted hours of the participant and of the unit's adults in the month; empty if none are posted.
fn unit_hours(of: &FailedStep, month: Month) -> Vec<MonthlyHours> {
    if !posted_attendance(&of.view).any(|attendance| attendance.month == month) {
        return Vec::new();
    }
    let then = View::new(of.view.facts, of.view.policies, month.last_day().min(of.view.on));
    let mut hours = hours_in_month(&of.view, month);
    hours.retain(|hours| {
        let of_unit = || household::adults(&then).any(|adult| adult.person == Some(hours.person));
        hours.person == PersonNumber::CASE || hours.person == of.step.person || of_unit()
    });
    hours
}

/// The compliance plan is called failed, and the participant did the hours that it asked for in the month in which it
/// ended.
pub(super) fn plan_hours_met(of: &FailedStep) -> Option<ReasonAgainst> {
    let rule = in_force(of.view.policy.failed_plan_no_process.as_ref())?;
    let NoncomplianceStage::PlanFailed(result) = noncompliance_stage(of.step, of.view.on) else { return None };
    let asked = of.step.plan_weekly_hours?;
    let month = Month::from_date(of.step.plan_end.unwrap_or(result.on));
    let theirs = posted_attendance(&of.view).filter(|row| row.person == of.step.person && row.month == month);
    let attended = theirs.map(|row| row.attended).reduce(|sum, hours| sum + hours);
    let answer = match attended.and_then(|attended| weekly_average(&of.view, attended, month)) {
        None => {
            Answer::Unrecorded(message!("the hours of the compliance plan were done: none of {} are posted", month))
        }
        Some(average) if average >= asked => Answer::MayHold(message!(
            "the hours of the compliance plan were done: {} of {} a week in {}",
            average,
            asked,
            month
        )),
        Some(_) => Answer::Absent("the hours of the compliance plan were done".into()),
    };
    Some(ReasonAgainst::new("plan_hours_met", answer, rule))
}
