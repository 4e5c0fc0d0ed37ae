//! What keys do, one story each.

use std::time::Duration;

use super::bench::{Bench, Folder, PASSPHRASE, day};
use crate::domain::CaseNumber;
use crate::domain::comment::ContactType;
use crate::tui::command::{KeyContext, Pane};
use crate::tui::model::LockState;
use crate::tui::panes::dictate::DictateField;
use crate::tui::side_effect::ExitReason;
use crate::tui::store_thread::Job;
use crate::tui::update::Msg;

const CASES: usize = 24;
const NARRATIVE: &str = "Missed two class days, bus pass ran out";

fn selected_case(bench: &Bench) -> CaseNumber {
    bench.workspace().selected_row().unwrap().subject.case
}

fn newest_comment(folder: &Folder, case: &CaseNumber) -> crate::domain::comment::CommentView {
    let store = folder.store();
    let comments = store.comments_of_case(case, 100).unwrap();
    comments.into_iter().max_by_key(|filed| filed.entry).unwrap().comment
}

#[test]
fn a_wrong_passphrase_is_reported_and_asked_again() {
    let folder = Folder::with_cases(1);
    let mut bench = Bench::locked(&folder);
    bench.text("wrong").keys("Enter");
    let LockState::Locked(unlock) = &bench.model.stage else { panic!("open with a wrong passphrase") };
    assert_eq!(unlock.error.as_deref(), Some("The passphrase is wrong."));
    assert!(bench.model.in_flight.is_none() && unlock.secret.is_empty());
    bench.text(PASSPHRASE).keys("Enter");
    assert_eq!(bench.model.current_pane(), Some(Pane::Today));
}

#[test]
fn a_phone_contact_from_the_case_list_takes_at_most_eleven_keys() {
    let folder = Folder::with_cases(CASES);
    let mut bench = Bench::open(&folder);
    bench.keys("2");
    let row = bench.workspace().cases.list.get(CASES / 2).unwrap().clone();
    let part: String = row.name.last.chars().take(3).collect();
    let before = ["/".to_owned()].into_iter().chain(part.chars().map(|c| c.to_string()));
    let keys: Vec<_> = before.chain(["Enter", "d"].map(str::to_owned)).collect();
    bench.keys(&keys.join(" "));
    let case = selected_case(&bench);
    bench.keys("t r").text(NARRATIVE).keys("Ctrl-N Ctrl-S");
    assert!(bench.said().starts_with("Filed on"), "{}", bench.said());
    assert_eq!(bench.workspace().pane, Pane::Cases, "back where it began");
    assert!(keys.len() + 4 <= 11, "{} keys", keys.len() + 4);
    drop(bench);
    let filed = newest_comment(&folder, &case);
    assert_eq!((filed.results(), filed.on, filed.reached), (NARRATIVE, day(), true));
}

#[test]
fn a_contact_from_an_action_row_takes_at_most_six_keys() {
    let folder = Folder::with_cases(CASES);
    let mut bench = Bench::open(&folder);
    bench.keys("3 Right Right Right");
    let finding = bench.workspace().selected_row().unwrap().finding.cloned().unwrap();
    bench.keys("d");
    assert_eq!((bench.form().field, bench.form().participant_number()), (DictateField::Type, finding.person));
    bench.keys("t r");
    assert_eq!(bench.form().field, DictateField::Results);
    bench.text(NARRATIVE).keys("Ctrl-N Ctrl-S");
    assert!(bench.said().starts_with("Filed on"), "{}", bench.said());
    drop(bench);
    let filed = newest_comment(&folder, &finding.case);
    assert_eq!(filed.purpose(), "Find the cause of the failure to take part", "the row's own purpose");
    assert_eq!((filed.forms().len(), filed.documents().len()), (0, 0), "Ctrl-N answered both");
}

