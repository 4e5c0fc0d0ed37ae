//! What the writer of a proposed layout knows.

use super::super::field::ExtractField;
use super::super::layouts::Layouts;
use super::column::ColumnSample;
use super::header::HeaderArea;
use crate::domain::extract::ExtractKind;

/// What is known about the file when the layout is written.
pub(super) struct GuessContext<'a> {
    /// The file's name.
    pub(super) name: &'a str,
    pub(super) kind: ExtractKind,
    pub(super) found: &'a HeaderArea,
    pub(super) samples: &'a [ColumnSample],
    /// The fields that were found, each with the index of its column.
    pub(super) fields: &'a [(ExtractField, usize)],
    pub(super) missing: &'a [ExtractField],
    pub(super) layouts: &'a Layouts,
}
