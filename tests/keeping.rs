//! Backup, restoration, examination and audit, by command.

use std::fs;
use std::path::PathBuf;

use serde_json::Value;

use crate::support::TestHome;

const CASE: &str = "0052445";

fn filed(home: &TestHome, results: &str) {
    let elements = ["--type", "telephone", "--purpose", "Monthly contact", "--no-forms", "--no-documents"];
    let args: Vec<&str> =
        ["comment", "file", "--case", CASE, "--results", results].into_iter().chain(elements).collect();
    home.ok(&args);
}

fn backups(home: &TestHome) -> Vec<PathBuf> {
    let listed = home.json(&["backup", "--list"]);
    listed.as_array().unwrap().iter().map(|row| PathBuf::from(row["backup"].as_str().unwrap())).collect()
}

fn comments(home: &TestHome) -> usize {
    home.json(&["list", "comments"]).as_array().unwrap().len()
}

fn finding(home: &TestHome, what: &str) -> Value {
    let output = home.run(&["doctor", "--json"]);
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    let findings = report["findings"].as_array().unwrap();
    findings.iter().find(|finding| finding["what"] == what).unwrap_or(&Value::Null).clone()
}

#[test]
fn the_first_command_of_a_day_that_records_something_makes_a_backup() {
    let home = TestHome::new();
    assert_eq!(backups(&home).len(), 0);
    filed_on_a_listed_case(&home);
    let first = backups(&home);
    assert_eq!(first.len(), 1);
    home.ok(&["list", "today"]);
    filed(&home, "second");
    assert_eq!(backups(&home), first, "once a day");
    let tomorrow = home.command().env("CASELOAD_NOW", "2026-11-20T09:00:00").args(["annotate", CASE, "x"]).output();
    assert!(tomorrow.unwrap().status.success());
    assert_eq!(backups(&home).len(), 2);
}

fn filed_on_a_listed_case(home: &TestHome) {
    home.ok(&["import", crate::support::fixture("es108_V1A3_2026-11-19.xlsx").to_str().unwrap()]);
    filed(home, "first");
}

#[test]
fn a_backup_holds_nothing_in_the_clear_and_is_for_its_owner_alone() {
    let home = TestHome::with_extracts();
    filed(&home, "Agreed to bring the attendance sheet");
    home.ok(&["backup"]);
    let path = backups(&home).remove(0);
    let bytes = fs::read(&path).unwrap();
    assert!(!bytes.windows(16).any(|window| window == b"SQLite format 3\0" || window == b"attendance sheet"));
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        for path in [path.clone(), path.with_extension("keys")] {
            assert_eq!(fs::metadata(path).unwrap().permissions().mode() & 0o777, 0o600);
        }
    }
}

#[test]
fn f14_a_restoration_says_what_it_would_lose_and_changes_nothing_unasked() {
    let home = TestHome::with_extracts();
    filed(&home, "before");
    home.ok(&["backup"]);
    filed(&home, "after");
    home.ok(&["annotate", CASE, "Plan amended"]);
    let output = home.run(&["restore", "--latest"]);
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(!output.status.success());
    assert!(said.contains("2 entries made since the backup would be lost:"), "{said}");
    assert!(said.contains("V1A3  0052445  comment filed") && said.contains("case annotated"), "{said}");
    assert!(said.contains("Nothing was changed."), "{said}");
    assert_eq!(comments(&home), 2);
    let restored = home.json(&["restore", "--latest", "--yes"]);
    assert_eq!(comments(&home), 1);
    assert_eq!(home.json(&["verify"])["holds"], true);
    let aside = PathBuf::from(restored["laid_aside"].as_str().unwrap());
    assert!(aside.join("caseload.db").exists() && aside.join("caseload.keys").exists());
    let last = home.json(&["audit", "--access"]);
    let restored = |entry: &Value| entry["what"].as_str().unwrap().starts_with("Restored from a backup");
    assert!(last.as_array().unwrap().iter().any(restored), "{last}");
}

#[test]
fn f7_f10_a_lost_database_or_key_file_comes_back_from_the_backup() {
    let home = TestHome::with_extracts();
    filed(&home, "before");
    home.ok(&["backup"]);
    for lost in [&["caseload.db"][..], &["caseload.keys"], &["caseload.db", "caseload.keys"]] {
        for file in lost {
            fs::remove_file(home.home_path().join(file)).unwrap();
        }
        let output = home.run(&["restore", "--latest", "--yes"]);
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(output.status.success() && said.contains("cannot be opened now"), "{lost:?}: {said}");
        assert_eq!(comments(&home), 1, "{lost:?}");
        assert_eq!(home.json(&["verify"])["holds"], true);
    }
}

