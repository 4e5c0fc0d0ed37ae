//! The fields of the comment form, their order, and the choices they offer.

use strum::VariantArray as _;

use crate::desk::Desk;
use crate::domain::comment::{ContactType, Element};
use crate::domain::{CaseNumber, PersonNumber};
use crate::tui::widgets::line_input::LineInput;

/// A field. The order is the tab order: hands learn it, so a change is noted in CHANGELOG.md.
#[derive(Debug, Clone, Copy, PartialEq, Eq, strum::VariantArray)]
pub enum Field {
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

impl Field {
    /// The field of an element.
    pub const fn of(element: Element) -> Self {
        match element {
            Element::Date => Self::Date,
            Element::Type => Self::Type,
            Element::Purpose => Self::Purpose,
            Element::Results => Self::Results,
            Element::Forms => Self::Forms,
            Element::Documents => Self::Documents,
        }
    }

    /// The element that the field answers, if one.
    pub const fn element(self) -> Option<Element> {
        match self {
            Self::Date => Some(Element::Date),
            Self::Type => Some(Element::Type),
            Self::Purpose => Some(Element::Purpose),
            Self::Results => Some(Element::Results),
            Self::Forms => Some(Element::Forms),
            Self::Documents => Some(Element::Documents),
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
    pub const fn help(self) -> &'static str {
        match self {
            Self::Date => "The day of the contact: t, y, -3, fri, 11/15, 2026-11-15.",
            Self::Type => "How it was made: the marked letter chooses.",
            Self::Participant => "Whom it was with: the number chooses; 0 is the case as a whole.",
            Self::Reached => "r reached, a attempted; an attempt does not count as the month's contact.",
            Self::Purpose => "Why it was made; Ctrl-Space picks from the catalogue.",
            Self::Results => "What was said and agreed, in plain words; ;word or Ctrl-Space writes a phrase.",
            Self::Forms => "Forms completed, parted by commas; Ctrl-Space picks, Ctrl-N says none.",
            Self::Documents => "Documents received, parted by commas; Ctrl-Space picks, Ctrl-N says none.",
        }
    }

    /// The field after it; after the last comes the first.
    pub fn next(self) -> Self {
        self.beside(1)
    }

    /// The field before it; before the first comes the last.
    pub fn previous(self) -> Self {
        self.beside(Self::VARIANTS.len() - 1)
    }

    fn beside(self, step: usize) -> Self {
        let at = Self::VARIANTS.iter().position(|field| *field == self).unwrap_or(0);
        Self::VARIANTS.iter().cycle().nth(at + step).copied().unwrap_or(self)
    }
}

/// An answer that lists something or says none.
#[derive(Debug, Clone, Default)]
pub struct Answered {
    line: LineInput,
    none: bool,
}

impl Answered {
    /// The line to write in; writing takes a none back.
    pub const fn line(&mut self) -> &mut LineInput {
        self.none = false;
        &mut self.line
    }

    /// The line as it is.
    pub const fn shown(&self) -> &LineInput {
        &self.line
    }

    /// Whether the answer is none.
    pub fn is_none(&self) -> bool {
        self.none || self.line.content().trim().eq_ignore_ascii_case("none")
    }

    /// Whether there is an answer.
    pub fn is_answered(&self) -> bool {
        self.list().is_some()
    }

    /// Answers none.
    pub fn answer_none(&mut self) {
        *self = Self { line: LineInput::default(), none: true };
    }

    /// Adds one to the list.
    pub fn add(&mut self, named: &str) {
        let before = self.list().unwrap_or_default();
        let all: Vec<_> = before.into_iter().chain([named.to_owned()]).collect();
        *self = Self { line: LineInput::holding(&all.join(", ")), none: false };
    }

    /// What is listed, parted by commas; an empty list for none, nothing where there is no answer.
    pub fn list(&self) -> Option<Vec<String>> {
        if self.is_none() {
            return Some(Vec::new());
        }
        let parts = self.line.content().split(',').map(str::trim).filter(|part| !part.is_empty());
        let listed: Vec<_> = parts.map(str::to_owned).collect();
        (!listed.is_empty()).then_some(listed)
    }

