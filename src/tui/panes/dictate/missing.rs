//! What the comment form still lacks, and where the focus goes: to what is missing when filing is refused, and on to the
//! next field without an answer when a choice is made.

use std::time::Instant;

use strum::VariantArray as _;

use super::choice_run::ChoiceRun;
use super::{DictateField, DictateForm, MissingMarks, PersonAnswer};
use crate::domain::comment::CommentElement;
use crate::tui::command::EditCommand;
use crate::tui::widgets::narrative::NarrativeEditor;

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

    /// Selects the choice with a letter, and goes on. A letter that is no choice waits for the next one: two are a sentence
    /// that somebody writes in the wrong field, and go to the results. So does a capital letter at once, and the choices
    /// before it stand. A space chooses nothing; it ends the letters before it, which stand too.
    pub(super) fn press_in_choice(&mut self, c: char, now: Instant) {
        let mut run = self.choice_run.take().unwrap_or_else(|| self.begin_choice_run());
        if run.goes_on_as_sentence(c) {
            return self.move_to_results(&run, &c.to_string(), now);
        }
        if c == ' ' {
            return;
        }
        let chosen = self.field;
        if self.choose_by_letter(c) {
            if !self.missing_fields().contains(&chosen) {
                self.go_on_from_choice();
            }
            self.went_on_to = Some(self.field).filter(|field| *field != chosen);
            run.letters.push(c);
            self.choice_run = Some(run);
            return self.note_change(now);
        }
        if c.is_uppercase() {
            let run = if run.is_of_choices() { self.begin_choice_run() } else { run };
            return self.move_to_results(&run, &c.to_string(), now);
        }
        run.stray = Some(c);
        self.choice_run = Some(run);
    }

    /// Selects the choice with a letter. Returns whether there is one. Where a digit says with whom the contact was, the
    /// letters of the field after it say how it went: they can mean nothing else.
    fn choose_by_letter(&mut self, c: char) -> bool {
        match self.field {
            DictateField::Type => self.choices.type_for_key(c).map(|kind| self.contact_type = Some(kind)).is_some(),
            DictateField::Participant if c.is_ascii_digit() => {
                let person = self.choices.person_for_key(c);
                if let Some(person) = person {
                    (self.subject.person, self.person_answer) = (person, PersonAnswer::Given);
                }
                person.is_some()
            }
            DictateField::Participant if self.reached.is_some() => false,
            DictateField::Participant | DictateField::Reached => {
                reached_for_key(c).map(|reached| self.reached = Some(reached)).is_some()
            }
            _ => false,
        }
    }

    pub(super) fn begin_choice_run(&self) -> ChoiceRun {
        ChoiceRun {
            letters: String::new(),
            stray: None,
            field: self.field,
            contact_type: self.contact_type.clone(),
            person: (self.subject.person, self.person_answer),
            reached: self.reached,
        }
    }

    /// Ends the letters that were typed in choices. Where the first word of the results shows that they were its
    /// beginning, they go before it, and what they chose is as it was before.
    pub(super) fn end_choice_run(&mut self, now: Instant) {
        let Some(run) = self.choice_run.take() else { return };
        if self.field != DictateField::Results || !run.begins_word(&self.results.content()) {
            return;
        }
        self.restore_choices(&run);
        self.results = NarrativeEditor::with_text(&format!("{}{}", run.letters, self.results.content()));
        self.results.apply_edit(EditCommand::TextEnd);
        self.text_moved_from = Some(run.field);
        self.note_change(now);
    }

    /// Restores the choices as they were before letters that seemed to choose something.
    fn restore_choices(&mut self, run: &ChoiceRun) {
        self.contact_type.clone_from(&run.contact_type);
        (self.subject.person, self.person_answer) = run.person;
        self.reached = run.reached;
    }

    /// Writes a text that was begun in a choice at the end of the results, with the letters before it that seemed to
    /// choose something; what they chose is as it was before.
    pub(super) fn move_to_results(&mut self, run: &ChoiceRun, text: &str, now: Instant) {
        self.restore_choices(run);
        self.go_to_field(DictateField::Results);
        self.results.apply_edit(EditCommand::TextEnd);
        if self.results.has_text() && !self.results.content().ends_with(char::is_whitespace) {
            self.results.insert_char(' ');
        }
        let letters = run.letters.chars().chain(run.stray).collect::<String>();
        self.results.paste_text(&format!("{letters}{text}"));
        self.text_moved_from = Some(run.field);
        self.note_change(now);
    }

    /// Returns the sentence that says what became of letters which are no choice; `None` if there are none.
    pub fn stray_text_hint(&self) -> Option<String> {
        if let Some(field) = self.text_moved_from {
            if field == DictateField::Reached && self.reached.is_none() {
                return Some("Contact is not chosen yet: r or a. What you typed is in Results.".to_owned());
            }
            return Some(format!("{} takes a marked letter, not text: what you typed is in Results.", field.title()));
        }
        let stray = self.choice_run.as_ref()?.stray?;
        Some(format!("{stray} chooses nothing in {}. Backspace removes it; more goes to Results.", self.field.title()))
    }

    /// Returns the sentence that says that a contact of this type is not the month's contact although the participant was
    /// reached; `None` where it is, or where the worker is at another part of the comment.
    pub fn uncounted_hint(&self) -> Option<String> {
        use DictateField::{Participant, Reached, Results, Type};
        let is_here = matches!(self.field, Type | Participant | Reached | Results) && self.reached == Some(true);
        let kind = self.contact_type.as_ref().filter(|_| is_here)?;
        let known = self.choices.types.iter().find(|known| known.kind == *kind).filter(|known| !known.counts)?;
        Some(format!("{} does not count as the month's contact, reached or not.", known.title))
    }

    /// Returns the sentence that says what the letters chose that were just typed, where the text follows.
    pub fn chosen_hint(&self) -> Option<String> {
        self.choice_run.as_ref().filter(|_| self.field == DictateField::Results)?;
        Some(format!("Chosen: {}. Now what was said and agreed.", self.contact_text()))
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
