//! Several workers in one home, each with a passphrase and an identity of their own.

use std::fs;
use std::path::PathBuf;

use serde_json::Value;

use crate::support::terminal::Terminal;
use crate::support::{NOW, PASSPHRASE, TestHome, write_private};

/// A worker's passphrase in a file.
pub fn passphrase(home: &TestHome, worker: &str, words: &str) -> PathBuf {
    let path = passphrase_file(home, worker);
    write_private(&path, &format!("{words}\n"));
    path
}

/// The file with a worker's passphrase.
pub fn passphrase_file(home: &TestHome, worker: &str) -> PathBuf {
    home.path().join(format!("passphrase of {worker}"))
}

pub fn add(home: &TestHome, worker: &str, role: &str, file: &std::path::Path) {
    let args = ["worker", "add", worker, "--name", "B. Chen", "--role", role, "--new-passphrase-file"];
    let args: Vec<&str> = args.into_iter().chain([file.to_str().unwrap()]).collect();
    home.ok(&args);
}

/// What a command answers when the worker with this passphrase gives it.
pub fn as_worker(home: &TestHome, file: &std::path::Path, args: &[&str]) -> std::process::Output {
    let mut command = assert_cmd::Command::new(assert_cmd::cargo::cargo_bin!("caseload"));
    command.env_clear().env("HOME", home.path()).env("CASELOAD_HOME", home.home_path());
    command.env("CASELOAD_MACHINE_FOLDER", home.machine_folder());
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
    terminal.press("t r").type_text("half a sentence");
    terminal.wait_for("half a sentence");
    terminal.press("C-q");
    terminal.ended();
    let mut hers = Terminal::sized(&home, &[], 24, 120, &[]);
    hers.wait_for("Passphrase");
    hers.type_text("battery staple").press("Enter");
    let screen = hers.wait_for("B. Chen");
    assert!(screen.contains("V1B2") && !screen.contains("half a sentence"), "{screen}");
    hers.press("C-q");
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
    let refused = as_worker(&home, &chen, &["key", "rotate"]);
    assert!(!refused.status.success(), "nobody of the office stands behind her");
    assert!(String::from_utf8_lossy(&refused.stderr).contains("V1B2 is not countersigned by the office"));
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
    assert_eq!(as_worker(&home, &chen, &["verify"]).status.code(), Some(11), "a kept key file is worth nothing now");
}

#[test]
fn what_would_leave_nobody_or_two_with_one_passphrase_is_refused() {
    let home = TestHome::with_extracts();
    let same = passphrase(&home, "V1B2", PASSPHRASE);
    let args = ["worker", "add", "V1B2", "--name", "B. Chen", "--role", "ec", "--new-passphrase-file"];
    let args: Vec<&str> = args.into_iter().chain([same.to_str().unwrap()]).collect();
    assert!(home.fails(&args).1.contains("This passphrase cannot be used here"));
    assert!(home.fails(&["worker", "remove", "V1A3"]).1.contains("is the only one with a passphrase"));
    assert_eq!(home.json(&["worker", "list"]).as_array().unwrap().len(), 1);
    let again = ["worker", "add", "V1A3", "--name", "A. Rivera", "--role", "ec", "--new-passphrase-file"];
    let again: Vec<&str> = again.into_iter().chain([same.to_str().unwrap()]).collect();
    assert!(home.fails(&again).1.contains("is already enrolled in this home"));
    assert_eq!(home.json(&["verify"])["holds"], true);
}

/// Exit code and sentence of a command that a worker must not succeed with.
fn refused(home: &TestHome, file: &std::path::Path, args: &[&str]) -> (i32, String) {
    let output = as_worker(home, file, args);
    assert!(!output.status.success(), "{args:?} succeeded");
    (output.status.code().unwrap(), String::from_utf8(output.stderr).unwrap())
}

