//! What can go wrong with a home. Each error has its own sentence, and each way in which a home can be unusable has its
//! own exit code.

use std::borrow::Cow;
use std::io;
use std::path::{Path, PathBuf};

use super::{Refusal, UnrecordedAccess, Witness};
use crate::domain::WorkerNumber;
use crate::domain::count_with_noun;
use crate::platform;

/// Why a home could not be used, or a change was not recorded.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The passphrase does not open the key file.
    #[error("The passphrase is wrong.")]
    WrongPassphrase,
    /// The 24 words fit no slot of the key file.
    #[error("These words do not open this home.")]
    WrongWords,
    /// The text given as the words of a key is something else.
    #[error("These are not the words of a key: {why}.")]
    NotWords {
        /// What is wrong with the words.
        why: String,
    },
    /// The text given as a public key is something else.
    #[error("This is not a public key: it has 64 hexadecimal digits, as caseload key escrow --make prints them.")]
    NotAPublicKey,
    /// Another worker of the home has the same passphrase.
    #[error("This passphrase cannot be used here. Choose another one.")]
    PassphraseTaken,
    /// A new passphrase is too easy to guess.
    #[error("This passphrase is too easy to guess. {why} {advice}")]
    WeakPassphrase {
        /// Why, in a sentence.
        why: String,
        /// What to do instead, in a sentence.
        advice: String,
    },
    /// The passphrase does not open the key file of a backup.
    #[error(
        "The passphrase is wrong. A backup opens with the passphrase of its day: if it was changed since, give the \
         former one."
    )]
    WrongBackupPassphrase,
    /// Too many new passphrases in a row were refused.
    #[error(
        "{} refused here. Wait {} before you choose another.",
        count_with_noun(*tries, "new passphrase"),
        count_with_noun(*seconds, "second")
    )]
    TooManyChoices {
        /// How many were refused.
        tries: u32,
        /// Seconds until the next one is taken.
        seconds: u64,
    },
    /// The slot that was opened belongs to a worker whom the record does not know.
    #[error(
        "Worker {0} has a passphrase here but is not enrolled in this record, which may come from an older backup. \
         Another worker can let {0} in again: caseload worker add"
    )]
    NotEnrolled(String),
    /// The newest backup holds something that the record should hold too, and does not.
    #[error("No backup was made, so that the newest one is kept for comparison; to continue without it, move it to another folder. {}", .0.sentence().unwrap_or_default())]
    AgainstBackup(Witness),
    /// The worker is the last one who can open the home.
    #[error("Worker {0} is the only one with a passphrase here. Nothing was changed.")]
    LastWorker(WorkerNumber),
    /// Too many passphrases or words in a row were wrong.
    #[error("{}. Wait {} before you try again.", count_with_noun(*tries, "wrong try"), count_with_noun(*seconds, "second"))]
    TooManyTries {
        /// The number of wrong tries.
        tries: u32,
        /// Seconds until the next try is allowed.
        seconds: u64,
    },
    /// The key file is missing, or its content is not what was written.
    #[error(
        "The key file {path} is {how}. Without it the database cannot be opened. Restore it: caseload restore --latest"
    )]
    DamagedKeyFile {
        /// Where the file is expected.
        path: PathBuf,
        /// `missing` or `damaged`.
        how: &'static str,
    },
    /// The key file opens, but is not the one that this home wrote last.
    #[error(
        "The key file {path} is damaged: {why}. Nothing was opened. Ask who could write to this folder; then restore \
         the newest backup: caseload restore --latest"
    )]
    UntrustedKeyFile {
        /// The key file.
        path: PathBuf,
        /// What is wrong with it, as it completes the sentence.
        why: &'static str,
    },
    /// The database cannot be read although the key is right.
    #[error(
        "The database is damaged ({detail}). Nothing was changed. Keep what can be read of it: caseload doctor \
         --salvage; or restore the newest backup: caseload restore --latest"
    )]
    DamagedDatabase {
        /// What SQLite says.
        detail: Cow<'static, str>,
    },
    /// The write-ahead log beside the database was written by another database.
    #[error(
        "The file {path} does not belong to this database. Nothing was changed. Move it to another folder; the database can be read without it."
    )]
    ForeignLog {
        /// The write-ahead log.
        path: PathBuf,
    },
    /// The home had a database, and it is missing or empty.
    #[error(
        "The database {path} is {how}, although this home had one. No new one was made in its place. Restore the \
         newest backup: caseload restore --latest"
    )]
    MissingDatabase {
        /// Where the file is expected.
        path: PathBuf,
        /// `missing` or `empty`.
        how: &'static str,
    },
    /// The database was written by a newer version of the program.
    #[error(
        "The database was written by a newer version of Caseload (format {found}; this version reads formats up to \
         {known}). Nothing was changed. Use the newer version."
    )]
    NewerSchema {
        /// The version of the schema that was found.
        found: u32,
        /// The newest version of the schema that this program knows.
        known: u32,
    },
    /// Another process has the home open.
    #[error("This home is open in another window. Close it there first.")]
    AlreadyOpen,
    /// There is no home in the folder.
    #[error("There is no caseload in {0}. Create one: caseload new")]
    NoHome(PathBuf),
    /// The folder belongs to another user of the machine.
    #[error(
        "The folder {0} belongs to another user of this machine, and you are not allowed to open it. Log in as that user, or name your own home with --home."
    )]
    NotYourFolder(PathBuf),
    /// The creation of the home was interrupted.
    #[error(
        "The creation of the caseload in {0} was interrupted before anything was recorded. Run caseload new again."
    )]
    NotMade(PathBuf),
    /// The folder is in a place where no home may be.
    #[error(
        "A caseload cannot be in {path}: that is {why}, where it could be damaged or leave this machine. Choose a \
         folder on this machine's own disk."
    )]
    UnsafePlace {
        /// The folder.
        path: PathBuf,
        /// What kind of place it is, as it completes the sentence.
        why: String,
    },
    /// There is already a home in the folder.
    #[error("There is already a caseload in {0}. Nothing was changed.")]
    HomeExists(PathBuf),
    /// The folder or a file in it cannot be used.
    #[error("{path} cannot be {what}: {}", platform::io_reason(error))]
    File {
        /// The file or folder.
        path: PathBuf,
        /// The past participle of what cannot be done: `read`, `written`, …
        what: &'static str,
        /// What the system says.
        error: io::Error,
    },
    /// The record forbids the change.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The disk is full.
    #[error("The disk is full. None of this change was written; free some space and try again.")]
    DiskFull,
    /// A backup does not fit beside what it replaces.
    #[error(
        "The disk is full: the restore needs {}, and {} are free. None of this change was written; free some space and try again.",
        megabytes(*.needed), megabytes(*.free)
    )]
    NoRoomToRestore {
        /// The bytes that the restore needs.
        needed: u64,
        /// The bytes that are free.
        free: u64,
    },
    /// The disk has no room for another file.
    #[error(
        "The disk is full: it has no room for more files. None of this change was written; remove some files and try again."
    )]
    NoMoreFiles,
    /// Something would leave the home, and the record cannot show it.
    #[error("{}", .0.refusal())]
    UnrecordedExport(UnrecordedAccess),
    /// Words would open the home, and the record cannot show it.
    #[error(
        "The disk is full, and an opening with words has to be recorded. Nothing was opened; free some space and try again, \
         or open it with the passphrase."
    )]
    UnrecordedWords,
    /// The medium or the folder cannot be written.
    #[error("The home cannot be written to. Nothing was changed; check that the folder is not read-only.")]
    ReadOnly,
    /// The disk reported an error. How much of the last change was written is known only when the record is opened
    /// again, so nothing more is written until then.
    #[error(
        "The disk reported an error ({detail}). What was recorded before is kept. Check the disk; then open the \
         caseload again to see whether this change was recorded."
    )]
    DiskFailed {
        /// What SQLite says.
        detail: Cow<'static, str>,
    },
    /// What was asked was stopped before it was done, because something else was wanted first.
    #[error("This was stopped before it finished. Nothing was recorded.")]
    Stopped,
    /// SQLite reports any other error.
    #[error(
        "The database could not do this ({0}). Nothing of it was recorded. To have the home examined: caseload doctor"
    )]
    Database(rusqlite::Error),
    /// The system provides no random numbers.
    #[error("The machine provides no random numbers: {0}")]
    NoRandomness(getrandom::Error),
    /// The program is in a state that it should never be in.
    #[error("Caseload has a bug: {0}. Nothing was changed.")]
    Internal(&'static str),
}

