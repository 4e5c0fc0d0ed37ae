//! What a workbook hides from whoever looks at it: sheets, and rows and columns that somebody hid, filtered away or made
//! too small to be seen.

use std::collections::HashMap;
use std::io::{BufReader, Cursor};

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};
use zip::ZipArchive;

pub(super) type Archive<'b> = ZipArchive<Cursor<&'b [u8]>>;

/// The hidden parts of a workbook.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct HiddenParts {
    /// The names of the hidden sheets, which are not read.
    pub sheets: Vec<String>,
    /// The visible sheets with hidden rows, which are read, and how many rows each hides.
    pub rows: Vec<(String, usize)>,
    /// The visible sheets with hidden columns, which are read, and how many columns each hides.
    pub columns: Vec<(String, usize)>,
}

/// Finds the hidden parts of a workbook. A file that is not built as expected has none: whether it can be read at all
/// is decided elsewhere.
pub fn find_hidden_parts(bytes: &[u8]) -> HiddenParts {
    let Ok(mut archive) = ZipArchive::new(Cursor::new(bytes)) else { return HiddenParts::default() };
    let mut hidden = HiddenParts::default();
    let mut visible = Vec::new();
    for_each_element(&mut archive, "xl/workbook.xml", "sheet", &mut |sheet| {
        let Some(name) = attribute(sheet, "name") else { return };
        if attribute(sheet, "state").is_some_and(|state| state != "visible") {
            hidden.sheets.push(name);
        } else {
            visible.extend(attribute(sheet, "r:id").map(|id| (name, id)));
        }
    });
    let parts = parts_by_id(&mut archive);
    for (name, id) in visible {
        let Some(part) = parts.get(&id) else { continue };
        let (rows, columns) = (hidden_row_count(&mut archive, part), hidden_column_count(&mut archive, part));
        if rows > 0 {
            hidden.rows.push((name.clone(), rows));
        }
        if columns > 0 {
            hidden.columns.push((name, columns));
        }
    }
    hidden
}

/// Returns the visible sheets of a workbook by name, each with the path of its part.
pub(super) fn visible_sheets(archive: &mut Archive<'_>) -> Vec<(String, String)> {
    let mut visible = Vec::new();
    for_each_element(archive, "xl/workbook.xml", "sheet", &mut |sheet| {
        if attribute(sheet, "state").is_none_or(|state| state == "visible") {
            visible.extend(attribute(sheet, "name").zip(attribute(sheet, "r:id")));
        }
    });
    let parts = parts_by_id(archive);
    visible.into_iter().filter_map(|(name, id)| Some((name, parts.get(&id)?.clone()))).collect()
}

/// Returns the paths of the workbook's parts by the ids under which it names them.
fn parts_by_id(archive: &mut Archive<'_>) -> HashMap<String, String> {
    let mut parts = HashMap::new();
    for_each_element(archive, "xl/_rels/workbook.xml.rels", "Relationship", &mut |relationship| {
        if let (Some(id), Some(target)) = (attribute(relationship, "Id"), attribute(relationship, "Target")) {
            let path = target.strip_prefix('/').map_or_else(|| format!("xl/{target}"), str::to_owned);
            parts.insert(id, path);
        }
    });
    parts
}

/// The height of a row, in points, from which on something of it can be seen.
const LEAST_HEIGHT: f64 = 1.0;
/// The width of a column, in characters, from which on something of it can be seen.
const LEAST_WIDTH: f64 = 0.5;

/// Returns whether a row or a column is hidden, or has a size at which nothing of it can be seen.
fn is_hidden(element: &BytesStart<'_>, size: &str, least: f64) -> bool {
    let is_small = attribute(element, size).and_then(|size| size.parse::<f64>().ok()).is_some_and(|size| size < least);
    is_small || attribute(element, "hidden").is_some_and(|hidden| matches!(hidden.as_str(), "1" | "true"))
}

