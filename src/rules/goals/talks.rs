//! When to talk about a goal: some days after the last talk, at the day hoped for, and when a step is due.

use super::coverage::is_covered;
use super::goal_state::{GoalOn, open_goals_of, people_with_goals};
use crate::domain::dates::days_between;
use crate::domain::proposal::Proposal;
use crate::domain::{PersonNumber, count_with_noun};
use crate::rules::finding::Finding;
use crate::rules::message::{Message, message};
use crate::rules::rule_id::RuleId;
use crate::rules::view::View;

/// What follows from not talking about a goal: nothing that costs anybody anything.
const NOTHING_LOST: &str = "The participant hears nothing of the goal. It changes nothing about aid.";

/// Finds what there is to talk about.
pub(super) fn talk_findings(view: &View) -> Vec<Finding> {
    let mut findings = Vec::new();
    for person in people_with_goals(view) {
        let goals = open_goals_of(view, person);
        findings.extend(over_three_finding(view, person, &goals));
        for goal in goals {
            findings.extend(target_finding(view, &goal).or_else(|| review_finding(view, &goal)));
            findings.extend(step_finding(view, &goal));
        }
    }
    findings
}

/// Finds a goal whose day is near or has passed. From then on nothing else asks for a talk about it.
fn target_finding(view: &View, goal: &GoalOn<'_>) -> Option<Finding> {
    let ahead = view.policy.goal_ahead.as_ref()?;
    let target = goal.goal.target.filter(|target| *target - ahead.value <= view.on)?;
    let says = message!("goal {} hoped for by {}: reached, or a new day?", goal.goal.number, target);
    let finding = begin(RuleId::GoalTargetReached, goal, says).due_on(target).under_policy(ahead);
    let finding = finding.clears_when("it is reached, changed or let go");
    Some(finding.with_proposals([Proposal::GoalOutcome, Proposal::TalkAboutGoals]))
}

fn review_finding(view: &View, goal: &GoalOn<'_>) -> Option<Finding> {
    let (every, ahead) = (view.policy.goal_review.as_ref()?, view.policy.goal_ahead.as_ref()?);
    let due = goal.review_day(view)?;
    if view.on < due - ahead.value || !is_covered(view, goal.goal.person) {
        return None;
    }
    let (last, number) = (goal.last_talk(), goal.goal.number);
    let ago = count_with_noun(days_between(last, view.on), "day");
    let says = if last == goal.goal.created {
        message!("talk about goal {}: set {} ago", number, ago)
    } else {
        message!("talk about goal {}: last talked {} ago", number, ago)
    };
    let finding = begin(RuleId::GoalReviewDue, goal, says).due_on(due).under_policy(every).under_policy(ahead);
    let finding = finding.with_ground("last talk", last, &goal.goal.source);
    let finding = finding.clears_when("the talk, an outcome or a change is recorded");
    Some(finding.with_proposals([Proposal::TalkAboutGoals, Proposal::GoalOutcome]))
}

/// Finds the earliest step whose day has come, one for a goal. Its words stand in the folder of the case: a list
/// of several cases never shows them.
fn step_finding(view: &View, goal: &GoalOn<'_>) -> Option<Finding> {
    let ahead = view.policy.goal_ahead.as_ref()?;
    let (number, step) = goal.next_step()?;
    let by = step.by.filter(|by| *by <= view.on)?;
    let says = message!("step {} of goal {} by {}: done, or another day?", number, goal.goal.number, by);
    let finding = begin(RuleId::StepDue, goal, says).due_on(by).under_policy(ahead);
    let finding = finding.clears_when("the step is done, dropped or moved");
    Some(finding.with_proposals([Proposal::FinishStep, Proposal::TalkAboutGoals]))
}

fn over_three_finding(view: &View, person: PersonNumber, goals: &[GoalOn<'_>]) -> Option<Finding> {
    let most = view.policy.goals_open.as_ref()?;
    let newest = goals.last()?;
    let is_over = u32::try_from(goals.len()).is_ok_and(|open| most.value.0 < open);
    is_over.then(|| {
        let says = message!("{} goals open; {} fit on a sheet", goals.len(), i64::from(most.value.0));
        let finding = Finding::new(RuleId::GoalsOverThree, person, says).under_policy(most);
        let finding = finding.with_ground("newest goal", newest.goal.created, &newest.goal.source);
        let finding = finding.clears_when("one is reached or let go").if_nothing("They stand on a second sheet.");
        finding.with_proposals([Proposal::GoalOutcome, Proposal::TalkAboutGoals])
    })
}

fn begin(rule: RuleId, goal: &GoalOn<'_>, says: Message) -> Finding {
    Finding::new(rule, goal.goal.person, says)
        .about_number(Some(goal.goal.number.into()))
        .with_ground("set on", goal.goal.created, &goal.goal.source)
        .if_nothing(NOTHING_LOST)
}