/// Returns a number of bytes in megabytes, with one decimal where they are few. What is needed is never rounded to nothing.
pub(super) fn megabytes(bytes: u64) -> String {
    const MEGABYTE: u64 = 1 << 20;
    let tenths = bytes.saturating_mul(10).div_ceil(MEGABYTE);
    if tenths < 100 { format!("{}.{} MB", tenths / 10, tenths % 10) } else { format!("{} MB", bytes / MEGABYTE) }
}

impl StoreError {
    /// Why a key file is not trusted: its tags do not hold.
    pub(super) const CHANGED_BY_OTHERS: &str =
        "somebody who could not open this home added, exchanged or changed something in it";
    /// Why a key file is not trusted: its pin does not hold.
    pub(super) const ANOTHER_HOME: &str = "it belongs to another home, which somebody put in the place of this one";
    /// Why a key file is not trusted: the record knows a newer one.
    pub(super) const OLDER_THAN_RECORD: &str = "it is an older one, and ways into this home were changed since";
    /// Why a key file is not trusted: it opens, and no page of the database does.
    pub(super) const OF_ANOTHER_KEY: &str = "its key opens no page of the database: it is an older copy from before the key of \
         the database was changed, or the database beside it is another one";
    /// Why a key file is not trusted: its ways in are not those that the record enrolled.
    pub(super) const UNKNOWN_WAYS: &str = "its ways into this home are not those that the record enrolled";

