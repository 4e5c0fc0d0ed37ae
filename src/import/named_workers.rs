//! The workers whose cases an extract is about. What it does not name is missing only among their cases, and only an
//! extract about their cases is newer or older than it.

use std::collections::{BTreeSet, HashSet};

use crate::domain::extract::{CountyFact, ExtractKind};
use crate::domain::{CaseNumber, WorkerNumber};
use crate::store::{ImportTransaction, StoreError};

/// The workers whose cases the rows of an extract are about, as far as the rows, or the listing of their cases, say so.
#[derive(Debug, Default)]
pub struct NamedWorkers {
    workers: BTreeSet<WorkerNumber>,
    /// The cases whose worker was looked up.
    looked_up: HashSet<CaseNumber>,
    /// Whether the home holds the cases of several workers and no row says whose they are: then nothing is missing.
    is_unclear: bool,
}

impl NamedWorkers {
    /// Notes whose case a row is about: a row of the listing says so, and of other rows the listing of their case does.
    ///
    /// # Errors
    /// The record cannot be read.
    pub fn note_fact(&mut self, importing: &ImportTransaction<'_>, fact: &CountyFact) -> Result<(), StoreError> {
        if fact.kind() == ExtractKind::Listing {
            self.workers.extend(fact.listed_worker().cloned());
        } else if !self.looked_up.contains(fact.case()) {
            self.looked_up.insert(fact.case().clone());
            self.workers.extend(importing.listed_worker(fact.case())?);
        }
        Ok(())
    }

    /// Settles, after the last row, what an extract means that names nobody: it is about everybody's cases if the home
    /// holds those of one worker at most.
    ///
    /// # Errors
    /// The record cannot be read.
    pub fn resolve_workers(&mut self, importing: &ImportTransaction<'_>) -> Result<(), StoreError> {
        self.is_unclear = self.workers.is_empty() && importing.listed_workers()?.len() > 1;
        Ok(())
    }

    /// Returns the workers; none stands for everybody.
    pub const fn workers(&self) -> &BTreeSet<WorkerNumber> {
        &self.workers
    }

    /// Returns the workers in order.
    pub fn into_workers(self) -> Vec<WorkerNumber> {
        self.workers.into_iter().collect()
    }

    /// Returns whether the extract should have named the case if it still held: it names other cases of the same
    /// worker, or nobody knows whose the case is.
    ///
    /// # Errors
    /// The record cannot be read.
    pub fn includes_case(&self, importing: &ImportTransaction<'_>, case: &CaseNumber) -> Result<bool, StoreError> {
        if self.is_unclear {
            return Ok(false);
        }
        if self.workers.is_empty() {
            return Ok(true);
        }
        Ok(importing.listed_worker(case)?.is_none_or(|worker| self.workers.contains(&worker)))
    }
}
