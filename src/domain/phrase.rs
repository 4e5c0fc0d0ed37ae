//! Phrases: `;word` expands to a text with fields to tab through.
//!
//! A field is written in braces: `{name}` is the participant's name, `{date}` today, `{date+10}` ten days from today,
//! `{one|other}` a choice, and anything else a blank that says what belongs there. `{{` is a literal brace. Every text
//! is a valid phrase: a brace without its counterpart is a literal brace.

use std::collections::BTreeMap;
use std::ops::Range;

use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};

use super::dates;

/// The greatest length of the word that is typed for a phrase.
const LONGEST_WORD: usize = 20;

/// A text that a worker inserts by typing its word.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Phrase {
    /// The word that is typed after the semicolon, of letters and digits.
    pub word: String,
    /// The title in the picker.
    pub title: String,
    /// The text with its fields.
    pub text: String,
}

/// The reason for which a phrase cannot be saved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PhraseError {
    /// The word cannot be typed after a semicolon.
    #[error("The word for a phrase must have 1 to 20 letters and digits.")]
    Word,
    /// The phrase would expand to nothing.
    #[error("The phrase is empty.")]
    Empty,
}

/// What is known at the place where a phrase is expanded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PhraseContext {
    /// The participant's name; `None` leaves a blank.
    pub name: Option<String>,
    /// The day from which days are counted.
    pub today: NaiveDate,
}

/// The expansion of a phrase.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Expansion {
    /// The expanded text.
    pub text: String,
    /// The stops to tab through, in order.
    pub stops: Vec<TabStop>,
}

/// A stop to tab to. The text in it is selected, so that typing replaces it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TabStop {
    /// The bytes of the expanded text that are selected.
    pub span: Range<usize>,
    /// The choices, of which the first is in the text; empty for a blank.
    pub choices: Vec<String>,
}

/// A segment of a phrase's text.
enum PhraseSegment<'a> {
    Text(&'a str),
    Field(&'a str),
}

impl Phrase {
    /// Creates a phrase of the worker's own.
    ///
    /// # Errors
    /// The word cannot be typed, or the text is empty.
    pub fn new(word: &str, title: &str, text: &str) -> Result<Self, PhraseError> {
        let word = word.trim().to_lowercase();
        if !(1..=LONGEST_WORD).contains(&word.chars().count()) || !word.chars().all(char::is_alphanumeric) {
            return Err(PhraseError::Word);
        }
        if text.trim().is_empty() {
            return Err(PhraseError::Empty);
        }
        let title = if title.trim().is_empty() { &word } else { title.trim() };
        Ok(Self { title: title.to_owned(), word, text: text.to_owned() })
    }

    /// Returns the text with the known fields filled in.
    pub fn expand(&self, context: &PhraseContext) -> Expansion {
        let mut expansion = Expansion::default();
        for part in split_segments(&self.text) {
            match part {
                PhraseSegment::Text(text) => expansion.text.push_str(text),
                PhraseSegment::Field(field) => expansion.push_field(field, context),
            }
        }
        expansion
    }
}

impl Expansion {
    fn push_field(&mut self, field: &str, context: &PhraseContext) {
        if field.contains('|') {
            let choices: Vec<String> = field.split('|').map(str::to_owned).collect();
            let first = choices.first().cloned().unwrap_or_default();
            self.push_stop(&first, choices);
        } else if let Some(known) = field_value(field, context) {
            self.text.push_str(&known);
        } else {
            // A blank keeps its braces, so that one left unfilled is seen.
            self.push_stop(&format!("{{{field}}}"), vec![]);
        }
    }

    fn push_stop(&mut self, text: &str, choices: Vec<String>) {
        let start = self.text.len();
        self.text.push_str(text);
        self.stops.push(TabStop { span: start..self.text.len(), choices });
    }
}

/// Returns the value of a field that is known, or `None` for a blank.
fn field_value(field: &str, context: &PhraseContext) -> Option<String> {
    match field {
        "name" => context.name.clone(),
        "date" => Some(dates::format_long_date(context.today)),
        _ => {
            let days: u16 = field.strip_prefix("date+")?.parse().ok()?;
            context.today.checked_add_days(Days::new(days.into())).map(dates::format_long_date)
        }
    }
}

/// Splits a text into its segments, in order.
fn split_segments(text: &str) -> Vec<PhraseSegment<'_>> {
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        parts.push(PhraseSegment::Text(before));
        if let Some(literal) = after.strip_prefix('{') {
            parts.push(PhraseSegment::Text("{"));
            rest = literal;
        } else if let Some((field, beyond)) = after.split_once('}').filter(|(field, _)| is_field(field)) {
            parts.push(PhraseSegment::Field(field));
            rest = beyond;
        } else {
            parts.push(PhraseSegment::Text("{"));
            rest = after;
        }
    }
    parts.push(PhraseSegment::Text(rest));
    parts
}