/// A home of an EC in which another EC, a supervisor and a clerk work. Gives their passphrases in this order.
fn shared() -> (TestHome, [PathBuf; 3]) {
    let home = TestHome::with_extracts();
    let files =
        [("V1B2", "ec", "battery staple"), ("V1S1", "supervisor", "paper lantern"), ("V1Q9", "clerk", "correct horse")];
    let files = files.map(|(number, role, words)| {
        let file = passphrase(&home, number, words);
        add(&home, number, role, &file);
        file
    });
    (home, files)
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap()
}

/// The numbers of the workers whose passphrases open the home.
fn passphrases(home: &TestHome) -> Vec<String> {
    let workers = home.json(&["worker", "list"]);
    let open = workers.as_array().unwrap().iter().filter(|one| one["has_passphrase"] == true);
    open.map(|one| text(&one["worker"]).to_owned()).collect()
}

#[test]
fn who_neither_owns_the_home_nor_is_a_supervisor_gives_and_takes_nothing() {
    let (home, [ec, _, clerk]) = shared();
    home.ok(&["backup"]);
    let new = passphrase(&home, "new", "violet harbor");
    let new = new.to_str().unwrap();
    let public = "ab".repeat(32);
    let entries = home.json(&["verify"])["entries"].clone();
    for file in [&ec, &clerk] {
        for args in [
            &["worker", "remove", "V1A3"][..],
            &["worker", "remove", "V1S1"],
            &["worker", "add", "V1Z9", "--name", "Z", "--role", "supervisor", "--new-passphrase-file", new],
            &["worker", "change", "V1B2", "--role", "supervisor"],
            &["key", "rotate"],
            &["key", "escrow", "--office", "County IT", "--public", &public],
            &["key", "escrow", "--remove", "County IT"],
            &["restore", "--latest", "--yes"],
            &["doctor", "--salvage"],
        ] {
            let (code, sentence) = refused(&home, file, args);
            assert_eq!(code, 1, "{args:?}: {sentence}");
            assert!(sentence.contains("for the worker to whom this home belongs or an EC Supervisor"), "{sentence}");
        }
    }
    assert_eq!(home.json(&["verify"])["entries"], entries, "nothing was recorded");
    assert_eq!(passphrases(&home), ["V1A3", "V1B2", "V1S1", "V1Q9"]);
}

#[test]
fn a_supervisor_gives_and_takes_access_and_everybody_has_an_own_passphrase_and_own_words() {
    let (home, [_, supervisor, clerk]) = shared();
    json(&home, &supervisor, &["worker", "remove", "V1B2"]);
    assert_eq!(passphrases(&home), ["V1A3", "V1S1", "V1Q9"]);
    let words = json(&home, &clerk, &["key", "recovery"]);
    let new = passphrase(&home, "new", "violet harbor");
    json(&home, &clerk, &["key", "passphrase", "--new-passphrase-file", new.to_str().unwrap()]);
    assert_eq!(json(&home, &new, &["verify"])["holds"], true);
    let file = passphrase(&home, "words", text(&words["words"]));
    let other = passphrase(&home, "other", "copper meadow");
    let args =
        ["key", "passphrase", "--words-file", file.to_str().unwrap(), "--worker", "V1A3", "--new-passphrase-file"];
    let args: Vec<&str> = args.into_iter().chain([other.to_str().unwrap()]).collect();
    assert!(home.fails(&args).1.contains("Only V1A3, or the office with its key"), "a clerk's own words");
    assert_eq!(home.json(&["verify"])["holds"], true, "the owner's passphrase is what it was");
}

