//! The text of a file, decoded from its bytes piece by piece.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use sha2::{Digest as _, Sha256};

use super::encoding::{Encoding, TextDecoder};
use super::error::ReadFault;
use super::survey::{self, Survey};

/// Reads the text of a file piece by piece, without a byte-order mark and with `\n` at the end of every line.
pub struct DecodedText<R> {
    bytes: R,
    decoder: TextDecoder,
    block: Vec<u8>,
    hash: Sha256,
    sha256: String,
    /// The sign that ends a line, where it is another than usual.
    line_end: Option<char>,
    /// Whether the last piece ended in a carriage return, which was written as the end of a line.
    after_return: bool,
}

impl DecodedText<File> {
    /// Opens the text of the file at `path`, which was surveyed.
    pub fn open_file(path: &Path, survey: &Survey) -> Result<Self, ReadFault> {
        Ok(Self::from_reader(File::open(path)?, survey))
    }
}

impl<R: Read> DecodedText<R> {
    /// Decodes the text of `bytes`, which were surveyed.
    pub fn from_reader(bytes: R, survey: &Survey) -> Self {
        Self {
            bytes,
            decoder: survey.encoding.new_decoder(),
            block: Vec::with_capacity(survey::BLOCK),
            hash: Sha256::new(),
            sha256: survey.sha256.clone(),
            line_end: other_line_end(survey),
            after_return: false,
        }
    }

