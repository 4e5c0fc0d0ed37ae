//! The county's extracts in, the ES109 out: counts and rows exactly as expected.

use std::collections::BTreeSet;
use std::fs;

use serde_json::Value;

use crate::support::{TestHome, expected, fixtures};

fn import(home: &TestHome, more: &[&str]) -> Vec<Value> {
    let files = fixtures();
    let files = files.iter().map(|file| file.to_str().unwrap());
    let args: Vec<&str> = std::iter::once("import").chain(files).chain(more.iter().copied()).collect();
    home.json(&args).as_array().unwrap().clone()
}

fn count(report: &Value, name: &str) -> u64 {
    report[name].as_u64().unwrap()
}

#[test]
fn every_file_counts_as_expected() {
    let home = TestHome::new();
    let reports = import(&home, &[]);
    assert_eq!(reports.len(), 7);
    assert_eq!(reports[0]["kind"], "listing", "the listing comes first, whatever the order on the command line");
    for report in &reports {
        let file = &expected()["files"][report["file"].as_str().unwrap()];
        let rejected = report["rejected"].as_array().unwrap();
        assert_eq!(report["read"], file["read"], "{report}");
        assert_eq!(report["new"], file["accepted"], "{report}");
        assert_eq!(count(report, "duplicate"), file["duplicate"].as_u64().unwrap_or(0), "{report}");
        let reasons: Vec<_> = rejected.iter().map(|one| one["reason"].as_str().unwrap()).collect();
        for (reason, wanted) in reasons.iter().zip(file["rejected"].as_array().unwrap()) {
            let wanted = wanted[0].as_str().unwrap();
            assert!(reason.contains(wanted), "{reason:?} does not say {wanted:?}");
        }
        assert_eq!(reasons.len(), file["rejected"].as_array().unwrap().len());
        let parts = ["new", "changed", "unchanged", "duplicate"].map(|part| count(report, part)).iter().sum::<u64>();
        assert_eq!(count(report, "read"), parts + reasons.len() as u64);
    }
}

#[test]
fn the_same_files_again_change_nothing() {
    let home = TestHome::with_extracts();
    let before = home.json(&["verify"]);
    for report in import(&home, &[]) {
        assert_eq!((count(&report, "new"), count(&report, "changed")), (0, 0), "{report}");
    }
    let rows = |verified: &Value| verified["rows"].as_u64().unwrap();
    // Six rows were rejected, of three files.
    let recorded = 7 + 6 + 3;
    let reason = "only that seven files were read, and their rejected rows";
    assert_eq!(rows(&home.json(&["verify"])), rows(&before) + recorded, "{reason}");
}

#[test]
fn a_dry_run_says_the_same_and_changes_nothing() {
    let home = TestHome::new();
    let before = home.json(&["verify"]);
    let dry = import(&home, &["--dry-run"]);
    assert_eq!(home.json(&["verify"]), before);
    assert_eq!(import(&home, &[]), dry);
}

#[test]
fn the_es109_holds_exactly_the_expected_pairs() {
    let home = TestHome::with_extracts();
    let rows = home.json(&["list", "action", "--as-of", "2026-11-19"]);
    for (category, pairs) in expected()["es109"].as_object().unwrap() {
        let wanted: BTreeSet<String> = pairs.as_array().unwrap().iter().map(ToString::to_string).collect();
        let of_category = rows.as_array().unwrap().iter().filter(|row| row["category"] == *category);
        let found: Vec<String> =
            of_category.map(|row| serde_json::json!([row["case"], row["person"]]).to_string()).collect();
        assert_eq!(found.iter().cloned().collect::<BTreeSet<_>>(), wanted, "{category}");
        assert_eq!(found.len(), wanted.len(), "{category}: a pair occurs twice");
    }
    let known: Vec<_> = expected()["es109"].as_object().unwrap().keys().cloned().collect();
    assert!(rows.as_array().unwrap().iter().all(|row| known.iter().any(|known| row["category"] == **known)));
}

