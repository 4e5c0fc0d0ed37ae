//! A file against the layout that reads it: which column is which fact, which are not read, how its dates are decided,
//! and how its first rows read. For whoever writes a layout; nothing of it is kept.

use std::collections::BTreeMap;
use std::ops::ControlFlow;

use super::error::ReadError;
use super::extract::ExtractPart;
use super::field::{ExtractField, ValueKind};
use super::pattern::comparison_key;
use super::redact_ssn;

/// The most reasons that are told apart.
const MOST_REASONS: usize = 20;

/// How a part of a file reads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartCheck {
    /// The header's row.
    pub header_row: u32,
    /// Each field with the header of its column, in the order of the file.
    pub columns: Vec<(ExtractField, String)>,
    /// The columns of the layout that the file does not have.
    pub missing: Vec<ExtractField>,
    /// The headers that no column of the layout has.
    pub unread: Vec<String>,
    /// The forms in which the dates of each column are read.
    pub dates: Vec<(ExtractField, Vec<&'static str>)>,
    /// A name with letters beyond ASCII, to see whether it reads right.
    pub sample_name: Option<String>,
    /// Data rows, and how many of them can be used.
    pub rows: (u32, u32),
    /// How the first rows read, by their number.
    pub first: Vec<(u32, Result<String, String>)>,
    /// The reasons why rows cannot be used, each with how many rows and the first of them.
    pub reasons: Vec<(String, u32, u32)>,
}

/// Reads a part of a file to its end and tells how the first `show` rows read.
///
/// # Errors
/// The file cannot be read to its end.
pub fn check_part(part: &ExtractPart<'_>, show: usize) -> Result<PartCheck, ReadError> {
    let mut checked = describe_header(part);
    let mut reasons: BTreeMap<String, (u32, u32)> = BTreeMap::new();
    part.for_each_row(&mut |row| {
        checked.rows.0 += 1;
        let read = row.outcome.map(|fact| format!("case {}, {}", fact.case(), fact.describe_fields()));
        let read = read.map_err(|refused| refused.reason);
        match &read {
            Ok(said) => {
                checked.rows.1 += 1;
                let unusual = || said.split(", ").find(|part| part.contains("name ") && !part.is_ascii());
                checked.sample_name = checked.sample_name.take().or_else(|| unusual().map(str::to_owned));
            }
            Err(reason) if reasons.len() < MOST_REASONS || reasons.contains_key(reason) => {
                reasons.entry(reason.clone()).or_insert((0, row.row)).0 += 1;
            }
            Err(_) => {}
        }
        if checked.first.len() < show {
            checked.first.push((row.row, read));
        }
        ControlFlow::Continue(())
    })?;
    let mut reasons: Vec<_> = reasons.into_iter().map(|(reason, (count, first))| (reason, count, first)).collect();
    reasons.sort_by_key(|(_, count, _)| std::cmp::Reverse(*count));
    Ok(PartCheck { reasons, ..checked })
}

/// What the header alone tells.
fn describe_header(part: &ExtractPart<'_>) -> PartCheck {
    let fit = &part.fit;
    let header =
        |place: usize| fit.written.get(place).map(|header| redact_ssn::clean_excerpt(header)).unwrap_or_default();
    let mut placed: Vec<(ExtractField, usize)> =
        fit.columns.iter().map(|(place, column)| (column.field, place)).collect();
    placed.sort_by_key(|(_, place)| *place);
    let is_read = |place: usize| placed.iter().any(|(_, at)| *at == place);
    let unread = (0..fit.written.len()).filter(|place| !is_read(*place)).map(header);
    let has = |field: ExtractField| fit.columns.get(field).is_some();
    let of_dates = |field: &ExtractField| matches!(field.value_kind(), ValueKind::Date | ValueKind::Month);
    let columns = || fit.layout.columns.iter();
    PartCheck {
        header_row: fit.row,
        columns: placed.iter().map(|(field, place)| (*field, header(*place))).collect(),
        missing: columns().map(|column| column.field).filter(|field| !has(*field)).collect(),
        unread: unread.filter(|header| !comparison_key(header).is_empty()).collect(),
        dates: columns()
            .filter(|column| has(column.field) && of_dates(&column.field))
            .map(|column| (column.field, column.dates.iter().map(|form| form.name()).collect()))
            .collect(),
        sample_name: None,
        rows: (0, 0),
        first: Vec::new(),
        reasons: Vec::new(),
    }
}