    /// Appends the next piece to `text`. Returns false at the end.
    ///
    /// # Errors
    /// The file is no longer the one that was surveyed, or it is not text.
    pub fn read_chunk(&mut self, text: &mut String) -> Result<bool, ReadFault> {
        let more = survey::read_block(&mut self.bytes, &mut self.block)?;
        self.hash.update(&self.block);
        let piece = decode_block(&mut self.decoder, &self.block, !more, self.line_end)?;
        // The line feed after a carriage return belongs to a line end that is already written.
        let line_feed = if self.after_return { piece.strip_prefix('\n') } else { None };
        let piece = line_feed.unwrap_or(&piece);
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

/// Decodes a block. Control characters that no cell has, which mainframes and DOS leave as padding and as the end of a
/// file, become spaces; an escape character stays, because what follows it is part of it.
fn decode_block(
    decoder: &mut TextDecoder,
    bytes: &[u8],
    last: bool,
    line_end: Option<char>,
) -> Result<String, ReadFault> {
    let is_padding =
        |c: char| matches!(c, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1a}' | '\u{1c}'..='\u{1f}' | '\u{7f}');
    let mut piece = decoder.decode_block(bytes, last)?;
    if let Some(line_end) = line_end {
        piece = piece.replace(line_end, "\n");
    }
    Ok(if piece.contains(is_padding) { piece.replace(is_padding, " ") } else { piece })
}

/// The signs with which mainframes and editors end a line: next line, line and paragraph separator, vertical tab, form feed.
const LINE_ENDS: [char; 5] = ['\u{85}', '\u{2028}', '\u{2029}', '\u{b}', '\u{c}'];
/// What the next line of a mainframe is in Windows-1252.
const NEXT_LINE_IN_WINDOWS: char = '…';

/// Returns the sign that ends a line in a file that has neither a line feed nor a carriage return. `None` where they have their
/// usual ends, or where there is but one line.
fn other_line_end(survey: &Survey) -> Option<char> {
    if survey.start.iter().any(|byte| matches!(byte, b'\n' | b'\r')) {
        return None;
    }
    let is_whole = survey.bytes == survey.start.len() as u64;
    let text = survey.encoding.new_decoder().decode_block(&survey.start, is_whole).ok()?;
    let is_end =
        |c: &char| LINE_ENDS.contains(c) || (*c == NEXT_LINE_IN_WINDOWS && survey.encoding == Encoding::Windows1252);
    text.chars().find(is_end)
}

/// Returns the text of the first megabyte of a file, up to the last complete line; all of it if the file is not longer.
pub fn decode_start(survey: &Survey) -> Result<String, ReadFault> {
    let is_whole = survey.bytes == survey.start.len() as u64;
    let line_end = other_line_end(survey);
    let mut text = decode_block(&mut survey.encoding.new_decoder(), &survey.start, is_whole, line_end)?;
    if text.contains('\r') {
        text = text.replace("\r\n", "\n").replace('\r', "\n");
    }
    if !is_whole && let Some(end) = text.rfind('\n') {
        text.truncate(end + 1);
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::super::encoding::EncodingGuess;
    use super::*;

    /// Decodes in pieces of `size` bytes.
    fn decode(bytes: &[u8], size: usize) -> Result<(String, Encoding), ReadFault> {
        let mut guess = EncodingGuess::default();
        bytes.chunks(size).for_each(|block| guess.add_block(block));
        let encoding = guess.detect_encoding(bytes)?;
        let mut decoder = encoding.new_decoder();
        let mut text = String::new();
        for block in bytes.chunks(size) {
            text += &decode_block(&mut decoder, block, false, None)?;
        }
        text += &decode_block(&mut decoder, &[], true, None)?;
        Ok((text, encoding))
    }

    fn utf16_bytes(text: &str, order: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(order).collect()
    }

    fn utf32_bytes(text: &str, order: fn(u32) -> [u8; 4]) -> Vec<u8> {
        text.chars().map(u32::from).flat_map(order).collect()
    }

    #[rstest]
    #[case::plain(b"PEA\n".to_vec(), "PEA\n", Encoding::Utf8)]
    #[case::utf8("PEÑA\n".into(), "PEÑA\n", Encoding::Utf8)]
    #[case::utf8_mark(b"\xEF\xBB\xBFCase".to_vec(), "Case", Encoding::Utf8)]
    #[case::windows(b"PE\xD1A \x96 x".to_vec(), "PEÑA – x", Encoding::Windows1252)]
    #[case::mixed(b"PE\xC3\x91A, Nguy\xE1\xBB\x85n, Smith\x92s".to_vec(), "PEÑA, Nguyễn, Smith’s", Encoding::MixedUtf8)]
    #[case::mixed_with_mark(b"\xEF\xBB\xBFCase \xC3\x91, PE\xD1A, \xD1".to_vec(), "Case Ñ, PEÑA, Ñ", Encoding::MixedUtf8)]
    #[case::mainframe(b"PENA\0\0\0,1B20001,Exempt,01/01/2026\n\x1a".to_vec(), "PENA   ,1B20001,Exempt,01/01/2026\n ", Encoding::Utf8)]
    #[case::little_mark(utf16_bytes("\u{feff}PEÑA", u16::to_le_bytes), "PEÑA", Encoding::Utf16Le)]
    #[case::big_mark(utf16_bytes("\u{feff}PEÑA", u16::to_be_bytes), "PEÑA", Encoding::Utf16Be)]
    #[case::wide_little_mark(utf32_bytes("\u{feff}PEÑA,1", u32::to_le_bytes), "PEÑA,1", Encoding::Utf32Le)]
    #[case::wide_big_mark(utf32_bytes("\u{feff}PEÑA,1", u32::to_be_bytes), "PEÑA,1", Encoding::Utf32Be)]
    #[case::wide_little(utf32_bytes("Case\tNo", u32::to_le_bytes), "Case\tNo", Encoding::Utf32Le)]
    #[case::wide_big(utf32_bytes("Case\tNo", u32::to_be_bytes), "Case\tNo", Encoding::Utf32Be)]
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

    #[test]
    fn zeros_that_fill_up_the_last_block_are_no_part_of_the_text() {
        for fill in [90, 600, 12_000] {
            let bytes = [b"Case,Name\n1B20001,PENA\n".as_slice(), &vec![0; fill]].concat();
            let (text, encoding) = decode(&bytes, 4096).unwrap();
            assert_eq!((text.trim_end_matches(' '), encoding), ("Case,Name\n1B20001,PENA\n", Encoding::Utf8), "{fill}");
        }
    }

    #[rstest]
    #[case::next_line("Case…1\u{85}1B2\u{85}".into())]
    #[case::line_separator("Case…1\u{2028}1B2\u{2028}".into())]
    #[case::paragraph_separator("Case…1\u{2029}1B2\u{2029}".into())]
    #[case::vertical_tab("Case…1\u{b}1B2\u{b}".into())]
    #[case::form_feed("Case…1\u{c}1B2\u{c}".into())]
    #[case::wide(utf16_bytes("\u{feff}Case…1\u{2028}1B2\u{2028}", u16::to_le_bytes))]
    fn lines_may_end_in_other_signs(#[case] bytes: Vec<u8>) {
        let survey = survey::survey_bytes(&bytes).unwrap();
        assert_eq!(decode_start(&survey).unwrap(), "Case…1\n1B2\n");
        let mut text = String::new();
        let mut decoded = DecodedText::from_reader(bytes.as_slice(), &survey);
        while decoded.read_chunk(&mut text).unwrap() {}
        assert_eq!(text, "Case…1\n1B2\n");
    }

    #[test]
    fn a_mainframe_ends_lines_with_a_byte_of_its_own() {
        let survey = survey::survey_bytes(b"Case,PE\xD1A\x851B2,x\x85").unwrap();
        assert_eq!(decode_start(&survey).unwrap(), "Case,PEÑA\n1B2,x\n");
        let usual = survey::survey_bytes("Case\u{2028}1\n1B2\n".as_bytes()).unwrap();
        assert_eq!(decode_start(&usual).unwrap(), "Case\u{2028}1\n1B2\n", "a sign within a cell stays");
    }

    #[rstest]
    #[case::zeros(b"a\0\0\0\0b".to_vec())]
    #[case::zeros_alone(vec![0; 600])]
    #[case::half_character(b"\xFF\xFEa".to_vec())]
    #[case::cut_off("Ramírez, José".as_bytes()[..14].to_vec())]
    fn damage_is_an_error(#[case] bytes: Vec<u8>) {
        assert!(decode(&bytes, 4096).is_err() && decode(&bytes, 1).is_err());
    }
}
