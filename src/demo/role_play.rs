//! What a practice home records as workers of several roles would: its one worker takes each role in turn.

use chrono::NaiveDate;

use crate::domain::act::Act;
use crate::domain::role::Role;
use crate::domain::{CaseNumber, PersonNumber};
use crate::policy::act_forms::ActForms;
use crate::store::{Store, StoreError, WorkerDetails};

/// Gives the worker of the home another role.
///
/// # Errors
/// The home cannot be written, or is shared with another worker.
pub(super) fn act_as(store: &mut Store, role: Role) -> Result<(), StoreError> {
    let worker = store.worker().clone();
    if worker.role != role {
        let details = WorkerDetails { role: Some(role), ..WorkerDetails::default() };
        store.change_worker(&worker.number, details)?;
    }
    Ok(())
}

/// Records an act on a day. Returns whether the rules allow it.
///
/// # Errors
/// The home cannot be written.
pub(super) fn record_act(
    store: &mut Store,
    (case, person): (&CaseNumber, PersonNumber),
    act: &str,
    answers: &[(String, String)],
    on: NaiveDate,
) -> Result<bool, StoreError> {
    let Some(form) = ActForms::builtin().form_for_act(act) else { return Ok(false) };
    let Ok(kind) = form.parse_act(answers, on) else { return Ok(false) };
    let person = if form.case_as_a_whole { PersonNumber::CASE } else { person };
    match store.record_act(case, Act { person, on, kind }) {
        Ok(_) => Ok(true),
        Err(StoreError::Refused(_)) => Ok(false),
        Err(error) => Err(error),
    }
}
