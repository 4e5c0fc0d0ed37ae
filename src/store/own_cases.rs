//! Whose case it is that somebody works on. An EC is asked before anything is recorded on the case of another EC, and
//! the log says that it was meant.

use rusqlite::Connection;

use super::recorder::Recorder;
use super::{Refusal, Store, StoreError, facts, queries};
use crate::domain::audit_event::AuditEvent;
use crate::domain::filing_answer::Confirmations;
use crate::domain::role::Role;
use crate::domain::worker::{Worker, find_own_ec};
use crate::domain::{CaseNumber, Change, WorkerNumber};

impl Store {
    /// Sets what the worker said to the questions that are asked before something is recorded, and returns what they
    /// had said before. Where an answer lets something be recorded, an entry before it says so.
    pub fn set_answers(&mut self, answers: Confirmations) -> Confirmations {
        std::mem::replace(&mut self.answers, answers)
    }

    /// Returns what the worker said to the questions that are asked before something is recorded.
    pub const fn answers(&self) -> &Confirmations {
        &self.answers
    }

    /// Returns the EC under whom a case is listed; `None` if no listing says whose it is.
    ///
    /// # Errors
    /// The record cannot be read.
    pub fn listed_ec_of_case(&self, case: &CaseNumber) -> Result<Option<WorkerNumber>, StoreError> {
        queries::select_listed_worker(&self.connection, case)
    }

    /// Returns the other EC under whom a case is listed, if the worker is asked before recording anything on it.
    ///
    /// # Errors
    /// The record cannot be read.
    pub fn other_ec_of_case(&self, case: &CaseNumber) -> Result<Option<WorkerNumber>, StoreError> {
        let other = find_other_ec(&self.connection, &self.worker, case)?;
        Ok(other.filter(|other| other.is_asked).map(|other| other.ec))
    }
}

/// Returns what the log says before a change on the case of another EC, for whom the worker means to make it or covers; `None`
/// if the case is the worker's own.
///
/// # Errors
/// A [`Refusal`] if the case is another EC's and the worker did not say that it is for them.
pub(super) fn check_whose_case(
    record: &Connection,
    by: &Recorder<'_>,
    change: &Change,
) -> Result<Option<Change>, StoreError> {
    let Some(case) = case_worked_on(change).filter(|_| by.judges_wording) else { return Ok(None) };
    let Some(OtherEc { ec, is_asked }) = find_other_ec(record, by.worker, case)? else { return Ok(None) };
    if !is_asked || by.answers.for_ec.as_ref() == Some(&ec) {
        return Ok(Some(Change::Accessed { case: Some(case.clone()), access: AuditEvent::WorkedFor(ec) }));
    }
    Err(Refusal::CaseOfAnother { case: case.clone(), ec }.into())
}

/// Returns the case on which somebody works with a change; `None` for what no worker does on a case.
fn case_worked_on(change: &Change) -> Option<&CaseNumber> {
    match change {
        Change::Undone { restores: Some(restored), .. } if restored.is_about_worker() => None,
        Change::CommentFiled(_)
        | Change::CommentAmended(_)
        | Change::AlertDisposed { .. }
        | Change::CaseAnnotated { .. }
        | Change::Acted { .. }
        | Change::Undone { .. }
        | Change::ChecklistItemMarked { .. } => change.case(),
        // Marking a comment as copied and reminding oneself change nothing on the case.
        Change::CommentPosted { .. }
        | Change::ReminderSaved(_)
        | Change::CaseOpened(_)
        | Change::MatchDecided(_)
        | Change::DutyNoted(_)
        | Change::CountyTool(_)
        | Change::WorkerEnrolled { .. }
        | Change::WorkerChanged { .. }
        | Change::ExtractRead(_)
        | Change::ExtractTakenBack { .. }
        | Change::FactsImported { .. }
        | Change::RowsRejected { .. }
        | Change::RejectedRowsKept { .. }
        | Change::RowsMended { .. }
        | Change::RejectedRowDismissed(_)
        | Change::FactsAbsent { .. }
        | Change::ConfigurationChanged(_)
        | Change::Supervised(_)
        | Change::Accessed { .. } => None,
    }
}

/// Returns whether a common case is the worker's although the listing still names the EC who had it: it was assigned to the
/// Partnership EC, or the lead reaches out to its parents.
fn is_taken_over(record: &Connection, worker: &Worker, case: &CaseNumber) -> Result<bool, StoreError> {
    let Some(facts) = facts::select_case(record, case)?.map(|known| known.facts) else { return Ok(false) };
    let newest = facts.common_cases.iter().max_by_key(|round| round.found.on);
    let assigned = newest.and_then(|round| round.assigned.as_ref()).and_then(|assigned| assigned.to.as_ref());
    let reaches_out = worker.role.includes(Role::PARTNERSHIP_LEAD) && !facts.outreach.is_empty();
    Ok(assigned == Some(&worker.number) || reaches_out)
}

/// The EC of a case on which another EC works.
struct OtherEc {
    ec: WorkerNumber,
    /// Whether the worker is asked first; not if they cover for the EC.
    is_asked: bool,
}

fn find_other_ec(record: &Connection, worker: &Worker, case: &CaseNumber) -> Result<Option<OtherEc>, StoreError> {
    if !worker.role.carries_cases() {
        return Ok(None);
    }
    let Some(ec) = queries::select_listed_worker(record, case)?.filter(|ec| *ec != worker.number) else {
        return Ok(None);
    };
    if worker.role.includes(Role::PARTNERSHIP_EC) && is_taken_over(record, worker, case)? {
        return Ok(None);
    }
    let listed = queries::select_listed_workers(record)?;
    let owner = queries::select_workers(record)?.0.into_iter().next().map(|owner| owner.number);
    let own = find_own_ec(worker, owner.as_ref(), |number| listed.contains(number));
    let is_asked = own.is_some_and(|own| *own != ec);
    Ok(Some(OtherEc { ec, is_asked }))
}
