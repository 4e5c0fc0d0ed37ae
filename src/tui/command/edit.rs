//! What is done in a text and in the form of an act.

/// What is done in a text, besides typing.
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
    /// A new line.
    NewLine,
    /// Takes the character on the left away.
    Backspace,
    /// Takes the character on the right away.
    Delete,
    /// Takes the word on the left away.
    DeleteWord,
    /// Takes everything left of the caret in the line away.
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
    /// Takes the selection away and keeps it for pasting.
    Cut,
    /// Keeps the selection for pasting.
    Copy,
    /// Writes what was cut or copied.
    Paste,
    /// Takes the last edit back.
    Undo,
    /// Does it again.
    Redo,
}

/// What is done in the form of an act.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ActFormCommand {
    /// File the act.
    File,
    /// Discard what is typed.
    Discard,
    /// To the next field.
    Next,
    /// To the field before.
    Previous,
    /// The choice to the right.
    ChoiceRight,
    /// The choice to the left.
    ChoiceLeft,
}
