//! What somebody tries who can write the files of a home and has neither a passphrase nor the key (decision 15).

use secrecy::ExposeSecret as _;

use super::*;
use crate::domain::role::Role;
use crate::domain::worker::Worker;
use crate::store::keys::key_slot::KeySlot;
use crate::store::tests::{Fixture, clock, policies, worker};
use crate::store::{HomeKind, Store, connection};

const OWN: &str = "paper lantern";

/// Returns the key file as somebody reads it who has nothing but the file.
fn read(fixture: &Fixture) -> KeyFile {
    KeyFile::for_home(&fixture.home()).unwrap()
}

/// Asserts that the home does not open because its key file is not trusted, for this reason.
fn assert_refused(fixture: &Fixture, why: &str) {
    let refused = fixture.open().err();
    assert!(matches!(&refused, Some(StoreError::UntrustedKeyFile { why: told, .. }) if *told == why), "{refused:?}");
    assert_eq!(refused.unwrap().exit_code(), 11);
}

/// Returns a key file that somebody made for a key of their own.
fn strangers_file(fixture: &Fixture) -> (TrustedKeyFile, DatabaseKey) {
    let key = DatabaseKey::new_random().unwrap();
    (TrustedKeyFile::new(fixture.home().key_file_path(), "V1A3", &key, &words("a stranger")).unwrap(), key)
}

fn colleague() -> Worker {
    Worker { number: "V1B2".parse().unwrap(), name: "B. Chen".into(), role: Role::EC, ..worker() }
}

fn open_with(fixture: &Fixture, text: &str) -> Result<Store, StoreError> {
    Store::open(fixture.home(), &words(text), clock(), policies())
}

/// What is done to a key file, with its name.
type Spoiling<'a> = (&'a str, &'a dyn Fn(&mut KeyFile));

#[test]
fn attack_a_an_added_slot_is_refused_before_any_rotation_can_wrap_for_it() {
    let fixture = Fixture::new();
    drop(fixture.create());
    let mut file = read(&fixture);
    let stranger = generate_office_keys().unwrap();
    let slot = KeySlot::for_escrow("Main office", &DatabaseKey::new_random().unwrap(), &stranger.public).unwrap();
    file.slot.push(slot);
    file.save_with_checksum().unwrap();
    assert_refused(&fixture, StoreError::CHANGED_BY_OTHERS);
}

#[test]
fn attack_a_a_slot_that_is_added_while_the_home_is_open_is_not_rotated_in() {
    let fixture = Fixture::new();
    let store = fixture.create();
    let mut file = read(&fixture);
    let stranger = generate_office_keys().unwrap();
    let slot = KeySlot::for_escrow("Main office", &DatabaseKey::new_random().unwrap(), &stranger.public).unwrap();
    file.slot.push(slot);
    file.save_with_checksum().unwrap();
    assert!(matches!(store.rotate_key(), Err(StoreError::UntrustedKeyFile { .. })));
}

/// Somebody who has the key of the database can make the tags; the record still knows nothing of the way.
#[test]
fn attack_a_a_way_that_the_record_did_not_enroll_is_refused_even_with_right_tags() {
    let fixture = Fixture::new();
    let store = fixture.create();
    let mut file = store.trusted_key_file().unwrap();
    file.set_escrow_key("Main office", &generate_office_keys().unwrap().public).unwrap();
    file.save_again().unwrap();
    assert!(matches!(store.rotate_key(), Err(StoreError::UntrustedKeyFile { .. })));
    assert_refused(&fixture, StoreError::UNKNOWN_WAYS);
}

#[test]
fn attack_b_an_exchanged_public_key_is_refused() {
    let fixture = Fixture::new();
    let mut store = fixture.create();
    store.make_recovery_key().unwrap();
    drop(store);
    let mut file = read(&fixture);
    let stranger = generate_office_keys().unwrap();
    let (strangers, key) = strangers_file(&fixture);
    let exchanged = KeySlot::for_recovery("V1A3", &key, strangers.secret(), &stranger.words).unwrap();
    file.slot.pop();
    file.slot.push(exchanged);
    file.save_with_checksum().unwrap();
    assert_refused(&fixture, StoreError::CHANGED_BY_OTHERS);
}

