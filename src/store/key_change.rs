//! Changing the ways into a home, and the key of the database itself.
//!
//! A new key is made in steps, each of which leaves a home that opens: the ways to the new key are written beside the
//! old ones; the database is copied under the new key into a file beside it and proven; the copy takes the
//! database's name; the old ways are dropped. A kill between two steps is settled at the next opening.

use secrecy::SecretString;

use super::keys::{KeyFile, Unlocked};
use super::{DatabaseKey, Home, OfficeKeys, Store, StoreError, Way, connection, copy, home, office_keys};
use crate::domain::Change;
use crate::domain::access::Access;

impl Store {
    /// The ways into this home.
    ///
    /// # Errors
    /// When the key file cannot be read.
    pub fn ways(&self) -> Result<Vec<Way>, StoreError> {
        Ok(KeyFile::of(&self.home)?.ways())
    }

    /// Puts another passphrase in place of the worker's former one.
    ///
    /// # Errors
    /// When the key file cannot be written; the former passphrase still opens the home then.
    pub fn change_passphrase(&mut self, passphrase: &SecretString) -> Result<(), StoreError> {
        let number = self.worker.number.clone();
        self.change_passphrase_of(&number, passphrase)
    }

    /// Makes a recovery key in place of a former one. Its words are shown once and kept nowhere.
    ///
    /// # Errors
    /// When the key file cannot be written.
    pub fn make_recovery_key(&mut self) -> Result<SecretString, StoreError> {
        let OfficeKeys { words, public } = office_keys()?;
        let mut file = KeyFile::of(&self.home)?;
        file.set_recovery(self.worker.number.as_str(), &self.key, &public)?;
        file.write()?;
        self.key_changed("a recovery key was made")?;
        Ok(words)
    }

    /// Lets the holder of an office's private key open this home.
    ///
    /// # Errors
    /// When `public` is no public key, or the key file cannot be written.
    pub fn let_office_in(&mut self, office: &str, public: &str) -> Result<(), StoreError> {
        let mut file = KeyFile::of(&self.home)?;
        file.set_escrow(office, &self.key, public)?;
        file.write()?;
        self.key_changed(&format!("the office {office} can open this home"))
    }

    /// Gives the database a new key. Every way into the home leads to the new one. Backups keep the key that they were
    /// made with.
    ///
    /// # Errors
    /// When something cannot be written; the home opens as before then.
    pub fn rotate_key(mut self) -> Result<(), StoreError> {
        let (mut file, fresh) = self.prepared_key()?;
        copy::proven(&self.connection, &self.home.database_in_the_making(), &fresh)?;
        // The home, and with it the lock, is kept to the end.
        let _locked = self.taken_over()?;
        file.promote();
        file.write()
    }

    /// Writes the ways to a new key beside those to the old one.
    fn prepared_key(&mut self) -> Result<(KeyFile, DatabaseKey), StoreError> {
        let mut file = KeyFile::of(&self.home)?;
        self.key_changed("the key of the database was changed")?;
        let fresh = DatabaseKey::random()?;
        file.prepare(&fresh)?;
        file.write()?;
        Ok((file, fresh))
    }

    /// The copy takes the database's name. Closing writes the log back and removes it: nothing of the old key may be
    /// left beside the new database.
    fn taken_over(self) -> Result<Home, StoreError> {
        let Self { connection, home, .. } = self;
        connection.close().map_err(|(_open, error)| StoreError::from(error))?;
        if connection::log_beside(&home).exists() {
            return Err(StoreError::Internal("the log was not written back"));
        }
        home::rename(&home.database_in_the_making(), &home.database())?;
        Ok(home)
    }

    pub(super) fn key_changed(&mut self, how: &str) -> Result<(), StoreError> {
        self.record(Change::Accessed { case: None, access: Access::KeyChanged(how.to_owned()) })?;
        Ok(())
    }
}

/// The key that the database has, after an interrupted rotation was carried on or given up.
pub(super) fn settled(home: &Home, unlocked: Unlocked) -> Result<DatabaseKey, StoreError> {
    let Unlocked { key, pending, .. } = unlocked;
    let Some(pending) = pending else { return Ok(key) };
    let mut file = KeyFile::of(home)?;
    let key = if connection::opens(home, &pending) {
        file.promote();
        pending
    } else if connection::opens(home, &key) {
        file.give_up_pending();
        key
    } else {
        // Damaged, or locked: opening tells.
        return Ok(key);
    };
    file.write()?;
    home::remove(&home.database_in_the_making())?;
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
            let making = store.home.database_in_the_making();
            let (_file, fresh) = store.prepared_key().unwrap();
            if done >= Done::HalfCopied {
                std::fs::write(&making, [0x5a; 10_000]).unwrap();
            }
            if done >= Done::Copied {
                copy::proven(&store.connection, &making, &fresh).unwrap();
            }
            if done >= Done::TakenOver {
                store.taken_over().unwrap();
            } else {
                drop(store);
            }
            for _ in 0..2 {
                let opened = fixture.open().unwrap();
                let expected = if is_rotated { &fresh } else { &former };
                assert_eq!(opened.key.expose(), expected.expose());
                assert!(opened.verify().unwrap().is_ok());
                assert!(!making.exists());
            }
        }
    }
}
