//! Writes the settings of the home: what the settings page changed, and views that were named.

use super::protocol::StoreAnswer;
use super::settings_change::SettingsChange;
use crate::store::{Home, SavedView, Settings, save_settings};

/// Writes what was changed on the settings page. A failure is told in a sentence, and the file stays as it was.
pub(super) fn save_change(home: &Home, change: Box<SettingsChange>) -> StoreAnswer {
    match save_settings(home, &change.before, &change.after) {
        Ok(()) => StoreAnswer::SettingsSaved(change),
        Err(sentence) => StoreAnswer::Failed(sentence),
    }
}

/// Appends a view to the settings. A failure is told in a sentence, and the file stays as it was.
pub(super) fn save_view(home: &Home, view: Box<SavedView>) -> StoreAnswer {
    let before = match Settings::for_home(home) {
        Ok(settings) => settings,
        Err(error) => return StoreAnswer::Failed(format!("Not saved. {error}")),
    };
    let mut after = before.clone();
    after.views.push(SavedView::clone(&view));
    match save_settings(home, &before, &after) {
        Ok(()) => StoreAnswer::ViewSaved(view),
        Err(sentence) => StoreAnswer::Failed(sentence),
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn what_the_file_held_stays_and_every_view_is_read_back() {
        let folder = tempfile::tempdir().unwrap();
        let home = Home::new(folder.path().to_owned());
        fs::write(home.settings_path(), "# mine\ntheme = \"light\"").unwrap();
        for name in ["first", "second"] {
            let view = SavedView {
                name: name.to_owned(),
                key: None,
                list: "today".to_owned(),
                text: String::new(),
                facets: [("due".to_owned(), ["overdue".to_owned()].into())].into(),
            };
            assert!(matches!(save_view(&home, Box::new(view)), StoreAnswer::ViewSaved(_)));
        }
        assert!(fs::read_to_string(home.settings_path()).unwrap().starts_with("# mine\ntheme = \"light\"\n"));
        let settings = Settings::for_home(&home).unwrap();
        assert_eq!(settings.theme.as_deref(), Some("light"));
        assert_eq!(settings.views.iter().map(|view| view.name.as_str()).collect::<Vec<_>>(), ["first", "second"]);
    }
}
