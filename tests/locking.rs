//! The locked screen: the real binary in a real pseudo-terminal.

use std::fs;
use std::process::Command;
use std::thread;
use std::time::{Duration, Instant};

use crate::support::terminal::Terminal;
use crate::support::{PASSPHRASE, TestHome};

const NARRATIVE: &str = "Missed two class days, bus pass ran out";
/// Takes the terminal's memory of former lines away.
const PURGE: &[u8] = b"\x1b[3J";

fn signal(terminal: &Terminal, name: &str) {
    assert!(Command::new("kill").args(["-s", name, &terminal.pid().to_string()]).status().unwrap().success());
}

/// Waits until what is asked holds.
fn wait(what: &str, holds: impl Fn() -> bool) {
    let limit = Instant::now() + Duration::from_secs(30);
    while !holds() {
        assert!(Instant::now() < limit, "{what} was waited for in vain");
        thread::sleep(Duration::from_millis(10));
    }
}

/// A form in Action with a narrative in it.
fn dictating(desk: &TestHome) -> Terminal {
    let mut terminal = Terminal::unlocked(desk);
    terminal.press("3");
    terminal.wait_for("Action required");
    terminal.press("j j d");
    terminal.wait_for("┌ Dictate   ");
    terminal.press("t r").type_text(NARRATIVE);
    terminal.wait_for("ran out");
    terminal
}

/// The line of the form that names its case.
fn form_of(screen: &str) -> String {
    screen.lines().find(|line| line.contains("┌ Dictate   ")).unwrap().to_owned()
}

#[test]
fn f18_locked_while_typing_the_terminal_is_wiped_and_unlocking_leads_back_to_the_form() {
    let desk = TestHome::with_extracts();
    let mut terminal = dictating(&desk);
    let before = form_of(&terminal.screen());
    let (pid, shown) = (terminal.pid(), terminal.raw.len());
    terminal.press("C-l");
    let locked = terminal.wait_for("Passphrase");
    assert!(!locked.contains("ran out") && !locked.contains("┌ Dictate   "), "{locked}");
    let since = &terminal.raw[shown..];
    assert!(since.windows(PURGE.len()).any(|window| window == PURGE), "the lines that scrolled away are gone, too");
    terminal.unlock();
    let after = terminal.wait_for("ran out");
    assert_eq!(form_of(&after), before);
    terminal.type_text("; she will call");
    terminal.wait_for("ran out; she will call");
    assert_eq!(terminal.pid(), pid, "it is the same process with another image");
    terminal.press("C-q");
    assert_eq!(terminal.ended(), 0);
}

#[cfg(target_os = "linux")]
#[test]
fn a_locked_process_is_given_nothing_confidential() {
    let desk = TestHome::with_extracts();
    let mut terminal = dictating(&desk);
    terminal.press("C-l");
    terminal.wait_for("Passphrase");
    let given = |what: &str| fs::read_to_string(format!("/proc/{}/{what}", terminal.pid())).unwrap().replace('\0', " ");
    let home = desk.home_path();
    assert_eq!(given("cmdline").trim(), format!("caseload --home {} --locked", home.display()));
    assert!(!given("environ").contains(PASSPHRASE));
    terminal.press("C-q");
    assert_eq!(terminal.ended(), 0);
}

/// The state of the process, as the system names it: `T` is stopped.
#[cfg(target_os = "linux")]
fn state(pid: u32) -> String {
    let status = fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
    status.rsplit(')').next().unwrap_or_default().trim().chars().take(1).collect()
}

#[cfg(target_os = "linux")]
#[test]
fn f17_a_shell_that_stops_it_finds_it_locked_and_stopped_and_it_goes_on_locked() {
    let desk = TestHome::with_extracts();
    let mut terminal = dictating(&desk);
    signal(&terminal, "TSTP");
    let pid = terminal.pid();
    wait("a stopped process", || state(pid) == "T");
    assert!(is_cooked(&terminal), "the shell has its terminal back");
    signal(&terminal, "CONT");
    terminal.unlock();
    terminal.wait_for("ran out");
    // Stopped without being asked, it cannot lock before; so it does when it goes on.
    signal(&terminal, "STOP");
    wait("a stopped process", || state(pid) == "T");
    let shown = terminal.raw.len();
    signal(&terminal, "CONT");
    wait_for_purge(&mut terminal, shown);
    terminal.unlock();
    terminal.wait_for("ran out");
    terminal.press("C-q");
    assert_eq!(terminal.ended(), 0);
}

#[cfg(target_os = "linux")]
fn wait_for_purge(terminal: &mut Terminal, shown: usize) {
    terminal.wait_for("Enter opens");
    assert!(terminal.raw[shown..].windows(PURGE.len()).any(|window| window == PURGE));
}

/// Whether the terminal echoes and waits for lines, as a shell finds it.
fn is_cooked(terminal: &Terminal) -> bool {
    let told = Command::new("stty").arg("-a").arg("-F").arg(terminal.device()).output().unwrap();
    let told = String::from_utf8(told.stdout).unwrap();
    let has = |mode: &str| told.split([' ', '\n', ';']).any(|word| word == mode);
    has("echo") && has("icanon") && has("isig")
}

