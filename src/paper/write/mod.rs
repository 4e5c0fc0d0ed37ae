//! The writers: one module a form.

mod csv;
mod json;
mod pdf;
pub mod text;
mod xlsx;

use std::collections::BTreeSet;
use std::path::Path;

use super::document::OutputDocument;
pub use json::table_rows as json_rows;

/// A form that a document is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, strum::IntoStaticStr, strum::VariantArray, strum::EnumString)]
#[strum(serialize_all = "snake_case")]
pub enum FileFormat {
    /// Plain text, for the eye and for screen readers.
    Text,
    /// Comma-separated values: lists only.
    Csv,
    /// JSON.
    Json,
    /// A workbook.
    Xlsx,
    /// Paper.
    Pdf,
}

impl FileFormat {
    /// What a file's name may end in, in a sentence.
    pub const ENDINGS: &str = "The file's ending says in which form to write: .pdf, .xlsx, .csv, .json or .txt.";

    /// The form by its name, which is the ending of its files.
    pub fn name(self) -> &'static str {
        match self {
            Self::Text => "txt",
            other => other.into(),
        }
    }

    /// The form that a file's name ends in.
    pub fn from_path(path: &Path) -> Option<Self> {
        let ending = path.extension()?.to_str()?.to_ascii_lowercase();
        <Self as strum::VariantArray>::VARIANTS.iter().copied().find(|form| form.name() == ending)
    }
}

/// A document in a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RenderedDocument {
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// Characters that no font has: each stands as its code in the document.
    pub unprintable: UnprintableChars,
}

/// Characters that no font has.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct UnprintableChars(pub BTreeSet<char>);

impl UnprintableChars {
    /// What is to be said about them; nothing where there are none.
    pub fn warning_text(&self) -> Option<String> {
        let codes: Vec<_> = self.0.iter().map(|sign| format!("{sign} ({})", code_point(*sign))).collect();
        let listed = codes.join(", ");
        (!codes.is_empty()).then(|| {
            format!("No font on this computer has {listed}. On the paper its code stands in its place; a font that has it helps.")
        })
    }
}

/// The code of a character, as it stands in its place: `U+5F35`.
fn code_point(sign: char) -> String {
    format!("U+{:04X}", u32::from(sign))
}

/// A document that cannot be written in the form.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// A document of several parts is no table.
    #[error("The {0} has several parts and is no table: write it as txt, json, xlsx or pdf.")]
    NoTable(&'static str),
    /// The writer of the form failed.
    #[error("It cannot be written as {form}: {reason}")]
    Failed {
        /// The form.
        form: &'static str,
        /// What the writer says.
        reason: String,
    },
}

/// Writes the document in a form.
///
/// # Errors
/// See [`WriteError`].
pub fn render_document(document: &OutputDocument, form: FileFormat) -> Result<RenderedDocument, WriteError> {
    let plain = |bytes: Vec<u8>| RenderedDocument { bytes, unprintable: UnprintableChars::default() };
    let failed = |reason: String| WriteError::Failed { form: form.name(), reason };
    match form {
        FileFormat::Text => Ok(plain(text::render_text(document).into_bytes())),
        FileFormat::Csv => {
            let table = document.only_table().ok_or(WriteError::NoTable(document.name))?;
            csv::render_csv(table).map(plain).map_err(|error| failed(error.to_string()))
        }
        FileFormat::Json => json::render_json(document).map(plain).map_err(|error| failed(error.to_string())),
        FileFormat::Xlsx => xlsx::render_workbook(document).map(plain).map_err(|error| failed(error.to_string())),
        FileFormat::Pdf => pdf::write_document(document).map_err(failed),
    }
}
