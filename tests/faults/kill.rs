//! The binary is killed at a random moment, again and again: what it had said was done is done.
//!
//! `CASELOAD_KILLS` sets how many times in all; a longer job takes 500.

use std::fs;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use rand::{RngExt as _, SeedableRng as _};
use rand_chacha::ChaCha8Rng;

use caseload::domain::Change;
use caseload::domain::audit_event::AuditEvent;
use caseload::domain::role::Role;
use caseload::domain::worker::Worker;
use caseload::store::{Home, HomeKind, Store, VerifiedBackup, list_backups};
use secrecy::SecretString;

use super::{clock, file, open, opener, policies};
use crate::support::{PASSPHRASE, TestHome, fixture};

/// Kills in all, over the tests of this file, unless told otherwise.
const KILLS: u32 = 60;

/// This test's share of the kills.
fn kills(share: u32) -> u32 {
    let all = std::env::var("CASELOAD_KILLS").ok().and_then(|kills| kills.parse().ok()).unwrap_or(KILLS);
    (all * share).div_ceil(KILLS)
}

/// Starts the binary and kills it, within about the time it takes when it is left alone. Gives whether it was done
/// before.
fn killed(desk: &TestHome, args: &[&str], whole: Duration, chance: &mut ChaCha8Rng) -> bool {
    let mut child = started(desk, args);
    thread::sleep(whole.mul_f64(chance.random_range(0.0..1.8)));
    // It may have ended by itself.
    let _ended = child.kill();
    child.wait().unwrap().success()
}

fn started(desk: &TestHome, args: &[&str]) -> std::process::Child {
    let sealed = desk.command();
    let mut command = Command::new(sealed.get_program());
    command.env_clear().envs(sealed.get_envs().filter_map(|(name, value)| Some((name, value?))));
    command.args(sealed.get_args()).args(args).stdout(Stdio::null()).stderr(Stdio::null());
    command.spawn().unwrap()
}

/// How long the command takes when it is left alone.
fn time(desk: &TestHome, args: &[&str]) -> Duration {
    let start = Instant::now();
    assert!(started(desk, args).wait().unwrap().success(), "{args:?}");
    start.elapsed()
}

/// Half a practice caseload would look like a whole one.
#[test]
fn f1_killed_while_making_a_practice_home_the_next_start_makes_it_whole() {
    let args = ["demo", "--no-open", "--cases", "12", "--seed", "3", "--as-of", "2026-11-19"];
    let held = |desk: &TestHome| {
        let made = desk.json(&args);
        fs::write(desk.passphrase_file(), made["passphrase"].as_str().unwrap()).unwrap();
        let found = desk.json(&["verify"]);
        assert_eq!(found["holds"], true);
        found["entries"].clone()
    };
    let undisturbed = TestHome::bare();
    let whole = time(&undisturbed, &args);
    let entries = held(&undisturbed);
    for part in [0.3, 0.6, 0.8, 0.95] {
        let desk = TestHome::bare();
        let mut child = started(&desk, &args);
        thread::sleep(whole.mul_f64(part));
        child.kill().unwrap();
        child.wait().unwrap();
        assert_eq!(held(&desk), entries, "killed after {part} of {whole:?}");
    }
}

#[test]
fn f1_killed_while_filing_nothing_acknowledged_is_lost() {
    let desk = TestHome::new();
    desk.ok(&["import", fixture("es108_V1A3_2026-11-19.xlsx").to_str().unwrap()]);
    let mut chance = ChaCha8Rng::seed_from_u64(1);
    let id = |number: u32| format!("019a0000-0000-7000-8000-{number:012}");
    let mut acknowledged = vec![id(0)];
    let whole = time(&desk, &file(&id(0), "first"));
    for number in 1..=kills(25) {
        if killed(&desk, &file(&id(number), "Agreed to come in on Friday"), whole, &mut chance) {
            acknowledged.push(id(number));
        }
        let store = open(&desk).unwrap();
        for id in &acknowledged {
            assert!(store.comment_by_id(id.parse().unwrap()).unwrap().is_some(), "lost {id}");
        }
        assert!(store.verify_record().unwrap().is_ok());
    }
    println!("filing: {} kills, {} acknowledged, none lost", kills(25), acknowledged.len());
}

