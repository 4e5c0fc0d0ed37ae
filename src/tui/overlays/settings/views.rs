//! The section of saved views: their keys and their order.

use super::{SettingsOutcome, SettingsPage};
use crate::store::SavedView;
use crate::tui::command::SettingsCommand;
use crate::tui::keymap::Key;
use crate::tui::overlays::chooser::{Chooser, ChooserAction, ChooserItem, NO_VIEWS, describe_view};
use crate::tui::overlays::setting_choice::SettingChoice;
use crate::tui::saved_views::view_problems;

impl SettingsPage {
    /// Lists the saved views in their order.
    pub(super) fn view_list(&self) -> Chooser {
        let item = |(index, view): (usize, &SavedView)| ChooserItem {
            title: view.name.clone().into(),
            doc: describe_view(view).into(),
            key: view.key.clone().unwrap_or_default().into(),
            choice: ChooserAction::Setting(SettingChoice::View(index)),
        };
        let items = self.now.views.iter().enumerate().map(item).collect();
        let (choose, remove) = (self.key(SettingsCommand::Choose), self.key(SettingsCommand::Remove));
        let title = format!("Saved views: {choose} gives a key, {remove} deletes");
        Chooser::for_settings(&self.title(&title), items, []).with_empty_text(NO_VIEWS)
    }

    /// Gives a view a key. Nothing changes if the key cannot be used, and why is said.
    pub(super) fn set_view_key(&mut self, index: usize, key: Key) -> SettingsOutcome {
        let mut views = self.now.views.clone();
        let Some(view) = views.get_mut(index) else { return SettingsOutcome::Moved };
        view.key = Some(key.to_string());
        let before = view_problems(&self.now.views, &self.keymap());
        if let Some(problem) = view_problems(&views, &self.keymap()).into_iter().find(|told| !before.contains(told)) {
            return SettingsOutcome::Refused(format!("Not taken. {}", problem.says));
        }
        self.now.views = views;
        self.note_changed()
    }
}
