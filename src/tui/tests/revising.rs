//! Comments that are changed after they were filed: corrected in all six elements, or reopened a moment later; and cases
//! of two parents, who are never taken for one another.

use super::bench::{Bench, Folder, day};
use crate::domain::alert::AlertOrigin;
use crate::domain::{CaseNumber, PersonNumber};
use crate::store::{DraftTarget, FiledComment};
use crate::tui::command::Pane;
use crate::tui::panes::dictate::{DictateField, SavedComment};

const CASES: usize = 24;

/// Goes to a row of Cases whose participant owes the month's contact.
fn go_to_owed_contact(bench: &mut Bench) -> (CaseNumber, PersonNumber) {
    let owed = |bench: &Bench| {
        let row = bench.workspace().selected_row().unwrap().subject;
        owes_contact(bench, &row.case, row.person).then_some((row.case, row.person))
    };
    bench.keys("2 g");
    for _ in 0..2 * CASES {
        if let Some(found) = owed(bench) {
            return found;
        }
        bench.keys("j");
    }
    panic!("nobody owes a contact");
}

fn owes_contact(bench: &Bench, case: &CaseNumber, person: PersonNumber) -> bool {
    let case = bench.workspace().snapshot.caseload.case(case).unwrap();
    let is_contact = |origin: &AlertOrigin| *origin == AlertOrigin::Rule("monthly_contact".into());
    case.open_alerts(day()).any(|alert| alert.person == person && is_contact(&alert.origin))
}

fn newest(folder: &Folder, case: &CaseNumber) -> FiledComment {
    let comments = folder.store().comments_of_case(case, 100).unwrap();
    comments.into_iter().max_by_key(|filed| filed.entry).unwrap()
}

#[test]
fn a_correction_corrects_every_element_and_what_the_comment_proves() {
    let folder = Folder::with_cases(CASES);
    let mut bench = Bench::open(&folder);
    let (case, person) = go_to_owed_contact(&mut bench);
    bench.keys("d t r").text("Talked with her").keys("Ctrl-N Ctrl-S");
    assert!(bench.said().starts_with(&format!("Filed on {case}")), "{}", bench.said());
    assert!(!owes_contact(&bench, &case, person), "the contact is made");
    bench.keys("Enter m g A").text("correction").keys("Enter");
    assert_eq!(bench.workspace().pane, Pane::Dictate, "{}", bench.said());
    assert_eq!(bench.form().comment_draft().results, "Talked with her");
    bench.keys("Ctrl-S").text("x").keys("Enter");
    assert!(bench.said().starts_with("You have not changed anything"), "{}", bench.said());
    bench.keys("F3 Ctrl-U").text("No answer").keys("Ctrl-S");
    assert!(bench.screen(80, 24).contains("Corrected because"));
    bench.keys("Ctrl-U").text("she was not reached").keys("Ctrl-S");
    assert!(bench.said().starts_with(&format!("Filed on {case}")), "{}", bench.said());
    assert!(owes_contact(&bench, &case, person), "an attempt is no contact: it is owed again");
    drop(bench);
    let filed = newest(&folder, &case);
    assert_eq!((filed.comment.reached, filed.comment.results()), (false, "No answer"));
    let original = filed.original.as_ref().expect("the original is kept");
    assert_eq!((original.reached, original.results()), (true, "Talked with her"));
    assert!(filed.amendments[0].amendment.text().contains("contact: attempted"));
    let store = folder.store();
    assert!(store.verify_record().unwrap().is_ok());
}

#[test]
fn a_comment_that_was_just_filed_is_reopened_and_the_log_keeps_both() {
    let folder = Folder::with_cases(CASES);
    let mut bench = Bench::open(&folder);
    bench.keys("2 d t r").text("Talked wiht her").keys("Ctrl-N Ctrl-S");
    let case = bench.workspace().selected_row().unwrap().subject.case;
    bench.keys("u");
    assert_eq!(bench.workspace().pane, Pane::Dictate, "{}", bench.said());
    assert!(bench.screen(80, 24).contains("Reopened   "));
    bench.keys("Ctrl-U").text("Talked with her").keys("Ctrl-S");
    assert!(bench.said().starts_with(&format!("Filed on {case}")), "{}", bench.said());
    drop(bench);
    let store = folder.store();
    let comments = store.comments_of_case(&case, 100).unwrap();
    let found = |results: &str| comments.iter().find(|filed| filed.comment.results() == results).unwrap();
    assert!(found("Talked wiht her").is_in_error() && !found("Talked wiht her").to_post);
    assert!(!found("Talked with her").is_in_error() && found("Talked with her").to_post);
    assert!(store.verify_record().unwrap().is_ok());
}

