//! Sets one value in the settings of the home. Every other line of the file, comments included, stays as it is.

use std::io::ErrorKind;

use super::protocol::{SettingChange, StoreAnswer};
use crate::platform::{self, IfExists};
use crate::store::{Home, Settings};

/// Sets a value in `settings.toml` of a home. On failure, returns a sentence and leaves the file unchanged.
pub(super) fn save_setting(home: &Home, change: SettingChange) -> StoreAnswer {
    let path = home.settings_path();
    let before = match platform::read_settings_file(&path) {
        Ok(text) => text,
        Err(error) if error.kind() == ErrorKind::NotFound => String::new(),
        Err(error) => return StoreAnswer::Failed(format!("Not saved. {} cannot be read: {error}", path.display())),
    };
    let after = set_value(&before, &change);
    if let Err(error) = toml::from_str::<Settings>(&after) {
        return StoreAnswer::Failed(format!("Not saved. The settings would not be valid: {}", error.message()));
    }
    match platform::write_private_file(&path, IfExists::Replace, after.as_bytes()) {
        Ok(()) => StoreAnswer::SettingSaved(change),
        Err(error) => StoreAnswer::Failed(format!("Not saved. {} cannot be written: {error}", path.display())),
    }
}

/// Returns the text with the value in the line of the setting, or in a new line, after what it means, above the first
/// table.
fn set_value(text: &str, change: &SettingChange) -> String {
    let setting = format!("{} = {}", change.name, change.value);
    let mut lines: Vec<&str> = text.lines().collect();
    let top = lines.iter().position(|line| line.trim_start().starts_with('[')).unwrap_or(lines.len());
    let names_it = |line: &&str| {
        line.trim_start().strip_prefix(change.name).is_some_and(|rest| rest.trim_start().starts_with('='))
    };
    let comment = format!("# {}", change.comment);
    let at = lines.iter().take(top).position(names_it);
    if let Some(line) = at.and_then(|at| lines.get_mut(at)) {
        *line = &setting;
    } else {
        lines.insert(top, &setting);
        lines.insert(top, &comment);
    }
    lines.join("\n") + "\n"
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("", "# Colors.\ntheme = \"light\"\n")]
    #[case("# mine\nmouse = false\n", "# mine\nmouse = false\n# Colors.\ntheme = \"light\"\n")]
    #[case("theme = \"dark\"\nmouse = false", "theme = \"light\"\nmouse = false\n")]
    #[case("theme=\"dark\" # night\n", "theme = \"light\"\n")]
    #[case(
        "[[view]]\nname = \"theme = x\"\nlist = \"today\"\n",
        "# Colors.\ntheme = \"light\"\n[[view]]\nname = \"theme = x\"\nlist = \"today\"\n"
    )]
    fn one_line_is_set_and_the_others_stay(#[case] before: &str, #[case] after: &str) {
        let change = SettingChange { name: "theme", value: "\"light\"".to_owned(), comment: "Colors." };
        assert_eq!(set_value(before, &change), after);
        assert_eq!(toml::from_str::<Settings>(after).unwrap().theme.as_deref(), Some("light"));
    }

    #[test]
    fn a_value_that_would_break_the_file_is_not_written() {
        let folder = tempfile::tempdir().unwrap();
        let home = Home::new(folder.path().to_owned());
        let change = SettingChange { name: "lock_after_minutes", value: "\"soon\"".to_owned(), comment: "" };
        assert!(matches!(save_setting(&home, change), StoreAnswer::Failed(_)));
        assert!(!home.settings_path().exists());
    }
}
