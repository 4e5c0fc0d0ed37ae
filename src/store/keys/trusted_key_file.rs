//! A key file that was proved to be one that this home wrote, and may be changed.

use std::path::PathBuf;

use secrecy::SecretString;

use super::authentication::{self, HomeSecret, Purpose};
use super::credential::{Credential, KeyHolder};
use super::database_key::DatabaseKey;
use super::key_file::KeyFile;
use super::key_slot::KeySlot;
use crate::domain::access_way::{KeyFileState, Way, WayKind};
use crate::store::StoreError;
use crate::store::home::Home;

/// A proved key file, with the two secrets under which it is tagged.
pub(in crate::store) struct TrustedKeyFile {
    pub(super) file: KeyFile,
    key: DatabaseKey,
    secret: HomeSecret,
    /// Whether the file was read in the former form, which proves nothing.
    is_former: bool,
}

impl TrustedKeyFile {
    /// Makes a new key file with one slot, which the worker's passphrase opens. Nothing is written yet.
    pub(in crate::store) fn new(
        path: PathBuf,
        label: &str,
        key: &DatabaseKey,
        passphrase: &SecretString,
    ) -> Result<Self, StoreError> {
        let mut file = Self::new_proved(KeyFile::new_empty(path), key.clone(), HomeSecret::new_random()?);
        let slot = KeySlot::for_passphrase(label, &file.key, &file.secret, passphrase)?;
        file.replace_slot(slot);
        Ok(file)
    }

    /// Reads the key file of an open home and proves it with the key of the database.
    ///
    /// # Errors
    /// The file is damaged, or was changed since by somebody who does not have the key.
    pub(in crate::store) fn for_home(home: &Home, key: &DatabaseKey) -> Result<Self, StoreError> {
        Self::prove(KeyFile::for_home(home)?, key)
    }

    /// Proves with the key of the database that this home wrote the file.
    ///
    /// # Errors
    /// It did not.
    pub(super) fn prove(file: KeyFile, key: &DatabaseKey) -> Result<Self, StoreError> {
        let content = file.content()?;
        let sealed = file.home_secret.as_ref();
        let secret = sealed.and_then(|sealed| sealed.open(key.expose_bytes(), Purpose::SealHomeSecret, ""));
        let Some(secret) = secret else { return Err(file.distrust_error(StoreError::CHANGED_BY_OTHERS)) };
        let by_home = Purpose::TagByHomeSecret;
        let holds = authentication::is_tag(secret.expose_bytes(), by_home, &content, &file.home_tag)?
            && authentication::is_tag(key.expose_bytes(), Purpose::TagByDatabaseKey, &content, &file.key_tag)?;
        if !holds {
            return Err(file.distrust_error(StoreError::CHANGED_BY_OTHERS));
        }
        Ok(Self::new_proved(file, key.clone(), secret))
    }

    const fn new_proved(file: KeyFile, key: DatabaseKey, secret: HomeSecret) -> Self {
        Self { file, key, secret, is_former: false }
    }

    /// Takes over a file of the former form, which cannot be proved, with a new secret of the home.
    pub(super) fn adopt_former(file: KeyFile, key: &DatabaseKey) -> Result<Self, StoreError> {
        let secret = HomeSecret::new_random()?;
        Ok(Self { file, key: key.clone(), secret, is_former: true })
    }

    pub(super) const fn secret(&self) -> &HomeSecret {
        &self.secret
    }

    /// Returns whether the file was read in the former form, and has not been written in the newest one yet.
    pub(in crate::store) const fn is_former(&self) -> bool {
        self.is_former
    }

    /// Returns how often the file was changed.
    pub(in crate::store) const fn generation(&self) -> u64 {
        self.file.generation
    }

    /// Returns what the record has to know of the file.
    pub(in crate::store) fn state(&self) -> KeyFileState {
        KeyFileState { generation: self.file.generation, ways: self.file.unproved_ways() }
    }

    /// Returns whether this file and `other` are of the same home and the same key.
    pub(in crate::store) fn is_of_same_key(&self, other: &Self) -> bool {
        self.key.expose_bytes() == other.key.expose_bytes() && self.secret == other.secret
    }

    /// Returns whether this home wrote another key file, under whatever key its database had then.
    pub(in crate::store) fn is_of_same_home(&self, other: &KeyFile) -> bool {
        let Ok(content) = other.content() else { return false };
        let by_home = Purpose::TagByHomeSecret;
        authentication::is_tag(self.secret.expose_bytes(), by_home, &content, &other.home_tag).unwrap_or(false)
    }

    /// Returns the error that the file cannot be trusted although its tags hold.
    pub(in crate::store) fn distrust_error(&self, why: &'static str) -> StoreError {
        self.file.distrust_error(why)
    }

    /// Writes the changed file, as the next generation.
    ///
    /// # Errors
    /// It cannot be written; the former one is whole then.
    pub(in crate::store) fn save_change(&mut self) -> Result<(), StoreError> {
        self.file.generation += 1;
        self.save_again()
    }

