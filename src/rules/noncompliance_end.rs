//! Non-compliances that are still open although the hours of a month since the failure were met: meeting them ends the
//! non-compliance, with or without a compliance plan.
//!
//! Source: CDSS guidance of January 2021, as summarized; WIC 11322.8(a).

use chrono::NaiveDate;

use super::finding::{Finding, Ground};
use super::gate;
use super::hours::posted_attendance;
use super::message::{Message, message};
use super::noncompliance::{NoncomplianceStage, is_in_period, noncompliance_stage};
use super::reason_against::ReasonState;
use super::rule_id::RuleId;
use super::view::View;
use crate::domain::dates::Month;
use crate::domain::facts::Noncompliance;
use crate::domain::proposal::Proposal;

/// Finds non-compliances in their good-cause period, or on a compliance plan, that hours end which were met since. A request
/// for a sanction, and a sanction, have findings of their own that say so.
pub fn ended_by_hours_findings(view: &View) -> impl Iterator<Item = Finding> {
    view.facts.noncompliance.iter().filter_map(|step| {
        let is_on_plan = noncompliance_stage(step, view.on) == NoncomplianceStage::OnPlan;
        (is_on_plan || is_in_period(view, step)).then(|| ended_by_hours_finding(view, step))?
    })
}

fn ended_by_hours_finding(view: &View, step: &Noncompliance) -> Option<Finding> {
    let rule = view.policy.hours_met_guard.as_ref()?;
    let (month, reason) = gate::hours_that_end(view, step)?;
    let is_sure = reason.state == ReasonState::Blocks;
    let ask: Message =
        if is_sure { "resolve the non-compliance" } else { "check whether the non-compliance is over" }.into();
    let says = message!("{}: {}", with_plan(view, step, ask), reason.says);
    let determined = step.determination.as_ref().map(|determination| determination.on).filter(|day| *day <= view.on);
    let finding = Finding::new(RuleId::HoursEndNoncompliance, step.person, says)
        .due_on(month.next().first_day())
        .arising_on([step.notice_issued])
        .arising_on(determined)
        .arising_on(last_posted(view, month))
        .with_ground("notice of action issued", step.notice_issued, &step.source)
        .with_grounds(
            step.plan_end
                .map(|end| Ground::new("compliance plan ends", end, step.value_source(Noncompliance::PLAN_END))),
        )
        .under_policy(rule)
        .clears_when("the non-compliance is resolved or rescinded, or the result of the compliance plan is recorded")
        .if_nothing("The participant is held to a non-compliance that is over, and the family may lose aid.")
        .with_proposals([Proposal::RecordDetermination, Proposal::RecordPlanResult, Proposal::Contact]);
    Some(if is_sure {
        finding
    } else {
        finding.cannot_tell(message!(
            "whether the non-compliance is over: if the hours of {} were met, it is resolved; if they were not, it goes on",
            month
        ))
    })
}

/// Adds to what is asked that a compliance plan is on record all the same.
fn with_plan(view: &View, step: &Noncompliance, ask: Message) -> Message {
    if noncompliance_stage(step, view.on) != NoncomplianceStage::OnPlan {
        return ask;
    }
    match step.plan_end {
        Some(end) if view.on <= end => message!("{}, although the compliance plan runs until {}", ask, end),
        Some(end) => message!("{}, although the compliance plan that ended on {} has no result", ask, end),
        None => message!("{}, although a compliance plan was agreed on", ask),
    }
}

/// Returns the last day on which attendance of the month was posted: before it nobody could know that the hours were met.
fn last_posted(view: &View, month: Month) -> Option<NaiveDate> {
    posted_attendance(view).filter(|row| row.month == month).filter_map(|row| row.posted).max()
}
