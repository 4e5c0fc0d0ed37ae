//! Who works in a home and wants to be the office: with a key of their own, through a supervisor of their own making, with a
//! passphrase that is not theirs.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;

use serde_json::Value;

use super::support::{NOW, TestHome, write_private};

/// A home of an EC with a colleague, a supervisor whom the EC enrolled, and a clerk.
struct Shared {
    home: TestHome,
}

impl Shared {
    fn new() -> Self {
        let shared = Self { home: TestHome::with_extracts() };
        for (number, role) in [("V1B2", "ec"), ("V1S1", "supervisor"), ("V1C1", "clerk")] {
            shared.enroll(number, role);
        }
        shared
    }

    fn passphrase(&self, number: &str) -> PathBuf {
        let path = self.home.path().join(format!("passphrase of {number}"));
        if !path.exists() {
            write_private(&path, &format!("lantern meadow {number}\n"));
        }
        path
    }

    fn file(&self, name: &str, text: &str) -> String {
        let path = self.home.path().join(name);
        write_private(&path, &format!("{text}\n"));
        path.to_str().unwrap().to_owned()
    }

    fn enroll(&self, number: &str, role: &str) {
        let file = self.passphrase(number);
        let args = ["worker", "add", number, "--name", "B. Chen", "--role", role, "--new-passphrase-file"];
        self.home.ok(&args.into_iter().chain([file.to_str().unwrap()]).collect::<Vec<_>>());
    }

    fn run(&self, number: &str, args: &[&str]) -> Output {
        let mut command = assert_cmd::Command::new(assert_cmd::cargo::cargo_bin!("caseload"));
        command.env_clear().env("HOME", self.home.path()).env("CASELOAD_HOME", self.home.home_path());
        command.env("CASELOAD_MACHINE_FOLDER", self.home.machine_folder()).env("CASELOAD_NOW", NOW);
        command.arg("--passphrase-file").arg(self.passphrase(number)).args(args).output().unwrap()
    }

