//! The screen as an EC uses it: the real binary in a real pseudo-terminal.

use crate::support::terminal::Terminal;
use crate::support::{PASSPHRASE, TestHome};

const NARRATIVE: &str = "Missed two class days, bus pass ran out; will bring the attendance sheet";

fn comments(home: &TestHome) -> Vec<serde_json::Value> {
    home.json(&["list", "comments"]).as_array().unwrap().clone()
}

#[test]
fn from_extracts_to_a_filed_comment_and_back_after_a_restart() {
    let home = TestHome::with_extracts();
    let mut terminal = Terminal::unlocked(&home);
    terminal.press("3");
    terminal.wait_for("At the 20-day good-cause period");
    terminal.press("/").type_text("05b36").press("Enter");
    terminal.wait_for("Thompson");
    terminal.press("Enter");
    terminal.wait_for("05B36344");
    terminal.press("d");
    terminal.wait_for("Dictate   05B36344");
    terminal.press("t r").type_text(NARRATIVE).press("C-n C-s");
    terminal.wait_for("Filed on 05B36344");
    terminal.press("C-q");
    assert_eq!(terminal.ended(), 0);

    let filed = comments(&home);
    assert_eq!(filed.len(), 1);
    assert_eq!(filed[0]["case"], "05B36344");
    assert_eq!(filed[0]["results"], NARRATIVE);
    assert_eq!(home.json(&["verify"])["holds"], true);

    let mut again = Terminal::unlocked(&home);
    again.press("3");
    again.wait_for("Action required");
    again.press("/").type_text("05b36").press("Enter Enter m");
    again.wait_for("Missed two class days");
    again.press("C-q");
    assert_eq!(again.ended(), 0);
    let today = home.json(&["list", "today"]);
    let still = today.as_array().unwrap().iter();
    assert_eq!(still.filter(|item| item["case"] == "05B36344" && item["rule"] == "monthly_contact").count(), 0);
}

#[test]
fn killed_right_after_filed_is_shown_the_comment_is_there() {
    let home = TestHome::with_extracts();
    let mut terminal = Terminal::unlocked(&home);
    terminal.press("2");
    terminal.wait_for("Cases (ES108)");
    terminal.press("d");
    terminal.wait_for("Dictate");
    terminal.press("t r").type_text(NARRATIVE);
    terminal.wait_for("Missed two class");
    terminal.press("C-n C-s");
    terminal.wait_for("Filed on");
    terminal.kill();
    assert_eq!(comments(&home).len(), 1);
    assert_eq!(home.json(&["verify"])["holds"], true);
}

#[test]
fn killed_while_typing_the_draft_is_restored() {
    let home = TestHome::with_extracts();
    let mut terminal = Terminal::unlocked(&home);
    terminal.press("3");
    terminal.wait_for("Action required");
    terminal.press("d");
    terminal.wait_for("Dictate");
    terminal.press("t r").type_text(NARRATIVE);
    terminal.wait_for("Missed two class");
    std::thread::sleep(std::time::Duration::from_millis(500));
    terminal.kill();
    let mut again = Terminal::unlocked(&home);
    again.wait_for("restored");
    again.wait_for("Missed two class days");
    again.press("C-q");
    assert_eq!(again.ended(), 0);
    assert_eq!(comments(&home).len(), 0, "a draft is not filed");
}

#[test]
fn what_is_missing_is_named_and_nothing_is_filed() {
    let home = TestHome::with_extracts();
    let mut terminal = Terminal::unlocked(&home);
    terminal.press("3");
    terminal.wait_for("Action required");
    terminal.press("d");
    terminal.wait_for("Dictate");
    terminal.press("t r C-s");
    let screen = terminal.wait_for("issing");
    for element in ["results", "forms", "documents"] {
        assert!(screen.to_lowercase().contains(element), "{element} is not named:\n{screen}");
    }
    terminal.press("C-q");
    terminal.ended();
    assert_eq!(comments(&home).len(), 0);
}

