//! Finding, amending and posting filed comments on the screen.

use super::bench::{Bench, Folder};
use crate::rules::message::DateStyle;
use crate::store::DraftTarget;
use crate::tui::command::{FolderSection, Pane};
use crate::tui::overlays::Overlay;
use crate::tui::side_effect::SideEffect;
use crate::tui::store_thread::{Job, StoreAnswer};
use crate::tui::update::Msg;

const CASES: usize = 12;

/// Returns a screen after one comment that holds `words`.
fn with_comment(folder: &Folder, words: &str) -> Bench {
    let mut bench = Bench::open(folder);
    bench.keys("2 j j d t r");
    bench.tell(Msg::Paste(words.into()));
    bench.keys("Ctrl-N Ctrl-S");
    assert!(bench.said().starts_with("Filed on"), "{}", bench.said());
    bench
}

#[test]
fn a_comment_is_found_by_its_words_and_opened() {
    let folder = Folder::with_cases(CASES);
    let mut bench = with_comment(&folder, "Asked about the zanzibar course");
    let case = bench.workspace().selected_row().unwrap().subject.case;
    bench.keys("1 Ctrl-F").text("zanzib*");
    let screen = bench.screen(80, 24);
    assert!(screen.contains("zanzibar course"), "{screen}");
    bench.keys("Enter");
    assert_eq!((bench.workspace().pane, bench.workspace().folder.section), (Pane::Case, FolderSection::Comments));
    assert_eq!(bench.workspace().subject.as_ref().unwrap().case, case);
    assert!(bench.screen(80, 24).contains("▸ "));
    bench.keys("Ctrl-F").text("from:nonsense");
    assert!(!bench.screen(80, 24).contains("No comment contains that."));
    bench.keys("Esc");
    assert_eq!(bench.workspace().pane, Pane::Case);
}

#[test]
fn an_answer_to_an_earlier_query_is_stale() {
    let folder = Folder::with_cases(CASES);
    let mut bench = with_comment(&folder, "Asked about the zanzibar course");
    bench.keys("Ctrl-F").text("zanzi");
    let stale = bench.jobs().find_map(|job| match job {
        Job::Search { generation, .. } => Some(*generation),
        _ => None,
    });
    bench.text("bar");
    bench.model.update(
        Msg::Reply(Box::new(
            StoreAnswer::SearchResults { results: Ok(crate::store::SearchPage::default()), generation: stale.unwrap() }
                .into(),
        )),
        bench.now,
    );
    assert!(bench.screen(80, 24).contains("zanzibar course"));
}

#[test]
fn a_comment_amended_in_each_way_keeps_its_original_text() {
    let folder = Folder::with_cases(CASES);
    let mut bench = with_comment(&folder, "Agreed on evening class");
    bench.keys("Enter m A").text("addendum").keys("Enter Ctrl-S");
    assert_eq!(bench.said(), "Not filed yet. Say why the comment is amended.");
    bench.text("wrong class").keys("Ctrl-S");
    assert_eq!(bench.said(), "Not filed yet. Say what to add.");
    let screen = bench.screen(80, 24);
    assert!(screen.contains("Amend   ") && screen.contains("Agreed on evening class"), "{screen}");
    bench.text("It is the morning class").keys("Enter").text("at nine").keys("Ctrl-S");
    assert_eq!(bench.said(), "Amended: addendum.");
    bench.keys("A").text("error").keys("Enter").text("another case").keys("Ctrl-S");
    assert_eq!(bench.said(), "Amended: entered in error.");
    let screen = bench.screen(120, 40);
    for part in ["Agreed on evening class", "ADDENDUM", "It is the morning class", "at nine", "ENTERED IN ERROR"] {
        assert!(screen.contains(part), "{part}:\n{screen}");
    }
}

#[test]
fn a_comment_is_marked_as_posted_and_leaves_the_list_of_what_is_not() {
    let folder = Folder::with_cases(CASES);
    let mut bench = with_comment(&folder, "Came in");
    let before = bench.workspace().snapshot.caseload.unposted_comment_count();
    bench.keys("Enter m P");
    assert_eq!(bench.said(), "Marked as posted.");
    assert_eq!(bench.workspace().snapshot.caseload.unposted_comment_count(), before - 1);
    bench.keys("P");
    assert_eq!(bench.said(), "This comment has nothing to post.");
    bench.keys("U Enter");
    assert_eq!((bench.workspace().pane, bench.workspace().folder.section), (Pane::Case, FolderSection::Comments));
}

/// Returns the texts that went to the clipboard since the last script began.
fn copied(bench: &Bench) -> Vec<&str> {
    let mut texts = Vec::new();
    for effect in &bench.effects {
        if let SideEffect::Copy(text) = effect {
            texts.push(text.as_str());
        }
    }
    texts
}

