//! The key file: the random key of the database, wrapped by a key made from the passphrase.
//!
//! A checksum over everything else tells a damaged file from a wrong passphrase. The parameters of the key
//! derivation are authenticated with the wrapped key, so that nobody can weaken them unnoticed.

use std::fs;
use std::path::Path;

use argon2::{Algorithm, Argon2, Params, Version};
use chacha20poly1305::aead::{Aead as _, KeyInit as _, Payload};
use chacha20poly1305::{Key, XChaCha20Poly1305, XNonce};
use secrecy::{ExposeSecret as _, SecretString};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use zeroize::Zeroizing;

use super::StoreError;
use super::home::{self, Home};

/// The key of the database, 256 random bits, and the salt that SQLCipher authenticates pages with. The salt is also
/// the start of the database, but a power cut can tear it there. It does not print, and is wiped when it goes.
#[derive(Clone)]
pub struct DatabaseKey(Zeroizing<[u8; DATABASE_KEY_BYTES]>);

impl DatabaseKey {
    /// A new key.
    ///
    /// # Errors
    /// The machine gives no random numbers.
    pub fn random() -> Result<Self, StoreError> {
        let mut key = Zeroizing::new([0; DATABASE_KEY_BYTES]);
        getrandom::fill(key.as_mut_slice()).map_err(StoreError::NoRandomness)?;
        Ok(Self(key))
    }

    /// The key of a home, for whoever opens its record more than once.
    ///
    /// # Errors
    /// A wrong passphrase, or a damaged key file.
    pub fn of(home: &Home, passphrase: &SecretString) -> Result<Self, StoreError> {
        unlock(home, passphrase)
    }

    /// The key and its salt, for the cipher and for wrapping.
    pub(super) fn expose(&self) -> &[u8] {
        self.0.as_slice()
    }
}

impl std::fmt::Debug for DatabaseKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("DatabaseKey(…)")
    }
}

const KEY_BYTES: usize = 32;
const DATABASE_KEY_BYTES: usize = KEY_BYTES + SALT_BYTES;
const SALT_BYTES: usize = 16;
const NONCE_BYTES: usize = 24;

/// The form of the file; a change in what is written gets another number.
const FORM: u32 = 1;

/// Argon2id with 64 MiB and three passes: about a sixth of a second at unlock.
const MEMORY_KIB: u32 = 64 * 1024;
const PASSES: u32 = 3;
const LANES: u32 = 1;

/// Beyond this a file's parameters are damage, not a choice: the machine would stall before the passphrase is tried.
const MOST_MEMORY_KIB: u32 = 4 * 1024 * 1024;
const MOST_PASSES: u32 = 64;

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct KeyFile {
    form: u32,
    checksum: String,
    slot: Vec<Slot>,
}

/// One way to the key.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Slot {
    /// What opens it: `passphrase`.
    opened_by: String,
    derivation: String,
    memory_kib: u32,
    passes: u32,
    lanes: u32,
    salt: String,
    nonce: String,
    wrapped: String,
}

impl Slot {
    /// What is authenticated with the wrapped key besides the key itself.
    fn parameters(&self) -> String {
        format!(
            "caseload-key-{FORM}|{}|{}|{}|{}|{}|{}",
            self.opened_by, self.derivation, self.memory_kib, self.passes, self.lanes, self.salt
        )
    }

    fn is_sane(&self) -> bool {
        self.derivation == "argon2id" && self.memory_kib <= MOST_MEMORY_KIB && self.passes <= MOST_PASSES
    }
}

impl KeyFile {
    fn computed_checksum(&self) -> String {
        let mut hasher = Sha256::new();
        for slot in &self.slot {
            for field in [slot.parameters().as_str(), slot.nonce.as_str(), slot.wrapped.as_str()] {
                hasher.update((field.len() as u64).to_be_bytes());
                hasher.update(field);
            }
        }
        hex::encode(hasher.finalize())
    }
}

/// Writes a key file that holds the key for the passphrase.
pub(super) fn create(path: &Path, key: &DatabaseKey, passphrase: &SecretString) -> Result<(), StoreError> {
    let slot = wrap(key, passphrase)?;
    let mut file = KeyFile { form: FORM, checksum: String::new(), slot: vec![slot] };
    file.checksum = file.computed_checksum();
    let text = toml::to_string(&file)
        .map_err(|_unserialisable| StoreError::Internal("the key file could not be written out"))?;
    home::write_private(path, text.as_bytes())
}

/// The database's key, when the passphrase opens the key file.
pub(super) fn unlock(home: &Home, passphrase: &SecretString) -> Result<DatabaseKey, StoreError> {
    let path = home.key_file();
    let damaged = || StoreError::DamagedKeyFile { path: path.clone(), how: "damaged" };
    let text = fs::read(&path).map_err(|error| StoreError::File { path: path.clone(), what: "read", error })?;
    let text = String::from_utf8(text).map_err(|_not_text| damaged())?;
    let file: KeyFile = toml::from_str(&text).map_err(|_not_a_key_file| damaged())?;
    if file.form != FORM || file.checksum != file.computed_checksum() || !file.slot.iter().all(Slot::is_sane) {
        return Err(damaged());
    }
    let slot = file.slot.iter().find(|slot| slot.opened_by == "passphrase").ok_or_else(damaged)?;
    unwrap(slot, passphrase).ok_or_else(damaged)?.ok_or(StoreError::WrongPassphrase)
}

