//! What a writer returns: the bytes of a document, or why there are none.

use std::collections::BTreeSet;

/// A document in one format.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RenderedDocument {
    /// The bytes of the file.
    pub bytes: Vec<u8>,
    /// Characters that no font has: the document shows the code of each in its place.
    pub unprintable: UnprintableChars,
}

impl From<Vec<u8>> for RenderedDocument {
    /// Creates a document whose characters are all printable.
    fn from(bytes: Vec<u8>) -> Self {
        Self { bytes, unprintable: UnprintableChars::default() }
    }
}

/// Characters that no font has.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct UnprintableChars(pub BTreeSet<char>);

impl UnprintableChars {
    /// Returns a warning that names the characters and their codes, or `None` if there are none.
    pub fn warning_text(&self) -> Option<String> {
        if self.0.is_empty() {
            return None;
        }
        let codes: Vec<_> = self.0.iter().map(|sign| format!("{sign} ({})", code_point(*sign))).collect();
        Some(format!(
            "No font on this computer has {}. The printout shows the sound in Latin letters, where it is known, and the code. \
             Install a font that has it.",
            codes.join(", ")
        ))
    }
}

/// What the paper says where characters are replaced.
pub(in crate::paper) const STAND_IN_NOTE: &str = "[Latin letters, U+ codes]: characters that this computer could not print; the letters are a transcription, not the name.";

/// Returns what stands for characters that no font has: their sound in Latin letters, where it is known, and their codes,
/// `[Jia Hao, U+5BB6 U+8C6A]`. It is marked, because several names sound alike.
pub(in crate::paper) fn stand_in(signs: &str) -> String {
    let codes: Vec<_> = signs.chars().map(code_point).collect();
    let sound = deunicode::deunicode_with_tofu(signs, "");
    let codes = codes.join(" ");
    match sound.trim() {
        "" => format!("[{codes}]"),
        sound => format!("[{sound}, {codes}]"),
    }
}

/// Returns the code of a character, such as `U+5F35`.
fn code_point(sign: char) -> String {
    format!("U+{:04X}", u32::from(sign))
}

/// Why a document cannot be written in a format.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// The document has several parts and the format holds one table.
    #[error("The {0} has several parts, not one table. Write it as text, json, xlsx or pdf.")]
    NoTable(&'static str),
    /// The document has no list of days and the format holds nothing else.
    #[error("The {0} has no list of days for a calendar. Write it as text, json, xlsx or pdf.")]
    NoDays(&'static str),
    /// The writer of the format failed.
    #[error("The document cannot be written as {form}: {reason}")]
    Failed {
        /// The format.
        form: &'static str,
        /// The writer's reason.
        reason: String,
    },
}
