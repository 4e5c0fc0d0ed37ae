//! What a move of the selection sends to the terminal. Over a slow line, a held key must not run ahead of the screen.

use std::fs;

use crate::support::TestHome;
use crate::support::terminal::Terminal;

/// The most bytes that a move may send on a terminal of 120 by 36 or 80 by 24, before the selection rests.
const MAX_BYTES: usize = 600;
/// The most bytes of the case beside the list, which follows when the selection rests.
const MAX_SIDE_BYTES: usize = 1800;
/// The bytes of a frame in which nothing changes: it is not sent.
const EMPTY_BYTES: usize = 30;
/// How many moves are measured in each part of a list.
const MEASURED: usize = 5;
/// More moves than there are rows on the screen.
const SCREEN_ROWS: usize = 36;

#[test]
fn a_move_through_a_list_sends_few_bytes_and_the_case_follows_when_it_rests() {
    let home = TestHome::bare();
    home.ok(&["demo", "--no-open", "--cases", "60", "--seed", "3", "--as-of", "2026-11-19"]);
    let mut terminal = Terminal::sized(&home, &["demo"], 36, 120, &[]);
    terminal.wait_for(" items");
    for (key, pane) in [("1", "Today"), ("2", "Cases (ES108)"), ("3", "Action required"), ("4", "Alerts")] {
        terminal.press(key);
        terminal.wait_for(pane);
        terminal.press("g").rest();
        for key in ["j", "k"] {
            for _ in 0..MEASURED {
                check_move(&mut terminal, pane, key);
            }
            // To the end of the rows on the screen, so that the moves after it scroll the list.
            terminal.type_text(&key.repeat(SCREEN_ROWS)).rest();
            for _ in 0..MEASURED {
                check_move(&mut terminal, pane, key);
            }
            terminal.press("G").rest();
        }
        terminal.press("j").rest();
        let whole = terminal.screen();
        // Action has a second pointer, on the categories above the rows.
        let row = whole.lines().rfind(|line| line.contains('▸')).expect("a row is selected");
        // The frame beside the list has the name of the row.
        let title = whole.lines().nth(2).unwrap().rsplit('┬').next().unwrap();
        let surname = title.split([',', '─']).next().unwrap().trim();
        assert!(!surname.is_empty() && row.contains(surname), "{pane}: {title} beside the list, not {row}");
    }
    terminal.press("C-q");
    assert_eq!(terminal.ended(), 0);
}

/// A theme that paints its background has no more to send: blanks are erased in its color.
#[test]
fn a_move_sends_few_bytes_in_every_theme() {
    let home = TestHome::bare();
    home.ok(&["demo", "--no-open", "--cases", "60", "--seed", "3", "--as-of", "2026-11-19"]);
    for theme in ["light", "high_contrast", "mono", "dark"] {
        fs::write(home.home_path().join("settings.toml"), format!("theme = \"{theme}\"\n")).unwrap();
        let mut terminal = Terminal::sized(&home, &["demo"], 36, 120, &[]);
        terminal.wait_for(" items");
        for key in ["1", "2", "4"] {
            terminal.press(key).press("g").rest();
            terminal.type_text(&"j".repeat(SCREEN_ROWS)).rest();
            for _ in 0..MEASURED {
                check_move(&mut terminal, theme, "j");
            }
        }
        terminal.press("C-q");
        assert_eq!(terminal.ended(), 0);
    }
}

#[test]
fn a_list_that_scrolls_over_the_whole_width_sends_the_new_row_alone() {
    let home = TestHome::bare();
    home.ok(&["demo", "--no-open", "--cases", "60", "--seed", "3", "--as-of", "2026-11-19"]);
    let mut terminal = Terminal::start(&home, &["demo"]);
    terminal.wait_for(" items");
    terminal.press("1 g").rest();
    terminal.type_text(&"j".repeat(SCREEN_ROWS)).rest();
    for _ in 0..2 * MEASURED {
        let before = terminal.screen();
        let frames = terminal.frames_of("j");
        assert!(frames.len() == 1 && frames[0] < MAX_BYTES, "a move sent {frames:?}\n{before}");
    }
    terminal.press("C-q");
    assert_eq!(terminal.ended(), 0);
}

/// Presses a key that moves the selection, and holds the bounds of what it sends: the list, then the case beside it in a
/// frame of its own, and nothing else. At the end of a short list nothing moves, and two rows of one case may look alike.
fn check_move(terminal: &mut Terminal, pane: &str, key: &str) {
    let before = terminal.screen();
    let frames = terminal.frames_of(key);
    assert!(frames.len() <= 2, "{pane}: the list, then the case: {frames:?}\n{before}");
    assert!(frames.iter().all(|bytes| *bytes > EMPTY_BYTES), "{pane}: a frame changes nothing: {frames:?}\n{before}");
    assert!(frames.first().is_none_or(|moved| *moved < MAX_BYTES), "{pane}: a move sent {frames:?}\n{before}");
    assert!(frames.get(1).is_none_or(|side| *side < MAX_SIDE_BYTES), "{pane}: the case sent {frames:?}\n{before}");
}
