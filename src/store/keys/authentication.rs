//! What makes the key file trustworthy: keys that are derived for one purpose each, tags over the whole file, and the
//! secret of the home that only those who can open it know (decision 15).

use chacha20poly1305::aead::{Aead as _, KeyInit as _, Payload};
use chacha20poly1305::{Key, XChaCha20Poly1305, XNonce};
use hkdf::Hkdf;
use hmac::{Hmac, Mac as _};
use serde::{Deserialize, Serialize};
use sha2::Sha256;
use zeroize::Zeroizing;

use super::database_key::{KEY_BYTES, random_bytes};
use crate::store::StoreError;

const NONCE_BYTES: usize = 24;

/// What a derived key is for. Each purpose has a text of its own, so that no key is used for two.
#[derive(Debug, Clone, Copy)]
pub(super) enum Purpose {
    /// The tag of the file under the key of the database.
    TagByDatabaseKey,
    /// The tag of the file under the secret of the home.
    TagByHomeSecret,
    /// Sealing the secret of the home under the key of the database.
    SealHomeSecret,
    /// Sealing the secret of the home under the private key of a slot.
    SealPin,
    /// The key pair of recovery words: another one than earlier versions of the program derived from them.
    RecoveryKeyPair,
}

impl Purpose {
    const fn info(self) -> &'static [u8] {
        match self {
            Self::TagByDatabaseKey => b"caseload key file 3: tag under the database key",
            Self::TagByHomeSecret => b"caseload key file 3: tag under the home secret",
            Self::SealHomeSecret => b"caseload key file 3: home secret under the database key",
            Self::SealPin => b"caseload key file 3: home secret under a slot's private key",
            Self::RecoveryKeyPair => b"caseload key file 3: key pair of recovery words",
        }
    }
}

/// Derives the key for a purpose from a secret (HKDF-SHA256).
pub(super) fn derive_key(secret: &[u8], purpose: Purpose) -> Result<Zeroizing<[u8; KEY_BYTES]>, StoreError> {
    let mut key = Zeroizing::new([0; KEY_BYTES]);
    Hkdf::<Sha256>::new(None, secret)
        .expand(purpose.info(), key.as_mut_slice())
        .map_err(|_error| StoreError::Internal("a key could not be derived"))?;
    Ok(key)
}

/// Returns the tag of `content` (HMAC-SHA256) under a key derived from `secret`, in hexadecimal.
pub(super) fn compute_tag(secret: &[u8], purpose: Purpose, content: &[u8]) -> Result<String, StoreError> {
    Ok(hex::encode(keyed_hash(secret, purpose, content)?.finalize().into_bytes()))
}

/// Returns whether `tag` is the tag of `content`. It takes the same time wherever the two differ.
pub(super) fn is_tag(secret: &[u8], purpose: Purpose, content: &[u8], tag: &str) -> Result<bool, StoreError> {
    let Ok(tag) = hex::decode(tag) else { return Ok(false) };
    Ok(keyed_hash(secret, purpose, content)?.verify_slice(&tag).is_ok())
}

fn keyed_hash(secret: &[u8], purpose: Purpose, content: &[u8]) -> Result<Hmac<Sha256>, StoreError> {
    let key = derive_key(secret, purpose)?;
    let mut hash = <Hmac<Sha256> as hmac::KeyInit>::new_from_slice(key.as_slice())
        .map_err(|_error| StoreError::Internal("a derived key has an impossible length"))?;
    hash.update(content);
    Ok(hash)
}

/// The secret of a home: random, the same as long as the home lives, and never in the clear. Whoever opens the home has
/// it, and it is sealed under the private key of each slot. A database with another key, laid in the place of this one,
/// has another secret.
#[derive(Clone)]
pub(super) struct HomeSecret(Zeroizing<[u8; KEY_BYTES]>);

impl HomeSecret {
    pub(super) fn new_random() -> Result<Self, StoreError> {
        random_bytes().map(Self)
    }

    pub(super) fn expose_bytes(&self) -> &[u8] {
        self.0.as_slice()
    }

    /// Seals the secret under a key derived from `secret`; the text `bound` is authenticated with it.
    pub(super) fn seal(&self, secret: &[u8], purpose: Purpose, bound: &str) -> Result<SealedSecret, StoreError> {
        let (key, nonce) = (derive_key(secret, purpose)?, *random_bytes::<NONCE_BYTES>()?);
        let sealed = XChaCha20Poly1305::new(&Key::from(*key))
            .encrypt(&XNonce::from(nonce), Payload { msg: self.expose_bytes(), aad: bound.as_bytes() })
            .map_err(|_error| StoreError::Internal("the secret of the home could not be sealed"))?;
        Ok(SealedSecret { nonce: hex::encode(nonce), sealed: hex::encode(sealed) })
    }
}

impl PartialEq for HomeSecret {
    fn eq(&self, other: &Self) -> bool {
        // Both are known to whoever compares them: how long it takes tells nobody anything.
        self.0 == other.0
    }
}

/// The secret of a home as the key file holds it.
#[derive(Clone, Serialize, Deserialize)]
pub(super) struct SealedSecret {
    nonce: String,
    sealed: String,
}

impl SealedSecret {
    /// Returns the secret; `None` if it was sealed under another key, or was changed.
    pub(super) fn open(&self, secret: &[u8], purpose: Purpose, bound: &str) -> Option<HomeSecret> {
        let nonce: [u8; NONCE_BYTES] = hex::decode(&self.nonce).ok()?.try_into().ok()?;
        let (sealed, key) = (hex::decode(&self.sealed).ok()?, derive_key(secret, purpose).ok()?);
        let opened = XChaCha20Poly1305::new(&Key::from(*key))
            .decrypt(&XNonce::from(nonce), Payload { msg: &sealed, aad: bound.as_bytes() });
        let opened = Zeroizing::new(opened.ok()?);
        opened.as_slice().try_into().ok().map(|bytes| HomeSecret(Zeroizing::new(bytes)))
    }
}