#[test]
fn what_is_missing_is_named_and_the_caret_goes_there_and_stays_where_it_is_wrong() {
    let folder = Folder::with_cases(CASES);
    let mut bench = Bench::open(&folder);
    bench.keys("2 d Ctrl-S");
    let all = "type of contact, reached or attempted, results, forms completed, documents received";
    assert_eq!(bench.said(), format!("Not filed yet. Missing: {all}. You are in Type."));
    bench.keys("t Ctrl-S");
    assert_eq!(bench.form().field, DictateField::Reached, "nothing says that she was reached");
    bench.keys("r Shift-Tab Ctrl-U Ctrl-S");
    assert_eq!((bench.form().field, bench.said().contains("purpose")), (DictateField::Purpose, true));
    bench.text("Monthly contact").keys("Ctrl-S");
    assert_eq!(bench.form().field, DictateField::Results, "a right field is left for the first wrong one");
    let screen = bench.screen(80, 24);
    assert_eq!(screen.matches("missing").count(), 3, "{screen}");
}

#[test]
fn type_and_reached_are_chosen_and_nothing_is_preset_even_after_a_filed_comment() {
    let folder = Folder::with_cases(CASES);
    let mut bench = Bench::open(&folder);
    bench.keys("2 d m a").text(NARRATIVE).keys("Ctrl-N Ctrl-S");
    assert!(bench.said().starts_with("Filed on"), "{}", bench.said());
    bench.keys("j d");
    let draft = bench.form().to_saved();
    assert_eq!((draft.contact_type, draft.reached), (None, None));
    bench.keys("t").text("x").keys("Ctrl-N Ctrl-S");
    assert!(bench.said().contains("Missing: reached or attempted"), "{}", bench.said());
    assert!(bench.jobs().all(|job| !matches!(job, Job::FileComment { .. })));
}

#[test]
fn a_contact_in_the_future_is_refused() {
    let folder = Folder::with_cases(CASES);
    let mut bench = Bench::open(&folder);
    bench.keys("2 d t r").text("x").keys("Ctrl-N Tab Tab Tab").keys("+ 3 Ctrl-S");
    assert_eq!(bench.form().field, DictateField::Date);
    assert!(bench.said().contains("The date of contact is in the future."), "{}", bench.said());
}

#[test]
fn dates_are_typed_as_people_say_them_and_letters_choose() {
    let folder = Folder::with_cases(CASES);
    let mut bench = Bench::open(&folder);
    bench.keys("2 d Shift-Tab").keys("f r i Tab h");
    let draft = bench.form().comment_draft();
    assert_eq!(draft.on, Some("2026-11-13".parse().unwrap()));
    assert_eq!(draft.contact_type, Some(ContactType("home_visit".into())));
    assert_eq!(bench.form().field, DictateField::Reached, "on to what has no answer yet");
    bench.keys("r");
    assert_eq!((bench.form().field, bench.form().comment_draft().reached), (DictateField::Results, true));
    bench.keys("F3");
    assert!(!bench.form().comment_draft().reached);
    assert!(bench.said().starts_with("Contact: attempted"), "{}", bench.said());
    bench.keys("F3");
    assert!(bench.form().comment_draft().reached);
    assert_eq!(bench.said(), "Contact: reached.");
}

#[test]
fn escape_keeps_the_draft_and_the_form_comes_back_as_it_was() {
    let folder = Folder::with_cases(CASES);
    let mut bench = Bench::open(&folder);
    bench.keys("2 j j d t r").text(NARRATIVE).keys("Esc");
    assert!(bench.jobs().any(|job| matches!(job, Job::SaveDraft { leaving: true, .. })));
    assert_eq!((bench.workspace().pane, bench.workspace().snapshot.caseload.drafts().len()), (Pane::Cases, 1));
    bench.keys("j d Esc").keys("k d");
    assert_eq!(bench.form().comment_draft().results, NARRATIVE);
}

