//! Rejected rows as a sheet to mend: below their own header, with our columns at its end.

use std::io::{self, Write};

use rust_xlsxwriter::{Workbook, XlsxError};

use super::{CorrectionMark, MARK_HEADER, REASON_HEADER, SUGGESTION_HEADER};
use crate::domain::change::Extract;
use crate::domain::import_issues::RejectedHeader;
use crate::domain::sanitize;
use crate::exchange::layouts::Layouts;
use crate::store::RejectedRow;

/// So that a spreadsheet takes the file for UTF-8.
const UTF8_MARK: &[u8] = b"\xEF\xBB\xBF";
/// The sheet's name where the extract had none.
const SHEET: &str = "Rejected rows";

/// The sheet, a row at a time.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CorrectionSheet {
    /// The name of the sheet that the rows come from.
    name: Option<String>,
    rows: Vec<Vec<String>>,
    width: usize,
    sha256: String,
}

impl CorrectionSheet {
    /// A sheet for rejected rows of `extract`: when the county ran it, in words that the layout knows, and the header.
    pub fn for_extract(extract: &Extract, header: &RejectedHeader, layouts: &Layouts) -> Self {
        let run = layouts.get(&header.layout).and_then(|layout| Some((layout.run_date_label()?, extract.run?)));
        let title = run.map(|(word, run)| vec![format!("{word}: {run}")]);
        let ours = [REASON_HEADER, SUGGESTION_HEADER, MARK_HEADER].map(str::to_owned);
        let header: Vec<String> = header.cells.iter().cloned().chain(ours).collect();
        Self {
            name: extract.sheet.clone(),
            width: header.len() - 3,
            rows: title.into_iter().chain([header]).collect(),
            sha256: extract.sha256.clone(),
        }
    }

    /// Adds a row. Cells beyond the header are left away: they would move ours away from their header.
    pub fn push(&mut self, row: &RejectedRow) {
        let blanks = std::iter::repeat_n("", self.width.saturating_sub(row.cells.len()));
        let own = row.cells.iter().take(self.width).map(String::as_str).chain(blanks).map(str::to_owned);
        let mark = CorrectionMark::new(&self.sha256, row.row).to_string();
        self.rows.push(own.chain([row.reason.clone(), row.suggestion.clone(), mark]).collect());
    }

    /// The sheet as delimited text. No cell begins as a formula would.
    ///
    /// # Errors
    /// `out` cannot be written.
    pub fn write_csv(&self, out: impl Write) -> io::Result<()> {
        self.write_cells(out, sanitize::escape_formula)
    }

    /// The sheet as delimited text to be read at once, with every cell as it stands.
    ///
    /// # Errors
    /// None but those of writing.
    pub fn to_csv_bytes(&self) -> io::Result<Vec<u8>> {
        let mut text = Vec::new();
        self.write_cells(&mut text, str::to_owned)?;
        Ok(text)
    }

    fn write_cells(&self, mut out: impl Write, cell: fn(&str) -> String) -> io::Result<()> {
        out.write_all(UTF8_MARK)?;
        let mut csv = csv::WriterBuilder::new().flexible(true).from_writer(out);
        for row in &self.rows {
            csv.write_record(row.iter().map(|text| cell(text)))?;
        }
        csv.flush()
    }

    /// The sheet as a workbook. Every cell is text: nothing of it is taken for a number or a date.
    ///
    /// # Errors
    /// A cell or the sheet's name that a workbook cannot hold.
    pub fn to_workbook(&self) -> Result<Vec<u8>, XlsxError> {
        let mut workbook = Workbook::new();
        let sheet = workbook.add_worksheet();
        sheet.set_name(self.name.as_deref().unwrap_or(SHEET))?;
        for (at, row) in (0..).zip(&self.rows) {
            for (column, cell) in (0..).zip(row).filter(|(_, cell)| !cell.is_empty()) {
                sheet.write_string(at, column, cell)?;
            }
        }
        workbook.save_to_buffer()
    }
}
