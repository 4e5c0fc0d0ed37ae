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
        return Err(name_of_old_office_file(start).map_or(ReadFault::OtherWorkbook, |name| ReadFault::NoTable { name }));
    }
    match infer::get(start).and_then(|kind| name_of_binary(kind.mime_type())) {
        Some(name) => Err(ReadFault::NoTable { name }),
        None => Ok(start.starts_with(ZIP_MARK)),
    }
}

/// Names an Office file of the form before .docx and .xlsx that is no workbook, by the names of the parts that it holds. The
/// names are not always within its first bytes; it passes for a workbook then, and the message names both.
fn name_of_old_office_file(start: &[u8]) -> Option<&'static str> {
    let parts = [
        ("WordDocument", "a Word document"),
        ("PowerPoint Document", "a presentation"),
        ("__substg1.0_", "a saved email (Outlook)"),
        ("EncryptedPackage", "a password-protected file"),
    ];
    let holds = |part: &str| {
        let name: Vec<u8> = part.encode_utf16().flat_map(u16::to_le_bytes).collect();
        start.windows(name.len()).any(|window| window == name)
    };
    parts.into_iter().find(|(part, _)| holds(part)).map(|(_, name)| name)
}

/// Returns what is wrong with a ZIP archive that holds no .xlsx workbook, by the names of its files.
pub fn fault_of_archive(names: impl Iterator<Item = impl AsRef<str>>) -> ReadFault {
    let names: Vec<String> = names.map(|name| name.as_ref().to_ascii_lowercase()).collect();
    let holds = |beginning: &str| names.iter().any(|name| name.starts_with(beginning));
    if holds("xl/") || (holds("content.xml") && holds("mimetype")) {
        // A workbook in binary form, or one of LibreOffice.
        return ReadFault::OtherWorkbook;
    }
    let name = if holds("word/") {
        "a Word document"
    } else if holds("ppt/") {
        "a presentation"
    } else {
        "a compressed archive"
    };
    ReadFault::NoTable { name }
}

/// Names a file whose bytes are no text, as far as its first bytes tell what it is.
pub fn name_of_unreadable(start: &[u8]) -> Option<&'static str> {
    Some(match infer::get(start)?.matcher_type() {
        infer::MatcherType::Image => "a picture",
        infer::MatcherType::Audio => "a sound recording",
        infer::MatcherType::Video => "a video",
        infer::MatcherType::App => "a program",
        infer::MatcherType::Archive => "a compressed archive",
        infer::MatcherType::Font => "a font",
        infer::MatcherType::Book => "a book",
        _ => return None,
    })
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
        "a workbook in an old format (XML Spreadsheet 2003)"
    } else if is_xml {
        "an XML file"
    } else if beginning.starts_with("mime-version:") || beginning.starts_with("content-type:") {
        "a saved web page or email (MIME)"
    } else if serde_json::from_str::<serde_json::Value>(start).is_ok_and(|json| json.is_object() || json.is_array()) {
        "a JSON file"
    } else if beginning.starts_with("{\\rtf") {
        "a text document (RTF)"
    } else if beginning.starts_with("id;p") {
        "a workbook in an old format (SYLK)"
    } else if beginning.starts_with("table\r\n0,1") || beginning.starts_with("table\n0,1") {
        "a workbook in an old format (DIF)"
    } else if beginning.starts_with("%!ps") {
        "a document for a printer (PostScript)"
    } else if beginning.starts_with("begin:vc") {
        "a calendar or an address card"
    } else if beginning.starts_with("[internetshortcut]") {
        "a link to a web page"
    } else if is_mail(&beginning) {
        "a saved mail"
    } else {
        return Ok(());
    };
    Err(ReadFault::NoTable { name })
}

