//! The commands: everything that a key can do.

use super::{
    ActFormCommand, AppCommand, CallCommand, ChecklistViewCommand, CommentFormCommand, EditCommand, FolderSection,
    ImportCommand, Motion, Pane, PartnerCommand, QueueCommand, RowCommand, SearchCommand, SettingsCommand, WalkCommand,
};

/// A command: everything that a key can do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ScreenCommand {
    /// Goes to a pane.
    Go(Pane),
    /// Goes to the dashboard beside the calendar of the month.
    Dashboard,
    /// Moves the selection or scrolls.
    Move(Motion),
    /// Moves the focus to the other side: the list, or the case beside it.
    OtherSide,
    /// Shows a section of the folder.
    Section(FolderSection),
    /// Runs a command on the selected row.
    Work(RowCommand),
    /// Runs a command of a walk.
    Walk(WalkCommand),
    /// Runs a command of a round of telephone calls.
    Call(CallCommand),
    /// Runs a command of the queue.
    Queue(QueueCommand),
    /// Runs a command of work with partners.
    Partner(PartnerCommand),
    /// Runs a command of a checklist.
    Checklist(ChecklistViewCommand),
    /// Runs a command on county extracts.
    Import(ImportCommand),
    /// Runs a command that finds or orders.
    Search(SearchCommand),
    /// Runs a command of the act sheet.
    Act(ActFormCommand),
    /// Runs a command of the comment form or the amendment form.
    Form(CommentFormCommand),
    /// Runs a command of the settings page.
    Settings(SettingsCommand),
    /// Edits a text.
    Edit(EditCommand),
    /// Runs a command that works at any time.
    App(AppCommand),
}
