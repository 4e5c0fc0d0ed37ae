//! Mangled files of every kind, given to the binary as a worker would give them: it refuses or reads them, says so in a
//! sentence, and the record is as it was.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;
use std::time::Duration;

use rand::RngExt as _;
use rand_chacha::ChaCha8Rng;

use super::mangle::{mangle, mangle_inside};
use super::support::{TestHome, fixture, fixtures};
use super::{Attempts, assert_sound};

const CASE: &str = "05B36344";
/// The longest time that a command may take, on a machine that does other work too.
const LONGEST: Duration = Duration::from_mins(1);
const POLICY: &str = "[[set]]\nin_force_from = 1998-01-01\n[set.rule.late_entry]\nworking_days = 5\n\
    source = \"office memo 4\"\ncertainty = \"setting\"\nwords = \"five working days\"\n";
const SETTINGS: &str = "county = \"alameda\"\ntheme = \"dark\"\nlock_after_minutes = 10\nspelling = \"en_US\"\n";
const PHRASES: &str = "[[phrase]]\nword = \"wpr\"\ntext = \"Work participation review on {date}\"\n";
const MATCH_LIST: &str = "Name,Date of Birth\n\"Vu, Mai\",01/05/1990\n\"Ortiz, Ana\",07/12/2019\n";