#[test]
fn a_backup_from_before_a_change_of_key_and_passphrase_opens_with_the_passphrase_of_its_day() {
    let home = TestHome::with_extracts();
    filed(&home, "before");
    home.ok(&["backup"]);
    let old = backups(&home).remove(0);
    let former = fs::read(home.passphrase_file()).unwrap();
    home.ok(&["key", "rotate"]);
    let new = home.path().join("new");
    fs::write(&new, "battery staple\n").unwrap();
    home.ok(&["key", "passphrase", "--new-passphrase-file", new.to_str().unwrap()]);
    fs::write(home.passphrase_file(), former).unwrap();
    home.ok(&["restore", old.to_str().unwrap(), "--yes"]);
    assert_eq!(comments(&home), 1);
}

#[test]
fn a_damaged_backup_is_refused() {
    let home = TestHome::with_extracts();
    home.ok(&["backup"]);
    let path = backups(&home).remove(0);
    let mut bytes = fs::read(&path).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(&path, bytes).unwrap();
    assert_eq!(home.fails(&["restore", "--latest", "--yes"]).0, 12);
    assert_eq!(finding(&home, "backup")["state"], "attention");
    assert_eq!(home.json(&["verify"])["holds"], true);
}

#[test]
fn the_doctor_finds_nothing_wrong_and_says_what_is_missing() {
    let home = TestHome::with_extracts();
    let told = home.ok(&["doctor"]);
    for what in ["place", "permissions", "space", "pages", "record", "clock", "backup"] {
        assert!(told.lines().any(|line| line.starts_with("fine") && line.contains(what)), "{what}: {told}");
    }
    assert!(told.contains("caseload key recovery"), "{told}");
    home.ok(&["key", "recovery"]);
    assert_eq!(finding(&home, "key file")["state"], "fine");
    let told = home.ok(&["doctor"]);
    assert!(told.contains("The home opens with 1 passphrase, 1 recovery key."), "{told}");
}

/// SQLite's page, in bytes.
const PAGE: usize = 4096;
/// How many of the last pages are tried.
const PAGES_TRIED: usize = 12;

#[test]
fn f7_the_doctor_finds_a_changed_bit_that_nothing_reads() {
    let home = TestHome::with_extracts();
    let database = home.home_path().join("caseload.db");
    let whole = fs::read(&database).unwrap();
    // A page that is read when the home is opened is noticed then; one of the last is not read.
    let broken = (0..PAGES_TRIED).map(|page| {
        let mut bytes = whole.clone();
        let place = bytes.len() - page * PAGE - 100;
        bytes[place] ^= 1;
        fs::write(&database, bytes).unwrap();
        let output = home.run(&["doctor"]);
        assert!(matches!(output.status.code(), Some(12 | 20)), "{output:?}");
        output
    });
    let output = broken.into_iter().find(|output| output.status.code() == Some(20)).expect("a page that nothing reads");
    let told = String::from_utf8(output.stdout).unwrap();
    assert!(told.contains("BROKEN") && told.contains("caseload restore --latest"), "{told}");
}

/// What `audit --access` says, without the moments.
fn accesses(home: &TestHome) -> Vec<String> {
    let lines = home.json(&["audit", "--access", "--since", "2026-11-19"]);
    let said = |line: &Value| {
        let case = line["case"].as_str().map(|case| format!("{case}: ")).unwrap_or_default();
        format!("{case}{}", line["what"].as_str().unwrap())
    };
    lines.as_array().unwrap().iter().map(said).collect()
}

#[test]
fn names_leave_as_a_table_only_when_that_is_meant() {
    let home = TestHome::with_extracts();
    let (code, asked) = home.fails(&["list", "cases", "--csv"]);
    assert!(code == 1 && asked.contains("--yes"), "{asked}");
    assert_eq!(accesses(&home), Vec::<String>::new(), "what did not leave is not accounted for");
    assert!(home.ok(&["list", "cases", "--csv", "--redacted"]).starts_with("\u{feff}Case,Person,Name"));
    assert!(accesses(&home).contains(&"Exported the list cases, redacted".to_owned()));
}

