//! Making a home and opening one.

use std::cell::Cell;
use std::sync::Arc;

use rusqlite::Connection;
use secrecy::SecretString;

use super::keys::{ESCROW, KeyFile, PASSPHRASE, Tries, Unlocked};
use super::{
    Clock, DatabaseKey, Home, Opener, Store, StoreError, Way, backup, connection, key_change, log, migrations, queries,
};
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
        migrations::migrate(&mut connection, home.form())?;
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

    /// Opens the home with whatever fits one of its slots, as the worker whose slot it is. Wrong tries are counted, and
    /// the record tells of them once it is open. A database in an older form is backed up before it gets the newest.
    ///
    /// # Errors
    /// As for [`Store::open`].
    pub fn open_by(mut home: Home, opener: &Opener, clock: Clock, policies: Arc<Policies>) -> Result<Self, StoreError> {
        home.must_be_whole()?;
        home.lock()?;
        let mut tries = Tries::of(&home);
        let unlocked = unlocked(&home, opener, &mut tries, clock.now_ms())?;
        let way = unlocked.way.clone();
        let key = key_change::settled(&home, unlocked)?;
        let connection = connection::open(&home, &key)?;
        if migrations::is_due(&connection)? {
            backup::before_form(&connection, &home, &key, migrations::newest())?;
        }
        let mut store = Self::of(connection, home, &key, Some(&way), clock, policies)?;
        store.home.restrict()?;
        store.account_for(&tries)?;
        store.tell_of_words(&way)?;
        Ok(store)
    }

    /// Records that the home was opened with words instead of a passphrase.
    fn tell_of_words(&mut self, way: &Way) -> Result<(), StoreError> {
        if way.opened_by == PASSPHRASE {
            return Ok(());
        }
        let access = Access::OpenedWithWords(format!("{} {}", way.opened_by, way.label));
        self.record(Change::Accessed { case: None, access })?;
        Ok(())
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
        let connection = connection::open(&home, key)?;
        Self::of(connection, home, key, None, clock, policies)
    }

    /// The store of an open database: in its newest form, in the hands of the worker whose `way` it was; without one,
    /// of the worker who made it.
    pub(super) fn of(
        mut connection: Connection,
        home: Home,
        key: &DatabaseKey,
        way: Option<&Way>,
        clock: Clock,
        policies: Arc<Policies>,
    ) -> Result<Self, StoreError> {
        migrations::migrate(&mut connection, home.form())?;
        let station = log::station(&connection)?;
        let (workers, practice) = queries::workers(&connection)?;
        let worker = whose(workers, way)?;
        let chance = clock.chance(log::head(&connection, station)?.entries());
        let clock = if practice { clock.for_practice() } else { clock };
        let (key, failed) = (key.clone(), Cell::default());
        Ok(Self { connection, station, worker, practice, clock, chance, policies, home, key, failed })
    }
}

/// The worker whose way it was. The office's words open the home in the name of its owner, who is enrolled first.
fn whose(workers: Vec<Worker>, way: Option<&Way>) -> Result<Worker, StoreError> {
    let own = way.filter(|way| way.opened_by != ESCROW);
    let of_way = |worker: &Worker| own.is_none_or(|way| worker.number.as_str() == way.label);
    match (workers.is_empty(), workers.into_iter().find(of_way), own) {
        (true, ..) => Err(StoreError::DamagedDatabase { detail: "it belongs to nobody".to_owned() }),
        (_, None, Some(way)) => Err(StoreError::NotEnrolled(way.label.clone())),
        (_, None, None) => Err(StoreError::Internal("a home with workers has no owner")),
        (_, Some(worker), _) => Ok(worker),
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