#[test]
fn a_number_that_was_taken_away_is_given_again_only_with_its_own_words_or_the_offices_key() {
    let (home, [_, supervisor, _]) = shared();
    let office = home.json(&["key", "escrow", "--make"]);
    let recovery = json(&home, &supervisor, &["key", "recovery"]);
    home.name_office(text(&office["public"]));
    home.ok(&["key", "escrow", "--office", "Eastmont", "--public", text(&office["public"])]);
    let own = passphrase(&home, "own", "violet harbor");
    let again = |extra: &[&str]| {
        let args = ["worker", "add", "V1S1", "--name", "B. Chen", "--role", "supervisor", "--new-passphrase-file"];
        args.iter().chain([&own.to_str().unwrap()]).chain(extra).map(|arg| (*arg).to_owned()).collect::<Vec<_>>()
    };
    let run = |args: &[String]| home.run(&args.iter().map(String::as_str).collect::<Vec<_>>());
    let told = |args: &[String]| String::from_utf8(run(args).stderr).unwrap();
    home.ok(&["worker", "remove", "V1S1"]);
    assert!(told(&again(&[])).contains("The number is given again only with the words of"), "{}", told(&again(&[])));
    let stranger = home.json(&["key", "escrow", "--make"]);
    let stranger = passphrase(&home, "stranger", text(&stranger["words"]));
    let theirs = told(&again(&["--recovery-words-file", stranger.to_str().unwrap()]));
    assert!(theirs.contains("not the words of the recovery key that worker V1S1 had"), "{theirs}");
    let words = passphrase(&home, "words", text(&recovery["words"]));
    assert!(run(&again(&["--recovery-words-file", words.to_str().unwrap()])).status.success());
    assert_eq!(json(&home, &own, &["verify"])["holds"], true);
    home.ok(&["worker", "remove", "V1S1"]);
    let words = passphrase(&home, "office", text(&office["words"]));
    assert!(run(&again(&["--words-file", words.to_str().unwrap()])).status.success());
    assert_eq!(json(&home, &own, &["verify"])["holds"], true);
}

#[test]
fn what_is_left_after_somebody_was_removed_is_named_with_who_made_it_and_an_offices_key_can_be_taken_away() {
    let (home, [_, supervisor, _]) = shared();
    let office = home.json(&["key", "escrow", "--make"]);
    let put_in = ["key", "escrow", "--office", "County IT", "--public", text(&office["public"])];
    let (code, sentence) = refused(&home, &supervisor, &put_in);
    assert!(code == 1 && sentence.contains("V1S1 is not countersigned by the office"), "{sentence}");
    let alone = home.ok(&put_in);
    assert!(alone.contains("put in by V1A3, and nobody of the office stands behind it"), "{alone}");
    let take_away = ["key", "escrow", "--remove", "County IT"];
    assert!(refused(&home, &supervisor, &take_away).1.contains("V1S1 is not countersigned by the office"));
    let told = home.ok(&["worker", "remove", "V1S1"]);
    assert!(told.contains("office's key of County IT, made by V1A3"), "{told}");
    assert!(told.contains("passphrase of V1A3, made by V1A3"), "{told}");
    assert!(home.ok(&["key", "rotate"]).contains("office's key of County IT, made by V1A3"));
    assert!(home.fails(&["key", "escrow", "--remove", "County"]).1.contains("No office \"County\" can open this home"));
    let left = home.json(&["key", "escrow", "--remove", "County IT"]);
    assert!(left["left"].as_array().unwrap().iter().all(|way| way["label"] != "County IT"), "{left}");
    let words = passphrase(&home, "office", text(&office["words"]));
    assert_eq!(home.fails(&["key", "passphrase", "--words-file", words.to_str().unwrap()]).0, 10);
}

