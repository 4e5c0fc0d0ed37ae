//! The section of a list's columns: which are shown, in which order, and how wide. The list is seen above as it becomes.

use super::{SettingsOutcome, SettingsPage, shift_item};
use crate::tui::command::SettingsCommand;
use crate::tui::list_columns::{ColumnedList, columned_list};
use crate::tui::overlays::chooser::{Chooser, ChooserAction, ChooserItem};
use crate::tui::overlays::setting_choice::{SettingChoice, SettingsSection};
use crate::tui::widgets::choice::Step;
use crate::tui::widgets::columns::{ColumnShown, ListColumn};
use crate::tui::widgets::own_columns::{ColumnChoice, STAYING, WIDTHS};

impl SettingsPage {
    /// Lists the columns that are shown, in their order, then those that are not.
    pub(super) fn column_list(&self, name: &'static str) -> Chooser {
        let Some(list) = columned_list(name) else { return Chooser::for_settings("", Vec::new(), []) };
        let chosen = self.chosen_columns(list);
        let hidden = list.columns.iter().filter(|column| !chosen.iter().any(|choice| choice.id == column.id));
        let shown = chosen.iter().filter_map(|choice| Some((find_column(list, &choice.id)?, Some(choice))));
        let item = |(column, choice): (&ListColumn, Option<&ColumnChoice>)| ChooserItem {
            title: column_title(column).into(),
            doc: describe_column(column, choice).into(),
            key: if choice.is_some() { "[x]" } else { "[ ]" }.into(),
            choice: ChooserAction::Setting(SettingChoice::Column(column.id)),
        };
        let items = shown.chain(hidden.map(|column| (column, None))).map(item).collect();
        let title = format!("Columns of {}", list.title);
        let key = |command| self.key(command);
        let keys = format!(
            "{} {} size · {} {} order",
            key(SettingsCommand::Narrower),
            key(SettingsCommand::Wider),
            key(SettingsCommand::Earlier),
            key(SettingsCommand::Later)
        );
        Chooser::for_settings(&self.title(&title), items, [(0, keys)]).in_lower_half()
    }

    /// Returns the columns of a list that are chosen, or the usual ones.
    fn chosen_columns(&self, list: &ColumnedList) -> Vec<ColumnChoice> {
        let usual = || usual_columns(list).map(|id| ColumnChoice { id: id.to_owned(), width: None }).collect();
        let Some(texts) = self.now.columns.get(list.name) else { return usual() };
        let read = texts.iter().map(|text| text.parse().unwrap_or_else(|never| match never {}));
        let mut chosen: Vec<ColumnChoice> =
            read.filter(|choice: &ColumnChoice| find_column(list, &choice.id).is_some()).collect();
        for id in STAYING {
            if find_column(list, id).is_some() && !chosen.iter().any(|choice| choice.id == id) {
                chosen.push(ColumnChoice { id: id.to_owned(), width: None });
            }
        }
        chosen
    }

    /// Sets the columns of a list; the usual ones are not written.
    fn set_columns(&mut self, list: &ColumnedList, chosen: &[ColumnChoice]) {
        let texts: Vec<String> = chosen.iter().map(ToString::to_string).collect();
        if texts.iter().eq(usual_columns(list)) {
            self.now.columns.remove(list.name);
        } else {
            self.now.columns.insert(list.name.to_owned(), texts);
        }
    }

    pub(super) fn toggle_column(&mut self, id: &'static str) -> SettingsOutcome {
        let Some(list) = self.current_list() else { return SettingsOutcome::Moved };
        if STAYING.contains(&id) {
            return SettingsOutcome::Refused("Case numbers and names stay: every row says whose it is.".to_owned());
        }
        let mut chosen = self.chosen_columns(list);
        if chosen.iter().any(|choice| choice.id == id) {
            chosen.retain(|choice| choice.id != id);
        } else {
            chosen.push(ColumnChoice { id: id.to_owned(), width: None });
        }
        self.set_columns(list, &chosen);
        let outcome = self.note_changed();
        self.list.select(&ChooserAction::Setting(SettingChoice::Column(id)));
        outcome
    }

    pub(super) fn shift_column(&mut self, name: &'static str, step: Step) -> SettingsOutcome {
        let (Some(list), Some(SettingChoice::Column(id))) = (columned_list(name), self.selected_choice()) else {
            return SettingsOutcome::Moved;
        };
        let mut chosen = self.chosen_columns(list);
        let index = chosen.iter().position(|choice| choice.id == id);
        let is_shifted = index.is_some_and(|index| shift_item(&mut chosen, index, step));
        if is_shifted {
            self.set_columns(list, &chosen);
        }
        self.follow_shifted(is_shifted, step)
    }

    pub(super) fn resize_column(&mut self, step: Step) -> SettingsOutcome {
        let Some((list, SettingChoice::Column(id))) = self.current_list().zip(self.selected_choice()) else {
            return SettingsOutcome::Moved;
        };
        let mut chosen = self.chosen_columns(list);
        let Some((choice, column)) = chosen.iter_mut().find(|choice| choice.id == id).zip(find_column(list, id)) else {
            return SettingsOutcome::Told("This column is not shown. Enter shows it.".to_owned());
        };
        let (least, most) = WIDTHS;
        let width = choice.width.unwrap_or(column.min_width);
        let resized = match step {
            Step::Next => width + 1,
            Step::Previous => width.saturating_sub(1),
        };
        choice.width = Some(resized.clamp(least, most));
        self.set_columns(list, &chosen);
        self.note_changed()
    }

    fn current_list(&self) -> Option<&'static ColumnedList> {
        match self.section {
            SettingsSection::Columns(name) => columned_list(name),
            _ => None,
        }
    }
}

fn find_column<'a>(list: &'a ColumnedList, id: &str) -> Option<&'a ListColumn> {
    list.columns.iter().find(|column| column.id == id)
}

/// Returns the ids of the columns that a list shows unless others are chosen.
fn usual_columns(list: &ColumnedList) -> impl Iterator<Item = &'static str> {
    list.columns.iter().filter(|column| column.shown != ColumnShown::ByChoice).map(|column| column.id)
}

/// Returns the heading of a column, or its name in settings if it has none.
const fn column_title(column: &ListColumn) -> &'static str {
    if column.title.is_empty() { column.id } else { column.title }
}

fn describe_column(column: &ListColumn, choice: Option<&ColumnChoice>) -> String {
    let Some(choice) = choice else { return "not shown".to_owned() };
    let width = choice.width.map_or("usual width".to_owned(), |width| format!("{width} wide"));
    if STAYING.contains(&column.id) { format!("{width}, always shown") } else { width }
}
