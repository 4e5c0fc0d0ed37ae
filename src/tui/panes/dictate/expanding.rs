//! Phrases in the narrative: `;word` and Space or Tab expands, Tab goes from field to field, what stands in a field is
//! selected so that typing replaces it.

use std::time::Instant;

use super::{Dictate, Field};
use crate::domain::PersonNumber;
use crate::domain::name::PersonName;
use crate::domain::phrase::{Given, Phrase};
use crate::tui::command::Edit;

/// What begins the word of a phrase.
const SIGN: char = ';';

/// A field of an expanded phrase that the caret has not left yet.
///
/// Fields are visited in order and everything is written before those that are still to come, so that the distance to
/// the end of the text tells where one is.
#[derive(Debug, Clone)]
pub(super) struct Waiting {
    /// What stands there.
    text: String,
    /// How many characters of the narrative come after it.
    after: usize,
    /// What may be chosen.
    choices: Vec<String>,
}

impl Dictate {
    /// The word before the caret that may be a phrase's: `word` of `;word`.
    pub fn phrase_word(&self) -> Option<&str> {
        if self.field != Field::Results {
            return None;
        }
        let (before, word) = self.results.before_caret().rsplit_once(SIGN)?;
        let alone = before.chars().next_back().is_none_or(|c| !c.is_alphanumeric());
        (alone && !word.is_empty() && word.chars().all(char::is_alphanumeric)).then_some(word)
    }

    /// Puts a phrase in the place of the word before the caret, if one stands there, and goes to its first field.
    pub fn expand(&mut self, phrase: &Phrase, now: Instant) {
        let typed = self.phrase_word().filter(|word| word.eq_ignore_ascii_case(&phrase.word));
        let chars = typed.map_or(0, |word| word.chars().count() + 1);
        let expansion = phrase.expanded(&Given { name: self.participant_name(), today: self.today });
        self.results.replace_before_caret(chars, &expansion.text);
        let beyond = self.results.chars_after_caret();
        let count = |text: &str| text.chars().count();
        let whole = count(&expansion.text);
        let mut waiting: Vec<_> = expansion
            .stops
            .into_iter()
            .filter_map(|stop| {
                let end = count(expansion.text.get(..stop.span.end)?);
                let text = expansion.text.get(stop.span)?.to_owned();
                Some(Waiting { text, after: beyond + whole - end, choices: stop.choices })
            })
            .collect();
        if waiting.last().is_some_and(|last| last.after > beyond) {
            waiting.push(Waiting { text: String::new(), after: beyond, choices: Vec::new() });
        }
        self.waiting = waiting.into();
        self.choosing = None;
        self.next_blank();
        self.touched(now);
    }

    /// Goes to the next field of the phrase that was expanded last; whether there is one.
    pub fn next_blank(&mut self) -> bool {
        self.choosing = None;
        if self.field != Field::Results {
            return false;
        }
        while let Some(next) = self.waiting.pop_front() {
            if self.results.select(&next.text, next.after) {
                self.choosing = (!next.choices.is_empty()).then_some(next);
                return true;
            }
        }
        false
    }

    /// Takes the choice above or below in the field of a phrase that offers choices; whether the caret is in one.
    pub(super) fn choose_in_phrase(&mut self, what: Edit) -> bool {
        let Some(mut field) = self.choosing.take() else { return false };
        let step = match what {
            Edit::Down => 1,
            Edit::Up => field.choices.len().saturating_sub(1),
            _ => return false,
        };
        let at = field.choices.iter().position(|choice| *choice == field.text).unwrap_or(0);
        let Some(chosen) = field.choices.iter().cycle().nth(at + step).cloned() else { return false };
        if !self.results.select(&field.text, field.after) {
            return false;
        }
        self.results.paste(&chosen);
        self.results.select(&chosen, field.after);
        field.text = chosen;
        self.choosing = Some(field);
        true
    }

    /// What the field of the phrase offers, where the caret is in one that offers choices.
    pub fn offered(&self) -> Option<String> {
        let field = self.choosing.as_ref()?;
        Some(format!("Up, Down: {}.  Tab goes on.", field.choices.join(" | ")))
    }

    /// The selected part of the narrative.
    pub fn selection(&self) -> Option<String> {
        self.results.selected().filter(|_| self.field == Field::Results)
    }

    /// The participant's name as a sentence has it: the given name first.
    fn participant_name(&self) -> Option<String> {
        let person = self.subject.person;
        let known = self.choices.people.iter().find(|(number, _)| *number == person && *number != PersonNumber::CASE);
        let PersonName { last, first } = PersonName::from(known?.1.as_str());
        Some(format!("{first} {last}").trim().to_owned()).filter(|name| !name.is_empty())
    }
}
