//! How a file writes its characters, decided from its bytes. The checks go in the safe order: a byte-order mark, the
//! zero bytes of UTF-16, strict UTF-8, an encoding of East Asia where the bytes are clearly pairs of one, and a code page for all
//! else: Windows-1252, which county systems and older spreadsheets write, or one of DOS or the Macintosh where the words are
//! clearly in that.

use encoding_rs::{Decoder, MACINTOSH, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use serde::Serialize;

use super::code_page::{ByteTally, CodePage, sign_in_850};
use super::cyrillic::{self, Cyrillic};
use super::east_asian::{self, EastAsian};
use super::error::ReadFault;
use super::twice_encoded::{TwiceDecoder, TwiceEncoded};

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
    /// UTF-32, low byte first.
    Utf32Le,
    /// UTF-32, high byte first.
    Utf32Be,
    /// UTF-8 with single bytes of Windows-1252 in between, as when rows of two systems were put together.
    MixedUtf8,
    /// UTF-8 that a program took for Windows-1252 and wrote as UTF-8 once more.
    TwiceUtf8,
    /// Windows-1252, the Western European code page.
    Windows1252,
    /// Code page 850 of DOS, whose accented letters are those of code page 437.
    CodePage850,
    /// The code page of old Macintosh programs.
    MacRoman,
    /// A workbook, which states for itself how its characters are written.
    Workbook,
    /// An encoding of Chinese, Japanese or Korean texts.
    #[serde(untagged)]
    EastAsian(EastAsian),
    /// An encoding of Cyrillic texts.
    #[serde(untagged)]
    Cyrillic(Cyrillic),
}

impl Encoding {
    /// Returns the name of the encoding in a sentence.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Utf8 => "UTF-8",
            Self::Utf16Le => "UTF-16 (low byte first)",
            Self::Utf16Be => "UTF-16 (high byte first)",
            Self::Utf32Le => "UTF-32 (low byte first)",
            Self::Utf32Be => "UTF-32 (high byte first)",
            Self::MixedUtf8 => "UTF-8 with bytes of Windows-1252 in between",
            Self::TwiceUtf8 => "UTF-8, encoded twice",
            Self::Windows1252 => "Windows-1252",
            Self::CodePage850 => "code page 850",
            Self::MacRoman => "Mac Roman",
            Self::EastAsian(encoding) => encoding.title(),
            Self::Cyrillic(encoding) => encoding.title(),
            Self::Workbook => "workbook",
        }
    }

    /// Returns a decoder that drops a byte-order mark.
    pub fn new_decoder(self) -> TextDecoder {
        let whole = |encoding: &'static encoding_rs::Encoding| {
            TextDecoder::Whole(Box::new(encoding.new_decoder_with_bom_removal()))
        };
        match self {
            Self::Utf8 | Self::Workbook => whole(UTF_8),
            Self::MixedUtf8 => TextDecoder::Mixed(MixedDecoder::default()),
            Self::Utf16Le => whole(UTF_16LE),
            Self::Utf16Be => whole(UTF_16BE),
            Self::Utf32Le => TextDecoder::Wide(WideDecoder::new(u32::from_le_bytes)),
            Self::Utf32Be => TextDecoder::Wide(WideDecoder::new(u32::from_be_bytes)),
            Self::TwiceUtf8 => {
                TextDecoder::Twice(Box::new(UTF_8.new_decoder_with_bom_removal()), TwiceDecoder::default())
            }
            Self::Windows1252 => whole(WINDOWS_1252),
            Self::CodePage850 => TextDecoder::CodePage850,
            Self::MacRoman => whole(MACINTOSH),
            Self::EastAsian(encoding) => whole(encoding.table()),
            Self::Cyrillic(encoding) => whole(encoding.table()),
        }
    }
}

impl From<CodePage> for Encoding {
    fn from(code_page: CodePage) -> Self {
        match code_page {
            CodePage::Windows1252 => Self::Windows1252,
            CodePage::Dos850 => Self::CodePage850,
            CodePage::MacRoman => Self::MacRoman,
        }
    }
}