#[test]
fn attack_b_the_slot_of_a_removed_worker_and_an_older_key_file_open_nothing_again() {
    let fixture = Fixture::new();
    let mut store = fixture.create();
    store.add_worker(colleague(), &words("battery staple"), None).unwrap();
    let before = read(&fixture);
    store.revoke_access(&colleague().number).unwrap();
    drop(store);
    let mut put_back = read(&fixture);
    put_back.slot.push(before.slot[1].clone());
    put_back.save_with_checksum().unwrap();
    for opener in ["battery staple", OWN] {
        let opened = open_with(&fixture, opener);
        assert!(matches!(opened, Err(StoreError::UntrustedKeyFile { .. })), "{opener}: {:?}", opened.err());
    }
    let mut older = before;
    older.save_with_checksum().unwrap();
    assert_refused(&fixture, StoreError::OLDER_THAN_RECORD);
}

#[test]
fn an_older_key_file_after_a_change_of_passphrase_is_refused_and_the_backup_brings_the_home_back() {
    let fixture = Fixture::new();
    let mut store = fixture.create();
    let former = read(&fixture);
    store.change_passphrase(&words("battery staple")).unwrap();
    store.back_up().unwrap();
    drop(store);
    let present = fs::read(fixture.home().key_file_path()).unwrap();
    let mut older = former;
    older.save_with_checksum().unwrap();
    assert_refused(&fixture, StoreError::OLDER_THAN_RECORD);
    fs::write(fixture.home().key_file_path(), present).unwrap();
    assert!(open_with(&fixture, "battery staple").unwrap().verify_record().unwrap().is_ok());
}

#[test]
fn attack_c_another_database_under_another_key_wrapped_for_the_workers_public_key_is_refused() {
    let fixture = Fixture::new();
    drop(fixture.create());
    let own = read(&fixture);
    let forged = Fixture::new();
    let (mut strangers, key) = strangers_file(&fixture);
    let secret = strangers.secret().clone();
    // The forged home holds an entry of the same worker, under the stranger's key.
    let home = forged.home();
    fs::create_dir_all(home.folder()).unwrap();
    drop(Store::create_with_key(home, &key, worker(), HomeKind::Real, clock(), policies()).unwrap());
    for pin in ["the pin as it is", "no pin", "the stranger's pin"] {
        let mut file = strangers.file.clone();
        let mut slot = own.slot[0].wrap_for_key(&key).unwrap();
        match pin {
            "no pin" => slot.strip_pin(),
            "the stranger's pin" => {
                let stranger = public_key::KeyPair::from_entropy(&[7; 32]);
                slot.set_pin(&stranger, &secret).unwrap();
            }
            _ => {}
        }
        file.slot = vec![slot];
        file.save_with_tags(&key, &secret).unwrap();
        fs::copy(forged.home().database_path(), fixture.home().database_path()).unwrap();
        assert_refused(&fixture, StoreError::ANOTHER_HOME);
    }
    // The stranger's own passphrase shows that nothing else kept the forged home from opening.
    strangers.save_change().unwrap();
    assert!(open_with(&fixture, "a stranger").is_ok());
}

#[test]
fn attack_c_recovery_words_open_no_other_home_either() {
    let fixture = Fixture::new();
    let mut store = fixture.create();
    let recovery = store.make_recovery_key().unwrap();
    drop(store);
    let (strangers, key) = strangers_file(&fixture);
    let mut file = strangers.file.clone();
    let mut slot = read(&fixture).slot[1].wrap_for_key(&key).unwrap();
    slot.strip_pin();
    file.slot = vec![slot];
    file.save_with_tags(&key, strangers.secret()).unwrap();
    let opened = DatabaseKey::for_home(&fixture.home(), &Credential::Words(recovery));
    assert!(matches!(opened, Err(StoreError::UntrustedKeyFile { why: StoreError::ANOTHER_HOME, .. })), "{opened:?}");
}

