//! Typing in the real binary, ended by SIGKILL at a random moment: what was typed half a second before is there.
//!
//! `CASELOAD_TYPING_KILLS` sets how many times; a longer job takes 200.

use std::io::Write as _;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use caseload::policy::Policies;
use caseload::store::{CommentFilter, Credential, Draft, Home, Store, WallClock};
use caseload::tui::command::EditCommand;
use caseload::tui::widgets::narrative::NarrativeEditor;
use rand::{RngExt as _, SeedableRng as _};
use rand_chacha::ChaCha8Rng;
use secrecy::SecretString;

use crate::support::terminal::Terminal;
use crate::support::{PASSPHRASE, TestHome};

/// The first letter of every text.
const FIRST: &str = "S";
const KILLS: u32 = 20;
/// What may be lost.
const LOSS: Duration = Duration::from_millis(500);
/// How often the machine's own stalls are measured.
const LOOK: Duration = Duration::from_millis(20);

/// A text as it was after a key that was sent at a moment.
type State = (Instant, String);

/// A key: what is sent, and what it does to the text.
fn key(chance: &mut ChaCha8Rng, text: &mut NarrativeEditor) -> String {
    let edits = [
        ("\r", EditCommand::NewLine),
        ("\x7f", EditCommand::Backspace),
        ("\x1b[3~", EditCommand::Delete),
        ("\x1b[D", EditCommand::Left),
        ("\x1b[C", EditCommand::Right),
        ("\x1b[H", EditCommand::LineStart),
        ("\x1b[F", EditCommand::LineEnd),
        ("\x17", EditCommand::DeleteWord),
        ("\x1a", EditCommand::Undo),
    ];
    match chance.random_range(0..20) {
        0..=12 => {
            let letters = ['a', 'e', 'o', 'n', 't', 's', 'é', 'ñ', '漢', ' ', ' ', '.'];
            let letter = letters[chance.random_range(0..letters.len())];
            text.insert_char(letter);
            letter.to_string()
        }
        13 => {
            let pasted = "Said she will come. ".repeat(chance.random_range(1..20));
            text.paste_text(&pasted);
            format!("\x1b[200~{pasted}\x1b[201~")
        }
        _ => {
            let (sent, edit) = edits[chance.random_range(0..edits.len())];
            text.apply_edit(edit);
            sent.to_owned()
        }
    }
}

/// Chooses type and outcome in the form that was just opened, and types the first letter of the results. Each is on
/// the screen before the next is typed: an Enter right after the letter of a choice is taken as its end, and is no line
/// of the text.
fn open_results(terminal: &mut Terminal) {
    terminal.wait_for("Contact    Reached  Attempted");
    terminal.press("t");
    terminal.wait_for("[Telephone]");
    terminal.press("r");
    terminal.wait_for("[Reached]");
    terminal.type_text(FIRST);
    terminal.wait_for(&format!("Results   {FIRST}"));
}

/// Measures, beside the typing, how long the machine itself stops everybody who writes to this disk: a look is a pause
/// and a byte made durable.
struct Stalls {
    end: Arc<AtomicBool>,
    looks: JoinHandle<Duration>,
}

impl Stalls {
    fn measure(folder: &Path) -> Self {
        let end = Arc::new(AtomicBool::new(false));
        let (ends, mut file) = (Arc::clone(&end), tempfile::tempfile_in(folder).unwrap());
        let looks = thread::spawn(move || {
            let mut longest = Duration::ZERO;
            while !ends.load(Ordering::Relaxed) {
                let begun = Instant::now();
                thread::sleep(LOOK);
                file.write_all(b".").and_then(|()| file.sync_data()).unwrap();
                longest = longest.max(begun.elapsed().saturating_sub(LOOK));
            }
            longest
        });
        Self { end, looks }
    }

    /// The longest stall.
    fn longest(self) -> Duration {
        self.end.store(true, Ordering::Relaxed);
        self.looks.join().unwrap()
    }
}

/// Types for a while and kills the program; every text that there was, and the moment of the end.
fn type_and_kill(terminal: &mut Terminal, chance: &mut ChaCha8Rng, ends_filing: bool) -> (Vec<State>, Instant) {
    let mut text = NarrativeEditor::default();
    FIRST.chars().for_each(|letter| text.insert_char(letter));
    let mut states = vec![(Instant::now(), String::new()), (Instant::now(), text.content())];
    let end = Instant::now() + Duration::from_millis(chance.random_range(200..2_000));
    while Instant::now() < end {
        let sent = key(chance, &mut text);
        states.push((Instant::now(), text.content()));
        terminal.type_text(&sent);
        thread::sleep(Duration::from_millis(chance.random_range(1..60)));
    }
    if ends_filing {
        terminal.press("C-n C-s");
        thread::sleep(Duration::from_millis(chance.random_range(0..200)));
    }
    let killed = Instant::now();
    terminal.kill();
    (states, killed)
}

/// What is left of a text: its draft, and how often it was filed.
struct Left {
    draft: Option<Draft>,
    filed: Vec<String>,
}

fn left(home: &TestHome) -> Left {
    let opener = Credential::Passphrase(SecretString::from(PASSPHRASE.to_owned()));
    let policies = Arc::new(Policies::builtin().clone());
    let clock = WallClock::for_day("2026-11-19".parse().unwrap(), 7);
    let store = Store::open_with_credential(Home::new(home.home_path()), &opener, clock, policies).unwrap();
    assert!(store.verify_record().unwrap().is_ok());
    let drafts = store.worker_drafts().unwrap();
    assert!(drafts.len() <= 1, "one draft, not {}", drafts.len());
    let all = store.all_comments(CommentFilter::All).unwrap();
    let filed = all.into_iter().map(|filed| filed.comment.results().to_owned()).collect();
    Left { draft: drafts.into_iter().next(), filed }
}