#[test]
fn an_offices_key_lets_somebody_cover_under_an_own_number_and_writes_as_the_office() {
    let home = TestHome::with_extracts();
    let office = home.json(&["key", "escrow", "--make"]);
    home.name_office(text(&office["public"]));
    home.ok(&["key", "escrow", "--office", "Eastmont", "--public", text(&office["public"])]);
    let words = passphrase(&home, "office", text(&office["words"]));
    let cover = passphrase(&home, "V1C3", "paper lantern");
    let before = home.json(&["verify"])["entries"].as_u64().unwrap();
    let args = ["worker", "add", "V1C3", "--name", "C. Dow", "--role", "ec", "--new-passphrase-file"];
    let more = [cover.to_str().unwrap(), "--words-file", words.to_str().unwrap()];
    home.ok(&args.into_iter().chain(more).collect::<Vec<_>>());
    json(&home, &cover, &["annotate", "0052445", "covered"]);
    let audit = home.json(&["audit"]);
    let since: Vec<_> =
        audit.as_array().unwrap().iter().filter(|line| line["entry"].as_u64().unwrap() > before).collect();
    let (by_cover, by_office): (Vec<&Value>, Vec<&Value>) =
        since.iter().copied().partition(|line| line["worker"] == "V1C3");
    assert!(by_office.iter().all(|line| line["worker"].is_null() && line["office"] == "Eastmont"), "{by_office:#?}");
    assert_eq!(
        (by_cover.len(), by_office.len()),
        (3, 4),
        "bound, opened, enrolled, let in; opened, for whom, annotated: {since:#?}"
    );
    assert!(by_cover.iter().all(|line| line["passphrase_set_by"] == "Eastmont"), "{by_cover:#?}");
    assert!(by_cover.iter().any(|line| text(&line["what"]).contains("Worked for V1A3")), "{by_cover:#?}");
    let owners = home.json(&["audit", "--worker", "V1A3"]);
    assert!(owners.as_array().unwrap().iter().all(|line| line["kind"] != "worker_enrolled" || line["entry"] == 1));
    assert!(home.ok(&["audit"]).contains("office Eastmont"));
    assert!(home.ok(&["audit"]).contains("V1C3, opened by the office's key of Eastmont"));
    assert!(home.ok(&["worker", "list"]).contains("yes, set by the office Eastmont"));
    assert!(home.ok(&["doctor"]).contains("The office Eastmont set the passphrase of V1C3"));
    assert_eq!(home.json(&["verify"])["holds"], true);
}

#[test]
fn a_role_a_name_and_an_office_are_changed_by_a_command_of_their_own_and_no_other() {
    let (home, [ec, supervisor, _]) = shared();
    let file = passphrase(&home, "new", "violet harbor");
    let args = ["worker", "add", "V1B2", "--name", "B. Chen", "--role", "clerk", "--new-passphrase-file"];
    let sentence = home.fails(&args.into_iter().chain([file.to_str().unwrap()]).collect::<Vec<_>>()).1;
    assert!(sentence.contains("is enrolled as B. Chen, EC, Eastmont. Change that with: caseload worker change V1B2"));
    home.ok(&["worker", "change", "V1B2", "--role", "clerk", "--office", "Hayward"]);
    home.ok(&["worker", "change", "V1B2", "--name", "B. Chen-Ortiz"]);
    let workers = json(&home, &ec, &["worker", "list"]);
    let told = |field: &str| text(&workers[1][field]).to_owned();
    assert_eq!([told("name"), told("role"), told("office")], ["B. Chen-Ortiz", "clerk", "Hayward"]);
    assert!(refused(&home, &supervisor, &["worker", "change", "V1S1", "--role", "clerk"]).1.contains("your own role"));
    assert!(home.fails(&["worker", "change", "V9X9", "--role", "clerk"]).1.contains("is not enrolled"));
    assert!(home.ok(&["audit"]).contains("worker changed: V1B2 as Clerk II, Hayward"));
    assert_eq!(home.json(&["verify"])["holds"], true);
}

