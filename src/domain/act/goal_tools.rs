//! Acts with the goal tools: life maps, quality-of-life indexes, road maps, offers, resources, and for whom the tools are.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::apply_act::{ApplyAct, Provenance};
use crate::domain::facts::CaseFacts;
use crate::domain::facts::goals::{GoalCoverage, Reading, ResourceUsed, RoadMap, ToolUse};
use crate::domain::goal_words::{FilledBy, GoalTool, ToolMoment, ToolOutcome, UseWay};

/// The participant filled in the quality-of-life index.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct QolRead {
    /// The answers: an item with a value.
    pub answers: BTreeMap<String, u8>,
    /// The moment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub moment: Option<ToolMoment>,
    /// Who filled it in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub filled_by: Option<FilledBy>,
    /// The language of the sheet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// How worker and participant met.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub how: Option<UseWay>,
    /// The version of the sheet; the first one where it is missing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<u16>,
    /// Whether it is kept apart.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub protected: Option<bool>,
}

/// The participant filled in the life map.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CalmapRead {
    /// The levels: an area with a level.
    pub levels: BTreeMap<String, u8>,
    /// The areas on which the participant wants to work.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub want: Vec<String>,
    /// The moment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub moment: Option<ToolMoment>,
    /// Who filled it in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub filled_by: Option<FilledBy>,
    /// What the participant said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub words: Option<String>,
    /// What the worker noted beside it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub worker_words: Option<String>,
    /// The strengths that came up.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub strengths: Option<String>,
    /// How worker and participant met.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub how: Option<UseWay>,
    /// The version of the sheet; the first one where it is missing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<u16>,
    /// Whether it is kept apart.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub protected: Option<bool>,
}

/// The participant withdrew a reading from the record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadingWithdrawn {
    /// The tool.
    pub tool: GoalTool,
    /// The day of the reading.
    pub day: NaiveDate,
}

/// A tool was shown and explained.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ToolIntroduced {
    /// The tool.
    pub tool: GoalTool,
    /// The moment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub moment: Option<ToolMoment>,
    /// How worker and participant met.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub how: Option<UseWay>,
}

/// A tool was offered and not used.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ToolOffered {
    /// The tool.
    pub tool: GoalTool,
    /// What came of it.
    pub outcome: ToolOutcome,
    /// The moment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub moment: Option<ToolMoment>,
    /// How worker and participant met.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub how: Option<UseWay>,
    /// Why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
}

/// Goals and steps were put in order on a road map.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoadMapMade {
    /// The goal at its end.
    pub goal: u16,
    /// The goals and steps on the way: `1, 2, 4.2`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stops: Option<String>,
    /// The day by which the participant hopes to be there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hoped_end: Option<NaiveDate>,
}

/// The goal tools are for the participant from the act's day on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GoalToolsStarted {}

/// The goal tools are for the participant through the act's day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GoalToolsEnded {}

/// A resource was given to the participant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ResourceGiven {
    /// The name of the resource.
    pub name: String,
    /// The goal that it is for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub goal: Option<u16>,
    /// The area of life, or `emergency`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
}

impl CaseFacts {
    /// Notes that a tool was used or offered on the act's day.
    pub(super) fn add_tool_use(&mut self, tool: GoalTool, outcome: ToolOutcome, by: &Provenance<'_>) {
        self.tool_uses.push(new_use(tool, outcome, by));
    }
}

fn new_use(tool: GoalTool, outcome: ToolOutcome, by: &Provenance<'_>) -> ToolUse {
    ToolUse {
        person: by.person,
        tool,
        version: None,
        moment: None,
        on: by.on,
        how: None,
        outcome,
        why: None,
        source: by.source.clone(),
    }
}

fn new_reading(tool: GoalTool, version: Option<u16>, by: &Provenance<'_>) -> Reading {
    Reading {
        person: by.person,
        tool,
        on: by.on,
        version: version.unwrap_or(1),
        moment: None,
        answers: BTreeMap::new(),
        levels: BTreeMap::new(),
        want: Vec::new(),
        filled_by: None,
        language: None,
        participant_words: None,
        worker_words: None,
        strengths: None,
        protected: false,
        withdrawn: None,
        source: by.source.clone(),
    }
}

