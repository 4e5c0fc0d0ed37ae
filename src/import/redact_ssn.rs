//! Makes the texts of a file safe to keep and to show: no control characters, no Social Security numbers.

use crate::domain::{sanitize, ssn};

/// The text that replaces a Social Security number.
pub(super) const MASK: &str = "***-**-****";
/// The most characters that a reason shows of a text.
const MOST: usize = 40;

/// Returns the text as the record keeps it: trimmed, with one space for line breaks and runs of spaces, with `�` for
/// every other unsafe character ([`sanitize::is_unsafe`]), and with Social Security numbers masked.
pub fn clean_text(text: &str) -> String {
    if is_clean(text) { redact_ssns(text) } else { redact_ssns(&visible_text(text)) }
}

/// Returns the text on one line, without unsafe characters. Numbers stay.
pub(super) fn visible_text(text: &str) -> String {
    let words: Vec<String> =
        text.split_whitespace().map(|word| word.chars().map(visible_char).collect::<String>()).collect();
    words.join(" ")
}

/// Returns whether [`clean_text`] changes nothing but Social Security numbers, as for most cells of a large file.
fn is_clean(text: &str) -> bool {
    text.bytes().all(|byte| matches!(byte, b' '..=b'~')) && !text.contains("  ") && text.trim() == text
}

/// Returns `text` as a reason or an error shows it: cleaned, and cut after 40 characters.
pub fn clean_excerpt(text: &str) -> String {
    const LONGEST_SSN: usize = 12;
    // Only the words that will be shown are cleaned, so that a cell of ten megabytes costs nothing.
    let mut start = String::new();
    for word in text.split_whitespace() {
        start.push(' ');
        start.extend(word.chars().take(MOST * 2));
        if start.chars().count() > MOST + LONGEST_SSN {
            break;
        }
    }
    cut_excerpt(clean_text(&start))
}

/// Returns the first characters of a cleaned text, as many as a reason shows.
pub(super) fn cut_excerpt(kept: String) -> String {
    if kept.chars().count() > MOST { kept.chars().take(MOST).chain(['…']).collect() } else { kept }
}

fn visible_char(character: char) -> char {
    if sanitize::is_unsafe(character) { char::REPLACEMENT_CHARACTER } else { character }
}

/// Returns `text` with every Social Security number masked ([`ssn::find_ssns`]).
pub fn redact_ssns(text: &str) -> String {
    ssn::mask_ssns(text, MASK)
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("  Lê\u{a0}Đức \n Mai ", "Lê Đức Mai")]
    #[case("a\u{1b}[31mb\u{202e}", "a�[31mb�")]
    #[case("SSN 931-73-9690.", "SSN ***-**-****.")]
    #[case("931 73 9690 and 931739690", "***-**-**** and ***-**-****")]
    #[case("2026-11-19", "2026-11-19")]
    fn a_text_is_kept_without_what_must_not_be_kept(#[case] text: &str, #[case] safe: &str) {
        assert_eq!(clean_text(text), safe);
    }

    #[test]
    fn a_long_text_is_cut_in_a_reason() {
        assert_eq!(clean_excerpt(&"x".repeat(10_000_000)), format!("{}…", "x".repeat(40)));
    }
}