#[test]
fn a_comment_is_copied_out_and_marked_as_posted() {
    let folder = Folder::with_cases(CASES);
    let mut bench = with_comment(&folder, "Came in about the bus pass");
    // Another comment that is to be posted.
    bench.keys("j d t r");
    bench.tell(Msg::Paste("Brought the attendance sheet".into()));
    bench.keys("Ctrl-N Ctrl-S");
    assert!(bench.said().starts_with("Filed on"), "{}", bench.said());
    bench.keys("k Enter m y");
    assert!(matches!(*copied(&bench), [text] if text.contains("Results: Came in about the bus pass")));
    assert_eq!(bench.said(), "Copied. Paste it, then P marks the comment as posted.");
    let screen = bench.screen(80, 24);
    assert!(screen.contains("CalSAWS Journal") && screen.contains("Came in about the bus pass"), "{screen}");
    // The next comment to post comes up, and is copied only with a key.
    let case = |bench: &Bench| match &bench.workspace().overlay {
        Overlay::CopyOut(sheet) => Some((sheet.case.clone(), sheet.comment)),
        _ => None,
    };
    let left = bench.workspace().snapshot.caseload.unposted_comment_count();
    let first = case(&bench).unwrap();
    bench.keys("P");
    let next = case(&bench).unwrap_or_else(|| panic!("{}", bench.said()));
    assert_ne!(next, first);
    assert!(bench.said().starts_with("Marked as posted. Next of ") && bench.said().contains(next.0.as_str()));
    assert!(copied(&bench).is_empty());
    assert_eq!(bench.workspace().snapshot.caseload.unposted_comment_count(), left - 1);
    bench.keys("y");
    assert_eq!(copied(&bench).len(), 1);
    bench.keys("Esc");
    assert!(!bench.screen(80, 24).contains("CalSAWS"));
}

#[test]
fn a_long_comment_is_copied_part_by_part() {
    let folder = Folder::with_cases(CASES);
    let mut bench = with_comment(&folder, &"She will bring the sheet. ".repeat(120));
    bench.keys("Enter m y");
    assert!(copied(&bench)[0].starts_with("1 of 2\n"), "{:?}", copied(&bench));
    assert_eq!(bench.said(), "Copied 1 of 2. Paste it, then y copies the next.");
    bench.keys("y");
    assert!(copied(&bench)[0].starts_with("2 of 2\n"));
    assert!(bench.screen(80, 24).contains("part 2 of 2"));
    bench.keys("y");
    assert!(copied(&bench)[0].starts_with("1 of 2\n"), "and from the start again");
}

#[test]
fn with_the_clipboard_off_and_for_long_texts_there_is_a_file() {
    let folder = Folder::with_cases(CASES);
    let mut bench = with_comment(&folder, "Came in");
    bench.model.settings.clipboard = Some(false);
    bench.keys("Enter m y");
    assert_eq!(
        (copied(&bench).len(), bench.said()),
        (0, "The settings turn the clipboard off. w writes it to a file.")
    );
    let file = folder.home().folder().join("copied.txt");
    bench.keys("w Ctrl-U").text(file.to_str().unwrap()).keys("Enter");
    assert!(bench.said().starts_with("Written to"), "{}", bench.said());
    assert!(std::fs::read_to_string(&file).unwrap().contains("Results: Came in"));
    bench.keys("y w Ctrl-U").text(file.to_str().unwrap()).keys("Enter");
    assert!(bench.said().contains("already exists. Choose another name"), "{}", bench.said());
    bench.keys("h G");
    assert!(bench.screen(120, 40).contains("Exported a comment for posting"));
}

#[test]
fn while_the_screen_is_locked_nothing_is_copied() {
    let folder = Folder::with_cases(CASES);
    let mut bench = with_comment(&folder, "Came in");
    bench.keys("Enter m y");
    let answer = |bench: &mut Bench| {
        let block = crate::posting::PostingBlock {
            of: crate::domain::RowId(uuid::Uuid::nil()),
            entry_type: None,
            part: 1,
            parts: 1,
            text: "Came in".into(),
        };
        let sheet = crate::tui::store_thread::CopyOut {
            comment: crate::domain::RowId(uuid::Uuid::nil()),
            to_post: true,
            case: "12B10077".parse().unwrap(),
            template_title: String::new(),
            file: String::new(),
            blocks: vec![block],
        };
        bench.effects.clear();
        bench.tell(Msg::Reply(Box::new(StoreAnswer::CopiedOut(sheet).into())));
        copied(bench).len()
    };
    assert_eq!(answer(&mut bench), 1);
    bench.keys("Ctrl-L");
    assert_eq!(answer(&mut bench), 0, "an answer that comes after the lock is dropped");
}

#[test]
fn a_protected_comment_is_copied_with_a_reason_that_is_recorded() {
    let folder = Folder::with_cases(CASES);
    let mut bench = Bench::open(&folder);
    bench.keys("2 d t r").text("Staying with her sister").keys("Ctrl-T Ctrl-N Ctrl-S Enter m y");
    assert!(copied(&bench).is_empty());
    bench.text("posting").keys("Enter");
    assert!(copied(&bench).is_empty() && bench.screen(80, 24).contains("at least 2 words"));
    bench.text(" it").keys("Enter");
    assert!(copied(&bench)[0].contains("Staying with her sister"));
    bench.keys("Esc h G");
    assert!(bench.screen(120, 40).contains("Revealed protected comment"));
}

