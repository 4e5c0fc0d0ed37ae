//! Which code page of one byte for each sign a text is written in, decided by where its signs stand: a sign that is no
//! letter does not stand inside a word, nor a capital after a small letter. Detectors made for web pages do not know the
//! code pages of DOS and of old Macintosh programs, which county systems still write.

use std::collections::BTreeMap;

use encoding_rs::{MACINTOSH, WINDOWS_1252};
use oem_cp::code_table::DECODING_TABLE_CP850;

/// Where the bytes beyond ASCII of a text stand.
#[derive(Debug, Clone, Default)]
pub struct ByteTally {
    places: BTreeMap<u8, Places>,
}

/// How often a byte stands in a place.
#[derive(Debug, Clone, Default)]
struct Places {
    /// Beside a letter.
    in_words: u64,
    /// After a small letter.
    after_small: u64,
    /// Between two small letters.
    between_small: u64,
    /// Between two capitals.
    between_capitals: u64,
}

/// A code page of one byte for each sign.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CodePage {
    /// Windows-1252, of Western Europe.
    Windows1252,
    /// Code page 850 of DOS, whose accented letters are those of code page 437.
    Dos850,
    /// Mac Roman, of old Macintosh programs.
    MacRoman,
}

/// A choice between code pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CodePageChoice {
    /// The code page in which the text reads best.
    pub code_page: CodePage,
    /// Whether signs stand in it where no such sign stands in a word.
    pub is_doubtful: bool,
}

/// The signs that stand before and after words, and not in them.
const BESIDE_WORDS: &str = "“”«»‹›…–—•°®™©¡¿§¹²³";
/// Another code page has to explain so many times more signs than Windows-1252 does.
const CLEARLY_BETTER: u64 = 4;

impl ByteTally {
    /// Examines the next block.
    pub fn add_block(&mut self, block: &[u8]) {
        let at = |index: Option<usize>| index.and_then(|index| block.get(index)).copied().unwrap_or(b' ');
        for (index, byte) in block.iter().enumerate().filter(|(_, byte)| !byte.is_ascii()) {
            let (before, after) = (at(index.checked_sub(1)), at(index.checked_add(1)));
            let places = self.places.entry(*byte).or_default();
            places.in_words += u64::from(before.is_ascii_alphabetic() || after.is_ascii_alphabetic());
            places.after_small += u64::from(before.is_ascii_lowercase());
            places.between_small += u64::from(before.is_ascii_lowercase() && after.is_ascii_lowercase());
            places.between_capitals += u64::from(before.is_ascii_uppercase() && after.is_ascii_uppercase());
        }
    }

    /// Returns the code page in which the text reads best; Windows-1252 unless another is clearly better.
    pub fn choose_code_page(&self) -> CodePageChoice {
        let usual = self.misplaced(CodePage::Windows1252);
        let others = [CodePage::Dos850, CodePage::MacRoman].map(|other| (self.misplaced(other), other));
        let [first, second] = others;
        let (misplaced, best) = if second.0 < first.0 { second } else { first };
        if usual > 0 && misplaced * CLEARLY_BETTER <= usual {
            return CodePageChoice { code_page: best, is_doubtful: misplaced > 0 };
        }
        let is_doubtful = usual > 0 || self.has_spaces_in_words();
        CodePageChoice { code_page: CodePage::Windows1252, is_doubtful }
    }

    /// Counts the signs that stand where no such sign stands, if the text is read in `code_page`.
    fn misplaced(&self, code_page: CodePage) -> u64 {
        let count = |(byte, places): (&u8, &Places)| match sign_of_byte(code_page, *byte) {
            // A letter of none of the languages of these names.
            'ƒ' => places.in_words,
            'ª' | 'º' => 0,
            sign if sign.is_uppercase() => places.after_small,
            sign if sign.is_lowercase() => places.between_capitals,
            // An apostrophe, and a space or hyphen that nobody sees.
            '’' | '‘' | '´' | '·' | '\u{a0}' | '\u{ad}' => 0,
            sign if BESIDE_WORDS.contains(sign) => places.between_small + places.between_capitals,
            _ => places.in_words,
        };
        self.places.iter().map(count).sum()
    }

    /// Returns whether a space that keeps words together stands between small letters. It is also an á of DOS.
    fn has_spaces_in_words(&self) -> bool {
        self.places.get(&0xA0).is_some_and(|places| places.between_small > 0)
    }
}

/// Returns the sign of a byte in a code page.
fn sign_of_byte(code_page: CodePage, byte: u8) -> char {
    let table = |table: &'static encoding_rs::Encoding| {
        table.decode_without_bom_handling(&[byte]).0.chars().next().unwrap_or(char::REPLACEMENT_CHARACTER)
    };
    match code_page {
        CodePage::Dos850 => sign_in_850(byte),
        CodePage::MacRoman => table(MACINTOSH),
        CodePage::Windows1252 => table(WINDOWS_1252),
    }
}

/// Returns the sign of a byte in code page 850.
pub fn sign_in_850(byte: u8) -> char {
    match byte.checked_sub(0x80) {
        Some(index) => DECODING_TABLE_CP850.get(usize::from(index)).copied().unwrap_or(char::REPLACEMENT_CHARACTER),
        None => char::from(byte),
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::dos(b"\"Ram\xA1rez, Jos\x82\",\"Mu\xA4oz, In\x82s\"", CodePage::Dos850, false)]
    #[case::dos_capitals(b"\"RAM\xD6REZ, JOS\x90\",\"MU\xA5OZ, IN\x90S\"", CodePage::Dos850, false)]
    #[case::mac(b"\"Ram\x92rez, Jos\x8E\",\"Mu\x96oz, In\x8Es\"", CodePage::MacRoman, false)]
    #[case::mac_capitals(b"\"RAM\xEAREZ, JOS\x83\",\"MU\x84OZ\"", CodePage::MacRoman, false)]
    #[case::windows(b"\"Ram\xEDrez, Jos\xE9\",\"Mu\xF1oz, In\xE9s\",\"O\x92Brien\"", CodePage::Windows1252, false)]
    #[case::windows_capitals(b"\"RAM\xCDREZ, JOS\xC9\",\"MU\xD1OZ\"", CodePage::Windows1252, false)]
    #[case::windows_signs(b"Smith \x96 closed, \x93Job Club\x94, 5\xB0, de\xA0la Cruz", CodePage::Windows1252, true)]
    #[case::neither(b"Ram\xA1rez, Jos\x8E", CodePage::Windows1252, true)]
    fn the_code_page_is_that_in_which_words_have_letters_alone(
        #[case] bytes: &[u8],
        #[case] code_page: CodePage,
        #[case] is_doubtful: bool,
    ) {
        let mut tally = ByteTally::default();
        tally.add_block(bytes);
        assert_eq!(tally.choose_code_page(), CodePageChoice { code_page, is_doubtful });
    }
}
