//! A county's file: what it holds, and every row of it.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::NaiveDate;

use crate::domain::extract::{CountyFact, ExtractKind};

use super::cells::Refused;
use super::decode::{self, Encoding, Text};
use super::delimited::{self, DELIMITERS};
use super::error::{ReadError, ReadFault};
use super::file::{self, Survey};
use super::layout::Layouts;
use super::recognise::{Fit, ROWS_LOOKED_AT, Recognised, recognise};
use super::run_date::run_date;
use super::table::{Table, TableRow};
use super::{lines, plain, rejects, row, workbook};

/// A county's file that was recognised; its rows are not read yet.
#[derive(Debug)]
pub struct CountyFile<'l> {
    /// What it holds: one part, or one for each sheet of a workbook that holds data.
    pub parts: Vec<Part<'l>>,
    /// The sheets that fit no layout, by name.
    pub passed_over: Vec<String>,
}

/// A part of a file that one layout reads.
#[derive(Debug)]
pub struct Part<'l> {
    /// The file's name, without its folder.
    pub file: String,
    origin: Origin,
    survey: Survey,
    /// What stands between the cells of a text.
    delimiter: u8,
    pub(super) fit: Fit<'l>,
    /// The day the county ran it, where the title block or the file's name says so.
    pub run: Option<NaiveDate>,
}

/// Where the bytes are.
#[derive(Debug, Clone)]
enum Origin {
    File(PathBuf),
    Memory(Arc<[u8]>),
}

/// A data row of a file.
#[derive(Debug, Clone, PartialEq)]
pub struct ReadRow {
    /// Its number, as a spreadsheet shows it; the file's first row is 1.
    pub row: u32,
    /// What it says, or why it cannot be used.
    pub outcome: Result<CountyFact, Refused>,
    /// The rejected row that it mends, where it comes from a list of those.
    pub mends: Option<rejects::Mark>,
}

/// Recognises the file at `path` by the layout that fits its header, or by the one whose id is `forced`.
///
/// # Errors
/// The file cannot be read at all: see [`ReadFault`].
pub fn open<'l>(path: &Path, layouts: &'l Layouts, forced: Option<&str>) -> Result<CountyFile<'l>, ReadError> {
    let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
    let opened = opened(path, &name, layouts, forced);
    opened.map_err(|fault| ReadError { file: plain::shown(&name), fault })
}

/// Recognises a text in memory as [`open`] does a file: rows that were mended on the screen leave no file behind.
///
/// # Errors
/// As for [`open`].
pub fn open_text<'l>(
    name: &str,
    bytes: Vec<u8>,
    layouts: &'l Layouts,
    forced: Option<&str>,
) -> Result<CountyFile<'l>, ReadError> {
    let surveyed = file::survey_of(bytes.as_slice());
    let opened = surveyed.and_then(|survey| recognised(&Origin::Memory(bytes.into()), name, &survey, layouts, forced));
    opened.map_err(|fault| ReadError { file: plain::shown(name), fault })
}

fn opened<'l>(
    path: &Path,
    name: &str,
    layouts: &'l Layouts,
    forced: Option<&str>,
) -> Result<CountyFile<'l>, ReadFault> {
    recognised(&Origin::File(path.to_owned()), name, &file::survey(path)?, layouts, forced)
}

fn recognised<'l>(
    origin: &Origin,
    name: &str,
    survey: &Survey,
    layouts: &'l Layouts,
    forced: Option<&str>,
) -> Result<CountyFile<'l>, ReadFault> {
    let start = if survey.encoding == Encoding::Workbook { String::new() } else { decode::start(survey)? };
    let tables = match origin {
        Origin::File(path) => tables(path, survey, &start, ROWS_LOOKED_AT)?,
        Origin::Memory(_) => texts(&start)?,
    };
    let Recognised { fits, passed_over } = recognise(&tables, layouts, forced)?;
    let part = |fit: Fit<'l>| Part {
        file: name.to_owned(),
        origin: origin.clone(),
        survey: survey.clone(),
        delimiter: match tables.get(fit.table) {
            Some(Table::Text { delimiter, .. }) => *delimiter,
            _ => b',',
        },
        run: run_date(&fit, name),
        fit,
    };
    Ok(CountyFile { parts: fits.into_iter().map(part).collect(), passed_over })
}

