//! The participant's goals with their steps, reviews, potholes and road maps, and what was recorded with the goal tools.
//!
//! Nothing here ever decides about aid: no rule on non-compliance, sanctions, hours, attendance, time or closing reads it.
//! `tests/architecture/wall.rs` and a property in `src/rules/properties` hold that wall.
//!
//! Source: County Case Flow, Goal Setting Tools; Santa Clara CWES CalWORKs 2.0; Nevada County GPDR/R guide.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::Source;
use crate::domain::PersonNumber;
use crate::domain::goal_words::{
    Feeling, FilledBy, GoalHorizon, GoalOutcome, GoalTool, LetGoReason, PotholeKind, ReviewNext, ToolMoment,
    ToolOutcome, UseWay,
};

/// A goal of a participant. A new target day or new words make a new goal that replaces this one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Goal {
    /// The participant's number in the case.
    pub person: PersonNumber,
    /// The running number of the goal on the person's road maps, from 1.
    #[serde(default)]
    pub number: u16,
    /// The day on which the goal was set.
    pub created: NaiveDate,
    /// The goal in the participant's own words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub words: Option<String>,
    /// The language of the words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// The area of life: an id of `assets/goals/life_areas.toml`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub life_area: Option<String>,
    /// Whether it is the goal at the end of a road or one on the way.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub horizon: Option<GoalHorizon>,
    /// Why it matters to the participant.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why_it_matters: Option<String>,
    /// The day by which the participant hopes to reach it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target: Option<NaiveDate>,
    /// Who helps.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub helper: Option<String>,
    /// How the participant celebrates.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reward: Option<String>,
    /// The strengths that the participant uses.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub strengths_used: Option<String>,
    /// The number of the goal that this one replaces.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replaces: Option<u16>,
    /// The steps, in the order in which they were written.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub steps: Vec<GoalStep>,
    /// The reviews.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reviews: Vec<GoalReview>,
    /// What may get in the way, with its detour.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub potholes: Vec<Pothole>,
    /// The days on which only the steps of the goal were planned anew.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub planned_anew: Vec<NaiveDate>,
    /// How the goal ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended: Option<GoalEnding>,
    /// The day on which the participant agreed to have the goal in the WTW 2 plan.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub in_plan: Option<NaiveDate>,
    /// Whether the goal is kept apart: it is in no list, picture, sheet or report.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub protected: bool,
    /// The day on which the participant withdrew it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub withdrawn: Option<NaiveDate>,
    /// The entry of the log or the row of an extract that states the fact.
    #[serde(default, skip_serializing_if = "Source::is_stated")]
    pub source: Source,
}

/// The end of a goal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct GoalEnding {
    /// The day on which it was reached or the change was reported.
    pub on: NaiveDate,
    /// Whether the goal was reached.
    pub outcome: GoalOutcome,
    /// Why it was let go.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<LetGoReason>,
}

/// A step towards a goal.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct GoalStep {
    /// The step in the participant's words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub what: Option<String>,
    /// The day on which it was written; the goal's own day where it is missing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub added: Option<NaiveDate>,
    /// The day by which it is to be done.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by: Option<NaiveDate>,
    /// The day by which it was to be done before it was moved.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub moved_from: Option<NaiveDate>,
    /// When and where.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub when_where: Option<String>,
    /// What the participant needs for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub needs: Option<String>,
    /// Who can help.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub who_helps: Option<String>,
    /// The day on which it was begun.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub started: Option<NaiveDate>,
    /// The day on which it was done.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub done: Option<NaiveDate>,
    /// The day on which it was dropped.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dropped: Option<NaiveDate>,
}

/// A talk about a goal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct GoalReview {
    /// The day.
    pub on: NaiveDate,
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
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<ReviewNext>,
}

