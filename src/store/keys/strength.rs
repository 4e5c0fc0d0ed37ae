//! How hard a new passphrase is to guess. What is enough is data: `assets/security/passphrase.toml`.

use secrecy::{ExposeSecret as _, SecretString};
use serde::Deserialize;

use crate::domain::name::fold_for_search;
use crate::domain::worker::Worker;
use crate::store::StoreError;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LeastStrength {
    least_guesses_log10: f64,
    known_word_log10: f64,
    own_word_log10: f64,
    year_log10: f64,
    filler_word_log10: f64,
    filler: Vec<String>,
    known: Vec<String>,
    famous: Vec<String>,
    advice: String,
}

/// Refuses a passphrase that is too easy to guess for somebody who knows the worker's number, name and office and what the
/// work is about.
///
/// # Errors
/// [`StoreError::WeakPassphrase`], with the reason.
pub fn ensure_strong_passphrase(passphrase: &SecretString, worker: &Worker) -> Result<(), StoreError> {
    let least: LeastStrength = toml::from_str(include_str!("../../../assets/security/passphrase.toml"))
        .map_err(|_error| StoreError::Internal("the least strength of a passphrase cannot be read"))?;
    let own = own_words(worker);
    let known: Vec<&str> = own.iter().chain(&least.known).map(String::as_str).collect();
    let text = passphrase.expose_secret();
    if let Some(phrase) = least.famous.iter().find(|phrase| is_only(text, phrase)) {
        let why = format!("Everybody knows the phrase {phrase:?}, and it is tried first.");
        return Err(StoreError::WeakPassphrase { why, advice: least.advice });
    }
    let estimate = zxcvbn::zxcvbn(text, &known);
    if estimate.guesses_log10() >= least.least_guesses_log10 {
        let spellings = [text.to_owned(), letters_for_signs(text), text.chars().rev().collect()];
        if spellings.iter().all(|text| least.guesses_without_known(text, &own) >= least.least_guesses_log10) {
            return Ok(());
        }
        let why = "It is made of your name, number or office, of words of this work, or of days, months and years.";
        return Err(StoreError::WeakPassphrase { why: why.to_owned(), advice: least.advice });
    }
    let warning = estimate.feedback().and_then(zxcvbn::feedback::Feedback::warning);
    let why = warning.map_or_else(|| "It is too short or too regular.".to_owned(), |warning| warning.to_string());
    Err(StoreError::WeakPassphrase { why, advice: least.advice })
}

