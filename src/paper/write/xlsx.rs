//! Workbooks: a sheet a section, typed cells, the header frozen and with filters, and a sheet that says what it is.

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet, XlsxError};

use crate::domain::hours::Hours;
use crate::paper::document::{
    DocumentBlock, DocumentCell, DocumentColumn, DocumentSection, DocumentTable, OutputDocument,
};

/// The widest that a column is made, in pixels; what is longer is wrapped.
const WIDEST: u32 = 480;
/// Signs in the name of a sheet at most.
const NAME: usize = 31;

/// The document as a workbook.
pub(super) fn render_workbook(document: &OutputDocument) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let made = creation_date(document).unwrap_or_default();
    book.set_properties(&DocProperties::new().set_title(&document.title).set_creation_datetime(&made));
    for (place, section) in document.common_sections().enumerate() {
        let sheet = book.add_worksheet();
        sheet.set_name(sheet_name(document, section, place))?;
        sheet.set_landscape().set_print_fit_to_pages(1, 0).set_header(format!("&L{}", escape_header(&document.title)));
        sheet.set_footer(format!("&L{}&RPage &P of &N", escape_header(&document.imprint())));
        write_section(sheet, section)?;
    }
    write_about(book.add_worksheet(), document)?;
    book.save_to_buffer()
}

/// The day it was printed, so that the same document gives the same bytes.
fn creation_date(document: &OutputDocument) -> Option<ExcelDateTime> {
    ExcelDateTime::parse_from_str(&document.printed.on.to_string()).ok()
}

/// In headers and footers `&` begins a code.
fn escape_header(text: &str) -> String {
    text.replace('&', "&&")
}

/// The section's heading or the document's title, as far as a sheet's name can hold it; numbered, so that none stands
/// twice.
fn sheet_name(document: &OutputDocument, section: &DocumentSection, place: usize) -> String {
    let heading = section.heading_text();
    let said = if heading.is_empty() { document.title.clone() } else { heading };
    let number = if document.common_sections().count() == 1 { String::new() } else { format!("{} ", place + 1) };
    let fits = |sign: &char| !matches!(sign, '[' | ']' | ':' | '*' | '?' | '/' | '\\' | '\'');
    format!("{number}{said}").chars().filter(fits).take(NAME).collect::<String>().trim().to_owned()
}

fn write_about(sheet: &mut Worksheet, document: &OutputDocument) -> Result<(), XlsxError> {
    sheet.set_name("About")?;
    let lines = [document.title.clone(), document.imprint()].into_iter().chain(document.notes.iter().cloned());
    for (row, line) in (0..).zip(lines) {
        sheet.write_string(row, 0, line)?;
    }
    Ok(())
}

fn write_section(sheet: &mut Worksheet, section: &DocumentSection) -> Result<(), XlsxError> {
    if let [DocumentBlock::Table(only)] = section.blocks.as_slice() {
        let last = write_table(sheet, 0, only)?;
        sheet.set_freeze_panes(1, 0)?;
        if let Some(column) = last_column(&only.columns) {
            sheet.autofilter(0, 0, last.max(1) - 1, column)?;
        }
    } else {
        write_blocks(sheet, section)?;
    }
    sheet.set_autofit_max_width(WIDEST).autofit();
    Ok(())
}

/// The blocks one below the other.
fn write_blocks(sheet: &mut Worksheet, section: &DocumentSection) -> Result<(), XlsxError> {
    let bold = Format::new().set_bold();
    sheet.write_string_with_format(0, 0, section.heading_text(), &bold)?;
    let mut row = 2;
    for block in &section.blocks {
        match block {
            DocumentBlock::Table(of) => {
                sheet.write_string_with_format(row, 0, of.title, &bold)?;
                row = write_table(sheet, row + 1, of)?;
            }
            DocumentBlock::Fields(fields) => {
                for (label, value) in fields {
                    sheet.write_string(row, 0, *label)?;
                    write_cell(sheet, row, 1, value)?;
                    row += 1;
                }
            }
            DocumentBlock::Text(text) => {
                write_cell(sheet, row, 0, text)?;
                row += 1;
            }
        }
        row += 1;
    }
    Ok(())
}

fn last_column(columns: &[DocumentColumn]) -> Option<u16> {
    u16::try_from(columns.len()).ok()?.checked_sub(1)
}

/// Writes a table from a row on; answers the row after it.
fn write_table(sheet: &mut Worksheet, top: u32, of: &DocumentTable) -> Result<u32, XlsxError> {
    let header = Format::new().set_bold();
    for (column, heading) in (0..).zip(&of.columns) {
        sheet.write_string_with_format(top, column, heading.title.as_ref(), &header)?;
    }
    let mut at = top + 1;
    for row in &of.rows {
        for (column, value) in (0..).zip(row) {
            write_cell(sheet, at, column, value)?;
        }
        at += 1;
    }
    Ok(at)
}

/// Texts are written as texts, so that none is taken for a formula.
fn write_cell(sheet: &mut Worksheet, row: u32, column: u16, value: &DocumentCell) -> Result<(), XlsxError> {
    match value {
        DocumentCell::Empty => Ok(()),
        DocumentCell::Day(day) | DocumentCell::BirthDate(day) => {
            let form = Format::new().set_num_format("yyyy-mm-dd");
            let date = ExcelDateTime::parse_from_str(&day.to_string())?;
            sheet.write_datetime_with_format(row, column, &date, &form).map(drop)
        }
        DocumentCell::Person(person) => sheet.write_number(row, column, f64::from(person.0)).map(drop),
        #[expect(clippy::cast_precision_loss, reason = "counts of rows and months are far below 2^52")]
        DocumentCell::Count(count) => sheet.write_number(row, column, *count as f64).map(drop),
        DocumentCell::Hours(hours) => sheet.write_number(row, column, hours_number(*hours)).map(drop),
        DocumentCell::YesNo(yes) => sheet.write_boolean(row, column, *yes).map(drop),
        other => {
            let wrapped = Format::new().set_text_wrap().set_align(rust_xlsxwriter::FormatAlign::Top);
            sheet.write_string_with_format(row, column, other.to_text(), &wrapped).map(drop)
        }
    }
}

fn hours_number(hours: Hours) -> f64 {
    f64::from(hours)
}
