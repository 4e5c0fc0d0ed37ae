//! Typing, pasting and editing as one kind of input, and the trait of whatever takes it.

use std::time::Instant;

use super::line_input::LineInput;
use super::narrative::NarrativeEditor;
use crate::tui::command::EditCommand;

/// Something that is done to a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TextInput<'a> {
    /// A character is typed.
    Char(char),
    /// A text is pasted.
    Paste(&'a str),
    /// The text is edited, or the caret moved in it.
    Edit(EditCommand),
}

/// Something that takes typed text: a form, an overlay, a line.
pub trait TextSink {
    /// Applies an input that came at `now`.
    fn apply_input(&mut self, input: TextInput<'_>, now: Instant);
}

impl TextSink for LineInput {
    fn apply_input(&mut self, input: TextInput<'_>, _now: Instant) {
        match input {
            TextInput::Char(c) => self.insert_char(c),
            TextInput::Paste(text) => self.paste_text(text),
            TextInput::Edit(edit) => self.apply_edit(edit),
        }
    }
}

impl TextSink for NarrativeEditor {
    fn apply_input(&mut self, input: TextInput<'_>, _now: Instant) {
        match input {
            TextInput::Char(c) => self.insert_char(c),
            TextInput::Paste(text) => self.paste_text(text),
            TextInput::Edit(edit) => self.apply_edit(edit),
        }
    }
}