/// Returns whether a text begins with the header of a mail: one of its lines, and a sender on another.
fn is_mail(beginning: &str) -> bool {
    const HEADERS: [&str; 6] = ["from:", "to:", "subject:", "date:", "received:", "return-path:"];
    let head: Vec<&str> = beginning.lines().take_while(|line| !line.trim().is_empty()).collect();
    let is_header = |line: &&str| HEADERS.iter().any(|header| line.starts_with(header));
    // A longer header goes on in lines that begin with blanks.
    let is_of_head = |line: &&str| line.starts_with([' ', '\t']) || line.contains(": ");
    head.first().is_some_and(is_header)
        && head.iter().any(|line| line.starts_with("from:"))
        && head.len() > 1
        && head.iter().all(is_of_head)
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
    #[case::word(&["word/document.xml"], Some("a Word document"))]
    #[case::archive(&["list.csv"], Some("a compressed archive"))]
    #[case::binary(&["xl/workbook.bin"], None)]
    #[case::libre_office(&["mimetype", "content.xml"], None)]
    fn an_archive_is_named_for_what_it_holds(#[case] names: &[&str], #[case] wanted: Option<&str>) {
        match fault_of_archive(names.iter().copied()) {
            ReadFault::NoTable { name } => assert_eq!(Some(name), wanted),
            fault => assert!(wanted.is_none() && matches!(fault, ReadFault::OtherWorkbook)),
        }
    }

    #[test]
    fn an_old_office_file_that_is_no_workbook_is_named() {
        let name: Vec<u8> = "WordDocument".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let document = [OLD_MARK, &[0; 512], name.as_slice()].concat();
        assert!(matches!(is_workbook(&document), Err(ReadFault::NoTable { name: "a Word document" })));
        assert_eq!(name_of_unreadable(b"GIF89a\0\0\0"), Some("a picture"));
        assert_eq!(name_of_unreadable(b"\0\0\0\0"), None);
    }

    #[rstest]
    #[case::page("\r\n<HTML><table><tr><td>Case No", "a web page (HTML)")]
    #[case::page_with_type("<!DOCTYPE html>\n<html>", "a web page (HTML)")]
    #[case::xhtml("<?xml version=\"1.0\"?>\n<html xmlns=\"http://www.w3.org/1999/xhtml\">", "a web page (HTML)")]
    #[case::old(
        "<?xml version=\"1.0\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\">",
        "a workbook in an old format (XML Spreadsheet 2003)"
    )]
    #[case::xml("<?xml version=\"1.0\"?><cases/>", "an XML file")]
    #[case::mime("MIME-Version: 1.0\nContent-Type: multipart/related", "a saved web page or email (MIME)")]
    #[case::mail("Received: from x\nFrom: a@b.example\nSubject: list\n\nhello", "a saved mail")]
    #[case::printer("%!PS-Adobe-3.0\n", "a document for a printer (PostScript)")]
    #[case::card("BEGIN:VCARD\nVERSION:3.0\n", "a calendar or an address card")]
    #[case::sylk("ID;PWXL;N;E\nC;Y1;X1;K\"Case\"\n", "a workbook in an old format (SYLK)")]
    #[case::dif("TABLE\r\n0,1\r\n\"EXCEL\"\r\n", "a workbook in an old format (DIF)")]
    #[case::link("[InternetShortcut]\nURL=http://county.example\n", "a link to a web page")]
    #[case::json("[{\"case\": \"1B20001\"}]", "a JSON file")]
    fn a_text_without_a_table_is_named(#[case] text: &str, #[case] wanted: &str) {
        assert!(matches!(refuse_other_text(text), Err(ReadFault::NoTable { name }) if name == wanted));
    }

    #[rstest]
    #[case("BM Case,Person\n")]
    #[case("<5 hours>,Case\n")]
    #[case("From:,To:\nA,B\n")]
    #[case("Date: 11/19/2026\nCase,Person\n")]
    #[case("Case,Person\n1B20001,1\n")]
    #[case("[ES 108] Run date: 11/19/2026\nCase,Person\n")]
    fn a_table_is_not_refused(#[case] text: &str) {
        assert!(refuse_other_text(text).is_ok());
        assert!(matches!(is_workbook(text.as_bytes()), Ok(false)));
    }
}
