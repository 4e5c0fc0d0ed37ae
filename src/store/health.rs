//! Examines a home: what is fine, what needs attention, what is broken, and what to do about it.

use std::path::Path;

use serde::Serialize;
use strum::VariantArray as _;

use super::backup::{OLD_BACKUP_DAYS, list_backups};
use super::{
    Home, ListedWays, RecordFault, Store, StoreError, Witness, foreign_backups_sentence, location,
    offices_file_problems, verified_copy,
};
use crate::domain::access_way::{EnrolledWay, Way, WayKind};
use crate::domain::count_with_noun;
use crate::domain::office_key::{OFFICES_FILE, OfficeKey};
use crate::platform;
use crate::present::dates::moment_text;
use crate::present::office_policy::office_policy_note;

/// Less free space than this, in bytes, needs attention: a backup or an import may not fit.
const LITTLE_SPACE: u64 = 200 << 20;
/// Room for fewer files than this needs attention: a backup and an import make some.
const FEW_FILES: u64 = 16;

/// The state in which something was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum HealthState {
    /// The thing is in order.
    Fine,
    /// The thing works, but needs attention.
    Attention,
    /// The thing is broken.
    Broken,
}

impl HealthState {
    /// Returns the state in a word.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Fine => "fine",
            Self::Attention => "look",
            Self::Broken => "BROKEN",
        }
    }
}

/// The result of examining one thing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct HealthFinding {
    /// What was examined.
    pub what: &'static str,
    /// The state in which it was found.
    pub state: HealthState,
    /// What was found, and what to do.
    pub sentence: String,
}

impl HealthFinding {
    /// Creates a finding that something is in order.
    pub fn new_fine(what: &'static str, sentence: impl Into<String>) -> Self {
        Self { what, state: HealthState::Fine, sentence: sentence.into() }
    }

    /// Creates a finding that something is broken, from an error.
    pub fn from_error(what: &'static str, error: &StoreError) -> Self {
        Self { what, state: HealthState::Broken, sentence: error.to_string() }
    }

    /// Creates a finding that something needs attention.
    pub fn new_attention(what: &'static str, sentence: impl Into<String>) -> Self {
        Self { what, state: HealthState::Attention, sentence: sentence.into() }
    }

    fn new_broken(what: &'static str, sentence: impl Into<String>) -> Self {
        Self { what, state: HealthState::Broken, sentence: sentence.into() }
    }
}

/// Examines what can be seen without the passphrase.
pub fn examine_home(home: &Home) -> Vec<HealthFinding> {
    let location = match location::ensure_safe_location(home.folder()) {
        Ok(()) => HealthFinding::new_fine("place", "The home is on a disk of this machine."),
        Err(error) => HealthFinding::from_error("place", &error),
    };
    [Some(location), check_permissions(home), check_free_space(home.folder()), check_leftovers(home)]
        .into_iter()
        .flatten()
        .collect()
}

/// Examines an open record: its pages, its chain and tables, who can open it, the clock, the backups.
///
/// # Errors
/// Fails if the record cannot be read at all.
pub fn examine_store(store: &Store) -> Result<Vec<HealthFinding>, StoreError> {
    let found = [
        Some(check_pages(store)?),
        Some(check_record(store)?),
        Some(check_key_holders(store)?),
        check_offices(store)?,
        Some(check_clock(store)?),
        Some(check_newest_backup(store)?),
        Some(check_witness(store)?),
        check_foreign_backups(store)?,
        check_office_policy(store),
    ];
    Ok(found.into_iter().flatten().collect())
}

/// Says which office policy is in force, and each statutory value that it changes.
fn check_office_policy(store: &Store) -> Option<HealthFinding> {
    let office = store.policies().office()?;
    let note = office_policy_note(office);
    if office.statutes_changed.is_empty() {
        return Some(HealthFinding::new_fine("policy", note));
    }
    let changed: Vec<String> = office.statutes_changed.iter().map(ToString::to_string).collect();
    Some(HealthFinding::new_attention("policy", format!("{note} {}", changed.join("; "))))
}

fn check_pages(store: &Store) -> Result<HealthFinding, StoreError> {
    let damaged = store.damaged_pages()?;
    Ok(match damaged.first() {
        None => HealthFinding::new_fine("pages", "Every page of the database is as it was written."),
        Some(first) => HealthFinding::new_broken(
            "pages",
            format!(
                "{} of the database {} damaged ({first}). Keep what can be read: caseload doctor --salvage; or restore \
                 the newest backup: caseload restore --latest",
                count_with_noun(damaged.len(), "page"),
                if damaged.len() == 1 { "is" } else { "are" }
            ),
        ),
    })
}

