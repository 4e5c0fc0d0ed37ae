//! The settings of a home: `settings.toml`, written by the office and read when the program starts.

use std::io;
use std::path::PathBuf;
use std::time::Duration;

use serde::Deserialize;

use super::Home;
use crate::platform;

/// What an office or a worker can set. Everything has a default, and the file need not exist.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    /// The county whose policies apply, such as `santa_clara`; `None` for the default county of the program.
    pub county: Option<String>,
    /// The theme of the screen: `dark`, `light`, `mono`, `high_contrast`.
    pub theme: Option<String>,
    /// The minutes without a key after which the screen is locked; 10 if nothing is set.
    pub lock_after_minutes: Option<u32>,
    /// The text that the office shows before the passphrase: whose system this is, and that its use is recorded.
    pub banner: Option<String>,
    /// Whether names may be exported without a confirmation, for an office whose scripts fetch its lists. The export is
    /// recorded all the same.
    pub export_without_asking: bool,
    /// Whether comments may be copied to the terminal's clipboard; they may if nothing is set.
    pub clipboard: Option<bool>,
    /// The posting template that is used if a command names none, such as `calwin_comments`.
    pub posting: Option<String>,
    /// The Hunspell dictionary that checks the spelling, such as `en_US`, or `off`; the one of the machine's language
    /// if nothing is set.
    pub spelling: Option<String>,
}

/// Why the settings cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum SettingsError {
    /// The file cannot be read.
    #[error("The settings {path} cannot be read: {error}")]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the system says.
        error: io::Error,
    },
    /// The content of the file is not valid.
    #[error("The settings {path} cannot be used, {}", one_line_error(.error))]
    Flawed {
        /// The file.
        path: PathBuf,
        /// Where it is not valid, and why.
        error: Box<toml::de::Error>,
    },
    /// The time until the screen locks is too long or zero.
    #[error(
        "The settings {path} cannot be used: lock_after_minutes is {minutes}, and may be from 1 to {most}. {because}"
    )]
    LockTooLate {
        /// The file.
        path: PathBuf,
        /// The minutes that are set.
        minutes: u32,
        /// The most minutes that may be set.
        most: u32,
        /// The rule that sets the limit.
        because: String,
    },
}

/// The limits for locking an idle screen, from `assets/security/lock.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ScreenLockLimits {
    default_minutes: u32,
    most_minutes: u32,
    because: String,
}

/// The upper limit of minutes, whatever any setting says: the State's agreement on the privacy of its data allows no
/// more.
const NEVER_AFTER_MINUTES: u32 = 20;

impl Settings {
    /// Reads the settings of a home; the defaults if it has no file.
    ///
    /// # Errors
    /// The file cannot be read, or is not valid; the error says in which line and why.
    pub fn for_home(home: &Home) -> Result<Self, SettingsError> {
        let path = home.settings_path();
        match platform::read_settings_file(&path) {
            Ok(text) => Self::parse_settings(&text, path),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Self::default()),
            Err(error) => Err(SettingsError::Unreadable { path, error }),
        }
    }

    fn parse_settings(text: &str, path: PathBuf) -> Result<Self, SettingsError> {
        let flawed = |error| SettingsError::Flawed { path: path.clone(), error: Box::new(error) };
        let settings: Self = toml::from_str(text).map_err(flawed)?;
        let ScreenLockLimits { most_minutes, because, .. } = screen_lock_limits().map_err(flawed)?;
        let most = most_minutes.min(NEVER_AFTER_MINUTES);
        match settings.lock_after_minutes.filter(|minutes| !(1..=most).contains(minutes)) {
            Some(minutes) => Err(SettingsError::LockTooLate { path, minutes, most, because }),
            None => Ok(settings),
        }
    }

    /// Returns the time without a key after which the screen is locked.
    pub fn lock_after(&self) -> Duration {
        let default = screen_lock_limits().map_or(1, |lock| lock.default_minutes);
        let minutes = self.lock_after_minutes.unwrap_or(default);
        Duration::from_secs(u64::from(minutes.min(NEVER_AFTER_MINUTES)) * 60)
    }
}

fn screen_lock_limits() -> Result<ScreenLockLimits, toml::de::Error> {
    toml::from_str(include_str!("../../assets/security/lock.toml"))
}

/// Returns the message of the parser in one line: its first line says where the error is, its last one what it is.
fn one_line_error(error: &toml::de::Error) -> String {
    let text = error.to_string();
    let position = text.lines().next().unwrap_or_default().trim_start_matches("TOML parse error ");
    format!("{position}: {}", error.message())
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn settings_may_be_absent_and_are_never_misread() {
        let folder = tempfile::tempdir().unwrap();
        let home = Home::new(folder.path().to_owned());
        assert_eq!(Settings::for_home(&home).unwrap(), Settings::default());
        fs::write(home.settings_path(), "county = \"santa_clara\"\n").unwrap();
        assert_eq!(Settings::for_home(&home).unwrap().county.as_deref(), Some("santa_clara"));
        fs::write(home.settings_path(), "county = \"x\"\ncolor = 1\n").unwrap();
        let error = Settings::for_home(&home).unwrap_err().to_string();
        assert!(error.contains("line 2") && error.contains("color") && error.lines().count() == 1, "{error}");
    }

    #[test]
    fn the_screen_is_locked_after_ten_minutes_by_default_and_fifteen_at_most() {
        let folder = tempfile::tempdir().unwrap();
        let home = Home::new(folder.path().to_owned());
        assert_eq!(Settings::for_home(&home).unwrap().lock_after(), Duration::from_mins(10));
        let set = |minutes: &str| {
            fs::write(home.settings_path(), format!("lock_after_minutes = {minutes}\n")).unwrap();
            Settings::for_home(&home).map(|settings| settings.lock_after())
        };
        assert_eq!(set("1").unwrap(), Duration::from_mins(1));
        assert_eq!(set("15").unwrap(), Duration::from_mins(15));
        for beyond in ["0", "16", "20", "21", "4000000000"] {
            let error = set(beyond).unwrap_err().to_string();
            assert!(error.contains("from 1 to 15") && error.lines().count() == 1, "{error}");
        }
        assert!(screen_lock_limits().unwrap().most_minutes <= NEVER_AFTER_MINUTES);
    }
}
