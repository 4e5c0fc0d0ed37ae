//! What can go wrong with a home, each with its own sentence and exit code.

use std::io;
use std::path::{Path, PathBuf};

use super::Refusal;
use crate::domain::WorkerNumber;

/// Why a home could not be used, or a change not recorded.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The passphrase does not open the key file.
    #[error("The passphrase is wrong.")]
    WrongPassphrase,
    /// The words fit no slot of the key file.
    #[error("These words open nothing here.")]
    WrongWords,
    /// What was given as words is not a key in words.
    #[error("These are not the words of a key: {why}.")]
    NotWords {
        /// What is wrong with them.
        why: String,
    },
    /// What was given as a public key is none.
    #[error("This is not a public key: it has 64 hexadecimal digits, as caseload key escrow --make prints them.")]
    NotAPublicKey,
    /// Another worker of the home has the passphrase.
    #[error("This passphrase cannot be used here. Choose another one.")]
    PassphraseTaken,
    /// The way that was opened belongs to a worker whom the record does not know.
    #[error(
        "Worker {0} has a passphrase here but is not enrolled in this record, which may come from an older backup. Another worker can let {0} in again: caseload worker add"
    )]
    NotEnrolled(String),
    /// The worker is the last one who can open the home.
    #[error("Worker {0} is the only one with a passphrase here. Nothing was changed.")]
    LastWorker(WorkerNumber),
    /// Too many wrong tries, one after the other.
    #[error("{tries} wrong tries. Wait {seconds} seconds before the next.")]
    TooManyTries {
        /// How many.
        tries: u32,
        /// How long until the next is allowed.
        seconds: u64,
    },
    /// The key file is missing, or its content is not what was written.
    #[error(
        "The key file {path} is {how}. Without it the database cannot be opened. Restore it: caseload restore --latest"
    )]
    DamagedKeyFile {
        /// Where it is expected.
        path: PathBuf,
        /// `missing` or `damaged`.
        how: &'static str,
    },
    /// The database cannot be read although the key is right.
    #[error(
        "The database is damaged ({detail}). Nothing was changed. Keep what can be read of it: caseload doctor --salvage; or restore the newest backup: caseload restore --latest"
    )]
    DamagedDatabase {
        /// What SQLite says.
        detail: String,
    },
    /// The write-ahead log beside the database was written by another one.
    #[error(
        "The file {path} is not of this database. Nothing was changed. Move it away; the database itself can be read without it."
    )]
    ForeignLog {
        /// The log.
        path: PathBuf,
    },
    /// There is no database where one was, or it is empty.
    #[error(
        "The database {path} is {how}, although this home had one. Nothing was made in its place. Restore the newest backup: caseload restore --latest"
    )]
    MissingDatabase {
        /// Where it is expected.
        path: PathBuf,
        /// `missing` or `empty`.
        how: &'static str,
    },
    /// The database was written by a newer version of the program.
    #[error(
        "The database was written by a newer version of Caseload (form {found}; this version knows up to {known}). Nothing was changed. Use the newer version."
    )]
    NewerSchema {
        /// The form found.
        found: u32,
        /// The newest form this version knows.
        known: u32,
    },
    /// Another instance has the home open.
    #[error("This home is open in another window. Close it there first.")]
    AlreadyOpen,
    /// There is no home in the folder.
    #[error("There is no caseload in {0}. Make one with: caseload new")]
    NoHome(PathBuf),
    /// The making of the home was interrupted.
    #[error("The making of the caseload in {0} was interrupted before anything was recorded. Run caseload new again.")]
    NotMade(PathBuf),
    /// The folder lies where no home may be.
    #[error(
        "A caseload cannot be in {path}: it lies {why}, where it could be damaged or leave this machine. Choose a folder of this machine's own disk."
    )]
    UnsafePlace {
        /// The folder.
        path: PathBuf,
        /// Where it lies.
        why: String,
    },
    /// There is a home in the folder already.
    #[error("There is a caseload in {0} already. Nothing was changed.")]
    HomeExists(PathBuf),
    /// The folder or a file in it cannot be used.
    #[error("{path} cannot be {what}: {error}")]
    File {
        /// Which.
        path: PathBuf,
        /// `read`, `written`, …
        what: &'static str,
        /// Why.
        error: io::Error,
    },
    /// The record forbids the change.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The disk is full.
    #[error("The disk is full. Nothing of this change was written; free some space and try again.")]
    DiskFull,
    /// The medium or the folder cannot be written.
    #[error("The home cannot be written. Nothing was changed; check that the folder is not read-only.")]
    ReadOnly,
    /// The disk reported an error. What it holds of the last change is known only once the record is opened anew, so
    /// nothing more is written until then.
    #[error(
        "The disk reported an error ({detail}). What was recorded before is kept; whether this change was recorded shows when the caseload is opened again. Check the disk first."
    )]
    DiskFailed {
        /// What SQLite says.
        detail: String,
    },
    /// Anything else that SQLite reports.
    #[error("The database reports: {0}")]
    Database(rusqlite::Error),
    /// The machine gives no random numbers.
    #[error("The machine gives no random numbers: {0}")]
    NoRandomness(getrandom::Error),
    /// A state that the program should never be in.
    #[error("Caseload made a mistake of its own: {0}. Nothing was changed.")]
    Internal(&'static str),
}

impl StoreError {
    /// Returns the error of a file or folder that cannot be `what`: `read`, `written`, …
    pub(super) fn file(path: &Path, what: &'static str, error: io::Error) -> Self {
        Self::File { path: path.to_owned(), what, error }
    }

    /// The exit code of the process, as README lists them.
    pub const fn exit_code(&self) -> u8 {
        match self {
            Self::WrongPassphrase | Self::WrongWords | Self::TooManyTries { .. } => 10,
            Self::DamagedKeyFile { .. } => 11,
            Self::DamagedDatabase { .. } | Self::ForeignLog { .. } => 12,
            Self::MissingDatabase { .. } => 13,
            Self::NewerSchema { .. } => 14,
            Self::AlreadyOpen => 15,
            Self::NoHome(_) | Self::NotMade(_) => 16,
            _ => 1,
        }
    }
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode;
        match error.sqlite_error_code() {
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => {
                Self::DamagedDatabase { detail: error.to_string() }
            }
            Some(ErrorCode::SystemIoFailure) => Self::DiskFailed { detail: error.to_string() },
            Some(ErrorCode::DiskFull) => Self::DiskFull,
            Some(ErrorCode::ReadOnly) => Self::ReadOnly,
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::AlreadyOpen,
            _ => Self::Database(error),
        }
    }
}
