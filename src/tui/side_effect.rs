//! The side effects of an update: what the store, the terminal or the spelling checker must do.

use super::spellcheck::SpellcheckRequest;
use super::store_thread::{CancelToken, Job, StoreRequest};
use crate::domain::dates::WrittenDates;

/// Something to do outside of the screen's state.
#[derive(Debug, Clone)]
pub enum SideEffect {
    /// A request to the store.
    Store(StoreRequest),
    /// A text for the clipboard of the terminal.
    Copy(String),
    /// Write dates like this from now on.
    WriteDates(WrittenDates),
    /// Have the terminal report clicks and the wheel, or no longer.
    UseMouse(bool),
    /// A comment for the spelling checker.
    Spellcheck(Box<SpellcheckRequest>),
    /// Stop the import that is running.
    StopImport(CancelToken),
    /// End the program.
    Exit(ExitReason),
}

/// The side effects of an update, in order.
pub type SideEffects = Vec<SideEffect>;

impl SideEffect {
    /// Returns the effect that gives the store a job. The model numbers the request if the keyboard waits for its
    /// reply.
    pub fn store(job: Job) -> Self {
        Self::Store(StoreRequest::from(job))
    }
}

/// Returns the effects that give the store one job.
pub fn store_job(job: Job) -> SideEffects {
    vec![SideEffect::store(job)]
}

/// Why the program ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ExitReason {
    /// The worker quits.
    Quit {
        /// The result of the backup, if one was due.
        message: Option<String>,
    },
    /// The worker quits and does not wait for what the store is doing.
    Immediately,
    /// A signal came.
    Signal(i32),
    /// The program panicked.
    Panicked,
    /// The screen is locked: a new process takes the place of this one.
    Locked {
        /// Whether the new process stops first, as the shell asked.
        stopped: bool,
        /// Whether the home is a practice home.
        practice: bool,
    },
    /// The home cannot be used.
    Unusable {
        /// The sentence for the worker.
        sentence: String,
        /// The exit code.
        exit_code: u8,
    },
}
