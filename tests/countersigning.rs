//! Who stands behind the role of a supervisor.

use serde_json::Value;

use crate::support::{TestHome, set_mode};
use crate::workers::{add, as_worker, passphrase};

#[test]
fn two_supervisors_who_countersign_each_other_are_told_why_that_does_not_count() {
    let home = TestHome::with_extracts();
    let [first, second] = [("V1S1", "paper lantern"), ("V1Q9", "copper meadow")].map(|(number, words)| {
        let file = passphrase(&home, number, words);
        add(&home, number, "supervisor", &file);
        file
    });
    let confirm = |file: &std::path::Path, number: &str, role: &str| {
        let args = ["worker", "change", number, "--role", role];
        let output = as_worker(&home, file, &args);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    };
    for (file, author, number) in [(&first, "V1S1", "V1Q9"), (&second, "V1Q9", "V1S1")] {
        let said = confirm(file, number, "supervisor");
        let why = format!("This does not countersign it: nobody of the office stands behind {author}");
        assert!(said.contains(&why) && said.contains("confirm only each other prove nothing"), "{said}");
    }
    let listed = home.ok(&["worker", "list"]);
    assert_eq!(listed.matches("not yet").count(), 2, "{listed}");
    let as_json = home.json(&["worker", "list"]);
    let countersigned = as_json.as_array().unwrap().iter().map(|worker| worker["countersigned"].clone());
    assert_eq!(countersigned.collect::<Vec<_>>(), [Value::Null, false.into(), false.into()]);
    let demoted = home.ok(&["worker", "change", "V1Q9", "--role", "clerk"]);
    assert!(demoted.contains("Clerk II") && !demoted.contains("--role"), "{demoted}");
    assert_eq!(home.ok(&["worker", "list"]).matches("not yet").count(), 1);
}

/// Neither is behind the other, so neither takes the other's access away; the worker whose home it is does.
#[test]
fn a_supervisor_behind_whom_nobody_stands_removes_no_other() {
    let home = TestHome::with_extracts();
    let [first, second] = [("V1S1", "paper lantern"), ("V1Q9", "copper meadow")].map(|(number, words)| {
        let file = passphrase(&home, number, words);
        add(&home, number, "supervisor", &file);
        file
    });
    for (file, other) in [(&first, "V1Q9"), (&second, "V1S1")] {
        for args in [&["worker", "remove", other][..], &["worker", "change", other, "--role", "ec"]] {
            let refused = as_worker(&home, file, args);
            let said = String::from_utf8(refused.stderr).unwrap();
            let why = format!("{other} is a supervisor. Only the worker to whom this home belongs");
            assert!(!refused.status.success() && said.contains(&why), "{args:?}: {said}");
        }
    }
    assert_eq!(home.json(&["worker", "list"]).as_array().unwrap().len(), 3, "nobody is gone");
    home.ok(&["worker", "remove", "V1Q9"]);
    assert!(!as_worker(&home, &second, &["verify"]).status.success());
}

/// An older backup would take entries out of the record, and give access back that was taken away.
#[test]
fn a_supervisor_behind_whom_nobody_stands_puts_no_other_record_in_place() {
    let home = TestHome::with_extracts();
    let supervisor = passphrase(&home, "V1S1", "paper lantern");
    add(&home, "V1S1", "supervisor", &supervisor);
    home.ok(&["backup"]);
    home.ok(&["annotate", "0052445", "wants evening classes"]);
    for args in [&["restore", "--latest", "--yes"][..], &["doctor", "--salvage"]] {
        let refused = as_worker(&home, &supervisor, args);
        let said = String::from_utf8(refused.stderr).unwrap();
        let why = "V1S1 may not put another record in place of this one";
        assert!(!refused.status.success() && said.contains(why), "{args:?}: {said}");
    }
    assert!(home.ok(&["list", "cases", "--json"]).contains("evening classes"), "nothing was rolled back");
    home.ok(&["restore", "--latest", "--yes"]);
}

#[test]
fn the_office_takes_a_role_away_as_if_it_had_never_been() {
    let home = TestHome::with_extracts();
    let supervisor = passphrase(&home, "V1S1", "paper lantern");
    add(&home, "V1S1", "supervisor", &supervisor);
    let office = home.json(&["key", "escrow", "--make"]);
    home.name_office(office["public"].as_str().unwrap());
    home.ok(&["key", "escrow", "--office", "Eastmont", "--public", office["public"].as_str().unwrap()]);
    let words = passphrase(&home, "office", office["words"].as_str().unwrap());
    let nameless = || home.fails(&["act", "06B32751", "sanction_imposed", "from=1/1", "notice=11/17", "--preview"]).1;
    assert!(nameless().contains("works in this home"), "{}", nameless());
    home.ok(&["worker", "change", "V1S1", "--role", "ec", "--words-file", words.to_str().unwrap()]);
    assert!(nameless().contains("none works in this home"), "{}", nameless());
}