/// Returns a case with two participants.
fn case_of_two(bench: &Bench) -> CaseNumber {
    let rows = bench.workspace().cases.list.all_rows();
    let first = rows.iter().find(|row| row.person == PersonNumber(2)).expect("a case has two participants");
    first.case.clone()
}

#[test]
fn the_person_found_is_the_person_acted_on_and_two_parents_are_not_mixed() {
    let folder = Folder::with_cases(CASES);
    let mut bench = Bench::open(&folder);
    let case = case_of_two(&bench);
    let name = bench.workspace().snapshot.caseload.case(&case).unwrap().person_name(PersonNumber(2)).to_string();
    bench.keys("2 /").text(&name.to_lowercase()).keys("Enter");
    let row = bench.workspace().selected_row().unwrap().subject;
    assert_eq!((&row.case, row.person), (&case, PersonNumber(2)), "{name}");
    bench.keys("d");
    assert_eq!(bench.form().subject.person, PersonNumber(2));
    bench.keys("t r").text("Talked").keys("Ctrl-N Ctrl-S");
    assert!(bench.said().contains(&name), "{} names {name}", bench.said());
    // The draft about one parent is never taken for that of the other, who gets a form of their own.
    bench.keys("d t r").text("half").keys("Esc Esc /").text(&case.to_string().to_lowercase()).keys("Enter g d");
    assert_eq!(bench.form().subject.person, PersonNumber(1));
    assert_eq!(bench.form().to_saved().results, "");
}

#[test]
fn on_a_row_about_the_case_as_a_whole_the_participant_is_chosen_where_there_are_two() {
    let folder = Folder::with_cases(CASES);
    let mut bench = Bench::open(&folder);
    let case = case_of_two(&bench);
    bench.keys("1");
    let index = bench.workspace().today.iter().position(|item| item.case == case && item.person == PersonNumber::CASE);
    let Some(index) = index else { return };
    bench.keys("g").keys(&"j ".repeat(index)).keys("d t r").text("Talked").keys("Ctrl-N Ctrl-S");
    assert!(bench.said().contains("with whom"), "{}", bench.said());
    assert_eq!(bench.form().field, DictateField::Participant);
}

#[test]
fn a_reopened_comment_that_is_left_is_continued_with_the_same_key() {
    let folder = Folder::with_cases(CASES);
    let mut bench = Bench::open(&folder);
    bench.keys("2 d t r").text("Talked wiht her").keys("Ctrl-N Ctrl-S u");
    assert!(bench.said().contains("Esc keeps the draft"), "{}", bench.said());
    bench.keys("Esc");
    assert!(bench.said().contains("stays as it was filed, and your draft is kept"), "{}", bench.said());
    bench.keys("u");
    assert_eq!(bench.workspace().pane, Pane::Dictate, "{}", bench.said());
    assert!(bench.screen(80, 24).contains("Reopened   "));
}

#[test]
fn the_day_s_list_and_an_amendment_name_the_person_of_the_comment() {
    let folder = Folder::with_cases(CASES);
    let mut bench = Bench::open(&folder);
    let case = case_of_two(&bench);
    let name = bench.workspace().snapshot.caseload.case(&case).unwrap().person_name(PersonNumber(2)).to_string();
    bench.keys("2 /").text(&name.to_lowercase()).keys("Enter d t r").text("Talked").keys("Ctrl-N Ctrl-S");
    bench.keys("u").text(" again").keys("Ctrl-S Z");
    let screen = bench.screen(120, 36);
    let amended = screen.lines().find(|line| line.contains("entered in error")).unwrap_or(&screen);
    assert!(amended.contains(&name), "{screen}");
    bench.keys("Esc Enter m g A").text("addendum").keys("Enter");
    let title =
        |bench: &mut Bench| bench.screen(120, 36).lines().any(|line| line.contains("Amend") && line.contains(&name));
    assert!(title(&mut bench), "{}", bench.screen(120, 36));
    bench.keys("Ctrl-L");
    drop(bench);
    let mut bench = Bench::open(&folder);
    assert!(title(&mut bench), "{}", bench.screen(120, 36));
}

