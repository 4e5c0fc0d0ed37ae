//! Changes who can open a home, and the key of the database itself.
//!
//! The key is changed in steps, each of which leaves a home that opens: the slots of the new key are written beside the
//! old ones; the database is copied under the new key into a file beside it, and the copy is verified; the copy takes
//! the name of the database; the old slots are dropped. If the process is killed between two steps, the next opening
//! finishes the change or gives it up.

use secrecy::SecretString;

use super::duties::HomeDuty;
use super::keys::{TrustedKeyFile, UnlockedKey};
use super::{
    DatabaseKey, Home, OfficeKeys, Refusal, Store, StoreError, connection, generate_office_keys, home, verified_copy,
    wording_check,
};
use crate::domain::Change;
use crate::domain::access_way::WaysChange;
use crate::domain::audit_event::AuditEvent;

impl Store {
    /// Replaces the passphrase of the worker who opened the home.
    ///
    /// # Errors
    /// The key file cannot be written; the old passphrase still opens the home then.
    pub fn change_passphrase(&mut self, passphrase: &SecretString) -> Result<(), StoreError> {
        let number = self.worker.number.clone();
        self.reset_passphrase(&number, passphrase)
    }

    /// Makes a recovery key, which replaces an earlier one, and returns its words. They are kept nowhere.
    ///
    /// # Errors
    /// The key file cannot be written.
    pub fn make_recovery_key(&mut self) -> Result<SecretString, StoreError> {
        if self.office.is_some() {
            // It would be the owner's, in the hands of whoever has the office's words.
            return Err(Refusal::NotForOffice.into());
        }
        let OfficeKeys { words, .. } = generate_office_keys()?;
        let mut file = self.trusted_key_file()?;
        file.set_recovery_key(self.worker.number.as_str(), &words)?;
        self.save_ways(file, "a recovery key was made")?;
        Ok(words)
    }

    /// Lets the holder of an office's private key open this home.
    ///
    /// # Errors
    /// `public` is not a public key, it is not the worker's to do, or the key file cannot be written.
    pub fn grant_office_access(&mut self, office: &str, public: &str) -> Result<(), StoreError> {
        self.ensure_may(HomeDuty::Keys)?;
        self.ensure_may_change_offices()?;
        wording_check::ensure_plain(&[("name of the office", office)])?;
        let mut file = self.trusted_key_file()?;
        file.set_escrow_key(office, public)?;
        file.save_change()?;
        let ways = self.ways_change(&file, &format!("the office {office} can open this home"));
        // Without an office's key open, nothing is confirmed by this; with one, what it stands for is.
        let confirms = self.office.is_some().then(|| public.trim().to_lowercase());
        let access = AuditEvent::WaysChanged(Box::new(WaysChange { confirms, ..ways }));
        self.record(Change::Accessed { case: None, access }).map(drop)
    }

    /// Takes away that the holder of an office's private key can open this home.
    ///
    /// # Errors
    /// No such office can open it, it is not the worker's to do, or the key file cannot be written.
    pub fn revoke_office_access(&mut self, office: &str) -> Result<(), StoreError> {
        self.ensure_may(HomeDuty::Keys)?;
        self.ensure_may_change_offices()?;
        let mut file = self.trusted_key_file()?;
        if !file.remove_escrow_key(office) {
            return Err(Refusal::UnknownOffice(office.to_owned()).into());
        }
        self.save_ways(file, &format!("the office {office} can no longer open this home"))
    }

    /// Gives the database a new key. Everybody who could open the home can still open it. Backups keep the key that
    /// they were made with.
    ///
    /// # Errors
    /// Something cannot be written; the home opens as before then.
    pub fn rotate_key(mut self) -> Result<(), StoreError> {
        let (mut file, fresh) = self.prepare_new_key()?;
        verified_copy::copy_and_verify(&self.connection, &self.home.unfinished_database_path(), &fresh)?;
        // The home is held, and with it the lock, until the key file is written.
        let _locked = self.replace_database()?;
        file.promote_pending(&fresh);
        file.save_again()
    }

    /// Makes a new key and writes its slots beside those of the old one. It is wrapped only for ways that the record
    /// enrolled.
    fn prepare_new_key(&mut self) -> Result<(TrustedKeyFile, DatabaseKey), StoreError> {
        self.ensure_may(HomeDuty::Keys)?;
        let mut file = self.trusted_key_file()?;
        let fresh = DatabaseKey::new_random()?;
        file.prepare_pending(&fresh)?;
        file.save_change()?;
        self.record_ways(&file, "the key of the database was changed")?;
        Ok((file, fresh))
    }

    /// Renames the copy to the database. Closing the connection first writes the write-ahead log back and removes it:
    /// nothing of the old key may be left beside the new database.
    fn replace_database(self) -> Result<Home, StoreError> {
        let Self { connection, home, .. } = self;
        connection.close().map_err(|(_open, error)| StoreError::from(error))?;
        if connection::write_ahead_log_path(&home).exists() {
            return Err(StoreError::Internal("the write-ahead log was not written back"));
        }
        home::rename_file(&home.unfinished_database_path(), &home.database_path())?;
        Ok(home)
    }
}

/// Finishes an interrupted change of the key, or gives it up, and returns what was unlocked with the key that the
/// database has.
pub(super) fn finish_interrupted_rotation(home: &Home, unlocked: UnlockedKey) -> Result<UnlockedKey, StoreError> {
    let UnlockedKey { key, pending, mut file, .. } = unlocked;
    let Some(pending) = pending else { return Ok(UnlockedKey { key, pending, file, ..unlocked }) };
    let key = if connection::can_open(home, &pending) {
        file.promote_pending(&pending);
        pending
    } else if connection::can_open(home, &key) {
        file.discard_pending();
        key
    } else {
        // The database is damaged or locked; opening it reports which.
        return Ok(UnlockedKey { key, pending: None, file, ..unlocked });
    };
    file.save_again()?;
    home::remove_if_exists(&home.unfinished_database_path())?;
    Ok(UnlockedKey { key, pending: None, file, ..unlocked })
}

#[cfg(test)]
mod tests {
    use super::super::tests::Fixture;
    use super::*;

    /// The steps of a key change that were done before the process was killed.
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
