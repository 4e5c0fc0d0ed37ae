//! Why settings cannot be used.

use std::io;
use std::path::{Path, PathBuf};

use crate::platform;

/// The setting that says after how many minutes the screen is locked.
pub(super) const LOCK_AFTER: &str = "lock_after_minutes";

/// Why the settings cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum SettingsError {
    /// The file cannot be read.
    #[error("The settings {path} cannot be read: {}", platform::io_reason(error))]
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
    /// A file names settings that cannot be locked, or locks some in a home.
    #[error("The settings {path} cannot be used, line {line}: {reason}")]
    BadLock {
        /// The file.
        path: PathBuf,
        /// The line, from 1.
        line: usize,
        /// What is wrong.
        reason: String,
    },
    /// The time until the screen locks is too long or zero.
    #[error(
        "The settings {path} cannot be used: lock_after_minutes is {minutes}, and must be from 1 to {most}. {because}"
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

impl SettingsError {
    /// Returns what is wrong, without the file and the line.
    pub fn reason(&self) -> String {
        match self {
            Self::Flawed { error, .. } => error.message().to_owned(),
            Self::BadLock { reason, .. } => reason.clone(),
            Self::LockTooLate { minutes, most, because, .. } => {
                format!("{minutes} is not from 1 to {most}. {because}")
            }
            Self::Unreadable { .. } => self.to_string(),
        }
    }

    /// Returns the file.
    pub fn path(&self) -> &Path {
        match self {
            Self::Unreadable { path, .. }
            | Self::Flawed { path, .. }
            | Self::BadLock { path, .. }
            | Self::LockTooLate { path, .. } => path,
        }
    }

    /// Returns the line of the error, from 1, where it is in one.
    pub fn line(&self) -> Option<usize> {
        let in_text = |start: usize| {
            let text = platform::read_settings_file(self.path()).ok()?;
            Some(text.bytes().take(start).filter(|byte| *byte == b'\n').count() + 1)
        };
        match self {
            Self::Unreadable { .. } => None,
            Self::Flawed { error, .. } => in_text(error.span()?.start),
            Self::BadLock { line, .. } => Some(*line),
            Self::LockTooLate { path, .. } => {
                let text = platform::read_settings_file(path).ok()?;
                text.lines().zip(1..).find(|(line, _)| line.contains(LOCK_AFTER)).map(|(_, line)| line)
            }
        }
    }
}

/// What is wrong with one setting of a file.
#[derive(Debug)]
pub struct SettingsFlaw {
    /// The name of the setting; `None` if the file as a whole cannot be used.
    pub name: Option<String>,
    /// The line, from 1, where it is in one.
    pub line: Option<usize>,
    /// What is wrong.
    pub error: SettingsError,
}

impl From<SettingsError> for SettingsFlaw {
    fn from(error: SettingsError) -> Self {
        Self { name: None, line: error.line(), error }
    }
}

impl SettingsFlaw {
    /// Returns what is wrong, with the name of the setting.
    pub fn says(&self) -> String {
        match &self.name {
            Some(name) => format!("{name}: {}", self.error.reason()),
            None => self.error.to_string(),
        }
    }
}

/// Returns the message of the parser in one line: its first line says where the error is, its last one what it is.
fn one_line_error(error: &toml::de::Error) -> String {
    let text = error.to_string();
    let position = text.lines().next().unwrap_or_default().trim_start_matches("TOML parse error ");
    format!("{position}: {}", error.message())
}