#[test]
fn a_wrong_passphrase_is_reported_and_asked_again() {
    let home = TestHome::with_extracts();
    let mut terminal = Terminal::start(&home, &[]);
    terminal.wait_for("Passphrase");
    terminal.type_text("open barley").press("Enter");
    terminal.wait_for("wrong");
    terminal.type_text(PASSPHRASE).press("Enter");
    terminal.wait_for(" items");
    terminal.press("C-q");
    assert_eq!(terminal.ended(), 0);
}

#[test]
fn an_alert_is_done_with_one_key_undone_and_done_again() {
    let home = TestHome::with_extracts();
    let alerts = |home: &TestHome| home.json(&["list", "alerts"]).as_array().unwrap().clone();
    let before = alerts(&home);
    let is_written = |alert: &serde_json::Value| alert["from"] != "rule";
    let index = before.iter().position(is_written).expect("the county sent an alert");
    let done = |home: &TestHome| {
        let mut terminal = Terminal::unlocked(home);
        terminal.press("4");
        terminal.wait_for("┌ Alerts");
        terminal.press("g").press(&"j ".repeat(index)).press("Space");
        terminal.wait_for("Marked as done");
        // The row is gone and another case is selected, so the case is asked for.
        terminal.press("u");
        terminal.wait_for("Undo on ");
        terminal.press("y");
        terminal.wait_for("Undone on ");
        terminal
    };
    let mut terminal = done(&home);
    terminal.press("C-q");
    terminal.ended();
    assert_eq!(alerts(&home), before, "it is back");
    let mut terminal = done(&home);
    terminal.press("C-r");
    terminal.wait_for("Redo on ");
    terminal.press("y");
    terminal.wait_for("Redone on ");
    terminal.press("6");
    terminal.wait_for("Checklist 42-126");
    terminal.press("C-q");
    terminal.ended();
    let mut after = before;
    after.remove(index);
    assert_eq!(alerts(&home), after);
}

#[test]
fn space_on_what_a_rule_found_opens_what_clears_it_and_records_nothing() {
    let home = TestHome::with_extracts();
    let today = |home: &TestHome| home.json(&["list", "today"]).as_array().unwrap().len();
    let before = today(&home);
    let mut terminal = Terminal::unlocked(&home);
    terminal.press("1");
    terminal.wait_for("┌ Today");
    terminal.press("Space");
    terminal.wait_for("Done when: ");
    terminal.press("Esc");
    terminal.wait_for("┌ Today");
    terminal.press("C-q");
    assert_eq!(terminal.ended(), 0);
    assert_eq!(today(&home), before);
}

#[test]
fn after_a_restart_letters_go_on_in_the_restored_draft_and_quit_nothing() {
    let home = TestHome::with_extracts();
    let mut terminal = Terminal::unlocked(&home);
    terminal.press("2 d");
    terminal.wait_for("Dictate   ");
    terminal.press("t r").type_text("Called her");
    terminal.wait_for("Called her");
    terminal.press("C-q");
    assert_eq!(terminal.ended(), 0);
    let mut again = Terminal::unlocked(&home);
    again.wait_for("restored. Go on typing");
    again.type_text(" and she quit");
    again.wait_for("Called her and she quit");
    again.press("C-d");
    again.wait_for("Discard the draft");
    again.press("y");
    again.wait_for("u brings it back");
    again.press("C-q");
    assert_eq!(again.ended(), 0);
}

#[test]
fn the_palette_runs_only_what_was_named() {
    let home = TestHome::with_extracts();
    let mut terminal = Terminal::unlocked(&home);
    terminal.press("2 n C-u").type_text("called").press("Enter");
    terminal.wait_for("Annotated");
    terminal.type_text(":und").press("Enter");
    terminal.wait_for("type its whole name");
    terminal.press("Esc");
    terminal.wait_without("Every action");
    terminal.type_text(":filetr").press("Enter");
    terminal.wait_for("No such command. Closest: ");
    terminal.press("Esc");
    terminal.wait_without("Every action");
    terminal.type_text(":undo").press("Enter");
    terminal.wait_for("Undone on");
    terminal.press("C-q");
    assert_eq!(terminal.ended(), 0);
}

