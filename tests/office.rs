//! The office's configuration: what it may change, what the record says of it, and what a backup carries.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::support::TestHome;

/// An office's policy that shortens the good-cause period of the statute to a day.
const SHORT_PERIOD: &str = "[[set]]\nin_force_from = 1998-01-01\n\n[set.rule.good_cause_period]\ndays = 1\n\
                            source = \"Office memo\"\ncertainty = \"setting\"\n";

fn write(home: &TestHome, name: &str, text: &str) {
    let path = home.home_path().join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

fn lines(audit: &Value, starts: &str) -> Vec<String> {
    let all = audit.as_array().unwrap().iter().map(|entry| entry["what"].as_str().unwrap().to_owned());
    all.filter(|what| what.starts_with(starts)).collect()
}

/// A folder as an administrator fills it, and a command of the home under it.
fn under_machine(home: &TestHome, machine: &Path, args: &[&str]) -> (bool, String) {
    let mut command = home.command();
    let output = command.env("CASELOAD_MACHINE_FOLDER", machine).args(args).output().unwrap();
    let text = String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
    (output.status.success(), text)
}

#[test]
fn an_office_changes_no_statute_without_naming_what_changed_it() {
    let home = TestHome::with_extracts();
    let plain = home.ok(&["list", "action"]);
    assert!(!plain.contains("Office policy"), "{plain}");
    write(&home, "policy.toml", SHORT_PERIOD);
    let (_, refused) = home.fails(&["list", "action"]);
    assert!(refused.contains("policy.toml, line 4") && refused.contains("statute_changed"), "{refused}");
    write(&home, "policy.toml", &format!("{SHORT_PERIOD}statute_changed = \"AB 1 of 2026\"\n"));
    let changed = home.ok(&["list", "action"]);
    assert!(changed.contains("Office policy ") && changed.contains("1 statutory value changed."), "{changed}");
    let doctor = home.run(&["doctor"]);
    let doctor = String::from_utf8(doctor.stdout).unwrap();
    assert!(doctor.contains("good_cause_period: 1 day instead of 20 days (AB 1 of 2026)"), "{doctor}");
    let printed = home.ok(&["print", "action", "--form", "text", "--yes"]);
    assert!(printed.contains("1 statutory value changed."), "{printed}");
    fs::remove_file(home.home_path().join("policy.toml")).unwrap();
    home.ok(&["list", "today"]);
    let recorded = lines(&home.json(&["audit"]), "configuration changed");
    assert_eq!(recorded.len(), 2, "{recorded:?}");
    assert!(recorded[0].contains("policy.toml") && recorded[0].contains("AB 1 of 2026"), "{recorded:?}");
    assert_eq!(recorded[1], "configuration changed: no file is left");
    assert_eq!(home.json(&["verify"])["holds"], true);
}

#[test]
fn what_an_office_may_set_needs_no_citation_and_is_told_all_the_same() {
    let home = TestHome::with_extracts();
    let own = "[[set]]\nin_force_from = 2026-01-01\n\n[set.rule.activity_update]\ndays = 20\nsource = \"Memo\"\n\
               certainty = \"setting\"\n";
    write(&home, "policy.toml", own);
    assert!(home.ok(&["list", "today"]).contains("0 statutory values changed."));
}

#[test]
fn a_machine_sets_and_locks_what_its_homes_cannot_loosen() {
    let home = TestHome::with_extracts();
    let machine = tempfile::tempdir().unwrap();
    fs::write(machine.path().join("settings.toml"), "locked = [\"export_without_asking\"]\ncounty = \"santa_clara\"\n")
        .unwrap();
    let locked = SHORT_PERIOD.replace("days = 1\n", "days = 30\n").replace("good_cause_period", "closing_period")
        + "locked = true\n";
    fs::write(machine.path().join("policy.toml"), &locked).unwrap();
    write(&home, "settings.toml", "export_without_asking = true\n");
    let (listed, text) = under_machine(&home, machine.path(), &["list", "today"]);
    assert!(listed && text.contains("export_without_asking = true in") && text.contains("locks it"), "{text}");
    let out = home.path().join("today.csv");
    let (printed, text) = under_machine(&home, machine.path(), &["print", "today", "--out", out.to_str().unwrap()]);
    assert!(!printed && text.contains("This contains names"), "{text}");
    write(&home, "policy.toml", &locked.replace("days = 30", "days = 90").replace("locked = true\n", ""));
    let (listed, text) = under_machine(&home, machine.path(), &["list", "today"]);
    assert!(!listed && text.contains("closing_period is locked by"), "{text}");
    assert!(home.run(&["list", "today"]).status.success(), "without the machine's folder the home's file holds");
}

#[test]
fn every_problem_of_the_configuration_is_told_with_file_and_line() {
    let home = TestHome::with_extracts();
    assert!(home.ok(&["config", "check"]).contains("the configuration has no problems"));
    write(&home, "settings.toml", "# ours\ntheme = \"purple\"\nposting = \"bogus\"\nspelling = \"xx_YY\"\n");
    write(&home, "catalogue/own.toml", "[[form]]\nnumber = 3\n");
    write(&home, "catalogue/second.toml", "[[document]]\n\nid = 1\n");
    write(&home, "layouts/own.toml", "id = \"x\"\nkind = \"nothing\"\n");
    write(&home, "posting/own.toml", "id = 1\n");
    let role =
        "[[act_role]]\nact = \"closing_aproved\"\nroles = [\"ec\"]\nsource = \"Memo\"\ncertainty = \"setting\"\n";
    write(&home, "policy.toml", role);
    let output = home.run(&["config", "check", "--json"]);
    assert_eq!(output.status.code(), Some(20));
    let answer: Value = serde_json::from_slice(&output.stdout).unwrap();
    let problems = answer["problems"].as_array().unwrap();
    let told = |file: &str, line: Option<u64>, says: &str| {
        let is_it = |problem: &&Value| {
            problem["file"].as_str().unwrap().ends_with(file)
                && problem["line"].as_u64() == line
                && problem["says"].as_str().unwrap().contains(says)
        };
        assert!(problems.iter().any(|problem| is_it(&problem)), "{file} {says}: {answer:#}");
    };
    told("settings.toml", Some(2), "purple");
    told("settings.toml", Some(3), "bogus");
    told("settings.toml", Some(4), "xx_YY");
    told("catalogue/own.toml", Some(2), "number");
    told("catalogue/second.toml", Some(3), "id");
    told("layouts/own.toml", Some(2), "nothing");
    told("posting/own.toml", Some(1), "id");
    told("policy.toml", Some(1), "act_role cannot be set in a home");
    fs::remove_file(home.home_path().join("policy.toml")).unwrap();
    let (_, text) = under_machine(&home, Path::new("/nonexistent"), &["list", "today"]);
    assert!(text.contains("theme = \"purple\" is not known") && text.contains("posting = \"bogus\""), "{text}");
}

fn newest_backup(home: &TestHome) -> PathBuf {
    home.ok(&["backup"]);
    PathBuf::from(home.json(&["backup", "--list"])[0]["backup"].as_str().unwrap())
}

#[test]
fn a_backup_carries_the_configuration_and_a_restore_puts_it_back() {
    let home = TestHome::with_extracts();
    let layout = include_str!("../assets/layouts/alerts.toml").replacen("id = \"alerts\"", "id = \"ours\"", 1);
    write(&home, "settings.toml", "county = \"santa_clara\"\n");
    write(&home, "layouts/ours.toml", &layout);
    write(
        &home,
        "catalogue/eastmont.toml",
        "[[form]]\nnumber = \"EO 12\"\nname = \"Bus pass\"\nwhen = \"asked for\"\n",
    );
    let files: Vec<&str> = vec!["catalogue/eastmont.toml", "layouts/ours.toml", "settings.toml"];
    let backup = newest_backup(&home);
    let beside: Vec<_> = fs::read_dir(backup.parent().unwrap()).unwrap().map(|file| file.unwrap().path()).collect();
    assert!(beside.iter().all(|path| ["db", "keys"].contains(&path.extension().unwrap().to_str().unwrap())));
    let bytes = fs::read(&backup).unwrap();
    assert!(!bytes.windows(11).any(|part| part == b"santa_clara"), "encrypted in it");

    let other = home.path().join("other");
    let restore =
        |folder: &Path| home.json(&["restore", backup.to_str().unwrap(), "--home", folder.to_str().unwrap(), "--yes"]);
    let answer = restore(&other);
    assert_eq!(answer["configuration_put_back"], serde_json::json!(files), "{answer}");
    for file in files {
        assert_eq!(fs::read(other.join(file)).unwrap(), fs::read(home.home_path().join(file)).unwrap(), "{file}");
    }
    let listed = home.ok(&["list", "cases", "--home", other.to_str().unwrap()]);
    assert!(!listed.is_empty());

    write(&home, "settings.toml", "county = \"alameda\"\n");
    fs::remove_file(home.home_path().join("layouts/ours.toml")).unwrap();
    let answer = restore(&home.home_path());
    assert_eq!(answer["configuration_put_back"], serde_json::json!([]));
    assert_eq!(answer["configuration_different"], serde_json::json!(["layouts/ours.toml", "settings.toml"]));
    assert_eq!(fs::read_to_string(home.home_path().join("settings.toml")).unwrap(), "county = \"alameda\"\n");
}

#[test]
fn the_audit_says_which_act_which_file_and_which_worker() {
    let home = TestHome::with_extracts();
    let file = home.path().join("new");
    fs::write(&file, "battery staple 9\n").unwrap();
    let supervisor = ["worker", "add", "V1B2", "--name", "B. Chen", "--role", "supervisor", "--new-passphrase-file"];
    home.ok(&supervisor.iter().copied().chain([file.to_str().unwrap()]).collect::<Vec<_>>());
    home.ok(&["act", "06B32751", "noncompliance_started", "failed_on=11/17"]);
    home.ok(&["act", "0052445", "referral_asked", "kind=domestic violence"]);
    home.ok(&["undo", "06B32751"]);
    let alerts = home.json(&["list", "alerts"]);
    let is_written = |alert: &&Value| !alert["id"].as_str().unwrap().starts_with("r-");
    let alert = alerts.as_array().unwrap().iter().find(is_written).unwrap();
    home.ok(&["alert", "done", alert["id"].as_str().unwrap()]);
    let audit = home.json(&["audit"]);
    let text = home.ok(&["audit"]);
    for (starts, holds) in [
        ("extract read", "es108_V1A3_2026-11-19.xlsx"),
        ("worker enrolled", "V1B2 as EC Supervisor"),
        ("start non-compliance", "failed on Tue 11/17/2026"),
        ("record referral request", "referral …"),
        ("undone", "the act of entry"),
        ("alert handled", "done"),
    ] {
        let found = lines(&audit, starts);
        assert!(found.iter().any(|line| line.contains(holds)), "{starts} {holds}: {found:?}");
        assert!(text.contains(holds), "{text}");
    }
    assert!(!text.contains("domestic"), "{text}");
    let acted = audit.as_array().unwrap().iter().find(|entry| entry["kind"] == "acted").unwrap();
    assert_eq!(acted["values"]["failed_on"], "2026-11-17", "{acted}");
}

#[test]
fn the_steps_that_a_statute_fixes_are_replaced_only_with_a_citation() {
    let home = TestHome::with_extracts();
    let steps = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/assets/policy/transitions.toml")).unwrap();
    let fixed = steps.split("[[").find(|row| {
        row.starts_with("registration_step") && (row.contains("\"statute\"") || row.contains("\"letter\""))
    });
    let from = fixed.unwrap().lines().find_map(|line| line.strip_prefix("from = ")).unwrap().to_owned();
    let own = format!(
        "[[registration_step]]\nfrom = {from}\nto = [\"sanction\"]\nsource = \"Memo\"\ncertainty = \"setting\"\n"
    );
    write(&home, "policy.toml", &own);
    let (_, refused) = home.fails(&["list", "today"]);
    assert!(refused.contains("registration_step") && refused.contains("statute_changed"), "{refused}");
    write(&home, "policy.toml", &format!("{own}statute_changed = \".\"\n"));
    assert!(home.fails(&["list", "today"]).1.contains("a word and a number"), "a dot is no citation");
    write(&home, "policy.toml", &format!("{own}statute_changed = \"AB 1 of 2026\"\n"));
    assert!(home.ok(&["list", "today"]).contains("1 statutory value changed."));
}

#[test]
fn a_machine_locks_rows_and_has_layouts_catalogs_and_templates_of_its_own() {
    let home = TestHome::with_extracts();
    let machine = tempfile::tempdir().unwrap();
    let bank = "[[closed_bank]]\noffice = \"Eastmont\"\nbank = \"V999\"\nsource = \"Memo\"\ncertainty = \"setting\"\n";
    fs::write(machine.path().join("policy.toml"), format!("{bank}locked = true\n")).unwrap();
    write(&home, "policy.toml", &bank.replace("V999", "X1"));
    let (listed, text) = under_machine(&home, machine.path(), &["list", "today"]);
    assert!(!listed && text.contains("closed_bank Eastmont is locked by"), "{text}");
    fs::remove_file(home.home_path().join("policy.toml")).unwrap();

    fs::create_dir(machine.path().join("catalogue")).unwrap();
    let form = "[[form]]\nnumber = \"EO 12\"\nname = \"Bus pass request\"\nwhen = \"A bus pass is asked for\"\n";
    fs::write(machine.path().join("catalogue/county.toml"), form).unwrap();
    let file =
        ["comment", "file", "--case", "0052445", "--person", "1", "--type", "telephone", "--purpose", "Bus pass"];
    let file = [&file[..], &["--results", "Asked for one", "--form", "EO 12", "--no-documents"]].concat();
    assert!(home.fails(&file).1.contains("lists no form"));
    let (filed, text) = under_machine(&home, machine.path(), &file);
    assert!(filed, "{text}");

    fs::write(machine.path().join("catalogue/broken.toml"), "[[form]]\nnumber = 3\n").unwrap();
    let (listed, text) = under_machine(&home, machine.path(), &["list", "today"]);
    assert!(listed && text.contains("broken.toml, line 2") && !text.contains('\u{240a}'), "{text}");
    let (checked, text) = under_machine(&home, machine.path(), &["config", "check"]);
    assert!(!checked && text.contains("broken.toml, line 2"), "{text}");

    fs::create_dir(machine.path().join("layouts")).unwrap();
    let layout = include_str!("../assets/layouts/listing.toml").replacen("id = \"", "id = \"county_", 1);
    fs::write(machine.path().join("layouts/county.toml"), layout).unwrap();
    let (_, text) = under_machine(&home, machine.path(), &["layout", "list"]);
    assert!(text.contains("county_"), "{text}");
}

#[test]
fn the_policy_that_is_shown_is_the_one_that_judges_the_home() {
    let home = TestHome::with_extracts();
    write(&home, "settings.toml", "county = \"santa_clara\"\n");
    write(&home, "policy.toml", &format!("{SHORT_PERIOD}statute_changed = \"AB 1 of 2026\"\n"));
    let shown = home.ok(&["policy", "show"]);
    assert!(shown.contains("Policy of Santa Clara") && shown.contains("good_cause_period = 1 day"), "{shown}");
    assert!(shown.contains("1 statutory value changed."), "{shown}");
    let other = home.ok(&["policy", "show", "--county", "alameda"]);
    assert!(other.contains("Policy of Alameda") && other.contains("good_cause_period = 20 days"), "{other}");
}

#[test]
fn a_restore_into_a_folder_with_settings_puts_back_what_is_not_there() {
    let home = TestHome::with_extracts();
    write(&home, "layouts/own.toml", include_str!("../assets/layouts/listing.toml"));
    write(&home, "settings.toml", "theme = \"light\"\n");
    home.ok(&["list", "today"]);
    home.ok(&["backup"]);
    let backup = fs::read_dir(home.home_path().join("backups")).unwrap().map(|file| file.unwrap().path());
    let backup = backup.filter(|path| path.extension().is_some_and(|ending| ending == "db")).max().unwrap();
    let bare = home.path().join("bare");
    fs::create_dir(&bare).unwrap();
    fs::write(bare.join("settings.toml"), "theme = \"dark\"\n").unwrap();
    let args = ["restore", backup.to_str().unwrap(), "--yes", "--home", bare.to_str().unwrap()];
    let restored = home.ok(&args);
    assert!(restored.contains("layouts/own.toml") && restored.contains("settings.toml"), "{restored}");
    assert!(bare.join("layouts/own.toml").exists());
    assert_eq!(fs::read_to_string(bare.join("settings.toml")).unwrap(), "theme = \"dark\"\n", "it stays");
}
