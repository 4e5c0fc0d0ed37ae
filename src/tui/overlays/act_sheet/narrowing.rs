//! Choices that the letters typed narrow.

use super::{ActAnswer, ActSheet};
use crate::domain::name::fold_for_search;

impl ActSheet {
    /// Shows all choices again, because the keys went to another line.
    pub(super) fn widen_choices(&mut self) {
        for answer in &mut self.answers {
            answer.narrowing.clear();
        }
    }
}

impl ActAnswer {
    /// Returns the letters that narrow the choices.
    pub fn narrowing(&self) -> &str {
        &self.narrowing
    }

    /// Returns whether the choices are yes and no.
    pub(super) fn is_yes_or_no(&self) -> bool {
        let answers: Vec<_> = self.choices.iter().map(|choice| choice.answer.as_str()).collect();
        answers == ["yes", "no"]
    }

    /// Returns the indexes of the choices that the typed letters leave.
    pub(super) fn matching_choices(&self) -> Vec<usize> {
        self.matching(&self.narrowing)
    }

    /// Returns the words of the choices that the typed letters leave, each with whether it is the chosen one.
    pub(super) fn narrowed_labels(&self) -> Vec<(&str, bool)> {
        let chosen = self.choice_index();
        let left = self.matching_choices().into_iter();
        left.filter_map(|index| Some((self.choices.get(index)?.label.as_str(), chosen == Some(index)))).collect()
    }

    /// Returns the indexes of the choices of which a word begins with the letters; those that begin with them
    /// themselves come first. If no word does, those that contain them.
    fn matching(&self, letters: &str) -> Vec<usize> {
        let letters = fold_for_search(letters);
        let folded: Vec<_> = self.choices.iter().map(|choice| fold_for_search(&choice.label)).collect();
        let having = |has: &dyn Fn(&str) -> bool| {
            folded.iter().enumerate().filter(|(_, label)| has(label)).map(|(index, _)| index).collect::<Vec<_>>()
        };
        let word_begins = |label: &str| label.split([' ', '-', '/']).any(|word| word.starts_with(&letters));
        let first = having(&|label| label.starts_with(&letters));
        let more = having(&|label| {
            !label.starts_with(&letters) && (word_begins(label) || label.contains(&format!(" {letters}")))
        });
        let found = [first, more].concat();
        if found.is_empty() { having(&|label| label.contains(&letters)) } else { found }
    }

    /// Narrows the choices by a letter and selects the first that is left. If no choice matches the letters so far,
    /// matching starts over with this one; the same letter again goes on to the next choice. Returns whether any choice
    /// is left.
    pub(super) fn narrow_by_letter(&mut self, c: char) -> bool {
        let letters = format!("{}{c}", self.narrowing);
        let left = self.matching(&letters);
        if let Some(first) = left.first() {
            self.narrowing = letters;
            self.choose_index(*first);
            return true;
        }
        let again = self.matching(&c.to_string());
        let chosen = self.choice_index().and_then(|index| again.iter().position(|known| *known == index));
        let repeats = self.narrowing.chars().eq([c]);
        let next = chosen.filter(|_| repeats).map_or(0, |at| (at + 1) % again.len().max(1));
        let Some(index) = again.get(next).copied() else { return false };
        self.narrowing = c.to_string();
        self.choose_index(index);
        true
    }

    /// Takes the last letter back.
    pub(super) fn drop_letter(&mut self) {
        self.narrowing.pop();
    }
}

#[cfg(test)]
mod tests {
    use super::super::Choice;
    use super::*;

    fn answer(labels: &[&str]) -> ActAnswer {
        let choice = |label: &&str| Choice { answer: (*label).to_owned(), label: (*label).to_owned() };
        ActAnswer::new(None, "", labels.iter().map(choice).collect())
    }

    fn type_letters(labels: &[&str], letters: &str) -> (String, usize) {
        let mut answer = answer(labels);
        for c in letters.chars() {
            answer.narrow_by_letter(c);
        }
        (answer.line.content().to_owned(), answer.matching_choices().len())
    }

    const CAUSES: [&str; 4] = ["good cause", "no good cause", "compliance plan", "resolved"];

    #[test]
    fn letters_narrow_by_the_beginning_of_any_word() {
        assert_eq!(type_letters(&CAUSES, "g"), ("good cause".into(), 2));
        assert_eq!(type_letters(&CAUSES, "no"), ("no good cause".into(), 1));
        assert_eq!(type_letters(&CAUSES, "pl"), ("compliance plan".into(), 1));
        assert_eq!(type_letters(&CAUSES, "good cause"), ("good cause".into(), 2));
    }

    #[test]
    fn a_word_typed_on_never_chooses_another_line() {
        assert_eq!(type_letters(&CAUSES, "resolved"), ("resolved".into(), 1));
    }

    #[test]
    fn the_same_letter_goes_on_to_the_next_choice() {
        assert_eq!(type_letters(&["Assigned", "Active", "Completed"], "a"), ("Assigned".into(), 2));
        assert_eq!(type_letters(&["Assigned", "Active", "Completed"], "aa"), ("Active".into(), 2));
        assert_eq!(type_letters(&["Assigned", "Active", "Completed"], "aaa"), ("Assigned".into(), 2));
    }

    #[test]
    fn a_letter_that_fits_nothing_changes_nothing() {
        assert_eq!(type_letters(&CAUSES, "rx"), ("resolved".into(), 1));
        let mut answer = answer(&CAUSES);
        assert!(!answer.narrow_by_letter('7'));
        assert_eq!(answer.line.content(), "");
    }
}