/// The office's words are not at hand when its key is enrolled, so that its slot is bound at its first opening.
#[test]
fn attack_c_the_offices_key_is_bound_to_the_home_at_its_first_opening() {
    let fixture = Fixture::new();
    let mut store = fixture.create();
    let office = generate_office_keys().unwrap();
    store.grant_office_access("Eastmont", &office.public).unwrap();
    drop(store);
    let opener = Credential::Words(words(office.words.expose_secret()));
    let open = || Store::open_with_credential(fixture.home(), &opener, clock(), policies());
    let entries = open().unwrap().entry_count().unwrap();
    assert_eq!(open().unwrap().entry_count().unwrap(), entries + 1, "bound once, opened again");
    let (strangers, key) = strangers_file(&fixture);
    let mut file = strangers.file.clone();
    file.slot = vec![read(&fixture).slot[1].wrap_for_key(&key).unwrap()];
    file.save_with_tags(&key, strangers.secret()).unwrap();
    assert!(matches!(open(), Err(StoreError::UntrustedKeyFile { why: StoreError::ANOTHER_HOME, .. })));
}

#[test]
fn attack_d_a_pending_slot_that_somebody_put_in_is_not_promoted() {
    let fixture = Fixture::new();
    drop(fixture.create());
    let (_strangers, key) = strangers_file(&fixture);
    let mut file = read(&fixture);
    file.pending = vec![file.slot[0].wrap_for_key(&key).unwrap()];
    file.save_with_checksum().unwrap();
    let home = fixture.home();
    fs::remove_file(home.database_path()).unwrap();
    drop(Store::create_with_key(home, &key, worker(), HomeKind::Real, clock(), policies()).unwrap());
    assert_refused(&fixture, StoreError::CHANGED_BY_OTHERS);
    assert!(!read(&fixture).pending.is_empty(), "nothing was promoted");
}

/// A home as the former form had it: no tags, no pins, and a record without ways.
fn former_home(fixture: &Fixture) -> KeyFile {
    let home = fixture.home().with_schema_version(11);
    drop(Store::create(home, &words(OWN), worker(), HomeKind::Real, clock(), policies()).unwrap());
    let key = DatabaseKey::for_home(&fixture.home(), &Credential::Passphrase(words(OWN))).unwrap();
    let mut file = KeyFile::new_empty(fixture.home().key_file_path());
    file.form = key_file::FORMER_FORM;
    file.slot = vec![KeySlot::former_for_passphrase("V1A3", &key, &words(OWN))];
    file.save_with_checksum().unwrap();
    read(fixture)
}

#[test]
fn a_key_file_of_the_former_form_is_brought_to_the_present_one_once_and_never_accepted_again() {
    let fixture = Fixture::new();
    let mut former = former_home(&fixture);
    let store = fixture.open().unwrap();
    let entries = store.entry_count().unwrap();
    assert!(store.verify_record().unwrap().is_ok());
    assert_eq!(store.enrolled_ways().unwrap().len(), 1);
    drop(store);
    assert_eq!(read(&fixture).form, 3);
    assert_eq!(fixture.open().unwrap().entry_count().unwrap(), entries, "once");
    former.save_with_checksum().unwrap();
    assert_refused(&fixture, StoreError::OLDER_THAN_RECORD);
}

