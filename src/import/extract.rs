//! A county's file: the parts that it holds, and every row of them.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::NaiveDate;

use crate::domain::extract::{CountyFact, ExtractKind};
use crate::domain::sanitize::quoted;
use crate::domain::wording::count_with_noun;

use super::cell::TableRow;
use super::delimited::{self, DELIMITERS};
use super::encoding::Encoding;
use super::error::{ReadError, ReadFault};
use super::layouts::Layouts;
use super::left_out::LeftOutCell;
use super::pattern::{comparison_key, has_comparison_key};
use super::recognize::{LayoutFit, MAX_HEADER_ROWS, RecognizedTables, recognize_layouts};
use super::row_reader::RejectionReason;
use super::run_date::{RunDate, find_run_date};
use super::survey::{self, Survey};
use super::table::Table;
use super::text::{self, DecodedText};
use super::word_tally::CellWord;
use super::workbook::hidden::find_hidden_parts;
use super::workbook::struck::find_struck_cells;
use super::{container, data_rows, file_name, redact_ssn, rejected_rows, row, workbook};

/// A county's file whose layout was recognized. Its rows are not read yet.
#[derive(Debug)]
pub struct CountyFile<'l> {
    /// The parts of the file: one, or one for each sheet of a workbook that holds data.
    pub parts: Vec<ExtractPart<'l>>,
    /// The names of the sheets that fit no layout.
    pub skipped_sheets: Vec<String>,
    /// Sentences about what the file hides, or says only in part.
    pub notes: Vec<String>,
}

/// A part of a file that one layout reads.
#[derive(Debug)]
pub struct ExtractPart<'l> {
    /// The file's name, without its folder.
    pub file: String,
    source: ByteSource,
    survey: Survey,
    /// The character between the cells of a text.
    delimiter: u8,
    pub(super) fit: LayoutFit<'l>,
    /// The day on which the county ran the report, if the title block or the file's name says so.
    pub run: Option<NaiveDate>,
    /// What stands for that day and is none, such as `2026-13-01`.
    pub impossible_run: Option<String>,
    /// The day on which the file was last changed, which counts where nothing says when the county ran the report.
    changed_on: Option<NaiveDate>,
}

/// Where the bytes of a file are.
#[derive(Debug, Clone)]
enum ByteSource {
    File(PathBuf),
    Memory(Arc<[u8]>),
}

/// A data row of a file.
#[derive(Debug, Clone, PartialEq)]
pub struct ExtractRow {
    /// The row's number as a spreadsheet shows it; the file's first row is 1.
    pub row: u32,
    /// The fact that the row states, or why the row cannot be used.
    pub outcome: Result<CountyFact, RejectionReason>,
    /// The words of the row that the layout does not have.
    pub words: Vec<CellWord>,
    /// The cells that could not be read and are left out of the fact.
    pub left_out: Vec<LeftOutCell>,
    /// The rejected row that this row corrects, if it comes from a list of rejected rows.
    pub corrects: Option<rejected_rows::CorrectionMark>,
}

/// What somebody chose to read of a file, where the file leaves it open.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ReadingChoice<'c> {
    /// The id of the layout that reads it; otherwise the one that fits.
    pub layout: Option<&'c str>,
    /// The name of the sheet; otherwise every sheet that fits.
    pub sheet: Option<&'c str>,
}

/// Recognizes the file at `path` by the layout that fits its header, or by the one whose id is `forced`.
///
/// # Errors
/// The file cannot be read at all: see [`ReadFault`].
pub fn open_extract<'l>(path: &Path, layouts: &'l Layouts, forced: Option<&str>) -> Result<CountyFile<'l>, ReadError> {
    open_chosen(path, layouts, ReadingChoice { layout: forced, sheet: None })
}

