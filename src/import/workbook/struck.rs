//! The cells of a workbook that somebody struck through, as people do with what no longer holds. A reader of the cells alone
//! does not see it.

use std::collections::HashSet;
use std::io::{BufReader, Cursor};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use zip::ZipArchive;

use super::hidden::{Archive, attribute, visible_sheets};

/// The cells of a sheet that are struck through.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StruckCells {
    /// How many they are.
    pub count: usize,
    /// The first of them, as a spreadsheet names it: `B7`.
    pub first: String,
}

/// Finds the cells with struck-through text in the visible sheets of a workbook, by the sheets' names. A file that is not
/// built as expected has none.
pub fn find_struck_cells(bytes: &[u8]) -> Vec<(String, StruckCells)> {
    let Ok(mut archive) = ZipArchive::new(Cursor::new(bytes)) else { return Vec::new() };
    let (formats, texts) = (struck_formats(&mut archive), struck_texts(&mut archive));
    if formats.is_empty() && texts.is_empty() {
        return Vec::new();
    }
    let sheets = visible_sheets(&mut archive);
    let struck = |(name, part): (String, String)| Some((name, struck_cells(&mut archive, &part, &formats, &texts)?));
    sheets.into_iter().filter_map(struck).collect()
}

/// Returns the numbers of the cell formats whose font is struck through.
fn struck_formats(archive: &mut Archive<'_>) -> HashSet<usize> {
    let mut fonts = HashSet::new();
    let (mut font, mut format, mut formats) = (0, 0, HashSet::new());
    let mut section = Section::Other;
    for_each_event(archive, "xl/styles.xml", &mut |event| {
        let (Event::Start(element) | Event::Empty(element)) = event else { return };
        match (element.local_name().as_ref(), section) {
            ("fonts", _) => section = Section::Fonts,
            ("cellXfs", _) => section = Section::CellFormats,
            ("fills" | "borders" | "cellStyleXfs" | "cellStyles" | "dxfs", _) => section = Section::Other,
            ("font", Section::Fonts) => font += 1,
            ("strike", Section::Fonts) if is_on(element) => {
                fonts.insert(font - 1);
            }
            ("xf", Section::CellFormats) => {
                let of_font = attribute(element, "fontId").and_then(|id| id.parse::<i64>().ok());
                if of_font.is_some_and(|font| fonts.contains(&font)) {
                    formats.insert(format);
                }
                format += 1;
            }
            _ => {}
        }
    });
    formats
}

/// A part of the styles of a workbook.
#[derive(Clone, Copy)]
enum Section {
    Fonts,
    CellFormats,
    Other,
}

/// Returns the numbers of the shared texts of which a part is struck through.
fn struck_texts(archive: &mut Archive<'_>) -> HashSet<usize> {
    let (mut text, mut struck) = (0_usize, HashSet::new());
    for_each_event(archive, "xl/sharedStrings.xml", &mut |event| {
        let (Event::Start(element) | Event::Empty(element)) = event else { return };
        match element.local_name().as_ref() {
            "si" => text += 1,
            "strike" if is_on(element) => {
                struck.insert(text.saturating_sub(1));
            }
            _ => {}
        }
    });
    struck
}

fn struck_cells(
    archive: &mut Archive<'_>,
    part: &str,
    formats: &HashSet<usize>,
    texts: &HashSet<usize>,
) -> Option<StruckCells> {
    let mut found: Option<StruckCells> = None;
    let mut add = |cell: &str| match &mut found {
        Some(found) => found.count += 1,
        None => found = Some(StruckCells { count: 1, first: cell.to_owned() }),
    };
    // The cell with a shared text whose value comes next.
    let mut shared: Option<String> = None;
    for_each_event(archive, part, &mut |event| match event {
        Event::Start(element) if element.local_name().as_ref() == "c" => {
            let name = attribute(element, "r").unwrap_or_default();
            let format = attribute(element, "s").and_then(|format| format.parse().ok());
            let is_struck = format.is_some_and(|format| formats.contains(&format));
            if is_struck {
                add(&name);
            }
            let is_shared = attribute(element, "t").is_some_and(|kind| kind == "s");
            shared = (is_shared && !is_struck).then_some(name);
        }
        Event::Text(value) => {
            let index = value.as_ref().trim().parse().ok();
            if let (Some(cell), Some(index)) = (&shared, index)
                && texts.contains(&index)
            {
                add(cell);
            }
        }
        Event::End(element) if element.local_name().as_ref() == "c" => shared = None,
        _ => {}
    });
    found
}

/// Returns whether a switch such as `<strike/>` is on: `<strike val="0"/>` is off.
fn is_on(element: &BytesStart<'_>) -> bool {
    !attribute(element, "val").is_some_and(|value| matches!(value.as_str(), "0" | "false"))
}

fn for_each_event(archive: &mut Archive<'_>, part: &str, each: &mut dyn FnMut(&Event<'_>)) {
    let Ok(file) = archive.by_name(part) else { return };
    let mut reader = Reader::from_reader(BufReader::new(file));
    let mut buffer = Vec::new();
    while let Ok(event) = reader.read_event_into(&mut buffer) {
        if matches!(event, Event::Eof) {
            return;
        }
        each(&event);
        buffer.clear();
    }
}

#[cfg(test)]
mod tests {
    use rust_xlsxwriter::{Format, Workbook};

    use super::*;

    #[test]
    fn struck_cells_and_struck_parts_of_texts_are_found() {
        let mut workbook = Workbook::new();
        let (plain, struck) = (Format::new(), Format::new().set_font_strikethrough());
        let sheet = workbook.add_worksheet();
        sheet.set_name("List").unwrap();
        sheet.write_string(0, 0, "Case").unwrap();
        sheet.write_string_with_format(1, 0, "1B20001", &struck).unwrap();
        sheet.write_rich_string(2, 1, &[(&plain, "Garcia, "), (&struck, "Ana")]).unwrap();
        sheet.write_string_with_format(3, 0, "1B20002", &plain.clone().set_bold()).unwrap();
        workbook.add_worksheet().set_name("None").unwrap().write_string(0, 0, "Case").unwrap();
        let bytes = workbook.save_to_buffer().unwrap();
        let expected = StruckCells { count: 2, first: "A2".to_owned() };
        assert_eq!(find_struck_cells(&bytes), [("List".to_owned(), expected)]);
    }

    #[test]
    fn a_file_that_is_no_workbook_has_no_struck_cells() {
        assert!(find_struck_cells(b"PK\x03\x04 and no more").is_empty());
    }
}