#[test]
fn a_draft_is_saved_within_three_hundred_milliseconds_and_restored_at_the_next_start() {
    let folder = Folder::with_cases(CASES);
    let mut bench = Bench::open(&folder);
    bench.keys("2 d t r").text(NARRATIVE);
    let case = selected_case(&bench);
    let deadline = bench.model.next_deadline().unwrap();
    assert!(deadline - bench.now <= Duration::from_millis(300));
    bench.wait(Duration::from_millis(250));
    assert!(bench.jobs().any(|job| matches!(job, Job::SaveDraft { .. })));
    drop(bench); // killed

    let mut again = Bench::open(&folder);
    assert_eq!((again.workspace().pane, again.model.key_context()), (Pane::Dictate, KeyContext::Narrative));
    assert_eq!(again.form().subject.case, case);
    assert!(again.screen(80, 24).contains("Draft of 12:00 restored."));
    again.text(" and she q");
    assert_eq!(again.form().comment_draft().results, format!("{NARRATIVE} and she q"), "the caret is live");
    assert_eq!(again.left(), None, "no letter is a command");
}

#[test]
fn a_restored_draft_is_discarded_only_after_asking_and_comes_back() {
    let folder = Folder::with_cases(CASES);
    Bench::open(&folder).keys("2 d t r").text(NARRATIVE).keys("Ctrl-Q");
    let mut bench = Bench::open(&folder);
    bench.keys("Ctrl-D n");
    assert_eq!(bench.form().comment_draft().results, NARRATIVE);
    bench.keys("Ctrl-D y");
    assert!(bench.workspace().dictate.is_none() && bench.workspace().snapshot.caseload.drafts().is_empty());
    bench.keys("u 2 d");
    assert_eq!(bench.form().comment_draft().results, NARRATIVE, "u brought it back");
    bench.keys("Ctrl-D y");
    drop(bench);
    assert_eq!(folder.store().worker_drafts().unwrap(), []);
}

#[test]
fn filing_twice_files_once() {
    let folder = Folder::with_cases(CASES);
    let mut bench = Bench::open(&folder);
    bench.keys("2 d t r").text(NARRATIVE).keys("Ctrl-N");
    let case = selected_case(&bench);
    // The second press comes before the store has answered the first.
    let first = bench.model.update(Msg::Key("Ctrl-S".parse().unwrap()), bench.now);
    let second = bench.model.update(Msg::Key("Ctrl-S".parse().unwrap()), bench.now);
    assert_eq!((first.len(), second.len()), (1, 0));
    bench.run(first.clone());
    // Dying between filing and clean-up leaves the same form to be filed again, with the same id.
    bench.run(first);
    drop(bench);
    let filed = folder.store().comments_of_case(&case, 100).unwrap();
    assert_eq!(filed.iter().filter(|filed| filed.comment.results() == NARRATIVE).count(), 1);
}

#[test]
fn written_alerts_are_done_snoozed_and_refused_with_a_reason() {
    let folder = Folder::with_cases(CASES);
    let mut bench = Bench::open(&folder);
    bench.keys("4");
    let open = |bench: &Bench| bench.workspace().alerts.total_count();
    let before = open(&bench);
    go_to_alert(&mut bench, true);
    bench.keys("Space");
    assert_eq!((open(&bench), bench.said()), (before - 1, "Marked as done. u undoes it."));
    go_to_alert(&mut bench, true);
    bench.keys("z").text("+7").keys("Enter");
    assert_eq!(open(&bench), before - 2, "{}", bench.said());
    assert!(bench.said().starts_with("Snoozed until Thu 11/26/2026"), "{}", bench.said());
    go_to_alert(&mut bench, true);
    bench.keys("r Enter");
    assert!(bench.screen(80, 24).contains("Say why."));
    bench.text("not ours").keys("Enter");
    assert_eq!((open(&bench), bench.said()), (before - 3, "Refused."));
}