#[test]
fn f1_killed_while_importing_a_file_is_read_whole_or_not_at_all() {
    let listing = fixture("es108_V1A3_2026-11-19.xlsx");
    let args = ["import", listing.to_str().unwrap()];
    let whole = time(&TestHome::new(), &args);
    let mut chance = ChaCha8Rng::seed_from_u64(2);
    let (mut desk, mut read, mut done) = (TestHome::new(), 0, 0);
    for _ in 0..kills(8) {
        done += u32::from(killed(&desk, &args, whole, &mut chance));
        let store = open(&desk).unwrap();
        let entries = store.verify_record().unwrap().unwrap().entries;
        assert!(entries == 1 || store.case_records().unwrap().len() == 118, "{entries} entries");
        if entries > 1 {
            read += 1;
            drop(store);
            desk = TestHome::new();
        }
    }
    assert!(read >= done);
    println!("importing: {} kills, {done} acknowledged, {read} read", kills(8));
}

#[test]
fn f1_killed_while_a_home_is_made_it_is_there_or_can_be_made() {
    let args = ["new", "--worker", "V1A3", "--name", "A. Rivera", "--role", "ec", "--office", "Eastmont"];
    let whole = time(&TestHome::bare(), &args);
    let mut chance = ChaCha8Rng::seed_from_u64(3);
    let (mut made, mut started_over) = (0, 0);
    for _ in 0..kills(5) {
        let desk = TestHome::bare();
        let done = killed(&desk, &args, whole, &mut chance);
        if desk.home_path().join("caseload.keys").exists() {
            made += 1;
        } else {
            assert!(!done, "it was said to be made");
            started_over += 1;
            assert_eq!(desk.fails(&["list", "today"]).0, 16);
            desk.ok(&args);
        }
        assert!(open(&desk).unwrap().verify_record().unwrap().is_ok());
    }
    println!("making: {made} made, {started_over} made anew");
}

#[test]
fn f1_killed_while_the_key_is_rotated_the_home_opens() {
    let desk = TestHome::new();
    desk.ok(&["import", fixture("es108_V1A3_2026-11-19.xlsx").to_str().unwrap()]);
    let whole = time(&desk, &["key", "rotate"]);
    let mut chance = ChaCha8Rng::seed_from_u64(5);
    let mut done = 0;
    for _ in 0..kills(7) {
        done += u32::from(killed(&desk, &["key", "rotate"], whole, &mut chance));
        let store = open(&desk).unwrap();
        assert!(store.verify_record().unwrap().is_ok());
        assert_eq!(store.case_records().unwrap().len(), 118);
        assert!(!desk.home_path().join("caseload.db.making").exists(), "nothing is left over");
    }
    println!("rotating: {} kills, {done} acknowledged", kills(7));
}

#[test]
fn f1_killed_while_backing_up_every_backup_that_is_listed_is_whole() {
    let desk = TestHome::new();
    desk.ok(&["import", fixture("es108_V1A3_2026-11-19.xlsx").to_str().unwrap()]);
    let whole = time(&desk, &["backup"]);
    let mut chance = ChaCha8Rng::seed_from_u64(6);
    for _ in 0..kills(5) {
        let done = killed(&desk, &["backup"], whole, &mut chance);
        let listed = list_backups(&Home::new(desk.home_path())).unwrap();
        assert!(!done || !listed.is_empty());
        for backup in listed {
            assert_eq!(VerifiedBackup::open_and_verify(&backup.path, &opener()).unwrap().entry_count(), backup.entries);
        }
    }
    assert!(open(&desk).unwrap().verify_record().unwrap().is_ok());
}

