//! What can be chosen on the settings page.

use chrono::Weekday;

use crate::domain::dates::DateForm;
use crate::present::dates::weekday_name;
use crate::tui::theme::ThemeName;

/// A section of the settings page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SettingsSection {
    /// Every setting, with the way to the other sections.
    All,
    /// The keys of every command.
    Keys,
    /// The columns of the list with this name.
    Columns(&'static str),
    /// The saved views.
    Views,
    /// A list of the worker's own that a picker offers.
    Entries(OwnList),
}

/// A list of the worker's own that a picker offers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, strum::VariantArray)]
pub enum OwnList {
    /// The purposes of a contact.
    Purposes,
    /// The forms.
    Forms,
    /// The documents.
    Documents,
}

impl OwnList {
    /// Returns the name on the settings page.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Purposes => "Purposes",
            Self::Forms => "Forms",
            Self::Documents => "Documents",
        }
    }
}

/// What can be chosen on the settings page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SettingChoice {
    /// The theme.
    Theme(ThemeName),
    /// The form of dates.
    Dates(DateForm),
    /// The first day of a week of the calendar.
    FirstWeekday(Weekday),
    /// The minutes without a key after which the screen locks.
    LockAfter(u32),
    /// Whether the screen takes clicks and the wheel.
    Mouse(bool),
    /// Whether Today begins without the goals to talk about.
    HideGoals(bool),
    /// Goes to a section.
    Section(SettingsSection),
    /// The keys of the command with this id.
    Keys(&'static str),
    /// The column with this id, shown or not.
    Column(&'static str),
    /// The view at this index.
    View(usize),
    /// The entry at this index of a list of the worker's own.
    Entry(usize),
    /// What the office locks.
    Locked,
}

/// Returns a weekday as settings write it.
pub fn weekday_id(day: Weekday) -> String {
    weekday_name(day).to_lowercase()
}
