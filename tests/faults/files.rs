//! Files of the home that are not what they were.

use std::fs;
use std::path::PathBuf;

use caseload::store::{DatabaseKey, DraftTarget, Home, Store, StoreError};
use rand::{RngExt as _, SeedableRng as _};
use rand_chacha::ChaCha8Rng;

use super::{clock, file, open, opener, policies};
use crate::support::{PASSPHRASE, TestHome};

const FLIPS: usize = 200;
const ID: &str = "019a0000-0000-7000-8000-000000000001";

fn database(home: &TestHome) -> PathBuf {
    home.home_path().join("caseload.db")
}

fn log(home: &TestHome) -> PathBuf {
    home.home_path().join("caseload.db-wal")
}

#[test]
fn f7_two_hundred_flipped_bits_are_two_hundred_noticed() {
    let home = TestHome::with_extracts();
    let whole = fs::read(database(&home)).unwrap();
    let key = DatabaseKey::for_home(&Home::new(home.home_path()), &opener()).unwrap();
    let mut chance = ChaCha8Rng::seed_from_u64(4);
    let noticed = (0..FLIPS).filter(|_| {
        let place = chance.random_range(0..whole.len());
        let mut flipped = whole.clone();
        flipped[place] ^= 1 << chance.random_range(0..8);
        fs::write(database(&home), &flipped).unwrap();
        is_noticed(&home, &key)
    });
    assert_eq!(noticed.count(), FLIPS);
    fs::write(database(&home), &whole).unwrap();
    assert!(!is_noticed(&home, &key), "and nothing is noticed where nothing is wrong");
}

/// Whether opening or checking the pages tells that the file is damaged.
fn is_noticed(home: &TestHome, key: &DatabaseKey) -> bool {
    match Store::open_with_key(Home::new(home.home_path()), key, clock(), policies()) {
        Err(StoreError::DamagedDatabase { .. }) => true,
        Err(other) => panic!("{other}"),
        Ok(store) => !store.damaged_pages().unwrap().is_empty(),
    }
}

/// A home whose last comment lies in the write-ahead log alone, as after a kill.
/// Writes a draft into a home and leaves its log beside the database, as a kill does.
fn with_hot_log(home: TestHome) -> TestHome {
    let mut store = open(&home).unwrap();
    store.save_draft(&super::CASE.parse().unwrap(), &DraftTarget::Comment, "typed").unwrap();
    let hot = [database(&home), log(&home)].map(|path| (fs::read(&path).unwrap(), path));
    store.record_all(vec![]).unwrap();
    drop(store);
    for (bytes, path) in hot {
        fs::write(path, bytes).unwrap();
    }
    home
}

#[test]
fn f8_the_log_of_another_database_is_refused_and_changes_nothing() {
    let (home, other) = (with_hot_log(TestHome::with_extracts()), with_hot_log(TestHome::with_own_extracts()));
    let own = fs::read(log(&home)).unwrap();
    let before = fs::read(database(&home)).unwrap();
    fs::copy(log(&other), log(&home)).unwrap();
    let (code, sentence) = home.fails(&["list", "today"]);
    assert_eq!(code, 12);
    assert!(sentence.contains("caseload.db-wal does not belong to this database"), "{sentence}");
    assert_eq!(fs::read(database(&home)).unwrap(), before, "the foreign log was not written into it");
    fs::write(log(&home), own).unwrap();
    assert_eq!(open(&home).unwrap().worker_drafts().unwrap().len(), 1, "with its own log all is there");
}

#[test]
fn f8_a_log_of_garbage_and_a_missing_index_change_nothing() {
    let home = TestHome::with_extracts();
    home.ok(&file(ID, "Agreed to come in"));
    fs::write(log(&home), vec![0x5a; 40_000]).unwrap();
    fs::write(home.home_path().join("caseload.db-shm"), vec![0x5a; 32_768]).unwrap();
    assert_eq!(home.json(&["list", "comments"]).as_array().unwrap().len(), 1);
    let home = with_hot_log(TestHome::with_extracts());
    let _none = fs::remove_file(home.home_path().join("caseload.db-shm"));
    assert_eq!(open(&home).unwrap().worker_drafts().unwrap().len(), 1);
}

#[test]
fn f9_wrong_passphrase_damaged_key_file_and_damaged_database_are_told_apart() {
    let home = TestHome::with_extracts();
    let keys = home.home_path().join("caseload.keys");
    let (key, data) = (fs::read_to_string(&keys).unwrap(), fs::read(database(&home)).unwrap());
    let code = |home: &TestHome| home.fails(&["list", "today"]).0;
    fs::write(home.passphrase_file(), "open barley\n").unwrap();
    assert_eq!(code(&home), 10);
    fs::write(home.passphrase_file(), PASSPHRASE).unwrap();
    fs::write(&keys, key.replace("memory_kib = ", "memory_kib = 8 # ")).unwrap();
    assert_eq!(code(&home), 11, "weaker parameters are damage");
    fs::write(&keys, &key).unwrap();
    fs::write(database(&home), "This is a letter and no database.\n".repeat(200)).unwrap();
    assert_eq!(code(&home), 12);
    fs::write(database(&home), &data).unwrap();
    home.ok(&["list", "today"]);
}
