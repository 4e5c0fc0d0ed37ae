//! The comment about a telephone call, half written by the key that says how the call went.

use std::time::Instant;

use strum::VariantArray as _;

use super::{DictateField, DictateForm, ListAnswer};
use crate::domain::comment::ContactType;
use crate::domain::dates;
use crate::tui::command::CallResult;
use crate::tui::widgets::line_input::LineInput;
use crate::tui::widgets::narrative::NarrativeEditor;

/// The type of contact of a call.
const TELEPHONE: &str = "telephone";

/// Returns what the comment about a call says so far. The number is not named: it is in the case.
const fn results_of_call(result: CallResult) -> &'static str {
    match result {
        CallResult::Reached => "",
        CallResult::NoAnswer => "Called the number on file. No answer.",
        CallResult::LeftMessage => "Called the number on file. Left a message asking for a call back.",
        CallResult::WrongNumber => "Called the number on file. It is a wrong number or out of service.",
    }
}

/// Returns sentences with a space after them, so that what is typed next begins a sentence of its own. Filing leaves it
/// out.
fn begun_text(says: &str) -> String {
    if says.is_empty() { String::new() } else { format!("{says} ") }
}

impl DictateForm {
    /// Returns the sentence that says where a comment that was begun before differs from the result of a call; `None`
    /// if it says nothing else.
    pub fn call_doubt(&self, result: CallResult) -> Option<String> {
        let is_other_type = self.contact_type.as_ref().is_some_and(|kind| kind.0 != TELEPHONE);
        let is_other_result = self.reached.is_some_and(|reached| reached != (result == CallResult::Reached));
        let is_other_day = self.parsed_date() != Some(self.today);
        if !is_other_type && !is_other_result && !is_other_day {
            return None;
        }
        let mut called = self.clone();
        called.set_call(result);
        Some(format!("The draft says {}. Set {} and keep its text?", self.contact_text(), called.contact_text()))
    }

    /// Returns how the contact was made, how it went, and when: `Telephone, reached, Mon 11/30`.
    pub fn contact_text(&self) -> String {
        let kind =
            self.contact_type.as_ref().and_then(|kind| self.choices.types.iter().find(|known| known.kind == *kind));
        let reached = self.reached.map(|reached| if reached { "reached" } else { "attempted" }.to_owned());
        let date = self.parsed_date().map(|date| dates::format_date(date, self.today));
        let parts = kind.map(|kind| kind.title.clone()).into_iter().chain(reached).chain(date);
        parts.collect::<Vec<_>>().join(", ")
    }

    /// Sets the result of a call in a comment that was begun before. Its text is kept, and what the key says of the call
    /// stands below it.
    pub fn add_call(&mut self, result: CallResult, now: Instant) {
        self.set_call(result);
        let text = self.results.content();
        let is_from_a_key = CallResult::VARIANTS.iter().any(|known| results_of_call(*known) == text.trim());
        let says = results_of_call(result);
        if is_from_a_key {
            self.results = NarrativeEditor::with_text(&begun_text(says));
        } else if !says.is_empty() && !text.contains(says) {
            self.results = NarrativeEditor::with_text(&begun_text(&format!("{}\n{says}", text.trim_end())));
        }
        if result != CallResult::Reached {
            for answer in [&mut self.forms, &mut self.documents] {
                if !answer.is_answered() {
                    answer.answer_none();
                }
            }
        }
        self.note_change(now);
        self.go_to_field(self.first_open_field().unwrap_or(DictateField::Results));
    }

    /// Sets type, date and whether the participant was reached.
    fn set_call(&mut self, result: CallResult) {
        let telephone = ContactType(TELEPHONE.to_owned());
        if self.choices.types.iter().any(|choice| choice.kind == telephone) {
            self.contact_type = Some(telephone);
        }
        self.date = LineInput::with_text("t");
        self.reached = Some(result == CallResult::Reached);
    }

    /// Fills in what the result of a call says: the type, whether the participant was reached, and for a call in which
    /// nobody was reached the results and that there are no forms and documents. The worker still reads and files it.
    pub fn prefill_call(&mut self, result: CallResult) {
        self.set_call(result);
        if result != CallResult::Reached {
            self.results = NarrativeEditor::with_text(&begun_text(results_of_call(result)));
            self.forms = ListAnswer::from(None);
            self.documents = ListAnswer::from(None);
        }
        let open = self.first_open_field();
        self.go_to_field(open.unwrap_or(DictateField::Results));
        self.request_reading();
    }
}
