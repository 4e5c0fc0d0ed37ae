//! The edge: everything that a command writes to a terminal or a pipe goes through here, so that no outlet can forget
//! that a name, a path or a message from a library may hold control sequences. They are shown and never sent.

use std::borrow::Cow;
use std::io::{self, Stderr, Stdout, Write};

use crate::domain::sanitize;
use crate::platform::break_for_terminal;

/// Returns standard output for text.
pub(super) fn text_out() -> TextWriter<Stdout> {
    TextWriter::new(io::stdout())
}

/// Returns standard error for text.
pub(super) fn text_errors() -> TextWriter<Stderr> {
    TextWriter::new(io::stderr())
}

/// Returns a sentence for standard output, on a terminal broken between words.
pub(super) fn break_for_out(sentence: &str) -> Cow<'_, str> {
    break_for_terminal(sentence, &io::stdout())
}

/// Returns a sentence for standard error, on a terminal broken between words.
pub(super) fn break_for_errors(sentence: &str) -> Cow<'_, str> {
    break_for_terminal(sentence, &io::stderr())
}

/// Prints a sentence on standard error, on a terminal broken between words.
pub(super) fn say(sentence: &str) -> io::Result<()> {
    writeln!(text_errors(), "{}", break_for_errors(sentence))
}

/// Prints on standard error, after the name of the program, something that the worker should know.
pub(super) fn warn(sentence: &str) -> io::Result<()> {
    say(&format!("caseload: {sentence}"))
}

/// Returns standard output for JSON.
pub(super) fn json_out() -> JsonWriter<Stdout> {
    JsonWriter(CharacterWriter::new(io::stdout()))
}

/// Returns standard output for the bytes of a file format. They are not looked at; a terminal never gets them.
pub(super) fn file_out() -> Stdout {
    io::stdout()
}

/// Shows every unsafe character as a sign. Line ends and tabs stay.
pub(super) struct TextWriter<W: Write>(CharacterWriter<W>);

/// Writes every unsafe character as JSON escapes it, so that the value is the same and the text is harmless.
pub(super) struct JsonWriter<W: Write>(CharacterWriter<W>);

/// Writes text that may come in pieces which end within a character.
struct CharacterWriter<W: Write> {
    out: W,
    /// The beginning of a character.
    begun: Vec<u8>,
    /// Whether a carriage return waits for what follows it: before a line end it is part of it.
    holds_return: bool,
}

impl<W: Write> TextWriter<W> {
    fn new(out: W) -> Self {
        Self(CharacterWriter::new(out))
    }

    /// Writes a sequence of the program's own that acts on the terminal.
    pub(super) fn write_sequence(&mut self, own: &'static str) -> io::Result<()> {
        self.0.out.write_all(own.as_bytes())
    }
}

impl<W: Write> CharacterWriter<W> {
    const fn new(out: W) -> Self {
        Self { out, begun: Vec::new(), holds_return: false }
    }

    fn write_with(&mut self, bytes: &[u8], replace: impl Fn(char, &mut String)) -> io::Result<()> {
        let mut all = std::mem::take(&mut self.begun);
        all.extend_from_slice(bytes);
        let mut filtered = String::with_capacity(all.len());
        for chunk in all.utf8_chunks() {
            for c in chunk.valid().chars() {
                if std::mem::take(&mut self.holds_return) {
                    if c == '\n' { filtered.push('\r') } else { replace('\r', &mut filtered) }
                }
                match c {
                    '\r' => self.holds_return = true,
                    '\n' | '\t' => filtered.push(c),
                    c if sanitize::is_unsafe(c) => replace(c, &mut filtered),
                    c => filtered.push(c),
                }
            }
            self.begun.extend_from_slice(chunk.invalid());
            if !is_beginning_of_character(&self.begun) {
                self.begun.clear();
                filtered.push(char::REPLACEMENT_CHARACTER);
            }
        }
        self.out.write_all(filtered.as_bytes())
    }
}

/// Returns whether bytes can go on as a character; no bytes can.
fn is_beginning_of_character(bytes: &[u8]) -> bool {
    std::str::from_utf8(bytes).map_or_else(|error| error.error_len().is_none(), |_| bytes.is_empty())
}

impl<W: Write> Write for TextWriter<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.write_with(bytes, |c, filtered| filtered.push(sanitize::sign_for_unsafe(c).unwrap_or(c)))?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.out.flush()
    }
}

impl<W: Write> Write for JsonWriter<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.write_with(bytes, sanitize::push_json_escape)?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.out.flush()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const HOSTILE: &str = "a\u{1b}]0;owned\u{7}\u{9b}31m\u{202e}\u{200b}\u{61c}\u{2028}é\u{e0001}\tb\r\nc\rd\n";

    fn text(pieces: &[&[u8]]) -> String {
        let mut written = Vec::new();
        let mut writer = TextWriter::new(&mut written);
        for piece in pieces {
            writer.write_all(piece).unwrap();
        }
        String::from_utf8(written).unwrap()
    }

    #[test]
    fn control_sequences_are_shown_as_signs_and_line_ends_stay() {
        let shown = text(&[HOSTILE.as_bytes()]);
        assert_eq!(shown, "a␛]0;owned␇\u{fffd}31m\u{fffd}\u{fffd}\u{fffd}\u{fffd}é\u{fffd}\tb\r\nc␍d\n");
        assert_eq!(text(&[b"\xff\x1b"]), "\u{fffd}␛");
    }

    #[test]
    fn json_stays_the_same_value_and_holds_no_unsafe_character() {
        let mut written = Vec::new();
        serde_json::to_writer_pretty(JsonWriter(CharacterWriter::new(&mut written)), &[HOSTILE]).unwrap();
        let written = String::from_utf8(written).unwrap();
        assert!(written.chars().all(|c| c == '\n' || !sanitize::is_unsafe(c)), "{written:?}");
        assert_eq!(serde_json::from_str::<Vec<String>>(&written).unwrap(), [HOSTILE]);
    }

    proptest! {
        #[test]
        fn it_does_not_matter_where_the_pieces_end(text_in in "\\PC{0,20}[\r\n\u{1b}é漢]{0,9}", at in 0_usize..80) {
            let bytes = text_in.as_bytes();
            let (one, two) = bytes.split_at(at.min(bytes.len()));
            prop_assert_eq!(text(&[one, two, b"\n"]), text(&[bytes, b"\n"]));
        }
    }
}
