//! Commands in a text, besides typing.

/// A command that edits a text or moves the caret in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EditCommand {
    /// A character left.
    Left,
    /// A character right.
    Right,
    /// A line up.
    Up,
    /// A line down.
    Down,
    /// A word left.
    WordLeft,
    /// A word right.
    WordRight,
    /// To the start of the line.
    LineStart,
    /// To the end of the line.
    LineEnd,
    /// To the start of the text.
    TextStart,
    /// To the end of the text.
    TextEnd,
    /// Begins a new line.
    NewLine,
    /// Deletes the character on the left.
    Backspace,
    /// Deletes the character on the right.
    Delete,
    /// Deletes the word on the left.
    DeleteWord,
    /// Deletes everything left of the caret in the line.
    DeleteToStart,
    /// A character left, selecting it.
    SelectLeft,
    /// A character right, selecting it.
    SelectRight,
    /// A line up, selecting what lies between.
    SelectUp,
    /// A line down, selecting what lies between.
    SelectDown,
    /// To the start of the line, selecting what lies between.
    SelectLineStart,
    /// To the end of the line, selecting what lies between.
    SelectLineEnd,
    /// Deletes the selection and keeps it for pasting.
    Cut,
    /// Keeps the selection for pasting.
    Copy,
    /// Writes what was cut or copied.
    Paste,
    /// Undoes the last edit.
    Undo,
    /// Redoes the edit that was undone.
    Redo,
}
