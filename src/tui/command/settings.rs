//! Commands of the settings page.

/// A command of the settings page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SettingsCommand {
    /// Chooses what is selected, or adds what is typed.
    Choose,
    /// Writes what was changed into the settings.
    Save,
    /// Moves the column, view or entry up.
    Earlier,
    /// Moves the column, view or entry down.
    Later,
    /// Makes the column wider.
    Wider,
    /// Makes the column narrower.
    Narrower,
    /// Takes away what is the worker's own.
    Remove,
}
