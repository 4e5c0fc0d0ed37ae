//! The words of the sheets for participants, by language (`assets/goals/paper.toml`).

use std::sync::LazyLock;

use serde::Deserialize;

use super::catalog;
use super::goal_tables::GoalTables;
use super::param::Certainty;
use crate::domain::code_words::code_words;
use crate::domain::translation::TranslationStatus;

code_words! {
    /// The language of a sheet.
    #[derive(Default)]
    pub enum SheetLanguage {
        /// English.
        #[default]
        English = "en" => "English",
        /// Spanish.
        Spanish = "es" => "Spanish",
    }
}

code_words! {
    /// A sheet for a participant.
    pub enum GoalSheet {
        /// My Goal Plan.
        GoalPlan = "goal-plan" => "My Goal Plan",
        /// My Road Map.
        RoadMap = "road-map" => "My Road Map",
        /// Potholes and Detours.
        Potholes = "potholes" => "Potholes and Detours",
        /// My Life Map, without words in its boxes.
        Calmap = "calmap" => "My Life Map",
        /// The worker's copy of the life map.
        CalmapWords = "calmap-words" => "Life map, the worker's copy",
        /// The quality-of-life index.
        Qol = "qol" => "How is it these days?",
    }
}

/// A text of a sheet.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct SheetText {
    id: String,
    en: String,
    #[serde(default)]
    es: Option<String>,
    #[serde(default)]
    es_status: TranslationStatus,
    #[cfg_attr(not(test), expect(dead_code, reason = "for the reader of the file"))]
    source: String,
    #[cfg_attr(not(test), expect(dead_code, reason = "for the reader of the file"))]
    certainty: Certainty,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SheetTextFile {
    text: Vec<SheetText>,
}

#[expect(clippy::expect_used, reason = "built into the program, and a test reads the file")]
static TEXTS: LazyLock<SheetTextFile> = LazyLock::new(|| {
    let text = include_str!("../../assets/goals/paper.toml");
    catalog::parse_toml("goals/paper.toml", text).expect("assets/goals/paper.toml is good")
});

/// How many texts of a sheet cannot be printed in a language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MissingTexts {
    /// Those that nobody has translated or reviewed.
    pub missing: usize,
    /// All of them.
    pub all: usize,
}

/// Returns a text of a sheet in a language; the English one where there is no other.
pub fn sheet_text(id: &str, language: SheetLanguage) -> &'static str {
    let Some(text) = TEXTS.text.iter().find(|text| text.id == id) else { return "" };
    let translated =
        text.es.as_deref().filter(|_| language == SheetLanguage::Spanish && text.es_status.can_be_printed());
    translated.unwrap_or(&text.en)
}

/// Returns the texts of a sheet that cannot be printed in a language; `None` if all can.
pub fn missing_texts(sheet: GoalSheet, language: SheetLanguage, tables: &GoalTables) -> Option<MissingTexts> {
    if language == SheetLanguage::English {
        return None;
    }
    let own = sheet.id().trim_end_matches("-words").replace('-', "_");
    let belongs = |text: &&SheetText| text.id.split_once('.').is_none_or(|(of, _)| of == own);
    let of_sheet = TEXTS.text.iter().filter(belongs).map(|text| (text.es.is_some(), text.es_status));
    let areas = tables.sheet_areas().map(|area| (area.es.is_some(), area.es_status));
    let levels = tables.levels.iter().map(|level| (level.es.is_some(), level.es_status));
    let items = tables.qol_items.iter().map(|item| (item.es.is_some(), item.es_status));
    let statuses: Vec<(bool, TranslationStatus)> = match sheet {
        GoalSheet::Calmap | GoalSheet::CalmapWords => of_sheet.chain(areas).chain(levels).collect(),
        GoalSheet::Qol => of_sheet.chain(items).collect(),
        GoalSheet::GoalPlan | GoalSheet::RoadMap | GoalSheet::Potholes => of_sheet.collect(),
    };
    let missing = statuses.iter().filter(|(is_there, status)| !is_there || !status.can_be_printed()).count();
    (missing > 0).then_some(MissingTexts { missing, all: statuses.len() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policy::Policies;
    use strum::VariantArray as _;

    #[test]
    fn every_text_is_read_and_says_where_it_comes_from() {
        assert!(TEXTS.text.iter().all(|text| !text.source.is_empty() && !text.en.is_empty()));
        assert!(TEXTS.text.iter().all(|text| !text.certainty.can_decide()));
        assert_eq!(sheet_text("yours", SheetLanguage::Spanish), sheet_text("yours", SheetLanguage::English));
        assert!(sheet_text("yours", SheetLanguage::English).ends_with("It does not change your cash aid."));
    }

    /// A sheet in half a language would be worse than one in English.
    #[test]
    fn no_sheet_prints_in_spanish_before_all_of_it_is_translated() {
        let tables = &Policies::builtin().newest_tables().unwrap().goals;
        for sheet in GoalSheet::VARIANTS {
            assert_eq!(missing_texts(*sheet, SheetLanguage::English, tables), None);
            let missing = missing_texts(*sheet, SheetLanguage::Spanish, tables).unwrap();
            assert!(missing.missing > 0 && missing.missing <= missing.all, "{sheet:?}: {missing:?}");
        }
    }
}
