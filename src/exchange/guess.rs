//! A layout proposed for a file that none fits: the header found, a field for each column from its header and its
//! values, the form of its dates decided for each column and said, the county's words with ours where they are known.
//! It is a proposal: whoever knows the report reads it through, and `caseload layout check` says how far it carries.

mod codes;
mod column;
mod fields;
mod header;
mod written;

use std::path::Path;

use crate::domain::extract::ExtractKind;

use super::decode::{self, Encoding};
use super::error::{ReadError, ReadFault};
use super::field::{Field, Fields};
use super::layout::Layouts;
use super::{extract, file, plain};
use column::Sample;
use header::Found;

/// A proposed layout.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Guess {
    /// What the file seems to hold.
    pub kind: ExtractKind,
    /// The layout's file, with what was decided and why beside each line.
    pub layout: String,
    /// The fields that rows of this kind need and that no column seems to hold.
    pub missing: Vec<Field>,
}

/// Proposes a layout for the file at `path`: for rows of `kind` if it is named, else of the kind that fits best.
///
/// # Errors
/// The file cannot be read, or no row of it looks like a header.
pub fn guess(path: &Path, layouts: &Layouts, kind: Option<ExtractKind>) -> Result<Guess, ReadError> {
    let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
    let guessed = guessed(path, &name, layouts, kind);
    guessed.map_err(|fault| ReadError { file: plain::shown(&name), fault })
}

fn guessed(path: &Path, name: &str, layouts: &Layouts, kind: Option<ExtractKind>) -> Result<Guess, ReadFault> {
    let survey = file::survey(path)?;
    let start = if survey.encoding == Encoding::Workbook { String::new() } else { decode::start(&survey)? };
    let tables = extract::tables(path, &survey, &start, header::MOST_ROWS)?;
    let found = header::find(&tables).ok_or(ReadFault::NoHeader)?;
    let samples: Vec<Sample> = (0..found.header.len()).map(|place| Sample::of(&found, place)).collect();
    let (kind, fields) = fields::best(&samples, layouts, kind);
    let missing = missing(kind, &fields);
    let proposal =
        Proposal { name, kind, found: &found, samples: &samples, fields: &fields, missing: &missing, layouts };
    Ok(Guess { kind, layout: written::toml(&proposal, several_sheets(&tables)), missing })
}

fn several_sheets(tables: &[super::table::Table<'_>]) -> bool {
    tables.iter().filter(|table| table.sheet().is_some()).count() > 1
}

fn missing(kind: ExtractKind, fields: &[(Field, usize)]) -> Vec<Field> {
    let has = |field: Field| fields.iter().any(|(found, _)| *found == field);
    let serves = |field: Field| has(field) || (field == Field::Name && has(Field::LastName));
    Fields::of(kind).needed.iter().copied().filter(|field| !serves(*field)).collect()
}

/// All that is known when the layout is written.
struct Proposal<'a> {
    /// The file's name.
    name: &'a str,
    kind: ExtractKind,
    found: &'a Found,
    samples: &'a [Sample],
    /// The field of a column, by its place.
    fields: &'a [(Field, usize)],
    missing: &'a [Field],
    layouts: &'a Layouts,
}