#[test]
fn the_terminal_is_given_back_as_it_was_after_a_lock() {
    let desk = TestHome::with_extracts();
    let mut terminal = Terminal::unlocked(&desk);
    terminal.press("C-l");
    terminal.wait_for("Enter opens");
    assert!(!is_cooked(&terminal));
    terminal.press("C-q");
    assert_eq!(terminal.ended(), 0);
    assert!(is_cooked(&terminal));
    let place = |mark: &[u8]| terminal.raw.windows(mark.len()).rposition(|window| window == mark).unwrap();
    assert!(place(b"\x1b[?1049l") > place(b"\x1b[?1049h"), "the other screen is left last");
}

#[test]
fn f17_a_hang_up_while_typing_ends_it_and_the_next_start_leads_back() {
    let desk = TestHome::with_extracts();
    let mut terminal = dictating(&desk);
    let before = form_of(&terminal.screen());
    signal(&terminal, "HUP");
    terminal.ended();
    let mut again = Terminal::unlocked(&desk);
    assert_eq!(form_of(&again.wait_for("ran out")), before);
    again.press("C-q");
    assert_eq!(again.ended(), 0);
}

#[test]
fn f17_a_terminal_that_ends_without_a_signal_ends_it_too_and_the_draft_is_kept() {
    let desk = TestHome::with_extracts();
    let mut terminal = Terminal::lent(&desk);
    terminal.unlock();
    terminal.press("2 d t r").type_text("He ran ou");
    terminal.wait_for("He ran ou");
    assert_eq!(terminal.hang_up("t"), 129);
    let mut again = Terminal::unlocked(&desk);
    again.wait_for("He ran out");
    again.press("C-q");
    assert_eq!(again.ended(), 0);
}

#[test]
fn the_screen_says_when_the_record_was_backed_up_and_does_it_on_quitting() {
    let desk = TestHome::with_extracts();
    let made = |desk: &TestHome| desk.json(&["backup", "--list"]).as_array().unwrap().len();
    fs::remove_dir_all(desk.home_path().join("backups")).unwrap();
    let mut terminal = Terminal::sized(&desk, &[], 30, 140, &[]);
    terminal.unlock();
    terminal.wait_for("saved Thu 11/19");
    assert_eq!(made(&desk), 1, "the backup of the day is made when the home is opened");
    terminal.press("2");
    terminal.wait_for("Cases (ES108)");
    terminal.press("n C-u").type_text("called").press("Enter");
    terminal.wait_for("Annotated.");
    terminal.press("C-q");
    assert_eq!(terminal.ended(), 0);
    let said = String::from_utf8_lossy(&terminal.raw).into_owned();
    assert!(said.contains("Backed up and verified: "), "its result is printed to the terminal");
    let listed = desk.json(&["backup", "--list"]);
    let entries = desk.json(&["verify"])["entries"].as_u64().unwrap();
    assert_eq!(listed[0]["entries"].as_u64().unwrap(), entries, "nothing was recorded after it");
}

#[test]
fn an_old_backup_and_a_clock_that_went_back_are_reported_on_the_screen() {
    let desk = TestHome::with_extracts();
    desk.ok(&["backup"]);
    let file = desk.json(&["backup", "--list"])[0]["backup"].as_str().unwrap().to_owned();
    let old = file.replace("2026-11-19", "2026-11-09");
    fs::rename(&file, &old).unwrap();
    fs::rename(file.replace(".db", ".keys"), old.replace(".db", ".keys")).unwrap();
    // Where no backup can be made, the old one stays the newest.
    let making = desk.home_path().join("backups/backup.making");
    fs::create_dir_all(making.join("in the way")).unwrap();
    desk.ok(&["annotate", "0052445", "x"]);
    let early = [("CASELOAD_NOW", "2026-11-18T09:00:00")];
    let mut terminal = Terminal::sized(&desk, &[], 24, 80, &early);
    terminal.unlock();
    terminal.wait_for("The clock of this machine says Wed 11/18/2026 09:00");
    terminal.press("Esc");
    terminal.wait_for("NOT SAVED since Mon 11/09");
    terminal.press("C-q");
    assert_eq!(terminal.ended(), 0);
    assert!(String::from_utf8_lossy(&terminal.raw).contains("The record is kept, but its backup failed"));
}

#[test]
fn the_banner_of_the_office_is_shown_before_the_passphrase_on_the_screen() {
    let desk = TestHome::new();
    fs::write(desk.home_path().join("settings.toml"), "banner = \"This system belongs to the county.\"\n").unwrap();
    let mut terminal = Terminal::start(&desk, &[]);
    let screen = terminal.wait_for("Passphrase");
    assert!(screen.find("belongs to the county").unwrap() < screen.find("Passphrase").unwrap(), "{screen}");
    terminal.press("C-q");
    assert_eq!(terminal.ended(), 0);
}