/// Returns a home of an EC with the supervisor V1S1, whom the office countersigned, and V1Q9, whom the EC enrolled, and
/// the files with the passphrases of both and with the office's words.
fn home_with_two_supervisors() -> (TestHome, [std::path::PathBuf; 3]) {
    let home = TestHome::with_extracts();
    let [first, second] = [("V1S1", "paper lantern"), ("V1Q9", "copper meadow")].map(|(number, words)| {
        let file = passphrase(&home, number, words);
        add(&home, number, "supervisor", &file);
        file
    });
    let office = home.json(&["key", "escrow", "--make"]);
    home.name_office(office["public"].as_str().unwrap());
    home.ok(&["key", "escrow", "--office", "Eastmont", "--public", office["public"].as_str().unwrap()]);
    let words = passphrase(&home, "office", office["words"].as_str().unwrap());
    home.ok(&["worker", "change", "V1S1", "--role", "supervisor", "--words-file", words.to_str().unwrap()]);
    (home, [first, second, words])
}

#[test]
fn whoever_is_not_countersigned_takes_no_role_from_somebody_who_is() {
    let (home, [first, second, words]) = home_with_two_supervisors();
    for args in [&["worker", "change", "V1S1", "--role", "ec"][..], &["worker", "remove", "V1S1"], &["key", "rotate"]] {
        let output = as_worker(&home, &second, args);
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(!output.status.success() && told.contains("countersigned"), "{args:?} {told}");
    }
    for args in [&["worker", "change", "V1S1", "--role", "ec"][..], &["worker", "remove", "V1S1"]] {
        assert!(home.fails(args).1.contains("V1S1 is a supervisor whom the office countersigned"), "{args:?}");
    }
    assert_eq!(as_worker(&home, &first, &["worker", "change", "V1Q9", "--role", "ec"]).status.code(), Some(0));
    home.ok(&["worker", "remove", "V1S1", "--words-file", words.to_str().unwrap()]);
}

#[test]
fn the_key_of_an_office_is_not_replaced_under_its_name() {
    let (home, _) = home_with_two_supervisors();
    let own = home.json(&["key", "escrow", "--make"])["public"].as_str().unwrap().to_owned();
    for name in ["Eastmont", "eastmont", "EASTMONT "] {
        let (_, told) = home.fails(&["key", "escrow", "--office", name, "--public", &own]);
        assert!(told.contains("has a key here already") && told.contains("--remove"), "{name}: {told}");
    }
    home.ok(&["key", "escrow", "--office", "West", "--public", &own]);
    assert!(home.fails(&["key", "escrow", "--office", "North", "--public", &own]).1.contains("opens the home already"));
    home.ok(&["key", "escrow", "--remove", "Eastmont"]);
    let other = home.json(&["key", "escrow", "--make"])["public"].as_str().unwrap().to_owned();
    let (_, told) = home.fails(&["key", "escrow", "--office", "eastmont", "--public", &other]);
    assert!(told.contains("names another public key for the office"), "{told}");
}

#[cfg(unix)]
#[test]
fn a_file_of_offices_that_others_can_write_does_not_count() {
    let (home, _) = home_with_two_supervisors();
    let file = home.machine_folder().join("offices.toml");
    let not_yet = || home.ok(&["worker", "list"]).matches("not yet").count();
    for (path, open, closed) in [(file.as_path(), 0o666, 0o644), (&home.machine_folder(), 0o777, 0o755)] {
        assert_eq!(not_yet(), 1);
        set_mode(path, open);
        assert_eq!(not_yet(), 2);
        for command in [&["config", "check"][..], &["doctor"]] {
            let output = home.command().args(command).output().unwrap();
            let told = String::from_utf8_lossy(&output.stdout).split_whitespace().collect::<Vec<_>>().join(" ");
            assert!(told.contains("others than an administrator can write"), "{command:?}: {told}");
        }
        set_mode(path, closed);
    }
    assert_eq!(not_yet(), 1);
}

#[test]
fn a_supervisor_who_is_not_countersigned_is_told_that_there_may_be_more_to_read() {
    let (home, [_, second, _]) = home_with_two_supervisors();
    for (list, none) in
        [("conferences", "You have recorded no conference."), ("reviews", "You have drawn no cases for")]
    {
        let output = as_worker(&home, &second, &["desk", list]);
        let told = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(told.contains("has not countersigned your role") && told.contains(none), "{told}");
    }
}
