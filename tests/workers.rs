//! Several workers in one home, each with a passphrase and an identity of their own.

use std::fs;
use std::path::PathBuf;

use serde_json::Value;

use crate::support::terminal::Terminal;
use crate::support::{NOW, TestHome};

/// A worker's passphrase in a file.
fn passphrase(home: &TestHome, worker: &str, words: &str) -> PathBuf {
    let path = home.path().join(format!("passphrase of {worker}"));
    fs::write(&path, format!("{words}\n")).unwrap();
    path
}

fn add(home: &TestHome, worker: &str, role: &str, file: &std::path::Path) {
    let args = ["worker", "add", worker, "--name", "B. Chen", "--role", role, "--new-passphrase-file"];
    let args: Vec<&str> = args.into_iter().chain([file.to_str().unwrap()]).collect();
    home.ok(&args);
}

/// What a command answers when the worker with this passphrase gives it.
fn as_worker(home: &TestHome, file: &std::path::Path, args: &[&str]) -> std::process::Output {
    let mut command = assert_cmd::Command::new(assert_cmd::cargo::cargo_bin!("caseload"));
    command.env_clear().env("HOME", home.path()).env("CASELOAD_HOME", home.home_path());
    command.env("CASELOAD_NOW", NOW).arg("--passphrase-file").arg(file).args(args).output().unwrap()
}

fn json(home: &TestHome, file: &std::path::Path, args: &[&str]) -> Value {
    let args: Vec<&str> = args.iter().copied().chain(["--json"]).collect();
    let output = as_worker(home, file, &args);
    assert!(output.status.success(), "{output:?}");
    serde_json::from_slice(&output.stdout).unwrap()
}

#[test]
fn each_worker_opens_the_home_with_an_own_passphrase_and_writes_under_an_own_number() {
    let home = TestHome::with_extracts();
    let chen = passphrase(&home, "V1B2", "battery staple");
    add(&home, "V1B2", "supervisor", &chen);
    json(&home, &chen, &["annotate", "0052445", "seen"]);
    let last = home.json(&["audit", "--case", "0052445"]);
    let last = last.as_array().unwrap().iter().rfind(|line| line["kind"] == "case_annotated").unwrap();
    assert_eq!(last["worker"], "V1B2");
    let workers = json(&home, &chen, &["worker", "list"]);
    let told: Vec<_> =
        workers.as_array().unwrap().iter().map(|one| (&one["worker"], &one["role"], &one["opened"])).collect();
    assert_eq!(
        told,
        [
            (&Value::from("V1A3"), &Value::from("ec"), &Value::from(false)),
            (&Value::from("V1B2"), &Value::from("supervisor"), &Value::from(true)),
        ]
    );
    assert_eq!(workers[1]["office"], "Eastmont", "the office of who let her in");
    assert_eq!(home.json(&["verify"])["holds"], true);
}

#[test]
fn the_screen_shows_who_opened_it_and_drafts_are_everybodys_own() {
    let home = TestHome::with_extracts();
    let chen = passphrase(&home, "V1B2", "battery staple");
    add(&home, "V1B2", "ec", &chen);
    let mut terminal = Terminal::unlocked(&home);
    terminal.press("2 d");
    terminal.wait_for("┌ Dictate   ");
    terminal.press("t").type_text("half a sentence");
    terminal.wait_for("half a sentence");
    terminal.press("C-q");
    terminal.ended();
    let mut hers = Terminal::sized(&home, &[], 24, 120, &[]);
    hers.wait_for("Passphrase");
    hers.type_text("battery staple").press("Enter");
    let screen = hers.wait_for("B. Chen");
    assert!(screen.contains("V1B2") && !screen.contains("half a sentence"), "{screen}");
    hers.press("q");
    assert_eq!(hers.ended(), 0);
}

#[test]
fn a_rotated_key_keeps_every_workers_way_in() {
    let home = TestHome::with_extracts();
    let (chen, dow) = (passphrase(&home, "V1B2", "battery staple"), passphrase(&home, "V1C3", "paper lantern"));
    add(&home, "V1B2", "supervisor", &chen);
    add(&home, "V1C3", "clerk", &dow);
    home.ok(&["key", "rotate"]);
    for file in [chen.as_path(), &dow, &home.passphrase_file()] {
        assert_eq!(json(&home, file, &["verify"])["holds"], true);
    }
    json(&home, &chen, &["key", "rotate"]);
    assert_eq!(json(&home, &dow, &["verify"])["holds"], true, "whoever turned the key");
}

#[test]
fn a_worker_who_left_opens_nothing_and_what_she_wrote_stays() {
    let home = TestHome::with_extracts();
    let chen = passphrase(&home, "V1B2", "battery staple");
    add(&home, "V1B2", "ec", &chen);
    json(&home, &chen, &["annotate", "0052445", "seen"]);
    assert!(home.fails(&["worker", "remove", "X9X9"]).1.contains("Worker X9X9 is not enrolled"));
    let before = fs::read(home.home_path().join("caseload.keys")).unwrap();
    home.ok(&["worker", "remove", "V1B2"]);
    assert_eq!(as_worker(&home, &chen, &["verify"]).status.code(), Some(10));
    home.ok(&["key", "rotate"]);
    fs::write(home.home_path().join("caseload.keys"), before).unwrap();
    assert_eq!(as_worker(&home, &chen, &["verify"]).status.code(), Some(12), "a kept key file is worth nothing now");
}

#[test]
fn what_would_leave_nobody_or_two_with_one_passphrase_is_refused() {
    let home = TestHome::with_extracts();
    let same = passphrase(&home, "V1B2", crate::support::PASSPHRASE);
    let args = ["worker", "add", "V1B2", "--name", "B. Chen", "--role", "ec", "--new-passphrase-file"];
    let args: Vec<&str> = args.into_iter().chain([same.to_str().unwrap()]).collect();
    assert!(home.fails(&args).1.contains("This passphrase cannot be used here"));
    assert!(home.fails(&["worker", "remove", "V1A3"]).1.contains("is the only one with a passphrase"));
    assert_eq!(home.json(&["worker", "list"]).as_array().unwrap().len(), 1);
    let again = ["worker", "add", "V1A3", "--name", "A", "--role", "ec", "--new-passphrase-file"];
    let again: Vec<&str> = again.into_iter().chain([same.to_str().unwrap()]).collect();
    assert!(home.fails(&again).1.contains("is already enrolled in this home"));
    assert_eq!(home.json(&["verify"])["holds"], true);
}
