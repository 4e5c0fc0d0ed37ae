//! A whole non-compliance on the screen, from the missed class to sanction and cure: the real binary in a
//! pseudo-terminal, on the days on which each step is taken.

use crate::support::terminal::Terminal;
use crate::support::{PASSPHRASE, TestHome};

/// One parent, in a job club, registered mandatory.
const CASE: &str = "06B32751";

/// The screen on a day, on the row of the case.
fn on(home: &TestHome, day: &str) -> Terminal {
    let now = format!("{day}T09:00:00");
    let mut terminal = Terminal::sized(home, &[], 24, 80, &[("CASELOAD_NOW", &now)]);
    terminal.wait_for("Passphrase");
    terminal.type_text(PASSPHRASE).press("Enter");
    terminal.wait_for(" items");
    if terminal.screen().contains("The clock") {
        // A clock far ahead of the newest entry is reported first.
        close(&mut terminal, "The clock");
    }
    terminal.press("2");
    terminal.wait_for("Cases (ES108)");
    terminal.press("/").type_text(CASE).press("Enter");
    terminal.wait_for("Filtered by");
    terminal
}

/// Chooses an act by its name and waits for its form.
fn act(terminal: &mut Terminal, title: &str) {
    terminal.press("a");
    terminal.wait_for("┌ Act ");
    terminal.type_text(title).press("Enter");
    terminal.wait_for(&format!("┌ {title}"));
}

fn file(terminal: &mut Terminal, title: &str) {
    terminal.wait_for("This will");
    terminal.file_act();
    terminal.wait_for(&format!("Recorded: {}", title.strip_prefix("record ").unwrap_or(title)));
}

/// Files an act that is asked about.
fn file_asked(terminal: &mut Terminal, title: &str) {
    terminal.wait_for("This will");
    terminal.press("C-s");
    terminal.wait_for("y yes");
    terminal.press("y");
    terminal.wait_for(&format!("Recorded: {}", title.strip_prefix("record ").unwrap_or(title)));
}

/// Closes the page on top. A key right after Esc would be taken as one with Alt.
fn close(terminal: &mut Terminal, page: &str) {
    terminal.press("Esc");
    terminal.wait_without(page);
}

fn leave(mut terminal: Terminal) {
    terminal.press("C-q");
    assert_eq!(terminal.ended(), 0);
}

#[test]
fn f17_killed_while_an_act_is_filled_in_what_was_typed_is_offered_at_the_next_start() {
    let home = TestHome::with_extracts();
    let mut terminal = on(&home, "2026-11-19");
    act(&mut terminal, "send an alert");
    terminal.type_text("V1A4").press("Tab").type_text("Her letter came back");
    terminal.wait_for("Her letter came back");
    // Half a second is what may be lost, and what it takes to be sure here.
    std::thread::sleep(std::time::Duration::from_millis(500));
    terminal.kill();

    let now = "2026-11-19T09:05:00";
    let mut again = Terminal::sized(&home, &[], 24, 80, &[("CASELOAD_NOW", now)]);
    again.wait_for("Passphrase");
    again.type_text(PASSPHRASE).press("Enter");
    again.wait_for("restored.");
    let screen = again.wait_for("Her letter came back");
    again.wait_for("Ctrl-S file");
    assert!(screen.contains("send an alert") && screen.contains(CASE), "{screen}");
    again.press("C-s");
    again.wait_for("Recorded: send an alert");
    close(&mut again, "to be copied");
    leave(again);
    assert_eq!(home.json(&["verify"])["holds"], true);
}

#[test]
fn a_noncompliance_is_walked_on_the_screen() {
    let home = TestHome::with_extracts();

    let mut terminal = on(&home, "2026-11-19");
    act(&mut terminal, "start non-compliance");
    terminal.type_text("11/17");
    file(&mut terminal, "start non-compliance");
    let told = terminal.wait_for("42-6 for the eligibility worker");
    assert!(told.contains("4. Last of the 20 days: Wed 12/09/2026"), "{told}");
    close(&mut terminal, "to be copied");
    leave(terminal);

    let mut terminal = on(&home, "2026-12-07");
    act(&mut terminal, "agree to compliance plan");
    terminal.type_text("12/20");
    file(&mut terminal, "agree to compliance plan");
    leave(terminal);

    let mut terminal = on(&home, "2026-12-21");
    act(&mut terminal, "record plan result");
    terminal.press("n");
    file(&mut terminal, "record plan result");
    act(&mut terminal, "request sanction");
    let blocked = terminal.wait_for("Refused");
    assert!(blocked.contains("review reasons not to sanction"), "{blocked}");
    close(&mut terminal, "Refused");
    act(&mut terminal, "review reasons not to sanction");
    terminal.wait_for("child care was not available");
    terminal.press("n n n n n n n n n");
    file(&mut terminal, "review reasons not to sanction");
    act(&mut terminal, "request sanction");
    terminal.wait_for("Why all the same");
    terminal.press("Tab").type_text("all that can be checked was checked");
    file_asked(&mut terminal, "request sanction");
    act(&mut terminal, "record sanction");
    terminal.type_text("1/1");
    terminal.wait_for("none works in this home: say who");
    // The notice lies between: two fields on is the name of the one who decided.
    terminal.press("Tab Tab Tab").type_text("V1S1");
    terminal.press("Tab").type_text("all that can be checked was checked");
    file_asked(&mut terminal, "record sanction");
    terminal.wait_for("5. Sanction: from Fri 01/01/2027");
    close(&mut terminal, "to be copied");
    act(&mut terminal, "notify the eligibility worker");
    file(&mut terminal, "notify the eligibility worker");
    close(&mut terminal, "to be copied");
    leave(terminal);

    let mut terminal = on(&home, "2027-01-05");
    act(&mut terminal, "start cure");
    file(&mut terminal, "start cure");
    act(&mut terminal, "sign cure plan");
    terminal.type_text("2/4");
    file(&mut terminal, "sign cure plan");
    leave(terminal);

    let mut terminal = on(&home, "2027-02-04");
    act(&mut terminal, "end cure");
    terminal.press("y");
    file(&mut terminal, "end cure");
    act(&mut terminal, "record restored aid");
    file(&mut terminal, "record restored aid");
    terminal.press("u");
    terminal.wait_for("Undone on 06B32751 Jackson, Dmitri: record restored aid");
    leave(terminal);
    assert_eq!(home.json(&["verify"])["holds"], true);
}
