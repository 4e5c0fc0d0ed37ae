//! Copying through the terminal: the sequence that the real binary writes is read back and decoded.

use base64::Engine as _;

use crate::support::terminal::Terminal;
use crate::support::{PASSPHRASE, TestHome};

const BEGIN: &[u8] = b"\x1b]52;c;";

/// What a terminal would have put on its clipboard, in order; `begin` opens a sequence and `end` closes it.
fn copied(raw: &[u8], begin: &[u8], end: &[u8]) -> Vec<String> {
    let mut texts = Vec::new();
    let mut rest = raw;
    while let Some(start) = rest.windows(begin.len()).position(|window| window == begin) {
        rest = &rest[start + begin.len()..];
        let length = rest.windows(end.len()).position(|window| window == end).unwrap();
        let decoded = base64::prelude::BASE64_STANDARD.decode(&rest[..length]).unwrap();
        texts.push(String::from_utf8(decoded).unwrap());
    }
    texts
}

/// A desk with a filed comment, and what `comment copy` prints of it, without the line above.
fn with_comment() -> (TestHome, String) {
    let home = TestHome::with_extracts();
    let args = ["comment", "file", "--case", "05B36344", "--type", "telephone", "--purpose", "Monthly contact"];
    let rest = ["--results", "Señora Núñez will bring the sheet", "--no-forms", "--no-documents"];
    let id = home.json(&args.into_iter().chain(rest).collect::<Vec<_>>())["id"].as_str().unwrap().to_owned();
    let block = home.json(&["comment", "copy", &id])[0]["text"].as_str().unwrap().to_owned();
    (home, block)
}

/// Opens the comment of the desk on the screen and copies it.
fn at_the_comment(home: &TestHome, environment: &[(&str, &str)]) -> Terminal {
    let mut terminal = Terminal::sized(home, &[], 24, 80, environment);
    terminal.wait_for("Passphrase");
    terminal.type_text(PASSPHRASE).press("Enter");
    terminal.wait_for(" items");
    terminal.press("2 /").type_text("05b36").press("Enter Enter m");
    terminal.wait_for("bring the sheet");
    terminal.press("y");
    terminal
}

#[test]
fn the_posting_block_reaches_the_clipboard() {
    let (home, block) = with_comment();
    let mut terminal = at_the_comment(&home, &[]);
    terminal.wait_for("Copied. Paste it");
    terminal.press("P");
    terminal.wait_for("Marked as posted");
    terminal.press("C-q");
    assert_eq!(terminal.ended(), 0);
    assert_eq!(copied(&terminal.raw, BEGIN, b"\x1b\\"), [block]);
    assert_eq!(home.json(&["list", "unposted"]).as_array().unwrap().len(), 0);
}

#[test]
fn inside_tmux_the_sequence_is_wrapped_as_well() {
    let (home, block) = with_comment();
    let mut terminal = at_the_comment(&home, &[("TMUX", "default,1,0")]);
    terminal.wait_for("Copied. Paste it");
    terminal.press("Esc C-q");
    terminal.ended();
    let wrapped = copied(&terminal.raw, b"\x1bPtmux;\x1b\x1b]52;c;", b"\x1b\x1b\\\x1b\\");
    assert_eq!(copied(&terminal.raw, BEGIN, b"\x1b").first(), Some(&block));
    assert_eq!(wrapped, [block]);
}

#[test]
fn a_setting_turns_the_clipboard_off_and_leaves_the_file() {
    let (home, _) = with_comment();
    std::fs::write(home.home_path().join("settings.toml"), "clipboard = false\n").unwrap();
    let mut terminal = at_the_comment(&home, &[]);
    terminal.wait_for("turn the clipboard off");
    terminal.press("w");
    terminal.wait_for("New file");
    terminal.press("Enter");
    terminal.wait_for("Written to");
    terminal.press("C-q");
    terminal.ended();
    assert!(copied(&terminal.raw, BEGIN, b"\x1b").is_empty());
    let written = std::fs::read_to_string(home.path().join("caseload-05B36344-2026-11-19.txt")).unwrap();
    assert!(written.contains("Señora Núñez will bring the sheet"), "{written}");
}
