//! A home whose own configuration files cannot be used: evidence and rescue go on without them, and no case is judged.

use std::fs;
use std::path::Path;

use crate::support::{PASSPHRASE, TestHome, write_private};

/// Puts something in the home that cannot be used; `None` for a folder in the place of a file, a text for a file.
fn put(home: &TestHome, name: &str, content: Option<&[u8]>) {
    let path = home.home_path().join(name);
    if path.is_dir() {
        fs::remove_dir_all(&path).unwrap();
    }
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    match content {
        None => fs::create_dir(&path).unwrap(),
        Some(bytes) => fs::write(&path, bytes).unwrap(),
    }
}

/// Removes what was put in the home.
fn take_away(home: &TestHome, name: &str) {
    let path = home.home_path().join(name);
    let removed = if path.is_dir() { fs::remove_dir(path) } else { fs::remove_file(path) };
    removed.unwrap();
}

/// What cannot be used: the file, its content, and what is said of it.
const UNUSABLE: [(&str, Option<&[u8]>, &str); 9] = [
    ("policy.toml", Some(b"[[set]\n"), "policy.toml, line 1"),
    ("policy.toml", Some(b"[[color]]\n"), "color"),
    ("policy.toml", Some(b"# \xff\xfe\n"), "policy.toml cannot be read"),
    ("policy.toml", None, "policy.toml cannot be read"),
    ("settings.toml", Some(b"county = \n"), "settings.toml cannot be used, at line 1"),
    ("settings.toml", Some(b"color = 1\n"), "unknown field"),
    ("settings.toml", Some(b"county = \"atlantis\"\n"), "atlantis"),
    ("settings.toml", Some(b"# \xff\n"), "settings.toml cannot be read"),
    ("settings.toml", None, "settings.toml cannot be read"),
];

/// Files that stand where a folder of the office should be.
const IN_PLACE_OF_FOLDERS: [&str; 3] = ["layouts", "catalogue", "posting"];

/// The commands that every kind of unusable file is tried with.
const OF_EVERY_KIND: [&[&str]; 5] =
    [&["verify"], &["doctor"], &["audit"], &["key", "list"], &["restore", "--latest", "--yes"]];

/// All commands that judge no case.
fn commands<'a>(new: &'a str, key: &'a str) -> Vec<Vec<&'a str>> {
    vec![
        vec!["doctor", "--rebuild"],
        vec!["doctor", "--salvage"],
        vec!["backup"],
        vec!["backup", "--list"],
        vec!["facts", "25B89702"],
        vec!["comment", "show", "25B89702"],
        vec!["search", "plan"],
        vec!["worker", "list"],
        vec!["key", "recovery"],
        vec!["key", "rotate"],
        vec!["key", "passphrase", "--new-passphrase-file", key],
        vec!["worker", "add", "V1B2", "--name", "B. Two", "--role", "ec", "--new-passphrase-file", new],
        vec!["worker", "remove", "V1B2"],
    ]
}

fn assert_works(home: &TestHome, args: &[&str], says: &str) {
    let output = home.run(args);
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{args:?}: {errors}");
    assert!(args == ["backup", "--list"] || errors.contains(says), "{args:?} does not say {says:?}: {errors}");
}

fn configurations(home: &TestHome) -> usize {
    let audit = home.json(&["audit"]);
    audit.as_array().unwrap().iter().filter(|entry| entry["kind"] == "configuration_changed").count()
}

fn new_passphrase(folder: &Path, name: &str, words: &str) -> String {
    let path = folder.join(name);
    write_private(&path, words);
    path.to_str().unwrap().to_owned()
}

#[test]
fn evidence_and_rescue_need_no_file_of_configuration() {
    let home = TestHome::with_extracts();
    let new = new_passphrase(home.path(), "new", "quite another sesame 43\n");
    let same = new_passphrase(home.path(), "same", &format!("{PASSPHRASE}\n"));
    home.ok(&["backup"]);
    for (round, (name, content, says)) in UNUSABLE.into_iter().enumerate() {
        put(&home, name, content);
        for args in OF_EVERY_KIND {
            assert_works(&home, args, says);
        }
        for args in commands(&new, &same).into_iter().filter(|_| round == 0) {
            assert_works(&home, &args, says);
        }
        take_away(&home, name);
        assert_eq!(configurations(&home), 0, "{name}: a configuration that nobody set is recorded");
        assert_eq!(home.json(&["verify"])["holds"], true);
    }
}

