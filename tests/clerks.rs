//! What a Clerk II may take away and may know: a comment that another worker filed, and what tells of domestic abuse.

use std::path::PathBuf;

use crate::support::{NOW, TestHome};

const CASE: &str = "14B51159";
const CLERK: &str = "V1C3";

fn passphrase(home: &TestHome) -> PathBuf {
    home.path().join("passphrase of the clerk")
}

fn unit() -> TestHome {
    let home = TestHome::with_extracts();
    let file = passphrase(&home);
    std::fs::write(&file, "paper lantern\n").unwrap();
    let file = file.to_str().unwrap();
    home.ok(&["worker", "add", CLERK, "--name", "B. Chen", "--role", "clerk", "--new-passphrase-file", file]);
    home
}

fn by_clerk(home: &TestHome, args: &[&str]) -> Result<String, String> {
    let mut command = assert_cmd::Command::new(assert_cmd::cargo::cargo_bin!("caseload"));
    command.env_clear().env("HOME", home.path()).env("CASELOAD_HOME", home.home_path()).env("CASELOAD_NOW", NOW);
    command.env("CASELOAD_SEED", "7").arg("--passphrase-file").arg(passphrase(home));
    let output = command.args(args).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    if output.status.success() { Ok(text(output.stdout)) } else { Err(text(output.stderr)) }
}

fn file_comment(home: &TestHome, more: &[&str]) -> String {
    let comment =
        ["comment", "file", "--case", CASE, "--type", "telephone", "--purpose", "Monthly contact", "--results"];
    let rest = ["Talked about the plan.", "--no-forms", "--no-documents"];
    home.ok(&[comment.as_slice(), &rest, more].concat());
    let listed = home.json(&["list", "comments"]);
    listed.as_array().unwrap().last().unwrap()["id"].as_str().unwrap().to_owned()
}

#[test]
fn a_clerk_takes_no_contact_of_an_ec_away() {
    let home = unit();
    let id = file_comment(&home, &[]);
    let amend = ["comment", "amend", &id, "--kind", "entered_in_error", "--reason", "wrong case I think"];
    let refused = by_clerk(&home, &amend).unwrap_err();
    assert!(refused.contains("V1C3 is a Clerk II"), "{refused}");
    home.ok(&amend);
    let audit = home.ok(&["audit", "--case", CASE]);
    assert!(audit.contains("entered in error") && audit.contains("because: wrong case I think"), "{audit}");
}

#[test]
fn a_clerk_learns_of_no_protected_comment_and_of_no_referral_for_domestic_violence() {
    let home = unit();
    file_comment(&home, &["--protected"]);
    home.ok(&["act", CASE, "referral_asked", "kind=domestic violence"]);
    for args in [
        ["list", "unposted"].as_slice(),
        &["list", "unposted", "--json"],
        &["audit"],
        &["audit", "--json"],
        &["facts", CASE],
    ] {
        let shown = by_clerk(&home, args).unwrap().to_lowercase();
        for word in ["kept apart", "protected\": true", ", protected", "domestic", "violence"] {
            assert!(!shown.contains(word), "{args:?}: {word}: {shown}");
        }
    }
    assert!(home.ok(&["facts", CASE]).contains("domestic violence"), "the EC sees it");
}
