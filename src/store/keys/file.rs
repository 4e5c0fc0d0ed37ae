//! The key file: one slot for each way to the key.
//!
//! A checksum over everything else tells a damaged file from a wrong passphrase. What a slot says of itself is
//! authenticated with the wrapped key, so that nobody can weaken it unnoticed.

use std::fs;
use std::path::{Path, PathBuf};

use secrecy::SecretString;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::passphrase::Parameters;
use super::sealed::{self, Words};
use super::{DatabaseKey, Opener, StoreError, Unlocked};
use crate::store::home::{self, Home};

/// The form of the file; a change in what is written gets another number.
const FORM: u32 = 1;

/// The key file as it stands on the disk.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::store) struct KeyFile {
    form: u32,
    checksum: String,
    #[serde(skip)]
    path: PathBuf,
    slot: Vec<Slot>,
    /// The same ways to the key that the database is about to get.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pending: Vec<Slot>,
}

/// One way to the key.
#[derive(Clone, Serialize, Deserialize)]
struct Slot {
    /// Whose it is: a worker number, or the name of an office.
    label: String,
    #[serde(flatten)]
    lock: Lock,
    /// What the wrapping needs besides the secret: a nonce, or an encapsulated key.
    sealing: String,
    wrapped: String,
}

/// What opens a slot.
#[derive(Clone, Serialize, Deserialize)]
#[serde(tag = "opened_by", rename_all = "snake_case")]
enum Lock {
    Passphrase(Parameters),
    Recovery { public: String },
    Escrow { public: String },
}

/// A way into a home, as `caseload key list` shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Way {
    /// What opens it: `passphrase`, `recovery` or `escrow`.
    pub opened_by: &'static str,
    /// Whose it is.
    pub label: String,
    /// The public key it is wrapped for, where it is.
    pub public: Option<String>,
}

impl Slot {
    fn for_passphrase(label: &str, key: &DatabaseKey, passphrase: &SecretString) -> Result<Self, StoreError> {
        let parameters = Parameters::new()?;
        let mut slot = Self::empty(label, Lock::Passphrase(parameters.clone()));
        (slot.sealing, slot.wrapped) = parameters.wrap(key, passphrase, &slot.bound()?)?;
        Ok(slot)
    }

    fn for_public_key(label: &str, key: &DatabaseKey, lock: Lock) -> Result<Self, StoreError> {
        let mut slot = Self::empty(label, lock);
        let public = slot.public().ok_or(StoreError::NotAPublicKey)?.to_owned();
        (slot.sealing, slot.wrapped) = sealed::wrap(key, &public, &slot.bound()?)?;
        Ok(slot)
    }

    fn empty(label: &str, lock: Lock) -> Self {
        Self { label: label.to_owned(), lock, sealing: String::new(), wrapped: String::new() }
    }

    /// What is authenticated with the wrapped key besides the key itself.
    fn bound(&self) -> Result<String, StoreError> {
        serde_json::to_string(&(FORM, &self.label, &self.lock))
            .map_err(|_unserialisable| StoreError::Internal("a slot could not be written out"))
    }

    fn public(&self) -> Option<&str> {
        match &self.lock {
            Lock::Passphrase(_) => None,
            Lock::Recovery { public } | Lock::Escrow { public } => Some(public),
        }
    }

    fn is_sane(&self) -> bool {
        match &self.lock {
            Lock::Passphrase(parameters) => parameters.are_sane(),
            Lock::Recovery { .. } | Lock::Escrow { .. } => true,
        }
    }

    fn way(&self) -> Way {
        let opened_by = match self.lock {
            Lock::Passphrase(_) => "passphrase",
            Lock::Recovery { .. } => "recovery",
            Lock::Escrow { .. } => "escrow",
        };
        Way { opened_by, label: self.label.clone(), public: self.public().map(str::to_owned) }
    }

    fn opened(&self, opener: &Opened<'_>) -> Option<DatabaseKey> {
        let bound = self.bound().ok()?;
        match (&self.lock, opener) {
            (Lock::Passphrase(parameters), Opened::Passphrase(words)) => {
                parameters.unwrap(&self.sealing, &self.wrapped, words, &bound)
            }
            (Lock::Recovery { public } | Lock::Escrow { public }, Opened::Words(words)) if *public == words.public => {
                words.unwrap(&self.sealing, &self.wrapped, &bound)
            }
            _ => None,
        }
    }
}

/// An opener whose words were read.
enum Opened<'a> {
    Passphrase(&'a SecretString),
    Words(Words),
}

impl KeyFile {
    /// A new key file with one way to the key, the worker's passphrase.
    pub(in crate::store) fn new(
        path: PathBuf,
        label: &str,
        key: &DatabaseKey,
        passphrase: &SecretString,
    ) -> Result<Self, StoreError> {
        let slot = vec![Slot::for_passphrase(label, key, passphrase)?];
        Ok(Self { form: FORM, checksum: String::new(), path, slot, pending: Vec::new() })
    }

    /// The key file of a home.
    pub(in crate::store) fn of(home: &Home) -> Result<Self, StoreError> {
        Self::read(&home.key_file())
    }

