//! Locking and unlocking: nothing stays in memory, and the worker returns to the same place.

use std::time::Duration;

use rstest::rstest;

use super::bench::{Bench, Folder, PASSPHRASE, day};
use crate::store::{CommentFilter, WallClock};
use crate::tui::command::{FolderSection, KeyContext, Pane};
use crate::tui::model::LockState;
use crate::tui::panes::row_order::RowOrder;
use crate::tui::side_effect::{ExitReason, SideEffect};
use crate::tui::state::workspace::Side;
use crate::tui::store_thread::Job;
use crate::tui::theme::{Theme, ThemeName};
use crate::tui::update::Msg;

const CASES: usize = 24;
const NARRATIVE: &str = "Missed two class days, bus pass ran out";

/// Returns the screen of a new, locked process after it was unlocked.
fn unlocked_again(bench: Bench, folder: &Folder) -> Bench {
    assert!(matches!(bench.left(), Some(ExitReason::Locked { stopped: false, practice: true })), "{:?}", bench.left());
    assert!(matches!(bench.model.stage, LockState::Locked(_)));
    drop(bench);
    Bench::open(folder)
}

fn stands(bench: &Bench) -> (Pane, Side, String, String) {
    let open = bench.workspace();
    let selected = open.selected_row().map(|selected| format!("{:?} {}", selected.subject, selected.text));
    (open.pane, open.side, selected.unwrap_or_default(), open.filter().to_owned())
}

#[rstest]
#[case::today("1 j j j")]
#[case::cases_in_another_order("2 o o O j j j j j j")]
#[case::cases_narrowed("2 / a n Enter j j")]
#[case::a_category_of_action("3 Right Right j")]
#[case::alerts("4 j j")]
#[case::the_month("8 ] j j")]
#[case::the_proof_of_contact("8 p [ / a n Enter j")]
#[case::the_side_beside("3 j Tab")]
#[case::a_checklist("2 j c j j j")]
#[case::the_checklist_of_another_month("2 j c [ j")]
#[case::a_folder("2 j j Enter h")]
#[case::another_day("2 @ - 1 Enter j j")]
fn unlocking_leads_back_to_the_same_pane_and_row(#[case] keys: &str) {
    let folder = Folder::with_cases(CASES);
    let mut bench = Bench::open(&folder);
    bench.keys(keys);
    let before = stands(&bench);
    let day = bench.workspace().snapshot.caseload.as_of();
    bench.keys("Ctrl-L");
    let again = unlocked_again(bench, &folder);
    assert_eq!(stands(&again), before);
    assert_eq!(again.workspace().snapshot.caseload.as_of(), day);
}

#[test]
fn marked_rows_are_marked_after_unlocking() {
    let folder = Folder::with_cases(CASES);
    let mut bench = Bench::open(&folder);
    bench.keys("4 x x j x 2 x");
    let marked = |bench: &Bench| {
        let rows = bench.workspace().marked_rows();
        rows.iter().map(|row| format!("{:?} {}", row.subject, row.text)).collect::<Vec<_>>()
    };
    let before = marked(&bench);
    bench.keys("Ctrl-L");
    let mut again = unlocked_again(bench, &folder);
    assert_eq!((marked(&again), before.len()), (before, 1));
    again.keys("4");
    assert_eq!(marked(&again).len(), 3);
}

#[test]
fn a_new_start_never_opens_on_another_day() {
    let folder = Folder::with_cases(CASES);
    let mut bench = Bench::open(&folder);
    bench.keys("@").text("11/15").keys("Enter 2");
    assert!(bench.workspace().is_another_day());
    bench.keys("j j");
    bench.wait(Duration::from_mins(1));
    // The program is killed: what it saved on the way is what the next start finds.
    drop(bench);
    assert!(!Bench::open(&folder).workspace().is_another_day());
}

#[test]
fn a_terminal_without_colors_gets_none_after_a_lock_on_another() {
    let folder = Folder::with_cases(CASES);
    let mut colored = Bench::open(&folder);
    colored.keys("Ctrl-L");
    drop(colored);
    let mut bench = Bench::locked(&folder);
    bench.model.theme = Theme::from_name(ThemeName::Mono);
    bench.text(PASSPHRASE).keys("Enter");
    assert_eq!(bench.model.theme.name(), ThemeName::Mono);
}