/// Decodes the text of a file block by block.
pub enum TextDecoder {
    /// The file has one encoding.
    Whole(Box<Decoder>),
    /// The file is UTF-8 with other bytes in between.
    Mixed(MixedDecoder),
    /// The file is UTF-8 that was encoded twice.
    Twice(Box<Decoder>, TwiceDecoder),
    /// The file is in code page 850.
    CodePage850,
    /// The file is UTF-32.
    Wide(WideDecoder),
}

impl TextDecoder {
    /// Decodes a block; `last` is true for the last block of the file.
    ///
    /// # Errors
    /// The text has incomplete characters.
    pub fn decode_block(&mut self, bytes: &[u8], last: bool) -> Result<String, ReadFault> {
        match self {
            Self::Whole(decoder) => decode_whole(decoder, bytes, last),
            Self::Mixed(decoder) => Ok(decoder.decode_block(bytes, last)),
            Self::Twice(decoder, twice) => Ok(twice.decode_piece(&decode_whole(decoder, bytes, last)?, last)),
            Self::Wide(decoder) => decoder.decode_block(bytes, last),
            Self::CodePage850 => Ok(bytes.iter().map(|byte| sign_in_850(*byte)).collect()),
        }
    }
}

fn decode_whole(decoder: &mut Decoder, bytes: &[u8], last: bool) -> Result<String, ReadFault> {
    let most = decoder.max_utf8_buffer_length(bytes.len()).unwrap_or(bytes.len() * 3);
    let mut piece = String::with_capacity(most);
    let (_, _, damaged) = decoder.decode_to_string(bytes, &mut piece, last);
    if damaged { Err(ReadFault::Damaged("it has incomplete characters")) } else { Ok(piece) }
}

/// Decodes UTF-32, which the library for the other encodings does not know: browsers refuse it.
#[derive(Debug)]
pub struct WideDecoder {
    to_number: fn([u8; WIDTH]) -> u32,
    /// The start of a character at the end of the last block.
    rest: Vec<u8>,
    /// Whether the start of the file, where a byte-order mark may be, has been decoded.
    begun: bool,
}

/// The bytes of a character of UTF-32.
const WIDTH: usize = 4;

impl WideDecoder {
    const fn new(to_number: fn([u8; WIDTH]) -> u32) -> Self {
        Self { to_number, rest: Vec::new(), begun: false }
    }

    fn decode_block(&mut self, bytes: &[u8], last: bool) -> Result<String, ReadFault> {
        let all = [std::mem::take(&mut self.rest).as_slice(), bytes].concat();
        let (characters, rest) = all.as_chunks::<WIDTH>();
        self.rest = rest.to_vec();
        let decoded: Option<String> = characters.iter().map(|bytes| char::from_u32((self.to_number)(*bytes))).collect();
        let damaged = ReadFault::Damaged("it has incomplete characters");
        let piece = decoded.filter(|_| !last || self.rest.is_empty()).ok_or(damaged)?;
        let begins = !self.begun && !piece.is_empty();
        self.begun |= begins;
        Ok(if begins { piece.trim_start_matches('\u{feff}').to_owned() } else { piece })
    }
}

/// Decodes UTF-8, and each byte that is not UTF-8 as Windows-1252.
#[derive(Debug, Default)]
pub struct MixedDecoder {
    /// The start of a character at the end of the last block.
    rest: Vec<u8>,
    /// Whether the start of the file, where a byte-order mark may be, has been decoded.
    begun: bool,
}

impl MixedDecoder {
    fn decode_block(&mut self, bytes: &[u8], last: bool) -> String {
        let all = [std::mem::take(&mut self.rest).as_slice(), bytes].concat();
        let whole = if last { all.len() } else { complete_length(&all) };
        let (bytes, rest) = all.split_at(whole);
        self.rest = rest.to_vec();
        let mut piece = String::with_capacity(bytes.len());
        for chunk in bytes.utf8_chunks() {
            piece.push_str(chunk.valid());
            piece.push_str(&WINDOWS_1252.decode_without_bom_handling(chunk.invalid()).0);
        }
        if !self.begun && !piece.is_empty() {
            self.begun = true;
            piece = piece.trim_start_matches('\u{feff}').to_owned();
        }
        piece
    }
}