fn is_field(field: &str) -> bool {
    !field.trim().is_empty() && !field.contains(['{', '\n'])
}

/// Returns all phrases, the most used first, then by word. A phrase of the worker's own replaces a built-in one with
/// the same word.
pub fn rank_phrases(builtin: &[Phrase], own: Vec<Phrase>, uses: &BTreeMap<String, u64>) -> Vec<Phrase> {
    let mut phrases = own;
    for phrase in builtin {
        if phrases.iter().all(|kept| kept.word != phrase.word) {
            phrases.push(phrase.clone());
        }
    }
    let count = |phrase: &Phrase| uses.get(&phrase.word).copied().unwrap_or_default();
    phrases.sort_by(|a, b| count(b).cmp(&count(a)).then_with(|| a.word.cmp(&b.word)));
    phrases
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rstest::rstest;

    use super::*;

    fn expand_text(text: &str) -> Expansion {
        let phrase = Phrase { word: "x".into(), title: "x".into(), text: text.into() };
        phrase.expand(&PhraseContext { name: Some("Linh".into()), today: "2026-11-19".parse().unwrap() })
    }

    /// Returns the expanded text and the selected text of each stop.
    fn expand_with_stops(text: &str) -> (String, Vec<String>) {
        let Expansion { text, stops } = expand_text(text);
        let selected = stops.iter().map(|stop| text.get(stop.span.clone()).unwrap().to_owned()).collect();
        (text, selected)
    }

    #[rstest]
    #[case("Called {name} on {date}.", "Called Linh on Thu 11/19/2026.", &[])]
    #[case("by {date+10}", "by Sun 11/29/2026", &[])]
    #[case("{mail|e-mail} to {whom}", "mail to {whom}", &["mail", "{whom}"])]
    #[case("{{name} { } {} {date+x}", "{name} { } {} {date+x}", &["{date+x}"])]
    #[case("an open { brace", "an open { brace", &[])]
    fn fields_are_filled_or_tabbed_to(#[case] text: &str, #[case] wanted: &str, #[case] stops: &[&str]) {
        assert_eq!(expand_with_stops(text), (wanted.to_owned(), stops.iter().map(ToString::to_string).collect()));
    }

    #[test]
    fn a_choice_offers_all_and_an_unknown_name_is_a_blank() {
        assert_eq!(
            expand_text("{a|b|c}").stops,
            [TabStop { span: 0..1, choices: ["a", "b", "c"].map(str::to_owned).to_vec() }]
        );
        let phrase = Phrase::new("X1", " ", "Called {name}").unwrap();
        assert_eq!((phrase.word.as_str(), phrase.title.as_str()), ("x1", "x1"));
        let unknown = phrase.expand(&PhraseContext { name: None, today: "2026-11-19".parse().unwrap() });
        assert_eq!((unknown.text.as_str(), unknown.stops[0].span.clone()), ("Called {name}", 7..13));
    }

    #[test]
    fn a_workers_phrase_needs_a_word_that_can_be_typed_and_a_text() {
        assert_eq!(Phrase::new("two words", "", "x"), Err(PhraseError::Word));
        assert_eq!(Phrase::new("", "", "x"), Err(PhraseError::Word));
        assert_eq!(Phrase::new("x", "", " \n"), Err(PhraseError::Empty));
    }

    #[test]
    fn the_most_used_phrases_come_first_and_own_phrases_replace_builtin_ones() {
        let phrase = |word: &str, text: &str| Phrase::new(word, "", text).unwrap();
        let builtin = [phrase("a", "builtin"), phrase("b", "builtin"), phrase("c", "builtin")];
        let uses = BTreeMap::from([("c".to_owned(), 2)]);
        let ranked = rank_phrases(&builtin, vec![phrase("b", "own")], &uses);
        let words: Vec<_> = ranked.iter().map(|phrase| (phrase.word.as_str(), phrase.text.as_str())).collect();
        assert_eq!(words, [("c", "builtin"), ("a", "builtin"), ("b", "own")]);
    }

    proptest! {
        #[test]
        fn any_text_is_a_phrase_and_its_stops_are_in_it(text in "[{}|a +date\né]{0,40}") {
            let Expansion { text, stops } = expand_text(&text);
            let mut end = 0;
            for stop in stops {
                prop_assert!(stop.span.start >= end && text.get(stop.span.clone()).is_some());
                end = stop.span.end;
            }
        }
    }
}
