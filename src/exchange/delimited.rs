//! Rows of a delimited text.

use csv::StringRecord;

use super::table::{Cell, TableRow};

/// What may stand between cells.
pub const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// The rows of `text`, whose lines end in `\n`, without blank ones. A quoted cell may have several lines; the row
/// then counts as one, as in a spreadsheet, and a blank line counts although it gives no row.
pub fn rows(text: &str, delimiter: u8) -> impl Iterator<Item = TableRow> + '_ {
    let mut records = csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .has_headers(false)
        .flexible(true)
        .terminator(csv::Terminator::Any(b'\n'))
        .from_reader(text.as_bytes());
    let mut row = 0;
    let mut start = 0;
    std::iter::from_fn(move || {
        let mut record = StringRecord::new();
        // The text is UTF-8 and rows may have any width: nothing else can fail while reading from memory.
        if !records.read_record(&mut record).unwrap_or(false) {
            return None;
        }
        let end = usize::try_from(records.position().byte()).unwrap_or(text.len());
        let written = text.get(start..end).unwrap_or_default();
        start = end;
        let blank_lines = written.len() - written.trim_start_matches('\n').len();
        row += u32::try_from(blank_lines).unwrap_or(u32::MAX - row).saturating_add(1);
        let fault = swallowed_rows(written.trim_matches('\n'));
        Some(TableRow { row, cells: record.iter().map(Cell::text).collect(), fault })
    })
}

/// A quotation mark that is never closed runs rows together. They must not vanish: the row that swallowed them says so.
fn swallowed_rows(written: &str) -> Option<String> {
    let lines = written.bytes().filter(|byte| *byte == b'\n').count();
    let quotes = written.bytes().filter(|byte| *byte == b'"').count();
    (lines > 0 && quotes % 2 == 1)
        .then(|| format!("a quotation mark that is not closed runs this row and the {lines} lines below it together"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<(u32, String, bool)> {
        rows(text, b',').map(|row| (row.row, row.line(), row.fault.is_some())).collect()
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
    fn a_quotation_mark_that_is_not_closed_is_said() {
        let read = read("1,\"open\n2,x\n3,y\n");
        assert_eq!(read.len(), 1);
        assert!(read[0].2);
    }

    #[test]
    fn quotes_inside_a_cell_are_part_of_it() {
        assert_eq!(read("1,5\" pipe\n2,\"a \"\"b\"\"\"\n"), [good(1, "1 5\" pipe"), good(2, "2 a \"b\"")]);
    }
}
