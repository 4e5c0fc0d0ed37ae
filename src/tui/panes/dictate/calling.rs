//! The comment about a telephone call, half written by the key that says how the call went.

use super::{DictateForm, ListAnswer};
use crate::domain::comment::ContactType;
use crate::tui::widgets::narrative::NarrativeEditor;

/// The type of contact of a call.
const TELEPHONE: &str = "telephone";

/// How a call went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CallResult {
    /// The participant was reached.
    Reached,
    /// Nobody answered.
    NoAnswer,
    /// A message was left.
    LeftMessage,
    /// The number is wrong or out of service.
    WrongNumber,
}

impl CallResult {
    /// Returns what the comment says so far. The number is not named: it is in the case.
    const fn results(self) -> &'static str {
        match self {
            Self::Reached => "",
            Self::NoAnswer => "Called the number on file. No answer.",
            Self::LeftMessage => "Called the number on file. Left a message asking for a call back.",
            Self::WrongNumber => "Called the number on file. It is a wrong number or out of service.",
        }
    }
}

impl DictateForm {
    /// Fills in what the result of a call says: the type, whether the participant was reached, and for a call in which
    /// nobody was reached the results and that there are no forms and documents. The worker still reads and files it.
    pub fn prefill_call(&mut self, result: CallResult) {
        let telephone = ContactType(TELEPHONE.to_owned());
        if self.choices.types.iter().any(|choice| choice.kind == telephone) {
            self.contact_type = Some(telephone);
        }
        self.reached = Some(result == CallResult::Reached);
        if result != CallResult::Reached {
            self.results = NarrativeEditor::with_text(result.results());
            self.forms = ListAnswer::from(None);
            self.documents = ListAnswer::from(None);
        }
        let open = self.first_open_field();
        self.go_to_field(open.unwrap_or(super::DictateField::Results));
        self.request_reading();
    }
}