/// Returns the words of a worker that stand on every screen.
fn own_words(worker: &Worker) -> Vec<String> {
    let texts = [worker.number.as_str(), &worker.name, &worker.office, worker.role.title()];
    let folded = texts.map(fold_for_search);
    let words = folded.iter().flat_map(|text| text.split(|c: char| !c.is_alphanumeric()));
    words.filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

impl LeastStrength {
    /// Returns the guesses, as a power of ten, of somebody who tries the known words first: a little for each of them, however
    /// often it comes, and for each year, and what the rest takes. Without any such word nothing is to be measured again; of
    /// words of one's own with nothing but known words beside them no guess is needed.
    fn guesses_without_known(&self, text: &str, own: &[String]) -> f64 {
        // A passphrase is measured however long it is; one that is made of known words is short.
        const LONGEST: usize = 200;
        if text.len() > LONGEST {
            return f64::INFINITY;
        }
        let mut rest = fold_for_search(text);
        let (mut guesses, mut has_own) = (0.0, false);
        let own_words = own;
        let own = own.iter().map(|word| (word.as_str(), self.own_word_log10));
        let mut words: Vec<_> =
            own.chain(self.known.iter().map(|word| (word.as_str(), self.known_word_log10))).collect();
        words.sort_by_key(|(word, _)| std::cmp::Reverse(word.len()));
        for (word, cost) in words {
            if let Some(without) = remove_word(&rest, word) {
                (rest, guesses) = (without, guesses + cost);
                has_own |= word.len() >= SHORTEST_NAME && own_words.iter().any(|own| own == word);
            }
        }
        if let Some(without) = remove_years(&rest) {
            (rest, guesses) = (without, guesses + self.year_log10);
        }
        if guesses == 0.0 {
            return f64::INFINITY;
        }
        // Only beside known words: between others, such a word is as hard to guess as any.
        for word in &self.filler {
            if let Some(without) = remove_word(&rest, word) {
                (rest, guesses) = (without, guesses + self.filler_word_log10);
            }
        }
        let is_nothing_left = !rest.contains(char::is_alphanumeric);
        match (is_nothing_left, has_own) {
            (true, true) => 0.0,
            (true, false) => guesses,
            (false, _) => guesses + zxcvbn::zxcvbn(rest.trim(), &[]).guesses_log10(),
        }
    }
}

/// The letters of the shortest word of one's own that tells whose passphrase it is: an initial does not.
const SHORTEST_NAME: usize = 3;
/// The letters from which on a word is looked for within others; a shorter one only stands by itself.
const LONG_WORD: usize = 5;

/// Returns a text with a blank in place of a word, wherever it is; `None` if it is nowhere.
fn remove_word(text: &str, word: &str) -> Option<String> {
    if word.len() >= LONG_WORD {
        return text.contains(word).then(|| text.replace(word, " "));
    }
    let is_inner = |c: char| c.is_alphanumeric();
    let parts: Vec<&str> = text.split_inclusive(|c: char| !is_inner(c)).collect();
    let is_word = |part: &&str| part.trim_end_matches(|c: char| !is_inner(c)) == word;
    parts.iter().any(is_word).then(|| parts.iter().filter(|part| !is_word(part)).copied().collect())
}

/// Returns a text without the years of a century past and of this one; `None` if it has none.
fn remove_years(text: &str) -> Option<String> {
    let is_year = |run: &str| run.len() == 4 && matches!(run.parse(), Ok(1900..=2099));
    let runs: Vec<&str> = text.split(|c: char| !c.is_ascii_digit()).filter(|run| is_year(run)).collect();
    (!runs.is_empty()).then(|| runs.iter().fold(text.to_owned(), |text, year| text.replace(year, " ")))
}

/// Returns whether nothing is left of a passphrase without this phrase, numbers and signs.
fn is_only(passphrase: &str, phrase: &str) -> bool {
    // A passphrase is measured however long it is; a famous phrase is short.
    const LONGEST: usize = 200;
    if passphrase.len() > LONGEST {
        return false;
    }
    let phrase = letters_of(phrase);
    [letters_of(passphrase), letters_of(&letters_for_signs(passphrase))].iter().any(|letters| {
        let mut rest = letters.split(phrase.as_str());
        letters.contains(phrase.as_str()) && rest.all(str::is_empty)
    })
}

/// Returns the letters of a text in small letters, without accents.
fn letters_of(text: &str) -> String {
    let letters = fold_for_search(text);
    letters.chars().filter(|letter| letter.is_alphabetic()).collect()
}

/// Returns a text with the letters for which digits and signs are written: `0pen $esame`.
fn letters_for_signs(text: &str) -> String {
    let letter = |sign: char| match sign {
        '0' => 'o',
        '1' | '!' | '|' => 'i',
        '3' => 'e',
        '4' | '@' => 'a',
        '5' | '$' => 's',
        '7' => 't',
        sign => sign,
    };
    text.chars().map(letter).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::tests::{words, worker};

    fn refusal_for(text: &str) -> Option<String> {
        ensure_strong_passphrase(&words(text), &worker()).err().map(|error| error.to_string())
    }

    #[test]
    fn what_is_easy_to_guess_is_refused_with_the_reason_and_what_to_do() {
        for weak in [
            "",
            " ",
            "1",
            "a",
            "password1",
            "qwertyuiop",
            "the the the",
            "Eastmont V1A3",
            "Summer2026!",
            "mañana",
            "secreto",
            "open sesame",
            "Open Sesame 42!",
            "0pen$esame",
            "opensesame opensesame",
            "Correct Horse Battery Staple",
            "Ábrete, Sésamo",
            "A. Rivera V1A3",
            "Rivera Eastmont V1A3",
            "Eastmont Eastmont",
            "county county worker",
            "countycountyworker",
            "Monday Tuesday Wednesday",
            "Welcome2026!",
            "Caseload 2026 Caseload",
            "W3lcome c0unty",
            "Winter 2025 Spring 2026",
            "enero febrero marzo",
            "CalWORKs sanction",
            "rivera-eastmont-county-caseload",
            "my name is a rivera",
            "rivera is my name",
            "the eastmont office of rivera",
            "arevir tnomtsae",
            "Me llamo Rivera, de Eastmont",
            "rivera-eastmont-county-caseload-supervisor-sanction-2026",
        ] {
            assert!(refusal_for(weak).is_some_and(|told| told.contains("Use three or four words")), "{weak:?}");
        }
        assert!(refusal_for("password1").unwrap().contains("very common"), "{:?}", refusal_for("password1"));
    }

    #[test]
    fn two_uncommon_words_are_enough_and_a_hundred_thousand_letters_are_measured_at_once() {
        for strong in [
            "open sesame lantern",
            "battery staple",
            "paper lantern",
            "ñandú y mañana",
            "contraseña",
            "county lantern meadow",
            "april river basket",
            "rivera paper lantern",
            "the lantern of the meadow",
        ] {
            assert_eq!(refusal_for(strong), None, "{strong}");
        }
        assert_eq!(refusal_for(&"quiet river 88 stones ".repeat(5_000)), None);
    }
}
