//! Making a home and opening one.

use std::cell::Cell;
use std::sync::Arc;

use secrecy::SecretString;

use super::keys::{KeyFile, Tries, Unlocked};
use super::{Clock, DatabaseKey, Home, Opener, Store, StoreError, connection, key_change, log, migrations, queries};
use crate::domain::access::Access;
use crate::domain::worker::Worker;
use crate::domain::{Change, StationId};
use crate::policy::Policies;

impl Store {
    /// Makes a new home with an empty record that belongs to `worker`. The home is there once its key file has its
    /// name; one whose making was interrupted before is made anew.
    ///
    /// # Errors
    /// When there is a home already, or the folder cannot be written.
    pub fn create(
        home: Home,
        passphrase: &SecretString,
        worker: Worker,
        practice: bool,
        clock: Clock,
        policies: Arc<Policies>,
    ) -> Result<Self, StoreError> {
        let home = home.prepared()?;
        let key = DatabaseKey::random()?;
        KeyFile::new(home.key_file_in_the_making(), worker.number.as_str(), &key, passphrase)?.write()?;
        let store = Self::create_with_key(home, &key, worker, practice, clock, policies)?;
        store.home.restrict()?;
        store.home.is_made()?;
        Ok(store)
    }

    /// Makes an empty record with its key at hand. The folder, the lock and the key file are the caller's affair.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub fn create_with_key(
        home: Home,
        key: &DatabaseKey,
        worker: Worker,
        practice: bool,
        clock: Clock,
        policies: Arc<Policies>,
    ) -> Result<Self, StoreError> {
        let mut chance = clock.chance(0);
        let mut connection = connection::create(&home, key)?;
        migrations::migrate(&mut connection)?;
        let station = StationId(clock.new_uuid(&mut chance));
        log::found_station(&connection, station)?;
        let mut store = Self {
            connection,
            station,
            worker: worker.clone(),
            practice,
            clock,
            chance,
            policies,
            home,
            key: key.clone(),
            failed: Cell::default(),
        };
        store.record(Change::WorkerEnrolled { worker, practice })?;
        Ok(store)
    }

    /// Opens the home with the passphrase.
    ///
    /// # Errors
    /// Each way in which a home can be unusable has its own error; none of them changes anything.
    pub fn open(
        home: Home,
        passphrase: &SecretString,
        clock: Clock,
        policies: Arc<Policies>,
    ) -> Result<Self, StoreError> {
        Self::open_by(home, &Opener::Passphrase(passphrase.clone()), clock, policies)
    }

    /// Opens the home with whatever fits one of its slots. Wrong tries are counted, and the record tells of them once
    /// it is open.
    ///
    /// # Errors
    /// As for [`Store::open`].
    pub fn open_by(mut home: Home, opener: &Opener, clock: Clock, policies: Arc<Policies>) -> Result<Self, StoreError> {
        home.must_be_whole()?;
        home.lock()?;
        let mut tries = Tries::of(&home);
        let unlocked = unlocked(&home, opener, &mut tries, clock.now_ms())?;
        let key = key_change::settled(&home, unlocked)?;
        let mut store = Self::open_with_key(home, &key, clock, policies)?;
        store.home.restrict()?;
        store.account_for(&tries)?;
        Ok(store)
    }

    /// Records the wrong tries before this opening.
    fn account_for(&mut self, tries: &Tries) -> Result<(), StoreError> {
        if tries.count == 0 {
            return Ok(());
        }
        let access = Access::UnlockFailed { tries: tries.count, last_ms: tries.last_ms };
        self.record(Change::Accessed { case: None, access })?;
        tries.forget()
    }

    /// Opens the record with its key at hand. The folder, the lock and the key file are the caller's affair.
    ///
    /// # Errors
    /// When the database is not whole, or not of this key.
    pub fn open_with_key(
        home: Home,
        key: &DatabaseKey,
        clock: Clock,
        policies: Arc<Policies>,
    ) -> Result<Self, StoreError> {
        let mut connection = connection::open(&home, key)?;
        migrations::migrate(&mut connection)?;
        let station = log::station(&connection)?;
        let (worker, practice) = queries::owner(&connection)?;
        let chance = clock.chance(log::head(&connection, station)?.entries());
        let clock = if practice { clock.for_practice() } else { clock };
        let (key, failed) = (key.clone(), Cell::default());
        Ok(Self { connection, station, worker, practice, clock, chance, policies, home, key, failed })
    }
}

fn unlocked(home: &Home, opener: &Opener, tries: &mut Tries, now_ms: u64) -> Result<Unlocked, StoreError> {
    tries.must_have_waited(now_ms)?;
    let unlocked = KeyFile::of(home)?.unlocked(opener);
    if matches!(unlocked, Err(StoreError::WrongPassphrase | StoreError::WrongWords)) {
        // A home that cannot be written cannot count; that the passphrase is wrong is told all the same.
        let _uncounted = tries.note(now_ms);
    }
    unlocked
}
