//! The key file: one slot for each way to the key.
//!
//! A checksum over everything else tells a damaged file from a wrong passphrase. What a slot says of itself is
//! authenticated with the wrapped key, so that nobody can weaken it unnoticed.

use std::fs;
use std::path::{Path, PathBuf};

use secrecy::SecretString;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::database_key::{DatabaseKey, KEY_BYTES, random_bytes};
use super::passphrase::DerivationParameters;
use super::public_key::{self, KeyPair};
use crate::store::StoreError;
use crate::store::home::{self, Home};

/// The form of the file; a change in what is written gets another number.
const FORM: u32 = 2;

/// What somebody opens a home with.
#[derive(Debug, Clone)]
pub enum Credential {
    /// The passphrase of a worker.
    Passphrase(SecretString),
    /// The 24 words of a recovery key, or of an office's private key.
    Words(SecretString),
}

/// What a credential that fits one of the slots gives.
pub(in crate::store) struct UnlockedKey {
    /// The key of the database.
    pub(in crate::store) key: DatabaseKey,
    /// The key that the database is about to get, if a change of the key was interrupted.
    pub(in crate::store) pending: Option<DatabaseKey>,
    /// Whose slot was opened.
    pub(in crate::store) holder: KeyHolder,
}

impl DatabaseKey {
    /// Returns the key of a home, for callers that open its record more than once.
    ///
    /// # Errors
    /// The passphrase is wrong, or the key file is damaged.
    pub fn for_home(home: &Home, opener: &Credential) -> Result<Self, StoreError> {
        Ok(KeyFile::for_home(home)?.unlock(opener)?.key)
    }
}

/// The key file as it is stored on the disk.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::store) struct KeyFile {
    form: u32,
    checksum: String,
    #[serde(skip)]
    path: PathBuf,
    slot: Vec<KeySlot>,
    /// The same ways to the key that the database is about to get.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pending: Vec<KeySlot>,
}

/// One way to the key.
#[derive(Clone, Serialize, Deserialize)]
struct KeySlot {
    /// Whose it is: a worker number, or the name of an office.
    label: String,
    #[serde(flatten)]
    lock: UnlockMethod,
    /// The encapsulated key that the private key needs to unwrap.
    sealing: String,
    wrapped: String,
    /// The private key, where a passphrase opens it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    private: Option<WrappedPrivateKey>,
}

/// A private key wrapped with a passphrase.
#[derive(Clone, Serialize, Deserialize)]
struct WrappedPrivateKey {
    nonce: String,
    wrapped: String,
}

/// What opens a slot.
#[derive(Clone, Serialize, Deserialize)]
#[serde(tag = "opened_by", rename_all = "snake_case")]
enum UnlockMethod {
    Passphrase(PassphraseKey),
    Recovery { public: String },
    Escrow { public: String },
}

/// A pair of keys of the worker's own, whose private key the passphrase opens.
#[derive(Clone, Serialize, Deserialize)]
struct PassphraseKey {
    public: String,
    #[serde(flatten)]
    parameters: DerivationParameters,
}

/// Opened by a worker's passphrase.
pub(in crate::store) const PASSPHRASE: &str = "passphrase";
/// Opened by an office's private key.
pub(in crate::store) const ESCROW: &str = "escrow";

/// A way into a home, as `caseload key list` shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct KeyHolder {
    /// What opens it: `passphrase`, `recovery` or `escrow`.
    pub opened_by: &'static str,
    /// Whose it is.
    pub label: String,
    /// The public key it is wrapped for, where it is.
    pub public: Option<String>,
}

impl KeySlot {
    fn for_passphrase(label: &str, key: &DatabaseKey, passphrase: &SecretString) -> Result<Self, StoreError> {
        let (parameters, entropy) = (DerivationParameters::new()?, random_bytes::<KEY_BYTES>()?);
        let own =
            PassphraseKey { public: KeyPair::from_entropy(entropy.as_slice()).public, parameters: parameters.clone() };
        let mut slot = Self::for_public_key(label, key, UnlockMethod::Passphrase(own))?;
        let (nonce, wrapped) = parameters.wrap_secret(entropy.as_slice(), passphrase, &slot.authenticated_data()?)?;
        slot.private = Some(WrappedPrivateKey { nonce, wrapped });
        Ok(slot)
    }

    /// The same way to another key.
    fn wrap_for_key(&self, key: &DatabaseKey) -> Result<Self, StoreError> {
        let (sealing, wrapped) = public_key::wrap_key(key, self.public_key(), &self.authenticated_data()?)?;
        Ok(Self { sealing, wrapped, ..self.clone() })
    }