    /// The answer as a draft keeps it: what is typed, or nothing for none.
    pub fn saved(&self) -> Option<String> {
        (!self.none).then(|| self.line.content().to_owned())
    }
}

impl From<Option<String>> for Answered {
    fn from(saved: Option<String>) -> Self {
        let none = saved.is_none();
        Self { line: LineInput::holding(&saved.unwrap_or_default()), none }
    }
}

/// A type of contact to choose.
#[derive(Debug, Clone)]
pub struct TypeChoice {
    /// The type.
    pub kind: ContactType,
    /// As the form shows it.
    pub title: String,
    /// The letter that chooses it.
    pub key: char,
}

/// What the form's choices offer.
#[derive(Debug, Clone)]
pub struct Choices {
    /// The types of contact.
    pub types: Vec<TypeChoice>,
    /// The participants of the case, and the case as a whole.
    pub people: Vec<(PersonNumber, String)>,
}

impl Choices {
    /// The choices for a case.
    pub fn of(desk: &Desk, case: &CaseNumber) -> Self {
        let types = desk.policies().on(desk.as_of()).tables.contact_types.iter().map(|known| TypeChoice {
            kind: ContactType(known.id.clone()),
            title: known.title.clone(),
            key: known.key,
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
    pub fn participant(&self, person: PersonNumber) -> PersonNumber {
        let known = self.people.iter().map(|(number, _)| *number);
        if person == PersonNumber::CASE { known.clone().next().unwrap_or(person) } else { person }
    }

    /// The type that a letter chooses.
    pub fn type_of_key(&self, c: char) -> Option<ContactType> {
        let chosen = self.types.iter().find(|choice| choice.key.eq_ignore_ascii_case(&c));
        chosen.map(|choice| choice.kind.clone())
    }

    /// The participant that a digit chooses.
    pub fn person_of_key(&self, c: char) -> Option<PersonNumber> {
        let number = u8::try_from(c.to_digit(10)?).ok()?;
        self.people.iter().map(|(person, _)| *person).find(|person| person.0 == number)
    }

    /// The type beside the chosen one.
    pub fn type_beside(&self, chosen: Option<&ContactType>, forward: bool) -> Option<ContactType> {
        let at = self.types.iter().position(|choice| Some(&choice.kind) == chosen);
        self.types.get(beside(at, self.types.len(), forward)?).map(|choice| choice.kind.clone())
    }

    /// The participant beside the chosen one.
    pub fn person_beside(&self, chosen: PersonNumber, forward: bool) -> PersonNumber {
        let at = self.people.iter().position(|(person, _)| *person == chosen);
        let next = beside(at, self.people.len(), forward).and_then(|at| self.people.get(at));
        next.map_or(chosen, |(person, _)| *person)
    }
}

/// The place beside `at`, round and round; the first one where nothing is chosen yet.
fn beside(at: Option<usize>, len: usize, forward: bool) -> Option<usize> {
    let step = if forward { 1 } else { len.checked_sub(1)? };
    at.map_or(Some(0), |at| (at + step).checked_rem(len))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tab_order_changes_only_with_a_note_in_the_changelog() {
        let order: Vec<_> = Field::VARIANTS.iter().map(|field| field.title()).collect();
        assert_eq!(
            order,
            ["Date", "Type", "With", "Contact", "Purpose", "Results", "Forms", "Documents"],
            "hands learn the tab order. If it must change, note it in the changelog (CHANGELOG.md)"
        );
    }

    #[test]
    fn none_and_nothing_are_two_answers() {
        let mut answered = Answered::default();
        assert_eq!(answered.list(), None);
        answered.answer_none();
        assert_eq!(answered.list(), Some(vec![]));
        answered.add("WTW 26");
        answered.add("42-6");
        assert_eq!(answered.list(), Some(vec!["WTW 26".to_owned(), "42-6".to_owned()]));
        assert_eq!(Answered::from(Answered::from(None).saved()).list(), Some(vec![]));
    }
}
