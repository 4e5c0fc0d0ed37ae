//! Files of the home that are not what they were.

use std::fs;
use std::path::PathBuf;

use caseload::store::{DatabaseKey, DraftTarget, Home, Store, StoreError};
use rand::{RngExt as _, SeedableRng as _};
use rand_chacha::ChaCha8Rng;

use super::{clock, file, open, opener, policies};
use crate::support::{Desk, PASSPHRASE};

const FLIPS: usize = 200;
const ID: &str = "019a0000-0000-7000-8000-000000000001";

fn database(desk: &Desk) -> PathBuf {
    desk.home().join("caseload.db")
}

fn log(desk: &Desk) -> PathBuf {
    desk.home().join("caseload.db-wal")
}

#[test]
fn f7_two_hundred_flipped_bits_are_two_hundred_noticed() {
    let desk = Desk::with_extracts();
    let whole = fs::read(database(&desk)).unwrap();
    let key = DatabaseKey::for_home(&Home::new(desk.home()), &opener()).unwrap();
    let mut chance = ChaCha8Rng::seed_from_u64(4);
    let noticed = (0..FLIPS).filter(|_| {
        let place = chance.random_range(0..whole.len());
        let mut flipped = whole.clone();
        flipped[place] ^= 1 << chance.random_range(0..8);
        fs::write(database(&desk), &flipped).unwrap();
        is_noticed(&desk, &key)
    });
    assert_eq!(noticed.count(), FLIPS);
    fs::write(database(&desk), &whole).unwrap();
    assert!(!is_noticed(&desk, &key), "and nothing is noticed where nothing is wrong");
}

/// Whether opening or checking the pages tells that the file is damaged.
fn is_noticed(desk: &Desk, key: &DatabaseKey) -> bool {
    match Store::open_with_key(Home::new(desk.home()), key, clock(), policies()) {
        Err(StoreError::DamagedDatabase { .. }) => true,
        Err(other) => panic!("{other}"),
        Ok(store) => !store.damaged_pages().unwrap().is_empty(),
    }
}

/// A home whose last comment lies in the write-ahead log alone, as after a kill.
fn with_hot_log() -> Desk {
    let desk = Desk::with_extracts();
    let mut store = open(&desk).unwrap();
    store.save_draft(&super::CASE.parse().unwrap(), &DraftTarget::Comment, "typed").unwrap();
    let hot = [database(&desk), log(&desk)].map(|path| (fs::read(&path).unwrap(), path));
    store.record_all(vec![]).unwrap();
    drop(store);
    for (bytes, path) in hot {
        fs::write(path, bytes).unwrap();
    }
    desk
}

#[test]
fn f8_the_log_of_another_database_is_refused_and_changes_nothing() {
    let (desk, other) = (with_hot_log(), with_hot_log());
    let own = fs::read(log(&desk)).unwrap();
    let before = fs::read(database(&desk)).unwrap();
    fs::copy(log(&other), log(&desk)).unwrap();
    let (code, sentence) = desk.fails(&["list", "today"]);
    assert_eq!(code, 12);
    assert!(sentence.contains("caseload.db-wal does not belong to this database"), "{sentence}");
    assert_eq!(fs::read(database(&desk)).unwrap(), before, "the foreign log was not written into it");
    fs::write(log(&desk), own).unwrap();
    assert_eq!(open(&desk).unwrap().worker_drafts().unwrap().len(), 1, "with its own log all is there");
}

#[test]
fn f8_a_log_of_garbage_and_a_missing_index_change_nothing() {
    let desk = Desk::with_extracts();
    desk.ok(&file(ID, "Agreed to come in"));
    fs::write(log(&desk), vec![0x5a; 40_000]).unwrap();
    fs::write(desk.home().join("caseload.db-shm"), vec![0x5a; 32_768]).unwrap();
    assert_eq!(desk.json(&["list", "comments"]).as_array().unwrap().len(), 1);
    let desk = with_hot_log();
    let _none = fs::remove_file(desk.home().join("caseload.db-shm"));
    assert_eq!(open(&desk).unwrap().worker_drafts().unwrap().len(), 1);
}

#[test]
fn f9_wrong_passphrase_damaged_key_file_and_damaged_database_are_told_apart() {
    let desk = Desk::with_extracts();
    let keys = desk.home().join("caseload.keys");
    let (key, data) = (fs::read_to_string(&keys).unwrap(), fs::read(database(&desk)).unwrap());
    let code = |desk: &Desk| desk.fails(&["list", "today"]).0;
    fs::write(desk.passphrase_file(), "open barley\n").unwrap();
    assert_eq!(code(&desk), 10);
    fs::write(desk.passphrase_file(), PASSPHRASE).unwrap();
    fs::write(&keys, key.replace("memory_kib = 65536", "memory_kib = 8")).unwrap();
    assert_eq!(code(&desk), 11, "weaker parameters are damage");
    fs::write(&keys, &key).unwrap();
    fs::write(database(&desk), "This is a letter and no database.\n".repeat(200)).unwrap();
    assert_eq!(code(&desk), 12);
    fs::write(database(&desk), &data).unwrap();
    desk.ok(&["list", "today"]);
}
