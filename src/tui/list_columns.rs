//! The lists whose columns can be chosen, and what is wrong with columns that settings name.

use super::command::Pane;
use super::overlays::{match_sheet, missing_facts};
use super::panes::{action, alerts, cases, month, supervisor_queue, today};
use super::widgets::columns::ListColumn;
use super::widgets::own_columns::ColumnChoice;
use crate::store::Settings;

/// A list whose columns can be chosen.
#[derive(Debug)]
pub struct ColumnedList {
    /// The name in settings, which is stored and never changes.
    pub name: &'static str,
    /// The name on the settings page.
    pub title: &'static str,
    /// The pane that shows the list; `None` for a list over the panes.
    pub pane: Option<Pane>,
    /// Its columns, in their usual order.
    pub columns: &'static [ListColumn],
}

/// The lists, in the order of their panes.
pub const COLUMNED_LISTS: [ColumnedList; 9] = [
    ColumnedList { name: today::LIST, title: "Today", pane: Some(Pane::Today), columns: &today::COLUMNS },
    ColumnedList { name: cases::LIST, title: "Cases", pane: Some(Pane::Cases), columns: &cases::COLUMNS },
    ColumnedList { name: action::LIST, title: "Action", pane: Some(Pane::Action), columns: &action::COLUMNS },
    ColumnedList { name: alerts::LIST, title: "Alerts", pane: Some(Pane::Alerts), columns: &alerts::COLUMNS },
    ColumnedList { name: month::DUE_LIST, title: "Month", pane: Some(Pane::Month), columns: &month::DUE },
    ColumnedList { name: month::PROOF_LIST, title: "Monthly contact", pane: Some(Pane::Month), columns: &month::PROOF },
    ColumnedList {
        name: supervisor_queue::LIST,
        title: "Desk",
        pane: Some(Pane::Queue),
        columns: &supervisor_queue::COLUMNS,
    },
    ColumnedList { name: match_sheet::LIST, title: "Match", pane: None, columns: &match_sheet::COLUMNS },
    ColumnedList { name: missing_facts::LIST, title: "Not in extract", pane: None, columns: &missing_facts::COLUMNS },
];

/// Returns the list with this name.
pub fn columned_list(name: &str) -> Option<&'static ColumnedList> {
    COLUMNED_LISTS.iter().find(|list| list.name == name)
}

/// A column that settings name and that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ColumnProblem {
    /// The list as the settings have it.
    pub list: String,
    /// The column as the settings have it; empty if there is no such list.
    pub column: String,
    /// What is wrong, and what is used instead.
    pub says: String,
}

/// Returns what is wrong with the columns that settings name.
pub fn column_problems(settings: &Settings) -> Vec<ColumnProblem> {
    let mut problems = Vec::new();
    for (name, chosen) in &settings.columns {
        let Some(list) = columned_list(name) else {
            let names: Vec<_> = COLUMNED_LISTS.iter().map(|list| list.name).collect();
            let says = format!("there is no list {name:?}, and the line is left out; there are {}", names.join(", "));
            problems.push(ColumnProblem { list: name.clone(), column: String::new(), says });
            continue;
        };
        let ids: Vec<_> = list.columns.iter().map(|column| column.id).collect();
        let unknown = chosen.iter().filter(|text| {
            let choice: ColumnChoice = text.parse().unwrap_or_else(|never| match never {});
            !ids.contains(&choice.id.as_str())
        });
        problems.extend(unknown.map(|text| ColumnProblem {
            list: name.clone(),
            column: text.clone(),
            says: format!("{name} has no column {text:?}, which is left out; it has {}", ids.join(", ")),
        }));
    }
    problems
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_column_of_a_list_has_an_id_of_its_own_that_settings_can_hold() {
        for list in &COLUMNED_LISTS {
            let ids: BTreeSet<_> = list.columns.iter().map(|column| column.id).collect();
            assert_eq!(ids.len(), list.columns.len(), "{}", list.name);
            let simple = |id: &str| !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_');
            assert!(ids.iter().all(|id| simple(id)), "{ids:?}");
        }
    }

    #[test]
    fn a_column_that_does_not_exist_is_told_with_those_that_do() {
        let settings = toml::from_str("[columns]\ncases = [\"case\", \"color\"]\ntomorrow = [\"case\"]\n").unwrap();
        let problems = column_problems(&settings);
        assert_eq!(problems.len(), 2);
        assert!(problems[0].says.contains("no column \"color\"") && problems[0].says.contains("next_due"));
        assert!(problems[1].says.contains("no list \"tomorrow\""));
    }
}
