//! Finds words of feeling or blame, and words that point to domestic abuse.

use std::collections::HashMap;

use super::jargon::Jargon;
use super::remark::{Remark, RemarkKind, new_remark, word_positions};
use crate::domain::name::fold_for_search;

const ABUSE: &str = "domestic-abuse facts: make it a protected comment";

/// A word of a phrase.
enum WordPattern {
    /// This word.
    Whole(String),
    /// Every word that begins so.
    Beginning(String),
}

/// What is said of a phrase that is found.
enum Watched {
    /// A remark of this kind and with these words.
    Remark(RemarkKind, String),
    /// Nothing, and nothing of domestic abuse that begins at the same word.
    NoAbuse,
}

/// A phrase to look for: words that follow each other.
struct WatchedPhrase {
    words: Vec<WordPattern>,
    watched: Watched,
}

/// The first letters of a word, which a beginning has too.
type FirstLetters = (Option<char>, Option<char>);

/// The phrases to look for, by the first letters of their first word.
type PhrasesByFirstLetters = HashMap<FirstLetters, Vec<WatchedPhrase>>;

/// Finds the phrases in a text, by whole words and whatever their case and accents.
pub(super) fn find_watched_phrases(text: &str, jargon: &Jargon) -> Vec<Remark> {
    let wanted = watched_phrases(jargon);
    let words: Vec<(usize, usize, String)> =
        word_positions(text).map(|(start, word)| (start, start + word.len(), fold_word(word))).collect();
    let mut remarks = Vec::new();
    for (index, (start, _, first)) in words.iter().enumerate() {
        let from_here = words.get(index..).unwrap_or_default();
        let found = wanted.get(&first_letters(first)).into_iter().flatten();
        let found: Vec<_> = found.filter_map(|phrase| Some((phrase, phrase.end_in(from_here)?))).collect();
        let is_exempt = found.iter().any(|(phrase, _)| matches!(phrase.watched, Watched::NoAbuse));
        for (phrase, end) in found {
            if let Watched::Remark(kind, says) = &phrase.watched
                && !(is_exempt && *kind == RemarkKind::DomesticAbuse)
            {
                remarks.push(new_remark(*start, end - start, *kind, says.clone(), None));
            }
        }
    }
    remarks
}

impl WatchedPhrase {
    fn new(phrase: &str, watched: Watched) -> Self {
        let pattern = |word: &str| match word.strip_suffix('*') {
            Some(beginning) => WordPattern::Beginning(fold_word(beginning)),
            None => WordPattern::Whole(fold_word(word)),
        };
        Self { words: phrase.split_whitespace().map(pattern).collect(), watched }
    }

    /// Returns where the phrase ends if the words begin with it.
    fn end_in(&self, words: &[(usize, usize, String)]) -> Option<usize> {
        let found = words.get(..self.words.len())?;
        let fits = |(pattern, (_, _, word)): (&WordPattern, &(usize, usize, String))| match pattern {
            WordPattern::Whole(whole) => word == whole,
            WordPattern::Beginning(beginning) => word.starts_with(beginning.as_str()),
        };
        let (_, end, _) = found.last()?;
        self.words.iter().zip(found).all(fits).then_some(*end)
    }

    fn first_letters(&self) -> FirstLetters {
        match self.words.first() {
            Some(WordPattern::Whole(word) | WordPattern::Beginning(word)) => first_letters(word),
            None => (None, None),
        }
    }
}

fn watched_phrases(jargon: &Jargon) -> PhrasesByFirstLetters {
    let abuse = jargon.domestic_abuse.phrases();
    let abuse =
        abuse.map(|words| WatchedPhrase::new(&words, Watched::Remark(RemarkKind::DomesticAbuse, ABUSE.to_owned())));
    let except = jargon.domestic_abuse.except.iter().map(|words| WatchedPhrase::new(words, Watched::NoAbuse));
    let judging = jargon.judging.iter().flat_map(|judging| {
        let says = |words: &String| format!("{words}: {}", judging.instead);
        let phrase = move |words: &String| WatchedPhrase::new(words, Watched::Remark(RemarkKind::Judging, says(words)));
        judging.words.iter().map(phrase)
    });
    let mut by_first = PhrasesByFirstLetters::new();
    for phrase in abuse.chain(except).chain(judging) {
        by_first.entry(phrase.first_letters()).or_default().push(phrase);
    }
    by_first
}

/// Returns the first two letters of a word; a beginning has at least two.
fn first_letters(word: &str) -> FirstLetters {
    let mut letters = word.chars();
    (letters.next(), letters.next())
}

/// Returns the word in lower case, without accents and with the typewriter's apostrophe.
fn fold_word(word: &str) -> String {
    fold_for_search(&word.replace('\u{2019}', "'"))
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    fn abuse(text: &str) -> Vec<&str> {
        let found = find_watched_phrases(text, crate::policy::jargon::builtin_jargon()).into_iter();
        found
            .filter(|remark| remark.kind == RemarkKind::DomesticAbuse)
            .filter_map(|remark| text.get(remark.span))
            .collect()
    }

    #[rstest]
    #[case("He beat me up on Sunday")]
    #[case("says that he chokes her")]
    #[case("Her ex threatens to kill the children")]
    #[case("her husband is beating the kids")]
    #[case("punched him in the face")]
    #[case("he keeps slapping us")]
    #[case("She is scared of her boyfriend")]
    #[case("Mi esposo me pega")]
    #[case("Él la golpeó anoche")]
    #[case("dice que la golpeo, y que le pegó")]
    #[case("su pareja la amenaza")]
    #[case("amenazó con matarla")]
    #[case("Amenazas de su ex")]
    #[case("víctima de violencia doméstica")]
    #[case("tiene una orden de restricción")]
    #[case("le tiene miedo a su marido")]
    fn words_of_abuse_are_found(#[case] text: &str) {
        assert!(!abuse(text).is_empty(), "{text}");
    }

    #[rstest]
    #[case("She beat the deadline")]
    #[case("Beat her old record of 30 hours by two")]
    #[case("hit a snag; the website was hit by an outage")]
    #[case("He hit me up for a ride to school")]
    #[case("I pushed for an earlier date, she kicked off the job search")]
    #[case("The traffic beat her to the office")]
    #[case("choked up when she told of her new job; choking hazard training")]
    #[case("threatens to close the center; threatened with eviction")]
    #[case("amenaza de desalojo del dueño")]
    #[case("el curso me pegó un susto; pega los recibos en la hoja")]
    #[case("afraid of flying, scared of the exam")]
    #[case("El camión golpeó su carro")]
    fn other_words_are_not(#[case] text: &str) {
        assert_eq!(abuse(text), Vec::<&str>::new());
    }
}
