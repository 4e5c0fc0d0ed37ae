//! What an act on a goal or with a goal tool needs: the goal is there and open, the step is there and not done, areas and items
//! are those of the tables, and safety at home is recorded only as kept apart. Why somebody does not want a tool is never asked.

use chrono::NaiveDate;

use super::act_refusal::ActRefusal;
use crate::domain::PersonNumber;
use crate::domain::act::goal_tools::{CalmapRead, QolRead, ReadingWithdrawn, RoadMapMade};
use crate::domain::act::goals::{GoalRevised, GoalSet};
use crate::domain::act::{Act, ActKind};
use crate::domain::facts::goals::Goal;
use crate::domain::goal_words::EMERGENCY;
use crate::rules::goals::is_covered;
use crate::rules::message::message;
use crate::rules::view::View;

/// Returns whether the act is one on a goal or with a goal tool.
pub(super) const fn is_goal_act(act: &ActKind) -> bool {
    matches!(
        act,
        ActKind::GoalSet(_)
            | ActKind::GoalReached(_)
            | ActKind::GoalLetGo(_)
            | ActKind::GoalInPlan(_)
            | ActKind::GoalWithdrawn(_)
            | ActKind::GoalReviewed(_)
            | ActKind::GoalRevised(_)
            | ActKind::StepAdded(_)
            | ActKind::StepStarted(_)
            | ActKind::StepDone(_)
            | ActKind::StepDropped(_)
            | ActKind::StepMoved(_)
            | ActKind::PotholeNoted(_)
            | ActKind::PotholeMet(_)
            | ActKind::RoadMapMade(_)
            | ActKind::QolRead(_)
            | ActKind::CalmapRead(_)
            | ActKind::ReadingWithdrawn(_)
            | ActKind::ToolIntroduced(_)
            | ActKind::ToolOffered(_)
            | ActKind::GoalToolsStarted(_)
            | ActKind::GoalToolsEnded(_)
            | ActKind::ResourceGiven(_)
    )
}

/// Refuses an act on a goal that the record does not have or that has ended, and answers that the tables do not know.
pub(super) fn check_goal_act(view: &View<'_>, act: &Act) -> Result<(), ActRefusal> {
    match &act.kind {
        ActKind::GoalSet(what) => check_set(view, act, what),
        ActKind::GoalReached(what) => open_goal(view, act, what.goal).map(drop),
        ActKind::GoalLetGo(what) => open_goal(view, act, what.goal).map(drop),
        ActKind::GoalReviewed(what) => open_goal(view, act, what.goal).map(drop),
        ActKind::GoalInPlan(what) if !what.agreed => {
            refuse("A goal stands in the plan only with the participant's yes.")
        }
        ActKind::GoalInPlan(what) => open_goal(view, act, what.goal).map(drop),
        ActKind::GoalWithdrawn(what) => known_goal(view, act, what.goal).map(drop),
        ActKind::GoalRevised(what) => check_revised(view, act, what),
        ActKind::StepAdded(what) => open_goal(view, act, what.goal).map(drop),
        ActKind::StepStarted(what) => check_step(view, act, what.goal, what.step),
        ActKind::StepDone(what) => check_step(view, act, what.goal, what.step),
        ActKind::StepDropped(what) => check_step(view, act, what.goal, what.step),
        ActKind::StepMoved(what) => check_step(view, act, what.goal, what.step),
        ActKind::PotholeNoted(what) => match what.step {
            Some(step) => check_step(view, act, what.goal, step),
            None => open_goal(view, act, what.goal).map(drop),
        },
        ActKind::PotholeMet(what) => {
            let goal = known_goal(view, act, what.goal)?;
            let is_known = (1..).zip(&goal.potholes).any(|(number, _)| number == what.pothole);
            if is_known { Ok(()) } else { missing(message!("Goal {} has no pothole {}.", what.goal, what.pothole)) }
        }
        ActKind::RoadMapMade(what) => check_road_map(view, act, what),
        ActKind::QolRead(what) => check_qol(view, what),
        ActKind::CalmapRead(what) => check_life_map(view, what),
        ActKind::ReadingWithdrawn(what) => check_reading(view, act, what),
        ActKind::GoalToolsStarted(_) if is_covered(view, act.person) => {
            refuse("The goal tools are already for the participant.")
        }
        ActKind::GoalToolsEnded(_) if !is_covered(view, act.person) => {
            refuse("The goal tools are not for the participant.")
        }
        ActKind::ResourceGiven(what) => {
            let area = what.kind.as_deref().filter(|kind| *kind != EMERGENCY);
            area.map_or(Ok(()), |area| check_area(view, area))?;
            what.goal.map_or(Ok(()), |goal| known_goal(view, act, goal).map(drop))
        }
        _ => Ok(()),
    }
}