/// The first rows of every table that the file can be; of a workbook at most so many of each sheet.
pub(super) fn tables<'t>(
    path: &Path,
    survey: &Survey,
    start: &'t str,
    most_rows: usize,
) -> Result<Vec<Table<'t>>, ReadFault> {
    if survey.encoding == Encoding::Workbook {
        return workbook::tops(&file::workbook_bytes(path, survey)?, most_rows);
    }
    texts(start)
}

/// The ways to cut a text into cells. Only with the right delimiter does a header have the columns of a layout.
fn texts(start: &str) -> Result<Vec<Table<'_>>, ReadFault> {
    if start.trim().is_empty() {
        return Err(ReadFault::Empty);
    }
    Ok(DELIMITERS.map(|delimiter| Table::Text { text: start, delimiter }).to_vec())
}

impl Part<'_> {
    /// SHA-256 of the file's bytes, in hexadecimal.
    pub fn sha256(&self) -> &str {
        &self.survey.sha256
    }

    /// How long the file is.
    pub const fn bytes(&self) -> u64 {
        self.survey.bytes
    }

    /// What the part holds.
    pub const fn kind(&self) -> ExtractKind {
        self.fit.layout.kind
    }

    /// The id of the layout that it is read by.
    pub fn layout(&self) -> &str {
        &self.fit.layout.id
    }

    /// How its characters are written.
    pub const fn encoding(&self) -> Encoding {
        self.survey.encoding
    }

    /// A word below the header with letters beyond ASCII, to see whether it reads right; a workbook needs none.
    pub fn sample(&self) -> Option<String> {
        let start = if self.encoding() == Encoding::Workbook { None } else { decode::start(&self.survey).ok() }?;
        let below = start.lines().skip(self.fit.row as usize);
        let mut words = below.flat_map(|line| line.split([char::from(self.delimiter), '"', ' ']));
        words.find(|word| !word.is_ascii()).map(plain::kept)
    }

    /// The sheet of a workbook.
    pub fn sheet(&self) -> Option<String> {
        self.fit.sheet.as_deref().map(plain::kept)
    }

    /// Whether its rows are rejected ones that were mended, so that it is not a whole extract.
    pub fn is_mended(&self) -> bool {
        rejects::mark_column(&self.fit).is_some()
    }

    /// Gives its data rows to `each` in order, until it has enough. Blank lines, titles, headers, totals and page lines
    /// are not among them. They are read as they are given: none is held.
    ///
    /// # Errors
    /// The file changed since it was recognised, or cannot be read to its end. What was given until then must not
    /// count. A row that cannot be used is no error.
    pub fn each_row(&self, each: &mut dyn FnMut(ReadRow) -> ControlFlow<()>) -> Result<(), ReadError> {
        let mark = rejects::mark_column(&self.fit);
        self.each_data_row(&mut |found| {
            let mends = mark.and_then(|place| rejects::Mark::of(&found, place));
            each(ReadRow { row: found.row, outcome: row::read(&found, &self.fit), mends })
        })
    }

    /// Gives its data rows as they stand in the file.
    ///
    /// # Errors
    /// As for [`Part::each_row`].
    pub fn each_data_row(&self, each: &mut dyn FnMut(TableRow) -> ControlFlow<()>) -> Result<(), ReadError> {
        let mut given = |row: TableRow| {
            let is_data = row.row > self.fit.row && lines::holds_data(&row, &self.fit);
            if is_data { each(row) } else { ControlFlow::Continue(()) }
        };
        let read = match (&self.origin, &self.fit.sheet) {
            (Origin::File(path), Some(sheet)) => {
                file::workbook_bytes(path, &self.survey).and_then(|bytes| workbook::each_row(&bytes, sheet, &mut given))
            }
            (Origin::File(path), None) => Text::open(path, &self.survey)
                .and_then(|mut text| delimited::each_row(&mut text, self.delimiter, &mut given)),
            (Origin::Memory(bytes), _) => {
                delimited::each_row(&mut Text::of(bytes.as_ref(), &self.survey), self.delimiter, &mut given)
            }
        };
        read.map_err(|fault| ReadError { file: plain::shown(&self.file), fault })
    }

    /// All its rows at once, for files that are known to be small.
    ///
    /// # Errors
    /// As for [`Part::each_row`].
    pub fn rows(&self) -> Result<Vec<ReadRow>, ReadError> {
        let mut rows = Vec::new();
        self.each_row(&mut |row| {
            rows.push(row);
            ControlFlow::Continue(())
        })?;
        Ok(rows)
    }
}
