//! How a file writes its characters, decided from its bytes. The checks go in the safe order: a byte-order mark, the
//! zero bytes of UTF-16, strict UTF-8, and Windows-1252 for all else, which county systems and older spreadsheets
//! write.

use encoding_rs::{Decoder, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
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
    /// A workbook, which states for itself how its characters are written.
    Workbook,
}

impl Encoding {
    /// Returns the name of the encoding in a sentence.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Utf8 => "UTF-8",
            Self::Utf16Le => "UTF-16 (low byte first)",
            Self::Utf16Be => "UTF-16 (high byte first)",
            Self::Windows1252 => "Windows-1252",
            Self::Workbook => "workbook",
        }
    }

    /// Returns a decoder that drops a byte-order mark.
    pub fn new_decoder(self) -> Decoder {
        match self {
            Self::Utf8 | Self::Workbook => UTF_8,
            Self::Utf16Le => UTF_16LE,
            Self::Utf16Be => UTF_16BE,
            Self::Windows1252 => WINDOWS_1252,
        }
        .new_decoder_with_bom_removal()
    }
}

const UTF8_MARK: &[u8] = b"\xEF\xBB\xBF";
const UTF16LE_MARK: &[u8] = b"\xFF\xFE";
const UTF16BE_MARK: &[u8] = b"\xFE\xFF";
/// The most bytes of a character of UTF-8 that is not complete.
const LONGEST_REST: usize = 3;

/// Guesses the encoding of a file from its bytes, which are added block by block.
#[derive(Debug, Clone, Default)]
pub struct EncodingGuess {
    /// The start of a character at the end of the last block.
    rest: Vec<u8>,
    /// Whether there are bytes that are not UTF-8.
    not_utf8: bool,
    /// Whether there are characters beyond ASCII that are UTF-8.
    wide: bool,
    /// Whether there is a zero byte.
    zeros: bool,
}

impl EncodingGuess {
    /// Examines the next block.
    pub fn add_block(&mut self, block: &[u8]) {
        self.zeros = self.zeros || block.contains(&0);
        if self.not_utf8 {
            return;
        }
        let with_rest = [std::mem::take(&mut self.rest).as_slice(), block].concat();
        let valid = match std::str::from_utf8(&with_rest) {
            Ok(text) => text.len(),
            Err(error) => {
                self.not_utf8 = error.error_len().is_some();
                error.valid_up_to()
            }
        };
        let (valid, rest) = with_rest.split_at(valid);
        self.wide = self.wide || !valid.is_ascii();
        self.rest = rest.iter().take(LONGEST_REST).copied().collect();
    }

    /// Returns the encoding of the file, which begins with `start`.
    ///
    /// # Errors
    /// The bytes are not text: there are zero bytes outside UTF-16, or the file ends inside a character.
    pub fn detect_encoding(&self, start: &[u8]) -> Result<Encoding, ReadFault> {
        if start.starts_with(UTF16LE_MARK) {
            return Ok(Encoding::Utf16Le);
        }
        if start.starts_with(UTF16BE_MARK) {
            return Ok(Encoding::Utf16Be);
        }
        if let Some(encoding) = detect_utf16(start) {
            return Ok(encoding);
        }
        match (self.zeros, self.not_utf8, self.rest.is_empty()) {
            (true, ..) => Err(ReadFault::NotText),
            (_, false, true) => Ok(Encoding::Utf8),
            (_, true, _) if start.starts_with(UTF8_MARK) => {
                Err(ReadFault::Damaged("it is marked as UTF-8, but it is not UTF-8"))
            }
            // A last character that is cut off is damage, not another encoding.
            (_, false, false) if self.wide => Err(ReadFault::Damaged("it ends in the middle of a character")),
            _ => Ok(Encoding::Windows1252),
        }
    }
}

/// Recognizes UTF-16 without a mark by its zero bytes: in Western text every second byte is zero, always on one side.
fn detect_utf16(bytes: &[u8]) -> Option<Encoding> {
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