fn refuse(says: &'static str) -> Result<(), ActRefusal> {
    Err(ActRefusal::from_message(says))
}

fn missing<T>(says: crate::rules::message::Message) -> Result<T, ActRefusal> {
    Err(ActRefusal::from_message(says))
}

fn known_goal<'a>(view: &View<'a>, act: &Act, number: u16) -> Result<&'a Goal, ActRefusal> {
    let person: PersonNumber = view.facts.present_number(act.person);
    let is_named = |goal: &&Goal| (goal.person, goal.number) == (person, number) && goal.created <= act.on;
    match view.facts.goals.iter().find(is_named) {
        None => missing(message!("Participant {} has no goal {} on {}.", person, number, act.on)),
        Some(goal) if goal.withdrawn.is_some() => missing(message!("Goal {} was withdrawn.", number)),
        Some(goal) => Ok(goal),
    }
}

fn open_goal<'a>(view: &View<'a>, act: &Act, number: u16) -> Result<&'a Goal, ActRefusal> {
    let goal = known_goal(view, act, number)?;
    match goal.ended {
        Some(ending) => missing(message!("Goal {} ended on {} ({}).", number, ending.on, ending.outcome.title())),
        None => Ok(goal),
    }
}

fn check_set(view: &View<'_>, act: &Act, what: &GoalSet) -> Result<(), ActRefusal> {
    check_area(view, &what.life_area)?;
    check_apart(view, [what.life_area.as_str()], what.protected)?;
    check_day_ahead(act.on, what.target)?;
    check_number(view, act, what.number)?;
    what.replaces.map_or(Ok(()), |old| open_goal(view, act, old).map(drop))
}

fn check_revised(view: &View<'_>, act: &Act, what: &GoalRevised) -> Result<(), ActRefusal> {
    open_goal(view, act, what.goal)?;
    if what.changes_only_steps() && what.step.is_none() {
        return refuse("Say what changes: the words, the day, or a new step.");
    }
    check_day_ahead(act.on, what.target)?;
    if what.changes_only_steps() { Ok(()) } else { check_number(view, act, what.number) }
}

/// Refuses the number of another goal, which acts would then name by mistake.
fn check_number(view: &View<'_>, act: &Act, number: Option<u16>) -> Result<(), ActRefusal> {
    let person = view.facts.present_number(act.person);
    let taken =
        number.filter(|number| view.facts.goals.iter().any(|goal| (goal.person, goal.number) == (person, *number)));
    taken.map_or(Ok(()), |number| missing(message!("There is a goal {} already: leave the number empty.", number)))
}

fn check_day_ahead(on: NaiveDate, target: Option<NaiveDate>) -> Result<(), ActRefusal> {
    match target.filter(|target| *target < on) {
        Some(target) => missing(message!("The day hoped for, {}, is before the day of the act.", target)),
        None => Ok(()),
    }
}

fn check_step(view: &View<'_>, act: &Act, goal: u16, step: u16) -> Result<(), ActRefusal> {
    let known = open_goal(view, act, goal)?;
    let found = (1..).zip(&known.steps).find(|(number, _)| *number == step).map(|(_, step)| step);
    match found {
        None => missing(message!("Goal {} has no step {}.", goal, step)),
        Some(found) if found.done.is_some() => missing(message!("Step {} of goal {} is done.", step, goal)),
        Some(found) if found.dropped.is_some() => missing(message!("Step {} of goal {} was dropped.", step, goal)),
        Some(_) => Ok(()),
    }
}

