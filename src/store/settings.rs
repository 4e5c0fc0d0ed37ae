//! The settings of a home: `settings.toml`, written by the office, read at start.

use std::fs;
use std::io;
use std::path::PathBuf;

use serde::Deserialize;

use super::Home;

/// What an office or a worker sets. Everything has a default; the file need not exist.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    /// The county whose policy settings hold, such as `santa_clara`; the program's default county where none is named.
    pub county: Option<String>,
    /// The theme of the screen: `dark`, `light`, `mono`, `high_contrast`.
    pub theme: Option<String>,
    /// What the office wants read before the passphrase is given: whose system this is, and that its use is recorded.
    pub banner: Option<String>,
    /// Whether names leave the home without a question, for an office whose scripts fetch its lists. It is recorded all
    /// the same.
    pub export_without_asking: bool,
}

/// Settings that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum SettingsError {
    /// The file cannot be read.
    #[error("The settings {path} cannot be read: {error}")]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// Why.
        error: io::Error,
    },
    /// The file is not what settings are.
    #[error("The settings {path} cannot be used, {}", on_one_line(.error))]
    Flawed {
        /// The file.
        path: PathBuf,
        /// Where and why.
        error: Box<toml::de::Error>,
    },
}

impl Settings {
    /// The settings of a home.
    ///
    /// # Errors
    /// A file that cannot be read or that holds anything else, with line and reason.
    pub fn of(home: &Home) -> Result<Self, SettingsError> {
        let path = home.settings();
        match fs::read_to_string(&path) {
            Ok(text) => toml::from_str(&text).map_err(|error| SettingsError::Flawed { path, error: Box::new(error) }),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Self::default()),
            Err(error) => Err(SettingsError::Unreadable { path, error }),
        }
    }
}

/// The first line of a parser's message says where, the last says what.
fn on_one_line(error: &toml::de::Error) -> String {
    let text = error.to_string();
    let place = text.lines().next().unwrap_or_default().trim_start_matches("TOML parse error ");
    format!("{place}: {}", error.message())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_may_be_absent_and_are_never_misread() {
        let folder = tempfile::tempdir().unwrap();
        let home = Home::at(folder.path().to_owned());
        assert_eq!(Settings::of(&home).unwrap(), Settings::default());
        fs::write(home.settings(), "county = \"santa_clara\"\n").unwrap();
        assert_eq!(Settings::of(&home).unwrap().county.as_deref(), Some("santa_clara"));
        fs::write(home.settings(), "county = \"x\"\ncolour = 1\n").unwrap();
        let error = Settings::of(&home).unwrap_err().to_string();
        assert!(error.contains("line 2") && error.contains("colour") && error.lines().count() == 1, "{error}");
    }
}
