//! The first start on a terminal: a slip is asked again, and nothing is asked twice that was answered.

use crate::support::terminal::Terminal;
use crate::support::{PASSPHRASE, TestHome};

#[test]
fn each_slip_of_the_first_form_is_asked_again_and_the_screen_opens_at_once() {
    let home = TestHome::bare();
    let mut terminal = Terminal::start(&home, &[]);
    for (question, answer) in [
        ("(Enter leaves): ", "x"),
        ("(Enter leaves): ", "1"),
        ("Worker number: ", "!!"),
        ("Worker number: ", "V1A3"),
        ("Name: ", ""),
        ("Name: ", "A. Rivera"),
        ("(Enter: EC): ", "boss"),
        ("(Enter: EC): ", ""),
        ("Office: ", "Eastmont"),
        ("New passphrase: ", ""),
        ("New passphrase: ", "abc"),
        ("New passphrase: ", PASSPHRASE),
        ("Repeat the new passphrase: ", "something else"),
        ("New passphrase: ", PASSPHRASE),
        ("Repeat the new passphrase: ", PASSPHRASE),
    ] {
        terminal.wait_for_question(question);
        terminal.type_text(answer).press("Enter");
    }
    terminal.wait_for("Nothing due today");
    let said = String::from_utf8_lossy(&terminal.raw).into_owned();
    for told in ["“boss” is not one of these roles", "too easy to guess", "The two passphrases differ"] {
        assert!(said.contains(told), "{told}: {said}");
    }
    let titles = said.split("Role:").nth(1).and_then(|rest| rest.split("Office").next()).unwrap_or_default();
    assert!(titles.contains("EC Supervisor") && !titles.contains('_'), "{titles}");
    assert!(!said.contains(PASSPHRASE), "a passphrase is never shown");
    terminal.press("C-q");
    assert_eq!(terminal.ended(), 0);
}

#[test]
fn enter_alone_leaves_and_makes_nothing() {
    let home = TestHome::bare();
    let mut terminal = Terminal::start(&home, &[]);
    terminal.wait_for_question("(Enter leaves): ");
    terminal.press("Enter");
    assert_ne!(terminal.ended(), 0);
    assert!(!home.home_path().exists());
}

#[test]
fn an_interrupt_at_the_passphrase_leaves_a_terminal_that_shows_what_is_typed() {
    let home = TestHome::new();
    let mut terminal = Terminal::start(&home, &["list", "today"]);
    let shows = |terminal: &Terminal| {
        let device = std::fs::File::open(terminal.device()).unwrap();
        rustix::termios::tcgetattr(&device).unwrap().local_modes.contains(rustix::termios::LocalModes::ECHO)
    };
    terminal.wait_for_question("Passphrase: ");
    assert!(!shows(&terminal), "it is hidden before the question appears");
    terminal.press("C-c");
    assert_ne!(terminal.ended(), 0);
    assert!(shows(&terminal));
}
