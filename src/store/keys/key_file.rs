//! The key file: one slot for each credential that opens the home.
//!
//! A checksum over everything else tells a damaged file from a wrong passphrase. What a slot says about itself is
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

/// The version of the file format; a change of the format gets the next number.
/// More slots than the workers, recovery keys and offices of a home have. Each passphrase is tried on every slot, so that
/// thousands would stall the machine.
const MOST_SLOTS: usize = 64;
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
    /// The same slots for the key that the database is about to get.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pending: Vec<KeySlot>,
}

/// One credential that opens the home, with the wrapped key.
#[derive(Clone, Serialize, Deserialize)]
struct KeySlot {
    /// Who has the credential: the number of a worker, or the name of an office.
    label: String,
    #[serde(flatten)]
    lock: UnlockMethod,
    /// The encapsulated key that the private key needs to unwrap.
    sealing: String,
    wrapped: String,
    /// The private key, if a passphrase opens it.
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

/// The public key of a pair whose private key the worker's passphrase opens.
#[derive(Clone, Serialize, Deserialize)]
struct PassphraseKey {
    public: String,
    #[serde(flatten)]
    parameters: DerivationParameters,
}

/// The kind of a slot that a worker's passphrase opens.
pub(in crate::store) const PASSPHRASE: &str = "passphrase";
/// The kind of a slot that an office's private key opens.
pub(in crate::store) const ESCROW: &str = "escrow";

/// Somebody who can open a home, as `caseload key list` shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct KeyHolder {
    /// The kind of the credential: `passphrase`, `recovery` or `escrow`.
    pub opened_by: &'static str,
    /// The number of the worker, or the name of the office.
    pub label: String,
    /// The public key that the key is wrapped for; `None` for a passphrase.
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

    /// Returns the same slot for another key.
    fn wrap_for_key(&self, key: &DatabaseKey) -> Result<Self, StoreError> {
        let (sealing, wrapped) = public_key::wrap_key(key, self.public_key(), &self.authenticated_data()?)?;
        Ok(Self { sealing, wrapped, ..self.clone() })
    }

    fn for_public_key(label: &str, key: &DatabaseKey, lock: UnlockMethod) -> Result<Self, StoreError> {
        let (sealing, wrapped) = (String::new(), String::new());
        Self { label: label.to_owned(), lock, sealing, wrapped, private: None }.wrap_for_key(key)
    }

    /// Returns what is authenticated with the wrapped key besides the key itself.
    fn authenticated_data(&self) -> Result<String, StoreError> {
        serde_json::to_string(&(FORM, &self.label, &self.lock))
            .map_err(|_error| StoreError::Internal("a slot of the key file could not be serialized"))
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

    /// Returns the private key of this slot; `None` if the credential does not give it.
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
        if pair.public != self.public_key() {
            return None;
        }
        pair.unwrap_key(&self.sealing, &self.wrapped, &self.authenticated_data().ok()?)
    }
}

impl KeyFile {
    /// Makes a new key file with one slot, which the worker's passphrase opens.
    pub(in crate::store) fn new(
        path: PathBuf,
        label: &str,
        key: &DatabaseKey,
        passphrase: &SecretString,
    ) -> Result<Self, StoreError> {
        let slot = vec![KeySlot::for_passphrase(label, key, passphrase)?];
        Ok(Self { form: FORM, checksum: String::new(), path, slot, pending: Vec::new() })
    }

    /// Reads the key file of a home.
    pub(in crate::store) fn for_home(home: &Home) -> Result<Self, StoreError> {
        Self::from_path(&home.key_file_path())
    }

    /// Reads the key file at `path`.
    pub(in crate::store) fn from_path(path: &Path) -> Result<Self, StoreError> {
        let damaged = || StoreError::DamagedKeyFile { path: path.to_owned(), how: "damaged" };
        let text = fs::read(path).map_err(|error| StoreError::file(path, "read", error))?;
        let text = String::from_utf8(text).map_err(|_error| damaged())?;
        let file: Self = toml::from_str(&text).map_err(|_error| damaged())?;
        let slots = || file.slot.iter().chain(&file.pending);
        let sane = slots().count() <= MOST_SLOTS && slots().all(KeySlot::is_sane);
        if file.form != FORM || !sane || file.checksum != file.compute_checksum()? {
            return Err(damaged());
        }
        Ok(Self { path: path.to_owned(), ..file })
    }

    /// Writes the file whole or not at all.
    pub(in crate::store) fn save_file(&mut self) -> Result<(), StoreError> {
        self.checksum = self.compute_checksum()?;
        let text =
            toml::to_string(self).map_err(|_error| StoreError::Internal("the key file could not be serialized"))?;
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

    /// Returns the key of the database, if the credential fits one of the slots, and whose slot that is.
    pub(in crate::store) fn unlock(&self, opener: &Credential) -> Result<UnlockedKey, StoreError> {
        if let Credential::Words(words) = opener {
            // Whatever slots there are, words that are not those of a key are reported as such.
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

    /// Returns who can open the home.
    pub(in crate::store) fn key_holders(&self) -> Vec<KeyHolder> {
        self.slot.iter().map(KeySlot::key_holder).collect()
    }

    /// Replaces the passphrase of a worker, or adds one. The slot gets a new pair of keys: the old passphrase opens no
    /// later key.
    ///
    /// # Errors
    /// Another worker has the same passphrase: nobody could tell who opens the home.
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

    /// Replaces the recovery key of a worker, or adds one.
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

    /// Lets the holder of an office's private key open the home.
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

    /// Removes every slot of a worker.
    pub(in crate::store) fn remove_worker(&mut self, label: &str) {
        self.slot.retain(|slot| slot.label != label || matches!(slot.lock, UnlockMethod::Escrow { .. }));
    }

    /// Prepares the same slots for another key.
    pub(in crate::store) fn prepare_pending(&mut self, key: &DatabaseKey) -> Result<(), StoreError> {
        self.pending = self.slot.iter().map(|slot| slot.wrap_for_key(key)).collect::<Result<_, _>>()?;
        Ok(())
    }

    /// Replaces the slots by the prepared ones.
    pub(in crate::store) fn promote_pending(&mut self) {
        if !self.pending.is_empty() {
            self.slot = std::mem::take(&mut self.pending);
        }
    }

    /// Drops the prepared slots.
    pub(in crate::store) fn discard_pending(&mut self) {
        self.pending.clear();
    }

    /// Makes the derivation of every slot cheap, as somebody could who can write the file.
    #[cfg(test)]
    pub(super) fn weaken_slots(&mut self) {
        for slot in &mut self.slot {
            if let UnlockMethod::Passphrase(own) = &mut slot.lock {
                own.parameters.weaken_memory();
            }
        }
    }
}
