//! Changing the ways into a home, and the key of the database itself.
//!
//! A new key is made in steps, each of which leaves a home that opens: the ways to the new key are written beside the
//! old ones; the database is copied under the new key into a file beside it and proven; the copy takes the
//! database's name; the old ways are dropped. A kill between two steps is settled at the next opening.

use secrecy::SecretString;

use super::keys::{KeyFile, UnlockedKey};
use super::{
    DatabaseKey, Home, KeyHolder, OfficeKeys, Store, StoreError, connection, generate_office_keys, home, verified_copy,
};
use crate::domain::Change;
use crate::domain::audit_event::AuditEvent;

impl Store {
    /// The ways into this home.
    ///
    /// # Errors
    /// When the key file cannot be read.
    pub fn key_holders(&self) -> Result<Vec<KeyHolder>, StoreError> {
        Ok(KeyFile::for_home(&self.home)?.key_holders())
    }

    /// Puts another passphrase in place of the worker's former one.
    ///
    /// # Errors
    /// When the key file cannot be written; the former passphrase still opens the home then.
    pub fn change_passphrase(&mut self, passphrase: &SecretString) -> Result<(), StoreError> {
        let number = self.worker.number.clone();
        self.reset_passphrase(&number, passphrase)
    }

    /// Makes a recovery key in place of a former one. Its words are shown once and kept nowhere.
    ///
    /// # Errors
    /// When the key file cannot be written.
    pub fn make_recovery_key(&mut self) -> Result<SecretString, StoreError> {
        let OfficeKeys { words, public } = generate_office_keys()?;
        let mut file = KeyFile::for_home(&self.home)?;
        file.set_recovery_key(self.worker.number.as_str(), &self.key, &public)?;
        file.save_file()?;
        self.record_key_change("a recovery key was made")?;
        Ok(words)
    }

    /// Lets the holder of an office's private key open this home.
    ///
    /// # Errors
    /// When `public` is no public key, or the key file cannot be written.
    pub fn grant_office_access(&mut self, office: &str, public: &str) -> Result<(), StoreError> {
        let mut file = KeyFile::for_home(&self.home)?;
        file.set_escrow_key(office, &self.key, public)?;
        file.save_file()?;
        self.record_key_change(&format!("the office {office} can open this home"))
    }

    /// Gives the database a new key. Every way into the home leads to the new one. Backups keep the key that they were
    /// made with.
    ///
    /// # Errors
    /// When something cannot be written; the home opens as before then.
    pub fn rotate_key(mut self) -> Result<(), StoreError> {
        let (mut file, fresh) = self.prepare_new_key()?;
        verified_copy::copy_and_verify(&self.connection, &self.home.unfinished_database_path(), &fresh)?;
        // The home, and with it the lock, is kept to the end.
        let _locked = self.replace_database()?;
        file.promote_pending();
        file.save_file()
    }

    /// Writes the ways to a new key beside those to the old one.
    fn prepare_new_key(&mut self) -> Result<(KeyFile, DatabaseKey), StoreError> {
        let mut file = KeyFile::for_home(&self.home)?;
        self.record_key_change("the key of the database was changed")?;
        let fresh = DatabaseKey::new_random()?;
        file.prepare_pending(&fresh)?;
        file.save_file()?;
        Ok((file, fresh))
    }

    /// The copy takes the database's name. Closing writes the log back and removes it: nothing of the old key may be
    /// left beside the new database.
    fn replace_database(self) -> Result<Home, StoreError> {
        let Self { connection, home, .. } = self;
        connection.close().map_err(|(_open, error)| StoreError::from(error))?;
        if connection::write_ahead_log_path(&home).exists() {
            return Err(StoreError::Internal("the log was not written back"));
        }
        home::rename_file(&home.unfinished_database_path(), &home.database_path())?;
        Ok(home)
    }

    pub(super) fn record_key_change(&mut self, how: &str) -> Result<(), StoreError> {
        self.record(Change::Accessed { case: None, access: AuditEvent::KeyChanged(how.to_owned()) })?;
        Ok(())
    }
}

/// The key that the database has, after an interrupted rotation was carried on or given up.
pub(super) fn finish_interrupted_rotation(home: &Home, unlocked: UnlockedKey) -> Result<DatabaseKey, StoreError> {
    let UnlockedKey { key, pending, .. } = unlocked;
    let Some(pending) = pending else { return Ok(key) };
    let mut file = KeyFile::for_home(home)?;
    let key = if connection::can_open(home, &pending) {
        file.promote_pending();
        pending
    } else if connection::can_open(home, &key) {
        file.discard_pending();
        key
    } else {
        // Damaged, or locked: opening tells.
        return Ok(key);
    };
    file.save_file()?;
    home::remove_if_exists(&home.unfinished_database_path())?;
    Ok(key)
}

#[cfg(test)]
mod tests {
    use super::super::tests::Fixture;
    use super::*;

    /// What was done of a rotation before the kill.
    #[derive(Clone, Copy, PartialEq, PartialOrd)]
    enum Done {
        Prepared,
        HalfCopied,
        Copied,
        TakenOver,
    }

    #[test]
    fn f1_a_rotation_killed_after_any_step_is_carried_on_or_given_up() {
        for (done, is_rotated) in
            [(Done::Prepared, false), (Done::HalfCopied, false), (Done::Copied, false), (Done::TakenOver, true)]
        {
            let fixture = Fixture::new();
            let mut store = fixture.create();
            let former = store.key.clone();
            let making = store.home.unfinished_database_path();
            let (_file, fresh) = store.prepare_new_key().unwrap();
            if done >= Done::HalfCopied {
                std::fs::write(&making, [0x5a; 10_000]).unwrap();
            }
            if done >= Done::Copied {
                verified_copy::copy_and_verify(&store.connection, &making, &fresh).unwrap();
            }
            if done >= Done::TakenOver {
                store.replace_database().unwrap();
            } else {
                drop(store);
            }
            for _ in 0..2 {
                let opened = fixture.open().unwrap();
                let expected = if is_rotated { &fresh } else { &former };
                assert_eq!(opened.key.expose_bytes(), expected.expose_bytes());
                assert!(opened.verify_record().unwrap().is_ok());
                assert!(!making.exists());
            }
        }
    }
}
