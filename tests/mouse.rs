//! The mouse in the real binary, with the bytes that a terminal sends: wheel, click, a second click, drag of the divider.

use crate::support::TestHome;
use crate::support::terminal::Terminal;

/// The bytes of the wheel turned down, in the form that terminals send for any size (SGR, xterm 1006).
const WHEEL_DOWN: u8 = 65;
const LEFT: u8 = 0;
const DRAG: u8 = 32;

/// Sends what a terminal sends for the mouse at a column and a row, the first of which is 1.
fn mouse(terminal: &mut Terminal, button: u8, (column, row): (u16, u16), is_released: bool) {
    let end = if is_released { 'm' } else { 'M' };
    terminal.type_text(&format!("\x1b[<{button};{column};{row}{end}"));
}

fn click(terminal: &mut Terminal, at: (u16, u16)) {
    mouse(terminal, LEFT, at, false);
    mouse(terminal, LEFT, at, true);
}

fn row_of(screen: &str, text: &str) -> u16 {
    let row = screen.lines().position(|line| line.contains(text)).unwrap_or_else(|| panic!("{text}:\n{screen}"));
    u16::try_from(row + 1).unwrap()
}

#[test]
fn wheel_click_and_drag_do_what_the_help_says() {
    let home = TestHome::with_extracts();
    let mut terminal = Terminal::sized(&home, &[], 36, 120, &[]);
    terminal.unlock();
    let asked: Vec<&[u8]> = vec![b"\x1b[?1000h", b"\x1b[?1002h", b"\x1b[?1006h"];
    for mode in asked {
        assert!(terminal.raw.windows(mode.len()).any(|bytes| bytes == mode), "the mouse is asked for");
    }
    let moving: &[u8] = b"\x1b[?1003h";
    assert!(!terminal.raw.windows(moving.len()).any(|bytes| bytes == moving), "mere movement is not asked for");

    // A click on a tab shows its list.
    let tabs = terminal.screen().lines().nth(1).unwrap().to_owned();
    let column = u16::try_from(tabs.find("2 Cases").unwrap() + 2).unwrap();
    click(&mut terminal, (column, 2));
    terminal.wait_for("Cases (ES108)");

    // The wheel moves the selection by three rows, a click selects a row, and a second one opens its case.
    terminal.rest();
    click(&mut terminal, (10, 5));
    terminal.rest();
    assert_eq!(row_of(&terminal.screen(), "│▸"), 5, "{}", terminal.screen());
    mouse(&mut terminal, WHEEL_DOWN, (10, 10), false);
    terminal.rest();
    assert_eq!(row_of(&terminal.screen(), "│▸"), 8, "{}", terminal.screen());
    click(&mut terminal, (10, 6));
    terminal.rest();
    assert_eq!(row_of(&terminal.screen(), "│▸"), 6, "{}", terminal.screen());

    // The divider is dragged to the left, and the side pane gets wider.
    let divider = |screen: &str| screen.lines().nth(2).unwrap().chars().position(|c| c == '┬').unwrap();
    let before = divider(&terminal.screen());
    let at = u16::try_from(before + 1).unwrap();
    mouse(&mut terminal, LEFT, (at, 12), false);
    mouse(&mut terminal, DRAG, (at - 20, 12), false);
    mouse(&mut terminal, LEFT, (at - 20, 12), true);
    terminal.rest();
    assert_eq!(divider(&terminal.screen()), before - 20, "{}", terminal.screen());

    click(&mut terminal, (10, 6));
    click(&mut terminal, (10, 6));
    terminal.wait_for("v overview");
    terminal.press("Esc");
    terminal.press("?");
    terminal.wait_for("Keys that act here");
    terminal.type_text("mouse sh");
    terminal.wait_for("which then selects text");
    terminal.press("Esc");
    terminal.press("C-q");
    assert_eq!(terminal.ended(), 0);
    let off: &[u8] = b"\x1b[?1000l";
    assert!(terminal.raw.windows(off.len()).any(|bytes| bytes == off), "the mouse is given back");
}

#[test]
fn settings_leave_the_mouse_to_the_terminal_at_once() {
    let home = TestHome::with_extracts();
    let mut terminal = Terminal::unlocked(&home);
    terminal.press(",");
    terminal.wait_for("Settings");
    terminal.type_text("left to the").press("Enter");
    terminal.wait_for("not saved yet");
    terminal.rest();
    let off: &[u8] = b"\x1b[?1006l";
    assert!(terminal.raw.windows(off.len()).any(|bytes| bytes == off));
    terminal.press("C-s");
    terminal.wait_for("Saved in settings.toml");
    terminal.press("Esc");
    terminal.press("C-q");
    assert_eq!(terminal.ended(), 0);
    let text = std::fs::read_to_string(home.home_path().join("settings.toml")).unwrap();
    assert!(text.contains("mouse = false"), "{text}");
}
