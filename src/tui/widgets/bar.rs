//! A bar that shows how much of something is there.

/// Returns the filled and the empty part of a bar of `width` columns. A value above the maximum fills the bar.
pub fn filled_and_empty(there: u64, of: u64, width: usize) -> (String, String) {
    let columns = u64::try_from(width).unwrap_or(u64::MAX);
    let full = there.min(of).saturating_mul(columns).checked_div(of).unwrap_or(0);
    let full = usize::try_from(full).unwrap_or(width);
    ("▓".repeat(full), "░".repeat(width - full))
}

#[cfg(test)]
mod tests {
    use super::filled_and_empty;

    #[test]
    fn a_bar_is_as_wide_as_it_is_asked_to_be() {
        let bar = |there, of| filled_and_empty(there, of, 4);
        assert_eq!(bar(0, 30), (String::new(), "░░░░".to_owned()));
        assert_eq!(bar(29, 30), ("▓▓▓".to_owned(), "░".to_owned()), "full only where nothing is missing");
        assert_eq!(bar(90, 30), ("▓▓▓▓".to_owned(), String::new()));
        assert_eq!(bar(5, 0), (String::new(), "░░░░".to_owned()), "of nothing");
    }
}
