//! The default answers and choices of the forms on goals and goal tools.

use strum::VariantArray as _;

use super::answer_choice::AnswerChoice;
use crate::domain::PersonNumber;
use crate::domain::goal_words::{GoalTool, ToolMoment};
use crate::policy::act_forms::{ActFieldKind, Prefill};
use crate::rules::goals::goal_state::{GoalOn, open_goals_of};
use crate::rules::view::View;

/// Returns the number of a goal or a step with which a field is filled.
pub(super) fn goal_answer(prefill: Prefill, view: &View<'_>, person: PersonNumber) -> Option<u16> {
    let open = open_goals_of(view, person);
    match prefill {
        Prefill::NextGoal => {
            let theirs = view.facts.goals.iter().filter(|goal| goal.person == person);
            Some(theirs.map(|goal| goal.number).max().unwrap_or(0).saturating_add(1))
        }
        Prefill::OldestGoal => open.first().map(|goal| goal.goal.number),
        Prefill::NewestGoal => open.last().map(|goal| goal.goal.number),
        Prefill::OpenStep => open.first()?.next_step().map(|(number, _)| number),
        _ => None,
    }
}

/// Returns the version of a tool that is used now.
pub(super) fn version_text(view: &View<'_>, tool: GoalTool) -> Option<String> {
    view.policy.tables.goals.tool(tool).map(|row| row.version.to_string())
}

/// Returns the possible answers of a field on goals: the open goals, the open steps of the oldest one, the areas of life or the
/// moments.
pub(super) fn goal_choices(kind: ActFieldKind, view: &View<'_>, person: PersonNumber) -> Vec<AnswerChoice> {
    let open = open_goals_of(view, person);
    let words = |words: Option<&String>| words.cloned().unwrap_or_default();
    match kind {
        ActFieldKind::Goal => {
            open.iter().map(|goal| AnswerChoice::Numbered(goal.goal.number, words(goal.goal.words.as_ref()))).collect()
        }
        ActFieldKind::Step => open.first().map(numbered_steps).unwrap_or_default(),
        ActFieldKind::Moment => {
            let titled = |moment: &ToolMoment| AnswerChoice::Titled(moment.id().to_owned(), moment.title().to_owned());
            ToolMoment::VARIANTS.iter().map(titled).collect()
        }
        _ => {
            let areas = view.policy.tables.goals.sheet_areas();
            areas.map(|area| AnswerChoice::Titled(area.id.clone(), area.title.clone())).collect()
        }
    }
}

/// Returns the open steps of a goal; none if the goal is not open.
pub fn step_choices(view: &View<'_>, person: PersonNumber, goal: u16) -> Vec<AnswerChoice> {
    find_goal(view, person, goal).as_ref().map(numbered_steps).unwrap_or_default()
}

/// Returns the number of the open step of a goal whose day comes first.
pub fn next_step_of_goal(view: &View<'_>, person: PersonNumber, goal: u16) -> Option<u16> {
    find_goal(view, person, goal)?.next_step().map(|(number, _)| number)
}

fn find_goal<'a>(view: &View<'a>, person: PersonNumber, number: u16) -> Option<GoalOn<'a>> {
    open_goals_of(view, person).into_iter().find(|goal| goal.goal.number == number)
}

fn numbered_steps(goal: &GoalOn<'_>) -> Vec<AnswerChoice> {
    let steps = goal.open_steps();
    steps.map(|(number, step)| AnswerChoice::Numbered(number, step.what.clone().unwrap_or_default())).collect()
}
