//! Which goal tool to offer: at the moments that its row names, after a reached goal, some months after the last life map, and
//! the road map for the talk about a non-compliance.

use chrono::NaiveDate;

use super::coverage::{first_covered_day, is_covered};
use super::goal_state::goals_of;
use super::moments::{Moment, moments_of};
use crate::domain::PersonNumber;
use crate::domain::facts::goals::{Reading, ToolUse};
use crate::domain::goal_words::{GoalOutcome, GoalTool, ToolMoment, ToolOutcome};
use crate::domain::proposal::Proposal;
use crate::domain::status::RegistrationStatus;
use crate::rules::finding::Finding;
use crate::rules::message::{Message, message};
use crate::rules::noncompliance::last_day_of_period;
use crate::rules::rule_id::RuleId;
use crate::rules::view::View;

/// What follows from not offering a tool.
const NOTHING_LOST: &str = "The participant is not asked. It is voluntary and changes nothing about aid.";

/// A tool that is open at a moment.
struct OpenOffer {
    tool: GoalTool,
    at: Moment,
}

/// Finds the tools to offer to everybody who takes part.
pub(super) fn tool_findings(view: &View) -> Vec<Finding> {
    let mut findings = Vec::new();
    for participant in view.participants() {
        let person = participant.number;
        findings.extend(road_map_finding(view, person));
        if !is_covered(view, person) {
            continue;
        }
        findings.extend(moment_findings(view, person));
        findings.extend(after_goal_finding(view, person).or_else(|| update_finding(view, person)));
    }
    findings
}

/// Finds the tools that are open at moments; moments close to each other make one finding.
fn moment_findings(view: &View, person: PersonNumber) -> Vec<Finding> {
    let Some(within) = &view.policy.tool_moment else { return Vec::new() };
    let mut open = open_offers(view, person);
    open.sort_by_key(|offer| (offer.at.on, offer.tool, offer.at.kind));
    let mut findings = Vec::new();
    while let Some(first) = open.first().map(|offer| offer.at.on) {
        let together = open.iter().take_while(|offer| offer.at.on <= first + within.value).count();
        let offers: Vec<OpenOffer> = open.drain(..together).collect();
        findings.extend(offer_finding(view, person, first, &offers));
    }
    findings
}

fn offer_finding(view: &View, person: PersonNumber, first: NaiveDate, offers: &[OpenOffer]) -> Option<Finding> {
    let (within, lapse) = (view.policy.tool_moment.as_ref()?, view.policy.tool_moment_lapse.as_ref()?);
    let says = message!("offer a goal tool: {}", offers_text(offers));
    let finding = Finding::new(RuleId::ToolMoment, person, says).due_on(first + within.value);
    let mut finding = finding.under_policy(within).under_policy(lapse);
    for offer in offers {
        if !finding.because.iter().any(|ground| ground.fact == Message::from(offer.at.kind.title())) {
            finding = finding.with_ground(offer.at.kind.title(), offer.at.on, &offer.at.source);
        }
    }
    if offers.iter().any(|offer| offer.at.kind == ToolMoment::Intake) {
        let baseline = view.policy.calmap_baseline.as_ref();
        finding = baseline.into_iter().fold(finding, Finding::under_policy);
        finding = finding.cannot_tell(
            "whether the first CalMAP is filled in at intake: the source says both, and here it is introduced",
        );
    }
    let finding = finding.clears_when("the tool is used, or what came of offering it is recorded");
    Some(finding.if_nothing(NOTHING_LOST).with_proposals([Proposal::OfferTool, Proposal::UseTool]))
}

/// Returns the tools with their moments: `a cure plan, appraisal: QOL index; appraisal: CalMAP`.
fn offers_text(offers: &[OpenOffer]) -> Message {
    let mut tools: Vec<GoalTool> = offers.iter().map(|offer| offer.tool).collect();
    tools.sort_unstable();
    tools.dedup();
    let texts = tools.into_iter().map(|tool| {
        let moments =
            offers.iter().filter(|offer| offer.tool == tool).map(|offer| Message::from(offer.at.kind.title()));
        message!("{}: {}", Message::join(moments, ", "), tool.title())
    });
    Message::join(texts, "; ")
}

