//! Commands that work at any time, whatever is on the screen.

use crate::tui::theme::ThemeName;

/// A command that works at any time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AppCommand {
    /// Find a command by its name.
    Palette,
    /// Show the keys that act now.
    Keys,
    /// Explain the words of the work that are on the screen, and all others.
    Words,
    /// Begin the tour of the practice caseload, or go on with it.
    Tour,
    /// Show the lists as of another day.
    AsOf,
    /// Draw everything again.
    Redraw,
    /// Switch to the next theme.
    NextTheme,
    /// Switch to this theme.
    Theme(ThemeName),
    /// Show what the worker did on the day.
    DayWork,
    /// Choose the theme and other settings.
    Settings,
    /// Choose the columns of the list.
    Columns,
    /// Print a list or a document into a file.
    Print,
    /// Lock the screen.
    Lock,
    /// Close what is open on top, or go back.
    Back,
    /// Answer yes.
    Yes,
    /// Accept what is chosen or typed.
    Accept,
    /// Accept what is typed as the answer to a question.
    AcceptTyped,
    /// Move to the choice above.
    ChoiceUp,
    /// Move to the choice below.
    ChoiceDown,
    /// Choose, and leave the list open to choose more.
    ChoiceMark,
    /// Ask whether to quit the program.
    Quit,
    /// Quit the program without asking.
    QuitNow,
}
