//! How hard a new passphrase is to guess. What is enough is data: `assets/security/passphrase.toml`.

use secrecy::{ExposeSecret as _, SecretString};
use serde::Deserialize;

use crate::domain::name::fold_for_search;
use crate::domain::sanitize::quoted;
use crate::domain::worker::Worker;
use crate::store::StoreError;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LeastStrength {
    least_guesses_log10: f64,
    known_word_log10: f64,
    own_word_log10: f64,
    year_log10: f64,
    number_log10: f64,
    number_shapes: Vec<String>,
    filler_word_log10: f64,
    filler: Vec<String>,
    known: Vec<String>,
    local: Vec<String>,
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
    let known: Vec<&str> = own.iter().chain(&least.known).chain(&least.local).map(String::as_str).collect();
    let text = passphrase.expose_secret();
    if let Some(phrase) = least.famous.iter().find(|phrase| is_only(text, phrase)) {
        let why = format!("Everybody knows the phrase {}, and it is tried first.", quoted(phrase));
        return Err(StoreError::WeakPassphrase { why, advice: least.advice });
    }
    let estimate = zxcvbn::zxcvbn(text, &known);
    if estimate.guesses_log10() >= least.least_guesses_log10 {
        let is_enough = |text: &String| least.guesses_without_known(text, &own) >= least.least_guesses_log10;
        if spellings_of(text).iter().all(is_enough) && !is_only_own(text, &own) {
            return Ok(());
        }
        let why = "It is made of your name, number or office, of words of this work or place, of numbers of workers or cases, \
                   or of days, months and years.";
        return Err(StoreError::WeakPassphrase { why: why.to_owned(), advice: least.advice });
    }
    let warning = estimate.feedback().and_then(zxcvbn::feedback::Feedback::warning);
    let why = warning.map_or_else(|| "It is too short or too regular.".to_owned(), |warning| warning.to_string());
    Err(StoreError::WeakPassphrase { why, advice: least.advice })
}

/// Returns a text as it may be meant: with letters for the signs that look like them, backward, and without digits and signs
/// between its letters.
fn spellings_of(text: &str) -> Vec<String> {
    let backward: String = text.chars().rev().collect();
    let between = |c: &char| c.is_alphabetic() || c.is_whitespace();
    let spellings = [text.to_owned(), backward];
    let more = spellings.iter().flat_map(|text| [letters_for_signs(text), text.chars().filter(between).collect()]);
    let more: Vec<String> = more.collect();
    spellings.into_iter().chain(more).collect()
}

/// Returns whether nothing but an initial is left of a passphrase without the worker's own words, wherever blanks, digits and
/// signs break them up.
fn is_only_own(text: &str, own: &[String]) -> bool {
    const INITIAL: usize = 2;
    spellings_of(text).iter().any(|text| {
        let mut rest = letters_of(text);
        let whole = rest.len();
        let mut words: Vec<&String> = own.iter().filter(|word| word.len() >= SHORTEST_NAME).collect();
        words.sort_by_key(|word| std::cmp::Reverse(word.len()));
        for word in words {
            rest = rest.replace(word.as_str(), "");
        }
        rest.len() < whole && rest.len() <= INITIAL
    })
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
        let known = self.famous.iter().chain(&self.known).chain(&self.local);
        let mut words: Vec<_> = own.chain(known.map(|word| (word.as_str(), self.known_word_log10))).collect();
        words.sort_by_key(|(word, _)| std::cmp::Reverse(word.len()));
        for (word, cost) in words {
            let joined = || remove_word(&rest, &word.replace(' ', ""));
            if let Some(without) = remove_word(&rest, word).or_else(joined) {
                (rest, guesses) = (without, guesses + cost);
                has_own |= word.len() >= SHORTEST_NAME && own_words.iter().any(|own| own == word);
            }
        }
        if let Some(without) = remove_years(&rest) {
            (rest, guesses) = (without, guesses + self.year_log10);
        }
        if let Some((without, count)) = self.remove_numbers(&rest) {
            (rest, guesses, has_own) = (without, guesses + self.number_log10 * count, true);
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

impl LeastStrength {
    /// Returns a text without the numbers of workers and cases, and how many these are; `None` if it has none.
    fn remove_numbers(&self, text: &str) -> Option<(String, f64)> {
        let is_number = |word: &&str| {
            let shape = shape_of(word);
            self.number_shapes.iter().any(|known| shape.split(known.as_str()).all(str::is_empty))
        };
        if !text.contains(char::is_alphabetic) {
            // A telephone number in its usual groups, say.
            let digits: String = text.chars().filter(char::is_ascii_digit).collect();
            if !digits.is_empty() && is_number(&digits.as_str()) {
                return Some((String::new(), 1.0));
            }
        }
        let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        let (numbers, others): (Vec<&str>, Vec<&str>) = words.partition(is_number);
        let count = u8::try_from(numbers.len()).unwrap_or(u8::MAX);
        (count > 0).then(|| (others.join(" "), count.into()))
    }
}

/// Returns the shape of a word: A for a letter, 9 for a digit.
fn shape_of(word: &str) -> String {
    word.chars().map(|c| if c.is_ascii_digit() { '9' } else { 'A' }).collect()
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
            "V1P1 V1S1 V1C1",
            "v1p1v1s1v1c1v1b2",
            "V1P1 V1S1 V1C1 V1B2 V2A1 V3A1",
            "1B20001 garcia",
            "06B32751 06B32752 06B32753 06B32754",
            "garcia 0052445",
            "510 555 0199",
            "(510) 555-0199",
            "calworks oakland 94612",
            "a-r-i-v-e-r-a eastmont",
            "Jesus is Lord 777",
            "sanfrancisco49ers",
            "dodgers4life!!",
            "Go Warriors 2026",
            "San Jose Sharks!!",
            "Oakland Raiders 1976",
            "Go Bears Berkeley",
            "iloveyou my kids",
            "I love my 3 kids so much",
            "te amo mis hijos",
            "r1v3ra e4stm0nt",
            "riv7era east7mont",
            "ri vera east mont",
            "areviR tnomtsaE 7",
            "ar3vir tn0mtsae",
            "rivera 94601 eastmont",
        ] {
            assert!(refusal_for(weak).is_some_and(|told| told.contains("Use three or four words")), "{weak:?}");
        }
        assert!(refusal_for("password1").unwrap().contains("very common"), "{:?}", refusal_for("password1"));
    }

    #[test]
    fn two_uncommon_words_are_enough_and_a_hundred_thousand_letters_are_measured_at_once() {
        for strong in [
            "open sesame lantern meadow",
            "battery staple",
            "paper lantern",
            "ñandú y mañana",
            "contraseña",
            "county lantern meadow",
            "april river basket",
            "rivera paper lantern",
            "the lantern of the meadow",
            "riverbank ascends slowly",
            "tepid walnut 94601",
            "warriors lantern meadow",
        ] {
            assert_eq!(refusal_for(strong), None, "{strong}");
        }
        assert_eq!(refusal_for(&"quiet river 88 stones ".repeat(5_000)), None);
    }
}