impl ApplyAct for QolRead {
    fn apply_to(&self, facts: &mut CaseFacts, by: &Provenance<'_>) {
        let reading = Reading {
            moment: self.moment,
            answers: self.answers.clone(),
            filled_by: self.filled_by,
            language: self.language.clone(),
            protected: self.protected == Some(true),
            ..new_reading(GoalTool::Qol, self.version, by)
        };
        let used = ToolUse {
            version: Some(reading.version),
            moment: self.moment,
            how: self.how,
            ..new_use(GoalTool::Qol, ToolOutcome::Used, by)
        };
        facts.readings.push(reading);
        facts.tool_uses.push(used);
    }
}

impl ApplyAct for CalmapRead {
    fn apply_to(&self, facts: &mut CaseFacts, by: &Provenance<'_>) {
        let reading = Reading {
            moment: self.moment,
            levels: self.levels.clone(),
            want: self.want.clone(),
            filled_by: self.filled_by,
            participant_words: self.words.clone(),
            worker_words: self.worker_words.clone(),
            strengths: self.strengths.clone(),
            protected: self.protected == Some(true),
            ..new_reading(GoalTool::Calmap, self.version, by)
        };
        let used = ToolUse {
            version: Some(reading.version),
            moment: self.moment,
            how: self.how,
            ..new_use(GoalTool::Calmap, ToolOutcome::Used, by)
        };
        facts.readings.push(reading);
        facts.tool_uses.push(used);
    }
}

impl ApplyAct for ReadingWithdrawn {
    fn apply_to(&self, facts: &mut CaseFacts, by: &Provenance<'_>) {
        let is_named =
            |reading: &&mut Reading| (reading.person, reading.tool, reading.on) == (by.person, self.tool, self.day);
        for reading in facts.readings.iter_mut().filter(is_named) {
            reading.withdrawn = Some(by.on);
        }
    }
}

impl ApplyAct for ToolIntroduced {
    fn apply_to(&self, facts: &mut CaseFacts, by: &Provenance<'_>) {
        let used = new_use(self.tool, ToolOutcome::Introduced, by);
        facts.tool_uses.push(ToolUse { moment: self.moment, how: self.how, ..used });
    }
}

impl ApplyAct for ToolOffered {
    fn apply_to(&self, facts: &mut CaseFacts, by: &Provenance<'_>) {
        let used = new_use(self.tool, self.outcome, by);
        facts.tool_uses.push(ToolUse { moment: self.moment, how: self.how, why: self.why.clone(), ..used });
    }
}

impl RoadMapMade {
    /// Returns the goals and steps on the way, one by one.
    pub fn stop_list(&self) -> Vec<String> {
        let words = self.stops.as_deref().unwrap_or_default().split([',', ' ', ';']);
        words.map(str::trim).filter(|word| !word.is_empty()).map(str::to_owned).collect()
    }
}

impl ApplyAct for RoadMapMade {
    fn apply_to(&self, facts: &mut CaseFacts, by: &Provenance<'_>) {
        facts.road_maps.push(RoadMap {
            person: by.person,
            on: by.on,
            goal: self.goal,
            stops: self.stop_list(),
            hoped_end: self.hoped_end,
            source: by.source.clone(),
        });
        facts.add_tool_use(GoalTool::RoadMap, ToolOutcome::Used, by);
    }
}

impl ApplyAct for GoalToolsStarted {
    fn apply_to(&self, facts: &mut CaseFacts, by: &Provenance<'_>) {
        facts.goal_coverage.push(GoalCoverage {
            person: by.person,
            since: by.on,
            until: None,
            source: by.source.clone(),
        });
    }
}

impl ApplyAct for GoalToolsEnded {
    fn apply_to(&self, facts: &mut CaseFacts, by: &Provenance<'_>) {
        let is_open = |coverage: &&mut GoalCoverage| {
            coverage.person == by.person && coverage.until.is_none() && coverage.since <= by.on
        };
        if let Some(coverage) = facts.goal_coverage.iter_mut().rfind(is_open) {
            coverage.until = Some(by.on);
        }
    }
}

impl ApplyAct for ResourceGiven {
    fn apply_to(&self, facts: &mut CaseFacts, by: &Provenance<'_>) {
        facts.resources_used.push(ResourceUsed {
            person: by.person,
            goal: self.goal,
            name: self.name.clone(),
            kind: self.kind.clone(),
            on: by.on,
            source: by.source.clone(),
        });
    }
}