fn open_offers(view: &View, person: PersonNumber) -> Vec<OpenOffer> {
    let Some(first) = first_covered_day(view, person) else { return Vec::new() };
    let Some(lapse) = &view.policy.tool_moment_lapse else { return Vec::new() };
    let moments = moments_of(view, person);
    let is_asked_now = |moment: &&Moment| first <= moment.on && view.on < moment.on + lapse.value;
    let moments: Vec<&Moment> = moments.iter().filter(is_asked_now).collect();
    let mut open: Vec<OpenOffer> = Vec::new();
    for row in &view.policy.tables.goals.tools {
        for at in moments.iter().filter(|at| row.asked_at.contains(&at.kind)) {
            // Of several moments of one kind, the newest counts.
            if !is_settled(view, person, row.id, at) {
                open.retain(|offer| !(offer.tool == row.id && offer.at.kind == at.kind && offer.at.on < at.on));
                open.push(OpenOffer { tool: row.id, at: (*at).clone() });
            }
        }
    }
    open
}

/// Returns whether a tool needs no offer at a moment: it was used, or the participant was asked.
fn is_settled(view: &View, person: PersonNumber, tool: GoalTool, at: &Moment) -> bool {
    let early = view.policy.tool_moment_early.as_ref().map_or(at.on, |days| at.on - days.value);
    let recent = view.policy.qol_recent.as_ref().map_or(early, |days| at.on - days.value);
    let from = if tool == GoalTool::Qol { recent.min(early) } else { early };
    let introduced_is_enough = tool == GoalTool::Calmap && at.kind == ToolMoment::Intake && !is_filled_at_intake(view);
    let settles = |used: &ToolUse| match used.outcome {
        ToolOutcome::Used => from <= used.on,
        ToolOutcome::Introduced => introduced_is_enough && early <= used.on,
        ToolOutcome::Declined | ToolOutcome::NotNow | ToolOutcome::NotFitting => early <= used.on,
    };
    uses_of(view, person).any(|used| used.tool == tool && settles(used))
        || readings_of(view, person, tool).any(|reading| from <= reading.on)
}

fn is_filled_at_intake(view: &View) -> bool {
    view.policy.calmap_baseline.as_ref().is_some_and(|at| at.value.0.contains(&ToolMoment::Intake))
}

fn uses_of<'a>(view: &View<'a>, person: PersonNumber) -> impl Iterator<Item = &'a ToolUse> + use<'a> {
    let on = view.on;
    view.facts.tool_uses.iter().filter(move |used| used.person == person && used.on <= on)
}

/// Returns the readings of a tool, also those that are kept apart: they were filled in all the same.
fn readings_of<'a>(
    view: &View<'a>,
    person: PersonNumber,
    tool: GoalTool,
) -> impl Iterator<Item = &'a Reading> + use<'a> {
    let on = view.on;
    let is_known = move |reading: &&Reading| {
        (reading.person, reading.tool) == (person, tool)
            && reading.on <= on
            && reading.withdrawn.is_none_or(|withdrawn| withdrawn > on)
    };
    view.facts.readings.iter().filter(is_known)
}

/// Returns whether the participant did not want the tool since the day.
fn was_asked_since(view: &View, person: PersonNumber, tool: GoalTool, since: NaiveDate) -> bool {
    let is_answer =
        |used: &ToolUse| !matches!(used.outcome, ToolOutcome::Introduced) && used.tool == tool && since <= used.on;
    uses_of(view, person).any(is_answer)
}

