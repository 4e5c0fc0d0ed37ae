//! A row of the table of actions.

use super::{ContextSet, ScreenCommand};

/// The heading under which a command is listed in the reference and in the list of keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, strum::VariantArray)]
pub enum CommandCategory {
    /// Commands on the selected row or case.
    Work,
    /// Commands that go to panes, rows and sections.
    Move,
    /// Commands that find rows and comments and order lists.
    Find,
    /// Commands of the act sheet.
    Act,
    /// Commands in the comment form and in the form of an amendment.
    Form,
    /// Commands that edit text.
    Write,
    /// Commands that work at any time.
    Always,
}

impl CommandCategory {
    /// Returns the heading.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Work => "Work",
            Self::Move => "Move",
            Self::Find => "Find",
            Self::Act => "Form of an act",
            Self::Form => "Comment form",
            Self::Write => "Write",
            Self::Always => "Always",
        }
    }
}

/// A row of the table.
#[derive(Debug)]
pub struct CommandEntry {
    /// The command that the row is about.
    pub command: ScreenCommand,
    /// The id that the keymap and the saved session use for the command.
    pub id: &'static str,
    /// The name of the command in the hint bar and in the palette.
    pub title: &'static str,
    /// One sentence that says what the command does.
    pub doc: &'static str,
    /// The heading under which the command is listed.
    pub category: CommandCategory,
    /// The contexts in which the command acts.
    pub contexts: ContextSet,
    /// The position in the hint bar, lowest first; `None` if the hint bar does not show the command.
    pub hint_position: Option<u8>,
    /// The contexts in which the hint bar shows the command.
    pub hint_contexts: ContextSet,
    /// Whether the command may have no key, because the palette reaches it.
    pub palette_only: bool,
}