#[test]
fn no_social_security_number_and_no_name_is_in_any_file_of_the_home() {
    let home = TestHome::with_extracts();
    home.ok(&[
        "comment",
        "file",
        "--case",
        "0052445",
        "--type",
        "telephone",
        "--purpose",
        "Monthly contact",
        "--results",
        "Agreed to bring the Zebrafinch letter",
        "--no-forms",
        "--no-documents",
    ]);
    let facts = home.ok(&["facts", "0052445"]);
    assert!(facts.contains("Ramírez") && !facts.contains("931-73-9690") && !facts.contains("931739690"));
    for entry in fs::read_dir(home.home_path()).unwrap() {
        let path = entry.unwrap().path();
        if path.is_file() {
            let bytes = fs::read(&path).unwrap();
            for text in ["Ramírez", "RAMÍREZ", "Nguyen", "Zebrafinch", "931-73-9690", "paper lantern"] {
                assert!(!bytes.windows(text.len()).any(|window| window == text.as_bytes()), "{text} in {path:?}");
            }
        }
    }
}

#[test]
fn a_change_in_the_next_listing_is_counted_and_the_history_kept() {
    let home = TestHome::new();
    let listing = |status: &str, since: &str| {
        format!(
            "Case No,Case Name,Participant,Pers,DOB,Reg Status,Status Dt,Aid Status,Aid Dt\n\
             1B00001,\"DOE, ANA\",\"Doe, Ana\",1,01/02/1990,{status},{since},Active,01/01/2025\n"
        )
    };
    let read = |name: &str, text: String| {
        fs::write(home.path().join(name), text).unwrap();
        home.json(&["import", home.path().join(name).to_str().unwrap()])[0].clone()
    };
    assert_eq!(count(&read("one.csv", listing("Registered-Mandatory", "03/01/2026")), "new"), 1);
    assert_eq!(count(&read("two.csv", listing("Exempt", "11/01/2026")), "changed"), 1);
    let facts = home.json(&["facts", "1B00001"]);
    let statuses = facts["people"][0]["registration"].as_array().unwrap();
    assert_eq!(statuses.len(), 2);
    let source = &statuses[1]["source"];
    assert_eq!((source["file"].as_str(), source["row"].as_u64()), (Some("two.csv"), Some(2)));
    assert_eq!(source["sha256"].as_str().map(str::len), Some(64));
}

#[test]
fn an_older_extract_is_refused_unless_forced() {
    let home = TestHome::with_extracts();
    let old = home.path().join("es108_2026-11-01.csv");
    let text = "Run date: 11/01/2026\nCase No,Case Name,Participant,Pers,DOB,Reg Status,Status Dt,Aid Status,Aid Dt\n\
                1B00001,\"DOE, ANA\",\"Doe, Ana\",1,01/02/1990,Exempt,03/01/2026,Active,01/01/2025\n";
    fs::write(&old, text).unwrap();
    let old = old.to_str().unwrap();
    let (code, sentence) = home.fails(&["import", old]);
    assert_eq!(code, 1);
    assert!(sentence.contains("older than the case listing (ES108) of Thu 11/19/2026"), "{sentence}");
    assert_eq!(count(&home.json(&["import", old, "--force"])[0], "new"), 1);
}

/// The county corrects a status with the same first day or an earlier one: its newest listing says what holds now.
#[test]
fn a_status_that_the_county_corrects_is_believed() {
    for (was, is, now, since) in [
        ("Sanction", "Registered-Mandatory", "Registered (mandatory)", "11/01/2026"),
        ("Sanction", "Registered-Mandatory", "Registered (mandatory)", "10/01/2026"),
        ("Exempt", "Registered-Mandatory", "Registered (mandatory)", "11/01/2026"),
        ("Non-Compliance", "Exempt", "Exempt", "11/01/2026"),
    ] {
        let home = TestHome::new();
        for (run, status, since) in [("2026-11-05", was, "11/01/2026"), ("2026-11-15", is, since)] {
            let text = format!(
                "Case No,Case Name,Participant,Pers,DOB,Reg Status,Status Dt,Aid Status,Aid Dt\n\
                 1B00001,\"DOE, ANA\",\"Doe, Ana\",1,01/02/1990,{status},{since},Active,01/01/2025\n"
            );
            let path = home.path().join(format!("listing_{run}.csv"));
            fs::write(&path, text).unwrap();
            home.json(&["import", path.to_str().unwrap()]);
        }
        let shown = home.ok(&["case", "show", "1B00001"]);
        assert!(shown.contains(&format!("{now} since ")), "{shown}");
        assert!(shown.contains(&format!("its newest listing no longer does: {was} since ")), "{shown}");
        let listed = home.ok(&["list", "cases"]);
        assert!(listed.contains(now) && !listed.contains(was), "{listed}");
    }
}
