//! Code tables of the goal tools: areas of life, levels, items of the quality-of-life index, and the tools with the moments
//! at which each is offered. An office replaces rows, or says that a tool has a newer version.

use serde::Deserialize;

use super::param::Certainty;
use super::rows::add_unknown;
use crate::domain::goal_words::{GoalTool, ToolMoment};
use crate::domain::translation::TranslationStatus;

/// The tables of the goal tools.
#[derive(Debug, Clone, Default)]
pub struct GoalTables {
    /// The areas of life, in the order of the sheets.
    pub life_areas: Vec<LifeArea>,
    /// The levels of the life map, the lowest first.
    pub levels: Vec<LifeLevel>,
    /// The items of the quality-of-life index.
    pub qol_items: Vec<QolItem>,
    /// The tools.
    pub tools: Vec<GoalToolRow>,
}

/// An area of life.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LifeArea {
    /// The id: `child_care`.
    pub id: String,
    /// What it is called on screens and sheets.
    pub title: String,
    /// The title in Spanish.
    #[serde(default)]
    pub es: Option<String>,
    /// How far the Spanish title can be used.
    #[serde(default)]
    pub es_status: TranslationStatus,
    /// Whether it is named only where the case itself is open: never in a list of several cases, a handover or a redacted
    /// print.
    #[serde(default)]
    pub guarded: bool,
    /// Whether it is on no sheet and recorded only as protected.
    #[serde(default)]
    pub apart: bool,
    /// The worker's words for each level, the lowest first; empty for an area that is on no sheet.
    #[serde(default)]
    pub level_words: Vec<String>,
    /// The page or office that says so.
    pub source: String,
    /// How sure the source is.
    pub certainty: Certainty,
}

/// A level of the life map.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LifeLevel {
    /// The number as text: `1`.
    pub id: String,
    /// The worker's word.
    pub title: String,
    /// The participant's words.
    pub says: String,
    /// The participant's words where there is little room.
    pub short: String,
    /// The participant's words in Spanish.
    #[serde(default)]
    pub es: Option<String>,
    /// How far the Spanish words can be used.
    #[serde(default)]
    pub es_status: TranslationStatus,
    /// The page or office that says so.
    pub source: String,
    /// How sure the source is.
    pub certainty: Certainty,
}

/// An item of the quality-of-life index.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct QolItem {
    /// The id: `q1`.
    pub id: String,
    /// What it asks about.
    pub title: String,
    /// The title in Spanish.
    #[serde(default)]
    pub es: Option<String>,
    /// How far the Spanish title can be used.
    #[serde(default)]
    pub es_status: TranslationStatus,
    /// The page or office that says so.
    pub source: String,
    /// How sure the source is.
    pub certainty: Certainty,
}

/// A goal tool.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GoalToolRow {
    /// The tool.
    pub id: GoalTool,
    /// The title on sheets.
    pub title: String,
    /// The version that is used now.
    pub version: u16,
    /// The moments at which it is used.
    #[serde(default)]
    pub moments: Vec<ToolMoment>,
    /// Those among them at which the program says that it is to be offered.
    #[serde(default)]
    pub asked_at: Vec<ToolMoment>,
    /// How it is filled in.
    pub says: String,
    /// The page or office that says so.
    pub source: String,
    /// How sure the source is.
    pub certainty: Certainty,
}

impl GoalTables {
    /// Returns these rows and those of `others` that they do not replace.
    pub(super) fn with_fallback(mut self, others: Self) -> Self {
        add_unknown(&mut self.life_areas, others.life_areas, |row| row.id.clone());
        add_unknown(&mut self.levels, others.levels, |row| row.id.clone());
        add_unknown(&mut self.qol_items, others.qol_items, |row| row.id.clone());
        add_unknown(&mut self.tools, others.tools, |row| row.id);
        self
    }

    /// Returns the area of life with this id.
    pub fn life_area(&self, id: &str) -> Option<&LifeArea> {
        self.life_areas.iter().find(|area| area.id == id)
    }

    /// Returns what an area of life is called; its id where the tables no longer have it.
    pub fn area_title<'a>(&'a self, id: &'a str) -> &'a str {
        self.life_area(id).map_or(id, |area| area.title.as_str())
    }

    /// Returns the place of an area in the order of the sheets; what is not in the tables comes last.
    pub fn area_place(&self, id: &str) -> usize {
        self.life_areas.iter().position(|area| area.id == id).unwrap_or(self.life_areas.len())
    }

    /// Returns the areas that are on the sheets.
    pub fn sheet_areas(&self) -> impl Iterator<Item = &LifeArea> {
        self.life_areas.iter().filter(|area| !area.apart)
    }

    /// Returns whether there is such a level.
    pub fn has_level(&self, level: u8) -> bool {
        self.levels.iter().any(|row| row.id == level.to_string())
    }

    /// Returns the tool's row.
    pub fn tool(&self, tool: GoalTool) -> Option<&GoalToolRow> {
        self.tools.iter().find(|row| row.id == tool)
    }
}
