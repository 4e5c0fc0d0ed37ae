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
use super::field::ExtractField;
use super::kind_fields::KindFields;
use super::layouts::Layouts;
use super::table::Table;
use super::{extract, file_name, redact_ssn, survey, text};
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

/// What is known of a file before its layout is guessed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct GuessRequest<'a> {
    /// The kind of the rows; `None` for the kind that fits best.
    pub kind: Option<ExtractKind>,
    /// The sheet of a workbook, in any case; `None` for the one that looks most like a table.
    pub sheet: Option<&'a str>,
}

/// Proposes a layout for the file at `path`.
///
/// # Errors
/// The file cannot be read, it has no sheet of the name, or no row of it looks like a header.
pub fn guess_layout(path: &Path, layouts: &Layouts, request: GuessRequest<'_>) -> Result<LayoutGuess, ReadError> {
    let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
    let guessed = propose_layout(path, &name, layouts, request);
    guessed.map_err(|fault| ReadError { file: file_name::file_name_excerpt(&name), fault })
}

fn propose_layout(
    path: &Path,
    name: &str,
    layouts: &Layouts,
    request: GuessRequest<'_>,
) -> Result<LayoutGuess, ReadFault> {
    let survey = survey::survey_file(path)?;
    let start = if survey.encoding == Encoding::Workbook { String::new() } else { text::decode_start(&survey)? };
    let tables = extract::sample_tables(path, &survey, &start, (header::MAX_ROWS, request.sheet))?;
    let has_others = has_several_sheets(&tables);
    let tables = choose_tables(tables, request.sheet)?;
    let found = header::find_header(&tables).ok_or(ReadFault::NoHeader)?;
    let samples: Vec<ColumnSample> =
        (0..found.header.len()).map(|index| ColumnSample::from_column(&found, index)).collect();
    let (kind, fields) = fields::best_kind(&samples, layouts, request.kind);
    let has = |field: ExtractField| fields.iter().any(|(found, _)| *found == field);
    let missing = KindFields::for_kind(kind).missing_needed(has);
    let proposal =
        GuessContext { name, kind, found: &found, samples: &samples, fields: &fields, missing: &missing, layouts };
    Ok(LayoutGuess { kind, layout: layout_writer::layout_toml(&proposal, has_others), missing })
}

/// Returns the tables among which the header is looked for: all, or the sheet with the name.
fn choose_tables<'t>(tables: Vec<Table<'t>>, sheet: Option<&str>) -> Result<Vec<Table<'t>>, ReadFault> {
    let Some(wanted) = sheet else { return Ok(tables) };
    let sheets: Vec<String> = tables.iter().filter_map(Table::sheet_name).map(redact_ssn::clean_excerpt).collect();
    let is_wanted = |table: &Table<'t>| table.sheet_name().is_some_and(|name| has_same_name(name, wanted));
    let chosen: Vec<Table<'t>> = tables.into_iter().filter(is_wanted).collect();
    if chosen.is_empty() {
        return Err(ReadFault::NoSheet { sheet: redact_ssn::clean_excerpt(wanted), sheets });
    }
    Ok(chosen)
}

fn has_same_name(name: &str, wanted: &str) -> bool {
    name.trim().to_lowercase() == wanted.trim().to_lowercase()
}

fn has_several_sheets(tables: &[Table<'_>]) -> bool {
    tables.iter().filter(|table| table.sheet_name().is_some()).count() > 1
}
