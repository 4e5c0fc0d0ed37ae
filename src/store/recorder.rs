//! The worker who changes the record.

use chrono::NaiveDate;

use super::Refusal;
use super::named_keys::NamedKeys;
use crate::domain::filing_answer::Confirmations;
use crate::domain::worker::Worker;
use crate::policy::Policies;

/// The worker who changes the record, the day on which they do it, and the policies that allow or forbid it.
#[derive(Clone, Copy)]
pub(super) struct Recorder<'a> {
    pub(super) policies: &'a Policies,
    pub(super) worker: &'a Worker,
    pub(super) today: NaiveDate,
    /// What the worker said to the questions that are asked before something is recorded.
    pub(super) answers: &'a Confirmations,
    /// Whether an office's key opened the home, and not the worker.
    pub(super) is_office: bool,
    /// The public keys of offices that the machine names.
    pub(super) named_keys: &'a NamedKeys,
    /// Whether the wording of what was written is judged; not of what was recorded before and is only recorded again.
    pub(super) judges_wording: bool,
}

impl Recorder<'_> {
    /// Refuses a day before CalWORKs began: nobody had a contact or a conference about it then.
    pub(super) fn ensure_since_program(&self, on: NaiveDate) -> Result<(), Refusal> {
        let counted = self.policies.in_force_on(self.today).time_counted.as_ref();
        let began = counted.map(|span| span.value.from.first_day());
        match began.filter(|began| self.judges_wording && on < *began) {
            Some(began) => Err(Refusal::BeforeProgram { on, began }),
            None => Ok(()),
        }
    }
}