#[test]
fn the_last_one_who_may_manage_the_home_is_not_removed() {
    let (home, [ec, supervisor, _]) = shared();
    home.ok(&["worker", "remove", "V1A3"]);
    let (code, sentence) = refused(&home, &supervisor, &["worker", "remove", "V1S1"]);
    assert!(code == 1 && sentence.contains("V1S1 is the last one here who may enroll"), "{sentence}");
    json(&home, &supervisor, &["worker", "change", "V1B2", "--role", "supervisor"]);
    json(&home, &supervisor, &["worker", "remove", "V1S1"]);
    assert!(refused(&home, &ec, &["worker", "remove", "V1B2"]).1.contains("the last one here"));
}

#[test]
fn a_supervisor_whom_nobody_countersigned_takes_no_home_from_its_owner() {
    let (home, [_, supervisor, _]) = shared();
    for taking in [&["worker", "remove", "V1A3"][..], &["worker", "change", "V1A3", "--role", "clerk"]] {
        let (code, sentence) = refused(&home, &supervisor, taking);
        assert!(code == 1 && sentence.contains("This home belongs to V1A3"), "{sentence}");
    }
    let office = home.json(&["key", "escrow", "--make"]);
    home.name_office(text(&office["public"]));
    home.ok(&["key", "escrow", "--office", "Eastmont", "--public", text(&office["public"])]);
    let words = passphrase(&home, "office", text(&office["words"]));
    home.ok(&["worker", "change", "V1S1", "--role", "supervisor", "--words-file", words.to_str().unwrap()]);
    json(&home, &supervisor, &["worker", "change", "V1A3", "--name", "A. Rivera-Soto"]);
    json(&home, &supervisor, &["worker", "remove", "V1A3"]);
    assert_eq!(json(&home, &supervisor, &["verify"])["holds"], true);
}

#[test]
fn a_clerk_does_not_reveal_a_protected_comment() {
    let (home, [ec, supervisor, clerk]) = shared();
    let args = ["--results", "Staying with her sister", "--protected", "--no-forms", "--no-documents"];
    let file = ["comment", "file", "--case", "0052445", "--type", "telephone", "--purpose", "x"];
    home.ok(&file.into_iter().chain(args).collect::<Vec<_>>());
    let id = text(&home.json(&["list", "comments"])[0]["id"]).to_owned();
    let show = ["comment", "show", "0052445", "--reveal", &id, "--reason", "safety plan"];
    let (code, sentence) = refused(&home, &clerk, &show);
    assert!(
        code == 1 && sentence.contains("V1Q9 is a Clerk II here and may not reveal a protected comment"),
        "{sentence}"
    );
    assert!(!refused(&home, &clerk, &["comment", "copy", &id, "--reveal", "--reason", "x"]).1.contains("sister"));
    for file in [ec, supervisor] {
        assert!(as_worker(&home, &file, &show).status.success());
    }
}

#[test]
fn the_record_says_who_restored_and_what_was_let_in_again() {
    let (home, [ec, _, _]) = shared();
    home.ok(&["backup"]);
    home.ok(&["worker", "remove", "V1B2"]);
    home.ok(&["key", "rotate"]);
    assert_eq!(as_worker(&home, &ec, &["verify"]).status.code(), Some(10));
    let backup = home.json(&["backup", "--list"]);
    let oldest = text(&backup.as_array().unwrap().last().unwrap()["backup"]).to_owned();
    let restored = home.json(&["restore", &oldest, "--yes"]);
    assert_eq!(restored["let_in"], serde_json::json!(["passphrase of V1B2"]));
    let audit = home.json(&["audit", "--access"]);
    let entry = audit.as_array().unwrap().iter().rfind(|line| text(&line["what"]).starts_with("Restored")).unwrap();
    assert_eq!(entry["worker"], "V1A3");
    assert!(text(&entry["what"]).contains("access restored for: passphrase of V1B2"), "{entry}");
    assert!(home.ok(&["doctor"]).contains("A restored backup gave access back to: passphrase of V1B2"));
    home.ok(&["worker", "remove", "V1B2"]);
    assert!(!home.ok(&["doctor"]).contains("gave access back"));
    assert_eq!(home.json(&["verify"])["holds"], true);
}