    /// Writes the file without a change of the ways in.
    ///
    /// # Errors
    /// It cannot be written; the former one is whole then.
    pub(in crate::store) fn save_again(&mut self) -> Result<(), StoreError> {
        self.file.save_with_tags(&self.key, &self.secret)?;
        self.is_former = false;
        Ok(())
    }

    /// Makes this the key file of a home whose former one had generation `former`.
    pub(in crate::store) fn move_to(&mut self, home: &Home, former: u64) {
        self.file.path = home.key_file_path();
        if former > self.file.generation {
            self.file.generation = former + 1;
        }
    }

    /// Returns whether a passphrase of the worker opens the home.
    pub(in crate::store) fn has_passphrase(&self, label: &str) -> bool {
        self.file.slot.iter().any(|slot| slot.kind() == WayKind::Passphrase && slot.label == label)
    }

    /// Returns the number of passphrases that open the home.
    pub(in crate::store) fn passphrase_count(&self) -> usize {
        self.file.slot.iter().filter(|slot| slot.kind() == WayKind::Passphrase).count()
    }

    /// Replaces the passphrase of a worker, or adds one. The slot gets a new pair of keys: the old passphrase opens no
    /// later key.
    ///
    /// # Errors
    /// Another worker has the same passphrase: nobody could tell who opens the home.
    pub(in crate::store) fn set_passphrase(
        &mut self,
        label: &str,
        passphrase: &SecretString,
    ) -> Result<(), StoreError> {
        let opener = Credential::Passphrase(passphrase.clone());
        for other in self.file.slot.iter().filter(|slot| slot.label != label) {
            if other.open_key_pair(&opener)?.is_some() {
                return Err(StoreError::PassphraseTaken);
            }
        }
        let slot = KeySlot::for_passphrase(label, &self.key, &self.secret, passphrase)?;
        self.replace_slot(slot);
        Ok(())
    }

    /// Replaces the recovery key of a worker, or adds one.
    pub(in crate::store) fn set_recovery_key(&mut self, label: &str, words: &SecretString) -> Result<(), StoreError> {
        let slot = KeySlot::for_recovery(label, &self.key, &self.secret, words)?;
        self.replace_slot(slot);
        Ok(())
    }

    /// Lets the holder of an office's private key open the home.
    pub(in crate::store) fn set_escrow_key(&mut self, label: &str, public: &str) -> Result<(), StoreError> {
        let slot = KeySlot::for_escrow(label, &self.key, public)?;
        self.replace_slot(slot);
        Ok(())
    }

    /// Removes an office's key. Returns whether there was one.
    pub(in crate::store) fn remove_escrow_key(&mut self, label: &str) -> bool {
        let before = self.file.slot.len();
        self.file.slot.retain(|slot| slot.kind() != WayKind::Escrow || slot.label != label);
        self.file.slot.len() < before
    }

    /// Gives the slot of `holder`, which the credential opened, its pin.
    pub(in crate::store) fn renew_slot(&mut self, holder: &KeyHolder, opener: &Credential) -> Result<(), StoreError> {
        let is_own = |slot: &&KeySlot| slot.kind() == holder.opened_by && slot.label == holder.label;
        let Some(slot) = self.file.slot.iter().find(is_own) else {
            return Err(StoreError::Internal("the slot that was opened is not there"));
        };
        let renewed = slot.renew(&self.key, &self.secret, opener)?;
        self.replace_slot(renewed);
        Ok(())
    }

    /// Replaces the slot of the same kind and label where it is, or adds one.
    fn replace_slot(&mut self, slot: KeySlot) {
        let is_same = |old: &&mut KeySlot| old.kind() == slot.kind() && old.label == slot.label;
        match self.file.slot.iter_mut().find(is_same) {
            Some(old) => *old = slot,
            None => self.file.slot.push(slot),
        }
    }

    /// Removes every slot of a worker.
    pub(in crate::store) fn remove_worker(&mut self, label: &str) {
        self.file.slot.retain(|slot| slot.label != label || slot.kind() == WayKind::Escrow);
    }

    /// Prepares the same slots for another key.
    pub(in crate::store) fn prepare_pending(&mut self, key: &DatabaseKey) -> Result<(), StoreError> {
        self.file.pending = self.file.slot.iter().map(|slot| slot.wrap_for_key(key)).collect::<Result<_, _>>()?;
        Ok(())
    }

    /// Replaces the slots by those that were prepared for `key`.
    pub(in crate::store) fn promote_pending(&mut self, key: &DatabaseKey) {
        if !self.file.pending.is_empty() {
            self.file.slot = std::mem::take(&mut self.file.pending);
            self.key = key.clone();
        }
    }

    /// Drops the prepared slots.
    pub(in crate::store) fn discard_pending(&mut self) {
        self.file.pending.clear();
    }

    /// Returns the ways of the file that `known` does not hold.
    pub(in crate::store) fn ways_beyond(&self, known: &[Way]) -> Vec<Way> {
        self.file.unproved_ways().into_iter().filter(|way| !known.contains(way)).collect()
    }
}
