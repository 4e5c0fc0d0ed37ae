//! The encodings of two bytes for each sign in which Chinese, Japanese and Korean systems write. Read as Windows-1252 they are
//! letters that make no word, and nobody is told.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{BIG5, EUC_JP, EUC_KR, GB18030, GBK, SHIFT_JIS};
use serde::Serialize;
use unicode_script::{Script, UnicodeScript as _};

/// An encoding of Chinese, Japanese or Korean texts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum EastAsian {
    /// Simplified Chinese; GBK and GB 2312 are parts of it.
    Gb18030,
    /// Traditional Chinese.
    Big5,
    /// Japanese, as Windows writes it.
    ShiftJis,
    /// Japanese, as Unix writes it.
    EucJp,
    /// Korean.
    EucKr,
}

impl EastAsian {
    /// Returns the name of the encoding in a sentence.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Gb18030 => "GB18030 (Chinese)",
            Self::Big5 => "Big5 (Chinese)",
            Self::ShiftJis => "Shift-JIS (Japanese)",
            Self::EucJp => "EUC-JP (Japanese)",
            Self::EucKr => "EUC-KR (Korean)",
        }
    }

    /// Returns the table by which the encoding is decoded.
    pub const fn table(self) -> &'static encoding_rs::Encoding {
        match self {
            Self::Gb18030 => GB18030,
            Self::Big5 => BIG5,
            Self::ShiftJis => SHIFT_JIS,
            Self::EucJp => EUC_JP,
            Self::EucKr => EUC_KR,
        }
    }

    fn from_table(table: &'static encoding_rs::Encoding) -> Option<Self> {
        if table == GBK {
            return Some(Self::Gb18030);
        }
        [Self::Gb18030, Self::Big5, Self::ShiftJis, Self::EucJp, Self::EucKr]
            .into_iter()
            .find(|known| known.table() == table)
    }
}

/// Returns the encoding of East Asia in which the lines are written, if they clearly are in one: all of their bytes can be
/// decoded, and nearly all signs beyond ASCII are of Chinese, Japanese or Korean. In a text with accents, the bytes stand alone
/// between letters of ASCII.
pub fn detect_encoding(lines: &[u8]) -> Option<EastAsian> {
    if !has_pairs(lines) {
        return None;
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(lines, true);
    let guessed = EastAsian::from_table(detector.guess(None, Utf8Detection::Deny));
    let all = [EastAsian::Gb18030, EastAsian::Big5, EastAsian::ShiftJis, EastAsian::EucJp, EastAsian::EucKr];
    // Where the detector is for another encoding, a text of whole signs is still of East Asia.
    guessed.filter(|encoding| is_readable(lines, *encoding)).or_else(|| {
        all.into_iter().find(|encoding| is_readable(lines, *encoding)).filter(|_encoding| guessed.is_some())
    })
}

/// Returns whether most bytes beyond ASCII stand beside others, or before a byte that may be the second of a pair.
fn has_pairs(lines: &[u8]) -> bool {
    let high = lines.iter().filter(|byte| !byte.is_ascii()).count();
    let beside = lines.windows(2).filter(|pair| pair.iter().all(|byte| !byte.is_ascii())).count();
    high > 0 && beside * 3 >= high
}

/// Of so many signs, one may be of another writing.
const PER_OTHER: u32 = 10;

fn is_readable(lines: &[u8], encoding: EastAsian) -> bool {
    let (text, _, _) = encoding.table().decode(lines);
    let wide = text.chars().filter(|sign| !sign.is_ascii());
    let (mut all, mut known) = (0_u32, 0_u32);
    for sign in wide {
        all += 1;
        known += u32::from(is_east_asian(sign));
    }
    all > 0 && (all - known) * PER_OTHER <= all
}

/// Returns whether a sign is of Chinese, Japanese or Korean writing, or a letter or sign in their width.
fn is_east_asian(sign: char) -> bool {
    matches!(sign.script(), Script::Han | Script::Hiragana | Script::Katakana | Script::Hangul | Script::Bopomofo)
        || matches!(sign, '\u{3000}'..='\u{303f}' | '\u{ff01}'..='\u{ff65}')
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("1B20001,\"張, 小明\",1\n1B20002,\"王, 小華\",1\n", EastAsian::Big5)]
    #[case("1B20001,\"张, 小明\",1\n1B20002,\"王, 小华\",1\n", EastAsian::Gb18030)]
    #[case("1B20001,\"張, 小明\",1\n", EastAsian::Gb18030)]
    #[case("1B20001,\"山田, 太郎\",1\n1B20002,\"さとう, はなこ\",1\n", EastAsian::ShiftJis)]
    #[case("1B20001,\"山田, 太郎\",1\n1B20002,\"さとう, はなこ\",1\n", EastAsian::EucJp)]
    #[case("1B20001,\"김, 민수\",1\n1B20002,\"이, 영희\",1\n", EastAsian::EucKr)]
    fn a_text_of_east_asia_is_told(#[case] text: &str, #[case] encoding: EastAsian) {
        let (bytes, _, _) = encoding.table().encode(text);
        assert!(detect_encoding(&bytes).is_some());
        if text.lines().count() > 1 {
            assert_eq!(detect_encoding(&bytes), Some(encoding));
        }
    }

    #[rstest]
    #[case("Muñoz, José\nRamírez, Inés\n")]
    #[case("MUÑOZ, JOSÉ\nNIÑO, ÁÉÍ\n")]
    #[case("Grüße, Müller\n")]
    #[case("O\u{2019}Brien \u{201c}Job Club\u{201d} \u{2013} 5°\n")]
    #[case("plain\n")]
    fn a_text_with_accents_is_none_of_these(#[case] text: &str) {
        let (bytes, _, _) = encoding_rs::WINDOWS_1252.encode(text);
        assert_eq!(detect_encoding(&bytes), None);
    }
}
