//! The encodings of one byte for each sign in which Russian and Ukrainian systems write. Read as Windows-1252 they are letters
//! that make no word, and nobody is told.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{IBM866, ISO_8859_5, KOI8_R, KOI8_U, WINDOWS_1251};
use serde::Serialize;
use unicode_script::{Script, UnicodeScript as _};

/// An encoding of Cyrillic texts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Cyrillic {
    /// The code page of Windows.
    Windows1251,
    /// That of Unix; the one for Russian is part of it.
    Koi8,
    /// That of DOS.
    Dos866,
    /// The one of the standard.
    Iso88595,
}

impl Cyrillic {
    /// Returns the name of the encoding in a sentence.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Windows1251 => "Windows-1251 (Cyrillic)",
            Self::Koi8 => "KOI8 (Cyrillic)",
            Self::Dos866 => "code page 866 (Cyrillic)",
            Self::Iso88595 => "ISO 8859-5 (Cyrillic)",
        }
    }

    /// Returns the table by which the encoding is decoded.
    pub const fn table(self) -> &'static encoding_rs::Encoding {
        match self {
            Self::Windows1251 => WINDOWS_1251,
            Self::Koi8 => KOI8_U,
            Self::Dos866 => IBM866,
            Self::Iso88595 => ISO_8859_5,
        }
    }

    fn from_table(table: &'static encoding_rs::Encoding) -> Option<Self> {
        if table == KOI8_R {
            return Some(Self::Koi8);
        }
        [Self::Windows1251, Self::Koi8, Self::Dos866, Self::Iso88595].into_iter().find(|known| known.table() == table)
    }
}

/// Of so many letters beyond ASCII, one may be of another writing or stand beside a Latin letter.
const PER_OTHER: usize = 10;

/// Returns the Cyrillic encoding in which the lines are written, if they clearly are in one: nearly all letters beyond ASCII are
/// Cyrillic in it and stand beside others. In a text with accents they stand between letters of ASCII.
pub fn detect_encoding(lines: &[u8]) -> Option<Cyrillic> {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(lines, true);
    let guessed = Cyrillic::from_table(detector.guess(None, Utf8Detection::Deny))?;
    let (text, _, _) = guessed.table().decode(lines);
    let letters: Vec<char> = text.chars().collect();
    let at = |index: Option<usize>| index.and_then(|index| letters.get(index)).copied().unwrap_or(' ');
    let (mut all, mut misplaced) = (0_usize, 0_usize);
    for (index, letter) in letters.iter().enumerate().filter(|(_, letter)| !letter.is_ascii()) {
        let beside = [at(index.checked_sub(1)), at(index.checked_add(1))];
        let is_cyrillic = |c: char| c.script() == Script::Cyrillic;
        let is_in_word = beside.into_iter().any(is_cyrillic) && !beside.into_iter().any(|c| c.is_ascii_alphabetic());
        all += 1;
        misplaced += usize::from(letter.is_alphabetic() && !(is_cyrillic(*letter) && is_in_word));
    }
    (all > 0 && misplaced * PER_OTHER <= all).then_some(guessed)
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    const NAMES: &str =
        "1B20001,\"Иванова, Анна\",1\n1B20002,\"Петренко, Олексій\",1\n1B20003,\"Кузнецов, Сергей\",1\n";

    #[rstest]
    #[case(Cyrillic::Windows1251)]
    #[case(Cyrillic::Koi8)]
    fn a_cyrillic_text_is_told(#[case] encoding: Cyrillic) {
        let (bytes, _, _) = encoding.table().encode(NAMES);
        assert_eq!(detect_encoding(&bytes), Some(encoding));
    }

    #[rstest]
    #[case("Muñoz, José\nRamírez, Inés\n")]
    #[case("MUÑOZ, JOSÉ\nNIÑO, ÁÉÍ\n")]
    #[case("Grüße, Müller\n")]
    #[case("O\u{2019}Brien \u{201c}Job Club\u{201d} \u{2013} 5°\n")]
    fn a_text_with_accents_is_none_of_these(#[case] text: &str) {
        let (bytes, _, _) = encoding_rs::WINDOWS_1252.encode(text);
        assert_eq!(detect_encoding(&bytes), None);
    }
}
