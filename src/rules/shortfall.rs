//! Months in which the posted hours fall short, and the reasons against it that were looked at.

mod reasons;

pub(super) use self::reasons::personal_reasons;

use super::average::AverageBy;
use super::finding::Finding;
use super::message::message;
use super::monthly_hours::{MonthlyHours, arithmetic_text};
use super::rule_id::RuleId;
use super::view::View;
use crate::domain::dates::Month;
use crate::domain::facts::Source;
use crate::domain::proposal::Proposal;

/// Finds participants whose posted average of last month falls short of the required hours.
pub fn shortfall_findings(view: &View, hours: &[MonthlyHours]) -> Vec<Finding> {
    let last = Month::from_date(view.on).previous();
    hours.iter().filter(|of| of.month == last && !of.met).map(|of| shortfall_finding(view, of)).collect()
}

fn shortfall_finding(view: &View, of: &MonthlyHours) -> Finding {
    let says = message!("{} of {} hours a week in {}", of.weekly_average, of.required.weekly, of.month);
    let mut finding = Finding::new(RuleId::HoursNotMet, of.person, says)
        .with_ground("hours attended in the month", of.attended, &Source::Stated)
        .with_ground("excused absence, not included", of.excused, &Source::Stated)
        .with_ground("unexcused absence", of.unexcused, &Source::Stated)
        .with_grounds(of.required.because.iter().cloned())
        .clears_when("the posted hours of the month meet the requirement, or the next step is recorded")
        .if_nothing(
            "The participant does not meet the hours; the next step is a new activity, an amended plan, or good cause.",
        )
        .with_proposals([Proposal::Contact, Proposal::AmendPlan, Proposal::ScheduleActivity]);
    for reading in &of.averages {
        finding = finding.with_ground("weekly average", arithmetic_text(of, reading), &Source::Stated);
    }
    finding.under.extend(of.required.under.iter().cloned());
    let policy = view.policies.in_force_on(of.month.last_day());
    if of.averages.iter().any(|reading| reading.by == AverageBy::WeeksInMonth)
        && let Some(weeks) = policy.weeks_in_month.as_ref()
    {
        finding = finding.under_policy(weeks);
    }
    if of.averages.iter().any(|reading| reading.by == AverageBy::WholeWeeks)
        && let Some(whole) = policy.whole_weeks.as_ref()
    {
        finding = finding.under_policy(whole);
    }
    finding = finding.with_reasons(reasons::shortfall_reasons(view, of));
    finding.cannot_tell.extend(of.required.cannot_tell.iter().chain(&of.cannot_tell).cloned());
    finding
}
