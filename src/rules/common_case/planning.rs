//! The work of the Partnership EC: the planning meeting with the social worker of the child-welfare case, the plan after it,
//! and the way back when child welfare has ended.
//!
//! Source: Santa Clara Common-Place 4DFCS-CMS/12DFCS_DEBS, 02 to 04.

use chrono::NaiveDate;

use super::family::{CommonCaseView, is_program_active, running_services};
use crate::domain::facts::Source;
use crate::domain::facts::common_case::{Integration, PlanningMeeting};
use crate::domain::partner_state::CommonCaseState;
use crate::domain::proposal::Proposal;
use crate::rules::finding::Finding;
use crate::rules::rule_id::RuleId;

/// Finds a managed case without a planning meeting.
pub(super) fn meeting_finding(case: &CommonCaseView) -> Option<Finding> {
    let assigned = case.assigned().filter(|_| case.state() == CommonCaseState::Managed)?;
    if newest_meeting(case, assigned).is_some() {
        return None;
    }
    let finding = match custody(case) {
        Some(true) => meeting_in_custody(case, assigned)?,
        known => {
            let rule = case.view.policy.planning_meeting.as_ref()?;
            let from = ("assigned to the Partnership EC", assigned);
            let finding = case.finding_after(RuleId::PlanningMeeting, MEETING, rule, from);
            let finding = if rule.can_decide() {
                finding
            } else {
                finding.cannot_tell(
                    "from which day the working days count: the handbook does not say; the assignment is taken",
                )
            };
            match known {
                Some(_) => finding,
                None => finding.cannot_tell("nobody has recorded whether a child is in protective custody"),
            }
        }
    };
    Some(
        finding
            .clears_when("the planning meeting is recorded")
            .with_proposals([Proposal::PlanningMeeting, Proposal::RecordChildWelfare]),
    )
}

const MEETING: &str = "meet the social worker of the child-welfare case and plan together";

/// The meeting comes before the hearing; where its day is not known, it is counted from the removal.
fn meeting_in_custody(case: &CommonCaseView, assigned: NaiveDate) -> Option<Finding> {
    let policy = case.view.policy;
    let hearing = running_services(&case.view).filter_map(|service| service.court_on);
    let hearing = hearing.filter(|court| assigned <= *court).min();
    if let Some(court) = hearing {
        let eve = policy.planning_court_eve.as_ref()?;
        let due = policy.calendar.subtract_working_days(court, eve.value);
        let finding = case.finding(RuleId::PlanningMeeting, MEETING, eve).due_on(due).late_after_due(case.view.on);
        let finding = finding.with_ground("a child is in protective custody; hearing", court, &Source::Stated);
        return Some(match policy.planning_before_court.as_ref() {
            Some(before) => finding.under_policy(before),
            None => finding,
        });
    }
    let rule = policy.planning_before_court.as_ref()?;
    let removed = running_services(&case.view).filter_map(|service| service.removed_on);
    let removed = removed.filter(|removed| *removed <= case.view.on).max();
    let (fact, start) = removed.map_or(("assigned to the Partnership EC", assigned), |day| ("child removed", day));
    let finding = case
        .finding(RuleId::PlanningMeeting, MEETING, rule)
        .due_on(start + rule.value)
        .late_after_due(case.view.on)
        .with_ground(fact, start, &Source::Stated)
        .cannot_tell("on which day the court hears the case: the meeting comes before it, usually 18 to 25 days away");
    Some(finding)
}

/// Returns whether a child is in protective custody; `None` if nobody has recorded it.
fn custody(case: &CommonCaseView) -> Option<bool> {
    let known = running_services(&case.view).filter_map(|service| service.in_custody);
    known.reduce(|any, one| any || one)
}

fn newest_meeting<'b>(case: &'b CommonCaseView, assigned: NaiveDate) -> Option<&'b PlanningMeeting> {
    let held = case.case.meetings.iter().filter(|held| assigned <= held.on && held.on <= case.view.on);
    held.max_by_key(|held| (held.on, held.integration))
}

/// Finds a plan that was not amended after the meeting. A client who declines meets both sets of duties apart.
pub(super) fn integration_finding(case: &CommonCaseView) -> Option<Finding> {
    let rule = case.view.policy.plan_integration.as_ref()?;
    let assigned = case.assigned().filter(|_| case.state() == CommonCaseState::Managed)?;
    let meeting = newest_meeting(case, assigned).filter(|held| held.integration != Integration::Declined)?;
    let on = case.view.on;
    if case.view.facts.plans.iter().any(|plan| meeting.on <= plan.signed && plan.signed <= on) {
        return None;
    }
    let says = match meeting.integration {
        Integration::Later => "the client decides later whether the two plans become one: ask, and amend the plan",
        _ => "write the activities of child welfare into the WTW 2",
    };
    let finding = case.finding_after(RuleId::PlanIntegration, says, rule, ("planning meeting", meeting.on));
    let finding = finding.with_ground("one plan for both", meeting.integration.title(), &case.case.source);
    Some(finding.clears_when("the plan is signed or amended").with_proposals([Proposal::AmendPlan]))
}

/// Finds a case whose child welfare has ended and that is neither handed back nor closed.
pub(super) fn way_back_finding(case: &CommonCaseView) -> Option<Finding> {
    let rule = case.view.policy.hand_back.as_ref()?;
    let recorded = case.known(case.case.ending).filter(|_| case.state() == CommonCaseState::Ending)?;
    let from = ("end of child welfare recorded", recorded);
    if is_program_active(&case.view) {
        let says = "child welfare has ended: hand the case back to the office of the family";
        let finding = case.finding_after(RuleId::HandBack, says, rule, from).clears_when("the case is handed back");
        return Some(finding.with_proposals([Proposal::CommonCaseEnd]));
    }
    let says = "child welfare and the employment program have ended: close the common case";
    let finding = case.finding_after(RuleId::CommonCaseClose, says, rule, from);
    Some(finding.clears_when("the common case is closed").with_proposals([Proposal::CommonCaseEnd]))
}

/// Finds when the liaison asks again whether the child-welfare case is open.
pub(super) fn recheck_finding(case: &CommonCaseView) -> Option<Finding> {
    let rule = case.view.policy.common_case_recheck.as_ref()?;
    let assigned = case.assigned().filter(|_| case.state() == CommonCaseState::Managed)?;
    let confirmed = case.case.confirmed_open.iter().copied().chain(case.verified());
    let last = confirmed.filter(|day| *day <= case.view.on).max().unwrap_or(assigned);
    let finding = case
        .finding(RuleId::CommonCaseRecheck, "ask whether the child-welfare case is still open", rule)
        .due_on(last + rule.value)
        .late_after_due(case.view.on)
        .with_ground("last known to be open", last, &case.case.source)
        .clears_when("the child-welfare case is confirmed to be open, or its end is recorded")
        .with_proposals([Proposal::CommonCaseRecheck]);
    let goes_on = running_services(&case.view).next().is_some();
    if is_program_active(&case.view) || !goes_on {
        return Some(finding);
    }
    Some(finding.cannot_tell(
        "what follows: child welfare goes on, the employment program has ended, and the handbook names no step; the case stays",
    ))
}
