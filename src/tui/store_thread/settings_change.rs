//! What the settings page changed.

use crate::store::Settings;

/// The settings of the home as they were and as they are to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SettingsChange {
    /// The settings as they were read.
    pub before: Settings,
    /// The settings as they are to be.
    pub after: Settings,
}
