//! A home that an earlier build wrote: it opens, its record holds, and its facts are the same.
//!
//! The names inside log entries and tables are a stored form. The code around them may be renamed; a home may not.

use std::fs;
use std::path::{Path, PathBuf};

use assert_cmd::Command;
use serde_json::Value;

use crate::support::{EARLIER_PASSPHRASE, TestHome, write_private};

/// Shortly after the newest entry of the home.
const NOW: &str = "2026-11-28T23:50:00";
const ENTRIES: usize = 173;
const CASES: [&str; 6] = ["0033796", "0045220", "14B51159", "25B98636", "33B10885", "38B85241"];

fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/home_2026_11").join(name)
}

/// Copies the home to a folder that vanishes with the test.
fn copied_home() -> TestHome {
    let home = TestHome::bare();
    write_private(&home.passphrase_file(), &format!("{EARLIER_PASSPHRASE}\n"));
    fs::create_dir(home.home_path()).unwrap();
    for name in ["caseload.db", "caseload.keys"] {
        fs::copy(fixture(name), home.home_path().join(name)).unwrap();
    }
    home
}

fn command(home: &TestHome, args: &[&str]) -> Command {
    let mut command = home.command();
    command.env("CASELOAD_NOW", NOW).args(args);
    command
}

fn json(home: &TestHome, args: &[&str]) -> Value {
    let output = command(home, args).arg("--json").output().unwrap();
    assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

#[test]
fn a_home_of_november_2026_opens_verifies_and_replays() {
    let home = copied_home();
    let verified = json(&home, &["verify"]);
    assert_eq!(verified["holds"], true, "{verified}");
    let expected: Vec<Value> = serde_json::from_str(&fs::read_to_string(fixture("entries.json")).unwrap()).unwrap();
    let audit = json(&home, &["audit"]);
    for expected in &expected {
        let index = usize::try_from(expected["entry"].as_u64().unwrap()).unwrap() - 1;
        let mut entry = audit[index].clone();
        entry.as_object_mut().unwrap().retain(|field, _| !["what", "values"].contains(&field.as_str()));
        assert_eq!(entry, *expected);
    }
    assert_eq!(expected.len(), ENTRIES);
}

#[test]
fn a_home_of_november_2026_gives_the_same_facts() {
    let home = copied_home();
    for case in CASES {
        let expected = fs::read_to_string(fixture("facts").join(format!("{case}.json"))).unwrap();
        let expected: Value = serde_json::from_str(&expected).unwrap();
        assert_eq!(json(&home, &["facts", case]), expected, "{case}");
    }
}

#[test]
fn work_goes_on_in_a_home_of_november_2026() {
    let home = copied_home();
    command(&home, &["annotate", "0045220", "Called about the plan"]).assert().success();
    command(&home, &["undo", "33B10885"]).assert().success();
    command(&home, &["doctor", "--rebuild"]).assert().success();
    let verified = json(&home, &["verify"]);
    assert_eq!(verified["holds"], true, "{verified}");
    assert!(verified["entries"].as_u64().unwrap() > 173, "{verified}");
}