/// Finds a reached goal after which no life map was filled in.
fn after_goal_finding(view: &View, person: PersonNumber) -> Option<Finding> {
    let within = view.policy.calmap_after_goal.as_ref()?;
    let goals = goals_of(view, person);
    let reached = goals.iter().filter_map(|goal| Some((goal.ending()?, &goal.goal.source)));
    let reached = reached.filter(|(ending, _)| ending.outcome == GoalOutcome::Yes).max_by_key(|(ending, _)| ending.on);
    let (ending, source) = reached?;
    let last = readings_of(view, person, GoalTool::Calmap).map(|reading| reading.on).max()?;
    if last >= ending.on || was_asked_since(view, person, GoalTool::Calmap, ending.on) {
        return None;
    }
    let finding =
        Finding::new(RuleId::CalmapAfterGoal, person, "show what changed: CalMAP").due_on(ending.on + within.value);
    let finding = finding.with_ground("a goal reached", ending.on, source).under_policy(within);
    let finding = finding.clears_when("a CalMAP is filled in, or declined").if_nothing(NOTHING_LOST);
    Some(finding.with_proposals([Proposal::FillLifeMap, Proposal::OfferTool]))
}

/// Finds a life map that is some months old.
fn update_finding(view: &View, person: PersonNumber) -> Option<Finding> {
    let (every, ahead) = (view.policy.calmap_every.as_ref()?, view.policy.goal_ahead.as_ref()?);
    let last = readings_of(view, person, GoalTool::Calmap).max_by_key(|reading| reading.on)?;
    let due = last.on + every.value;
    let is_open = open_offers(view, person).iter().any(|offer| offer.tool == GoalTool::Calmap);
    if view.on < due - ahead.value || is_open || was_asked_since(view, person, GoalTool::Calmap, due - ahead.value) {
        return None;
    }
    let finding = Finding::new(RuleId::CalmapUpdate, person, "CalMAP again, with the offer of new goals").due_on(due);
    let finding = finding.with_ground("last CalMAP", last.on, &last.source).under_policy(every).under_policy(ahead);
    let finding = finding.clears_when("a CalMAP is filled in, or declined").if_nothing(NOTHING_LOST);
    Some(finding.with_proposals([Proposal::FillLifeMap, Proposal::OfferTool]))
}

/// Finds a non-compliance of somebody who has used the goal tools: the road map helps in the talk. It reads the notice, and
/// nothing about the non-compliance reads it.
fn road_map_finding(view: &View, person: PersonNumber) -> Option<Finding> {
    let setting = view.policy.goal_tools.as_ref()?;
    let ahead = view.policy.goal_ahead.as_ref()?;
    if !view.has_status(person, RegistrationStatus::NonCompliance) {
        return None;
    }
    let issued = view.facts.noncompliance.iter().filter(|step| step.person == person && step.notice_issued <= view.on);
    let step = issued.max_by_key(|step| step.notice_issued)?;
    let notice = step.notice_issued;
    let uses = || uses_of(view, person).filter(|used| used.outcome != ToolOutcome::Introduced);
    let goals = goals_of(view, person);
    let used_before = uses().any(|used| used.on < notice && used.outcome == ToolOutcome::Used)
        || goals.iter().any(|goal| goal.goal.created < notice);
    if !used_before || uses().any(|used| notice <= used.on) || goals.iter().any(|goal| notice <= goal.last_talk()) {
        return None;
    }
    let due = step.appointment_on(view.on).or_else(|| last_day_of_period(view, step))?;
    let finding = Finding::new(RuleId::RoadMapInNoncompliance, person, "bring the road map to the talk").due_on(due);
    let finding = finding.with_ground("notice of action issued", notice, &step.source);
    let finding = finding.under_policy(setting).under_policy(ahead);
    let finding = finding.clears_when("a goal is talked about, or a tool is declined").if_nothing(NOTHING_LOST);
    Some(finding.with_proposals([Proposal::TalkAboutGoals, Proposal::OfferTool]))
}
