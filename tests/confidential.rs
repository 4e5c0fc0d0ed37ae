//! A referral to domestic-violence, mental-health or substance-abuse services, and a reason that names them, stand nowhere in
//! clear for whoever does not work the case (`assets/sight.toml`): in no outlet of the command line and on no page of the
//! screen.

use crate::desks::{Desks, EC};
use crate::sight;
use crate::support::terminal::Terminal;

const CASE: &str = "06B32751";
const DAY: &str = "2026-11-24";
/// What tells it.
const WORDS: [&str; 6] = ["domestic", "violence", "mental health", "substance", "abuse", "zyxshelter"];
/// The keys of the folder's sections.
const SECTIONS: [&str; 13] = ["v", "p", "r", "i", "t", "o", "e", "l", "s", "f", "b", "m", "h"];

fn office() -> Desks {
    Desks::new("alameda", &[("U100", "supervisor"), ("K100", "clerk"), ("V1B2", "ec")])
}

fn record(office: &Desks) {
    let act = |act: &str, fields: &[&str]| office.act(EC, DAY, CASE, act, fields);
    act("referral_asked", &["kind=substance abuse"]);
    act("referral_made", &["kind=substance abuse"]);
    act("referral_asked", &["kind=mental health"]);
    act("referral_closed", &["kind=mental health", "result=kept at Zyxshelter"]);
    act("referral_asked", &["kind=domestic violence"]);
}

/// Returns the words that a text has more often than another.
fn told<'a>(before: &str, after: &str) -> Vec<&'a str> {
    let count = |text: &str, word: &str| text.to_lowercase().matches(word).count();
    WORDS.into_iter().filter(|word| count(after, word) > count(before, word)).collect()
}

#[test]
fn a_confidential_referral_is_in_no_outlet_of_a_clerk_or_another_ec() {
    let office = office();
    let before = sight::outlets(&office, "V1B2");
    record(&office);
    let of_record = office.run(EC, DAY, &["facts", CASE]).unwrap();
    assert!(of_record.contains("domestic violence"), "who works the case sees it: {of_record}");
    for worker in ["K100", "V1B2"] {
        for ((_, before), (outlet, after)) in before.iter().zip(sight::outlets(&office, worker)) {
            assert_eq!(told(before, &after), [""; 0], "{outlet}: {after}");
        }
    }
}

/// Returns what a worker's screen shows of the case: the list, every section of its folder, and the questions for an act, for
/// undoing one and for all that was done.
pub fn pages(office: &Desks, worker: &str) -> Vec<(String, String)> {
    let now = format!("{DAY}T09:00:00");
    let mut terminal = Terminal::sized(&office.home, &[], 40, 120, &[("CASELOAD_NOW", &now)]);
    terminal.wait_for("Passphrase");
    terminal.type_text(&office.passphrase_of(worker)).press("Enter");
    terminal.wait_for(" items");
    terminal.press("2").rest();
    terminal.press("/").type_text(CASE).press("Enter");
    terminal.wait_for("Filtered by");
    let mut pages = Vec::new();
    let mut keep = |terminal: &mut Terminal, page: &str| {
        terminal.rest();
        pages.push((format!("{worker}: {page}"), terminal.screen()));
    };
    keep(&mut terminal, "list");
    for (keys, page) in [("a", "acts"), ("u", "undo")] {
        terminal.press(keys);
        keep(&mut terminal, page);
        terminal.press("Esc").rest();
    }
    terminal.press("Enter").rest();
    for section in SECTIONS {
        terminal.press(section);
        keep(&mut terminal, &format!("section {section}"));
    }
    terminal.kill();
    pages
}

#[test]
fn a_confidential_referral_is_on_no_page_of_a_clerk_or_another_ec() {
    let office = office();
    record(&office);
    for worker in ["K100", "V1B2"] {
        for (page, shown) in pages(&office, worker) {
            assert_eq!(told("", &shown), [""; 0], "{page}: {shown}");
        }
    }
    for worker in [EC, "U100"] {
        let shown = pages(&office, worker).into_iter().find(|(page, _)| page.ends_with("section s")).unwrap().1;
        assert!(shown.contains("domestic violence"), "who works the case sees it: {shown}");
    }
}
