//! The ways into a home, by command.

use std::fs;
use std::path::PathBuf;

use serde_json::Value;

use crate::support::TestHome;

fn written(home: &TestHome, name: &str, text: &str) -> PathBuf {
    let path = home.path().join(name);
    fs::write(&path, text).unwrap();
    path
}

fn kinds(home: &TestHome) -> Vec<String> {
    let ways = home.json(&["key", "list"]);
    ways.as_array().unwrap().iter().map(|way| way["opened_by"].as_str().unwrap().to_owned()).collect()
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap()
}

#[test]
fn a_changed_passphrase_opens_the_home_and_the_former_one_no_longer() {
    let home = TestHome::new();
    let new = written(&home, "new", "battery staple\n");
    home.ok(&["key", "passphrase", "--new-passphrase-file", new.to_str().unwrap()]);
    assert_eq!(home.fails(&["verify"]).0, 10);
    fs::copy(&new, home.passphrase_file()).unwrap();
    assert_eq!(home.json(&["verify"])["holds"], true);
}

#[test]
fn a_lost_passphrase_is_replaced_with_the_words_of_the_recovery_key_or_of_the_office() {
    let home = TestHome::new();
    let office = home.json(&["key", "escrow", "--make"]);
    home.ok(&["key", "escrow", "--office", "Eastmont", "--public", text(&office["public"])]);
    let recovery = home.json(&["key", "recovery"]);
    assert_eq!(kinds(&home), ["passphrase", "escrow", "recovery"]);
    for (number, words) in [&office["words"], &recovery["words"]].into_iter().enumerate() {
        let words = written(&home, "words", &text(words).replace(' ', "\n"));
        let new = written(&home, "new", &format!("battery staple {number}\n"));
        let files = ["--words-file", words.to_str().unwrap(), "--new-passphrase-file", new.to_str().unwrap()];
        home.ok(&["key", "passphrase", files[0], files[1], files[2], files[3]]);
        assert_eq!(home.fails(&["verify"]).0, 10, "the former passphrase");
        fs::copy(&new, home.passphrase_file()).unwrap();
        assert_eq!(home.json(&["verify"])["holds"], true);
    }
    let stranger = home.json(&["key", "escrow", "--make"]);
    let words = written(&home, "words", text(&stranger["words"]));
    let (code, sentence) = home.fails(&["key", "passphrase", "--words-file", words.to_str().unwrap()]);
    assert_eq!((code, sentence.as_str()), (10, "caseload: These words do not open this home.\n"));
}

#[test]
fn a_new_recovery_key_takes_the_place_of_the_former_one() {
    let home = TestHome::new();
    let first = home.json(&["key", "recovery"]);
    home.ok(&["key", "recovery"]);
    assert_eq!(kinds(&home), ["passphrase", "recovery"]);
    let words = written(&home, "words", text(&first["words"]));
    assert_eq!(home.fails(&["key", "passphrase", "--words-file", words.to_str().unwrap()]).0, 10);
}

#[test]
fn a_rotated_key_opens_the_same_record_by_every_way_and_the_old_database_key_no_longer() {
    let home = TestHome::with_extracts();
    let recovery = home.json(&["key", "recovery"]);
    let before = fs::read(home.home_path().join("caseload.keys")).unwrap();
    let entries = home.json(&["verify"])["entries"].as_u64().unwrap();
    home.ok(&["key", "rotate"]);
    let after = home.json(&["verify"]);
    assert_eq!(after["entries"].as_u64().unwrap(), entries + 1, "the change of the key is itself recorded");
    assert!(!home.home_path().join("caseload.db.making").exists());
    let words = written(&home, "words", text(&recovery["words"]));
    let new = written(&home, "new", "battery staple\n");
    let files = ["--words-file", words.to_str().unwrap(), "--new-passphrase-file", new.to_str().unwrap()];
    home.ok(&["key", "passphrase", files[0], files[1], files[2], files[3]]);
    fs::write(home.home_path().join("caseload.keys"), before).unwrap();
    assert_eq!(home.fails(&["verify"]).0, 12, "a former key file does not open the database");
}

#[test]
fn wrong_tries_cost_a_growing_wait_and_are_recorded() {
    let home = TestHome::new();
    let right = fs::read(home.passphrase_file()).unwrap();
    fs::write(home.passphrase_file(), "open barley\n").unwrap();
    for _ in 0..3 {
        assert!(home.fails(&["verify"]).1.contains("The passphrase is wrong."));
    }
    fs::write(home.passphrase_file(), &right).unwrap();
    let (code, sentence) = home.fails(&["verify"]);
    assert_eq!((code, sentence.as_str()), (10, "caseload: 3 wrong tries. Wait 2 seconds before you try again.\n"));
    let later = |args: &[&str]| {
        let output = home.command().env("CASELOAD_NOW", "2026-11-19T09:01:00").args(args).output().unwrap();
        assert!(output.status.success(), "{output:?}");
        serde_json::from_slice::<Value>(&output.stdout).unwrap()
    };
    assert_eq!(later(&["verify", "--json"])["entries"], 2, "made, and failed tries");
    assert_eq!(later(&["verify", "--json"])["entries"], 2, "told once");
}

#[cfg(target_os = "linux")]
#[test]
fn the_process_allows_no_core_dump() {
    use std::io::Write as _;
    use std::process::{Command, Stdio};
    let home = TestHome::new();
    let mut child = Command::new(assert_cmd::cargo::cargo_bin!("caseload"))
        .env_clear()
        .env("CASELOAD_HOME", home.home_path())
        .args(["list", "today", "--passphrase-file", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    // It waits for the passphrase; by then its memory is closed.
    let limits = format!("/proc/{}/limits", child.id());
    let closed = (0..200).any(|_| {
        std::thread::sleep(std::time::Duration::from_millis(10));
        let limits = fs::read_to_string(&limits).unwrap_or_default();
        limits.lines().any(|line| line.starts_with("Max core file size") && line.split_whitespace().nth(4) == Some("0"))
    });
    child.stdin.take().unwrap().write_all(b"x\n").unwrap();
    child.wait().unwrap();
    assert!(closed);
}
