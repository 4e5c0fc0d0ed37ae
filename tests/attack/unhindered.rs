//! Nothing stops saving and locking: whatever runs, a draft is on the disk and the screen locks. And no text of an
//! earlier version, however long, makes an outlet slow.

use std::fs;
use std::sync::Arc;
use std::time::{Duration, Instant};

use caseload::policy::Policies;
use caseload::store::{Credential, Home, Store, WallClock};
use secrecy::SecretString;

use crate::support::terminal::Terminal;
use crate::support::{PASSPHRASE, TestHome};

/// How long a text was that an earlier version filed.
const LONG: usize = 2_000_000;
/// Most of the time that a lock may take is the start of the new process and, here, a build that is not optimized.
const LOCK_LIMIT: Duration = Duration::from_millis(1_500);

/// A home with a comment as earlier versions filed them: two megabytes of one word, in case 05B36344.
fn home_with_a_long_comment() -> TestHome {
    let home = TestHome::with_extracts();
    let policy = home.home_path().join("policy.toml");
    let limit = "[[set]]\nin_force_from = 1990-01-01\n[set.rule.comment_characters]\ncharacters = 100_000_000\n\
                 source = \"a test\"\ncertainty = \"setting\"\n";
    fs::write(&policy, limit).unwrap();
    file_comment(&home, &"word ".repeat(LONG / 5)).success();
    fs::remove_file(policy).unwrap();
    home
}

fn file_comment(home: &TestHome, results: &str) -> assert_cmd::assert::Assert {
    let args = ["comment", "file", "--case", "05B36344", "--date", "t", "--type", "telephone", "--purpose", "long"];
    home.command().args(args).args(["--no-forms", "--no-documents", "--results", "-"]).write_stdin(results).assert()
}

/// What is typed in drafts that are on the disk.
fn drafts_on_disk(home: &TestHome) -> String {
    let opener = Credential::Passphrase(SecretString::from(PASSPHRASE));
    let policies = Arc::new(Policies::builtin().clone());
    let clock = WallClock::for_day("2026-11-19".parse().unwrap(), 7);
    let store = Store::open_with_credential(Home::new(home.home_path()), &opener, clock, policies).unwrap();
    store.worker_drafts().unwrap().into_iter().map(|draft| draft.body).collect()
}

#[test]
fn a_search_for_a_word_that_a_comment_holds_400_000_times_is_answered_and_marked() {
    let home = home_with_a_long_comment();
    let began = Instant::now();
    let found = home.ok(&["search", "word"]);
    println!("searching {LONG} characters took {:?}", began.elapsed());
    assert!(began.elapsed() < Duration::from_secs(20), "{:?}", began.elapsed());
    assert!(found.contains("[word] [word]") && found.len() < 2_000, "{found}");
}

#[test]
fn while_it_searches_a_draft_is_saved_and_the_screen_locks() {
    let home = home_with_a_long_comment();
    let mut terminal = Terminal::unlocked(&home);
    terminal.press("2");
    terminal.wait_for("Cases (ES108)");
    terminal.press("C-f");
    terminal.wait_for("Search every comment");
    terminal.type_text("word");
    terminal.press("Esc");
    terminal.press("d");
    terminal.wait_for("Dictate");
    terminal.press("t r").type_text("typed while it searches");
    terminal.wait_for("typed while it searches");
    std::thread::sleep(Duration::from_millis(500));
    terminal.kill();
    assert!(drafts_on_disk(&home).contains("typed while it searches"));
    let mut again = Terminal::unlocked(&home);
    again.press("C-f").type_text("word");
    let took = lock(&mut again);
    println!("a lock while it searches took {took:?}");
    again.press("C-q");
    again.ended();
}

/// Locks the screen, and returns how long it took until another process image had taken the place of the one with the
/// keys and names.
#[cfg(target_os = "linux")]
fn lock(terminal: &mut Terminal) -> Duration {
    let began = Instant::now();
    terminal.press("C-l");
    let arguments = format!("/proc/{}/cmdline", terminal.pid());
    while !fs::read_to_string(&arguments).unwrap().contains("--locked") {
        assert!(began.elapsed() < LOCK_LIMIT, "it is not locked after {:?}:\n{}", began.elapsed(), terminal.screen());
        std::thread::sleep(Duration::from_millis(2));
    }
    let took = began.elapsed();
    terminal.wait_for("Enter opens");
    took
}

#[cfg(target_os = "linux")]
#[test]
fn while_it_prints_a_draft_is_saved_and_the_screen_locks() {
    let home = home_with_a_long_comment();
    let mut terminal = Terminal::unlocked(&home);
    terminal.press("3");
    terminal.wait_for("Action required");
    terminal.press("/").type_text("05b36").press("Enter");
    terminal.wait_for("Thompson");
    terminal.press(">");
    terminal.wait_for("Handover");
    terminal.type_text("handover").press("Enter");
    terminal.wait_for(".pdf");
    terminal.press("Enter");
    terminal.wait_for("y writes it");
    terminal.press("y").press("d");
    terminal.wait_for("Dictate");
    terminal.press("t r").type_text("typed while it prints");
    terminal.wait_for("typed while it prints");
    std::thread::sleep(Duration::from_millis(500));
    let took = lock(&mut terminal);
    println!("a lock while it prints took {took:?}");
    terminal.kill();
    assert!(drafts_on_disk(&home).contains("typed while it prints"));
}

#[test]
fn a_comment_over_the_limit_is_refused_says_what_to_do_and_changes_nothing() {
    let home = TestHome::with_extracts();
    let before = home.json(&["verify"])["entries"].clone();
    let refused = file_comment(&home, &"a".repeat(65_537)).failure();
    let sentence = String::from_utf8_lossy(&refused.get_output().stderr).into_owned();
    assert!(sentence.contains("65541 characters") && sentence.contains("several comments"), "{sentence}");
    let refused = file_comment(&home, &"a".repeat(5_000_000)).failure();
    assert!(String::from_utf8_lossy(&refused.get_output().stderr).contains("too long for a comment"));
    home.fails(&["annotate", "0052445", &"a".repeat(70_000)]);
    assert_eq!(home.json(&["verify"])["entries"].as_u64().unwrap(), before.as_u64().unwrap());
    file_comment(&home, &"a".repeat(65_532)).success();
}

#[test]
fn every_outlet_of_a_long_comment_of_an_earlier_version_ends() {
    let home = home_with_a_long_comment();
    for (kind, name) in [("handover", "a.pdf"), ("comments", "b.xlsx"), ("comments", "b.pdf"), ("comments", "b.txt")] {
        let file = home.path().join(name);
        let began = Instant::now();
        home.ok(&["print", kind, "05B36344", "--out", file.to_str().unwrap(), "--yes"]);
        println!("{kind} into {name} took {:?}", began.elapsed());
        assert!(began.elapsed() < Duration::from_mins(1), "{kind} into {name}: {:?}", began.elapsed());
    }
    let text = fs::read_to_string(home.path().join("b.txt")).unwrap();
    assert!(text.len() >= LONG, "data is whole");
    let (code, sentence) = home.fails(&["search", &format!("\"{}\"", "word ".repeat(20_000))]);
    assert!(code == 1 && sentence.contains("too long to search for"), "{sentence}");
}
