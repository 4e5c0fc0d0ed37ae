//! A county's file: what it holds, and every row of it.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::NaiveDate;

use crate::domain::extract::{CountyFact, ExtractKind};

use super::cell::TableRow;
use super::delimited::{self, DELIMITERS};
use super::encoding::Encoding;
use super::error::{ReadError, ReadFault};
use super::layouts::Layouts;
use super::recognize::{LayoutFit, ROWS_LOOKED_AT, RecognizedTables, recognize_layouts};
use super::row_reader::RejectionReason;
use super::run_date::find_run_date;
use super::survey::{self, Survey};
use super::table::Table;
use super::text::{self, DecodedText};
use super::{data_rows, redact_ssn, rejected_rows, row, workbook};

/// A county's file that was recognized; its rows are not read yet.
#[derive(Debug)]
pub struct CountyFile<'l> {
    /// What it holds: one part, or one for each sheet of a workbook that holds data.
    pub parts: Vec<ExtractPart<'l>>,
    /// The sheets that fit no layout, by name.
    pub skipped_sheets: Vec<String>,
}

/// A part of a file that one layout reads.
#[derive(Debug)]
pub struct ExtractPart<'l> {
    /// The file's name, without its folder.
    pub file: String,
    origin: ByteSource,
    survey: Survey,
    /// What stands between the cells of a text.
    delimiter: u8,
    pub(super) fit: LayoutFit<'l>,
    /// The day the county ran it, where the title block or the file's name says so.
    pub run: Option<NaiveDate>,
}

/// Where the bytes are.
#[derive(Debug, Clone)]
enum ByteSource {
    File(PathBuf),
    Memory(Arc<[u8]>),
}

/// A data row of a file.
#[derive(Debug, Clone, PartialEq)]
pub struct ExtractRow {
    /// Its number, as a spreadsheet shows it; the file's first row is 1.
    pub row: u32,
    /// What it says, or why it cannot be used.
    pub outcome: Result<CountyFact, RejectionReason>,
    /// The rejected row that it mends, where it comes from a list of those.
    pub mends: Option<rejected_rows::CorrectionMark>,
}

/// Recognizes the file at `path` by the layout that fits its header, or by the one whose id is `forced`.
///
/// # Errors
/// The file cannot be read at all: see [`ReadFault`].
pub fn open_extract<'l>(path: &Path, layouts: &'l Layouts, forced: Option<&str>) -> Result<CountyFile<'l>, ReadError> {
    let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
    let opened = read_county_file(path, &name, layouts, forced);
    opened.map_err(|fault| ReadError { file: redact_ssn::clean_excerpt(&name), fault })
}

/// Recognizes a text in memory as [`open`] does a file: rows that were mended on the screen leave no file behind.
///
/// # Errors
/// As for [`open`].
pub fn open_in_memory<'l>(
    name: &str,
    bytes: Vec<u8>,
    layouts: &'l Layouts,
    forced: Option<&str>,
) -> Result<CountyFile<'l>, ReadError> {
    let surveyed = survey::survey_bytes(bytes.as_slice());
    let opened =
        surveyed.and_then(|survey| recognize_source(&ByteSource::Memory(bytes.into()), name, &survey, layouts, forced));
    opened.map_err(|fault| ReadError { file: redact_ssn::clean_excerpt(name), fault })
}

fn read_county_file<'l>(
    path: &Path,
    name: &str,
    layouts: &'l Layouts,
    forced: Option<&str>,
) -> Result<CountyFile<'l>, ReadFault> {
    recognize_source(&ByteSource::File(path.to_owned()), name, &survey::survey_file(path)?, layouts, forced)
}

fn recognize_source<'l>(
    origin: &ByteSource,
    name: &str,
    survey: &Survey,
    layouts: &'l Layouts,
    forced: Option<&str>,
) -> Result<CountyFile<'l>, ReadFault> {
    let start = if survey.encoding == Encoding::Workbook { String::new() } else { text::decode_start(survey)? };
    let tables = match origin {
        ByteSource::File(path) => sample_tables(path, survey, &start, ROWS_LOOKED_AT)?,
        ByteSource::Memory(_) => text_tables(&start)?,
    };
    let RecognizedTables { fits, skipped_sheets: passed_over } = recognize_layouts(&tables, layouts, forced)?;
    let part = |fit: LayoutFit<'l>| ExtractPart {
        file: name.to_owned(),
        origin: origin.clone(),
        survey: survey.clone(),
        delimiter: match tables.get(fit.table) {
            Some(Table::Text { delimiter, .. }) => *delimiter,
            _ => b',',
        },
        run: find_run_date(&fit, name),
        fit,
    };
    Ok(CountyFile { parts: fits.into_iter().map(part).collect(), skipped_sheets: passed_over })
}