    fn ok(&self, number: &str, args: &[&str]) -> String {
        let output = self.run(number, args);
        assert!(output.status.success(), "{number} {args:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    }

    fn refused(&self, number: &str, args: &[&str]) -> String {
        let output = self.run(number, args);
        assert!(!output.status.success(), "{number} {args:?} succeeded");
        String::from_utf8(output.stderr).unwrap()
    }

    /// Makes an office's key, and has the owner put it in. Gives the file with its words.
    fn put_in_key(&self) -> (String, String) {
        let office = self.home.json(&["key", "escrow", "--make"]);
        let words = self.file("office", text(&office["words"]));
        self.home.ok(&["key", "escrow", "--office", "Main office", "--public", text(&office["public"])]);
        (words, text(&office["public"]).to_owned())
    }

    fn worker(&self, number: &str) -> Value {
        let workers = self.home.json(&["worker", "list"]);
        workers.as_array().unwrap().iter().find(|worker| worker["worker"] == number).unwrap().clone()
    }
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap()
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn a_key_that_a_worker_put_in_confirms_nothing_and_every_note_says_whose_it_is() {
    let shared = Shared::new();
    let (words, public) = shared.put_in_key();
    let confirm = ["worker", "change", "V1S1", "--role", "supervisor", "--words-file", words.as_str()];
    let told = shared.home.ok(&confirm);
    assert!(told.contains("This does not countersign it") && told.contains("put in by V1A3"), "{told}");
    let listed = shared.worker("V1S1");
    assert_eq!((&listed["countersigned"], &listed["confirmed_by_key_of"]), (&false.into(), &"V1A3".into()));
    for command in [["worker", "list"], ["key", "list"]] {
        let told = shared.home.ok(&command);
        assert!(told.contains("put in by V1A3, and nobody of the office stands behind it"), "{told}");
    }
    assert!(shared.home.ok(&["doctor"]).contains("put in by V1A3"));
    // The machine names the key: now it is the office's, and so is what it confirmed.
    shared.home.name_office(&public);
    assert_eq!(shared.worker("V1S1")["countersigned"], true);
    assert!(!shared.home.ok(&["worker", "list"]).contains("put in by V1A3"));
    assert_eq!(shared.home.json(&["verify"])["holds"], true);
}

#[test]
fn who_is_not_countersigned_neither_puts_in_nor_takes_away_an_offices_key() {
    let shared = Shared::new();
    let office = shared.home.json(&["key", "escrow", "--make"]);
    let put_in = ["key", "escrow", "--office", "Main office", "--public", text(&office["public"])];
    for number in ["V1B2", "V1C1", "V1S1"] {
        shared.refused(number, &put_in);
    }
    let (words, _) = shared.put_in_key();
    for number in ["V1B2", "V1C1", "V1S1"] {
        shared.refused(number, &["key", "escrow", "--remove", "Main office"]);
    }
    let other = shared.home.json(&["key", "escrow", "--make"]);
    let with_key = ["key", "escrow", "--office", "Other", "--public", text(&other["public"]), "--words-file", &words];
    assert!(shared.home.fails(&with_key).1.contains("for nothing else"), "an escrow key lets no other in");
    shared.refused("V1S1", &["worker", "remove", "V1A3"]);
}

#[test]
fn a_key_that_a_worker_put_in_sets_no_colleagues_passphrase_and_gives_no_number_again() {
    let shared = Shared::new();
    let (words, _) = shared.put_in_key();
    let new = shared.file("new", "copper meadow river");
    for number in ["V1B2", "V1S1", "V1C1"] {
        let set = ["key", "passphrase", "--worker", number, "--words-file", &words, "--new-passphrase-file", &new];
        let (code, told) = shared.home.fails(&set);
        assert!(code == 1 && told.contains("V1A3 put it in and nobody of the office stands behind it"), "{told}");
    }
    shared.home.ok(&["worker", "remove", "V1S1"]);
    let again = ["worker", "add", "V1S1", "--name", "B. Chen", "--role", "supervisor", "--words-file", &words];
    let again = [&again[..], &["--new-passphrase-file", new.as_str()]].concat();
    assert!(shared.home.fails(&again).1.contains("The number is given again only with"));
    // What it is for: the owner, who put it in, lost the passphrase.
    let own = ["key", "passphrase", "--worker", "V1A3", "--words-file", &words, "--new-passphrase-file", &new];
    shared.home.ok(&own);
    fs::copy(&new, shared.home.passphrase_file()).unwrap();
    assert!(
        shared
            .home
            .ok(&["audit", "--access"])
            .contains("Opened by the office's key: the office Main office set this passphrase")
    );
}

#[test]
fn what_the_offices_words_do_with_a_colleagues_passphrase_shows_in_every_entry() {
    let shared = Shared::new();
    let (words, public) = shared.put_in_key();
    shared.home.name_office(&public);
    let new = shared.file("new", "copper meadow river");
    let set = ["key", "passphrase", "--worker", "V1B2", "--words-file", &words, "--new-passphrase-file", &new];
    shared.home.ok(&set);
    fs::copy(&new, shared.passphrase("V1B2")).unwrap();
    shared.ok("V1B2", &["annotate", "0052445", "seen"]);
    let audit = shared.home.json(&["audit", "--case", "0052445"]);
    let annotated = audit.as_array().unwrap().iter().rfind(|line| line["kind"] == "case_annotated").unwrap();
    assert_eq!((&annotated["worker"], &annotated["passphrase_set_by"]), (&"V1B2".into(), &"Main office".into()));
    assert!(one_line(&shared.home.ok(&["audit"])).contains("V1B2, opened by the office's key of Main office"));
    assert!(shared.home.ok(&["worker", "list"]).contains("yes, set by the office Main office"));
    let own = shared.file("own", "paper harbor violet");
    shared.ok("V1B2", &["key", "passphrase", "--new-passphrase-file", &own]);
    assert!(shared.home.ok(&["audit"]).contains("which the office Main office had set"));
    assert!(!shared.home.ok(&["worker", "list"]).contains("set by the office"));
}

#[test]
fn an_office_that_counts_puts_in_another_office_that_counts() {
    let shared = Shared::new();
    let (words, public) = shared.put_in_key();
    shared.home.name_office(&public);
    let other = shared.home.json(&["key", "escrow", "--make"]);
    let args = ["key", "escrow", "--office", "East", "--public", text(&other["public"]), "--words-file", &words];
    shared.home.ok(&args);
    let words = shared.file("east", text(&other["words"]));
    shared.home.ok(&["worker", "change", "V1S1", "--role", "supervisor", "--words-file", &words]);
    assert_eq!(shared.worker("V1S1")["countersigned"], true);
}

#[test]
fn a_supervisor_whom_the_ec_enrolls_reads_no_conference_of_another() {
    let shared = Shared::new();
    let said = "the lantern in the corridor";
    shared.ok("V1S1", &["desk", "conference", "--with", "V1B2", "--said", said]);
    shared.enroll("V1S9", "supervisor");
    assert!(!shared.ok("V1S9", &["desk", "conferences"]).contains(said));
    assert!(!shared.ok("V1S9", &["desk", "conferences", "--json"]).contains(said));
    assert!(shared.ok("V1S1", &["desk", "conferences"]).contains(said), "one's own");
    let (words, public) = shared.put_in_key();
    let confirm = ["worker", "change", "V1S9", "--role", "supervisor", "--words-file", &words];
    shared.home.ok(&confirm);
    assert!(!shared.ok("V1S9", &["desk", "conferences"]).contains(said), "by a key that the EC put in");
    shared.home.name_office(&public);
    assert!(shared.ok("V1S9", &["desk", "conferences"]).contains(said), "the office stands behind this one");
}

#[test]
fn a_clerk_amends_no_protected_comment_and_covering_is_said_before_an_amendment() {
    let shared = Shared::new();
    let file = ["comment", "file", "--case", "0052445", "--type", "telephone", "--purpose", "x", "--results"];
    shared.home.ok(&[&file[..], &["Staying with her sister", "--protected", "--no-forms", "--no-documents"]].concat());
    shared.home.ok(&[&file[..], &["Will call", "--no-forms", "--no-documents"]].concat());
    let comments = shared.home.json(&["list", "comments"]);
    let id = |protected: bool| {
        let comments = comments.as_array().unwrap().iter();
        text(&comments.clone().find(|comment| comment["protected"] == protected).unwrap()["id"]).to_owned()
    };
    let amend = |id: &str| {
        ["comment", "amend", id, "--kind", "entered_in_error", "--reason", "not mine at all"].map(str::to_owned)
    };
    let args = amend(&id(true));
    let told = shared.refused("V1C1", &args.each_ref().map(String::as_str));
    assert!(told.contains("may not amend a protected comment"), "{told}");
    let args = amend(&id(false));
    shared.ok("V1B2", &args.each_ref().map(String::as_str));
    let audit = shared.home.json(&["audit", "--case", "0052445"]);
    let audit = audit.as_array().unwrap();
    let amended = audit.iter().rposition(|line| line["kind"] == "comment_amended").unwrap();
    assert!(text(&audit[amended - 1]["what"]).contains("Worked for V1A3"), "{audit:#?}");
}

/// A pair of files of another home under a name that claims a million entries.
#[test]
fn a_planted_backup_of_another_home_is_named_and_stops_no_backup() {
    let home = TestHome::with_extracts();
    let other = TestHome::with_own_extracts();
    home.ok(&["backup"]);
    other.ok(&["backup"]);
    let is_backup = |path: &PathBuf| path.extension().is_some_and(|ending| ending == "db");
    let made = |home: &TestHome| {
        let files = fs::read_dir(home.home_path().join("backups")).unwrap().map(|file| file.unwrap().path());
        files.filter(is_backup).collect::<Vec<_>>()
    };
    let theirs = made(&other).remove(0);
    let plant = |from: &Path, name: &str| {
        let to = home.home_path().join("backups").join(name);
        fs::copy(from, to.with_extension("db")).unwrap();
        fs::copy(from.with_extension("keys"), to.with_extension("keys")).unwrap();
    };
    plant(&theirs, "99999_2026-12-01_000000_999999.db");
    plant(&made(&home)[0].clone(), "4294967295_2026-12-02_000000_888888.db");
    let verified = home.ok(&["verify"]);
    assert!(verified.contains("Not of this home") && verified.contains("99999_2026-12-01"), "{verified}");
    let doctor = home.ok(&["doctor"]);
    assert!(doctor.contains("Not of this home") && !doctor.contains("behind"), "{doctor}");
    home.ok(&["annotate", "0052445", "seen"]);
    let before = made(&home).len();
    home.ok(&["backup"]);
    home.ok(&["backup"]);
    assert!(made(&home).len() >= before, "{:?}", made(&home));
    assert!(home.home_path().join("backups/99999_2026-12-01_000000_999999.db").exists(), "it is left alone");
    let restored = home.ok(&["restore", "--latest", "--yes"]);
    assert!(restored.contains("Restored"), "{restored}");
    assert!(home.ok(&["audit"]).contains("case annotated"), "the newest of its own, whatever the names say");
    assert!(home.ok(&["verify"]).contains("Not of this home"));
}