/// Selects the first alert that somebody wrote, or the first that a rule found.
fn go_to_alert(bench: &mut Bench, is_written: bool) {
    bench.keys("g");
    while bench.workspace().selected_row().unwrap().alert.unwrap().can_be_closed() != is_written {
        bench.keys("j");
    }
}

#[test]
fn no_key_clears_what_a_rule_found() {
    let folder = Folder::with_cases(CASES);
    let mut bench = Bench::open(&folder);
    let asked = |bench: &Bench| bench.workspace().today.total_count();
    let before = asked(&bench);
    for index in 0..before {
        bench.keys("1 g").keys(&"j ".repeat(index));
        let row = bench.workspace().selected_row().unwrap();
        if row.alert.is_none_or(crate::desk::Alert::can_be_closed) {
            continue;
        }
        let (subject, clears) = (row.subject.clone(), row.finding.unwrap().clears_when);
        bench.keys("Space");
        assert!(bench.jobs().all(|job| !matches!(job, Job::Record { .. })), "row {index}: nothing is recorded");
        let open = bench.workspace();
        let is_open = open.act_sheet.is_some() || open.dictate.is_some() || !open.overlay.is_none();
        assert!(is_open && bench.said().contains(clears), "row {index} of {}: {}", subject.case, bench.said());
        if let Some(form) = &open.dictate {
            assert_eq!(form.subject.case, subject.case);
        }
        bench.keys("Esc Esc Esc");
    }
    // A refusal is kept with its reason, and the row stays.
    bench.keys("1");
    go_to_alert(&mut bench, false);
    let key = bench.workspace().selected_row().unwrap().alert.unwrap().key.clone();
    bench.keys("r").text("not mine").keys("Enter");
    assert!(bench.said().contains("the row stays"), "{}", bench.said());
    let item = bench.workspace().today.all_rows().iter().find(|item| item.alert.as_ref() == Some(&key)).cloned();
    assert!(item.unwrap().note.is_some(), "it says so");
}

#[test]
fn a_row_is_annotated_and_found_by_any_part_of_its_name() {
    let folder = Folder::with_cases(CASES);
    let mut bench = Bench::open(&folder);
    bench.keys("2 j n Ctrl-U").text("called").keys("Enter");
    assert_eq!(bench.workspace().cases.list.selected_row().unwrap().annotation.as_deref(), Some("called"));
    bench.keys("/ z z z z");
    assert!(bench.workspace().cases.list.is_empty());
    assert!(bench.screen(80, 24).contains("No case matches."));
    bench.keys("Esc");
    assert_eq!(bench.workspace().cases.list.len(), bench.workspace().cases.list.total_count());
}

#[test]
fn where_no_row_is_left_the_case_that_was_shown_before_is_not_opened() {
    let folder = Folder::with_cases(CASES);
    let mut bench = Bench::open(&folder);
    bench.keys("2 Enter Esc /").text("nobody has this name").keys("Enter");
    for key in ["Enter", "c", "a", "d"] {
        bench.keys(key);
        assert_eq!((bench.workspace().pane, bench.workspace().overlay.key_context()), (Pane::Cases, None), "{key}");
    }
    bench.keys("/").text("a").keys("Enter");
    assert!(bench.workspace().selected_row().is_some(), "what was sought before is not sought with it");
}

#[test]
fn an_item_is_ticked_set_aside_and_cleared() {
    let folder = Folder::with_cases(CASES);
    let mut bench = Bench::open(&folder);
    bench.keys("2 c");
    let state = |bench: &Bench| format!("{:?}", bench.workspace().checklist.selected_item().unwrap().state);
    for _ in 0..200 {
        if state(&bench) == "Open" {
            break;
        }
        bench.keys("j");
    }
    bench.keys("Space");
    assert_eq!((state(&bench).as_str(), bench.said()), ("ByHand", "Ticked."));
    bench.keys("Space");
    assert_eq!((state(&bench).as_str(), bench.said()), ("Open", "Mark removed."));
    bench.keys("x").text("no child").keys("Enter");
    assert!(state(&bench).contains("no child"));
    bench.keys("[");
    assert_eq!(bench.workspace().checklist.month.to_string(), "2026-10");
}

