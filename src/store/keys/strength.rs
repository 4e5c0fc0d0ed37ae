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
    famous: Vec<String>,
    advice: String,
}

/// Refuses a passphrase that is too easy to guess for somebody who knows the worker's number, name and office.
///
/// # Errors
/// [`StoreError::WeakPassphrase`], with the reason.
pub(in crate::store) fn ensure_strong(passphrase: &SecretString, worker: &Worker) -> Result<(), StoreError> {
    let least: LeastStrength = toml::from_str(include_str!("../../../assets/security/passphrase.toml"))
        .map_err(|_error| StoreError::Internal("the least strength of a passphrase cannot be read"))?;
    let mut known = vec![worker.number.as_str()];
    known.extend(worker.name.split_whitespace().chain(worker.office.split_whitespace()));
    let text = passphrase.expose_secret();
    if let Some(phrase) = least.famous.iter().find(|phrase| is_only(text, phrase)) {
        let why = format!("Everybody knows the phrase {phrase:?}, and it is tried first.");
        return Err(StoreError::WeakPassphrase { why, advice: least.advice });
    }
    let estimate = zxcvbn::zxcvbn(text, &known);
    if estimate.guesses_log10() >= least.least_guesses_log10 {
        return Ok(());
    }
    let warning = estimate.feedback().and_then(zxcvbn::feedback::Feedback::warning);
    let why = warning.map_or_else(|| "It is too short or too regular.".to_owned(), |warning| warning.to_string());
    Err(StoreError::WeakPassphrase { why, advice: least.advice })
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
        ensure_strong(&words(text), &worker()).err().map(|error| error.to_string())
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
        ] {
            assert!(refusal_for(weak).is_some_and(|told| told.contains("Use three or four words")), "{weak:?}");
        }
        assert!(refusal_for("password1").unwrap().contains("very common"), "{:?}", refusal_for("password1"));
    }

    #[test]
    fn two_uncommon_words_are_enough_and_a_hundred_thousand_letters_are_measured_at_once() {
        for strong in ["open sesame lantern", "battery staple", "paper lantern", "ñandú y mañana", "contraseña"] {
            assert_eq!(refusal_for(strong), None, "{strong}");
        }
        assert_eq!(refusal_for(&"quiet river 88 stones ".repeat(5_000)), None);
    }
}
