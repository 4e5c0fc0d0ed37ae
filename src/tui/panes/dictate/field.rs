//! The fields of the comment form, their order, and the choices they offer.

use strum::VariantArray as _;

use crate::desk::Caseload;
use crate::domain::comment::{CommentElement, ContactType};
use crate::domain::{CaseNumber, PersonNumber};
use crate::tui::widgets::choice::adjacent_choice;
use crate::tui::widgets::line_input::LineInput;

/// A field. The order is the tab order: hands learn it, so a change is noted in CHANGELOG.md.
#[derive(Debug, Clone, Copy, PartialEq, Eq, strum::VariantArray)]
pub enum DictateField {
    /// The date of the contact.
    Date,
    /// Its type.
    Type,
    /// Which participant.
    Participant,
    /// Reached or attempted.
    Reached,
    /// Its purpose.
    Purpose,
    /// Its results.
    Results,
    /// The forms completed.
    Forms,
    /// The documents received.
    Documents,
}

impl DictateField {
    /// The field of an element.
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

    /// The element that the field answers, if one.
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

    /// The label.
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

    /// What may be typed in it.
    pub const fn help_text(self) -> &'static str {
        match self {
            Self::Date => "The day of the contact: t, y, -3, fri, 11/15, 2026-11-15.",
            Self::Type => "How it was made: the marked letter chooses.",
            Self::Participant => "Whom it was with: the number chooses; 0 is the case as a whole.",
            Self::Reached => "r reached, a attempted; an attempt does not count as the month's contact.",
            Self::Purpose => "Why it was made; Ctrl-Space picks from the catalog.",
            Self::Results => "What was said and agreed, in plain words; ;word or Ctrl-Space writes a phrase.",
            Self::Forms => "Forms completed, parted by commas; Ctrl-Space picks, Ctrl-N says none.",
            Self::Documents => "Documents received, parted by commas; Ctrl-Space picks, Ctrl-N says none.",
        }
    }

    /// The field after it; after the last comes the first.
    pub fn next_field(self) -> Self {
        self.adjacent_field(true)
    }

    /// The field before it; before the first comes the last.
    pub fn previous_field(self) -> Self {
        self.adjacent_field(false)
    }

    fn adjacent_field(self, forward: bool) -> Self {
        let index = Self::VARIANTS.iter().position(|field| *field == self);
        let next = adjacent_choice(index, Self::VARIANTS.len(), forward);
        next.and_then(|index| Self::VARIANTS.get(index).copied()).unwrap_or(self)
    }
}

/// An answer that lists something or says none.
#[derive(Debug, Clone, Default)]
pub struct ListAnswer {
    line: LineInput,
    none: bool,
}

impl ListAnswer {
    /// The line to write in; writing takes a none back.
    pub const fn line_mut(&mut self) -> &mut LineInput {
        self.none = false;
        &mut self.line
    }

    /// The line as it is.
    pub const fn input_line(&self) -> &LineInput {
        &self.line
    }

    /// Whether the answer is none.
    pub fn is_none(&self) -> bool {
        self.none || self.line.content().trim().eq_ignore_ascii_case("none")
    }

    /// Whether there is an answer.
    pub fn is_answered(&self) -> bool {
        self.item_list().is_some()
    }

    /// Answers none.
    pub fn answer_none(&mut self) {
        *self = Self { line: LineInput::default(), none: true };
    }

    /// Adds one to the list.
    pub fn add_item(&mut self, named: &str) {
        let before = self.item_list().unwrap_or_default();
        let all: Vec<_> = before.into_iter().chain([named.to_owned()]).collect();
        *self = Self { line: LineInput::with_text(&all.join(", ")), none: false };
    }

    /// What is listed, parted by commas; an empty list for none, nothing where there is no answer.
    pub fn item_list(&self) -> Option<Vec<String>> {
        if self.is_none() {
            return Some(Vec::new());
        }
        let parts = self.line.content().split(',').map(str::trim).filter(|part| !part.is_empty());
        let listed: Vec<_> = parts.map(str::to_owned).collect();
        (!listed.is_empty()).then_some(listed)
    }

    /// The answer as a draft keeps it: what is typed, or nothing for none.
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

/// A type of contact to choose.
#[derive(Debug, Clone)]
pub struct ContactTypeChoice {
    /// The type.
    pub kind: ContactType,
    /// As the form shows it.
    pub title: String,
    /// The letter that chooses it.
    pub key: char,
}

/// What the form's choices offer.
#[derive(Debug, Clone)]
pub struct FormChoices {
    /// The types of contact.
    pub types: Vec<ContactTypeChoice>,
    /// The participants of the case, and the case as a whole.
    pub people: Vec<(PersonNumber, String)>,
}

impl FormChoices {
    /// The choices for a case.
    pub fn for_case(desk: &Caseload, case: &CaseNumber) -> Self {
        let types = desk.policies().in_force_on(desk.as_of()).tables.contact_types.iter().map(|known| {
            ContactTypeChoice { kind: ContactType(known.id.clone()), title: known.title.clone(), key: known.key }
        });
        let known = desk.case(case).into_iter().flat_map(|case| &case.record.facts.people);
        let participants = known.filter(|person| !person.registration.is_empty()).filter_map(|person| {
            let name = person.name.as_ref().map_or_else(String::new, ToString::to_string);
            Some((person.person?, name))
        });
        let people = participants.chain([(PersonNumber::CASE, "the case".to_owned())]).collect();
        Self { types: types.collect(), people }
    }

    /// The participant, or the first one where the row is about the case as a whole.
    pub fn participant_or_first(&self, person: PersonNumber) -> PersonNumber {
        let known = self.people.iter().map(|(number, _)| *number);
        if person == PersonNumber::CASE { known.clone().next().unwrap_or(person) } else { person }
    }

    /// The type that a letter chooses.
    pub fn type_for_key(&self, c: char) -> Option<ContactType> {
        let chosen = self.types.iter().find(|choice| choice.key.eq_ignore_ascii_case(&c));
        chosen.map(|choice| choice.kind.clone())
    }

    /// The participant that a digit chooses.
    pub fn person_for_key(&self, c: char) -> Option<PersonNumber> {
        let number = u8::try_from(c.to_digit(10)?).ok()?;
        self.people.iter().map(|(person, _)| *person).find(|person| person.0 == number)
    }

    /// The type beside the chosen one.
    pub fn adjacent_type(&self, chosen: Option<&ContactType>, forward: bool) -> Option<ContactType> {
        let at = self.types.iter().position(|choice| Some(&choice.kind) == chosen);
        self.types.get(adjacent_choice(at, self.types.len(), forward)?).map(|choice| choice.kind.clone())
    }

    /// The participant beside the chosen one.
    pub fn adjacent_person(&self, chosen: PersonNumber, forward: bool) -> PersonNumber {
        let at = self.people.iter().position(|(person, _)| *person == chosen);
        let next = adjacent_choice(at, self.people.len(), forward).and_then(|at| self.people.get(at));
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
