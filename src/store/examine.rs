//! Examining a home: what is as it should be, what needs attention, what is broken, and what to do about it.

use std::path::Path;

use serde::Serialize;

use super::backup::{OLD_BACKUP_DAYS, backups};
use super::{Home, Store, StoreError, copy, place};

/// Less free space than this, in bytes, needs attention: a backup or an import may not fit.
const LITTLE_SPACE: u64 = 200 << 20;
/// What every file and folder of a home may allow to others: nothing.
const OF_OTHERS: u32 = 0o077;

/// How something was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Examined {
    /// As it should be.
    Fine,
    /// Works, and needs attention.
    Attention,
    /// Does not hold.
    Broken,
}

impl Examined {
    /// The state in a word.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Fine => "fine",
            Self::Attention => "look",
            Self::Broken => "BROKEN",
        }
    }
}

/// One thing that was examined.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// What.
    pub what: &'static str,
    /// How it was found.
    pub state: Examined,
    /// What was found, and what to do.
    pub sentence: String,
}

impl Finding {
    /// Something that is as it should be.
    pub fn fine(what: &'static str, sentence: impl Into<String>) -> Self {
        Self { what, state: Examined::Fine, sentence: sentence.into() }
    }

    /// An error as a finding.
    pub fn of_error(what: &'static str, error: &StoreError) -> Self {
        Self { what, state: Examined::Broken, sentence: error.to_string() }
    }

    fn attention(what: &'static str, sentence: impl Into<String>) -> Self {
        Self { what, state: Examined::Attention, sentence: sentence.into() }
    }

    fn broken(what: &'static str, sentence: impl Into<String>) -> Self {
        Self { what, state: Examined::Broken, sentence: sentence.into() }
    }
}

/// Examines what can be seen without the passphrase.
pub fn examine_home(home: &Home) -> Vec<Finding> {
    let place = match place::must_be_safe(home.folder()) {
        Ok(()) => Finding::fine("place", "The home lies on a disk of this machine."),
        Err(error) => Finding::of_error("place", &error),
    };
    [Some(place), permissions(home), free_space(home.folder())].into_iter().flatten().collect()
}

/// Examines an open record: its pages, chain and tables, the ways into it, the clock, the backups.
///
/// # Errors
/// When the record cannot be read at all.
pub fn examine_store(store: &Store) -> Result<Vec<Finding>, StoreError> {
    Ok(vec![pages(store)?, record(store)?, ways(store)?, clock(store)?, newest_backup(store)?])
}

fn pages(store: &Store) -> Result<Finding, StoreError> {
    let damaged = store.damaged_pages()?;
    Ok(match damaged.first() {
        None => Finding::fine("pages", "Every page of the database is what was written."),
        Some(first) => Finding::broken(
            "pages",
            format!(
                "{} pages are damaged ({first}). Keep what can be read: caseload doctor --salvage; or restore the newest backup: caseload restore --latest",
                damaged.len()
            ),
        ),
    })
}

fn record(store: &Store) -> Result<Finding, StoreError> {
    Ok(match store.verify()? {
        Ok(whole) => Finding::fine(
            "record",
            format!("{} entries, chained; {} rows follow from them.", whole.entries, whole.rows),
        ),
        Err(broken @ super::Broken::Table { .. }) => {
            Finding::broken("record", format!("{broken} Make the tables anew: caseload doctor --rebuild"))
        }
        Err(broken @ super::Broken::Entry { .. }) => {
            Finding::broken("record", format!("{broken} Keep this home as it is and ask for help."))
        }
    })
}

fn ways(store: &Store) -> Result<Finding, StoreError> {
    let ways = store.ways()?;
    let names: Vec<_> = ways.iter().map(|way| way.opened_by).collect();
    let sentence = format!("The home is opened by: {}.", names.join(", "));
    Ok(if names.iter().all(|name| *name == "passphrase") && !store.is_practice() {
        let advice = "Without a recovery key a lost passphrase loses the record: caseload key recovery";
        Finding::attention("key file", format!("{sentence} {advice}"))
    } else {
        Finding::fine("key file", sentence)
    })
}

fn clock(store: &Store) -> Result<Finding, StoreError> {
    Ok(match store.clock_warning()? {
        None => Finding::fine("clock", "The clock agrees with the newest entry."),
        Some(warning) => Finding::attention("clock", warning.to_string()),
    })
}

fn newest_backup(store: &Store) -> Result<Finding, StoreError> {
    let Some(newest) = backups(store.home())?.into_iter().next() else {
        return Ok(if store.is_practice() {
            Finding::fine("backup", "A practice home is not backed up.")
        } else {
            Finding::attention("backup", "There is no backup. Make one: caseload backup")
        });
    };
    let at = newest.at.format("%a %-d %b %Y %H:%M");
    Ok(match copy::checked(&newest.path, &store.key) {
        // Under a former key it cannot be told from a damaged one without its own passphrase.
        Err(StoreError::DamagedDatabase { .. }) => Finding::attention(
            "backup",
            format!(
                "The newest, of {at}, does not open with the key in use: it is damaged, or older than a change of the key. Make one: caseload backup"
            ),
        ),
        Err(error) => Finding::of_error("backup", &error),
        Ok(_) if (store.clock().today() - newest.at.date()).num_days() > OLD_BACKUP_DAYS => {
            Finding::attention("backup", format!("The newest is of {at}. Make one: caseload backup"))
        }
        Ok(_) => Finding::fine("backup", format!("The newest, of {at}, opens and its chain holds.")),
    })
}

#[cfg(unix)]
fn permissions(home: &Home) -> Option<Finding> {
    use std::os::unix::fs::PermissionsExt as _;
    let open = |path: &Path| std::fs::metadata(path).is_ok_and(|found| found.permissions().mode() & OF_OTHERS != 0);
    let mut paths = vec![home.folder().to_owned(), home.database(), home.key_file(), home.backups()];
    paths.extend(backups(home).ok()?.into_iter().map(|backup| backup.path));
    Some(match paths.iter().find(|path| open(path)) {
        None => Finding::fine("permissions", "The files are for their owner alone."),
        Some(path) => Finding::attention(
            "permissions",
            format!("Others can read {}. Opening the home closes it.", path.display()),
        ),
    })
}

#[cfg(not(unix))]
fn permissions(_home: &Home) -> Option<Finding> {
    None
}

#[cfg(unix)]
fn free_space(folder: &Path) -> Option<Finding> {
    let found = rustix::fs::statvfs(folder).ok()?;
    let free = found.f_bavail.saturating_mul(found.f_frsize);
    let sentence = format!("{} MB are free.", free >> 20);
    Some(if free < LITTLE_SPACE {
        Finding::attention("space", format!("{sentence} Free some, or backups will fail."))
    } else {
        Finding::fine("space", sentence)
    })
}

#[cfg(not(unix))]
fn free_space(_folder: &Path) -> Option<Finding> {
    None
}