fn check_road_map(view: &View<'_>, act: &Act, what: &RoadMapMade) -> Result<(), ActRefusal> {
    open_goal(view, act, what.goal)?;
    for stop in what.stop_list() {
        let (goal, step) = stop.split_once('.').map_or((stop.as_str(), None), |(goal, step)| (goal, Some(step)));
        let unreadable =
            || ActRefusal::from_message(message!("{} names no goal and no step: 1, or 4.2.", stop.clone()));
        let known = known_goal(view, act, goal.parse().map_err(|_no_number| unreadable())?)?;
        if let Some(step) = step {
            let number: usize = step.parse().map_err(|_no_number| unreadable())?;
            if number == 0 || number > known.steps.len() {
                return missing(message!("Goal {} has no step {}.", known.number, step.to_owned()));
            }
        }
    }
    Ok(())
}

fn check_qol(view: &View<'_>, what: &QolRead) -> Result<(), ActRefusal> {
    let tables = &view.policy.tables.goals;
    for (item, value) in &what.answers {
        if !tables.qol_items.iter().any(|known| known.id == *item) {
            let known: Vec<_> = tables.qol_items.iter().map(|item| item.id.as_str()).collect();
            return missing(message!("The index has no item {}; its items are {}.", item.clone(), known.join(", ")));
        }
        check_level(view, item, *value)?;
    }
    Ok(())
}

fn check_life_map(view: &View<'_>, what: &CalmapRead) -> Result<(), ActRefusal> {
    for (area, level) in &what.levels {
        check_area(view, area)?;
        check_level(view, area, *level)?;
    }
    what.want.iter().try_for_each(|area| check_area(view, area))?;
    check_apart(view, what.levels.keys().chain(&what.want).map(String::as_str), what.protected)?;
    match &view.policy.calmap_want {
        Some(most) if usize::try_from(most.value.0).is_ok_and(|most| most < what.want.len()) => {
            let says = message!("Somebody wants to work on {} areas at most.", i64::from(most.value.0));
            Err(ActRefusal::from_policy(says, most))
        }
        _ => Ok(()),
    }
}

fn check_area(view: &View<'_>, area: &str) -> Result<(), ActRefusal> {
    let tables = &view.policy.tables.goals;
    if tables.life_area(area).is_some() {
        return Ok(());
    }
    let known: Vec<_> = tables.life_areas.iter().map(|area| area.id.as_str()).collect();
    missing(message!("There is no area of life {}; the areas are {}.", area.to_owned(), known.join(", ")))
}

fn check_level(view: &View<'_>, name: &str, level: u8) -> Result<(), ActRefusal> {
    let tables = &view.policy.tables.goals;
    if tables.has_level(level) {
        return Ok(());
    }
    missing(message!(
        "{} cannot be {}: the levels are 1 to {}.",
        name.to_owned(),
        i64::from(level),
        tables.levels.len()
    ))
}

/// Refuses what is on no sheet unless it is kept apart: an abuser may read what is printed.
fn check_apart<'a>(
    view: &View<'_>,
    areas: impl IntoIterator<Item = &'a str>,
    protected: Option<bool>,
) -> Result<(), ActRefusal> {
    let is_apart = |area: &str| view.policy.tables.goals.life_area(area).is_some_and(|row| row.apart);
    let apart = areas.into_iter().find(|area| is_apart(area)).filter(|_| protected != Some(true));
    apart.map_or(Ok(()), |area| {
        let title = view.policy.tables.goals.area_title(area).to_owned();
        missing(message!("{} is recorded only as kept apart: say protected=yes.", title))
    })
}

fn check_reading(view: &View<'_>, act: &Act, what: &ReadingWithdrawn) -> Result<(), ActRefusal> {
    let person = view.facts.present_number(act.person);
    let is_named = view.facts.readings.iter().any(|reading| {
        (reading.person, reading.tool, reading.on) == (person, what.tool, what.day) && reading.withdrawn.is_none()
    });
    if is_named { Ok(()) } else { missing(message!("There is no {} of {}.", what.tool.title(), what.day)) }
}
