//! The fields of the comment form, their order, and the choices they offer.

use strum::VariantArray as _;

use crate::desk::Caseload;
use crate::domain::comment::{CommentElement, ContactType};
use crate::domain::{CaseNumber, PersonNumber};
use crate::tui::widgets::choice::{Step, adjacent_choice};
use crate::tui::widgets::line_input::LineInput;

/// A field of the comment form. The order is the tab order: hands learn it, so a change is noted in CHANGELOG.md.
#[derive(Debug, Clone, Copy, PartialEq, Eq, strum::VariantArray)]
pub enum DictateField {
    /// The date of the contact.
    Date,
    /// The type of the contact.
    Type,
    /// The participant with whom the contact was.
    Participant,
    /// Whether the participant was reached.
    Reached,
    /// The purpose of the contact.
    Purpose,
    /// The results of the contact: the narrative.
    Results,
    /// The forms completed.
    Forms,
    /// The documents received.
    Documents,
}

impl DictateField {
    /// Returns the field that answers an element.
    pub const fn for_element(element: CommentElement) -> Self {
        match element {
            CommentElement::Date => Self::Date,
            CommentElement::Type => Self::Type,
            CommentElement::Purpose => Self::Purpose,
            CommentElement::Results => Self::Results,
            CommentElement::Forms => Self::Forms,
            CommentElement::Documents => Self::Documents,
        }
    }

    /// Returns the element that the field answers; `None` for the participant and for reached or attempted.
    pub const fn element(self) -> Option<CommentElement> {
        match self {
            Self::Date => Some(CommentElement::Date),
            Self::Type => Some(CommentElement::Type),
            Self::Purpose => Some(CommentElement::Purpose),
            Self::Results => Some(CommentElement::Results),
            Self::Forms => Some(CommentElement::Forms),
            Self::Documents => Some(CommentElement::Documents),
            Self::Participant | Self::Reached => None,
        }
    }

    /// Returns the label.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Date => "Date",
            Self::Type => "Type",
            Self::Participant => "With",
            Self::Reached => "Contact",
            Self::Purpose => "Purpose",
            Self::Results => "Results",
            Self::Forms => "Forms",
            Self::Documents => "Documents",
        }
    }

    /// Returns a sentence that says what may be typed in the field.
    pub const fn help_text(self) -> &'static str {
        match self {
            Self::Date => "The day of the contact: t, y, -3, fri, 11/15, 11/15/26.",
            Self::Type => "How it was made; the marked letter chooses.",
            Self::Participant => "Who it was with; the number chooses, and 0 is the case as a whole.",
            Self::Reached => "r reached, a attempted; an attempt does not count as the month's contact.",
            Self::Purpose => "Why it was made; Ctrl-Space picks from the catalog.",
            Self::Results => "What was said and agreed, in plain words; ;word or Ctrl-Space adds a phrase.",
            Self::Forms => "Forms completed, separated by commas; Ctrl-Space picks, Ctrl-N = none.",
            Self::Documents => "Documents received, separated by commas; Ctrl-Space picks, Ctrl-N = none.",
        }
    }

    /// Returns the next field; after the last comes the first.
    pub fn next_field(self) -> Self {
        self.adjacent_field(Step::Next)
    }

    /// Returns the previous field; before the first comes the last.
    pub fn previous_field(self) -> Self {
        self.adjacent_field(Step::Previous)
    }

    fn adjacent_field(self, step: Step) -> Self {
        let index = Self::VARIANTS.iter().position(|field| *field == self);
        let next = adjacent_choice(index, Self::VARIANTS.len(), step);
        next.and_then(|index| Self::VARIANTS.get(index).copied()).unwrap_or(self)
    }
}

/// An answer that is a list, or an explicit none.
#[derive(Debug, Clone, Default)]
pub struct ListAnswer {
    line: LineInput,
    none: bool,
}

impl ListAnswer {
    /// Returns the line for editing, and withdraws an answer of none.
    pub const fn line_mut(&mut self) -> &mut LineInput {
        self.none = false;
        &mut self.line
    }

    /// Returns the line.
    pub const fn input_line(&self) -> &LineInput {
        &self.line
    }

    /// Returns whether the answer is none.
    pub fn is_none(&self) -> bool {
        self.none || self.line.content().trim().eq_ignore_ascii_case("none")
    }

    /// Returns whether there is an answer.
    pub fn is_answered(&self) -> bool {
        self.item_list().is_some()
    }

    /// Answers that there is none.
    pub fn answer_none(&mut self) {
        *self = Self { line: LineInput::default(), none: true };
    }

    /// Adds an item to the list.
    pub fn add_item(&mut self, item: &str) {
        let mut items = self.item_list().unwrap_or_default();
        items.push(item.to_owned());
        *self = Self { line: LineInput::with_text(&items.join(", ")), none: false };
    }

    /// Returns the items, which commas separate: an empty list for none, and `None` if there is no answer.
    pub fn item_list(&self) -> Option<Vec<String>> {
        if self.is_none() {
            return Some(Vec::new());
        }
        let parts = self.line.content().split(',').map(str::trim).filter(|part| !part.is_empty());
        let items: Vec<_> = parts.map(str::to_owned).collect();
        (!items.is_empty()).then_some(items)
    }

    /// Returns the answer as a draft keeps it: what is typed, or `None` for an answer of none.
    pub fn to_saved(&self) -> Option<String> {
        (!self.none).then(|| self.line.content().to_owned())
    }
}

