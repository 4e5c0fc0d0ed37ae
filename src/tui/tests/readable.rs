//! Tests that texts for the worker are shown whole even at the smallest size.

use rstest::rstest;
use strum::VariantArray as _;

use super::bench::{Bench, Folder};
use crate::domain::role::Role;
use crate::tui::command::FolderSection;
use crate::tui::panes::dictate::DictateField;

const CASES: usize = 24;

/// Returns the words of a screen without frames and line ends.
fn words(screen: &str) -> String {
    screen.split(|c: char| c.is_whitespace() || c == '│').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

#[test]
fn a_message_longer_than_its_line_is_shown_whole() {
    let folder = Folder::with_cases(CASES);
    let mut bench = Bench::open(&folder);
    bench.keys("@").text("y").keys("Enter d");
    let message = bench.said().to_owned();
    assert!(message.chars().count() > 78, "{message}");
    let screen = bench.screen(80, 24);
    assert!(words(&screen).contains(&message), "{message}\n{screen}");
    bench.keys("j");
    assert!(bench.screen(80, 24).lines().count() >= 24, "the list is whole again");
}

#[rstest]
#[case::short("Nothing is due.")]
#[case::of_two_lines(&"one two three four five six seven ".repeat(4))]
#[case::of_five_lines(&"one two three four five six seven ".repeat(10))]
#[case::one_long_word(&"x".repeat(200))]
fn any_message_is_shown_whole(#[case] message: &str) {
    let folder = Folder::with_cases(1);
    let mut bench = Bench::open(&folder);
    bench.workspace_mut().show_refusal(message);
    let screen = bench.screen(80, 24);
    let squeezed = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
    assert!(squeezed(&screen).contains(&squeezed(message)), "{screen}");
}

/// Where question, answer and hint have no room on one line, the hint is above the question.
#[test]
fn what_is_wrong_with_an_answer_is_shown_whole_beside_a_long_question() {
    let folder = Folder::with_cases(CASES);
    let mut bench = Bench::open(&folder);
    let long = "/home/a.rivera/county/exports/of/november/action.doc";
    bench.keys("3 > Enter Ctrl-U").text(long).keys("Enter");
    let screen = bench.screen(80, 24);
    assert!(words(&screen).contains("The name must end in .pdf, .xlsx, .csv, .json or .txt"), "{screen}");
    assert!(screen.contains("november/action.doc"), "{screen}");
}

#[test]
fn a_key_that_does_nothing_says_so() {
    let folder = Folder::with_cases(CASES);
    let mut bench = Bench::open(&folder);
    bench.keys("m");
    let said = bench.said();
    assert!(said.starts_with("m does nothing in Today. In ") && said.ends_with(". ? lists the keys."), "{said}");
    bench.keys("2 m");
    assert!(bench.said().starts_with("m does nothing in Cases."), "{}", bench.said());
    assert!(!bench.said().contains("Desk"), "an EC has no caseload: {}", bench.said());

    let folder = Folder::of(Role::SUPERVISOR, CASES);
    let mut bench = Bench::open(&folder);
    bench.keys("1 D");
    assert!(bench.said().contains("In Desk: "), "{}", bench.said());
}

/// Every line of every section of a folder fits at 80 columns: nothing of the record is cut.
#[test]
fn the_folder_is_whole_at_eighty_columns() {
    let folder = Folder::with_cases(CASES);
    let mut bench = Bench::open(&folder);
    bench.keys("2 g");
    for _ in 0..6 {
        bench.keys("j Enter");
        // The overview is a picture: the section of the activities has their names in full.
        for section in FolderSection::VARIANTS.iter().filter(|section| **section != FolderSection::Overview) {
            bench.workspace_mut().folder.show_section(*section);
            let screen = bench.screen(80, 24);
            let cut = screen.lines().skip(6).take(16).find(|line| line.contains('…'));
            assert_eq!(cut, None, "{section:?}\n{screen}");
        }
        bench.keys("Esc");
    }
}

/// Where the history needs a second line, it is a line of the words only.
#[test]
fn a_long_entry_of_the_history_goes_on_below() {
    let folder = Folder::with_cases(CASES);
    let mut bench = Bench::open(&folder);
    let note = "the annotation of this case is longer than the line of the history has room for";
    bench.keys("2 g n").text(note).keys("Enter Enter");
    bench.keys("h G");
    let screen = bench.screen(80, 24);
    assert!(words(&screen).contains(&format!("annotated: {note}")), "{screen}");
}

#[test]
fn the_help_of_each_field_fits_its_line() {
    for field in DictateField::VARIANTS {
        let help = field.help_text();
        assert!(help.chars().count() <= 78, "{help}");
    }
}
