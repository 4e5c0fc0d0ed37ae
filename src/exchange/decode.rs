//! From bytes to text. The order of guesses is the safe one: a byte-order mark, the zero bytes of UTF-16, strict
//! UTF-8, and Windows-1252 for all else, which county systems and older spreadsheets write.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use encoding_rs::{Decoder, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use serde::Serialize;
use sha2::{Digest as _, Sha256};

use super::error::ReadFault;
use super::survey::{self, Survey};

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

    fn new_decoder(self) -> Decoder {
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
/// The longest character of UTF-8 has four bytes.
const LONGEST_REST: usize = 3;

/// What the bytes of a file, given block by block, tell of how its characters are written.
#[derive(Debug, Clone, Default)]
pub struct EncodingGuess {
    /// The start of a character at the end of the last block.
    rest: Vec<u8>,
    /// Whether something is not UTF-8.
    not_utf8: bool,
    /// Whether there are characters beyond ASCII that are UTF-8.
    wide: bool,
    zeros: bool,
}

impl EncodingGuess {
    /// Looks at the next block.
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

    /// The encoding of a file that begins with `start`.
    ///
    /// # Errors
    /// Bytes that are no text: zero bytes outside UTF-16, a file cut off inside a character.
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
                Err(ReadFault::Damaged("it says that it is UTF-8, and is not"))
            }
            // A last character that is cut off is damage, not another encoding.
            (_, false, false) if self.wide => Err(ReadFault::Damaged("it ends in the middle of a character")),
            _ => Ok(Encoding::Windows1252),
        }
    }
}

/// UTF-16 without a mark shows by its zero bytes: in Western text every second one is zero, always on one side.
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

/// The text of a file, without a byte-order mark and with `\n` at the end of every line, given piece by piece.
pub struct DecodedText<R> {
    bytes: R,
    decoder: Decoder,
    block: Vec<u8>,
    hash: Sha256,
    sha256: String,
    /// Whether the last piece ended in a carriage return, which was written as a line end.
    after_return: bool,
}

impl DecodedText<File> {
    /// The text of the file at `path`, which was surveyed.
    pub fn open_file(path: &Path, survey: &Survey) -> Result<Self, ReadFault> {
        Ok(Self::from_reader(File::open(path)?, survey))
    }
}

impl<R: Read> DecodedText<R> {
    /// The text of `bytes`, which were surveyed.
    pub fn from_reader(bytes: R, survey: &Survey) -> Self {
        Self {
            bytes,
            decoder: survey.encoding.new_decoder(),
            block: Vec::with_capacity(survey::BLOCK),
            hash: Sha256::new(),
            sha256: survey.sha256.clone(),
            after_return: false,
        }
    }

    /// Adds the next piece to `text`; false at the end.
    ///
    /// # Errors
    /// The file is no longer the one that was surveyed, or is no text after all.
    pub fn read_chunk(&mut self, text: &mut String) -> Result<bool, ReadFault> {
        let more = survey::read_block(&mut self.bytes, &mut self.block)?;
        self.hash.update(&self.block);
        let piece = decode_block(&mut self.decoder, &self.block, !more)?;
        let piece = piece.strip_prefix('\n').filter(|_| self.after_return).unwrap_or(&piece);
        self.after_return = if piece.is_empty() { self.after_return } else { piece.ends_with('\r') };
        if piece.contains('\r') {
            text.push_str(&piece.replace("\r\n", "\n").replace('\r', "\n"));
        } else {
            text.push_str(piece);
        }
        if !more && hex::encode(std::mem::take(&mut self.hash).finalize()) != self.sha256 {
            return Err(ReadFault::Changed);
        }
        Ok(more)
    }
}

fn decode_block(decoder: &mut Decoder, bytes: &[u8], last: bool) -> Result<String, ReadFault> {
    let most = decoder.max_utf8_buffer_length(bytes.len()).unwrap_or(bytes.len() * 3);
    let mut piece = String::with_capacity(most);
    let (_, _, damaged) = decoder.decode_to_string(bytes, &mut piece, last);
    if damaged {
        return Err(ReadFault::Damaged("it holds halves of characters"));
    }
    if piece.contains('\0') { Err(ReadFault::NotText) } else { Ok(piece) }
}

/// The text of the first bytes of a file, up to the last line that is whole; all of it where the file is no longer.
pub fn decode_start(survey: &Survey) -> Result<String, ReadFault> {
    let whole = survey.bytes == survey.start.len() as u64;
    let mut text = decode_block(&mut survey.encoding.new_decoder(), &survey.start, whole)?;
    if text.contains('\r') {
        text = text.replace("\r\n", "\n").replace('\r', "\n");
    }
    if !whole && let Some(end) = text.rfind('\n') {
        text.truncate(end + 1);
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    /// Decodes in pieces of `size` bytes.
    fn decode(bytes: &[u8], size: usize) -> Result<(String, Encoding), ReadFault> {
        let mut guess = EncodingGuess::default();
        bytes.chunks(size).for_each(|block| guess.add_block(block));
        let encoding = guess.detect_encoding(bytes)?;
        let mut decoder = encoding.new_decoder();
        let mut text = String::new();
        for block in bytes.chunks(size) {
            text += &decode_block(&mut decoder, block, false)?;
        }
        text += &decode_block(&mut decoder, &[], true)?;
        Ok((text, encoding))
    }

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
    fn text_is_read_in_every_encoding_and_in_any_pieces(
        #[case] bytes: Vec<u8>,
        #[case] text: &str,
        #[case] encoding: Encoding,
    ) {
        for size in [1, 2, 3, 5, 4096] {
            assert_eq!(decode(&bytes, size).unwrap(), (text.to_owned(), encoding), "{size}");
        }
    }

    #[rstest]
    #[case::zeros(b"a\0\0\0\0b".to_vec())]
    #[case::half_character(b"\xFF\xFEa".to_vec())]
    #[case::cut_off("Ramírez, José".as_bytes()[..14].to_vec())]
    #[case::false_mark(b"\xEF\xBB\xBFPE\xD1A".to_vec())]
    fn damage_is_said(#[case] bytes: Vec<u8>) {
        assert!(decode(&bytes, 4096).is_err() && decode(&bytes, 1).is_err());
    }
}
