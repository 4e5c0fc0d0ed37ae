//! Acts on a participant's goals: set, reached, let go, reviewed, changed, their steps and what may get in the way.
//!
//! A goal is named by the person and its running number. New words or a new target day never overwrite: the goal is let go,
//! and a new one replaces it.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::apply_act::{ApplyAct, Provenance};
use crate::domain::facts::CaseFacts;
use crate::domain::facts::goals::{Goal, GoalEnding, GoalReview, GoalStep, Pothole};
use crate::domain::goal_words::{
    Feeling, GoalHorizon, GoalOutcome, GoalTool, LetGoReason, PotholeKind, ReviewNext, ToolOutcome,
};

/// The participant set a goal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GoalSet {
    /// The goal in the participant's words.
    pub words: String,
    /// The area of life.
    pub life_area: String,
    /// The day by which the participant hopes to reach it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target: Option<NaiveDate>,
    /// Whether it is at the end of a road or on the way.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub horizon: Option<GoalHorizon>,
    /// Why it matters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
    /// The first step.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first_step: Option<String>,
    /// The day by which the first step is to be done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub step_by: Option<NaiveDate>,
    /// Who helps.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub helper: Option<String>,
    /// How the participant celebrates.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reward: Option<String>,
    /// The strengths that the participant uses.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub strengths: Option<String>,
    /// The goal that it replaces.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replaces: Option<u16>,
    /// The language of the words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// Whether it is kept apart.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub protected: Option<bool>,
    /// The number of the goal; the next free one where it is missing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<u16>,
}

/// A goal was reached.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GoalReached {
    /// The goal.
    pub goal: u16,
}

/// A goal was let go.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GoalLetGo {
    /// The goal.
    pub goal: u16,
    /// Why.
    pub reason: LetGoReason,
}

/// The participant agreed to have a goal in the WTW 2 plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GoalInPlan {
    /// The goal.
    pub goal: u16,
    /// Whether the participant said yes.
    pub agreed: bool,
}

/// The participant withdrew a goal from the record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GoalWithdrawn {
    /// The goal.
    pub goal: u16,
}

/// Worker and participant talked about a goal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GoalReviewed {
    /// The goal.
    pub goal: u16,
    /// What went well.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub went_well: Option<String>,
    /// What got in the way.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub in_the_way: Option<String>,
    /// What the participant learned.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub learned: Option<String>,
    /// How the participant feels about it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub feeling: Option<Feeling>,
    /// How it goes on.
    pub next: ReviewNext,
}

/// A goal was changed: its words, its target day, or only its steps.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GoalRevised {
    /// The goal.
    pub goal: u16,
    /// The new words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub words: Option<String>,
    /// The new target day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target: Option<NaiveDate>,
    /// A new step.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub step: Option<String>,
    /// The day by which the new step is to be done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub step_by: Option<NaiveDate>,
    /// The number of the goal that replaces it; the next free one where it is missing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<u16>,
}

/// A step was added to a goal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StepAdded {
    /// The goal.
    pub goal: u16,
    /// The step in the participant's words.
    pub what: String,
    /// The day by which it is to be done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<NaiveDate>,
    /// When and where.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when_where: Option<String>,
    /// What the participant needs for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub needs: Option<String>,
    /// Who can help.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub who_helps: Option<String>,
}

/// A step was begun.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StepStarted {
    /// The goal.
    pub goal: u16,
    /// The step.
    pub step: u16,
}

/// A step was done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StepDone {
    /// The goal.
    pub goal: u16,
    /// The step.
    pub step: u16,
}

/// A step was dropped.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StepDropped {
    /// The goal.
    pub goal: u16,
    /// The step.
    pub step: u16,
}

/// A step was moved to another day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StepMoved {
    /// The goal.
    pub goal: u16,
    /// The step.
    pub step: u16,
    /// The new day.
    pub by: NaiveDate,
}

/// Something was noted that may get in the way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PotholeNoted {
    /// The goal.
    pub goal: u16,
    /// The step that it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub step: Option<u16>,
    /// The kind.
    pub kind: PotholeKind,
    /// What may happen.
    pub what: String,
    /// What the participant will then do.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detour: Option<String>,
}

/// Something that may get in the way happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PotholeMet {
    /// The goal.
    pub goal: u16,
    /// The number of the pothole among those of the goal.
    pub pothole: u16,
    /// Whether the detour worked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub worked: Option<bool>,
}

impl CaseFacts {
    /// Returns the goal of the act's participant with this number.
    fn goal_mut(&mut self, number: u16, by: &Provenance<'_>) -> Option<&mut Goal> {
        self.goals.iter_mut().find(|goal| goal.person == by.person && goal.number == number)
    }

