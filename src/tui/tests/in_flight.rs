//! While a request is in flight the keyboard waits, and nothing that is typed is lost.

use super::bench::{Bench, Folder};
use crate::tui::command::Pane;
use crate::tui::side_effect::SideEffects;
use crate::tui::store_thread::{StoreAnswer, StoreReply};
use crate::tui::update::Msg;

const CASES: usize = 4;

/// Returns a screen with a dictated comment whose filing the store has not answered yet.
fn filing(folder: &Folder) -> (Bench, SideEffects) {
    let mut bench = Bench::open(folder);
    bench.keys("2 d t r").text("Called about the plan").keys("Ctrl-N");
    let effects = bench.model.update(Msg::Key("Ctrl-S".parse().unwrap()), bench.now);
    assert!(bench.model.in_flight.is_some());
    (bench, effects)
}

fn press(bench: &mut Bench, key: &str) {
    let effects = bench.model.update(Msg::Key(key.parse().unwrap()), bench.now);
    assert!(effects.is_empty(), "{key} waits");
}

#[test]
fn what_is_typed_while_a_comment_is_filed_waits_and_acts_afterward() {
    let folder = Folder::with_cases(CASES);
    let (mut bench, effects) = filing(&folder);
    assert!(bench.screen(80, 24).contains("filing…"));
    for key in ["j", "d", "t", "r"] {
        press(&mut bench, key);
    }
    assert!(bench.model.update(Msg::Paste("and the next one".into()), bench.now).is_empty());
    let filed = bench.form().subject.case.clone();
    bench.run(effects);
    assert_eq!((bench.model.in_flight, bench.workspace().pane), (None, Pane::Dictate));
    assert_ne!(bench.form().subject.case, filed, "j and d acted on the list");
    assert_eq!(bench.form().comment_draft().results, "and the next one");
}

#[test]
fn a_refused_request_gives_the_keys_back_and_keeps_the_form() {
    let folder = Folder::with_cases(CASES);
    let (mut bench, _lost) = filing(&folder);
    press(&mut bench, "x");
    let id = bench.model.in_flight;
    bench.tell(Msg::Reply(Box::new(StoreReply { id, answers: vec![StoreAnswer::Failed("The disk is full.".into())] })));
    assert_eq!((bench.model.in_flight, bench.said()), (None, "The disk is full."));
    assert_eq!(bench.form().comment_draft().results, "Called about the planx");
}

#[test]
fn only_the_reply_to_the_request_in_flight_gives_the_keys_back() {
    let folder = Folder::with_cases(CASES);
    let (mut bench, effects) = filing(&folder);
    bench.tell(Msg::Reply(Box::new(StoreAnswer::Failed("A draft was not saved.".into()).into())));
    assert!(bench.model.in_flight.is_some());
    bench.run(effects);
    assert!(bench.said().starts_with("Filed on"), "{}", bench.said());
}

#[test]
fn what_is_typed_while_the_home_is_opened_is_for_the_caseload_and_a_paste_is_for_nobody() {
    let folder = Folder::with_cases(CASES);
    let mut bench = Bench::locked(&folder);
    bench.text(super::bench::PASSPHRASE);
    let effects = bench.model.update(Msg::Key("Enter".parse().unwrap()), bench.now);
    press(&mut bench, "2");
    press(&mut bench, "d");
    assert!(bench.model.update(Msg::Paste("secret".into()), bench.now).is_empty());
    bench.run(effects);
    assert_eq!(bench.workspace().pane, Pane::Dictate);
    assert_eq!(bench.form().comment_draft().results, "");
}

#[test]
fn every_form_has_an_id_of_its_own_that_its_draft_keeps() {
    let folder = Folder::with_cases(CASES);
    let mut bench = Bench::open(&folder);
    bench.keys("2 d t r").text("one");
    let first = bench.form().id;
    bench.keys("Esc j d t r").text("two");
    assert_ne!(bench.form().id, first);
    bench.keys("Esc k d");
    assert_eq!(bench.form().id, first);
    bench.keys("Ctrl-Q");
    drop(bench);
    let mut bench = Bench::open(&folder);
    bench.keys("Esc 2 d");
    assert_eq!(bench.form().id, first);
}