/// Returns how many of the bytes are complete: all but the start of a character at the end.
fn complete_length(bytes: &[u8]) -> usize {
    let start = bytes.len().saturating_sub(LONGEST_REST);
    let tail = bytes.get(start..).unwrap_or_default();
    let lead = tail.iter().rposition(|byte| *byte >= 0xC0);
    let is_open = lead.and_then(|lead| tail.get(lead..)).is_some_and(|open| {
        std::str::from_utf8(open).is_err_and(|error| error.valid_up_to() == 0 && error.error_len().is_none())
    });
    if is_open { start + lead.unwrap_or_default() } else { bytes.len() }
}

const UTF8_MARK: &[u8] = b"\xEF\xBB\xBF";
const UTF16LE_MARK: &[u8] = b"\xFF\xFE";
const UTF16BE_MARK: &[u8] = b"\xFE\xFF";
const UTF32LE_MARK: &[u8] = b"\xFF\xFE\0\0";
const UTF32BE_MARK: &[u8] = b"\0\0\xFE\xFF";
/// The most bytes of a character of UTF-8 that is not complete.
const LONGEST_REST: usize = 3;

/// Guesses the encoding of a file from its bytes, which are added block by block.
#[derive(Debug, Clone, Default)]
pub struct EncodingGuess {
    /// The start of a character at the end of the last block.
    rest: Vec<u8>,
    /// The number of bytes that are not UTF-8.
    stray: u64,
    /// The number of characters beyond ASCII that are UTF-8.
    wide: u64,
    /// The number of zero bytes, and of all bytes, without those that fill up the end.
    zeros: u64,
    bytes: u64,
    /// The number of zero bytes at the end: a transfer in blocks fills up the last one.
    fill: u64,
    /// The number of other control bytes that no text has.
    controls: u64,
    /// The signs that were encoded twice.
    twice: TwiceEncoded,
    /// Where the bytes beyond ASCII stand.
    tally: ByteTally,
    /// Lines with bytes beyond ASCII, by which the encodings of East Asia are told apart.
    lines: Vec<u8>,
}

/// The most bytes of lines that are kept to tell the encodings of East Asia apart.
const MOST_LINES: usize = 1 << 16;

/// A text has at most one zero byte in this many bytes: mainframes pad fields with them.
const BYTES_PER_ZERO: u64 = 8;
/// A text has at most one other control byte in this many bytes.
const BYTES_PER_CONTROL: u64 = 64;

impl EncodingGuess {
    /// Examines the next block.
    pub fn add_block(&mut self, block: &[u8]) {
        let count = |is: fn(u8) -> bool| block.iter().filter(|byte| is(**byte)).count() as u64;
        let fill = block.iter().rev().take_while(|byte| **byte == 0).count() as u64;
        if fill < block.len() as u64 {
            // What filled up the last block is inside the file.
            let before = std::mem::take(&mut self.fill);
            self.bytes += before + block.len() as u64 - fill;
            self.zeros += before + count(|byte| byte == 0) - fill;
        }
        self.fill += fill;
        self.controls += count(|byte| matches!(byte, 1..=8 | 14..=25 | 28..=31));
        let with_rest = [std::mem::take(&mut self.rest).as_slice(), block].concat();
        let (whole, rest) = with_rest.split_at(complete_length(&with_rest));
        for chunk in whole.utf8_chunks() {
            self.stray += chunk.invalid().len() as u64;
            if !chunk.valid().is_ascii() {
                self.wide += chunk.valid().chars().filter(|c| !c.is_ascii()).count() as u64;
                self.twice.add_text(chunk.valid());
            }
        }
        if self.stray > 0 {
            self.tally.add_block(block);
            let lines = block.split_inclusive(|byte| *byte == b'\n').filter(|line| !line.is_ascii());
            let room = MOST_LINES.saturating_sub(self.lines.len());
            self.lines.extend(lines.flatten().take(room));
        }
        self.rest = rest.to_vec();
    }