#[test]
fn a_worker_who_was_removed_stays_out_where_the_key_was_not_changed() {
    let (home, [ec, _, _]) = shared();
    home.ok(&["backup"]);
    home.ok(&["worker", "remove", "V1B2"]);
    let oldest = home.json(&["backup", "--list"]);
    let oldest = text(&oldest.as_array().unwrap().last().unwrap()["backup"]).to_owned();
    assert_eq!(home.json(&["restore", &oldest, "--yes"])["let_in"], serde_json::json!([]));
    assert_eq!(as_worker(&home, &ec, &["verify"]).status.code(), Some(10));
    assert_eq!(home.json(&["verify"])["holds"], true);
}

/// A backup still holds the way of a supervisor who was removed since, and the role to restore.
#[test]
fn a_supervisor_who_was_removed_does_not_come_back_with_a_backup() {
    let (home, [_, supervisor, _]) = shared();
    home.ok(&["backup"]);
    home.ok(&["worker", "remove", "V1S1"]);
    home.ok(&["key", "rotate"]);
    let entries = home.json(&["verify"])["entries"].as_u64();
    let (code, sentence) = refused(&home, &supervisor, &["restore", "--latest", "--yes"]);
    assert!(code != 0 && sentence.contains("V1S1"), "{code} {sentence}");
    assert!(home.json(&["verify"])["entries"].as_u64() >= entries, "nothing was rolled back");
    assert_eq!(as_worker(&home, &supervisor, &["verify"]).status.code(), Some(10), "the way stays closed");
}

