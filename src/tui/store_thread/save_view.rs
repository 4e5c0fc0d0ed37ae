//! Appends a saved view to the settings of the home. What the file holds already, comments included, stays as it is.

use std::io::ErrorKind;

use super::protocol::StoreAnswer;
use crate::platform::{self, IfExists};
use crate::store::{Home, SavedView};

/// Appends a view to `settings.toml` of a home. A failure is told in a sentence, and the file stays as it was.
pub(super) fn save_view(home: &Home, view: Box<SavedView>) -> StoreAnswer {
    let path = home.settings_path();
    let before = match platform::read_settings_file(&path) {
        Ok(text) => text,
        Err(error) if error.kind() == ErrorKind::NotFound => String::new(),
        Err(error) => return StoreAnswer::Failed(format!("Not saved. {} cannot be read: {error}", path.display())),
    };
    let Ok(table) = view.to_toml() else {
        return StoreAnswer::Failed("Not saved. The view cannot be written as settings.".to_owned());
    };
    let gap = if before.is_empty() || before.ends_with("\n\n") { "" } else { "\n" };
    let end = if before.is_empty() || before.ends_with('\n') { "" } else { "\n" };
    match platform::write_private_file(&path, IfExists::Replace, format!("{before}{end}{gap}{table}").as_bytes()) {
        Ok(()) => StoreAnswer::ViewSaved(view),
        Err(error) => StoreAnswer::Failed(format!("Not saved. {} cannot be written: {error}", path.display())),
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::store::Settings;

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