    /// Returns whether the words of a text of this encoding, which was found in it, have signs that no word has.
    pub fn is_doubtful(&self, encoding: Encoding) -> bool {
        match encoding {
            Encoding::Windows1252 | Encoding::CodePage850 | Encoding::MacRoman => {
                self.tally.choose_code_page().is_doubtful
            }
            Encoding::Utf8 | Encoding::TwiceUtf8 | Encoding::MixedUtf8 => self.twice.broken > 0,
            _ => false,
        }
    }

    /// Returns the encoding of the file, which begins with `start`.
    ///
    /// # Errors
    /// The bytes are not text: there are many control bytes outside UTF-16, or the file ends inside a character.
    pub fn detect_encoding(&self, start: &[u8]) -> Result<Encoding, ReadFault> {
        // Its mark begins with that of UTF-16.
        if let Some(encoding) = detect_utf32(start) {
            return Ok(encoding);
        }
        if start.starts_with(UTF16LE_MARK) {
            return Ok(Encoding::Utf16Le);
        }
        if start.starts_with(UTF16BE_MARK) {
            return Ok(Encoding::Utf16Be);
        }
        if let Some(encoding) = detect_utf16(start) {
            return Ok(encoding);
        }
        if self.bytes == 0 || self.zeros * BYTES_PER_ZERO > self.bytes || self.controls * BYTES_PER_CONTROL > self.bytes
        {
            return Err(ReadFault::NotText);
        }
        // Windows-1252 looks like UTF-8 only by chance. With a byte-order mark, or with at least as many characters of
        // UTF-8 as stray bytes, the file is UTF-8, and somebody put the stray bytes in between.
        let is_mostly_utf8 = start.starts_with(UTF8_MARK) || self.wide >= self.stray;
        match (self.stray, self.rest.is_empty()) {
            (0, true) if self.twice.whole > 0 => Ok(Encoding::TwiceUtf8),
            (0, true) => Ok(Encoding::Utf8),
            // A last character that is cut off is damage, not another encoding.
            (0, false) if self.wide > 0 => Err(ReadFault::Damaged("it ends in the middle of a character")),
            (1.., _) if self.wide > 0 && is_mostly_utf8 => Ok(Encoding::MixedUtf8),
            _ => {
                let east_asian = || east_asian::detect_encoding(&self.lines).map(Encoding::EastAsian);
                let detected = cyrillic::detect_encoding(&self.lines).map(Encoding::Cyrillic).or_else(east_asian);
                Ok(detected.unwrap_or_else(|| self.tally.choose_code_page().code_page.into()))
            }
        }
    }
}

/// Recognizes UTF-32 by its mark, or by its zero bytes: of the four bytes of a character the highest is always zero, and the
/// next one nearly always. A few characters that are none are damage, and no other encoding.
fn detect_utf32(bytes: &[u8]) -> Option<Encoding> {
    const SAMPLE: usize = 1024;
    const FEWEST: usize = 4;
    /// Of this many characters, one may be damaged.
    const PER_DAMAGED: usize = 4;
    if bytes.starts_with(UTF32LE_MARK) {
        return Some(Encoding::Utf32Le);
    }
    if bytes.starts_with(UTF32BE_MARK) {
        return Some(Encoding::Utf32Be);
    }
    let characters = bytes.as_chunks::<WIDTH>().0;
    let sample = characters.get(..characters.len().min(SAMPLE)).filter(|sample| sample.len() >= FEWEST)?;
    let is_nearly_all = |to_number: fn([u8; WIDTH]) -> u32| {
        let is_damaged = |bytes: &&[u8; WIDTH]| char::from_u32(to_number(**bytes)).is_none_or(|sign| sign == '\0');
        sample.iter().filter(is_damaged).count() * PER_DAMAGED <= sample.len()
    };
    match (is_nearly_all(u32::from_le_bytes), is_nearly_all(u32::from_be_bytes)) {
        (true, false) => Some(Encoding::Utf32Le),
        (false, true) => Some(Encoding::Utf32Be),
        _ => None,
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