/// A file that says that it has the former form needs no proof, and so must hold nothing that the present form has: the
/// slot that the worker's passphrase opens is the present one, and its pin must be asked.
#[test]
fn attack_c_a_file_of_the_former_form_with_the_workers_present_slot_is_refused() {
    let fixture = Fixture::new();
    drop(fixture.create());
    let own = read(&fixture);
    let (strangers, key) = strangers_file(&fixture);
    let forged = Fixture::new();
    let home = forged.home().with_schema_version(11);
    fs::create_dir_all(home.folder()).unwrap();
    drop(Store::create_with_key(home, &key, worker(), HomeKind::Real, clock(), policies()).unwrap());
    fs::copy(forged.home().database_path(), fixture.home().database_path()).unwrap();
    let present = own.slot[0].wrap_for_key(&key).unwrap();
    let mut stripped = present.clone();
    stripped.strip_pin();
    let mut file = KeyFile::new_empty(fixture.home().key_file_path());
    file.form = key_file::FORMER_FORM;
    for slot in [present, stripped] {
        file.slot = vec![slot.clone()];
        file.save_with_checksum().unwrap();
        assert_refused(&fixture, StoreError::CHANGED_BY_OTHERS);
        // A file in memory, whoever read it, is asked for the pin too.
        let unlocked = file.unlock(&passphrase(OWN)).err();
        assert!(matches!(unlocked, Some(StoreError::UntrustedKeyFile { why: StoreError::ANOTHER_HOME, .. })));
    }
    // Slots of the former form, and something beside them that only the present form has.
    let former = KeySlot::former_for_passphrase("V1A3", &key, &words(OWN));
    let office = KeySlot::for_escrow("Main office", &key, &generate_office_keys().unwrap().public).unwrap();
    let spoil: [Spoiling<'_>; 6] = [
        ("a slot", &|file| file.slot.push(office.clone())),
        ("a prepared slot", &|file| file.pending.push(office.clone())),
        ("a pin", &|file| {
            file.slot[0].set_pin(&public_key::KeyPair::from_entropy(&[7; 32]), strangers.secret()).unwrap();
        }),
        ("a generation", &|file| file.generation = 1),
        ("a tag", &|file| file.home_tag = "00".into()),
        ("a secret", &|file| {
            let sealed = strangers.secret().seal(key.expose_bytes(), authentication::Purpose::SealHomeSecret, "");
            file.home_secret = Some(sealed.unwrap());
        }),
    ];
    for (what, spoil) in spoil {
        file = KeyFile::new_empty(fixture.home().key_file_path());
        file.slot = vec![former.clone()];
        file.form = key_file::FORMER_FORM;
        spoil(&mut file);
        file.save_with_checksum().unwrap();
        let read = KeyFile::for_home(&fixture.home()).err();
        assert!(matches!(read, Some(StoreError::UntrustedKeyFile { .. })), "{what}: {read:?}");
    }
}

/// The two files are written one after the other; the power may go between them.
#[test]
fn f1_a_key_file_that_was_written_and_not_recorded_is_caught_up_with() {
    let fixture = Fixture::new();
    let store = fixture.create();
    let mut file = store.trusted_key_file().unwrap();
    file.set_passphrase("V1A3", &words("battery staple")).unwrap();
    file.save_change().unwrap();
    drop(store);
    let store = open_with(&fixture, "battery staple").unwrap();
    assert_eq!(store.entry_count().unwrap(), 2, "the record says so");
    assert!(store.verify_record().unwrap().is_ok());
    drop(store);
    assert_eq!(open_with(&fixture, "battery staple").unwrap().entry_count().unwrap(), 2, "once");
}

/// A kill at any step of upgrading an older key file is recovered from at the next opening.
#[test]
fn f1_an_upgrade_of_the_key_file_that_was_killed_between_its_two_files_is_carried_on() {
    let fixture = Fixture::new();
    former_home(&fixture);
    let database = fs::read(fixture.home().database_path()).unwrap();
    drop(fixture.open().unwrap());
    let upgraded = read(&fixture);
    for ending in ["db-wal", "db-shm"] {
        let _none = fs::remove_file(fixture.home().database_path().with_extension(ending));
    }
    fs::write(fixture.home().database_path(), database).unwrap();
    let store = fixture.open().unwrap();
    assert!(store.verify_record().unwrap().is_ok());
    drop(store);
    assert_eq!(read(&fixture).generation, upgraded.generation);
    let key = DatabaseKey::for_home(&fixture.home(), &Credential::Passphrase(words(OWN))).unwrap();
    assert!(connection::open_database(&fixture.home(), &key).is_ok());
}