fn results(draft: &Draft) -> String {
    let form: serde_json::Value = serde_json::from_str(&draft.body).unwrap();
    form["results"].as_str().unwrap().to_owned()
}

/// How much was lost: the age of the first text that is not there anymore.
fn lost(states: &[State], killed: Instant, kept: &str) -> Duration {
    let newest = states.iter().rposition(|(_, text)| text == kept);
    let newest = newest.unwrap_or_else(|| panic!("{kept:?} was never typed"));
    states.get(newest + 1).map_or(Duration::ZERO, |(typed, _)| killed.duration_since(*typed))
}

fn unlocked(home: &TestHome) -> Terminal {
    let mut terminal = Terminal::start(home, &[]);
    terminal.wait_for("Passphrase");
    terminal.type_text(PASSPHRASE).press("Enter");
    terminal.wait_for(" items");
    terminal
}

#[test]
fn f17_killed_at_any_moment_at_most_half_a_second_of_typing_is_lost() {
    let kills = std::env::var("CASELOAD_TYPING_KILLS").ok().and_then(|kills| kills.parse().ok()).unwrap_or(KILLS);
    let home = TestHome::with_extracts();
    // The type of the comment that was filed last is proposed from then on.
    let args = ["comment", "file", "--case", "0052445", "--type", "telephone", "--purpose", "x", "--results", "x"];
    home.ok(&[&args[..], &["--no-forms", "--no-documents"]].concat());
    let mut chance = ChaCha8Rng::seed_from_u64(4);
    let (mut losses, mut longest) = (Vec::new(), Duration::ZERO);
    let (mut filed, mut restored) = (0, 0);
    let mut terminal = unlocked(&home);
    for round in 0..kills {
        let before = left_count(&home, &mut terminal, round);
        terminal = unlocked(&home);
        terminal.press("2");
        terminal.wait_for("Cases (ES108)");
        terminal.press(&"j ".repeat(chance.random_range(0..8))).press("d");
        open_results(&mut terminal);
        let ends_filing = chance.random_bool(0.25);
        let stalls = Stalls::measure(&home.home_path());
        let (states, killed) = type_and_kill(&mut terminal, &mut chance, ends_filing);
        let stall = stalls.longest();
        let after = left(&home);
        let last = &states.last().unwrap().1;
        match (after.filed.len() - before, &after.draft) {
            (1, None) => {
                assert!(ends_filing && after.filed.last().unwrap() == last.trim(), "round {round}");
                filed += 1;
            }
            (0, draft) => {
                let loss = lost(&states, killed, &draft.as_ref().map(results).unwrap_or_default());
                assert!(
                    loss <= LOSS + stall,
                    "round {round}: {loss:?} of typing lost, the machine stopped for {stall:?}"
                );
                losses.push(loss);
                longest = longest.max(stall);
            }
            (more, _) => panic!("round {round}: {more} comments filed, and a draft: {}", after.draft.is_some()),
        }
        terminal = unlocked(&home);
        if after.draft.is_some() {
            terminal.wait_for("restored");
            terminal.press("C-d y");
            terminal.wait_for("is discarded");
            restored += 1;
        }
    }
    losses.sort_unstable();
    let at = |part: usize| losses.get(losses.len() * part / 100).copied().unwrap_or_default();
    let most = losses.last().copied().unwrap_or_default();
    println!(
        "{kills} kills while typing: {restored} drafts restored, {filed} filed once; lost: median {:?}, 95 % {:?}, most {most:?}; the machine stopped for {longest:?} at most",
        at(50),
        at(95)
    );
}

/// How many comments there are before a round; the program that showed what was restored is ended first.
fn left_count(home: &TestHome, terminal: &mut Terminal, round: u32) -> usize {
    terminal.press("C-q");
    assert_eq!(terminal.ended(), 0, "round {round}");
    left(home).filed.len()
}

#[test]
fn f22_a_megabyte_is_pasted_whole_and_triggers_nothing() {
    let home = TestHome::with_extracts();
    let mut terminal = unlocked(&home);
    terminal.press("2");
    terminal.wait_for("Cases (ES108)");
    terminal.press("d");
    open_results(&mut terminal);
    let hostile = "q\x03 C-s \x13 \x1b[31m red \x1b]0;title\x07 \x1bOP :quit 1 2 3\ty\u{9b}2J\r\n";
    let text = format!("{}THE END", hostile.repeat(1_000_000 / hostile.len() + 1));
    let start = Instant::now();
    terminal.type_text(&format!("\x1b[200~{text}\x1b[201~"));
    terminal.wait_for("THE END");
    println!("a paste of {} bytes was on the screen after {:?}", text.len(), start.elapsed());
    assert!(terminal.screen().contains("Dictate   "), "{}", terminal.screen());
    assert!(terminal.screen().contains("␛[31m red"), "shown as signs:\n{}", terminal.screen());
    terminal.press("Esc");
    terminal.wait_for("draft of");
    terminal.press("C-q");
    assert_eq!(terminal.ended(), 0);
    assert!(!terminal.raw.windows(6).any(|window| window == b"\x1b]0;ti"), "nothing of it reaches the terminal");
    let kept = results(&left(&home).draft.unwrap());
    let kept = kept.strip_prefix(FIRST).unwrap();
    assert_eq!(kept, caseload::tui::text::normalize_pasted(&text));
    assert_eq!(kept.chars().count(), text.replace("\r\n", "\n").chars().count(), "no character is lost");
    assert!(left(&home).filed.is_empty());
}