#[test]
fn evidence_and_rescue_need_no_folder_of_the_office() {
    let home = TestHome::with_extracts();
    home.ok(&["backup"]);
    for name in IN_PLACE_OF_FOLDERS {
        put(&home, name, Some(b"no folder"));
        for args in OF_EVERY_KIND.iter().copied().chain([&["backup"][..]]) {
            assert_works(&home, args, name);
        }
        assert!(home.run(&["doctor", "--salvage"]).status.success(), "{name}");
        fs::remove_file(home.home_path().join(name)).unwrap();
        assert_eq!(configurations(&home), 0, "{name}");
    }
}

#[test]
fn no_case_is_judged_without_the_files_of_the_office() {
    let home = TestHome::with_extracts();
    for (name, content, says) in UNUSABLE {
        put(&home, name, content);
        for args in [&["list", "today"][..], &["why", "25B89702"], &["act", "25B89702", "plan_amended"]] {
            let (code, sentence) = home.fails(args);
            assert!(code == 1 && sentence.contains(says), "{args:?}: {sentence}");
            assert!(sentence.contains("No case can be evaluated until this file is fixed"), "{args:?}: {sentence}");
            assert!(sentence.contains("caseload config check"), "{args:?}: {sentence}");
        }
        take_away(&home, name);
    }
    home.ok(&["list", "today"]);
}

#[test]
fn a_lost_lock_of_the_machine_is_not_loosened_by_the_home() {
    let home = TestHome::with_extracts();
    let machine = tempfile::tempdir().unwrap();
    fs::write(machine.path().join("settings.toml"), "locked = [\"color\"]\n").unwrap();
    put(&home, "settings.toml", Some(b"export_without_asking = true\n"));
    let mut command = home.command();
    let output = command.env("CASELOAD_MACHINE_FOLDER", machine.path()).args(["verify"]).output().unwrap();
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && errors.contains("no setting color"), "{errors}");
}

/// A link whose target was moved or deleted is neither absent nor a fault of the record.
#[cfg(unix)]
#[test]
fn a_link_that_leads_nowhere_is_named_and_evidence_goes_on_without_it() {
    for name in ["policy.toml", "settings.toml"] {
        let home = TestHome::with_extracts();
        std::os::unix::fs::symlink("/nowhere/at/all", home.home_path().join(name)).unwrap();
        let says = format!("{name} cannot be read");
        for args in [&["verify"], &["backup"], &["audit"]] {
            assert_works(&home, args, &says);
        }
        let (_, refused) = home.fails(&["list", "today"]);
        assert!(refused.contains(&says), "{refused}");
        let checked = home.run(&["config", "check"]);
        let problems = String::from_utf8(checked.stdout).unwrap();
        assert!(!checked.status.success() && problems.contains(name), "{problems}");
    }
}

/// What can stand in the place of a folder of the office, or of a file in it.
#[cfg(unix)]
fn put_in_place_of_folder(folder: &Path, what: &str) {
    let inside = |content: &[u8]| {
        fs::create_dir_all(folder).unwrap();
        fs::write(folder.join("own.toml"), content).unwrap();
    };
    match what {
        "file" => fs::write(folder, "no folder").unwrap(),
        "dead link" => std::os::unix::fs::symlink("/nowhere/at/all", folder).unwrap(),
        "folder for a file" => fs::create_dir_all(folder.join("own.toml")).unwrap(),
        "dead link in it" => {
            fs::create_dir_all(folder).unwrap();
            std::os::unix::fs::symlink("/nowhere/at/all", folder.join("own.toml")).unwrap();
        }
        "other bytes" => inside(b"# \xff\xfe\n"),
        "no table" => inside(b"[[form\n"),
        "huge" => inside(&vec![b'#'; 5_000_000]),
        other => panic!("{other}"),
    }
}