    /// The key file at `path`.
    pub(in crate::store) fn read(path: &Path) -> Result<Self, StoreError> {
        let damaged = || StoreError::DamagedKeyFile { path: path.to_owned(), how: "damaged" };
        let text = fs::read(path).map_err(|error| StoreError::File { path: path.to_owned(), what: "read", error })?;
        let text = String::from_utf8(text).map_err(|_not_text| damaged())?;
        let file: Self = toml::from_str(&text).map_err(|_not_a_key_file| damaged())?;
        let sane = file.slot.iter().chain(&file.pending).all(Slot::is_sane);
        if file.form != FORM || !sane || file.checksum != file.computed_checksum()? {
            return Err(damaged());
        }
        Ok(Self { path: path.to_owned(), ..file })
    }

    /// Writes the file whole or not at all.
    pub(in crate::store) fn write(&mut self) -> Result<(), StoreError> {
        self.checksum = self.computed_checksum()?;
        let text = toml::to_string(self)
            .map_err(|_unserialisable| StoreError::Internal("the key file could not be written out"))?;
        home::write_private(&self.path, text.as_bytes())
    }

    fn computed_checksum(&self) -> Result<String, StoreError> {
        let mut hasher = Sha256::new();
        for slot in self.slot.iter().chain(&self.pending) {
            for field in [slot.bound()?.as_str(), &slot.sealing, &slot.wrapped] {
                hasher.update((field.len() as u64).to_be_bytes());
                hasher.update(field);
            }
        }
        hasher.update((self.pending.len() as u64).to_be_bytes());
        Ok(hex::encode(hasher.finalize()))
    }

    /// The key, when the opener fits one of the slots.
    pub(in crate::store) fn unlocked(&self, opener: &Opener) -> Result<Unlocked, StoreError> {
        let at_hand = match opener {
            Opener::Passphrase(passphrase) => Opened::Passphrase(passphrase),
            Opener::Words(words) => Opened::Words(Words::read(words)?),
        };
        let through = |slots: &[Slot]| slots.iter().find_map(|slot| slot.opened(&at_hand));
        let key = through(&self.slot).ok_or(match opener {
            Opener::Passphrase(_) => StoreError::WrongPassphrase,
            Opener::Words(_) => StoreError::WrongWords,
        })?;
        Ok(Unlocked { key, pending: through(&self.pending) })
    }

    /// The ways into the home.
    pub(in crate::store) fn ways(&self) -> Vec<Way> {
        self.slot.iter().map(Slot::way).collect()
    }

    /// Puts another passphrase in place of the worker's former one.
    pub(in crate::store) fn set_passphrase(
        &mut self,
        label: &str,
        key: &DatabaseKey,
        passphrase: &SecretString,
    ) -> Result<(), StoreError> {
        let slot = Slot::for_passphrase(label, key, passphrase)?;
        self.put(slot);
        Ok(())
    }

    /// Puts another recovery key in place of the worker's former one.
    pub(in crate::store) fn set_recovery(
        &mut self,
        label: &str,
        key: &DatabaseKey,
        public: &str,
    ) -> Result<(), StoreError> {
        let lock = Lock::Recovery { public: public.to_owned() };
        let slot = Slot::for_public_key(label, key, lock)?;
        self.put(slot);
        Ok(())
    }

    /// Lets the holder of an office's private key in.
    pub(in crate::store) fn set_escrow(
        &mut self,
        label: &str,
        key: &DatabaseKey,
        public: &str,
    ) -> Result<(), StoreError> {
        let lock = Lock::Escrow { public: public.trim().to_ascii_lowercase() };
        let slot = Slot::for_public_key(label, key, lock)?;
        self.put(slot);
        Ok(())
    }

    /// Replaces the slot of the same kind and label, or adds one.
    fn put(&mut self, slot: Slot) {
        let (kind, label) = (slot.way().opened_by, slot.label.clone());
        self.slot.retain(|old| old.way().opened_by != kind || old.label != label);
        self.slot.push(slot);
    }

    /// Prepares the same ways to another key. The passphrase is that of `label`; it stays the same.
    pub(in crate::store) fn prepare(
        &mut self,
        label: &str,
        key: &DatabaseKey,
        passphrase: &SecretString,
    ) -> Result<(), StoreError> {
        let again = |slot: &Slot| match &slot.lock {
            Lock::Passphrase(_) if slot.label == label => Slot::for_passphrase(label, key, passphrase).map(Some),
            // Another worker's passphrase is not known here: that worker is let in anew.
            Lock::Passphrase(_) => Ok(None),
            lock => Slot::for_public_key(&slot.label, key, lock.clone()).map(Some),
        };
        self.pending = self.slot.iter().filter_map(|slot| again(slot).transpose()).collect::<Result<_, _>>()?;
        Ok(())
    }

    /// The prepared ways become the ways.
    pub(in crate::store) fn promote(&mut self) {
        if !self.pending.is_empty() {
            self.slot = std::mem::take(&mut self.pending);
        }
    }

    /// The prepared ways are given up.
    pub(in crate::store) fn give_up_pending(&mut self) {
        self.pending.clear();
    }

    /// What somebody does who can write the file.
    #[cfg(test)]
    pub(super) fn weaken(&mut self) {
        for slot in &mut self.slot {
            if let Lock::Passphrase(parameters) = &mut slot.lock {
                parameters.weaken();
            }
        }
    }
}
