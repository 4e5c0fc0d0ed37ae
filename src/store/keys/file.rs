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
use super::sealed::{self, Pair};
use super::{DatabaseKey, KEY_BYTES, Opener, StoreError, Unlocked, random};
use crate::store::home::{self, Home};

/// The form of the file; a change in what is written gets another number.
const FORM: u32 = 2;

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
    /// The encapsulated key that the private key needs to unwrap.
    sealing: String,
    wrapped: String,
    /// The private key, where a passphrase opens it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    private: Option<PrivateKey>,
}

/// A private key wrapped with a passphrase.
#[derive(Clone, Serialize, Deserialize)]
struct PrivateKey {
    nonce: String,
    wrapped: String,
}

/// What opens a slot.
#[derive(Clone, Serialize, Deserialize)]
#[serde(tag = "opened_by", rename_all = "snake_case")]
enum Lock {
    Passphrase(Own),
    Recovery { public: String },
    Escrow { public: String },
}

/// A pair of keys of the worker's own, whose private key the passphrase opens.
#[derive(Clone, Serialize, Deserialize)]
struct Own {
    public: String,
    #[serde(flatten)]
    parameters: Parameters,
}

/// Opened by a worker's passphrase.
pub(in crate::store) const PASSPHRASE: &str = "passphrase";
/// Opened by an office's private key.
pub(in crate::store) const ESCROW: &str = "escrow";

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
        let (parameters, entropy) = (Parameters::new()?, random::<KEY_BYTES>()?);
        let own = Own { public: Pair::of_entropy(entropy.as_slice()).public, parameters: parameters.clone() };
        let mut slot = Self::for_public_key(label, key, Lock::Passphrase(own))?;
        let (nonce, wrapped) = parameters.wrap(entropy.as_slice(), passphrase, &slot.bound()?)?;
        slot.private = Some(PrivateKey { nonce, wrapped });
        Ok(slot)
    }

    /// The same way to another key.
    fn to(&self, key: &DatabaseKey) -> Result<Self, StoreError> {
        let (sealing, wrapped) = sealed::wrap(key, self.public(), &self.bound()?)?;
        Ok(Self { sealing, wrapped, ..self.clone() })
    }

    fn for_public_key(label: &str, key: &DatabaseKey, lock: Lock) -> Result<Self, StoreError> {
        let (sealing, wrapped) = (String::new(), String::new());
        Self { label: label.to_owned(), lock, sealing, wrapped, private: None }.to(key)
    }

    /// What is authenticated with the wrapped key besides the key itself.
    fn bound(&self) -> Result<String, StoreError> {
        serde_json::to_string(&(FORM, &self.label, &self.lock))
            .map_err(|_unserialisable| StoreError::Internal("a slot could not be written out"))
    }

    fn public(&self) -> &str {
        match &self.lock {
            Lock::Passphrase(Own { public, .. }) | Lock::Recovery { public } | Lock::Escrow { public } => public,
        }
    }

    fn is_sane(&self) -> bool {
        match &self.lock {
            Lock::Passphrase(own) => own.parameters.are_sane(),
            Lock::Recovery { .. } | Lock::Escrow { .. } => true,
        }
    }

    fn way(&self) -> Way {
        let opened_by = match self.lock {
            Lock::Passphrase(_) => PASSPHRASE,
            Lock::Recovery { .. } => "recovery",
            Lock::Escrow { .. } => ESCROW,
        };
        let public = (!self.has_passphrase()).then(|| self.public().to_owned());
        Way { opened_by, label: self.label.clone(), public }
    }

    const fn has_passphrase(&self) -> bool {
        matches!(self.lock, Lock::Passphrase(_))
    }

    /// The private key of this way, when the opener gives it.
    fn pair(&self, opener: &Opener) -> Result<Option<Pair>, StoreError> {
        let pair = match (&self.lock, opener) {
            (Lock::Passphrase(own), Opener::Passphrase(passphrase)) => {
                let Some(private) = &self.private else { return Ok(None) };
                let bound = self.bound()?;
                let entropy = own.parameters.unwrap(&private.nonce, &private.wrapped, passphrase, &bound);
                entropy.map(|entropy| Pair::of_entropy(&entropy))
            }
            (Lock::Recovery { .. } | Lock::Escrow { .. }, Opener::Words(words)) => Some(Pair::of_words(words)?),
            _ => None,
        };
        Ok(pair.filter(|pair| pair.public == self.public()))
    }

    fn unwrapped(&self, pair: &Pair) -> Option<DatabaseKey> {
        let fits = pair.public == self.public();
        fits.then(|| pair.unwrap(&self.sealing, &self.wrapped, &self.bound().ok()?)).flatten()
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
            let private = slot.private.as_ref().map_or(("", ""), |private| (&private.nonce, &private.wrapped));
            for field in [slot.bound()?.as_str(), &slot.sealing, &slot.wrapped, private.0, private.1] {
                hasher.update((field.len() as u64).to_be_bytes());
                hasher.update(field);
            }
        }
        hasher.update((self.pending.len() as u64).to_be_bytes());
        Ok(hex::encode(hasher.finalize()))
    }

    /// The key, when the opener fits one of the slots, and whose slot that is.
    pub(in crate::store) fn unlocked(&self, opener: &Opener) -> Result<Unlocked, StoreError> {
        if let Opener::Words(words) = opener {
            // Whatever the slots are: words that are none are told as such.
            Pair::of_words(words)?;
        }
        for slot in &self.slot {
            let Some(pair) = slot.pair(opener)? else { continue };
            let Some(key) = slot.unwrapped(&pair) else { continue };
            let pending = self.pending.iter().find_map(|pending| pending.unwrapped(&pair));
            return Ok(Unlocked { key, pending, way: slot.way() });
        }
        Err(match opener {
            Opener::Passphrase(_) => StoreError::WrongPassphrase,
            Opener::Words(_) => StoreError::WrongWords,
        })
    }

    /// The ways into the home.
    pub(in crate::store) fn ways(&self) -> Vec<Way> {
        self.slot.iter().map(Slot::way).collect()
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
        let opener = Opener::Passphrase(passphrase.clone());
        for other in self.slot.iter().filter(|slot| slot.label != label) {
            if other.pair(&opener)?.is_some() {
                return Err(StoreError::PassphraseTaken);
            }
        }
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

    /// Takes every way of a worker away.
    pub(in crate::store) fn remove(&mut self, label: &str) {
        self.slot.retain(|slot| slot.label != label || matches!(slot.lock, Lock::Escrow { .. }));
    }

    /// Prepares the same ways to another key.
    pub(in crate::store) fn prepare(&mut self, key: &DatabaseKey) -> Result<(), StoreError> {
        self.pending = self.slot.iter().map(|slot| slot.to(key)).collect::<Result<_, _>>()?;
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
            if let Lock::Passphrase(own) = &mut slot.lock {
                own.parameters.weaken();
            }
        }
    }
}
