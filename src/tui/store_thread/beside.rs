//! What runs beside the store thread, each job on a thread and a connection of its own: printing and backing up. A
//! draft that is typed meanwhile is saved at once, and a lock waits for none of them.

use std::io;
use std::sync::Arc;
use std::sync::mpsc::Sender;
use std::thread::{self, JoinHandle};

use super::import_protocol::{AbandonFlag, CancelToken};
use super::print;
use super::print_types::PrintRequest;
use super::protocol::{Job, StoreAnswer};
use super::request::StoreRequest;
use super::search_thread::SearchDesk;
use crate::desk::Caseload;
use crate::domain::count_with_noun;
use crate::store::{BackupOccasion, Store, StoreError, StoreReader, UnrecordedAccess};

/// Receives the answers that come while a job is still running.
pub type AnswerCallback = dyn Fn(StoreAnswer) + Send + Sync;

/// What the store thread needs to have jobs done beside it.
pub struct BesideThreads {
    /// Where the searching thread waits for its connection.
    pub search: SearchDesk,
    /// Takes what the store thread is to do once a job beside it is done.
    pub jobs: Sender<StoreRequest>,
    /// Takes the answers.
    pub send_answer: Arc<AnswerCallback>,
    /// Tells those who leave whether the store thread does something that may be left undone.
    pub abandon: AbandonFlag,
    running: Vec<JoinHandle<()>>,
}

impl BesideThreads {
    /// Creates the place for jobs beside the store thread; none is running.
    pub fn new(search: SearchDesk, jobs: Sender<StoreRequest>, send_answer: Arc<AnswerCallback>) -> Self {
        Self { search, jobs, send_answer, abandon: AbandonFlag::default(), running: Vec::new() }
    }

    /// Builds and renders documents one after the other, and has the store thread record that each leaves and write it.
    pub(super) fn print(
        &mut self,
        store: &Store,
        cancel: &CancelToken,
        caseload: Arc<Caseload>,
        requests: Vec<PrintRequest>,
    ) -> Result<(), StoreError> {
        // What a full disk keeps from being made would leave without a record.
        let reader = open_reader(store, cancel).map_err(|error| match error {
            StoreError::DiskFull => StoreError::UnrecordedExport(UnrecordedAccess::FullDisk),
            error => error,
        })?;
        self.start("print", move |jobs, send_answer| {
            for request in requests {
                match print::render(&reader, &caseload, &request) {
                    Ok(Ok(rendered)) => drop(jobs.send(Job::SavePrint(Box::new(rendered)).into())),
                    Ok(Err(sentence)) => send_answer(StoreAnswer::Failed(sentence)),
                    Err(StoreError::Stopped) => break,
                    Err(error) => send_answer(StoreAnswer::Failed(error.to_string())),
                }
            }
        })
    }

    /// Makes the backup of the day, if it is due.
    pub(super) fn back_up(&mut self, store: &Store, cancel: &CancelToken) -> Result<(), StoreError> {
        let reader = open_reader(store, cancel)?;
        self.start("backup", move |jobs, send_answer| {
            let made = reader.back_up_if_due(BackupOccasion::DuringWork);
            drop(reader);
            match made {
                Ok(Some(_)) => drop(jobs.send(Job::BackedUp.into())),
                Ok(None) | Err(StoreError::Stopped) => {}
                Err(error) => send_answer(StoreAnswer::Failed(failed_backup_message(&error))),
            }
        })
    }

    /// Makes the backup at the end of the work. Jobs that still run beside the store thread are done first, and what
    /// they leave for it.
    pub(super) fn finish_work(&mut self, store: &Store, cancel: &CancelToken) -> Result<(), StoreError> {
        self.running.retain(|running| !running.is_finished());
        if !self.running.is_empty() {
            let running = std::mem::take(&mut self.running);
            return self.start("finish", move |jobs, _send_answer| {
                for job in running {
                    let _ = job.join();
                }
                let _ = jobs.send(Job::FinishWork.into());
            });
        }
        let reader = open_reader(store, cancel)?;
        self.start("backup", move |_jobs, send_answer| {
            let message = final_backup_message(&reader);
            drop(reader);
            send_answer(StoreAnswer::Finished(message));
        })
    }

    fn start(
        &mut self,
        name: &str,
        job: impl FnOnce(&Sender<StoreRequest>, &AnswerCallback) + Send + 'static,
    ) -> Result<(), StoreError> {
        let (jobs, send_answer) = (self.jobs.clone(), Arc::clone(&self.send_answer));
        let started: io::Result<_> =
            thread::Builder::new().name(name.to_owned()).spawn(move || job(&jobs, &*send_answer));
        self.running.push(started.map_err(|_error| StoreError::Internal("the system could not start a thread"))?);
        Ok(())
    }
}

fn open_reader(store: &Store, cancel: &CancelToken) -> Result<StoreReader, StoreError> {
    let cancel = cancel.clone();
    store.open_reader(move || cancel.is_stop_requested())
}

/// Makes the backup at the end of the work, if one is due. Returns what became of it, as a sentence for the worker.
pub(super) fn final_backup_message(store: &Store) -> Option<String> {
    match store.back_up_if_due(BackupOccasion::EndOfWork) {
        Ok(made) => made.map(|backup| format!("Backed up and verified: {}.", count_with_noun(backup.entries, "entry"))),
        Err(error) => Some(failed_backup_message(&error)),
    }
}

/// Returns the sentence for the worker when a backup fails. Nothing that the worker did is lost by it.
pub(super) fn failed_backup_message(error: &StoreError) -> String {
    match error {
        StoreError::DiskFull | StoreError::NoMoreFiles => {
            "The record is kept, but the disk is full, so no backup was made. Free some space.".to_owned()
        }
        error => format!("The record is kept, but its backup failed: {error}"),
    }
}