fn targets(bench: &Bench) -> Vec<DraftTarget> {
    bench.workspace().snapshot.caseload.drafts().iter().map(|draft| draft.target.clone()).collect()
}

#[test]
fn each_parent_has_a_draft_and_filing_one_keeps_the_other() {
    let folder = Folder::with_cases(CASES);
    let mut bench = Bench::open(&folder);
    let case = case_of_two(&bench);
    bench.keys("2 /").text(&case.to_string()).keys("Enter g");
    let first = bench.workspace().selected_row().unwrap().subject;
    bench.keys("j");
    let second = bench.workspace().selected_row().unwrap().subject;
    assert!(second.case == first.case && second.person != first.person, "a case of two parents");
    bench.keys("d t r").text("The second parent came.").keys("Esc k d");
    assert_eq!(bench.form().subject, first, "{}", bench.said());
    assert_eq!(bench.form().to_saved().results, "");
    bench.keys("t r").text("The first parent called.").keys("Esc");
    assert_eq!(targets(&bench).len(), 2, "{:?}", targets(&bench));
    for (keys, subject, text) in [("j d", &second, "second parent came."), ("k d", &first, "first parent called.")] {
        bench.keys(keys);
        assert_eq!(bench.form().subject, *subject);
        assert!(bench.form().to_saved().results.ends_with(text), "{}", bench.form().to_saved().results);
        bench.keys("Esc");
    }
    bench.keys("1 G");
    let screen = bench.screen(80, 24);
    let rows = screen.lines().filter(|line| line.starts_with('│'));
    let drafts = rows.filter(|line| line.contains("comment") && line.contains("not filed"));
    assert_eq!(drafts.count(), 2, "{screen}");
    bench.keys("2 g d Ctrl-N Ctrl-S");
    assert!(bench.said().starts_with("Filed on"), "{}", bench.said());
    assert_eq!(targets(&bench), [DraftTarget::CommentWith(second.person)]);
    // The participant is changed in the form: its draft follows, and nothing of it is left under the former one.
    bench.keys("j d");
    assert_eq!(bench.form().subject, second);
    while bench.form().field != DictateField::Participant {
        bench.keys("Shift-Tab");
    }
    bench.keys("Left");
    let chosen = bench.form().subject.person;
    bench.keys("Esc");
    assert_eq!(targets(&bench), [DraftTarget::for_comment(chosen)]);
}

/// Versions before this one kept a draft of the case alone; the participant is in the form.
#[test]
fn a_draft_of_an_earlier_version_comes_back_for_its_participant() {
    let folder = Folder::with_cases(CASES);
    let mut bench = Bench::open(&folder);
    bench.keys("2 g");
    let row = bench.workspace().selected_row().unwrap().subject;
    drop(bench);
    let saved = SavedComment { person: row.person, results: "Half a sentence".into(), ..SavedComment::default() };
    folder.store().save_draft(&row.case, &DraftTarget::Comment, &saved.to_body()).unwrap();
    let mut bench = Bench::open(&folder);
    bench.keys("2 g d");
    assert_eq!(bench.form().to_saved().results, "Half a sentence");
    while bench.form().field != DictateField::Results {
        bench.keys("Tab");
    }
    bench.text(" more").keys("Esc");
    drop(bench);
    let drafts = folder.store().worker_drafts().unwrap();
    assert_eq!(drafts.len(), 1);
    assert!(
        drafts[0].target == DraftTarget::for_comment(row.person) && drafts[0].body.contains("Half a sentence more")
    );
}
