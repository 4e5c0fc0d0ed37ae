//! A list walked case by case in the real binary: gone through, skipped, snoozed, stopped, gone on with after a restart.

use crate::support::TestHome;
use crate::support::terminal::Terminal;

/// Returns what the walk on the screen has left: `35 cases, 80 items`.
fn left(screen: &str) -> String {
    let line = screen.lines().find(|line| line.contains(" items left")).unwrap_or_else(|| panic!("{screen}"));
    let before = line.split(" left").next().unwrap();
    let words: Vec<&str> = before.split_whitespace().collect();
    words[words.len() - 2..].join(" ")
}

fn leave(mut terminal: Terminal) {
    terminal.press("C-q");
    assert_eq!(terminal.ended(), 0);
}

#[test]
fn a_walk_is_stopped_and_goes_on_after_a_restart() {
    let home = TestHome::with_extracts();
    let mut terminal = Terminal::unlocked(&home);
    terminal.press("W");
    terminal.wait_for("Walk of Today: 1 of 127 people");
    terminal.wait_for(": 1 of ");
    terminal.press("Right");
    terminal.wait_for(": 2 of ");
    terminal.press("Left");
    terminal.wait_for(": 1 of ");
    terminal.press("s");
    terminal.wait_for("Skipped because");
    terminal.type_text("no answer").press("Enter");
    terminal.wait_for("1 skipped");
    terminal.press("z");
    terminal.wait_for("Snooze until");
    terminal.type_text("+7").press("Enter");
    terminal.wait_for("1 skipped   1 snoozed");
    let rest = left(&terminal.screen());
    terminal.press("C-q");
    assert_eq!(terminal.ended(), 0);

    let mut again = Terminal::unlocked(&home);
    again.wait_for("A walk of Today was stopped, ");
    again.wait_for(&format!("{rest} left."));
    again.press("W");
    again.wait_for("Continue, ");
    again.wait_for(&format!("{rest} left"));
    again.press("Enter");
    again.wait_for("1 skipped   1 snoozed");
    again.press("d");
    again.wait_for("Dictate   ");
    again.press("t r").type_text("Spoke, all is well").press("C-n C-s");
    again.wait_for("1 dictated   1 skipped   1 snoozed");
    again.press("Esc");
    again.wait_for("The walk is stopped");
    leave(again);

    assert_eq!(home.json(&["verify"])["holds"], true);
    let says = |args: &[&str], what: &str| {
        let items = home.json(args);
        items.as_array().unwrap().iter().filter(|item| item["says"].as_str().unwrap().starts_with(what)).count()
    };
    let skipped = says(&["list", "today"], "skipped 2026-11-19, no answer: ");
    assert_eq!(skipped, 1, "the item that was shown says so where it is listed, and no other");
    assert_eq!(says(&["list", "today"], "woken: "), 0);
    assert_eq!(says(&["list", "today", "--as-of", "2026-11-26"], "woken: "), 1, "a snoozed item is back on its day");
}
