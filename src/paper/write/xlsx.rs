//! Workbooks: one sheet for each section, with typed cells and a frozen header with filters; and a sheet about the
//! document.

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet, XlsxError};

use crate::paper::document::{
    DocumentBlock, DocumentCell, DocumentColumn, DocumentSection, DocumentTable, OutputDocument,
};

/// The greatest width of a column, in pixels; longer texts are wrapped.
const MAX_COLUMN_WIDTH: u32 = 480;
/// The most characters that Excel allows in the name of a sheet.
const MAX_NAME_LENGTH: usize = 31;

/// The most UTF-16 units that Excel allows in a cell.
const MAX_CELL_LENGTH: usize = 32_767;

/// Returns the document as a workbook.
pub(super) fn render_workbook(document: &OutputDocument) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let created = creation_date(document).unwrap_or_default();
    book.set_properties(&DocProperties::new().set_title(document.title_text()).set_creation_datetime(&created));
    for (index, section) in document.common_sections().enumerate() {
        let sheet = book.add_worksheet();
        sheet.set_name(sheet_name(document, section, index))?;
        sheet
            .set_landscape()
            .set_print_fit_to_pages(1, 0)
            .set_header(format!("&L{}", escape_header(&document.title_text())));
        sheet.set_footer(format!("&L{}&RPage &P of &N", escape_header(&document.imprint())));
        write_section(sheet, section)?;
    }
    write_about(book.add_worksheet(), document)?;
    book.save_to_buffer()
}

/// Returns the day of printing instead of the present moment, so that the same document gives the same bytes.
fn creation_date(document: &OutputDocument) -> Option<ExcelDateTime> {
    ExcelDateTime::parse_from_str(&document.printed.on.to_string()).ok()
}

/// Escapes `&`, which starts a code in headers and footers.
fn escape_header(text: &str) -> String {
    text.replace('&', "&&")
}

/// Returns the section's heading or the document's title, as far as a sheet's name can hold it; numbered if there are
/// several sheets, so that no name occurs twice.
fn sheet_name(document: &OutputDocument, section: &DocumentSection, index: usize) -> String {
    let heading = section.heading_text();
    let title = if heading.is_empty() { document.title_text() } else { heading };
    let number = if document.common_sections().count() == 1 { String::new() } else { format!("{} ", index + 1) };
    let is_allowed = |character: &char| !matches!(character, '[' | ']' | ':' | '*' | '?' | '/' | '\\' | '\'');
    format!("{number}{title}").chars().filter(is_allowed).take(MAX_NAME_LENGTH).collect::<String>().trim().to_owned()
}

fn write_about(sheet: &mut Worksheet, document: &OutputDocument) -> Result<(), XlsxError> {
    sheet.set_name("About")?;
    let (title, imprint) = (document.title_text(), document.imprint());
    let lines = [title.as_str(), imprint.as_str()].into_iter().chain(document.notes.iter().map(String::as_str));
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
    sheet.set_autofit_max_width(MAX_COLUMN_WIDTH).autofit();
    Ok(())
}

/// Writes the blocks one below the other.
fn write_blocks(sheet: &mut Worksheet, section: &DocumentSection) -> Result<(), XlsxError> {
    let bold = Format::new().set_bold();
    sheet.write_string_with_format(0, 0, section.heading_text(), &bold)?;
    let mut row = 2;
    for block in &section.blocks {
        match block {
            DocumentBlock::Table(table) => {
                sheet.write_string_with_format(row, 0, table.title, &bold)?;
                row = write_table(sheet, row + 1, table)?;
            }
            DocumentBlock::Fields(fields) => {
                for (label, value) in fields {
                    sheet.write_string(row, 0, *label)?;
                    row += write_cell(sheet, row, 1, value)?;
                }
            }
            DocumentBlock::Text(text) => {
                row += write_cell(sheet, row, 0, text)?;
            }
        }
        row += 1;
    }
    Ok(())
}

fn last_column(columns: &[DocumentColumn]) -> Option<u16> {
    u16::try_from(columns.len()).ok()?.checked_sub(1)
}

/// Writes a table from row `top` on and returns the row after it.
fn write_table(sheet: &mut Worksheet, top: u32, table: &DocumentTable) -> Result<u32, XlsxError> {
    let header = Format::new().set_bold();
    for (column, heading) in (0..).zip(&table.columns) {
        sheet.write_string_with_format(top, column, heading.title.as_ref(), &header)?;
    }
    let mut row = top + 1;
    for cells in &table.rows {
        let mut rows = 1;
        for (column, value) in (0..).zip(cells) {
            rows = rows.max(write_cell(sheet, row, column, value)?);
        }
        row += rows;
    }
    Ok(row)
}

/// Writes a cell with its type, and returns how many rows it takes: a text that is longer than Excel's limit goes on in
/// the cells below. Texts are written as texts, so that none is taken for a formula.
fn write_cell(sheet: &mut Worksheet, row: u32, column: u16, value: &DocumentCell) -> Result<u32, XlsxError> {
    match value {
        DocumentCell::Empty => Ok(()),
        DocumentCell::Day(day) | DocumentCell::BirthDate(day) => {
            let format = Format::new().set_num_format("yyyy-mm-dd");
            let date = ExcelDateTime::parse_from_str(&day.to_string())?;
            sheet.write_datetime_with_format(row, column, &date, &format).map(drop)
        }
        DocumentCell::Person(person) => sheet.write_number(row, column, f64::from(person.0)).map(drop),
        #[expect(clippy::cast_precision_loss, reason = "counts of rows and months are far below 2^52")]
        DocumentCell::Count(count) => sheet.write_number(row, column, *count as f64).map(drop),
        DocumentCell::Hours(hours) => sheet.write_number(row, column, f64::from(*hours)).map(drop),
        DocumentCell::YesNo(yes) => sheet.write_boolean(row, column, *yes).map(drop),
        other => {
            let wrapped = Format::new().set_text_wrap().set_align(rust_xlsxwriter::FormatAlign::Top);
            let text = other.to_data();
            let pieces = split_for_cells(&text);
            for (below, piece) in (0..).zip(&pieces) {
                sheet.write_string_with_format(row + below, column, *piece, &wrapped)?;
            }
            return Ok(u32::try_from(pieces.len()).unwrap_or(u32::MAX));
        }
    }?;
    Ok(1)
}

/// Splits a text into pieces that fit a cell; one piece if it fits, or is empty.
fn split_for_cells(text: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while !rest.is_empty() || pieces.is_empty() {
        let mut units = 0;
        let end = rest.char_indices().find(|(_, c)| {
            units += c.len_utf16();
            units > MAX_CELL_LENGTH
        });
        let (piece, left) = rest.split_at(end.map_or(rest.len(), |(at, _)| at));
        pieces.push(piece);
        rest = left;
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_over_the_limit_of_a_cell_goes_on_below_and_is_whole() {
        for text in ["", "a", &"é".repeat(MAX_CELL_LENGTH), &"a".repeat(MAX_CELL_LENGTH * 2 + 5), &"👩".repeat(40_000)]
        {
            let pieces = split_for_cells(text);
            assert_eq!(pieces.concat(), text);
            assert!(pieces.iter().all(|piece| piece.encode_utf16().count() <= MAX_CELL_LENGTH));
            assert!(
                pieces.len() <= text.encode_utf16().count() / (MAX_CELL_LENGTH - 1) + 1,
                "no cell is left half empty"
            );
        }
    }
}
