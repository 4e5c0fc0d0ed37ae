//! The settings page: a list that letters narrow. What is chosen holds at once; it is written when the worker says so, and
//! undone otherwise.

mod columns;
mod entries;
mod items;
mod keys;
mod views;

use std::time::Instant;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::chooser::{Chooser, ChooserAction};
use super::setting_choice::{SettingChoice, SettingsSection, weekday_id};
use crate::store::Settings;
use crate::tui::command::{CommandAccess, KeyContext, ScreenCommand, SettingsCommand};
use crate::tui::keymap::{Key, Keymap};
use crate::tui::store_thread::SettingsChange;
use crate::tui::theme::{Theme, ThemeName};
use crate::tui::widgets::choice::Step;
use crate::tui::widgets::text_sink::{TextInput, TextSink};

/// What a command on the page leads to.
#[derive(Debug)]
pub enum SettingsOutcome {
    /// Something is set otherwise, which holds at once.
    Changed,
    /// Something cannot be set; the sentence says why.
    Refused(String),
    /// Something is to be known, such as which key to press.
    Told(String),
    /// What was changed is to be written.
    Save(Box<SettingsChange>),
    /// The page is left, and what was changed is undone.
    Undone,
    /// Another section is shown.
    Moved,
}

/// Whose key is pressed next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum KeyOwner {
    /// That of the command with this id.
    Command(&'static str),
    /// That of the view at this index.
    View(usize),
}

/// The settings page.
#[derive(Debug, Clone)]
pub struct SettingsPage {
    /// The list of the section.
    pub list: Chooser,
    section: SettingsSection,
    /// The settings as they were when the page was opened.
    before: Settings,
    /// The settings as they are chosen.
    now: Settings,
    /// The theme when the page was opened: settings need not name one.
    theme_before: ThemeName,
    /// Whose key is pressed next, if one is asked for.
    capture: Option<KeyOwner>,
    access: CommandAccess,
}

impl SettingsPage {
    /// Opens the page at a section.
    pub fn new(settings: &Settings, theme: ThemeName, section: SettingsSection, access: CommandAccess) -> Self {
        let mut page = Self {
            list: Chooser::for_settings("", Vec::new(), []),
            section,
            before: settings.clone(),
            now: settings.clone(),
            theme_before: theme,
            capture: None,
            access,
        };
        page.list = page.section_list();
        page
    }

    /// Returns the settings as they are chosen.
    pub const fn chosen_settings(&self) -> &Settings {
        &self.now
    }

    /// Returns the settings and the theme as they were when the page was opened.
    pub const fn former_settings(&self) -> (&Settings, ThemeName) {
        (&self.before, self.theme_before)
    }

    /// Returns the index of the selected item among those that are shown.
    #[cfg(test)]
    pub const fn selected_index(&self) -> usize {
        self.list.cursor.index
    }

    /// Returns the section that is shown.
    pub const fn section(&self) -> SettingsSection {
        self.section
    }

    /// Returns what the keys act on.
    pub const fn key_context(&self) -> KeyContext {
        if self.capture.is_some() { KeyContext::KeyCapture } else { KeyContext::Settings }
    }

    /// Returns whether something was changed and is not written.
    pub fn is_changed(&self) -> bool {
        self.now != self.before
    }

    /// Notes that what was changed is written.
    pub fn note_saved(&mut self, theme: ThemeName) {
        self.before = self.now.clone();
        self.theme_before = theme;
        self.show_again();
    }

    /// Performs a command.
    pub fn update(&mut self, command: SettingsCommand) -> SettingsOutcome {
        match command {
            SettingsCommand::Choose => self.choose(),
            SettingsCommand::Save => {
                if !self.is_changed() {
                    return SettingsOutcome::Told("Nothing was changed.".to_owned());
                }
                SettingsOutcome::Save(Box::new(SettingsChange { before: self.before.clone(), after: self.now.clone() }))
            }
            SettingsCommand::Earlier => self.shift(Step::Previous),
            SettingsCommand::Later => self.shift(Step::Next),
            SettingsCommand::Wider => self.resize_column(Step::Next),
            SettingsCommand::Narrower => self.resize_column(Step::Previous),
            SettingsCommand::Remove => self.remove(),
        }
    }

    /// Goes back: from a key that is asked for, to all settings, and from there off the page.
    pub fn go_back(&mut self) -> SettingsOutcome {
        if self.capture.take().is_some() {
            return SettingsOutcome::Told("The key stays as it is.".to_owned());
        }
        match self.section {
            SettingsSection::All => SettingsOutcome::Undone,
            _ => self.go_to(SettingsSection::All),
        }
    }

    /// Takes the key that was asked for.
    pub fn capture_key(&mut self, key: Key) -> SettingsOutcome {
        match self.capture.take() {
            Some(KeyOwner::Command(id)) => self.set_key(id, key),
            Some(KeyOwner::View(index)) => self.set_view_key(index, key),
            None => SettingsOutcome::Moved,
        }
    }