#[test]
fn f1_killed_while_restoring_it_can_be_done_again() {
    let desk = TestHome::new();
    desk.ok(&["import", fixture("es108_V1A3_2026-11-19.xlsx").to_str().unwrap()]);
    desk.ok(&["backup"]);
    let args = ["restore", "--latest", "--yes"];
    let whole = time(&desk, &args);
    let mut chance = ChaCha8Rng::seed_from_u64(7);
    for _ in 0..kills(3) {
        killed(&desk, &args, whole, &mut chance);
        if open(&desk).is_err() {
            desk.ok(&args);
        }
        let store = open(&desk).unwrap();
        assert!(store.verify_record().unwrap().is_ok());
        assert_eq!(store.case_records().unwrap().len(), 118);
    }
}

/// How many entries a home has that gets another form.
const OLDER: u64 = 3_000;

/// A home as an earlier version of the program made it.
fn older() -> TestHome {
    let desk = TestHome::bare();
    let home = Home::new(desk.home_path()).with_schema_version(1);
    let worker =
        Worker { number: "V1A3".parse().unwrap(), name: "A. Rivera".into(), role: Role::EC, office: "Eastmont".into() };
    let passphrase = SecretString::from(PASSPHRASE.to_owned());
    let mut store = Store::create(home, &passphrase, worker, HomeKind::Real, clock(), policies()).unwrap();
    let access = || Change::Accessed { case: None, access: AuditEvent::Exported("a list".to_owned()) };
    store.record_all((1..OLDER).map(|_| access()).collect()).unwrap();
    desk
}

/// Whether the copy that is made before a new form is there.
fn has_copy(desk: &TestHome) -> bool {
    let kept = fs::read_dir(desk.home_path()).unwrap().map(|entry| entry.unwrap());
    let mut copies = kept.filter(|entry| entry.file_name().to_string_lossy().starts_with("before-form-"));
    copies.any(|folder| folder.path().join("caseload.db").exists())
}

#[test]
fn f1_f13_killed_while_it_gets_another_form_the_home_has_one_or_the_other() {
    let desk = older();
    let files = ["caseload.db", "caseload.keys"].map(|name| desk.home_path().join(name));
    let former = files.each_ref().map(|path| fs::read(path).unwrap());
    let mut chance = ChaCha8Rng::seed_from_u64(8);
    let whole = time(&desk, &["verify"]);
    let (mut done, mut changed) = (0, 0);
    for _ in 0..kills(7) {
        fs::remove_dir_all(desk.home_path()).unwrap();
        fs::create_dir(desk.home_path()).unwrap();
        files.iter().zip(&former).for_each(|(path, bytes)| fs::write(path, bytes).unwrap());
        done += u32::from(killed(&desk, &["verify"], whole, &mut chance));
        changed += u32::from(has_copy(&desk));
        let store = open(&desk).unwrap();
        let entries = store.verify_record().unwrap().unwrap().entries;
        assert_eq!(entries, OLDER + 1, "the newer form has one more, with the ways into the home, and has it once");
        assert!(has_copy(&desk), "a copy of the former form is kept");
    }
    println!("another form: {} kills, {changed} after the copy was made, {done} done", kills(7));
}

/// The lock of a killed instance is gone with it.
#[test]
fn f11_a_killed_instance_leaves_no_lock_and_a_living_one_is_reported() {
    let desk = TestHome::with_extracts();
    let store = open(&desk).unwrap();
    let (code, sentence) = desk.fails(&["list", "today"]);
    assert_eq!(code, 15);
    assert_eq!(sentence, "caseload: This home is open in another window. Close it there first.\n");
    drop(store);
    let mut child = started(&desk, &["list", "today"]);
    thread::sleep(Duration::from_millis(50));
    let _ended = child.kill();
    child.wait().unwrap();
    desk.ok(&["list", "today"]);
}
