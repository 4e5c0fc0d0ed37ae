//! A bar that shows how much of something is there.

use ratatui::symbols::block;

/// Returns the filled and the empty part of a bar of `width` columns. A value above the maximum fills the bar.
pub fn filled_and_empty(there: u64, of: u64, width: usize) -> (String, String) {
    let columns = u64::try_from(width).unwrap_or(u64::MAX);
    let full = there.min(of).saturating_mul(columns).checked_div(of).unwrap_or(0);
    let full = usize::try_from(full).unwrap_or(width);
    ("▓".repeat(full), "░".repeat(width - full))
}

/// Returns a bar of at most `width` columns, in eighths of a column, so that a little is seen beside a lot.
pub fn fine_bar(there: usize, of: usize, width: usize) -> String {
    const EIGHTHS: [&str; 8] = [
        "",
        block::ONE_EIGHTH,
        block::ONE_QUARTER,
        block::THREE_EIGHTHS,
        block::HALF,
        block::FIVE_EIGHTHS,
        block::THREE_QUARTERS,
        block::SEVEN_EIGHTHS,
    ];
    let eighths = (there.min(of) * width * EIGHTHS.len()).checked_div(of).unwrap_or(0);
    let eighths = if there > 0 { eighths.max(1) } else { eighths };
    let rest = EIGHTHS.get(eighths % EIGHTHS.len()).copied().unwrap_or_default();
    format!("{}{rest}", block::FULL.repeat(eighths / EIGHTHS.len()))
}

#[cfg(test)]
mod tests {
    use super::{filled_and_empty, fine_bar};

    #[test]
    fn a_little_is_seen_beside_a_lot() {
        assert_eq!(fine_bar(41, 41, 5), "█████");
        assert_eq!(fine_bar(8, 41, 5), "▉");
        assert_eq!(fine_bar(1, 4100, 5), "▏");
        assert_eq!((fine_bar(0, 41, 5), fine_bar(0, 0, 5)), (String::new(), String::new()));
    }

    #[test]
    fn a_bar_is_as_wide_as_it_is_asked_to_be() {
        let bar = |there, of| filled_and_empty(there, of, 4);
        assert_eq!(bar(0, 30), (String::new(), "░░░░".to_owned()));
        assert_eq!(bar(29, 30), ("▓▓▓".to_owned(), "░".to_owned()), "full only where nothing is missing");
        assert_eq!(bar(90, 30), ("▓▓▓▓".to_owned(), String::new()));
        assert_eq!(bar(5, 0), (String::new(), "░░░░".to_owned()), "of nothing");
    }
}