    fn choose(&mut self) -> SettingsOutcome {
        if let SettingsSection::Entries(list) = self.section {
            return self.add_entry(list);
        }
        let Some(choice) = self.selected_choice() else {
            return SettingsOutcome::Refused(self.list.refusal_to_run().unwrap_or_default());
        };
        match choice {
            SettingChoice::Section(section) => return self.go_to(section),
            SettingChoice::Locked => return SettingsOutcome::Refused("The office locks this setting.".to_owned()),
            SettingChoice::Keys(id) => return self.ask_for_key(KeyOwner::Command(id)),
            SettingChoice::View(index) => return self.ask_for_key(KeyOwner::View(index)),
            SettingChoice::Column(id) => return self.toggle_column(id),
            SettingChoice::Theme(name) => self.now.theme = Some(name.id().to_owned()),
            SettingChoice::Dates(form) => {
                // The first day of the week stays as it is shown, whatever is usual where dates are written so.
                let first = self.now.written_dates().first_weekday;
                self.now.date_form = Some(<&str>::from(form).to_owned());
                if self.now.written_dates().first_weekday != first {
                    self.now.first_weekday = Some(weekday_id(first));
                }
            }
            SettingChoice::FirstWeekday(day) => self.now.first_weekday = Some(weekday_id(day)),
            SettingChoice::LockAfter(minutes) => self.now.lock_after_minutes = Some(minutes),
            SettingChoice::Mouse(is_used) => self.now.mouse = Some(is_used),
            SettingChoice::HideGoals(hides) => self.now.hide_goals = Some(hides),
            SettingChoice::Entry(_) => {}
        }
        self.note_changed()
    }

    fn selected_choice(&self) -> Option<SettingChoice> {
        match self.list.selected_item().map(|item| &item.choice) {
            Some(ChooserAction::Setting(choice)) => Some(choice.clone()),
            _ => None,
        }
    }

    fn go_to(&mut self, section: SettingsSection) -> SettingsOutcome {
        let from = std::mem::replace(&mut self.section, section);
        self.list = self.section_list();
        if section == SettingsSection::All {
            self.list.select(&ChooserAction::Setting(SettingChoice::Section(from)));
        }
        SettingsOutcome::Moved
    }

    /// Shows the section again after something changed, with the same item selected.
    fn note_changed(&mut self) -> SettingsOutcome {
        self.show_again();
        SettingsOutcome::Changed
    }

    fn show_again(&mut self) {
        self.list = self.section_list().in_place_of(&self.list);
    }

    fn section_list(&self) -> Chooser {
        match self.section {
            SettingsSection::All => self.all_settings(),
            SettingsSection::Keys => self.key_list(),
            SettingsSection::Columns(list) => self.column_list(list),
            SettingsSection::Views => self.view_list(),
            SettingsSection::Entries(list) => self.entry_list(list),
        }
    }

    /// Returns the title of a section, which says if something is not saved.
    fn title(&self, section: &str) -> String {
        if self.is_changed() { format!("{section}, not saved yet") } else { section.to_owned() }
    }

    fn shift(&mut self, step: Step) -> SettingsOutcome {
        let selected = self.list.cursor.index;
        let is_shifted = match self.section {
            SettingsSection::Columns(list) => return self.shift_column(list, step),
            SettingsSection::Views => shift_item(&mut self.now.views, selected, step),
            SettingsSection::Entries(list) => shift_item(self.entries_mut(list), selected, step),
            SettingsSection::All | SettingsSection::Keys => false,
        };
        self.follow_shifted(is_shifted, step)
    }

    /// Selects what was moved, in its new place.
    fn follow_shifted(&mut self, is_shifted: bool, step: Step) -> SettingsOutcome {
        if !is_shifted {
            return SettingsOutcome::Told("It cannot be moved further.".to_owned());
        }
        self.list.cursor.index = match step {
            Step::Next => self.list.cursor.index + 1,
            Step::Previous => self.list.cursor.index.saturating_sub(1),
        };
        self.note_changed()
    }

    fn remove(&mut self) -> SettingsOutcome {
        match (self.section, self.selected_choice()) {
            (SettingsSection::Keys, Some(SettingChoice::Keys(id))) => drop(self.now.keys.remove(id)),
            (SettingsSection::Columns(list), _) => drop(self.now.columns.remove(list)),
            (SettingsSection::Views, Some(SettingChoice::View(index))) => drop(self.now.views.remove(index)),
            (SettingsSection::Entries(list), Some(SettingChoice::Entry(index))) => {
                drop(self.entries_mut(list).remove(index));
            }
            _ => return SettingsOutcome::Told("Nothing of your own is selected.".to_owned()),
        }
        self.note_changed()
    }

    /// Returns the first key of a command of the page.
    fn key(&self, command: SettingsCommand) -> String {
        let keymap = self.keymap();
        keymap.key_label(ScreenCommand::Settings(command), KeyContext::Settings).unwrap_or_default()
    }

    /// Returns the keymap with the keys that are chosen.
    fn keymap(&self) -> Keymap {
        Keymap::default_keys().with_own_keys(&self.now.keys).0
    }

    /// Draws the page. Returns the position of the caret.
    pub fn draw(&self, theme: &Theme, screen: Rect, buffer: &mut Buffer) -> Position {
        self.list.draw(theme, screen, buffer)
    }
}

/// Moves an item of a list by one place. Returns whether there is such a place.
fn shift_item<T>(items: &mut [T], index: usize, step: Step) -> bool {
    let other = match step {
        Step::Next => index.checked_add(1),
        Step::Previous => index.checked_sub(1),
    };
    let Some(other) = other.filter(|other| *other < items.len() && index < items.len()) else { return false };
    items.swap(index, other);
    true
}

impl TextSink for SettingsPage {
    /// With nothing typed, `j` and `k` move as in every list; other letters narrow the page.
    fn apply_input(&mut self, input: TextInput<'_>, now: Instant) {
        let last = self.list.len().saturating_sub(1);
        let at = self.list.cursor.index;
        match input {
            TextInput::Char('j') if self.list.has_no_filter() => self.list.cursor.index = (at + 1).min(last),
            TextInput::Char('k') if self.list.has_no_filter() => self.list.cursor.index = at.saturating_sub(1),
            input => self.list.apply_input(input, now),
        }
    }
}