#[test]
fn everything_that_leaves_is_accounted_for_in_whatever_form() {
    let home = TestHome::with_extracts();
    filed(&home, "x");
    let id = home.json(&["list", "comments"])[0]["id"].as_str().unwrap().to_owned();
    home.ok(&["list", "cases", "--csv", "--yes"]);
    home.ok(&["list", "today"]);
    home.ok(&["facts", CASE]);
    home.ok(&["why", CASE]);
    home.json(&["checklist", CASE]);
    home.ok(&["comment", "show", CASE]);
    home.ok(&["comment", "copy", &id]);
    home.ok(&["search", "monthly"]);
    assert_eq!(
        accesses(&home),
        [
            "Exported the list comments".to_owned(),
            "Exported the list cases".to_owned(),
            "Printed the list today".to_owned(),
            format!("{CASE}: Exported the facts of the case"),
            format!("{CASE}: Printed why the case is on a list"),
            format!("{CASE}: Exported the checklist of November 2026"),
            format!("{CASE}: Printed the comments of the case"),
            format!("{CASE}: Printed comment {id}"),
            "Printed 1 comment found by a search".to_owned(),
        ]
    );
    assert_eq!(accesses(&home).last().unwrap(), "Exported the audit", "who read the audit is in it, too");
    let of_case = home.json(&["audit", "--case", CASE]);
    assert!(of_case.as_array().unwrap().iter().all(|line| line["case"] == CASE));
    assert_eq!(home.json(&["audit", "--worker", "X9X9"]).as_array().unwrap().len(), 0);
    assert_eq!(home.json(&["audit", "--worker", "V1A3", "--since", "2026-11-20"]).as_array().unwrap().len(), 0);
}

#[test]
fn who_revealed_what_and_why_and_failed_tries_are_in_the_audit() {
    let home = TestHome::with_extracts();
    let args = ["--results", "Staying with her sister", "--protected", "--no-forms", "--no-documents"];
    let args: Vec<&str> =
        ["comment", "file", "--case", CASE, "--type", "telephone", "--purpose", "x"].into_iter().chain(args).collect();
    home.ok(&args);
    let id = home.json(&["list", "comments"])[0]["id"].as_str().unwrap().to_owned();
    home.ok(&["comment", "show", CASE, "--reveal", &id, "--reason", "safety plan"]);
    let right = fs::read(home.passphrase_file()).unwrap();
    fs::write(home.passphrase_file(), "open barley\n").unwrap();
    home.fails(&["verify"]);
    fs::write(home.passphrase_file(), right).unwrap();
    let told = accesses(&home);
    assert!(told.contains(&format!("{CASE}: Revealed protected comment {id}: safety plan")), "{told:?}");
    assert!(told.contains(&"1 failed attempt to open the home".to_owned()), "{told:?}");
    assert!(told.iter().all(|line| !line.contains("sister")));
}

#[test]
fn an_access_is_still_reported_three_years_later() {
    let home = TestHome::with_extracts();
    home.ok(&["list", "cases", "--csv", "--yes"]);
    let later = |args: &[&str]| {
        let output = home.command().env("CASELOAD_NOW", "2029-12-01T09:00:00").args(args).output().unwrap();
        assert!(output.status.success());
        String::from_utf8(output.stdout).unwrap()
    };
    later(&["annotate", CASE, "years later"]);
    later(&["backup"]);
    later(&["doctor", "--rebuild"]);
    assert!(later(&["audit", "--access"]).contains("Exported the list cases"));
}

#[test]
fn f23_a_clock_that_went_back_warns_and_changes_no_order() {
    let home = TestHome::with_extracts();
    filed(&home, "before");
    let at = |now: &str, args: &[&str]| home.command().env("CASELOAD_NOW", now).args(args).output().unwrap();
    let back = at("2026-11-12T09:00:00", &["annotate", CASE, "Back in time"]);
    let warned = String::from_utf8(back.stderr).unwrap();
    assert!(back.status.success());
    assert!(warned.contains("The clock of this machine says Thu 11/12/2026 09:00"), "{warned}");
    let ahead = at("2037-01-01T09:00:00", &["annotate", CASE, "Far ahead"]);
    assert!(String::from_utf8(ahead.stderr).unwrap().contains("long after the newest entry"));
    filed(&home, "after");
    assert_eq!(home.json(&["verify"])["holds"], true);
    let kinds = home.json(&["audit", "--case", CASE]);
    let last: Vec<_> = kinds.as_array().unwrap().iter().rev().take(4).map(|line| line["kind"].clone()).collect();
    assert_eq!(last, ["comment_filed", "case_annotated", "case_annotated", "comment_filed"]);
    assert_eq!(home.json(&["list", "comments"])[1]["date"], "2026-11-19", "days are civil days of the clock");
}

#[test]
fn f12_a_home_in_a_cloud_folder_is_refused_with_the_reason() {
    let home = TestHome::bare();
    let cloud = home.path().join("OneDrive - County/home");
    let args =
        ["--home", cloud.to_str().unwrap(), "new", "--worker", "V1A3", "--name", "A", "--role", "ec", "--office", "B"];
    let (code, sentence) = home.fails(&args);
    assert_eq!(code, 1);
    assert!(sentence.contains("OneDrive copies to other machines"), "{sentence}");
    assert!(!cloud.exists());
}
