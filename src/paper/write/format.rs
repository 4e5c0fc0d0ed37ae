//! The formats that a document is written in.

use std::path::Path;

use strum::VariantArray as _;

/// A format that a document is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, strum::IntoStaticStr, strum::VariantArray, strum::EnumString)]
#[strum(serialize_all = "snake_case")]
pub enum FileFormat {
    /// Plain text, for reading and for screen readers.
    Text,
    /// Comma-separated values: lists only.
    Csv,
    /// JSON.
    Json,
    /// A workbook.
    Xlsx,
    /// A PDF file, for paper.
    Pdf,
    /// A calendar that other programs import: lists with days only.
    Ics,
}

impl FileFormat {
    /// The file endings and what they mean, in a sentence.
    pub const ENDINGS: &str = "The file's ending sets the format: .pdf, .xlsx, .csv, .json, .txt or .ics.";

    /// Returns the format's name, which is the ending of its files.
    pub fn name(self) -> &'static str {
        match self {
            Self::Text => "txt",
            other => other.into(),
        }
    }

    /// Returns the format that the ending of a file's name stands for; upper and lower case are the same.
    pub fn from_path(path: &Path) -> Option<Self> {
        let ending = path.extension()?.to_str()?.to_ascii_lowercase();
        Self::VARIANTS.iter().copied().find(|format| format.name() == ending)
    }
}