/// Recognizes the file at `path`, or what somebody chose to read of it.
///
/// # Errors
/// As for [`open_extract`]; or the file has no such sheet.
pub fn open_chosen<'l>(
    path: &Path,
    layouts: &'l Layouts,
    choice: ReadingChoice<'_>,
) -> Result<CountyFile<'l>, ReadError> {
    // A name of a file is kept with its rows and shown, and somebody may have put a number into it.
    let name = file_name::clean_file_name(&path.file_name().unwrap_or(path.as_os_str()).to_string_lossy());
    let is_lock = ["~$", ".~lock."].iter().any(|start| name.starts_with(start));
    let opened = if is_lock { Err(ReadFault::LockFile) } else { read_county_file(path, &name, layouts, choice) };
    opened.map_err(|fault| ReadError { file: file_name::file_name_excerpt(&name), fault })
}

/// Recognizes a text in memory as [`open_extract`] does a file. Rows that are corrected on the screen leave no file
/// behind.
///
/// # Errors
/// As for [`open_extract`].
pub fn open_in_memory<'l>(
    name: &str,
    bytes: Vec<u8>,
    layouts: &'l Layouts,
    forced: Option<&str>,
) -> Result<CountyFile<'l>, ReadError> {
    let survey = survey::survey_bytes(bytes.as_slice());
    let choice = ReadingChoice { layout: forced, sheet: None };
    let opened =
        survey.and_then(|survey| recognize_source(&ByteSource::Memory(bytes.into()), name, &survey, layouts, choice));
    opened.map_err(|fault| ReadError { file: file_name::file_name_excerpt(name), fault })
}

fn read_county_file<'l>(
    path: &Path,
    name: &str,
    layouts: &'l Layouts,
    choice: ReadingChoice<'_>,
) -> Result<CountyFile<'l>, ReadFault> {
    recognize_source(&ByteSource::File(path.to_owned()), name, &survey::survey_file(path)?, layouts, choice)
}

fn recognize_source<'l>(
    source: &ByteSource,
    name: &str,
    survey: &Survey,
    layouts: &'l Layouts,
    choice: ReadingChoice<'_>,
) -> Result<CountyFile<'l>, ReadFault> {
    let start = if survey.encoding == Encoding::Workbook { String::new() } else { text::decode_start(survey)? };
    let tables = match source {
        ByteSource::File(path) => sample_tables(path, survey, &start, (MAX_HEADER_ROWS, choice.sheet))
            .map_err(|fault| name_hidden_sheets(fault, path, survey))?,
        ByteSource::Memory(_) => text_tables(&start)?,
    };
    let tables = match choice.sheet {
        Some(sheet) => keep_sheet(tables, sheet)?,
        None => tables,
    };
    let recognized = recognize_layouts(&tables, layouts, choice.layout);
    let RecognizedTables { fits, skipped_sheets } = match source {
        ByteSource::File(path) => recognized.map_err(|fault| name_hidden_sheets(fault, path, survey))?,
        ByteSource::Memory(_) => recognized?,
    };
    let changed_on = source.changed_on();
    let part = |fit: LayoutFit<'l>| {
        let run = find_run_date(&fit, name);
        ExtractPart {
            file: name.to_owned(),
            source: source.clone(),
            survey: survey.clone(),
            delimiter: match tables.get(fit.table) {
                Some(Table::Text { delimiter, .. }) => *delimiter,
                _ => b',',
            },
            run: run.day(),
            impossible_run: if let RunDate::Impossible(text) = run {
                Some(redact_ssn::clean_excerpt(&text))
            } else {
                None
            },
            changed_on,
            fit,
        }
    };
    let parts: Vec<ExtractPart<'l>> = fits.into_iter().map(part).collect();
    let notes = file_notes(source, survey, &parts)?;
    Ok(CountyFile { parts, skipped_sheets, notes })
}

