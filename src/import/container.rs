//! What a file is by its first bytes: a workbook, or text.

use super::error::ReadFault;

/// The first bytes of an .xlsx workbook, which is a ZIP archive.
const ZIP_MARK: &[u8] = b"PK\x03\x04";
/// The first bytes of workbooks before .xlsx, and of encrypted workbooks of any form.
const OLD_MARK: &[u8] = b"\xD0\xCF\x11\xE0";

/// Returns whether the file that begins with `start` is a workbook rather than text.
///
/// # Errors
/// The file is a workbook of a form that is not read.
pub fn is_workbook(start: &[u8]) -> Result<bool, ReadFault> {
    if start.starts_with(OLD_MARK) { Err(ReadFault::OtherWorkbook) } else { Ok(start.starts_with(ZIP_MARK)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_old_workbook_is_refused_and_a_text_is_none() {
        assert!(matches!(is_workbook(b"\xD0\xCF\x11\xE0\xA1\xB1"), Err(ReadFault::OtherWorkbook)));
        assert!(matches!(is_workbook(b"PK\x03\x04..."), Ok(true)));
        assert!(matches!(is_workbook(b"Case,Person"), Ok(false)));
    }
}