#[test]
fn a_filed_comment_is_protected_afterward_and_hidden_at_once() {
    let folder = Folder::with_cases(CASES);
    let mut bench = with_comment(&folder, "Staying with her sister");
    bench.keys("Enter m A").text("protected").keys("Enter").text("tells where she stays").keys("Ctrl-S");
    assert!(bench.said().starts_with("Protected from now on"), "{}", bench.said());
    let screen = bench.screen(120, 40);
    assert!(!screen.contains("sister") && !screen.contains("where she stays"), "{screen}");
    bench.keys("h G");
    let history = bench.screen(120, 40);
    assert!(!history.contains("sister") && !history.contains("where she stays"), "{history}");
    bench.keys("Ctrl-F").text("sister");
    assert!(bench.screen(120, 40).contains("No comment"), "{}", bench.screen(120, 40));
}

#[test]
fn an_amendment_with_words_of_abuse_asks_before_it_is_filed() {
    let folder = Folder::with_cases(CASES);
    let mut bench = with_comment(&folder, "Agreed on evening class");
    bench.keys("Enter m A Enter").text("more was said").keys("Tab").text("He hits her").keys("Ctrl-S");
    let screen = bench.screen(80, 24);
    assert!(screen.contains("Protect this comment?") && screen.contains("Go back"), "{screen}");
    bench.keys("Enter Ctrl-S");
    assert!(bench.screen(80, 24).contains("Protect this comment?"), "asked again, and nothing was filed");
    bench.text("unprotected").keys("Enter");
    assert_eq!(bench.said(), "Amended: addendum.");
}

#[test]
fn an_amendment_that_is_being_written_is_saved_and_comes_back() {
    let folder = Folder::with_cases(CASES);
    let mut bench = with_comment(&folder, "Agreed on evening class");
    bench.keys("Enter m A Enter").text("more was said").keys("Tab").text("Half a sent");
    bench.wait(std::time::Duration::from_millis(250));
    drop(bench); // killed

    let mut bench = Bench::open(&folder);
    let screen = bench.screen(80, 24);
    for part in ["Amend   ", "more was said", "Half a sent", "Agreed on evening class", "restored"] {
        assert!(screen.contains(part), "{part}:\n{screen}");
    }
    bench.text("ence").keys("Esc");
    assert!(bench.said().contains("kept as a draft"), "{}", bench.said());
    bench.keys("1");
    let due = bench.workspace().snapshot.caseload.today_items();
    assert!(due.iter().any(|item| item.says.to_text(DateStyle::Long) == "An amendment was written and not filed"));
    let draft = bench.workspace().snapshot.caseload.drafts()[0].clone();
    assert!(matches!(draft.target, DraftTarget::Amendment(_)) && draft.body.contains("Half a sentence"));
    drop(bench);
    let mut bench = Bench::open(&folder);
    bench.keys("Ctrl-S");
    assert_eq!(bench.said(), "Amended: addendum.");
    assert!(bench.screen(120, 40).contains("Half a sentence"));
    assert_eq!(bench.workspace().snapshot.caseload.drafts(), []);
}

#[test]
fn an_amendment_with_nothing_in_it_leaves_no_draft() {
    let folder = Folder::with_cases(CASES);
    let mut bench = with_comment(&folder, "Agreed on evening class");
    bench.keys("Enter m A Enter").text("x").keys("Backspace Esc");
    assert_eq!(bench.workspace().snapshot.caseload.drafts(), []);
    assert!(bench.workspace().amend.is_none());
}

#[test]
fn all_elements_of_a_protected_comment_are_corrected_after_it_is_revealed_for_a_reason() {
    let folder = Folder::with_cases(CASES);
    let mut bench = Bench::open(&folder);
    bench.keys("2 d t r").text("Staying with her sister").keys("Ctrl-T Ctrl-N Ctrl-S Enter m A").text("correction");
    bench.keys("Enter").text("the day is wrong").keys("Enter");
    let form = bench.form();
    assert!(
        form.is_protected() && form.comment_draft().results.contains("Staying with her sister"),
        "{}",
        bench.said()
    );
    bench.keys("F3 Ctrl-S").text("she was not reached").keys("Enter");
    assert!(bench.said().starts_with("Filed on "), "{}", bench.said());
    let screen = bench.screen(120, 40);
    assert!(screen.contains("attempted") && !screen.contains("sister"), "{screen}");
    bench.keys("h G");
    let history = bench.screen(120, 40);
    assert!(history.contains("Revealed protected comment") && !history.contains("sister"), "{history}");
    bench.keys("Ctrl-F").text("sister");
    assert!(bench.screen(120, 40).contains("No comment"), "{}", bench.screen(120, 40));
}
