//! Texts with gaps, as layouts write them (`Page * of *`), and the keys by which texts are compared.

use crate::domain::name::fold_for_search;

/// A text in which `*` stands for anything. Case, accents, spaces and punctuation do not matter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pattern {
    start: String,
    /// The text after each gap, empty if the pattern ends there. There is none if the pattern has no gap.
    after_gaps: Vec<String>,
}

/// Returns the letters and digits of a text in lower case and without accents. Headers, codes and patterns are compared
/// by this key.
pub fn comparison_key(text: &str) -> String {
    // Most texts of a large file have no accents to fold.
    if text.is_ascii() {
        return ascii_key_letters(text).collect();
    }
    fold_for_search(text).chars().filter(char::is_ascii_alphanumeric).collect()
}

/// Returns whether `expected` is the comparison key of `text`.
pub fn has_comparison_key(text: &str, expected: &str) -> bool {
    if text.is_ascii() { ascii_key_letters(text).eq(expected.chars()) } else { comparison_key(text) == expected }
}

fn ascii_key_letters(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter(char::is_ascii_alphanumeric).map(|letter| letter.to_ascii_lowercase())
}

impl From<&str> for Pattern {
    fn from(text: &str) -> Self {
        let mut pieces = text.split('*').map(comparison_key);
        Self { start: pieces.next().unwrap_or_default(), after_gaps: pieces.collect() }
    }
}

impl Pattern {
    /// Returns whether the whole of `text` matches the pattern.
    pub fn matches(&self, text: &str) -> bool {
        self.matches_key(&comparison_key(text))
    }

    /// Returns whether the whole of a text, given as its [`comparison_key`], matches the pattern.
    pub fn matches_key(&self, key: &str) -> bool {
        let Some((end, middle)) = self.after_gaps.split_last() else { return key == self.start };
        let Some(mut rest) = key.strip_prefix(self.start.as_str()) else { return false };
        for piece in middle {
            let Some((_, behind)) = rest.split_once(piece.as_str()) else { return false };
            rest = behind;
        }
        rest.ends_with(end.as_str())
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("Page * of *", "PAGE 1 of 12", true)]
    #[case("Total participants: *", "Total participants: 139", true)]
    #[case("Total*", "Subtotal 3", false)]
    #[case("*SSN*", "Participant SSN", true)]
    #[case("SSN", "SSN", true)]
    #[case("SSN", "SSN 2", false)]
    #[case("Page * of *", "Page", false)]
    #[case("a*a", "a", false)]
    fn a_gap_stands_for_anything(#[case] pattern: &str, #[case] text: &str, #[case] fits: bool) {
        assert_eq!(Pattern::from(pattern).matches(text), fits);
    }
}
