//! Letters, sentences and pastes in the choices of the comment form: nothing that is typed is lost, and nothing is chosen
//! by a sentence.

use super::bench::{Bench, Folder};
use crate::tui::panes::dictate::DictateField;
use crate::tui::update::Msg;

const CASES: usize = 24;

#[test]
fn ctrl_r_redoes_in_the_comment_form_as_everywhere() {
    let folder = Folder::with_cases(CASES);
    let mut bench = Bench::open(&folder);
    bench.keys("2 d t r").text("abc").keys("Ctrl-Z");
    assert_eq!(bench.form().to_saved().results, "ab");
    bench.keys("Ctrl-R");
    let saved = bench.form().to_saved();
    assert_eq!((saved.results.as_str(), saved.reached), ("abc", Some(true)));
    for (width, height) in [(80, 24), (120, 36)] {
        assert!(bench.screen(width, height).contains("F3 reached or not"));
    }
}

#[test]
fn a_sentence_that_is_typed_in_a_choice_goes_to_the_results_and_chooses_nothing() {
    let folder = Folder::with_cases(CASES);
    // The first letters of the second and the third choose something; the rest shows that they are words.
    for said in ["Called her twice, no answer", "The client called", "Tried her twice", "her son is ill", "I met her"] {
        let mut bench = Bench::open(&folder);
        bench.keys("2 d").text(said);
        let saved = bench.form().to_saved();
        assert_eq!((bench.form().field, saved.results.as_str()), (DictateField::Results, said));
        assert_eq!((saved.contact_type, saved.reached), (None, None), "{said}");
        assert!(bench.screen(80, 24).contains("Type takes a marked letter, not text: what you typed is in Results."));
        bench.keys("Ctrl-D y");
    }
}

#[test]
fn what_is_pasted_into_a_choice_goes_to_the_end_of_the_results() {
    let folder = Folder::with_cases(CASES);
    let mut bench = Bench::open(&folder);
    bench.keys("2 d t r").text("She called.").keys("Shift-Tab Shift-Tab");
    assert_eq!(bench.form().field, DictateField::Reached);
    bench.tell(Msg::Paste("Her son is ill.".into()));
    let saved = bench.form().to_saved();
    assert_eq!((saved.results.as_str(), saved.reached), ("She called. Her son is ill.", Some(true)));
}

#[test]
fn letters_that_choose_are_said_where_the_text_follows() {
    let folder = Folder::with_cases(CASES);
    let mut bench = Bench::open(&folder);
    bench.keys("2 d t a");
    assert_eq!(bench.form().field, DictateField::Results);
    assert!(
        bench.screen(120, 36).contains("Chosen: Telephone, attempted, Thu 11/19. Now what"),
        "{}",
        bench.screen(120, 36)
    );
    bench.text("She ");
    assert!(!bench.screen(120, 36).contains("Chosen:"));
}

#[test]
fn one_letter_that_is_no_choice_changes_nothing_and_a_capital_one_begins_the_text() {
    let folder = Folder::with_cases(CASES);
    let mut bench = Bench::open(&folder);
    bench.keys("2 d t e");
    assert_eq!(bench.form().field, DictateField::Reached);
    assert!(bench.screen(80, 24).contains("e chooses nothing in Contact."), "{}", bench.screen(80, 24));
    bench.keys("Backspace r");
    let saved = bench.form().to_saved();
    assert_eq!((saved.contact_type.map(|kind| kind.0), saved.reached), (Some("telephone".into()), Some(true)));
    assert_eq!(saved.results, "");
    bench.keys("Ctrl-D y j d t").text("She called");
    let saved = bench.form().to_saved();
    assert_eq!((saved.contact_type.map(|kind| kind.0), saved.results), (Some("telephone".into()), "She called".into()));
    // With a wrong date, the letter does not lead back to it.
    bench.keys("Ctrl-D y j d Shift-Tab").keys("x x Tab m");
    assert_eq!(bench.form().field, DictateField::Reached);
}

/// `talked`, `mailed`, `tried`: the first letters choose a type and an outcome, and the rest shows that they are a word.
#[test]
fn a_word_whose_first_letters_are_choices_is_kept_whole() {
    let folder = Folder::with_cases(CASES);
    for word in ["talked", "tried", "mailed"] {
        let mut bench = Bench::open(&folder);
        bench.keys("2 d").text(word).text(" ");
        let saved = bench.form().to_saved();
        assert_eq!((saved.results.trim_end(), saved.contact_type, saved.reached), (word, None, None));
        assert!(bench.screen(80, 24).contains("what you typed is in Results"));
        bench.keys("Ctrl-D y");
    }
}

/// Each word follows the letters as fast as the machine sends it.
#[test]
fn choices_stand_whatever_word_follows_them_and_however_fast() {
    let folder = Folder::with_cases(CASES);
    for said in ["left word", "called her at home.", "one two three.", "asked again", "mother called", "her son is ill"]
    {
        let mut bench = Bench::open(&folder);
        bench.keys("2 d").text("ta").text(said);
        let saved = bench.form().to_saved();
        assert_eq!((saved.results.as_str(), saved.reached), (said, Some(false)));
        assert_eq!(saved.contact_type.map(|kind| kind.0), Some("telephone".into()), "{said}");
        bench.keys("Ctrl-D y");
    }
    let mut bench = Bench::open(&folder);
    bench.keys("2 d t a Backspace l o");
    let saved = bench.form().to_saved();
    assert_eq!((saved.results.as_str(), saved.reached), ("lo", Some(false)), "a key lies between");
}

/// An answer that a space chose would count as the contact of the month.
#[test]
fn a_space_never_chooses_whether_the_participant_was_reached() {
    let folder = Folder::with_cases(CASES);
    for (typed, said, kind) in [
        ("t left a message", "left a message", "telephone"),
        ("x hurried", "hurried", "text"),
        ("t reached her son", "reached her son", "telephone"),
        ("t  no answer", "no answer", "telephone"),
    ] {
        let mut bench = Bench::open(&folder);
        bench.keys("2 d").text(typed);
        let saved = bench.form().to_saved();
        assert_eq!((saved.results.as_str(), saved.reached), (said, None), "{typed}");
        assert_eq!(saved.contact_type.map(|kind| kind.0), Some(kind.into()), "{typed}");
        assert!(bench.screen(80, 24).contains("Contact is not chosen yet: r or a."), "{}", bench.screen(80, 24));
        bench.keys("Tab Tab Ctrl-N Ctrl-S");
        assert!(bench.said().contains("reached or attempted"), "{}", bench.said());
        bench.keys("Ctrl-D y");
    }
}
