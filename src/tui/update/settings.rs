//! The settings page: what is chosen on it holds at once, is written on request, and is undone otherwise.

use super::navigation;
use crate::store::Settings;
use crate::tui::command::{CommandAccess, KeyContext, Pane, SettingsCommand};
use crate::tui::keymap::{Key, KeyMatch};
use crate::tui::list_columns::{COLUMNED_LISTS, columned_list};
use crate::tui::model::Model;
use crate::tui::overlays::Overlay;
use crate::tui::overlays::setting_choice::SettingsSection;
use crate::tui::overlays::settings::{SettingsOutcome, SettingsPage};
use crate::tui::screen_context::ScreenContext;
use crate::tui::side_effect::{SideEffects, store_job};
use crate::tui::state::workspace::Workspace;
use crate::tui::store_thread::{Job, SettingsChange};
use crate::tui::theme::{Theme, ThemeName};

/// Opens the settings page.
pub(super) fn open_page(workspace: &mut Workspace, screen: &ScreenContext<'_>) {
    open_at(workspace, screen, SettingsSection::All);
}

/// Opens the settings page at the columns of the list that is shown.
pub(super) fn open_columns(workspace: &mut Workspace, screen: &ScreenContext<'_>) {
    let shows_proof = workspace.pane == Pane::Month && workspace.month.shows_proof;
    let mut of_pane = COLUMNED_LISTS.iter().filter(|list| list.pane == Some(workspace.pane));
    let list = if shows_proof { of_pane.next_back() } else { of_pane.next() };
    match list {
        Some(list) => open_at(workspace, screen, SettingsSection::Columns(list.name)),
        None => workspace.show_refusal("Only a list has columns."),
    }
}

fn open_at(workspace: &mut Workspace, screen: &ScreenContext<'_>, section: SettingsSection) {
    let access = CommandAccess::from_caseload(&workspace.snapshot.caseload);
    let page = SettingsPage::new(screen.settings, screen.theme.name(), section, access);
    workspace.open_overlay(Overlay::Settings(Box::new(page)));
}

impl Model {
    /// Performs a command of the settings page.
    pub(super) fn run_settings_command(&mut self, command: SettingsCommand) -> SideEffects {
        let outcome = self.settings_page().map(|page| page.update(command));
        outcome.map(|outcome| self.carry_out_setting(outcome)).unwrap_or_default()
    }

    /// Goes back on the settings page. Returns `None` if it is not open.
    pub(super) fn go_back_in_settings(&mut self) -> Option<SideEffects> {
        let outcome = self.settings_page()?.go_back();
        Some(self.carry_out_setting(outcome))
    }

    /// Takes a key that the settings page asks for. Returns `None` if it asks for none.
    pub(super) fn capture_key(&mut self, key: Key) -> Option<SideEffects> {
        // A key that acts even now, such as the one that locks the screen, is not to be set.
        let is_asked = self.key_context() == KeyContext::KeyCapture
            && self.keymap.match_keys(KeyContext::KeyCapture, &[key]) == KeyMatch::Nothing;
        let outcome = self.settings_page().filter(|_| is_asked)?.capture_key(key);
        Some(self.carry_out_setting(outcome))
    }

    fn settings_page(&mut self) -> Option<&mut SettingsPage> {
        match &mut self.workspace_mut()?.overlay {
            Overlay::Settings(page) => Some(page),
            _ => None,
        }
    }

    fn carry_out_setting(&mut self, outcome: SettingsOutcome) -> SideEffects {
        match outcome {
            SettingsOutcome::Changed => {
                let chosen = self.settings_page().map(|page| page.chosen_settings().clone());
                return chosen.map(|chosen| self.use_settings(chosen)).unwrap_or_default();
            }
            SettingsOutcome::Undone => return self.undo_settings(),
            SettingsOutcome::Save(change) => return store_job(Job::SaveSettings(change)),
            SettingsOutcome::Moved => self.show_columned_list(),
            SettingsOutcome::Refused(sentence) => self.tell(|open| open.show_refusal(sentence)),
            SettingsOutcome::Told(sentence) => self.tell(|open| open.show_message(sentence)),
        }
        Vec::new()
    }

    fn tell(&mut self, tell: impl FnOnce(&mut Workspace)) {
        if let Some(open) = self.workspace_mut() {
            tell(open);
        }
    }

    /// Shows the list whose columns are chosen, behind the page.
    fn show_columned_list(&mut self) {
        let section = self.settings_page().map(|page| page.section());
        let Some(SettingsSection::Columns(name)) = section else { return };
        let Some((open, list)) = self.workspace_mut().zip(columned_list(name)) else { return };
        if let Some(pane) = list.pane.filter(|pane| *pane != open.pane) {
            // The case of the row is read when somebody asks for it.
            drop(navigation::go_to_pane(open, pane));
        }
        if list.pane == Some(Pane::Month) {
            open.month.shows_proof = list.name == crate::tui::panes::month::PROOF_LIST;
        }
    }

    /// Closes the page; what was changed and not written is as it was.
    fn undo_settings(&mut self) -> SideEffects {
        let Some(page) = self.settings_page() else { return Vec::new() };
        let is_changed = page.is_changed();
        let (settings, theme): (Settings, ThemeName) = {
            let (settings, theme) = page.former_settings();
            (settings.clone(), theme)
        };
        let effects = self.use_settings(settings);
        self.theme = Theme::from_name(theme);
        self.tell(|open| {
            open.open_overlay(Overlay::None);
            if is_changed {
                open.show_message("Nothing was saved; everything is as it was.");
            }
        });
        effects
    }

    /// Says that changed settings are written.
    pub(super) fn note_settings_saved(&mut self, change: SettingsChange) {
        let theme = self.theme.name();
        if let Some(page) = self.settings_page() {
            page.note_saved(theme);
        }
        self.settings = Settings { overruled: self.settings.overruled.clone(), ..change.after };
        self.tell(|open| open.show_message("Saved in settings.toml."));
    }
}