/// Returns the fault of a file without a table; of a workbook that hides sheets, that they are hidden, because the table may
/// stand there.
fn name_hidden_sheets(fault: ReadFault, path: &Path, survey: &Survey) -> ReadFault {
    let finds_none = matches!(fault, ReadFault::NoTable { .. } | ReadFault::Unrecognized { .. } | ReadFault::Empty);
    if !finds_none || survey.encoding != Encoding::Workbook {
        return fault;
    }
    let hidden = survey::read_workbook_bytes(path, survey).map(|bytes| find_hidden_parts(&bytes).sheets);
    match hidden.unwrap_or_default() {
        sheets if sheets.is_empty() => fault,
        sheets => {
            ReadFault::HiddenSheets { sheets: sheets.iter().map(|sheet| redact_ssn::clean_excerpt(sheet)).collect() }
        }
    }
}

/// Returns the table that is the sheet of this name, in whatever case.
fn keep_sheet<'t>(tables: Vec<Table<'t>>, sheet: &str) -> Result<Vec<Table<'t>>, ReadFault> {
    let key = comparison_key(sheet);
    let sheets = tables.iter().filter_map(Table::sheet_name).map(redact_ssn::clean_excerpt).collect();
    let is_named = |table: &Table<'_>| table.sheet_name().is_some_and(|name| has_comparison_key(name, &key));
    let kept: Vec<Table<'t>> = tables.into_iter().filter(is_named).collect();
    let missing = || ReadFault::NoSheet { sheet: redact_ssn::clean_excerpt(sheet), sheets };
    if kept.is_empty() { Err(missing()) } else { Ok(kept) }
}

/// Returns sentences about what a reader of the file does not see: hidden sheets and rows, merged cells, and bytes of
/// another encoding.
fn file_notes(source: &ByteSource, survey: &Survey, parts: &[ExtractPart<'_>]) -> Result<Vec<String>, ReadFault> {
    if let Some(note) = encoding_note(survey) {
        return Ok(vec![note]);
    }
    let (ByteSource::File(path), Encoding::Workbook) = (source, survey.encoding) else { return Ok(Vec::new()) };
    let bytes = survey::read_workbook_bytes(path, survey)?;
    let hidden = find_hidden_parts(&bytes);
    let is_read = |sheet: &String| parts.iter().any(|part| part.fit.sheet.as_ref() == Some(sheet));
    let shown = |sheet: &String| redact_ssn::clean_excerpt(sheet);
    let sheets = hidden.sheets.iter().map(|sheet| {
        let verb = if is_read(sheet) { "is read because you named it" } else { "is not read" };
        format!("Sheet {} is hidden and {verb}.", quoted(shown(sheet)))
    });
    let rows = hidden.rows.iter().filter(|(sheet, _)| is_read(sheet)).map(|(sheet, count)| {
        let verb =
            if *count == 1 { "is hidden or filtered out, and is" } else { "are hidden or filtered out, and are" };
        let rows = count_with_noun(*count, "row");
        format!("{rows} of sheet {} {verb} read like the others.", quoted(shown(sheet)))
    });
    let merged = parts.iter().filter_map(|part| {
        let sheet = part.fit.sheet.as_deref()?;
        let count = workbook::count_merged_cells(&bytes, sheet, part.fit.row.saturating_add(1));
        let (cells, shown) = (count_with_noun(count, "cell"), redact_ssn::clean_excerpt(sheet));
        let verb = if count == 1 { "is" } else { "are" };
        (count > 0).then(|| {
            format!(
                "{cells} of sheet {shown} {verb} merged over several rows; each of these rows is read with the value.",
                shown = quoted(&shown)
            )
        })
    });
    let columns = hidden.columns.iter().filter(|(sheet, _)| is_read(sheet)).map(|(sheet, count)| {
        let (columns, verb) = (count_with_noun(*count, "column"), if *count == 1 { "is" } else { "are" });
        format!("{columns} of sheet {} {verb} hidden, and {verb} read like the others.", quoted(shown(sheet)))
    });
    let struck = find_struck_cells(&bytes).into_iter().filter(|(sheet, _)| is_read(sheet)).map(|(sheet, struck)| {
        let (cells, verb) = (count_with_noun(struck.count, "cell"), if struck.count == 1 { "is" } else { "are" });
        let first = redact_ssn::clean_excerpt(&struck.first);
        format!(
            "{cells} of sheet {} {verb} struck through (the first is {first}), and {verb} read like the others: check whether \
             they still hold.",
            quoted(shown(&sheet))
        )
    });
    Ok(sheets.chain(rows).chain(columns).chain(struck).chain(merged).collect())
}

/// Returns what to check about the names of a text whose encoding is unusual, or in whose words signs stand that no word
/// has.
fn encoding_note(survey: &Survey) -> Option<String> {
    let title = survey.encoding.title();
    match survey.encoding {
        _ if survey.is_doubtful => Some(format!(
            "It is read as {title}, and signs stand inside words that no name has. Check the names with accents; if they are \
             wrong, save the file as UTF-8 where it was made."
        )),
        Encoding::MixedUtf8 | Encoding::TwiceUtf8 | Encoding::CodePage850 | Encoding::MacRoman => {
            Some(format!("It is written in {title}. Check the names with accents."))
        }
        Encoding::EastAsian(_) | Encoding::Cyrillic(_) => Some(format!(
            "It is read as {title}, by what its bytes look like; the file itself does not say. Check the names in it; if they are \
             wrong, save the file as UTF-8 where it was made."
        )),
        _ => None,
    }
}

impl ByteSource {
    /// Returns the day, in local time, on which the file was last changed.
    fn changed_on(&self) -> Option<NaiveDate> {
        let Self::File(path) = self else { return None };
        let changed = path.metadata().and_then(|file| file.modified()).ok()?;
        Some(chrono::DateTime::<chrono::Local>::from(changed).date_naive())
    }
}

/// Returns the tables that the file can be: the first `most_rows` rows of each sheet that is visible or asked for by its name,
/// or the ways to cut the text.
pub(super) fn sample_tables<'t>(
    path: &Path,
    survey: &Survey,
    start: &'t str,
    (most_rows, sheet): (usize, Option<&str>),
) -> Result<Vec<Table<'t>>, ReadFault> {
    if survey.encoding == Encoding::Workbook {
        return workbook::first_rows(&survey::read_workbook_bytes(path, survey)?, most_rows, sheet);
    }
    text_tables(start)
}

