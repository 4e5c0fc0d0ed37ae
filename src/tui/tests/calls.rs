//! Tests of a round of telephone calls.

use super::bench::{Bench, Folder};
use crate::store::CommentFilter;
use crate::tui::command::{KeyContext, Pane};
use crate::tui::overlays::Overlay;
use crate::tui::panes::dictate::{DictateField, SavedComment};

const CASES: usize = 24;

/// Returns the case and participant that the round shows.
fn on_screen(bench: &Bench) -> crate::tui::panes::Subject {
    let Overlay::Calls(round) = &bench.workspace().overlay else { panic!("a round of calls") };
    round.current().expect("somebody to call").clone()
}

#[test]
fn a_call_nobody_answers_is_filed_with_one_more_key_and_leads_to_the_next_person() {
    let folder = Folder::with_cases(CASES);
    let before = folder.store().all_comments(CommentFilter::All).unwrap().len();
    let mut bench = Bench::open(&folder);
    bench.keys("2 T");
    assert_eq!(bench.model.key_context(), KeyContext::Calling);
    let first = on_screen(&bench);
    bench.keys("a");
    assert_eq!(bench.form().subject, first);
    let written: SavedComment = bench.form().to_saved();
    assert_eq!(written.reached, Some(false));
    assert_eq!(written.contact_type.map(|kind| kind.0), Some("telephone".to_owned()));
    assert_eq!(bench.form().missing_fields(), [] as [DictateField; 0]);
    bench.keys("Ctrl-S");
    assert_ne!(on_screen(&bench), first, "{}", bench.said());
    drop(bench);
    let comments = folder.store().all_comments(CommentFilter::All).unwrap();
    assert_eq!(comments.len(), before + 1);
    let theirs = comments.iter().filter(|filed| filed.comment.case == first.case && !filed.comment.reached);
    assert!(theirs.into_iter().any(|filed| filed.comment.results().contains("No answer")));
}

#[test]
fn a_participant_who_was_reached_is_never_filed_without_words() {
    let folder = Folder::with_cases(CASES);
    let mut bench = Bench::open(&folder);
    bench.keys("2 T r");
    assert_eq!(bench.form().to_saved().reached, Some(true));
    assert_eq!(bench.form().field, DictateField::Results);
    assert!(bench.form().missing_fields().contains(&DictateField::Results));
    bench.keys("Ctrl-S");
    assert!(bench.said().contains("results"), "{}", bench.said());
}

#[test]
fn a_form_that_is_left_leads_back_to_the_same_person_and_a_begun_comment_is_not_written_over() {
    let folder = Folder::with_cases(CASES);
    let mut bench = Bench::open(&folder);
    bench.keys("2 T");
    let first = on_screen(&bench);
    bench.keys("r").text("She will bring").keys("Esc");
    assert_eq!(on_screen(&bench), first);
    bench.keys("a");
    let asked = bench.screen(120, 36);
    assert!(
        asked.contains("The draft says Telephone, reached") && asked.contains("Set Telephone, attempted"),
        "{asked}"
    );
    bench.keys("Esc");
    let saved = bench.form().to_saved();
    assert_eq!((saved.results.as_str(), saved.reached), ("She will bring", Some(true)), "the draft as it was");
    bench.keys("Esc a y");
    let saved = bench.form().to_saved();
    assert_eq!(saved.reached, Some(false), "{}", bench.said());
    assert_eq!(saved.results.trim_end(), "She will bring\nCalled the number on file. No answer.");
}

/// A key of the round never files another outcome than its own, whatever was begun before.
#[test]
fn the_key_of_a_call_decides_the_outcome_of_a_begun_comment() {
    for (begun, keys, reached) in [
        // The form has no type and no outcome yet: they are set.
        ("", "l", false),
        ("", "r", true),
        // An office visit that was begun before is asked about.
        ("f r", "l y", false),
        ("m a", "r y", true),
        ("t a", "r y", true),
    ] {
        let folder = Folder::with_cases(CASES);
        let mut bench = Bench::open(&folder);
        bench.keys("2 d").keys(begun);
        while bench.form().field != DictateField::Results {
            bench.keys("Tab");
        }
        bench.text("draft one").keys("Esc T").keys(keys);
        let saved = bench.form().to_saved();
        assert_eq!(saved.reached, Some(reached), "{begun:?} {keys:?}: {}", bench.said());
        assert_eq!(saved.contact_type.map(|kind| kind.0), Some("telephone".to_owned()), "{begun:?} {keys:?}");
        assert!(saved.results.starts_with("draft one"), "{}", saved.results);
        let says = bench.said().to_owned();
        assert!(says.contains("its text is kept"), "{says}");
        bench.keys("Ctrl-N Ctrl-S");
        drop(bench);
        let all = folder.store().all_comments(CommentFilter::All).unwrap();
        assert_eq!(all.last().map(|filed| filed.comment.reached), Some(reached), "{begun:?} {keys:?}");
    }
}