    /// Creates the error for a file or folder that cannot be read or written; `what` is the past participle: `read`,
    /// `written`, …
    pub(super) fn file(path: &Path, what: &'static str, error: io::Error) -> Self {
        if matches!(error.kind(), io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded) {
            return Self::DiskFull;
        }
        Self::File { path: path.to_owned(), what, error }
    }

    /// Returns the error with what it is that the disk of `home` lacks, where it is full.
    pub fn naming_what_lacks(self, home: &Path) -> Self {
        match self {
            Self::DiskFull if platform::has_room_for_files(home) == Some(false) => Self::NoMoreFiles,
            other => other,
        }
    }

    /// Returns the exit code of the process, as README lists them.
    pub const fn exit_code(&self) -> u8 {
        match self {
            Self::WrongPassphrase
            | Self::WrongBackupPassphrase
            | Self::WrongWords
            | Self::TooManyTries { .. }
            | Self::TooManyChoices { .. } => 10,
            Self::DamagedKeyFile { .. } | Self::UntrustedKeyFile { .. } => 11,
            Self::AgainstBackup(_) => 20,
            Self::DamagedDatabase { .. } | Self::ForeignLog { .. } => 12,
            Self::MissingDatabase { .. } => 13,
            Self::NewerSchema { .. } => 14,
            Self::AlreadyOpen => 15,
            Self::NoHome(_) | Self::NotMade(_) => 16,
            Self::NotYourFolder(_) => 17,
            _ => 1,
        }
    }
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode;
        match error.sqlite_error_code() {
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => {
                Self::DamagedDatabase { detail: error.to_string().into() }
            }
            Some(ErrorCode::SystemIoFailure) => Self::DiskFailed { detail: error.to_string().into() },
            Some(ErrorCode::OperationInterrupted) => Self::Stopped,
            Some(ErrorCode::DiskFull) => Self::DiskFull,
            Some(ErrorCode::ReadOnly) => Self::ReadOnly,
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::AlreadyOpen,
            _ => Self::Database(error),
        }
    }
}
