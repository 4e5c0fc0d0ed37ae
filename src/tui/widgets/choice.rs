//! Stepping through choices in a circle.

/// Which neighbor a key goes to: of a field, a choice, a case, a day or a month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// The one after.
    Next,
    /// The one before.
    Previous,
}

/// Returns the index of the choice after the chosen one of `len` choices, or of the one before it. After the last comes
/// the first. If nothing is chosen yet, the first choice is returned; `None` if there are no choices.
pub fn adjacent_choice(chosen: Option<usize>, len: usize, step: Step) -> Option<usize> {
    let last = len.checked_sub(1)?;
    let distance = match step {
        Step::Next => 1,
        Step::Previous => last,
    };
    Some(chosen.map_or(0, |index| (index + distance) % len))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn choices_go_round_in_both_directions() {
        assert_eq!(adjacent_choice(Some(2), 3, Step::Next), Some(0));
        assert_eq!(adjacent_choice(Some(0), 3, Step::Previous), Some(2));
        assert_eq!(adjacent_choice(Some(1), 3, Step::Previous), Some(0));
        assert_eq!(adjacent_choice(None, 3, Step::Previous), Some(0));
        assert_eq!(adjacent_choice(Some(0), 0, Step::Next), None);
    }
}