/// Something that may get in the way of a goal, and the detour around it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Pothole {
    /// The day on which it was noted.
    pub on: NaiveDate,
    /// The number of the step that it is about; missing where it is about the goal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub step: Option<u16>,
    /// The kind.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<PotholeKind>,
    /// What may happen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub what: Option<String>,
    /// What the participant will then do.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detour: Option<String>,
    /// The day on which it happened.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub met: Option<NaiveDate>,
    /// Whether the detour worked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detour_worked: Option<bool>,
}

/// A road map: goals and steps in order, up to a long-term goal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct RoadMap {
    /// The participant's number in the case.
    pub person: PersonNumber,
    /// The day on which it was made.
    pub on: NaiveDate,
    /// The number of the goal at its end.
    pub goal: u16,
    /// The goals and steps on the way, by their numbers: `1`, `4.2` for the second step of goal 4.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub stops: Vec<String>,
    /// The day by which the participant hopes to be there; the target of the goal where it is missing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hoped_end: Option<NaiveDate>,
    /// The entry of the log or the row of an extract that states the fact.
    #[serde(default, skip_serializing_if = "Source::is_stated")]
    pub source: Source,
}

/// The time in which a participant is offered the goal tools.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct GoalCoverage {
    /// The participant's number in the case.
    pub person: PersonNumber,
    /// The first day.
    pub since: NaiveDate,
    /// The last day, included; missing where it goes on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<NaiveDate>,
    /// The entry of the log or the row of an extract that states the fact.
    #[serde(default, skip_serializing_if = "Source::is_stated")]
    pub source: Source,
}

/// One use or offer of a goal tool.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ToolUse {
    /// The participant's number in the case.
    pub person: PersonNumber,
    /// The tool.
    pub tool: GoalTool,
    /// The version of the tool.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<u16>,
    /// The moment at which it was offered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub moment: Option<ToolMoment>,
    /// The day.
    pub on: NaiveDate,
    /// How the worker and the participant met.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub how: Option<UseWay>,
    /// What came of it.
    pub outcome: ToolOutcome,
    /// Why, where it was not used.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
    /// The entry of the log or the row of an extract that states the fact.
    #[serde(default, skip_serializing_if = "Source::is_stated")]
    pub source: Source,
}

/// A life map or a quality-of-life index that a participant filled in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Reading {
    /// The participant's number in the case.
    pub person: PersonNumber,
    /// The tool: `qol` or `calmap`.
    pub tool: GoalTool,
    /// The day.
    pub on: NaiveDate,
    /// The version of the tool.
    #[serde(default = "first_version")]
    pub version: u16,
    /// The moment at which it was filled in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub moment: Option<ToolMoment>,
    /// The answers of the index: an item with a value from 1 to 5.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub answers: BTreeMap<String, u8>,
    /// The levels of the life map: an area with a level from 1 to 5.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub levels: BTreeMap<String, u8>,
    /// The areas on which the participant wants to work.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub want: Vec<String>,
    /// Who filled it in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub filled_by: Option<FilledBy>,
    /// The language of the sheet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// What the participant said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub participant_words: Option<String>,
    /// What the worker noted beside it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub worker_words: Option<String>,
    /// The strengths that came up.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub strengths: Option<String>,
    /// Whether the reading is kept apart: it is in no list, picture, sheet or report.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub protected: bool,
    /// The day on which the participant withdrew it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub withdrawn: Option<NaiveDate>,
    /// The entry of the log or the row of an extract that states the fact.
    #[serde(default, skip_serializing_if = "Source::is_stated")]
    pub source: Source,
}

/// A resource of the county that was given to a participant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ResourceUsed {
    /// The participant's number in the case.
    pub person: PersonNumber,
    /// The number of the goal that it is for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub goal: Option<u16>,
    /// The name of the resource.
    pub name: String,
    /// The area of life, or `emergency`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// The day.
    pub on: NaiveDate,
    /// The entry of the log or the row of an extract that states the fact.
    #[serde(default, skip_serializing_if = "Source::is_stated")]
    pub source: Source,
}

const fn first_version() -> u16 {
    1
}
