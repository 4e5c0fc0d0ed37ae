//! The key of the database.

use std::fmt;

use getrandom::fill;
use zeroize::Zeroizing;

use crate::store::StoreError;

/// The number of bytes of a secret key.
pub(super) const KEY_BYTES: usize = 32;
/// The number of bytes of a salt.
pub(super) const SALT_BYTES: usize = 16;
const DATABASE_KEY_BYTES: usize = KEY_BYTES + SALT_BYTES;

/// The key of the database, 256 random bits, and the salt that SQLCipher authenticates pages with. The salt is also the
/// beginning of the database file, but a power cut can tear it there. The key does not print, and is wiped from memory
/// when it is dropped.
#[derive(Clone)]
pub struct DatabaseKey(Zeroizing<[u8; DATABASE_KEY_BYTES]>);

impl DatabaseKey {
    /// Makes a new key.
    ///
    /// # Errors
    /// Fails if the system provides no random numbers.
    pub fn new_random() -> Result<Self, StoreError> {
        random_bytes().map(Self)
    }

    /// Returns the key and its salt, for the cipher and for wrapping.
    pub(in crate::store) fn expose_bytes(&self) -> &[u8] {
        self.0.as_slice()
    }

    /// Returns the key that these bytes are; `None` if their number is wrong.
    pub(super) fn from_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(|key| Self(Zeroizing::new(key)))
    }
}

impl fmt::Debug for DatabaseKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("DatabaseKey(…)")
    }
}

/// Returns random bytes that are wiped from memory when they are dropped.
pub(super) fn random_bytes<const N: usize>() -> Result<Zeroizing<[u8; N]>, StoreError> {
    let mut bytes = Zeroizing::new([0; N]);
    fill(bytes.as_mut_slice()).map_err(StoreError::NoRandomness)?;
    Ok(bytes)
}