fn check_record(store: &Store) -> Result<HealthFinding, StoreError> {
    Ok(match store.verify_record()? {
        Ok(report) => HealthFinding::new_fine(
            "record",
            format!(
                "The chain of {} is intact, and the tables built from it ({}) match.",
                count_with_noun(report.entries, "entry"),
                count_with_noun(report.rows, "row")
            ),
        ),
        Err(fault @ RecordFault::Table { .. }) => {
            HealthFinding::new_broken("record", format!("{fault} Rebuild the tables: caseload doctor --rebuild"))
        }
        Err(fault @ (RecordFault::Schema { .. } | RecordFault::Index { .. })) => HealthFinding::new_broken(
            "record",
            format!("{fault} Rebuild the database from the log: caseload doctor --salvage"),
        ),
        Err(fault @ (RecordFault::Entry { .. } | RecordFault::Stray { .. })) => {
            HealthFinding::new_broken("record", format!("{fault} Keep this home as it is and ask for help."))
        }
    })
}

fn check_key_holders(store: &Store) -> Result<HealthFinding, StoreError> {
    let ListedWays { ways: listed, unchecked } = store.listed_ways()?;
    let count = |kind: WayKind| listed.iter().filter(|enrolled| enrolled.way.kind == kind).count();
    let ways = WayKind::VARIANTS.iter().map(|kind| (count(*kind), kind_noun(*kind))).filter(|(count, _)| *count > 0);
    let ways: Vec<_> = ways.map(|(count, noun)| count_with_noun(count, noun)).collect();
    let sentence = format!("The home opens with {}.", ways.join(", "));
    let let_in: Vec<_> = store.ways_let_in_again()?.iter().map(Way::describe).collect();
    Ok(if let Some(unchecked) = unchecked {
        HealthFinding::new_attention("key file", format!("{sentence} {unchecked}"))
    } else if !let_in.is_empty() {
        let advice = "Take away what should not: caseload worker remove, or caseload key escrow --remove";
        let again = format!("A restored backup gave access back to: {}.", let_in.join(", "));
        HealthFinding::new_attention("key file", format!("{sentence} {again} {advice}"))
    } else if count(WayKind::Passphrase) == listed.len() && !store.is_practice() {
        let advice = "Without a recovery key a lost passphrase loses the record: caseload key recovery";
        HealthFinding::new_attention("key file", format!("{sentence} {advice}"))
    } else {
        HealthFinding::new_fine("key file", sentence)
    })
}

/// Says who put in the office's keys, which of them stand for an office, and whose passphrases an office set.
fn check_offices(store: &Store) -> Result<Option<HealthFinding>, StoreError> {
    let keys = store.office_keys()?;
    let file = store.home.machine_file(OFFICES_FILE);
    let problems: Vec<String> = file
        .iter()
        .flat_map(|path| {
            let found = offices_file_problems(path).into_iter();
            found.map(|(_, says)| format!("{}: {says}.", path.display()))
        })
        .collect();
    let is_set = |enrolled: &EnrolledWay| enrolled.way.kind == WayKind::Passphrase && enrolled.office.is_some();
    let set: Vec<_> = store.enrolled_ways()?.into_iter().filter(is_set).collect();
    let set_by = |enrolled: &EnrolledWay| {
        let office = enrolled.office.as_deref().unwrap_or_default();
        format!("The office {office} set the passphrase of {}, who has not changed it since.", enrolled.way.label)
    };
    let sentences: Vec<_> =
        problems.iter().cloned().chain(keys.iter().map(OfficeKey::sentence)).chain(set.iter().map(set_by)).collect();
    let sentence = sentences.join(" ");
    Ok(if sentence.is_empty() {
        None
    } else if problems.is_empty() && set.is_empty() && keys.iter().all(|key| key.is_confirmed) {
        Some(HealthFinding::new_fine("offices", sentence))
    } else {
        Some(HealthFinding::new_attention("offices", sentence))
    })
}

const fn kind_noun(kind: WayKind) -> &'static str {
    match kind {
        WayKind::Passphrase => "passphrase",
        WayKind::Recovery => "recovery key",
        WayKind::Escrow => "escrow key",
    }
}

fn check_clock(store: &Store) -> Result<HealthFinding, StoreError> {
    Ok(match store.clock_warning()? {
        None => HealthFinding::new_fine("clock", "The clock agrees with the newest entry."),
        Some(warning) => HealthFinding::new_attention("clock", warning.to_string()),
    })
}

