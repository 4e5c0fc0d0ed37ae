//! Phrases in the narrative: `;word` with Space or Tab expands, Tab goes from blank to blank, and the text in a blank
//! is selected, so that typing replaces it.

use std::time::Instant;

use super::phrase_blank::PhraseBlank;
use super::{DictateField, DictateForm};
use crate::domain::PersonNumber;
use crate::domain::name::PersonName;
use crate::domain::phrase::{Phrase, PhraseContext};
use crate::tui::command::EditCommand;
use crate::tui::widgets::choice::{Step, adjacent_choice};

/// The character that begins the word of a phrase.
const SIGN: char = ';';

impl DictateForm {
    /// Returns the word of the `;word` before the caret, which may name a phrase.
    pub(super) fn phrase_word(&self) -> Option<&str> {
        if self.field != DictateField::Results {
            return None;
        }
        let (before, word) = self.results.text_before_caret().rsplit_once(SIGN)?;
        let is_separate = before.chars().next_back().is_none_or(|c| !c.is_alphanumeric());
        (is_separate && !word.is_empty() && word.chars().all(char::is_alphanumeric)).then_some(word)
    }

    /// Writes a phrase in place of its word before the caret, or at the caret if the word is not there, and goes to the
    /// first blank of the phrase.
    pub(super) fn expand_phrase(&mut self, phrase: &Phrase, now: Instant) {
        let typed = self.phrase_word().filter(|word| word.eq_ignore_ascii_case(&phrase.word));
        let chars = typed.map_or(0, |word| word.chars().count() + 1);
        let expansion = phrase.expand(&PhraseContext { name: self.participant_name(), today: self.today });
        self.results.replace_before_caret(chars, &expansion.text);
        let beyond = self.results.chars_after_caret();
        let count = |text: &str| text.chars().count();
        let whole = count(&expansion.text);
        let mut blanks: Vec<_> = expansion
            .stops
            .into_iter()
            .filter_map(|stop| {
                let end = count(expansion.text.get(..stop.span.end)?);
                let text = expansion.text.get(stop.span)?.to_owned();
                Some(PhraseBlank { text, after: beyond + whole - end, choices: stop.choices })
            })
            .collect();
        if blanks.last().is_some_and(|last| last.after > beyond) {
            blanks.push(PhraseBlank { text: String::new(), after: beyond, choices: Vec::new() });
        }
        self.blanks = blanks.into();
        self.active_blank = None;
        self.go_to_next_blank();
        self.note_change(now);
    }

    /// Goes to the next blank of the phrase that was expanded last. Returns whether there is one.
    pub(super) fn go_to_next_blank(&mut self) -> bool {
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

    /// Selects the choice above or below in a blank that offers choices. Returns whether the caret is in such a blank.
    pub(super) fn choose_in_phrase(&mut self, edit: EditCommand) -> bool {
        let Some(mut blank) = self.active_blank.take() else { return false };
        let step = match edit {
            EditCommand::Down => Step::Next,
            EditCommand::Up => Step::Previous,
            _ => return false,
        };
        // A text that is none of the choices counts as the first.
        let index = blank.choices.iter().position(|choice| *choice == blank.text).unwrap_or(0);
        let next = adjacent_choice(Some(index), blank.choices.len(), step);
        let Some(chosen) = next.and_then(|index| blank.choices.get(index).cloned()) else { return false };
        if !self.results.select_expected(&blank.text, blank.after) {
            return false;
        }
        self.results.paste_text(&chosen);
        self.results.select_expected(&chosen, blank.after);
        blank.text = chosen;
        self.active_blank = Some(blank);
        true
    }

    /// Returns the choices of the blank under the caret, in a sentence; `None` if it offers no choices.
    pub fn choice_hint(&self) -> Option<String> {
        let blank = self.active_blank.as_ref()?;
        Some(format!("Up, Down: {}.  Tab goes on.", blank.choices.join(" | ")))
    }

    /// Returns the selected part of the narrative; `None` if nothing is selected or another field has the focus.
    pub(super) fn selected_text(&self) -> Option<String> {
        if self.field == DictateField::Results { self.results.selected_text() } else { None }
    }

    /// Returns the name of the participant as it is written in a sentence: the given name first.
    fn participant_name(&self) -> Option<String> {
        let person = self.subject.person;
        let known = self.choices.people.iter().find(|(number, _)| *number == person && *number != PersonNumber::CASE);
        let PersonName { last, first } = PersonName::from(known?.1.as_str());
        Some(format!("{first} {last}").trim().to_owned()).filter(|name| !name.is_empty())
    }
}