impl From<Option<String>> for ListAnswer {
    fn from(saved: Option<String>) -> Self {
        let none = saved.is_none();
        Self { line: LineInput::with_text(&saved.unwrap_or_default()), none }
    }
}

/// Whether it is known with whom the contact was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PersonAnswer {
    /// The row, a draft or the worker says it.
    Given,
    /// The worker must say it: the row is about the case as a whole, and the case has several participants.
    Open,
}

impl PersonAnswer {
    /// Returns whether the row that the form is opened from says with whom the contact was.
    pub(super) fn for_row(choices: &FormChoices, person: PersonNumber) -> Self {
        if choices.participant_of_row(person).is_some() { Self::Given } else { Self::Open }
    }
}

/// A type of contact that the form offers.
#[derive(Debug, Clone)]
pub struct ContactTypeChoice {
    /// The type of contact.
    pub kind: ContactType,
    /// The title as the form shows it.
    pub title: String,
    /// The title where there is little room.
    pub short: String,
    /// The letter that chooses the type.
    pub key: char,
    /// Whether a contact of this type is the month's contact if the participant was reached.
    pub counts: bool,
}

/// The choices that the form offers.
#[derive(Debug, Clone)]
pub struct FormChoices {
    /// The types of contact.
    pub types: Vec<ContactTypeChoice>,
    /// The participants of the case, and the case as a whole.
    pub people: Vec<(PersonNumber, String)>,
}

impl FormChoices {
    /// Returns the choices for a case.
    pub fn for_case(caseload: &Caseload, case: &CaseNumber) -> Self {
        let types = caseload.policies().in_force_on(caseload.as_of()).tables.contact_types.iter().map(|known| {
            let short = known.short.clone().unwrap_or_else(|| known.title.clone());
            let (kind, title) = (ContactType(known.id.clone()), known.title.clone());
            ContactTypeChoice { kind, title, short, key: known.key, counts: known.counts }
        });
        let known = caseload.case(case).into_iter().flat_map(|case| &case.record.facts.people);
        let participants = known.filter(|person| !person.registration.is_empty()).filter_map(|person| {
            let name = person.name.as_ref().map_or_else(String::new, ToString::to_string);
            Some((person.person?, name))
        });
        let people = participants.chain([(PersonNumber::CASE, "the case".to_owned())]).collect();
        Self { types: types.collect(), people }
    }

    /// Returns the participant of a row; of a row about the case as a whole, the only participant of the case. `None`
    /// if there are several: two parents are never taken for one another.
    pub fn participant_of_row(&self, person: PersonNumber) -> Option<PersonNumber> {
        let mut known = self.participants();
        match (person, known.next(), known.next()) {
            (PersonNumber::CASE, Some(only), None) => Some(only),
            (PersonNumber::CASE, Some(_), Some(_)) => None,
            _ => Some(person),
        }
    }

    /// Returns the participants, without the case as a whole.
    pub fn participants(&self) -> impl Iterator<Item = PersonNumber> {
        self.people.iter().map(|(number, _)| *number).filter(|number| *number != PersonNumber::CASE)
    }

    /// Returns the type that a letter chooses.
    pub fn type_for_key(&self, c: char) -> Option<ContactType> {
        let choice = self.types.iter().find(|choice| choice.key.eq_ignore_ascii_case(&c));
        choice.map(|choice| choice.kind.clone())
    }

    /// Returns the participant that a digit chooses.
    pub fn person_for_key(&self, c: char) -> Option<PersonNumber> {
        let number = u8::try_from(c.to_digit(10)?).ok()?;
        self.people.iter().map(|(person, _)| *person).find(|person| person.0 == number)
    }

    /// Returns the next or the previous type.
    pub fn adjacent_type(&self, chosen: Option<&ContactType>, step: Step) -> Option<ContactType> {
        let index = self.types.iter().position(|choice| Some(&choice.kind) == chosen);
        self.types.get(adjacent_choice(index, self.types.len(), step)?).map(|choice| choice.kind.clone())
    }

    /// Returns the next or the previous participant.
    pub fn adjacent_person(&self, chosen: PersonNumber, step: Step) -> PersonNumber {
        let index = self.people.iter().position(|(person, _)| *person == chosen);
        let next = adjacent_choice(index, self.people.len(), step).and_then(|index| self.people.get(index));
        next.map_or(chosen, |(person, _)| *person)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tab_order_changes_only_with_a_note_in_the_changelog() {
        let order: Vec<_> = DictateField::VARIANTS.iter().map(|field| field.title()).collect();
        assert_eq!(
            order,
            ["Date", "Type", "With", "Contact", "Purpose", "Results", "Forms", "Documents"],
            "hands learn the tab order. If it must change, note it in the changelog (CHANGELOG.md)"
        );
    }

    #[test]
    fn none_and_nothing_are_two_answers() {
        let mut answered = ListAnswer::default();
        assert_eq!(answered.item_list(), None);
        answered.answer_none();
        assert_eq!(answered.item_list(), Some(vec![]));
        answered.add_item("WTW 26");
        answered.add_item("42-6");
        assert_eq!(answered.item_list(), Some(vec!["WTW 26".to_owned(), "42-6".to_owned()]));
        assert_eq!(ListAnswer::from(ListAnswer::from(None).to_saved()).item_list(), Some(vec![]));
    }
}
