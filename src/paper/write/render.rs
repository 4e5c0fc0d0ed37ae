//! A document in any of the formats.

use super::format::FileFormat;
use super::rendered::{RenderedDocument, WriteError};
use super::{csv, ics, json, pdf, text, xlsx};
use crate::paper::document::OutputDocument;

/// Writes a document in a format.
///
/// # Errors
/// [`WriteError::NoTable`] for a document of several parts as comma-separated values; [`WriteError::NoDays`] for one
/// without days as a calendar; [`WriteError::Failed`] if the writer of the format fails.
pub fn render_document(document: &OutputDocument, format: FileFormat) -> Result<RenderedDocument, WriteError> {
    let failed = |reason: String| WriteError::Failed { form: format.name(), reason };
    match format {
        FileFormat::Text => Ok(text::render_text(document).into_bytes().into()),
        FileFormat::Csv => {
            let table = document.only_table().ok_or(WriteError::NoTable(document.name))?;
            csv::render_csv(table).map(Into::into).map_err(|error| failed(error.to_string()))
        }
        FileFormat::Json => json::render_json(document).map(Into::into).map_err(|error| failed(error.to_string())),
        FileFormat::Xlsx => xlsx::render_workbook(document).map(Into::into).map_err(|error| failed(error.to_string())),
        FileFormat::Ics => ics::render_calendar(document).map(Into::into).ok_or(WriteError::NoDays(document.name)),
        FileFormat::Pdf => pdf::write_document(document).map_err(failed),
    }
}