#[test]
fn on_another_day_nothing_is_recorded() {
    let folder = Folder::with_cases(CASES);
    let mut bench = Bench::open(&folder);
    bench.keys("@").text("2026-11-30").keys("Enter");
    assert!(bench.screen(120, 36).contains("AS OF Mon 11/30/2026"));
    bench.keys("2 d");
    assert!(bench.said().contains("another day") && bench.workspace().dictate.is_none());
    bench.keys("@").text("t").keys("Enter d");
    assert!(bench.workspace().dictate.is_some());
}

#[test]
fn at_midnight_the_lists_move_to_the_new_day_and_filing_goes_on() {
    let folder = Folder::with_cases(CASES);
    let mut bench = Bench::open(&folder);
    bench.keys("2 d t r").text(NARRATIVE).keys("Ctrl-N");
    let case = selected_case(&bench);
    bench.turn_day();
    let next = day().succ_opt().unwrap();
    assert_eq!((bench.workspace().snapshot.caseload.as_of(), bench.workspace().snapshot.today), (next, next));
    assert!(!bench.workspace().is_another_day());
    assert!(bench.model.next_deadline().is_some_and(|deadline| deadline > bench.now));
    bench.keys("Ctrl-S");
    assert!(bench.said().starts_with("Filed on"), "{}", bench.said());
    drop(bench);
    assert_eq!(newest_comment(&folder, &case).on, day(), "the day that was meant when it was dictated");
}

#[test]
fn another_day_stays_that_day_when_the_civil_day_turns() {
    let folder = Folder::with_cases(1);
    let mut bench = Bench::open(&folder);
    bench.keys("@").text("2026-11-30").keys("Enter");
    bench.turn_day();
    assert_eq!(bench.workspace().snapshot.caseload.as_of(), "2026-11-30".parse().unwrap());
}

#[test]
fn keys_pressed_while_the_home_is_opened_are_done_after() {
    let folder = Folder::with_cases(CASES);
    let mut bench = Bench::locked(&folder);
    bench.text(PASSPHRASE);
    let opening = bench.model.update(Msg::Key("Enter".parse().unwrap()), bench.now);
    for key in ["2", "j", "d", "t", "r", "H", "i"] {
        assert!(bench.model.update(Msg::Key(key.parse().unwrap()), bench.now).is_empty());
    }
    bench.run(opening);
    assert_eq!((bench.workspace().pane, bench.form().comment_draft().results.as_str()), (Pane::Dictate, "Hi"));
}

#[test]
fn pasted_text_triggers_nothing() {
    let folder = Folder::with_cases(CASES);
    let mut bench = Bench::open(&folder);
    bench.tell(Msg::Paste("q\nd\n4".into()));
    assert_eq!((bench.workspace().pane, bench.left()), (Pane::Today, None));
    bench.keys("2 d t r");
    bench.tell(Msg::Paste("one\r\ntwo\u{1b}[31m\u{13}".into()));
    assert_eq!(bench.form().comment_draft().results, "one\ntwo␛[31m␓");
}

#[test]
fn f22_a_megabyte_of_hostile_text_is_pasted_as_text_and_kept_as_a_draft() {
    let folder = Folder::with_cases(CASES);
    let mut bench = Bench::open(&folder);
    bench.keys("2 d t r");
    let piece = "Linh\u{301} \u{1b}]0;owned\u{7}\u{9b}31m\u{202e}e\u{308}\u{0}\r\n";
    bench.tell(Msg::Paste(piece.repeat(1_000_000 / piece.len())));
    let results = bench.form().comment_draft().results;
    assert!(results.len() > 900_000, "{} bytes", results.len());
    assert!(results.chars().all(|c| c == '\n' || !c.is_control()), "control characters are shown, not kept");
    assert_eq!(bench.workspace().pane, Pane::Dictate, "nothing in it was taken for a key");
    assert!(bench.screen(80, 24).chars().all(|c| c == '\n' || !c.is_control()));
    bench.keys("Ctrl-N Ctrl-S");
    assert!(bench.said().contains("several comments"), "{}", bench.said());
    assert!(bench.form().comment_draft().results == results, "nothing of it is lost");
    bench.tell(Msg::Signal(15));
    drop(bench);
    let draft = folder.store().worker_drafts().unwrap().remove(0);
    assert!(draft.body.len() > 900_000, "{} bytes", draft.body.len());
}

