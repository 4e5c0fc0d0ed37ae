//! Creates and opens homes.

use std::sync::Arc;

use rusqlite::Connection;
use secrecy::SecretString;

use super::connection::OpenMode;
use super::disk_state::{DiskState, OnlyRead};
use super::keys::{FailedAttempts, KeyFile, TrustedKeyFile, UnlockedKey, ensure_strong_passphrase};
use super::named_keys::NamedKeys;
use super::{
    Credential, DatabaseKey, Home, HomeKind, KeyHolder, Store, StoreError, WallClock, apply, backup, connection,
    key_change, log, migrations, queries, rebuild, verify,
};
use crate::domain::access_way::{WayKind, WaysChange};
use crate::domain::audit_event::AuditEvent;
use crate::domain::filing_answer::Confirmations;
use crate::domain::worker::Worker;
use crate::domain::{Change, StationId};
use crate::policy::Policies;

impl Store {
    /// Creates a home with an empty record that belongs to `worker`. The home exists once its key file has its final
    /// name; if the creation is interrupted before that, the next try starts over.
    ///
    /// # Errors
    /// There is already a home, or the folder cannot be written.
    pub fn create(
        home: Home,
        passphrase: &SecretString,
        worker: Worker,
        kind: HomeKind,
        clock: WallClock,
        policies: Arc<Policies>,
    ) -> Result<Self, StoreError> {
        Self::create_filled(home, passphrase, worker, kind, (clock, policies), |_store| Ok(()))
    }

    /// Creates a home as [`Store::create`] does, and has `record_contents` record what it holds from the
    /// beginning: only then does the home exist.
    ///
    /// # Errors
    /// As for [`Store::create`], or `record_contents` fails.
    pub fn create_filled(
        home: Home,
        passphrase: &SecretString,
        worker: Worker,
        kind: HomeKind,
        (clock, policies): (WallClock, Arc<Policies>),
        record_contents: impl FnOnce(&mut Self) -> Result<(), StoreError>,
    ) -> Result<Self, StoreError> {
        if kind == HomeKind::Real && !home.exists() {
            ensure_strong_passphrase(passphrase, &worker)?;
        }
        let home = home.prepare_folder()?;
        let key = DatabaseKey::new_random()?;
        let making = home.unfinished_key_file_path();
        let mut file = TrustedKeyFile::new(making, worker.number.as_str(), &key, passphrase)?;
        file.save_change()?;
        let ways =
            WaysChange { how: "the home was created".to_owned(), state: file.state(), office: None, confirms: None };
        // An earlier version of the program recorded no ways.
        let ways = (home.schema_version() >= migrations::WAYS_VERSION).then(|| Box::new(ways));
        let mut store = Self::create_record(home, &key, (worker, ways), kind, clock, policies)?;
        record_contents(&mut store)?;
        store.home.restrict_permissions()?;
        store.home.finish_creation()?;
        Ok(store)
    }

    /// Creates an empty record under a key. The caller takes care of the folder, the lock and the key file.
    ///
    /// # Errors
    /// The database cannot be written.
    pub fn create_with_key(
        home: Home,
        key: &DatabaseKey,
        worker: Worker,
        kind: HomeKind,
        clock: WallClock,
        policies: Arc<Policies>,
    ) -> Result<Self, StoreError> {
        Self::create_record(home, key, (worker, None), kind, clock, policies)
    }

    fn create_record(
        home: Home,
        key: &DatabaseKey,
        (worker, ways): (Worker, Option<Box<WaysChange>>),
        kind: HomeKind,
        clock: WallClock,
        policies: Arc<Policies>,
    ) -> Result<Self, StoreError> {
        let practice = kind == HomeKind::Practice;
        let mut rng = clock.new_rng(0);
        let mut connection = connection::create_database(&home, key)?;
        migrations::migrate_to(&mut connection, home.schema_version())?;
        if home.schema_version() < migrations::ORDER_VERSION {
            connection.execute_batch(apply::order::FOR_EARLIER_FORM)?;
        }
        let station = StationId(clock.new_uuid(&mut rng));
        log::insert_station(&connection, station)?;
        let mut store = Self {
            connection,
            mode: OpenMode::Shared,
            station,
            worker: worker.clone(),
            office: None,
            named_keys: NamedKeys::default(),
            practice,
            clock,
            rng,
            policies,
            home,
            key: key.clone(),
            disk: DiskState::default(),
            answers: Confirmations::default(),
        };
        store.record(Change::WorkerEnrolled { worker, practice, ways })?;
        Ok(store)
    }

    /// Opens the home with the passphrase.
    ///
    /// # Errors
    /// The home cannot be used; each reason has its own error. Nothing is changed then.
    pub fn open(
        home: Home,
        passphrase: &SecretString,
        clock: WallClock,
        policies: Arc<Policies>,
    ) -> Result<Self, StoreError> {
        Self::open_with_credential(home, &Credential::Passphrase(passphrase.clone()), clock, policies)
    }

