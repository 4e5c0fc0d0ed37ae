//! What a file is by its first bytes: a workbook, a text, or something that holds no table.

use super::error::ReadFault;

/// The first bytes of an .xlsx workbook, which is a ZIP archive.
const ZIP_MARK: &[u8] = b"PK\x03\x04";
/// The first bytes of workbooks before .xlsx, and of encrypted workbooks of any form.
const OLD_MARK: &[u8] = b"\xD0\xCF\x11\xE0";

/// Returns whether the file that begins with `start` is a workbook rather than text.
///
/// # Errors
/// The file is a workbook of a form that is not read, or neither a workbook nor a text.
pub fn is_workbook(start: &[u8]) -> Result<bool, ReadFault> {
    if start.starts_with(OLD_MARK) {
        return Err(ReadFault::OtherWorkbook);
    }
    match infer::get(start).and_then(|kind| name_of_binary(kind.mime_type())) {
        Some(name) => Err(ReadFault::NoTable { name }),
        None => Ok(start.starts_with(ZIP_MARK)),
    }
}

/// Names a kind of file that holds no table. The kinds that a text may be taken for are left out: some are recognized by
/// two letters, which a header may begin with.
fn name_of_binary(mime_type: &str) -> Option<&'static str> {
    Some(match mime_type {
        "application/pdf" => "a PDF document",
        "application/rtf" | "text/rtf" => "a text document (RTF)",
        "image/png" | "image/jpeg" | "image/tiff" | "image/webp" => "a picture",
        "application/msword" | "application/vnd.openxmlformats-officedocument.wordprocessingml.document" => {
            "a Word document"
        }
        "application/vnd.openxmlformats-officedocument.presentationml.presentation" => "a presentation",
        "application/gzip" | "application/x-7z-compressed" | "application/vnd.rar" | "application/x-bzip2" => {
            "a compressed archive"
        }
        "application/vnd.sqlite3" => "a database",
        _ => return None,
    })
}

/// Refuses a text that is no table: a page, a message or data that a report server, a browser or a mail program saved,
/// often under the name of a workbook.
pub fn refuse_other_text(text: &str) -> Result<(), ReadFault> {
    let start = text.trim_start_matches('\u{feff}').trim_start();
    let beginning: String = start.chars().take(EXAMINED_CHARACTERS).collect::<String>().to_ascii_lowercase();
    let is_html =
        ["<!doctype html", "<html", "<head", "<body", "<table", "<div", "<style", "<meta", "<script", "<center"]
            .iter()
            .any(|tag| beginning.starts_with(tag))
            || (beginning.starts_with("<!--") && beginning.contains("<html"));
    let is_xml = beginning.starts_with("<?xml") || beginning.starts_with("<workbook");
    let name = if is_html || (is_xml && beginning.contains("<html")) {
        "a web page (HTML)"
    } else if is_xml && beginning.contains("schemas-microsoft-com:office:spreadsheet") {
        "a workbook of an old form (XML Spreadsheet 2003)"
    } else if is_xml {
        "an XML file"
    } else if beginning.starts_with("mime-version:") || beginning.starts_with("content-type:") {
        "a saved web page or mail (MIME)"
    } else if serde_json::from_str::<serde_json::Value>(start).is_ok_and(|json| json.is_object() || json.is_array()) {
        "a JSON file"
    } else if beginning.starts_with("{\\rtf") {
        "a text document (RTF)"
    } else {
        return Ok(());
    };
    Err(ReadFault::NoTable { name })
}

/// The number of characters at the start of a text that are examined.
const EXAMINED_CHARACTERS: usize = 2_000;

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[test]
    fn an_old_workbook_is_refused_and_a_text_is_no_workbook() {
        assert!(matches!(is_workbook(b"\xD0\xCF\x11\xE0\xA1\xB1"), Err(ReadFault::OtherWorkbook)));
        assert!(matches!(is_workbook(b"PK\x03\x04..."), Ok(true)));
        assert!(matches!(is_workbook(b"Case,Person"), Ok(false)));
    }

    #[rstest]
    #[case::pdf(b"%PDF-1.7\n", "a PDF document")]
    #[case::png(b"\x89PNG\r\n\x1a\n", "a picture")]
    #[case::gzip(b"\x1f\x8b\x08\x00", "a compressed archive")]
    fn a_file_without_a_table_is_named(#[case] start: &[u8], #[case] wanted: &str) {
        assert!(matches!(is_workbook(start), Err(ReadFault::NoTable { name }) if name == wanted));
    }

    #[rstest]
    #[case::page("\r\n<HTML><table><tr><td>Case No", "a web page (HTML)")]
    #[case::page_with_type("<!DOCTYPE html>\n<html>", "a web page (HTML)")]
    #[case::xhtml("<?xml version=\"1.0\"?>\n<html xmlns=\"http://www.w3.org/1999/xhtml\">", "a web page (HTML)")]
    #[case::old(
        "<?xml version=\"1.0\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\">",
        "a workbook of an old form (XML Spreadsheet 2003)"
    )]
    #[case::xml("<?xml version=\"1.0\"?><cases/>", "an XML file")]
    #[case::mime("MIME-Version: 1.0\nContent-Type: multipart/related", "a saved web page or mail (MIME)")]
    #[case::json("[{\"case\": \"1B20001\"}]", "a JSON file")]
    fn a_text_without_a_table_is_named(#[case] text: &str, #[case] wanted: &str) {
        assert!(matches!(refuse_other_text(text), Err(ReadFault::NoTable { name }) if name == wanted));
    }

    #[rstest]
    #[case("BM Case,Person\n")]
    #[case("<5 hours>,Case\n")]
    #[case("Case,Person\n1B20001,1\n")]
    #[case("[ES 108] Run date: 11/19/2026\nCase,Person\n")]
    fn a_table_is_not_refused(#[case] text: &str) {
        assert!(refuse_other_text(text).is_ok());
        assert!(matches!(is_workbook(text.as_bytes()), Ok(false)));
    }
}
