//! Making a home and opening one.

use std::sync::Arc;

use rusqlite::Connection;
use secrecy::SecretString;

use super::disk_state::DiskState;
use super::keys::{ESCROW, FailedAttempts, KeyFile, PASSPHRASE, UnlockedKey};
use super::{
    Credential, DatabaseKey, Home, HomeKind, KeyHolder, Store, StoreError, WallClock, backup, connection, key_change,
    log, migrations, queries,
};
use crate::domain::audit_event::AuditEvent;
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
        kind: HomeKind,
        clock: WallClock,
        policies: Arc<Policies>,
    ) -> Result<Self, StoreError> {
        let home = home.prepare_folder()?;
        let key = DatabaseKey::new_random()?;
        KeyFile::new(home.unfinished_key_file_path(), worker.number.as_str(), &key, passphrase)?.save_file()?;
        let store = Self::create_with_key(home, &key, worker, kind, clock, policies)?;
        store.home.restrict_permissions()?;
        store.home.finish_creation()?;
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
        kind: HomeKind,
        clock: WallClock,
        policies: Arc<Policies>,
    ) -> Result<Self, StoreError> {
        let practice = kind == HomeKind::Practice;
        let mut rng = clock.new_rng(0);
        let mut connection = connection::create_database(&home, key)?;
        migrations::migrate_to(&mut connection, home.schema_version())?;
        let station = StationId(clock.new_uuid(&mut rng));
        log::insert_station(&connection, station)?;
        let mut store = Self {
            connection,
            station,
            worker: worker.clone(),
            practice,
            clock,
            rng,
            policies,
            home,
            key: key.clone(),
            disk: DiskState::default(),
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
        clock: WallClock,
        policies: Arc<Policies>,
    ) -> Result<Self, StoreError> {
        Self::open_with_credential(home, &Credential::Passphrase(passphrase.clone()), clock, policies)
    }

    /// Opens the home with whatever fits one of its slots, as the worker whose slot it is. Wrong tries are counted, and
    /// the record tells of them once it is open. A database in an older form is backed up before it gets the newest.
    ///
    /// # Errors
    /// As for [`Store::open`].
    pub fn open_with_credential(
        mut home: Home,
        opener: &Credential,
        clock: WallClock,
        policies: Arc<Policies>,
    ) -> Result<Self, StoreError> {
        home.ensure_complete()?;
        home.acquire_lock()?;
        let mut tries = FailedAttempts::for_home(&home);
        let unlocked = unlock_key_file(&home, opener, &mut tries, clock.now_ms())?;
        let way = unlocked.holder.clone();
        let key = key_change::finish_interrupted_rotation(&home, unlocked)?;
        let connection = connection::open_database(&home, &key)?;
        if migrations::is_migration_due(&connection)? {
            backup::back_up_before_migration(&connection, &home, &key, migrations::newest_version())?;
        }
        let mut store = Self::from_connection(connection, home, &key, Some(&way), clock, policies)?;
        store.home.restrict_permissions()?;
        store.record_failed_attempts(&tries)?;
        store.record_words_access(&way)?;
        Ok(store)
    }

    /// Records that the home was opened with words instead of a passphrase.
    fn record_words_access(&mut self, way: &KeyHolder) -> Result<(), StoreError> {
        if way.opened_by == PASSPHRASE {
            return Ok(());
        }
        let access = AuditEvent::OpenedWithWords(format!("{} {}", way.opened_by, way.label));
        self.record(Change::Accessed { case: None, access })?;
        Ok(())
    }

    /// Records the wrong tries before this opening.
    fn record_failed_attempts(&mut self, tries: &FailedAttempts) -> Result<(), StoreError> {
        if tries.count == 0 {
            return Ok(());
        }
        let access = AuditEvent::UnlockFailed { tries: tries.count, last_ms: tries.last_ms };
        self.record(Change::Accessed { case: None, access })?;
        tries.clear()
    }

    /// Opens the record with its key at hand. The folder, the lock and the key file are the caller's affair.
    ///
    /// # Errors
    /// When the database is not whole, or not of this key.
    pub fn open_with_key(
        home: Home,
        key: &DatabaseKey,
        clock: WallClock,
        policies: Arc<Policies>,
    ) -> Result<Self, StoreError> {
        let connection = connection::open_database(&home, key)?;
        Self::from_connection(connection, home, key, None, clock, policies)
    }

    /// The store of an open database: in its newest form, in the hands of the worker whose `way` it was; without one,
    /// of the worker who made it.
    pub(super) fn from_connection(
        mut connection: Connection,
        home: Home,
        key: &DatabaseKey,
        way: Option<&KeyHolder>,
        clock: WallClock,
        policies: Arc<Policies>,
    ) -> Result<Self, StoreError> {
        migrations::migrate_to(&mut connection, home.schema_version())?;
        let station = log::read_station(&connection)?;
        let (workers, practice) = queries::select_workers(&connection)?;
        let worker = worker_of_key(workers, way)?;
        let chance = clock.new_rng(log::read_head(&connection, station)?.entry_count());
        let clock = if practice { clock.for_practice() } else { clock };
        let (key, disk) = (key.clone(), DiskState::default());
        Ok(Self { connection, station, worker, practice, clock, rng: chance, policies, home, key, disk })
    }
}

/// The worker whose way it was. The office's words open the home in the name of its owner, who is enrolled first.
fn worker_of_key(workers: Vec<Worker>, way: Option<&KeyHolder>) -> Result<Worker, StoreError> {
    let own = way.filter(|way| way.opened_by != ESCROW);
    let of_way = |worker: &Worker| own.is_none_or(|way| worker.number.as_str() == way.label);
    match (workers.is_empty(), workers.into_iter().find(of_way), own) {
        (true, ..) => Err(StoreError::DamagedDatabase { detail: "it belongs to nobody".to_owned() }),
        (_, None, Some(way)) => Err(StoreError::NotEnrolled(way.label.clone())),
        (_, None, None) => Err(StoreError::Internal("a home with workers has no owner")),
        (_, Some(worker), _) => Ok(worker),
    }
}

fn unlock_key_file(
    home: &Home,
    opener: &Credential,
    tries: &mut FailedAttempts,
    now_ms: u64,
) -> Result<UnlockedKey, StoreError> {
    tries.ensure_waited(now_ms)?;
    let unlocked = KeyFile::for_home(home)?.unlock(opener);
    if matches!(unlocked, Err(StoreError::WrongPassphrase | StoreError::WrongWords)) {
        // A home that cannot be written cannot count; that the passphrase is wrong is told all the same.
        let _uncounted = tries.record_failure(now_ms);
    }
    unlocked
}
