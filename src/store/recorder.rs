//! The worker who changes the record.

use chrono::NaiveDate;

use crate::domain::filing_answer::SpokenAnswers;
use crate::domain::worker::Worker;
use crate::policy::Policies;

/// The worker who changes the record, the day on which they do it, and the policies that allow or forbid it.
#[derive(Clone, Copy)]
pub(super) struct Recorder<'a> {
    pub(super) policies: &'a Policies,
    pub(super) worker: &'a Worker,
    pub(super) today: NaiveDate,
    /// What the worker said to the questions that are asked before something is recorded.
    pub(super) answers: &'a SpokenAnswers,
    /// Whether an office's key opened the home, and not the worker.
    pub(super) is_office: bool,
    /// Whether the wording of what was written is judged; not of what was recorded before and is only recorded again.
    pub(super) judges_wording: bool,
}