/// The first rows of every table that the file can be; of a workbook at most so many of each sheet.
pub(super) fn sample_tables<'t>(
    path: &Path,
    survey: &Survey,
    start: &'t str,
    most_rows: usize,
) -> Result<Vec<Table<'t>>, ReadFault> {
    if survey.encoding == Encoding::Workbook {
        return workbook::first_rows(&survey::read_workbook_bytes(path, survey)?, most_rows);
    }
    text_tables(start)
}

/// The ways to cut a text into cells. Only with the right delimiter does a header have the columns of a layout.
fn text_tables(start: &str) -> Result<Vec<Table<'_>>, ReadFault> {
    if start.trim().is_empty() {
        return Err(ReadFault::Empty);
    }
    Ok(DELIMITERS.map(|delimiter| Table::Text { text: start, delimiter }).to_vec())
}

impl ExtractPart<'_> {
    /// SHA-256 of the file's bytes, in hexadecimal.
    pub fn sha256(&self) -> &str {
        &self.survey.sha256
    }

    /// How long the file is.
    pub const fn byte_count(&self) -> u64 {
        self.survey.bytes
    }

    /// What the part holds.
    pub const fn kind(&self) -> ExtractKind {
        self.fit.layout.kind
    }

    /// The id of the layout that it is read by.
    pub fn layout_id(&self) -> &str {
        &self.fit.layout.id
    }

    /// How its characters are written.
    pub const fn encoding(&self) -> Encoding {
        self.survey.encoding
    }

    /// A word below the header with letters beyond ASCII, to see whether it reads right; a workbook needs none.
    pub fn non_ascii_sample(&self) -> Option<String> {
        let start = if self.encoding() == Encoding::Workbook { None } else { text::decode_start(&self.survey).ok() }?;
        let below = start.lines().skip(self.fit.row as usize);
        let mut words = below.flat_map(|line| line.split([char::from(self.delimiter), '"', ' ']));
        words.find(|word| !word.is_ascii()).map(redact_ssn::clean_text)
    }

    /// The sheet of a workbook.
    pub fn sheet_name(&self) -> Option<String> {
        self.fit.sheet.as_deref().map(redact_ssn::clean_text)
    }

    /// Whether its rows are rejected ones that were mended, so that it is not a whole extract.
    pub fn is_correction(&self) -> bool {
        rejected_rows::mark_column(&self.fit).is_some()
    }

    /// Gives its data rows to `each` in order, until it has enough. Blank lines, titles, headers, totals and page lines
    /// are not among them. They are read as they are given: none is held.
    ///
    /// # Errors
    /// The file changed since it was recognized, or cannot be read to its end. What was given until then must not
    /// count. A row that cannot be used is no error.
    pub fn for_each_row(&self, each: &mut dyn FnMut(ExtractRow) -> ControlFlow<()>) -> Result<(), ReadError> {
        let mark = rejected_rows::mark_column(&self.fit);
        self.for_each_data_row(&mut |found| {
            let mends = mark.and_then(|place| rejected_rows::CorrectionMark::from_row(&found, place));
            each(ExtractRow { row: found.row, outcome: row::read_fact(&found, &self.fit), mends })
        })
    }

    /// Gives its data rows as they stand in the file.
    ///
    /// # Errors
    /// As for [`Part::each_row`].
    pub fn for_each_data_row(&self, each: &mut dyn FnMut(TableRow) -> ControlFlow<()>) -> Result<(), ReadError> {
        let mut given = |row: TableRow| {
            let is_data = row.row > self.fit.row && data_rows::is_data_row(&row, &self.fit);
            if is_data { each(row) } else { ControlFlow::Continue(()) }
        };
        let read = match (&self.origin, &self.fit.sheet) {
            (ByteSource::File(path), Some(sheet)) => survey::read_workbook_bytes(path, &self.survey)
                .and_then(|bytes| workbook::for_each_row(&bytes, sheet, &mut given)),
            (ByteSource::File(path), None) => DecodedText::open_file(path, &self.survey)
                .and_then(|mut text| delimited::for_each_row(&mut text, self.delimiter, &mut given)),
            (ByteSource::Memory(bytes), _) => delimited::for_each_row(
                &mut DecodedText::from_reader(bytes.as_ref(), &self.survey),
                self.delimiter,
                &mut given,
            ),
        };
        read.map_err(|fault| ReadError { file: redact_ssn::clean_excerpt(&self.file), fault })
    }

    /// All its rows at once, for files that are known to be small.
    ///
    /// # Errors
    /// As for [`Part::each_row`].
    pub fn collect_rows(&self) -> Result<Vec<ExtractRow>, ReadError> {
        let mut rows = Vec::new();
        self.for_each_row(&mut |row| {
            rows.push(row);
            ControlFlow::Continue(())
        })?;
        Ok(rows)
    }
}