#[test]
fn f22_hostile_text_is_filed_as_it_is_shown() {
    let folder = Folder::with_cases(CASES);
    let mut bench = Bench::open(&folder);
    bench.keys("2 d t r");
    let piece = "Linh\u{301} \u{1b}]0;owned\u{7}\u{9b}31m\u{202e}e\u{308}\u{0}\r\n";
    bench.tell(Msg::Paste(piece.repeat(60_000 / piece.len())));
    let results = bench.form().comment_draft().results;
    let case = selected_case(&bench);
    bench.keys("Ctrl-N Ctrl-S");
    assert!(bench.said().starts_with("Filed on"), "{}", bench.said());
    drop(bench);
    // Blanks at the end are no text: filing leaves them out.
    assert!(newest_comment(&folder, &case).results() == results.trim_end(), "what is shown is what is filed");
}

#[test]
fn a_signal_saves_the_draft_and_ends() {
    let folder = Folder::with_cases(CASES);
    let mut bench = Bench::open(&folder);
    bench.keys("2 d t r").text("half a sent");
    bench.tell(Msg::Signal(15));
    assert_eq!(bench.left(), Some(&ExitReason::Signal(15)));
    drop(bench);
    assert!(folder.store().worker_drafts().unwrap()[0].body.contains("half a sent"));
}

#[test]
fn after_ten_minutes_without_a_key_the_screen_is_locked_and_the_draft_survives() {
    let folder = Folder::with_cases(CASES);
    let mut bench = Bench::open(&folder);
    bench.keys("2 d t r").text(NARRATIVE);
    bench.wait(Duration::from_millis(300));
    bench.wait(Duration::from_mins(10));
    assert!(bench.model.workspace().is_none());
    assert!(matches!(bench.left(), Some(ExitReason::Locked { .. })));
    drop(bench);
    assert_eq!(Bench::open(&folder).form().comment_draft().results, NARRATIVE);
}

#[test]
fn an_action_is_found_by_its_name_and_done() {
    let folder = Folder::with_cases(CASES);
    let mut bench = Bench::open(&folder);
    bench.keys(":").text("alerts").keys("Enter");
    assert_eq!(bench.workspace().pane, Pane::Alerts);
    bench.keys("? Esc").keys("2 d Shift-Tab Shift-Tab Ctrl-Space").text("wtw 26").keys("Enter");
    // No purpose is called so: what was typed stays, to be corrected.
    assert_eq!(bench.model.key_context(), KeyContext::Chooser);
    assert_eq!(bench.said(), "Nothing matches what you typed.");
    bench.keys("Esc");
    assert_eq!(bench.model.key_context(), KeyContext::Line);
}

#[test]
fn the_cursor_is_on_the_selected_row_or_the_caret() {
    let folder = Folder::with_cases(CASES);
    let mut bench = Bench::open(&folder);
    bench.keys("2");
    let first = bench.draw_screen(80, 24).1;
    bench.keys("j j");
    let third = bench.draw_screen(80, 24).1;
    assert_eq!((third.x, third.y), (first.x, first.y + 2));
    bench.keys("d t r").text("abc");
    let results = bench.draw_screen(80, 24).1;
    bench.text("d");
    assert_eq!(bench.draw_screen(80, 24).1.x, results.x + 1);
}