#[test]
fn a_call_and_a_walk_count_the_people_of_today_alike() {
    let folder = Folder::with_cases(60);
    let mut bench = Bench::open(&folder);
    bench.keys("1 W");
    let people = bench.workspace().walk.as_ref().unwrap().stops.len();
    let screen = bench.screen(80, 24);
    assert!(screen.contains(&format!("1 of {people} people")), "{screen}");
    bench.keys("Esc 1 T");
    let screen = bench.screen(80, 24);
    assert!(screen.contains(&format!("1 of {people} people, 0 filed")), "{screen}");
}

#[test]
fn the_round_is_over_the_rows_that_the_list_shows_and_begins_with_the_selected_one() {
    let folder = Folder::with_cases(CASES);
    let mut bench = Bench::open(&folder);
    bench.keys("2 /").text("spanish").keys("Enter j");
    let selected = bench.workspace().selected_row().unwrap().subject;
    let spanish = bench.workspace().cases.list.len();
    bench.keys("T");
    assert_eq!(on_screen(&bench), selected);
    let screen = bench.screen(120, 36);
    assert!(screen.contains(&format!("of {spanish} people, 0 filed")), "{screen}");
    bench.keys("p");
    assert_ne!(on_screen(&bench), selected);
    bench.keys("n");
    assert_eq!(on_screen(&bench), selected);
    bench.keys("Esc");
    assert_eq!(bench.workspace().pane, Pane::Cases);
}

#[test]
fn the_call_screen_at_four_sizes() {
    let mut bench = Bench::open(&Folder::with_cases(CASES));
    for (width, height) in [(60, 18), (80, 24), (120, 36), (200, 50)] {
        bench.draw_screen(width, height);
        bench.keys("2 T");
        insta::assert_snapshot!(format!("call_{width}x{height}"), bench.screen(width, height));
        bench.keys("Esc");
    }
}

#[test]
fn f1_explains_the_words_on_the_screen_first() {
    let mut bench = Bench::open(&Folder::with_cases(CASES));
    bench.keys("3 F1");
    let Overlay::Chooser(chooser) = &bench.workspace().overlay else { panic!("the words") };
    assert_eq!(chooser.get(0).map(|item| !item.doc.is_empty()), Some(true));
    bench.text("na 840");
    let Overlay::Chooser(chooser) = &bench.workspace().overlay else { panic!("the words") };
    let word = chooser.selected_item().unwrap();
    assert_eq!(word.title, "NA 840");
    assert!(word.doc.contains("WIC 11327.4"), "{}", word.doc);
    bench.keys("Enter");
    assert!(bench.workspace().overlay.is_none());
}

#[test]
fn the_comment_just_filed_is_reopened_from_the_round_and_filing_it_again_goes_on() {
    let folder = Folder::with_cases(CASES);
    let mut bench = Bench::open(&folder);
    bench.keys("2 T");
    let first = on_screen(&bench);
    bench.keys("u");
    assert!(bench.said().starts_with("No comment was filed"), "{}", bench.said());
    bench.keys("a Ctrl-S");
    let second = on_screen(&bench);
    assert!(bench.said().ends_with("u reopens it."), "{}", bench.said());
    bench.keys("u");
    assert_eq!((bench.workspace().pane, &bench.form().subject), (Pane::Dictate, &first));
    bench.text(" Wrong hour.").keys("Ctrl-S");
    assert_eq!(on_screen(&bench), second);
    assert!(bench.screen(80, 24).contains("people, 1 filed"), "{}", bench.screen(80, 24));
    drop(bench);
    let comments = folder.store().all_comments(CommentFilter::All).unwrap();
    let standing = comments.iter().filter(|filed| filed.comment.case == first.case && !filed.is_in_error());
    assert!(standing.into_iter().any(|filed| filed.comment.results().ends_with("Wrong hour.")));
}

#[test]
fn what_is_typed_after_the_sentence_of_a_call_is_a_sentence_of_its_own() {
    let folder = Folder::with_cases(CASES);
    let mut bench = Bench::open(&folder);
    bench.keys("2 T l").text("Her sister answered.");
    let results = bench.form().to_saved().results;
    assert!(results.ends_with("call back. Her sister answered."), "{results}");
}