fn wrap(key: &DatabaseKey, passphrase: &SecretString) -> Result<Slot, StoreError> {
    let mut salt = [0; SALT_BYTES];
    let mut nonce = [0; NONCE_BYTES];
    getrandom::fill(&mut salt).map_err(StoreError::NoRandomness)?;
    getrandom::fill(&mut nonce).map_err(StoreError::NoRandomness)?;
    let mut slot = Slot {
        opened_by: "passphrase".to_owned(),
        derivation: "argon2id".to_owned(),
        memory_kib: MEMORY_KIB,
        passes: PASSES,
        lanes: LANES,
        salt: hex::encode(salt),
        nonce: hex::encode(nonce),
        wrapped: String::new(),
    };
    let wrapping = derived(&slot, &salt, passphrase)
        .ok_or(StoreError::Internal("the key derivation refused its own parameters"))?;
    let parameters = slot.parameters();
    let sealed = XChaCha20Poly1305::new(&Key::from(*wrapping))
        .encrypt(&XNonce::from(nonce), Payload { msg: key.expose(), aad: parameters.as_bytes() })
        .map_err(|_refused| StoreError::Internal("the key could not be wrapped"))?;
    slot.wrapped = hex::encode(sealed);
    Ok(slot)
}

/// `None` when the slot is not what was written, `Some(None)` when the passphrase is not the one.
#[expect(clippy::option_option, reason = "two different failures, told apart by the caller alone")]
fn unwrap(slot: &Slot, passphrase: &SecretString) -> Option<Option<DatabaseKey>> {
    let salt = hex::decode(&slot.salt).ok()?;
    let nonce: [u8; NONCE_BYTES] = hex::decode(&slot.nonce).ok()?.try_into().ok()?;
    let wrapped = hex::decode(&slot.wrapped).ok()?;
    let wrapping = derived(slot, &salt, passphrase)?;
    let parameters = slot.parameters();
    let opened = XChaCha20Poly1305::new(&Key::from(*wrapping))
        .decrypt(&XNonce::from(nonce), Payload { msg: &wrapped, aad: parameters.as_bytes() })
        .map(Zeroizing::new);
    let Ok(opened) = opened else {
        return Some(None);
    };
    let key: [u8; DATABASE_KEY_BYTES] = opened.as_slice().try_into().ok()?;
    Some(Some(DatabaseKey(Zeroizing::new(key))))
}

fn derived(slot: &Slot, salt: &[u8], passphrase: &SecretString) -> Option<Zeroizing<[u8; KEY_BYTES]>> {
    let parameters = Params::new(slot.memory_kib, slot.passes, slot.lanes, Some(KEY_BYTES)).ok()?;
    let mut key = Zeroizing::new([0; KEY_BYTES]);
    Argon2::new(Algorithm::Argon2id, Version::V0x13, parameters)
        .hash_password_into(passphrase.expose_secret().as_bytes(), salt, key.as_mut_slice())
        .ok()?;
    Some(key)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn home() -> (tempfile::TempDir, Home) {
        let folder = tempfile::tempdir().unwrap();
        let home = Home::at(folder.path().to_owned());
        (folder, home)
    }

    fn words(text: &str) -> SecretString {
        SecretString::from(text.to_owned())
    }

    #[test]
    fn the_passphrase_opens_it_and_no_other_does() {
        let (_folder, home) = home();
        let key = DatabaseKey::random().unwrap();
        create(&home.key_file(), &key, &words("correct horse")).unwrap();
        assert_eq!(unlock(&home, &words("correct horse")).unwrap().expose(), key.expose());
        assert!(matches!(unlock(&home, &words("correct house")), Err(StoreError::WrongPassphrase)));
    }

    #[test]
    fn any_changed_byte_is_damage_and_not_a_wrong_passphrase() {
        let (_folder, home) = home();
        create(&home.key_file(), &DatabaseKey::random().unwrap(), &words("correct horse")).unwrap();
        let written = fs::read(home.key_file()).unwrap();
        for place in (0..written.len()).step_by(7) {
            let mut changed = written.clone();
            changed[place] ^= 0x01;
            fs::write(home.key_file(), &changed).unwrap();
            let opened = unlock(&home, &words("correct horse"));
            // A changed space or comment between fields changes nothing that is read.
            assert!(
                matches!(opened, Err(StoreError::DamagedKeyFile { .. }) | Ok(_)),
                "byte {place}: {:?}",
                opened.err()
            );
        }
        fs::write(home.key_file(), "").unwrap();
        assert!(matches!(unlock(&home, &words("correct horse")), Err(StoreError::DamagedKeyFile { .. })));
    }
}
