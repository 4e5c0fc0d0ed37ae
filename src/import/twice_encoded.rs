//! UTF-8 that a program took for Windows-1252 and wrote as UTF-8 once more: `JosÃ©` for José.

use encoding_rs::WINDOWS_1252;

/// The most signs that one sign of UTF-8 becomes.
const LONGEST: usize = 3;

/// Counts the signs of a text that belong to a sign that was encoded twice, and those that are left of one whose
/// other signs were lost on the way.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct TwiceEncoded {
    /// The number of signs of which a sign that was encoded twice consists.
    pub whole: u64,
    /// The number of signs inside a word that only begin such a sign.
    pub broken: u64,
}

impl TwiceEncoded {
    /// Examines a part of the text.
    pub fn add_text(&mut self, text: &str) {
        if !text.contains(['Â', 'Ã', 'Ä', 'Å', 'Æ', 'á', 'â']) {
            return;
        }
        let signs: Vec<char> = text.chars().collect();
        let (mut index, mut before) = (0, ' ');
        while let Some(sign) = signs.get(index) {
            let rest = signs.get(index..).unwrap_or_default();
            let found = decode_start(rest);
            if let Some((_, count)) = found {
                self.whole += count as u64;
            } else if is_rest(before, rest) {
                self.broken += 1;
            }
            before = *sign;
            index += found.map_or(1, |(_, count)| count);
        }
    }
}

/// Returns whether the first of these signs is what is left of an í: the hyphen after its Ã, which nobody sees, was lost.
fn is_rest(before: char, signs: &[char]) -> bool {
    matches!(signs, ['Ã', after, ..] if before.is_ascii_lowercase() && after.is_ascii_lowercase())
}

/// Returns the sign for which the first of these signs stand, and how many they are, if it was encoded twice.
fn decode_start(signs: &[char]) -> Option<(char, usize)> {
    let lead = byte_of_sign(*signs.first()?)?;
    let count = match lead {
        // Letters with accents, and spaces and signs of Latin text.
        0xC2..=0xC6 => 2,
        // Letters of Vietnamese, and dashes and quotation marks.
        0xE1 | 0xE2 => LONGEST,
        _ => return None,
    };
    let bytes: Vec<u8> = signs.get(..count)?.iter().map(|sign| byte_of_sign(*sign)).collect::<Option<_>>()?;
    let sign = std::str::from_utf8(&bytes).ok()?.chars().next()?;
    Some((sign, count))
}

/// Returns the byte beyond ASCII of a sign in Windows-1252, if it has one.
fn byte_of_sign(sign: char) -> Option<u8> {
    if sign.is_ascii() {
        return None;
    }
    let mut buffer = [0; 4];
    let (bytes, _, is_lossy) = WINDOWS_1252.encode(sign.encode_utf8(&mut buffer));
    match (bytes.as_ref(), is_lossy) {
        ([byte], false) => Some(*byte),
        _ => None,
    }
}

/// Puts signs that were encoded twice right, piece by piece.
#[derive(Debug, Default)]
pub struct TwiceDecoder {
    /// The signs at the end of the last piece that may begin one.
    rest: String,
}

impl TwiceDecoder {
    /// Returns the next piece; `last` is true for the last piece of the text.
    pub fn decode_piece(&mut self, piece: &str, last: bool) -> String {
        let all: Vec<char> = self.rest.drain(..).chain(piece.chars()).collect();
        let open = all.iter().rev().take(LONGEST - 1).take_while(|sign| !sign.is_ascii()).count();
        let whole = if last { all.len() } else { all.len() - open };
        let mut text = String::with_capacity(piece.len());
        let mut index = 0;
        while index < whole {
            let rest = all.get(index..).unwrap_or_default();
            let (sign, count) = decode_start(rest).unwrap_or((rest.first().copied().unwrap_or(' '), 1));
            text.push(sign);
            index += count;
        }
        self.rest = all.get(index..).unwrap_or_default().iter().collect();
        text
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("JosÃ© MuÃ±oz", 4, 0, "José Muñoz")]
    #[case("Ã\u{ad}ngel, Oâ€™Brien", 5, 0, "íngel, O’Brien")]
    #[case("Nguyá»…n", 3, 0, "Nguyễn")]
    #[case("RamÃrez", 0, 1, "RamÃrez")]
    #[case("José Ângela JOÃO SÃO", 0, 0, "José Ângela JOÃO SÃO")]
    fn signs_that_were_encoded_twice_are_put_right(
        #[case] text: &str,
        #[case] whole: u64,
        #[case] broken: u64,
        #[case] right: &str,
    ) {
        let mut found = TwiceEncoded::default();
        found.add_text(text);
        assert_eq!(found, TwiceEncoded { whole, broken });
        let mut decoder = TwiceDecoder::default();
        let pieces: String = text.chars().map(|sign| decoder.decode_piece(&sign.to_string(), false)).collect();
        assert_eq!(pieces + &decoder.decode_piece("", true), right);
    }
}
