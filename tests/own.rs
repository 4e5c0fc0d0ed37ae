//! Tests of what an office and a worker add of their own on the screen: words and forms.

use std::fs;

use crate::support::terminal::Terminal;
use crate::support::{PASSPHRASE, TestHome};

/// Opens the form of a case, with the caret in the results.
fn open_form(home: &TestHome, environment: &[(&str, &str)]) -> Terminal {
    let mut terminal = Terminal::sized(home, &[], 24, 80, environment);
    terminal.wait_for("Passphrase");
    terminal.type_text(PASSPHRASE).press("Enter");
    terminal.wait_for(" items");
    terminal.press("2");
    terminal.wait_for("Cases (ES108)");
    terminal.press("d");
    terminal.wait_for("Dictate   ");
    terminal
}

fn leave(mut terminal: Terminal) {
    terminal.press("C-q");
    assert_eq!(terminal.ended(), 0);
}

#[test]
fn a_misspelled_word_is_listed_and_kept_as_ones_own_with_one_key() {
    let home = TestHome::with_extracts();
    fs::write(home.path().join("xx.aff"), "SET UTF-8\n").unwrap();
    // The purpose that is proposed is checked, too.
    let words = "13\nCase\nconference\nwill\nbring\nsheet\nthe\nSanction\nchanged\ncircumstances\nand\nhow\nto\ncure\n";
    fs::write(home.path().join("xx.dic"), words).unwrap();
    fs::write(home.home_path().join("settings.toml"), "spelling = \"xx\"\n").unwrap();
    let mut terminal = open_form(&home, &[("DICPATH", home.path().to_str().unwrap())]);
    terminal.press("t r");
    // Whoever chose by letters pauses before the first word; without a pause the letters belong to it.
    std::thread::sleep(std::time::Duration::from_millis(700));
    terminal.type_text("will bring the Fruitvale sheet");
    let screen = terminal.wait_for("Fruitvale: not in the dictionary");
    assert!(!screen.contains("bring: not") && !screen.contains("sheet: not"), "{screen}");
    terminal.press("C-Left C-b");
    terminal.wait_for("is now one of your own words");
    leave(terminal);
    let kept = home.json(&["word", "list"]).to_string();
    assert!(kept.contains("Fruitvale"), "{kept}");

    let mut terminal = open_restored_draft(&home);
    terminal.type_text(" bring xyzzy .");
    let screen = terminal.wait_for("xyzzy: not in the dictionary");
    assert!(screen.contains("Plain words: 1 remark"), "{screen}");
    leave(terminal);
}

/// Opens the restored draft.
fn open_restored_draft(home: &TestHome) -> Terminal {
    let environment = [("DICPATH", home.path().to_str().unwrap())];
    let mut terminal = Terminal::sized(home, &[], 24, 80, &environment);
    terminal.wait_for("Passphrase");
    terminal.type_text(PASSPHRASE).press("Enter");
    terminal.wait_for("restored");
    terminal
}

#[test]
fn without_a_dictionary_one_notice_is_shown_and_nothing_is_checked() {
    let home = TestHome::with_extracts();
    fs::write(home.home_path().join("settings.toml"), "spelling = \"no_such\"\n").unwrap();
    let mut terminal = Terminal::unlocked(&home);
    terminal.wait_for("no dictionary of that name");
    terminal.press("Esc 2");
    terminal.wait_for("Cases (ES108)");
    terminal.press("d");
    terminal.wait_for("Spelling is not checked");
    terminal.press("t r").type_text("xyzzy");
    let screen = terminal.wait_for("xyzzy");
    assert!(!screen.contains("Spelling is not checked") && !screen.contains("not in the dictionary"), "{screen}");
    leave(terminal);
}

#[test]
fn a_form_of_the_offices_own_is_picked_by_any_of_its_words() {
    let home = TestHome::with_extracts();
    fs::create_dir(home.home_path().join("catalogue")).unwrap();
    let own = "[[form]]\nnumber = \"EO 12\"\nname = \"Bus pass request\"\nwhen = \"A bus pass is asked for\"\n";
    fs::write(home.home_path().join("catalogue/eastmont.toml"), own).unwrap();
    let mut terminal = open_form(&home, &[]);
    terminal.press("t r").type_text("Came in").press("Tab").type_text("\0");
    terminal.wait_for("EO 12");
    terminal.type_text("pass req").press("Enter");
    terminal.press("Tab").type_text("none").press("C-s");
    terminal.wait_for("Filed on");
    terminal.press("C-q");
    assert_eq!(terminal.ended(), 0);
    assert_eq!(home.json(&["list", "comments"])[0]["forms"][0], "EO 12");

    fs::write(home.home_path().join("catalogue/eastmont.toml"), "[[form]]\nnumber = 3\n").unwrap();
    let mut terminal = Terminal::unlocked(&home);
    let page = terminal.wait_for("Please note");
    assert!(page.contains("eastmont.toml") && page.contains("line 2"), "{page}");
    terminal.press("Esc C-q");
    assert_eq!(terminal.ended(), 0);
}