    /// Opens the home with a credential that fits one of the slots of its key file, as the worker whose slot it is.
    /// Wrong tries are counted, and recorded once the home is open. A database with an older schema is backed up before
    /// it is migrated.
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
        let unlocked = key_change::finish_interrupted_rotation(&home, unlocked)?;
        let mut store = Self::open_unlocked(home, unlocked, opener, clock, policies)?;
        if store.is_only_read() {
            return Ok(store);
        }
        store.home.restrict_permissions()?;
        store.record_failed_attempts(tries)?;
        // Without room, the next opening that has room records them; reading goes on.
        go_on_without_room(store.record_configuration())?;
        Ok(store)
    }

    /// Opens the record with what a credential unlocked, compares the key file with the record, and records an opening
    /// with words.
    pub(super) fn open_unlocked(
        home: Home,
        unlocked: UnlockedKey,
        opener: &Credential,
        clock: WallClock,
        policies: Arc<Policies>,
    ) -> Result<Self, StoreError> {
        let (holder, key) = (unlocked.holder.clone(), unlocked.key.clone());
        let database = open_and_migrate(&home, &key).map_err(|error| match error {
            StoreError::DamagedDatabase { .. } if has_another_key(&home, &key) => {
                unlocked.file.distrust_error(StoreError::OF_ANOTHER_KEY)
            }
            error => error,
        })?;
        let mut store = Self::from_connection(database, home, &key, Some(&holder), clock, policies)?;
        // What the key file lacks is made up for at the next opening; one that is not trusted is refused before.
        go_on_without_room(store.settle_key_file(unlocked, opener))?;
        store.record_words_access(&holder)?;
        if !store.is_only_read() {
            go_on_without_room(store.record_set_passphrase())?;
        }
        Ok(store)
    }

    /// If the home was opened with words, records that. Evidence on a medium that cannot be written is read all the same; a
    /// disk without room can be given some first.
    fn record_words_access(&mut self, holder: &KeyHolder) -> Result<(), StoreError> {
        if holder.opened_by == WayKind::Passphrase || self.home.is_read_only() {
            return Ok(());
        }
        let access = AuditEvent::OpenedWithWords(format!("{} {}", holder.opened_by.id(), holder.label));
        match self.record(Change::Accessed { case: None, access }) {
            Ok(_entry) => Ok(()),
            Err(StoreError::DiskFull) => Err(StoreError::UnrecordedWords),
            Err(error) => Err(error),
        }
    }

    /// Records the wrong tries before this opening, if there were any.
    pub(super) fn record_failed_attempts(&mut self, mut tries: FailedAttempts) -> Result<(), StoreError> {
        if tries.count == 0 {
            return Ok(());
        }
        let access =
            AuditEvent::UnlockFailed { tries: tries.count, last_ms: tries.last_ms, office: self.office.clone() };
        match self.record(Change::Accessed { case: None, access }) {
            // Without room, they stay in their file. The next opening that has room records them; reading goes on.
            Err(StoreError::DiskFull) => Ok(()),
            Err(error) => Err(error),
            Ok(_entry) => tries.clear(),
        }
    }

    /// Opens the record with its key. The caller takes care of the folder, the lock and the key file.
    ///
    /// # Errors
    /// The database is damaged, or has another key.
    pub fn open_with_key(
        home: Home,
        key: &DatabaseKey,
        clock: WallClock,
        policies: Arc<Policies>,
    ) -> Result<Self, StoreError> {
        let database = open_in_newest_form(&home, key)?;
        Self::from_connection(database, home, key, None, clock, policies)
    }

    /// Creates the store for an open database that is migrated to the newest schema. It belongs to the worker whose
    /// slot opened it; without a holder, to the worker who created it.
    pub(super) fn from_connection(
        (mut connection, mode): (Connection, OpenMode),
        home: Home,
        key: &DatabaseKey,
        holder: Option<&KeyHolder>,
        clock: WallClock,
        policies: Arc<Policies>,
    ) -> Result<Self, StoreError> {
        // A copy for reading is migrated before it is opened.
        if mode != OpenMode::Reading {
            rebuild::migrate_record(&mut connection, home.schema_version())?;
        }
        let station = log::read_station(&connection)?;
        let (workers, practice) = queries::select_workers(&connection)?;
        let worker = worker_of_key(workers, holder)?;
        let rng = clock.new_rng(log::read_head(&connection, station)?.entry_count());
        let clock = if practice { clock.for_practice() } else { clock };
        let disk = match mode {
            OpenMode::Shared | OpenMode::Alone => DiskState::default(),
            OpenMode::Reading if home.is_read_only() => DiskState::for_reading(OnlyRead::Medium),
            OpenMode::Reading => DiskState::for_reading(OnlyRead::NoRoom),
        };
        let key = key.clone();
        let office = holder.filter(|holder| holder.opened_by == WayKind::Escrow).map(|holder| holder.label.clone());
        let (answers, named_keys) = (Confirmations::default(), NamedKeys::for_home(&home));
        Ok(Self {
            connection,
            mode,
            station,
            worker,
            office,
            named_keys,
            practice,
            clock,
            rng,
            policies,
            home,
            key,
            disk,
            answers,
        })
    }
}