    fn for_public_key(label: &str, key: &DatabaseKey, lock: UnlockMethod) -> Result<Self, StoreError> {
        let (sealing, wrapped) = (String::new(), String::new());
        Self { label: label.to_owned(), lock, sealing, wrapped, private: None }.wrap_for_key(key)
    }

    /// What is authenticated with the wrapped key besides the key itself.
    fn authenticated_data(&self) -> Result<String, StoreError> {
        serde_json::to_string(&(FORM, &self.label, &self.lock))
            .map_err(|_unserialisable| StoreError::Internal("a slot could not be written out"))
    }

    fn public_key(&self) -> &str {
        match &self.lock {
            UnlockMethod::Passphrase(PassphraseKey { public, .. })
            | UnlockMethod::Recovery { public }
            | UnlockMethod::Escrow { public } => public,
        }
    }

    fn is_sane(&self) -> bool {
        match &self.lock {
            UnlockMethod::Passphrase(own) => own.parameters.are_sane(),
            UnlockMethod::Recovery { .. } | UnlockMethod::Escrow { .. } => true,
        }
    }

    fn key_holder(&self) -> KeyHolder {
        let opened_by = match self.lock {
            UnlockMethod::Passphrase(_) => PASSPHRASE,
            UnlockMethod::Recovery { .. } => "recovery",
            UnlockMethod::Escrow { .. } => ESCROW,
        };
        let public = (!self.has_passphrase()).then(|| self.public_key().to_owned());
        KeyHolder { opened_by, label: self.label.clone(), public }
    }

    const fn has_passphrase(&self) -> bool {
        matches!(self.lock, UnlockMethod::Passphrase(_))
    }

    /// The private key of this way, when the opener gives it.
    fn open_key_pair(&self, opener: &Credential) -> Result<Option<KeyPair>, StoreError> {
        let pair = match (&self.lock, opener) {
            (UnlockMethod::Passphrase(own), Credential::Passphrase(passphrase)) => {
                let Some(private) = &self.private else { return Ok(None) };
                let bound = self.authenticated_data()?;
                let entropy = own.parameters.unwrap_secret(&private.nonce, &private.wrapped, passphrase, &bound);
                entropy.map(|entropy| KeyPair::from_entropy(&entropy))
            }
            (UnlockMethod::Recovery { .. } | UnlockMethod::Escrow { .. }, Credential::Words(words)) => {
                Some(KeyPair::from_words(words)?)
            }
            _ => None,
        };
        Ok(pair.filter(|pair| pair.public == self.public_key()))
    }

    fn unwrap_key(&self, pair: &KeyPair) -> Option<DatabaseKey> {
        let fits = pair.public == self.public_key();
        fits.then(|| pair.unwrap_key(&self.sealing, &self.wrapped, &self.authenticated_data().ok()?)).flatten()
    }
}

impl KeyFile {
    /// A new key file with one way to the key, the worker's passphrase.
    pub(in crate::store) fn new(
        path: PathBuf,
        label: &str,
        key: &DatabaseKey,
        passphrase: &SecretString,
    ) -> Result<Self, StoreError> {
        let slot = vec![KeySlot::for_passphrase(label, key, passphrase)?];
        Ok(Self { form: FORM, checksum: String::new(), path, slot, pending: Vec::new() })
    }

    /// The key file of a home.
    pub(in crate::store) fn for_home(home: &Home) -> Result<Self, StoreError> {
        Self::from_path(&home.key_file_path())
    }

    /// The key file at `path`.
    pub(in crate::store) fn from_path(path: &Path) -> Result<Self, StoreError> {
        let damaged = || StoreError::DamagedKeyFile { path: path.to_owned(), how: "damaged" };
        let text = fs::read(path).map_err(|error| StoreError::File { path: path.to_owned(), what: "read", error })?;
        let text = String::from_utf8(text).map_err(|_not_text| damaged())?;
        let file: Self = toml::from_str(&text).map_err(|_not_a_key_file| damaged())?;
        let sane = file.slot.iter().chain(&file.pending).all(KeySlot::is_sane);
        if file.form != FORM || !sane || file.checksum != file.compute_checksum()? {
            return Err(damaged());
        }
        Ok(Self { path: path.to_owned(), ..file })
    }

    /// Writes the file whole or not at all.
    pub(in crate::store) fn save_file(&mut self) -> Result<(), StoreError> {
        self.checksum = self.compute_checksum()?;
        let text = toml::to_string(self)
            .map_err(|_unserialisable| StoreError::Internal("the key file could not be written out"))?;
        home::write_private_file(&self.path, text.as_bytes())
    }

