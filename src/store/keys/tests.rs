//! Tests of the ways to unlock the key.

mod attacks;

use std::fs;

use secrecy::{ExposeSecret as _, SecretString};
use tempfile::TempDir;

use super::*;
use crate::store::{Home, StoreError};

struct Made {
    _folder: TempDir,
    home: Home,
    key: DatabaseKey,
}

fn made() -> Made {
    let folder = tempfile::tempdir().unwrap();
    let home = Home::new(folder.path().to_owned());
    let key = DatabaseKey::new_random().unwrap();
    TrustedKeyFile::new(home.key_file_path(), "V1A3", &key, &words("correct horse")).unwrap().save_change().unwrap();
    Made { _folder: folder, home, key }
}

fn words(text: &str) -> SecretString {
    SecretString::from(text.to_owned())
}

fn passphrase(text: &str) -> Credential {
    Credential::Passphrase(words(text))
}

fn opens(home: &Home, opener: &Credential, key: &DatabaseKey) -> bool {
    DatabaseKey::for_home(home, opener).is_ok_and(|opened| opened.expose_bytes() == key.expose_bytes())
}

#[test]
fn the_passphrase_opens_it_and_no_other_does() {
    let Made { home, key, .. } = &made();
    assert!(opens(home, &passphrase("correct horse"), key));
    let wrong = DatabaseKey::for_home(home, &passphrase("correct house"));
    assert!(matches!(wrong, Err(StoreError::WrongPassphrase)));
}

#[test]
fn any_changed_byte_is_damage_and_not_a_wrong_passphrase() {
    let Made { home, .. } = &made();
    let written = fs::read(home.key_file_path()).unwrap();
    for place in (0..written.len()).step_by(7) {
        let mut changed = written.clone();
        changed[place] ^= 0x01;
        fs::write(home.key_file_path(), &changed).unwrap();
        let opened = DatabaseKey::for_home(home, &passphrase("correct horse"));
        let noticed = matches!(opened, Err(StoreError::DamagedKeyFile { .. } | StoreError::UntrustedKeyFile { .. }));
        // A changed space between two fields does not change what is read.
        assert!(noticed || opened.is_ok(), "byte {place}: {opened:?}");
    }
    fs::write(home.key_file_path(), "").unwrap();
    assert!(matches!(DatabaseKey::for_home(home, &passphrase("x")), Err(StoreError::DamagedKeyFile { .. })));
}

#[test]
fn a_key_file_that_is_no_file_or_has_no_end_is_damaged_and_tries_that_are_none_count_as_none() {
    let Made { home, .. } = &made();
    let (keys, tries) = (home.key_file_path(), home.failed_attempts_path());
    for path in [&keys, &tries] {
        let _made = fs::remove_file(path);
        fs::write(path, vec![b'#'; (1 << 20) + 1]).unwrap();
    }
    let is_damaged = || matches!(KeyFile::for_home(home), Err(StoreError::DamagedKeyFile { .. }));
    assert!(is_damaged());
    assert_eq!(FailedAttempts::for_home(home).count, 0);
    for path in [&keys, &tries] {
        fs::remove_file(path).unwrap();
        fs::create_dir(path).unwrap();
    }
    assert!(is_damaged(), "a folder stands for whatever is no file");
    assert_eq!(FailedAttempts::for_home(home).count, 0);
}

/// Somebody who can write the file makes the derivation cheap and the checksum right.
#[test]
fn weaker_parameters_with_a_right_checksum_open_nothing() {
    let Made { home, .. } = &made();
    let mut weak = KeyFile::for_home(home).unwrap();
    weak.slot.iter_mut().for_each(key_slot::KeySlot::weaken_derivation);
    weak.save_with_checksum().unwrap();
    assert!(fs::read_to_string(home.key_file_path()).unwrap().contains("memory_kib = 64\n"));
    assert!(matches!(DatabaseKey::for_home(home, &passphrase("correct horse")), Err(StoreError::WrongPassphrase)));
}

#[test]
fn a_changed_passphrase_opens_the_same_key_and_the_former_one_no_longer() {
    let Made { home, key, .. } = &made();
    let mut file = TrustedKeyFile::for_home(home, key).unwrap();
    file.set_passphrase("V1A3", &words("battery staple")).unwrap();
    file.save_change().unwrap();
    assert!(opens(home, &passphrase("battery staple"), key));
    assert!(!opens(home, &passphrase("correct horse"), key));
    assert_eq!(file.state().ways.len(), 1);
}

#[test]
fn the_words_of_recovery_and_of_the_office_open_it_whatever_their_case_and_spaces() {
    let Made { home, key, .. } = &made();
    let (recovery, office) = (generate_office_keys().unwrap(), generate_office_keys().unwrap());
    let mut file = TrustedKeyFile::for_home(home, key).unwrap();
    file.set_recovery_key("V1A3", &recovery.words).unwrap();
    file.set_escrow_key("Eastmont", &office.public.to_uppercase()).unwrap();
    file.save_change().unwrap();
    let untidy = recovery.words.expose_secret().to_uppercase().replace(' ', "  \n");
    assert!(opens(home, &Credential::Words(words(&untidy)), key));
    assert!(opens(home, &Credential::Words(office.words), key));
    assert!(opens(home, &passphrase("correct horse"), key));
    let stranger = generate_office_keys().unwrap().words;
    assert!(matches!(DatabaseKey::for_home(home, &Credential::Words(stranger)), Err(StoreError::WrongWords)));
    let kinds: Vec<_> = file.state().ways.into_iter().map(|way| way.kind.id()).collect();
    assert_eq!(kinds, ["passphrase", "recovery", "escrow"]);
}

#[test]
fn words_that_are_no_key_are_reported() {
    let Made { home, key, .. } = &made();
    let pair = generate_office_keys().unwrap();
    let right: Vec<&str> = pair.words.expose_secret().split(' ').collect();
    let told = |text: &str| DatabaseKey::for_home(home, &Credential::Words(words(text))).unwrap_err().to_string();
    assert!(told(&right[..23].join(" ")).contains("23 words were given, not 24"));
    let mut unknown = right.clone();
    unknown[6] = "qwertz";
    assert!(told(&unknown.join(" ")).contains("word 7 is not one of the list"), "{}", told(&unknown.join(" ")));
    assert!(matches!(
        TrustedKeyFile::for_home(home, key).unwrap().set_escrow_key("x", "beef"),
        Err(StoreError::NotAPublicKey)
    ));
}

#[test]
fn a_key_and_an_opener_do_not_print() {
    let shown = format!("{:?} {:?}", DatabaseKey::new_random().unwrap(), passphrase("correct horse"));
    assert!(!shown.contains("horse") && shown.starts_with("DatabaseKey(…)"), "{shown}");
}