#[test]
fn unlocking_leads_back_to_the_comment_and_its_section() {
    let folder = Folder::with_cases(CASES);
    let case = {
        let store = folder.store();
        let comments = store.all_comments(CommentFilter::All).unwrap();
        let of = |case: &_| comments.iter().filter(|filed| filed.comment.case == *case).count();
        comments.iter().map(|filed| filed.comment.case.clone()).find(|case| of(case) > 1).unwrap()
    };
    let mut bench = Bench::open(&folder);
    bench.keys("2 /").text(&case.to_string().to_lowercase()).keys("Enter Enter m j");
    let selected = |bench: &Bench| {
        let open = bench.workspace();
        open.folder.selected_comment(open.case_details.as_ref().unwrap()).unwrap().comment.id
    };
    let before = selected(&bench);
    bench.keys("Ctrl-L");
    let again = unlocked_again(bench, &folder);
    assert_eq!((again.workspace().folder.section, selected(&again)), (FolderSection::Comments, before));
}

#[test]
fn f18_a_lock_while_typing_keeps_every_letter_and_the_field() {
    let folder = Folder::with_cases(CASES);
    let mut bench = Bench::open(&folder);
    bench.keys("3 j d t r").text(NARRATIVE).keys("Tab").text("Plan of");
    let (case, field, draft) = (bench.form().subject.case.clone(), bench.form().field, bench.form().comment_draft());
    bench.keys("Ctrl-L");
    let mut again = unlocked_again(bench, &folder);
    assert_eq!((again.form().subject.case.clone(), again.form().field), (case, field));
    assert_eq!(again.form().comment_draft(), draft);
    assert_eq!(again.model.key_context(), KeyContext::Line, "nothing is asked: she goes on writing");
    again.keys("Esc");
    assert_eq!(again.workspace().pane, Pane::Action, "leaving the form leads where it was opened");
}

#[test]
fn a_form_in_which_nothing_is_written_is_there_again_with_its_purpose() {
    let folder = Folder::with_cases(CASES);
    let mut bench = Bench::open(&folder);
    bench.keys("3 j d");
    let draft = bench.form().comment_draft();
    bench.keys("Ctrl-L");
    assert_eq!(unlocked_again(bench, &folder).form().comment_draft(), draft);
}

#[test]
fn the_place_is_forgotten_once_the_worker_quits() {
    let folder = Folder::with_cases(CASES);
    let mut bench = Bench::open(&folder);
    bench.keys("4 Ctrl-L");
    let mut again = unlocked_again(bench, &folder);
    assert_eq!(again.workspace().pane, Pane::Alerts);
    again.keys("Ctrl-Q");
    drop(again);
    assert_eq!(Bench::open(&folder).workspace().pane, Pane::Today);
}

#[test]
fn a_machine_that_slept_a_shell_that_stops_and_a_terminal_that_hangs_up_lock_too() {
    let folder = Folder::with_cases(CASES);
    let led = |msg: Msg| {
        let mut bench = Bench::open(&folder);
        bench.keys("2 d t r").text(NARRATIVE);
        bench.effects.clear();
        bench.tell(msg);
        let kept = |job: fn(&Job) -> bool| bench.jobs().any(job);
        assert!(kept(|job| matches!(job, Job::SaveDraft { .. })) && kept(|job| matches!(job, Job::SaveSession(_))));
        let left = bench.left().cloned().unwrap();
        drop(bench);
        let mut again = Bench::open(&folder);
        assert_eq!(again.form().comment_draft().results, NARRATIVE, "{left:?}");
        again.keys("Ctrl-Q");
        drop(again);
        let store = folder.store();
        store
            .worker_drafts()
            .unwrap()
            .iter()
            .for_each(|draft| store.discard_draft(&draft.case, &draft.target).unwrap());
        left
    };
    assert_eq!(led(Msg::Slept), ExitReason::Locked { stopped: false, practice: true });
    assert_eq!(led(Msg::Stop), ExitReason::Locked { stopped: true, practice: true });
    assert_eq!(led(Msg::Signal(1)), ExitReason::Signal(1));
}

#[test]
fn a_locked_screen_ignores_lock_and_obeys_stop() {
    let folder = Folder::with_cases(1);
    let mut bench = Bench::locked(&folder);
    bench.text("corr").tell(Msg::Slept);
    assert_eq!(bench.left(), None);
    bench.tell(Msg::Stop);
    assert_eq!(bench.left(), Some(&ExitReason::Locked { stopped: true, practice: false }));
}

#[test]
fn keys_lock_wherever_one_is() {
    let folder = Folder::with_cases(CASES);
    for script in ["2 n", "2 /", "?", ":", "Ctrl-F", "3 w", "2 d t r Ctrl-Space"] {
        let mut bench = Bench::open(&folder);
        bench.keys(script).keys("Ctrl-L");
        assert!(matches!(bench.left(), Some(ExitReason::Locked { .. })), "{script}");
    }
}

