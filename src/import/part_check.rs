//! Checks a file against the layout that reads it, for whoever writes a layout: which column is which field, which
//! columns are not read, how dates are decided, and how the first rows read. Nothing of the file is kept.

use std::collections::BTreeMap;
use std::ops::ControlFlow;

use super::error::ReadError;
use super::extract::ExtractPart;
use super::field::{ExtractField, ValueKind};
use super::left_out::{LeftOutColumn, LeftOutTally};
use super::pattern::comparison_key;
use super::redact_ssn;
use crate::present::county_fact::fact_text;

/// The largest number of different reasons that are counted.
const MAX_REASONS: usize = 20;

/// How a part of a file reads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartCheck {
    /// The number of the header's row.
    pub header_row: u32,
    /// Each field with the header of its column, in the order of the file.
    pub columns: Vec<(ExtractField, String)>,
    /// The columns of the layout that the file does not have.
    pub missing: Vec<ExtractField>,
    /// The headers that the layout does not read.
    pub unread: Vec<String>,
    /// The forms in which the dates of each date column are read.
    pub dates: Vec<(ExtractField, Vec<&'static str>)>,
    /// A name with letters beyond ASCII, to see whether it reads right.
    pub sample_name: Option<String>,
    /// The number of data rows, and how many of them can be used.
    pub rows: (u32, u32),
    /// The numbers of the first rows, each with how the row reads or why it cannot be used.
    pub first: Vec<(u32, Result<String, String>)>,
    /// The reasons why rows cannot be used, the most frequent first, each with the count of rows and the first row.
    pub reasons: Vec<(String, u32, u32)>,
    /// The cells that could not be read and are left out of their rows, by column.
    pub left_out: Vec<LeftOutColumn>,
}

/// Reads a part of a file to its end and reports how it reads, with the first `show` rows.
///
/// # Errors
/// The file cannot be read to its end.
pub fn check_part(part: &ExtractPart<'_>, show: usize) -> Result<PartCheck, ReadError> {
    let mut checked = describe_header(part);
    let mut reasons: BTreeMap<String, (u32, u32)> = BTreeMap::new();
    let mut left_out = LeftOutTally::default();
    part.for_each_row(&mut |row| {
        checked.rows.0 += 1;
        row.left_out.into_iter().for_each(|cell| left_out.add(row.row, cell));
        let outcome = row.outcome.map(|fact| format!("case {}, {}", fact.case(), fact_text(&fact)));
        let outcome = outcome.map_err(|rejection| rejection.reason);
        match &outcome {
            Ok(description) => {
                checked.rows.1 += 1;
                let unusual = || description.split(", ").find(|part| part.contains("name ") && !part.is_ascii());
                checked.sample_name = checked.sample_name.take().or_else(|| unusual().map(str::to_owned));
            }
            Err(reason) if reasons.len() < MAX_REASONS || reasons.contains_key(reason) => {
                reasons.entry(reason.clone()).or_insert((0, row.row)).0 += 1;
            }
            Err(_) => {}
        }
        if checked.first.len() < show {
            checked.first.push((row.row, outcome));
        }
        ControlFlow::Continue(())
    })?;
    let mut reasons: Vec<_> = reasons.into_iter().map(|(reason, (count, first))| (reason, count, first)).collect();
    reasons.sort_by_key(|(_, count, _)| std::cmp::Reverse(*count));
    Ok(PartCheck { reasons, left_out: left_out.into_columns(&part.fit), ..checked })
}

/// Reports what the header alone shows.
fn describe_header(part: &ExtractPart<'_>) -> PartCheck {
    let fit = &part.fit;
    let header =
        |index: usize| fit.written.get(index).map(|header| redact_ssn::clean_excerpt(header)).unwrap_or_default();
    let mut placed: Vec<(ExtractField, usize)> =
        fit.columns.iter().map(|(index, column)| (column.field, index)).collect();
    placed.sort_by_key(|(_, index)| *index);
    let is_read = |index: usize| placed.iter().any(|(_, placed)| *placed == index);
    let unread = (0..fit.written.len()).filter(|index| !is_read(*index)).map(header);
    let has = |field: ExtractField| fit.columns.get(field).is_some();
    let has_dates = |field: ExtractField| matches!(field.value_kind(), ValueKind::Date | ValueKind::Month);
    let columns = || fit.layout.columns.iter();
    PartCheck {
        header_row: fit.row,
        columns: placed.iter().map(|(field, index)| (*field, header(*index))).collect(),
        missing: columns().map(|column| column.field).filter(|field| !has(*field)).collect(),
        unread: unread.filter(|header| !comparison_key(header).is_empty()).collect(),
        dates: columns()
            .filter(|column| has(column.field) && has_dates(column.field))
            .map(|column| (column.field, column.dates.iter().map(|form| form.name()).collect()))
            .collect(),
        sample_name: None,
        rows: (0, 0),
        first: Vec::new(),
        reasons: Vec::new(),
        left_out: Vec::new(),
    }
}