/// Returns whether no page of the database opens with a key, not even one beyond the first: then the database is not damaged,
/// but under another key.
fn has_another_key(home: &Home, key: &DatabaseKey) -> bool {
    let pages = std::fs::metadata(home.database_path()).map_or(0, |found| found.len() / connection::PAGE_BYTES);
    let damaged = connection::open_unchecked(home, key).and_then(|record| verify::select_damaged_pages(&record));
    pages > 1 && damaged.is_ok_and(|damaged| damaged.len() as u64 >= pages)
}

/// Opens the database of a home. One of an earlier version that can only be read is read from a copy in the newest
/// form.
fn open_in_newest_form(home: &Home, key: &DatabaseKey) -> Result<(Connection, OpenMode), StoreError> {
    let (connection, mode) = connection::open_database(home, key)?;
    if mode != OpenMode::Reading || !migrations::is_migration_due(&connection)? {
        return Ok((connection, mode));
    }
    drop(connection);
    Ok((open_migrated_copy(home, key)?, mode))
}

/// Opens the database of a home and brings it to the newest form, after a backup. If the disk has no room for that, the
/// record is read from a copy in the newest form.
fn open_and_migrate(home: &Home, key: &DatabaseKey) -> Result<(Connection, OpenMode), StoreError> {
    let (mut connection, mode) = open_in_newest_form(home, key)?;
    if !migrations::is_migration_due(&connection)? {
        return Ok((connection, mode));
    }
    let newest = migrations::newest_version();
    let migrated = backup::back_up_before_migration(&connection, home, key, newest)
        .and_then(|()| rebuild::migrate_record(&mut connection, home.schema_version()));
    match migrated {
        Ok(()) => Ok((connection, mode)),
        Err(StoreError::DiskFull) => {
            drop(connection);
            Ok((open_migrated_copy(home, key)?, OpenMode::Reading))
        }
        Err(error) => Err(error),
    }
}

fn open_migrated_copy(home: &Home, key: &DatabaseKey) -> Result<Connection, StoreError> {
    let migrate = |copy: &mut Connection| rebuild::migrate_record(copy, migrations::newest_version());
    connection::open_prepared_copy(home, key, migrate)
}

/// Returns the result of a write that can wait for room on the disk: a full disk is no failure of it.
fn go_on_without_room(written: Result<(), StoreError>) -> Result<(), StoreError> {
    match written {
        Err(StoreError::DiskFull) => Ok(()),
        written => written,
    }
}

/// Returns the worker whose slot opened the home. The words of an office open it in the name of its owner, who is
/// enrolled first.
fn worker_of_key(workers: Vec<Worker>, holder: Option<&KeyHolder>) -> Result<Worker, StoreError> {
    let own = holder.filter(|holder| holder.opened_by != WayKind::Escrow);
    let is_holder = |worker: &Worker| own.is_none_or(|holder| worker.number.as_str() == holder.label);
    match (workers.is_empty(), workers.into_iter().find(is_holder), own) {
        (true, ..) => Err(StoreError::DamagedDatabase { detail: "it has no worker".into() }),
        (_, None, Some(holder)) => Err(StoreError::NotEnrolled(holder.label.clone())),
        (_, None, None) => Err(StoreError::Internal("a home with workers has no owner")),
        (_, Some(worker), _) => Ok(worker),
    }
}

/// Unlocks the key file of a home, unless too many tries were wrong, and counts a wrong one.
pub(super) fn unlock_key_file(
    home: &Home,
    opener: &Credential,
    tries: &mut FailedAttempts,
    now_ms: u64,
) -> Result<UnlockedKey, StoreError> {
    try_to_unlock(tries, now_ms, || KeyFile::for_home(home)?.unlock(opener))
}

/// Unlocks a key file, unless too many tries were wrong, and counts a wrong one: at every door the same.
pub(super) fn try_to_unlock<T>(
    tries: &mut FailedAttempts,
    now_ms: u64,
    unlock: impl FnOnce() -> Result<T, StoreError>,
) -> Result<T, StoreError> {
    tries.ensure_waited(now_ms)?;
    let unlocked = unlock();
    if matches!(unlocked, Err(StoreError::WrongPassphrase | StoreError::WrongBackupPassphrase | StoreError::WrongWords))
    {
        // If the home cannot be written, the try is not counted, but the wrong passphrase is still reported.
        let _ = tries.record_failure(now_ms);
    }
    unlocked
}