#[test]
fn taking_the_supervisor_away_does_not_let_the_ec_decide_and_nobody_countersigns_themselves() {
    let home = TestHome::with_extracts();
    let at = |file: &std::path::Path, day: &str, args: &[&str]| {
        let mut command = assert_cmd::Command::new(assert_cmd::cargo::cargo_bin!("caseload"));
        command.env_clear().env("HOME", home.path()).env("CASELOAD_HOME", home.home_path());
        command.env("CASELOAD_MACHINE_FOLDER", home.machine_folder());
        command.env("CASELOAD_NOW", format!("{day}T09:00:00")).arg("--passphrase-file").arg(file);
        let output = command.args(args).output().unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        if output.status.success() { Ok(text(output.stdout)) } else { Err(text(output.stderr)) }
    };
    let own = home.passphrase_file();
    let supervisor = passphrase(&home, "V1S1", "paper lantern");
    let office = home.json(&["key", "escrow", "--make"]);
    home.name_office(text(&office["public"]));
    home.ok(&["key", "escrow", "--office", "Eastmont", "--public", text(&office["public"])]);
    let words = passphrase(&home, "office", text(&office["words"]));
    let add = ["worker", "add", "V1S1", "--name", "B. Chen", "--role", "supervisor", "--new-passphrase-file"];
    let added = home.ok(&add.into_iter().chain([supervisor.to_str().unwrap()]).collect::<Vec<_>>());
    assert!(added.contains("Until the office's key or a supervisor who is countersigned confirms the role"), "{added}");

    let case = "06B32751";
    let act = |file: &std::path::Path, day: &str, rest: &[&str]| at(file, day, &[&["act", case], rest].concat());
    act(&own, "2026-11-19", &["noncompliance_started", "failed_on=11/17", "appointment=12/1"]).unwrap();
    let why = ["reason=all that can be checked was checked", "--meant-so"];
    act(&own, "2026-12-07", &[&["cause_determined", "outcome=no_good_cause"][..], &why].concat()).unwrap();
    act(&own, "2026-12-08", &["sanction_reasons", "stands=none"]).unwrap();
    act(&own, "2026-12-10", &[&["sanction_requested"][..], &why].concat()).unwrap();
    at(&own, "2026-12-10", &["worker", "remove", "V1S1"]).unwrap();
    let alone = act(&own, "2026-12-11", &["sanction_imposed", "from=1/1", "approved_by=B. Chen"]).unwrap_err();
    assert!(
        alone.contains("V1S1 (B. Chen) was EC Supervisor here") && alone.contains("does not pass to another role"),
        "{alone}"
    );
    let role = ["worker", "change", "V1S1", "--role", "clerk"];
    at(&own, "2026-12-11", &role).unwrap();
    let renamed = act(&own, "2026-12-11", &["sanction_imposed", "from=1/1", "approved_by=B. Chen"]).unwrap_err();
    assert!(
        renamed.contains("does not pass to another role"),
        "another role by the EC's hand changes nothing: {renamed}"
    );

    let second = passphrase(&home, "V1S2", "copper meadow");
    let add = ["worker", "add", "V1S2", "--name", "D. Fox", "--role", "supervisor", "--new-passphrase-file"];
    at(&own, "2026-12-11", &add.into_iter().chain([second.to_str().unwrap()]).collect::<Vec<_>>()).unwrap();
    act(&second, "2026-12-11", &[&["sanction_imposed", "from=1/1"][..], &why].concat()).unwrap();
    let note = "V1S2 (D. Fox) decided here as EC Supervisor. V1A3 gave that role on Fri 12/11/2026, and nobody of the office has confirmed it.";
    let told = [
        &["why", case][..],
        &["why", case, "--json"],
        &["case", "show", case],
        &["case", "show", case, "--json"],
        &["list", "cases"],
        &["print", "handover", case, "--form", "text", "--yes"],
        &["print", "action", "--form", "text", "--yes"],
    ];
    for args in told {
        let said = at(&own, "2026-12-11", args).unwrap();
        assert!(said.split_whitespace().collect::<Vec<_>>().join(" ").contains(note), "{args:?}: {said}");
    }
    at(&second, "2026-12-11", &["desk", "draw"]).unwrap();
    for args in [&["desk", "reviews"][..], &["desk", "reviews", "--json"]] {
        assert!(at(&second, "2026-12-11", args).unwrap().contains(note), "{args:?}");
    }
    let other = at(&own, "2026-12-11", &["why", "0052445"]).unwrap();
    assert!(!other.contains("confirmed it"), "nothing of this supervisor is on that case: {other}");

    // Neither an own entry nor one of somebody who is not countersigned counts.
    let confirm = ["worker", "change", "V1S2", "--role", "supervisor"];
    at(&second, "2026-12-11", &["worker", "change", "V1S2", "--name", "D. Fox"]).unwrap();
    at(&own, "2026-12-11", &confirm).unwrap();
    assert!(at(&own, "2026-12-11", &["why", case]).unwrap().contains("has confirmed it"));
    let by_office = [&confirm[..], &["--words-file", words.to_str().unwrap()]].concat();
    at(&own, "2026-12-11", &by_office).unwrap();
    assert!(!at(&own, "2026-12-11", &["why", case]).unwrap().contains("has confirmed it"));
    assert!(at(&own, "2026-12-11", &["verify", "--json"]).unwrap().contains("\"holds\": true"));
}

#[test]
fn a_refused_restore_leaves_no_trace_of_a_home() {
    let (home, [ec, ..]) = shared();
    home.ok(&["backup"]);
    let backup = fs::read_dir(home.home_path().join("backups")).unwrap().map(|file| file.unwrap().path());
    let backup = backup.filter(|path| path.extension().is_some_and(|ending| ending == "db")).max().unwrap();
    let bare = home.path().join("bare");
    let args = ["restore", backup.to_str().unwrap(), "--yes", "--home", bare.to_str().unwrap()];
    assert!(refused(&home, &ec, &args).1.contains("for the worker to whom this home belongs"));
    assert!(!bare.exists(), "{:?}", fs::read_dir(&bare).map(Iterator::count));
}