#[test]
fn after_wrong_tries_the_wait_is_on_the_screen_and_counts_down() {
    let folder = Folder::with_cases(1);
    let mut bench = Bench::locked(&folder);
    let tries = format!("count = 9\nlast_ms = {}\n", WallClock::for_day(day(), 7).now_ms());
    std::fs::write(folder.home().folder().join("caseload.tries"), tries).unwrap();
    bench.text(PASSPHRASE).keys("Enter");
    let screen = bench.screen(80, 24);
    assert!(screen.contains("9 wrong tries. Wait 1"), "{screen}");
    let again = bench.now + Duration::from_secs(2);
    let LockState::Locked(unlock) = &mut bench.model.stage else { panic!("open") };
    unlock.retry_at = Some(again);
    bench.wait(Duration::from_secs(1));
    assert!(bench.screen(80, 24).contains("Wait 1 second."));
    bench.text(PASSPHRASE).keys("Enter");
    assert!(bench.jobs().next().is_none(), "not before its time");
    bench.wait(Duration::from_secs(1));
    assert!(bench.screen(80, 24).contains("9 wrong tries. Type it again."));
    assert_eq!(bench.model.next_deadline(), None, "and then nothing is counted anymore");
}

#[test]
fn the_text_of_the_office_is_shown_before_the_passphrase() {
    let folder = Folder::with_cases(1);
    let mut bench = Bench::locked(&folder);
    bench.model.banner = Some("This system belongs to the county.\nIts use is recorded, and unauthorized use is an offense that is prosecuted.".into());
    let screen = bench.screen(80, 24);
    let at = |text: &str| screen.find(text).unwrap_or_else(|| panic!("{text}:\n{screen}"));
    assert!(at("This system belongs") < at("Its use is recorded") && at("is prosecuted") < at("Passphrase"));
}

#[test]
fn quitting_asks_for_the_backup_first_and_once_more_leaves_at_once() {
    let folder = Folder::with_cases(1);
    let mut bench = Bench::open(&folder);
    bench.keys("Ctrl-Q");
    assert!(bench.jobs().any(|job| matches!(job, Job::FinishWork)));
    assert_eq!(bench.left(), Some(&ExitReason::Quit { message: None }), "a practice home needs none");
    let mut bench = {
        drop(bench);
        Bench::open(&folder)
    };
    let quit = bench.model.update(Msg::Key("Ctrl-Q".parse().unwrap()), bench.now);
    assert!(!quit.iter().any(|effect| matches!(effect, SideEffect::Exit(_))), "it waits for the backup");
    assert!(bench.screen(80, 24).contains("Backing up before quitting"));
    assert_eq!(bench.keys("j").left(), None, "and takes no other key meanwhile");
    assert_eq!(bench.keys("Ctrl-Q").left(), Some(&ExitReason::Immediately));
}

#[test]
fn a_stray_q_asks_and_any_other_key_stays() {
    let folder = Folder::with_cases(CASES);
    let mut bench = Bench::open(&folder);
    for place in ["1", "2 Enter", "8", "4 W"] {
        bench.keys(place).keys("q");
        assert!(bench.screen(80, 24).contains("Leave Caseload?"), "{place}");
        assert!(bench.jobs().all(|job| !matches!(job, Job::FinishWork)) && bench.left().is_none(), "{place}");
        bench.keys("j");
        assert!(!bench.screen(80, 24).contains("Leave Caseload?"), "{place}: it stays");
    }
    for leaves in ["y", "q", "Ctrl-Q"] {
        bench.keys("q");
        bench.keys(leaves);
        assert!(bench.jobs().any(|job| matches!(job, Job::FinishWork)), "{leaves}");
        drop(bench);
        bench = Bench::open(&folder);
    }
}

#[test]
fn the_order_of_each_list_is_kept_over_a_lock() {
    let folder = Folder::with_cases(CASES);
    let mut bench = Bench::open(&folder);
    bench.keys("1 o o O 4 o Ctrl-L");
    let again = unlocked_again(bench, &folder);
    let open = again.workspace();
    let orders = (open.today.selection().order, open.alerts.selection().order, open.action.list.selection().order);
    assert_eq!(orders, ((RowOrder::Case, true), (RowOrder::Due, false), (RowOrder::Usual, false)));
}

#[test]
fn the_settings_file_wins_over_the_saved_screen() {
    let folder = Folder::with_cases(CASES);
    let mut bench = Bench::open(&folder);
    bench.model.theme = Theme::from_name(ThemeName::Light);
    bench.keys("Ctrl-L");
    drop(bench);
    let mut bench = Bench::locked(&folder);
    drop(bench.model.use_settings(toml::from_str("theme = \"high_contrast\"").unwrap()));
    let set = bench.model.theme.name();
    bench.text(PASSPHRASE).keys("Enter");
    assert_eq!(bench.model.theme.name(), set);
    assert_ne!(set, ThemeName::Light);
}
