//! Unlocking the key file with a credential.

use super::credential::{Credential, KeyHolder};
use super::database_key::DatabaseKey;
use super::key_file::{FORMER_FORM, KeyFile};
use super::key_slot::{KeySlot, Pin};
use super::public_key::KeyPair;
use super::trusted_key_file::TrustedKeyFile;
use crate::store::StoreError;
use crate::store::home::Home;

/// What a credential that fits one of the slots gives.
pub(in crate::store) struct UnlockedKey {
    /// The key of the database.
    pub(in crate::store) key: DatabaseKey,
    /// The key that the database is about to get, if a change of the key was interrupted.
    pub(in crate::store) pending: Option<DatabaseKey>,
    /// Whose slot was opened.
    pub(in crate::store) holder: KeyHolder,
    /// The key file, which the credential proved to be that of this home.
    pub(in crate::store) file: TrustedKeyFile,
    /// Whether the slot that was opened has no pin yet.
    pub(in crate::store) needs_renewal: bool,
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

impl KeyFile {
    /// Returns the key of the database, if the credential fits one of the slots, and whose slot that is.
    ///
    /// # Errors
    /// The credential fits no slot; or it does, and the file is not one that this home wrote.
    pub(in crate::store) fn unlock(&self, opener: &Credential) -> Result<UnlockedKey, StoreError> {
        if let Credential::Words(words) = opener {
            // Whatever slots there are, words that are not those of a key are reported as such.
            KeyPair::from_words(words)?;
        }
        for slot in &self.slot {
            let Some(pair) = slot.open_key_pair(opener)? else { continue };
            return self.unlock_slot(slot, &pair);
        }
        Err(match opener {
            Credential::Passphrase(_) => StoreError::WrongPassphrase,
            Credential::Words(_) => StoreError::WrongWords,
        })
    }

    fn unlock_slot(&self, slot: &KeySlot, pair: &KeyPair) -> Result<UnlockedKey, StoreError> {
        let changed = || self.distrust_error(StoreError::CHANGED_BY_OTHERS);
        let key = slot.unwrap_key(pair).ok_or_else(changed)?;
        let file = if self.form == FORMER_FORM {
            TrustedKeyFile::adopt_former(self.clone(), &key)?
        } else {
            TrustedKeyFile::prove(self.clone(), &key)?
        };
        // Whatever the file says of itself: a slot that has a pin, or had one, is asked for it.
        let needs_renewal = match slot.check_pin(pair, file.secret())? {
            Pin::Holds => false,
            Pin::NotYet => true,
            Pin::Broken => return Err(self.distrust_error(StoreError::ANOTHER_HOME)),
        };
        let pending = self.pending.iter().find_map(|pending| pending.unwrap_key(pair));
        Ok(UnlockedKey { key, pending, holder: slot.way().into(), file, needs_renewal })
    }
}
