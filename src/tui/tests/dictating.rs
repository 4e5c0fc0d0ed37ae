//! Phrases, plain words, protection, and one comment after the other.

use super::bench::{Bench, Folder};
use crate::tui::command::Pane;
use crate::tui::panes::dictate::DictateField;
use crate::tui::spellcheck::{Spellchecker, Speller};

const CASES: usize = 24;

fn dictating() -> Bench {
    let mut bench = Bench::open(&Folder::with_cases(CASES));
    bench.keys("2 d t r");
    bench
}

fn results(bench: &Bench) -> String {
    bench.form().comment_draft().results
}

/// Keeps `text` as the phrase `word` by selecting it in the narrative.
fn keep_phrase(bench: &mut Bench, word: &str, text: &str) {
    bench.text(text).keys("Shift-Home Ctrl-K").text(word).keys("Enter");
    assert_eq!(bench.said(), format!("Saved. Type ;{word} and a space to insert it."));
    bench.keys("Ctrl-X");
    assert_eq!(results(bench), "");
}

#[test]
fn a_word_after_a_semicolon_expands_to_its_phrase_with_fields_to_tab_through() {
    let mut bench = dictating();
    keep_phrase(&mut bench, "visit", "Saw {whom} by {date+10}, {at home|at school}. Then {what}.");
    bench.text("First. ;visit ");
    assert_eq!(results(&bench), "First. Saw {whom} by Sun 11/29/2026, at home. Then {what}.");
    bench.text("Linh").keys("Tab Down Tab").text("a call").keys("Tab").text(" Done");
    assert_eq!(results(&bench), "First. Saw Linh by Sun 11/29/2026, at school. Then a call. Done");
    bench.keys("Tab");
    assert_eq!(bench.form().field, DictateField::Forms, "the next Tab leaves the narrative");
}

#[test]
fn a_semicolon_before_what_is_no_phrase_is_text() {
    let mut bench = dictating();
    bench.text("came late;visit no ;zzz now");
    assert_eq!(results(&bench), "came late;visit no ;zzz now");
}

#[test]
fn phrases_are_picked_the_most_used_first() {
    let mut bench = dictating();
    let last = bench.workspace().snapshot.phrases.last().unwrap().word.clone();
    bench.text(&format!(";{last} "));
    assert_eq!(bench.workspace().snapshot.phrases[0].word, last);
    bench.keys("Ctrl-U Ctrl-Space");
    assert!(bench.screen(80, 24).contains(&format!(";{last}")));
    bench.keys("Enter");
    assert!(!results(&bench).is_empty());
}

#[test]
fn what_is_selected_is_cut_copied_and_pasted() {
    let mut bench = dictating();
    bench.text("one two").keys("Shift-Left Shift-Left Shift-Left Ctrl-X Ctrl-V Ctrl-V");
    assert_eq!(results(&bench), "one twotwo");
    bench.keys("Shift-Home").text("x");
    assert_eq!(results(&bench), "x", "what is written takes the selection's place");
}

#[test]
fn an_abbreviation_is_remarked_written_out_and_never_in_the_way() {
    let mut bench = dictating();
    bench.text("Signed the CFNLP today");
    let remarked = bench.form().remarks().len();
    bench.keys("Ctrl-U").text("Mailed the GC letter");
    assert!(remarked + bench.form().remarks().len() > 0);
    let screen = bench.screen(80, 24);
    assert!(screen.contains("Plain words"), "{screen}");
    bench.keys("Ctrl-N Ctrl-S");
    assert!(bench.said().starts_with("Filed on"), "{}", bench.said());
}

#[test]
fn a_misspelled_word_is_put_right_with_one_key() {
    let mut bench = dictating();
    let words = format!("9\ncalled\nagain\n{}\n", bench.form().comment_draft().purpose.replace([' ', '-'], "\n"));
    bench.reader = Spellchecker::new(Speller::from_texts("SET UTF-8\nTRY aeioucld\n", &words));
    bench.text("clled agin, ");
    let screen = bench.screen(120, 40);
    assert!(screen.contains("clled: not in the dictionary (called?)  Ctrl-O called  Ctrl-B keep"), "{screen}");
    bench.keys("Left Left Left Ctrl-O");
    assert_eq!(results(&bench), "clled again, ", "the one at the caret goes before the first one");
    bench.keys("End Ctrl-O");
    assert_eq!(results(&bench), "called again, ");
    bench.keys("Ctrl-O");
    assert_eq!(bench.said(), "There is no correction to apply.");
}

#[test]
fn domestic_abuse_facts_offer_to_protect_and_are_hidden_then() {
    let mut bench = dictating();
    bench.text("Says her husband hits her; a restraining order was filed");
    let screen = bench.screen(80, 24);
    assert!(screen.contains("Ctrl-T protects"), "{screen}");
    bench.keys("Ctrl-T");
    assert!(bench.screen(80, 24).contains("PROTECTED"));
    assert!(!bench.form().should_be_protected());
    bench.keys("Ctrl-N Ctrl-S").keys("Enter m");
    let screen = bench.screen(120, 40);
    assert!(screen.contains("V shows it") && !screen.contains("restraining"), "{screen}");
    bench.keys("V Enter");
    assert!(bench.screen(80, 24).contains("Say why."));
    bench.text("court hearing").keys("Enter");
    assert!(bench.screen(120, 40).contains("restraining order"));
    bench.keys("Esc h G");
    assert!(bench.screen(120, 40).contains("Revealed protected comment"));
}

