//! What a contact costs: the keys pressed besides the narrative, counted in the real binary in a pseudo-terminal.

use crate::support::terminal::Terminal;
use crate::support::{PASSPHRASE, TestHome};

const NARRATIVE: &str = "Missed two class days, bus pass ran out; will bring the attendance sheet";
/// Peers need 16 to 57.
const FROM_THE_LIST: usize = 11;
const FROM_A_ROW: usize = 6;
const EACH_FURTHER: usize = 8;

/// A hand that counts.
struct Hand {
    terminal: Terminal,
    keys: usize,
}

impl Hand {
    /// On the screen, before the first contact that was ever filed.
    fn at_work(home: &TestHome) -> Self {
        let mut terminal = Terminal::start(home, &[]);
        terminal.wait_for("Passphrase");
        terminal.type_text(PASSPHRASE).press("Enter");
        terminal.wait_for(" items");
        Self { terminal, keys: 0 }
    }

    /// Presses keys; each counts.
    fn press(&mut self, keys: &str) -> &mut Self {
        self.keys += keys.split_whitespace().count();
        self.terminal.press(keys);
        self
    }

    fn sees(&mut self, text: &str) -> String {
        self.terminal.wait_for(text)
    }

    /// Dictates the narrative, whose keys do not count.
    fn dictates(&mut self) -> &mut Self {
        self.sees("Dictate   ");
        self.terminal.type_text(NARRATIVE);
        self.sees("Missed two class");
        self
    }

    /// The keys since the last count.
    fn count(&mut self) -> usize {
        std::mem::take(&mut self.keys)
    }

    fn leaves(mut self) {
        self.terminal.press("C-q");
        assert_eq!(self.terminal.ended(), 0);
    }
}

fn filed(home: &TestHome) -> usize {
    let comments = home.json(&["list", "comments"]);
    comments.as_array().unwrap().iter().filter(|comment| comment["results"] == NARRATIVE).count()
}

#[test]
fn a_contact_from_the_case_list_finding_the_case_included() {
    let home = TestHome::with_extracts();
    let mut hand = Hand::at_work(&home);
    hand.press("2");
    hand.sees("Cases (ES108)");
    hand.count();
    hand.press("/ 5 b 3 6").press("Enter d t r").dictates().press("C-n C-s");
    hand.sees("Filed on 05B36344");
    let keys = hand.count();
    assert!(keys <= FROM_THE_LIST, "{keys} keys from the case list");
    hand.leaves();
    assert_eq!(filed(&home), 1);
}

#[test]
fn a_contact_from_a_row_and_each_further_one_in_a_row() {
    let home = TestHome::with_extracts();
    let mut hand = Hand::at_work(&home);
    hand.press("3");
    hand.sees("At the 20-day good-cause period");
    hand.count();
    hand.press("d t r").dictates().press("C-n C-g");
    hand.sees("Filed on");
    let keys = hand.count();
    assert!(keys <= FROM_A_ROW, "{keys} keys from an action row");
    for _ in 0..3 {
        hand.press("t r").dictates().press("C-n C-g");
        hand.sees("Filed on");
        let keys = hand.count();
        assert!(keys <= EACH_FURTHER, "{keys} keys for a further contact");
    }
    hand.press("Esc");
    hand.sees("Action required");
    hand.leaves();
    assert_eq!(filed(&home), 4);
}
