//! The words of a list that may be meant by one that is not on it: what a message offers to somebody who mistyped.

use strsim::jaro_winkler;

use super::name::fold_for_search;

/// The minimum similarity (1 is identical) at which a word is suggested.
const MIN_SIMILARITY: f64 = 0.8;
/// The fewest letters of a part that two words share.
const MIN_SHARED: usize = 3;
/// The most words that are offered.
const MAX_OFFERED: usize = 5;
/// The most characters of a text that may be a mistyped word.
const LONGEST: usize = 60;

/// Returns the known words that `written` may mean, the likeliest first: those that are spelled alike, hold it or share
/// a word with it.
pub fn near_words<'a>(written: &str, known: impl IntoIterator<Item = &'a str>) -> Vec<&'a str> {
    let wanted = parts_of(written);
    if wanted.is_empty() || written.chars().count() > LONGEST {
        return Vec::new();
    }
    let mut near: Vec<(f64, &str)> = known
        .into_iter()
        .map(|word| (likeness(&wanted, word), word))
        .filter(|(score, _)| *score >= MIN_SIMILARITY)
        .collect();
    near.sort_by(|a, b| b.0.total_cmp(&a.0));
    near.dedup_by_key(|(_, word)| *word);
    near.into_iter().take(MAX_OFFERED).map(|(_, word)| word).collect()
}

/// Returns the known words that `written` may mean as the end of a message, with a blank before it: ` Is it one of
/// these: a, b?`; empty if there are none.
pub fn near_words_question<'a>(written: &str, known: impl IntoIterator<Item = &'a str>) -> String {
    match near_words(written, known).as_slice() {
        [] => String::new(),
        [one] => format!(" Did you mean {one}?"),
        several => format!(" Did you mean one of these: {}?", several.join(", ")),
    }
}

fn parts_of(text: &str) -> Vec<String> {
    let spaced = text.replace(['_', '-'], " ");
    fold_for_search(&spaced).split_whitespace().map(str::to_owned).collect()
}

/// Returns how alike two texts are: 1 for the same words. A word that holds the other one counts as nearly the same.
fn likeness(wanted: &[String], known: &str) -> f64 {
    let parts = parts_of(known);
    let whole = jaro_winkler(&wanted.join(" "), &parts.join(" "));
    let part_likeness = |a: &str, b: &str| {
        let is_part = a.len().min(b.len()) >= MIN_SHARED && (a.contains(b) || b.contains(a));
        if is_part { NEARLY_THE_SAME } else { jaro_winkler(a, b) * NEARLY_THE_SAME }
    };
    let best = |part: &String| parts.iter().map(|other| part_likeness(part, other)).fold(0.0, f64::max);
    let by_parts = wanted.iter().map(best).fold(0.0, f64::max);
    whole.max(by_parts)
}

/// The likeness of two texts of which one holds the other, or a word of the other.
const NEARLY_THE_SAME: f64 = 0.95;

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    const KNOWN: [&str; 6] = ["telephone", "face_to_face", "home_visit", "attendance", "activity_status", "letter"];

    #[rstest]
    #[case("phone", "telephone")]
    #[case("Telefone", "telephone")]
    #[case("visit", "home_visit")]
    #[case("attendence", "attendance")]
    #[case("attendance_posted", "attendance")]
    #[case("face", "face_to_face")]
    fn the_word_that_is_meant_is_offered_first(#[case] written: &str, #[case] meant: &str) {
        assert_eq!(near_words(written, KNOWN).first(), Some(&meant));
    }

    #[rstest]
    #[case("smoke signal")]
    #[case("")]
    #[case("zzz")]
    #[case::only_somewhat_alike("later")]
    #[case::too_long_for_one_word("a letter that was sent to the old address of the whole family")]
    fn nothing_is_offered_for_a_word_that_is_like_none(#[case] written: &str) {
        assert_eq!(near_words_question(written, KNOWN), "");
    }

    #[rstest]
    #[case::one("telefone", " Did you mean telephone?")]
    #[case::several(
        "a letter that was sent to the old address of the family, May",
        " Did you mean one of these: face_to_face, letter?"
    )]
    fn the_words_that_may_be_meant_are_asked_about(#[case] written: &str, #[case] question: &str) {
        assert_eq!(near_words_question(written, KNOWN), question);
    }
}
