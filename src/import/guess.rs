//! Proposes a layout for a file that no layout fits: finds the header, chooses a field for each column by its header
//! and values, decides the form of each column's dates and says how, and translates the county's words as far as they
//! are known. Whoever knows the report reads the proposal through; `caseload layout check` shows how well it reads the
//! file.

mod codes;
mod column;
mod context;
mod fields;
mod header;
mod layout_writer;

use std::path::Path;

use crate::domain::extract::ExtractKind;

use super::encoding::Encoding;
use super::error::{ReadError, ReadFault};
use super::field::{ExtractField, KindFields};
use super::layouts::Layouts;
use super::table::Table;
use super::{extract, redact_ssn, survey, text};
use column::ColumnSample;
use context::GuessContext;

/// A proposed layout.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LayoutGuess {
    /// The kind of rows that the file seems to hold.
    pub kind: ExtractKind,
    /// The text of the layout's file, with what was decided and why beside each line.
    pub layout: String,
    /// The fields that rows of this kind need and that no column seems to hold.
    pub missing: Vec<ExtractField>,
}

/// Proposes a layout for the file at `path`: for rows of `kind` if it is given, else for the kind that fits best.
///
/// # Errors
/// The file cannot be read, or no row of it looks like a header.
pub fn guess_layout(path: &Path, layouts: &Layouts, kind: Option<ExtractKind>) -> Result<LayoutGuess, ReadError> {
    let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
    let guessed = propose_layout(path, &name, layouts, kind);
    guessed.map_err(|fault| ReadError { file: redact_ssn::clean_excerpt(&name), fault })
}

fn propose_layout(
    path: &Path,
    name: &str,
    layouts: &Layouts,
    kind: Option<ExtractKind>,
) -> Result<LayoutGuess, ReadFault> {
    let survey = survey::survey_file(path)?;
    let start = if survey.encoding == Encoding::Workbook { String::new() } else { text::decode_start(&survey)? };
    let tables = extract::sample_tables(path, &survey, &start, header::MOST_ROWS)?;
    let found = header::find_header(&tables).ok_or(ReadFault::NoHeader)?;
    let samples: Vec<ColumnSample> =
        (0..found.header.len()).map(|index| ColumnSample::from_column(&found, index)).collect();
    let (kind, fields) = fields::best_kind(&samples, layouts, kind);
    let has = |field: ExtractField| fields.iter().any(|(found, _)| *found == field);
    let missing = KindFields::for_kind(kind).missing_needed(has);
    let proposal =
        GuessContext { name, kind, found: &found, samples: &samples, fields: &fields, missing: &missing, layouts };
    Ok(LayoutGuess { kind, layout: layout_writer::layout_toml(&proposal, has_several_sheets(&tables)), missing })
}

fn has_several_sheets(tables: &[Table<'_>]) -> bool {
    tables.iter().filter(|table| table.sheet_name().is_some()).count() > 1
}
