//! The key file: one slot for each credential that opens the home.
//!
//! A checksum over everything tells a damaged file from a wrong passphrase. Two tags over everything, one under the key
//! of the database and one under the secret of the home, tell a file that this home wrote from one that somebody made
//! who could only write files (decision 15).

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::authentication::{self, HomeSecret, Purpose, SealedSecret};
use super::database_key::DatabaseKey;
use super::key_slot::KeySlot;
use crate::domain::access_way::Way;
use crate::platform;
use crate::store::StoreError;
use crate::store::home::{self, Home};

/// The version of the file format; a change of the format gets the next number.
const FORM: u32 = 3;
/// The form that had neither tags nor pins. A home that an earlier version of the program wrote has it.
pub(super) const FORMER_FORM: u32 = 2;
/// More slots than the workers, recovery keys and offices of a home have. Each passphrase is tried on every slot, so
/// that thousands would stall the machine.
const MAX_SLOTS: usize = 64;

/// The key file as it is stored on the disk. Nothing in it is to be trusted before it is unlocked or proved.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::store) struct KeyFile {
    pub(super) form: u32,
    /// How often the file was changed. The record knows the number too.
    #[serde(default)]
    pub(super) generation: u64,
    checksum: String,
    /// The tag of the file under the secret of the home.
    #[serde(default)]
    pub(super) home_tag: String,
    /// The tag of the file under the key of the database.
    #[serde(default)]
    pub(super) key_tag: String,
    #[serde(skip)]
    pub(super) path: PathBuf,
    /// The secret of the home, sealed under the key of the database.
    #[serde(default)]
    pub(super) home_secret: Option<SealedSecret>,
    pub(super) slot: Vec<KeySlot>,
    /// The same slots for the key that the database is about to get.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) pending: Vec<KeySlot>,
}

impl KeyFile {
    /// Returns an empty file of the newest form, which is not written yet.
    pub(super) fn new_empty(path: PathBuf) -> Self {
        let (checksum, home_tag, key_tag) = Default::default();
        Self {
            form: FORM,
            generation: 0,
            checksum,
            home_tag,
            key_tag,
            path,
            home_secret: None,
            slot: vec![],
            pending: vec![],
        }
    }

    /// Reads the key file of a home.
    pub(in crate::store) fn for_home(home: &Home) -> Result<Self, StoreError> {
        Self::from_path(&home.key_file_path())
    }

    /// Reads the key file at `path`.
    pub(in crate::store) fn from_path(path: &Path) -> Result<Self, StoreError> {
        let damaged = || StoreError::DamagedKeyFile { path: path.to_owned(), how: "damaged" };
        let text = platform::read_small_file(path).map_err(|error| match error.kind() {
            ErrorKind::FileTooLarge | ErrorKind::InvalidInput => damaged(),
            _ => StoreError::file(path, "read", error),
        })?;
        let text = String::from_utf8(text).map_err(|_error| damaged())?;
        let file: Self = toml::from_str(&text).map_err(|_error| damaged())?;
        let slots = || file.slot.iter().chain(&file.pending);
        let sane = slots().count() <= MAX_SLOTS && slots().all(KeySlot::is_sane);
        if ![FORM, FORMER_FORM].contains(&file.form) || !sane || file.checksum != file.compute_checksum()? {
            return Err(damaged());
        }
        let file = Self { path: path.to_owned(), ..file };
        if file.form == FORMER_FORM && file.has_present_parts() {
            return Err(file.distrust_error(StoreError::CHANGED_BY_OTHERS));
        }
        Ok(file)
    }

    /// Returns whether the file holds something that no file of the former form has. One that says that it has that
    /// form is not proved: with a slot of the present form in it, somebody wants the proof passed over.
    fn has_present_parts(&self) -> bool {
        self.generation > 0
            || self.home_secret.is_some()
            || !(self.home_tag.is_empty() && self.key_tag.is_empty())
            || !self.slot.iter().chain(&self.pending).all(KeySlot::is_former)
    }

    /// Writes the file whole or not at all, with its tags under these two secrets.
    pub(super) fn save_with_tags(&mut self, key: &DatabaseKey, secret: &HomeSecret) -> Result<(), StoreError> {
        self.form = FORM;
        self.home_secret = Some(secret.seal(key.expose_bytes(), Purpose::SealHomeSecret, "")?);
        let content = self.content()?;
        self.home_tag = authentication::compute_tag(secret.expose_bytes(), Purpose::TagByHomeSecret, &content)?;
        self.key_tag = authentication::compute_tag(key.expose_bytes(), Purpose::TagByDatabaseKey, &content)?;
        self.save_with_checksum()
    }

    /// Writes the file with a right checksum and whatever tags it has.
    pub(super) fn save_with_checksum(&mut self) -> Result<(), StoreError> {
        self.checksum = self.compute_checksum()?;
        let text =
            toml::to_string(self).map_err(|_error| StoreError::Internal("the key file could not be serialized"))?;
        home::write_private_file(&self.path, text.as_bytes())
    }

    /// Returns everything that the tags cover: all of the file but the tags and the checksum.
    pub(super) fn content(&self) -> Result<Vec<u8>, StoreError> {
        serde_json::to_vec(&(self.form, self.generation, &self.home_secret, &self.slot, &self.pending))
            .map_err(|_error| StoreError::Internal("the key file could not be serialized"))
    }

    fn compute_checksum(&self) -> Result<String, StoreError> {
        if self.form == FORMER_FORM {
            return self.former_checksum();
        }
        let mut hasher = Sha256::new();
        for field in [self.content()?.as_slice(), self.home_tag.as_bytes(), self.key_tag.as_bytes()] {
            hasher.update((field.len() as u64).to_be_bytes());
            hasher.update(field);
        }
        Ok(hex::encode(hasher.finalize()))
    }

    fn former_checksum(&self) -> Result<String, StoreError> {
        let mut hasher = Sha256::new();
        for slot in self.slot.iter().chain(&self.pending) {
            for field in slot.former_checksum_fields()? {
                hasher.update((field.len() as u64).to_be_bytes());
                hasher.update(field);
            }
        }
        hasher.update((self.pending.len() as u64).to_be_bytes());
        Ok(hex::encode(hasher.finalize()))
    }

    /// Returns whether the file has the form of an earlier version of the program, without anything that proves who
    /// wrote it.
    pub(in crate::store) const fn is_former(&self) -> bool {
        self.form == FORMER_FORM
    }

    /// Returns how often the file was changed, as it says itself.
    pub(in crate::store) const fn unproved_generation(&self) -> u64 {
        self.generation
    }

    pub(super) fn distrust_error(&self, why: &'static str) -> StoreError {
        StoreError::UntrustedKeyFile { path: self.path.clone(), why }
    }

    /// Returns the ways in, without any proof that this home made them.
    pub(in crate::store) fn unproved_ways(&self) -> Vec<Way> {
        self.slot.iter().map(KeySlot::way).collect()
    }
}
