//! Parses the rows of a delimited text.

use std::io::Read;
use std::ops::ControlFlow;

use csv::StringRecord;

use super::cell::{Cell, TableRow};
use super::error::ReadFault;
use super::text::DecodedText;

/// The characters that may separate cells.
pub const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// The most bytes of a row. A quotation mark that is never closed must not fill the memory.
const LONGEST_ROW: usize = 16 << 20;

/// Parses the rows of `text`, whose lines end in `\n`. Blank rows are left out. As in a spreadsheet, a quoted cell of
/// several lines belongs to one row, and a blank line counts as a row.
pub fn parse_rows(text: &str, delimiter: u8) -> impl Iterator<Item = TableRow> + '_ {
    parse_records(text, delimiter, 0).map(|record| record.row)
}

/// Passes the rows of a file's text to `each` until it breaks. Only one piece of the text is held at a time.
pub fn for_each_row(
    text: &mut DecodedText<impl Read>,
    delimiter: u8,
    each: &mut dyn FnMut(TableRow) -> ControlFlow<()>,
) -> Result<(), ReadFault> {
    let (mut piece, mut rows_before, mut more, mut least_length) = (String::new(), 0, true, 0);
    while more {
        more = text.read_chunk(&mut piece)?;
        if more && piece.len() < least_length {
            continue;
        }
        // The last row of a piece may continue in the next piece.
        let mut last: Option<TextRecord> = None;
        for record in parse_records(&piece, delimiter, rows_before) {
            if let Some(complete) = last.replace(record)
                && each(complete.row).is_break()
            {
                return Ok(());
            }
        }
        let Some(last) = last else { continue };
        if !more {
            // The text ends here, whether or not `each` wants more.
            let _ = each(last.row);
            return Ok(());
        }
        rows_before = last.rows_before;
        piece.drain(..last.start);
        if piece.len() > LONGEST_ROW {
            return Err(ReadFault::EndlessRow { row: last.row.row });
        }
        // The text must double before it is parsed again: a row of many pieces is not parsed anew with each of them.
        least_length = piece.len() * 2;
    }
    Ok(())
}

/// A row and its position in the text.
struct TextRecord {
    row: TableRow,
    /// The index of the row's first byte, or of the first blank line above it.
    start: usize,
    /// The number of rows above, blank ones included.
    rows_before: u32,
}

fn parse_records(text: &str, delimiter: u8, rows_before: u32) -> impl Iterator<Item = TextRecord> + '_ {
    let mut records = csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .has_headers(false)
        .flexible(true)
        .terminator(csv::Terminator::Any(b'\n'))
        .from_reader(text.as_bytes());
    let (mut row, mut end, mut record) = (rows_before, 0, StringRecord::new());
    std::iter::from_fn(move || {
        // The text is UTF-8, and rows may have any width: reading from memory cannot fail in another way.
        if !records.read_record(&mut record).unwrap_or(false) {
            return None;
        }
        let (start, rows_before) = (end, row);
        end = usize::try_from(records.position().byte()).unwrap_or(text.len());
        let written = text.get(start..end).unwrap_or_default();
        let blank_lines = written.len() - written.trim_start_matches('\n').len();
        row += u32::try_from(blank_lines).unwrap_or(u32::MAX - row).saturating_add(1);
        let fault = unclosed_quote_fault(written.trim_matches('\n'));
        let row = TableRow { row, cells: record.iter().map(Cell::from_text).collect(), fault };
        Some(TextRecord { row, start, rows_before })
    })
}

/// Describes an unclosed quotation mark, which joins rows. The joined row reports it, so that none is lost unseen.
fn unclosed_quote_fault(written: &str) -> Option<String> {
    if !written.contains('\n') {
        return None;
    }
    let lines = written.bytes().filter(|byte| *byte == b'\n').count();
    let quotes = written.bytes().filter(|byte| *byte == b'"').count();
    (quotes % 2 == 1)
        .then(|| format!("a quotation mark that is not closed joins this row with the {lines} lines below it"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<(u32, String, bool)> {
        parse_rows(text, b',').map(|row| (row.row, row.joined_text(), row.fault.is_some())).collect()
    }

    fn good(row: u32, line: &str) -> (u32, String, bool) {
        (row, line.to_owned(), false)
    }

    #[test]
    fn rows_have_the_numbers_that_a_spreadsheet_shows() {
        let text = "\nCase,Text\n\n\n1,\"two\nlines\"\n2,x\n,\n3,\"\n\n\"";
        let expected = [good(2, "Case Text"), good(5, "1 two\nlines"), good(6, "2 x"), good(7, ""), good(8, "3")];
        assert_eq!(read(text), expected);
    }

    #[test]
    fn a_quotation_mark_that_is_not_closed_is_a_fault() {
        let read = read("1,\"open\n2,x\n3,y\n");
        assert_eq!(read.len(), 1);
        assert!(read[0].2);
    }

    #[test]
    fn quotes_inside_a_cell_are_part_of_it() {
        assert_eq!(read("1,5\" pipe\n2,\"a \"\"b\"\"\"\n"), [good(1, "1 5\" pipe"), good(2, "2 a \"b\"")]);
    }
}
