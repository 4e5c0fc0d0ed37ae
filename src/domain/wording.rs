//! Small helpers for English: a count with its noun, a sentence with its capital letter.

use std::fmt::Display;

/// Returns a count with its noun: `1 entry`, `3 entries`, `0 drafts`. The noun is given in the singular, and its last
/// word takes the plural: `2 rejected rows`.
pub fn count_with_noun<N: Copy + Display + PartialEq + From<u8>>(count: N, noun: &str) -> String {
    if count == N::from(1) { format!("{count} {noun}") } else { format!("{count} {}", pluralize(noun)) }
}

/// Returns the text with a capital first letter.
pub fn capitalize_first(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// Returns the plural of a regular noun, of `child` and of `person`.
fn pluralize(noun: &str) -> String {
    let after_consonant = |stem: &str| !stem.ends_with(['a', 'e', 'i', 'o', 'u']);
    match noun.strip_suffix('y') {
        Some(stem) if after_consonant(stem) => format!("{stem}ies"),
        _ if noun == "child" => "children".to_owned(),
        _ if noun == "person" => "people".to_owned(),
        _ if noun.ends_with(['s', 'x']) || noun.ends_with("ch") || noun.ends_with("sh") => format!("{noun}es"),
        _ => format!("{noun}s"),
    }
}

/// Joins what is wrong and what to do into sentences. What is wrong may end in a sentence of its own.
pub fn join_reason(reason: &str, suggestion: &str) -> String {
    format!("{}. {suggestion}", reason.trim_end_matches('.'))
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::{capitalize_first, count_with_noun};

    #[rstest]
    #[case(0_usize, "draft", "0 drafts")]
    #[case(1, "rejected row", "1 rejected row")]
    #[case(2, "rejected row", "2 rejected rows")]
    #[case(1, "entry", "1 entry")]
    #[case(3, "entry", "3 entries")]
    #[case(2, "day", "2 days")]
    #[case(2, "child", "2 children")]
    #[case(2, "match", "2 matches")]
    #[case(5, "wrong try", "5 wrong tries")]
    fn one_is_singular_and_any_other_count_is_plural(#[case] count: usize, #[case] noun: &str, #[case] text: &str) {
        assert_eq!(count_with_noun(count, noun), text);
    }

    #[rstest]
    #[case("éclair is one", "Éclair is one")]
    #[case("Already", "Already")]
    #[case("", "")]
    fn only_the_first_letter_becomes_a_capital(#[case] text: &str, #[case] capitalized: &str) {
        assert_eq!(capitalize_first(text), capitalized);
    }
}
