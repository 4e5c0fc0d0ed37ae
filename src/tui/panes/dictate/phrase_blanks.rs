//! Phrases in the narrative: `;word` and Space or Tab expands, Tab goes from field to field, what stands in a field is
//! selected so that typing replaces it.

use std::time::Instant;

use super::phrase_blank::PhraseBlank;
use super::{DictateField, DictateForm};
use crate::domain::PersonNumber;
use crate::domain::name::PersonName;
use crate::domain::phrase::{Phrase, PhraseContext};
use crate::tui::command::EditCommand;
use crate::tui::widgets::choice::adjacent_choice;

/// What begins the word of a phrase.
const SIGN: char = ';';

impl DictateForm {
    /// The word before the caret that may be a phrase's: `word` of `;word`.
    pub fn phrase_word(&self) -> Option<&str> {
        if self.field != DictateField::Results {
            return None;
        }
        let (before, word) = self.results.text_before_caret().rsplit_once(SIGN)?;
        let alone = before.chars().next_back().is_none_or(|c| !c.is_alphanumeric());
        (alone && !word.is_empty() && word.chars().all(char::is_alphanumeric)).then_some(word)
    }

    /// Puts a phrase in the place of the word before the caret, if one stands there, and goes to its first field.
    pub fn expand_phrase(&mut self, phrase: &Phrase, now: Instant) {
        let typed = self.phrase_word().filter(|word| word.eq_ignore_ascii_case(&phrase.word));
        let chars = typed.map_or(0, |word| word.chars().count() + 1);
        let expansion = phrase.expand(&PhraseContext { name: self.participant_name(), today: self.today });
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
                Some(PhraseBlank { text, after: beyond + whole - end, choices: stop.choices })
            })
            .collect();
        if waiting.last().is_some_and(|last| last.after > beyond) {
            waiting.push(PhraseBlank { text: String::new(), after: beyond, choices: Vec::new() });
        }
        self.blanks = waiting.into();
        self.active_blank = None;
        self.go_to_next_blank();
        self.note_change(now);
    }

    /// Goes to the next field of the phrase that was expanded last; whether there is one.
    pub fn go_to_next_blank(&mut self) -> bool {
        self.active_blank = None;
        if self.field != DictateField::Results {
            return false;
        }
        while let Some(next) = self.blanks.pop_front() {
            if self.results.select_expected(&next.text, next.after) {
                self.active_blank = (!next.choices.is_empty()).then_some(next);
                return true;
            }
        }
        false
    }

    /// Takes the choice above or below in the field of a phrase that offers choices; whether the caret is in one.
    pub(super) fn choose_in_phrase(&mut self, what: EditCommand) -> bool {
        let Some(mut field) = self.active_blank.take() else { return false };
        let forward = match what {
            EditCommand::Down => true,
            EditCommand::Up => false,
            _ => return false,
        };
        // What stands there and is none of the choices counts as the first.
        let index = field.choices.iter().position(|choice| *choice == field.text).unwrap_or(0);
        let next = adjacent_choice(Some(index), field.choices.len(), forward);
        let Some(chosen) = next.and_then(|index| field.choices.get(index).cloned()) else { return false };
        if !self.results.select_expected(&field.text, field.after) {
            return false;
        }
        self.results.paste_text(&chosen);
        self.results.select_expected(&chosen, field.after);
        field.text = chosen;
        self.active_blank = Some(field);
        true
    }

    /// What the field of the phrase offers, where the caret is in one that offers choices.
    pub fn choice_hint(&self) -> Option<String> {
        let field = self.active_blank.as_ref()?;
        Some(format!("Up, Down: {}.  Tab goes on.", field.choices.join(" | ")))
    }

    /// The selected part of the narrative.
    pub fn selected_text(&self) -> Option<String> {
        self.results.selected_text().filter(|_| self.field == DictateField::Results)
    }

    /// The participant's name as a sentence has it: the given name first.
    fn participant_name(&self) -> Option<String> {
        let person = self.subject.person;
        let known = self.choices.people.iter().find(|(number, _)| *number == person && *number != PersonNumber::CASE);
        let PersonName { last, first } = PersonName::from(known?.1.as_str());
        Some(format!("{first} {last}").trim().to_owned()).filter(|name| !name.is_empty())
    }
}
