//! The key of the database and the ways to it. The key is random; each way wraps it for the public key of one who may
//! open the home. The private key is opened by a worker's passphrase, or is the words of a recovery key or of an office.

mod failed_attempts;
mod key_file;
mod passphrase;
mod public_key;
#[cfg(test)]
mod tests;

pub(super) use failed_attempts::FailedAttempts;
pub(super) use key_file::{ESCROW, KeyFile, PASSPHRASE};

pub use key_file::KeyHolder;
pub use public_key::{OfficeKeys, generate_office_keys};

use getrandom::fill;
use secrecy::SecretString;
use zeroize::Zeroizing;

use super::{Home, StoreError};

const KEY_BYTES: usize = 32;
const SALT_BYTES: usize = 16;
const DATABASE_KEY_BYTES: usize = KEY_BYTES + SALT_BYTES;

/// The key of the database, 256 random bits, and the salt that SQLCipher authenticates pages with. The salt is also
/// the start of the database, but a power cut can tear it there. It does not print, and is wiped when it goes.
#[derive(Clone)]
pub struct DatabaseKey(Zeroizing<[u8; DATABASE_KEY_BYTES]>);

impl DatabaseKey {
    /// A new key.
    ///
    /// # Errors
    /// The machine gives no random numbers.
    pub fn new_random() -> Result<Self, StoreError> {
        random_bytes().map(Self)
    }

    /// The key of a home, for whoever opens its record more than once.
    ///
    /// # Errors
    /// A wrong passphrase, or a damaged key file.
    pub fn for_home(home: &Home, opener: &Credential) -> Result<Self, StoreError> {
        Ok(KeyFile::for_home(home)?.unlock(opener)?.key)
    }

    /// The key and its salt, for the cipher and for wrapping.
    pub(super) fn expose_bytes(&self) -> &[u8] {
        self.0.as_slice()
    }

    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(|key| Self(Zeroizing::new(key)))
    }
}

impl std::fmt::Debug for DatabaseKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("DatabaseKey(…)")
    }
}

/// What somebody opens a home with.
#[derive(Debug, Clone)]
pub enum Credential {
    /// The worker's passphrase.
    Passphrase(SecretString),
    /// The 24 words of the recovery key, or of the office's private key.
    Words(SecretString),
}

/// What a way into the home gives.
pub(super) struct UnlockedKey {
    /// The key of the database.
    pub(super) key: DatabaseKey,
    /// The key that it is about to get, where a rotation was interrupted.
    pub(super) pending: Option<DatabaseKey>,
    /// The way that it was opened by.
    pub(super) holder: KeyHolder,
}

fn random_bytes<const N: usize>() -> Result<Zeroizing<[u8; N]>, StoreError> {
    let mut bytes = Zeroizing::new([0; N]);
    fill(bytes.as_mut_slice()).map_err(StoreError::NoRandomness)?;
    Ok(bytes)
}
