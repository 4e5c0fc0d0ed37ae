//! What a move of the selection sends to the terminal. Over a slow line, a held key must not run ahead of the screen.

use crate::support::TestHome;
use crate::support::terminal::Terminal;

/// The most bytes that a move may send on a terminal of 120 by 36, before the selection rests.
const MAX_BYTES: usize = 600;
const MOVES: usize = 10;

#[test]
fn a_move_through_a_list_sends_few_bytes_and_the_case_follows_when_it_rests() {
    let home = TestHome::bare();
    home.ok(&["demo", "--no-open", "--cases", "60", "--seed", "3", "--as-of", "2026-11-19"]);
    let mut terminal = Terminal::sized(&home, &["demo"], 36, 120, &[]);
    terminal.wait_for(" items");
    for (key, pane) in [("1", "Today"), ("2", "Cases (ES108)"), ("3", "Action required"), ("4", "Alerts")] {
        terminal.press(key);
        terminal.wait_for(pane);
        // From the top: ten rows do not scroll the list, which moves every row of it.
        terminal.press("g").rest();
        for _ in 0..MOVES {
            let before = terminal.screen();
            let frames = terminal.frames_of("j");
            let moved = *frames.first().unwrap_or(&0);
            assert!(moved > 0 && moved < MAX_BYTES, "{pane}: a move sent {moved} bytes, of {frames:?}\n{before}");
            assert!(frames.len() >= 2, "{pane}: the case beside the list follows in a frame of its own: {frames:?}");
        }
        let whole = terminal.screen();
        // Action has a second pointer, on the categories above the rows.
        let row = whole.lines().rfind(|line| line.contains('▸')).expect("a row is selected");
        // The due day has signs in it, and the days late are few digits.
        let is_case = |word: &&str| {
            let is_plain = word.bytes().all(|byte| byte.is_ascii_alphanumeric());
            is_plain && word.len() >= 7 && word.starts_with(|c: char| c.is_ascii_digit())
        };
        let case = row.split_whitespace().find(is_case);
        let case = case.expect("the row has a case number");
        let title = whole.lines().nth(2).unwrap();
        assert!(title.contains(case), "{pane}: {case} beside the list, not {title}");
    }
    terminal.press("C-q");
    assert_eq!(terminal.ended(), 0);
}