/// What is mangled, and the arguments of the command that reads it.
enum Target {
    /// A file that is named on the command line.
    Named { bytes: Vec<u8>, name: &'static str, args: &'static [&'static str] },
    /// A file of the home, which the program reads by itself.
    OfHome { bytes: Vec<u8>, place: &'static str, args: &'static [&'static str] },
}

fn run(home: &TestHome, args: &[&str]) -> Output {
    home.command().args(args).timeout(LONGEST).output().unwrap()
}

fn verify(home: &TestHome, attempt: &str) {
    let output = run(home, &["verify"]);
    assert_eq!(assert_sound(attempt, &output), 0, "{attempt}: {}", String::from_utf8_lossy(&output.stderr));
}

fn draw_target(facts: &[u8], chance: &mut ChaCha8Rng) -> Target {
    let named = |bytes: Vec<u8>, name, args| Target::Named { bytes, name, args };
    let of_home = |text: &str, place, args, chance: &mut ChaCha8Rng| Target::OfHome {
        bytes: mangle(text.as_bytes(), chance),
        place,
        args,
    };
    let extract = |chance: &mut ChaCha8Rng| {
        let files = fixtures();
        fs::read(&files[chance.random_range(0..files.len())]).unwrap()
    };
    let workbook = || fs::read(fixture("es108_V1A3_2026-11-19.xlsx")).unwrap();
    match chance.random_range(0..11) {
        0 => named(mangle(facts, chance), "facts.json", &["evaluate"]),
        1 => named(mangle(&extract(chance), chance), "extract.csv", &["import", "--preview"]),
        2 => named(mangle_inside(&workbook(), chance), "extract.xlsx", &["import", "--preview"]),
        3 => named(mangle(&extract(chance), chance), "extract.csv", &["layout", "guess"]),
        4 => named(
            mangle(include_bytes!("../../assets/layouts/exemptions.toml"), chance),
            "own.toml",
            &["layout", "check"],
        ),
        5 => named(mangle(POLICY.as_bytes(), chance), "policy.toml", &["policy", "show", "--policy"]),
        6 => named(mangle(MATCH_LIST.as_bytes(), chance), "list.csv", &["match", "--yes"]),
        7 => of_home(POLICY, "policy.toml", &["list", "today"], chance),
        8 => of_home(SETTINGS, "settings.toml", &["list", "today"], chance),
        9 => of_home(PHRASES, "catalog/phrases.toml", &["phrase", "list"], chance),
        _ => named(mangle(&extract(chance), chance), "extract.txt", &["layout", "check"]),
    }
}

fn write(path: &Path, bytes: &[u8]) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, bytes).unwrap();
}

#[test]
fn mangled_files_are_read_or_refused_and_the_record_holds() {
    let home = TestHome::with_extracts();
    let facts = home.ok(&["facts", CASE]);
    let mut attempts = Attempts::begin();
    for (attempt, mut chance) in attempts.by_ref() {
        let (path, args) = match draw_target(facts.as_bytes(), &mut chance) {
            Target::Named { bytes, name, args } => {
                let path = home.path().join(name);
                write(&path, &bytes);
                (path.clone(), args.iter().map(|arg| (*arg).to_owned()).chain([path.display().to_string()]).collect())
            }
            Target::OfHome { bytes, place, args } => {
                let path = home.home_path().join(place);
                write(&path, &bytes);
                (path, args.iter().map(|arg| (*arg).to_owned()).collect::<Vec<_>>())
            }
        };
        let args: Vec<&str> = args.iter().map(String::as_str).collect();
        assert_sound(&format!("{attempt}, {args:?} with {}", path.display()), &run(&home, &args));
        fs::remove_file(path).unwrap();
    }
    println!("{} mangled files of seed {}", attempts.count, attempts.seed);
    verify(&home, "after");
    assert_eq!(home.ok(&["facts", CASE]), facts, "a file that was only looked at changed a case");
}

/// Whatever is changed in the key file or the database, the home opens as it was or is refused as damaged. It never
/// says "wrong passphrase" where the passphrase is right, because the worker would look for the error in the wrong place.
#[test]
fn a_home_with_changed_bytes_is_whole_or_refused_as_damaged() {
    let home = TestHome::with_extracts();
    home.ok(&["backup"]);
    let files: Vec<(PathBuf, Vec<u8>)> = ["caseload.keys", "caseload.db"]
        .map(|name| home.home_path().join(name))
        .map(|path| (path.clone(), fs::read(path).unwrap()))
        .into();
    let mut attempts = Attempts::begin();
    for (attempt, mut chance) in attempts.by_ref() {
        let (path, bytes) = &files[chance.random_range(0..files.len())];
        let mangled = mangle(bytes, &mut chance);
        fs::write(path, &mangled).unwrap();
        let output = run(&home, &["verify"]);
        let code = assert_sound(&attempt, &output);
        let said = String::from_utf8_lossy(&output.stderr);
        let is_whole = code == 0;
        assert!(is_whole || matches!(code, 11..=13 | 20), "{attempt}: {code} {said}");
        for (path, bytes) in &files {
            fs::write(path, bytes).unwrap();
        }
        for leftover in ["caseload.db-wal", "caseload.db-shm", "caseload.tries"] {
            let _ = fs::remove_file(home.home_path().join(leftover));
        }
    }
    println!("{} changed homes of seed {}", attempts.count, attempts.seed);
    verify(&home, "after");
}

/// A backup that was changed on its medium replaces nothing.
#[test]
fn a_mangled_backup_replaces_nothing() {
    let home = TestHome::with_extracts();
    home.ok(&["backup"]);
    let backups = home.home_path().join("backups");
    let backup = fs::read_dir(&backups)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .find(|path| path.extension().is_some_and(|extension| extension == "db"))
        .unwrap();
    let (database, keys) = (fs::read(&backup).unwrap(), fs::read(backup.with_extension("keys")).unwrap());
    let (copy, copied_keys) = (home.path().join("copy.db"), home.path().join("copy.keys"));
    let mut attempts = Attempts::begin();
    for (attempt, mut chance) in attempts.by_ref() {
        let changes_keys: bool = chance.random();
        let mangled = mangle(if changes_keys { &keys } else { &database }, &mut chance);
        fs::write(&copy, if changes_keys { &database } else { &mangled }).unwrap();
        fs::write(&copied_keys, if changes_keys { &mangled } else { &keys }).unwrap();
        let is_changed = mangled != *if changes_keys { &keys } else { &database };
        let output = run(&home, &["restore", copy.to_str().unwrap(), "--yes"]);
        let code = assert_sound(&attempt, &output);
        assert!(code != 0 || !is_changed || is_whole(&home), "{attempt}: a changed backup replaced the record");
    }
    println!("{} changed backups of seed {}", attempts.count, attempts.seed);
    verify(&home, "after");
}

fn is_whole(home: &TestHome) -> bool {
    run(home, &["verify"]).status.success()
}
