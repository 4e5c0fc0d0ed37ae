//! What the comment form still lacks, and where the focus goes: to what is missing when filing is refused, and on to the
//! next field without an answer when a choice is made.

use std::time::Instant;

use strum::VariantArray as _;

use super::{DictateField, DictateForm, MissingMarks, PersonAnswer};
use crate::domain::comment::CommentElement;
use crate::tui::widgets::choice::Step;

impl DictateField {
    /// Returns what a sentence calls the field when its answer is missing.
    const fn missing_title(self) -> &'static str {
        match self.element() {
            Some(element) => element.title(),
            None if matches!(self, Self::Participant) => "with whom",
            None => "reached or attempted",
        }
    }
}

impl DictateForm {
    /// Returns the fields that still need an answer, in the order of the form. The narrative is not copied for this,
    /// because it may be long and every frame calls this function.
    pub fn missing_fields(&self) -> Vec<DictateField> {
        let results = if self.results.has_text() { "present" } else { "" };
        let missing = self.comment_draft_with(results.to_owned()).missing_elements();
        let is_missing = |field: &DictateField| match field.element() {
            Some(element) => missing.contains(&element),
            None if *field == DictateField::Participant => self.person_answer == PersonAnswer::Open,
            None => self.reached.is_none(),
        };
        DictateField::VARIANTS.iter().copied().filter(is_missing).collect()
    }

    /// Checks the form for filing. Returns a sentence that names all that is missing; `None` if the comment can be
    /// filed. The focus stays on a field that is wrong; from a field that is right it goes to the first wrong one.
    pub(super) fn check_before_filing(&mut self) -> Option<String> {
        self.missing_marks = MissingMarks::Shown;
        let missing = self.missing_fields();
        let Some(first) = missing.first().copied() else { return self.check_wording() };
        let here = if missing.contains(&self.field) { self.field } else { first };
        self.go_to_field(here);
        let titles: Vec<_> = missing.iter().map(|field| field.missing_title()).collect();
        let is_future = self.parsed_date().is_some_and(|date| date > self.today);
        let future = if is_future { " The date of contact is in the future." } else { "" };
        Some(format!("Not filed yet. Missing: {}.{future} You are in {}.", titles.join(", "), here.title()))
    }

    /// Returns the first field that needs an answer, except the last two, which Ctrl-N answers from anywhere.
    pub(super) fn first_open_field(&self) -> Option<DictateField> {
        self.missing_fields().into_iter().find(|field| needs_focus(*field))
    }

    /// Goes on from a choice that was just made: to the next field after it that needs an answer. The focus never goes
    /// back, and stays if nothing after it is missing.
    pub(super) fn go_on_from_choice(&mut self) {
        let place = |field: DictateField| DictateField::VARIANTS.iter().position(|known| *known == field);
        let here = place(self.field);
        let next = self.missing_fields().into_iter().find(|field| needs_focus(*field) && place(*field) > here);
        if let Some(next) = next {
            self.go_to_field(next);
        }
    }

    /// Selects the choice with a letter, or the next one with a space, and goes on. A letter that is no choice chooses
    /// nothing, and neither do those after it: somebody writes a sentence in the wrong field.
    pub(super) fn press_in_choice(&mut self, c: char, now: Instant) {
        if self.ignores_letters {
            return;
        }
        if c == ' ' {
            return self.choose_adjacent(Step::Next, now);
        }
        let choice = match self.field {
            DictateField::Type => self.choices.type_for_key(c).map(|kind| self.contact_type = Some(kind)),
            DictateField::Participant => self.choices.person_for_key(c).map(|person| {
                self.subject.person = person;
                self.person_answer = PersonAnswer::Given;
            }),
            DictateField::Reached => reached_for_key(c).map(|reached| self.reached = Some(reached)),
            _ => None,
        };
        if choice.is_none() {
            self.ignores_letters = true;
            return;
        }
        let chosen = self.field;
        self.go_on_from_choice();
        self.went_on_to = Some(self.field).filter(|field| *field != chosen);
        self.note_change(now);
    }

    /// Returns the sentence that says why letters do nothing, if they do nothing.
    pub fn ignored_letters_hint(&self) -> Option<String> {
        let field = self.field.title();
        self.ignores_letters.then(|| format!("{field} takes a marked letter, not text. Tab goes on; write in Results."))
    }
}

/// Returns whether the worker has to go to the field to answer it.
const fn needs_focus(field: DictateField) -> bool {
    !matches!(field.element(), Some(CommentElement::Forms | CommentElement::Documents))
}

fn reached_for_key(c: char) -> Option<bool> {
    match c.to_ascii_lowercase() {
        'r' => Some(true),
        'a' => Some(false),
        _ => None,
    }
}