    fn step_mut(&mut self, goal: u16, step: u16, by: &Provenance<'_>) -> Option<&mut GoalStep> {
        self.goal_mut(goal, by)?.steps.get_mut(usize::from(step.checked_sub(1)?))
    }

    /// Returns the wanted number of a new goal if it is free, or else the next one: two workers may have wanted the same.
    fn free_goal_number(&self, wanted: Option<u16>, by: &Provenance<'_>) -> u16 {
        let theirs = || self.goals.iter().filter(|goal| goal.person == by.person).map(|goal| goal.number);
        match wanted {
            Some(number) if theirs().all(|taken| taken != number) => number,
            _ => theirs().max().unwrap_or(0).saturating_add(1),
        }
    }

    fn end_goal(&mut self, number: u16, outcome: GoalOutcome, reason: Option<LetGoReason>, by: &Provenance<'_>) {
        if let Some(goal) = self.goal_mut(number, by) {
            goal.ended = Some(GoalEnding { on: by.on, outcome, reason });
        }
    }
}

impl ApplyAct for GoalSet {
    fn apply_to(&self, facts: &mut CaseFacts, by: &Provenance<'_>) {
        let number = facts.free_goal_number(self.number, by);
        if let Some(old) = self.replaces {
            facts.end_goal(old, GoalOutcome::No, Some(LetGoReason::Changed), by);
        }
        let step = |what: &String| GoalStep {
            what: Some(what.clone()),
            added: Some(by.on),
            by: self.step_by,
            ..GoalStep::default()
        };
        facts.goals.push(Goal {
            person: by.person,
            number,
            created: by.on,
            words: Some(self.words.clone()),
            language: self.language.clone(),
            life_area: Some(self.life_area.clone()),
            horizon: self.horizon,
            why_it_matters: self.why.clone(),
            target: self.target,
            helper: self.helper.clone(),
            reward: self.reward.clone(),
            strengths_used: self.strengths.clone(),
            replaces: self.replaces,
            steps: self.first_step.iter().map(step).collect(),
            reviews: Vec::new(),
            potholes: Vec::new(),
            planned_anew: Vec::new(),
            ended: None,
            in_plan: None,
            protected: self.protected == Some(true),
            withdrawn: None,
            source: by.source.clone(),
        });
        facts.add_tool_use(GoalTool::GoalPlan, ToolOutcome::Used, by);
    }
}

impl ApplyAct for GoalReached {
    fn apply_to(&self, facts: &mut CaseFacts, by: &Provenance<'_>) {
        facts.end_goal(self.goal, GoalOutcome::Yes, None, by);
        facts.add_tool_use(GoalTool::GoalPlan, ToolOutcome::Used, by);
    }
}

impl ApplyAct for GoalLetGo {
    fn apply_to(&self, facts: &mut CaseFacts, by: &Provenance<'_>) {
        facts.end_goal(self.goal, GoalOutcome::No, Some(self.reason), by);
        facts.add_tool_use(GoalTool::GoalPlan, ToolOutcome::Used, by);
    }
}

impl ApplyAct for GoalInPlan {
    fn apply_to(&self, facts: &mut CaseFacts, by: &Provenance<'_>) {
        if let Some(goal) = facts.goal_mut(self.goal, by).filter(|_| self.agreed) {
            goal.in_plan = Some(by.on);
        }
    }
}

impl ApplyAct for GoalWithdrawn {
    fn apply_to(&self, facts: &mut CaseFacts, by: &Provenance<'_>) {
        if let Some(goal) = facts.goal_mut(self.goal, by) {
            goal.withdrawn = Some(by.on);
        }
    }
}

impl ApplyAct for GoalReviewed {
    fn apply_to(&self, facts: &mut CaseFacts, by: &Provenance<'_>) {
        let Some(goal) = facts.goal_mut(self.goal, by) else { return };
        goal.reviews.push(GoalReview {
            on: by.on,
            went_well: self.went_well.clone(),
            in_the_way: self.in_the_way.clone(),
            learned: self.learned.clone(),
            feeling: self.feeling,
            next: Some(self.next),
        });
        match self.next {
            ReviewNext::Reached => facts.end_goal(self.goal, GoalOutcome::Yes, None, by),
            ReviewNext::LetGo => {
                facts.end_goal(self.goal, GoalOutcome::No, Some(LetGoReason::NoLongerWanted), by);
            }
            ReviewNext::GoOn | ReviewNext::Revise => {}
        }
        facts.add_tool_use(GoalTool::GoalPlan, ToolOutcome::Used, by);
    }
}

