//! Wrapping the key of the database for a public key (HPKE, RFC 9180: X25519, HKDF-SHA256, ChaCha20-Poly1305). The
//! private key is 24 words (BIP 39), a worker's recovery key on paper or the key in the safe of an office; or it is
//! wrapped with a worker's passphrase. Wrapping needs only the public key, so the database can get a new key while no
//! private key is at hand.

use bip39::Mnemonic;
use hpke::aead::ChaCha20Poly1305;
use hpke::kdf::HkdfSha256;
use hpke::kem::X25519HkdfSha256;
use hpke::{Deserializable as _, Kem, OpModeR, OpModeS, Serializable as _, single_shot_open, single_shot_seal};
use secrecy::{ExposeSecret as _, SecretString};
use zeroize::{Zeroize as _, Zeroizing};

use super::authentication::{self, Purpose};
use super::database_key::{DatabaseKey, KEY_BYTES, random_bytes};
use crate::domain::count_with_noun;
use crate::store::StoreError;

type PrivateKey = <X25519HkdfSha256 as Kem>::PrivateKey;
type PublicKey = <X25519HkdfSha256 as Kem>::PublicKey;
type EncapsulatedKey = <X25519HkdfSha256 as Kem>::EncappedKey;

/// How many words hold 256 bits.
const WORDS: usize = 24;

/// A new pair of keys, of an office or of a worker's recovery key.
#[derive(Debug)]
pub struct OfficeKeys {
    /// The private key, as 24 words.
    pub words: SecretString,
    /// The public key, in hexadecimal.
    pub public: String,
}

/// Makes a new pair of keys: of an office, or of a worker's recovery key.
///
/// # Errors
/// The machine gives no random numbers.
pub fn generate_office_keys() -> Result<OfficeKeys, StoreError> {
    let entropy = random_bytes::<KEY_BYTES>()?;
    let mut words = Mnemonic::from_entropy(entropy.as_slice())
        .map_err(|_error| StoreError::Internal("a key could not be put into words"))?;
    let text = words.words().collect::<Vec<_>>().join(" ");
    words.zeroize();
    Ok(OfficeKeys { words: SecretString::from(text), public: KeyPair::from_entropy(entropy.as_slice()).public })
}

/// A private key and its public key, the latter in hexadecimal.
pub(super) struct KeyPair {
    private: PrivateKey,
    pub(super) public: String,
}

impl KeyPair {
    /// Derives the pair from random bytes.
    pub(super) fn from_entropy(entropy: &[u8]) -> Self {
        let (private, public) = X25519HkdfSha256::derive_keypair(entropy);
        Self { private, public: hex::encode(public.to_bytes()) }
    }

    /// Derives the pair from the words of an office, or from those of a recovery key that an earlier version of the
    /// program made. Case and the number of spaces do not matter.
    ///
    /// # Errors
    /// [`StoreError::NotWords`] if the text is not 24 words of the list, or if its checksum is wrong.
    pub(super) fn from_words(text: &SecretString) -> Result<Self, StoreError> {
        Ok(Self::from_entropy(&entropy_of_words(text)?))
    }

    /// Derives the pair from the words of a recovery key.
    ///
    /// # Errors
    /// As for [`KeyPair::from_words`].
    pub(super) fn from_recovery_words(text: &SecretString) -> Result<Self, StoreError> {
        let derived = authentication::derive_key(&entropy_of_words(text)?, Purpose::RecoveryKeyPair)?;
        Ok(Self::from_entropy(derived.as_slice()))
    }

    /// Returns the private key, for deriving other keys from it.
    pub(super) fn private_bytes(&self) -> Zeroizing<Vec<u8>> {
        Zeroizing::new(self.private.to_bytes().to_vec())
    }

    /// Returns the key that was wrapped for this pair; `None` if it was wrapped for another one, or was changed.
    pub(super) fn unwrap_key(&self, encapsulated: &str, wrapped: &str, bound: &str) -> Option<DatabaseKey> {
        let encapsulated = EncapsulatedKey::from_bytes(&hex::decode(encapsulated).ok()?).ok()?;
        let wrapped = hex::decode(wrapped).ok()?;
        let opened = single_shot_open::<ChaCha20Poly1305, HkdfSha256, X25519HkdfSha256>(
            &OpModeR::Base,
            &self.private,
            &encapsulated,
            bound.as_bytes(),
            &wrapped,
            &[],
        );
        DatabaseKey::from_bytes(&Zeroizing::new(opened.ok()?))
    }
}

/// Returns the public keys that the words of a recovery key give: the present one, and that of an earlier version.
///
/// # Errors
/// They are not the words of a key.
pub(in crate::store) fn recovery_public_keys(words: &SecretString) -> Result<[String; 2], StoreError> {
    Ok([KeyPair::from_recovery_words(words)?.public, KeyPair::from_words(words)?.public])
}

/// Returns the random bytes that the words hold.
fn entropy_of_words(text: &SecretString) -> Result<Zeroizing<Vec<u8>>, StoreError> {
    let text = Zeroizing::new(text.expose_secret().to_lowercase());
    let words: Zeroizing<Vec<String>> = Zeroizing::new(text.split_whitespace().map(str::to_owned).collect());
    if words.len() != WORDS {
        return Err(StoreError::NotWords {
            why: format!(
                "{} {} given, not {WORDS}",
                count_with_noun(words.len(), "word"),
                if words.len() == 1 { "was" } else { "were" }
            ),
        });
    }
    let joined = Zeroizing::new(words.join(" "));
    let mut mnemonic = Mnemonic::parse_normalized(&joined).map_err(words_error)?;
    let entropy = Zeroizing::new(mnemonic.to_entropy());
    mnemonic.zeroize();
    Ok(entropy)
}

fn words_error(error: bip39::Error) -> StoreError {
    let why = match error {
        bip39::Error::UnknownWord(index) => format!("word {} is not one of the list", index + 1),
        _ => "a word is mistaken for another, or two have changed places".to_owned(),
    };
    StoreError::NotWords { why }
}

/// Wraps a key for a public key and returns, in hexadecimal, the encapsulated key that the private key needs to unwrap
/// it, and the wrapped key.
pub(super) fn wrap_key(key: &DatabaseKey, public: &str, bound: &str) -> Result<(String, String), StoreError> {
    let public = parse_public_key(public).ok_or(StoreError::NotAPublicKey)?;
    let (encapsulated, wrapped) = single_shot_seal::<ChaCha20Poly1305, HkdfSha256, X25519HkdfSha256>(
        &OpModeS::Base,
        &public,
        bound.as_bytes(),
        key.expose_bytes(),
        &[],
    )
    .map_err(|_error| StoreError::NotAPublicKey)?;
    Ok((hex::encode(encapsulated.to_bytes()), hex::encode(wrapped)))
}

/// Returns whether a text is a public key in hexadecimal.
pub(in crate::store) fn is_public_key(text: &str) -> bool {
    parse_public_key(text).is_some()
}

fn parse_public_key(text: &str) -> Option<PublicKey> {
    PublicKey::from_bytes(&hex::decode(text.trim()).ok()?).ok()
}
