//! The road to a goal: the goals and steps on the way in order, each with what may get in the way.

use chrono::NaiveDate;

use super::goal_state::{GoalOn, goals_of};
use crate::domain::PersonNumber;
use crate::domain::facts::goals::{Pothole, RoadMap};
use crate::domain::goal_words::{GoalHorizon, GoalOutcome};
use crate::rules::view::View;

/// The road to a goal.
#[derive(Debug, Clone)]
pub struct Road<'a> {
    /// The first day.
    pub start: NaiveDate,
    /// The goals and steps on the way.
    pub stops: Vec<RoadStop<'a>>,
    /// The goal at its end.
    pub goal: GoalOn<'a>,
    /// The day hoped for.
    pub hoped_end: Option<NaiveDate>,
}

/// A stop on a road.
#[derive(Debug, Clone)]
pub struct RoadStop<'a> {
    /// What it is, in the participant's words.
    pub words: Option<&'a str>,
    /// The day by which it is to be done.
    pub by: Option<NaiveDate>,
    /// The day by which it was to be done before it was moved.
    pub moved_from: Option<NaiveDate>,
    /// How far it is.
    pub state: StopState,
    /// What may get in the way.
    pub potholes: Vec<&'a Pothole>,
}

/// How far a stop is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StopState {
    /// It is done.
    Done,
    /// It is the first that is not done.
    Now,
    /// It comes later.
    Ahead,
}

/// Returns the roads of the person: the newest road map to each open goal, and the steps of each open long-term goal, or of the
/// oldest open goal, that has no road map.
pub fn roads_of<'a>(view: &View<'a>, person: PersonNumber) -> Vec<Road<'a>> {
    let goals = goals_of(view, person);
    let mut roads: Vec<Road<'a>> = Vec::new();
    for goal in goals.iter().filter(|goal| goal.is_open()) {
        let map = newest_map(view, person, goal.goal.number);
        let is_long = goal.goal.horizon == Some(GoalHorizon::Long);
        if map.is_some() || is_long {
            roads.push(road_to(&goals, *goal, map));
        }
    }
    if roads.is_empty() {
        roads.extend(goals.iter().find(|goal| goal.is_open()).map(|goal| road_to(&goals, *goal, None)));
    }
    roads
}

fn newest_map<'a>(view: &View<'a>, person: PersonNumber, goal: u16) -> Option<&'a RoadMap> {
    let of_goal = |map: &&RoadMap| (map.person, map.goal) == (person, goal) && map.on <= view.on;
    view.facts.road_maps.iter().filter(of_goal).max_by_key(|map| (map.on, map.source.record_order()))
}

fn road_to<'a>(goals: &[GoalOn<'a>], goal: GoalOn<'a>, map: Option<&'a RoadMap>) -> Road<'a> {
    let named = map.map(|map| map.stops.as_slice()).unwrap_or_default();
    let mut stops: Vec<RoadStop<'a>> = named.iter().filter_map(|stop| find_stop(goals, stop)).collect();
    if named.is_empty() {
        stops = goal.steps().filter_map(|(number, _)| step_stop(goal, number)).collect();
    }
    if let Some(now) = stops.iter_mut().find(|stop| stop.state == StopState::Ahead) {
        now.state = StopState::Now;
    }
    let start = stops_start(goals, named, goal);
    Road { start, stops, goal, hoped_end: map.and_then(|map| map.hoped_end).or(goal.goal.target) }
}

/// Returns the earliest day on which one of the stops or the goal was set.
fn stops_start(goals: &[GoalOn<'_>], named: &[String], goal: GoalOn<'_>) -> NaiveDate {
    let of_stops = named.iter().filter_map(|stop| Some(goal_of_stop(goals, stop)?.goal.created));
    of_stops.chain([goal.goal.created]).min().unwrap_or(goal.goal.created)
}

fn goal_of_stop<'a>(goals: &[GoalOn<'a>], stop: &str) -> Option<GoalOn<'a>> {
    let number: u16 = stop.split('.').next()?.parse().ok()?;
    goals.iter().find(|goal| goal.goal.number == number).copied()
}

/// Returns the stop that `1` or `4.2` names.
fn find_stop<'a>(goals: &[GoalOn<'a>], named: &str) -> Option<RoadStop<'a>> {
    let goal = goal_of_stop(goals, named)?;
    match named.split_once('.') {
        Some((_, step)) => step_stop(goal, step.parse().ok()?),
        None => Some(goal_stop(goals, goal)),
    }
}

/// Returns a goal as a stop. A goal that was replaced is followed to the one that replaces it.
fn goal_stop<'a>(goals: &[GoalOn<'a>], goal: GoalOn<'a>) -> RoadStop<'a> {
    let next = goals
        .iter()
        .find(|other| other.goal.replaces == Some(goal.goal.number) && other.goal.number > goal.goal.number);
    if let Some(next) = next {
        let stop = goal_stop(goals, *next);
        return RoadStop { moved_from: stop.moved_from.or(goal.goal.target), ..stop };
    }
    let is_done = goal.ending().is_some_and(|ending| ending.outcome == GoalOutcome::Yes);
    RoadStop {
        words: goal.goal.words.as_deref(),
        by: goal.goal.target,
        moved_from: None,
        state: if is_done { StopState::Done } else { StopState::Ahead },
        potholes: goal.potholes().filter(|pothole| pothole.step.is_none()).collect(),
    }
}

fn step_stop(goal: GoalOn<'_>, number: u16) -> Option<RoadStop<'_>> {
    let (_, step) = goal.steps().find(|(known, _)| *known == number)?;
    let is_open = goal.open_steps().any(|(known, _)| known == number);
    Some(RoadStop {
        words: step.what.as_deref(),
        by: step.by,
        moved_from: step.moved_from,
        state: if is_open { StopState::Ahead } else { StopState::Done },
        potholes: goal.potholes().filter(|pothole| pothole.step == Some(number)).collect(),
    })
}