/// A typing error of an administrator keeps nobody from the caseload: what it breaks is left out and named.
#[cfg(unix)]
#[test]
fn lists_go_on_without_a_folder_of_the_office_that_cannot_be_read_and_name_it() {
    let home = TestHome::with_extracts();
    let machine = tempfile::tempdir().unwrap();
    for what in ["file", "dead link", "folder for a file", "dead link in it", "other bytes", "no table", "huge"] {
        for name in IN_PLACE_OF_FOLDERS {
            for place in [home.home_path(), machine.path().to_owned()] {
                let folder = place.join(name);
                put_in_place_of_folder(&folder, what);
                for args in [&["list", "today"][..], &["why", "25B89702"]] {
                    let mut command = home.command();
                    let output = command.env("CASELOAD_MACHINE_FOLDER", machine.path()).args(args).output().unwrap();
                    let errors = String::from_utf8_lossy(&output.stderr);
                    assert!(output.status.success(), "{what}, {name}, {args:?}: {errors}");
                    assert!(errors.contains(folder.to_str().unwrap()), "{what}, {name}: {errors}");
                    for raw in ["os error", "stream did not", "No such file"] {
                        assert!(!errors.contains(raw), "{what}, {name}: {errors}");
                    }
                }
                let _ = fs::remove_file(&folder).or_else(|_folder| fs::remove_dir_all(&folder));
            }
        }
    }
    let no_folder = home.path().join("no_folder");
    fs::write(&no_folder, "").unwrap();
    let mut command = home.command();
    let output = command.env("CASELOAD_MACHINE_FOLDER", &no_folder).args(["list", "today"]).output().unwrap();
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && errors.contains("it is not a folder"), "{errors}");
}

#[test]
fn config_check_names_the_errors_of_every_file() {
    let home = TestHome::with_extracts();
    put(&home, "settings.toml", Some(b"color = 1\n"));
    put(&home, "policy.toml", Some(b"# \xff\n"));
    let problems = String::from_utf8(home.run(&["config", "check"]).stdout).unwrap();
    assert!(problems.contains("settings.toml") && problems.contains("policy.toml"), "{problems}");
}

#[test]
fn config_check_names_every_flaw_of_the_saved_views_with_its_line() {
    let home = TestHome::with_extracts();
    let views = "theme = \"dark\"\nlock_after_minutes = 99\n[[view]]\nname = \"a\"\nlist = \"xx\"\n[[view]]\nname = \"b\"\n\
                 list = \"cases\"\ncolor = 1\n";
    put(&home, "settings.toml", Some(views.as_bytes()));
    let checked = home.run(&["config", "check", "--json"]);
    assert_eq!(checked.status.code(), Some(20));
    let checked: serde_json::Value = serde_json::from_slice(&checked.stdout).unwrap();
    let problems = checked["problems"].as_array().unwrap();
    for (line, says) in [(2, "99 is not from 1 to"), (4, "there is no list \"xx\""), (6, "unknown field `color`")] {
        let is_told = |one: &&serde_json::Value| one["line"] == line && one["says"].as_str().unwrap().contains(says);
        assert!(problems.iter().any(|one| is_told(&one)), "{line} {says}: {problems:#?}");
    }
}

/// One look at the file is enough to mend all of it.
#[test]
fn config_check_names_every_error_of_the_policy_with_its_line() {
    let home = TestHome::with_extracts();
    let policy = "county = \"Elsewhere\"\n\
        [[set]]\n\
        in_force_from = 2026-01-01\n\
        [set.rule.good_cause_perid]\n\
        value = 20\n\
        [[holiday]]\n\
        name = \"Office day\"\n\
        [[contact_type]]\n\
        code = 3\n\
        [[holiday]]\n\
        name = \"Fair\"\n\
        day = \"12/24\"\n\
        [[home_duty]]\n\
        duty = \"worker_add\"\n";
    put(&home, "policy.toml", Some(policy.as_bytes()));
    let problems = home.run(&["config", "check", "--json"]);
    let problems: serde_json::Value = serde_json::from_slice(&problems.stdout).unwrap();
    let of_policy =
        |problem: &&serde_json::Value| problem["file"].as_str().is_some_and(|file| file.ends_with("policy.toml"));
    let lines: Vec<u64> = problems["problems"]
        .as_array()
        .unwrap()
        .iter()
        .filter(of_policy)
        .map(|one| one["line"].as_u64().unwrap())
        .collect();
    assert!(lines.len() >= 4 && lines.is_sorted(), "{problems:#}");
    for (first, last) in [(4, 5), (6, 7), (8, 9), (13, 14)] {
        assert!(lines.iter().any(|line| (first..=last).contains(line)), "lines {first} to {last}: {problems:#}");
    }
}
