//! Filed comments on the screen: found, amended, posted.

use super::bench::{Bench, Folder};
use crate::tui::command::{Pane, Section};
use crate::tui::jobs::Job;
use crate::tui::model::Effect;

const CASES: usize = 12;

/// A screen after one comment that holds `words`.
fn with_comment(folder: &Folder, words: &str) -> Bench {
    let mut bench = Bench::open(folder);
    bench.keys("2 j j d").text(words).keys("Ctrl-N Ctrl-S");
    assert!(bench.said().starts_with("Filed on"), "{}", bench.said());
    bench
}

#[test]
fn a_comment_is_found_by_its_words_and_opened() {
    let folder = Folder::with_cases(CASES);
    let mut bench = with_comment(&folder, "Asked about the zanzibar course");
    let case = bench.desk().selected().unwrap().subject.case;
    bench.keys("1 Ctrl-F").text("zanzib*");
    let screen = bench.screen(80, 24);
    assert!(screen.contains("zanzibar course"), "{screen}");
    bench.keys("Enter");
    assert_eq!((bench.desk().pane, bench.desk().folder.section), (Pane::Case, Section::Comments));
    assert_eq!(bench.desk().subject.as_ref().unwrap().case, case);
    assert!(bench.screen(80, 24).contains("▸ "));
    bench.keys("Ctrl-F").text("from:nonsense");
    assert!(!bench.screen(80, 24).contains("No comment holds that."));
    bench.keys("Esc");
    assert_eq!(bench.desk().pane, Pane::Case);
}

#[test]
fn an_answer_to_an_earlier_query_is_stale() {
    let folder = Folder::with_cases(CASES);
    let mut bench = with_comment(&folder, "Asked about the zanzibar course");
    bench.keys("Ctrl-F").text("zanzi");
    let stale = bench.effects.iter().find_map(|effect| match effect {
        Effect::Store(Job::Search { generation, .. }) => Some(*generation),
        _ => None,
    });
    bench.text("bar");
    bench.model.update(
        crate::tui::update::Msg::Answer(Box::new(crate::tui::jobs::Answer::Found {
            found: Ok(crate::store::Page::default()),
            generation: stale.unwrap(),
        })),
        bench.now,
    );
    assert!(bench.screen(80, 24).contains("zanzibar course"));
}

#[test]
fn a_comment_is_amended_in_each_way_and_stays_as_it_was() {
    let folder = Folder::with_cases(CASES);
    let mut bench = with_comment(&folder, "Agreed on evening class");
    bench.keys("Enter m A").text("correction").keys("Enter").text("wrong class").keys("Enter");
    bench.text("It is the morning class").keys("Enter");
    assert_eq!(bench.said(), "Amended: correction.");
    bench.keys("A").text("error").keys("Enter").text("another case").keys("Enter");
    assert_eq!(bench.said(), "Amended: entered in error.");
    let screen = bench.screen(120, 40);
    for part in ["Agreed on evening class", "CORRECTION", "It is the morning class", "ENTERED IN ERROR"] {
        assert!(screen.contains(part), "{part}:\n{screen}");
    }
}

#[test]
fn a_comment_is_marked_as_posted_and_leaves_the_list_of_what_is_not() {
    let folder = Folder::with_cases(CASES);
    let mut bench = with_comment(&folder, "Came in");
    let before = bench.desk().laid.desk.unposted();
    bench.keys("Enter m P");
    assert_eq!(bench.said(), "Marked as posted.");
    assert_eq!(bench.desk().laid.desk.unposted(), before - 1);
    bench.keys("P");
    assert_eq!(bench.said(), "Nothing of this comment is to be posted.");
    bench.keys("U Enter");
    assert_eq!((bench.desk().pane, bench.desk().folder.section), (Pane::Case, Section::Comments));
}
