//! Writes rejected rows as a sheet to correct: below their own header, with Caseload's columns at the end.

use std::io::{self, Write};

use rust_xlsxwriter::{Workbook, XlsxError};

use super::{CorrectionMark, MARK_HEADER, REASON_HEADER, SUGGESTION_HEADER};
use crate::domain::change::Extract;
use crate::domain::import_issues::RejectedHeader;
use crate::domain::sanitize;
use crate::import::layouts::Layouts;
use crate::store::RejectedRow;

/// The mark by which a spreadsheet recognizes UTF-8.
const UTF8_MARK: &[u8] = b"\xEF\xBB\xBF";
/// The name of the sheet if the extract had none.
const SHEET: &str = "Rejected rows";

/// A sheet of rejected rows, which is filled row by row.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CorrectionSheet {
    /// The name of the sheet from which the rows come.
    name: Option<String>,
    /// The title, the header and the rows.
    rows: Vec<Vec<String>>,
    /// The number of columns of the extract's own header.
    width: usize,
    /// The hash of the extract's file.
    sha256: String,
}

impl CorrectionSheet {
    /// Makes a sheet for rejected rows of `extract`: the day of the run, in words that the layout knows, and the
    /// header.
    pub fn for_extract(extract: &Extract, header: &RejectedHeader, layouts: &Layouts) -> Self {
        let run = layouts.get(&header.layout).and_then(|layout| Some((layout.run_date_label()?, extract.run?)));
        let title = run.map(|(label, run)| vec![format!("{label}: {run}")]);
        let own_headers = [REASON_HEADER, SUGGESTION_HEADER, MARK_HEADER].map(str::to_owned);
        let columns: Vec<String> = header.cells.iter().cloned().chain(own_headers).collect();
        Self {
            name: extract.sheet.clone(),
            width: header.cells.len(),
            rows: title.into_iter().chain([columns]).collect(),
            sha256: extract.sha256.clone(),
        }
    }

    /// Adds a row. Cells beyond the header are left out: they would move Caseload's cells away from their headers.
    pub fn push(&mut self, row: &RejectedRow) {
        let blanks = std::iter::repeat_n("", self.width.saturating_sub(row.cells.len()));
        let cells = row.cells.iter().take(self.width).map(String::as_str).chain(blanks).map(str::to_owned);
        let mark = CorrectionMark::new(&self.sha256, row.row).to_string();
        self.rows.push(cells.chain([row.reason.clone(), row.suggestion.clone(), mark]).collect());
    }

    /// Writes the sheet as delimited text. No cell begins as a formula would.
    ///
    /// # Errors
    /// `out` cannot be written.
    pub fn write_csv(&self, out: impl Write) -> io::Result<()> {
        self.write_cells(out, sanitize::escape_formula)
    }

    /// Returns the sheet as delimited text that is read again at once, with unchanged cells.
    ///
    /// # Errors
    /// Returns the error of the writer.
    pub fn to_csv_bytes(&self) -> io::Result<Vec<u8>> {
        let mut text = Vec::new();
        self.write_cells(&mut text, str::to_owned)?;
        Ok(text)
    }

    fn write_cells(&self, mut out: impl Write, escape: fn(&str) -> String) -> io::Result<()> {
        out.write_all(UTF8_MARK)?;
        let mut csv = csv::WriterBuilder::new().flexible(true).from_writer(out);
        for row in &self.rows {
            csv.write_record(row.iter().map(|text| escape(text)))?;
        }
        csv.flush()
    }

    /// Returns the sheet as a workbook. Every cell is text, so that none is taken for a number or a date.
    ///
    /// # Errors
    /// A workbook cannot hold one of the cells, or the sheet's name.
    pub fn to_workbook(&self) -> Result<Vec<u8>, XlsxError> {
        let mut workbook = Workbook::new();
        let sheet = workbook.add_worksheet();
        sheet.set_name(self.name.as_deref().unwrap_or(SHEET))?;
        for (index, row) in (0..).zip(&self.rows) {
            for (column, cell) in (0..).zip(row).filter(|(_, cell)| !cell.is_empty()) {
                sheet.write_string(index, column, cell)?;
            }
        }
        workbook.save_to_buffer()
    }
}