fn check_newest_backup(store: &Store) -> Result<HealthFinding, StoreError> {
    let Some(newest) = store.last_backup()? else {
        return Ok(if store.is_practice() {
            HealthFinding::new_fine("backup", "A practice home is not backed up.")
        } else {
            HealthFinding::new_attention("backup", "There is no backup. Make one: caseload backup")
        });
    };
    let made_at = moment_text(newest.made_at);
    Ok(match verified_copy::verify_copy(&newest.path, &store.key) {
        // A backup under an earlier key looks like a damaged one to everybody without its passphrase.
        Err(StoreError::DamagedDatabase { .. }) => HealthFinding::new_attention(
            "backup",
            format!(
                "The newest backup, made {made_at}, does not open with the key in use: it is damaged, or older than a \
                 change of the key. Make a new one: caseload backup"
            ),
        ),
        Err(error) => HealthFinding::from_error("backup", &error),
        Ok(_) if (store.clock().today() - newest.made_at.date()).num_days() > OLD_BACKUP_DAYS => {
            HealthFinding::new_attention(
                "backup",
                format!("The newest backup was made {made_at}. Make a new one: caseload backup"),
            )
        }
        Ok(_) => HealthFinding::new_fine(
            "backup",
            format!("The newest backup, made {made_at}, opens, and its chain is whole."),
        ),
    })
}

/// Names the files among the backups that are not this home's.
fn check_foreign_backups(store: &Store) -> Result<Option<HealthFinding>, StoreError> {
    let sentence = foreign_backups_sentence(&store.foreign_backups()?);
    Ok(sentence.map(|sentence| HealthFinding::new_attention("foreign backups", sentence)))
}

/// Compares the record with its newest backup.
fn check_witness(store: &Store) -> Result<HealthFinding, StoreError> {
    let witness = store.compare_with_backup()?;
    Ok(match witness.sentence() {
        None if witness == Witness::None => HealthFinding::new_fine("witness", "There is no backup to compare with."),
        None => HealthFinding::new_fine("witness", "The record holds everything that its newest backup holds."),
        Some(sentence) if witness.is_against_record() => HealthFinding::new_broken("witness", sentence),
        Some(sentence) => HealthFinding::new_attention("witness", sentence),
    })
}

/// Names what interrupted work left in the home, and the copies of former states, which former keys open.
fn check_leftovers(home: &Home) -> Option<HealthFinding> {
    let names = std::fs::read_dir(home.folder()).ok()?.flatten();
    let mut names: Vec<_> = names.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    let (left, kept): (Vec<_>, Vec<_>) =
        names.into_iter().filter(|name| is_leftover(name) || is_former_state(name)).partition(|name| is_leftover(name));
    if !left.is_empty() {
        return Some(HealthFinding::new_attention(
            "leftovers",
            format!(
                "Interrupted work left {}. They are encrypted and nothing reads them; delete them if the home opens.",
                left.join(", ")
            ),
        ));
    }
    (!kept.is_empty()).then(|| {
        HealthFinding::new_fine(
            "leftovers",
            format!(
                "Earlier copies of the home are kept in {}. They open with the passphrases and keys of that time; delete them when they are no longer needed.",
                kept.join(", ")
            ),
        )
    })
}

fn is_leftover(name: &str) -> bool {
    let endings = [".making", ".unfinished", ".sorting", ".new", "-journal"];
    name.starts_with("caseload.") && endings.iter().any(|ending| name.ends_with(ending))
}

fn is_former_state(name: &str) -> bool {
    name.starts_with("before-restore-") || name.starts_with("before-form-")
}

/// Examines who may use the files of a home; nothing on systems that cannot tell.
fn check_permissions(home: &Home) -> Option<HealthFinding> {
    platform::is_open_to_others(home.folder())?;
    let mut paths = vec![home.folder().to_owned(), home.database_path(), home.key_file_path(), home.backups_folder()];
    paths.extend(list_backups(home).ok()?.into_iter().map(|backup| backup.path));
    Some(match paths.iter().find(|path| platform::is_open_to_others(path) == Some(true)) {
        None => HealthFinding::new_fine("permissions", "Only their owner can read the files."),
        Some(path) => HealthFinding::new_attention(
            "permissions",
            format!("Others can read {}. Opening the home fixes that.", path.display()),
        ),
    })
}

/// Examines how much space is left; nothing on systems that do not say.
fn check_free_space(folder: &Path) -> Option<HealthFinding> {
    let free = platform::free_bytes(folder)?;
    if let Some(files) = platform::free_files(folder).filter(|files| *files < FEW_FILES) {
        let room =
            if files == 0 { "no room for more files".to_owned() } else { format!("room for {files} more files only") };
        let sentence = format!("The disk has {room}. Remove some, or nothing can be written.");
        return Some(HealthFinding::new_attention("space", sentence));
    }
    let sentence = format!("{} MB are free.", free >> 20);
    Some(if free < LITTLE_SPACE {
        HealthFinding::new_attention("space", format!("{sentence} Free some, or backups will fail."))
    } else {
        HealthFinding::new_fine("space", sentence)
    })
}
