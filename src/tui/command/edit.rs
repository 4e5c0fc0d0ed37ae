//! Commands that edit a text.

/// A command that edits a text or moves the caret in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EditCommand {
    /// Moves the caret left by a character.
    Left,
    /// Moves the caret right by a character.
    Right,
    /// Moves the caret up by a line.
    Up,
    /// Moves the caret down by a line.
    Down,
    /// Moves the caret left by a word.
    WordLeft,
    /// Moves the caret right by a word.
    WordRight,
    /// Moves the caret to the start of the line.
    LineStart,
    /// Moves the caret to the end of the line.
    LineEnd,
    /// Moves the caret to the start of the text.
    TextStart,
    /// Moves the caret to the end of the text.
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
    /// Selects the character on the left.
    SelectLeft,
    /// Selects the character on the right.
    SelectRight,
    /// Selects up to the line above.
    SelectUp,
    /// Selects down to the line below.
    SelectDown,
    /// Selects to the start of the line.
    SelectLineStart,
    /// Selects to the end of the line.
    SelectLineEnd,
    /// Deletes the selection and keeps it for pasting.
    Cut,
    /// Keeps the selection for pasting.
    Copy,
    /// Pastes what was cut or copied.
    Paste,
    /// Undoes the last edit.
    Undo,
    /// Redoes the edit that was undone.
    Redo,
}