/// Returns the ways to cut a text into cells. A header has the columns of a layout only with the right delimiter.
fn text_tables(start: &str) -> Result<Vec<Table<'_>>, ReadFault> {
    if start.trim().is_empty() {
        return Err(ReadFault::Empty);
    }
    container::refuse_other_text(start)?;
    Ok(DELIMITERS.map(|delimiter| Table::Text { text: start, delimiter }).to_vec())
}

impl ExtractPart<'_> {
    /// Returns the day that counts for a part that does not say when the county ran the report: the day on which the
    /// file was last changed, but not after `today`.
    pub fn file_day(&self, today: NaiveDate) -> Option<NaiveDate> {
        if self.run.is_some() { None } else { self.changed_on.map(|day| day.min(today)) }
    }

    /// Returns the day on which the file was last changed, if it is a file.
    pub const fn changed_on(&self) -> Option<NaiveDate> {
        self.changed_on
    }

    /// Returns whether the part is a sheet of rejected rows that somebody corrected.
    pub fn holds_corrections(&self) -> bool {
        rejected_rows::mark_column(&self.fit).is_some()
    }

    /// Returns the day whose state the part reports.
    pub fn as_of(&self, today: NaiveDate) -> NaiveDate {
        self.run.or_else(|| self.file_day(today)).unwrap_or(today)
    }

    /// Returns the SHA-256 of the file's bytes, in hexadecimal.
    pub fn sha256(&self) -> &str {
        &self.survey.sha256
    }

    /// Returns the number of bytes of the file.
    pub const fn byte_count(&self) -> u64 {
        self.survey.bytes
    }

    /// Returns the kind of rows in the part.
    pub const fn kind(&self) -> ExtractKind {
        self.fit.layout.kind
    }

    /// Returns the id of the layout that reads the part.
    pub fn layout_id(&self) -> &str {
        &self.fit.layout.id
    }

    /// Returns how the file writes its characters.
    pub const fn encoding(&self) -> Encoding {
        self.survey.encoding
    }

    /// Returns a word below the header with letters beyond ASCII, by which the worker can see whether the encoding is
    /// right. A workbook needs none.
    pub fn non_ascii_sample(&self) -> Option<String> {
        if self.encoding() == Encoding::Workbook {
            return None;
        }
        let start = text::decode_start(&self.survey).ok()?;
        let below = start.lines().skip(self.fit.row as usize);
        let mut words = below.flat_map(|line| line.split([char::from(self.delimiter), '"', ' ']));
        words.find(|word| !word.is_ascii()).map(redact_ssn::clean_text)
    }

    /// Returns the name of the sheet, if the file is a workbook.
    pub fn sheet_name(&self) -> Option<String> {
        self.fit.sheet.as_deref().map(redact_ssn::clean_text)
    }

    /// Returns whether the rows are rejected rows that were corrected, so that the file is not a whole extract.
    pub fn is_correction(&self) -> bool {
        rejected_rows::mark_column(&self.fit).is_some()
    }

    /// Passes the data rows to `each` in order, until it breaks. Blank lines, titles, headers, totals and page lines
    /// are left out. The rows are read as they are passed: none is held.
    ///
    /// # Errors
    /// The file has changed since it was recognized, or cannot be read to its end. The rows that were passed until then
    /// must not count. A row that cannot be used is not an error.
    pub fn for_each_row(&self, each: &mut dyn FnMut(ExtractRow) -> ControlFlow<()>) -> Result<(), ReadError> {
        let mark = rejected_rows::mark_column(&self.fit);
        self.for_each_data_row(&mut |data_row| {
            let corrects = mark.and_then(|column| rejected_rows::CorrectionMark::from_row(&data_row, column));
            let row::RowReading { outcome, words, left_out } = row::read_row(&data_row, &self.fit);
            each(ExtractRow { row: data_row.row, outcome, words, left_out, corrects })
        })
    }

    /// Passes the data rows to `each` as the file has them, until it breaks.
    ///
    /// # Errors
    /// As for [`Self::for_each_row`].
    pub fn for_each_data_row(&self, each: &mut dyn FnMut(TableRow) -> ControlFlow<()>) -> Result<(), ReadError> {
        let mut filter = |row: TableRow| {
            let is_data = row.row > self.fit.row && data_rows::is_data_row(&row, &self.fit);
            if is_data { each(row) } else { ControlFlow::Continue(()) }
        };
        let read = match (&self.source, &self.fit.sheet) {
            (ByteSource::File(path), Some(sheet)) => survey::read_workbook_bytes(path, &self.survey)
                .and_then(|bytes| workbook::for_each_row(&bytes, sheet, &mut filter)),
            (ByteSource::File(path), None) => DecodedText::open_file(path, &self.survey)
                .and_then(|mut text| delimited::for_each_row(&mut text, self.delimiter, &mut filter)),
            (ByteSource::Memory(bytes), _) => delimited::for_each_row(
                &mut DecodedText::from_reader(bytes.as_ref(), &self.survey),
                self.delimiter,
                &mut filter,
            ),
        };
        read.map_err(|fault| ReadError { file: file_name::file_name_excerpt(&self.file), fault })
    }

    /// Returns all rows at once, for files that are known to be small.
    ///
    /// # Errors
    /// As for [`Self::for_each_row`].
    pub fn collect_rows(&self) -> Result<Vec<ExtractRow>, ReadError> {
        let mut rows = Vec::new();
        self.for_each_row(&mut |row| {
            rows.push(row);
            ControlFlow::Continue(())
        })?;
        Ok(rows)
    }
}