fn hidden_row_count(archive: &mut Archive<'_>, part: &str) -> usize {
    let mut count = 0;
    for_each_element(archive, part, "row", &mut |row| count += usize::from(is_hidden(row, "ht", LEAST_HEIGHT)));
    count
}

/// Counts the hidden columns of a sheet. What is hidden from some column to the last one is the empty rest of the sheet.
fn hidden_column_count(archive: &mut Archive<'_>, part: &str) -> usize {
    let mut count = 0;
    for_each_element(archive, part, "col", &mut |column| {
        let number = |name| attribute(column, name).and_then(|number| number.parse::<usize>().ok());
        if let (true, Some(first), Some(last)) = (is_hidden(column, "width", LEAST_WIDTH), number("min"), number("max"))
            && last < super::MAX_COLUMNS
        {
            count += (last + 1).saturating_sub(first);
        }
    });
    count
}

/// Passes every element with this name in a part of the workbook to `each`, up to the first damage.
fn for_each_element(archive: &mut Archive<'_>, part: &str, name: &str, each: &mut dyn FnMut(&BytesStart<'_>)) {
    let Ok(file) = archive.by_name(part) else { return };
    let mut reader = Reader::from_reader(BufReader::new(file));
    let mut buffer = Vec::new();
    while let Ok(event) = reader.read_event_into(&mut buffer) {
        match event {
            Event::Start(element) | Event::Empty(element) if element.local_name().as_ref() == name => each(&element),
            Event::Eof => return,
            _ => {}
        }
        buffer.clear();
    }
}

pub(super) fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let attribute = element.try_get_attribute(name).ok()??;
    attribute.normalized_value(XmlVersion::Implicit1_0).ok().map(std::borrow::Cow::into_owned)
}

#[cfg(test)]
mod tests {
    use rust_xlsxwriter::Workbook;

    use super::*;

    #[test]
    fn hidden_sheets_and_rows_are_found() {
        let mut workbook = Workbook::new();
        let sheet = workbook.add_worksheet();
        sheet.set_name("November").unwrap();
        for row in 0..4 {
            sheet.write_number(row, 0, row).unwrap();
        }
        sheet.set_row_hidden(1).unwrap().set_row_hidden(3).unwrap();
        sheet.set_column_hidden(2).unwrap();
        workbook.add_worksheet().set_name("All & whole").unwrap();
        workbook.add_worksheet().set_name("October").unwrap().set_hidden(true);
        let bytes = workbook.save_to_buffer().unwrap();
        let wanted = HiddenParts {
            sheets: vec!["October".to_owned()],
            rows: vec![("November".to_owned(), 2)],
            columns: vec![("November".to_owned(), 1)],
        };
        assert_eq!(find_hidden_parts(&bytes), wanted);
    }

    #[test]
    fn rows_and_columns_without_a_size_are_hidden_ones() {
        let element = |xml: &str| BytesStart::from_content(xml.to_owned(), 3);
        for (xml, hides) in [
            ("row r=\"2\" ht=\"0\" customHeight=\"1\"", true),
            ("row r=\"2\" ht=\"0.0\"", true),
            ("row r=\"2\" ht=\"15\"", false),
            ("row r=\"2\"", false),
            ("row r=\"2\" ht=\"15\" hidden=\"true\"", true),
        ] {
            assert_eq!(is_hidden(&element(xml), "ht", LEAST_HEIGHT), hides, "{xml}");
        }
        for (xml, hides) in [
            ("col min=\"2\" max=\"3\" width=\"0\" customWidth=\"1\"", true),
            ("col min=\"2\" max=\"3\" width=\"0.1\"", true),
            ("col min=\"2\" max=\"3\" width=\"8.43\"", false),
        ] {
            assert_eq!(is_hidden(&element(xml), "width", LEAST_WIDTH), hides, "{xml}");
        }
    }

    #[test]
    fn a_file_that_is_no_workbook_has_no_hidden_parts() {
        assert_eq!(find_hidden_parts(b"PK\x03\x04 and no more"), HiddenParts::default());
    }
}
