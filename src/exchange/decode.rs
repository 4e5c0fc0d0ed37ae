//! From bytes to text. The order of guesses is the safe one: a byte-order mark, the zero bytes of UTF-16, strict
//! UTF-8, and Windows-1252 for all else, which county systems and older spreadsheets write.

use std::borrow::Cow;

use encoding_rs::{UTF_16BE, UTF_16LE, WINDOWS_1252};
use serde::Serialize;

use super::error::ReadFault;

/// How a file writes its characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Encoding {
    /// UTF-8, with or without a byte-order mark.
    Utf8,
    /// UTF-16, low byte first: a spreadsheet's "Unicode text".
    Utf16Le,
    /// UTF-16, high byte first.
    Utf16Be,
    /// Windows-1252, the Western European code page.
    Windows1252,
    /// A workbook, which says itself how its characters are written.
    Workbook,
}

impl Encoding {
    /// The encoding in a sentence.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Utf8 => "UTF-8",
            Self::Utf16Le => "UTF-16 (low byte first)",
            Self::Utf16Be => "UTF-16 (high byte first)",
            Self::Windows1252 => "Windows-1252",
            Self::Workbook => "workbook",
        }
    }
}

const UTF8_MARK: &[u8] = b"\xEF\xBB\xBF";
const UTF16LE_MARK: &[u8] = b"\xFF\xFE";
const UTF16BE_MARK: &[u8] = b"\xFE\xFF";

/// The text of `bytes`, without a byte-order mark and with `\n` at the end of every line, and its encoding.
///
/// # Errors
/// Bytes that are no text: zero bytes outside UTF-16, halves of characters, a file cut off inside a character.
pub fn decode(bytes: &[u8]) -> Result<(String, Encoding), ReadFault> {
    let (text, encoding) = if let Some(rest) = bytes.strip_prefix(UTF8_MARK) {
        (utf8(rest)?.ok_or(ReadFault::Damaged("it says that it is UTF-8, and is not"))?, Encoding::Utf8)
    } else if let Some(rest) = bytes.strip_prefix(UTF16LE_MARK) {
        (utf16(rest, Encoding::Utf16Le)?, Encoding::Utf16Le)
    } else if let Some(rest) = bytes.strip_prefix(UTF16BE_MARK) {
        (utf16(rest, Encoding::Utf16Be)?, Encoding::Utf16Be)
    } else if let Some(encoding) = utf16_without_mark(bytes) {
        (utf16(bytes, encoding)?, encoding)
    } else {
        match utf8(bytes)? {
            Some(text) => (text, Encoding::Utf8),
            None => (WINDOWS_1252.decode_without_bom_handling(bytes).0, Encoding::Windows1252),
        }
    };
    if text.contains('\0') { Err(ReadFault::NotText) } else { Ok((one_line_end(text), encoding)) }
}

/// The text if it is UTF-8. A last character that is cut off is damage, not another encoding.
fn utf8(bytes: &[u8]) -> Result<Option<Cow<'_, str>>, ReadFault> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(Some(Cow::Borrowed(text))),
        Err(error) if error.error_len().is_none() && has_wide_characters(bytes, error.valid_up_to()) => {
            Err(ReadFault::Damaged("it ends in the middle of a character"))
        }
        Err(_) => Ok(None),
    }
}

/// Whether the valid part has characters beyond ASCII: then the file is UTF-8 and only its end is missing.
fn has_wide_characters(bytes: &[u8], valid: usize) -> bool {
    bytes.iter().take(valid).any(|byte| !byte.is_ascii())
}

fn utf16(bytes: &[u8], encoding: Encoding) -> Result<Cow<'_, str>, ReadFault> {
    let reader = if encoding == Encoding::Utf16Be { UTF_16BE } else { UTF_16LE };
    let (text, damaged) = reader.decode_without_bom_handling(bytes);
    if damaged { Err(ReadFault::Damaged("it holds halves of UTF-16 characters")) } else { Ok(text) }
}

/// UTF-16 without a mark shows by its zero bytes: in Western text every second one is zero, always on one side.
fn utf16_without_mark(bytes: &[u8]) -> Option<Encoding> {
    const SAMPLE: usize = 4096;
    let pairs = bytes.len().min(SAMPLE) / 2;
    let zeros_at = |side| bytes.iter().take(pairs * 2).skip(side).step_by(2).filter(|byte| **byte == 0).count();
    let (high_first, low_first) = (zeros_at(0), zeros_at(1));
    let most = |zeros: usize| pairs > 0 && zeros * 2 > pairs;
    match (most(high_first), most(low_first)) {
        (false, true) if high_first == 0 => Some(Encoding::Utf16Le),
        (true, false) if low_first == 0 => Some(Encoding::Utf16Be),
        _ => None,
    }
}

fn one_line_end(text: Cow<'_, str>) -> String {
    if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n") } else { text.into_owned() }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    fn utf16_bytes(text: &str, order: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(order).collect()
    }

    #[rstest]
    #[case::plain(b"PEA\n".to_vec(), "PEA\n", Encoding::Utf8)]
    #[case::utf8("PEÑA\n".into(), "PEÑA\n", Encoding::Utf8)]
    #[case::utf8_mark(b"\xEF\xBB\xBFCase".to_vec(), "Case", Encoding::Utf8)]
    #[case::windows(b"PE\xD1A \x96 x".to_vec(), "PEÑA – x", Encoding::Windows1252)]
    #[case::little_mark(utf16_bytes("\u{feff}PEÑA", u16::to_le_bytes), "PEÑA", Encoding::Utf16Le)]
    #[case::big_mark(utf16_bytes("\u{feff}PEÑA", u16::to_be_bytes), "PEÑA", Encoding::Utf16Be)]
    #[case::little(utf16_bytes("Case\tNo", u16::to_le_bytes), "Case\tNo", Encoding::Utf16Le)]
    #[case::big(utf16_bytes("Case\tNo", u16::to_be_bytes), "Case\tNo", Encoding::Utf16Be)]
    #[case::line_ends(b"a\r\nb\rc\n".to_vec(), "a\nb\nc\n", Encoding::Utf8)]
    fn text_is_read_in_every_encoding(#[case] bytes: Vec<u8>, #[case] text: &str, #[case] encoding: Encoding) {
        assert_eq!(decode(&bytes).unwrap(), (text.to_owned(), encoding));
    }

    #[rstest]
    #[case::zeros(b"a\0\0\0\0b".to_vec())]
    #[case::half_character(b"\xFF\xFEa".to_vec())]
    #[case::cut_off("Ramírez, José".as_bytes()[..14].to_vec())]
    #[case::false_mark(b"\xEF\xBB\xBFPE\xD1A".to_vec())]
    fn damage_is_said(#[case] bytes: Vec<u8>) {
        assert!(decode(&bytes).is_err());
    }
}