#[test]
fn filing_and_going_on_opens_the_form_of_the_next_row() {
    let mut bench = Bench::open(&Folder::with_cases(CASES));
    bench.keys("2 d t r");
    let first = bench.form().row.clone();
    bench.text("Came in").keys("Ctrl-N Ctrl-G");
    assert_eq!(bench.workspace().pane, Pane::Dictate);
    assert_ne!(bench.form().row, first);
    assert!(bench.said().starts_with(&format!("Filed on {}", first.case)), "{}", bench.said());
    bench.keys("t r").text("Came in too").keys("Ctrl-N Ctrl-S");
    assert_eq!(bench.workspace().pane, Pane::Cases);
}

#[test]
fn the_meter_counts_keys_and_time_of_a_filed_comment() {
    let folder = Folder::with_cases(CASES);
    let mut bench = Bench::open(&folder);
    bench.keys("2 d t r").text("Came in");
    bench.now += std::time::Duration::from_millis(8_400);
    bench.keys("Ctrl-N Ctrl-S");
    drop(bench);
    let efforts = folder.store().filing_efforts().unwrap();
    assert_eq!((efforts.comments, efforts.keys.most, efforts.narrative_keys.most, efforts.seconds.most), (1, 4, 7, 9));
}

#[test]
fn the_last_row_ends_the_walk() {
    let mut bench = Bench::open(&Folder::with_cases(1));
    bench.keys("2 G d t r").text("Came in").keys("Ctrl-N Ctrl-G");
    assert_eq!((bench.workspace().pane, bench.said()), (Pane::Cases, "Filed. That was the last row of the list."));
}

/// Returns the results of all comments that were filed, protected or not.
fn filed_comments(folder: &Folder) -> Vec<(bool, String)> {
    let store = folder.store();
    let comments = store.all_comments(crate::store::CommentFilter::All).unwrap();
    let written = comments.iter().filter(|filed| filed.comment.on == super::bench::day());
    written.map(|filed| (filed.comment.protected, filed.comment.results().to_owned())).collect()
}

#[test]
fn words_of_abuse_ask_once_whether_to_protect_and_nothing_typed_is_lost() {
    let folder = Folder::with_cases(12);
    let mut bench = Bench::open(&folder);
    bench.keys("2 d t r").text("Her husband hits her").keys("Ctrl-N Ctrl-S");
    let screen = bench.screen(80, 24);
    for part in ["Protect this comment?", "Protect and file", "File unprotected"] {
        assert!(screen.contains(part), "{part}: {screen}");
    }
    bench.keys("Esc");
    assert!(bench.screen(80, 24).contains("Her husband hits her"), "the form is still there");
    bench.keys("Ctrl-S Enter");
    assert!(bench.said().starts_with("Filed on"), "{}", bench.said());
    bench.keys("j d t r").text("The ball hits her car").keys("Ctrl-N Ctrl-S").text("unprotected").keys("Enter");
    assert!(bench.said().starts_with("Filed on"), "{}", bench.said());
    drop(bench);
    let filed = filed_comments(&folder);
    assert!(filed.contains(&(false, "The ball hits her car".to_owned())), "{filed:?}");
    assert_eq!(filed.iter().filter(|(protected, _)| *protected).count(), 1, "{filed:?}");
}

#[test]
fn a_number_a_blank_and_the_word_of_a_phrase_stop_filing_and_are_named() {
    let folder = Folder::with_cases(12);
    let mut bench = Bench::open(&folder);
    bench.keys("2 d t r").text("Next: {next step}").keys("Ctrl-N Ctrl-S");
    assert!(bench.said().contains("{next step}"), "{}", bench.said());
    bench.keys("Ctrl-A").text("call back ;lm").keys("Ctrl-S");
    assert!(bench.said().contains(";lm") || bench.said().contains("{next step}"), "{}", bench.said());
    bench.keys("Esc j d t r").text("SSN 900-45-6789").keys("Ctrl-N Ctrl-S");
    assert!(bench.said().contains("Social Security number") && !bench.said().contains("6789"), "{}", bench.said());
    bench.keys("Esc j d t r").text("Receipt 900456789").keys("Ctrl-N Ctrl-S");
    assert!(bench.screen(80, 24).contains("Go back"), "{}", bench.screen(80, 24));
    bench.text("as it is").keys("Enter");
    assert!(bench.said().starts_with("Filed on"), "{}", bench.said());
    drop(bench);
    assert_eq!(filed_comments(&folder), [(false, "Receipt 900456789".to_owned())]);
}

#[test]
fn a_tab_after_the_letter_of_a_choice_skips_no_field() {
    let mut bench = Bench::open(&Folder::with_cases(CASES));
    bench.keys("2 d");
    assert_eq!(bench.form().field, DictateField::Type);
    bench.keys("t");
    let next = bench.form().field;
    assert_ne!(next, DictateField::Type, "the letter goes on");
    bench.keys("Tab");
    assert_eq!(bench.form().field, next, "a Tab out of habit skips nothing");
    assert!(bench.said().contains("already moved"), "{}", bench.said());
    bench.keys("Tab");
    assert_ne!(bench.form().field, next, "the second Tab does what it says");
    bench.keys("Shift-Tab r Enter");
    assert_eq!((bench.form().field, results(&bench).as_str()), (DictateField::Results, ""), "no empty line either");
    bench.text("Called").keys("Enter").text("back");
    assert_eq!(results(&bench), "Called\nback");
}
