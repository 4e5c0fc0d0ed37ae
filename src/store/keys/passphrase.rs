//! Wrapping a secret with a passphrase: Argon2id derives a key from it, and XChaCha20-Poly1305 wraps the secret.

use argon2::{Algorithm, Argon2, Params, Version};
use chacha20poly1305::aead::{Aead as _, KeyInit as _, Payload};
use chacha20poly1305::{Key, XChaCha20Poly1305, XNonce};
use secrecy::{ExposeSecret as _, SecretString};
use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization as _;
use zeroize::Zeroizing;

use super::database_key::{KEY_BYTES, SALT_BYTES, random_bytes};
use crate::store::StoreError;

/// Returns the passphrase with every letter and its accents as one character where there is one (Unicode's form NFC).
/// One keyboard sends `ñ` as one character, another as two.
fn compose_letters(passphrase: &SecretString) -> Zeroizing<String> {
    Zeroizing::new(passphrase.expose_secret().nfc().collect())
}

const NONCE_BYTES: usize = 24;
const DERIVATION: &str = "argon2id";

/// The memory of the derivation: 64 MiB. With three passes, opening a home takes about a sixth of a second. A home that
/// a development build makes has the least that OWASP's password storage cheat sheet accepts, 19 MiB and two passes,
/// because the tests make and open thousands of homes.
const MEMORY_KIB: u32 = if cfg!(debug_assertions) { 19 * 1024 } else { 64 * 1024 };
const PASSES: u32 = if cfg!(debug_assertions) { 2 } else { 3 };
const LANES: u32 = 1;

/// Larger parameters are treated as damage: the machine would stall before the passphrase could be tried.
const MAX_MEMORY_KIB: u32 = 256 * 1024;
const MAX_PASSES: u32 = 10;

/// How a key is derived from a passphrase.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct DerivationParameters {
    derivation: String,
    memory_kib: u32,
    passes: u32,
    lanes: u32,
    salt: String,
}

impl DerivationParameters {
    /// Makes the parameters of a new slot, with a salt of its own.
    pub(super) fn new() -> Result<Self, StoreError> {
        Ok(Self {
            derivation: DERIVATION.to_owned(),
            memory_kib: MEMORY_KIB,
            passes: PASSES,
            lanes: LANES,
            salt: hex::encode(random_bytes::<SALT_BYTES>()?.as_slice()),
        })
    }

    /// Returns whether the parameters are ones that the program could have chosen.
    pub(super) fn are_sane(&self) -> bool {
        self.derivation == DERIVATION && self.memory_kib <= MAX_MEMORY_KIB && self.passes <= MAX_PASSES
    }

    /// Wraps a secret and returns the nonce and the wrapped secret, in hexadecimal. The text `bound` is authenticated
    /// with it.
    pub(super) fn wrap_secret(
        &self,
        secret: &[u8],
        passphrase: &SecretString,
        bound: &str,
    ) -> Result<(String, String), StoreError> {
        let nonce = *random_bytes::<NONCE_BYTES>()?;
        let wrapping = self
            .derive_key(&compose_letters(passphrase))
            .ok_or(StoreError::Internal("the key derivation refused its own parameters"))?;
        let sealed = XChaCha20Poly1305::new(&Key::from(*wrapping))
            .encrypt(&XNonce::from(nonce), Payload { msg: secret, aad: bound.as_bytes() })
            .map_err(|_error| StoreError::Internal("a secret could not be wrapped"))?;
        Ok((hex::encode(nonce), hex::encode(sealed)))
    }

    /// Returns the secret; `None` if the passphrase is wrong or the slot was changed.
    pub(super) fn unwrap_secret(
        &self,
        nonce: &str,
        wrapped: &str,
        passphrase: &SecretString,
        bound: &str,
    ) -> Option<Zeroizing<Vec<u8>>> {
        let nonce: [u8; NONCE_BYTES] = hex::decode(nonce).ok()?.try_into().ok()?;
        let wrapped = hex::decode(wrapped).ok()?;
        let unwrap_with = |words: &str| {
            let wrapping = self.derive_key(words)?;
            let opened = XChaCha20Poly1305::new(&Key::from(*wrapping))
                .decrypt(&XNonce::from(nonce), Payload { msg: &wrapped, aad: bound.as_bytes() });
            opened.ok().map(Zeroizing::new)
        };
        let composed = compose_letters(passphrase);
        // Older slots were made from the text exactly as the keyboard sent it.
        let as_typed = passphrase.expose_secret();
        unwrap_with(&composed).or_else(|| (*composed != as_typed).then(|| unwrap_with(as_typed)).flatten())
    }

    #[cfg(test)]
    pub(super) const fn weaken_memory(&mut self) {
        self.memory_kib = 64;
    }

    fn derive_key(&self, words: &str) -> Option<Zeroizing<[u8; KEY_BYTES]>> {
        let salt = hex::decode(&self.salt).ok()?;
        let parameters = Params::new(self.memory_kib, self.passes, self.lanes, Some(KEY_BYTES)).ok()?;
        let mut key = Zeroizing::new([0; KEY_BYTES]);
        Argon2::new(Algorithm::Argon2id, Version::V0x13, parameters)
            .hash_password_into(words.as_bytes(), &salt, key.as_mut_slice())
            .ok()?;
        Some(key)
    }
}