impl GoalRevised {
    /// Returns whether only the steps change, so that the goal stays the same row.
    pub const fn changes_only_steps(&self) -> bool {
        self.words.is_none() && self.target.is_none()
    }

    fn new_step(&self, on: NaiveDate) -> Option<GoalStep> {
        let what = self.step.clone()?;
        Some(GoalStep { what: Some(what), added: Some(on), by: self.step_by, ..GoalStep::default() })
    }
}

impl ApplyAct for GoalRevised {
    fn apply_to(&self, facts: &mut CaseFacts, by: &Provenance<'_>) {
        let number = facts.free_goal_number(self.number, by);
        let Some(old) = facts.goal_mut(self.goal, by) else { return };
        if self.changes_only_steps() {
            old.planned_anew.push(by.on);
            old.steps.extend(self.new_step(by.on));
        } else {
            let reason = if self.words.is_some() { LetGoReason::Changed } else { LetGoReason::NewTarget };
            let is_ahead = |step: &&GoalStep| step.done.is_none() && step.dropped.is_none();
            // What is still to be done goes on under the new goal; the old one keeps its steps as they stood.
            let steps: Vec<GoalStep> = old.steps.iter().filter(is_ahead).cloned().collect();
            let new = Goal {
                number,
                created: by.on,
                words: self.words.clone().or_else(|| old.words.clone()),
                target: self.target.or(old.target),
                replaces: Some(old.number),
                steps: steps.into_iter().chain(self.new_step(by.on)).collect(),
                reviews: Vec::new(),
                planned_anew: Vec::new(),
                ended: None,
                in_plan: None,
                source: by.source.clone(),
                ..old.clone()
            };
            old.ended = Some(GoalEnding { on: by.on, outcome: GoalOutcome::No, reason: Some(reason) });
            facts.goals.push(new);
        }
        facts.add_tool_use(GoalTool::GoalPlan, ToolOutcome::Used, by);
    }
}

impl ApplyAct for StepAdded {
    fn apply_to(&self, facts: &mut CaseFacts, by: &Provenance<'_>) {
        let Some(goal) = facts.goal_mut(self.goal, by) else { return };
        goal.steps.push(GoalStep {
            what: Some(self.what.clone()),
            added: Some(by.on),
            by: self.by,
            when_where: self.when_where.clone(),
            needs: self.needs.clone(),
            who_helps: self.who_helps.clone(),
            ..GoalStep::default()
        });
        facts.add_tool_use(GoalTool::GoalPlan, ToolOutcome::Used, by);
    }
}

impl ApplyAct for StepStarted {
    fn apply_to(&self, facts: &mut CaseFacts, by: &Provenance<'_>) {
        if let Some(step) = facts.step_mut(self.goal, self.step, by) {
            step.started = Some(by.on);
        }
    }
}

impl ApplyAct for StepDone {
    fn apply_to(&self, facts: &mut CaseFacts, by: &Provenance<'_>) {
        if let Some(step) = facts.step_mut(self.goal, self.step, by) {
            step.done = Some(by.on);
        }
    }
}

impl ApplyAct for StepDropped {
    fn apply_to(&self, facts: &mut CaseFacts, by: &Provenance<'_>) {
        if let Some(step) = facts.step_mut(self.goal, self.step, by) {
            step.dropped = Some(by.on);
        }
    }
}

impl ApplyAct for StepMoved {
    fn apply_to(&self, facts: &mut CaseFacts, by: &Provenance<'_>) {
        if let Some(step) = facts.step_mut(self.goal, self.step, by) {
            step.moved_from = step.by;
            step.by = Some(self.by);
        }
    }
}

impl ApplyAct for PotholeNoted {
    fn apply_to(&self, facts: &mut CaseFacts, by: &Provenance<'_>) {
        let Some(goal) = facts.goal_mut(self.goal, by) else { return };
        goal.potholes.push(Pothole {
            on: by.on,
            step: self.step,
            kind: Some(self.kind),
            what: Some(self.what.clone()),
            detour: self.detour.clone(),
            met: None,
            detour_worked: None,
        });
        facts.add_tool_use(GoalTool::Potholes, ToolOutcome::Used, by);
    }
}

impl ApplyAct for PotholeMet {
    fn apply_to(&self, facts: &mut CaseFacts, by: &Provenance<'_>) {
        let at = usize::from(self.pothole).checked_sub(1);
        let goal = facts.goal_mut(self.goal, by);
        if let Some(pothole) = goal.and_then(|goal| goal.potholes.get_mut(at?)) {
            pothole.met = Some(by.on);
            pothole.detour_worked = self.worked;
        }
    }
}