#[test]
fn a_terminal_that_is_too_small_asks_for_room_and_goes_on_when_it_has_it() {
    let home = TestHome::with_extracts();
    let mut terminal = Terminal::sized(&home, &[], 17, 59, &[]);
    let asked = terminal.wait_for("nothing is lost");
    let asked = asked.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(asked.contains("at least 60 by 18; this one is 59 by 17"), "{asked}");
    terminal.resize(24, 80);
    terminal.wait_for("Passphrase");
    terminal.type_text(PASSPHRASE).press("Enter");
    terminal.wait_for(" items");
    terminal.press("C-q");
    assert_eq!(terminal.ended(), 0);
}

#[test]
fn thousands_of_keys_that_arrive_with_a_change_of_size_are_read() {
    let home = TestHome::with_extracts();
    let mut terminal = Terminal::start(&home, &[]);
    terminal.wait_for("Passphrase");
    // Stopped, the program finds both at once when it goes on, as on a machine under load.
    let pid = terminal.pid().to_string();
    let send_signal = |name: &str| {
        assert!(std::process::Command::new("kill").args(["-s", name, &pid]).status().unwrap().success());
    };
    send_signal("STOP");
    terminal.resize(30, 100);
    // More than one read takes.
    terminal.type_text(&"x".repeat(1_500)).type_text(&"\x7f".repeat(1_500));
    terminal.type_text(PASSPHRASE).press("Enter");
    send_signal("CONT");
    terminal.wait_for(" items");
    terminal.press("C-q");
    assert_eq!(terminal.ended(), 0);
}

#[test]
fn the_terminal_is_given_back_on_every_way_out() {
    const ENTERED: &[u8] = b"\x1b[?1049h";
    const LEFT: &[u8] = b"\x1b[?1049l";
    let home = TestHome::with_extracts();
    for way in [
        "quit", "TERM", "HUP", "INT", "QUIT", "USR1", "USR2", "ALRM", "PROF", "XCPU", "IO", "ABRT", "PWR", "STKFLT",
        "64",
    ] {
        let mut terminal = Terminal::unlocked(&home);
        if way == "quit" {
            terminal.press("C-q");
        } else {
            let pid = terminal.pid().to_string();
            let sent = std::process::Command::new("kill").args(["-s", way, &pid]).status().unwrap();
            assert!(sent.success(), "{way}");
        }
        terminal.ended();
        let count = |mark: &[u8]| terminal.raw.windows(mark.len()).filter(|window| window == &mark).count();
        assert_eq!((count(ENTERED), count(LEFT)), (1, 1), "{way}");
    }
}

#[test]
fn without_color_the_selected_row_still_shows() {
    let home = TestHome::with_extracts();
    let mut terminal = Terminal::sized(&home, &[], 24, 80, &[("NO_COLOR", "1")]);
    terminal.wait_for("Passphrase");
    terminal.type_text(PASSPHRASE).press("Enter");
    terminal.wait_for(" items");
    terminal.wait_for("▸");
    terminal.press("C-q");
    terminal.ended();
    let codes = style_codes(&terminal.raw);
    let is_color = |code: &u8| matches!(code, 30..=38 | 40..=48 | 90..=107);
    assert!(codes.contains(&7) && !codes.iter().any(is_color), "emphasis without color: {codes:?}");
}

/// The codes of every change of style that was sent: `\x1b[1;7m` gives 1 and 7.
fn style_codes(sent: &[u8]) -> std::collections::BTreeSet<u8> {
    let sent = String::from_utf8_lossy(sent);
    let sequences = sent.split("\x1b[").filter_map(|rest| rest.split_once('m')).map(|(codes, _)| codes);
    sequences.flat_map(|codes| codes.split(';')).filter_map(|code| code.parse().ok()).collect()
}
