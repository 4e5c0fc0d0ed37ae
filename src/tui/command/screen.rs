//! Everything that a key can do.

use super::{
    ActFormCommand, AppCommand, ChecklistViewCommand, CommentFormCommand, EditCommand, FolderSection, ImportCommand,
    Motion, Pane, QueueCommand, RowCommand, SearchCommand, WalkCommand,
};

/// A command: everything that a key can do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ScreenCommand {
    /// Goes to a pane.
    Go(Pane),
    /// Moves the selection or scrolls.
    Move(Motion),
    /// Gives the keys to the other side: the list, or the case beside it.
    OtherSide,
    /// Shows a section of the folder.
    Section(FolderSection),
    /// Works on the selected row.
    Work(RowCommand),
    /// Walks a list case by case.
    Walk(WalkCommand),
    /// Works at the desk of EC Supervisor and Clerk II.
    Queue(QueueCommand),
    /// Looks into a checklist.
    Checklist(ChecklistViewCommand),
    /// Reads county extracts and works on what they brought.
    Import(ImportCommand),
    /// Finds or orders.
    Search(SearchCommand),
    /// Acts in the form of an act.
    Act(ActFormCommand),
    /// Acts in the comment form or in the form of an amendment.
    Form(CommentFormCommand),
    /// Edits a text.
    Edit(EditCommand),
    /// Works at any time.
    App(AppCommand),
}
