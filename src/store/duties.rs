//! Who may do what in a home that several workers share: the worker to whom it belongs, and the roles that
//! `assets/policy/roles.toml` names.

use rusqlite::Connection;

use super::office_keys::Actor;
use super::{Refusal, Store, StoreError, queries};
use crate::domain::WorkerNumber;
use crate::domain::worker::Worker;
use crate::policy::Policies;

/// Something in a home that is not everybody's to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum HomeDuty {
    /// Enroll a worker.
    EnrollWorker,
    /// Change what the record says of a worker.
    ChangeWorker,
    /// Take the ways of a worker into the home away.
    RemoveWorker,
    /// Change the key of the database, and let an office in.
    Keys,
    /// Restore the home from a backup.
    Restore,
    /// Reveal a protected comment.
    Reveal,
    /// Say that what another worker filed is in error, or proves something else.
    StrikeComment,
}

impl HomeDuty {
    const fn id(self) -> &'static str {
        match self {
            Self::EnrollWorker | Self::ChangeWorker | Self::RemoveWorker => "workers",
            Self::Keys => "keys",
            Self::Restore => "restore",
            Self::Reveal => "reveal",
            Self::StrikeComment => "strike_comment",
        }
    }

    /// Returns what is refused, as it completes "may not …"; `None` for the words of the policy.
    const fn refused_words(self) -> Option<&'static str> {
        match self {
            Self::EnrollWorker => Some("enroll workers"),
            Self::ChangeWorker => Some("change the name, role or office of any worker, including themselves"),
            Self::RemoveWorker => Some("remove workers"),
            Self::Keys | Self::Restore | Self::Reveal | Self::StrikeComment => None,
        }
    }

    /// Returns whether it is also for the worker to whom the home belongs.
    const fn is_owners(self) -> bool {
        match self {
            Self::EnrollWorker | Self::ChangeWorker | Self::RemoveWorker | Self::Keys | Self::Restore => true,
            Self::Reveal | Self::StrikeComment => false,
        }
    }
}

impl Store {
    /// Refuses what is neither the owner's nor the role's to do. A key that stands for an office opens the home for just these
    /// things; any other office's key does what whoever put it in may do.
    pub(super) fn ensure_may(&self, duty: HomeDuty) -> Result<(), StoreError> {
        match self.actor()? {
            Actor::Office => Ok(()),
            Actor::Worker(worker) => ensure_worker_may(&self.connection, &worker, duty),
        }
    }
}

/// Refuses what is neither the owner's nor the role's to do.
pub(super) fn ensure_worker_may(record: &Connection, worker: &Worker, duty: HomeDuty) -> Result<(), StoreError> {
    if is_owner(record, &worker.number)? {
        return Ok(());
    }
    ensure_role_may(worker, duty).map_err(StoreError::from)
}

/// Refuses what is not the role's to do, whoever the home belongs to. Only the rows of the program count: the office's
/// policy lies in the home, where any of its workers could write it.
pub(super) fn ensure_role_may(worker: &Worker, duty: HomeDuty) -> Result<(), Refusal> {
    let tables = Policies::builtin().newest_tables();
    let row = tables.and_then(|tables| tables.home_duty(duty.id()));
    if row.is_some_and(|row| worker.role.is_among(&row.roles)) {
        return Ok(());
    }
    let refused = |what: String, whose: String| Refusal::NotYours {
        number: worker.number.clone(),
        role: worker.role,
        what,
        whose,
    };
    Err(row.map_or_else(
        || refused("do that".to_owned(), "nobody".to_owned()),
        |row| {
            let what = duty.refused_words().map_or_else(|| row.title.clone(), str::to_owned);
            let owner = duty.is_owners().then_some("the worker to whom this home belongs").into_iter();
            let roles = row.roles.iter().map(|role| role.with_article());
            refused(what, owner.chain(roles).collect::<Vec<_>>().join(" or "))
        },
    ))
}

/// Returns whether the home belongs to the worker: who was enrolled first.
pub(super) fn is_owner(record: &Connection, number: &WorkerNumber) -> Result<bool, StoreError> {
    Ok(queries::select_workers(record)?.0.first().is_some_and(|owner| owner.number == *number))
}

/// Refuses to amend a protected comment by a role that may not reveal it.
pub(super) fn ensure_may_amend(worker: &Worker) -> Result<(), Refusal> {
    ensure_role_may(worker, HomeDuty::Reveal).map_err(|refused| match refused {
        Refusal::NotYours { number, role, whose, .. } => Refusal::NotYours {
            number,
            role,
            what: "amend a protected comment, which they may not read".to_owned(),
            whose,
        },
        refused => refused,
    })
}

/// Refuses to take back what another worker's comment proves by a role that does not answer for the case.
pub(super) fn ensure_may_strike(worker: &Worker) -> Result<(), Refusal> {
    ensure_role_may(worker, HomeDuty::StrikeComment)
}

/// Returns whether the role may reveal a protected comment.
pub(super) fn ensure_may_reveal(worker: &Worker) -> Result<(), Refusal> {
    ensure_role_may(worker, HomeDuty::Reveal)
}
