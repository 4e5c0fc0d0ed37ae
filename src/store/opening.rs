//! Making a home and opening one.

use std::cell::Cell;
use std::sync::Arc;

use secrecy::SecretString;

use super::{Clock, DatabaseKey, Home, Store, StoreError, connection, keyfile, log, migrations, queries};
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
        keyfile::create(&home.key_file_in_the_making(), &key, passphrase)?;
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
        mut home: Home,
        passphrase: &SecretString,
        clock: Clock,
        policies: Arc<Policies>,
    ) -> Result<Self, StoreError> {
        home.must_be_whole()?;
        home.lock()?;
        let key = keyfile::unlock(&home, passphrase)?;
        let store = Self::open_with_key(home, &key, clock, policies)?;
        store.home.restrict()?;
        Ok(store)
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
        Ok(Self { connection, station, worker, practice, clock, chance, policies, home, failed: Cell::default() })
    }
}
