//! The ways into a home, by command.

use std::fs;
use std::path::PathBuf;

use serde_json::Value;

use crate::support::{TestHome, set_mode, write_private};

fn written(home: &TestHome, name: &str, text: &str) -> PathBuf {
    let path = home.path().join(name);
    write_private(&path, text);
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
    assert_eq!(home.fails(&["verify"]).0, 11, "a former key file does not open the database");
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

/// Runs a command at a minute past nine.
fn at_minute(home: &TestHome, minute: u32, args: &[&str]) -> (i32, String) {
    let now = format!("2026-11-19T09:{minute:02}:00");
    let output = home.command().env("CASELOAD_NOW", now).args(args).output().unwrap();
    (output.status.code().unwrap(), String::from_utf8(output.stderr).unwrap())
}

#[test]
fn wrong_tries_are_counted_delayed_and_recorded_at_every_door() {
    for door in [&["restore", "--latest", "--yes"][..], &["doctor", "--salvage"], &["verify"]] {
        let home = TestHome::new();
        home.ok(&["backup"]);
        let right = fs::read(home.passphrase_file()).unwrap();
        fs::write(home.passphrase_file(), "open barley\n").unwrap();
        for _ in 0..3 {
            let (code, sentence) = home.fails(door);
            assert!(code == 10 && sentence.contains("The passphrase is wrong."), "{door:?}: {sentence}");
        }
        fs::write(home.passphrase_file(), &right).unwrap();
        for door in [&["restore", "--latest", "--yes"][..], &["doctor", "--salvage"], &["verify"]] {
            let (code, sentence) = home.fails(door);
            assert!(code == 10 && sentence.contains("3 wrong tries. Wait 2 seconds"), "{door:?}: {sentence}");
        }
        let (code, sentence) = at_minute(&home, 1, door);
        assert_eq!(code, 0, "{door:?}: {sentence}");
        let told = home.ok(&["audit", "--access"]);
        assert_eq!(told.matches("3 failed attempts to open the home").count(), 1, "{door:?}: {told}");
    }
}

#[test]
fn a_colleagues_passphrase_cannot_be_guessed_by_choosing_it() {
    let home = TestHome::new();
    let hers = written(&home, "hers", "battery staple\n");
    let hers = hers.to_str().unwrap();
    home.ok(&["worker", "add", "V1B2", "--name", "B. Chen", "--role", "ec", "--new-passphrase-file", hers]);
    let choose = ["key", "passphrase", "--new-passphrase-file", hers];
    for _ in 0..3 {
        let (code, sentence) = home.fails(&choose);
        assert!(code == 1 && sentence.contains("cannot be used here"), "{sentence}");
        // Opening the home with the own passphrase forgets nothing.
        home.ok(&["verify"]);
    }
    let (code, sentence) = home.fails(&choose);
    assert!(code == 10 && sentence.contains("3 new passphrases refused here. Wait 2 seconds"), "{sentence}");
    let add = ["worker", "add", "V1C3", "--name", "C. Dow", "--role", "ec", "--new-passphrase-file", hers];
    assert_eq!(home.fails(&add).0, 10, "the same count at every place where one is chosen");
    let told = home.ok(&["audit", "--access"]);
    assert!(told.contains("1 new passphrase refused") && told.contains("3 new passphrases refused"), "{told}");
    let (_, sentence) = at_minute(&home, 1, &choose);
    assert!(sentence.contains("cannot be used here"), "{sentence}");
    let (_, sentence) = at_minute(&home, 1, &choose);
    assert!(sentence.contains("Wait 4 seconds"), "{sentence}");
}

#[test]
fn a_passphrase_that_is_easy_to_guess_is_refused_with_the_reason_wherever_one_is_chosen() {
    let bare = TestHome::bare();
    fs::write(bare.passphrase_file(), "1\n").unwrap();
    let new = ["new", "--worker", "V1A3", "--name", "A. Rivera", "--role", "ec", "--office", "Eastmont"];
    let (code, sentence) = bare.fails(&new);
    assert!(code == 1 && sentence.contains("This passphrase is too easy to guess. It is too short"), "{sentence}");
    assert!(!bare.home_path().exists());
    let home = TestHome::new();
    let weak = written(&home, "weak", "password1\n");
    let weak = weak.to_str().unwrap();
    let add = ["worker", "add", "V1B2", "--name", "B. Chen", "--role", "ec", "--new-passphrase-file", weak];
    for choose in [&["key", "passphrase", "--new-passphrase-file", weak][..], &add] {
        let (code, sentence) = home.fails(choose);
        assert!(
            code == 1 && sentence.contains("This is a very common password. Use three or four words"),
            "{sentence}"
        );
    }
}

#[cfg(unix)]
#[test]
fn a_passphrase_file_that_others_can_read_is_warned_of_and_used() {
    let home = TestHome::new();
    set_mode(&home.passphrase_file(), 0o644);
    let output = home.run(&["verify"]);
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.success());
    assert!(said.contains("Others on this machine can read") && said.contains("chmod 600"), "{said}");
    set_mode(&home.passphrase_file(), 0o600);
    assert!(home.run(&["verify"]).stderr.is_empty());
}

#[test]
fn a_backup_opens_with_the_passphrase_of_its_day_and_the_answer_says_so() {
    let home = TestHome::new();
    home.ok(&["backup"]);
    let new = written(&home, "new", "battery staple\n");
    home.ok(&["key", "passphrase", "--new-passphrase-file", new.to_str().unwrap()]);
    fs::copy(&new, home.passphrase_file()).unwrap();
    let backup = home.json(&["backup", "--list"]);
    let oldest = text(&backup.as_array().unwrap().last().unwrap()["backup"]).to_owned();
    let (code, sentence) = home.fails(&["restore", &oldest, "--yes"]);
    assert!(code == 10 && sentence.contains("A backup opens with the passphrase of its day"), "{sentence}");
}

#[test]
fn an_older_key_file_put_over_the_present_one_is_refused() {
    let home = TestHome::new();
    let keys = home.home_path().join("caseload.keys");
    let (former, right) = (fs::read(&keys).unwrap(), fs::read(home.passphrase_file()).unwrap());
    let new = written(&home, "new", "battery staple\n");
    home.ok(&["key", "passphrase", "--new-passphrase-file", new.to_str().unwrap()]);
    let present = fs::read(&keys).unwrap();
    fs::write(&keys, former).unwrap();
    let (code, sentence) = home.fails(&["verify"]);
    assert!(
        code == 11 && sentence.contains("it is an older one, and ways into this home were changed since"),
        "{sentence}"
    );
    fs::write(&keys, present).unwrap();
    fs::copy(&new, home.passphrase_file()).unwrap();
    assert_eq!(home.json(&["verify"])["holds"], true);
    fs::write(home.passphrase_file(), right).unwrap();
    assert_eq!(home.fails(&["verify"]).0, 10);
}
