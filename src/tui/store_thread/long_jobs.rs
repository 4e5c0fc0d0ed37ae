//! Jobs that may take long: done beside the store thread, or so that leaving ends them.

use std::sync::Arc;

use super::beside::{self, BesideThreads};
use super::import_protocol::CancelToken;
use super::print;
use super::print_types::PrintRequest;
use super::protocol::{Job, StoreAnswer};
use super::snapshot::SnapshotChange;
use super::worker::OpenStore;
use crate::store::{BackupOccasion, StoreError};

impl OpenStore {
    /// Runs a job. One that may take long and may be done again ends when the worker leaves; one that records what the
    /// worker did is always done.
    pub(super) fn run_stoppable(
        &mut self,
        job: Job,
        beside: Option<&mut BesideThreads>,
        cancel: &CancelToken,
    ) -> Result<Vec<StoreAnswer>, StoreError> {
        // Where no other connection can read beside this one, everything is done here.
        let beside = beside.filter(|_| self.store.allows_readers());
        if !job.may_be_stopped() {
            return self.run_job(job, beside, cancel);
        }
        let leaving = cancel.clone();
        self.store.set_stop(Some(move || leaving.is_stop_requested()))?;
        let abandon = beside.as_ref().map(|beside| beside.abandon.clone()).unwrap_or_default();
        abandon.set(true);
        let done = self.run_job(job, beside, cancel);
        abandon.set(false);
        self.store.set_stop(None::<fn() -> bool>)?;
        done
    }

    pub(super) fn run_long_job(
        &mut self,
        job: Job,
        beside: Option<&mut BesideThreads>,
        cancel: &CancelToken,
    ) -> Result<Vec<StoreAnswer>, StoreError> {
        Ok(match job {
            Job::Import(job) => {
                let send_answer = beside.map(|beside| Arc::clone(&beside.send_answer));
                self.run_import_job(job, &move |answer| {
                    if let Some(send_answer) = &send_answer {
                        send_answer(answer);
                    }
                })?
            }
            Job::Print { what, redacted, file } => {
                self.print_documents(vec![PrintRequest { what, redacted, file }], beside, cancel)?
            }
            Job::PrintEach { documents, redacted } => {
                let request = |(what, file)| PrintRequest { what, redacted, file };
                self.print_documents(documents.into_iter().map(request).collect(), beside, cancel)?
            }
            Job::SavePrint(rendered) => vec![print::save(&mut self.store, *rendered)?],
            Job::BackUp => self.back_up(beside, cancel)?,
            Job::BackedUp => vec![self.snapshot(SnapshotChange::Settings)],
            Job::FinishWork => match self.with_configuration_recorded(beside) {
                Some(beside) => match beside.finish_work(&self.store, cancel) {
                    Ok(()) => Vec::new(),
                    Err(error) => {
                        vec![StoreAnswer::Finished(Some(beside::failed_backup_message(&error)))]
                    }
                },
                None => vec![StoreAnswer::Finished(beside::final_backup_message(&self.store))],
            },
            _ => Vec::new(),
        })
    }

    /// Records the configuration files as they are at the end of the work, for the backup of what was recorded. If
    /// that fails, the next opening records them.
    fn with_configuration_recorded<B>(&mut self, beside: B) -> B {
        let _ = self.store.record_configuration();
        beside
    }

    fn print_documents(
        &mut self,
        requests: Vec<PrintRequest>,
        beside: Option<&mut BesideThreads>,
        cancel: &CancelToken,
    ) -> Result<Vec<StoreAnswer>, StoreError> {
        if let Some(beside) = beside {
            beside.print(&self.store, cancel, Arc::clone(&self.caseload), requests)?;
            return Ok(Vec::new());
        }
        let mut answers = Vec::new();
        for request in requests {
            answers.push(match print::render(&self.store, &self.caseload, &request)? {
                Ok(rendered) => print::save(&mut self.store, rendered)?,
                Err(sentence) => StoreAnswer::Failed(sentence),
            });
        }
        Ok(answers)
    }

    fn back_up(
        &self,
        beside: Option<&mut BesideThreads>,
        cancel: &CancelToken,
    ) -> Result<Vec<StoreAnswer>, StoreError> {
        let made = match beside {
            Some(beside) => beside.back_up(&self.store, cancel).map(|()| None),
            None => self.store.back_up_if_due(BackupOccasion::DuringWork),
        };
        Ok(match made {
            Ok(made) => made.map(|_| self.snapshot(SnapshotChange::Settings)).into_iter().collect(),
            Err(StoreError::Stopped) => return Err(StoreError::Stopped),
            Err(error) => vec![StoreAnswer::Failed(beside::failed_backup_message(&error))],
        })
    }
}