    fn compute_checksum(&self) -> Result<String, StoreError> {
        let mut hasher = Sha256::new();
        for slot in self.slot.iter().chain(&self.pending) {
            let private = slot.private.as_ref().map_or(("", ""), |private| (&private.nonce, &private.wrapped));
            for field in [slot.authenticated_data()?.as_str(), &slot.sealing, &slot.wrapped, private.0, private.1] {
                hasher.update((field.len() as u64).to_be_bytes());
                hasher.update(field);
            }
        }
        hasher.update((self.pending.len() as u64).to_be_bytes());
        Ok(hex::encode(hasher.finalize()))
    }

    /// The key, when the opener fits one of the slots, and whose slot that is.
    pub(in crate::store) fn unlock(&self, opener: &Credential) -> Result<UnlockedKey, StoreError> {
        if let Credential::Words(words) = opener {
            // Whatever the slots are: words that are none are told as such.
            KeyPair::from_words(words)?;
        }
        for slot in &self.slot {
            let Some(pair) = slot.open_key_pair(opener)? else { continue };
            let Some(key) = slot.unwrap_key(&pair) else { continue };
            let pending = self.pending.iter().find_map(|pending| pending.unwrap_key(&pair));
            return Ok(UnlockedKey { key, pending, holder: slot.key_holder() });
        }
        Err(match opener {
            Credential::Passphrase(_) => StoreError::WrongPassphrase,
            Credential::Words(_) => StoreError::WrongWords,
        })
    }

    /// The ways into the home.
    pub(in crate::store) fn key_holders(&self) -> Vec<KeyHolder> {
        self.slot.iter().map(KeySlot::key_holder).collect()
    }

    /// Puts another passphrase in place of the worker's former one. The way has a new pair of keys: the former
    /// passphrase opens no later key.
    ///
    /// # Errors
    /// When another worker has the passphrase: it could not be told who opens the home.
    pub(in crate::store) fn set_passphrase(
        &mut self,
        label: &str,
        key: &DatabaseKey,
        passphrase: &SecretString,
    ) -> Result<(), StoreError> {
        let opener = Credential::Passphrase(passphrase.clone());
        for other in self.slot.iter().filter(|slot| slot.label != label) {
            if other.open_key_pair(&opener)?.is_some() {
                return Err(StoreError::PassphraseTaken);
            }
        }
        let slot = KeySlot::for_passphrase(label, key, passphrase)?;
        self.replace_slot(slot);
        Ok(())
    }

    /// Puts another recovery key in place of the worker's former one.
    pub(in crate::store) fn set_recovery_key(
        &mut self,
        label: &str,
        key: &DatabaseKey,
        public: &str,
    ) -> Result<(), StoreError> {
        let lock = UnlockMethod::Recovery { public: public.to_owned() };
        let slot = KeySlot::for_public_key(label, key, lock)?;
        self.replace_slot(slot);
        Ok(())
    }

    /// Lets the holder of an office's private key in.
    pub(in crate::store) fn set_escrow_key(
        &mut self,
        label: &str,
        key: &DatabaseKey,
        public: &str,
    ) -> Result<(), StoreError> {
        let lock = UnlockMethod::Escrow { public: public.trim().to_ascii_lowercase() };
        let slot = KeySlot::for_public_key(label, key, lock)?;
        self.replace_slot(slot);
        Ok(())
    }

    /// Replaces the slot of the same kind and label, or adds one.
    fn replace_slot(&mut self, slot: KeySlot) {
        let (kind, label) = (slot.key_holder().opened_by, slot.label.clone());
        self.slot.retain(|old| old.key_holder().opened_by != kind || old.label != label);
        self.slot.push(slot);
    }

    /// Takes every way of a worker away.
    pub(in crate::store) fn remove_worker(&mut self, label: &str) {
        self.slot.retain(|slot| slot.label != label || matches!(slot.lock, UnlockMethod::Escrow { .. }));
    }

    /// Prepares the same ways to another key.
    pub(in crate::store) fn prepare_pending(&mut self, key: &DatabaseKey) -> Result<(), StoreError> {
        self.pending = self.slot.iter().map(|slot| slot.wrap_for_key(key)).collect::<Result<_, _>>()?;
        Ok(())
    }

    /// The prepared ways become the ways.
    pub(in crate::store) fn promote_pending(&mut self) {
        if !self.pending.is_empty() {
            self.slot = std::mem::take(&mut self.pending);
        }
    }

    /// The prepared ways are given up.
    pub(in crate::store) fn discard_pending(&mut self) {
        self.pending.clear();
    }

    /// What somebody does who can write the file.
    #[cfg(test)]
    pub(super) fn weaken_slots(&mut self) {
        for slot in &mut self.slot {
            if let UnlockMethod::Passphrase(own) = &mut slot.lock {
                own.parameters.weaken_memory();
            }
        }
    }
}
