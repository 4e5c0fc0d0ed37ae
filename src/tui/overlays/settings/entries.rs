//! The sections of the worker's own entries in the pickers of the comment form.

use super::{SettingsOutcome, SettingsPage};
use crate::domain::sanitize::quoted;
use crate::tui::command::SettingsCommand;
use crate::tui::overlays::chooser::{Chooser, ChooserAction, ChooserItem};
use crate::tui::overlays::setting_choice::{OwnList, SettingChoice};
use crate::tui::widgets::line_input::LineInput;

impl SettingsPage {
    /// Lists the entries in their order.
    pub(super) fn entry_list(&self, list: OwnList) -> Chooser {
        let item = |(index, entry): (usize, &String)| ChooserItem {
            title: entry.clone().into(),
            doc: "".into(),
            key: "".into(),
            choice: ChooserAction::Setting(SettingChoice::Entry(index)),
        };
        let items = self.entries(list).iter().enumerate().map(item).collect();
        let (choose, remove) = (self.key(SettingsCommand::Choose), self.key(SettingsCommand::Remove));
        let title = format!("Your own {}: type one, {choose} adds it, {remove} deletes", list.title().to_lowercase());
        Chooser::for_settings(&self.title(&title), items, [])
            .with_empty_text("You have none yet.")
            .with_line_hint("Type one; Enter adds it.")
    }

    pub(super) const fn entries(&self, list: OwnList) -> &Vec<String> {
        match list {
            OwnList::Purposes => &self.now.lists.purposes,
            OwnList::Forms => &self.now.lists.forms,
            OwnList::Documents => &self.now.lists.documents,
        }
    }

    pub(super) const fn entries_mut(&mut self, list: OwnList) -> &mut Vec<String> {
        match list {
            OwnList::Purposes => &mut self.now.lists.purposes,
            OwnList::Forms => &mut self.now.lists.forms,
            OwnList::Documents => &mut self.now.lists.documents,
        }
    }

    /// Adds what is typed.
    pub(super) fn add_entry(&mut self, list: OwnList) -> SettingsOutcome {
        let typed = self.list.line.content().trim().to_owned();
        if typed.is_empty() {
            return SettingsOutcome::Refused("Type the words first; Enter adds them.".to_owned());
        }
        if self.entries(list).iter().any(|entry| entry.eq_ignore_ascii_case(&typed)) {
            return SettingsOutcome::Refused(format!("{} is in the list already.", quoted(&typed)));
        }
        self.entries_mut(list).push(typed);
        self.list.line = LineInput::default();
        self.note_changed()
    }
}
