//! Stepping through choices in a circle.

/// Returns the index of the choice after the chosen one of `len` choices, or of the one before it. After the last comes
/// the first. If nothing is chosen yet, the first choice is returned; `None` if there are no choices.
pub fn adjacent_choice(chosen: Option<usize>, len: usize, forward: bool) -> Option<usize> {
    let last = len.checked_sub(1)?;
    let step = if forward { 1 } else { last };
    Some(chosen.map_or(0, |index| (index + step) % len))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn choices_go_round_in_both_directions() {
        assert_eq!(adjacent_choice(Some(2), 3, true), Some(0));
        assert_eq!(adjacent_choice(Some(0), 3, false), Some(2));
        assert_eq!(adjacent_choice(Some(1), 3, false), Some(0));
        assert_eq!(adjacent_choice(None, 3, false), Some(0));
        assert_eq!(adjacent_choice(Some(0), 0, true), None);
    }
}
