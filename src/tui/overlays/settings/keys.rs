//! The section of keys: every command with its keys. A key that belongs to another command is refused at once.

use super::{KeyOwner, SettingsOutcome, SettingsPage};
use crate::domain::sanitize::quoted;
use crate::tui::command::{CommandEntry, CommandPurpose, KeyContext, SettingsCommand, TABLE};
use crate::tui::keymap::{Key, KeyProblem, KeySequence, Keymap};
use crate::tui::overlays::chooser::{Chooser, ChooserAction, ChooserItem};
use crate::tui::overlays::setting_choice::SettingChoice;

impl SettingsPage {
    /// Lists every command with its keys, grouped by what a worker wants to do.
    pub(super) fn key_list(&self) -> Chooser {
        let keymap = self.keymap();
        let mut entries: Vec<_> = TABLE.iter().filter(|entry| entry.command.is_open_to(self.access)).collect();
        entries.sort_by_key(|entry| entry.command.purpose());
        let mut headings = Vec::new();
        let mut before: Option<CommandPurpose> = None;
        for (index, entry) in entries.iter().enumerate() {
            let purpose = Some(entry.command.purpose());
            if purpose != before {
                headings.push((index, entry.command.purpose().title().to_owned()));
            }
            before = purpose;
        }
        let item = |entry: &&'static CommandEntry| {
            let keys: Vec<_> = keymap.keys_for(entry.command).map(ToString::to_string).collect();
            let own = if self.now.keys.contains_key(entry.id) { "Your own. " } else { "" };
            ChooserItem {
                title: entry.title.into(),
                doc: format!("{own}{}", entry.doc).into(),
                key: keys.join(" ").into(),
                choice: ChooserAction::Setting(SettingChoice::Keys(entry.id)),
            }
        };
        let items = entries.iter().map(item).collect();
        let (choose, remove) = (self.key(SettingsCommand::Choose), self.key(SettingsCommand::Remove));
        let title = format!("Keys: {choose} takes another, {remove} the usual ones");
        Chooser::for_settings(&self.title(&title), items, headings)
    }

    pub(super) fn ask_for_key(&mut self, owner: KeyOwner) -> SettingsOutcome {
        self.capture = Some(owner);
        let title = self.list.selected_item().map(|item| item.title.clone()).unwrap_or_default();
        SettingsOutcome::Told(format!("Press the new key for {}. Esc leaves it as it is.", quoted(&title)))
    }

    /// Gives a command a key in place of those that it has. Nothing changes if the key cannot be used, and why is said.
    pub(super) fn set_key(&mut self, id: &'static str, key: Key) -> SettingsOutcome {
        let usual: Vec<String> = usual_keys(id).map(ToString::to_string).collect();
        let mut keys = self.now.keys.clone();
        if usual == [key.to_string()] {
            keys.remove(id);
        } else {
            keys.insert(id.to_owned(), vec![key.to_string()]);
        }
        let (keymap, problems) = Keymap::default_keys().with_own_keys(&keys);
        let is_new = |problem: &&KeyProblem| problem.command == id || !self.now.keys.contains_key(&problem.command);
        if let Some(problem) = problems.iter().find(is_new) {
            let reason = problem.says.split(';').next().unwrap_or_default();
            return SettingsOutcome::Refused(format!("Not taken: {reason}."));
        }
        if let Some(view) = self.now.views.iter().find(|view| view.key.as_deref() == Some(&key.to_string()))
            && let Some(entry) = TABLE.iter().find(|entry| entry.id == id)
            && keymap.key_label(entry.command, KeyContext::Today).is_some()
        {
            return SettingsOutcome::Refused(format!("Not taken: {key} belongs to the view {}.", quoted(&view.name)));
        }
        self.now.keys = keys;
        self.note_changed()
    }
}

fn usual_keys(id: &str) -> impl Iterator<Item = &'static KeySequence> {
    let command = TABLE.iter().find(|entry| entry.id == id).map(|entry| entry.command);
    command.into_iter().flat_map(|command| Keymap::default_keys().keys_for(command))
}
